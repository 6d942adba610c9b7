//! The cards of a course as the browser reads them: one script a syllabus, because a page
//! that was opened from disk may load nothing else.

use serde_json::json;

use super::card::{Card, CardKind, cards};
use crate::book::markdown;
use crate::book::theme::content_hash;
use crate::catalog::model::{Catalog, Syllabus};

/// The cards that a unit of the syllabus has, the course's own order: by first unit, concepts
/// before questions.
pub fn of(catalog: &Catalog, syllabus: &Syllabus) -> Vec<Card> {
    let mut deck: Vec<Card> = cards(catalog);
    deck.retain(|card| card.is_in(&syllabus.id));
    deck.sort_by_key(|card| units(card, syllabus).min());
    deck
}

/// The units of this syllabus that have the card.
pub fn units(card: &Card, syllabus: &Syllabus) -> impl Iterator<Item = u32> {
    let here = card.units.iter().filter(|(id, _)| *id == syllabus.id);
    here.map(|(_, unit)| *unit)
}

/// Where the script of a deck stands in the site; the name changes with its cards.
pub fn path(deck: &[Card], syllabus: &Syllabus) -> String {
    let words: Vec<_> = deck
        .iter()
        .map(|card| (&card.key, &card.front, &card.back, &card.url, &card.units))
        .collect();
    let hash = content_hash(format!("{words:?}").as_bytes());
    format!("practice/{}-{hash}.js", syllabus.id)
}

/// The script: `window.kegangDeck = [[key, kind, units, front, back, page], …]`. `set` turns
/// the formulas of an answer into markup.
pub fn script(deck: &[Card], syllabus: &Syllabus, set: impl Fn(&str) -> String) -> String {
    let entries = deck.iter().map(|card| {
        let kind = match card.kind {
            CardKind::Concept => "concept",
            CardKind::Question => "question",
        };
        let back = set(&markdown::html(&card.back).0);
        let units: Vec<_> = units(card, syllabus).collect();
        json!([card.key, kind, units, card.front, back, card.url])
    });
    let entries: Vec<_> = entries.collect();
    format!("window.kegangDeck={};\n", json!(entries))
}
