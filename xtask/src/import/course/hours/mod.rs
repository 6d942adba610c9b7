//! Tables of hours: as tables, or as the lines that an extractor left.

mod grid;
mod lines;

pub use self::grid::{heads, of_grid};
pub use self::lines::of_lines;
use crate::import::marker::{Marker, Scheme};
use crate::import::rules::columns::Column;
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

fn is_number(text: &str) -> bool {
    text.trim().parse::<f64>().is_ok()
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
}

/// The number of the unit that a marker names; that of a section names none.
fn unit_number(found: &Marker) -> u32 {
    match found.scheme {
        Scheme::Decimal(_) | Scheme::Section => 0,
        _ => found.number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::content::Notes;

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
