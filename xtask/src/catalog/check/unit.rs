//! Units beside each other: what each of them should have, and what is still to be written.

use crate::catalog::check::sheet::Sheet;
use crate::catalog::kinds::PartKind;
use crate::catalog::model::{Question, Unit};
use crate::diagnostic::Diagnostic;

/// Stands in a new syllabus where words of the document belong.
pub const UNFILLED: &str = "待填";

/// Something that every unit should have.
struct Duty {
    /// The code where some units lack it.
    some: fn(String) -> Diagnostic,
    /// The code where all do.
    all: fn(String) -> Diagnostic,
    name: &'static str,
    zh: &'static str,
    has: fn(&Sheet<'_>, &Unit) -> bool,
}

const DUTIES: &[Duty] = &[
    Duty {
        some: |message| Diagnostic::warning("no-objective", message),
        all: |message| Diagnostic::note("no-objective-anywhere", message),
        name: "objective",
        zh: "教学目标",
        has: |_, unit| {
            let purpose = |part: &crate::catalog::model::Part| part.kind == PartKind::Purpose;
            unit.objective.is_some() || unit.parts.iter().any(purpose)
        },
    },
    Duty {
        some: |message| Diagnostic::warning("no-homework", message),
        all: |message| Diagnostic::note("no-homework-anywhere", message),
        name: "homework",
        zh: "作业",
        has: |sheet, unit| !unit.questions.is_empty() || asked_again(sheet, unit),
    },
    Duty {
        some: |message| Diagnostic::warning("no-carriers", message),
        all: |message| Diagnostic::note("no-carriers-anywhere", message),
        name: "carriers",
        zh: "思政载体",
        has: |_, unit| !unit.carriers.is_empty(),
    },
];

/// Units that lack what others have, and what none has.
pub fn lacking(sheet: &Sheet<'_>) -> Vec<Diagnostic> {
    DUTIES
        .iter()
        .flat_map(|duty| duty_of(sheet, duty))
        .collect()
}

fn duty_of(sheet: &Sheet<'_>, duty: &Duty) -> Vec<Diagnostic> {
    let units = sheet.read.map_or(&[][..], |syllabus| &syllabus.units);
    let without: Vec<&Unit> = units
        .iter()
        .filter(|unit| !(duty.has)(sheet, unit))
        .collect();
    if without.len() == units.len() {
        return nowhere(sheet, duty).into_iter().collect();
    }
    let finding = |unit: &&Unit| {
        let message = format!("unit {} has no {}, others do", unit.number, duty.name);
        let finding = (duty.some)(message)
            .zh(format!("{}没有{}，别的章有", unit.label, duty.zh))
            .help("add it; if the document has none, allow it with a reason: [[allow]]");
        let mut written = sheet.written.units.iter();
        let (_, written) = written.find(|(number, _)| *number == unit.number)?;
        Some(sheet.mark_all(sheet.leaf(unit.number)?, &written.value.title, finding))
    };
    without.iter().filter_map(finding).collect()
}

fn nowhere(sheet: &Sheet<'_>, duty: &Duty) -> Option<Diagnostic> {
    let (course, leaf) = (sheet.written.course.as_ref()?, sheet.leaf(0)?);
    sheet.written.units.first()?;
    let touched = touched_by_the_course(sheet);
    let mut message = format!("no unit of this syllabus has {}", an(duty.name));
    let mut zh = format!("各章都没有{}", duty.zh);
    if duty.name == "homework" && !touched.is_empty() {
        let list = touched.join(", ");
        message = format!(
            "no unit has homework of its own; the exercises of the course are about units {list} only"
        );
        zh = format!(
            "各章都没有自己的作业；课程一级的习题只涉及第 {} 章",
            touched.join("、")
        );
    }
    let finding = (duty.all)(message)
        .zh(zh)
        .help("a reminder: students and reviewers look for it");
    Some(leaf.file.at(finding, course.value.editor.title.span()))
}

fn an(name: &str) -> String {
    match name {
        "objective" => "an objective".to_owned(),
        _ => name.to_owned(),
    }
}

/// Units that questions of the course level are about.
fn touched_by_the_course(sheet: &Sheet<'_>) -> Vec<String> {
    let Some(syllabus) = sheet.read else {
        return Vec::new();
    };
    let about = syllabus
        .questions
        .iter()
        .flat_map(|question| &question.about);
    let units: std::collections::BTreeSet<u32> = about.map(|item| item.unit).collect();
    units.iter().map(u32::to_string).collect()
}

/// Whether the unit asks a question of another unit again.
fn asked_again(sheet: &Sheet<'_>, unit: &Unit) -> bool {
    let Some(syllabus) = sheet.read else {
        return false;
    };
    let units = syllabus.units.iter().flat_map(|unit| &unit.questions);
    let here = |question: &Question| {
        question
            .places
            .iter()
            .any(|place| place.unit == unit.number)
    };
    syllabus.questions.iter().chain(units).any(here)
}

/// Texts that still say 待填.
pub fn unfilled(sheet: &Sheet<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for leaf in &sheet.leaves {
        for field in &leaf.fields {
            if let Some(at) = field.text.get_ref().find(UNFILLED) {
                let finding = Diagnostic::warning("unfilled", "this is still to be written")
                    .zh("这里还没有填")
                    .help("write what the document says, here and in source.txt, or take it out");
                let range = at..at + UNFILLED.len();
                findings.push(match field.printed {
                    true => sheet.mark(leaf, field.text, range, finding),
                    false => leaf.file.at(finding, leaf.file.inside(field.text, range)),
                });
            }
        }
    }
    findings
}
