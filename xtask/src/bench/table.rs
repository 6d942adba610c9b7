//! The table of measures: rows in the order in which they were measured, a column a subject.

use std::fmt::Write;

use serde::Serialize;
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use super::stats::Summary;

/// One measured thing.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Cell {
    /// Bytes over the line, and in how many answers.
    Weight {
        /// Bodies as transferred, headers aside.
        bytes: usize,
        /// How many.
        requests: usize,
    },
    /// Milliseconds.
    Times(Summary),
    /// How many of something.
    Count {
        /// How many.
        count: usize,
    },
    /// Tasks of more than 50 ms on the main thread.
    Tasks {
        /// How many.
        tasks: usize,
        /// The longest, in milliseconds.
        longest: f64,
    },
    /// Why it was not measured.
    Missing {
        /// A few words.
        missing: String,
    },
}

impl Cell {
    /// The times summed up; what was never seen is missing.
    pub fn times(times: &[f64]) -> Self {
        Summary::of(times).map_or_else(|| Self::missing("never seen"), Self::Times)
    }

    /// Not measured.
    pub fn missing(why: impl std::fmt::Display) -> Self {
        let missing = why.to_string();
        Self::Missing { missing }
    }

    fn shown(&self) -> String {
        match self {
            Self::Weight { requests: 0, .. } => "0".to_owned(),
            Self::Weight { bytes, requests: 1 } => kilobytes(*bytes),
            Self::Weight { bytes, requests } => {
                format!("{} in {requests}", kilobytes(*bytes))
            }
            Self::Times(s) if s.count == 1 => format!("{} ms", number(s.median)),
            Self::Times(s) => format!("{} / {} ms", number(s.median), number(s.p95)),
            Self::Count { count } => count.to_string(),
            Self::Tasks { tasks: 0, .. } => "0".to_owned(),
            Self::Tasks { tasks, longest } => format!("{tasks}, longest {} ms", number(*longest)),
            Self::Missing { missing } => {
                let missing: String = missing.split_whitespace().collect::<Vec<_>>().join(" ");
                format!("未测: {}", missing.chars().take(60).collect::<String>())
            }
        }
    }
}

fn kilobytes(bytes: usize) -> String {
    #[allow(clippy::cast_precision_loss)]
    let kilobytes = bytes as f64 / 1000.0;
    format!("{kilobytes:.1} kB")
}

fn number(milliseconds: f64) -> String {
    match milliseconds {
        m if m < 100.0 => format!("{m:.1}"),
        m => format!("{m:.0}"),
    }
}

/// What a measure should not exceed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Budget {
    /// Bytes.
    Bytes(usize),
    /// Bytes and requests.
    Weight(usize, usize),
    /// Milliseconds, of the median.
    Median(f64),
    /// Milliseconds, of the 95th percentile.
    P95(f64),
    /// So many, of things or of long tasks.
    Count(usize),
}

impl Budget {
    fn shown(self) -> String {
        match self {
            Self::Bytes(bytes) => format!("≤ {}", kilobytes(bytes)),
            Self::Weight(bytes, requests) => format!("≤ {} in {requests}", kilobytes(bytes)),
            Self::Median(time) => format!("median < {time} ms"),
            Self::P95(time) => format!("p95 < {time} ms"),
            Self::Count(count) => count.to_string(),
        }
    }

    /// `None` when the cell is of another kind or missing.
    fn kept(self, cell: &Cell) -> Option<bool> {
        match (self, cell) {
            (Self::Bytes(limit), Cell::Weight { bytes, .. }) => Some(*bytes <= limit),
            (Self::Weight(limit, answers), Cell::Weight { bytes, requests }) => {
                Some(*bytes <= limit && *requests <= answers)
            }
            (Self::Median(limit), Cell::Times(s)) => Some(s.median < limit),
            (Self::P95(limit), Cell::Times(s)) => Some(s.p95 < limit),
            (
                Self::Count(limit),
                Cell::Count { count: n }
                | Cell::Tasks { tasks: n, .. }
                | Cell::Weight { requests: n, .. },
            ) => Some(*n <= limit),
            _ => None,
        }
    }
}

/// One line.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    group: &'static str,
    name: String,
    budget: Option<Budget>,
    /// In the order of the subjects; `None` where it means nothing.
    cells: Vec<Option<Cell>>,
}

/// All measures of a run.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    subjects: Vec<&'static str>,
    rows: Vec<Row>,
}

impl Table {
    /// Puts in a measure of `subject`. Rows and columns stand in the order in which they come
    /// first; a row stands with its group.
    pub fn put(
        &mut self,
        group: &'static str,
        name: impl Into<String>,
        subject: &'static str,
        cell: Cell,
    ) {
        let name = name.into();
        let column = self.column(subject);
        let row = self.row(group, name);
        if row.cells.len() <= column {
            row.cells.resize(column + 1, None);
        }
        row.cells[column] = Some(cell);
    }

    /// Says what a measure should not exceed.
    pub fn budget(&mut self, group: &'static str, name: &str, budget: Budget) {
        self.row(group, name.to_owned()).budget = Some(budget);
    }

    /// Names of the rows, `group: name`.
    pub fn names(&self) -> Vec<String> {
        let name = |row: &Row| format!("{}: {}", row.group, row.name);
        self.rows.iter().map(name).collect()
    }

    fn column(&mut self, subject: &'static str) -> usize {
        let known = self.subjects.iter().position(|s| *s == subject);
        known.unwrap_or_else(|| {
            self.subjects.push(subject);
            self.subjects.len() - 1
        })
    }

    fn row(&mut self, group: &'static str, name: String) -> &mut Row {
        let known = self
            .rows
            .iter()
            .position(|row| row.group == group && row.name == name);
        let at = known.unwrap_or_else(|| {
            let last = self.rows.iter().rposition(|row| row.group == group);
            let at = last.map_or(self.rows.len(), |last| last + 1);
            let row = Row {
                group,
                name,
                budget: None,
                cells: Vec::new(),
            };
            self.rows.insert(at, row);
            at
        });
        &mut self.rows[at]
    }

    /// For people, without a line break at the end.
    pub fn text(&self) -> String {
        let mut lines = vec![self.head()];
        let mut group = "";
        for row in &self.rows {
            if row.group != group {
                group = row.group;
                lines.push(vec![group.to_owned()]);
            }
            lines.push(self.line(row));
        }
        aligned(&lines)
    }

    fn head(&self) -> Vec<String> {
        let mut head = vec![String::new()];
        head.extend(self.subjects.iter().map(|s| (*s).to_owned()));
        head.push("budget".to_owned());
        head
    }

    fn line(&self, row: &Row) -> Vec<String> {
        let mut line = vec![format!("  {}", row.name)];
        for column in 0..self.subjects.len() {
            let cell = row.cells.get(column).and_then(Option::as_ref);
            line.push(cell.map_or_else(String::new, Cell::shown));
        }
        // The budget is the project's own, in the first column.
        let own = row.cells.first().and_then(Option::as_ref);
        if let Some(budget) = row.budget {
            let over = own.and_then(|cell| budget.kept(cell)) == Some(false);
            let sign = if over { "  ✗ over" } else { "" };
            line.push(budget.shown() + sign);
        }
        line
    }

    /// For programs: an object a row.
    pub fn json(&self) -> Value {
        let row = |row: &Row| {
            let cells = self.subjects.iter().zip(&row.cells);
            let cells = cells
                .filter_map(|(subject, cell)| Some(((*subject).to_owned(), json!(cell.as_ref()?))));
            let own = row.cells.first().and_then(Option::as_ref);
            json!({
                "group": row.group,
                "name": row.name,
                "budget": row.budget.map(Budget::shown),
                "kept": row.budget.zip(own).and_then(|(budget, cell)| budget.kept(cell)),
                "measured": cells.collect::<serde_json::Map<_, _>>(),
            })
        };
        self.rows.iter().map(row).collect()
    }
}

/// Columns as wide as their widest cell; a line of one cell stands for itself.
fn aligned(lines: &[Vec<String>]) -> String {
    let columns = lines.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        let cells = lines.iter().filter(|line| line.len() > 1);
        let cells = cells.filter_map(|line| line.get(column));
        cells.map(|cell| cell.width()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut out = String::new();
    for line in lines {
        let mut text = String::new();
        for (cell, width) in line.iter().zip(&widths) {
            let padding = (width + 3).saturating_sub(cell.width());
            // Writing to a string cannot fail.
            let _ = write!(text, "{cell}{:padding$}", "");
        }
        out.push_str(text.trim_end());
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_with_their_group_and_say_what_is_over() {
        let mut table = Table::default();
        let weight = |bytes, requests| Cell::Weight { bytes, requests };
        table.put("weight", "starter", "kegang", weight(2_400, 1));
        table.budget("weight", "starter", Budget::Bytes(2_000));
        table.put("typing", "painted", "kegang", Cell::times(&[4.0, 6.0]));
        table.put(
            "typing",
            "painted",
            "pagefind",
            Cell::missing("no such file"),
        );
        table.put("weight", "first results", "pagefind", weight(174_000, 9));
        let text = "\
                    kegang         pagefind             budget
weight
  starter         2.4 kB                              ≤ 2.0 kB  ✗ over
  first results                  174.0 kB in 9
typing
  painted         4.0 / 6.0 ms   未测: no such file";
        assert_eq!(table.text().replace(' ', ""), text.replace(' ', ""));
        assert_eq!(table.json()[0]["kept"], false);
        assert_eq!(table.json()[2]["measured"]["kegang"]["count"], 2);
    }
}
