//! 自测: the page that lists the decks, and one for each course.

use serde::Serialize;

use crate::book::extras::DOWNLOADS;
use crate::book::html::Link;
use crate::book::markdown;
use crate::catalog::model::{Catalog, Syllabus, Term, Unit};
use crate::study::card::{Card, CardKind};
use crate::study::deck;

/// The page, relative to the site root.
pub const PAGE: &str = "practice.html";

/// The page of a course.
pub fn deck_page(syllabus: &str) -> String {
    format!("{syllabus}/practice.html")
}

/// The page of a course with the cards of a unit chosen.
pub fn unit_address(syllabus: &str, unit: u32) -> String {
    format!("{}?unit={unit}", deck_page(syllabus))
}

/// Whether the unit has any cards.
pub fn has_cards(catalog: &Catalog, syllabus: &Syllabus, unit: &Unit) -> bool {
    let taught = |term: &Term| {
        let mut places = term.taught.iter();
        places.any(|place| place.syllabus == syllabus.id && place.unit == unit.number)
    };
    let mut terms = catalog.terms.iter();
    unit.questions.iter().any(|q| q.answer.is_some())
        || terms.any(|term| taught(term) && !markdown::definition(&term.body).is_empty())
}

/// The page that lists the decks.
#[derive(Debug, Serialize)]
pub struct PracticeView {
    /// Those that have any cards.
    pub syllabi: Vec<DeckLink>,
    /// What can be taken along.
    pub files: Vec<FileView>,
}

/// A deck and how much is in it.
#[derive(Debug, Serialize)]
pub struct DeckLink {
    /// Its page.
    pub page: Link,
    /// How many cards of each kind, in words.
    pub holds: String,
}

/// A file for another tool.
#[derive(Debug, Serialize)]
pub struct FileView {
    /// Where it is.
    pub href: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it is for.
    pub what: &'static str,
}

/// The page of a course.
#[derive(Debug, Serialize)]
pub struct DeckView {
    /// Name of the syllabus.
    pub title: String,
    /// The way to the site root.
    pub root: &'static str,
    /// Its script, relative to the site root.
    pub deck: String,
    /// The units that have cards.
    pub units: Vec<DeckUnit>,
}

/// A unit to choose.
#[derive(Debug, Serialize)]
pub struct DeckUnit {
    /// Its number.
    pub number: u32,
    /// `第五章`.
    pub label: String,
    /// Label and title.
    pub name: String,
    /// How many cards it has.
    pub cards: usize,
}

/// Makes the view; `None` when there are no cards.
pub fn view(catalog: &Catalog) -> Option<PracticeView> {
    let syllabi = catalog.syllabi.iter();
    let decks = syllabi.map(|syllabus| (syllabus, deck::of(catalog, syllabus)));
    let syllabi: Vec<_> = decks
        .filter(|(_, cards)| !cards.is_empty())
        .map(|(syllabus, cards)| DeckLink {
            page: Link {
                href: deck_page(&syllabus.id),
                text: syllabus.name(),
            },
            holds: holds(&cards),
        })
        .collect();
    let files = DOWNLOADS.iter().map(|file| FileView {
        href: file.path,
        name: file.name,
        what: file.what,
    });
    (!syllabi.is_empty()).then(|| PracticeView {
        syllabi,
        files: files.collect(),
    })
}

fn holds(cards: &[Card]) -> String {
    let count = |kind: CardKind| cards.iter().filter(|card| card.kind == kind).count();
    let kinds = [
        (count(CardKind::Concept), "个概念"),
        (count(CardKind::Question), "道题"),
    ];
    let parts = kinds.iter().filter(|(count, _)| *count > 0);
    let parts: Vec<_> = parts
        .map(|(count, words)| format!("{count} {words}"))
        .collect();
    parts.join("，")
}

/// Makes the page of a course; `None` when it has no cards.
pub fn course(catalog: &Catalog, syllabus: &Syllabus) -> Option<DeckView> {
    let cards = deck::of(catalog, syllabus);
    let in_unit = |number: u32| {
        let here = |card: &&Card| deck::units(card, syllabus).any(|unit| unit == number);
        cards.iter().filter(here).count()
    };
    let units = syllabus.units.iter().map(|unit| DeckUnit {
        number: unit.number,
        label: unit.label.clone(),
        name: unit.name(),
        cards: in_unit(unit.number),
    });
    let course = DeckUnit {
        number: 0,
        label: "课程".to_owned(),
        name: "全课程的题".to_owned(),
        cards: in_unit(0),
    };
    let units = units.chain([course]).filter(|unit| unit.cards > 0);
    (!cards.is_empty()).then(|| DeckView {
        title: syllabus.name(),
        root: "../",
        deck: deck::path(&cards, syllabus),
        units: units.collect(),
    })
}
