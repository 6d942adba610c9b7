//! The files the browser searches: their layout, in one place.
//!
//! A file is a classic script, because scripts are all that a page opened from disk may
//! load. It pushes chunks, plain objects, onto `kegang.chunks`; `theme/search/store.js`
//! takes them from there. The kinds, of which all but the first are fetched when needed, or
//! come with it:
//!
//! ```text
//! head   { version, kind: "head", records: N, params,            constants of the ranking
//!          syllabi: [{id, title, short}],
//!          averages: [4],                                        mean length of each field
//!          lengths:  [4 × digits],                               N lengths a field; none when
//!                                                                the texts come with the head
//!          classes: digits,                                      N × (4·kind + level)
//!          titles: [N],                                          or how much of the text it is, 0
//!                                                                for its first line
//!          aliases: {n: [..]},
//!          crumbs: [..], parents: digits, crumb: steps,          names above records, where each of
//!                                                                them stands, where each record
//!                                                                does; from 1, 0 for nowhere
//!          pages: [..], page: steps,                             url = pages[page[n]] # anchors[n]
//!          anchors: "a b …",                                    N, with a space between
//!          syllabus, unit: digits,                               a number a page each
//!          starts: [..],                                         queries to propose
//!          shards: [..],                                         files of the terms
//!          synonyms: digits,                                     names for one thing: records on,
//!                                                                first of its names, how many
//!          notes: {count: M, records: digits, parts: digits,     gaps between the M records with
//!                  shards, files, script},                       notes, how many a part has
//!          tables: {sounds, forms, readings, pairs},             files fetched when needed; pairs
//!                                                                only where terms are in shards
//!          texts: [{first, count, file}] }                       where the texts are
//! terms  { version, kind: "terms", shard,                         tokens whose first character's
//!                                                                code point modulo the number
//!                                                                of shards is `shard`
//!          words: "crm\nerp\n…",                                 tokens of letters and digits
//!          han: "客.户服\n…",                                     first character, `.` if it is a
//!                                                                token alone, second characters
//!          counts: digits,                                       a token × 4 fields: records
//!          postings: digits }                                    a token, a field, a record:
//!                                                                2·gap + (tf > 1), then tf − 2
//! texts  { version, kind: "texts", first, texts: "…" }            in a file of their own without
//!                                                                the title they begin with, with
//!                                                                the head followed by the aliases
//! noted  { version, kind: "noted", shard, … }                    as `terms`, of the one field of
//!                                                                notes; records count those
//!                                                                that have notes
//! notes  { version, kind: "notes", part, texts: "…" }            the notes themselves
//! sounds { version, kind: "sounds", groups: {a: "啊阿…", …} }     characters by syllable
//! pairs  { version, kind: "pairs", han }                         frequent tokens, as in `terms`
//! forms  { version, kind: "forms", from, to }                    other forms → those of the index
//! ```
//!
//! The files of the notes are `files` with `-t` and the number of the shard, or with `-` and
//! the number of the part. Where they are few there are no shards: all parts are fetched, and
//! tokens looked up in them. `script` looks into them, and comes with the first of them.
//!
//! When all texts come with the head there are no terms: they say nothing that the texts and
//! the shared rule of cutting do not.
//!
//! `texts` are one string, for a browser reads that faster than a list: [`BETWEEN_TEXTS`] stands between
//! them, [`BEFORE_ALIAS`] before each of the aliases that follow a text.
//!
//! Tokens stand in the order of their UTF-16 units, words before Han, so that a browser
//! finds them by binary search. `digits` are numbers written with [`push_number`]: one
//! printable ASCII character up to 63, so that compression sees whole numbers and JSON
//! escapes nothing. `steps` are digits of the differences of numbers ([`steps`]).

use std::collections::BTreeMap;

use serde::Serialize;

use super::rank::Params;

/// Version of the layout. A reader that knows another one says so and stops.
pub const VERSION: u32 = 6;

/// Before an alias behind a text. No record has the character, and JSON does not escape it.
pub const BEFORE_ALIAS: &str = "\u{7f}";
/// Between texts.
pub const BETWEEN_TEXTS: &str = "\u{7f}\u{7f}";

/// Printable ASCII without `"`, `'`, `<`, `\` and the back-tick, which JSON, HTML or
/// JavaScript would have to escape. The first 64 end a number, the rest continue it.
pub const DIGITS: &[u8; 89] =
    b"!#$%&()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~";

/// How many of [`DIGITS`] end a number.
pub const FINAL: u64 = 64;

/// Appends a number: continuing digits, least first, each 64 more than its rest times 25.
pub fn push_number(out: &mut String, mut value: u64) {
    let more = DIGITS.len() as u64 - FINAL;
    let digit = |i: u64| char::from(DIGITS[usize::try_from(i).unwrap_or(0)]);
    while value >= FINAL {
        out.push(digit(FINAL + (value - FINAL) % more));
        value = (value - FINAL) / more;
    }
    out.push(digit(value));
}

/// Numbers that mostly repeat or rise by one, each as its step from the one before it: twice a step up,
/// one less than twice a step down.
pub fn steps(numbers: &[u64]) -> String {
    let before = std::iter::once(&0).chain(numbers);
    digits(std::iter::zip(numbers, before).map(
        |(number, before)| match number.checked_sub(*before) {
            Some(up) => 2 * up,
            None => 2 * (before - number) - 1,
        },
    ))
}

/// Writes numbers as digits.
pub fn digits(values: impl IntoIterator<Item = u64>) -> String {
    let mut out = String::new();
    for value in values {
        push_number(&mut out, value);
    }
    out
}

/// A syllabus as the search names it.
#[derive(Debug, Clone, Serialize)]
pub struct SyllabusName {
    /// Id, as in a record.
    pub id: String,
    /// Course name.
    pub title: String,
    /// What tells it from the others.
    pub short: String,
}

/// Everything about records but their texts.
#[derive(Debug, Serialize)]
pub struct Head {
    /// [`VERSION`]
    pub version: u32,
    /// `head`
    pub kind: &'static str,
    /// Number of records.
    pub records: usize,
    /// Constants of the ranking.
    pub params: Params,
    /// Names of the syllabi.
    pub syllabi: Vec<SyllabusName>,
    /// Mean length of each searched field, in tokens.
    pub averages: Vec<f32>,
    /// Length of each searched field of each record as BM25 sees it.
    pub lengths: Vec<String>,
    /// Index into [`super::rank::KINDS`] times four, and the level within the kind.
    pub classes: String,
    /// Of each page: 0 for none, else 1 + index into `syllabi`.
    pub syllabus: String,
    /// Unit number of each page.
    pub unit: String,
    /// Titles.
    pub titles: Vec<Title>,
    /// Aliases of the records that have any; with the texts where they come with the head.
    pub aliases: BTreeMap<usize, Vec<String>>,
    /// Names that stand above records.
    pub crumbs: Vec<String>,
    /// For each of them the one above it: its place in `crumbs` from 1, 0 for none.
    pub parents: String,
    /// For each record the one above it.
    pub crumb: String,
    /// Distinct pages.
    pub pages: Vec<String>,
    /// Index into `pages`.
    pub page: String,
    /// Anchors without `#`, empty for none, with a space between.
    pub anchors: String,
    /// Queries to propose to a reader.
    pub starts: Vec<String>,
    /// Where the notes are.
    pub notes: NotesHead,
    /// Files of the shards of terms; none when the texts come with the head.
    pub shards: Vec<String>,
    /// Groups of names for one thing, as triples.
    pub synonyms: String,
    /// Files of the lazy tables.
    pub tables: Tables,
    /// Where the texts are.
    pub texts: Vec<TextPart>,
}

/// Where the notes are; all empty when there are none.
#[derive(Debug, Clone, Default, Serialize)]
pub struct NotesHead {
    /// Number of records that have notes.
    pub count: usize,
    /// These records: the gaps between them.
    pub records: String,
    /// How many of them each part of the notes has.
    pub parts: String,
    /// Number of shards of their terms.
    pub shards: usize,
    /// What the names of their files begin with.
    pub files: String,
    /// The script that looks into them.
    pub script: String,
}

/// A part of the notes.
#[derive(Debug, Serialize)]
pub struct Notes {
    /// [`VERSION`]
    pub version: u32,
    /// `notes`
    pub kind: &'static str,
    /// Its number.
    pub part: usize,
    /// The notes of consecutive records that have any.
    pub texts: String,
}

/// Names of the files that only some queries need.
#[derive(Debug, Clone, Serialize)]
pub struct Tables {
    /// [`Sounds`]
    pub sounds: String,
    /// [`Forms`]
    pub forms: String,
    /// The scripts that use the sounds.
    pub readings: String,
    /// [`Pairs`]; empty when all tokens are there anyway.
    pub pairs: String,
}

/// The pairs of characters that running text is read by.
#[derive(Debug, Serialize)]
pub struct Pairs {
    /// [`VERSION`]
    pub version: u32,
    /// `pairs`
    pub kind: &'static str,
    /// As in [`Terms`].
    pub han: String,
}

/// How characters sound.
#[derive(Debug, Serialize)]
pub struct Sounds<'a> {
    /// [`VERSION`]
    pub version: u32,
    /// `sounds`
    pub kind: &'static str,
    /// The characters of each syllable.
    pub groups: BTreeMap<&'a str, String>,
}

/// Characters in other forms than the index has them.
#[derive(Debug, Serialize)]
pub struct Forms {
    /// [`VERSION`]
    pub version: u32,
    /// `forms`
    pub kind: &'static str,
    /// The other forms.
    pub from: String,
    /// For each, the form in the index.
    pub to: String,
}

/// A record's title.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Title {
    /// The title itself.
    Words(String),
    /// The first so many UTF-16 units of the text, 0 for its first line, where the texts come
    /// with the head: nothing stands twice.
    OfText(usize),
}

/// A file of texts.
#[derive(Debug, Clone, Serialize)]
pub struct TextPart {
    /// Number of the first record in it.
    pub first: usize,
    /// Number of records.
    pub count: usize,
    /// File name; empty when the texts come with the head.
    pub file: String,
}

/// Dictionary and postings.
#[derive(Debug, Serialize)]
pub struct Terms {
    /// [`VERSION`]
    pub version: u32,
    /// `terms`, or `noted` for the notes.
    pub kind: &'static str,
    /// Which tokens: see the module.
    pub shard: usize,
    /// Tokens of letters and digits.
    pub words: String,
    /// CJK tokens by first character.
    pub han: String,
    /// Records a token and field.
    pub counts: String,
    /// Postings.
    pub postings: String,
}

/// Texts of consecutive records.
#[derive(Debug, Serialize)]
pub struct Texts {
    /// [`VERSION`]
    pub version: u32,
    /// `texts`
    pub kind: &'static str,
    /// Number of the first record.
    pub first: usize,
    /// The texts. In a file of their own each is without its title where it begins with it; a tab
    /// stands for it.
    pub texts: String,
}

/// A chunk as a statement of a script that may run before or after the code that reads it.
///
/// # Errors
/// Never for the chunks defined here: they are strings and numbers.
pub fn statement(chunk: &impl Serialize) -> serde_json::Result<String> {
    let json = serde_json::to_string(chunk)?;
    // The two line separators were no part of a JavaScript string before 2019.
    let json = json
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029");
    Ok(format!(
        "(function(k){{(k.chunks=k.chunks||[]).push({json})}})(window.kegang=window.kegang||{{}});\n"
    ))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(digits: &str) -> Vec<u64> {
        let mut out = Vec::new();
        let (mut value, mut scale) = (0, 1);
        for byte in digits.bytes() {
            let digit = DIGITS.iter().position(|d| *d == byte).unwrap() as u64;
            value += digit * scale;
            if digit < FINAL {
                out.push(value);
                (value, scale) = (0, 1);
            } else {
                scale *= DIGITS.len() as u64 - FINAL;
            }
        }
        out
    }

    proptest! {
        #[test]
        fn numbers_come_back(values in proptest::collection::vec(0u64..1 << 40, 0..50)) {
            prop_assert_eq!(read(&digits(values.iter().copied())), values);
        }
    }

    #[test]
    fn small_numbers_are_one_character() {
        assert_eq!(digits([0, 1, 63]).len(), 3);
        assert_eq!(digits([64]).len(), 2);
    }
}
