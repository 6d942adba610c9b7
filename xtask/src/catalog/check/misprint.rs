//! Words that stand twice: 提高提高, 的的, “the the”.

use std::ops::Range;

use crate::catalog::check::said::{Said, is_han, own};
use crate::catalog::check::sheet::Sheet;
use crate::diagnostic::Diagnostic;

/// Characters of the longest repetition that is looked for.
const LONGEST: usize = 8;
/// Function words that stand twice only by mistake, with the characters before and after
/// them that make it no mistake (目的的, 为了了解, 参与与).
const TWICE: &[(char, &str, &str)] = &[
    ('的', "目标有众", "确士"),
    ('了', "为除", "解然如"),
    ('和', "总饱中温缓平", "气睦谐"),
    ('与', "参赋赠给", ""),
    ('及', "涉波危普遍", "时格"),
    ('或', "", ""),
];
/// What a repetition may start with: 一步一步, 一个一个.
const ON_PURPOSE: [char; 6] = ['一', '两', '几', '每', '越', '又'];

/// Words that are printed twice in a row.
pub fn doubled_words(sheet: &Sheet<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (leaf, text) in sheet.printed() {
        let said = leaf.said(text).unwrap_or_default();
        for found in doubled(&said) {
            let words: String = said[found.clone()].iter().map(|said| said.c).collect();
            let finding = Diagnostic::warning("words-doubled", format!("“{words}” says the same twice"))
                .zh(format!("“{words}”说了两遍"))
                .help("keep the text as printed and add an [[erratum]]; if it is meant, allow it with a reason");
            findings.extend(own(&said, found).map(|range| sheet.mark(leaf, text, range, finding)));
        }
    }
    findings
}

/// The stretches that say the same twice, as indices.
fn doubled(said: &[Said]) -> Vec<Range<usize>> {
    let chars: Vec<char> = said.iter().map(|said| said.c).collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let length = repeated(&chars, at)
            .or_else(|| function_word(&chars, at))
            .or_else(|| latin(&chars, at));
        if let Some(length) = length {
            out.push(at..at + length);
        }
        at += length.unwrap_or(1);
    }
    out
}

/// 提高提高: the length of both together.
fn repeated(chars: &[char], at: usize) -> Option<usize> {
    let rest = &chars[at..];
    if ON_PURPOSE.contains(rest.first()?) {
        return None;
    }
    (2..=LONGEST.min(rest.len() / 2)).rev().find_map(|length| {
        let (word, again) = (&rest[..length], &rest[length..2 * length]);
        let varied = word.iter().any(|c| *c != word[0]);
        (word == again && varied && word.iter().all(|c| is_han(*c))).then_some(2 * length)
    })
}

/// 的的
fn function_word(chars: &[char], at: usize) -> Option<usize> {
    let (_, before, after) = TWICE
        .iter()
        .find(|(word, _, _)| chars.get(at) == Some(word) && chars.get(at + 1) == Some(word))?;
    let meant = |near: Option<&char>, by: &str| near.is_some_and(|c| by.contains(*c));
    let previous = at.checked_sub(1).and_then(|before| chars.get(before));
    (!meant(previous, before) && !meant(chars.get(at + 2), after)).then_some(2)
}

/// “the the”: a word of letters, a space, the same word.
fn latin(chars: &[char], at: usize) -> Option<usize> {
    let letter = |c: &char| c.is_ascii_alphabetic();
    if at > 0 && chars.get(at - 1).is_some_and(letter) {
        return None;
    }
    let word = chars[at..].iter().take_while(|c| letter(c)).count();
    let end = at + 2 * word + 1;
    let again = chars.get(at + word + 1..end)?;
    let same = again
        .iter()
        .zip(&chars[at..])
        .all(|(a, b)| a.eq_ignore_ascii_case(b));
    let whole = !chars.get(end).is_some_and(letter);
    (word > 1 && chars[at + word] == ' ' && same && whole).then_some(end - at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_stand_twice() {
        let check = |text: &str, expected: &str| {
            let said: Vec<Said> = text
                .chars()
                .map(|c| Said {
                    c,
                    range: 0..0,
                    by_item: false,
                })
                .collect();
            let found: Vec<String> = doubled(&said)
                .into_iter()
                .map(|range| said[range].iter().map(|said| said.c).collect())
                .collect();
            assert_eq!(found.join("|"), expected, "{text}");
        };
        check("怎样提高提高粉丝客户的黏度？", "提高提高");
        check("客户关系客户关系管理", "客户关系客户关系");
        check("学习的的内容，了解和和掌握", "的的|和和");
        check("the the customer", "the the");
        check("教学目的的确定；为了了解客户；参与与合作", "");
        check("一步一步地学，一个一个地做", "");
        check("高高兴兴，认认真真，人人都学", "");
        check("客户，客户", "");
        check("in the theory", "");
        check("CRM CRM系统", "CRM CRM");
        check("哈哈哈哈", "");
        check("", "");
        check("客户户", "");
    }
}
