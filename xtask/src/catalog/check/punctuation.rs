//! Punctuation: two marks where one belongs, half-width marks between Chinese characters.

use std::ops::Range;

use crate::catalog::check::said::{Said, is_han, own};
use crate::catalog::check::sheet::{Leaf, Sheet};
use crate::catalog::written::Str;
use crate::diagnostic::Diagnostic;

/// Marks that part what is said.
const FULL: &str = "，。；：、？！";
const HALF: &str = ",;:?!";

/// More strays than this are the document's manner.
const MANNER: usize = 12;

/// Two marks in a row.
pub fn doubled(sheet: &Sheet<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (leaf, text) in sheet.printed() {
        let said = leaf.said(text).unwrap_or_default();
        for at in 1..said.len() {
            let (a, b) = (said[at - 1].c, said[at].c);
            if !is_doubled(a, b) {
                continue;
            }
            let finding =
                Diagnostic::warning("punctuation-doubled", format!("two marks in a row: {a}{b}"))
                    .zh(format!("两个标点连在一起：{a}{b}"))
                    .help("keep the text as printed and add an [[erratum]]");
            findings.extend(
                own(&said, at - 1..at + 1).map(|range| sheet.mark(leaf, text, range, finding)),
            );
        }
    }
    findings
}

fn is_doubled(a: char, b: char) -> bool {
    let stop = |c: char| "，。；：、,;".contains(c);
    // ！！ and ？！ are meant; “::” and “...” are no Chinese.
    stop(a) && (stop(b) || matches!(b, '.' | ':' | '．')) || a == ':' && "，。；：、,;".contains(b)
}

/// Half-width marks between Chinese characters: each where they are strays, one finding
/// where the document prints them throughout.
pub fn half_width(sheet: &Sheet<'_>) -> Vec<Diagnostic> {
    let mut strays: Vec<Stray<'_, '_>> = Vec::new();
    let mut full = 0;
    for (leaf, text) in sheet.printed() {
        let said = leaf.said(text).unwrap_or_default();
        full += said
            .iter()
            .filter(|said| !said.by_item && FULL.contains(said.c))
            .count();
        for at in between_han(&said) {
            let range = own(&said, at..at + 1);
            strays.extend(range.map(|range| Stray {
                leaf,
                text,
                range,
                mark: said[at].c,
            }));
        }
    }
    let throughout = strays.len() > full || strays.len() > MANNER;
    let shown = if throughout { 1 } else { strays.len() };
    let count = strays.len();
    let finding = |stray: Stray<'_, '_>| {
        let mark = stray.mark;
        let (message, zh) = match throughout {
            true => (
                format!(
                    "half-width punctuation between Chinese characters, {count} times in this syllabus"
                ),
                format!("汉字之间用半角标点，整份大纲有 {count} 处"),
            ),
            false => (
                format!("a half-width {mark} between Chinese characters"),
                format!("汉字之间的半角“{mark}”"),
            ),
        };
        let finding = Diagnostic::note("half-width", message)
            .zh(zh)
            .help("in a syllabus of yours, use full-width marks; a document's own stay as printed");
        sheet.mark(stray.leaf, stray.text, stray.range, finding)
    };
    strays.into_iter().take(shown).map(finding).collect()
}

struct Stray<'s, 'a> {
    leaf: &'s Leaf<'a>,
    text: &'a Str,
    range: Range<usize>,
    mark: char,
}

/// Indices of half-width marks with a Chinese character on either side.
fn between_han(said: &[Said]) -> Vec<usize> {
    let next = |at: usize| {
        let mut rest = said[at + 1..].iter().map(|said| said.c);
        rest.find(|c| !c.is_whitespace())
    };
    let is_stray = |at: &usize| {
        let before = at.checked_sub(1).map(|before| said[before].c);
        HALF.contains(said[*at].c)
            && before.is_some_and(|c| is_han(c) || "”’》）".contains(c))
            && next(*at).is_some_and(|c| is_han(c) || "“‘《（".contains(c))
    };
    (0..said.len()).filter(is_stray).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_in_a_row() {
        for pair in ["，，", ",,", "，.", "、。", "；；", "：:", ":："] {
            let mut chars = pair.chars();
            let pair = (
                chars.next().unwrap_or_default(),
                chars.next().unwrap_or_default(),
            );
            assert!(is_doubled(pair.0, pair.1), "{pair:?}");
        }
        for pair in [
            "！！", "？！", "……", "——", "::", "..", "》，", ".，", "，“", "？。",
        ] {
            let mut chars = pair.chars();
            let pair = (
                chars.next().unwrap_or_default(),
                chars.next().unwrap_or_default(),
            );
            assert!(!is_doubled(pair.0, pair.1), "{pair:?}");
        }
    }

    #[test]
    fn half_width_marks() {
        let check = |text: &str, expected: usize| {
            let said: Vec<Said> = text
                .chars()
                .map(|c| Said {
                    c,
                    range: 0..0,
                    by_item: false,
                })
                .collect();
            assert_eq!(between_han(&said).len(), expected, "{text}");
        };
        check("理论,实践;应用", 2);
        check("课程目标: 培养", 1);
        check("《客户》,张亮", 1);
        check("a,b；CRM, 客户；3:5", 0);
        check("课程名称:", 0);
        check("，全角。", 0);
    }
}
