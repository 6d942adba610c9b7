//! What the units of a syllabus have, counted.

use serde::Serialize;

use super::objectives::{self, Objective};
use crate::catalog::check::questions;
use crate::catalog::model::{
    Carrier, Catalog, Concept, CourseKind, InfoKey, ItemRef, PartKind, Question, QuestionKind,
    Syllabus, Theme, Unit,
};

/// The kinds of questions in the order of a lesson.
const KINDS: [QuestionKind; 4] = [
    QuestionKind::Opening,
    QuestionKind::Thinking,
    QuestionKind::Board,
    QuestionKind::Exercise,
];

/// One syllabus in the report.
#[derive(Serialize)]
pub struct Course<'a> {
    pub id: String,
    pub name: String,
    pub note: Option<&'a str>,
    /// Printed label and value.
    pub facts: Vec<(String, String)>,
    /// Columns of questions: the kinds that the syllabus has.
    pub kinds: Vec<&'static str>,
    pub units: Vec<Row>,
    pub totals: Totals,
    /// How often something is asked, at course level too.
    pub asked_times: usize,
    pub objectives: Vec<Objective>,
    /// Somebody has said which unit serves which objective; else they are guesses.
    pub is_served: bool,
    pub grading: Vec<Grade>,
    pub grading_text: Vec<String>,
    pub carriers: Vec<CarrierRow>,
    pub themes: Vec<ThemeRow>,
}

/// What a unit has.
#[derive(Serialize)]
pub struct Row {
    pub number: u32,
    pub label: String,
    pub title: String,
    pub hours: Option<f64>,
    pub hours_text: String,
    pub objective: bool,
    pub points: usize,
    pub asked: usize,
    /// By [`Course::kinds`].
    pub questions: Vec<usize>,
    pub all_questions: usize,
    pub carriers: usize,
}

#[derive(Serialize)]
pub struct Totals {
    pub hours: String,
    pub points: usize,
    pub asked: usize,
    pub questions: Vec<usize>,
    pub all_questions: usize,
    pub carriers: usize,
    /// Units with an objective.
    pub objectives: usize,
}

#[derive(Serialize)]
pub struct Grade {
    pub category: String,
    pub item: String,
    pub method: String,
    pub percent: Option<f64>,
    pub percent_text: String,
}

#[derive(Serialize)]
pub struct CarrierRow {
    pub unit: String,
    pub kind: &'static str,
    pub text: String,
    pub themes: Vec<&'static str>,
    /// 融入点
    pub at: Option<String>,
    pub objective: bool,
    pub is_planned: bool,
}

#[derive(Serialize)]
pub struct ThemeRow {
    pub name: &'static str,
    /// Carriers by unit.
    pub units: Vec<usize>,
    pub total: usize,
}

/// Counts what a syllabus has.
pub fn course<'a>(syllabus: &'a Syllabus, catalog: &Catalog, concepts: &[Concept]) -> Course<'a> {
    let kinds: Vec<QuestionKind> = KINDS
        .into_iter()
        .filter(|kind| uses(syllabus, *kind))
        .collect();
    let asked = questions::asked(syllabus, &catalog.terms);
    let own: Vec<&Concept> = concepts
        .iter()
        .filter(|c| c.place.syllabus == syllabus.id)
        .collect();
    let units: Vec<Row> = syllabus
        .units
        .iter()
        .map(|unit| {
            let (points, unasked) = questions::coverage(unit, &own, &asked);
            row(syllabus, unit, &kinds, points, points - unasked.len())
        })
        .collect();
    let grading = syllabus
        .sections
        .iter()
        .filter(|s| s.kind == CourseKind::Assessment);
    Course {
        id: syllabus.id.clone(),
        name: syllabus.name(),
        note: syllabus.note.as_deref(),
        facts: facts(syllabus),
        kinds: kinds.iter().map(|kind| kind.name()).collect(),
        totals: totals(&units),
        asked_times: all_questions(syllabus)
            .map(|question| question.places.len())
            .sum(),
        objectives: objectives::rows(syllabus, &units),
        is_served: objectives::is_served(syllabus),
        grading: grades(syllabus),
        grading_text: grading
            .map(|section| section.text.read())
            .filter(|text| !text.is_empty())
            .collect(),
        carriers: carriers(syllabus),
        themes: themes(syllabus),
        units,
    }
}

fn facts(syllabus: &Syllabus) -> Vec<(String, String)> {
    let keys = [
        InfoKey::Hours,
        InfoKey::TheoryHours,
        InfoKey::PracticeHours,
        InfoKey::Credits,
        InfoKey::Audience,
        InfoKey::Assessment,
    ];
    let bare = |label: &str| -> String {
        let label = label.trim_end_matches([':', '：']);
        label.split_whitespace().collect()
    };
    let infos = keys.iter().filter_map(|key| syllabus.info(*key));
    infos
        .map(|info| (bare(&info.label), info.value.read()))
        .collect()
}

fn row(
    syllabus: &Syllabus,
    unit: &Unit,
    kinds: &[QuestionKind],
    points: usize,
    asked: usize,
) -> Row {
    let questions: Vec<usize> = kinds
        .iter()
        .map(|kind| asked_in(syllabus, unit, *kind))
        .collect();
    let purpose = unit.parts.iter().any(|part| part.kind == PartKind::Purpose);
    Row {
        number: unit.number,
        label: unit.label.clone(),
        title: unit.title.read(),
        hours: unit.hours,
        hours_text: unit.hours.map(plain).unwrap_or_default(),
        objective: unit.objective.is_some() || purpose,
        points,
        asked,
        all_questions: questions.iter().sum(),
        questions,
        carriers: unit.carriers.len(),
    }
}

/// Sums of halves and thirds, as people write them.
fn plain(number: f64) -> String {
    ((number * 100.0).round() / 100.0).to_string()
}

fn all_questions(syllabus: &Syllabus) -> impl Iterator<Item = &Question> {
    let units = syllabus.units.iter().flat_map(|unit| &unit.questions);
    syllabus.questions.iter().chain(units)
}

/// How often the unit asks questions of this kind, those of other units included.
fn asked_in(syllabus: &Syllabus, unit: &Unit, kind: QuestionKind) -> usize {
    let places = all_questions(syllabus).flat_map(|question| &question.places);
    let here = places.filter(|place| place.unit == unit.number && place.kind == kind);
    here.count() + about_here(syllabus, unit, kind)
}

/// Exercises of the course that are about points of the unit.
fn about_here(syllabus: &Syllabus, unit: &Unit, kind: QuestionKind) -> usize {
    let of_kind = syllabus
        .questions
        .iter()
        .filter(|question| question.kind == kind);
    let about =
        of_kind.filter(|question| question.about.iter().any(|item| item.unit == unit.number));
    about.count()
}

fn uses(syllabus: &Syllabus, kind: QuestionKind) -> bool {
    all_questions(syllabus).any(|question| question.places.iter().any(|place| place.kind == kind))
}

fn totals(units: &[Row]) -> Totals {
    let columns = units.first().map_or(0, |unit| unit.questions.len());
    let column = |index: usize| {
        units
            .iter()
            .filter_map(|unit| unit.questions.get(index))
            .sum()
    };
    let hours: f64 = units.iter().filter_map(|unit| unit.hours).sum();
    Totals {
        hours: if hours > 0.0 {
            plain(hours)
        } else {
            String::new()
        },
        points: units.iter().map(|unit| unit.points).sum(),
        asked: units.iter().map(|unit| unit.asked).sum(),
        questions: (0..columns).map(column).collect(),
        all_questions: units.iter().map(|unit| unit.all_questions).sum(),
        carriers: units.iter().map(|unit| unit.carriers).sum(),
        objectives: units.iter().filter(|unit| unit.objective).count(),
    }
}

fn grades(syllabus: &Syllabus) -> Vec<Grade> {
    let weights = syllabus
        .sections
        .iter()
        .flat_map(|section| &section.weights);
    weights
        .map(|weight| Grade {
            category: weight.category.clone(),
            item: weight.item.clone(),
            method: weight.method.clone(),
            percent: weight.percent,
            percent_text: weight
                .percent
                .map(|p| format!("{}%", plain(p)))
                .unwrap_or_default(),
        })
        .collect()
}

fn carriers(syllabus: &Syllabus) -> Vec<CarrierRow> {
    let in_unit = |unit: &Unit| -> Vec<CarrierRow> {
        unit.carriers
            .iter()
            .map(|carrier| carrier_row(syllabus, unit, carrier))
            .collect()
    };
    syllabus.units.iter().flat_map(in_unit).collect()
}

fn carrier_row(syllabus: &Syllabus, unit: &Unit, carrier: &Carrier) -> CarrierRow {
    let usage = carrier.usage.as_ref();
    let themes = usage.iter().flat_map(|usage| &usage.themes);
    CarrierRow {
        unit: unit.label.clone(),
        kind: carrier.kind.name(),
        text: carrier.text.read(),
        themes: themes.map(|theme| theme.name()).collect(),
        at: usage.and_then(|usage| name_of(syllabus, usage.at.as_ref()?)),
        objective: usage.is_some_and(|usage| usage.objective.is_some()),
        is_planned: usage.is_some(),
    }
}

/// What the section or point is called.
fn name_of(syllabus: &Syllabus, item: &ItemRef) -> Option<String> {
    let unit = syllabus.unit(item.unit)?;
    let section = unit.sections.iter().find(|section| section.id == item.id);
    let point = || unit.all_points().find(|point| point.id == item.id);
    section
        .map(|section| section.title.read())
        .or_else(|| Some(point()?.name()))
}

fn themes(syllabus: &Syllabus) -> Vec<ThemeRow> {
    let row = |theme: Theme| {
        let with = |carrier: &&Carrier| {
            carrier
                .usage
                .as_ref()
                .is_some_and(|usage| usage.themes.contains(&theme))
        };
        let count = |unit: &Unit| unit.carriers.iter().filter(with).count();
        let units: Vec<usize> = syllabus.units.iter().map(count).collect();
        ThemeRow {
            name: theme.name(),
            total: units.iter().sum(),
            units,
        }
    };
    let rows: Vec<ThemeRow> = Theme::ALL.into_iter().map(row).collect();
    // Without any plan there is nothing to compare.
    if rows.iter().all(|row| row.total == 0) {
        Vec::new()
    } else {
        rows
    }
}
