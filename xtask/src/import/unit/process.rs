//! The 教学进程 table from what an extractor left of it.
//!
//! The cells of a row come one after the other, yet pieces of one are found between pieces
//! of others, two may share a line, and the table of methods may stand in the midst. What
//! holds them together are the numbers: `2.` belongs to the cell whose last number is 1.

use std::collections::BTreeSet;

use crate::import::flow::{Block, heads};
use crate::import::marker::{Scheme, marker};
use crate::import::outline::Unit;
use crate::import::rules::columns::Column;
use crate::import::rules::words::STEPS;
use crate::import::words::{Words, fold, key, width};

/// A cell's line that is narrower than so much of the widest, in per cent, was not cut.
const NARROW: usize = 60;
/// From this much on it is full, and goes on.
const FULL: usize = 80;
/// Columns of a full line before any is known.
const GUESS: usize = 20;

/// Bytes of the longest line that can be two of a table.
const LINE: usize = 300;

/// Lines of flattened tables, to see where two were put on one line.
#[derive(Debug, Default)]
pub struct KnownLines(BTreeSet<String>);

impl KnownLines {
    /// Collects them from all units.
    pub fn of(units: &[Unit]) -> Self {
        let blocks = units.iter().flat_map(|unit| &unit.body);
        let flat = blocks.filter(|block| matches!(block, Block::Flat(_)));
        Self(flat.flat_map(Block::lines).map(|line| line.key()).collect())
    }
}

/// A row: steps and three cells of lines.
#[derive(Debug, Default)]
pub struct Row {
    /// 教学进程
    pub steps: Vec<Words>,
    /// 教学内容, 教师活动, 学生活动; a line of the cell each.
    pub cells: [Vec<Words>; 3],
}

/// Whether a line heads the table.
pub fn is_head(line: &str) -> bool {
    let columns = heads(line).unwrap_or_default();
    columns.contains(&Column::Teacher) && columns.contains(&Column::Student)
}

/// The rows of a table from its lines, without its head.
pub fn rows(lines: &[Words], known: &KnownLines) -> Vec<Row> {
    let segments: Vec<Segment> = lines
        .iter()
        .flat_map(|line| segments(line, known))
        .collect();
    // Read once to learn how wide the columns are, and again knowing it.
    let first = read(&segments, [GUESS; 3]);
    let widths = std::array::from_fn(|column| {
        let lines = first.iter().flat_map(|row| &row.cells[column].lines);
        lines
            .map(|line| width(line.as_str()))
            .max()
            .unwrap_or(GUESS)
    });
    let read = read(&segments, widths).into_iter();
    read.map(|row| Row {
        steps: row.steps,
        cells: {
            let [content, teacher, student] = row.cells;
            let whole = |cell: Cell, column: usize| cell.whole(widths[column]);
            [whole(content, 0), whole(teacher, 1), whole(student, 2)]
        },
    })
    .collect()
}

/// A piece of a line.
struct Segment {
    words: Words,
    /// Whether it belongs to another cell than the piece before it.
    apart: bool,
}

/// The pieces of a line that belong to different cells.
fn segments(line: &Words, known: &KnownLines) -> Vec<Segment> {
    let text = line.as_str();
    let mut cuts = vec![0];
    let mut apart = None;
    if let Some(step) = step_at_start(text).filter(|step| step.len() < text.len()) {
        cuts.push(step.len());
    }
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let starts = at > 0 && c.is_ascii_digit() && !before.is_ascii_digit();
        if starts && !matches!(before, '.' | '(' | '（' | '第') && numbers(&text[at..]) {
            cuts.push(at);
        }
        let gap = before.is_whitespace() && at > 0 && !c.is_whitespace();
        if gap && cuts.len() == 1 && known_apart(text, at, known) {
            cuts.push(at);
            apart = Some(at);
        }
        before = c;
    }
    cuts.sort_unstable();
    cuts.dedup();
    let ends = cuts.iter().skip(1).copied().chain([text.len()]);
    let pieces = cuts.iter().zip(ends).map(|(start, end)| Segment {
        words: line.cut(*start..end),
        apart: apart == Some(*start),
    });
    pieces.filter(|piece| !piece.words.is_blank()).collect()
}

/// Whether `2.` and words start here.
fn numbers(rest: &str) -> bool {
    marker(rest).is_some_and(|found| found.scheme == Scheme::Digit && found.end < rest.len())
}

/// Whether what stands before and behind a gap are lines of their own elsewhere.
fn known_apart(text: &str, at: usize, known: &KnownLines) -> bool {
    if text.len() > LINE {
        return false;
    }
    let (one, two) = (key(&text[..at]), key(&text[at..]));
    known.0.contains(&one) && (known.0.contains(&two) || two.starts_with('“'))
}

fn step_at_start(text: &str) -> Option<&str> {
    let word = text.split_whitespace().next()?;
    STEPS.contains(&word).then_some(word)
}

/// A cell while it is read.
#[derive(Debug, Default)]
struct Cell {
    /// As printed, cut at the edge of the column.
    lines: Vec<Words>,
    /// Whether each starts something: a number, a section.
    starts: Vec<bool>,
    number: u32,
    sub: u32,
}

impl Cell {
    /// Whether its last line goes on.
    fn is_open(&self, wide: usize) -> bool {
        self.lines.last().is_some_and(|last| {
            !is_closed(last.as_str()) && width(last.as_str()) * 100 >= wide * FULL
        })
    }

    fn is_closed(&self) -> bool {
        self.lines
            .last()
            .is_some_and(|last| is_closed(last.as_str()))
    }

    fn push(&mut self, words: &Words, starts: bool) {
        self.lines.push(words.clone());
        self.starts.push(starts);
    }

    /// Lines as they were before they were cut.
    fn whole(self, wide: usize) -> Vec<Words> {
        let mut out: Vec<Words> = Vec::new();
        let mut cut = false;
        for (line, starts) in self.lines.iter().zip(self.starts) {
            match out.last_mut() {
                Some(last) if cut && !starts => last.join(line),
                _ => out.push(line.clone()),
            }
            cut = !is_closed(line.as_str()) && width(line.as_str()) * 100 >= wide * NARROW;
        }
        out
    }
}

fn is_closed(text: &str) -> bool {
    let last = text.trim_end().chars().next_back().map(fold);
    matches!(last, Some('。' | '?' | '!'))
}

#[derive(Debug, Default)]
struct Open {
    steps: Vec<Words>,
    cells: [Cell; 3],
    /// The cell that was written last.
    at: Option<usize>,
}

fn read(segments: &[Segment], widths: [usize; 3]) -> Vec<Open> {
    let mut rows: Vec<Open> = Vec::new();
    for (index, segment) in segments.iter().enumerate() {
        let text = segment.words.as_str();
        if STEPS.contains(&text) {
            let restarts = next_number(&segments[index + 1..]).is_none_or(|number| number == 1);
            let untouched = rows.last().is_some_and(|row| row.at.is_none());
            if rows.is_empty() || (restarts && !untouched) {
                rows.push(Open::default());
            }
            if let Some(row) = rows.last_mut() {
                row.steps.push(segment.words.clone());
                // Behind a step of a row that goes on stands its content.
                if row.at.is_some() {
                    row.at = Some(0);
                }
            }
            continue;
        }
        if rows.is_empty() {
            rows.push(Open::default());
        }
        if let Some(row) = rows.last_mut() {
            row.add(segment, widths);
        }
    }
    rows
}

/// The number of the next numbered piece, before the next step.
fn next_number(rest: &[Segment]) -> Option<u32> {
    let words = rest.iter().map(|segment| &segment.words);
    let within = words.take_while(|words| !STEPS.contains(&words.as_str()));
    let mut markers = within.filter_map(|words| marker(words.as_str()));
    let found = markers.find(|found| matches!(found.scheme, Scheme::Digit | Scheme::Section))?;
    // Sections head a new row.
    Some(if found.scheme == Scheme::Section {
        1
    } else {
        found.number
    })
}

impl Open {
    fn add(&mut self, segment: &Segment, widths: [usize; 3]) {
        let words = &segment.words;
        let found = marker(words.as_str());
        let (column, starts) = match found.as_ref().map(|found| (found.scheme, found.number)) {
            Some((Scheme::Digit, number)) => (self.for_number(number), true),
            Some((Scheme::DigitBracket, number)) => (self.for_sub(number), true),
            Some((Scheme::Section, _)) => (0, true),
            _ => (self.for_rest(widths, segment.apart), false),
        };
        let cell = &mut self.cells[column];
        match found.map(|found| (found.scheme, found.number)) {
            Some((Scheme::Digit, number)) => {
                cell.number = number;
                cell.sub = 0;
            }
            Some((Scheme::DigitBracket, number)) => cell.sub = number,
            _ => {}
        }
        cell.push(words, starts);
        self.at = Some(column);
    }

    /// `1.` opens the next cell, any other number goes on where the one before it stands.
    fn for_number(&self, number: u32) -> usize {
        let at = self.at.unwrap_or(0);
        if number == 1 {
            let fresh = |column: &usize| {
                let cell = &self.cells[*column];
                cell.number == 0 && (cell.lines.is_empty() || *column > at)
            };
            return (at..3).find(fresh).unwrap_or(at);
        }
        let goes_on = |column: &usize| self.cells[*column].number + 1 == number;
        Some(at)
            .filter(goes_on)
            .or_else(|| (0..3).find(goes_on))
            .unwrap_or(at)
    }

    fn for_sub(&self, number: u32) -> usize {
        let at = self.at.unwrap_or(0);
        let goes_on = |column: &usize| {
            let cell = &self.cells[*column];
            cell.sub + 1 == number && (number > 1 || cell.number > 0)
        };
        let here = Some(at).filter(|at| goes_on(at) && (number > 1 || *at == 0));
        here.or_else(|| (0..3).find(goes_on)).unwrap_or(at)
    }

    /// Words without a number go on where they stand, or in a cell whose line was cut.
    fn for_rest(&self, widths: [usize; 3], apart: bool) -> usize {
        let Some(at) = self.at else {
            return 0;
        };
        if apart || self.cells[at].is_closed() {
            let open = |column: &usize| self.cells[*column].is_open(widths[*column]);
            return (at + 1..3).find(open).unwrap_or(at);
        }
        at
    }
}
