//! Which lines belong together: lines cut at the edge of the page, labels cut in two, words
//! written downwards.

use std::collections::BTreeMap;

use crate::import::marker::marker;
use crate::import::rules::{self, names::Means};
use crate::import::sift::{Item, Row};
use crate::import::words::{Words, fold, width};

/// Lines that end within so many columns of the widest are full.
const RAGGED: usize = 4;
/// So many lines must be about as wide before that counts as the width of the page.
const FEW: usize = 3;
/// One long line in so many ends at the edge, or there is none.
const EDGE: usize = 5;
/// A line of so many columns is no heading or field, whatever the page.
const LONG: usize = 56;
/// Columns of the longest first half of a label.
const HALF_LABEL: usize = 12;

/// Characters of the longest word that is written downwards.
const UPRIGHT: usize = 8;

/// Decides whether a line goes on in the next.
#[derive(Debug)]
pub struct Joiner {
    /// Columns of a full line, when the page has an edge.
    full: Option<usize>,
    /// Whether lines may have been cut anywhere.
    cut: bool,
    /// Whether a blank line says nothing.
    spaced: bool,
}

impl Joiner {
    /// Measures the page.
    pub fn new<'a>(rows: impl Iterator<Item = &'a Row>, cut: bool, spaced: bool) -> Self {
        let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
        let mut count = 0;
        for row in rows.filter(|row| !row.words.is_blank()) {
            *widths.entry(width(row.words.as_str().trim())).or_default() += 1;
            count += 1;
        }
        let needed = FEW.max(count / 100);
        let near = |wide: usize| -> usize {
            let range = wide.saturating_sub(RAGGED)..=wide;
            widths.range(range).map(|(_, lines)| lines).sum()
        };
        let wide = widths.keys().rev().copied().filter(|wide| *wide >= LONG);
        let long: usize = widths.range(LONG..).map(|(_, lines)| lines).sum();
        // Long lines of a page with an edge end at it; paragraphs end anywhere.
        let edge = |wide: &usize| near(*wide) >= needed && near(*wide) * EDGE >= long;
        let full = wide.into_iter().find(edge);
        Self { full, cut, spaced }
    }

    /// Whether `next` goes on where `before` stops; `blank` when a blank line is between.
    pub fn joins(&self, before: &Row, next: &Row, blank: bool) -> bool {
        let (one, two) = (before.words.as_str().trim(), next.words.as_str().trim());
        if before.line.look.heading > 0 || next.line.look.heading > 0 {
            return false;
        }
        if halves_of_label(one, two) {
            return true;
        }
        if !self.cut || starts_block(two) {
            return false;
        }
        if let Some(goes_on) = before.line.look.goes_on {
            return goes_on;
        }
        let wide = width(one);
        let new_page = before.sheet != next.sheet;
        if blank && !self.spaced && !new_page {
            return false;
        }
        let last = one.chars().next_back().map_or(' ', fold);
        if matches!(last, ',' | '、' | '(' | '《' | '“' | '‘') || is_open(one) {
            return true;
        }
        // A book goes on with its publisher.
        if last == '.' && wide >= LONG && is_publisher(two) {
            return true;
        }
        if matches!(last, '。' | '!' | '?' | ':' | '】' | '.') {
            return false;
        }
        match self.full {
            Some(full) => {
                wide + RAGGED >= full
                    || (wide >= LONG && wide * 4 > full * 3 && !two.starts_with('《'))
            }
            None => wide >= LONG && last != ';' && !two.starts_with('《'),
        }
    }
}

/// 北京：高等教育出版社，2022年.: the end of a book that started a line above.
fn is_publisher(text: &str) -> bool {
    let city = text.char_indices().take(5).find(|(_, c)| fold(*c) == ':');
    city.is_some_and(|(at, _)| {
        let rest: String = text[at..].chars().take(LONG / 2).collect();
        at > 0 && rest.contains("出版")
    })
}

/// Whether a bracket or quotation is still open at the end.
fn is_open(text: &str) -> bool {
    let count = |c: char| text.chars().filter(|found| fold(*found) == c).count();
    [('(', ')'), ('《', '》'), ('“', '”')]
        .iter()
        .any(|(open, close)| count(*open) > count(*close))
}

/// Whether a line starts something of its own.
pub fn starts_block(text: &str) -> bool {
    if marker(text).is_some() || text.starts_with(['【', '［', '[', '〖']) || text.ends_with('】')
    {
        return true;
    }
    if rules::exact(text).is_some() {
        return true;
    }
    let Some((end, means)) = rules::prefix_of_both(text) else {
        return false;
    };
    let next = text[end..].chars().next().map(fold);
    let info = means.iter().any(|means| matches!(means, Means::Info(_)));
    match next {
        Some(':') => true,
        Some(c) => info && c.is_whitespace() && end > 3,
        None => true,
    }
}

/// 课程目 / 标：…: neither is a name, both together are.
fn halves_of_label(one: &str, two: &str) -> bool {
    if width(one) > HALF_LABEL || one.is_empty() || rules::exact(one).is_some() {
        return false;
    }
    let start: String = two.chars().take(HALF_LABEL).collect();
    let both = format!("{one}{start}");
    rules::prefix(&both).is_some_and(|(end, _)| {
        let next = both[end..].chars().next().map(fold);
        end > one.len() && (next == Some(':') || (next.is_none() && two.len() == start.len()))
    })
}

/// Puts lines of a single character each together: a head written downwards.
pub fn upright(items: &[Item]) -> Vec<Item> {
    let mut out: Vec<Item> = Vec::new();
    let mut at = 0;
    while at < items.len() {
        let (row, taken) = match upright_word(&items[at..]) {
            Some((row, taken)) => (Item::Line(row), taken),
            None => (items[at].clone(), 1),
        };
        out.push(row);
        at += taken;
    }
    out
}

/// The longest known word of lines of one character that starts here, and its lines.
fn upright_word(items: &[Item]) -> Option<(Row, usize)> {
    let mut word = Words::default();
    let mut best = None;
    let mut lines = 0;
    for (taken, item) in items.iter().take(2 * UPRIGHT).enumerate() {
        let Some(row) = item.row() else {
            break;
        };
        if row.words.is_blank() && lines > 0 {
            continue;
        }
        if !one_character(row) || lines == UPRIGHT {
            break;
        }
        word.push(&row.words.trimmed());
        lines += 1;
        if lines > 1 && reads(word.as_str()) {
            best = Some((word.clone(), taken + 1));
        }
    }
    let (words, taken) = best?;
    let first = items.first()?.row()?.clone();
    Some((Row { words, ..first }, taken))
}

/// Whether the word is known as a name or a head.
fn reads(word: &str) -> bool {
    rules::exact(word).is_some() || rules::column(word).is_some()
}

fn one_character(row: &Row) -> bool {
    let mut chars = row.words.as_str().trim().chars();
    let first = chars.next();
    first.is_some_and(|c| c.is_alphabetic() && !c.is_ascii()) && chars.next().is_none()
}
