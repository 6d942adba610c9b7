//! How people ask for what they cannot name.
//!
//! A concept's notes may say so, in a line that begins with 问法 and lists such wordings: 经销商跨区卖货
//! for 窜货. A question that shares little with any title is alike to one of them or it is not; what else
//! the notes say does not count here. The browser does the same (`theme/search/notes-rank.js`).

use std::collections::{BTreeMap, BTreeSet};

use super::likeness::Rarity;
use super::query::Plan;
use super::record::{self, Record};
use super::text::{self, Piece};

/// What a line of wordings begins with.
const LINE: &str = "问法 ";
/// What stands between two wordings.
const BETWEEN: char = '；';

/// The wordings of all records.
#[derive(Default)]
pub struct Wordings {
    /// A record, and the units of one of its wordings.
    list: Vec<(usize, BTreeSet<String>)>,
    /// How many wordings have each unit.
    rarity: Rarity,
}

impl Wordings {
    /// Of the records in their order. None where notes are so many that a browser never has all.
    pub fn new(records: &[Record]) -> Self {
        let mut out = Self::default();
        if !record::notes_are_few(records) {
            return out;
        }
        for (number, record) in records.iter().enumerate() {
            let lines = record.notes.lines();
            let wordings = lines.filter_map(|line| line.strip_prefix(LINE));
            for wording in wordings.flat_map(|line| line.split(BETWEEN)) {
                out.list.push((number, units(wording)));
            }
        }
        out.rarity = Rarity::among(out.list.iter().map(|(_, units)| units));
        out
    }

    /// The records with a wording that is like the query, and how like it is, from 0 to 1.
    pub fn alike(&self, plan: &Plan) -> BTreeMap<usize, f64> {
        let mut out = BTreeMap::new();
        let words = plan.words.iter();
        let asked: BTreeSet<String> = words.flat_map(|word| units(&word.text)).collect();
        for (record, wording) in &self.list {
            let like = self.rarity.likeness(wording, &asked);
            if like > 0.0 {
                let best = out.entry(*record).or_insert(like);
                *best = like.max(*best);
            }
        }
        out
    }
}

/// The words of a text, its characters without particles, and the pairs of these.
fn units(text: &str) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for piece in text::pieces(text) {
        match piece {
            Piece::Han(chars) => {
                let chars: Vec<char> = chars
                    .into_iter()
                    .filter(|c| !text::is_particle(*c))
                    .collect();
                out.extend(chars.iter().map(char::to_string));
                out.extend((1..chars.len()).map(|i| text::pair(&chars, i - 1)));
            }
            Piece::Word(parts, _) => out.extend(parts),
        }
    }
    out
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;
    use crate::search::query;

    fn alike(query: &str) -> BTreeMap<usize, f64> {
        let record = |notes: &str| Record {
            notes: notes.to_owned(),
            ..Record::default()
        };
        let wordings = Wordings::new(&[
            record("窜货指……\n问法 经销商跨区卖货；把货低价卖到别人的地盘"),
            record("二八法则指……\n问法 少数大买家带来大部分利润"),
            record("经销商到处跨区卖货，把货卖到别处"),
        ]);
        let plan = query::plan(query, &|_| false);
        wordings.alike(&plan)
    }

    #[test]
    fn what_is_put_otherwise_is_alike_to_its_wordings_alone() {
        let best = |query: &str| {
            let alike = alike(query).into_iter();
            alike.max_by(|a, b| a.1.total_cmp(&b.1))
        };
        for (query, record) in [
            ("经销商为什么偷偷跨区卖货", 0),
            ("把货卖到别人地盘上怎么管", 0),
            ("大部分利润来自少数人", 1),
        ] {
            let (found, like) = best(query).expect(query);
            assert_eq!(found, record, "{query}");
            assert!(like > 0.3, "{query}: {like}");
        }
    }

    #[test]
    fn nothing_in_common_is_nothing() {
        assert!(alike("红烧肉怎么做才好吃").values().all(|like| *like < 0.2));
        assert!(alike("红烧肉").is_empty());
    }
}
