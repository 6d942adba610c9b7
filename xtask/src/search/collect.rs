//! From the catalogue and the rendered pages to records, in the order in which equals are
//! shown: syllabus by syllabus, unit by unit, then the pages.

use std::collections::BTreeSet;

use super::markdown::plain;
use super::page::{self, Belongs, Page, Scope};
use super::rank;
use super::record::{Kind, Record};
use super::term;
use super::text::clean;
use crate::catalog::concepts;
use crate::catalog::model::{
    CarrierUse, Catalog, Concept, ItemRef, Question, QuestionKind, Syllabus, Text,
};

/// Every record of a book, what belongs together side by side: units in order, in a unit its
/// concepts, questions, carriers and pages, at the end what belongs to no syllabus.
pub fn records(catalog: &Catalog, pages: Vec<Page<'_>>) -> Vec<Record> {
    let mut out = of_catalog(catalog);
    // A heading that is a concept's own place is found as that concept.
    let taken: BTreeSet<String> = out.iter().map(|record| record.url.clone()).collect();
    for page in page::distinct(pages) {
        if is_of_term(catalog, page.path) {
            continue;
        }
        let belongs = belongs(catalog, page.path);
        let mut found = page::records(&page, &belongs);
        if belongs.syllabus.is_empty() && !catalog.syllabi.is_empty() {
            found.iter_mut().for_each(make_marginal);
            // The letters of an index head nothing that is not found by itself.
            found.retain(|record| record.title.chars().count() > 1);
        }
        out.extend(
            found
                .into_iter()
                .filter(|record| !taken.contains(&record.url)),
        );
    }
    let number = |id: &str| catalog.syllabi.iter().position(|s| s.id == id);
    out.sort_by_key(|record| (number(&record.syllabus).unwrap_or(usize::MAX), record.unit));
    out
}

/// Which words of the page at `path` search asks for; `None` where it passes over them.
pub fn scope(catalog: &Catalog, path: &str) -> Option<Scope> {
    if !is_page(path) || is_of_term(catalog, path) {
        return None;
    }
    match belongs(catalog, path).syllabus.as_str() {
        "" => Some(Scope::Whole),
        _ => Some(Scope::Printed),
    }
}

/// Whether it is a page, and none that repeats others or exists only when nothing else does.
pub fn is_page(path: &str) -> bool {
    path.ends_with(".html") && !matches!(path, "print.html" | "toc.html" | "404.html")
}

/// Whether a page only says of a term what its record says already.
fn is_of_term(catalog: &Catalog, path: &str) -> bool {
    let id = path.strip_prefix("concepts/");
    let id = id.and_then(|file| file.strip_suffix(".html"));
    id.is_some_and(|id| catalog.terms.iter().any(|term| term.id == id))
}

/// Beside syllabi, a page about the site itself comes last, and what it says is found as our
/// notes are: a student who searches wants the course, and every reader pays for every word
/// that comes with the index.
fn make_marginal(record: &mut Record) {
    record.level = rank::MAX_LEVEL;
    record.notes = std::mem::take(&mut record.text);
}

/// Concepts, homework and carriers.
pub fn of_catalog(catalog: &Catalog) -> Vec<Record> {
    let concepts = concepts(catalog);
    let mut concepts: Vec<Record> = concepts
        .iter()
        .map(|concept| of_concept(concept, catalog))
        .collect();
    let mut out = term::join(catalog, &mut concepts);
    out.extend(concepts);
    for syllabus in &catalog.syllabi {
        for question in &syllabus.questions {
            out.push(of_question(question, syllabus, 0));
        }
        for unit in &syllabus.units {
            let questions = unit.questions.iter();
            out.extend(questions.map(|question| of_question(question, syllabus, unit.number)));
            if let Some((id, words)) = &unit.objective {
                let place = place(syllabus, unit.number, id);
                let group = "思政目标".to_owned();
                out.push(of_words(Kind::Carrier, words, &place, syllabus, group, 1));
            }
            for carrier in &unit.carriers {
                let place = place(syllabus, unit.number, &carrier.id);
                let group = format!("思政载体 · {}", carrier.kind.name());
                let words = &carrier.text;
                out.push(Record {
                    notes: carrier.usage.as_ref().map(of_usage).unwrap_or_default(),
                    ..of_words(Kind::Carrier, words, &place, syllabus, group, 0)
                });
            }
        }
    }
    out
}

/// What a section is called by its place: 第三节.
fn label(concept: &Concept, catalog: &Catalog) -> Option<String> {
    let place = &concept.place;
    let syllabus = catalog.syllabi.iter().find(|s| s.id == place.syllabus)?;
    let mut sections = syllabus.unit(place.unit)?.sections.iter();
    let label = &sections.find(|section| section.id == place.id)?.label;
    (!label.is_empty()).then(|| label.clone())
}

fn of_concept(concept: &Concept, catalog: &Catalog) -> Record {
    let label = label(concept, catalog);
    let text = if concept.context.is_empty() || concept.context == concept.title {
        concept.title.clone()
    } else {
        format!("{}\n{}", concept.title, concept.context)
    };
    Record {
        kind: Kind::Concept,
        syllabus: concept.place.syllabus.clone(),
        unit: concept.place.unit,
        title: concept.title.clone(),
        aliases: concept.aliases.iter().cloned().chain(label).collect(),
        synonyms: Vec::new(),
        breadcrumb: concept.breadcrumb.clone(),
        url: concept.place.url(),
        text,
        notes: String::new(),
        level: if concept.is_section { 0 } else { 1 },
    }
}

fn of_question(question: &Question, syllabus: &Syllabus, unit: u32) -> Record {
    let level = match question.kind {
        QuestionKind::Board | QuestionKind::Exercise => 0,
        QuestionKind::Opening => 1,
        QuestionKind::Thinking => 2,
    };
    let place = place(syllabus, unit, &question.id);
    // A question that restates another is not found a second time by the same outline.
    let answer = question.answer.as_ref();
    let own = answer.filter(|answer| answer.home == place);
    let group = format!("作业 · {}", question.kind.name());
    Record {
        notes: own.map(|answer| plain(&answer.outline)).unwrap_or_default(),
        ..of_words(
            Kind::Homework,
            &question.text,
            &place,
            syllabus,
            group,
            level,
        )
    }
}

/// What we say of a carrier, a paragraph a line.
fn of_usage(usage: &CarrierUse) -> String {
    let themes: Vec<_> = usage.themes.iter().map(|theme| theme.name()).collect();
    let themes = (!themes.is_empty()).then(|| format!("主题：{}", themes.join("、")));
    let said = usage.fit.iter().chain(&usage.discuss).chain(&usage.usage);
    let said = themes.into_iter().chain(said.map(|words| clean(words)));
    said.collect::<Vec<_>>().join("\n")
}

/// A record whose words are its name.
fn of_words(
    kind: Kind,
    words: &Text,
    place: &ItemRef,
    syllabus: &Syllabus,
    group: String,
    level: u8,
) -> Record {
    let (read, printed) = (words.read(), words.printed());
    let unit = syllabus.unit(place.unit).map(|unit| unit.name());
    Record {
        kind,
        syllabus: place.syllabus.clone(),
        unit: place.unit,
        aliases: (printed != read).then_some(printed).into_iter().collect(),
        synonyms: Vec::new(),
        breadcrumb: std::iter::once(syllabus.name())
            .chain(unit)
            .chain([group])
            .collect(),
        url: place.url(),
        text: read.clone(),
        title: read,
        notes: String::new(),
        level,
    }
}

fn place(syllabus: &Syllabus, unit: u32, id: &str) -> ItemRef {
    ItemRef {
        syllabus: syllabus.id.clone(),
        unit,
        id: id.to_owned(),
    }
}

/// Which syllabus and unit a page belongs to, by its path.
fn belongs(catalog: &Catalog, path: &str) -> Belongs {
    let Some((folder, file)) = path.split_once('/') else {
        return Belongs::default();
    };
    let Some(syllabus) = catalog
        .syllabi
        .iter()
        .find(|syllabus| syllabus.id == folder)
    else {
        return Belongs::default();
    };
    let number = file
        .strip_prefix("unit-")
        .and_then(|rest| rest.strip_suffix(".html"));
    Belongs {
        syllabus: syllabus.id.clone(),
        unit: number.and_then(|number| number.parse().ok()).unwrap_or(0),
        breadcrumb: vec![syllabus.name()],
    }
}
