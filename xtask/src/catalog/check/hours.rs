//! Hours: the table, the total, its parts; and the titles that the table prints.

use crate::catalog::check::sheet::Sheet;
use crate::catalog::kinds::InfoKey;
use crate::catalog::written::{HoursRow, Info};
use crate::diagnostic::{Diagnostic, Place};

/// Sums are taken of halves and thirds of hours.
const NEARLY: f64 = 1e-6;

/// Hours of the table that do not make the printed total.
pub fn sum(sheet: &Sheet<'_>) -> Vec<Diagnostic> {
    if rows(sheet).next().is_none() {
        return Vec::new();
    }
    let sum: f64 = rows(sheet).map(|row| row.hours.get_ref()).sum();
    let totals = info(sheet).filter_map(|info| Some((info, total(info, InfoKey::Hours)?)));
    // Where practice has a table of its own, the units make the rest of the total.
    let practice = info(sheet).find_map(|info| total(info, InfoKey::PracticeHours));
    let rest = |all: f64| practice.is_some_and(|practice| near(all - practice, sum));
    let wrong = totals.filter(|(_, total)| !near(*total, sum) && !rest(*total));
    let finding = |(info, total): (&Info, f64)| {
        let finding = Diagnostic::warning(
            "hours-sum",
            format!("the hours table makes {sum}, not {total}"),
        )
        .zh(format!("学时表各章加起来是 {sum}，总学时写的是 {total}"))
        .help("mend the rows of the table; if the document says so, allow it with a reason");
        Some(sheet.mark_all(sheet.leaf(0)?, &info.value, finding))
    };
    wrong.filter_map(finding).collect()
}

/// Theory and practice that do not make the total.
pub fn parts(sheet: &Sheet<'_>) -> Vec<Diagnostic> {
    let first = |key| info(sheet).find_map(|info| Some((info, total(info, key)?)));
    let (Some((info, all)), Some((_, theory)), Some((_, practice))) = (
        first(InfoKey::Hours),
        first(InfoKey::TheoryHours),
        first(InfoKey::PracticeHours),
    ) else {
        return Vec::new();
    };
    if near(theory + practice, all) {
        return Vec::new();
    }
    let finding = Diagnostic::warning(
        "hours-parts",
        format!(
            "{theory} of theory and {practice} of practice make {}, not {all}",
            theory + practice
        ),
    )
    .zh(format!(
        "理论 {theory} 加实践 {practice} 是 {}，总学时写的是 {all}",
        theory + practice
    ))
    .help("mend the number that is wrong; if the document says so, allow it with a reason");
    let leaf = sheet.leaf(0).into_iter();
    leaf.map(|leaf| sheet.mark_all(leaf, &info.value, finding.clone()))
        .collect()
}

/// Numbers of hours that nothing can have.
pub fn numbers(sheet: &Sheet<'_>) -> Vec<Diagnostic> {
    let numbers = rows(sheet).map(|row| &row.hours);
    bad_numbers(sheet, numbers)
}

/// Findings about the numbers that are none of hours or per cent.
pub fn bad_numbers<'a>(
    sheet: &Sheet<'_>,
    numbers: impl Iterator<Item = &'a toml::Spanned<f64>>,
) -> Vec<Diagnostic> {
    let bad = numbers.filter(|number| !(number.get_ref().is_finite() && *number.get_ref() >= 0.0));
    let finding = |number: &toml::Spanned<f64>| {
        let finding = Diagnostic::error("bad-number", "this is no number of hours or per cent")
            .help("write digits, e.g. 2 or 1.5");
        Some(sheet.leaf(0)?.file.at(finding, number.span()))
    };
    bad.filter_map(finding).collect()
}

/// Titles that the table and the unit print differently.
pub fn titles(sheet: &Sheet<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for row in rows(sheet) {
        let mut units = sheet.written.units.iter();
        let unit = units.find(|(number, _)| number == row.unit.get_ref());
        let (Some((_, unit)), Some(leaf)) = (unit, sheet.leaf(0)) else {
            continue;
        };
        let (table, body) = (row.title.get_ref(), unit.value.title.get_ref());
        // A table that says 第一章 and no more differs in nothing.
        if bare(table) == bare(body) || bare(table) == bare(unit.value.label.get_ref()) {
            continue;
        }
        let file = unit.file();
        let finding = Diagnostic::warning(
            "titles-differ",
            format!("the table says “{table}”, the unit itself “{body}”"),
        )
        .zh(format!("学时表写“{table}”，正文写“{body}”"))
        .help("both forms are printed and found; if the document says so, allow it with a reason");
        let there = Place::of_span(file.path, file.text, unit.value.title.span());
        findings.push(
            sheet
                .mark_all(leaf, &row.title, finding)
                .also("the unit itself", there),
        );
    }
    findings
}

fn rows<'a>(sheet: &Sheet<'a>) -> impl Iterator<Item = &'a HoursRow> + use<'a> {
    let course = sheet.written.course.iter();
    let sections = course.flat_map(|course| &course.value.section);
    sections.flat_map(|section| &section.row)
}

/// Course information, wherever the document prints it.
pub fn info<'a>(sheet: &Sheet<'a>) -> impl Iterator<Item = &'a Info> + use<'a> {
    sheet.written.course.iter().flat_map(|course| {
        let sections = course
            .value
            .section
            .iter()
            .flat_map(|section| &section.info);
        course.value.info.iter().chain(sections)
    })
}

/// The number that a value of this key starts with: `72`, `72 学时`.
fn total(info: &Info, key: InfoKey) -> Option<f64> {
    if *info.key.get_ref() != key {
        return None;
    }
    let value = info.value.get_ref().trim();
    let end = value.find(|c: char| !c.is_ascii_digit() && c != '.');
    value[..end.unwrap_or(value.len())].parse().ok()
}

fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Whether two sums are the same.
pub fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < NEARLY
}
