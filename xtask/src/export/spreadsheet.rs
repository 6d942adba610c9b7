//! A table for spreadsheets: concepts, questions and carriers, a row each.

use super::Source;
use crate::book::markdown;
use crate::catalog::model::{ItemRef, Question, Syllabus};

/// The columns.
const HEAD: [&str; 8] = [
    "类型",
    "编号",
    "大纲",
    "章节",
    "名称或题目",
    "编者整理",
    "概念",
    "网址",
];

/// The file: UTF-8 with the mark at its head that spreadsheets want, lines end in CR LF.
///
/// # Errors
/// None that depends on the content; the writer's.
pub fn file(source: Source<'_>) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(vec![0xef, 0xbb, 0xbf]);
    writer.write_record(HEAD)?;
    for row in rows(source) {
        writer.write_record(row.map(|cell| inert(&cell)))?;
    }
    writer
        .into_inner()
        .map_err(|error| error.into_error().into())
}

/// A cell that begins like a formula would be computed.
fn inert(cell: &str) -> String {
    match cell.chars().next() {
        Some('=' | '+' | '-' | '@') => format!("'{cell}"),
        _ => cell.to_owned(),
    }
}

fn rows(source: Source<'_>) -> Vec<[String; 8]> {
    let mut rows = Vec::new();
    for term in &source.catalog.terms {
        let place = term.taught.first();
        let home = place.map(|at| source.names(&(at.syllabus.clone(), at.unit)));
        let (syllabus, unit) = home.unwrap_or_default();
        rows.push([
            "概念".to_owned(),
            format!("concept/{}", term.id),
            syllabus,
            unit,
            term.title.clone(),
            markdown::plain(&term.body),
            term.aliases.join("；"),
            address(source, &term.page()),
        ]);
    }
    for syllabus in &source.catalog.syllabi {
        for unit in &syllabus.units {
            rows.extend(
                unit.questions
                    .iter()
                    .map(|q| question(source, syllabus, unit.number, q)),
            );
            rows.extend(unit.carriers.iter().map(|carrier| {
                let item = item(syllabus, unit.number, &carrier.id);
                let usage = carrier.usage.as_ref();
                let themes = usage.map(|u| u.themes.iter().map(|t| t.name()).collect::<Vec<_>>());
                let ours = usage.map(|u| {
                    let fit = u.fit.iter().cloned();
                    let all = fit
                        .chain(u.discuss.iter().cloned())
                        .chain(u.usage.iter().cloned());
                    all.collect::<Vec<_>>().join("\n")
                });
                [
                    format!("思政·{}", carrier.kind.name()),
                    key(&item),
                    syllabus.name(),
                    unit.name(),
                    carrier.text.read(),
                    ours.unwrap_or_default(),
                    themes.unwrap_or_default().join("；"),
                    address(source, &item.url()),
                ]
            }));
        }
        rows.extend(
            syllabus
                .questions
                .iter()
                .map(|q| question(source, syllabus, 0, q)),
        );
    }
    rows
}

fn question(
    source: Source<'_>,
    syllabus: &Syllabus,
    unit: u32,
    question: &Question,
) -> [String; 8] {
    let item = item(syllabus, unit, &question.id);
    let (name, place) = source.names(&(syllabus.id.clone(), unit));
    let answer = question.answer.as_ref();
    let title = |id: &String| source.catalog.term(id).map(|term| term.title.clone());
    let concepts = answer.map(|a| a.concepts.iter().filter_map(title).collect::<Vec<_>>());
    [
        format!("作业·{}", question.kind.name()),
        key(&item),
        name,
        place,
        question.text.read(),
        answer
            .map(|a| markdown::plain(&a.outline))
            .unwrap_or_default(),
        concepts.unwrap_or_default().join("；"),
        address(source, &item.url()),
    ]
}

fn item(syllabus: &Syllabus, unit: u32, id: &str) -> ItemRef {
    ItemRef {
        syllabus: syllabus.id.clone(),
        unit,
        id: id.to_owned(),
    }
}

fn key(item: &ItemRef) -> String {
    format!("{}/{}/{}", item.syllabus, item.unit, item.id)
}

/// The address on the published site, else the way from its root.
fn address(source: Source<'_>, url: &str) -> String {
    source.link(url).unwrap_or_else(|| url.to_owned())
}
