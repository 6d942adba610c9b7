//! From the catalogue and the rendered pages to records, in the order in which equals are
//! shown: syllabus by syllabus, unit by unit, then the pages.

use std::collections::BTreeSet;

use super::markdown::plain;
use super::page::{self, Belongs, Page};
use super::rank;
use super::record::{Kind, Record};
use super::text::key;
use crate::catalog::concepts;
use crate::catalog::model::{
    Catalog, Concept, ItemRef, Question, QuestionKind, Syllabus, Term, Text,
};

/// Every record of a book, what belongs together side by side: units in order, in a unit its
/// concepts, questions, carriers and pages, at the end what belongs to no syllabus.
pub fn records(catalog: &Catalog, pages: Vec<Page>) -> Vec<Record> {
    let mut out = of_catalog(catalog);
    // A heading that is a concept's own place is found as that concept.
    let taken: BTreeSet<String> = out.iter().map(|record| record.url.clone()).collect();
    for page in page::distinct(pages) {
        if is_of_term(catalog, &page.path) {
            continue;
        }
        let belongs = belongs(catalog, &page.path);
        let mut found = page::records(&page, &belongs);
        if belongs.syllabus.is_empty() && !catalog.syllabi.is_empty() {
            found.iter_mut().for_each(make_marginal);
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

/// Whether a page only says of a term what its record says already.
fn is_of_term(catalog: &Catalog, path: &str) -> bool {
    let id = path.strip_prefix("concepts/");
    let id = id.and_then(|file| file.strip_suffix(".html"));
    id.is_some_and(|id| catalog.terms.iter().any(|term| term.id == id))
}

/// Beside syllabi, a page about the site itself comes last, and is found by its headings and
/// what each section says first: a student who searches wants the course, and every reader
/// pays for every word of the index.
fn make_marginal(record: &mut Record) {
    record.level = rank::MAX_LEVEL;
    let first = record.text.lines().next().unwrap_or_default();
    record.text = first.chars().take(FIRST_WORDS).collect();
}

/// How many characters of a section of a page about the site are kept.
const FIRST_WORDS: usize = 24;

/// The names that the content gives to one thing: a term, its aliases, its English.
pub fn synonyms(catalog: &Catalog) -> Vec<Vec<String>> {
    let names = |term: &Term| {
        let others = term.aliases.iter().chain(&term.english);
        std::iter::once(&term.title)
            .chain(others)
            .cloned()
            .collect::<Vec<_>>()
    };
    let groups = catalog.terms.iter().map(names);
    groups.filter(|group| group.len() > 1).collect()
}

/// Concepts, homework and carriers.
pub fn of_catalog(catalog: &Catalog) -> Vec<Record> {
    let mut out: Vec<Record> = catalog
        .terms
        .iter()
        .map(|term| of_term(term, catalog))
        .collect();
    for concept in concepts(catalog).iter().map(of_concept) {
        let same =
            |term: &&mut Record| term.url == concept.url && key(&term.title) == key(&concept.title);
        match out.iter_mut().find(same) {
            Some(term) => taught_as(term, concept),
            None => out.push(concept),
        }
    }
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
                out.push(of_words(
                    Kind::Carrier,
                    &carrier.text,
                    &place,
                    syllabus,
                    group,
                    0,
                ));
            }
        }
    }
    out
}

fn of_term(term: &Term, catalog: &Catalog) -> Record {
    let home = term.taught.first();
    let own_page = format!("concepts.html#{}", term.id);
    Record {
        kind: Kind::Concept,
        syllabus: home.map(|place| place.syllabus.clone()).unwrap_or_default(),
        unit: home.map_or(0, |place| place.unit),
        title: term.title.clone(),
        aliases: term.aliases.iter().chain(&term.english).cloned().collect(),
        breadcrumb: home.map_or_else(|| vec!["概念索引".to_owned()], |p| trail(catalog, p)),
        url: home.map_or(own_page, ItemRef::url),
        text: term.title.clone(),
        notes: plain(&term.body),
        level: 0,
    }
}

/// A term whose home is a point of the same name is one thing: what is printed there, with
/// our names and words for it.
fn taught_as(term: &mut Record, printed: Record) {
    let others = printed.aliases.into_iter();
    let new: Vec<String> = others.filter(|o| !term.aliases.contains(o)).collect();
    term.aliases.extend(new);
    term.title = printed.title;
    term.breadcrumb = printed.breadcrumb;
    term.text = printed.text;
}

/// The names of the syllabus and unit of an item.
fn trail(catalog: &Catalog, place: &ItemRef) -> Vec<String> {
    let Some(syllabus) = catalog.syllabi.iter().find(|s| s.id == place.syllabus) else {
        return Vec::new();
    };
    let unit = syllabus.unit(place.unit).map(|unit| unit.name());
    std::iter::once(syllabus.name()).chain(unit).collect()
}

fn of_concept(concept: &Concept) -> Record {
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
        aliases: concept.aliases.clone(),
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
    of_words(
        Kind::Homework,
        &question.text,
        &place,
        syllabus,
        format!("作业 · {}", question.kind.name()),
        level,
    )
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
        breadcrumb: std::iter::once(syllabus.name())
            .chain(unit)
            .chain([group])
            .collect(),
        url: place.url(),
        text: read.clone(),
        title: read,
        // What we add to a question or a carrier belongs here, through `plain`, a paragraph
        // a line.
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
