//! A record is one thing that can be found: the search's only input.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// What a record is.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// 概念: a section, a point or a term.
    Concept,
    /// 作业: a question of any kind.
    Homework,
    /// 思政: a carrier.
    Carrier,
    /// 正文: what stands under one heading of a page.
    #[default]
    Page,
}

/// One thing that can be found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// What it is.
    pub kind: Kind,
    /// Syllabus id, empty for pages that belong to none.
    pub syllabus: String,
    /// Unit number, 0 for the course level and for pages outside a unit.
    pub unit: u32,
    /// Its name: what a reader would call it.
    pub title: String,
    /// Other names it is found by: aliases, English terms, printed misprints.
    pub aliases: Vec<String>,
    /// Which of title and aliases, counted from the title, are names for one thing.
    pub synonyms: Vec<Range<usize>>,
    /// Where it stands, from the book down, without its own title.
    pub breadcrumb: Vec<String>,
    /// Relative to the site root, with `#anchor`.
    pub url: String,
    /// Everything it says, plain text.
    pub text: String,
    /// What we say of it, plain text, a paragraph a line; a term's definition first. Found
    /// after what any record says in its own words, and fetched by a browser after these.
    pub notes: String,
    /// A rank within its kind, 0 the most central: sections before points, board questions
    /// before thinking prompts. Breaks near-ties only.
    pub level: u8,
}

impl Record {
    /// The record without U+007F, which stands between texts in the export; a page may hold anything.
    pub fn printable(mut self) -> Self {
        let texts = [&mut self.title, &mut self.text, &mut self.notes];
        for text in texts
            .into_iter()
            .chain(&mut self.aliases)
            .chain(&mut self.breadcrumb)
        {
            if text.contains('\u{7f}') {
                *text = text.replace('\u{7f}', " ");
            }
        }
        self
    }

    /// Title and aliases.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.title).chain(&self.aliases)
    }

    /// The groups of names for one thing, the preferred one first.
    pub fn names_of_one_thing(&self) -> impl Iterator<Item = Vec<&str>> {
        self.synonyms.iter().map(|range| {
            let names = self.names().skip(range.start).take(range.len());
            names.map(String::as_str).collect()
        })
    }

    /// What it says, and what we say of it: the text of a hit.
    pub fn whole_text(&self) -> String {
        if self.notes.is_empty() {
            return self.text.clone();
        }
        format!("{}\n{}", self.text, self.notes)
    }
}

/// Texts up to this many bytes in all are sent to the browser with the head of the index.
const SMALL: usize = 160 * 1024;

/// Whether a book is so small that a browser gets all its texts at once. It then looks
/// tokens up in them, by the rule it has anyway: dictionary and postings would
/// be more than half of the bytes. Notes do not count: they are never sent at once.
pub fn are_small(records: &[Record]) -> bool {
    records
        .iter()
        .map(|record| record.text.len())
        .sum::<usize>()
        <= SMALL
}

/// Notes up to this many bytes in all are few.
const FEW_NOTES: usize = 512 * 1024;

/// Whether a browser fetches all notes at once, after the first results: it then looks tokens up in
/// them, and asks for nothing more however much is typed.
pub fn notes_are_few(records: &[Record]) -> bool {
    let bytes = records.iter().map(|record| record.notes.len());
    bytes.sum::<usize>() <= FEW_NOTES
}

/// How a record was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Matched {
    /// By the words as typed.
    Exact,
    /// By what the letters spell.
    Pinyin,
    /// By what was meant, a character or two being wrong.
    Homophone,
    /// By the form of the characters that the index uses.
    Traditional,
    /// By another name of the same thing.
    Synonym,
}
