//! What students are promised: every concept explained, every question with an outline, every
//! carrier with its place in the course.
//!
//! A syllabus makes that promise with its first `study-NN.toml`. One that has none, because
//! it was imported yesterday or nobody has the time, is complete without: nothing is said.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::concept::{concepts, is_concept};
use crate::catalog::load::{Written, WrittenSyllabus, WrittenTerm};
use crate::catalog::model::{ItemRef, Syllabus};
use crate::catalog::place::File;
use crate::catalog::resolve::Resolved;
use crate::catalog::written::{self, Span, Str};
use crate::diagnostic::Diagnostic;

/// Warns about what is promised and not there. Nothing is said about what a file would say
/// that could not be understood.
pub fn check(written: &Written, resolved: &Resolved, findings: &mut Vec<Diagnostic>) {
    let mut promised = BTreeSet::new();
    for syllabus in &written.syllabi {
        if syllabus.studies.is_empty() && syllabus.broken_studies.is_empty() {
            continue;
        }
        promised.insert(syllabus.id.as_str());
        let model = resolved.catalog.syllabi.iter();
        let places = Places::of(syllabus);
        if let Some(model) = model.into_iter().find(|model| model.id == syllabus.id) {
            questions(syllabus, model, &places, findings);
            carriers(syllabus, model, &places, findings);
        }
        for (_, study) in &syllabus.studies {
            let file = study.file();
            study
                .value
                .answer
                .iter()
                .for_each(|entry| answer(file, entry, findings));
            study
                .value
                .carrier
                .iter()
                .for_each(|entry| usage(file, entry, findings));
        }
        if written.broken_terms.is_empty() {
            unexplained(&syllabus.id, resolved, &places, findings);
        }
    }
    if !promised.is_empty() {
        written
            .terms
            .iter()
            .for_each(|term| concept(term, findings));
    }
}

/// Where items are written, by unit number and id.
struct Places<'a>(BTreeMap<(u32, &'a str), (File<'a>, Span)>);

impl<'a> Places<'a> {
    fn of(syllabus: &'a WrittenSyllabus) -> Self {
        let mut places = Self(BTreeMap::new());
        if let Some(course) = &syllabus.course {
            let questions = course.value.question.iter().map(|question| &question.id);
            questions.for_each(|id| places.add(0, course.file(), id));
        }
        for (number, unit) in &syllabus.units {
            let file = &unit.value;
            let sections = file.section.iter();
            let points = sections.clone().flat_map(|section| &section.point);
            let points = points.chain(&file.point).map(|point| &point.id);
            let ids = sections
                .map(|section| &section.id)
                .chain(points)
                .chain(file.question.iter().map(|question| &question.id))
                .chain(file.carrier.iter().map(|carrier| &carrier.id));
            ids.for_each(|id| places.add(*number, unit.file(), id));
        }
        places
    }

    fn add(&mut self, unit: u32, file: File<'a>, id: &'a Str) {
        let place = (file, id.span());
        self.0.entry((unit, id.get_ref())).or_insert(place);
    }

    fn report(&self, unit: u32, id: &str, finding: Diagnostic, findings: &mut Vec<Diagnostic>) {
        if let Some((file, span)) = self.0.get(&(unit, id)) {
            findings.push(file.at(finding, span.clone()));
        }
    }
}

fn questions(
    syllabus: &WrittenSyllabus,
    model: &Syllabus,
    places: &Places<'_>,
    findings: &mut Vec<Diagnostic>,
) {
    let course = model.questions.iter().map(|question| (0, question));
    let units = model.units.iter();
    let units = units.flat_map(|unit| unit.questions.iter().map(|q| (unit.number, q)));
    for (unit, question) in course.chain(units) {
        // What restates another is settled there.
        let settled = question.answer.is_some() || question.restates.is_some();
        if settled || syllabus.broken_studies.contains(&unit) {
            continue;
        }
        let help = format!("add an [[answer]] to study-{unit:02}.toml");
        let finding = Diagnostic::warning("no-outline", "no outline answers this question");
        places.report(unit, &question.id, finding.help(help), findings);
    }
}

fn carriers(
    syllabus: &WrittenSyllabus,
    model: &Syllabus,
    places: &Places<'_>,
    findings: &mut Vec<Diagnostic>,
) {
    for unit in &model.units {
        if syllabus.broken_studies.contains(&unit.number) {
            continue;
        }
        for carrier in unit
            .carriers
            .iter()
            .filter(|carrier| carrier.usage.is_none())
        {
            let help = format!("add a [[carrier]] to study-{:02}.toml", unit.number);
            let finding =
                Diagnostic::warning("no-carrier-use", "nothing says how this carrier is used");
            places.report(unit.number, &carrier.id, finding.help(help), findings);
        }
    }
}

fn answer(file: File<'_>, answer: &written::Answer, findings: &mut Vec<Diagnostic>) {
    if answer.concepts.is_empty() {
        let finding = Diagnostic::warning("no-concepts", "this answer needs no concept")
            .help("add `concepts = [\"…\"]`, the names of files in content/concepts");
        findings.push(file.at(finding, answer.question.span()));
    }
}

fn usage(file: File<'_>, entry: &written::CarrierUse, findings: &mut Vec<Diagnostic>) {
    let missing: Vec<&str> = [
        ("themes", entry.themes.is_empty()),
        ("at", entry.at.is_none()),
        ("fit", entry.fit.is_none()),
        ("discuss", entry.discuss.is_empty()),
        ("use", entry.usage.is_none()),
    ]
    .into_iter()
    .filter_map(|(key, missing)| missing.then_some(key))
    .collect();
    if !missing.is_empty() {
        let message = format!("this carrier lacks `{}`", missing.join("`, `"));
        let finding = Diagnostic::warning("carrier-incomplete", message)
            .help("`at` names the section or point it hangs on, `fit` says why it fits there");
        findings.push(file.at(finding, entry.carrier.span()));
    }
    if entry.themes.len() > 2 {
        let finding = Diagnostic::warning("carrier-themes", "more than two themes")
            .help("keep the one or two that a class would name first");
        findings.push(file.at(finding, entry.carrier.span()));
    }
}

/// Concepts of the syllabus that no file explains. A section with points of its own is
/// explained by them.
fn unexplained(
    syllabus: &str,
    resolved: &Resolved,
    places: &Places<'_>,
    findings: &mut Vec<Diagnostic>,
) {
    let terms = &resolved.catalog.terms;
    let explained: BTreeSet<&ItemRef> = terms.iter().flat_map(|term| &term.taught).collect();
    let told_by_points = told_by_points(syllabus, resolved);
    for concept in concepts(&resolved.catalog) {
        let mut at = std::iter::once(&concept.place).chain(&concept.repeated);
        let place = &concept.place;
        if place.syllabus != syllabus
            || at.any(|place| explained.contains(place))
            || told_by_points.contains(&(place.unit, place.id.as_str()))
        {
            continue;
        }
        let finding = Diagnostic::warning(
            "unexplained",
            format!("no concept explains “{}”", concept.title),
        )
        .help(format!(
            "name `{syllabus}/{}:{}` in the `taught` of a file in content/concepts",
            place.unit, place.id
        ));
        places.report(place.unit, &place.id, finding, findings);
    }
}

fn told_by_points<'a>(syllabus: &str, resolved: &'a Resolved) -> BTreeSet<(u32, &'a str)> {
    let syllabi = resolved.catalog.syllabi.iter();
    let units = syllabi.filter(|s| s.id == syllabus).flat_map(|s| &s.units);
    let sections = units.flat_map(|unit| unit.sections.iter().map(|s| (unit.number, s)));
    sections
        .filter(|(_, section)| section.points.iter().any(is_concept))
        .map(|(unit, section)| (unit, section.id.as_str()))
        .collect()
}

fn concept(term: &WrittenTerm, findings: &mut Vec<Diagnostic>) {
    let file = term.head.file();
    let head = &term.head.value;
    if head.taught.is_empty() {
        let finding = Diagnostic::warning("untaught", "no syllabus teaches this concept")
            .help("list the sections and points that do in `taught`, the first of them its home");
        findings.push(file.at(finding, head.title.span()));
    }
    let body = file.text.get(term.body.clone()).unwrap_or_default();
    let first = body.trim_start();
    let start = term.body.start + (body.len() - first.len());
    if first.starts_with("**") || first.starts_with("$$") || first.starts_with(['-', '#']) {
        let finding =
            Diagnostic::warning("no-definition", "this concept starts without a definition")
                .help("the first paragraph says in a sentence or two what it is");
        let length = first.lines().next().unwrap_or_default().len();
        findings.push(file.at(finding, start..start + length));
    }
}
