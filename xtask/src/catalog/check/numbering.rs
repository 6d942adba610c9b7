//! Printed numbers that jump: of headings, of labels, of the lines of a list.

use std::ops::Range;

use crate::catalog::check::numeral::{self, Number};
use crate::catalog::check::sheet::{Leaf, Sheet};
use crate::catalog::written::{ProcessRow, Str};
use crate::diagnostic::Diagnostic;

/// Numbers of headings, of the course level and of every unit, and of the units themselves.
pub fn headings(sheet: &Sheet<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    if let (Some(course), Some(leaf)) = (&sheet.written.course, sheet.leaf(0)) {
        let headings = course.value.section.iter().map(|section| &section.heading);
        findings.extend(texts(sheet, leaf, headings, &mut Series::strict()));
    }
    let mut series = Series::strict();
    let mut before = 0;
    for (number, unit) in &sheet.written.units {
        let Some(leaf) = sheet.leaf(*number) else {
            continue;
        };
        // A unit that is missing has its own finding.
        if *number != before + 1 {
            series = Series::strict();
        }
        before = *number;
        let label = std::iter::once(&unit.value.label);
        findings.extend(texts(sheet, leaf, label, &mut series));
        let parts = unit.value.part.iter();
        let headings = parts.filter_map(|part| part.heading.as_ref());
        findings.extend(texts(sheet, leaf, headings, &mut Series::strict()));
        let sections = unit.value.section.iter().map(|section| &section.label);
        findings.extend(texts(sheet, leaf, sections, &mut Series::strict()));
    }
    findings
}

/// Numbers that stand in fields of their own: `label = "1."`. Those of items go on from one
/// section to the next, or start anew.
pub fn labels(sheet: &Sheet<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    if let (Some(course), Some(leaf)) = (&sheet.written.course, sheet.leaf(0)) {
        let sections = &course.value.section;
        let items = sections.iter().flat_map(|section| &section.item);
        let items = items.map(|item| (item.label.as_str(), &item.id, &item.text));
        findings.extend(fields(sheet, leaf, items));
        let books = sections.iter().flat_map(|section| &section.book);
        let books = books.map(|book| (book.label.as_str(), &book.id, &book.text));
        findings.extend(fields(sheet, leaf, books));
    }
    for (number, unit) in &sheet.written.units {
        if let Some(leaf) = sheet.leaf(*number) {
            let points = unit.value.section.iter().flat_map(|section| &section.point);
            let points = points.map(|point| (point.label.as_str(), &point.id, &point.text));
            findings.extend(fields(sheet, leaf, points));
        }
    }
    findings
}

/// Numbers of the lines of the board, of the columns of a table, of a text of several lines.
pub fn lists(sheet: &Sheet<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (number, unit) in &sheet.written.units {
        let Some(leaf) = sheet.leaf(*number) else {
            continue;
        };
        for part in &unit.value.part {
            findings.extend(texts(sheet, leaf, part.lines.iter(), &mut Series::loose()));
        }
        let columns: [fn(&ProcessRow) -> &Vec<Str>; 3] =
            [|row| &row.content, |row| &row.teacher, |row| &row.student];
        for column in columns {
            let lines = unit.value.process.iter().flat_map(column);
            findings.extend(texts(sheet, leaf, lines, &mut Series::loose()));
        }
    }
    for (leaf, text) in sheet
        .printed()
        .filter(|(_, text)| text.get_ref().contains('\n'))
    {
        findings.extend(lines(sheet, leaf, text));
    }
    findings
}

/// The texts that start with a number.
fn texts<'a>(
    sheet: &Sheet<'_>,
    leaf: &Leaf<'_>,
    texts: impl Iterator<Item = &'a Str>,
    series: &mut Series,
) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for text in texts {
        if let Some(jump) = numeral::leading(text.get_ref()).and_then(|n| series.next(n)) {
            let start = text.get_ref().len() - text.get_ref().trim_start().len();
            findings.push(sheet.mark(leaf, text, jump.range(start), jump.finding()));
        }
    }
    findings
}

/// The lines of one text that start with a number.
fn lines(sheet: &Sheet<'_>, leaf: &Leaf<'_>, text: &Str) -> Vec<Diagnostic> {
    let mut series = Series::loose();
    let mut findings = Vec::new();
    let mut at = 0;
    for line in text.get_ref().split_inclusive('\n') {
        if let Some(jump) = numeral::leading(line).and_then(|n| series.next(n)) {
            let range = jump.range(line.len() - line.trim_start().len());
            let range = at + range.start..at + range.end;
            findings.push(sheet.mark(leaf, text, range, jump.finding()));
        }
        at += line.len();
    }
    findings
}

/// Labels with the ids and texts they belong to.
fn fields<'a>(
    sheet: &Sheet<'_>,
    leaf: &Leaf<'_>,
    items: impl Iterator<Item = (&'a str, &'a Str, &'a Str)>,
) -> Vec<Diagnostic> {
    let mut series = Series::loose();
    let mut findings = Vec::new();
    for (label, id, text) in items {
        if let Some(jump) = numeral::label(label).and_then(|n| series.next(n)) {
            let mut finding = sheet.mark_all(leaf, text, jump.finding());
            if let Some(span) = label_span(leaf, label, id) {
                finding = leaf.file.at(finding, span);
            }
            findings.push(finding);
        }
    }
    findings
}

/// Where the file says the label of the item with this id: the first such words below it.
fn label_span(leaf: &Leaf<'_>, label: &str, id: &Str) -> Option<Range<usize>> {
    let start = id.span().end;
    let rest = leaf.file.text.get(start..)?;
    let found = start + rest.find(&format!("\"{label}\""))? + 1;
    Some(found..found + label.len())
}

/// Numbers in the order in which they are printed.
#[derive(Debug, Clone)]
struct Series {
    /// Outer styles first: a deeper one starts anew below each of an outer one.
    open: Vec<(String, u32)>,
    /// Whether a list may start anew without an outer number, and has to start with 1.
    loose: bool,
}

/// A number that does not follow the one before.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Jump {
    number: Number,
    before: u32,
}

impl Series {
    fn strict() -> Self {
        Self {
            open: Vec::new(),
            loose: false,
        }
    }

    fn loose() -> Self {
        Self {
            open: Vec::new(),
            loose: true,
        }
    }

    fn next(&mut self, number: Number) -> Option<Jump> {
        // A line of a list that starts with 第三章 speaks of a chapter.
        if self.loose && number.is_named {
            return None;
        }
        let known = self
            .open
            .iter()
            .position(|(style, _)| *style == number.style);
        let before = match known {
            Some(depth) => {
                self.open.truncate(depth + 1);
                let (_, last) = self.open.last_mut()?;
                Some(std::mem::replace(last, number.last))
            }
            None => {
                self.open.push((number.style.clone(), number.last));
                None
            }
        };
        let follows = match before {
            Some(before) => number.value == before + 1 || self.loose && number.value == 1,
            None => number.value == 1 || !self.loose,
        };
        let before = before.unwrap_or_default();
        (!follows).then_some(Jump { number, before })
    }
}

impl Jump {
    /// The number itself in a text that starts with `space` bytes of white space.
    fn range(&self, space: usize) -> Range<usize> {
        space..self.number.length.max(space)
    }

    fn finding(&self) -> Diagnostic {
        let (value, before) = (self.number.value, self.before);
        let (message, zh) = match before {
            0 => (
                format!("this list starts with number {value}"),
                format!("这里从第 {value} 条开始"),
            ),
            _ if value == before => (
                format!("number {value} stands here twice"),
                format!("编号 {value} 出现了两次"),
            ),
            _ => (
                format!("number {value} does not follow the one before, {before}"),
                format!("编号从 {before} 跳到 {value}"),
            ),
        };
        Diagnostic::warning("numbering-jump", message)
            .zh(zh)
            .help("something may be missing; if the document says so, allow it with a reason")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn series() {
        let check = |lines: &str, loose: bool, expected: &str| {
            let mut series = if loose {
                Series::loose()
            } else {
                Series::strict()
            };
            let jumps = lines.split(' ').filter(|line| {
                let number = numeral::leading(line);
                number.is_some_and(|number| series.next(number).is_some())
            });
            assert_eq!(jumps.collect::<Vec<_>>().join(" "), expected, "{lines}");
        };
        check("一、 二、 三、", false, "");
        check("一、 （一） （二） 二、 （一） 三、", false, "");
        check("五、 六、 九、 十、", false, "九、");
        check("一、 （一） （三） 二、 （二）", false, "（三）");
        check("（一） （二） （二） （三）", false, "（二）");
        check("一、 二、 一、 二、", false, "一、");
        check("1.甲 2.乙 1.丙 2.丁 3.戊", true, "");
        check("1.甲 （1）乙 （2）乙 2.丙 （1）丁", true, "");
        check("1.甲 （1）乙 （3）乙 3.丙", true, "（3）乙 3.丙");
        check("2.甲 3.乙", true, "2.甲");
        check("第三章的内容 第七章的内容 1.甲", true, "");
        check("无 号", true, "");
    }
}
