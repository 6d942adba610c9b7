//! What was understood, in numbers.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use super::content::{Content, Unit};
use super::write::ledger::Account;
use crate::catalog::kinds::QuestionKind;

/// What an import made of a document.
#[derive(Debug, Serialize)]
pub struct Report {
    /// The syllabus's id.
    pub id: String,
    /// Share of the document's characters that is placed or understood, from 0 to 1; lines
    /// that were left out as copies, contents, running heads or page numbers do not count.
    pub share: f64,
    /// Characters of the document, white space aside.
    pub characters: usize,
    /// Characters by the field that holds them.
    pub placed: BTreeMap<&'static str, usize>,
    /// Characters that are written in another way: heads of tables, hours, marks.
    pub understood: BTreeMap<&'static str, usize>,
    /// Characters left out, by reason.
    pub left_out: BTreeMap<&'static str, usize>,
    /// Letters and digits that stand in no field.
    pub unplaced: usize,
    /// How many there are of each thing.
    pub counts: BTreeMap<&'static str, usize>,
    /// Class hours of the units.
    pub hours: f64,
    /// The units: label, title, and how many sections, points, questions and carriers.
    pub units: Vec<UnitReport>,
}

/// A unit in numbers.
#[derive(Debug, Serialize)]
pub struct UnitReport {
    /// Printed label and title.
    pub title: String,
    /// Sections.
    pub sections: usize,
    /// Points of sections and others.
    pub points: usize,
    /// Questions.
    pub questions: usize,
    /// 思政载体
    pub carriers: usize,
}

impl Report {
    /// Counts.
    pub fn new(id: &str, content: &Content, account: Account) -> Self {
        let rows = content.sections.iter().flat_map(|section| &section.rows);
        Self {
            id: id.to_owned(),
            share: account.share(),
            characters: account.total,
            // An empty sum is minus zero.
            hours: rows.map(|row| row.hours).sum::<f64>() + 0.0,
            counts: counts(content),
            units: content.units.iter().map(unit).collect(),
            placed: account.placed,
            understood: account.understood,
            left_out: account.taken,
            unplaced: account.lost,
        }
    }

    /// For people.
    pub fn text(&self) -> String {
        let mut out = String::new();
        let counts: Vec<String> = self
            .counts
            .iter()
            .map(|(name, count)| format!("{count} {name}"))
            .collect();
        let _ = writeln!(out, "{}: {}", self.id, counts.join(", "));
        if self.hours > 0.0 {
            let _ = writeln!(out, "hours of the units: {}", self.hours);
        }
        for unit in &self.units {
            let _ = writeln!(
                out,
                "  {} ({} sections, {} points, {} questions, {} carriers)",
                unit.title, unit.sections, unit.points, unit.questions, unit.carriers
            );
        }
        let _ = writeln!(
            out,
            "placed: {:.1} % of {} characters",
            floor(self.share),
            self.characters - self.left_out.values().sum::<usize>()
        );
        for (name, count) in &self.placed {
            let _ = writeln!(out, "  {name}: {count}");
        }
        lines(
            &mut out,
            "understood, and written in another way",
            &self.understood,
        );
        lines(&mut out, "left out", &self.left_out);
        let _ = writeln!(out, "in no field: {} characters", self.unplaced);
        out
    }
}

/// Per cent, never rounded up to a whole that is not reached.
fn floor(share: f64) -> f64 {
    (share * 1000.0).floor() / 10.0
}

fn lines(out: &mut String, head: &str, counts: &BTreeMap<&'static str, usize>) {
    if !counts.is_empty() {
        let list: Vec<String> = counts
            .iter()
            .map(|(name, count)| format!("{name} {count}"))
            .collect();
        let _ = writeln!(out, "{head}: {}", list.join(", "));
    }
}

fn counts(content: &Content) -> BTreeMap<&'static str, usize> {
    let of = |kind: QuestionKind| -> usize {
        let units = content.units.iter().flat_map(|unit| &unit.questions);
        units
            .chain(&content.questions)
            .filter(|question| question.kind == kind)
            .count()
    };
    let units = &content.units;
    let all = [
        ("units", units.len()),
        (
            "sections",
            units.iter().map(|unit| unit.sections.len()).sum(),
        ),
        ("points", units.iter().map(points).sum()),
        ("fields", content.info.len()),
        ("course sections", content.sections.len()),
        ("board questions", of(QuestionKind::Board)),
        ("opening questions", of(QuestionKind::Opening)),
        ("thinking prompts", of(QuestionKind::Thinking)),
        ("exercises", of(QuestionKind::Exercise)),
        (
            "carriers",
            units.iter().map(|unit| unit.carriers.len()).sum(),
        ),
        (
            "units with carriers",
            units
                .iter()
                .filter(|unit| !unit.carriers.is_empty())
                .count(),
        ),
        (
            "objectives",
            units.iter().filter(|unit| unit.objective.is_some()).count(),
        ),
        (
            "books",
            content
                .sections
                .iter()
                .map(|section| section.books.len())
                .sum(),
        ),
        (
            "shares",
            content
                .sections
                .iter()
                .map(|section| section.weights.len())
                .sum(),
        ),
    ];
    all.into_iter().filter(|(_, count)| *count > 0).collect()
}

fn points(unit: &Unit) -> usize {
    unit.points.len()
        + unit
            .sections
            .iter()
            .map(|section| section.points.len())
            .sum::<usize>()
}

fn unit(unit: &Unit) -> UnitReport {
    UnitReport {
        title: format!("{} {}", unit.label.as_str(), unit.title.as_str()),
        sections: unit.sections.len(),
        points: points(unit),
        questions: unit.questions.len(),
        carriers: unit.carriers.len(),
    }
}
