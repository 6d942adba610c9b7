//! A card asks one thing and answers it: what a concept is, or what an answer should say.
//!
//! The same cards are practised on the site and handed to other tools, so a card has a key
//! that survives rewording: `concept/<id>` or `<syllabus>/<unit>/<question>`.

use std::collections::{BTreeMap, BTreeSet};

use crate::book::markdown;
use crate::catalog::model::{Answer, Catalog, ItemRef, Question, Syllabus, Term};

/// What a card asks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CardKind {
    /// A concept; the back is its definition.
    Concept,
    /// A question of the syllabus; the back is our outline.
    Question,
}

impl CardKind {
    /// What readers see.
    pub fn name(self) -> &'static str {
        match self {
            Self::Concept => "概念",
            Self::Question => "作业",
        }
    }
}

/// A unit of a syllabus, 0 for the course level.
pub type UnitRef = (String, u32);

/// One thing to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Its name for ever.
    pub key: String,
    /// What it asks about.
    pub kind: CardKind,
    /// What is asked: the term, or the printed words of the question as read.
    pub front: String,
    /// Our answer, Markdown.
    pub back: String,
    /// The units it belongs to, home first.
    pub units: Vec<UnitRef>,
    /// Where its subject stands, relative to the site root.
    pub url: String,
    /// The concept itself, or those that the answer needs.
    pub concepts: Vec<String>,
}

impl Card {
    /// Whether a unit of this syllabus has it.
    pub fn is_in(&self, syllabus: &str) -> bool {
        self.units.iter().any(|(id, _)| id == syllabus)
    }
}

/// Every card: the concepts by id, then the questions in the order of the syllabi. What has
/// no definition or outline makes no card.
pub fn cards(catalog: &Catalog) -> Vec<Card> {
    let mut cards: Vec<Card> = catalog.terms.iter().filter_map(of_term).collect();
    let mut places: BTreeMap<&ItemRef, usize> = BTreeMap::new();
    for syllabus in &catalog.syllabi {
        for (unit, question) in questions(syllabus) {
            let Some(answer) = &question.answer else {
                continue;
            };
            let asked = question
                .places
                .iter()
                .map(|place| (syllabus.id.clone(), place.unit));
            let units = std::iter::once((syllabus.id.clone(), unit)).chain(asked);
            // A question that restates another is asked once, by the words of the first.
            if let Some(card) = places.get(&answer.home).and_then(|at| cards.get_mut(*at)) {
                card.units = distinct(card.units.drain(..).chain(units));
            } else if let Some(home) = home_words(catalog, &answer.home) {
                places.insert(&answer.home, cards.len());
                cards.push(of_question(answer, home, distinct(units)));
            }
        }
    }
    cards
}

fn of_term(term: &Term) -> Option<Card> {
    let definition = markdown::definition(&term.body);
    if definition.is_empty() {
        return None;
    }
    let formulas = markdown::formulas(&term.body);
    let back = std::iter::once(definition.to_owned()).chain(formulas);
    let units = term
        .taught
        .iter()
        .map(|place| (place.syllabus.clone(), place.unit));
    Some(Card {
        key: format!("concept/{}", term.id),
        kind: CardKind::Concept,
        front: term.title.clone(),
        back: back.collect::<Vec<_>>().join("\n\n"),
        units: distinct(units),
        url: term.page(),
        concepts: vec![term.id.clone()],
    })
}

fn of_question(answer: &Answer, words: String, units: Vec<UnitRef>) -> Card {
    let home = &answer.home;
    Card {
        key: format!("{}/{}/{}", home.syllabus, home.unit, home.id),
        kind: CardKind::Question,
        front: words,
        back: answer.outline.trim().to_owned(),
        units,
        url: home.url(),
        concepts: answer.concepts.clone(),
    }
}

/// The questions of a syllabus with their unit's number, those of the course last.
fn questions(syllabus: &Syllabus) -> impl Iterator<Item = (u32, &Question)> {
    let units = syllabus.units.iter().flat_map(|unit| {
        unit.questions
            .iter()
            .map(|question| (unit.number, question))
    });
    units.chain(syllabus.questions.iter().map(|question| (0, question)))
}

fn home_words(catalog: &Catalog, home: &ItemRef) -> Option<String> {
    let syllabus = catalog.syllabi.iter().find(|s| s.id == home.syllabus)?;
    let mut all = questions(syllabus);
    let (_, question) = all.find(|(unit, q)| *unit == home.unit && q.id == home.id)?;
    Some(question.text.read())
}

fn distinct(units: impl Iterator<Item = UnitRef>) -> Vec<UnitRef> {
    let mut seen = BTreeSet::new();
    units.filter(|unit| seen.insert(unit.clone())).collect()
}
