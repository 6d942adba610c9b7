//! As written to the typed catalogue. Pure; every finding is kept and the catalogue is
//! usable as far as the content makes sense.
//!
//! Entry point: [`resolve`]. It collects every id (`items`), builds the
//! model with resolved texts (`build`), and then ties the ends that need
//! the whole: repeated points, places of questions, hours of units.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::build::{self, Builder, Link};
use crate::catalog::build_study::Studies;
use crate::catalog::items::Items;
use crate::catalog::load::{Written, WrittenSyllabus};
use crate::catalog::model::{
    Catalog, ItemRef, PartKind, Question, QuestionKind, QuestionPlace, Syllabus, Text, Unit,
};
use crate::catalog::text::Texts;
use crate::diagnostic::Diagnostic;

/// The outcome of [`resolve`].
#[derive(Debug, Default)]
pub struct Resolved {
    /// What is taught.
    pub catalog: Catalog,
    /// The words of every item that has some.
    pub words: BTreeMap<ItemRef, Text>,
    /// What is wrong.
    pub findings: Vec<Diagnostic>,
}

/// Resolves everything that was read.
pub fn resolve(written: &Written) -> Resolved {
    let items = Items::of(written);
    let mut builder = Builder::new(Texts::new(&items, broken(written)));
    let mut catalog = build::catalog(written, &mut builder);

    let roots = roots(&mut builder);
    for syllabus in &mut catalog.syllabi {
        settle_same(syllabus, &roots);
        settle_places(syllabus);
        settle_hours(syllabus);
        settle_studies(syllabus, &roots, &builder.studies);
    }
    for syllabus in &written.syllabi {
        check_hours(syllabus, &mut builder.texts.findings);
    }
    builder.texts.unused_errata();

    let Texts {
        words,
        mut findings,
        ..
    } = builder.texts;
    findings.extend(items.findings);
    Resolved {
        catalog,
        words,
        findings,
    }
}

fn broken(written: &Written) -> BTreeSet<(String, u32)> {
    let of_one = |s: &WrittenSyllabus| {
        let id = s.id.clone();
        s.broken
            .iter()
            .map(move |unit| (id.clone(), *unit))
            .collect::<Vec<_>>()
    };
    written.syllabi.iter().flat_map(of_one).collect()
}

/// For every item that names another as its original, the one at the end of the chain.
fn roots(builder: &mut Builder<'_>) -> BTreeMap<ItemRef, ItemRef> {
    let links = std::mem::take(&mut builder.links);
    let mut roots = BTreeMap::new();
    for (from, link) in &links {
        let mut chain = BTreeSet::from([from]);
        let mut end = &link.to;
        while let Some(next) = links.get(end) {
            if !chain.insert(end) {
                break;
            }
            end = &next.to;
        }
        if chain.contains(end) {
            // Every member of the circle comes by here; one finding is enough.
            if end == from && chain.first() == Some(&from) {
                report_cycle(builder, from, link);
            }
        } else {
            roots.insert(from.clone(), end.clone());
        }
    }
    roots
}

fn report_cycle(builder: &mut Builder<'_>, from: &ItemRef, link: &Link<'_>) {
    let finding = Diagnostic::error(
        "reference-cycle",
        format!(
            "`{}` repeats itself by way of `{}`",
            from.id,
            link.name.get_ref()
        ),
    )
    .help("the first of them names no other");
    let range = 0..link.name.get_ref().len();
    builder.texts.report(link.scope, finding, link.name, range);
}

fn settle_same(syllabus: &mut Syllabus, roots: &BTreeMap<ItemRef, ItemRef>) {
    for unit in &mut syllabus.units {
        let placed = unit.points.iter_mut();
        for point in unit
            .sections
            .iter_mut()
            .flat_map(|s| &mut s.points)
            .chain(placed)
        {
            let here = ItemRef {
                syllabus: syllabus.id.clone(),
                unit: unit.number,
                id: point.id.clone(),
            };
            if point.same.is_some() {
                point.same = roots.get(&here).cloned();
            }
        }
    }
}

/// Gives questions their answers, those that restate another the answer of that, and
/// carriers their uses.
fn settle_studies(syllabus: &mut Syllabus, roots: &BTreeMap<ItemRef, ItemRef>, studies: &Studies) {
    let id = syllabus.id.clone();
    let here = |unit: u32, item: &str| ItemRef {
        syllabus: id.clone(),
        unit,
        id: item.to_owned(),
    };
    let answer = |unit: u32, question: &Question| {
        let item = here(unit, &question.id);
        studies
            .answers
            .get(roots.get(&item).unwrap_or(&item))
            .cloned()
    };
    for question in &mut syllabus.questions {
        question.answer = answer(0, question);
    }
    for unit in &mut syllabus.units {
        for question in &mut unit.questions {
            question.answer = answer(unit.number, question);
        }
        for carrier in &mut unit.carriers {
            carrier.usage = studies.uses.get(&here(unit.number, &carrier.id)).cloned();
        }
    }
}

/// Adds to every question the units that ask it again.
fn settle_places(syllabus: &mut Syllabus) {
    let mut again: BTreeMap<ItemRef, Vec<(u32, Asked)>> = BTreeMap::new();
    for unit in &syllabus.units {
        for (text, asked) in asking_texts(unit) {
            for item in text.items() {
                again
                    .entry(item.clone())
                    .or_default()
                    .push((unit.number, asked));
            }
        }
    }
    let id = syllabus.id.clone();
    let course = syllabus.questions.iter_mut().map(|question| (0, question));
    let units = syllabus.units.iter_mut().flat_map(|unit| {
        unit.questions
            .iter_mut()
            .map(|question| (unit.number, question))
    });
    for (unit, question) in course.chain(units) {
        let item = ItemRef {
            syllabus: id.clone(),
            unit,
            id: question.id.clone(),
        };
        for (unit, asked) in again.get(&item).into_iter().flatten() {
            let place = QuestionPlace {
                unit: *unit,
                kind: asked.kind(question.kind),
            };
            if !question.places.contains(&place) {
                question.places.push(place);
            }
        }
    }
}

/// What kind of place names a question.
#[derive(Clone, Copy)]
enum Asked {
    InProcess,
    OnBoard,
    Elsewhere,
}

impl Asked {
    /// As what a question of this kind is asked there. A thinking prompt stays one
    /// wherever it stands; the process table asks all others to open the lesson.
    fn kind(self, own: QuestionKind) -> QuestionKind {
        match self {
            Self::OnBoard => QuestionKind::Board,
            Self::InProcess if own != QuestionKind::Thinking => QuestionKind::Opening,
            Self::InProcess | Self::Elsewhere => own,
        }
    }
}

fn asking_texts(unit: &Unit) -> impl Iterator<Item = (&Text, Asked)> {
    let parts = unit.parts.iter().flat_map(|part| {
        let asked = match part.kind {
            PartKind::Board => Asked::OnBoard,
            _ => Asked::Elsewhere,
        };
        let texts = std::iter::once(&part.text).chain(&part.lines);
        texts.map(move |text| (text, asked))
    });
    let rows = unit.process.iter().flat_map(|row| {
        let cells = row.content.iter().chain(&row.teacher).chain(&row.student);
        cells.map(|text| (text, Asked::InProcess))
    });
    rows.chain(parts)
}

fn settle_hours(syllabus: &mut Syllabus) {
    let hours: BTreeMap<u32, f64> = syllabus
        .sections
        .iter()
        .flat_map(|section| &section.rows)
        .map(|row| (row.unit, row.hours))
        .collect();
    for unit in &mut syllabus.units {
        unit.hours = hours.get(&unit.number).copied();
    }
}

/// Rows without a unit, two rows for one, and units without a row.
fn check_hours(syllabus: &WrittenSyllabus, findings: &mut Vec<Diagnostic>) {
    let Some(course) = &syllabus.course else {
        return;
    };
    let mut seen = BTreeSet::new();
    for row in course.value.section.iter().flat_map(|section| &section.row) {
        let number = *row.unit.get_ref();
        let known = syllabus.broken.contains(&number)
            || syllabus.units.iter().any(|(unit, _)| *unit == number);
        let finding = if !seen.insert(number) {
            Diagnostic::error("hours-unit", format!("unit {number} has a row already"))
                .help("one row a unit")
        } else if !known {
            Diagnostic::error("hours-unit", format!("there is no unit {number}"))
                .help(format!("add unit-{number:02}.toml, or mend the number"))
        } else {
            continue;
        };
        findings.push(course.file().at(finding, row.unit.span()));
    }
    if seen.is_empty() {
        return;
    }
    for (number, unit) in &syllabus.units {
        if !seen.contains(number) {
            let finding = Diagnostic::warning(
                "hours-missing",
                format!("unit {number} has no row in the hours table"),
            )
            .help("add a [[section.row]] to the section of kind `hours` in syllabus.toml");
            findings.push(unit.file().at(finding, unit.value.number.span()));
        }
    }
}
