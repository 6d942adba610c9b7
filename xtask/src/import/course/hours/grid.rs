//! A table of hours as a table.

use super::{Row, Table, is_count, is_number, is_table, sums_up, unit_number};
use crate::import::content::Notes;
use crate::import::flow::Grid;
use crate::import::marker::marker;
use crate::import::outline::title::numbers;
use crate::import::rules::{self, columns::Column};
use crate::import::words::Words;

/// What the columns of a table are, and how many rows head it.
pub fn heads(grid: &Grid) -> (Vec<Option<Column>>, usize) {
    let mut columns: Vec<Option<Column>> = Vec::new();
    let mut rows = 0;
    for row in grid.rows.iter().take(3) {
        let cells: Vec<Option<Column>> = row
            .iter()
            .map(|cell| rules::column(cell.words().as_str()))
            .collect();
        let known = cells.iter().flatten().count();
        let counted = row.iter().any(|cell| is_number(cell.words().as_str()));
        let carries_on = row.iter().any(|cell| !cell.first && !cell.is_blank());
        let heads = known >= 2 || (rows > 0 && known >= 1 && carries_on);
        if counted || !heads {
            break;
        }
        columns.resize(cells.len().max(columns.len()), None);
        for (column, found) in columns.iter_mut().zip(cells) {
            // 学时 above, 理论 and 实践 below: the lower head says which.
            *column = found.or(*column);
        }
        rows += 1;
    }
    (columns, rows)
}

/// Reads a table; none when it is no table of hours.
pub fn of_grid(grid: &Grid, notes: &mut Notes) -> Option<Table> {
    let (columns, start) = heads(grid);
    let known: Vec<Column> = columns.iter().flatten().copied().collect();
    if start == 0 || !is_table(&known) {
        return None;
    }
    for cell in grid.rows[..start]
        .iter()
        .flatten()
        .filter(|cell| cell.first)
    {
        notes.understood("heads of tables", &cell.words());
    }
    let places = |wanted: Column| -> Vec<usize> {
        (0..columns.len())
            .filter(|i| columns[*i] == Some(wanted))
            .collect()
    };
    let labs = places(Column::Lab);
    let titles = if labs.is_empty() {
        places(Column::Title)
    } else {
        labs.clone()
    };
    let counts: Vec<usize> = (0..columns.len())
        .filter(|i| columns[*i].is_some_and(is_count))
        .collect();
    let kinds: Vec<Column> = counts.iter().filter_map(|i| columns[*i]).collect();
    let mut table = Table::default();
    for row in &grid.rows[start..] {
        let cell = |at: usize| {
            row.get(at)
                .filter(|cell| cell.first)
                .map(|cell| cell.words())
        };
        let mut words = Words::default();
        row.iter()
            .filter(|cell| cell.first)
            .for_each(|cell| words.push_spaced(&cell.words()));
        let said: Vec<Option<f64>> = counts
            .iter()
            .map(|at| {
                let words = cell(*at)?;
                let found = numbers(words.as_str());
                found.first().copied()
            })
            .collect();
        let words_of = |at: &usize| cell(*at).filter(|words| !words.is_blank());
        let title = titles.iter().rev().find_map(words_of);
        // 项目一 | 任务1.1: the first of several names says which unit it is.
        let outer = titles.first().filter(|_| titles.len() > 1);
        let unit = outer.and_then(words_of);
        let below = outer.and_then(|at| row.get(*at));
        let below = below.is_some_and(|cell| !cell.first && !cell.is_blank());
        let lead = unit.clone().or_else(|| {
            let lead = places(Column::Number).first().copied();
            lead.or(places(Column::Week).first().copied())
                .and_then(cell)
        });
        let lead = lead.unwrap_or_default();
        let at = table.rows.len();
        table.add_cells(words, title, &lead, &said, &kinds);
        if let Some(row) = table.rows.get_mut(at) {
            row.below = below;
            if let Some(unit) = unit {
                let found = marker(unit.as_str());
                row.number = found.as_ref().map_or(row.number, unit_number);
                let start = found.map_or(0, |found| found.end);
                let name = unit.cut(start..unit.as_str().len());
                row.above = !name.is_blank();
                if row.above {
                    row.title = name;
                }
            }
            if below {
                row.number = 0;
            }
        }
    }
    table.of_labs(!labs.is_empty());
    Some(table)
}

impl Table {
    fn add_cells(
        &mut self,
        words: Words,
        title: Option<Words>,
        lead: &Words,
        said: &[Option<f64>],
        kinds: &[Column],
    ) {
        if words.is_blank() {
            return;
        }
        let whole = kinds
            .iter()
            .position(|kind| *kind == Column::Hours)
            .and_then(|at| said[at]);
        let sum: f64 = said.iter().flatten().sum();
        let several = said.iter().flatten().count() > 1;
        let Some(title) = title
            .filter(|title| !sums_up(title) && !sums_up(lead) && (whole.is_some() || sum > 0.0))
        else {
            self.rest.push(words);
            return;
        };
        let text = title.as_str();
        let found = marker(text);
        let (start, number) = found
            .as_ref()
            .map_or((0, 0), |found| (found.end, unit_number(found)));
        let own = title.cut(0..found.as_ref().map_or(0, |found| found.label));
        let (label, number) = match found {
            Some(_) => (own, number),
            None => (lead.clone(), number_of(lead)),
        };
        let bare = title.cut(start..text.len());
        self.rows.push(Row {
            number,
            label,
            title: if bare.is_blank() { title } else { bare },
            hours: whole.unwrap_or(sum),
            summed: whole.is_none() && several,
            words,
            above: false,
            below: false,
        });
    }
}

fn number_of(words: &Words) -> u32 {
    let found = marker(words.as_str()).map(|found| found.number);
    found
        .or_else(|| words.as_str().trim().parse().ok())
        .unwrap_or(0)
}
