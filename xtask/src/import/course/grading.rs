//! How a course is graded: tables, flattened tables, and shares told in sentences.

use crate::import::content::{Notes, Weight};
use crate::import::flow::{Grid, flat_heads};
use crate::import::lists;
use crate::import::marker::{han_number, marker};
use crate::import::outline::title::numbers;
use crate::import::rules::columns::Column;
use crate::import::rules;
use crate::import::rules::words::{EXAMS, NO_SHARES_AFTER, NO_SHARES_BEFORE, TOTALS};
use crate::import::words::{Words, fold};

use super::hours::heads;
use super::{levels, matrix, ratio};

/// Characters of the longest name of what is graded in a sentence.
const NAME: usize = 16;
/// Signs around a name that are no part of it.
const SIGNS: &str = "•·×*＊✕=＝+＋-—–、，,；;：:∶ \t　";
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
            grading.weights.push(weight(whole.clone(), category.clone(), percent));
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

/// The shares that paragraphs tell: in per cent, else in points of a hundred.
pub fn shares(paras: &[Words], whole: &Words) -> Vec<Weight> {
    let mut out: Vec<Weight> = Vec::new();
    for words in paras {
        let known: Vec<Words> = out.iter().filter_map(|row| row.item.clone()).collect();
        out.extend(told(words, whole, &known));
    }
    if out.is_empty() {
        out = points(paras, whole);
    }
    if out.is_empty() {
        out = ratio::shares(paras, whole);
    }
    levels::nest(&mut out);
    out
}

/// 作业 20 + 实验 30 + 期末 50; 1、身体素质30分。: numbers that add up to a hundred.
fn points(paras: &[Words], whole: &Words) -> Vec<Weight> {
    let each = |words: &Words| -> Vec<Weight> {
        let parts = lists::between(words.as_str(), |c| {
            matches!(c, '+' | ',' | ';' | '、' | '。')
        });
        let parts = parts.into_iter().map(|range| words.cut(range));
        parts.filter_map(|part| point(&part, whole)).collect()
    };
    let lines: Vec<Words> = paras.iter().flat_map(lists::enumerated).collect();
    let firsts = lines.iter().filter_map(|line| {
        let (_, line) = lists::numbered(line);
        let end = line.as_str().find(['：', ':', '。', '；', ';', '，', '（']);
        point(&line.cut(0..end.unwrap_or(line.as_str().len())), whole)
    });
    let mut all: Vec<Vec<Weight>> = paras.iter().map(each).collect();
    all.push(firsts.collect());
    let hundred = |rows: &Vec<Weight>| {
        let sum: f64 = rows.iter().filter_map(|row| row.percent).sum();
        rows.len() > 1 && (sum - 100.0).abs() < 1e-9
    };
    all.into_iter().find(hundred).unwrap_or_default()
}

/// `作业 20`, `身体素质30分`
fn point(words: &Words, whole: &Words) -> Option<Weight> {
    let text = words.as_str().trim_end();
    let bare = text.strip_suffix('分').unwrap_or(text).trim_end();
    let name = bare.trim_end_matches(|c: char| fold(c).is_ascii_digit());
    let value: String = bare[name.len()..].chars().map(fold).collect();
    let item = self::name(words, 0, name.len())?;
    Some(weight(whole.clone(), item, value.parse().ok()?))
}

pub(super) fn weight(category: Words, item: Words, percent: f64) -> Weight {
    Weight {
        category,
        label: Words::default(),
        item: Some(item),
        method: None,
        percent: Some(percent),
        doubt: None,
    }
}

/// Reads a sentence for its shares.
struct Teller<'a> {
    words: &'a Words,
    /// What shares are of where the sentence does not say.
    total: Words,
    /// Things that have a share already, in this text or one before it.
    known: Vec<Words>,
    /// The categories that brackets are open in.
    open: Vec<Option<Words>>,
    /// What a list divides and how much of it is left: 平时成绩40%，包括….
    within: Option<(Words, f64)>,
    /// How many brackets were open when that began.
    depth: usize,
    /// The last name, and its share.
    last: Option<(Words, Option<f64>)>,
    out: Vec<Weight>,
}

impl Teller<'_> {
    /// A share whose name may stand between two bytes.
    fn share(&mut self, from: usize, to: usize, percent: f64) {
        let named = self.name(from, to);
        self.divides(from, to);
        let before = self.last.take().map(|(name, _)| name);
        let Some(name) = named.or(before) else {
            return;
        };
        let bracket = self.open.iter().rev().flatten().next().cloned();
        // 平时成绩（40%）: the share stands in brackets of its own name.
        let above = bracket.filter(|above| *above != name);
        let category = above.or_else(|| self.within.as_ref().map(|(name, _)| name.clone()));
        let category = category.filter(|above| above.key() != name.key());
        if let Some((_, left)) = &mut self.within {
            *left -= percent;
        }
        if self.within.as_ref().is_some_and(|(_, left)| *left < 1e-9) {
            self.within = None;
        }
        self.known.push(name.clone());
        self.last = Some((name.clone(), Some(percent)));
        let category = category.unwrap_or_else(|| self.total.clone());
        self.out.push(weight(category, name, percent));
    }

    /// Whether what stands here says that the last share is divided: 其中, 包括.
    fn divides(&mut self, from: usize, to: usize) {
        let text = &self.words.as_str()[from..to];
        let lists = DIVIDING
            .iter()
            .any(|word| text.trim_start().starts_with(word));
        if let Some((name, Some(percent))) = self.last.clone().filter(|_| lists) {
            self.divide(name, percent);
        }
    }

    /// The name between two bytes; 平时成绩包括出勤 names what is divided before it.
    fn name(&mut self, from: usize, to: usize) -> Option<Words> {
        let text = &self.words.as_str()[from..to];
        let found = MADE_OF.iter().filter_map(|word| Some((text.find(word)?, word)));
        let Some((at, word)) = found.min_by_key(|(at, _)| *at).filter(|(at, _)| *at > 0) else {
            return name(self.words, from, to);
        };
        let whole = name(self.words, from, from + at);
        let is_total = |whole: &Words| TOTALS.contains(&whole.as_str());
        if let Some(whole) = whole.filter(|whole| !is_total(whole)) {
            let rows = self.out.iter().rev();
            let mut same = rows.filter(|row| row.item.as_ref().is_some_and(|i| i.key() == whole.key()));
            let left = same.next().and_then(|row| row.percent).unwrap_or(f64::MAX);
            self.divide(whole, left);
        }
        name(self.words, from + at + word.len(), to)
    }

    fn divide(&mut self, name: Words, percent: f64) {
        self.within = Some((name, percent));
        self.depth = self.open.len();
    }

    /// 过程性考核包括：…, 平时成绩40%：…, 考勤：30%
    fn colon(&mut self, from: usize, at: usize) {
        let named = self.name(from, at);
        let text = &self.words.as_str()[from..at];
        let known = self.known.iter().rev();
        let mut known = known.filter(|known| text.trim_start().starts_with(known.as_str()));
        if let Some(known) = known.next().cloned() {
            let share = self
                .out
                .iter()
                .rev()
                .find(|row| row.item.as_ref() == Some(&known));
            let left = share.and_then(|row| row.percent).unwrap_or(f64::MAX);
            self.divide(known, left);
        } else if text.trim().is_empty()
            && let Some((name, Some(percent))) = self.last.clone()
        {
            self.divide(name, percent);
        }
        self.last = named.map(|name| (name, None)).or(self.last.take());
    }
}

/// Words between a whole and the first of its parts.
const MADE_OF: [&str; 4] = ["包括", "包含", "分为", "由"];
/// Words that say what a share is made of.
const DIVIDING: [&str; 6] = ["其中", "包括", "包含", "含", "由", "分为"];

/// The shares told in a sentence: 总成绩=平时成绩（40%）+期末成绩（60%）. `whole` names what
/// they are shares of where the sentence does not, `known` what has a share already.
fn told(words: &Words, whole: &Words, known: &[Words]) -> Vec<Weight> {
    let text = words.as_str();
    let mut teller = Teller {
        words,
        total: total(words).unwrap_or_else(|| whole.clone()),
        known: known.to_vec(),
        open: Vec::new(),
        within: None,
        depth: 0,
        last: None,
        out: Vec::new(),
    };
    let (mut from, mut skip) = (0, 0);
    let mut digits: Option<usize> = None;
    // Where the names before open brackets start, and how many shares there were.
    let mut opened: Vec<(usize, usize)> = Vec::new();
    for (at, c) in text.char_indices() {
        if at < skip {
            continue;
        }
        let end = at + c.len_utf8();
        if let Some((percent, length)) = in_words(&text[at..]) {
            teller.share(from, at, percent);
            skip = at + length;
            from = skip;
            continue;
        }
        match fold(c) {
            '0'..='9' | '.' => {
                digits = digits.or(Some(at));
                continue;
            }
            '%' => {
                if let Some(start) = digits {
                    let value: String = text[start..at].chars().map(fold).collect();
                    let fits = !measures(&text[from..start], &text[end..]);
                    if let Some(percent) = value.trim().parse::<f64>().ok().filter(|_| fits) {
                        teller.share(from, start, percent);
                    }
                }
                from = end;
            }
            '(' => {
                opened.push((from, teller.out.len()));
                let named = teller.name(from, at);
                teller.last = named.map(|name| (name, None)).or(teller.last.take());
                let last = teller.last.as_ref().map(|(name, _)| name.clone());
                teller.open.push(last);
                from = end;
            }
            ')' => {
                teller.open.pop();
                // 平时成绩（考勤、作业）：20%: a bracket without shares belongs to the name.
                if let Some((start, _)) = opened.pop().filter(|(_, had)| *had == teller.out.len())
                    && let Some((last, None)) = &teller.last
                    && let Some(longer) = explained(words, start, end, last)
                {
                    teller.last = Some((longer, None));
                }
                if teller.depth > teller.open.len() {
                    teller.within = None;
                }
                from = end;
            }
            ':' => {
                teller.colon(from, at);
                from = end;
            }
            '。' => {
                teller.open.clear();
                teller.within = None;
                teller.last = None;
                from = end;
            }
            ';' => {
                teller.within = None;
                from = end;
            }
            ',' | '+' | '=' | '、' | '!' | '?' => from = end,
            _ => {}
        }
        if !c.is_whitespace() {
            digits = None;
        }
    }
    teller.out.retain(|weight| !weight.category.is_blank());
    teller.out
}

/// 正确率90%以上, 缺课达30%: a measure and no share.
fn measures(before: &str, after: &str) -> bool {
    let clause = before.rsplit(['，', ',', '；', '。', ' ', '（']).next();
    let clause = clause.unwrap_or(before).trim_end();
    NO_SHARES_AFTER.iter().any(|word| after.trim_start().starts_with(word))
        || NO_SHARES_BEFORE.iter().any(|word| clause.ends_with(word))
}

/// The last name with the bracket behind it.
fn explained(words: &Words, start: usize, end: usize, last: &Words) -> Option<Words> {
    let whole = words.cut(start..end);
    let at = whole.as_str().rfind(last.as_str())?;
    let longer = whole.cut(at..whole.as_str().len());
    let behind = longer.as_str()[last.as_str().len()..].trim_start();
    let fits = longer.as_str().chars().count() <= 2 * NAME && behind.starts_with(['（', '(']);
    fits.then_some(longer)
}

/// 百分之三十: the share and its bytes.
fn in_words(text: &str) -> Option<(f64, usize)> {
    let rest = text.strip_prefix("百分之")?;
    let lead = text.len() - rest.len();
    let chars: Vec<char> = rest
        .chars()
        .take(3)
        .take_while(|c| is_han_digit(*c))
        .collect();
    let length: usize = chars.iter().map(|c| c.len_utf8()).sum();
    Some((f64::from(han_number(&chars)?), lead + length))
}

fn is_han_digit(c: char) -> bool {
    "一二三四五六七八九十".contains(c)
}

/// The name that stands in a byte range, without the words around a share.
fn name(words: &Words, from: usize, to: usize) -> Option<Words> {
    let mut name = words.cut(from..to);
    loop {
        let text = name.as_str();
        if let Some(found) = marker(text) {
            name = name.cut(found.end..text.len());
            continue;
        }
        let signs = text.trim_matches(|c: char| SIGNS.contains(c));
        if signs.len() < text.len() {
            let lead = text.len() - text.trim_start_matches(|c: char| SIGNS.contains(c)).len();
            name = name.cut(lead..lead + signs.len());
            continue;
        }
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
    let gap = text.find(char::is_whitespace)?;
    let first = &text[..gap];
    let known = TOTALS.contains(&first) || rules::column(first) == Some(Column::Category);
    known.then_some(gap)
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
            let paras: Vec<Words> = text
                .lines()
                .map(|line| Words::at(line, 0..line.len()))
                .collect();
            let found = shares(&paras, &Words::at(whole, 0..whole.len()));
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
        check(
            "形成性评价占总成绩的50%，包括课堂表现20%、作文30%；终结性评价（闭卷）占50%。",
            &[
                "总成绩/形成性评价 50",
                "形成性评价/课堂表现 20",
                "形成性评价/作文 30",
                "总成绩/终结性评价（闭卷） 50",
            ],
        );
        check(
            "总评成绩=过程考核（60%）+终结考核（40%）。过程考核包括：考勤（20%）、作业（40%）。",
            &[
                "总评成绩/过程考核 60",
                "总评成绩/终结考核 40",
                "过程考核/考勤 20",
                "过程考核/作业 40",
            ],
        );
        check(
            "平时成绩40%：出勤10%、讨论30%\n期末成绩60%",
            &[
                "考核方式/平时成绩 40",
                "平时成绩/出勤 10",
                "平时成绩/讨论 30",
                "考核方式/期末成绩 60",
            ],
        );
        check(
            "平时成绩占百分之三十（作业20%，考勤10%），期末成绩占百分之七十。",
            &[
                "考核方式/平时成绩 30",
                "平时成绩/作业 20",
                "平时成绩/考勤 10",
                "考核方式/期末成绩 70",
            ],
        );
        check(
            "作业 20 + 实验 30 + 期末 50",
            &["考核方式/作业 20", "考核方式/实验 30", "考核方式/期末 50"],
        );
        check(
            "1、技术60分：投篮30分，上篮30分。\n2、素质30分。\n3、平时表现10分。",
            &[
                "考核方式/技术 60",
                "考核方式/素质 30",
                "考核方式/平时表现 10",
            ],
        );
        check(
            "• 平时成绩（考勤、作业）：占20%；\n• 期末考试：占80%",
            &["考核方式/平时成绩（考勤、作业） 20", "考核方式/期末考试 80"],
        );
        check(
            "总评成绩＝平时成绩×30％＋期末成绩×70％。平时成绩包括出勤（10％）、作业（20％）。",
            &[
                "总评成绩/平时成绩 30",
                "总评成绩/期末成绩 70",
                "平时成绩/出勤 10",
                "平时成绩/作业 20",
            ],
        );
        check(
            "（1）平时成绩30%\n①考勤10%\n②作业20%\n（2）期末成绩70%",
            &[
                "考核方式/平时成绩 30",
                "平时成绩/考勤 10",
                "平时成绩/作业 20",
                "考核方式/期末成绩 70",
            ],
        );
        check(
            "• 过程考核（60%）\n• 讨论（20%）\n• 日记（40%）\n• 期末考核（40%）\n• 论文（40%）",
            &[
                "考核方式/过程考核 60",
                "过程考核/讨论 20",
                "过程考核/日记 40",
                "考核方式/期末考核 40",
                "期末考核/论文 40",
            ],
        );
        check(
            "平时成绩与期末成绩的比例为3:7。",
            &["考核方式/平时成绩 30", "考核方式/期末成绩 70"],
        );
        check(
            "总评成绩由平时成绩和期末成绩构成，比例为4：6。",
            &["总评成绩/平时成绩 40", "总评成绩/期末成绩 60"],
        );
        check("作业 正确率90%以上 正确率75%以上；缺课达30%者不得考试。", &[]);
        check(
            "成绩构成 平时30% 期末70%",
            &["考核方式/平时 30", "考核方式/期末 70"],
        );
        check("没有百分比", &[]);
    }
}
