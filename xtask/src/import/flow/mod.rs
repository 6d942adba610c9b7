//! Lines to blocks: paragraphs put together again, headings cut loose from what they stick
//! to, tables kept apart, flattened tables as the lines they became.

use std::rc::Rc;

use crate::import::document::{Breaks, Cell, Document, Table};
use crate::import::sift::{self, Item, Row, Sifted};
use crate::import::words::Words;

mod cut;
mod flat;
mod form;
mod join;

pub use flat::{flat_heads, heads};

/// A paragraph, a table, or a table that was flattened.
#[derive(Debug, Clone)]
pub enum Block {
    /// A paragraph or heading.
    Para(Para),
    /// A table.
    Table(Grid),
    /// The lines of one or more tables that an extractor flattened, in its order.
    Flat(Vec<Words>),
}

/// A paragraph or heading.
#[derive(Debug, Clone)]
pub struct Para {
    /// What it says.
    pub words: Words,
    /// The level of its heading style, 0 for none.
    pub style: u8,
}

/// A table with every place of its grid filled.
#[derive(Debug, Clone, Default)]
pub struct Grid {
    /// By row and column.
    pub rows: Vec<Vec<GridCell>>,
}

/// A place of the grid.
#[derive(Debug, Clone, Default)]
pub struct GridCell {
    /// The paragraphs of the cell that covers it.
    pub lines: Rc<Vec<Words>>,
    /// Whether the cell starts here; the other places of a spanning cell repeat it.
    pub first: bool,
}

/// A cell and what was made of it, which all places it covers share.
type Made = (*const Cell, Rc<Vec<Words>>);

impl GridCell {
    /// Its words in one.
    pub fn words(&self) -> Words {
        let mut all = Words::default();
        for line in self.lines.iter().filter(|line| !line.is_blank()) {
            all.join(&line.trimmed());
        }
        all
    }

    /// Whether it says nothing.
    pub fn is_blank(&self) -> bool {
        self.lines.iter().all(Words::is_blank)
    }
}

impl Block {
    /// All its words, line by line.
    pub fn lines(&self) -> Vec<Words> {
        match self {
            Self::Para(para) => vec![para.words.clone()],
            Self::Flat(lines) => lines.clone(),
            Self::Table(grid) => grid.lines(),
        }
    }

    /// The paragraph, if it is one.
    pub fn para(&self) -> Option<&Para> {
        match self {
            Self::Para(para) => Some(para),
            _ => None,
        }
    }

    /// Bytes of all its words.
    pub fn size(&self) -> usize {
        match self {
            Self::Para(para) => para.words.as_str().len(),
            Self::Flat(lines) => lines.iter().map(|line| line.as_str().len()).sum(),
            Self::Table(grid) => {
                let cells = grid.rows.iter().flatten().filter(|cell| cell.first);
                cells
                    .flat_map(|cell| cell.lines.iter())
                    .map(|line| line.as_str().len())
                    .sum()
            }
        }
    }
}

impl Grid {
    fn of(document: &Document, table: &Table) -> Self {
        let words = |cell: &Cell| {
            let lines = cell
                .lines
                .iter()
                .map(|line| Words::of(document, line).trimmed());
            Rc::new(lines.collect::<Vec<_>>())
        };
        // Each cell is made once and shared by the places it covers: those right of its first
        // place and those below.
        let mut above: Vec<Option<Made>> = vec![None; table.columns];
        let mut rows = Vec::new();
        for row in table.grid() {
            let mut cells = Vec::new();
            for (column, cell) in row.into_iter().enumerate() {
                let Some(cell) = cell else {
                    cells.push(GridCell::default());
                    continue;
                };
                let made = |column: usize| {
                    let known = above[column].as_ref();
                    known
                        .filter(|(at, _)| std::ptr::eq(*at, cell))
                        .map(|(_, lines)| Rc::clone(lines))
                };
                let known = made(column).or_else(|| made(column.checked_sub(1)?));
                let first = known.is_none();
                let lines = known.unwrap_or_else(|| words(cell));
                above[column] = Some((std::ptr::from_ref(cell), Rc::clone(&lines)));
                cells.push(GridCell { lines, first });
            }
            rows.push(cells);
        }
        Self { rows }
    }

    /// A line a row, cells with a space between.
    pub fn lines(&self) -> Vec<Words> {
        let rows = self.rows.iter().map(|row| {
            let mut line = Words::default();
            for cell in row.iter().filter(|cell| cell.first && !cell.is_blank()) {
                line.push_spaced(&cell.words());
            }
            line
        });
        rows.filter(|line| !line.is_blank()).collect()
    }
}

/// Lines to blocks.
pub fn blocks(document: &Document, sifted: &Sifted) -> Vec<Block> {
    let items = join::upright(&sifted.items);
    let joiner = join::Joiner::new(
        items.iter().filter_map(Item::row),
        document.breaks == Breaks::Anywhere,
        sift::double_spaced(document),
    );
    let mut out = Vec::new();
    let mut open: Option<Open> = None;
    let mut blank = false;
    let mut at = 0;
    while let Some(item) = items.get(at) {
        at += 1;
        let row = match item {
            Item::Table(table) => {
                flush(&mut open, &mut out);
                out.extend(form::blocks(Grid::of(document, table)));
                continue;
            }
            Item::Line(row) if row.words.is_blank() => {
                blank = true;
                continue;
            }
            Item::Line(row) => row,
        };
        if let Some(end) = flat::end(&items, at - 1) {
            flush(&mut open, &mut out);
            let rows = items[at - 1..end].iter().filter_map(Item::row);
            let lines = rows
                .map(|row| row.words.trimmed())
                .filter(|words| !words.is_blank());
            let lines: Vec<Words> = lines.collect();
            match flat::grid(&lines) {
                Some(grid) => out.extend(form::blocks(grid)),
                None => out.push(Block::Flat(lines)),
            }
            at = end;
        } else {
            match &mut open {
                Some(open) if joiner.joins(&open.last, row, blank) => open.join(row),
                _ => {
                    flush(&mut open, &mut out);
                    open = Some(Open::new(row));
                }
            }
        }
        blank = false;
    }
    flush(&mut open, &mut out);
    out
}

/// A paragraph that may go on.
struct Open {
    words: Words,
    last: Row,
}

impl Open {
    fn new(row: &Row) -> Self {
        Self {
            words: row.words.trimmed(),
            last: row.clone(),
        }
    }

    fn join(&mut self, row: &Row) {
        self.words.join(&row.words.trimmed());
        let heading = self.last.line.look.heading;
        self.last = row.clone();
        self.last.line.look.heading = heading;
    }
}

fn flush(open: &mut Option<Open>, out: &mut Vec<Block>) {
    let Some(open) = open.take() else {
        return;
    };
    let style = open.last.line.look.heading;
    for (index, words) in cut::cut(&open.words).into_iter().enumerate() {
        let style = if index == 0 { style } else { 0 };
        out.push(Block::Para(Para { words, style }));
    }
}

#[cfg(test)]
mod tests;
