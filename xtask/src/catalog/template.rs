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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The pieces, drawn: words as they are, items in ‹›, stray braces in !.
    fn drawn(text: &str) -> String {
        let piece = |piece: Piece<'_>| match piece.says {
            Says::Words(words) => words.to_owned(),
            Says::Item(raw) => format!("‹{raw}›"),
            Says::Stray(brace) => format!("!{brace}!"),
        };
        pieces(text).into_iter().map(piece).collect()
    }

    #[test]
    fn texts() {
        let check = |text: &str, expected: &str| assert_eq!(drawn(text), expected, "{text}");
        check("", "");
        check("没有占位", "没有占位");
        check("{s1}", "‹s1›");
        check("先读{s1-1}，再读{3:hw-1}。", "先读‹s1-1›，再读‹3:hw-1›。");
        check("{{不是}}", "{不是}");
        check("{{{s1}}}", "{‹s1›}");
        check("{}", "‹›");
        check("{a b}", "‹a b›");
        check("{s1", "!{!s1");
        check("s1}", "s1!}!");
        check("{s1\n}", "!{!s1\n!}!");
        check("{a{b}", "!{!a‹b›");
    }

    #[test]
    fn references() {
        let check = |raw: &str, expected: Option<(Option<&str>, Option<u32>, &str)>| {
            let found = Reference::parse(raw).map(|r| (r.syllabus, r.unit, r.id));
            assert_eq!(found, expected, "{raw}");
        };
        check("s1-1", Some((None, None, "s1-1")));
        check("0:goal-1", Some((None, Some(0), "goal-1")));
        check("3:hw-1", Some((None, Some(3), "hw-1")));
        check("crm-16h/3:hw-1", Some((Some("crm-16h"), Some(3), "hw-1")));
        let wrong = "|S1|s 1|客户|:a|3:|x:a|03:a|+3:a|3:4:a|crm/a|/3:a|crm/3:|4294967296:a";
        for raw in wrong.split('|') {
            check(raw, None);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_covered_by_its_pieces(text in "[{}a客:/\n]{0,12}|.*") {
            let mut at = 0;
            for piece in pieces(&text) {
                prop_assert_eq!(piece.range.start, at);
                at = piece.range.end;
                let raw = &text[piece.range];
                match piece.says {
                    Says::Words(words) => prop_assert!(raw == words || raw == words.repeat(2)),
                    Says::Item(name) => prop_assert_eq!(raw, format!("{{{name}}}")),
                    Says::Stray(brace) => prop_assert_eq!(raw, brace),
                }
            }
            prop_assert_eq!(at, text.len());
        }

        #[test]
        fn words_with_doubled_braces_come_back(text in "[{}a客]{0,12}|.*") {
            let doubled = text.replace('{', "{{").replace('}', "}}");
            prop_assert_eq!(drawn(&doubled), text);
        }

        #[test]
        fn references_come_back(raw in "([a-z0-9-]{1,3}/)?([0-9]{1,2}:)?[a-z0-9-]{1,4}") {
            if let Some(reference) = Reference::parse(&raw) {
                prop_assert_eq!(reference.to_string(), raw);
            }
        }
    }
}
