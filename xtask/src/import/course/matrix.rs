//! Tables of shares across: what is graded stands in the head, the shares below it or beside
//! it.

use super::grading::Grading;
use super::hours::sums_up;
use super::told::weight;
use crate::import::content::Notes;
use crate::import::flow::{Grid, GridCell};
use crate::import::outline::title::numbers;
use crate::import::rules::{self, columns::Column};
use crate::import::words::{Words, fold};

/// Rows that may head such a table.
const HEADS: usize = 3;
/// Characters of the longest name of what is graded.
const NAME: usize = 20;

/// The shares of a table that has them across.
pub fn of_grid(grid: &Grid, whole: &Words, notes: &mut Notes) -> Option<Grading> {
    in_heads(grid, whole, notes).or_else(|| in_sums(grid, whole, notes))
}

/// 作业（10%） | 实验（20%） | 期末（70%） as heads.
fn in_heads(grid: &Grid, whole: &Words, notes: &mut Notes) -> Option<Grading> {
    let row = grid.rows.iter().take(HEADS).position(|row| {
        let shares = own(row).filter_map(|cell| named(&cell.words()).1);
        let shares: Vec<f64> = shares.collect();
        shares.len() > 1 && is_whole(&shares)
    })?;
    let mut grading = Grading::default();
    for cell in own(&grid.rows[row]) {
        let words = cell.words();
        notes.understood("heads of tables", &words);
        if let (name, Some(percent)) = named(&words) {
            grading.weights.push(weight(whole.clone(), name, percent));
        }
    }
    let others = grid.rows.iter().enumerate().filter(|(at, _)| *at != row);
    grading.rest = others.filter_map(|(_, row)| line(row)).collect();
    Some(grading)
}

/// 课程目标 | 作业 | 实验 | 期末 with a row of sums below: its numbers are the shares.
fn in_sums(grid: &Grid, whole: &Words, notes: &mut Notes) -> Option<Grading> {
    let sums = grid.rows.iter().rposition(|row| {
        let first = row.iter().find(|cell| !cell.is_blank());
        first.is_some_and(|cell| sums_up(&cell.words()))
    })?;
    let counted = |row: &[GridCell]| row.iter().skip(1).any(|cell| number(cell).is_some());
    let start = grid.rows.iter().position(|row| counted(row))?;
    let heads = grid.rows[..start].iter().take(HEADS);
    let percent = heads.clone().flatten().any(|cell| {
        let words = cell.words();
        let text = words.as_str();
        SHARES.iter().any(|word| text.contains(word))
    });
    if start == 0 || start > HEADS || sums <= start || !percent {
        return None;
    }
    let names = &grid.rows[start - 1];
    let mut found = Vec::new();
    for (name, cell) in names.iter().zip(&grid.rows[sums]).skip(1) {
        let words = name.words();
        let column = rules::column(words.as_str());
        let total = sums_up(&words) || matches!(column, Some(Column::Hours | Column::Percent));
        if let Some(share) = number(cell).filter(|_| cell.first && !total && !words.is_blank()) {
            found.push((words, share));
        }
    }
    let shares: Vec<f64> = found.iter().map(|(_, share)| *share).collect();
    let short = found
        .iter()
        .all(|(name, _)| name.as_str().chars().count() <= NAME);
    if found.len() < 2 || !short || !is_whole(&shares) {
        return None;
    }
    for row in &grid.rows[..start] {
        notes.understood_all("heads of tables", own(row).map(GridCell::words));
    }
    notes.understood_all("sums", own(&grid.rows[sums]).map(GridCell::words));
    let rows = grid.rows.iter().enumerate().skip(start);
    let rows = rows.filter(|(at, _)| *at != sums);
    Some(Grading {
        weights: found
            .into_iter()
            .map(|(name, share)| weight(whole.clone(), name, share))
            .collect(),
        rest: rows.filter_map(|(_, row)| line(row)).collect(),
    })
}

/// What the head over shares says.
const SHARES: [&str; 6] = ["比例", "权重", "占比", "比重", "%", "％"];

fn is_whole(shares: &[f64]) -> bool {
    (shares.iter().sum::<f64>() - 100.0).abs() < 1e-6
}

fn own(row: &[GridCell]) -> impl Iterator<Item = &GridCell> {
    row.iter().filter(|cell| cell.first && !cell.is_blank())
}

/// The number that a cell is.
fn number(cell: &GridCell) -> Option<f64> {
    let words = cell.words();
    let folded: String = words.as_str().chars().map(fold).collect();
    folded.trim().trim_end_matches(['%', '分']).parse().ok()
}

/// `平时成绩（40%）`, `平时成绩 40%`: the name and its share.
pub fn named(words: &Words) -> (Words, Option<f64>) {
    let text = words.as_str();
    let none = (words.clone(), None);
    let bare = text
        .trim_end()
        .trim_end_matches([')', '）', ']', '】'])
        .trim_end();
    let Some(bare) = bare.strip_suffix(['%', '％']) else {
        return none;
    };
    let bare = bare.trim_end();
    let start = bare.trim_end_matches(|c: char| fold(c).is_ascii_digit() || fold(c) == '.');
    let share = numbers(&bare[start.len()..]).first().copied();
    let name = start.trim_end_matches(['占', ':', '：', '(', '（', '[', '【', ' ', '　']);
    let said = name.chars().any(char::is_alphabetic) && !name.contains(['%', '％']);
    match share.filter(|share| said && (0.0..=100.0).contains(share)) {
        Some(share) => (words.cut(0..name.len()), Some(share)),
        None => none,
    }
}

/// A row as a line.
pub fn line(row: &[GridCell]) -> Option<Words> {
    let mut words = Words::default();
    own(row).for_each(|cell| words.push_spaced(&cell.words()));
    (!words.is_blank()).then_some(words)
}
