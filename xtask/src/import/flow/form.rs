//! Tables that are forms: a name in the first column, what it heads beside it. A syllabus
//! that stands in one large table is read as if its rows were headings and text.

use super::{Block, Grid, GridCell, Para};
use crate::catalog::kinds::InfoKey;
use crate::import::rules::{self, names::Means};
use crate::import::words::Words;

/// Characters from which on a value is text and no field.
const LONG: usize = 40;

/// The rows of a form as paragraphs, other rows as tables.
pub fn blocks(grid: Grid) -> Vec<Block> {
    let kinds: Vec<Kind> = kinds(&grid);
    if !kinds.contains(&Kind::Headed) && !kinds.contains(&Kind::Pairs) {
        return vec![Block::Table(grid)];
    }
    let mut out = Vec::new();
    // Fields that go on behind a section stand with the fields before it.
    let fields = last_field(&grid.rows);
    let (mut plain, mut rows) = (Vec::new(), Vec::new());
    for (at, (row, kind)) in grid.rows.into_iter().zip(kinds).enumerate() {
        match kind {
            Kind::Plain if fields.is_some_and(|last| at <= last) => plain.push(row),
            _ => rows.push((row, kind)),
        }
    }
    for (row, kind) in rows {
        if kind == Kind::Plain {
            plain.push(row);
            continue;
        }
        if !plain.is_empty() {
            out.push(Block::Table(Grid {
                rows: std::mem::take(&mut plain),
            }));
        }
        let mut cells = row.iter().filter(|cell| cell.first && !cell.is_blank());
        if kind == Kind::Field {
            let mut line = Words::default();
            cells.for_each(|cell| line.push_spaced(&cell.words()));
            out.push(paragraph(line));
            continue;
        }
        if kind == Kind::Pairs {
            out.extend(cells.map(|cell| paragraph(cell.words())));
            continue;
        }
        if kind == Kind::Headed {
            out.extend(cells.next().map(|label| paragraph(label.words())));
        }
        for cell in cells {
            let lines = cell.lines.iter().filter(|line| !line.is_blank());
            out.extend(lines.cloned().map(paragraph));
        }
    }
    if !plain.is_empty() {
        out.push(Block::Table(Grid { rows: plain }));
    }
    out
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A row of an ordinary table.
    Plain,
    /// A name and what it heads.
    Headed,
    /// A field below headed rows: a line of its own.
    Field,
    /// Names of parts of a unit, each with what it heads beside it: 教学重点 | 栈 | 教学难点 | 队列.
    Pairs,
    /// More of what the name above heads: its cell spans this row.
    More,
}

fn kinds(grid: &Grid) -> Vec<Kind> {
    let mut out: Vec<Kind> = Vec::new();
    for row in &grid.rows {
        let spanned = row
            .first()
            .is_some_and(|cell| !cell.first && !cell.is_blank());
        let goes_on = spanned && matches!(out.last(), Some(Kind::Headed | Kind::More));
        // A row below a cell of an ordinary table belongs to it: 平时成绩 | 课后作业 | 15%.
        let below = spanned && matches!(out.last(), Some(Kind::Plain));
        out.push(match () {
            () if goes_on => Kind::More,
            () if below => Kind::Plain,
            () => match named(row) {
                None if pairs(row) => Kind::Pairs,
                None => Kind::Plain,
                Some((field, long)) if long || !field => Kind::Headed,
                // Behind headed rows a section that could be a field is a section.
                Some(_) if out.contains(&Kind::Headed) => Kind::Headed,
                Some(_) => Kind::Plain,
            },
        });
        let below = out.iter().rev().skip(1).any(|kind| *kind == Kind::Headed);
        if let Some(last) = out.last_mut().filter(|kind| **kind == Kind::Plain && below)
            && signs(row)
        {
            *last = Kind::Field;
        }
    }
    let fields = last_field(&grid.rows).unwrap_or(0);
    for (row, kind) in grid.rows.iter().zip(&mut out).take(fields) {
        // 学时分配 | 理论12 between fields is one of them.
        let short = named(row).is_some_and(|(_, long)| !long);
        if *kind == Kind::Field || (*kind == Kind::Headed && short) {
            *kind = Kind::Plain;
        }
    }
    if let Some(last) = out.get_mut(fields).filter(|kind| **kind == Kind::Field) {
        *last = Kind::Plain;
    }
    out
}

/// The last row of fields in a table that starts with fields; who signed does not count.
fn last_field(rows: &[Vec<GridCell>]) -> Option<usize> {
    let field = |row: &Vec<GridCell>| {
        let first = row.iter().find(|cell| cell.first && !cell.is_blank());
        let label = first.map(GridCell::words)?;
        let means = rules::exact(bare(label.as_str()))?;
        let describes = |means: &Means| match means {
            Means::Info(key) => !SIGNS.contains(key) && *key != InfoKey::Hours,
            _ => false,
        };
        means.iter().all(describes).then_some(())
    };
    rows.first().and_then(field)?;
    rows.iter().rposition(|row| field(row).is_some())
}

/// Fields that stand at the end of a form.
const SIGNS: [InfoKey; 3] = [InfoKey::Author, InfoKey::Reviewer, InfoKey::Date];

/// Whether every second cell names something, one of them a part of a unit and nothing else.
fn pairs(row: &[GridCell]) -> bool {
    let cells = row.iter().filter(|cell| cell.first).map(GridCell::words);
    let cells: Vec<Words> = cells.collect();
    let means = |words: &Words| rules::exact(bare(words.as_str()));
    let inside = |means: &Means| !matches!(means, Means::Info(_) | Means::Course(_));
    let labels: Vec<_> = cells.iter().step_by(2).map(means).collect();
    let values = cells.iter().skip(1).step_by(2);
    let part = |means: &&[Means]| means.iter().all(inside);
    cells.len() >= 4
        && cells.len().is_multiple_of(2)
        && labels
            .iter()
            .all(|means| means.is_some_and(|all| all.iter().any(inside)))
        && labels.iter().flatten().any(part)
        && values
            .into_iter()
            .all(|words| !words.is_blank() && means(words).is_none())
}

/// A row of fields, such as who wrote it.
fn signs(row: &[GridCell]) -> bool {
    let label = row
        .iter()
        .find(|cell| cell.first && !cell.is_blank())
        .map(GridCell::words);
    let means = label.and_then(|label| rules::exact(bare(label.as_str())));
    means.is_some_and(|means| means.iter().all(|means| matches!(means, Means::Info(_))))
}

fn bare(label: &str) -> &str {
    label.trim_end_matches([':', '：'])
}

/// Whether a row is a name and what it heads: whether the name may be a field's, and whether
/// what it heads is text.
fn named(row: &[GridCell]) -> Option<(bool, bool)> {
    let mut cells = row.iter().filter(|cell| cell.first && !cell.is_blank());
    let label = cells.next().map(GridCell::words)?;
    let means = rules::exact(bare(label.as_str()))?;
    let field = means.iter().any(|means| matches!(means, Means::Info(_)));
    let head = means.iter().any(|means| !matches!(means, Means::Info(_)));
    let values: Vec<Words> = cells.map(GridCell::words).collect();
    let other = |words: &Words| {
        rules::exact(words.as_str()).is_some() || rules::column(words.as_str()).is_some()
    };
    let length: usize = values
        .iter()
        .map(|words| words.as_str().chars().count())
        .sum();
    let lines = row
        .iter()
        .filter(|cell| cell.first)
        .map(|cell| cell.lines.len())
        .max();
    let long = length > LONG || lines.unwrap_or(0) > 1;
    (head && !values.is_empty() && !values.iter().any(other)).then_some((field, long))
}

fn paragraph(words: Words) -> Block {
    Block::Para(Para { words, style: 0 })
}
