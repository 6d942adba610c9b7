//! What makes one record better than another: every constant of the ranking, with its
//! reason. [`super::clauses`] makes the tantivy query of them.
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

use super::index::Hit;
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

/// Which of [`FIELDS`] holds the aliases.
pub const ALIASES: usize = 1;
/// How many of [`FIELDS`] name the record.
pub const NAMING_FIELDS: usize = 2;
/// How many of [`FIELDS`] are the record's own words; the breadcrumb is not.
pub const OWN_FIELDS: usize = 3;
/// What the hits of another reading are scaled by, and once more the hits with only some of
/// the typed words when there is another reading: each step stands below the one before.
pub const STEP: f32 = 0.01;

/// What a record's notes are worth: the share of the query's tokens that they hold, weighed
/// by how rare these are, times this. Below [`NOTES_IN_ONE_PIECE`], above what classes
/// differ by only for a token that tells much.
pub const NOTES: f32 = 2.0;
/// The notes hold every pair of the query's words as typed; more than classes differ by.
pub const NOTES_IN_ONE_PIECE: f32 = 3.0;
/// What hits by notes are scaled by: they stand below everything that a record's own words
/// say, or what we wrote would hide what is printed.
pub const NOTES_STEP: f32 = 1e-6;

/// A wording of the notes that is the query; by how alike they are otherwise, from 0 to 1. Less than
/// [`ALIKE`]: of what is as like, a title says more.
pub const WORDING: f32 = 10.0;
/// How like a wording must be. Everyday sentences about other things come up to 0.28: 几个阶段.
pub const WORDING_LEAST: f32 = 0.3;
/// Shorter queries are like too many wordings.
pub const WORDING_CHARACTERS: usize = 5;

/// The title is what was asked for, word for word: nothing else can stand before it.
pub const EXACT_TITLE: f32 = 16.0;
/// An alias is; below the title so that a term comes before what is also called so.
pub const EXACT_ALIAS: f32 = 12.0;
/// The share of these for a name that is what was asked for but for its filler: 简述客户价值层次模型
/// is that question before it is 客户价值层次模型.
pub const BUT_FILLER: f32 = 0.5;
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
/// The title begins with all that was asked for: 客户满意的基本概念 comes before
/// 培养客户满意度的方法.
pub const BEGINS: f32 = 1.5;
/// The title says little besides what was asked for: 客户满意度的影响因素 comes before
/// 客户满意度和忠诚度的内涵与影响因素; more than a section and a point differ by.
pub const LITTLE_ELSE: f32 = 1.0;
/// The title says what kind of thing was asked for, 为什么 a cause, 怎么 a method: as much as to
/// hold the words in one piece. (Then [`LITTLE_ELSE`] is nothing to look for.)
pub const HINTED: f32 = 3.0;
/// What a record with only some of the words must have without its class and hint. Less comes from
/// characters scattered over a long page: noise.
pub const LEAST: f32 = 0.5;
/// A title that is the query, for a record that holds only some of the words; by how alike they are
/// otherwise, from 0 to 1. More than the words differ by that a question says besides.
pub const ALIKE: f32 = 12.0;
/// What share of a query a record must hold that has three characters of a word in a row, when it holds
/// few of the others: 乔布斯 is half of 乔布斯说过的话, 要注意 a quarter of 减肥期间饮食要注意什么.
pub const SHARE_WITH_A_RUN: f32 = 0.3;
/// A token that at most one record in so many has makes the name of a concept rare: 窜货, RFM, but neither 客户
/// nor 服务.
pub const RARE: usize = 50;
/// How many characters of a title can be all that was asked for and more.
pub const LONGEST_BEGINNING: usize = 12;
/// A token that only begins like the typed one, relative to its field's weight.
pub const PREFIX: f32 = 0.5;

/// When both of two syllabi teach a thing, both show among this many first hits.
pub const SHOWN_FIRST: usize = 3;

/// Scores no further apart are the same. Sums of the same numbers in another order differ in
/// the last digits; records that are as good as each other must not change places for that
/// between here and the browser. (Rounding to steps does not do: equals that lie at the edge of
/// a step fall on both its sides.)
pub const EQUAL: f32 = 1e-4;

/// Fewer records than this with every word: those with most of them are shown as well.
pub const FEW: usize = 3;

/// Share of a query's characters that a record with only some words must hold.
pub fn relaxed_need(weight: usize) -> usize {
    (weight * 6).div_ceil(10).max(weight.min(3))
}

/// Whether so many of all characters of a name are enough for a question to name it: fewer than three
/// stand together by chance, and of a longer name the half may be what many names have (… 的原因).
pub fn names_it(has: usize, all: usize) -> bool {
    has > 2 && has * 10 >= all * 6
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

/// Up to this many characters a title says little besides so many that were asked for.
pub fn little_else(asked: usize) -> usize {
    asked + asked / 2
}

/// How many of a query's characters a record's notes and words must hold, when nothing holds
/// them all: most of those that are `known` to the index at all, for people who ask in spoken
/// words say much that no syllabus does. `None` where that would prove nothing: the query is
/// short, or some of it is about something else.
pub fn noted_need(weight: usize, known: usize) -> Option<usize> {
    (weight >= 7 && known * 7 >= weight * 6).then(|| (known * 6).div_ceil(10).max(5))
}

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
    but_filler: f32,
    full_name: f32,
    full: f32,
    in_one_piece: f32,
    head: f32,
    begins: (f32, usize),
    little_else: f32,
    hinted: f32,
    least: f32,
    alike: [f32; 2],
    rare: usize,
    prefix: f32,
    equal: f32,
    few: usize,
    own: usize,
    shown_first: usize,
    step: f32,
    aliases: usize,
    notes: (f32, f32, f32),
    wordings: (f32, f32, usize),
    classes: Vec<f32>,
}

/// All constants the browser needs.
pub fn params() -> Params {
    Params {
        fields: FIELDS.iter().map(|f| f.weight).collect(),
        naming: NAMING_FIELDS,
        exact: [EXACT_TITLE, EXACT_ALIAS],
        but_filler: BUT_FILLER,
        full_name: FULL_NAME,
        full: FULL,
        in_one_piece: IN_ONE_PIECE,
        head: HEAD,
        begins: (BEGINS, LONGEST_BEGINNING),
        little_else: LITTLE_ELSE,
        hinted: HINTED,
        least: LEAST,
        alike: [ALIKE, SHARE_WITH_A_RUN],
        rare: RARE,
        prefix: PREFIX,
        equal: EQUAL,
        few: FEW,
        own: OWN_FIELDS,
        shown_first: SHOWN_FIRST,
        step: STEP,
        aliases: ALIASES,
        notes: (NOTES, NOTES_IN_ONE_PIECE, NOTES_STEP),
        wordings: (WORDING, WORDING_LEAST, WORDING_CHARACTERS),
        classes: KINDS
            .iter()
            .flat_map(|kind| (0..=MAX_LEVEL).map(|level| class_weight(*kind, level)))
            .collect(),
    }
}

/// Hits, best first: by score; those that are no further than [`EQUAL`] from the one before,
/// as the records stand.
pub fn sort(hits: &mut [Hit]) {
    hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.record.cmp(&b.record)));
    for equals in hits.chunk_by_mut(|a, b| a.score - b.score < f64::from(EQUAL)) {
        equals.sort_by_key(|hit| hit.record);
    }
}

/// idf as tantivy has it: ln(1 + (N − n + 0.5) / (n + 0.5)).
pub fn idf(records: u64, doc_freq: u64) -> f64 {
    #[allow(clippy::cast_precision_loss)]
    let (n, df) = (records as f64, doc_freq as f64);
    (1.0 + (n - df + 0.5) / (df + 0.5)).ln()
}
