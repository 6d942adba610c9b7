//! A section of the course: what its kind makes of its paragraphs and tables.

use std::collections::BTreeMap;

use super::lines::{
    bare_heading, end_of, ends_sentence, is_name, is_share, label, more_than, numbered_field,
    numbered_fields, prefix,
};
use super::{books, fields, grading, hours, info, signed, told};
use crate::catalog::kinds::{CourseKind, QuestionKind};
use crate::import::content::{CourseSection, HoursRow, Info, Item, Notes, Question, Text};
use crate::import::flow::{Block, Grid, Para};
use crate::import::lists;
use crate::import::outline::{Section, Unit, title};
use crate::import::unit::list_of_questions;
use crate::import::words::Words;

/// Makes the course level.
pub struct Course<'a> {
    /// Fields of the whole syllabus.
    pub info: Vec<Info>,
    /// Questions at course level.
    pub questions: Vec<Question>,
    /// Units that have a row of hours.
    pub with_hours: BTreeMap<u32, f64>,
    /// What was noticed.
    pub notes: &'a mut Notes,
    units: &'a [Unit],
    ids: BTreeMap<String, usize>,
    /// A label whose value stands on the next line.
    pending: Option<Info>,
}

impl<'a> Course<'a> {
    /// For these units.
    pub fn new(units: &'a [Unit], notes: &'a mut Notes) -> Self {
        Self {
            info: Vec::new(),
            questions: Vec::new(),
            with_hours: BTreeMap::new(),
            notes,
            units,
            ids: BTreeMap::new(),
            pending: None,
        }
    }

    /// Reads what stands before the first section; what is no field comes back.
    pub fn front(&mut self, blocks: &[Block]) -> Vec<Words> {
        let mut rest = Vec::new();
        for block in blocks {
            match block {
                Block::Para(para) => rest.extend(self.field(&para.words)),
                Block::Table(grid) => {
                    let (fields, lines) = fields::of_table(grid, self.notes);
                    self.info.extend(fields);
                    rest.extend(lines);
                }
                Block::Flat(lines) => {
                    for line in lines {
                        rest.extend(self.field(line));
                    }
                }
            }
        }
        self.close();
        rest
    }

    /// Reads a section.
    pub fn section(&mut self, section: &Section) -> CourseSection {
        let mut out = CourseSection {
            id: self.section_id(section.kind),
            level: section.level.min(2),
            heading: section.heading.clone(),
            kind: Some(section.kind),
            ..CourseSection::default()
        };
        let mut paras: Vec<Words> = Vec::new();
        let fields = numbered_fields(&section.body);
        if fields && matches!(section.kind, CourseKind::Note | CourseKind::Other) {
            out.kind = Some(CourseKind::Info);
        }
        let kind = out.kind.unwrap_or(section.kind);
        for block in &section.body {
            match block {
                Block::Para(Para { words, .. }) => match signed::fields(words) {
                    Some(fields) => out.info.extend(fields),
                    // A date has no label to be a field, and is no book.
                    None if kind == CourseKind::Books && signed::is_date(words.as_str()) => {
                        out.text.push(Text::plain(words.clone()));
                    }
                    None => paras.push(words.clone()),
                },
                Block::Flat(lines) => self.flat(lines, &mut out, &mut paras),
                Block::Table(grid) => self.table(grid, kind, &mut out, &mut paras),
            }
        }
        self.told(kind, &paras, &mut out);
        out
    }

    fn told(&mut self, kind: CourseKind, paras: &[Words], out: &mut CourseSection) {
        match kind {
            CourseKind::Info => {
                for words in paras {
                    let bare = self.bare_field(words);
                    out.text.extend(self.field(&bare).map(Text::plain));
                }
                self.close();
            }
            CourseKind::Books => out
                .books
                .extend(books::books(paras, |prefix| self.id(prefix))),
            CourseKind::Exercises => self.exercises(paras, out),
            CourseKind::Assessment => {
                let whole = bare_heading(&out.heading);
                if out.weights.is_empty() {
                    let told = told::shares(paras, &whole).into_iter();
                    out.weights.extend(told.filter(is_share));
                }
                out.text.extend(paras.iter().cloned().map(Text::plain));
            }
            CourseKind::Hours | CourseKind::Units => {
                out.text.extend(paras.iter().cloned().map(Text::plain));
            }
            _ => self.items(kind, paras, out),
        }
    }

    /// 1.课程代码：15001 without its number.
    fn bare_field(&mut self, words: &Words) -> Words {
        let Some(bare) = numbered_field(words) else {
            return words.clone();
        };
        let end = words.as_str().len() - bare.as_str().len();
        self.notes.understood("numbers of rows", &words.cut(0..end));
        bare
    }

    /// A line of the information: its fields, or the value of the label before; what is
    /// neither comes back.
    fn field(&mut self, words: &Words) -> Option<Words> {
        let (fields, before) = info::pairs(words);
        if !before.is_blank() {
            match &mut self.pending {
                Some(pending) => pending.value.push_spaced(&before),
                None if fields.is_empty() => return Some(before),
                None => {}
            }
        }
        let left = (!before.is_blank() && self.pending.is_none()).then_some(before);
        if !fields.is_empty() {
            self.close();
        }
        for field in fields {
            if field.value.is_blank() {
                self.close();
                self.pending = Some(field);
            } else {
                self.info.push(field);
            }
        }
        left
    }

    fn close(&mut self) {
        match self.pending.take() {
            Some(field) if field.value.is_blank() => {
                self.notes.understood("empty fields", &field.label);
            }
            Some(field) => {
                // 学时/学分 above 48/3 are two fields, as in one line.
                let mut line = field.label.clone();
                line.push_spaced(&field.value);
                let (fields, _) = info::pairs(&line);
                match fields.len() {
                    2 => self.info.extend(fields),
                    _ => self.info.push(field),
                }
            }
            None => {}
        }
    }

    fn flat(&mut self, lines: &[Words], out: &mut CourseSection, paras: &mut Vec<Words>) {
        if let Some(table) = hours::of_lines(lines, self.notes) {
            self.hours(table, out);
        } else if let Some(table) = grading::of_lines(lines, self.notes) {
            out.weights.extend(table.weights);
            out.text.extend(table.rest.into_iter().map(Text::plain));
        } else {
            paras.extend(lines.iter().cloned());
        }
    }

    fn table(
        &mut self,
        grid: &Grid,
        kind: CourseKind,
        out: &mut CourseSection,
        paras: &mut Vec<Words>,
    ) {
        if let Some(table) = grading::of_grid(grid, &bare_heading(&out.heading), self.notes) {
            out.weights.extend(table.weights);
            out.text.extend(table.rest.into_iter().map(Text::plain));
        } else if let Some(table) = hours::of_grid(grid, self.notes).filter(|t| !t.rows.is_empty())
        {
            self.hours(table, out);
        } else if kind == CourseKind::Info {
            let (fields, lines) = fields::of_table(grid, self.notes);
            self.info.extend(fields);
            paras.extend(lines);
        } else {
            let mut lines = Vec::new();
            for line in grid.lines() {
                match signed::fields(&line) {
                    Some(fields) => out.info.extend(fields),
                    None => lines.push(line),
                }
            }
            if let Some(first) = lines.first() {
                let message = "a table was written as lines, a row each".to_owned();
                self.notes
                    .doubt("import-table", first, message, "see whether they read well");
            }
            paras.extend(lines);
        }
    }

    /// Rows of the units; what is about none of them is a line of text.
    fn hours(&mut self, table: hours::Table, out: &mut CourseSection) {
        for row in table.rows {
            let unit = self.unit_of(&row);
            let Some(unit) = unit.filter(|unit| !self.with_hours.contains_key(unit)) else {
                if let Some(last) = out.rows.last_mut().filter(|_| row.below && unit.is_none()) {
                    // A task of the unit above: its hours are among the unit's.
                    last.hours += row.hours;
                    last.doubt = Some("原文分列几项学时，这里是它们的和".to_owned());
                    self.with_hours.insert(last.unit, last.hours);
                }
                out.text.push(Text::plain(row.words));
                continue;
            };
            self.with_hours.insert(unit, row.hours);
            let title = self.title_of(unit, &row.title);
            if row.above && more_than(&row, &title) {
                // What it names behind the unit stands in no other field.
                out.text.push(Text::plain(row.words.clone()));
            }
            self.notes.understood("numbers of rows", &row.label);
            let mut tail = row.words.clone();
            if let Some(end) = end_of(&row.title) {
                tail = row.words.behind(end);
            }
            self.notes.understood("class hours", &tail);
            out.rows.push(HoursRow {
                unit,
                title,
                hours: row.hours,
                doubt: row
                    .summed
                    .then(|| "原文分列几项学时，这里是它们的和".to_owned()),
            });
        }
        out.text.extend(table.rest.into_iter().map(Text::plain));
    }

    /// The unit that a row is about: the one of its title, else the one of its number.
    fn unit_of(&self, row: &hours::Row) -> Option<u32> {
        let numbered = (1u32..).zip(self.units);
        let titled: Vec<u32> = numbered
            .clone()
            .filter(|(_, unit)| unit.title.key() == row.title.key())
            .map(|(number, _)| number)
            .collect();
        if let [one] = titled.as_slice() {
            return Some(*one);
        }
        let starts = |unit: &Unit| row.above && row.title.key().starts_with(&unit.title.key());
        if let Some((number, _)) = numbered.clone().find(|(_, unit)| starts(unit)) {
            return Some(number);
        }
        let mut same = numbered.filter(|(_, unit)| row.number > 0 && unit.number == row.number);
        same.next().map(|(number, _)| number)
    }

    /// The title of a row up to where it goes on with a task of the unit.
    fn title_of(&self, unit: u32, title: &Words) -> Words {
        let own = self
            .units
            .get(unit as usize - 1)
            .map(|unit| unit.title.key());
        let own = own.filter(|own| title.key().starts_with(own.as_str()));
        let ends = title
            .as_str()
            .char_indices()
            .map(|(at, c)| at + c.len_utf8());
        let mut ends = ends.filter(|end| Some(title.cut(0..*end).key()) == own);
        ends.next()
            .map_or_else(|| title.clone(), |end| title.cut(0..end))
    }

    fn exercises(&mut self, paras: &[Words], out: &mut CourseSection) {
        for (words, range) in list_of_questions(paras) {
            let asked = words.slice(range.clone());
            if asked.is_blank() {
                out.text.push(Text::plain(words));
                continue;
            }
            let id = self.id("ex-");
            self.questions.push(Question {
                id: id.clone(),
                kind: QuestionKind::Exercise,
                text: asked,
                group: String::new(),
            });
            out.text.push(Text::with_items(&words, &[(range, id)]));
        }
    }

    /// Numbered paragraphs as items, the others as text.
    fn items(&mut self, kind: CourseKind, paras: &[Words], out: &mut CourseSection) {
        let lines: Vec<Words> = paras.iter().flat_map(lists::enumerated).collect();
        let outer = lines
            .iter()
            .find_map(|line| label(line).map(|(scheme, ..)| scheme));
        let count = lines
            .iter()
            .filter(|line| label(line).map(|l| l.0) == outer && outer.is_some())
            .count();
        let prefix = prefix(kind);
        for line in &lines {
            let found = label(line).filter(|(scheme, ..)| count > 1 && Some(*scheme) == outer);
            match (found, out.items.last_mut()) {
                (Some((_, label, text)), _) if !text.is_blank() => {
                    let id = self.id(prefix);
                    out.items.push(Item {
                        id,
                        label,
                        name: None,
                        text,
                    });
                }
                (Some(_), _) => out.text.push(Text::plain(line.clone())),
                (None, Some(item))
                    if label(line).is_none() && item.name.is_none() && is_name(&item.text) =>
                {
                    item.name = Some(std::mem::replace(&mut item.text, line.clone()));
                }
                (None, Some(item)) if !ends_sentence(&item.text) || label(line).is_some() => {
                    item.text.push_spaced(line);
                }
                // What stands behind the list is an item without a number.
                (None, Some(_)) => {
                    let id = self.id(prefix);
                    out.items.push(Item {
                        id,
                        label: Words::default(),
                        name: None,
                        text: line.clone(),
                    });
                }
                (None, None) => out.text.push(Text::plain(line.clone())),
            }
        }
    }

    fn section_id(&mut self, kind: CourseKind) -> String {
        let name = kind_name(kind);
        let count = self.ids.entry(name.to_owned()).or_default();
        *count += 1;
        if *count == 1 {
            name.to_owned()
        } else {
            format!("{name}-{count}")
        }
    }

    fn id(&mut self, prefix: &str) -> String {
        let count = self.ids.entry(prefix.to_owned()).or_default();
        *count += 1;
        format!("{prefix}{count}")
    }
}

/// The kind as content files write it.
pub fn kind_name(kind: CourseKind) -> &'static str {
    match kind {
        CourseKind::Info => "info",
        CourseKind::Goals => "goals",
        CourseKind::Knowledge => "knowledge",
        CourseKind::Ability => "ability",
        CourseKind::Values => "values",
        CourseKind::Purpose => "purpose",
        CourseKind::Requirements => "requirements",
        CourseKind::Philosophy => "philosophy",
        CourseKind::Hours => "hours",
        CourseKind::Units => "units",
        CourseKind::Practice => "practice",
        CourseKind::Exercises => "exercises",
        CourseKind::Methods => "methods",
        CourseKind::Books => "books",
        CourseKind::Assessment => "assessment",
        CourseKind::Note => "note",
        CourseKind::Signatures => "signatures",
        CourseKind::Other => "other",
    }
}

/// The hours that a unit prints itself, as a row.
pub fn own_row(unit: u32, title: &Words, hours: &title::Hours) -> HoursRow {
    HoursRow {
        unit,
        title: title.clone(),
        hours: hours.value,
        doubt: hours
            .summed
            .then(|| "原文分列几项学时，这里是它们的和".to_owned()),
    }
}
