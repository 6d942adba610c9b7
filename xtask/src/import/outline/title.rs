//! Titles that end in their class hours: 数据（2学时）, 栈 4学时.

use crate::import::words::{Words, fold, width};

/// Class hours as a heading prints them.
#[derive(Debug, Clone, PartialEq)]
pub struct Hours {
    /// How many; the sum where several are printed.
    pub value: f64,
    /// Whether it is a sum of ours.
    pub summed: bool,
    /// The printed words.
    pub words: Words,
}

/// What class hours are called.
const UNITS: [&str; 7] = ["学时", "课时", "节课", "小时", "hours", "hrs", "h"];
/// Brackets that hours stand in.
const OPEN: [char; 4] = ['(', '（', '【', '['];
/// Characters of the longest statement of hours.
const LONGEST: usize = 40;
/// Columns of a title after which a colon or full stop ends it.
const TITLE: usize = 60;

/// Title, what stands behind it, and hours.
pub fn split(words: &Words) -> (Words, Words, Option<Hours>) {
    let text = words.as_str();
    let stop = text
        .char_indices()
        .find(|(_, c)| matches!(fold(*c), ':' | '。'));
    let (line, inline) = match stop {
        // 绪论（2学时）：数据结构的概念
        Some((at, c)) if width(text) > TITLE && at > 0 => {
            (words.cut(0..at), words.cut(at + c.len_utf8()..text.len()))
        }
        _ => (words.clone(), Words::default()),
    };
    match hours_at_end(line.as_str()) {
        Some(at) if at > 0 => {
            let said = line.cut(at..line.as_str().len());
            let hours = hours(&said);
            if hours.is_some() {
                return (line.cut(0..at), inline, hours);
            }
            (line, inline, None)
        }
        _ => (line, inline, None),
    }
}

/// The hours that words say: a number before 学时, the whole where several are said.
pub fn hours(words: &Words) -> Option<Hours> {
    let numbers = numbers(words.as_str());
    let whole = words.as_str().contains(['共', '总']);
    let value = match numbers.as_slice() {
        [] => return None,
        [one] => *one,
        [first, ..] if whole => *first,
        // 6（4+2）: the first is the sum of the others.
        [first, rest @ ..] if (rest.iter().sum::<f64>() - first).abs() < 1e-9 => *first,
        all => all.iter().sum(),
    };
    let summed = !numbers.iter().any(|n| (n - value).abs() < 1e-9);
    (value.is_finite() && value < 1000.0).then(|| Hours {
        value,
        summed,
        words: words.clone(),
    })
}

/// All numbers in a text.
pub fn numbers(text: &str) -> Vec<f64> {
    let folded: String = text.chars().map(fold).collect();
    let parts = folded.split(|c: char| !c.is_ascii_digit() && c != '.');
    parts
        .filter_map(|part| part.trim_matches('.').parse().ok())
        .collect()
}

/// Where a statement of hours at the end of a title starts.
fn hours_at_end(text: &str) -> Option<usize> {
    let bare = text.trim_end().trim_end_matches([')', '）', '】', ']']);
    let lower = bare.to_ascii_lowercase();
    let unit = UNITS.iter().find(|unit| lower.ends_with(*unit));
    let bracket = bare.len() < text.trim_end().len();
    if bracket {
        let open = bare.rfind(OPEN)?;
        let inner = &bare[open..];
        let counts = UNITS.iter().any(|unit| inner.contains(unit))
            || is_number(inner.trim_start_matches(OPEN));
        let short = inner.chars().count() <= LONGEST;
        return (counts && short && !numbers(inner).is_empty()).then_some(open);
    }
    let before = bare.len() - unit?.len();
    let digits = bare[..before].trim_end();
    let start = digits.trim_end_matches(|c: char| fold(c).is_ascii_digit() || fold(c) == '.');
    (start.len() < digits.len()).then_some(start.len())
}

fn is_number(text: &str) -> bool {
    text.trim().parse::<f64>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles() {
        let check = |text: &str, title: &str, inline: &str, expected: Option<f64>| {
            let (found, rest, hours) = split(&Words::at(text, 0..text.len()));
            let hours = hours.map(|hours| hours.value);
            assert_eq!(
                (found.as_str(), rest.as_str(), hours),
                (title, inline, expected),
                "{text}"
            );
        };
        check("绪论", "绪论", "", None);
        check("绪论（2学时）", "绪论", "", Some(2.0));
        check("绪论 4 学时", "绪论", "", Some(4.0));
        check("绪论4学时", "绪论", "", Some(4.0));
        check("绪论（讲授4学时，实验2学时）", "绪论", "", Some(6.0));
        check("绪论（共6学时：讲授4，实验2）", "绪论", "", Some(6.0));
        check("栈（Stack）", "栈（Stack）", "", None);
        check("Lists (3 hours)", "Lists", "", Some(3.0));
        check("Graph", "Graph", "", None);
        check(
            "The Humanities: Out of Date? (6 hours)",
            "The Humanities: Out of Date?",
            "",
            Some(6.0),
        );
        let inline = "数据结构的概念、算法和算法分析、抽象数据类型的表示与实现";
        check(
            &format!("绪论（2学时）：{inline}"),
            "绪论",
            inline,
            Some(2.0),
        );
    }
}
