//! 概念索引: every concept by pinyin with every place where it is taught, those that we
//! explain with the way to their page.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::unit_label;
use crate::book::html::Link;
use crate::book::inline::Writer;
use crate::catalog::concept_index::normal;
use crate::catalog::model::{Catalog, Concept, ItemRef, Term};
use crate::catalog::{concepts, index};

/// The page.
#[derive(Debug, Serialize)]
pub struct ConceptsView {
    /// By letter.
    pub letters: Vec<LetterView>,
    /// How many entries there are.
    pub total: usize,
    /// How many of them are explained.
    pub explained: usize,
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
    /// Its explanation, else the first place.
    pub href: String,
    /// Id of the concept that explains it, the anchor of the entry.
    pub term: Option<String>,
    /// Other names of that.
    pub names: Vec<String>,
    /// Every place.
    pub places: Vec<Link>,
}

/// The page, relative to the site root.
pub const PAGE: &str = "concepts.html";

/// Makes the view.
pub fn view(catalog: &Catalog) -> ConceptsView {
    let writer = Writer::new(PAGE, []);
    let mut named: BTreeMap<String, &Term> = BTreeMap::new();
    for term in &catalog.terms {
        named.entry(normal(&term.title)).or_insert(term);
    }
    let mut concepts: Vec<Concept> = catalog.terms.iter().filter_map(as_concept).collect();
    concepts.extend(self::concepts(catalog));
    let mut letters = Vec::new();
    for group in index(&concepts) {
        let entries = group.entries.iter().map(|entry| {
            let term = named.get(&normal(entry.title)).copied();
            let places = entry.places();
            let first = places.first().map_or_else(String::new, |item| item.url());
            EntryView {
                title: entry.title.to_owned(),
                href: writer.way(&term.map_or(first, Term::page)),
                term: term.map(|term| term.id.clone()),
                names: term.map(names).unwrap_or_default(),
                places: self::places(catalog, &places, &writer),
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
        total: letters.iter().map(|letter| letter.entries.len()).sum(),
        explained: catalog.terms.len(),
        letters,
    }
}

/// The concepts we explain in the order in which they are first taught, so that one leads on
/// to the next; last what no syllabus teaches.
pub fn in_order(catalog: &Catalog) -> Vec<&Term> {
    let mut order = BTreeMap::new();
    for (number, syllabus) in catalog.syllabi.iter().enumerate() {
        for unit in &syllabus.units {
            let sections = unit.sections.iter();
            let points = sections.flat_map(|section| {
                std::iter::once(&section.id).chain(section.points.iter().map(|point| &point.id))
            });
            let ids = points.chain(unit.points.iter().map(|point| &point.id));
            for (at, id) in ids.enumerate() {
                let key = (syllabus.id.as_str(), unit.number, id.as_str());
                order.entry(key).or_insert((number, unit.number, at));
            }
        }
    }
    let at = |term: &&Term| {
        let first = term.taught.first();
        let key = first.map(|item| (item.syllabus.as_str(), item.unit, item.id.as_str()));
        let at = key.and_then(|key| order.get(&key)).copied();
        at.unwrap_or((usize::MAX, 0, 0))
    };
    let mut terms: Vec<_> = catalog.terms.iter().collect();
    terms.sort_by_key(at);
    terms
}

/// A term as the index sorts it; one that no syllabus teaches has no place to be listed with.
fn as_concept(term: &Term) -> Option<Concept> {
    let (first, rest) = term.taught.split_first()?;
    Some(Concept {
        place: first.clone(),
        is_section: false,
        title: term.title.clone(),
        aliases: Vec::new(),
        breadcrumb: Vec::new(),
        context: String::new(),
        repeated: rest.to_vec(),
    })
}

fn names(term: &Term) -> Vec<String> {
    term.aliases.iter().chain(&term.english).cloned().collect()
}

/// `16 学时 第二章 第一节`, linked; what reads alike is one place.
fn places(catalog: &Catalog, items: &[&ItemRef], writer: &Writer) -> Vec<Link> {
    let mut seen = BTreeSet::new();
    let places = items.iter().map(|item| place(catalog, item, writer));
    places
        .filter(|link| seen.insert(link.text.clone()))
        .collect()
}

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
