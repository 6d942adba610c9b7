//! Texts with places for the words of other items: `{s1-1}`, `{3:hw-1}`,
//! `{crm-16h/3:hw-1}`. `{{` and `}}` are braces.

use std::fmt;
use std::ops::Range;

/// A stretch of a text as written, with its byte range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece<'a> {
    /// What it says.
    pub says: Says<'a>,
    /// Where it stands in the value.
    pub range: Range<usize>,
}

/// What a [`Piece`] says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says<'a> {
    /// These words. A doubled brace is a piece of its own that says a single one.
    Words(&'a str),
    /// The words of the item that this names; see [`Reference::parse`].
    Item(&'a str),
    /// A brace without its partner.
    Stray(&'a str),
}

/// Cuts a text into pieces; their ranges cover it without a gap.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let (says, length) = next(&text[at..]);
        out.push(Piece {
            says,
            range: at..at + length,
        });
        at += length;
    }
    out
}

fn next(rest: &str) -> (Says<'_>, usize) {
    let brace = |c| matches!(c, '{' | '}');
    if rest.starts_with("{{") || rest.starts_with("}}") {
        return (Says::Words(&rest[..1]), 2);
    }
    if rest.starts_with('}') {
        return (Says::Stray(&rest[..1]), 1);
    }
    let Some(inner) = rest.strip_prefix('{') else {
        let end = rest.find(brace).unwrap_or(rest.len());
        return (Says::Words(&rest[..end]), end);
    };
    match inner.find(|c| brace(c) || c == '\n') {
        Some(end) if inner[end..].starts_with('}') => (Says::Item(&inner[..end]), end + 2),
        _ => (Says::Stray(&rest[..1]), 1),
    }
}

/// The name of an item as written; what it leaves out is the place where it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference<'a> {
    /// Syllabus id.
    pub syllabus: Option<&'a str>,
    /// Unit number, 0 for the course level; always there when the syllabus is.
    pub unit: Option<u32>,
    /// Id within the unit.
    pub id: &'a str,
}

impl<'a> Reference<'a> {
    /// `id`, `unit:id` or `syllabus/unit:id`; `None` for anything else.
    pub fn parse(raw: &'a str) -> Option<Self> {
        let (syllabus, rest) = match raw.split_once('/') {
            Some((syllabus, rest)) => (Some(syllabus), rest),
            None => (None, raw),
        };
        let (unit, id) = match rest.split_once(':') {
            Some((unit, id)) => (Some(number(unit)?), id),
            None => (None, rest),
        };
        let whole = syllabus.is_none() || unit.is_some();
        (whole && syllabus.is_none_or(is_id) && is_id(id)).then_some(Self { syllabus, unit, id })
    }
}

impl fmt::Display for Reference<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(syllabus) = self.syllabus {
            write!(f, "{syllabus}/")?;
        }
        if let Some(unit) = self.unit {
            write!(f, "{unit}:")?;
        }
        f.write_str(self.id)
    }
}

fn number(text: &str) -> Option<u32> {
    let plain = text == "0" || text.starts_with(|c: char| matches!(c, '1'..='9'));
    (plain && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

/// `true` for ids of items, syllabi and concepts: lower-case ASCII letters, digits and
/// hyphens, so that they stand in addresses as they are.
pub fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}
