//! Every text of a file, for rules that hold for all of them.

use crate::catalog::written::{
    ConceptHead, CourseSection, Erratum, Info, Part, Point, ProcessRow, Question, Section, Str,
    StudyFile, SyllabusFile, UnitFile, Weight,
};

/// A text and whose words it holds.
#[derive(Debug, Clone, Copy)]
pub struct Field<'a> {
    /// The text.
    pub text: &'a Str,
    /// The document's own words, as against ours.
    pub printed: bool,
}

fn printed<'a>(texts: impl IntoIterator<Item = &'a Str>) -> impl Iterator<Item = Field<'a>> {
    texts.into_iter().map(|text| Field {
        text,
        printed: true,
    })
}

fn ours<'a>(texts: impl IntoIterator<Item = &'a Str>) -> impl Iterator<Item = Field<'a>> {
    texts.into_iter().map(|text| Field {
        text,
        printed: false,
    })
}

/// The texts of `syllabus.toml`.
pub fn of_syllabus(file: &SyllabusFile) -> Vec<Field<'_>> {
    let mut out = Vec::new();
    out.extend(ours([&file.editor.title, &file.editor.short]));
    out.extend(ours(&file.editor.note));
    out.extend(printed(&file.title));
    info(&file.info, &mut out);
    for section in &file.section {
        course_section(section, &mut out);
    }
    questions(&file.question, &mut out);
    errata(&file.erratum, &mut out);
    out
}

/// The texts of a unit's file.
pub fn of_unit(file: &UnitFile) -> Vec<Field<'_>> {
    let mut out = Vec::new();
    out.extend(printed([&file.label, &file.title]));
    out.extend(ours(&file.note));
    file.part.iter().for_each(|p| part(p, &mut out));
    file.section.iter().for_each(|s| section(s, &mut out));
    file.point.iter().for_each(|p| point(p, &mut out));
    out.extend(printed(file.objective.iter().map(|o| &o.text)));
    questions(&file.question, &mut out);
    out.extend(printed(file.carrier.iter().map(|c| &c.text)));
    file.process
        .iter()
        .for_each(|row| process_row(row, &mut out));
    errata(&file.erratum, &mut out);
    out
}

/// The texts of a unit's study file.
pub fn of_study(file: &StudyFile) -> Vec<Field<'_>> {
    let mut out = Vec::new();
    out.extend(ours(file.answer.iter().map(|answer| &answer.outline)));
    for carrier in &file.carrier {
        out.extend(ours(&carrier.fit));
        out.extend(ours(&carrier.discuss));
        out.extend(ours(&carrier.usage));
    }
    out
}

/// The texts of a concept's head.
pub fn of_concept(head: &ConceptHead) -> Vec<Field<'_>> {
    let mut out = Vec::new();
    out.extend(ours([&head.title]));
    out.extend(ours(&head.aliases));
    out.extend(ours(&head.english));
    out
}

fn info<'a>(lines: &'a [Info], out: &mut Vec<Field<'a>>) {
    for line in lines {
        out.extend(printed([&line.label, &line.value]));
    }
}

fn course_section<'a>(section: &'a CourseSection, out: &mut Vec<Field<'a>>) {
    out.extend(printed([&section.heading]));
    out.extend(printed(&section.text));
    for item in &section.item {
        out.extend(printed(&item.name));
        out.extend(printed([&item.text]));
    }
    out.extend(printed(section.row.iter().map(|row| &row.title)));
    out.extend(printed(section.book.iter().map(|book| &book.text)));
    section.weight.iter().for_each(|w| weight(w, out));
    info(&section.info, out);
    out.extend(ours(&section.formula));
}

fn weight<'a>(weight: &'a Weight, out: &mut Vec<Field<'a>>) {
    out.extend(printed([&weight.category]));
    out.extend(printed(&weight.item));
    out.extend(printed(&weight.method));
}

fn part<'a>(part: &'a Part, out: &mut Vec<Field<'a>>) {
    out.extend(printed(&part.heading));
    out.extend(printed(&part.text));
    out.extend(printed(&part.lines));
}

fn section<'a>(section: &'a Section, out: &mut Vec<Field<'a>>) {
    out.extend(printed([&section.label, &section.title]));
    out.extend(printed(&section.methods));
    out.extend(ours(&section.terms));
    section.point.iter().for_each(|p| point(p, out));
}

fn point<'a>(point: &'a Point, out: &mut Vec<Field<'a>>) {
    out.extend(printed([&point.text]));
    out.extend(ours(&point.title));
    out.extend(ours(&point.terms));
}

fn questions<'a>(questions: &'a [Question], out: &mut Vec<Field<'a>>) {
    out.extend(printed(questions.iter().map(|q| &q.text)));
}

fn process_row<'a>(row: &'a ProcessRow, out: &mut Vec<Field<'a>>) {
    for cell in [&row.steps, &row.content, &row.teacher, &row.student] {
        out.extend(printed(cell));
    }
}

fn errata<'a>(errata: &'a [Erratum], out: &mut Vec<Field<'a>>) {
    for erratum in errata {
        // The printed form stands in texts that are looked at themselves.
        out.extend(ours([
            &erratum.printed,
            &erratum.corrected,
            &erratum.reason,
        ]));
    }
}
