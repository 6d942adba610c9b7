//! What will be written, with all words knowing where they come from: the shape of
//! [`crate::catalog::written`], and beside it what was noticed on the way.

use std::ops::Range;

use crate::catalog::kinds::{CarrierKind, CourseKind, InfoKey, PartKind, QuestionKind};
use crate::import::words::Words;

/// A syllabus.
#[derive(Debug, Default)]
pub struct Content {
    /// The document's title line.
    pub title: Option<Words>,
    /// Course information.
    pub info: Vec<Info>,
    /// Sections of the course.
    pub sections: Vec<CourseSection>,
    /// Questions at course level.
    pub questions: Vec<Question>,
    /// Units, in order.
    pub units: Vec<Unit>,
}

/// A field.
#[derive(Debug, Clone)]
pub struct Info {
    /// What it means.
    pub key: InfoKey,
    /// Its printed label, with its colon.
    pub label: Words,
    /// Its printed value.
    pub value: Words,
}

/// A section of the course.
#[derive(Debug, Default)]
pub struct CourseSection {
    /// Anchor.
    pub id: String,
    /// 1 or 2.
    pub level: u8,
    /// Printed heading.
    pub heading: Words,
    /// What it is.
    pub kind: Option<CourseKind>,
    /// Paragraphs.
    pub text: Vec<Text>,
    /// Numbered items.
    pub items: Vec<Item>,
    /// Rows of the hours table.
    pub rows: Vec<HoursRow>,
    /// Books.
    pub books: Vec<Book>,
    /// Rows of the grading table.
    pub weights: Vec<Weight>,
    /// Fields.
    pub info: Vec<Info>,
}

/// A numbered item.
#[derive(Debug, Clone)]
pub struct Item {
    /// Anchor.
    pub id: String,
    /// Printed number.
    pub label: Words,
    /// A name on a line of its own.
    pub name: Option<Words>,
    /// The words.
    pub text: Words,
}

/// A row of the hours table.
#[derive(Debug, Clone)]
pub struct HoursRow {
    /// Unit number.
    pub unit: u32,
    /// Printed title.
    pub title: Words,
    /// Class hours.
    pub hours: f64,
    /// What was not certain.
    pub doubt: Option<String>,
}

/// A book.
#[derive(Debug, Clone)]
pub struct Book {
    /// Anchor.
    pub id: String,
    /// Printed label.
    pub label: Words,
    /// The entry.
    pub text: Words,
}

/// A row of the grading table.
#[derive(Debug, Clone)]
pub struct Weight {
    /// Printed category.
    pub category: Words,
    /// Printed number.
    pub label: Words,
    /// What is graded.
    pub item: Option<Words>,
    /// How.
    pub method: Option<Words>,
    /// Share in per cent.
    pub percent: Option<f64>,
    /// What was not certain.
    pub doubt: Option<String>,
}

/// A unit.
#[derive(Debug, Default)]
pub struct Unit {
    /// From 1, without a gap.
    pub number: u32,
    /// Printed label.
    pub label: Words,
    /// Printed title.
    pub title: Words,
    /// Headed parts.
    pub parts: Vec<Part>,
    /// Sections.
    pub sections: Vec<Section>,
    /// Points outside sections.
    pub points: Vec<Point>,
    /// The objective.
    pub objective: Option<Words>,
    /// Questions.
    pub questions: Vec<Question>,
    /// 思政载体
    pub carriers: Vec<Carrier>,
    /// Rows of the process table.
    pub process: Vec<ProcessRow>,
    /// The byte of the document where it ends.
    pub end: usize,
}

/// A part of a unit.
#[derive(Debug)]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// Printed heading.
    pub heading: Option<Words>,
    /// Paragraphs.
    pub text: Vec<Text>,
    /// Lines of a list.
    pub lines: Vec<Text>,
}

/// A section of a unit.
#[derive(Debug)]
pub struct Section {
    /// Anchor.
    pub id: String,
    /// Printed label.
    pub label: Words,
    /// Printed title.
    pub title: Words,
    /// Printed methods.
    pub methods: Option<Words>,
    /// Its points.
    pub points: Vec<Point>,
}

/// A point.
#[derive(Debug, Clone)]
pub struct Point {
    /// Anchor.
    pub id: String,
    /// Printed number.
    pub label: Words,
    /// Printed words.
    pub text: Words,
    /// The item whose words it repeats.
    pub same: Option<String>,
    /// Whether it carries no knowledge.
    pub filler: bool,
    /// Where it stands, for a comment: 教学重点.
    pub group: String,
}

/// A question.
#[derive(Debug, Clone)]
pub struct Question {
    /// Anchor.
    pub id: String,
    /// Where it is asked.
    pub kind: QuestionKind,
    /// Printed words.
    pub text: Words,
    /// Where it stands, for a comment.
    pub group: String,
}

/// A carrier.
#[derive(Debug, Clone)]
pub struct Carrier {
    /// Anchor.
    pub id: String,
    /// What it is.
    pub kind: CarrierKind,
    /// Printed words.
    pub text: Words,
    /// Whether nothing in the words says what it is.
    pub guessed: bool,
}

/// A row of the process table.
#[derive(Debug, Default)]
pub struct ProcessRow {
    /// 教学进程
    pub steps: Vec<Words>,
    /// 教学内容
    pub content: Vec<Text>,
    /// 教师活动
    pub teacher: Vec<Text>,
    /// 学生活动
    pub student: Vec<Text>,
}

/// A paragraph: words and places of items.
#[derive(Debug, Clone, Default)]
pub struct Text(pub Vec<Run>);

/// A stretch of a [`Text`].
#[derive(Debug, Clone)]
pub enum Run {
    /// Words.
    Words(Words),
    /// An item of this unit, by its id, or of another, `3:hw-1`; and its words as they stand
    /// here.
    Item(String, Words),
}

impl Text {
    /// Words alone.
    pub fn plain(words: Words) -> Self {
        Self(vec![Run::Words(words)])
    }

    /// Words with items at some byte ranges of them.
    pub fn with_items(words: &Words, items: &[(Range<usize>, String)]) -> Self {
        let mut runs = Vec::new();
        let mut at = 0;
        for (range, id) in items {
            runs.push(Run::Words(words.slice(at..range.start)));
            runs.push(Run::Item(id.clone(), words.slice(range.clone())));
            at = range.end;
        }
        runs.push(Run::Words(words.slice(at..words.as_str().len())));
        runs.retain(|run| !matches!(run, Run::Words(words) if words.as_str().is_empty()));
        Self(runs)
    }
}

/// What was noticed while the content was made.
#[derive(Debug, Default)]
pub struct Notes {
    /// Doubts and oddities.
    pub doubts: Vec<Doubt>,
    /// Words that are understood and stand in no text: heads of tables, numbers of rows.
    pub understood: Vec<(&'static str, Words)>,
}

/// A doubt or an oddity.
#[derive(Debug)]
pub struct Doubt {
    /// Stable code.
    pub code: &'static str,
    /// What it is, one line.
    pub message: String,
    /// The same in Chinese, where it says more than its code.
    pub zh: Option<String>,
    /// Where in the document.
    pub at: Range<usize>,
    /// What to do about it.
    pub help: &'static str,
}

impl Notes {
    /// Adds a doubt about words.
    pub fn doubt(&mut self, code: &'static str, at: &Words, message: String, help: &'static str) {
        let at = at.places().into_iter().next().unwrap_or(0..0);
        self.doubts.push(Doubt {
            code,
            message,
            zh: None,
            at,
            help,
        });
    }

    /// Says the last doubt in Chinese.
    pub fn zh(&mut self, zh: String) {
        if let Some(last) = self.doubts.last_mut() {
            last.zh = Some(zh);
        }
    }

    /// Words that say something which is written without them.
    pub fn understood(&mut self, what: &'static str, words: &Words) {
        if !words.is_blank() {
            self.understood.push((what, words.clone()));
        }
    }

    /// The same for words that may be there.
    pub fn understood_all(&mut self, what: &'static str, words: impl IntoIterator<Item = Words>) {
        words
            .into_iter()
            .for_each(|words| self.understood(what, &words));
    }
}
