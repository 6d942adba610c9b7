//! Records that hold only some of the words: which are worth a look, and in which order.
//!
//! Who asks in a whole sentence says words that no syllabus has (到底, 才有效果), and others for the
//! same thing (特点 for 特征). What such a question is about shows in the characters that it shares
//! with a title, each as telling as it is rare among titles. The browser does the same
//! (`theme/search/partial.js`).

use std::collections::{BTreeMap, BTreeSet};

use super::clauses::{Clause, Shelf, all, any, holding};
use super::query::{Plan, Unit};
use super::rank;
use super::record::Record;
use super::text::{self, Piece};

/// The characters and words of a text, each once.
pub fn units(text: &str) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for piece in text::pieces(text) {
        match piece {
            Piece::Han(chars) => out.extend(chars.iter().map(char::to_string)),
            Piece::Word(_, whole) => {
                out.insert(whole);
            }
        }
    }
    out
}

/// The characters and words of all titles.
pub struct Titles {
    units: Vec<BTreeSet<String>>,
    /// How many titles have each.
    counts: BTreeMap<String, u64>,
}

impl Titles {
    /// Of the records in their order.
    pub fn new(records: &[Record]) -> Self {
        let units: Vec<_> = records.iter().map(|record| units(&record.title)).collect();
        let mut counts = BTreeMap::new();
        for unit in units.iter().flatten() {
            *counts.entry(unit.clone()).or_default() += 1;
        }
        Self { units, counts }
    }

    fn rarity<'a>(&self, units: impl Iterator<Item = &'a String>) -> f64 {
        let records = self.units.len() as u64;
        let count = |unit| self.counts.get(unit).copied().unwrap_or(0);
        units.map(|unit| rank::idf(records, count(unit))).sum()
    }

    /// How alike a record's title and a query are: twice what they share by what both have, from 0
    /// to 1 (the F-measure), everything weighed by its rarity.
    pub fn likeness(&self, record: usize, asked: &BTreeSet<String>) -> f64 {
        let title = &self.units[record];
        let both = self.rarity(title.iter()) + self.rarity(asked.iter());
        if both > 0.0 {
            2.0 * self.rarity(title.intersection(asked)) / both
        } else {
            0.0
        }
    }
}

/// The records that hold three characters of a word as they stand, unless the query is long: three
/// in a row tell what a short question is about, even when they are few of its characters.
pub fn runs(plan: &Plan, shelf: Shelf<'_>) -> Clause {
    if plan.weight() > rank::LONGEST_FOR_A_RUN {
        return None;
    }
    let mut clauses = Vec::new();
    for word in plan.words.iter().filter(|word| word.units.len() > 2) {
        let chars: Vec<char> = word.text.chars().collect();
        for three in chars.windows(3) {
            let pairs = [0, 1].map(|i| {
                let tokens = vec![text::pair(&three[..i + 2], i)];
                let unit = Unit {
                    tokens,
                    ..Unit::default()
                };
                holding(&unit, &[shelf])
            });
            clauses.extend(all(pairs
                .into_iter()
                .collect::<Option<_>>()
                .unwrap_or_default()));
        }
    }
    (!clauses.is_empty()).then(|| any(clauses))
}
