//! Units of a document that does not call them 第一章 or the like: the headings or the
//! outermost numbers below 教学内容, or the rows of its table.

use super::head::{Look, head};
use super::{Outline, Section, Unit, title};
use crate::catalog::kinds::CourseKind;
use crate::import::flow::{Block, Para};
use crate::import::marker::{Marker, Scheme, marker};
use crate::import::words::{Words, fold};

/// Fewer are no series.
const FEWEST: usize = 2;
/// Characters of the longest title.
const TITLE: usize = 40;

/// Fills in the units, if some can be told.
pub fn units(outline: &mut Outline) {
    let Some(at) = outline
        .sections
        .iter()
        .position(|s| s.kind == CourseKind::Units)
    else {
        return;
    };
    if !from_sections(outline, at) {
        from_numbers(outline, at);
    }
}

/// The sections below the one that holds the contents.
fn from_sections(outline: &mut Outline, at: usize) -> bool {
    let level = outline.sections[at].level;
    let below = outline.sections[at + 1..]
        .iter()
        .take_while(|s| s.level > level)
        .count();
    let children = &outline.sections[at + 1..=at + below];
    let Some(top) = children.iter().map(|s| s.level).min() else {
        return false;
    };
    let own = children
        .iter()
        .filter(|s| s.level == top && s.kind == CourseKind::Other)
        .count();
    if own < FEWEST {
        return false;
    }
    let children: Vec<Section> = outline.sections.drain(at + 1..=at + below).collect();
    for section in children {
        match outline.units.last_mut() {
            Some(unit) if section.level > top => {
                unit.body.push(Block::Para(Para {
                    words: section.heading,
                    style: section.style,
                }));
                unit.body.extend(section.body);
            }
            _ => outline.units.push(unit(&section.heading, section.body)),
        }
    }
    outline.sections[at].holds_units = true;
    true
}

/// The outermost numbers in the text of a section.
fn from_numbers(outline: &mut Outline, at: usize) {
    let body = &outline.sections[at].body;
    let marked = body.iter().enumerate().filter_map(|(index, block)| {
        let para = block.para()?;
        Some((index, marker(para.words.as_str())?, para))
    });
    let marked: Vec<(usize, Marker, &Para)> = marked.collect();
    let Some(scheme) = marked.first().map(|(_, marker, _)| marker.scheme) else {
        return;
    };
    if matches!(scheme, Scheme::Bullet | Scheme::Letter | Scheme::Unit(_)) {
        return;
    }
    let heads: Vec<(usize, u32)> = marked
        .iter()
        .filter(|(_, marker, para)| marker.scheme == scheme && is_unit(para))
        .map(|(index, marker, _)| (*index, marker.number))
        .collect();
    let rising = heads.windows(2).all(|pair| pair[0].1 < pair[1].1);
    if heads.len() < FEWEST || !rising {
        return;
    }
    let body = std::mem::take(&mut outline.sections[at].body);
    let first = heads[0].0;
    for (index, (start, _)) in heads.iter().enumerate() {
        let end = heads.get(index + 1).map_or(body.len(), |(next, _)| *next);
        if let Block::Para(para) = &body[*start] {
            outline
                .units
                .push(unit(&para.words, body[start + 1..end].to_vec()));
        }
    }
    outline.sections[at].body = body[..first].to_vec();
    outline.sections[at].holds_units = true;
}

fn is_unit(para: &Para) -> bool {
    let known = head(para).is_some_and(|head| head.sure && head.look != Look::Plain);
    let (line, _, _) = title::split(&para.words);
    let line = line.as_str();
    let last = line.chars().next_back().map(fold);
    let sentence = matches!(last, Some('。' | ';' | ',' | '?' | '!'));
    !known && !sentence && line.chars().count() <= TITLE
}

/// A unit from its numbered heading.
fn unit(heading: &Words, mut body: Vec<Block>) -> Unit {
    let text = heading.as_str();
    let found = marker(text);
    let (start, label, number) = match &found {
        Some(marker) => (marker.end, heading.cut(0..marker.label), marker.number),
        None => (0, Words::default(), 0),
    };
    let (title, inline, hours) = title::split(&heading.cut(start..text.len()));
    if !inline.is_blank() {
        body.insert(
            0,
            Block::Para(Para {
                words: inline,
                style: 0,
            }),
        );
    }
    let label = if label.is_blank() {
        title.clone()
    } else {
        label
    };
    Unit {
        number,
        label,
        title: if title.is_blank() {
            heading.clone()
        } else {
            title
        },
        hours,
        body,
    }
}
