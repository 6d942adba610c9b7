//! Shares told as a ratio: 平时成绩与期末成绩的比例为3:7.

use super::told::weight;
use crate::import::content::Weight;
use crate::import::lists;
use crate::import::rules::phrases::RATIO;
use crate::import::rules::words::TOTALS;
use crate::import::words::{Words, fold};

/// Characters of the longest name.
const NAME: usize = 16;

/// The shares of the first ratio whose numbers are as many as the names before it.
pub fn shares(paras: &[Words], whole: &Words) -> Vec<Weight> {
    let found = paras.iter().find_map(|words| ratio(words, whole));
    found.unwrap_or_default()
}

fn ratio(words: &Words, whole: &Words) -> Option<Vec<Weight>> {
    let text = words.as_str();
    let (start, numbers) = numbers(text)?;
    let sum: f64 = numbers.iter().sum();
    let from = text[..start].rfind(['。', '；', '：']).map_or(0, |at| {
        at + text[at..].chars().next().map_or(0, char::len_utf8)
    });
    let mut named = words.cut(from..start);
    let mut total = whole.clone();
    if let Some(name) = TOTALS
        .iter()
        .find(|name| named.as_str().starts_with(**name))
    {
        total = named.cut(0..name.len());
        named = named.cut(name.len()..named.as_str().len());
    }
    named = bare(named);
    let names = names(&named);
    if names.len() != numbers.len() {
        return None;
    }
    let rows = names.into_iter().zip(&numbers).map(|(name, number)| {
        let mut row = weight(total.clone(), name, number * 100.0 / sum);
        row.doubt = Some("原文写的是比，这里换算成百分数".to_owned());
        row
    });
    Some(rows.collect())
}

/// 3:7, 2：3：5: where it starts, and its numbers, which make ten or a hundred.
fn numbers(text: &str) -> Option<(usize, Vec<f64>)> {
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| fold(c).is_ascii_digit()) {
        let start = at + start;
        let length = text[start..]
            .find(|c: char| !fold(c).is_ascii_digit() && fold(c) != ':')
            .unwrap_or(text.len() - start);
        let folded: String = text[start..start + length].chars().map(fold).collect();
        let found: Vec<f64> = folded.split(':').filter_map(|n| n.parse().ok()).collect();
        let sum: f64 = found.iter().sum();
        let whole = (sum - 10.0).abs() < 1e-9 || (sum - 100.0).abs() < 1e-9;
        if found.len() > 1 && found.len() == folded.split(':').count() && whole {
            return Some((start, found));
        }
        at = start + length;
    }
    None
}

/// Without the words around the names: 由…构成，比例为.
fn bare(mut words: Words) -> Words {
    loop {
        let text = words.as_str();
        let trimmed = text.trim_matches([' ', '，', ',', '、', '=', '＝']);
        if trimmed.len() < text.len() {
            let lead = text.find(trimmed).unwrap_or(0);
            words = words.cut(lead..lead + trimmed.len());
            continue;
        }
        let head = RATIO.iter().find(|word| text.starts_with(**word));
        let tail = RATIO.iter().find(|word| text.ends_with(**word));
        match (head, tail) {
            (Some(word), _) => words = words.cut(word.len()..text.len()),
            (None, Some(word)) => words = words.cut(0..text.len() - word.len()),
            (None, None) => return words,
        }
    }
}

fn names(words: &Words) -> Vec<Words> {
    let text = words.as_str();
    let parts = lists::between(text, |c| matches!(c, '、' | '和' | '与' | '及' | '+' | ','));
    let names = parts.into_iter().map(|range| words.cut(range));
    let fits = |name: &Words| {
        let text = name.as_str();
        text.chars().count() <= NAME && text.chars().any(char::is_alphabetic)
    };
    names.filter(fits).collect()
}
