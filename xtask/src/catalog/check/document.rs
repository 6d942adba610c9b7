//! Where the document prints some words.
//!
//! An extraction breaks lines anywhere, so white space does not count; the same words stand
//! in many units, so those of the unit in question are looked at first; and a table's
//! columns may be mixed, so a place is found by as much of its neighbourhood as agrees.

use std::ops::Range;

use crate::catalog::load::WrittenSyllabus;
use crate::diagnostic::Place;

/// Characters of neighbourhood that are tried, most first.
const AROUND: [usize; 5] = [40, 16, 8, 4, 2];
/// Characters that prove a place without any neighbourhood.
const ALONE: usize = 4;

/// The text of a document with its units.
pub struct Document<'a> {
    path: &'a str,
    text: &'a str,
    /// Without white space.
    bare: String,
    /// For every character of `bare`: its place there, and its place in `text`, in bytes.
    origin: Vec<(usize, usize)>,
    /// Where its lines begin, in bytes of `text`: a long document has many findings, and each
    /// asks for the number of a line.
    lines: Vec<usize>,
    /// Stretches of `bare` that belong to a unit: there are several where a table of
    /// contents, or a second print, names the unit again.
    units: Vec<(u32, Range<usize>)>,
}

impl<'a> Document<'a> {
    /// The document of a syllabus, if it is there.
    pub fn of(syllabus: &'a WrittenSyllabus) -> Option<Self> {
        let source = syllabus.source.as_ref()?;
        let mut document = Self {
            path: &source.path,
            text: &source.text,
            bare: String::new(),
            origin: Vec::new(),
            lines: vec![0],
            units: Vec::new(),
        };
        for (at, c) in source.text.char_indices() {
            if !c.is_whitespace() {
                document.origin.push((document.bare.len(), at));
                document.bare.push(c);
            } else if c == '\n' {
                document.lines.push(at + 1);
            }
        }
        document.find_units(syllabus);
        Some(document)
    }

    /// The place of `words[mark]` (in characters, white space not counted), looked for in
    /// the unit first.
    pub fn place(&self, unit: u32, words: &[char], mark: Range<usize>) -> Option<Place> {
        let mark = mark.start.min(words.len())..mark.end.min(words.len());
        let wider =
            |around: usize| mark.start.saturating_sub(around)..(mark.end + around).min(words.len());
        let alone = mark.len() >= ALONE;
        let windows = std::iter::once(0..words.len())
            .chain(AROUND.into_iter().map(wider))
            .chain(alone.then(|| mark.clone()));
        for window in windows.filter(|window| !window.is_empty()) {
            let sought: String = words[window.clone()].iter().collect();
            if let Some(found) = self.find(unit, &sought) {
                let skipped: String = words[window.start..mark.start].iter().collect();
                let marked: String = words[mark.clone()].iter().collect();
                let start = found + skipped.len();
                return Some(self.at(start..start + marked.len()));
            }
        }
        None
    }

    fn at(&self, bare: Range<usize>) -> Place {
        let start = self.original(bare.start);
        let last = self.bare[bare.clone()].char_indices().last();
        let end = last.map_or(start, |(at, c)| {
            self.original(bare.start + at) + c.len_utf8()
        });
        let above = self.lines.partition_point(|line| *line <= start) - 1;
        let line = self.lines[above];
        let mut place = Place::of_span(self.path, &self.text[line..], start - line..end - line);
        place.line += above;
        place
    }

    fn original(&self, bare: usize) -> usize {
        let index = self.origin.partition_point(|(at, _)| *at < bare);
        self.origin
            .get(index)
            .map_or(self.text.len(), |(_, at)| *at)
    }

    fn find(&self, unit: u32, sought: &str) -> Option<usize> {
        let before = self.units.first().map_or(0, |(_, range)| range.start);
        let course = (unit == 0).then_some(0..before);
        let own = self.units.iter().filter(|(number, _)| *number == unit);
        let own = own.map(|(_, range)| range.clone());
        let in_range = |range: Range<usize>| {
            let found = self.bare.get(range.clone())?.find(sought)?;
            Some(range.start + found)
        };
        own.chain(course)
            .find_map(in_range)
            .or_else(|| self.bare.find(sought))
    }

    fn find_units(&mut self, syllabus: &WrittenSyllabus) {
        let mut starts: Vec<(usize, u32)> = Vec::new();
        for (number, unit) in &syllabus.units {
            let head = format!(
                "{}{}",
                unit.value.label.get_ref(),
                unit.value.title.get_ref()
            );
            let head: String = head.split_whitespace().collect();
            if !head.is_empty() {
                let found = self.bare.match_indices(&head);
                starts.extend(found.map(|(at, _)| (at, *number)));
            }
        }
        starts.sort_unstable();
        let ends = starts.iter().skip(1).map(|(at, _)| *at);
        let ends: Vec<usize> = ends.chain([self.bare.len()]).collect();
        self.units = starts
            .iter()
            .zip(ends)
            .map(|((start, number), end)| (*number, *start..end))
            .collect();
    }
}
