//! The tables of the course level: hours and grading.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::catalog::kinds::InfoKey;
use crate::catalog::load::WrittenSyllabus;
use crate::catalog::written::{HoursRow, Info, Source, SyllabusFile};
use crate::diagnostic::Diagnostic;

/// Sums are taken of halves and thirds of hours.
const NEARLY: f64 = 1e-6;

/// Shares of a category that do not make 100 per cent.
pub fn weights(course: &Source<SyllabusFile>, findings: &mut Vec<Diagnostic>) {
    for section in &course.value.section {
        let mut sums: BTreeMap<&str, (f64, Range<usize>)> = BTreeMap::new();
        for weight in &section.weight {
            if let Some(percent) = &weight.percent {
                let category = weight.category.get_ref().as_str();
                sums.entry(category).or_insert((0.0, percent.span())).0 += percent.get_ref();
            }
        }
        for (category, (sum, span)) in sums {
            if !near(sum, 100.0) {
                let finding = Diagnostic::warning(
                    "weights-sum",
                    format!("the shares of {category} make {sum} %, not 100 %"),
                )
                .help("if the document says so, leave it; else mend `percent`");
                findings.push(course.file().at(finding, span));
            }
        }
    }
}

/// Numbers that nothing can have.
pub fn numbers(course: &Source<SyllabusFile>, findings: &mut Vec<Diagnostic>) {
    let hours = rows(course).map(|row| &row.hours);
    let weights = course
        .value
        .section
        .iter()
        .flat_map(|section| &section.weight);
    let percents = weights.filter_map(|weight| weight.percent.as_ref());
    for number in hours.chain(percents) {
        if !(number.get_ref().is_finite() && *number.get_ref() >= 0.0) {
            let finding = Diagnostic::error("bad-number", "this is no number of hours or per cent")
                .help("write digits, e.g. 2 or 1.5");
            findings.push(course.file().at(finding, number.span()));
        }
    }
}

/// Hours of the table that do not make the printed total.
pub fn hours(course: &Source<SyllabusFile>, findings: &mut Vec<Diagnostic>) {
    if rows(course).next().is_none() {
        return;
    }
    let sum: f64 = rows(course).map(|row| row.hours.get_ref()).sum();
    let sections = course
        .value
        .section
        .iter()
        .flat_map(|section| &section.info);
    for info in course.value.info.iter().chain(sections) {
        if let Some(total) = total(info).filter(|total| !near(*total, sum)) {
            let finding = Diagnostic::warning(
                "hours-sum",
                format!("the hours table makes {sum}, not {total}"),
            )
            .help("if the document says so, leave it; else mend the rows of the table");
            findings.push(course.file().at(finding, info.value.span()));
        }
    }
}

/// Titles that the table and the unit print differently.
pub fn titles(
    course: &Source<SyllabusFile>,
    syllabus: &WrittenSyllabus,
    findings: &mut Vec<Diagnostic>,
) {
    for row in rows(course) {
        let unit = syllabus
            .units
            .iter()
            .find(|(number, _)| number == row.unit.get_ref());
        let Some((_, unit)) = unit else {
            continue;
        };
        let (table, body) = (row.title.get_ref(), unit.value.title.get_ref());
        if bare(table) != bare(body) {
            let finding = Diagnostic::warning(
                "titles-differ",
                format!("the table says “{table}”, the unit itself “{body}”"),
            )
            .help("if the document says so, leave it; both forms are printed and found");
            findings.push(course.file().at(finding, row.title.span()));
        }
    }
}

fn rows(course: &Source<SyllabusFile>) -> impl Iterator<Item = &HoursRow> {
    course.value.section.iter().flat_map(|section| &section.row)
}

/// The number that the value starts with: `72`, `72 学时`.
fn total(info: &Info) -> Option<f64> {
    let value = info.value.get_ref().trim();
    let end = value
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(value.len());
    (*info.key.get_ref() == InfoKey::Hours)
        .then(|| value[..end].parse().ok())
        .flatten()
}

fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < NEARLY
}
