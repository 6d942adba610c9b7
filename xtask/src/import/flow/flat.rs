//! Tables of which an extractor left lines only: they start with a line of column heads and
//! end where something else is headed.

use std::rc::Rc;

use super::{Grid, GridCell};
use crate::import::course::hours::sums_up;
use crate::import::marker::{Scheme, marker};
use crate::import::rules::columns::Column;
use crate::import::rules::names::Means;
use crate::import::rules::{self};
use crate::import::sift::Item;
use crate::import::words::{Words, fold, width};

/// So many heads make a table.
const FEWEST: usize = 3;
/// Lines over which heads may be spread.
const SPREAD: usize = 12;
/// Columns of a line that is no cell.
const PROSE: usize = 72;

/// The columns that a line heads, if it does nothing else.
pub fn heads(line: &str) -> Option<Vec<Column>> {
    let columns: Option<Vec<Column>> = line.split_whitespace().map(rules::column).collect();
    columns.filter(|columns| !columns.is_empty())
}

/// The end of a flattened table that starts at an item; none when none starts there.
pub fn end(items: &[Item], start: usize) -> Option<usize> {
    let (columns, mut at) = head(items, start)?;
    let counted = columns.iter().any(|column| {
        matches!(
            column,
            Column::Hours | Column::Percent | Column::Theory | Column::Practice | Column::Week
        )
    });
    let mut last_unit = 0;
    while let Some(item) = items.get(at) {
        let Item::Line(row) = item else {
            break;
        };
        let words = row.words.as_str().trim();
        let ahead = || next_words(items, at + 1);
        if !words.is_empty() && ends(words, counted, &mut last_unit, ahead) {
            break;
        }
        at += 1;
    }
    Some(at)
}

/// The columns and the first item after the heads.
fn head(items: &[Item], start: usize) -> Option<(Vec<Column>, usize)> {
    let mut columns = Vec::new();
    let mut at = start;
    let mut lines = 0;
    while lines < SPREAD {
        let Some(Item::Line(row)) = items.get(at) else {
            break;
        };
        if !row.words.is_blank() {
            let Some(more) = heads(row.words.as_str()) else {
                break;
            };
            columns.extend(more);
            lines += 1;
        }
        at += 1;
        if lines == 1 && columns.len() >= FEWEST {
            break;
        }
    }
    let of_table = columns.iter().any(|column| {
        use Column::{Category, Hours, Number, Percent, Step, Student, Teacher, Theory, Week};
        matches!(
            column,
            Number | Hours | Percent | Step | Teacher | Student | Week | Category | Theory
        )
    });
    (columns.len() >= FEWEST && of_table).then_some((columns, at))
}

fn ends<'a>(
    words: &'a str,
    counted: bool,
    last_unit: &mut u32,
    ahead: impl Fn() -> Option<&'a str>,
) -> bool {
    let Some(found) = marker(words) else {
        return unmarked(words, counted);
    };
    let rest = &words[found.end..];
    match found.scheme {
        Scheme::Unit(_) => {
            let numbered = ends_in_number(words) || ahead().is_some_and(ends_in_number);
            let row = counted && numbered && found.number > *last_unit;
            *last_unit = found.number;
            !row
        }
        Scheme::Han | Scheme::HanBracket => {
            let named = rules::exact(rest).is_some() || rules::within(rest).is_some();
            named || !ends_in_number(words)
        }
        _ => false,
    }
}

fn unmarked(words: &str, counted: bool) -> bool {
    if heads(words).is_some() {
        return false;
    }
    if words.starts_with('【') || words.ends_with('】') {
        return true;
    }
    let headed = |means: &[Means]| {
        let above = |means: &Means| matches!(means, Means::Course(_) | Means::Part(_));
        means.iter().any(above)
    };
    if rules::exact(words).is_some_and(headed) {
        return rules::words::STEPS.iter().all(|step| *step != words);
    }
    let named = rules::prefix(words).is_some_and(|(end, means)| {
        let colon = words[end..].chars().next().map(fold) == Some(':');
        colon && (headed(means) || means.iter().any(|m| matches!(m, Means::Info(_))))
    });
    named
        || (counted
            && width(words) >= PROSE
            && !ends_in_number(words)
            && !words.contains(['%', '％']))
}

fn next_words(items: &[Item], from: usize) -> Option<&str> {
    let mut rows = items[from..].iter().take(4).map_while(Item::row);
    rows.find(|row| !row.words.is_blank())
        .map(|row| row.words.as_str().trim())
}

/// Whether the last word is a number, as in a row of hours.
pub fn ends_in_number(words: &str) -> bool {
    let last = words.split_whitespace().next_back().unwrap_or_default();
    let bare = last
        .trim_end_matches(['%', '％'])
        .trim_end_matches("学时")
        .trim_end_matches("课时");
    !bare.is_empty() && bare.parse::<f64>().is_ok() && words.split_whitespace().count() > 1
}

/// The table that lines make whose cells are apart, by tabs or wide gaps, alike in every line.
pub fn grid(lines: &[Words]) -> Option<Grid> {
    let rows: Vec<Vec<Words>> = lines.iter().map(cells).collect();
    let columns = rows.first()?.len();
    let known = rows[0]
        .iter()
        .all(|cell| rules::column(cell.as_str()).is_some());
    let sums = |row: &Vec<Words>| row.first().is_some_and(sums_up);
    let alike = |row: &Vec<Words>| row.len() == columns || (row.len() < columns && sums(row));
    if columns < FEWEST || rows.len() < FEWEST || !known || !rows.iter().all(alike) {
        return None;
    }
    let cell = |words: Words| GridCell {
        lines: Rc::new(vec![words]),
        first: true,
    };
    let row = |row: Vec<Words>| row.into_iter().map(cell).collect();
    Some(Grid {
        rows: rows.into_iter().map(row).collect(),
    })
}

/// The pieces of a line between tabs or wide gaps.
fn cells(line: &Words) -> Vec<Words> {
    let text = line.as_str();
    let mut out = Vec::new();
    let (mut start, mut gap) = (0, 0..0);
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            if gap.end != at {
                gap = at..at;
            }
            gap.end = at + c.len_utf8();
            continue;
        }
        let wide = &text[gap.clone()];
        if gap.end == at && at > 0 && (wide.contains('\t') || wide.chars().count() > 1) {
            out.push(line.cut(start..gap.start));
            start = at;
        }
    }
    out.push(line.cut(start..text.len()));
    out
}

/// The columns of a flattened table, and how many lines head it.
pub fn flat_heads(lines: &[Words]) -> (Vec<Column>, usize) {
    let mut columns = Vec::new();
    let mut at = 0;
    while let Some(more) = lines.get(at).and_then(|line| heads(line.as_str())) {
        let first = at == 0 && more.len() >= FEWEST;
        columns.extend(more);
        at += 1;
        if first || at >= SPREAD {
            break;
        }
    }
    (columns, at)
}
