//! 勘误: every misprint, the printed line in full, what it should say, and why.

use serde::Serialize;

use super::unit_label;
use crate::book::html::{Html, Link, escape};
use crate::book::inline::{Writer, anchor};
use crate::catalog::model::{Catalog, Erratum, ItemRef, Run, Syllabus, Text, unit_page};

/// The page.
#[derive(Debug, Serialize)]
pub struct ErrataView {
    /// How many misprints there are.
    pub total: usize,
    /// Those that have any.
    pub syllabi: Vec<SyllabusView>,
}

/// The misprints of a syllabus.
#[derive(Debug, Serialize)]
pub struct SyllabusView {
    /// Its id, the anchor of its heading.
    pub id: String,
    /// Its name.
    pub name: String,
    /// In order.
    pub errata: Vec<ErratumView>,
}

/// A misprint.
#[derive(Debug, Serialize)]
pub struct ErratumView {
    /// Its anchor.
    pub id: String,
    /// The empty link that copies its address.
    pub anchor: Html,
    /// The unit it stands in.
    pub unit: Link,
    /// The printed lines with it, the misprint marked.
    pub lines: Vec<Html>,
    /// Printed words.
    pub printed: String,
    /// What they should say.
    pub corrected: String,
    /// Why; ours.
    pub reason: String,
}

/// The page, relative to the site root.
pub const PAGE: &str = "errata.html";

/// Makes the view.
pub fn view(catalog: &Catalog) -> ErrataView {
    let writer = Writer::new(PAGE, []);
    let mut syllabi = Vec::new();
    for syllabus in &catalog.syllabi {
        let texts = texts(syllabus);
        let errata = syllabus
            .errata
            .iter()
            .map(|e| erratum(syllabus, e, &texts, &writer));
        let errata: Vec<_> = errata.collect();
        if !errata.is_empty() {
            syllabi.push(SyllabusView {
                id: syllabus.id.clone(),
                name: syllabus.name(),
                errata,
            });
        }
    }
    ErrataView {
        total: syllabi.iter().map(|s| s.errata.len()).sum(),
        syllabi,
    }
}

fn erratum(
    syllabus: &Syllabus,
    erratum: &Erratum,
    texts: &[&Text],
    writer: &Writer,
) -> ErratumView {
    let id = Erratum::anchor(&erratum.entry);
    ErratumView {
        anchor: Html(anchor(&id)),
        id,
        unit: Link {
            href: writer.way(&unit_page(&syllabus.id, erratum.entry.unit)),
            text: unit_label(syllabus, erratum.entry.unit),
        },
        lines: lines(texts, &erratum.entry),
        printed: erratum.printed.clone(),
        corrected: erratum.corrected.clone(),
        reason: erratum.reason.clone(),
    }
}

/// The printed lines in which a misprint stands, each once; a line that is part of another
/// is left out.
fn lines(texts: &[&Text], entry: &ItemRef) -> Vec<Html> {
    let mut found: Vec<(String, Html)> = Vec::new();
    for text in texts {
        for line in text.0.split(|run| *run == Run::Break) {
            if has(line, entry) {
                let plain = Text(line.to_vec()).printed();
                let mut marked = String::new();
                mark(line, entry, &mut marked);
                found.push((plain, Html(marked)));
            }
        }
    }
    // The longest first, so that parts of it are seen to be parts.
    found.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    let mut kept: Vec<(String, Html)> = Vec::new();
    for (plain, marked) in found {
        if !kept.iter().any(|(longer, _)| longer.contains(&plain)) {
            kept.push((plain, marked));
        }
    }
    kept.into_iter().map(|(_, marked)| marked).collect()
}

fn has(runs: &[Run], entry: &ItemRef) -> bool {
    runs.iter().any(|run| match run {
        Run::Erratum { entry: other, .. } => other == entry,
        Run::Item { text, .. } => has(&text.0, entry),
        _ => false,
    })
}

fn mark(runs: &[Run], entry: &ItemRef, out: &mut String) {
    for run in runs {
        match run {
            Run::Plain(words) => out.push_str(&escape(words)),
            Run::Erratum {
                printed,
                entry: other,
                ..
            } if other == entry => {
                out.push_str(&format!("<mark>{}</mark>", escape(printed)));
            }
            Run::Erratum { printed, .. } => out.push_str(&escape(printed)),
            Run::Item { text, .. } => mark(&text.0, entry, out),
            Run::Break => out.push(' '),
        }
    }
}

/// Every printed text of a syllabus.
fn texts(syllabus: &Syllabus) -> Vec<&Text> {
    let mut texts: Vec<&Text> = syllabus.printed_title.iter().collect();
    texts.extend(syllabus.info.iter().map(|info| &info.value));
    for section in &syllabus.sections {
        texts.extend([&section.heading, &section.text]);
        for item in &section.items {
            texts.extend(item.name.iter().chain([&item.text]));
        }
        texts.extend(section.rows.iter().map(|row| &row.title));
        texts.extend(section.books.iter().map(|book| &book.text));
        texts.extend(section.info.iter().map(|info| &info.value));
    }
    texts.extend(syllabus.questions.iter().map(|question| &question.text));
    for unit in &syllabus.units {
        texts.push(&unit.title);
        for part in &unit.parts {
            texts.extend([&part.heading, &part.text]);
            texts.extend(&part.lines);
        }
        for section in &unit.sections {
            texts.push(&section.title);
            texts.extend(&section.methods);
        }
        texts.extend(unit.all_points().map(|point| &point.text));
        texts.extend(unit.objective.iter().map(|(_, text)| text));
        texts.extend(unit.questions.iter().map(|question| &question.text));
        texts.extend(unit.carriers.iter().map(|carrier| &carrier.text));
        for row in &unit.process {
            texts.extend(row.content.iter().chain(&row.teacher).chain(&row.student));
        }
    }
    texts
}
