//! Automatic numbers (`numbering.xml`): what Word shows before a paragraph and does not hold
//! in its text.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Node;

use super::xml::{attribute, child, name, number, on, value};
use super::{count, symbols};

/// Levels of a list.
const LEVELS: usize = 9;

/// All lists of a document, and how far each has been counted.
#[derive(Debug, Default)]
pub struct Numbering {
    lists: BTreeMap<String, List>,
    numbers: BTreeMap<String, Number>,
    counted: BTreeMap<String, [Option<u32>; LEVELS]>,
    restarted: BTreeSet<(String, usize)>,
}

/// How the paragraphs of a list look, by level (`w:abstractNum`).
#[derive(Debug, Default)]
struct List {
    levels: [Option<Level>; LEVELS],
    /// The list is that of a list style of this name …
    borrows: Option<String>,
    /// … or is the list of that style.
    lends: Option<String>,
}

/// A use of a list (`w:num`).
#[derive(Debug, Default)]
struct Number {
    list: String,
    starts: [Option<u32>; LEVELS],
    levels: [Option<Level>; LEVELS],
}

#[derive(Debug, Clone)]
struct Level {
    start: u32,
    format: String,
    /// With `%1` where the number of the first level stands.
    text: String,
    /// All numbers in digits, whatever their own format.
    digits: bool,
    /// A space between number and words.
    space: bool,
    /// Counts on unless a level above this one (from 1) was used; 0 counts on for ever.
    restart: Option<usize>,
    /// The paragraph style that this level belongs to.
    style: Option<String>,
}

impl Numbering {
    /// Reads the root of `numbering.xml`.
    pub fn of(root: Node<'_, '_>) -> Self {
        let mut all = Self::default();
        for node in root.children() {
            match name(node) {
                "abstractNum" => {
                    if let Some(id) = attribute(node, "abstractNumId") {
                        all.lists.insert(id.to_owned(), List::of(node));
                    }
                }
                "num" => {
                    if let Some(id) = attribute(node, "numId") {
                        all.numbers.insert(id.to_owned(), Number::of(node));
                    }
                }
                _ => {}
            }
        }
        all.follow_links();
        all
    }

    /// A list that is that of a list style stands for the list which that style names.
    fn follow_links(&mut self) {
        let lenders: BTreeMap<String, String> = self
            .lists
            .iter()
            .filter_map(|(id, list)| Some((list.lends.clone()?, id.clone())))
            .collect();
        for number in self.numbers.values_mut() {
            let borrows = self
                .lists
                .get(&number.list)
                .and_then(|list| list.borrows.as_ref());
            if let Some(lender) = borrows.and_then(|style| lenders.get(style)) {
                number.list.clone_from(lender);
            }
        }
    }

    /// The level of a list that belongs to a paragraph style.
    pub fn level_of_style(&self, id: &str, style: &str) -> Option<usize> {
        let number = self.numbers.get(id)?;
        let levels = &self.lists.get(&number.list)?.levels;
        let belongs = |level: &Option<Level>| {
            let style_of_level = level.as_ref().and_then(|level| level.style.as_deref());
            style_of_level == Some(style)
        };
        levels.iter().position(belongs)
    }

    /// Counts a paragraph and gives what stands before its words; nothing where the list is
    /// unknown.
    pub fn next(&mut self, id: &str, level: usize) -> Option<String> {
        let level = level.min(LEVELS - 1);
        let number = self.numbers.get(id)?;
        let list = self.lists.get(&number.list)?;
        let look = |at: usize| number.levels[at].as_ref().or(list.levels[at].as_ref());
        let shape = look(level)?;
        let counted = self.counted.entry(number.list.clone()).or_default();
        // A use of a list with a start of its own begins there, once.
        if let Some(start) = number.starts[level]
            && self.restarted.insert((id.to_owned(), level))
        {
            counted[level] = start.checked_sub(1);
            if start == 0 {
                counted[level] = None;
            }
        }
        let first = number.starts[level].unwrap_or(shape.start);
        counted[level] = Some(counted[level].map_or(first, |count| count.saturating_add(1)));
        for (below, slot) in counted.iter_mut().enumerate().skip(level + 1) {
            let until = look(below).and_then(|below| below.restart).unwrap_or(below);
            if level < until {
                *slot = None;
            }
        }
        for (above, slot) in counted.iter_mut().enumerate().take(level) {
            slot.get_or_insert_with(|| look(above).map_or(1, |above| above.start));
        }
        let counted = *counted;
        Some(shape.shown(|at| {
            let format = look(at).map_or("decimal", |level| level.format.as_str());
            (counted[at].unwrap_or(1), format)
        }))
    }
}

impl List {
    fn of(node: Node<'_, '_>) -> Self {
        let mut list = Self {
            borrows: value(node, "numStyleLink").map(str::to_owned),
            lends: value(node, "styleLink").map(str::to_owned),
            ..Self::default()
        };
        for level in node.children().filter(|node| name(*node) == "lvl") {
            if let Some(slot) = index(level).and_then(|at| list.levels.get_mut(at)) {
                *slot = Some(Level::of(level));
            }
        }
        list
    }
}

impl Number {
    fn of(node: Node<'_, '_>) -> Self {
        let mut number = Self {
            list: value(node, "abstractNumId").unwrap_or_default().to_owned(),
            ..Self::default()
        };
        for own in node.children().filter(|node| name(*node) == "lvlOverride") {
            let Some(at) = index(own).filter(|at| *at < LEVELS) else {
                continue;
            };
            number.starts[at] = self::number(own, "startOverride");
            number.levels[at] = child(own, "lvl").map(Level::of);
        }
        number
    }
}

impl Level {
    fn of(node: Node<'_, '_>) -> Self {
        // A format of the writer's own stands beside one that every program knows.
        let formats = node.descendants().filter(|node| name(*node) == "numFmt");
        let mut formats = formats.filter_map(|node| attribute(node, "val"));
        let format = formats
            .find(|format| *format != "custom")
            .unwrap_or("decimal");
        let font = child(node, "rPr").and_then(symbols::font);
        let text = value(node, "lvlText").unwrap_or_default();
        let text = text.chars().map(|c| symbols::shown(font, c)).collect();
        Self {
            start: number(node, "start").unwrap_or(if format == "bullet" { 1 } else { 0 }),
            format: format.to_owned(),
            text,
            digits: on(node, "isLgl"),
            space: value(node, "suff") != Some("nothing"),
            restart: number(node, "lvlRestart"),
            style: value(node, "pStyle").map(str::to_owned),
        }
    }

    /// What stands before the words, with the number of each level that it names.
    fn shown<'a>(&self, counted: impl Fn(usize) -> (u32, &'a str)) -> String {
        let mut out = String::new();
        let mut chars = self.text.chars().peekable();
        while let Some(c) = chars.next() {
            let digit = chars.peek().and_then(|c| c.to_digit(10));
            match digit.filter(|digit| c == '%' && (1..=9).contains(digit)) {
                Some(digit) => {
                    chars.next();
                    let (number, format) = counted(digit as usize - 1);
                    let format = if self.digits { "decimal" } else { format };
                    out.push_str(&count::shown(number, format));
                }
                None => out.push(c),
            }
        }
        if self.space && !out.is_empty() {
            out.push(' ');
        }
        out
    }
}

fn index(node: Node<'_, '_>) -> Option<usize> {
    attribute(node, "ilvl")?.trim().parse().ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// The numbers that paragraphs get, given as list and level.
    fn numbered(xml: &str, paragraphs: &[(&str, usize)]) -> Vec<String> {
        let xml = format!("<w:numbering xmlns:w='w'>{xml}</w:numbering>");
        let xml = roxmltree::Document::parse(&xml).unwrap();
        let mut numbering = Numbering::of(xml.root_element());
        let each = paragraphs.iter().map(|(id, level)| {
            let label = numbering.next(id, *level).unwrap_or_else(|| "-".to_owned());
            label.trim_end().to_owned()
        });
        each.collect()
    }

    fn level(at: usize, format: &str, text: &str, more: &str) -> String {
        format!(
            "<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{format}'/>{more}<w:lvlText w:val='{text}'/></w:lvl>"
        )
    }

    const USE: &str = "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>";

    fn list(levels: &[String]) -> String {
        let levels = levels.concat();
        format!("<w:abstractNum w:abstractNumId='0'>{levels}</w:abstractNum>{USE}")
    }

    #[test]
    fn chapters_and_sections() {
        let xml = list(&[
            level(0, "chineseCountingThousand", "第%1章", ""),
            level(1, "decimal", "%1.%2", "<w:isLgl/>"),
            level(2, "decimal", "（%3）", ""),
        ]);
        let paragraphs = [
            ("1", 0),
            ("1", 1),
            ("1", 1),
            ("1", 2),
            ("1", 0),
            ("1", 2),
            ("1", 1),
        ];
        let found = numbered(&xml, &paragraphs);
        assert_eq!(
            found,
            ["第一章", "1.1", "1.2", "（1）", "第二章", "（1）", "2.2"]
        );
    }

    #[test]
    fn a_second_use_counts_on_or_starts_again() {
        let more = "<w:num w:numId='2'><w:abstractNumId w:val='0'/></w:num>\
            <w:num w:numId='3'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'>\
            <w:startOverride w:val='1'/></w:lvlOverride></w:num>";
        let xml = list(&[level(0, "decimal", "%1.", "")]) + more;
        let found = numbered(&xml, &[("1", 0), ("2", 0), ("3", 0), ("3", 0), ("1", 0)]);
        assert_eq!(found, ["1.", "2.", "1.", "2.", "3."]);
    }

    #[test]
    fn a_level_may_count_on() {
        let xml = list(&[
            level(0, "chineseCounting", "模块%1", ""),
            level(1, "decimal", "任务%2", "<w:lvlRestart w:val='0'/>"),
        ]);
        let found = numbered(&xml, &[("1", 0), ("1", 1), ("1", 0), ("1", 1)]);
        assert_eq!(found, ["模块一", "任务1", "模块二", "任务2"]);
    }

    #[test]
    fn bullets_and_unknown_lists() {
        let xml = list(&[level(0, "bullet", "\u{f0b2}", ""), level(1, "none", "", "")]);
        let found = numbered(&xml, &[("1", 0), ("1", 1), ("9", 0), ("1", 5)]);
        assert_eq!(found, ["•", "", "-", "-"]);
    }

    #[test]
    fn a_list_of_a_list_style() {
        let xml = "<w:abstractNum w:abstractNumId='4'><w:numStyleLink w:val='s'/></w:abstractNum>\
            <w:abstractNum w:abstractNumId='5'><w:styleLink w:val='s'/>\
            <w:lvl w:ilvl='0'><w:start w:val='3'/><w:pStyle w:val='h'/><w:lvlText w:val='%1、'/></w:lvl></w:abstractNum>\
            <w:num w:numId='1'><w:abstractNumId w:val='4'/></w:num>";
        assert_eq!(numbered(xml, &[("1", 0), ("1", 0)]), ["3、", "4、"]);
    }
}
