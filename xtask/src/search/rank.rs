//! What makes one record better than another: every constant of the ranking, with its
//! reason, and the tantivy query a plan becomes.
//!
//! A score is the sum of
//!
//! * how well the words match: BM25 of each token in each field, weighted by field, divided
//!   by the tokens' summed idf (each token's in the field where it is rarest, so that no
//!   field's share exceeds 2.2 times its weight). It is then an average, some 2 to 12
//!   whatever the length of the query, and the steps below mean the same for every query;
//! * steps for what BM25 cannot know: the title *is* the query, the title holds every
//!   character of it, the record holds every character of it;
//! * a small preference by class, so that the place that teaches a thing stands before the
//!   question about it and the page that mentions it.
//!
//! The browser computes the same sum (`theme/search/rank.js`); [`params`] is what the export
//! hands to it, so that no number stands twice.

use serde::Serialize;
use tantivy::Term;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, Query, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::query::{Plan, Unit, Word};
use super::record::{Kind, Record};

/// A searched field and its weight.
#[derive(Debug, Clone, Copy)]
pub struct FieldWeight {
    /// Name in the schema.
    pub name: &'static str,
    /// Factor of its BM25 score.
    pub weight: f32,
}

/// The searched fields. A title says what a record is, an alias nearly so, the text what it
/// is about, the breadcrumb only where it stands.
pub const FIELDS: [FieldWeight; 4] = [
    FieldWeight {
        name: "title",
        weight: 3.0,
    },
    FieldWeight {
        name: "aliases",
        weight: 2.4,
    },
    FieldWeight {
        name: "text",
        weight: 1.0,
    },
    FieldWeight {
        name: "breadcrumb",
        weight: 0.4,
    },
];

/// How many of [`FIELDS`] name the record.
pub const NAMING_FIELDS: usize = 2;
/// How many of [`FIELDS`] are the record's own words; the breadcrumb is not.
pub const OWN_FIELDS: usize = 3;
/// What the hits of another reading are scaled by, and once more the hits with only some of
/// the typed words when there is another reading: each step stands below the one before.
pub const STEP: f32 = 0.01;

/// The title is what was asked for, word for word: nothing else can stand before it.
pub const EXACT_TITLE: f32 = 16.0;
/// An alias is; below the title so that a term comes before what is also called so.
pub const EXACT_ALIAS: f32 = 12.0;
/// Title and aliases hold every character of the query.
pub const FULL_NAME: f32 = 5.0;
/// The record holds every character of the query; more than text scores differ by, so that
/// records with all words stand before those with some.
pub const FULL: f32 = 6.0;
/// The record holds every pair of the query's words as typed, not only every character:
/// 情感维系 in one piece comes before 维系 … 的情感.
pub const IN_ONE_PIECE: f32 = 3.0;
/// The title begins with what was asked for: 客户满意的基本概念 is about 客户满意, a title
/// that ends in it is about something else of it.
pub const HEAD: f32 = 0.8;
/// A token that only begins like the typed one, relative to its field's weight.
pub const PREFIX: f32 = 0.5;

/// When both of two syllabi teach a thing, both show among this many first hits.
pub const SHOWN_FIRST: usize = 3;

/// Fewer records than this with every word: those with most of them are shown as well.
pub const FEW: usize = 3;

/// Share of a query's characters that a record with only some words must hold.
pub fn relaxed_need(weight: usize) -> usize {
    (weight * 6).div_ceil(10).max(weight.min(3))
}

/// Preference of a record by kind and level: what teaches a thing before what asks it,
/// what carries it, and the page that mentions it; within a kind the central before the
/// particular. Differences are below what one more matching word is worth.
const CLASSES: [(Kind, [f32; 4]); 4] = [
    (Kind::Concept, [2.4, 2.2, 2.0, 1.8]),
    (Kind::Homework, [1.2, 1.0, 0.8, 0.6]),
    (Kind::Carrier, [1.0, 0.8, 0.6, 0.4]),
    // The last level is for pages about the site itself, which answer only when nothing
    // of the syllabi does.
    (Kind::Page, [0.0, -0.2, -0.4, -5.0]),
];

/// The preference of a kind and level.
pub fn class_weight(kind: Kind, level: u8) -> f32 {
    let levels = CLASSES
        .iter()
        .find(|(of, _)| *of == kind)
        .map(|(_, levels)| levels);
    levels.map_or(0.0, |levels| levels[usize::from(level.min(MAX_LEVEL))])
}

/// Levels above this count as this.
pub const MAX_LEVEL: u8 = 3;

/// The kinds in the order of their numbers in the export.
pub const KINDS: [Kind; 4] = [Kind::Concept, Kind::Homework, Kind::Carrier, Kind::Page];

/// A record's class as a term: its preference is a score of its own.
pub fn class_term(record: &Record) -> String {
    format!("{:?}:{}", record.kind, record.level.min(MAX_LEVEL))
}

/// The constants as the browser gets them.
#[derive(Debug, Serialize)]
pub struct Params {
    fields: Vec<f32>,
    naming: usize,
    exact: [f32; 2],
    full_name: f32,
    full: f32,
    in_one_piece: f32,
    head: f32,
    prefix: f32,
    few: usize,
    own: usize,
    shown_first: usize,
    step: f32,
    classes: Vec<Vec<f32>>,
}

/// All constants the browser needs.
pub fn params() -> Params {
    Params {
        fields: FIELDS.iter().map(|f| f.weight).collect(),
        naming: NAMING_FIELDS,
        exact: [EXACT_TITLE, EXACT_ALIAS],
        full_name: FULL_NAME,
        full: FULL,
        in_one_piece: IN_ONE_PIECE,
        head: HEAD,
        prefix: PREFIX,
        few: FEW,
        own: OWN_FIELDS,
        shown_first: SHOWN_FIRST,
        step: STEP,
        classes: KINDS
            .iter()
            .map(|kind| {
                (0..=MAX_LEVEL)
                    .map(|level| class_weight(*kind, level))
                    .collect()
            })
            .collect(),
    }
}

/// Order of hits: by score in steps of 1/128, then as the records stand. Single-precision sums
/// of the same numbers in another order differ by some 1e-6; records that are as good as each
/// other must not change places for that between here and the browser.
pub fn order_key(score: f32) -> i64 {
    #[allow(clippy::cast_possible_truncation)]
    let key = (f64::from(score) * 128.0).round() as i64;
    key
}

/// What a query needs to know of the index.
pub trait Vocabulary {
    /// In how many records a token stands, in the field where it is rarest; 0 for unknown.
    fn doc_freq(&self, token: &str) -> u64;
    /// Number of records.
    fn records(&self) -> u64;
    /// The tokens that begin so.
    fn with_prefix(&self, prefix: &str) -> Vec<String>;
}

/// The fields of the schema, in the order of [`FIELDS`], and those that only score.
#[derive(Debug, Clone)]
pub struct Fields {
    /// Searched fields.
    pub searched: Vec<Field>,
    /// Key of the title.
    pub title_key: Field,
    /// Keys of the aliases.
    pub alias_key: Field,
    /// The token the title begins with.
    pub head: Field,
    /// Kind and level.
    pub class: Field,
}

/// How much of the query a record must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// Enough of every word.
    Words,
    /// Most of the characters of the whole.
    Most,
}

/// The tantivy query of a plan.
pub fn tantivy_query(
    plan: &Plan,
    fields: &Fields,
    vocabulary: &dyn Vocabulary,
    strictness: Strictness,
) -> Box<dyn Query> {
    let maker = Maker {
        plan,
        fields,
        vocabulary,
    };
    let required = match strictness {
        Strictness::Words => maker.every_word(),
        Strictness::Most => maker.most(),
    };
    let Some(required) = required else {
        return Box::new(EmptyQuery);
    };
    let mut clauses = vec![(Occur::Must, constant(required, 0.0))];
    let mut score = |query: Box<dyn Query>| clauses.push((Occur::Should, query));
    maker.token_scores().into_iter().for_each(&mut score);
    maker.prefix_scores().into_iter().for_each(&mut score);
    for (field, bonus) in [
        (fields.title_key, EXACT_TITLE),
        (fields.alias_key, EXACT_ALIAS),
    ] {
        let keys = plan.keys.iter().map(|key| term(field, key)).collect();
        score(constant(any(keys), bonus));
    }
    if let Some(full) = maker.full(&fields.searched[..NAMING_FIELDS]) {
        score(constant(full, FULL_NAME));
    }
    if let Some(full) = maker.full(&fields.searched) {
        score(constant(full, FULL));
    }
    if let Some(pairs) = maker.in_one_piece() {
        score(constant(pairs, IN_ONE_PIECE));
    }
    if let Some((first, _)) = plan.terms.first() {
        score(constant(term(fields.head, first), HEAD));
    }
    for kind in KINDS {
        for level in 0..=MAX_LEVEL {
            let class = term(fields.class, &format!("{kind:?}:{level}"));
            score(constant(class, class_weight(kind, level)));
        }
    }
    Box::new(BooleanQuery::new(clauses))
}

/// The records that hold every character of every word, in one of the first `fields`
/// searched fields each; `None` when there can be none.
pub fn whole_query(
    words: &[Word],
    fields: &Fields,
    vocabulary: &dyn Vocabulary,
    searched: usize,
) -> Option<Box<dyn Query>> {
    let plan = Plan {
        words: words.to_vec(),
        ..Plan::default()
    };
    let maker = Maker {
        plan: &plan,
        fields,
        vocabulary,
    };
    maker.full(&fields.searched[..searched])
}

/// idf as tantivy has it: ln(1 + (N − n + 0.5) / (n + 0.5)).
pub fn idf(records: u64, doc_freq: u64) -> f64 {
    #[allow(clippy::cast_precision_loss)]
    let (n, df) = (records as f64, doc_freq as f64);
    (1.0 + (n - df + 0.5) / (df + 0.5)).ln()
}

struct Maker<'a> {
    plan: &'a Plan,
    fields: &'a Fields,
    vocabulary: &'a dyn Vocabulary,
}

type Clause = Option<Box<dyn Query>>;

impl Maker<'_> {
    /// Enough units of every word, in any field.
    fn every_word(&self) -> Clause {
        let words = self.plan.words.iter();
        let clauses: Option<Vec<_>> = words
            .map(|word| self.word(word, word.need, &self.fields.searched))
            .collect();
        all(clauses?)
    }

    /// Every unit of every word in these fields.
    fn full(&self, fields: &[Field]) -> Clause {
        let words = self.plan.words.iter();
        let clauses: Option<Vec<_>> = words
            .map(|word| self.word(word, word.units.len(), fields))
            .collect();
        all(clauses?)
    }

    /// Most of the characters of the whole query, in any field. A unit that stands for
    /// several characters counts as often.
    fn most(&self) -> Clause {
        let units = self.plan.words.iter().flat_map(|word| &word.units);
        let clauses = units
            .flat_map(|unit| (0..unit.weight).map(move |_| unit))
            .filter_map(|unit| self.unit(unit, &self.fields.searched))
            .collect();
        at_least(clauses, relaxed_need(self.plan.weight()))
    }

    fn word(&self, word: &Word, need: usize, fields: &[Field]) -> Clause {
        let units = word.units.iter();
        at_least(
            units.filter_map(|unit| self.unit(unit, fields)).collect(),
            need,
        )
    }

    fn unit(&self, unit: &Unit, fields: &[Field]) -> Clause {
        let mut tokens = unit.tokens.clone();
        if let Some(prefix) = &unit.prefix {
            tokens.extend(self.vocabulary.with_prefix(prefix));
        }
        tokens.retain(|token| self.vocabulary.doc_freq(token) > 0);
        let terms: Vec<_> = fields
            .iter()
            .flat_map(|field| tokens.iter().map(|token| term(*field, token)))
            .collect();
        (!terms.is_empty()).then(|| any(terms))
    }

    /// Every token that counts fully, each in any field.
    fn in_one_piece(&self) -> Clause {
        let tokens = self.plan.terms.iter().filter(|(_, weight)| *weight >= 1.0);
        let clauses: Option<Vec<_>> = tokens
            .map(|(token, _)| {
                let unit = Unit {
                    tokens: vec![token.clone()],
                    ..Unit::default()
                };
                self.unit(&unit, &self.fields.searched)
            })
            .collect();
        all(clauses?)
    }

    /// BM25 of each token in each field, divided by the tokens' summed idf.
    fn token_scores(&self) -> Vec<Box<dyn Query>> {
        let known: Vec<(&str, f32, f64)> = self
            .plan
            .terms
            .iter()
            .map(|(token, weight)| (token.as_str(), *weight, self.vocabulary.doc_freq(token)))
            .filter(|(_, _, df)| *df > 0)
            .map(|(token, weight, df)| (token, weight, idf(self.vocabulary.records(), df)))
            .collect();
        let sum: f64 = known
            .iter()
            .map(|(_, weight, idf)| f64::from(*weight) * idf)
            .sum();
        let mut out: Vec<Box<dyn Query>> = Vec::new();
        for (token, weight, _) in &known {
            for (
                field,
                FieldWeight {
                    weight: of_field, ..
                },
            ) in std::iter::zip(&self.fields.searched, FIELDS)
            {
                #[allow(clippy::cast_possible_truncation)]
                let boost = (f64::from(*weight) * f64::from(of_field) / sum) as f32;
                let with_freqs = TermQuery::new(
                    Term::from_field_text(*field, token),
                    IndexRecordOption::WithFreqs,
                );
                out.push(Box::new(BoostQuery::new(Box::new(with_freqs), boost)));
            }
        }
        out
    }

    /// A constant for every field that holds a token which begins like an unfinished one.
    fn prefix_scores(&self) -> Vec<Box<dyn Query>> {
        let units = self.plan.words.iter().flat_map(|word| &word.units);
        let prefixes = units.filter_map(|unit| unit.prefix.as_ref());
        let mut out = Vec::new();
        for tokens in prefixes.map(|prefix| self.vocabulary.with_prefix(prefix)) {
            if tokens.is_empty() {
                continue;
            }
            for (field, FieldWeight { weight, .. }) in std::iter::zip(&self.fields.searched, FIELDS)
            {
                let terms = tokens.iter().map(|token| term(*field, token)).collect();
                out.push(constant(any(terms), PREFIX * weight));
            }
        }
        out
    }
}

fn term(field: Field, text: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(
        Term::from_field_text(field, text),
        IndexRecordOption::Basic,
    ))
}

fn constant(query: Box<dyn Query>, score: f32) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, score))
}

fn any(queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    Box::new(BooleanQuery::union(queries))
}

fn all(queries: Vec<Box<dyn Query>>) -> Clause {
    (!queries.is_empty()).then(|| Box::new(BooleanQuery::intersection(queries)) as Box<dyn Query>)
}

fn at_least(queries: Vec<Box<dyn Query>>, need: usize) -> Clause {
    (!queries.is_empty() && queries.len() >= need).then(|| {
        Box::new(BooleanQuery::union_with_minimum_required_clauses(
            queries, need,
        )) as Box<dyn Query>
    })
}
