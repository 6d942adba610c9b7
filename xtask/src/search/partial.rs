//! Records that hold only some of the words: which are worth a look, and in which order.
//!
//! Who asks in a whole sentence says words that no syllabus has (到底, 才有效果), and others for the
//! same thing (特点 for 特征). What such a question is about shows in the characters that it shares
//! with a title, each as telling as it is rare among titles; what is about it is named in it. The browser does the same
//! (`theme/search/partial.js`).

use std::collections::{BTreeMap, BTreeSet};

use super::clauses::{self, Clause, Fields, Shelf, Vocabulary, all, any, holding};
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

/// What all records are called.
pub struct Names {
    /// The characters and words of each title.
    titles: Vec<BTreeSet<String>>,
    /// How many titles have each.
    counts: BTreeMap<String, u64>,
    /// Title and aliases of each record, normalized and cut.
    names: Vec<Vec<(String, Vec<Piece>)>>,
}

impl Names {
    /// Of the records in their order.
    pub fn new(records: &[Record]) -> Self {
        let titles: Vec<_> = records.iter().map(|record| units(&record.title)).collect();
        let mut counts = BTreeMap::new();
        for unit in titles.iter().flatten() {
            *counts.entry(unit.clone()).or_default() += 1;
        }
        let cut = |name: &String| (text::normalize(name), text::pieces(name));
        let cut = |record: &Record| record.names().map(cut).collect();
        Self {
            titles,
            counts,
            names: records.iter().map(cut).collect(),
        }
    }

    /// The records of which a name stands in a query: two tokens, three of its characters, and most of it.
    pub fn standing_in(&self, plan: &Plan) -> BTreeSet<usize> {
        let tokens: BTreeSet<&str> = plan.terms.iter().map(|(token, _)| token.as_str()).collect();
        let numbered = self.names.iter().enumerate();
        numbered
            .filter(|(_, names)| names.iter().any(|name| stands_in(name, &tokens)))
            .map(|(record, _)| record)
            .collect()
    }

    fn rarity<'a>(&self, units: impl Iterator<Item = &'a String>) -> f64 {
        let records = self.titles.len() as u64;
        let count = |unit| self.counts.get(unit).copied().unwrap_or(0);
        units.map(|unit| rank::idf(records, count(unit))).sum()
    }

    /// How alike a record's title and a query are: twice what they share by what both have, from 0
    /// to 1 (the F-measure), everything weighed by its rarity.
    pub fn likeness(&self, record: usize, asked: &BTreeSet<String>) -> f64 {
        let title = &self.titles[record];
        let both = self.rarity(title.iter()) + self.rarity(asked.iter());
        if both > 0.0 {
            2.0 * self.rarity(title.intersection(asked)) / both
        } else {
            0.0
        }
    }
}

fn stands_in((name, pieces): &(String, Vec<Piece>), tokens: &BTreeSet<&str>) -> bool {
    if tokens.iter().filter(|token| name.contains(**token)).count() < 2 {
        return false;
    }
    let (mut all, mut has) = (0, 0);
    let mut count = |holds: bool| {
        all += 1;
        has += usize::from(holds);
    };
    for piece in pieces {
        match piece {
            Piece::Word(_, whole) => count(tokens.contains(whole.as_str())),
            Piece::Han(chars) => {
                let pair =
                    |i: usize| i + 1 < chars.len() && tokens.contains(&*text::pair(chars, i));
                for (i, c) in chars.iter().enumerate() {
                    if !text::is_particle(*c) {
                        count(pair(i) || i.checked_sub(1).is_some_and(pair));
                    }
                }
            }
        }
    }
    rank::names_it(has, all)
}

/// The records that hold most of the characters of a query.
pub fn most(plan: &Plan, fields: &Fields, vocabulary: &Vocabulary) -> Clause {
    let need = rank::relaxed_need(plan.weight());
    clauses::most_query(plan, need, &[(&fields.searched, vocabulary)])
}

/// The records that hold three characters of a word as they stand, in their own words.
pub fn runs(plan: &Plan, fields: &Fields, vocabulary: &Vocabulary) -> Clause {
    let shelf: Shelf<'_> = (&fields.searched[..rank::OWN_FIELDS], vocabulary);
    let mut either = Vec::new();
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
            let both: Option<Vec<_>> = pairs.into_iter().collect();
            either.extend(both.and_then(all));
        }
    }
    (!either.is_empty()).then(|| any(either))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::query;

    fn names(titles: &[&str]) -> Names {
        let record = |title: &&str| Record {
            title: (*title).to_owned(),
            ..Record::default()
        };
        Names::new(&titles.iter().map(record).collect::<Vec<_>>())
    }

    #[test]
    fn a_name_stands_in_a_question_that_says_most_of_it() {
        let names = names(&["大客户的选择", "客户", "异议产生的原因", "CRM 系统的实施"]);
        let found = |query: &str| -> Vec<usize> {
            let plan = query::plan(query, &|_| false);
            names.standing_in(&plan).into_iter().collect()
        };
        assert_eq!(found("选大客户是不是规模越大越好，选择的标准有哪些"), [0]);
        assert_eq!(found("客户"), [] as [usize; 0]);
        assert_eq!(found("植物生长的原因"), [] as [usize; 0]);
        assert_eq!(found("公司的crm系统实施起来难不难"), [3]);
    }

    #[test]
    fn a_title_is_like_a_query_by_what_is_rare() {
        let names = names(&["客户的特征", "客户的类型", "客户的含义", "大客户的特征"]);
        let like = |record| names.likeness(record, &units("客户有什么特点"));
        assert!(like(0) > like(1), "特 is rare, 型 is not in the query");
        assert!(
            like(0) > like(3),
            "the longer title says more that was not asked"
        );
        assert!((names.likeness(0, &units("客户的特征")) - 1.0).abs() < 1e-9);
    }
}
