//! Where labels stand in a line, and what they mean.

use std::ops::Range;

use crate::catalog::kinds::{CourseKind, InfoKey};
use crate::import::rules::{self, names::Means};
use crate::import::words::{fold, key};

/// Characters of the longest label that is not known.
pub const LABEL: usize = 12;

/// A label as found in a line.
pub(super) struct Label {
    /// Its bytes, with the colon.
    pub(super) range: Range<usize>,
    /// What it means; several for 学时/学分.
    pub(super) keys: Vec<InfoKey>,
    /// Where each of several starts and ends, without the colon.
    pub(super) parts: Vec<Range<usize>>,
    pub(super) known: bool,
    pub(super) colon: bool,
}

/// What a text means that is one known label and nothing else.
pub fn is_label(text: &str) -> Option<InfoKey> {
    match labels(text).as_slice() {
        [label] if label.known && label.range == (0..text.len()) => label.keys.first().copied(),
        _ => None,
    }
}

/// Where labels stand in a line.
pub(super) fn labels(text: &str) -> Vec<Label> {
    let mut out: Vec<Label> = Vec::new();
    let mut before = ' ';
    // 48 (Lectures 讲授 40): what brackets hold belongs to the value.
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match fold(c) {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let covered = out.last().is_some_and(|last| at < last.range.end);
        let gap = before.is_whitespace() || matches!(fold(before), ';' | ')');
        before = c;
        let within = depth > 0 && fold(c) != '(' && !out.is_empty();
        if covered || within || c.is_whitespace() || !(at == 0 || gap) {
            continue;
        }
        let Some(label) = label(text, at) else {
            continue;
        };
        // What follows a bare label is its value, even when it could be a label.
        let value_due = out
            .last()
            .is_some_and(|last| text[last.range.end..at].trim().is_empty());
        if !value_due || label.colon {
            out.push(label);
        }
    }
    out
}

fn label(text: &str, at: usize) -> Option<Label> {
    let rest = &text[at..];
    bracketed(rest, at)
        .or_else(|| known_label(rest, at))
        .or_else(|| unknown_label(rest, at))
}

/// 【学 分】3
fn bracketed(rest: &str, at: usize) -> Option<Label> {
    let open = rest.chars().next().filter(|c| fold(*c) == '【')?.len_utf8();
    let (close, sign) = rest
        .char_indices()
        .take(2 * LABEL)
        .find(|(_, c)| fold(*c) == '】')?;
    let key = rules::exact(&rest[open..close]).and_then(info_key)?;
    let mut end = close + sign.len_utf8();
    if let Some((length, true)) = separator(&rest[end..]) {
        end += length;
    }
    Some(Label {
        range: at..at + end,
        keys: vec![key],
        parts: std::iter::once(at..at + end).collect(),
        known: true,
        colon: true,
    })
}

fn known_label(rest: &str, at: usize) -> Option<Label> {
    let (mut end, mut keys) = named(rest)?;
    let mut parts: Vec<_> = std::iter::once(at..at + end).collect();
    while let Some((sign, tail)) =
        after_slash(&rest[end..]).or_else(|| counted(&rest[end..], &keys))
    {
        let Some((length, more)) = named(tail) else {
            break;
        };
        parts.push(at + end + sign..at + end + sign + length);
        keys.extend(more);
        end += sign + length;
    }
    let bare = key(&rest[..end]);
    // 课程名称（中文）
    if rest[end..].trim_start().starts_with(['(', '（'])
        && let Some(close) = rest[end..].find([')', '）']).filter(|close| *close <= 40)
    {
        let after = end + close + rest[end + close..].chars().next().map_or(1, char::len_utf8);
        if separator(&rest[after..]).is_some() {
            end = after;
        }
    }
    let numeric = keys.iter().all(|key| {
        matches!(
            key,
            InfoKey::Hours | InfoKey::TheoryHours | InfoKey::PracticeHours | InfoKey::Credits
        )
    });
    let next_digit = rest[end..]
        .trim_start()
        .chars()
        .next()
        .is_some_and(|c| fold(c).is_ascii_digit());
    let (length, colon) = match separator(&rest[end..]) {
        Some((length, true)) => (length, true),
        // 理论 or 学时 without a colon are labels only before a number.
        Some((length, false)) if bare.chars().count() > 2 || next_digit => (length, false),
        None if numeric && next_digit => (0, false),
        _ => return None,
    };
    Some(Label {
        range: at..at + end + length,
        keys,
        parts,
        known: true,
        colon,
    })
}

/// 学时学分：64/4: a count right behind a count.
fn counted<'a>(rest: &'a str, keys: &[InfoKey]) -> Option<(usize, &'a str)> {
    let counts = |keys: &[InfoKey]| {
        let counted = |key: &InfoKey| matches!(key, InfoKey::Hours | InfoKey::Credits);
        keys.iter().all(counted)
    };
    let (_, next) = named(rest).filter(|_| counts(keys))?;
    (counts(&next) && next != keys).then_some((0, rest))
}

fn after_slash(rest: &str) -> Option<(usize, &str)> {
    let bare = rest.trim_start();
    let sign = bare
        .chars()
        .next()
        .filter(|c| matches!(fold(*c), '/' | '、' | '|'))?;
    let tail = bare[sign.len_utf8()..].trim_start();
    Some((rest.len() - tail.len(), tail))
}

/// A known name at the start, and what it means as a field.
fn named(rest: &str) -> Option<(usize, Vec<InfoKey>)> {
    // 其中理论：32
    let bare = rest.strip_prefix("其中").unwrap_or(rest);
    let bare = bare.trim_start_matches([':', '：']);
    let (end, means) = rules::prefix_of_both(bare)?;
    let key = info_key(means)?;
    Some((rest.len() - bare.len() + end, vec![key]))
}

/// What a name means as a field.
pub fn info_key(means: &[Means]) -> Option<InfoKey> {
    let info = means.iter().find_map(|means| match means {
        Means::Info(key) => Some(*key),
        _ => None,
    });
    info.or_else(|| {
        means.iter().find_map(|means| match means {
            Means::Course(CourseKind::Books) => Some(InfoKey::Textbook),
            Means::Course(CourseKind::Assessment) => Some(InfoKey::Assessment),
            _ => None,
        })
    })
}

/// The colon or gap behind a label: its length, and whether it is a colon.
fn separator(rest: &str) -> Option<(usize, bool)> {
    let bare = rest.trim_start();
    let spaces = rest.len() - bare.len();
    match bare.chars().next() {
        Some(c) if fold(c) == ':' => Some((spaces + c.len_utf8(), true)),
        None => Some((0, false)),
        Some(_) if spaces > 0 => Some((0, false)),
        Some(_) => None,
    }
}

/// A short word before a colon.
fn unknown_label(rest: &str, at: usize) -> Option<Label> {
    let (end, sign) = rest
        .char_indices()
        .take(LABEL + 1)
        .find(|(_, c)| fold(*c) == ':')?;
    let name = &rest[..end];
    let plain = name
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(fold(c), '(' | ')' | '/' | '、'));
    (plain && end > 0 && !name.starts_with(|c: char| c.is_ascii_digit())).then(|| Label {
        range: at..at + end + sign.len_utf8(),
        keys: vec![InfoKey::Other],
        parts: std::iter::once(at..at + end).collect(),
        known: false,
        colon: true,
    })
}
