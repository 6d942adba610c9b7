//! 教学内容: sections and points by their numbers, or told in sentences.

use super::Maker;
use super::parts::INNER;
use crate::catalog::kinds::PartKind;
use crate::import::content::Section;
use crate::import::flow::Block;
use crate::import::lists;
use crate::import::marker::{Marker, Scheme, marker};
use crate::import::rules::names::UNITS;
use crate::import::rules::words::DEMANDS;
use crate::import::words::{Words, fold};

/// Characters of the longest title of a section.
const TITLE: usize = 50;

/// A line of the contents.
struct Line {
    words: Words,
    style: u8,
    marker: Option<Marker>,
}

impl Maker<'_> {
    /// Adds the contents.
    pub(super) fn contents(&mut self, heading: Option<Words>, body: &[Block]) {
        let lines = lines(body);
        let sections = section_scheme(&lines).filter(|_| !demands(&lines));
        let demands = demands(&lines);
        let listed = heading.is_some() && self.unit.sections.is_empty() && is_list(&lines);
        let mut text = Vec::new();
        for line in &lines {
            if line.words.is_blank() {
                continue;
            }
            let is_section = is_section(line, sections);
            match &line.marker {
                _ if is_section => self.section(&line.words),
                Some(_) if demands => text.push(self.telling(PartKind::Contents, &line.words)),
                Some(_) => self.numbered_point(&line.words),
                None if listed => self.add_point(Words::default(), line.words.trimmed()),
                None if self.unit.sections.is_empty() => {
                    text.push(self.telling(PartKind::Contents, &line.words))
                }
                None => self.points_below(&line.words),
            }
        }
        self.part(PartKind::Contents, heading, text, Vec::new());
    }

    fn section(&mut self, words: &Words) {
        let (label, title) = lists::numbered(words);
        let title = if title.is_blank() {
            label.clone()
        } else {
            title
        };
        let id = self.id("s");
        self.words.entry(title.key()).or_insert_with(|| id.clone());
        self.unit.sections.push(Section {
            id,
            // A heading style alone gives no number; the title is its own label then.
            label: if label.is_blank() {
                title.clone()
            } else {
                label
            },
            title,
            methods: None,
            points: Vec::new(),
        });
    }

    fn numbered_point(&mut self, words: &Words) {
        let (label, text) = lists::numbered(words);
        if text.is_blank() {
            self.add_point(Words::default(), label);
        } else {
            self.add_point(label, text);
        }
    }

    /// Text below a section: the things it lists, or itself as one.
    fn points_below(&mut self, words: &Words) {
        let text = words.as_str();
        match lists::fragments(text) {
            Some(ranges) => {
                for range in ranges {
                    self.add_point(Words::default(), words.cut(range));
                }
            }
            None => self.add_point(Words::default(), words.clone()),
        }
    }

    fn add_point(&mut self, label: Words, text: Words) {
        let in_section = self
            .unit
            .sections
            .last()
            .map(|section| format!("{}-", section.id));
        let id = self.id(in_section.as_deref().unwrap_or("p"));
        let point = self.point(id, label, text, "教学内容");
        match self.unit.sections.last_mut() {
            Some(section) => section.points.push(point),
            None => self.unit.points.push(point),
        }
    }
}

fn lines(body: &[Block]) -> Vec<Line> {
    let mut out = Vec::new();
    for block in body {
        let style = block.para().map_or(0, |para| para.style);
        for words in block.lines() {
            let parts = match block {
                Block::Para(_) => lists::enumerated(&words),
                _ => vec![words],
            };
            out.extend(parts.into_iter().map(|words| Line {
                marker: marker(words.as_str()),
                words,
                style,
            }));
        }
    }
    out
}

/// The numbering of the sections: the outermost one, if it is one that sections have or if
/// others stand below it.
fn section_scheme(lines: &[Line]) -> Option<Scheme> {
    let mut schemes: Vec<Scheme> = Vec::new();
    for marker in lines.iter().filter_map(|line| line.marker.as_ref()) {
        let counts = !matches!(marker.scheme, Scheme::Bullet | Scheme::Letter);
        if counts && !schemes.contains(&marker.scheme) {
            schemes.push(marker.scheme);
        }
    }
    let first = *schemes.first()?;
    let below = schemes.len() > 1
        || lines
            .iter()
            .any(|line| line.marker.is_none() && line.style == 0);
    let own = match first {
        Scheme::Section | Scheme::Han | Scheme::HanBracket => true,
        Scheme::Decimal(_) | Scheme::Unit(_) => true,
        _ => schemes.len() > 1 || (below && starts_with_number(lines)),
    };
    own.then_some(first)
}

/// Short lines without numbers below 教学内容 are a list of what is taught.
fn is_list(lines: &[Line]) -> bool {
    let said = lines.iter().filter(|line| !line.words.is_blank());
    let short = |line: &Line| {
        let text = line.words.as_str();
        let last = text.chars().next_back().map(fold);
        let sentence = matches!(last, Some('。' | ';' | ',' | ':'));
        let bare = line.marker.is_none() && line.style == 0 && !sentence;
        bare && text.chars().count() <= TITLE && !text.contains(['、', '；', ';'])
    };
    said.clone().count() > 1 && said.into_iter().all(short)
}

/// 1. 甲 with text below each: the numbers are those of sections.
fn starts_with_number(lines: &[Line]) -> bool {
    let marked = lines.iter().filter(|line| line.marker.is_some()).count();
    let first = lines.first().is_some_and(|line| line.marker.is_some());
    first && (lines.len() - marked) * 2 >= marked
}

/// Whether the contents are told as demands: 1.掌握… 2.理解…
fn demands(lines: &[Line]) -> bool {
    let mut marked = lines.iter().filter(|line| line.marker.is_some()).peekable();
    let demand = |line: &Line| {
        let (_, words) = lists::numbered(&line.words);
        DEMANDS
            .iter()
            .any(|demand| words.as_str().starts_with(demand))
    };
    marked.peek().is_some() && marked.all(demand)
}

fn is_section(line: &Line, sections: Option<Scheme>) -> bool {
    let Some(marker) = line.marker.as_ref().filter(|_| line.style != INNER) else {
        return line.style > 0;
    };
    let text = line.words.as_str();
    let last = text.chars().next_back().map(fold);
    let sentence = matches!(last, Some('。' | ';'));
    let title = text.chars().count() <= TITLE && !sentence;
    let task = matches!(marker.scheme, Scheme::Unit(word) if UNITS.get(word).is_some());
    match sections {
        Some(Scheme::Section) => marker.scheme == Scheme::Section,
        Some(scheme) => {
            (marker.scheme == scheme || (task && !matches!(scheme, Scheme::Unit(_)))) && title
        }
        None => false,
    }
}
