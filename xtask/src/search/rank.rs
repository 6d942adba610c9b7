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
/// What the hits of another reading are scaled by, and those that lack some of the words or have them only
/// in their notes, below another reading twice: each step stands below the one before.
pub const STEP: f32 = 0.01;

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
/// What a record that lacks words of a query, or has them only in its notes, is worth for the share of
/// the query that it holds, see [`super::partial`]. These four were fitted to six hundred questions whose
/// words no record holds: by their right answers a softmax regression gave 6.6, 5.2, 12 and 8.5, with 1 for
/// the class at a quarter and 2.4 for [`HINTED`]; rounded, and scaled to classes as they are elsewhere.
pub const HELD: f32 = 8.0;
/// … for the share that it holds in its own words, once more.
pub const HELD_OWN: f32 = 7.0;
/// … for a name that is like the query.
pub const NAMED_ALIKE: f32 = 16.0;
/// … for a wording of its notes that is like the query. Less than a name: a wording is ours.
pub const WORDING: f32 = 12.0;
/// What another word for one of the query is worth, by its share: 方法 for 办法.
pub const SYNONYM: f32 = 0.8;
/// What share of the best record's score others must have that do not hold all.
pub const WORTH: f32 = 0.5;

/// How much the best of the records with only some of a query must have of it, or nothing is found.
/// Of 130 queries about other things these leave four; of 440 that are found rightly they lose ten.
#[derive(Debug, Clone, Copy)]
pub struct Enough {
    /// The share that it holds in its own words …
    pub own: f32,
    /// … or so many characters, as rare ones count, in a book with notes, which know many words …
    pub with_notes: f32,
    /// … or so many in a book without.
    pub without: f32,
    /// A wording that is the query counts as so many characters.
    pub wording: f32,
}

/// Enough.
pub const ENOUGH: Enough = Enough {
    own: 0.45,
    with_notes: 4.1,
    without: 2.7,
    wording: 4.0,
};

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

/// Fewer records than this with every word: those with some of them are shown as well.
pub const FEW: usize = 3;

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
    partial: [f32; 4],
    synonym: f32,
    worth: f32,
    enough: [f32; 4],
    prefix: f32,
    equal: f32,
    few: usize,
    own: usize,
    shown_first: usize,
    step: f32,
    aliases: usize,
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
        partial: [HELD, HELD_OWN, NAMED_ALIKE, WORDING],
        synonym: SYNONYM,
        worth: WORTH,
        enough: [
            ENOUGH.own,
            ENOUGH.with_notes,
            ENOUGH.without,
            ENOUGH.wording,
        ],
        prefix: PREFIX,
        equal: EQUAL,
        few: FEW,
        own: OWN_FIELDS,
        shown_first: SHOWN_FIRST,
        step: STEP,
        aliases: ALIASES,
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
