//! What stands in the cells of a 教学进程 table: questions, the objective, 思政载体.

use super::Maker;
use super::process::Row;
use crate::catalog::kinds::{CarrierKind, CourseKind, PartKind, QuestionKind};
use crate::import::content::{ProcessRow, Text};
use crate::import::marker::{Scheme, marker};
use crate::import::rules;
use crate::import::rules::names::Means;
use crate::import::rules::words::{CARRIERS, OPENING, TEACHING};
use crate::import::words::{Words, fold, key};

/// What a prompt to think starts with.
const THINK: &str = "思考";

/// What a 思政 item is by its words, and whether they did not say.
pub fn carrier_kind(words: &str) -> (CarrierKind, bool) {
    let mut known = CARRIERS.iter().filter(|(word, _)| words.contains(word));
    match known.next() {
        Some((_, kind)) => (*kind, false),
        None => (
            CarrierKind::Literacy,
            !words.contains(['精', '素', '神', '观', '感', '养', '意']),
        ),
    }
}

impl Maker<'_> {
    /// Adds the rows of the table.
    pub(super) fn process(&mut self, rows: Vec<Row>) {
        for row in rows {
            let has = |list: &[&str]| {
                row.steps
                    .iter()
                    .any(|step| list.contains(&key(step.as_str()).as_str()))
            };
            let sections = row.cells[0].iter().any(|line| {
                marker(line.as_str()).is_some_and(|found| found.scheme == Scheme::Section)
            });
            let place = Place {
                teaching: has(TEACHING) || sections,
                opening: has(OPENING),
                step: row
                    .steps
                    .first()
                    .map_or(String::new(), |step| step.as_str().to_owned()),
            };
            let [content, teacher, student] = &row.cells;
            let content = self.content_cell(content, &place);
            let teacher = teacher.iter().map(|line| self.line(line, &place)).collect();
            let student = student.iter().map(|line| self.line(line, &place)).collect();
            self.unit.process.push(ProcessRow {
                steps: row.steps,
                content,
                teacher,
                student,
            });
        }
    }

    fn content_cell(&mut self, lines: &[Words], place: &Place) -> Vec<Text> {
        let mut asking = None;
        let mut out = Vec::new();
        for line in lines {
            let text = line.as_str();
            let found = marker(text);
            let Some(found) = found else {
                out.push(self.line(line, place));
                continue;
            };
            let words = line.cut(found.end..text.len());
            let range = found.end..text.len();
            match found.scheme {
                Scheme::Section => {
                    let section = self.section_titled(words.as_str());
                    out.push(match section {
                        Some(id) => {
                            self.notes.understood("repeated titles", &words);
                            Text::with_items(line, &[(range, id)])
                        }
                        None => Text::plain(line.clone()),
                    });
                }
                Scheme::DigitBracket if asking.is_some() && !words.is_blank() => {
                    let kind = if place.opening {
                        QuestionKind::Opening
                    } else {
                        QuestionKind::Board
                    };
                    let group =
                        format!("{} · {}", place.step, asking.as_deref().unwrap_or_default());
                    let id = self.question(kind, words, &group);
                    out.push(Text::with_items(line, &[(range, id)]));
                }
                _ => {
                    let name = words.as_str().trim_end_matches([':', '：']);
                    let asks = |means: &Means| matches!(means, Means::Questions(_));
                    let questions = rules::exact(name).is_some_and(|all| all.iter().any(asks));
                    asking = questions.then(|| name.to_owned());
                    out.push(self.line(line, place));
                }
            }
        }
        out
    }

    /// A line of any cell.
    fn line(&mut self, line: &Words, place: &Place) -> Text {
        let text = line.as_str();
        let start = marker(text).map_or(0, |found| found.end);
        let colon = text[start..].char_indices().find(|(_, c)| fold(*c) == ':');
        if let Some((at, sign)) = colon {
            let label = &text[start..start + at];
            let rest = start + at + sign.len_utf8();
            if !text[rest..].trim().is_empty() {
                if carries(label) {
                    return self.carriers_in(line, rest..text.len());
                }
                if self.unit.objective.is_none() && aims(label) {
                    self.unit.objective = Some(line.cut(rest..text.len()));
                    return Text::with_items(line, &[(rest..text.len(), "objective".to_owned())]);
                }
            }
        }
        let prompt = text[start..]
            .strip_prefix(THINK)
            .filter(|_| place.teaching && start > 0);
        if let Some(prompt) = prompt.filter(|prompt| !prompt.trim().is_empty()) {
            let range = text.len() - prompt.trim_start().len()..text.len();
            let group = format!("{} · {THINK}", place.step);
            let id = self.question(QuestionKind::Thinking, line.slice(range.clone()), &group);
            return Text::with_items(line, &[(range, id)]);
        }
        Text::plain(line.clone())
    }
}

/// Where a line stands.
struct Place {
    /// In the step that teaches.
    teaching: bool,
    /// In one that looks back.
    opening: bool,
    step: String,
}

fn carries(label: &str) -> bool {
    let means = rules::exact(label).unwrap_or_default();
    means.iter().any(|means| matches!(means, Means::Carriers))
}

/// Whether a label ends in the name of an objective: 明确任务和课程目标.
fn aims(label: &str) -> bool {
    let ends = |means: &Means| {
        matches!(
            means,
            Means::Objective | Means::Course(CourseKind::Goals) | Means::Part(PartKind::Purpose)
        )
    };
    let starts = label.char_indices().map(|(at, _)| &label[at..]);
    let mut known = starts
        .filter(|tail| tail.chars().count() >= 4)
        .filter_map(rules::exact);
    label.chars().count() <= 20 && known.any(|means| means.iter().any(ends))
}
