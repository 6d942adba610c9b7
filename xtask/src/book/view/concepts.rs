//! 概念索引: every concept by pinyin with every place where it is taught.

use serde::Serialize;

use super::{link_to, unit_label};
use crate::book::html::{Html, Link};
use crate::book::inline::{Writer, anchor};
use crate::catalog::model::{Catalog, ItemRef, Term};
use crate::catalog::{concepts, index};

/// The page.
#[derive(Debug, Serialize)]
pub struct ConceptsView {
    /// Terms explained by us.
    pub terms: Vec<TermView>,
    /// By letter.
    pub letters: Vec<LetterView>,
    /// How many entries there are.
    pub total: usize,
}

/// A term explained by us.
#[derive(Debug, Serialize)]
pub struct TermView {
    /// Its anchor.
    pub id: String,
    /// The term.
    pub title: String,
    /// The empty link that copies its address.
    pub anchor: Html,
    /// Other names, English among them.
    pub names: Vec<String>,
    /// Markdown of ours.
    pub body: Html,
    /// Where it is taught.
    pub taught: Vec<Link>,
    /// Related terms.
    pub related: Vec<Link>,
}

/// The entries of one letter.
#[derive(Debug, Serialize)]
pub struct LetterView {
    /// Anchor of its heading.
    pub id: String,
    /// `A` to `Z`, `#`.
    pub letter: String,
    /// In order.
    pub entries: Vec<EntryView>,
}

/// A name and its places.
#[derive(Debug, Serialize)]
pub struct EntryView {
    /// The name.
    pub title: String,
    /// The first place.
    pub href: String,
    /// Every place.
    pub places: Vec<Link>,
}

/// The page, relative to the site root.
pub const PAGE: &str = "concepts.html";

/// Makes the view.
pub fn view(catalog: &Catalog) -> ConceptsView {
    let writer = Writer::new(PAGE, []);
    let concepts = concepts(catalog);
    let mut letters = Vec::new();
    for group in index(&concepts) {
        let entries = group.entries.iter().map(|entry| {
            let places = entry.places();
            let first = places.first().map_or_else(String::new, |item| item.url());
            EntryView {
                title: entry.title.to_owned(),
                href: writer.way(&first),
                places: places.iter().map(|p| place(catalog, p, &writer)).collect(),
            }
        });
        letters.push(LetterView {
            id: match group.letter {
                '#' => "letter-other".to_owned(),
                letter => format!("letter-{}", letter.to_ascii_lowercase()),
            },
            letter: group.letter.to_string(),
            entries: entries.collect(),
        });
    }
    ConceptsView {
        terms: catalog
            .terms
            .iter()
            .map(|t| term(catalog, t, &writer))
            .collect(),
        total: letters.iter().map(|letter| letter.entries.len()).sum(),
        letters,
    }
}

/// `16 学时 第二章 第一节`, linked.
fn place(catalog: &Catalog, item: &ItemRef, writer: &Writer) -> Link {
    let mut words = Vec::new();
    if let Some(syllabus) = catalog.syllabi.iter().find(|s| s.id == item.syllabus) {
        words.push(syllabus.short.clone());
        words.push(unit_label(syllabus, item.unit));
        let unit = syllabus.unit(item.unit);
        let section = unit.and_then(|unit| {
            unit.sections
                .iter()
                .find(|s| s.id == item.id || s.points.iter().any(|p| p.id == item.id))
        });
        words.extend(section.map(|section| section.label.clone()));
    }
    words.retain(|word| !word.is_empty());
    Link {
        href: writer.way(&item.url()),
        text: words.join(" "),
    }
}

fn term(catalog: &Catalog, term: &Term, writer: &Writer) -> TermView {
    let names = term.aliases.iter().chain(&term.english);
    let taught = term.taught.iter().map(|item| {
        let at = place(catalog, item, writer);
        let named = link_to(catalog, item, writer);
        Link {
            href: at.href,
            text: format!("{} {}", at.text, named.text),
        }
    });
    let related = term.related.iter().filter_map(|id| {
        let other = catalog.terms.iter().find(|t| t.id == *id)?;
        Some(Link {
            href: format!("#{id}"),
            text: other.title.clone(),
        })
    });
    TermView {
        id: term.id.clone(),
        title: term.title.clone(),
        anchor: Html(anchor(&term.id)),
        names: names.cloned().collect(),
        body: Html(term.body.trim().to_owned()),
        taught: taught.collect(),
        related: related.collect(),
    }
}
