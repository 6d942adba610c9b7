//! Pages to lines and tables in reading order.

use super::content::{Glyph, Sheet};
use super::lines::{self, Margins, Row, rows};
use super::ruling::{Grid, grids};
use crate::import::document::{Builder, Look, RawCell};

/// So many lines must share an edge before it is the edge of the text.
const SHARED: usize = 3;
/// An edge of the text lies in the outer parts of the page; what ends before is short lines.
const OUTER: f64 = 0.75;
/// So much further down than usual, and a line stands apart.
const APART: f64 = 1.6;

/// A page in reading order.
#[derive(Debug, Default)]
pub struct Read {
    width: f64,
    items: Vec<Item>,
}

#[derive(Debug)]
enum Item {
    Row(Row),
    Table(f64, Vec<Vec<RawCell>>),
}

impl Item {
    fn top(&self) -> f64 {
        match self {
            Self::Row(row) => row.base - row.size,
            Self::Table(top, _) => *top,
        }
    }

    fn row(&self) -> Option<&Row> {
        match self {
            Self::Row(row) => Some(row),
            Self::Table(..) => None,
        }
    }
}

/// Puts a page into its order.
pub fn read(sheet: &Sheet) -> Read {
    let mut tables: Vec<Filled> = grids(&sheet.strokes).into_iter().map(Filled::new).collect();
    let mut outside = Vec::new();
    for glyph in &sheet.glyphs {
        if !tables.iter_mut().any(|table| table.take(glyph)) {
            outside.push(glyph.clone());
        }
    }
    let rows = rows(&outside).into_iter().map(Item::Row);
    let (tables, empty): (Vec<_>, Vec<_>) = tables.into_iter().partition(Filled::has_words);
    drop(empty);
    let tables = tables
        .into_iter()
        .map(|table| Item::Table(table.grid.top(), table.rows()));
    let mut items: Vec<Item> = rows.chain(tables).collect();
    items.sort_by(|a, b| a.top().total_cmp(&b.top()));
    Read {
        width: sheet.width,
        items,
    }
}

/// A grid with what stands in its cells.
struct Filled {
    grid: Grid,
    /// The cell at each place of the grid.
    owner: Vec<usize>,
    glyphs: Vec<Vec<Glyph>>,
}

impl Filled {
    fn new(grid: Grid) -> Self {
        let columns = grid.xs.len() - 1;
        let mut owner = vec![0; columns * (grid.ys.len() - 1)];
        for (index, cell) in grid.cells.iter().enumerate() {
            for row in cell.row..cell.row + cell.down {
                let start = row * columns + cell.column;
                owner[start..start + cell.across].fill(index);
            }
        }
        Self {
            owner,
            glyphs: vec![Vec::new(); grid.cells.len()],
            grid,
        }
    }

    /// Takes a glyph that stands in one of the cells.
    fn take(&mut self, glyph: &Glyph) -> bool {
        let middle = glyph.from.midpoint(glyph.to);
        let level = (glyph.to.y - glyph.from.y).abs() < 0.1 * glyph.size;
        let up = if level { 0.3 * glyph.size } else { 0.0 };
        let Some((row, column)) = self.grid.place(middle.x, middle.y - up) else {
            return false;
        };
        let columns = self.grid.xs.len() - 1;
        let cell = self.owner.get(row * columns + column);
        let Some(glyphs) = cell.and_then(|cell| self.glyphs.get_mut(*cell)) else {
            return false;
        };
        glyphs.push(glyph.clone());
        true
    }

    fn has_words(&self) -> bool {
        self.glyphs.iter().any(|glyphs| !glyphs.is_empty())
    }

    fn rows(&self) -> Vec<Vec<RawCell>> {
        let mut out = vec![Vec::new(); self.grid.ys.len() - 1];
        for (cell, glyphs) in self.grid.cells.iter().zip(&self.glyphs) {
            let (left, right) = (
                self.grid.xs[cell.column],
                self.grid.xs[cell.column + cell.across],
            );
            let rows = rows(glyphs);
            // Both sides of a cell are padded alike.
            let first = rows.iter().map(|row| row.left).fold(right, f64::min);
            let padding = (first - left).clamp(0.0, 8.0);
            let margins = Margins {
                left: first,
                right: right - padding,
            };
            out[cell.row].push(RawCell {
                text: lines::paragraphs(&rows, margins).join("\n"),
                across: cell.across,
                down: cell.down,
            });
        }
        out
    }
}

/// Hands pages on, line by line.
pub fn hand_on(pages: &[Read], builder: &mut Builder) {
    let margins = margins(pages);
    for (index, page) in pages.iter().enumerate() {
        if index > 0 {
            builder.page_break();
        }
        let usual = usual_step(page);
        let mut items = page.items.iter().peekable();
        let mut above: Option<&Row> = None;
        while let Some(item) = items.next() {
            match item {
                Item::Table(_, rows) => {
                    builder.table(rows.clone());
                    above = None;
                }
                Item::Row(row) => {
                    if above.is_some_and(|above| row.base - above.base > APART * usual) {
                        builder.line("", Look::default());
                    }
                    let next = items.peek().and_then(|item| item.row());
                    let goes_on = margins
                        .zip(next)
                        .and_then(|(m, next)| lines::runs_on(row, next, m));
                    let look = Look {
                        goes_on,
                        ..Look::default()
                    };
                    builder.line(&row.words, look);
                    above = Some(row);
                }
            }
        }
    }
}

/// The edges of the text, where enough lines share them.
fn margins(pages: &[Read]) -> Option<Margins> {
    let rows = || {
        pages
            .iter()
            .flat_map(|page| page.items.iter().filter_map(Item::row))
    };
    let mut rights: Vec<(f64, f64)> = rows().map(|row| (row.right, row.size)).collect();
    rights.sort_by(|a, b| b.0.total_cmp(&a.0));
    let right = rights.windows(SHARED).find(|near| {
        let (first, last) = (near[0], near[SHARED - 1]);
        first.0 - last.0 <= 1.2 * first.1
    })?;
    let mut lefts: Vec<f64> = rows().map(|row| row.left).collect();
    lefts.sort_by(f64::total_cmp);
    let left = lefts
        .windows(SHARED)
        .find(|near| near[SHARED - 1] - near[0] <= 3.0)?;
    let width = pages.iter().map(|page| page.width).fold(0.0, f64::max);
    (right[0].0 > OUTER * width).then(|| Margins {
        left: left[0],
        right: right[0].0,
    })
}

/// From line to line, as most lines of a page stand.
fn usual_step(page: &Read) -> f64 {
    let rows: Vec<&Row> = page.items.iter().filter_map(Item::row).collect();
    let steps = rows.windows(2).map(|pair| pair[1].base - pair[0].base);
    let mut steps: Vec<f64> = steps.filter(|step| *step > 1.0).collect();
    steps.sort_by(f64::total_cmp);
    steps.get(steps.len() / 2).copied().unwrap_or(f64::INFINITY)
}
