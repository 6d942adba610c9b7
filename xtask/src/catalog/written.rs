//! The files under `content/` exactly as a person writes them.
//!
//! Every struct mirrors one table of a TOML file. Unknown keys are refused, spans are kept
//! so that a finding can point at the place, and nothing is resolved yet: see
//! [`super::load()`] for how these become the [`super::model`].
//!
//! Two rules hold for all of them.
//!
//! * A plain text field holds the document's **printed** words, misprints included.
//!   What we add stands in fields that say so: `editor`, `title`, `terms`, `formula`,
//!   `reason`, `note`.
//! * Inside a text, `{id}` stands for the words of another item at this place
//!   (`{s1-1}` of this unit, `{3:hw-1}` of unit 3). The item keeps its words once, the
//!   text keeps the printed order, and the place becomes known to the item.

use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::kinds::{CarrierKind, CourseKind, InfoKey, PartKind, QuestionKind};

pub use study::{Answer, CarrierUse, StudyFile};

mod study;

/// A text with its place in the file.
pub type Str = Spanned<String>;

/// `content/<syllabus>/syllabus.toml`: the course level (unit 0).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SyllabusFile {
    /// What we supply because the document does not say it.
    pub editor: Editor,
    /// The document's own title line, when it has one.
    pub title: Option<Str>,
    /// Course information, one entry a printed label.
    #[serde(default)]
    pub info: Vec<Info>,
    /// The course-level sections in printed order; one of them has kind `units`.
    #[serde(default)]
    pub section: Vec<CourseSection>,
    /// Questions asked at course level (unit 0).
    #[serde(default)]
    pub question: Vec<Question>,
    /// Misprints in the course-level texts.
    #[serde(default)]
    pub erratum: Vec<Erratum>,
    /// Findings about this file or the document that stay.
    #[serde(default)]
    pub allow: Vec<Allow>,
}

/// What the editors supply for a syllabus; always shown as 编者整理.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Editor {
    /// Course name in Chinese; required even where the document has one, so that it can be listed.
    pub title: Str,
    /// A label of a few characters that tells this syllabus from the others, e.g. `16 学时`.
    pub short: Str,
    /// Sort key among the syllabi, ascending.
    #[serde(default)]
    pub order: i64,
    /// Anything a reader has to know about the document, in a sentence or two.
    pub note: Option<Str>,
}

/// One line of course information.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Info {
    /// What the field means, whatever its label says.
    pub key: Spanned<InfoKey>,
    /// The printed label, e.g. `总学时`.
    pub label: Str,
    /// The printed value.
    pub value: Str,
}

/// A section of the document above the units, e.g. 二、课程目标.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CourseSection {
    /// Anchor, unique within unit 0.
    pub id: Str,
    /// 1 for 一、, 2 for （一） below it.
    #[serde(default = "one")]
    pub level: u8,
    /// The printed heading with its number.
    pub heading: Str,
    /// What it is.
    pub kind: Spanned<CourseKind>,
    /// Printed paragraphs, one a line; may hold `{id}`.
    pub text: Option<Str>,
    /// Numbered items (objectives, advice …).
    #[serde(default)]
    pub item: Vec<Item>,
    /// Rows of the hours table (kind `hours`).
    #[serde(default)]
    pub row: Vec<HoursRow>,
    /// Books (kinds `books` and `resources`).
    #[serde(default)]
    pub book: Vec<Book>,
    /// Rows of the grading table (kind `assessment`).
    #[serde(default)]
    pub weight: Vec<Weight>,
    /// Label and value pairs (kinds `info` and `signatures`).
    #[serde(default)]
    pub info: Vec<Info>,
    /// The formula that `text` says in words, as TeX without dollars; ours.
    pub formula: Option<Str>,
}

fn one() -> u8 {
    1
}

/// A numbered item of a course-level section.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Anchor, unique within unit 0.
    pub id: Str,
    /// The printed number, e.g. `1.`.
    #[serde(default)]
    pub label: String,
    /// The printed name, when it stands on a line of its own.
    pub name: Option<Str>,
    /// The printed words.
    pub text: Str,
}

/// A row of the hours table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HoursRow {
    /// Unit number.
    pub unit: Spanned<u32>,
    /// The title as the table prints it.
    pub title: Str,
    /// Class hours.
    pub hours: Spanned<f64>,
}

/// A book as printed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Book {
    /// Anchor, unique within unit 0.
    pub id: Str,
    /// The printed label, e.g. `1.` or `教 材:`.
    #[serde(default)]
    pub label: String,
    /// The whole printed entry.
    pub text: Str,
}

/// A row of the grading table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weight {
    /// Printed category, e.g. `平时成绩`.
    pub category: Str,
    /// Printed number within the category.
    #[serde(default)]
    pub label: String,
    /// What is graded.
    pub item: Option<Str>,
    /// How it is graded.
    pub method: Option<Str>,
    /// Share of the category, in per cent of it.
    pub percent: Option<Spanned<f64>>,
}

/// `content/<syllabus>/unit-NN.toml`: one chapter or project.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitFile {
    /// The number the document gives it, from 1.
    pub number: Spanned<u32>,
    /// The printed label, e.g. `第一章`, `项目一`.
    pub label: Str,
    /// The printed title.
    pub title: Str,
    /// A remark of ours about this unit.
    pub note: Option<Str>,
    /// The objectives of the course that this unit serves (`0:k1`); ours.
    #[serde(default)]
    pub serves: Vec<Str>,
    /// The parts of the unit in printed order.
    #[serde(default)]
    pub part: Vec<Part>,
    /// 第一节 …
    #[serde(default)]
    pub section: Vec<Section>,
    /// Points that texts place with `{id}`: key points, board points, points told in prose.
    #[serde(default)]
    pub point: Vec<Point>,
    /// The unit's objective (课程目标 of the unit).
    pub objective: Option<Objective>,
    /// Homework of every kind.
    #[serde(default)]
    pub question: Vec<Question>,
    /// 思政载体
    #[serde(default)]
    pub carrier: Vec<Carrier>,
    /// Rows of the 教学进程 table.
    #[serde(default)]
    pub process: Vec<ProcessRow>,
    /// Misprints in this unit's texts.
    #[serde(default)]
    pub erratum: Vec<Erratum>,
    /// Findings about this unit that stay.
    #[serde(default)]
    pub allow: Vec<Allow>,
}

/// One headed part of a unit.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// What it is; also its anchor, so a unit has each kind once.
    pub kind: Spanned<PartKind>,
    /// The printed heading with its number or brackets; left out where the words stand
    /// right below the unit's title.
    pub heading: Option<Str>,
    /// Printed paragraphs, one a line; may hold `{id}`.
    pub text: Option<Str>,
    /// Printed lines of a list (the board); may hold `{id}`.
    #[serde(default)]
    pub lines: Vec<Str>,
}

/// A section of a unit.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Anchor, unique within the unit.
    pub id: Str,
    /// The printed label, e.g. `第一节`.
    pub label: Str,
    /// The printed title.
    pub title: Str,
    /// The printed methods, e.g. `讲授法、案例法`.
    pub methods: Option<Str>,
    /// Other names a student may search it by; ours.
    #[serde(default)]
    pub terms: Vec<Str>,
    /// The points of the section, in order.
    #[serde(default)]
    pub point: Vec<Point>,
}

/// A point: the smallest thing that is taught.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// Anchor, unique within the unit.
    pub id: Str,
    /// The printed number, e.g. `1.`.
    #[serde(default)]
    pub label: String,
    /// The printed words.
    pub text: Str,
    /// A name of ours, where the printed words do not stand alone.
    pub title: Option<Str>,
    /// The section or point whose words it repeats or rephrases (`s1-1`, `3:s1`):
    /// it is then a further place of that concept, not a concept of its own.
    pub same: Option<Str>,
    /// `true` where the words carry no knowledge (本章内容真、善、美的揭示).
    #[serde(default)]
    pub filler: bool,
    /// Other names a student may search it by; ours.
    #[serde(default)]
    pub terms: Vec<Str>,
}

/// The objective of a unit.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Objective {
    /// Anchor, unique within the unit.
    pub id: Str,
    /// The printed words.
    pub text: Str,
}

/// A question students are asked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Anchor, unique within the unit.
    pub id: Str,
    /// Where the document asks it first.
    pub kind: Spanned<QuestionKind>,
    /// The printed words, without their number.
    pub text: Str,
    /// The question it asks again in other words (`6:hw-1`).
    pub restates: Option<Str>,
    /// The sections or points it needs (`s1-1`, `3:s1`); ours.
    #[serde(default)]
    pub about: Vec<Str>,
}

/// A case, reading, quotation … that the course carries its values with.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Carrier {
    /// Anchor, unique within the unit.
    pub id: Str,
    /// What it is.
    pub kind: Spanned<CarrierKind>,
    /// The printed words.
    pub text: Str,
}

/// A row of the 教学进程 table; each cell is a list of printed lines, which may hold `{id}`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProcessRow {
    /// 教学进程, one entry a printed line.
    pub steps: Vec<Str>,
    /// 教学内容
    #[serde(default)]
    pub content: Vec<Str>,
    /// 教师活动
    #[serde(default)]
    pub teacher: Vec<Str>,
    /// 学生活动
    #[serde(default)]
    pub student: Vec<Str>,
}

/// A misprint. The texts keep the printed form; pages read the corrected one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Erratum {
    /// Anchor on the errata page, unique within the unit.
    pub id: Str,
    /// The printed words, long enough to stand in this file's texts only where they are wrong.
    pub printed: Str,
    /// What they should say.
    pub corrected: Str,
    /// Why we think so.
    pub reason: Str,
}

/// A finding that somebody has looked at and that stays: the document is like that.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Allow {
    /// The code of the finding; not that of an error.
    pub code: Str,
    /// The id that stands nearest above the finding; without it, any finding of the file.
    pub at: Option<Str>,
    /// Why it stays. Without it nothing is allowed, and that is a finding.
    pub reason: Option<Str>,
}

/// `content/synonyms.toml`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SynonymsFile {
    /// Words that a question may use for each other.
    pub groups: Vec<Vec<Str>>,
}

/// The front matter of `content/concepts/<id>.md`, between two `+++` lines.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConceptHead {
    /// The term.
    pub title: Str,
    /// Its other names.
    #[serde(default)]
    pub aliases: Vec<Str>,
    /// The English term.
    pub english: Option<Str>,
    /// The sections and points that teach it, `crm-16h/6:s3-1`.
    #[serde(default)]
    pub taught: Vec<Str>,
    /// Ids of related concepts.
    #[serde(default)]
    pub related: Vec<Str>,
    /// Findings about this concept that stay.
    #[serde(default)]
    pub allow: Vec<Allow>,
}

/// A file as read: its path for messages, its text for excerpts, its value.
#[derive(Debug)]
pub struct Source<T> {
    /// Path relative to the book's folder, with forward slashes.
    pub path: String,
    /// The whole text.
    pub text: String,
    /// What it says.
    pub value: T,
}

/// A byte range in the text of a [`Source`].
pub type Span = Range<usize>;
