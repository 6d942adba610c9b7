//! Units that stand in a table and nowhere else: a row a unit, a column what it has.

use super::hours;
use crate::catalog::kinds::CourseKind;
use crate::import::content::Notes;
use crate::import::flow::{Block, Grid, GridCell, Para};
use crate::import::marker::{Scheme, han_number, marker};
use crate::import::outline::{Hours, Outline, Unit, title};
use crate::import::rules::{self, columns::Column};
use crate::import::words::Words;

/// Columns whose cells are parts of a unit.
const PARTS: [Column; 9] = [
    Column::Purpose,
    Column::Key,
    Column::Difficult,
    Column::KeyDifficult,
    Column::Methods,
    Column::Homework,
    Column::Thinking,
    Column::Values,
    Column::Other,
];

/// Characters of the longest title of a unit in a table.
const TITLE: usize = 40;
/// The head of a column heads what stands in a cell, as a heading style would.
const HEAD: u8 = 9;

/// Makes units of the first table that can be read so.
pub fn units(outline: &mut Outline, notes: &mut Notes) {
    if !outline.units.is_empty() {
        return;
    }
    for section in &mut outline.sections {
        let found = section.body.iter().position(|block| match block {
            Block::Table(grid) => Columns::of(grid).is_some(),
            _ => false,
        });
        let Some(at) = found else {
            continue;
        };
        if let Block::Table(grid) = section.body.remove(at)
            && let Some(columns) = Columns::of(&grid)
        {
            outline.units = columns.units(&grid, notes);
            section.holds_units = true;
            section.kind = CourseKind::Units;
            return;
        }
    }
}

/// What the columns of a schedule hold.
struct Columns {
    start: usize,
    columns: Vec<Option<Column>>,
    title: usize,
    lead: Option<usize>,
    hours: Vec<usize>,
}

/// Which of several columns of names titles the units, and one before it that only numbers
/// them: 章次 | 内容.
fn titled(grid: &Grid, start: usize, titles: &[usize]) -> Option<(Option<usize>, usize)> {
    let first = *titles.first()?;
    let cells = |column: usize| {
        let rows = grid.rows.iter().skip(start);
        let cells = rows.filter_map(move |row| row.get(column));
        let own = cells.filter(|cell| cell.first && !cell.is_blank());
        own.map(GridCell::words)
            .filter(|words| !hours::sums_up(words))
    };
    let second = titles.get(1).copied().filter(|second| {
        let plain = |words: &Words| {
            let sections = marker(words.as_str())
                .is_some_and(|found| matches!(found.scheme, Scheme::Decimal(_) | Scheme::Section));
            !sections && words.as_str().chars().count() <= TITLE
        };
        cells(first).all(|words| is_number(&words)) && cells(*second).all(|words| plain(&words))
    });
    Some(second.map_or((None, first), |second| (Some(first), second)))
}

/// 一, 1, 第一章: a number and nothing behind it.
fn is_number(words: &Words) -> bool {
    let text = words.as_str().trim();
    let chars: Vec<char> = text.chars().collect();
    let bare = han_number(&chars).is_some() || text.parse::<u32>().is_ok();
    bare || marker(text).is_some_and(|found| found.end == text.len())
}

impl Columns {
    fn of(grid: &Grid) -> Option<Self> {
        let (columns, start) = hours::heads(grid);
        let all = |wanted: Column| -> Vec<usize> {
            (0..columns.len())
                .filter(|i| columns[*i] == Some(wanted))
                .collect()
        };
        let titles = match all(Column::Title) {
            none if none.is_empty() => all(Column::Lab),
            titles => titles,
        };
        let (numbers, title) = titled(grid, start, &titles)?;
        let counted = [Column::Hours, Column::Theory, Column::Practice];
        let hours: Vec<usize> = counted.into_iter().flat_map(all).collect();
        let told = PARTS
            .iter()
            .any(|part| *part != Column::Other && !all(*part).is_empty());
        let fits = start > 0 && all(Column::Percent).is_empty() && all(Column::Teacher).is_empty();
        let rows = grid.rows.len() > start;
        let lead = all(Column::Week)
            .first()
            .or(all(Column::Number).first())
            .copied()
            .or(numbers);
        (fits && rows && (told || !hours.is_empty() || lead.is_some())).then_some(Self {
            start,
            columns,
            title,
            lead,
            hours,
        })
    }

    fn units(&self, grid: &Grid, notes: &mut Notes) -> Vec<Unit> {
        let mut out: Vec<Unit> = Vec::new();
        let heads: Vec<Words> = self.heads(grid, notes);
        for row in &grid.rows[self.start..] {
            let first = row.iter().find(|cell| !cell.is_blank());
            let sums = |words: &Words| {
                hours::sums_up(words) || rules::column(words.as_str()) == Some(Column::Hours)
            };
            if first.is_some_and(|cell| sums(&cell.words())) {
                let cells = row.iter().filter(|cell| cell.first);
                notes.understood_all("sums", cells.map(GridCell::words));
                continue;
            }
            let title = row.get(self.title);
            let own = title.filter(|cell| cell.first && !cell.is_blank());
            match (own, out.last_mut()) {
                (Some(cell), _) => out.push(self.unit(cell, row, notes)),
                (None, Some(_)) => {}
                (None, None) => continue,
            }
            if let Some(unit) = out.last_mut() {
                let own = own.is_some();
                // A further row of a unit has hours of its own: a week more.
                let before = unit.hours.take_if(|_| !own);
                self.fill(unit, row, &heads);
                unit.hours = both(before, unit.hours.take());
                let lead = self.lead.and_then(|at| row.get(at));
                if let Some(lead) = lead.filter(|cell| !own && cell.first) {
                    notes.understood("numbers of rows", &lead.words());
                }
            }
        }
        out
    }

    fn heads(&self, grid: &Grid, notes: &mut Notes) -> Vec<Words> {
        let head = &grid.rows[self.start - 1];
        for cell in grid.rows[..self.start]
            .iter()
            .flatten()
            .filter(|cell| cell.first)
        {
            notes.understood("heads of tables", &cell.words());
        }
        head.iter().map(GridCell::words).collect()
    }

    /// The unit of a row, with the rest of its title cell.
    fn unit(&self, cell: &GridCell, row: &[GridCell], notes: &mut Notes) -> Unit {
        let mut lines = cell.lines.iter().filter(|line| !line.is_blank());
        let mut first = lines.next().cloned().unwrap_or_default();
        // 第1章 with its title on the next line of the cell.
        let alone = marker(first.as_str())
            .is_some_and(|found| is_unit(found.scheme) && found.end == first.as_str().len());
        let mut rest = lines.clone();
        if let Some(next) = rest.next().filter(|next| alone && is_title(next)) {
            first.push_spaced(next);
            lines = rest;
        }
        let text = first.as_str();
        let found = marker(text).filter(|found| found.scheme != Scheme::Bullet);
        let start = found.as_ref().map_or(0, |found| found.end);
        let (name, inline, hours) = title::split(&first.cut(start..text.len()));
        let lead = self
            .lead
            .and_then(|at| row.get(at))
            .map(GridCell::words)
            .unwrap_or_default();
        let label = match &found {
            Some(found) => {
                notes.understood("numbers of rows", &lead);
                first.cut(0..found.label)
            }
            None if !lead.is_blank() => lead,
            None => name.clone(),
        };
        let paras = Some(inline)
            .into_iter()
            .filter(|words| !words.is_blank())
            .chain(lines.cloned());
        Unit {
            number: found.map_or(0, |found| found.number),
            label,
            title: if name.is_blank() { first } else { name },
            hours,
            body: paras.map(paragraph).collect(),
        }
    }

    /// Adds what the other cells of a row say.
    fn fill(&self, unit: &mut Unit, row: &[GridCell], heads: &[Words]) {
        for (at, cell) in row
            .iter()
            .enumerate()
            .filter(|(_, cell)| cell.first && !cell.is_blank())
        {
            let column = self.columns.get(at).copied().flatten();
            if at == self.title || Some(at) == self.lead {
                continue;
            }
            if self.hours.contains(&at) {
                self.add_hours(unit, cell, column == Some(Column::Hours));
                continue;
            }
            let is_title = matches!(column, Some(Column::Title | Column::Lab));
            if !is_title && let Some(head) = heads.get(at).filter(|head| !head.is_blank()) {
                unit.body.push(Block::Para(Para {
                    words: head.clone(),
                    style: HEAD,
                }));
            }
            unit.body.extend(
                cell.lines
                    .iter()
                    .filter(|line| !line.is_blank())
                    .cloned()
                    .map(paragraph),
            );
        }
    }

    /// How many columns say the whole.
    fn totals(&self) -> usize {
        let totals = self.columns.iter().flatten();
        totals.filter(|column| **column == Column::Hours).count()
    }

    /// The whole where there is a column for it, else the sum of the parts.
    fn add_hours(&self, unit: &mut Unit, cell: &GridCell, whole: bool) {
        let Some(said) = title::hours(&cell.words()) else {
            unit.body.push(paragraph(cell.words()));
            return;
        };
        match &mut unit.hours {
            Some(hours) => {
                let total = self.columns.contains(&Some(Column::Hours));
                hours.words.push_spaced(&said.words);
                if whole {
                    // The total may stand before its parts or behind them.
                    hours.value = said
                        .value
                        .max(if self.totals() > 1 { hours.value } else { 0.0 });
                    hours.summed = said.summed;
                } else if !total {
                    hours.value += said.value;
                    hours.summed = true;
                }
            }
            None => unit.hours = Some(said),
        }
    }
}

/// The hours of two rows of a unit.
fn both(before: Option<Hours>, more: Option<Hours>) -> Option<Hours> {
    match (before, more) {
        (Some(mut hours), Some(more)) => {
            hours.words.push_spaced(&more.words);
            hours.value += more.value;
            hours.summed = true;
            Some(hours)
        }
        (before, more) => before.or(more),
    }
}

fn is_unit(scheme: Scheme) -> bool {
    matches!(scheme, Scheme::Unit(_) | Scheme::Han)
}

/// A line that may be the title of a unit: short, without a number of its own.
fn is_title(words: &Words) -> bool {
    let text = words.as_str();
    marker(text).is_none() && text.chars().count() <= TITLE && !text.ends_with(['。', '；'])
}

fn paragraph(words: Words) -> Block {
    Block::Para(Para { words, style: 0 })
}
