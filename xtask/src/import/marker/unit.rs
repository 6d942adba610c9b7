//! Words with a number that begin a unit or section: 第一章, 项目一, Chapter 1.

use super::line::{HAN, Line};
use super::{Found, Scheme};
use crate::import::rules::names::{SECTIONS, UNITS};

/// What may stand between a unit's label and its title.
const AFTER_UNIT: [char; 8] = [':', '.', '、', '-', '—', '–', ',', '·'];
/// What stands behind 第一章 in the middle of a sentence.
const WITHIN_SENTENCE: &str = "的所中内和与至到及或后前时开结讲学末起,。;~以是、";

/// 第一章 X, 第1讲：X, 项目一 X, 模块1 X; 第一节 X.
pub(super) fn unit(line: &Line) -> Option<Found> {
    if let Some(at) = line.starts_with(0, "第") {
        let (number, end) = line.number(line.spaces(at))?;
        let at = line.spaces(range(line, end).unwrap_or(end));
        let (scheme, end) = unit_word(line, at)?;
        // 第一章的学习内容 goes on as a sentence.
        let goes_on = line.at(end).is_some_and(|c| WITHIN_SENTENCE.contains(c));
        return (!goes_on).then(|| (scheme, number, Vec::new(), end, after(line, end)));
    }
    let (scheme, at) = unit_word(line, 0)?;
    if let Some(found) = decimal(line, line.spaces(at)) {
        return Some(found);
    }
    let (number, end) = line.number(line.spaces(at))?;
    let ends = match line.at(end) {
        None => true,
        Some(c) if AFTER_UNIT.contains(&c) => {
            // 项目一、二 are two.
            !line
                .at(end + 1)
                .is_some_and(|c| c.is_ascii_digit() || HAN.contains(&c))
        }
        Some(c) => {
            c.is_whitespace() || (c != '的' && line.at(end - 1).is_some_and(|c| c.is_ascii_digit()))
        }
    };
    ends.then(|| (scheme, number, Vec::new(), end, after(line, end)))
}

/// 第3-4讲, 第一、二章: the end of the last number.
fn range(line: &Line, end: usize) -> Option<usize> {
    let sign = line.spaces(end);
    let joins = |c: char| matches!(c, '-' | '—' | '–' | '~' | '至' | '到' | '、' | ',' | '和');
    line.at(sign).filter(|c| joins(*c))?;
    line.number(line.spaces(sign + 1)).map(|(_, end)| end)
}

/// 任务1.2: the number behind the word is a decimal.
fn decimal(line: &Line, at: usize) -> Option<Found> {
    let (first, mut end) = line.digits(at)?;
    let mut numbers = vec![first];
    while line.at(end) == Some('.')
        && let Some((number, next)) = line.digits(end + 1)
    {
        numbers.push(number);
        end = next;
    }
    let depth = numbers.len();
    let number = numbers.pop().filter(|_| depth > 1)?;
    Some((
        Scheme::Decimal(depth),
        number,
        numbers,
        end,
        after(line, end),
    ))
}

fn unit_word(line: &Line, at: usize) -> Option<(Scheme, usize)> {
    let units = UNITS
        .iter()
        .enumerate()
        .filter(|(_, (word, _))| !word.is_ascii());
    let units = units
        .filter_map(|(index, (word, _))| Some((Scheme::Unit(index), line.starts_with(at, word)?)));
    let section = line
        .starts_with(at, SECTIONS[0])
        .map(|end| (Scheme::Section, end));
    units.chain(section).max_by_key(|(_, end)| *end)
}

/// Chapter 1 X, Week 3: X; Section 1 X.
pub(super) fn english(line: &Line) -> Option<Found> {
    let words = UNITS
        .iter()
        .enumerate()
        .map(|(index, (word, _))| (Scheme::Unit(index), *word));
    let words = words
        .chain([(Scheme::Section, "section")])
        .filter(|(_, word)| word.is_ascii());
    let (scheme, at) = words
        .filter_map(|(scheme, word)| Some((scheme, line.starts_with(0, word)?)))
        .max_by_key(|(_, end)| *end)?;
    let number_at = line.spaces(at);
    if let Some(found) = decimal(line, number_at).filter(|_| number_at > at) {
        return Some(found);
    }
    let number = line.digits(number_at).or_else(|| line.latin(number_at));
    let (number, end) = number.filter(|_| number_at > at)?;
    let ends = line
        .at(end)
        .is_none_or(|c| c.is_whitespace() || AFTER_UNIT.contains(&c));
    ends.then(|| (scheme, number, Vec::new(), end, after(line, end)))
}

fn after(line: &Line, end: usize) -> usize {
    let mut end = line.spaces(end);
    while line.at(end).is_some_and(|c| AFTER_UNIT.contains(&c)) {
        end = line.spaces(end + 1);
    }
    end
}
