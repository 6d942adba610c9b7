//! The picture of a syllabus: a column a unit, a row a thing that it should have.
//!
//! Plain SVG with presentation attributes, so that no style sheet and no policy matters;
//! nothing is told by colour alone.

use std::fmt::Write as _;

use super::coverage::{Course, Row};
use crate::book::html::escape;

const LEFT: usize = 220;
const COLUMN: usize = 46;
const LINE: usize = 24;
const BARS: usize = 56;
const HEAD: usize = 28;
/// Characters of an objective that fit.
const LABEL: usize = 12;

const INK: &str = "#1f2933";
const FAINT: &str = "#7b8794";
const RULE: &str = "#d8dee4";
const STRONG: &str = "#2b6cb0";
const PALE: &str = "#bcd4ec";
const GAP: &str = "#b42318";

/// The picture, as an `<svg>` element.
pub fn svg(course: &Course<'_>) -> String {
    let units = &course.units;
    if units.is_empty() {
        return String::new();
    }
    let width = LEFT + units.len() * COLUMN + 8;
    let has_hours = units.iter().any(|unit| unit.hours.is_some());
    let rows = 2 + course.objectives.len();
    let height = HEAD + BARS * (usize::from(has_hours) + 2) + LINE * rows + 12;
    let mut pen = Pen {
        out: String::new(),
        y: HEAD,
        width,
    };
    let _ = write!(
        pen.out,
        "<svg class=\"picture\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"{}各章一览图，数据见下面的表\">",
        escape(&course.name)
    );
    for (index, unit) in units.iter().enumerate() {
        pen.text(middle(index), 18, "middle", INK, &unit.number.to_string());
    }
    pen.text(4, 18, "start", FAINT, "章");
    if has_hours {
        let hours = |unit: &Row| (unit.hours.unwrap_or_default(), 0.0, unit.hours_text.clone());
        pen.bars("学时", units, hours);
    }
    let points = |unit: &Row| {
        (
            unit.points as f64,
            unit.asked as f64,
            format!("{}/{}", unit.asked, unit.points),
        )
    };
    pen.bars("知识点（问到/全部）", units, points);
    let questions = |unit: &Row| {
        (
            unit.all_questions as f64,
            0.0,
            unit.all_questions.to_string(),
        )
    };
    pen.bars("题目", units, questions);
    pen.marks(
        "教学目标",
        units.iter().map(|unit| mark(unit.objective, false)),
    );
    pen.marks(
        "思政载体",
        units.iter().map(|unit| mark(unit.carriers > 0, false)),
    );
    for objective in &course.objectives {
        let mut label: String = objective.text.chars().take(LABEL).collect();
        if objective.text.chars().nth(LABEL).is_some() {
            label.push('…');
        }
        let cells = objective
            .units
            .iter()
            .map(|cell| mark(cell.serves, cell.guess));
        let label = format!("{} {label}", objective.label);
        // A unit need not serve every objective, so an empty place is no gap here.
        pen.marks(
            &label,
            cells.map(|mark| {
                if mark == Mark::Gap {
                    Mark::Nothing
                } else {
                    mark
                }
            }),
        );
    }
    pen.out.push_str("</svg>");
    pen.out
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    There,
    Guess,
    Gap,
    Nothing,
}

fn mark(there: bool, guess: bool) -> Mark {
    match (there, guess) {
        (true, _) => Mark::There,
        (false, true) => Mark::Guess,
        (false, false) => Mark::Gap,
    }
}

fn middle(index: usize) -> usize {
    LEFT + index * COLUMN + COLUMN / 2
}

struct Pen {
    out: String,
    y: usize,
    width: usize,
}

impl Pen {
    fn text(&mut self, x: usize, y: usize, anchor: &str, fill: &str, text: &str) {
        let _ = write!(
            self.out,
            "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" font-size=\"12\" fill=\"{fill}\">{}</text>",
            escape(text)
        );
    }

    fn rule(&mut self) {
        let (y, width) = (self.y, self.width);
        let _ = write!(
            self.out,
            "<line x1=\"0\" y1=\"{y}\" x2=\"{width}\" y2=\"{y}\" stroke=\"{RULE}\"/>"
        );
    }

    /// A row of bars; `of` gives the whole, the part of it that is dark, and the number.
    fn bars(&mut self, label: &str, units: &[Row], of: impl Fn(&Row) -> (f64, f64, String)) {
        self.rule();
        let top = units.iter().map(|unit| of(unit).0).fold(1.0, f64::max);
        let room = BARS - 24;
        let base = self.y + BARS - 4;
        self.text(4, self.y + BARS / 2 + 4, "start", INK, label);
        for (index, unit) in units.iter().enumerate() {
            let (whole, part, number) = of(unit);
            // Heights of a few dozen pixels: truncation is what is wanted.
            let height =
                |value: f64| (value / top * room as f64).round().clamp(0.0, room as f64) as usize;
            let fill = if part > 0.0 { PALE } else { STRONG };
            let fill = if number.contains('/') { PALE } else { fill };
            self.bar(index, base, height(whole), fill);
            if part > 0.0 {
                self.bar(index, base, height(part), STRONG);
            }
            let ink = if whole > 0.0 { INK } else { GAP };
            let above = base - height(whole) - 4;
            self.text(middle(index), above, "middle", ink, &number);
        }
        self.y += BARS;
    }

    fn bar(&mut self, index: usize, base: usize, height: usize, fill: &str) {
        let (x, y) = (middle(index) - 9, base - height);
        let _ = write!(
            self.out,
            "<rect x=\"{x}\" y=\"{y}\" width=\"18\" height=\"{height}\" fill=\"{fill}\"/>"
        );
    }

    fn marks(&mut self, label: &str, marks: impl Iterator<Item = Mark>) {
        self.rule();
        let line = self.y + LINE / 2;
        self.text(4, line + 4, "start", INK, label);
        for (index, mark) in marks.enumerate() {
            let x = middle(index);
            let _ = match mark {
                Mark::There => write!(
                    self.out,
                    "<circle cx=\"{x}\" cy=\"{line}\" r=\"6\" fill=\"{STRONG}\"/>"
                ),
                Mark::Guess => write!(
                    self.out,
                    "<circle cx=\"{x}\" cy=\"{line}\" r=\"5\" fill=\"none\" stroke=\"{STRONG}\" stroke-width=\"2\" stroke-dasharray=\"3 2\"/>"
                ),
                Mark::Gap => write!(
                    self.out,
                    "<path d=\"M{0} {1}l10 10m0 -10l-10 10\" stroke=\"{GAP}\" stroke-width=\"2\" fill=\"none\"/>",
                    x - 5,
                    line - 5
                ),
                Mark::Nothing => Ok(()),
            };
        }
        self.y += LINE;
    }
}
