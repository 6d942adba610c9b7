//! `unit-NN.toml`.

use super::toml::Toml;
use crate::catalog::kinds::{CarrierKind, QuestionKind};
use crate::import::content::{Point, ProcessRow, Question, Text, Unit};

/// Writes a unit.
pub fn write(unit: &Unit, out: &mut Toml<'_, '_>) {
    out.whole("number", unit.number);
    out.printed("label", "unit titles", &unit.label);
    out.printed("title", "unit titles", &unit.title);
    for part in &unit.parts {
        out.table("part");
        out.ours("kind", part.kind.id());
        if let Some(heading) = &part.heading {
            out.printed("heading", "part headings", heading);
        }
        out.paragraphs("text", "part text", &part.text);
        out.list("lines", "part text", &part.lines);
    }
    for section in &unit.sections {
        out.table("section");
        out.ours("id", &section.id);
        out.printed("label", "sections", &section.label);
        out.printed("title", "sections", &section.title);
        if let Some(methods) = &section.methods {
            out.printed("methods", "sections", methods);
        }
        for found in &section.points {
            point(found, "section.point", out);
        }
    }
    points(&unit.points, out);
    if let Some(objective) = &unit.objective {
        out.single("objective");
        out.ours("id", "objective");
        out.printed("text", "objectives", objective);
    }
    questions(&unit.questions, out);
    for carrier in &unit.carriers {
        if carrier.guessed {
            out.comment_above("拿不准：种类是猜的，请看一看。");
        }
        out.table("carrier");
        out.ours("id", &carrier.id);
        out.ours("kind", carrier_kind(carrier.kind));
        out.printed("text", "carriers", &carrier.text);
    }
    for row in &unit.process {
        process(row, out);
    }
}

fn points(points: &[Point], out: &mut Toml<'_, '_>) {
    let mut group = "";
    for found in points {
        if found.group != group {
            group = &found.group;
            out.comment_above(group);
        }
        point(found, "point", out);
    }
}

fn point(point: &Point, table: &str, out: &mut Toml<'_, '_>) {
    out.table(table);
    out.ours("id", &point.id);
    out.label("label", "points", &point.label);
    out.printed("text", "points", &point.text);
    if let Some(same) = &point.same {
        out.ours("same", same);
    }
    if point.filler {
        out.yes("filler");
    }
}

/// Questions in the order of their kinds' first, a comment above each group.
fn questions(questions: &[Question], out: &mut Toml<'_, '_>) {
    let mut group = "";
    for question in questions {
        if question.group != group {
            group = &question.group;
            out.comment_above(group);
        }
        out.table("question");
        out.ours("id", &question.id);
        out.ours("kind", question_kind(question.kind));
        out.printed("text", "questions", &question.text);
    }
}

fn process(row: &ProcessRow, out: &mut Toml<'_, '_>) {
    let steps: Vec<Text> = row.steps.iter().cloned().map(Text::plain).collect();
    out.table("process");
    out.list_or_empty("steps", "process table", &steps);
    out.list("content", "process table", &row.content);
    out.list("teacher", "process table", &row.teacher);
    out.list("student", "process table", &row.student);
}

/// The kind as content files write it.
pub fn question_kind(kind: QuestionKind) -> &'static str {
    match kind {
        QuestionKind::Board => "board",
        QuestionKind::Opening => "opening",
        QuestionKind::Thinking => "thinking",
        QuestionKind::Exercise => "exercise",
    }
}

fn carrier_kind(kind: CarrierKind) -> &'static str {
    match kind {
        CarrierKind::Case => "case",
        CarrierKind::Reading => "reading",
        CarrierKind::Quotation => "quotation",
        CarrierKind::Law => "law",
        CarrierKind::Activity => "activity",
        CarrierKind::Literacy => "literacy",
    }
}
