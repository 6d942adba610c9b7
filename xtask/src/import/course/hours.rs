//! Tables of hours: as tables, or as the lines that an extractor left.

use crate::import::content::Notes;
use crate::import::flow::{Grid, flat_heads};
use crate::import::marker::{Marker, Scheme, marker};
use crate::import::outline::title::numbers;
use crate::import::rules::{self, columns::Column};
use crate::import::words::Words;

/// A row as the table says it.
#[derive(Debug)]
pub struct Row {
    /// The printed number of what it is about, 0 for none.
    pub number: u32,
    /// `第一章`, `1`; blank where there is none.
    pub label: Words,
    /// Its title.
    pub title: Words,
    /// Class hours.
    pub hours: f64,
    /// Whether they are a sum of ours.
    pub summed: bool,
    /// The row as printed.
    pub words: Words,
    /// Whether it may name something of the unit behind the unit: 项目一 | 任务1.1.
    pub above: bool,
    /// Whether it is about something of the unit above it: 任务1.2.
    pub below: bool,
}

/// What a table of hours says.
#[derive(Debug, Default)]
pub struct Table {
    /// Rows with hours.
    pub rows: Vec<Row>,
    /// Lines that are none: sums, remarks.
    pub rest: Vec<Words>,
}

/// Whether a row sums up.
pub fn sums_up(words: &Words) -> bool {
    SUMS.iter().any(|sum| words.key().starts_with(sum))
}

/// Words of a row that sums up.
const SUMS: [&str; 8] = [
    "合计",
    "总计",
    "小计",
    "总学时",
    "共计",
    "总和",
    "合计学时",
    "total",
];

/// Whether columns are those of a table of hours.
pub fn is_table(columns: &[Column]) -> bool {
    let hours = columns.iter().any(|column| is_count(*column));
    let shares = columns.contains(&Column::Percent);
    hours
        && !shares
        && columns.iter().any(|c| {
            matches!(
                c,
                Column::Title | Column::Lab | Column::Number | Column::Week
            )
        })
}

fn is_count(column: Column) -> bool {
    matches!(column, Column::Hours | Column::Theory | Column::Practice)
}

/// Reads the lines of a flattened table; none when it is no table of hours.
pub fn of_lines(lines: &[Words], notes: &mut Notes) -> Option<Table> {
    let (columns, start) = flat_heads(lines);
    if !is_table(&columns) {
        return None;
    }
    let counts: Vec<Column> = columns.iter().copied().filter(|c| is_count(*c)).collect();
    let nested = columns.iter().filter(|c| **c == Column::Title).count() > 1;
    let labs = columns.contains(&Column::Lab);
    lines[..start]
        .iter()
        .for_each(|head| notes.understood("heads of tables", head));
    let mut table = Table::default();
    let mut open = Words::default();
    for (index, line) in lines[start..].iter().enumerate() {
        // A title cut in two goes on; cells on lines of their own do not.
        match open
            .as_str()
            .chars()
            .next_back()
            .zip(line.as_str().chars().next())
        {
            Some((one, two)) if is_han(one) && is_han(two) => open.push(line),
            _ => open.push_spaced(line),
        }
        let next = lines.get(start + index + 1).map_or("", Words::as_str);
        // A row whose cells stand on lines of their own goes on with its other numbers.
        let more = is_number(next) && trailing(&open).1.len() < counts.len();
        if trailing(&open).1.is_empty() || more {
            continue;
        }
        table.add(&open, &counts, nested);
        open = Words::default();
    }
    table
        .rest
        .extend(Some(open).filter(|open| !open.is_blank()));
    table.of_labs(labs);
    Some(table)
}

fn is_han(c: char) -> bool {
    c.is_alphabetic() && !c.is_ascii()
}

fn is_number(text: &str) -> bool {
    text.trim().parse::<f64>().is_ok()
}

/// Where the numbers at the end of a row start, and the numbers.
fn trailing(words: &Words) -> (usize, Vec<f64>) {
    let text = words.as_str();
    let mut end = text.len();
    let mut found = Vec::new();
    for token in text.split_whitespace().rev() {
        let bare = token.trim_end_matches("学时").trim_end_matches("课时");
        let Ok(number) = bare.parse::<f64>() else {
            break;
        };
        let at = text[..end].rfind(token).unwrap_or(0);
        if at == 0 {
            break;
        }
        found.insert(0, number);
        end = at;
    }
    (end, found)
}

impl Table {
    /// Rows about experiments are numbered beside the chapters, and are about a unit only
    /// where its title says so.
    fn of_labs(&mut self, labs: bool) {
        for row in self.rows.iter_mut().filter(|_| labs) {
            row.number = 0;
            row.above = false;
            row.below = false;
        }
    }

    fn add(&mut self, words: &Words, counts: &[Column], nested: bool) {
        let (end, numbers) = trailing(words);
        let head = words.cut(0..end);
        let text = head.as_str();
        let found = marker(text);
        let (label, title, number) = match &found {
            Some(found) => (
                head.cut(0..found.label),
                head.cut(found.end..text.len()),
                unit_number(found),
            ),
            None => bare_number(&head),
        };
        // 1 项目一 认知会计: the number of the row, then that of the unit.
        let inner = marker(title.as_str()).filter(|_| found.is_none() && nested);
        let (label, title) = match &inner {
            Some(found) => (
                title.cut(0..found.label),
                title.cut(found.end..title.as_str().len()),
            ),
            None => (label, title),
        };
        let named = inner.as_ref().or(found.as_ref());
        let below = nested && named.is_some_and(|found| unit_number(found) == 0);
        let sums = SUMS.contains(&title.key().as_str()) || SUMS.contains(&head.key().as_str());
        match hours(&numbers, counts) {
            Some((hours, summed)) if !sums && !title.is_blank() => self.rows.push(Row {
                number,
                label,
                title,
                hours,
                summed,
                words: words.clone(),
                above: nested,
                below,
            }),
            _ => self.rest.push(words.clone()),
        }
    }
}

/// The number of the unit that a marker names; that of a section names none.
fn unit_number(found: &Marker) -> u32 {
    match found.scheme {
        Scheme::Decimal(_) | Scheme::Section => 0,
        _ => found.number,
    }
}

/// `1 绪论`: a number without a sign.
fn bare_number(head: &Words) -> (Words, Words, u32) {
    let text = head.as_str();
    let digits = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let gap = text[digits..].starts_with(char::is_whitespace);
    match text[..digits].parse() {
        Ok(number) if gap => (head.cut(0..digits), head.cut(digits..text.len()), number),
        _ => (Words::default(), head.clone(), 0),
    }
}

/// The hours among the numbers of a row, and whether they were added up.
fn hours(numbers: &[f64], counts: &[Column]) -> Option<(f64, bool)> {
    let at = counts.iter().position(|column| *column == Column::Hours);
    let fits = numbers.len() == counts.len();
    let found = match (numbers, at) {
        ([], _) => return None,
        ([one], _) => (*one, false),
        (all, Some(at)) if fits => (all[at], false),
        (all, None) if fits => (all.iter().sum(), true),
        (all, _) => {
            let (last, before) = all.split_last()?;
            let sum: f64 = before.iter().sum();
            if (sum - last).abs() < 1e-9 {
                (*last, false)
            } else {
                (all[0], false)
            }
        }
    };
    (found.0.is_finite() && (0.0..1000.0).contains(&found.0)).then_some(found)
}

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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lines: &str, expected: &[(u32, &str, f64)], rest: &[&str]) {
        let mut start = 0;
        let words: Vec<Words> = lines
            .split('\n')
            .map(|line| {
                start += line.len() + 1;
                Words::at(lines, start - line.len() - 1..start - 1)
            })
            .collect();
        let table = of_lines(&words, &mut Notes::default()).unwrap_or_default();
        let rows: Vec<_> = table
            .rows
            .iter()
            .map(|row| (row.number, row.title.as_str(), row.hours))
            .collect();
        assert_eq!(rows, expected, "{lines}");
        let found: Vec<_> = table.rest.iter().map(Words::as_str).collect();
        assert_eq!(found, rest, "{lines}");
    }

    #[test]
    fn flattened_tables() {
        check(
            "章节 教学内容 学时\n1 绪论 2\n2 栈\n和队列 4\n合计 6",
            &[(1, "绪论", 2.0), (2, "栈和队列", 4.0)],
            &["合计 6"],
        );
        check(
            "章节 理论 实践 小计\n第一章 绪论 2 0 2\n第二章 栈 2 2 4",
            &[(1, "绪论", 2.0), (2, "栈", 4.0)],
            &[],
        );
        check(
            "序号 内容 讲课 实验\n1 绪论 2 1\n2 栈 4",
            &[(1, "绪论", 3.0), (2, "栈", 4.0)],
            &[],
        );
        check(
            "序号\n内容\n学时\n1\n绪论\n2\n2\n栈\n4",
            &[(1, "绪论", 2.0), (2, "栈", 4.0)],
            &[],
        );
        check(
            "章节 教学内容 学时\n一、绪论 2\n二、栈 2学时\n机动",
            &[(1, "绪论", 2.0), (2, "栈", 2.0)],
            &["机动"],
        );
    }
}
