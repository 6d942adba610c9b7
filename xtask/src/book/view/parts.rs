//! The printed parts of a unit.

use std::collections::BTreeSet;

use serde::Serialize;

use super::definitions::{Definitions, TermNote};
use super::link_to;
use crate::book::html::{Html, Link};
use crate::book::inline::{Writer, anchor};
use crate::catalog::model::{Catalog, Part, PartKind, Point, ProcessRow, Run, Section, Text, Unit};

/// A printed part.
#[derive(Debug, Serialize)]
pub struct PartView {
    /// Anchor of its heading.
    pub id: &'static str,
    /// Printed heading; `None` where the document has none.
    pub heading: Option<Html>,
    /// Printed paragraphs.
    pub paragraphs: Vec<Html>,
    /// Printed lines of a list.
    pub lines: Vec<Html>,
    /// What its points repeat (教学重点, 教学难点); ours.
    pub see: Vec<Link>,
    /// Terms first taught in the words of this part, explained by us.
    pub terms: Vec<TermNote>,
    /// Sections with their points (教学内容).
    pub sections: Vec<SectionView>,
    /// Points that no text places, so that each has its anchor.
    pub loose: Vec<PointView>,
    /// The table of methods (教学方法).
    pub methods: Vec<MethodView>,
    /// The table of steps (教学组织).
    pub process: Vec<ProcessView>,
}

/// A section.
#[derive(Debug, Serialize)]
pub struct SectionView {
    /// Its anchor.
    pub id: String,
    /// Printed label.
    pub label: String,
    /// Printed title.
    pub title: Html,
    /// Its points.
    pub points: Vec<PointView>,
    /// Terms first taught in this section, explained by us.
    pub terms: Vec<TermNote>,
}

/// A point of a section.
#[derive(Debug, Serialize)]
pub struct PointView {
    /// Its anchor.
    pub id: String,
    /// Printed number.
    pub label: String,
    /// Printed words.
    pub text: Html,
    /// The empty link that copies its address.
    pub anchor: Html,
}

/// A row of the table of methods.
#[derive(Debug, Serialize)]
pub struct MethodView {
    /// Running number, as the table prints it.
    pub number: usize,
    /// Anchor of the section.
    pub id: String,
    /// Printed label.
    pub label: String,
    /// Printed title.
    pub title: Html,
    /// Printed methods.
    pub methods: Html,
}

/// A row of the table of steps.
#[derive(Debug, Serialize)]
pub struct ProcessView {
    /// 教学进程
    pub steps: Vec<String>,
    /// 教学内容
    pub content: Vec<Html>,
    /// 教师活动
    pub teacher: Vec<Html>,
    /// 学生活动
    pub student: Vec<Html>,
}

/// The parts of `unit` in printed order, those without a heading where they belong.
pub fn order(unit: &Unit) -> Vec<(PartKind, Option<&Part>)> {
    let mut parts: Vec<_> = unit.parts.iter().map(|p| (p.kind, Some(p))).collect();
    let has = |kind| unit.parts.iter().any(|part| part.kind == kind);
    let any_points = !unit.sections.is_empty() || !loose(unit).is_empty();
    if any_points && !has(PartKind::Contents) {
        parts.insert(0, (PartKind::Contents, None));
    }
    if !has(PartKind::Process) && !unit.process.is_empty() {
        parts.push((PartKind::Process, None));
    }
    parts
}

/// Whether there is something to jump to.
pub fn has_heading(part: &&Part) -> bool {
    !part.heading.0.is_empty()
}

/// How links of ours call a part.
pub fn short_name(kind: PartKind) -> &'static str {
    match kind {
        PartKind::Contents => "内容",
        PartKind::Purpose => "要求",
        PartKind::Key => "重点",
        PartKind::Difficult => "难点",
        PartKind::KeyDifficult => "重点难点",
        PartKind::Methods => "教学方法",
        PartKind::Process => "教学进程",
        PartKind::Board => "板书",
        PartKind::Advice => "建议",
        PartKind::Exercises => "习题",
        PartKind::Values => "课程思政",
        PartKind::Other => "其他",
    }
}

/// Writes one part.
pub fn part(
    catalog: &Catalog,
    unit: &Unit,
    (kind, part): (PartKind, Option<&Part>),
    definitions: &mut Definitions<'_>,
    writer: &mut Writer,
) -> PartView {
    let empty = Text::default();
    PartView {
        id: kind.id(),
        heading: part
            .filter(has_heading)
            .map(|part| writer.unlinked(&part.heading)),
        paragraphs: writer.paragraphs(part.map_or(&empty, |part| &part.text)),
        lines: all(part.map_or(&[][..], |part| &part.lines), writer),
        see: see(catalog, unit, kind, part, writer),
        sections: match kind {
            PartKind::Contents => {
                let sections = unit.sections.iter();
                sections.map(|s| section(s, definitions, writer)).collect()
            }
            _ => Vec::new(),
        },
        terms: definitions.take(&items_of(unit, kind, part), writer),
        loose: match kind {
            PartKind::Contents => loose(unit).into_iter().map(|p| point(p, writer)).collect(),
            _ => Vec::new(),
        },
        methods: match kind {
            PartKind::Methods => methods(unit, writer),
            _ => Vec::new(),
        },
        process: match kind {
            PartKind::Process => unit.process.iter().map(|r| process(r, writer)).collect(),
            _ => Vec::new(),
        },
    }
}

/// Where the key and difficult points are taught: a student who cannot explain one goes
/// there.
fn see(
    catalog: &Catalog,
    unit: &Unit,
    kind: PartKind,
    part: Option<&Part>,
    writer: &Writer,
) -> Vec<Link> {
    let is_key = matches!(
        kind,
        PartKind::Key | PartKind::Difficult | PartKind::KeyDifficult
    );
    let Some(part) = part.filter(|_| is_key) else {
        return Vec::new();
    };
    let mut links = Vec::new();
    for item in part
        .text
        .items()
        .into_iter()
        .chain(part.lines.iter().flat_map(Text::items))
    {
        let point = unit.points.iter().find(|point| point.id == item.id);
        if let Some(original) = point.and_then(|point| point.same.as_ref()) {
            let link = link_to(catalog, original, writer);
            if !links.contains(&link) {
                links.push(link);
            }
        }
    }
    links
}

/// The items whose words stand in this part, but for those of sections.
fn items_of<'a>(unit: &'a Unit, kind: PartKind, part: Option<&'a Part>) -> BTreeSet<&'a str> {
    let mut here = BTreeSet::new();
    for text in part
        .into_iter()
        .flat_map(|part| part.lines.iter().chain([&part.text]))
    {
        collect_items(text, &mut here);
    }
    if kind == PartKind::Contents {
        here.extend(loose(unit).iter().map(|point| point.id.as_str()));
    }
    // A section or its point is at home in the contents, whatever else repeats it.
    for section in &unit.sections {
        here.remove(section.id.as_str());
        section.points.iter().for_each(|point| {
            here.remove(point.id.as_str());
        });
    }
    here
}

fn section(
    section: &Section,
    definitions: &mut Definitions<'_>,
    writer: &mut Writer,
) -> SectionView {
    let points = section.points.iter().map(|point| point.id.as_str());
    let items = points.chain([section.id.as_str()]).collect();
    SectionView {
        terms: definitions.take(&items, writer),
        id: section.id.clone(),
        label: section.label.clone(),
        title: writer.unlinked(&section.title),
        points: section.points.iter().map(|p| point(p, writer)).collect(),
    }
}

fn point(point: &Point, writer: &mut Writer) -> PointView {
    PointView {
        id: point.id.clone(),
        label: point.label.clone(),
        text: writer.text(&point.text),
        anchor: Html(anchor(&point.id)),
    }
}

fn methods(unit: &Unit, writer: &mut Writer) -> Vec<MethodView> {
    let rows = unit.sections.iter().enumerate();
    rows.filter_map(|(index, section)| {
        Some(MethodView {
            number: index + 1,
            id: section.id.clone(),
            label: section.label.clone(),
            title: writer.unlinked(&section.title),
            methods: writer.text(section.methods.as_ref()?),
        })
    })
    .collect()
}

fn process(row: &ProcessRow, writer: &mut Writer) -> ProcessView {
    ProcessView {
        steps: row.steps.clone(),
        content: all(&row.content, writer),
        teacher: all(&row.teacher, writer),
        student: all(&row.student, writer),
    }
}

fn all(texts: &[Text], writer: &mut Writer) -> Vec<Html> {
    texts.iter().map(|text| writer.text(text)).collect()
}

/// The placed points that no text of the unit places.
fn loose(unit: &Unit) -> Vec<&Point> {
    let parts = unit.parts.iter();
    let rows = unit.process.iter();
    let texts = parts
        .flat_map(|part| part.lines.iter().chain([&part.text]))
        .chain(rows.flat_map(|row| row.content.iter().chain(&row.teacher).chain(&row.student)));
    let mut placed = BTreeSet::new();
    for text in texts {
        collect_items(text, &mut placed);
    }
    let points = unit.points.iter();
    points.filter(|p| !placed.contains(p.id.as_str())).collect()
}

fn collect_items<'a>(text: &'a Text, ids: &mut BTreeSet<&'a str>) {
    for run in &text.0 {
        if let Run::Item { target, text } = run {
            ids.insert(&target.id);
            collect_items(text, ids);
        }
    }
}
