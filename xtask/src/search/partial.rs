//! Records that hold only some of the words: which are worth a look, and in which order.
//!
//! Who asks in a whole sentence says words that no syllabus has (到底, 才有效果), and others for the
//! same thing (特点 for 特征). What such a question is about shows in the characters that it shares
//! with a title, each as telling as it is rare among titles; what is about it is named in it. The browser does the same
//! (`theme/search/partial.js`).

use std::collections::{BTreeMap, BTreeSet};

use super::clauses::{self, Clause, Fields, Shelf, Vocabulary, all, any, holding};
use super::likeness::Rarity;
use super::query::{Plan, Unit};
use super::rank;
use super::record::{Kind, Record};
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

/// The characters and words of a text in order, without particles.
fn sequence(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    for piece in text::pieces(text) {
        match piece {
            Piece::Han(chars) => {
                let chars = chars.iter().filter(|c| !text::is_particle(**c));
                out.extend(chars.map(char::to_string));
            }
            Piece::Word(parts, _) => out.extend(parts),
        }
    }
    out
}

/// A sequence as text in which another stands only if it is a run of it.
fn joined(sequence: &[String]) -> String {
    format!("|{}|", sequence.join("|"))
}

/// What all records are called.
pub struct Names {
    /// The characters and words of each title.
    titles: Vec<BTreeSet<String>>,
    /// How many titles have each.
    rarity: Rarity,
    /// Title and aliases of each record.
    names: Vec<Vec<Vec<String>>>,
    /// Which records are concepts.
    concepts: Vec<bool>,
}

impl Names {
    /// Of the records in their order.
    pub fn new(records: &[Record]) -> Self {
        let titles: Vec<_> = records.iter().map(|record| units(&record.title)).collect();
        let cut = |record: &Record| record.names().map(|name| sequence(name)).collect();
        Self {
            rarity: Rarity::among(&titles),
            titles,
            names: records.iter().map(cut).collect(),
            concepts: records
                .iter()
                .map(|record| record.kind == Kind::Concept)
                .collect(),
        }
    }

    /// The records of which a name stands in a query: most of it, or all of it where such names
    /// are half the query (返利为什么会引起窜货) or the name of a concept is rare (窜货为什么屡禁不止). `doc_freq` tells
    /// how many records have a token.
    pub fn standing_in(&self, plan: &Plan, doc_freq: &dyn Fn(&str) -> u64) -> BTreeSet<usize> {
        let words = plan.words.iter();
        let asked: Vec<String> = words.flat_map(|word| sequence(&word.text)).collect();
        let query = joined(&asked);
        let whole: Vec<Vec<&Vec<String>>> = self
            .names
            .iter()
            .map(|names| names.iter().filter(|name| is_in(name, &query)).collect())
            .collect();
        let half = left_of(&query, whole.iter().flatten()) * 2 <= asked.len();
        let most = (self.names.len() / rank::RARE) as u64;
        let rare = |token: &str| (1..=most).contains(&doc_freq(token));
        let tells =
            |record: usize, name: &[String]| half || self.concepts[record] && has(name, &rare);
        let numbered = self.names.iter().zip(&whole).enumerate();
        numbered
            .filter(|(record, (names, whole))| {
                whole.iter().any(|name| tells(*record, name))
                    || names.iter().any(|name| is_named(name, &query))
            })
            .map(|(record, _)| record)
            .collect()
    }

    /// How alike a record's title and a query are, from 0 to 1.
    pub fn likeness(&self, record: usize, asked: &BTreeSet<String>) -> f64 {
        self.rarity.likeness(&self.titles[record], asked)
    }
}

/// Whether a name stands whole in a query. One character alone names nothing.
fn is_in(name: &[String], query: &str) -> bool {
    let says = name.len() > 1 || name.first().is_some_and(|one| !is_han(one));
    says && query.contains(&joined(name))
}

/// Whether a name has such a token.
fn has(name: &[String], such: &dyn Fn(&str) -> bool) -> bool {
    let words = name.iter().filter(|unit| !is_han(unit));
    let pairs = name.windows(2).filter(|two| is_han(&two[0]));
    words
        .cloned()
        .chain(pairs.map(<[String]>::concat))
        .any(|token| such(&token))
}

fn is_han(unit: &str) -> bool {
    unit.chars().next().is_some_and(text::is_cjk)
}

/// How much of a query is left when the names in it are taken out, the longest first.
fn left_of<'a>(query: &str, names: impl Iterator<Item = &'a &'a Vec<String>>) -> usize {
    let mut names: Vec<_> = names.collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let mut left = query.to_owned();
    for name in names {
        left = left.replacen(&joined(name), "|", 1);
    }
    left.split('|').count() - 2
}

/// Whether enough of a name stands in the query, in runs of two or more: single characters are
/// everywhere. A run counts once.
fn is_named(name: &[String], query: &str) -> bool {
    let mut runs = BTreeMap::new();
    let mut at = 0;
    while at < name.len() {
        let rest = &name[at..];
        let longer = (1..=rest.len()).take_while(|n| query.contains(&joined(&rest[..*n])));
        let n = longer.last().unwrap_or(0);
        if n > 1 || (n == 1 && !is_han(&rest[0])) {
            runs.insert(&rest[..n], n);
        }
        at += n.max(1);
    }
    rank::names_it(runs.values().sum(), name.len())
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
        let names = names(&[
            "大客户的选择",
            "客户",
            "异议产生的原因",
            "CRM 系统的实施",
            "教学方法",
        ]);
        let found = |query: &str| -> Vec<usize> {
            let plan = query::plan(query, &|_| false);
            names.standing_in(&plan, &|_| 100).into_iter().collect()
        };
        assert_eq!(found("选大客户是不是规模越大越好，选择的标准有哪些"), [0]);
        assert_eq!(found("户"), [] as [usize; 0]);
        assert_eq!(found("植物生长的原因"), [] as [usize; 0]);
        assert_eq!(found("公司的crm系统实施起来难不难"), [3]);
        assert_eq!(
            found("化学方程式配平的方法"),
            [] as [usize; 0],
            "学方 and 方法 share a character of the name"
        );
    }

    #[test]
    fn names_that_are_half_the_query_are_looked_at() {
        let names = names(&["返利", "窜货的原因和控制措施", "窜货", "IVR", "ACD", "客户"]);
        let found = |query: &str| -> Vec<usize> {
            let plan = query::plan(query, &|_| false);
            names.standing_in(&plan, &|_| 100).into_iter().collect()
        };
        assert_eq!(found("返利为什么会引起窜货"), [0, 2]);
        assert_eq!(found("IVR和ACD有什么区别"), [3, 4]);
        assert_eq!(found("怎么提前看出哪个客户快要跑了"), [] as [usize; 0]);
    }

    #[test]
    fn a_rare_name_of_a_concept_is_enough() {
        let record = |title: &str, kind| Record {
            title: title.to_owned(),
            kind,
            ..Record::default()
        };
        let mut records = vec![
            record("窜货", Kind::Concept),
            record("客户", Kind::Concept),
            record("规则", Kind::Page),
        ];
        records.resize(2 * rank::RARE, Record::default());
        let names = Names::new(&records);
        let doc_freq = |token: &str| if token == "客户" { 90 } else { 2 };
        let plan = query::plan("窜货屡禁不止，客户骂规则乱，厂家能拿它怎么办", &|_| false);
        let found: Vec<usize> = names.standing_in(&plan, &doc_freq).into_iter().collect();
        assert_eq!(found, [0], "客户 is everywhere, and 规则 is a page");
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
