//! Sentences within a paragraph of a unit that say what the parts with headings say
//! elsewhere: 本章重点是…，难点是…。 and 结合…的事迹，引导学生….

use std::ops::Range;

use crate::import::flow::{Block, Para};
use crate::import::marker::marker;
use crate::import::outline::head::telling;
use crate::import::rules::phrases::{AIMS, CASES, CONCRETE};
use crate::import::words::{Words, fold};

/// Paragraphs cut where such a sentence starts and ends.
pub fn apart(body: &[Block]) -> Vec<Block> {
    let mut out = Vec::new();
    for block in body {
        match block.para().filter(|para| para.style == 0) {
            Some(para) if marker(para.words.as_str()).is_none() => {
                let pieces = cut(&para.words).into_iter();
                out.extend(pieces.map(|words| Block::Para(Para { words, style: 0 })));
            }
            _ => out.push(block.clone()),
        }
    }
    out
}

fn cut(words: &Words) -> Vec<Words> {
    let text = words.as_str();
    let mut cuts = vec![0];
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let start = cuts.last().copied().unwrap_or(0);
        let ends = matches!(fold(before), '。' | ';' | ',');
        let sentence = before == '。';
        before = c;
        if at == 0 || !ends {
            continue;
        }
        let tells = telling(&text[at..]).is_some();
        // In the midst of a sentence only behind another such: 重点是甲，难点是乙。
        let first = telling(&text[start..at]).is_some();
        let comma = text[..at].ends_with([',', '，']);
        if (tells && (first || !comma)) || (sentence && first) {
            cuts.push(at);
        }
    }
    let ends = cuts.iter().skip(1).copied().chain([text.len()]);
    let pieces = cuts
        .iter()
        .zip(ends)
        .map(|(start, end)| words.cut(*start..end));
    pieces.filter(|piece| !piece.is_blank()).collect()
}

/// Where a text tells 思政 items in its sentences: 结合甲的事迹，引导学生….
pub fn carriers(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if !matches!(c, '。' | '；') {
            continue;
        }
        out.extend(carrier(text, start..at));
        start = at + c.len_utf8();
    }
    out.extend(carrier(text, start..text.len()));
    out
}

fn carrier(text: &str, sentence: Range<usize>) -> Option<Range<usize>> {
    let words = &text[sentence.clone()];
    let aim = AIMS.iter().filter_map(|aim| words.find(aim)).min()?;
    let cases = CASES.iter().filter_map(|case| words.find(case));
    let case = cases.filter(|at| {
        // At the start of a clause: 在讲授…时，结合…; 本章以“…”为案例.
        let lead = &words[..*at];
        let clause = lead.rsplit(['，', ',']).next().unwrap_or(lead);
        clause.trim().chars().count() <= 2
    });
    let case = case.min().filter(|case| *case < aim)?;
    // 结合实际，引导学生… names nothing.
    CONCRETE
        .iter()
        .find(|word| words[case..aim].contains(**word))?;
    Some(sentence.start + case..sentence.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_points_in_a_paragraph() {
        for (text, expected) in [
            (
                "讲授甲。重点是乙；难点为丙。以丁为例。",
                "讲授甲。|重点是乙；|难点为丙。|以丁为例。",
            ),
            ("本章重点是甲，难点是乙。", "本章重点是甲，|难点是乙。"),
            ("掌握甲，重点是乙。", "掌握甲，重点是乙。"),
            ("1.掌握甲。重点是乙。", "1.掌握甲。重点是乙。"),
        ] {
            let para = Block::Para(Para {
                words: Words::at(text, 0..text.len()),
                style: 0,
            });
            let found = apart(&[para]);
            let found: Vec<String> = found
                .iter()
                .filter_map(|block| Some(block.para()?.words.as_str().to_owned()))
                .collect();
            assert_eq!(found.join("|"), expected);
        }
    }

    #[test]
    fn carriers_in_a_paragraph() {
        for (text, expected) in [
            (
                "在讲授简史时，结合甲的事迹，引导学生学习献身科学的精神。掌握乙。",
                "结合甲的事迹，引导学生学习献身科学的精神",
            ),
            (
                "本章以“甲”事件为案例，强化学生的责任意识。",
                "以“甲”事件为案例，强化学生的责任意识",
            ),
            ("通过教学，培养学生的责任意识。", ""),
            ("结合实际，培养学生的责任意识。", ""),
            ("要求学生结合实际掌握甲。", ""),
        ] {
            let found: Vec<&str> = carriers(text)
                .into_iter()
                .map(|range| &text[range])
                .collect();
            assert_eq!(found.join("|"), expected);
        }
    }
}
