//! Moodle's GIFT format: questions as essays with our outline as feedback, concepts as
//! matching questions, a category a unit.
//!
//! The format is described in Moodle's documentation ("GIFT format").

use std::fmt::Write as _;

use super::Source;
use crate::book::markdown;
use crate::study::card::{Card, CardKind, UnitRef, cards};

/// How many pairs a matching question has at most; Moodle wants three at least.
const PAIRS: usize = 6;
/// See [`PAIRS`].
const FEWEST: usize = 3;

/// The file, UTF-8.
pub fn file(source: Source<'_>) -> String {
    let cards = cards(source.catalog);
    let mut out = String::from("// 课纲：作业题与概念。答案要点与概念的说法由编者整理。\n");
    let mut units: Vec<&UnitRef> = cards.iter().filter_map(|card| card.units.first()).collect();
    units.sort_by_key(|(syllabus, unit)| {
        let order = source
            .catalog
            .syllabi
            .iter()
            .position(|s| s.id == *syllabus);
        (order, *unit)
    });
    units.dedup();
    for unit in units {
        let here = |card: &&Card| card.units.first() == Some(unit);
        let mut questions = String::new();
        for card in cards.iter().filter(here) {
            if card.kind == CardKind::Question {
                questions.push_str(&essay(card));
            }
        }
        let concepts = cards.iter().filter(here);
        let concepts: Vec<_> = concepts.filter(|c| c.kind == CardKind::Concept).collect();
        for (number, group) in (1..).zip(groups(&concepts)) {
            questions.push_str(&matching(unit, number, group));
        }
        if !questions.is_empty() {
            let (syllabus, name) = source.names(unit);
            // A slash would make another level of categories.
            let [syllabus, name] = [syllabus, name].map(|part| part.replace('/', "／"));
            let _ = write!(
                out,
                "\n$CATEGORY: $course$/课纲/{syllabus}/{name}\n\n{questions}"
            );
        }
    }
    out
}

fn essay(card: &Card) -> String {
    let feedback = escape(&markdown::plain(&card.back)).replace('\n', "\\n");
    let front = escape(&card.front);
    format!("::{}::{front}{{####{feedback}}}\n\n", escape(&card.key))
}

fn matching((syllabus, unit): &UnitRef, number: usize, concepts: &[&Card]) -> String {
    let name = escape(&format!("{syllabus}/{unit}/concepts-{number}"));
    let mut out = format!("::{name}::把说法与概念配对。{{\n");
    for card in concepts {
        let definition = markdown::plain(&markdown::definition(&card.back)).replace('\n', "");
        // The answer must not stand in the question.
        let blanked = definition.replace(&card.front, "____");
        let _ = writeln!(out, "={} -> {}", escape(&blanked), escape(&card.front));
    }
    out.push_str("}\n\n");
    out
}

/// Groups of at most [`PAIRS`], none with fewer than [`FEWEST`]; too few concepts make none.
fn groups<'a, 'b>(concepts: &'a [&'b Card]) -> Vec<&'a [&'b Card]> {
    if concepts.len() < FEWEST {
        return Vec::new();
    }
    let count = concepts.len().div_ceil(PAIRS);
    let (size, more) = (concepts.len() / count, concepts.len() % count);
    let mut rest = concepts;
    let mut groups = Vec::new();
    for index in 0..count {
        let (group, after) = rest.split_at(size + usize::from(index < more));
        groups.push(group);
        rest = after;
    }
    groups
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '~' | '=' | '#' | '{' | '}' | ':' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
