//! 考前速览: a printed sheet a unit, one for each course, and the page that lists them.

use std::collections::BTreeSet;

use serde::Serialize;

use super::concepts::in_order;
use crate::book::html::{Html, Link, relative};
use crate::book::inline::Writer;
use crate::book::markdown;
use crate::catalog::model::{Catalog, Part, PartKind, Syllabus, Term, Text, Unit, unit_page};

/// The page that lists the sheets.
#[derive(Debug, Serialize)]
pub struct ReviewView {
    /// Those that have any.
    pub syllabi: Vec<SheetsView>,
}

/// The sheets of a syllabus.
#[derive(Debug, Serialize)]
pub struct SheetsView {
    /// Its id, the anchor of its heading.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The sheet of the whole course.
    pub course: Link,
    /// A unit each.
    pub units: Vec<UnitSheetLink>,
}

/// The sheet of a unit and how much is on it.
#[derive(Debug, Serialize)]
pub struct UnitSheetLink {
    /// The sheet.
    pub sheet: Link,
    /// How many terms, formulas and questions it has, in words.
    pub holds: String,
}

/// The sheet of a unit.
#[derive(Debug, Serialize)]
pub struct SheetView {
    /// Label and title.
    pub title: String,
    /// The syllabus.
    pub syllabus: Link,
    /// The unit's page.
    pub unit: Link,
    /// How small its print must be, 0 the largest.
    pub density: usize,
    /// 教学重点 and 教学难点 as printed.
    pub points: Vec<PointsView>,
    /// Displayed formulas of its concepts.
    pub formulas: Vec<FormulaView>,
    /// Its concepts in a line.
    pub terms: Vec<LineView>,
    /// The questions it asks.
    pub questions: Vec<Html>,
}

/// The sheet of a course.
#[derive(Debug, Serialize)]
pub struct CourseSheetView {
    /// Name of the syllabus.
    pub title: String,
    /// Its overview.
    pub overview: String,
    /// Whether anything on it is ours.
    pub marked: bool,
    /// How small its print must be, 0 the largest.
    pub density: usize,
    /// A unit each.
    pub units: Vec<CourseUnitView>,
    /// Displayed formulas of all of them.
    pub formulas: Vec<FormulaView>,
    /// The questions of the course level.
    pub questions: Vec<Html>,
}

/// A unit on the sheet of its course.
#[derive(Debug, Serialize)]
pub struct CourseUnitView {
    /// Its page, under label and title.
    pub unit: Link,
    /// As printed.
    pub points: Vec<PointsView>,
    /// Concepts that no unit before it teaches.
    pub terms: Vec<Link>,
}

/// The key or the difficult points, as printed.
#[derive(Debug, Serialize)]
pub struct PointsView {
    /// 重点, 难点, 重点难点.
    pub name: &'static str,
    /// Printed lines.
    pub lines: Vec<Html>,
}

/// The formulas of a concept.
#[derive(Debug, Serialize)]
pub struct FormulaView {
    /// The concept.
    pub term: Link,
    /// TeX between dollars.
    pub tex: Vec<Html>,
}

/// A concept in a line.
#[derive(Debug, Serialize)]
pub struct LineView {
    /// The concept.
    pub term: Link,
    /// The first sentence of its definition.
    pub line: Html,
}

/// The page that lists the sheets, relative to the site root.
pub const PAGE: &str = "review.html";

/// The page of a unit's sheet; that of the course for unit 0.
pub fn sheet_page(syllabus: &str, unit: u32) -> String {
    match unit {
        0 => format!("{syllabus}/review.html"),
        n => format!("{syllabus}/review-{n:02}.html"),
    }
}

/// Whether there is anything to put on a unit's sheet.
pub fn has_sheet(catalog: &Catalog, syllabus: &Syllabus, unit: &Unit) -> bool {
    let points = unit.parts.iter().any(|part| name_of(part.kind).is_some());
    points || !unit.questions.is_empty() || terms(catalog, syllabus, unit).next().is_some()
}

/// The list of sheets, where there are any.
pub fn view(catalog: &Catalog) -> Option<ReviewView> {
    let syllabus = |syllabus: &Syllabus| {
        let units = syllabus
            .units
            .iter()
            .filter(|unit| has_sheet(catalog, syllabus, unit));
        let units: Vec<_> = units
            .map(|unit| UnitSheetLink {
                sheet: Link {
                    href: sheet_page(&syllabus.id, unit.number),
                    text: unit.name(),
                },
                holds: holds(&sheet(catalog, syllabus, unit)),
            })
            .collect();
        (!units.is_empty()).then(|| SheetsView {
            id: syllabus.id.clone(),
            name: syllabus.name(),
            course: Link {
                href: sheet_page(&syllabus.id, 0),
                text: "全课程一张".to_owned(),
            },
            units,
        })
    };
    let syllabi: Vec<_> = catalog.syllabi.iter().filter_map(syllabus).collect();
    (!syllabi.is_empty()).then_some(ReviewView { syllabi })
}

fn holds(sheet: &SheetView) -> String {
    let counted = [
        (sheet.terms.len(), "个名词"),
        (formula_count(&sheet.formulas), "个公式"),
        (sheet.questions.len(), "道题"),
    ];
    let counted = counted.iter().filter(|(count, _)| *count > 0);
    let words = counted.map(|(count, what)| format!("{count} {what}"));
    words.collect::<Vec<_>>().join("，")
}

/// The sheet of a unit.
pub fn sheet(catalog: &Catalog, syllabus: &Syllabus, unit: &Unit) -> SheetView {
    let page = sheet_page(&syllabus.id, unit.number);
    let mut writer = Writer::new(page, []);
    let terms: Vec<&Term> = terms(catalog, syllabus, unit).collect();
    let asked = unit.questions.iter().filter(|q| q.restates.is_none());
    let lines = terms.iter().map(|term| LineView {
        term: super::term_link(term, &writer),
        line: markdown::inline(&first_sentence(&term.body)),
    });
    let lines: Vec<_> = lines.collect();
    let formulas = formulas(&terms, &writer);
    let mut view = SheetView {
        title: unit.name(),
        syllabus: Link {
            href: writer.way(&unit_page(&syllabus.id, 0)),
            text: syllabus.name(),
        },
        unit: Link {
            href: writer.way(&unit_page(&syllabus.id, unit.number)),
            text: "本章全文".to_owned(),
        },
        density: 0,
        points: points(unit, &mut writer),
        formulas,
        terms: lines,
        questions: asked.map(|q| writer.unlinked(&q.text)).collect(),
    };
    let words = |html: &Html| html.0.chars().filter(|c| !c.is_ascii()).count();
    let points = view
        .points
        .iter()
        .flat_map(|points| &points.lines)
        .map(words);
    let terms = view
        .terms
        .iter()
        .map(|term| term.term.text.chars().count() + words(&term.line));
    let questions = view.questions.iter().map(words);
    // A line ends half full on average.
    let lines = points.chain(questions).chain(terms).map(|count| count + 14);
    view.density = density(lines.sum::<usize>() + formula_count(&view.formulas) * FORMULA);
    view
}

/// The sheet of a course.
pub fn course(catalog: &Catalog, syllabus: &Syllabus) -> CourseSheetView {
    let page = sheet_page(&syllabus.id, 0);
    let mut writer = Writer::new(page.clone(), []);
    let mut units = Vec::new();
    let mut seen: Vec<&Term> = Vec::new();
    for unit in &syllabus.units {
        let known = |term: &&Term| !seen.iter().any(|known| known.id == term.id);
        let new: Vec<&Term> = terms(catalog, syllabus, unit).filter(known).collect();
        seen.extend(&new);
        units.push(CourseUnitView {
            unit: Link {
                href: relative(&page, &unit_page(&syllabus.id, unit.number)),
                text: unit.name(),
            },
            points: points(unit, &mut writer),
            terms: new
                .iter()
                .map(|term| super::term_link(term, &writer))
                .collect(),
        });
    }
    let formulas = formulas(&seen, &writer);
    let asked = syllabus.questions.iter();
    let questions: Vec<_> = asked.map(|q| writer.unlinked(&q.text)).collect();
    let words = |html: &Html| html.0.chars().filter(|c| !c.is_ascii()).count() + 14;
    let lines = units
        .iter()
        .flat_map(|unit| &unit.points)
        .flat_map(|points| &points.lines);
    let names = units.iter().flat_map(|unit| &unit.terms);
    let names = names.map(|name| name.text.chars().count() + 1);
    let count: usize = lines.chain(&questions).map(words).chain(names).sum();
    CourseSheetView {
        title: syllabus.name(),
        overview: relative(&page, &unit_page(&syllabus.id, 0)),
        density: density(count + units.len() * 40 + formula_count(&formulas) * FORMULA),
        marked: !seen.is_empty(),
        units,
        formulas,
        questions,
    }
}

fn formula_count(formulas: &[FormulaView]) -> usize {
    formulas.iter().map(|formula| formula.tex.len()).sum()
}

/// How many characters would stand where a formula does.
const FORMULA: usize = 105;

/// How small so many characters must be printed to fit on a sheet of A4 in two columns.
fn density(characters: usize) -> usize {
    let steps = [1600, 2200, 2900, 3700, 4700];
    steps.iter().filter(|step| characters > **step).count()
}

/// The concepts that a unit teaches, in its order.
fn terms<'a>(
    catalog: &'a Catalog,
    syllabus: &'a Syllabus,
    unit: &'a Unit,
) -> impl Iterator<Item = &'a Term> {
    let terms = in_order(catalog).into_iter();
    terms.filter(|term| {
        let mut taught = term.taught.iter();
        taught.any(|item| item.syllabus == syllabus.id && item.unit == unit.number)
    })
}

fn name_of(kind: PartKind) -> Option<&'static str> {
    match kind {
        PartKind::Key => Some("重点"),
        PartKind::Difficult => Some("难点"),
        PartKind::KeyDifficult => Some("重点难点"),
        _ => None,
    }
}

fn points(unit: &Unit, writer: &mut Writer) -> Vec<PointsView> {
    let lines = |part: &Part, writer: &mut Writer| -> Vec<Html> {
        let mut lines = Vec::new();
        let text = part
            .text
            .0
            .split(|run| *run == crate::catalog::model::Run::Break);
        for runs in text.filter(|runs| !runs.is_empty()) {
            lines.push(writer.unlinked(&Text(runs.to_vec())));
        }
        lines.extend(part.lines.iter().map(|line| writer.unlinked(line)));
        lines
    };
    let named = unit
        .parts
        .iter()
        .filter_map(|part| Some((name_of(part.kind)?, part)));
    let views = named.map(|(name, part)| PointsView {
        name,
        lines: lines(part, writer),
    });
    views.filter(|points| !points.lines.is_empty()).collect()
}

/// The displayed formulas of these concepts, each once.
fn formulas(terms: &[&Term], writer: &Writer) -> Vec<FormulaView> {
    let mut seen = BTreeSet::new();
    let mut views = Vec::new();
    for term in terms {
        let mut tex = markdown::formulas(&term.body);
        tex.retain(|tex| seen.insert(tex.clone()));
        if !tex.is_empty() {
            views.push(FormulaView {
                term: super::term_link(term, writer),
                tex: tex.into_iter().map(Html).collect(),
            });
        }
    }
    views
}

/// What a concept is, without what its definition adds.
fn first_sentence(body: &str) -> String {
    let definition = markdown::definition(body);
    match definition.split_once('。') {
        // A formula may hold the sign; what is cut there would not be one any more.
        Some((first, _)) if first.matches('$').count() % 2 == 0 => format!("{first}。"),
        _ => definition,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_the_first_sentence() {
        let check = |body: &str, expected: &str| assert_eq!(first_sentence(body), expected);
        check("甲是乙。它又是丙。\n\n**要点** 丁。", "甲是乙。");
        check("甲是乙", "甲是乙");
        check("甲是 $a。b$。丙", "甲是 $a。b$。丙");
        check("", "");
    }

    #[test]
    fn more_words_are_printed_smaller() {
        assert_eq!(density(0), 0);
        assert!(density(2000) < density(4000));
    }
}
