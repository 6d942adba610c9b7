//! The typed catalogue that everything after loading uses: references resolved, errata
//! applied, every text a list of runs that can be read, printed or linked.

use serde::Serialize;

pub use super::kinds::{CarrierKind, CourseKind, InfoKey, PartKind, QuestionKind, Theme};

pub use study::{Answer, CarrierUse, Concept, Term};

mod study;

/// All content of a book.
#[derive(Debug, Default)]
pub struct Catalog {
    /// In the order of `editor.order`, then id.
    pub syllabi: Vec<Syllabus>,
    /// `content/concepts/*.md`, by id.
    pub terms: Vec<Term>,
    /// `content/synonyms.toml`: words that a question may use for each other, by groups.
    pub synonyms: Vec<Vec<String>>,
}

impl Catalog {
    /// The concept of this id.
    pub fn term(&self, id: &str) -> Option<&Term> {
        self.terms.iter().find(|term| term.id == id)
    }
}

/// The address of an item: everything with an anchor has one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct ItemRef {
    /// Syllabus id.
    pub syllabus: String,
    /// Unit number, 0 for the course level.
    pub unit: u32,
    /// Id within the unit.
    pub id: String,
}

impl ItemRef {
    /// The page it stands on, relative to the site root: `crm-16h/unit-06.html`.
    pub fn page(&self) -> String {
        unit_page(&self.syllabus, self.unit)
    }

    /// The page with the anchor: `crm-16h/unit-06.html#s3-1`.
    pub fn url(&self) -> String {
        format!("{}#{}", self.page(), self.id)
    }
}

/// The page of a unit relative to the site root; unit 0 is the overview.
pub fn unit_page(syllabus: &str, unit: u32) -> String {
    match unit {
        0 => format!("{syllabus}/index.html"),
        n => format!("{syllabus}/unit-{n:02}.html"),
    }
}

/// A printed text, resolved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text(pub Vec<Run>);

/// A stretch of a [`Text`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Run {
    /// Words as printed.
    Plain(String),
    /// A misprint: read `corrected`, show `printed` on demand.
    Erratum {
        /// The words the document prints.
        printed: String,
        /// What it should say.
        corrected: String,
        /// The entry on the errata page (id of the [`Erratum`]).
        entry: ItemRef,
    },
    /// The words of another item stand here.
    Item {
        /// The item.
        target: ItemRef,
        /// Its words.
        text: Text,
    },
    /// A line break between paragraphs.
    Break,
}

impl Text {
    /// The words as they should be read, errata applied.
    pub fn read(&self) -> String {
        let mut out = String::new();
        self.walk(&mut |run| match run {
            Run::Plain(s) => out.push_str(s),
            Run::Erratum { corrected, .. } => out.push_str(corrected),
            Run::Break => out.push('\n'),
            Run::Item { .. } => {}
        });
        out
    }

    /// The words as the document prints them.
    pub fn printed(&self) -> String {
        let mut out = String::new();
        self.walk(&mut |run| match run {
            Run::Plain(s) => out.push_str(s),
            Run::Erratum { printed, .. } => out.push_str(printed),
            Run::Break => out.push('\n'),
            Run::Item { .. } => {}
        });
        out
    }

    /// The items whose words stand in this text.
    pub fn items(&self) -> Vec<&ItemRef> {
        self.0
            .iter()
            .filter_map(|run| match run {
                Run::Item { target, .. } => Some(target),
                _ => None,
            })
            .collect()
    }

    fn walk(&self, visit: &mut dyn FnMut(&Run)) {
        for run in &self.0 {
            visit(run);
            if let Run::Item { text, .. } = run {
                text.walk(visit);
            }
        }
    }
}

/// One syllabus.
#[derive(Debug)]
pub struct Syllabus {
    /// Folder name, e.g. `crm-16h`.
    pub id: String,
    /// Course name (ours where the document has none).
    pub title: String,
    /// What tells it from the others, e.g. `16 学时`; ours.
    pub short: String,
    /// A remark of ours.
    pub note: Option<String>,
    /// The document's own title line.
    pub printed_title: Option<Text>,
    /// Course information in printed order.
    pub info: Vec<Info>,
    /// Course-level sections in printed order.
    pub sections: Vec<CourseSection>,
    /// Course-level questions.
    pub questions: Vec<Question>,
    /// In number order.
    pub units: Vec<Unit>,
    /// Course-level misprints first, then those of the units.
    pub errata: Vec<Erratum>,
}

impl Syllabus {
    /// Its name among others: `客户关系管理 · 16 学时`.
    pub fn name(&self) -> String {
        if self.short.is_empty() {
            self.title.clone()
        } else {
            format!("{} · {}", self.title, self.short)
        }
    }

    /// The value of the first information line with this key.
    pub fn info(&self, key: InfoKey) -> Option<&Info> {
        self.info.iter().find(|info| info.key == key)
    }

    /// The unit of this number.
    pub fn unit(&self, number: u32) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.number == number)
    }
}

/// A line of course information.
#[derive(Debug, Clone)]
pub struct Info {
    /// Its meaning.
    pub key: InfoKey,
    /// Its printed label.
    pub label: String,
    /// Its printed value.
    pub value: Text,
}

/// A course-level section.
#[derive(Debug)]
pub struct CourseSection {
    /// Anchor on the overview page.
    pub id: String,
    /// 1 or 2.
    pub level: u8,
    /// Printed heading.
    pub heading: Text,
    /// What it is.
    pub kind: CourseKind,
    /// Printed paragraphs.
    pub text: Text,
    /// Numbered items.
    pub items: Vec<Item>,
    /// Hours table.
    pub rows: Vec<HoursRow>,
    /// Books.
    pub books: Vec<Book>,
    /// Grading table.
    pub weights: Vec<Weight>,
    /// Label and value pairs.
    pub info: Vec<Info>,
    /// TeX of the formula, ours.
    pub formula: Option<String>,
}

/// A numbered item of a course-level section.
#[derive(Debug)]
pub struct Item {
    /// Anchor on the overview page.
    pub id: String,
    /// Printed number.
    pub label: String,
    /// Printed name, when it stands alone.
    pub name: Option<Text>,
    /// Printed words.
    pub text: Text,
}

/// A row of the hours table.
#[derive(Debug)]
pub struct HoursRow {
    /// Unit number.
    pub unit: u32,
    /// Title as the table prints it.
    pub title: Text,
    /// Class hours.
    pub hours: f64,
}

/// A book.
#[derive(Debug)]
pub struct Book {
    /// Anchor on the overview page.
    pub id: String,
    /// Printed label.
    pub label: String,
    /// Printed entry.
    pub text: Text,
}

/// A row of the grading table.
#[derive(Debug)]
pub struct Weight {
    /// Printed category.
    pub category: String,
    /// Printed number.
    pub label: String,
    /// What is graded.
    pub item: String,
    /// How.
    pub method: String,
    /// Share of the category in per cent, where the row has one.
    pub percent: Option<f64>,
}

/// A chapter or project.
#[derive(Debug)]
pub struct Unit {
    /// From 1.
    pub number: u32,
    /// Printed label, e.g. `第六章`.
    pub label: String,
    /// Printed title.
    pub title: Text,
    /// A remark of ours.
    pub note: Option<String>,
    /// Class hours, from the syllabus's hours table.
    pub hours: Option<f64>,
    /// The objectives of the course it serves, ours.
    pub serves: Vec<ItemRef>,
    /// Parts in printed order.
    pub parts: Vec<Part>,
    /// Sections with their points.
    pub sections: Vec<Section>,
    /// Points placed by texts.
    pub points: Vec<Point>,
    /// The unit's objective.
    pub objective: Option<(String, Text)>,
    /// Questions that stand here first.
    pub questions: Vec<Question>,
    /// Carriers.
    pub carriers: Vec<Carrier>,
    /// 教学进程
    pub process: Vec<ProcessRow>,
}

impl Unit {
    /// Label and title as read: `第六章 管理渠道客户`.
    pub fn name(&self) -> String {
        format!("{} {}", self.label, self.title.read())
    }

    /// Every section point and placed point, in order.
    pub fn all_points(&self) -> impl Iterator<Item = &Point> {
        self.sections
            .iter()
            .flat_map(|s| &s.points)
            .chain(&self.points)
    }
}

/// One headed part of a unit.
#[derive(Debug)]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// Printed heading; empty where there is none.
    pub heading: Text,
    /// Printed paragraphs.
    pub text: Text,
    /// Printed lines.
    pub lines: Vec<Text>,
}

/// A section of a unit.
#[derive(Debug)]
pub struct Section {
    /// Anchor on the unit's page.
    pub id: String,
    /// Printed label.
    pub label: String,
    /// Printed title.
    pub title: Text,
    /// Printed methods.
    pub methods: Option<Text>,
    /// Other names, ours.
    pub terms: Vec<String>,
    /// Its points.
    pub points: Vec<Point>,
}

impl Section {
    /// Label and title as read: `第三节 处理渠道客户冲突`.
    pub fn name(&self) -> String {
        format!("{} {}", self.label, self.title.read())
    }
}

/// A point.
#[derive(Debug)]
pub struct Point {
    /// Anchor on the unit's page.
    pub id: String,
    /// Printed number.
    pub label: String,
    /// Printed words.
    pub text: Text,
    /// A name of ours, where the words do not stand alone.
    pub title: Option<String>,
    /// What it repeats.
    pub same: Option<ItemRef>,
    /// Carries no knowledge.
    pub filler: bool,
    /// Other names, ours.
    pub terms: Vec<String>,
}

impl Point {
    /// The name to list it by: ours if there is one, else its words as read.
    pub fn name(&self) -> String {
        self.title.clone().unwrap_or_else(|| self.text.read())
    }
}

/// A question.
#[derive(Debug)]
pub struct Question {
    /// Anchor on its unit's page.
    pub id: String,
    /// Where it is asked first.
    pub kind: QuestionKind,
    /// Printed words.
    pub text: Text,
    /// The question it asks again in other words.
    pub restates: Option<ItemRef>,
    /// What it needs, ours.
    pub about: Vec<ItemRef>,
    /// The units that ask it, its own first; more than one when it is asked again.
    pub places: Vec<QuestionPlace>,
    /// What an answer should say, ours.
    pub answer: Option<Answer>,
}

/// A place where a question is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionPlace {
    /// Unit number.
    pub unit: u32,
    /// In which part of the unit it stands, as a kind of question.
    pub kind: QuestionKind,
}

/// A carrier.
#[derive(Debug)]
pub struct Carrier {
    /// Anchor on its unit's page.
    pub id: String,
    /// What it is.
    pub kind: CarrierKind,
    /// Printed words.
    pub text: Text,
    /// How it is used, ours.
    pub usage: Option<CarrierUse>,
}

/// A row of the 教学进程 table.
#[derive(Debug)]
pub struct ProcessRow {
    /// Printed lines of the first column.
    pub steps: Vec<String>,
    /// 教学内容
    pub content: Vec<Text>,
    /// 教师活动
    pub teacher: Vec<Text>,
    /// 学生活动
    pub student: Vec<Text>,
}

/// A misprint.
#[derive(Debug)]
pub struct Erratum {
    /// Entry on the errata page; `id` is unique within the unit, see [`Erratum::anchor`].
    pub entry: ItemRef,
    /// Printed words.
    pub printed: String,
    /// What they should say.
    pub corrected: String,
    /// Why, ours.
    pub reason: String,
}

impl Erratum {
    /// Anchor on `errata.html`.
    pub fn anchor(entry: &ItemRef) -> String {
        format!("{}-{}-{}", entry.syllabus, entry.unit, entry.id)
    }
}
