//! Page numbers and running heads.

use std::collections::{BTreeMap, BTreeSet};

use super::{Item, Reason, Row};
use crate::import::marker::marker;
use crate::import::rules;
use crate::import::words::key;

/// Lines at either edge of a sheet that may be running heads.
const EDGE: usize = 2;
/// A line must stand at the edge of so many sheets.
const OFTEN: usize = 3;
/// Lines of the first sheet that may be the title.
const TITLE: usize = 8;
/// Characters of the longest running head.
const LONGEST: usize = 60;
/// What running heads talk about; only such a line is one where there are no sheets.
const HEADS: [&str; 4] = ["大纲", "大学", "学院", "课程标准"];

/// Which items are page numbers or running heads.
pub fn find(items: &[Item]) -> Vec<(usize, Reason)> {
    let sheets = sheets(items);
    let mut found = BTreeMap::new();
    found.extend(numbers(items, &sheets));
    found.extend(heads(items, &sheets, &found));
    found.extend(beside_numbers(items, &found));
    found.into_iter().collect()
}

/// The lines that are not blank, by sheet, as indices of items.
fn sheets(items: &[Item]) -> BTreeMap<usize, Vec<(usize, &Row)>> {
    let mut sheets: BTreeMap<usize, Vec<(usize, &Row)>> = BTreeMap::new();
    for (index, item) in items.iter().enumerate() {
        if let Item::Line(row) = item
            && !item.is_blank()
        {
            sheets.entry(row.sheet).or_default().push((index, row));
        }
    }
    sheets
}

fn numbers(items: &[Item], sheets: &BTreeMap<usize, Vec<(usize, &Row)>>) -> Vec<(usize, Reason)> {
    let mut found = Vec::new();
    for (index, item) in items.iter().enumerate() {
        if item
            .row()
            .is_some_and(|row| says_page(&key(row.words.as_str())))
        {
            found.push((index, Reason::PageNumber));
        }
    }
    // A bare number is one only where it grows with the sheets.
    let mut bare: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for (sheet, rows) in sheets {
        let edges = [rows.first(), rows.last()];
        for (index, row) in edges.into_iter().flatten() {
            if let Ok(number) = key(row.words.as_str()).parse::<i64>() {
                let ahead = number.saturating_sub(i64::try_from(*sheet).unwrap_or_default());
                bare.entry(ahead).or_default().push(*index);
            }
        }
    }
    let most = bare.into_values().max_by_key(Vec::len).unwrap_or_default();
    if most.len() >= OFTEN.min(sheets.len()).max(2) {
        found.extend(most.into_iter().map(|index| (index, Reason::PageNumber)));
    }
    found
}

/// 第3页, 第 3 页 共 10 页, - 3 -, 3/10, Page 3 of 10
fn says_page(key: &str) -> bool {
    if !key.contains(|c: char| c.is_ascii_digit()) || key.chars().count() > 16 {
        return false;
    }
    let shape: String = key.chars().filter(|c| !c.is_ascii_digit()).collect();
    let dashes = ["--", "——", "––", "-—"].contains(&shape.as_str());
    let page = [
        "第页",
        "第页共页",
        "第页,共页",
        "第页/共页",
        "页",
        "page",
        "pageof",
        "page/",
        "共页第页",
        "共页,第页",
    ];
    dashes || page.contains(&shape.as_str())
}

fn heads(
    items: &[Item],
    sheets: &BTreeMap<usize, Vec<(usize, &Row)>>,
    taken: &BTreeMap<usize, Reason>,
) -> Vec<(usize, Reason)> {
    let mut at_edge: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let mut on_sheets: BTreeMap<String, usize> = BTreeMap::new();
    for rows in sheets.values() {
        let rows: Vec<_> = rows
            .iter()
            .filter(|(i, _)| !taken.contains_key(i))
            .collect();
        let last = rows.len().saturating_sub(EDGE).max(EDGE.min(rows.len()));
        let edges = rows[..EDGE.min(rows.len())].iter().chain(&rows[last..]);
        let mut here = BTreeSet::new();
        for (index, row) in edges {
            if let Some(shape) = shape(row) {
                at_edge.entry(shape.clone()).or_default().insert(*index);
                here.insert(shape);
            }
        }
        for shape in here {
            *on_sheets.entry(shape).or_default() += 1;
        }
    }
    let often = OFTEN.max(sheets.len() / 3);
    let mut found = Vec::new();
    for (shape, indices) in &at_edge {
        if on_sheets.get(shape).is_some_and(|sheets| *sheets >= often) {
            let own = has_title_beside(sheets, shape);
            found.extend(
                indices
                    .iter()
                    .filter(|_| own)
                    .map(|at| (*at, Reason::RunningHead)),
            );
            found.extend(spare(indices, shape).into_iter().filter(|_| !own));
        }
    }
    if found.is_empty() && sheets.len() < OFTEN {
        found.extend(without_sheets(items, taken));
    }
    found
}

/// The title again, right behind a page number: the head of the next page.
fn beside_numbers(items: &[Item], taken: &BTreeMap<usize, Reason>) -> Vec<(usize, Reason)> {
    let rows = items
        .iter()
        .enumerate()
        .filter(|(_, item)| !item.is_blank());
    let rows: Vec<(usize, Option<&Row>)> = rows.map(|(at, item)| (at, item.row())).collect();
    let shape = |at: usize| rows.get(at).and_then(|(_, row)| shape((*row)?));
    let titles: Vec<String> = (0..EDGE).filter_map(shape).collect();
    let numbers = (0..rows.len()).filter(|at| taken.get(&rows[*at].0) == Some(&Reason::PageNumber));
    let behind = numbers.map(|at| at + 1).filter(|at| *at > EDGE);
    let again = behind.filter(|at| shape(*at).is_some_and(|shape| titles.contains(&shape)));
    let again = again.map(|at| (rows[at].0, Reason::RunningHead));
    again
        .filter(|(index, _)| !taken.contains_key(index))
        .collect()
}

/// A text about the school that stands many times alone on a line.
fn without_sheets(items: &[Item], taken: &BTreeMap<usize, Reason>) -> Vec<(usize, Reason)> {
    let mut all: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (index, item) in items.iter().enumerate() {
        let shape = item.row().and_then(shape);
        if let Some(shape) = shape.filter(|_| !taken.contains_key(&index))
            && HEADS.iter().any(|word| shape.contains(word))
        {
            all.entry(shape).or_default().insert(index);
        }
    }
    let often = all.iter().filter(|(_, indices)| indices.len() > OFTEN);
    often
        .flat_map(|(shape, indices)| spare(indices, shape))
        .collect()
}

/// Whether the first sheet has a title line beside this head.
fn has_title_beside(sheets: &BTreeMap<usize, Vec<(usize, &Row)>>, head: &str) -> bool {
    let first = sheets
        .values()
        .next()
        .map(Vec::as_slice)
        .unwrap_or_default();
    first.iter().take(TITLE).any(|(_, row)| {
        let words = key(row.words.as_str());
        let shape: String = words.chars().filter(|c| !c.is_ascii_digit()).collect();
        let title = rules::words::TITLES
            .iter()
            .any(|title| shape.contains(title));
        let plain = words.chars().count() <= LONGEST && !words.contains(['。', ',', ';']);
        title && plain && shape != head
    })
}

/// The first of them stays where it may be the title.
fn spare(indices: &BTreeSet<usize>, shape: &str) -> Vec<(usize, Reason)> {
    let title = rules::words::TITLES
        .iter()
        .any(|title| shape.contains(title));
    let spare = indices.iter().skip(usize::from(title));
    spare.map(|index| (*index, Reason::RunningHead)).collect()
}

/// The line without its numbers; none for lines that say something of their own.
fn shape(row: &Row) -> Option<String> {
    let words = row.words.as_str();
    let key = key(words);
    // … Syllabus 数据结构教学大纲 is one although a section may be called Syllabus.
    let titled = rules::words::TITLES
        .iter()
        .any(|title| key.ends_with(title) && key.chars().count() > title.chars().count() + 2);
    let named = words
        .split_whitespace()
        .any(|word| rules::exact(word).is_some() || rules::column(word).is_some())
        || rules::prefix(words).is_some();
    let own = marker(words).is_some()
        || key.chars().count() > LONGEST
        || (named && !titled)
        || key.ends_with(['。', ';', ',', '、', '?']);
    let shape: String = key.chars().filter(|c| !c.is_ascii_digit()).collect();
    let says = shape.chars().filter(|c| c.is_alphabetic()).count();
    (!own && says >= 3).then_some(shape)
}
