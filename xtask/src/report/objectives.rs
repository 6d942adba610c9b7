//! Objectives of the course × units × what asks them.

use std::collections::BTreeSet;

use serde::Serialize;

use super::coverage::Row;
use crate::catalog::check::objectives::is_objectives;
use crate::catalog::model::{CourseKind, Item, Syllabus, Unit};

/// Characters that an objective and a unit must share to seem related.
const SHARED: usize = 4;

/// An objective of the course.
#[derive(Serialize)]
pub struct Objective {
    /// `知识 1`
    pub label: String,
    pub text: String,
    /// By unit.
    pub units: Vec<Cell>,
    /// Units that serve it, or seem to.
    pub served: usize,
    /// Questions and carriers of these units.
    pub questions: usize,
    pub carriers: usize,
}

/// An objective in a unit.
#[derive(Serialize)]
pub struct Cell {
    /// Somebody says so, or the words do.
    pub serves: bool,
    pub guess: bool,
    /// Questions of the unit, where it serves the objective.
    pub questions: usize,
}

/// Whether somebody has said which units serve which objectives.
pub fn is_served(syllabus: &Syllabus) -> bool {
    syllabus.units.iter().any(|unit| !unit.serves.is_empty())
}

/// The objectives in printed order.
pub fn rows(syllabus: &Syllabus, units: &[Row]) -> Vec<Objective> {
    let said = is_served(syllabus);
    let course_name = runs(&syllabus.title);
    let vocabulary: Vec<BTreeSet<String>> = syllabus
        .units
        .iter()
        .map(|unit| words(unit).difference(&course_name).cloned().collect())
        .collect();
    let sections = syllabus
        .sections
        .iter()
        .filter(|section| is_objectives(section.kind));
    let mut out = Vec::new();
    for section in sections {
        for (number, item) in (1..).zip(&section.items) {
            let guess = |index: usize| !said && seems_related(item, index, &vocabulary);
            let serves = |index: usize| {
                let serves = syllabus.units.get(index).map(|unit| &unit.serves);
                serves
                    .into_iter()
                    .flatten()
                    .any(|to| to.unit == 0 && to.id == item.id)
            };
            let cells: Vec<Cell> = (0..units.len())
                .map(|index| {
                    let (serves, guess) = (serves(index), guess(index));
                    Cell {
                        serves,
                        guess,
                        questions: if serves || guess {
                            units[index].all_questions
                        } else {
                            0
                        },
                    }
                })
                .collect();
            let serving = || {
                cells
                    .iter()
                    .zip(units)
                    .filter(|(cell, _)| cell.serves || cell.guess)
            };
            out.push(Objective {
                label: format!("{} {number}", kind_name(section.kind)),
                text: text(item),
                served: serving().count(),
                questions: serving().map(|(_, unit)| unit.all_questions).sum(),
                carriers: serving().map(|(_, unit)| unit.carriers).sum(),
                units: cells,
            });
        }
    }
    out
}

fn text(item: &Item) -> String {
    match &item.name {
        Some(name) => format!("{}：{}", name.read(), item.text.read()),
        None => item.text.read(),
    }
}

fn kind_name(kind: CourseKind) -> &'static str {
    match kind {
        CourseKind::Knowledge => "知识",
        CourseKind::Ability => "能力",
        CourseKind::Values => "思政",
        CourseKind::Requirements => "要求",
        _ => "目标",
    }
}

/// Whether the objective has words of this unit that not every other unit has too.
fn seems_related(item: &Item, unit: usize, vocabulary: &[BTreeSet<String>]) -> bool {
    let own = runs(&text(item));
    let telling = |run: &&String| {
        let having = vocabulary
            .iter()
            .filter(|words| words.contains(*run))
            .count();
        having * 2 <= vocabulary.len().max(2)
    };
    let words = vocabulary.get(unit);
    words.is_some_and(|words| own.intersection(words).any(|run| telling(&run)))
}

/// Short runs of characters of everything that the unit is about.
fn words(unit: &Unit) -> BTreeSet<String> {
    let mut out = runs(&unit.title.read());
    for section in &unit.sections {
        out.extend(runs(&section.title.read()));
    }
    for point in unit.all_points().filter(|point| !point.filler) {
        out.extend(runs(&point.name()));
    }
    if let Some((_, text)) = &unit.objective {
        out.extend(runs(&text.read()));
    }
    for carrier in &unit.carriers {
        out.extend(runs(&carrier.text.read()));
    }
    out
}

fn runs(text: &str) -> BTreeSet<String> {
    let chars: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    chars.windows(SHARED).map(String::from_iter).collect()
}
