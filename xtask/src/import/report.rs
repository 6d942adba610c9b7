//! What was understood, in numbers.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use super::content::{Content, Unit};
use super::write::ledger::Account;
use crate::catalog::kinds::QuestionKind;

/// What an import made of a document.
#[derive(Debug, Serialize)]
pub struct Report {
    /// The syllabus's id.
    pub id: String,
    /// Share of the document's characters that is placed or understood, from 0 to 1; lines
    /// that were left out as copies, contents, running heads or page numbers do not count.
    pub share: f64,
    /// Characters of the document, white space aside.
    pub characters: usize,
    /// Characters by the field that holds them.
    pub placed: BTreeMap<&'static str, usize>,
    /// Characters that are written in another way: heads of tables, hours, marks.
    pub understood: BTreeMap<&'static str, usize>,
    /// Characters left out, by reason.
    pub left_out: BTreeMap<&'static str, usize>,
    /// Letters and digits that stand in no field.
    pub unplaced: usize,
    /// How many there are of each thing.
    pub counts: BTreeMap<&'static str, usize>,
    /// Class hours of the units.
    pub hours: f64,
    /// The units: label, title, and how many sections, points, questions and carriers.
    pub units: Vec<UnitReport>,
}

/// A unit in numbers.
#[derive(Debug, Serialize)]
pub struct UnitReport {
    /// Printed label and title.
    pub title: String,
    /// Sections.
    pub sections: usize,
    /// Points of sections and others.
    pub points: usize,
    /// Questions.
    pub questions: usize,
    /// 思政载体
    pub carriers: usize,
}

impl Report {
    /// Counts.
    pub fn new(id: &str, content: &Content, account: Account) -> Self {
        let rows = content.sections.iter().flat_map(|section| &section.rows);
        Self {
            id: id.to_owned(),
            share: account.share(),
            characters: account.total,
            // An empty sum is minus zero.
            hours: rows.map(|row| row.hours).sum::<f64>() + 0.0,
            counts: counts(content),
            units: content.units.iter().map(unit).collect(),
            placed: account.placed,
            understood: account.understood,
            left_out: account.taken,
            unplaced: account.lost,
        }
    }

    /// For people.
    pub fn text(&self) -> String {
        let mut out = String::new();
        let counts: Vec<String> = self
            .counts
            .iter()
            .map(|(name, count)| format!("{count} {name}"))
            .collect();
        let _ = writeln!(out, "{}: {}", self.id, counts.join(", "));
        if self.hours > 0.0 {
            let _ = writeln!(out, "hours of the units: {}", self.hours);
        }
        for unit in &self.units {
            let _ = writeln!(
                out,
                "  {} ({} sections, {} points, {} questions, {} carriers)",
                unit.title, unit.sections, unit.points, unit.questions, unit.carriers
            );
        }
        let _ = writeln!(
            out,
            "placed: {:.1} % of {} characters",
            floor(self.share),
            self.counted()
        );
        for (name, count) in &self.placed {
            let _ = writeln!(out, "  {name}: {count} ({:.1} %)", self.percent(*count));
        }
        lines(
            &mut out,
            "understood, and written in another way",
            &self.understood,
        );
        lines(&mut out, "left out", &self.left_out);
        let _ = writeln!(out, "in no field: {} characters", self.unplaced);
        out
    }

    /// The same in Chinese.
    pub fn chinese(&self) -> String {
        let mut out = String::new();
        let counts = self.counts.iter();
        let counts: Vec<String> = counts
            .map(|(name, count)| format!("{} {count}", in_chinese(name)))
            .collect();
        let _ = writeln!(out, "{}：{}", self.id, counts.join("，"));
        if self.hours > 0.0 {
            let _ = writeln!(out, "各章学时合计：{}", self.hours);
        }
        for unit in &self.units {
            let _ = writeln!(
                out,
                "  {}（{} 节，{} 个知识点，{} 道题，{} 条思政载体）",
                unit.title, unit.sections, unit.points, unit.questions, unit.carriers
            );
        }
        let (share, all) = (floor(self.share), self.counted());
        let _ = writeln!(out, "归进去的：{all} 字中的 {share:.1} %");
        for (name, count) in &self.placed {
            let share = self.percent(*count);
            let _ = writeln!(out, "  {}：{count} 字（{share:.1} %）", in_chinese(name));
        }
        for (head, counts) in [
            ("读懂了，换了写法", &self.understood),
            ("没有收", &self.left_out),
        ] {
            let list = counts.iter();
            let list: Vec<String> = list
                .map(|(name, count)| format!("{} {count} 字", in_chinese(name)))
                .collect();
            if !list.is_empty() {
                let _ = writeln!(out, "{head}：{}", list.join("，"));
            }
        }
        let _ = writeln!(out, "没有归进去的：{} 字", self.unplaced);
        out
    }

    /// Characters that are to be placed.
    fn counted(&self) -> usize {
        self.characters - self.left_out.values().sum::<usize>()
    }

    /// The share of these characters among those to be placed, in per cent.
    fn percent(&self, count: usize) -> f64 {
        // Counts of characters are far below what a float holds exactly.
        #[allow(clippy::cast_precision_loss)]
        let share = count as f64 / self.counted().max(1) as f64;
        floor(share)
    }
}

/// What the report calls things, in Chinese.
const WORDS: &[(&str, &str)] = &[
    ("units", "章"),
    ("sections", "节"),
    ("points", "知识点"),
    ("fields", "课程信息"),
    ("course sections", "课程一级的部分"),
    ("board questions", "课堂作业"),
    ("opening questions", "引导回顾的题"),
    ("thinking prompts", "思考题"),
    ("exercises", "课后作业"),
    ("carriers", "思政载体"),
    ("units with carriers", "有思政载体的章"),
    ("objectives", "各章思政目标"),
    ("books", "书目"),
    ("shares", "考核比例"),
    ("course information", "课程信息"),
    ("grading", "考核表"),
    ("hours table", "学时表"),
    ("objectives and items", "目标和条目"),
    ("part headings", "各章里的小标题"),
    ("part text", "各章里的文字"),
    ("process table", "教学进程表"),
    ("questions", "题目"),
    ("section headings", "课程一级的标题"),
    ("section text", "课程一级的文字"),
    ("signatures", "制订人和日期"),
    ("title", "大纲标题"),
    ("unit titles", "章名"),
    ("class hours", "学时"),
    ("empty fields", "空白的栏目"),
    ("heads of tables", "表头"),
    ("numbers of rows", "行号"),
    ("repeated questions", "重复的题目"),
    ("repeated titles", "重复的标题"),
    ("sums", "合计"),
    ("marks between items", "条目之间的标点"),
    ("second copy", "又印了一遍的"),
    ("table of contents", "目录"),
    ("running head", "页眉页脚"),
    ("page number", "页码"),
];

fn in_chinese(name: &'static str) -> &'static str {
    let word = WORDS.iter().find(|(english, _)| *english == name);
    word.map_or(name, |(_, chinese)| chinese)
}

/// Per cent, never rounded up to a whole that is not reached.
fn floor(share: f64) -> f64 {
    (share * 1000.0).floor() / 10.0
}

fn lines(out: &mut String, head: &str, counts: &BTreeMap<&'static str, usize>) {
    if !counts.is_empty() {
        let list: Vec<String> = counts
            .iter()
            .map(|(name, count)| format!("{name} {count}"))
            .collect();
        let _ = writeln!(out, "{head}: {}", list.join(", "));
    }
}

fn counts(content: &Content) -> BTreeMap<&'static str, usize> {
    let of = |kind: QuestionKind| -> usize {
        let units = content.units.iter().flat_map(|unit| &unit.questions);
        units
            .chain(&content.questions)
            .filter(|question| question.kind == kind)
            .count()
    };
    let units = &content.units;
    let all = [
        ("units", units.len()),
        (
            "sections",
            units.iter().map(|unit| unit.sections.len()).sum(),
        ),
        ("points", units.iter().map(points).sum()),
        ("fields", content.info.len()),
        ("course sections", content.sections.len()),
        ("board questions", of(QuestionKind::Board)),
        ("opening questions", of(QuestionKind::Opening)),
        ("thinking prompts", of(QuestionKind::Thinking)),
        ("exercises", of(QuestionKind::Exercise)),
        (
            "carriers",
            units.iter().map(|unit| unit.carriers.len()).sum(),
        ),
        (
            "units with carriers",
            units
                .iter()
                .filter(|unit| !unit.carriers.is_empty())
                .count(),
        ),
        (
            "objectives",
            units.iter().filter(|unit| unit.objective.is_some()).count(),
        ),
        (
            "books",
            content
                .sections
                .iter()
                .map(|section| section.books.len())
                .sum(),
        ),
        (
            "shares",
            content
                .sections
                .iter()
                .map(|section| section.weights.len())
                .sum(),
        ),
    ];
    all.into_iter().filter(|(_, count)| *count > 0).collect()
}

fn points(unit: &Unit) -> usize {
    unit.points.len()
        + unit
            .sections
            .iter()
            .map(|section| section.points.len())
            .sum::<usize>()
}

fn unit(unit: &Unit) -> UnitReport {
    UnitReport {
        title: format!("{} {}", unit.label.as_str(), unit.title.as_str()),
        sections: unit.sections.len(),
        points: points(unit),
        questions: unit.questions.len(),
        carriers: unit.carriers.len(),
    }
}
