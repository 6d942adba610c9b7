//! Shares told in words: in sentences, in points of a hundred.

use super::{levels, ratio};
use crate::import::content::Weight;
use crate::import::lists;
use crate::import::marker::{han_number, marker};
use crate::import::rules;
use crate::import::rules::columns::Column;
use crate::import::rules::phrases::{AROUND, NO_SHARES_AFTER, NO_SHARES_BEFORE, SIGNS};
use crate::import::rules::words::TOTALS;
use crate::import::words::{Words, fold};

/// Characters of the longest name of what is graded in a sentence.
const NAME: usize = 16;
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
    levels::once(&mut out);
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
        // A name that is too long is none, and not that of the share before.
        if named.is_none() && says(&bare(self.words, from, to)) {
            self.last = None;
            return;
        }
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
        let found = MADE_OF
            .iter()
            .filter_map(|word| Some((text.find(word)?, word)));
        let Some((at, word)) = found.min_by_key(|(at, _)| *at).filter(|(at, _)| *at > 0) else {
            return name(self.words, from, to);
        };
        let whole = name(self.words, from, from + at);
        let is_total = |whole: &Words| TOTALS.contains(&whole.as_str());
        if let Some(whole) = whole.filter(|whole| !is_total(whole)) {
            let rows = self.out.iter().rev();
            let mut same =
                rows.filter(|row| row.item.as_ref().is_some_and(|i| i.key() == whole.key()));
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
        // A full stop behind a word ends an English sentence.
        let stop = c == '.' && digits.is_none() && text[end..].starts_with(' ');
        match if stop { '。' } else { fold(c) } {
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
    NO_SHARES_AFTER
        .iter()
        .any(|word| after.trim_start().starts_with(word))
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
    let name = bare(words, from, to);
    let text = name.as_str();
    // Two languages take more: Classroom Participation 课堂表现.
    let latin = text.chars().filter(char::is_ascii).count() * 2 > text.chars().count();
    let most = if latin { 3 * NAME } else { NAME };
    (says(&name) && text.chars().count() <= most).then_some(name)
}

fn says(words: &Words) -> bool {
    words.as_str().chars().any(char::is_alphabetic)
}

/// What stands in a byte range without the words around a share.
fn bare(words: &Words, from: usize, to: usize) -> Words {
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
        if let Some((_, parts)) = text.split_once("consists of ") {
            name = name.cut(text.len() - parts.len()..text.len());
            continue;
        }
        let head = [
            "其中", "由", "和", "与", "及", "以及", "包括", "and ", "the ", "The ",
        ]
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
    name
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
mod tests;
