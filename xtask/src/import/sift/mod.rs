//! Lines that are there because of paper: page numbers, running heads, a table of contents,
//! a second copy of the whole. They are taken out, and told.

use std::ops::Range;

use crate::import::document::{Block, Breaks, Document, Line, Table};
use crate::import::words::{Words, key};

mod contents;
mod copies;
mod pages;

/// A line with its words, or a table.
#[derive(Debug, Clone)]
pub enum Item {
    /// A line.
    Line(Row),
    /// A table.
    Table(Table),
}

/// A line with its words.
#[derive(Debug, Clone)]
pub struct Row {
    /// Where it stands.
    pub line: Line,
    /// What it says.
    pub words: Words,
    /// The sheet of paper it stands on, as far as one can tell, from 0.
    pub sheet: usize,
}

/// Why lines were taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// A second copy of what stands before it.
    Copy,
    /// A table of contents.
    Contents,
    /// The same line at the edge of every page.
    RunningHead,
    /// A page number.
    PageNumber,
}

impl Reason {
    /// Whether `source.txt` is without it: it would stand in the midst of sentences.
    pub fn is_of_paper(self) -> bool {
        matches!(self, Self::PageNumber | Self::RunningHead)
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Copy => "second copy",
            Self::Contents => "table of contents",
            Self::RunningHead => "running head",
            Self::PageNumber => "page number",
        }
    }
}

/// A line that was taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Why.
    pub reason: Reason,
    /// Its number in the text.
    pub number: usize,
    /// Where it stands in the text.
    pub span: Range<usize>,
}

/// What is left, and what was taken out.
#[derive(Debug, Default)]
pub struct Sifted {
    /// Lines and tables; blank lines stay, they say where paragraphs end.
    pub items: Vec<Item>,
    /// In the order of the text.
    pub taken: Vec<Taken>,
}

impl Item {
    /// The words of a line; none of a table.
    pub fn row(&self) -> Option<&Row> {
        match self {
            Self::Line(row) => Some(row),
            Self::Table(_) => None,
        }
    }

    fn is_blank(&self) -> bool {
        self.row().is_some_and(|row| row.words.is_blank())
    }
}

/// Takes out what paper added.
pub fn sift(document: &Document) -> Sifted {
    let mut sheets = Sheets::of(document);
    let items = document.blocks.iter().map(|block| match block {
        Block::Line(line) => Item::Line(Row {
            line: line.clone(),
            words: Words::of(document, line),
            sheet: sheets.next(document, line),
        }),
        Block::Table(table) => Item::Table(table.clone()),
    });
    let mut sifted = Sifted {
        items: items.collect(),
        taken: Vec::new(),
    };
    sifted.take(pages::find(&sifted.items), document);
    sifted.take(contents::find(&sifted.items), document);
    sifted.take(copies::find(&sifted.items, document), document);
    sifted.taken.sort_by_key(|taken| taken.span.start);
    sifted
}

impl Sifted {
    /// Takes out the items of these indices, which are in order.
    fn take(&mut self, found: Vec<(usize, Reason)>, document: &Document) {
        let mut found = found.into_iter().peekable();
        let items = std::mem::take(&mut self.items);
        for (index, item) in items.into_iter().enumerate() {
            let Some((_, reason)) = found.next_if(|(at, _)| *at == index) else {
                self.items.push(item);
                continue;
            };
            let lines: Vec<&Line> = match &item {
                Item::Line(row) => vec![&row.line],
                Item::Table(table) => table.lines().collect(),
            };
            for line in lines {
                if !document.words(line).trim().is_empty() {
                    self.taken.push(Taken {
                        reason,
                        number: line.number,
                        span: line.span.clone(),
                    });
                }
            }
        }
    }
}

/// Tells sheets of paper apart: by form feeds, else by gaps between lines.
struct Sheets {
    by_page: bool,
    /// So many blank lines make a gap.
    gap: usize,
    blank: usize,
    sheet: usize,
}

impl Sheets {
    fn of(document: &Document) -> Self {
        Self {
            by_page: document.lines().any(|line| line.page > 1),
            gap: if double_spaced(document) { 3 } else { 2 },
            blank: 0,
            sheet: 0,
        }
    }

    fn next(&mut self, document: &Document, line: &Line) -> usize {
        if self.by_page || document.breaks == Breaks::AtParagraphs {
            return line.page - 1;
        }
        if document.words(line).trim().is_empty() {
            self.blank += 1;
        } else {
            self.sheet += usize::from(self.blank >= self.gap);
            self.blank = 0;
        }
        self.sheet
    }
}

/// Whether nearly every line has a blank one after it, which then says nothing.
pub fn double_spaced(document: &Document) -> bool {
    let (mut lines, mut followed, mut before) = (0, 0, false);
    for line in document.lines() {
        let blank = document.words(line).trim().is_empty();
        followed += usize::from(before && blank);
        lines += usize::from(!blank);
        before = !blank;
    }
    lines > 4 && followed * 10 > lines * 6
}

/// A line without its number at the end, for comparing.
fn without_page(words: &str) -> String {
    let key = key(words);
    let bare = key.trim_end_matches(|c: char| c.is_ascii_digit());
    bare.trim_end_matches(['.', '…', '·', '-', '_']).to_owned()
}

#[cfg(test)]
mod tests;
