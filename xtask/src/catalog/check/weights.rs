//! Grading: shares that make 100 per cent, level by level.
//!
//! Documents write shares in three ways: of a category (作业 20% of 平时成绩), of the whole
//! (作业 8%, 期末 60%), and in a sentence (平时 40%，期末 60%), which may go on with the shares
//! within a part. A level is right when any of these readings makes it whole.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::catalog::check::hours::{bad_numbers, near};
use crate::catalog::check::numeral::per_cent;
use crate::catalog::check::sheet::{Leaf, Sheet};
use crate::catalog::kinds::CourseKind;
use crate::catalog::written::{CourseSection, Weight};
use crate::diagnostic::Diagnostic;

/// More shares than this in one text are no grading.
const MOST: usize = 40;
/// What stands before a per cent that is no share.
const LIMITS_BEFORE: &[&str] = &[
    "超过", "达到", "低于", "高于", "少于", "不足", "大于", "小于", "至少", "缺课", "缺勤",
];
/// What stands after a per cent that is no share.
const LIMITS_AFTER: &[&str] = &["以上", "以下", "以内", "及以", "者"];

/// Shares of a level that do not make 100 per cent.
pub fn sums(sheet: &Sheet<'_>) -> Vec<Diagnostic> {
    let (Some(course), Some(leaf)) = (&sheet.written.course, sheet.leaf(0)) else {
        return Vec::new();
    };
    let sections = course.value.section.iter();
    sections
        .flat_map(|section| in_section(sheet, leaf, section))
        .collect()
}

/// Numbers of per cent that nothing can have.
pub fn numbers(sheet: &Sheet<'_>) -> Vec<Diagnostic> {
    let course = sheet.written.course.iter();
    let weights = course
        .flat_map(|course| &course.value.section)
        .flat_map(|section| &section.weight);
    bad_numbers(sheet, weights.filter_map(|weight| weight.percent.as_ref()))
}

fn in_section(sheet: &Sheet<'_>, leaf: &Leaf<'_>, section: &CourseSection) -> Vec<Diagnostic> {
    let text = section.text.as_ref();
    let is_grading = *section.kind.get_ref() == CourseKind::Assessment;
    let shares = text
        .filter(|_| is_grading)
        .map(|text| shares(text.get_ref()))
        .unwrap_or_default();
    let values: Vec<f64> = shares.iter().map(|(value, _)| *value).collect();
    let mut findings = table(leaf, &section.weight, &values);
    // Rows that say all that the text says, and add up, say how to read it.
    let sorted = |mut shares: Vec<f64>| {
        shares.sort_by(f64::total_cmp);
        shares
    };
    let rows = section.weight.iter();
    let rows = rows.filter_map(|row| row.percent.as_ref().map(|share| *share.get_ref()));
    let read = findings.is_empty() && sorted(rows.collect()) == sorted(values.clone());
    let fits = read || fit(&values);
    if let (Some(text), Some((_, first)), false) = (text, shares.first(), fits) {
        let sum: f64 = values.iter().sum();
        let end = shares.last().map_or(first.end, |(_, range)| range.end);
        let finding = wrong("this text", "文字里", sum);
        findings.push(sheet.mark(leaf, text, first.start..end, finding));
    }
    findings
}

/// The rows of a table, category by category.
fn table(leaf: &Leaf<'_>, weights: &[Weight], in_text: &[f64]) -> Vec<Diagnostic> {
    let mut sums: BTreeMap<&str, (f64, Range<usize>)> = BTreeMap::new();
    for weight in weights {
        if let Some(percent) = &weight.percent {
            let category = weight.category.get_ref().as_str();
            let first = || (0.0, percent.span());
            sums.entry(category).or_insert_with(first).0 += percent.get_ref();
        }
    }
    let of_the_whole: f64 = sums.values().map(|(sum, _)| sum).sum();
    if near(of_the_whole, 100.0) {
        return Vec::new();
    }
    let whole = |sum: f64| near(sum, 100.0) || in_text.iter().any(|share| near(*share, sum));
    // 平时成绩 is 30 % of the whole in one row, and the category of rows that make 30 %.
    let part = |category: &str, sum: f64| {
        let mut rows = weights.iter().filter(|weight| {
            let item = weight.item.as_ref().map(|item| item.get_ref().as_str());
            item == Some(category)
        });
        rows.any(|row| {
            row.percent
                .as_ref()
                .is_some_and(|share| near(*share.get_ref(), sum))
        })
    };
    let odd = sums
        .into_iter()
        .filter(|(category, (sum, _))| !whole(*sum) && !part(category, *sum));
    odd.map(|(category, (sum, span))| {
        let name = format!("“{category}”");
        leaf.file.at(wrong(&name, &name, sum), span)
    })
    .collect()
}

fn wrong(what: &str, zh: &str, sum: f64) -> Diagnostic {
    let message = format!("the shares of {what} make {sum} %, not 100 %");
    Diagnostic::warning("weights-sum", message)
        .zh(format!("{zh}各项加起来是 {sum}%，不是 100%"))
        .help("mend the share that is wrong; if the document says so, allow it with a reason")
}

/// The shares a sentence names, with their byte ranges.
fn shares(text: &str) -> Vec<(f64, Range<usize>)> {
    let mut out = Vec::new();
    for (at, sign) in text.match_indices(['%', '％']) {
        let before = text[..at].trim_end();
        let digits = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        let words = digits.trim_end();
        let after = text[at + sign.len()..].trim_start();
        let limit = LIMITS_BEFORE.iter().any(|limit| words.ends_with(limit))
            || LIMITS_AFTER.iter().any(|limit| after.starts_with(limit));
        if let (Ok(value), false) = (before[digits.len()..].parse(), limit) {
            out.push((value, digits.len()..at + sign.len()));
        }
    }
    for (at, _) in text.match_indices("百分之") {
        if let Some((value, length)) = per_cent(&text[at..]) {
            out.push((value, at..at + length));
        }
    }
    out.sort_by_key(|(_, range)| range.start);
    out
}

/// Whether the shares can be read as one level that makes 100, followed by levels that make
/// 100 or one of the shares before them.
fn fit(shares: &[f64]) -> bool {
    if shares.is_empty() || shares.len() > MOST {
        return true;
    }
    let mut fits = vec![false; shares.len() + 1];
    fits[0] = true;
    for start in 0..shares.len() {
        let mut sum = 0.0;
        for end in start + 1..=shares.len() {
            sum += shares[end - 1];
            let part = start > 0 && shares[..start].iter().any(|share| near(*share, sum));
            // The only share of a text says nothing about the others.
            let alone = shares.len() == 1;
            fits[end] |= fits[start] && (near(sum, 100.0) || part || alone);
        }
    }
    fits[shares.len()] || nested(shares)
}

/// 平时 40%（作业 20%，讨论 20%），期末 60%: parts stand right behind their whole.
fn nested(shares: &[f64]) -> bool {
    let mut top = 0.0;
    let mut at = 0;
    while at < shares.len() {
        top += shares[at];
        let mut sum = 0.0;
        let parts = shares[at + 1..].iter().position(|share| {
            sum += share;
            near(sum, shares[at]) || near(sum, 100.0)
        });
        // A level of one part is no level.
        at += 1 + parts.filter(|last| *last > 0).map_or(0, |last| last + 1);
    }
    near(top, 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels() {
        let check = |text: &str, expected: bool| {
            let values: Vec<f64> = shares(text).iter().map(|(value, _)| *value).collect();
            assert_eq!(fit(&values), expected, "{text} {values:?}");
        };
        check("最终成绩 平时考核成绩占 40%，期末考核成绩占 60%", true);
        check("平时 40％，期末 50％", false);
        check(
            "笔试（70%）+平时（30%）。平时成绩：考勤 10%、作业 20%",
            true,
        );
        check("平时 40%（作业 20%、讨论 20%），期末 60%", true);
        check("平时 40%（作业 50%、讨论 50%），期末 60%", true);
        check("平时 40%（作业 20%、讨论 15%），期末 60%", false);
        check("平时 40%，期末 60%。平时：笔记 10%、作业 20%", false);
        check("缺课超过 30% 者不得参加考试；平时占 50%，期末占 50%", true);
        check("到课 80% 以上", true);
        check("期末占 60%", true);
        check("考查", true);
        check("% 百分之", true);
        check(
            "平时占百分之三十（作业20%，考勤10%），期末占百分之七十",
            true,
        );
        check("平时占百分之三十，期末占百分之六十", false);
        check("平时33.3%，期中33.3%，期末33.4%", true);
    }
}
