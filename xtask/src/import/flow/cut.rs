//! Headings that stick to the end of the line before, or to each other.

use crate::import::marker::{Marker, Scheme, marker};
use crate::import::rules::{self, names::Means};
use crate::import::words::{Words, fold};

/// Characters of the longest heading that is cut loose.
const LONGEST: usize = 40;
/// Bytes of the longest name in brackets.
const BRACKETED: usize = 90;

/// The pieces of a line, a heading at the start of each but the first.
pub fn cut(words: &Words) -> Vec<Words> {
    let text = words.as_str();
    let mut cuts = vec![0];
    let mut before: Option<char> = None;
    let mut spaced = false;
    // A bracket without its partner is looked for from the last gap on.
    let mut gap = 0;
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            spaced = true;
            continue;
        }
        let after_sentence = before.is_some_and(ends_sentence);
        if at > 0 {
            let start = cuts.last().copied().unwrap_or(0);
            // 重点 Key points: both languages are one name.
            let named = at - start <= BRACKETED && rules::exact(&text[start..at]).is_some();
            // 2. 讨论：…: the number belongs to what it numbers.
            let number = marker(&text[start..at]).is_some_and(|found| start + found.end >= at);
            if !named && !number && starts_here(&text[at..], after_sentence, spaced) {
                cuts.push(at);
            }
            if spaced || after_sentence {
                gap = at;
            }
        }
        if fold(c) == '】' && gap > 0 && lost_bracket(&text[gap..at]) {
            cuts.push(gap);
        }
        before = Some(c);
        spaced = false;
    }
    cuts.sort_unstable();
    cuts.dedup();
    let ends = cuts.iter().skip(1).copied().chain([text.len()]);
    let pieces = cuts
        .iter()
        .zip(ends)
        .map(|(start, end)| words.cut(*start..end));
    pieces.filter(|piece| !piece.is_blank()).collect()
}

fn ends_sentence(c: char) -> bool {
    matches!(fold(c), '。' | ';' | '!' | '?' | '】' | '.')
}

/// Whether a heading starts where this text starts, in the middle of a line.
fn starts_here(rest: &str, after_sentence: bool, spaced: bool) -> bool {
    if let Some(inner) = rest.strip_prefix(['【', '［', '〖', '[']) {
        let mut chars = inner.char_indices().take(BRACKETED);
        let end = chars
            .find(|(_, c)| fold(*c) == '】' || *c == ']')
            .map(|(end, _)| end);
        return end.is_some_and(|end| rules::exact(&inner[..end]).is_some());
    }
    if !after_sentence && !spaced {
        return false;
    }
    if let Some(found) = marker(rest) {
        return marked(rest, &found, after_sentence);
    }
    let Some((end, means)) = rules::prefix(rest) else {
        return false;
    };
    // Course information stands in rows: it is taken apart where fields are read.
    let info = means.iter().any(|means| matches!(means, Means::Info(_)));
    let colon = rest[end..].trim_start().starts_with([':', '：']);
    // A Latin word goes on with others: Teaching objectives.
    let latin = rest.starts_with(|c: char| c.is_ascii()) && !after_sentence;
    colon && !info && !latin && end > 3
}

/// A numbered heading: a unit or section after a sentence, or a known name after a gap.
fn marked(rest: &str, found: &Marker, after_sentence: bool) -> bool {
    let words = &rest[found.end..];
    match found.scheme {
        Scheme::Unit(_) | Scheme::Section => {
            let short = words.chars().count() <= LONGEST;
            after_sentence && short && !words.contains(['。', '；', ';'])
        }
        Scheme::Han | Scheme::HanBracket => rules::prefix(words).is_some_and(|(end, _)| {
            let next = words[end..].chars().next().map(fold);
            next.is_none_or(|c| c.is_whitespace() || c == ':')
        }),
        _ => false,
    }
}

/// 教学目的要求】: a name whose first bracket is missing.
fn lost_bracket(name: &str) -> bool {
    name.len() <= BRACKETED && !name.contains(['【', '［']) && rules::exact(name).is_some()
}
