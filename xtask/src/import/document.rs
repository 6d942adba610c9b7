//! A document as a reader hands it on: its text, and where lines and tables stand in it.
//!
//! [`Document::text`] is what will stand in `source.txt`. Lines and cells are byte ranges of
//! it and hold no text of their own, so that every later step can say where its words come
//! from. Readers make it with a [`Builder`], which cleans characters ([`super::clean`]) and
//! counts lines and pages.

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::import::clean::{self, Cleaned};

/// What a reader made of a file.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// All of it as plain text, line by line; what becomes `source.txt`.
    pub text: String,
    /// Lines and tables in their order; together they hold all of `text`.
    pub blocks: Vec<Block>,
    /// What a line of the file is.
    pub breaks: Breaks,
    /// What was mended character by character, with how often and where first.
    pub cleaned: Cleaned,
    /// What the reader could not read (a picture, a text box), with places in `text`.
    pub findings: Vec<Diagnostic>,
}

/// What the end of a line says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Breaks {
    /// Nothing certain: the line may have been cut at the edge of the page (text, PDF).
    #[default]
    Anywhere,
    /// That a paragraph ends (Word, Markdown).
    AtParagraphs,
}

/// A line or a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A line or paragraph, blank ones included.
    Line(Line),
    /// A table that the file has as a table.
    Table(Table),
}

/// A line of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its bytes in [`Document::text`], without the line break.
    pub span: Range<usize>,
    /// Its number in [`Document::text`], from 1.
    pub number: usize,
    /// The page it stands on, from 1; always 1 where the file does not tell.
    pub page: usize,
    /// What the file says about it beside its words.
    pub look: Look,
}

/// What a file says about a line beside its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// The level of a heading style (1 is the highest), 0 for none.
    pub heading: u8,
    /// It is an entry of a table of contents.
    pub contents: bool,
    /// Whether its paragraph goes on in the next line, where places on the page tell.
    pub goes_on: Option<bool>,
}

/// A table; its cells cover a grid as the cells of an HTML table do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The cells by row; a cell that spans rows stands in the first of them.
    pub rows: Vec<Vec<Cell>>,
    /// Columns of the grid.
    pub columns: usize,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its first column, from 0.
    pub column: usize,
    /// Columns it spans, at least 1.
    pub across: usize,
    /// Rows it spans, at least 1.
    pub down: usize,
    /// Its paragraphs; at least one, which may be blank.
    pub lines: Vec<Line>,
}

/// A cell as a reader finds it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RawCell {
    /// Its words, a line a paragraph.
    pub text: String,
    /// Columns it spans; 0 counts as 1.
    pub across: usize,
    /// Rows it spans; 0 counts as 1. The rows below leave the cell out.
    pub down: usize,
}

/// No table of a syllabus is wider; a file that says so is broken or means harm.
const WIDEST: usize = 64;
/// Nor is a cell longer, in rows.
const LONGEST: usize = 1000;

impl Document {
    /// The words of a line.
    pub fn words(&self, line: &Line) -> &str {
        self.text.get(line.span.clone()).unwrap_or_default()
    }

    /// Every line, those of cells included, in the order of the text.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.blocks.iter().flat_map(|block| match block {
            Block::Line(line) => vec![line],
            Block::Table(table) => table.lines().collect(),
        })
    }
}

impl Table {
    /// Every line of every cell, row by row.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.rows.iter().flatten().flat_map(|cell| &cell.lines)
    }

    /// The cell that covers each place of the grid, by row and column; none where a row is
    /// short.
    pub fn grid(&self) -> Vec<Vec<Option<&Cell>>> {
        let mut grid = vec![vec![None; self.columns]; self.rows.len()];
        for (row, cells) in self.rows.iter().enumerate() {
            for cell in cells {
                for slots in grid.iter_mut().skip(row).take(cell.down) {
                    for slot in slots.iter_mut().skip(cell.column).take(cell.across) {
                        *slot = Some(cell);
                    }
                }
            }
        }
        grid
    }
}

/// Makes a [`Document`] piece by piece, in reading order.
#[derive(Debug)]
pub struct Builder {
    document: Document,
    /// Findings with the byte of the text that they are about.
    findings: Vec<(Diagnostic, usize)>,
    number: usize,
    page: usize,
}

impl Builder {
    /// An empty document.
    pub fn new(breaks: Breaks) -> Self {
        let document = Document {
            breaks,
            ..Document::default()
        };
        Self {
            document,
            findings: Vec::new(),
            number: 1,
            page: 1,
        }
    }

    /// Adds a line; line breaks within it make several. Numbers and bullets that the reader
    /// would see belong to the words (`1.`, `（一）`, `第一章`).
    pub fn line(&mut self, words: &str, look: Look) {
        for line in split(words) {
            let line = self.put(line, look);
            self.document.blocks.push(Block::Line(line));
        }
    }

    /// What follows stands on the next page.
    pub fn page_break(&mut self) {
        self.page += 1;
    }

    /// Adds a table, row by row. Cells take the next free column of their row.
    pub fn table(&mut self, rows: Vec<Vec<RawCell>>) {
        let mut table = Table::default();
        // For each column, how many further rows a cell from above covers.
        let mut covered: Vec<usize> = Vec::new();
        for row in rows {
            let mut cells = Vec::new();
            let mut column = 0;
            for raw in row {
                while covered.get(column).is_some_and(|rows| *rows > 0) {
                    column += 1;
                }
                // What is too much shares the last column.
                let fits = column < WIDEST;
                column = column.min(WIDEST - 1);
                let across = raw.across.clamp(1, WIDEST - column);
                let lines = split(&raw.text).map(|l| self.put(l, Look::default()));
                cells.push((
                    Cell {
                        column,
                        across,
                        down: if fits { raw.down.clamp(1, LONGEST) } else { 1 },
                        lines: lines.collect(),
                    },
                    column..column + across,
                ));
                column += across;
            }
            covered
                .iter_mut()
                .for_each(|rows| *rows = rows.saturating_sub(1));
            for (cell, columns) in &cells {
                covered.resize(covered.len().max(columns.end), 0);
                covered[columns.clone()].fill(cell.down - 1);
            }
            table
                .rows
                .push(cells.into_iter().map(|(cell, _)| cell).collect());
        }
        table.columns = covered.len();
        self.document.blocks.push(Block::Table(table));
    }

    /// Where what comes next will stand in the text, in bytes.
    pub fn here(&self) -> usize {
        self.document.text.len()
    }

    /// Adds something that could not be read, at a place that [`Self::here`] gave.
    pub fn finding(&mut self, finding: Diagnostic, place: usize) {
        self.findings.push((finding, place));
    }

    /// How many pages there are so far.
    pub fn pages(&self) -> usize {
        self.page
    }

    /// The document.
    pub fn finish(self) -> Document {
        let mut document = self.document;
        for (finding, place) in self.findings {
            let place = place.min(document.text.len().saturating_sub(1));
            let finding = finding.at("source.txt", &document.text, place..place);
            document.findings.push(finding);
        }
        document
    }

    fn put(&mut self, words: &str, look: Look) -> Line {
        let text = &mut self.document.text;
        let start = text.len();
        clean::push(text, words, self.number, &mut self.document.cleaned);
        let line = Line {
            span: start..text.len(),
            number: self.number,
            page: self.page,
            look,
        };
        text.push('\n');
        self.number += 1;
        line
    }
}

fn split(words: &str) -> impl Iterator<Item = &str> {
    words
        .split(['\n', '\u{b}', '\u{85}', '\u{2028}', '\u{2029}'])
        .map(|line| line.trim_end_matches('\r'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The grid, a line a row, spanning cells in every place they cover.
    fn drawn(rows: &[&[(&str, usize, usize)]]) -> String {
        let mut builder = Builder::new(Breaks::AtParagraphs);
        let cell = |(text, across, down): &(&str, usize, usize)| RawCell {
            text: (*text).to_owned(),
            across: *across,
            down: *down,
        };
        builder.table(
            rows.iter()
                .map(|row| row.iter().map(cell).collect())
                .collect(),
        );
        let document = builder.finish();
        let mut out = Vec::new();
        for block in &document.blocks {
            let Block::Table(table) = block else {
                continue;
            };
            for row in table.grid() {
                let cells = row.into_iter().map(|cell| match cell {
                    Some(cell) => document.words(&cell.lines[0]),
                    None => "-",
                });
                out.push(cells.collect::<String>());
            }
        }
        out.join(" ")
    }

    #[test]
    fn tables() {
        let one = |text| (text, 1, 1);
        assert_eq!(drawn(&[&[one("a"), one("b")], &[one("c")]]), "ab c-");
        assert_eq!(
            drawn(&[&[("a", 2, 1), one("b")], &[one("c"), one("d"), one("e")]]),
            "aab cde"
        );
        assert_eq!(
            drawn(&[&[("a", 1, 2), one("b")], &[one("c")], &[one("d"), one("e")]]),
            "ab ac de"
        );
        assert_eq!(
            drawn(&[&[one("a"), ("b", 1, 9)], &[one("c"), one("d")]]),
            "ab- cbd"
        );
        assert_eq!(drawn(&[&[("a", 0, 0)], &[]]), "a -");
    }

    #[test]
    fn what_is_too_wide_shares_the_last_column() {
        let row: Vec<_> = (0..WIDEST + 2).map(|_| ("a", 3, usize::MAX)).collect();
        let shown = drawn(&[&row, &row]);
        assert_eq!(shown, format!("{0} {0}", "a".repeat(WIDEST)));
    }
}
