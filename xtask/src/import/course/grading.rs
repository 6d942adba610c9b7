//! How a course is graded: tables and flattened tables; [`super::told`] reads sentences.

use crate::import::content::{Notes, Weight};
use crate::import::flow::{Grid, flat_heads};
use crate::import::outline::title::numbers;
use crate::import::rules::columns::Column;
use crate::import::rules::words::EXAMS;
use crate::import::words::{Words, fold};

use super::hours::heads;
use super::matrix;
use super::told::weight;

/// Characters of the longest name of what is graded.
const NAME: usize = 16;

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

/// Reads a table; none when it is none of shares. `whole` names what they are shares of.
pub fn of_grid(grid: &Grid, whole: &Words, notes: &mut Notes) -> Option<Grading> {
    if let Some(matrix) = matrix::of_grid(grid, whole, notes) {
        return Some(matrix);
    }
    let (mut columns, start) = heads(grid);
    several_categories(&mut columns);
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
    let mut above = Words::default();
    for row in &grid.rows[start..] {
        let spanned = |at: Option<usize>| at.and_then(|at| row.get(at)).map(|cell| cell.words());
        let own = |at: Option<usize>| {
            let cell = at.and_then(|at| row.get(at)).filter(|cell| cell.first);
            cell.map(|cell| cell.words())
                .filter(|words| !words.is_blank())
        };
        let said = own(Some(percent)).unwrap_or_default();
        let value = numbers(said.as_str()).first().copied();
        let mut printed = spanned(at(Column::Category)).unwrap_or_default();
        let blank = printed.is_blank() && at(Column::Category).is_some();
        if blank && own(at(Column::Item).or(at(Column::Title))).is_some() {
            // An empty cell below a category goes on with it.
            printed = above.clone();
        }
        above = printed.clone();
        let (category, own_share) = matrix::named(&printed);
        if let Some(percent) = own_share.filter(|_| own(at(Column::Category)).is_some()) {
            // 平时成绩（40%） beside its parts has a share of the whole.
            notes.understood("shares", &printed);
            grading
                .weights
                .push(weight(whole.clone(), category.clone(), percent));
        }
        let (item, method) = (
            own(at(Column::Item).or(at(Column::Title))),
            own(at(Column::Method)),
        );
        let whole = numbers(said.as_str()).len() == 1;
        if (category.is_blank() && item.is_none() && method.is_none()) || !whole {
            grading.rest.extend(matrix::line(row));
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

/// 成绩构成 | 考核环节 | 考核内容: of two columns that may hold the category, the second says
/// what is graded, and what else says that, how.
fn several_categories(columns: &mut [Option<Column>]) {
    let mut all = columns.iter().enumerate();
    let first = all.find(|(_, column)| **column == Some(Column::Category));
    let Some((first, _)) = first else {
        return;
    };
    let more = columns.iter().skip(first + 1);
    let Some(second) = more
        .clone()
        .position(|column| *column == Some(Column::Category))
    else {
        return;
    };
    let second = first + 1 + second;
    let methods = columns.contains(&Some(Column::Method));
    if let Some(item) = columns
        .iter_mut()
        .find(|c| **c == Some(Column::Item) && !methods)
    {
        *item = Some(Column::Method);
    }
    if !columns.contains(&Some(Column::Item)) {
        columns[second] = Some(Column::Item);
    }
}
