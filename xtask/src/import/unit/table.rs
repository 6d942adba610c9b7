//! Tables within a unit: methods by section, the process, or any other.

use super::parts::Role;
use super::process::{self, Row};
use super::{Common, Maker};
use crate::catalog::kinds::PartKind;
use crate::import::flow::{Block, Grid, Para, heads};
use crate::import::marker::{Scheme, marker};
use crate::import::rules;
use crate::import::rules::columns::Column;
use crate::import::words::Words;

/// Lines over which a row of the table of methods may be spread.
const SPREAD: usize = 6;

impl Maker<'_> {
    /// Reads tables that have columns of their own; what is left of the body, other tables
    /// as lines.
    pub(super) fn tables(&mut self, body: &[Block], role: Role, common: &Common<'_>) -> Vec<Block> {
        let mut out = Vec::new();
        for block in body {
            match block {
                Block::Para(_) => out.push(block.clone()),
                Block::Flat(lines) => self.flat(lines, common, &mut out),
                Block::Table(grid) => self.grid(grid, role, &mut out),
            }
        }
        out
    }

    fn flat(&mut self, lines: &[Words], common: &Common<'_>, out: &mut Vec<Block>) {
        let rest = self.flat_methods(lines);
        let Some(head) = rest.iter().position(|line| process::is_head(line.as_str())) else {
            out.extend(rest.into_iter().map(paragraph));
            return;
        };
        out.extend(rest[..head].iter().cloned().map(paragraph));
        self.notes.understood("heads of tables", &rest[head]);
        self.process(process::rows(&rest[head + 1..], common.known));
    }

    /// Takes the table 序号 | 教学内容 | 教学方法 out of lines; the others.
    fn flat_methods(&mut self, lines: &[Words]) -> Vec<Words> {
        let mut rest = Vec::new();
        let mut at = 0;
        while at < lines.len() {
            let taken = match is_methods_head(lines[at].as_str()) {
                true => self.methods_rows(&lines[at + 1..]),
                false => 0,
            };
            if taken == 0 {
                rest.push(lines[at].clone());
                at += 1;
            } else {
                self.notes.understood("heads of tables", &lines[at]);
                at += taken + 1;
            }
        }
        rest
    }

    /// Reads rows as long as their numbers go on; how many lines they take.
    fn methods_rows(&mut self, lines: &[Words]) -> usize {
        let mut at = 0;
        let mut number = 1;
        while let Some((taken, row)) = methods_row(&lines[at..], number) {
            let (title, methods) = row;
            self.method(&title, methods);
            self.notes.understood(
                "numbers of rows",
                &lines[at].cut(0..number.to_string().len()),
            );
            at += taken;
            number += 1;
        }
        at
    }

    /// The methods of the section that a row names.
    fn method(&mut self, title: &Words, methods: Words) {
        let text = title.as_str();
        let found = marker(text);
        let (start, number) = found
            .as_ref()
            .map_or((0, 0), |found| (found.end, found.number));
        let words = title.cut(start..text.len());
        let by_title = self.section_titled(words.as_str());
        let label = |label: &str| {
            marker(label).is_some_and(|m| m.scheme == Scheme::Section && m.number == number)
        };
        let sections = &mut self.unit.sections;
        let section = match by_title {
            Some(id) => sections.iter_mut().find(|section| section.id == id),
            None => sections
                .iter_mut()
                .find(|section| number > 0 && label(section.label.as_str())),
        };
        let Some(section) = section.filter(|section| section.methods.is_none()) else {
            return;
        };
        if section.title.key() == words.key() {
            self.notes.understood("repeated titles", title);
        } else {
            let message = format!(
                "the table says “{}”, the section “{}”",
                words.as_str(),
                section.title.as_str()
            );
            self.notes.doubt(
                "titles-differ",
                title,
                message,
                "the section's own title was taken",
            );
        }
        section.methods = Some(methods);
    }

    fn grid(&mut self, grid: &Grid, role: Role, out: &mut Vec<Block>) {
        let columns = |row: usize| -> Vec<Option<Column>> {
            let row = grid.rows.get(row).map(Vec::as_slice).unwrap_or_default();
            row.iter()
                .map(|cell| rules::column(cell.words().as_str()))
                .collect()
        };
        let heads = columns(0);
        let at = |column: Column| heads.iter().position(|head| *head == Some(column));
        if let (Some(teacher), Some(student)) = (at(Column::Teacher), at(Column::Student)) {
            let content = at(Column::Title);
            let step = at(Column::Step)
                .or((content != Some(0) && teacher != 0 && student != 0).then_some(0));
            self.heads(grid);
            let rows = grid.rows.iter().skip(1).map(|row| {
                let lines = |column: Option<usize>| -> Vec<Words> {
                    let cell = column
                        .and_then(|column| row.get(column))
                        .filter(|cell| cell.first);
                    let lines = cell
                        .map(|cell| cell.lines.as_ref().clone())
                        .unwrap_or_default();
                    lines.into_iter().filter(|line| !line.is_blank()).collect()
                };
                Row {
                    steps: lines(step),
                    cells: [lines(content), lines(Some(teacher)), lines(Some(student))],
                }
            });
            self.process(rows.collect());
            return;
        }
        let methods = at(Column::Methods)
            .zip(at(Column::Title))
            .filter(|_| heads.len() <= 3);
        if let (Some((methods, title)), Role::Part(PartKind::Methods)) = (methods, role) {
            self.heads(grid);
            for row in grid.rows.iter().skip(1) {
                if let (Some(title), Some(methods)) = (row.get(title), row.get(methods)) {
                    self.method(&title.words(), methods.words());
                }
                let number = at(Column::Number).and_then(|column| row.get(column));
                if let Some(number) = number {
                    self.notes.understood("numbers of rows", &number.words());
                }
            }
            return;
        }
        out.extend(grid.lines().into_iter().map(paragraph));
    }

    fn heads(&mut self, grid: &Grid) {
        for cell in grid
            .rows
            .first()
            .into_iter()
            .flatten()
            .filter(|cell| cell.first)
        {
            self.notes.understood("heads of tables", &cell.words());
        }
    }
}

fn paragraph(words: Words) -> Block {
    Block::Para(Para { words, style: 0 })
}

fn is_methods_head(line: &str) -> bool {
    let columns = heads(line).unwrap_or_default();
    columns.len() <= 3 && columns.contains(&Column::Methods) && columns.contains(&Column::Title)
}

/// A row that starts with this number: its lines, title and methods.
fn methods_row(lines: &[Words], number: u32) -> Option<(usize, (Words, Words))> {
    let first = lines.first()?;
    let digits = number.to_string();
    let rest = first.as_str().strip_prefix(&digits)?;
    if !(rest.is_empty() || rest.starts_with(char::is_whitespace)) {
        return None;
    }
    let mut title = Words::default();
    for (index, line) in lines.iter().take(SPREAD).enumerate() {
        let start = if index == 0 { digits.len() } else { 0 };
        let words = line.cut(start..line.as_str().len());
        let text = words.as_str();
        let last = text.split_whitespace().next_back().unwrap_or_default();
        let gap = text.len() - last.len();
        if last.ends_with('法') {
            title.join(&words.cut(0..gap));
            let methods = words.cut(gap..text.len());
            return (!title.is_blank()).then_some((index + 1, (title, methods)));
        }
        title.join(&words);
    }
    None
}
