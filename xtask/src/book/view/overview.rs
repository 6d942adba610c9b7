//! The overview of a syllabus: everything the document says above its units.

use std::collections::BTreeSet;

use serde::Serialize;

use super::hours::{self, Bar};
use super::{QuestionView, question};
use crate::book::html::{self, Html, Link};
use crate::book::inline::{Writer, anchor};
use crate::catalog::model::{
    Catalog, CourseKind, CourseSection, Info, InfoKey, Syllabus, Weight, unit_page,
};

/// A syllabus.
#[derive(Debug, Serialize)]
pub struct OverviewView {
    /// Course name.
    pub title: String,
    /// What tells it from the others; ours.
    pub short: String,
    /// The document's own title line.
    pub printed_title: Option<Html>,
    /// Whether the document says the course's name.
    pub named: bool,
    /// A remark of ours.
    pub note: Option<String>,
    /// Links to what stands on the page.
    pub jumps: Vec<Link>,
    /// Course information when no section shows it.
    pub info: Vec<InfoView>,
    /// In printed order.
    pub sections: Vec<SectionView>,
    /// Units when no section shows them.
    pub units: Vec<UnitLink>,
    /// Questions that no text places.
    pub questions: Vec<QuestionView>,
}

/// A course-level section.
#[derive(Debug, Serialize)]
pub struct SectionView {
    /// Its anchor.
    pub id: String,
    /// `##` or `###`.
    pub marks: Html,
    /// Printed heading.
    pub heading: Html,
    /// Printed paragraphs.
    pub paragraphs: Vec<Html>,
    /// Numbered items.
    pub items: Vec<ItemView>,
    /// Label and value pairs.
    pub info: Vec<InfoView>,
    /// The hours table.
    pub hours: Vec<HoursView>,
    /// The same as a picture; ours.
    pub picture: Option<Html>,
    /// Books.
    pub books: Vec<ItemView>,
    /// The grading table.
    pub weights: Vec<WeightView>,
    /// TeX; ours.
    pub formula: Option<Html>,
    /// Links to the units, where the document has them.
    pub units: Vec<UnitLink>,
}

/// A numbered item.
#[derive(Debug, Serialize)]
pub struct ItemView {
    /// Its anchor.
    pub id: String,
    /// Printed number.
    pub label: String,
    /// Printed name.
    pub name: Option<Html>,
    /// Printed paragraphs.
    pub text: Html,
    /// The empty link that copies its address.
    pub anchor: Html,
}

/// A line of course information.
#[derive(Debug, Serialize)]
pub struct InfoView {
    /// Printed label.
    pub label: String,
    /// Printed value.
    pub value: Html,
}

/// A row of the hours table.
#[derive(Debug, Serialize)]
pub struct HoursView {
    /// Unit number.
    pub unit: u32,
    /// Title as the table prints it.
    pub title: Html,
    /// The unit's page, when there is one.
    pub href: Option<String>,
    /// Class hours.
    pub hours: String,
}

/// A row of the grading table.
#[derive(Debug, Serialize)]
pub struct WeightView {
    /// Printed category, in the first of its rows only.
    pub category: Option<String>,
    /// How many rows the category spans.
    pub rows: usize,
    /// Printed number.
    pub label: String,
    /// What is graded.
    pub item: String,
    /// How.
    pub method: String,
    /// Printed share, e.g. `20%`.
    pub percent: String,
}

/// A unit in the list of units.
#[derive(Debug, Serialize)]
pub struct UnitLink {
    /// Its page.
    pub href: String,
    /// Printed label.
    pub label: String,
    /// Printed title.
    pub title: Html,
    /// Class hours.
    pub hours: Option<String>,
}

/// Makes the view of `syllabus`.
pub fn view(catalog: &Catalog, syllabus: &Syllabus) -> OverviewView {
    let mut writer = Writer::new(unit_page(&syllabus.id, 0), homes(syllabus));
    let printed_title = syllabus.printed_title.as_ref();
    let printed_title = printed_title.map(|text| writer.text(text));
    let kinds: BTreeSet<_> = syllabus.sections.iter().map(|s| s.kind).collect();
    let info = match kinds.contains(&CourseKind::Info) {
        true => Vec::new(),
        false => info(&syllabus.info, &mut writer),
    };
    let sections: Vec<_> = syllabus
        .sections
        .iter()
        .map(|s| section(syllabus, s, &mut writer))
        .collect();
    let units = match kinds.contains(&CourseKind::Units) {
        true => Vec::new(),
        false => units(syllabus, &mut writer),
    };
    OverviewView {
        title: syllabus.title.clone(),
        short: syllabus.short.clone(),
        printed_title,
        named: syllabus.info(InfoKey::Title).is_some(),
        note: syllabus.note.clone(),
        jumps: jumps(syllabus),
        info,
        sections,
        units,
        questions: unplaced(catalog, syllabus, &mut writer),
    }
}

/// The items that have a list of their own on the page.
fn homes(syllabus: &Syllabus) -> Vec<String> {
    let items = syllabus
        .sections
        .iter()
        .flat_map(|s| &s.items)
        .map(|i| &i.id);
    let books = syllabus
        .sections
        .iter()
        .flat_map(|s| &s.books)
        .map(|b| &b.id);
    items.chain(books).cloned().collect()
}

fn jumps(syllabus: &Syllabus) -> Vec<Link> {
    let first = syllabus
        .sections
        .iter()
        .filter(|section| section.level == 1);
    first
        .map(|section| Link {
            href: format!("#{}", section.id),
            text: section.heading.read(),
        })
        .collect()
}

fn section(syllabus: &Syllabus, section: &CourseSection, writer: &mut Writer) -> SectionView {
    let shows_info = section.kind == CourseKind::Info;
    let lines = if shows_info { &syllabus.info[..] } else { &[] };
    let lines: Vec<Info> = lines.iter().chain(&section.info).cloned().collect();
    let formula = section.formula.as_ref();
    SectionView {
        id: section.id.clone(),
        marks: Html(if section.level <= 1 { "##" } else { "###" }.to_owned()),
        heading: writer.unlinked(&section.heading),
        paragraphs: writer.paragraphs(&section.text),
        items: items(section, writer),
        info: info(&lines, writer),
        hours: hours_table(syllabus, section, writer),
        picture: picture(syllabus, section),
        books: books(section, writer),
        weights: weights(&section.weights),
        formula: formula.map(|tex| Html(tex.replace('\n', " "))),
        units: match section.kind {
            CourseKind::Units => units(syllabus, writer),
            _ => Vec::new(),
        },
    }
}

fn items(section: &CourseSection, writer: &mut Writer) -> Vec<ItemView> {
    let items = section.items.iter();
    items
        .map(|item| ItemView {
            id: item.id.clone(),
            label: item.label.clone(),
            name: item.name.as_ref().map(|name| writer.text(name)),
            text: writer.text(&item.text),
            anchor: Html(anchor(&item.id)),
        })
        .collect()
}

fn books(section: &CourseSection, writer: &mut Writer) -> Vec<ItemView> {
    let books = section.books.iter();
    books
        .map(|book| ItemView {
            id: book.id.clone(),
            label: book.label.clone(),
            name: None,
            text: writer.text(&book.text),
            anchor: Html(anchor(&book.id)),
        })
        .collect()
}

fn info(lines: &[Info], writer: &mut Writer) -> Vec<InfoView> {
    let lines = lines.iter();
    lines
        .map(|line| InfoView {
            label: line.label.clone(),
            value: writer.text(&line.value),
        })
        .collect()
}

fn hours_table(
    syllabus: &Syllabus,
    section: &CourseSection,
    writer: &mut Writer,
) -> Vec<HoursView> {
    let rows = section.rows.iter();
    rows.map(|row| HoursView {
        unit: row.unit,
        title: writer.unlinked(&row.title),
        href: syllabus
            .unit(row.unit)
            .map(|_| writer.way(&unit_page(&syllabus.id, row.unit))),
        hours: html::hours(row.hours),
    })
    .collect()
}

fn picture(syllabus: &Syllabus, section: &CourseSection) -> Option<Html> {
    let bar = |row: &crate::catalog::model::HoursRow| Bar {
        label: match syllabus.unit(row.unit) {
            Some(unit) => unit.label.clone(),
            None => row.unit.to_string(),
        },
        hours: row.hours,
    };
    let bars: Vec<_> = section.rows.iter().map(bar).collect();
    hours::picture(&bars)
}

fn weights(weights: &[Weight]) -> Vec<WeightView> {
    let mut views = Vec::new();
    for (index, weight) in weights.iter().enumerate() {
        let same = |other: &&Weight| other.category == weight.category;
        let starts = index == 0 || !same(&&weights[index - 1]);
        views.push(WeightView {
            category: starts.then(|| weight.category.clone()),
            rows: weights[index..].iter().take_while(same).count(),
            label: weight.label.clone(),
            item: weight.item.clone(),
            method: weight.method.clone(),
            percent: weight
                .percent
                .map_or_else(String::new, |percent| format!("{percent}%")),
        });
    }
    views
}

fn units(syllabus: &Syllabus, writer: &mut Writer) -> Vec<UnitLink> {
    let units = syllabus.units.iter();
    units
        .map(|unit| UnitLink {
            href: writer.way(&unit_page(&syllabus.id, unit.number)),
            label: unit.label.clone(),
            title: writer.unlinked(&unit.title),
            hours: unit.hours.map(html::hours),
        })
        .collect()
}

/// Questions of the course level that stand in no text: they get a list at the end.
fn unplaced(catalog: &Catalog, syllabus: &Syllabus, writer: &mut Writer) -> Vec<QuestionView> {
    let mut views = Vec::new();
    for own in &syllabus.questions {
        if writer.claim(&own.id) {
            views.push(question(catalog, (syllabus, 0), own, own.kind, writer));
        }
    }
    views
}
