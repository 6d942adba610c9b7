//! `syllabus.toml`.

use super::Editor;
use super::toml::Toml;
use crate::catalog::kinds::InfoKey;
use crate::import::content::{Content, CourseSection, Info, Weight};
use crate::import::course::section::kind_name;

/// Writes the course level.
pub fn write(content: &Content, editor: &Editor, out: &mut Toml<'_, '_>) {
    out.comment(
        "文字都照原文（source.txt），错字也照原样；由 cargo xtask import 写成，请对照原文看一遍。",
    );
    if let Some(title) = &content.title {
        out.gap();
        out.printed("title", "title", title);
    }
    if editor.title_missing {
        out.comment_above("待补：原文没有课程名称，title 是暂定的。");
    }
    if editor.short_missing {
        out.comment_above("待补：short 是暂定的，写几个字，把它和同名的大纲区别开。");
    }
    out.single("editor");
    out.ours("title", &editor.title);
    out.ours("short", &editor.short);
    if editor.order != 0 {
        out.integer("order", editor.order);
    }
    if let Some(note) = &editor.note {
        out.ours("note", note);
    }
    info(&content.info, "info", "course information", out);
    for found in &content.sections {
        section(found, out);
    }
    for question in &content.questions {
        out.table("question");
        out.ours("id", &question.id);
        out.ours("kind", super::unit::question_kind(question.kind));
        out.printed("text", "questions", &question.text);
    }
}

fn info(fields: &[Info], table: &str, field: &'static str, out: &mut Toml<'_, '_>) {
    for found in fields {
        out.table(table);
        out.ours("key", key(found.key));
        out.printed("label", field, &found.label);
        out.printed("value", field, &found.value);
    }
}

fn section(section: &CourseSection, out: &mut Toml<'_, '_>) {
    out.table("section");
    out.ours("id", &section.id);
    if section.level > 1 {
        out.whole("level", u32::from(section.level));
    }
    out.printed("heading", "section headings", &section.heading);
    out.ours("kind", section.kind.map_or("other", kind_name));
    out.paragraphs("text", "section text", &section.text);
    for item in &section.items {
        out.table("section.item");
        out.ours("id", &item.id);
        out.label("label", "objectives and items", &item.label);
        if let Some(name) = &item.name {
            out.printed("name", "objectives and items", name);
        }
        out.printed("text", "objectives and items", &item.text);
    }
    for row in &section.rows {
        if let Some(doubt) = &row.doubt {
            out.comment_above(&format!("拿不准：{doubt}。"));
        }
        out.table("section.row");
        out.whole("unit", row.unit);
        out.printed("title", "hours table", &row.title);
        out.number("hours", row.hours);
    }
    for book in &section.books {
        out.table("section.book");
        out.ours("id", &book.id);
        out.label("label", "books", &book.label);
        out.printed("text", "books", &book.text);
    }
    for row in &section.weights {
        weight(row, out);
    }
    info(&section.info, "section.info", "signatures", out);
}

fn weight(weight: &Weight, out: &mut Toml<'_, '_>) {
    if let Some(doubt) = &weight.doubt {
        out.comment_above(&format!("拿不准：{doubt}。"));
    }
    out.table("section.weight");
    out.printed("category", "grading", &weight.category);
    out.label("label", "grading", &weight.label);
    if let Some(item) = &weight.item {
        out.printed("item", "grading", item);
    }
    if let Some(method) = &weight.method {
        out.printed("method", "grading", method);
    }
    if let Some(percent) = weight.percent {
        out.number("percent", percent);
    }
}

fn key(key: InfoKey) -> &'static str {
    match key {
        InfoKey::Title => "title",
        InfoKey::English => "english",
        InfoKey::Code => "code",
        InfoKey::Category => "category",
        InfoKey::Nature => "nature",
        InfoKey::Audience => "audience",
        InfoKey::Hours => "hours",
        InfoKey::TheoryHours => "theory-hours",
        InfoKey::PracticeHours => "practice-hours",
        InfoKey::Credits => "credits",
        InfoKey::Department => "department",
        InfoKey::Term => "term",
        InfoKey::Assessment => "assessment",
        InfoKey::Prerequisite => "prerequisite",
        InfoKey::Successor => "successor",
        InfoKey::Textbook => "textbook",
        InfoKey::Author => "author",
        InfoKey::Reviewer => "reviewer",
        InfoKey::Date => "date",
        InfoKey::Other => "other",
    }
}
