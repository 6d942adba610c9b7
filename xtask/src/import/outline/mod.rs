//! Blocks to the outline of a syllabus: title, what stands before the first heading, the
//! sections of the course, the units.

use crate::catalog::kinds::CourseKind;
use crate::import::flow::Block;
use crate::import::words::Words;

mod course;
mod fallback;
pub mod head;
pub mod title;
mod units;

pub use title::Hours;

/// A syllabus as its headings divide it.
#[derive(Debug, Default)]
pub struct Outline {
    /// The title line.
    pub title: Option<Words>,
    /// What stands before the first heading.
    pub front: Vec<Block>,
    /// The sections of the course in printed order.
    pub sections: Vec<Section>,
    /// The units in printed order.
    pub units: Vec<Unit>,
}

/// A section of the course.
#[derive(Debug, Clone)]
pub struct Section {
    /// From 1.
    pub level: u8,
    /// As printed, with its number.
    pub heading: Words,
    /// What it is.
    pub kind: CourseKind,
    /// Whether its whole name is known.
    pub sure: bool,
    /// The level of its heading style, 0 for none.
    pub style: u8,
    /// What stands below it, before the next heading.
    pub body: Vec<Block>,
    /// Whether the units stand in it.
    pub holds_units: bool,
}

/// A unit.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Its printed number, 0 for none.
    pub number: u32,
    /// `第一章`
    pub label: Words,
    /// Its title.
    pub title: Words,
    /// The class hours in its heading.
    pub hours: Option<Hours>,
    /// Everything below its heading.
    pub body: Vec<Block>,
}

/// Divides a document by its headings.
pub fn outline(blocks: &[Block]) -> Outline {
    let (heads, end) = units::find(blocks);
    let mut outline = Outline::default();
    let first = heads.first().map_or(blocks.len(), |head| head.block);
    let mut course = course::Course::default();
    course.read(&blocks[..first]);
    let mut groups = Vec::new();
    for (index, head) in heads.iter().enumerate() {
        let stop = heads.get(index + 1).map_or(end, |next| next.block);
        let mut body = Vec::new();
        if !head.inline.is_blank() {
            body.push(Block::Para(crate::import::flow::Para {
                words: head.inline.clone(),
                style: 0,
            }));
        }
        for block in &blocks[head.body.min(stop)..stop] {
            match block.para().filter(|para| units::is_group(para)) {
                Some(para) => groups.push(para.clone()),
                None => body.push(block.clone()),
            }
        }
        outline.units.push(Unit {
            number: head.number,
            label: head.label.clone(),
            title: head.title.clone(),
            hours: head.hours.clone(),
            body,
        });
    }
    if !heads.is_empty() {
        course.units_stand_here();
        groups.iter().for_each(|para| course.group(para));
        course.read(&blocks[end..]);
    }
    let (title, front, sections) = course.finish();
    outline.title = title;
    outline.front = front;
    outline.sections = sections;
    if outline.units.is_empty() {
        fallback::units(&mut outline);
    }
    settle_kinds(&mut outline);
    outline
}

/// One section holds the units; a heading with nothing below it but other headings only
/// groups them.
fn settle_kinds(outline: &mut Outline) {
    let held = outline.sections.iter().any(|section| section.holds_units);
    for index in 0..outline.sections.len() {
        let next = outline.sections.get(index + 1).map_or(0, |next| next.level);
        let section = &mut outline.sections[index];
        let groups = section.body.is_empty() && next > section.level;
        section.kind = match section.kind {
            _ if section.holds_units => CourseKind::Units,
            CourseKind::Units if held => CourseKind::Other,
            kind if groups && !section.sure && kind != CourseKind::Goals => CourseKind::Other,
            kind => kind,
        };
    }
}
