//! Builds the course level of a syllabus.

use crate::catalog::build::{Builder, plain};
use crate::catalog::model::{Book, CourseSection, HoursRow, Info, Item, Syllabus, Weight};
use crate::catalog::written::{self, SyllabusFile};

/// Fills in what `syllabus.toml` says.
pub fn fill<'a>(builder: &mut Builder<'a>, file: &'a SyllabusFile, out: &mut Syllabus) {
    out.title = file.editor.title.get_ref().clone();
    out.short = file.editor.short.get_ref().clone();
    out.note = plain(file.editor.note.as_ref());
    out.printed_title = builder.optional(file.title.as_ref());
    out.info = info(builder, &file.info);
    out.sections = file.section.iter().map(|s| section(builder, s)).collect();
    out.questions = builder.questions(&file.question);
    out.errata = builder.errata(&file.erratum);
}

fn info(builder: &mut Builder<'_>, lines: &[written::Info]) -> Vec<Info> {
    lines
        .iter()
        .map(|line| Info {
            key: *line.key.get_ref(),
            label: line.label.get_ref().clone(),
            value: builder.text(&line.value),
        })
        .collect()
}

fn section(builder: &mut Builder<'_>, section: &written::CourseSection) -> CourseSection {
    CourseSection {
        id: section.id.get_ref().clone(),
        level: section.level,
        heading: builder.text(&section.heading),
        kind: *section.kind.get_ref(),
        text: builder.optional(section.text.as_ref()).unwrap_or_default(),
        items: section.item.iter().map(|i| item(builder, i)).collect(),
        rows: section
            .row
            .iter()
            .map(|row| hours_row(builder, row))
            .collect(),
        books: section.book.iter().map(|b| book(builder, b)).collect(),
        weights: section.weight.iter().map(weight).collect(),
        info: info(builder, &section.info),
        formula: plain(section.formula.as_ref()),
    }
}

fn item(builder: &mut Builder<'_>, item: &written::Item) -> Item {
    Item {
        id: item.id.get_ref().clone(),
        label: item.label.clone(),
        name: builder.optional(item.name.as_ref()),
        text: builder.item_text(&item.id, &item.text),
    }
}

fn hours_row(builder: &mut Builder<'_>, row: &written::HoursRow) -> HoursRow {
    HoursRow {
        unit: *row.unit.get_ref(),
        title: builder.text(&row.title),
        hours: *row.hours.get_ref(),
    }
}

fn book(builder: &mut Builder<'_>, book: &written::Book) -> Book {
    Book {
        id: book.id.get_ref().clone(),
        label: book.label.clone(),
        text: builder.item_text(&book.id, &book.text),
    }
}

fn weight(weight: &written::Weight) -> Weight {
    Weight {
        category: weight.category.get_ref().clone(),
        label: weight.label.clone(),
        item: plain(weight.item.as_ref()).unwrap_or_default(),
        method: plain(weight.method.as_ref()).unwrap_or_default(),
        percent: weight.percent.as_ref().map(|percent| *percent.get_ref()),
    }
}
