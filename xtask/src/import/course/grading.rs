//! How a course is graded: tables, flattened tables, and shares told in sentences.

use crate::import::content::{Notes, Weight};
use crate::import::flow::{Grid, flat_heads};
use crate::import::outline::title::numbers;
use crate::import::rules::columns::Column;
use crate::import::rules::words::{EXAMS, TOTALS};
use crate::import::words::{Words, fold};

use super::hours::heads;

/// Characters of the longest name of what is graded in a sentence.
const NAME: usize = 16;
/// Words around a share that are no part of the name.
const AROUND: [&str; 16] = [
    "占总成绩的",
    "占总评成绩的",
    "占课程总成绩的",
    "占总成绩",
    "占总评",
    "所占比例为",
    "比例为",
    "权重为",
    "占比为",
    "占比",
    "权重",
    "比例",
    "计",
    "为",
    "占",
    "的",
];

/// What a text or table says about shares.
#[derive(Debug, Default)]
pub struct Grading {
    /// Rows.
    pub weights: Vec<Weight>,
    /// Lines that are none.
    pub rest: Vec<Words>,
}

/// Reads the lines of a flattened table; none when it is none of shares.
pub fn of_lines(lines: &[Words], notes: &mut Notes) -> Option<Grading> {
    let (columns, start) = flat_heads(lines);
    if !columns.contains(&Column::Percent) {
        return None;
    }
    lines[..start]
        .iter()
        .for_each(|head| notes.understood("heads of tables", head));
    let mut grading = Grading::default();
    let mut category = Words::default();
    let both = columns.contains(&Column::Item) && columns.contains(&Column::Method);
    for line in &lines[start..] {
        let text = line.as_str();
        let tokens: Vec<(usize, &str)> = tokens(text);
        let shares = text.matches(['%', '％']).count();
        let last = tokens.last().copied().unwrap_or_default();
        let percent = share(last.1).filter(|_| tokens.len() > 1);
        match (tokens.as_slice(), percent) {
            (_, Some(percent)) if shares <= 1 => {
                let mut row = row(line, &tokens[..tokens.len() - 1], both);
                if row.category.is_blank() {
                    row.category = category.clone();
                } else {
                    category = row.category.clone();
                }
                row.percent = Some(percent);
                notes.understood("shares", &line.cut(last.0..text.len()));
                grading.push(row);
            }
            ([(_, one)], _) if share(one).is_none() => category = line.clone(),
            // 期末考核 考查: a category with one word about it.
            ([_, (at, word)], _) if shares == 0 && text.chars().count() <= 2 * NAME => {
                let said = Some(line.cut(*at..text.len()));
                let exam = EXAMS.iter().any(|exam| word.contains(exam));
                grading.weights.push(Weight {
                    category: line.cut(0..*at),
                    label: Words::default(),
                    item: said.clone().filter(|_| !exam),
                    method: said.filter(|_| exam),
                    percent: None,
                    doubt: None,
                });
            }
            _ => grading.rest.push(line.clone()),
        }
    }
    // A category without rows stands in the lines.
    if !category.is_blank() && grading.weights.iter().all(|w| w.category != category) {
        grading.rest.push(category);
    }
    Some(grading)
}

fn tokens(text: &str) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    let mut at = 0;
    for token in text.split_whitespace() {
        let start = at + text[at..].find(token).unwrap_or(0);
        out.push((start, token));
        at = start + token.len();
    }
    out
}

/// `1 作业 1 课后作业`: number, item, method; a word before the number is the category.
fn row(line: &Words, tokens: &[(usize, &str)], both: bool) -> Weight {
    let end = tokens.last().map_or(0, |(at, token)| at + token.len());
    let number = |token: &str| token.parse::<u32>().is_ok();
    let numbered = tokens.iter().take(2).position(|(_, token)| number(token));
    let label = numbered.map_or(Words::default(), |at| {
        line.cut(tokens[at].0..tokens[at].0 + tokens[at].1.len())
    });
    let category = match numbered {
        Some(at) => line.cut(0..tokens[at].0),
        None if tokens.len() > 2 => line.cut(0..tokens[1].0),
        None => Words::default(),
    };
    let first = match numbered {
        Some(at) => at + 1,
        None if tokens.len() > 2 => 1,
        None => 0,
    };
    let words = tokens.get(first..).unwrap_or_default();
    let (item, method) = match words {
        [] => (None, None),
        [(at, _)] => (Some(line.cut(*at..end)), None),
        [(at, _), .., (last, _)] if both => {
            (Some(line.cut(*at..*last)), Some(line.cut(*last..end)))
        }
        [(at, _), ..] => (Some(line.cut(*at..end)), None),
    };
    Weight {
        category,
        label,
        item,
        method,
        percent: None,
        doubt: None,
    }
}

impl Grading {
    /// A row needs a category: what is graded is its own where none is printed.
    fn push(&mut self, mut row: Weight) {
        if row.category.is_blank() {
            row.category = row.item.take().or(row.method.take()).unwrap_or_default();
        }
        if row.category.is_blank() {
            self.rest.extend(row.item.or(row.method));
        } else {
            self.weights.push(row);
        }
    }
}

/// `20%`, `20 ％`, `0.2`
fn share(token: &str) -> Option<f64> {
    let folded: String = token.chars().map(fold).collect();
    let bare = folded.strip_suffix('%')?;
    bare.trim()
        .parse()
        .ok()
        .filter(|share| (0.0..=1000.0).contains(share))
}

/// Reads a table; none when it is none of shares.
pub fn of_grid(grid: &Grid, notes: &mut Notes) -> Option<Grading> {
    let (columns, start) = heads(grid);
    let at = |wanted: Column| columns.iter().position(|column| *column == Some(wanted));
    let percent = at(Column::Percent).filter(|_| start > 0)?;
    for cell in grid.rows[..start]
        .iter()
        .flatten()
        .filter(|cell| cell.first)
    {
        notes.understood("heads of tables", &cell.words());
    }
    let mut grading = Grading::default();
    for row in &grid.rows[start..] {
        let spanned = |at: Option<usize>| at.and_then(|at| row.get(at)).map(|cell| cell.words());
        let own = |at: Option<usize>| {
            let cell = at.and_then(|at| row.get(at)).filter(|cell| cell.first);
            cell.map(|cell| cell.words())
                .filter(|words| !words.is_blank())
        };
        let said = own(Some(percent)).unwrap_or_default();
        let value = numbers(said.as_str()).first().copied();
        let category = spanned(at(Column::Category)).unwrap_or_default();
        let (item, method) = (
            own(at(Column::Item).or(at(Column::Title))),
            own(at(Column::Method)),
        );
        let whole = numbers(said.as_str()).len() == 1;
        if (category.is_blank() && item.is_none() && method.is_none()) || !whole {
            grading.rest.extend(line(row));
            continue;
        }
        notes.understood("shares", &said);
        let others = (0..row.len()).filter(|i| {
            let named = [
                Some(percent),
                at(Column::Category),
                at(Column::Item).or(at(Column::Title)),
                at(Column::Method),
                at(Column::Number),
            ];
            !named.contains(&Some(*i))
        });
        for cell in others.filter_map(|i| own(Some(i))) {
            grading.rest.push(cell);
        }
        grading.push(Weight {
            category,
            label: own(at(Column::Number)).unwrap_or_default(),
            item,
            method,
            percent: value,
            doubt: None,
        });
    }
    Some(grading)
}

fn line(row: &[crate::import::flow::GridCell]) -> Option<Words> {
    let mut words = Words::default();
    row.iter()
        .filter(|cell| cell.first)
        .for_each(|cell| words.push_spaced(&cell.words()));
    (!words.is_blank()).then_some(words)
}

/// The shares told in a sentence: 总成绩=平时成绩（40%）+期末成绩（60%）. `whole` names what
/// they are shares of where the sentence does not.
pub fn told(words: &Words, whole: &Words) -> Vec<Weight> {
    let text = words.as_str();
    let total = total(words).unwrap_or_else(|| whole.clone());
    let mut out: Vec<Weight> = Vec::new();
    // The categories that brackets are open in.
    let mut open: Vec<Option<Words>> = Vec::new();
    let mut last: Option<Words> = None;
    let mut from = 0;
    let mut digits: Option<usize> = None;
    for (at, c) in text.char_indices() {
        let folded = fold(c);
        let end = at + c.len_utf8();
        match folded {
            '0'..='9' | '.' => {
                digits = digits.or(Some(at));
                continue;
            }
            '%' => {
                if let Some(start) = digits {
                    let value = text[start..at].chars().map(fold).collect::<String>();
                    let name = name(words, from, start);
                    if let (Some(name), Ok(percent)) =
                        (name.or_else(|| last.clone()), value.parse::<f64>())
                    {
                        let above = open.iter().rev().flatten().next().cloned();
                        // 平时成绩（40%）: the share stands in brackets of its own name.
                        let own = above.as_ref() == Some(&name);
                        let category = above.filter(|_| !own).unwrap_or_else(|| total.clone());
                        last = Some(name.clone());
                        out.push(Weight {
                            category,
                            label: Words::default(),
                            item: Some(name),
                            method: None,
                            percent: Some(percent),
                            doubt: None,
                        });
                    }
                }
                from = end;
            }
            '(' => {
                let named = name(words, from, at);
                last = named.clone().or(last);
                open.push(named.or_else(|| last.clone()));
                from = end;
            }
            ')' => {
                open.pop();
                from = end;
            }
            ',' | ';' | '。' | '+' | '=' | '、' | ':' | '!' | '?' => {
                match folded {
                    '。' => {
                        open.clear();
                        last = None;
                    }
                    // 考勤：30%
                    ':' => last = name(words, from, at).or(last),
                    _ => {}
                }
                from = end;
            }
            _ => {}
        }
        if folded == '%' || !c.is_whitespace() {
            digits = None;
        }
    }
    out.retain(|weight| !weight.category.is_blank());
    out
}

/// The name that stands in a byte range, without the words around a share.
fn name(words: &Words, from: usize, to: usize) -> Option<Words> {
    let mut name = words.cut(from..to);
    loop {
        let text = name.as_str();
        let tail = AROUND.iter().find(|word| text.ends_with(**word));
        let head = ["其中", "由", "和", "与", "及", "以及", "包括"]
            .iter()
            .find(|word| text.starts_with(**word));
        match (tail, head) {
            _ if total_at_start(text).is_some() => {
                name = name.cut(total_at_start(text).unwrap_or(0)..text.len());
            }
            (Some(tail), _) => name = name.cut(0..text.len() - tail.len()),
            (None, Some(head)) => name = name.cut(head.len()..text.len()),
            (None, None) => break,
        }
    }
    let text = name.as_str();
    let says = text.chars().any(char::is_alphabetic) && text.chars().count() <= NAME;
    says.then_some(name)
}

/// 最终成绩 平时成绩: the end of the word for the whole before another name.
fn total_at_start(text: &str) -> Option<usize> {
    let total = TOTALS.iter().find(|total| text.starts_with(**total))?;
    text[total.len()..]
        .starts_with(char::is_whitespace)
        .then_some(total.len())
}

/// The word for the whole in a sentence.
fn total(words: &Words) -> Option<Words> {
    let text = words.as_str();
    let mut found = TOTALS
        .iter()
        .filter_map(|total| Some((text.find(total)?, total)));
    let (at, total) = found.next()?;
    Some(words.cut(at..at + total.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences() {
        let check = |text: &str, expected: &[&str]| {
            let whole = "考核方式";
            let found = told(
                &Words::at(text, 0..text.len()),
                &Words::at(whole, 0..whole.len()),
            );
            let found: Vec<_> = found
                .iter()
                .map(|w| {
                    let item = w.item.as_ref().map_or("", Words::as_str);
                    format!(
                        "{}/{item} {}",
                        w.category.as_str(),
                        w.percent.unwrap_or_default()
                    )
                })
                .collect();
            assert_eq!(found, expected, "{text}");
        };
        check(
            "最终成绩 平时考核成绩占 40%，期末考核成绩占 60%",
            &["最终成绩/平时考核成绩 40", "最终成绩/期末考核成绩 60"],
        );
        check(
            "总成绩=平时成绩（40%）+期末成绩（60%）",
            &["总成绩/平时成绩 40", "总成绩/期末成绩 60"],
        );
        check(
            "笔试（70%）+实验（30%）。",
            &["考核方式/笔试 70", "考核方式/实验 30"],
        );
        check(
            "平时成绩占40%（其中考勤10%、作业20%、实验10%），期末考试占总成绩的60%。",
            &[
                "总成绩/平时成绩 40",
                "平时成绩/考勤 10",
                "平时成绩/作业 20",
                "平时成绩/实验 10",
                "总成绩/期末考试 60",
            ],
        );
        check(
            "考勤与作业：30％；期末：70％",
            &["考核方式/考勤与作业 30", "考核方式/期末 70"],
        );
        check("没有百分比", &[]);
    }
}
