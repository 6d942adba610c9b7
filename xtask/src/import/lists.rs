//! Lists that stand in one line or over several: numbered items, fragments between marks.

use std::ops::Range;

use crate::import::marker::{Scheme, marker};
use crate::import::words::{Words, fold};

/// Characters of a fragment of a list that stands in one line.
const FRAGMENT: usize = 20;

/// Label and words of a numbered item; the label is blank where there is none.
pub fn numbered(words: &Words) -> (Words, Words) {
    let text = words.as_str();
    match marker(text) {
        Some(found) => (words.cut(0..found.label), words.cut(found.end..text.len())),
        None => (Words::default(), words.trimmed()),
    }
}

/// The items of a list in one line: `1.甲 2. 乙 3.丙`. A line that is none comes back whole.
pub fn enumerated(words: &Words) -> Vec<Words> {
    let text = words.as_str();
    let Some(first) = marker(text).filter(|found| counts(found.scheme)) else {
        return vec![words.trimmed()];
    };
    let mut cuts = vec![0];
    let mut next = first.number.saturating_add(1);
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let gap = before.is_whitespace() || matches!(fold(before), '。' | ';' | '?' | '!' | '.');
        if gap && at > first.end && !c.is_whitespace() {
            let found = marker(&text[at..]);
            if found.is_some_and(|found| found.scheme == first.scheme && found.number == next) {
                cuts.push(at);
                next = next.saturating_add(1);
            }
        }
        before = c;
    }
    pieces(words, &cuts)
}

fn counts(scheme: Scheme) -> bool {
    matches!(
        scheme,
        Scheme::Digit
            | Scheme::DigitBracket
            | Scheme::Circle
            | Scheme::HanBracket
            | Scheme::Decimal(_)
    )
}

fn pieces(words: &Words, cuts: &[usize]) -> Vec<Words> {
    let ends = cuts.iter().skip(1).copied().chain([words.as_str().len()]);
    let pieces = cuts
        .iter()
        .zip(ends)
        .map(|(start, end)| words.cut(*start..end));
    pieces.filter(|piece| !piece.is_blank()).collect()
}

/// The stretches between marks of a kind, without the marks.
pub fn between(text: &str, is_mark: impl Fn(char) -> bool) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match fold(c) {
            '(' | '《' | '“' => depth += 1,
            ')' | '》' | '”' => depth = depth.saturating_sub(1),
            folded if depth == 0 && is_mark(folded) => {
                out.push(start..at);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    out.push(start..text.len());
    let bare = out.into_iter().map(|range| {
        let words = &text[range.clone()];
        let start = range.start + words.len() - words.trim_start().len();
        start..start + words.trim().len()
    });
    bare.filter(|range| !range.is_empty()).collect()
}

/// The fragments of a line that lists short things, marks between them: 甲、乙；丙。 None
/// when the line reads as a sentence.
pub fn fragments(text: &str) -> Option<Vec<Range<usize>>> {
    let all = between(text, |c| matches!(c, '、' | ';' | ',' | '。' | '/'));
    let by_mark = between(text, |c| matches!(c, ';' | '。'));
    let short = |range: &Range<usize>| text[range.clone()].chars().count() <= FRAGMENT;
    if by_mark.len() >= 2 && by_mark.iter().all(short) {
        return Some(by_mark);
    }
    (all.len() >= 2 && all.iter().all(short)).then_some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_in_a_line() {
        let check = |text: &str, expected: &[&str]| {
            let items = enumerated(&Words::at(text, 0..text.len()));
            let items: Vec<_> = items.iter().map(Words::as_str).collect();
            assert_eq!(items, expected, "{text}");
        };
        check("1.甲 2. 乙。3.丙;", &["1.甲", "2. 乙。", "3.丙;"]);
        check("（1）甲；（2）乙", &["（1）甲；", "（2）乙"]);
        check("1.用第 2.0 版", &["1.用第 2.0 版"]);
        check("1.甲 3.乙", &["1.甲 3.乙"]);
        check("甲 1.乙", &["甲 1.乙"]);
    }

    #[test]
    fn fragments_of_a_line() {
        let check = |text: &str, expected: Option<&[&str]>| {
            let found = fragments(text);
            let found: Option<Vec<_>> =
                found.map(|all| all.into_iter().map(|r| &text[r]).collect());
            assert_eq!(found.as_deref(), expected, "{text}");
        };
        check(
            "栈的定义、栈的应用；队列。",
            Some(&["栈的定义、栈的应用", "队列"]),
        );
        check(
            "栈、队列、树（二叉树、森林）",
            Some(&["栈", "队列", "树（二叉树、森林）"]),
        );
        check("栈的定义", None);
        check(
            "本章讲解的内容是数据结构中最基本也最重要的那些，以及它们的各种应用",
            None,
        );
    }
}
