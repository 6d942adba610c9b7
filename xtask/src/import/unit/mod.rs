//! A unit: its parts, and what stands in each.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::catalog::kinds::{PartKind, QuestionKind};
use crate::import::content::{Carrier, Notes, Part, Point, Question, Text, Unit};
use crate::import::flow::Block;
use crate::import::lists;
use crate::import::marker::marker;
use crate::import::outline::{self, Hours};
use crate::import::prose;
use crate::import::rules::phrases::NONE;
use crate::import::words::{Words, key};

mod board;
mod cells;
mod contents;
mod parts;
mod process;
mod questions;
mod sentences;
mod table;
mod told;

pub use parts::Looks;
pub use process::KnownLines;
pub use questions::list as list_of_questions;

/// What holds for all units of a document.
pub struct Common<'a> {
    /// How parts are set off.
    pub looks: &'a Looks,
    /// Lines of flattened tables.
    pub known: &'a KnownLines,
}

/// A unit, and the class hours that stand in it.
pub fn unit(
    unit: &outline::Unit,
    number: u32,
    common: &Common<'_>,
    notes: &mut Notes,
) -> (Unit, Option<Hours>) {
    let mut maker = Maker {
        unit: Unit {
            number,
            label: unit.label.clone(),
            title: unit.title.clone(),
            end: end(unit),
            ..Unit::default()
        },
        ids: BTreeMap::new(),
        words: BTreeMap::new(),
        hours: unit.hours.clone(),
        notes,
    };
    let pieces = parts::divide(&unit.body, common.looks);
    for piece in &pieces {
        maker.piece(piece, common);
    }
    if let Some(hours) = &maker.hours {
        maker.notes.understood("class hours", &hours.words);
    }
    (maker.unit, maker.hours)
}

/// The byte of the document where a unit ends.
fn end(unit: &outline::Unit) -> usize {
    let lines = unit.body.iter().flat_map(Block::lines);
    let ends = lines.filter_map(|line| line.places().last().map(|place| place.end));
    let own = unit.title.places().last().map_or(0, |place| place.end);
    ends.max().unwrap_or(0).max(own)
}

/// Makes a unit piece by piece.
struct Maker<'a> {
    unit: Unit,
    /// How many ids there are of each prefix.
    ids: BTreeMap<String, usize>,
    /// Sections and points by the key of their words.
    words: BTreeMap<String, String>,
    hours: Option<Hours>,
    notes: &'a mut Notes,
}

impl Maker<'_> {
    fn piece(&mut self, piece: &parts::Piece, common: &Common<'_>) {
        use parts::Role;
        let heading = piece.head.as_ref().map(|head| head.heading.clone());
        // Flattened tables and tables with columns of their own stand under any heading.
        let body = self.tables(&piece.body, piece.role, common);
        match piece.role {
            Role::Part(PartKind::Contents) => self.contents(heading, &body),
            Role::Part(PartKind::Board) => self.board(heading, &body),
            Role::Part(kind) => self.told(kind, heading, &body),
            Role::Questions(kind) => self.questions(kind, heading, &body),
            Role::Carriers => self.carriers(heading, &body),
            Role::Objective => self.objective(heading, &body),
            Role::Hours => self.class_hours(heading, &body),
        }
    }

    /// The next id of a prefix: p1, key-1.
    fn id(&mut self, prefix: &str) -> String {
        let count = self.ids.entry(prefix.to_owned()).or_default();
        *count += 1;
        format!("{prefix}{count}")
    }

    /// Adds a part; a unit has each kind once, what comes again goes on behind it.
    fn part(&mut self, kind: PartKind, heading: Option<Words>, text: Vec<Text>, lines: Vec<Text>) {
        if heading.is_none() && text.is_empty() && lines.is_empty() {
            return;
        }
        let Some(part) = self.unit.parts.iter_mut().find(|part| part.kind == kind) else {
            self.unit.parts.push(Part {
                kind,
                heading,
                text,
                lines,
            });
            return;
        };
        let more = heading
            .map(Text::plain)
            .into_iter()
            .chain(text)
            .chain(lines);
        if part.lines.is_empty() {
            part.text.extend(more);
        } else {
            part.lines.extend(more);
        }
    }

    /// A point whose words may repeat those of another.
    fn point(&mut self, id: String, label: Words, text: Words, group: &str) -> Point {
        let filler = prose::is_filler(text.as_str());
        let same = self.words.get(&text.key()).filter(|_| !filler).cloned();
        if same.is_none() && !filler {
            self.words.insert(text.key(), id.clone());
        }
        Point {
            id,
            label,
            text,
            same,
            filler,
            group: group.to_owned(),
        }
    }

    /// Adds a question and gives its id for now; ids are made anew when all are known.
    fn question(&mut self, kind: QuestionKind, text: Words, group: &str) -> String {
        let id = format!("q{}", self.unit.questions.len() + 1);
        self.unit.questions.push(Question {
            id: id.clone(),
            kind,
            text,
            group: group.to_owned(),
        });
        id
    }

    /// Adds the carriers at a byte range of words; the words with places for them.
    fn carriers_in(&mut self, words: &Words, listed: Range<usize>) -> Text {
        let text = &words.as_str()[listed.clone()];
        let mut items = Vec::new();
        for range in lists::between(text, |c| matches!(c, ';' | '。')) {
            let range = range.start + listed.start..range.end + listed.start;
            let words = words.slice(range.clone());
            // 思政元素：—— and 思政元素：无 name none.
            if NONE.contains(&words.key().as_str()) {
                continue;
            }
            items.push((range, self.carrier(words)));
        }
        Text::with_items(words, &items)
    }

    /// Adds a carrier; its id.
    fn carrier(&mut self, text: Words) -> String {
        let (kind, guessed) = cells::carrier_kind(text.as_str());
        let id = self.id("c");
        self.unit.carriers.push(Carrier {
            id: id.clone(),
            kind,
            text,
            guessed,
        });
        id
    }

    fn carriers(&mut self, heading: Option<Words>, body: &[Block]) {
        let mut text = Vec::new();
        for block in body {
            // Rows of a table and shares of a grade are no carriers.
            let lines = block.lines();
            let shares = |line: &Words| line.as_str().matches(['%', '％']).count() > 1;
            if block.para().is_none() || lines.iter().any(shares) {
                text.extend(lines.into_iter().map(Text::plain));
                continue;
            }
            for item in lines.iter().flat_map(lists::enumerated) {
                let start = marker(item.as_str()).map_or(0, |found| found.end);
                text.push(self.carriers_in(&item, start..item.as_str().len()));
            }
        }
        self.part(PartKind::Values, heading, text, Vec::new());
    }

    fn objective(&mut self, heading: Option<Words>, body: &[Block]) {
        let mut lines = body
            .iter()
            .flat_map(Block::lines)
            .filter(|line| !line.is_blank());
        let mut text = Vec::new();
        if self.unit.objective.is_none()
            && let Some(first) = lines.next()
        {
            let whole = 0..first.as_str().len();
            text.push(Text::with_items(&first, &[(whole, "objective".to_owned())]));
            self.unit.objective = Some(first);
        }
        text.extend(lines.map(Text::plain));
        self.part(PartKind::Values, heading, text, Vec::new());
    }

    fn class_hours(&mut self, heading: Option<Words>, body: &[Block]) {
        let mut words = Words::default();
        for line in body.iter().flat_map(Block::lines) {
            words.push_spaced(&line);
        }
        let short = words.as_str().chars().count() <= 40;
        let hours = outline::title::hours(&words).filter(|_| short && self.hours.is_none());
        match hours {
            Some(hours) => {
                self.notes.understood("class hours", &words);
                if let Some(heading) = heading {
                    self.notes.understood("class hours", &heading);
                }
                self.hours = Some(hours);
            }
            None => {
                let text = body.iter().flat_map(Block::lines).map(Text::plain);
                self.part(PartKind::Other, heading, text.collect(), Vec::new());
            }
        }
    }

    /// The section with this title.
    fn section_titled(&self, title: &str) -> Option<String> {
        let title = key(title);
        let mut sections = self.unit.sections.iter();
        sections
            .find(|section| section.title.key() == title)
            .map(|section| section.id.clone())
    }
}
