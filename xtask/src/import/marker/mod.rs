//! Numbers and signs at the start of a line: 第一章, 一、, （一）, 1., 1.1, ①, •.

mod line;
mod unit;

use self::line::Line;
pub use self::line::han_number;
use self::unit::{english, unit};

/// A kind of numbering.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scheme {
    /// 第一章, 项目一, Chapter 1: an index into [`UNITS`](crate::import::rules::names::UNITS).
    Unit(usize),
    /// 第一节
    Section,
    /// 一、
    Han,
    /// I., Ⅱ、
    Roman,
    /// （一）
    HanBracket,
    /// 1.
    Digit,
    /// 1.1, 1.1.1: how many numbers.
    Decimal(usize),
    /// （1）, 1)
    DigitBracket,
    /// ①
    Circle,
    /// A., a)
    Letter,
    /// •
    Bullet,
}

/// What a line starts with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker {
    /// Its kind.
    pub scheme: Scheme,
    /// Its number; of a decimal the last one, of a bullet 0.
    pub number: u32,
    /// Of a decimal, the numbers before the last: `[3]` of 3.1.
    pub above: Vec<u32>,
    /// Bytes of the printed label: `第一章`, `1.`.
    pub label: usize,
    /// Bytes up to the words it numbers.
    pub end: usize,
}

/// Signs that start an item of a list without numbers.
const BULLETS: &str = "•·●○■□◆◇★☆▲△▶►➢➤✓√※◎";
/// Words behind a decimal number that make it a quantity.
const QUANTITIES: &str = "学分课时%万元小倍版年月个分km";

/// What a line starts with, white space aside.
pub fn marker(text: &str) -> Option<Marker> {
    let start = text.len() - text.trim_start().len();
    let words = Line::new(&text[start..]);
    let found = unit(&words)
        .or_else(|| english(&words))
        .or_else(|| bracketed(&words))
        .or_else(|| han(&words))
        .or_else(|| digits(&words))
        .or_else(|| roman(&words))
        .or_else(|| sign(&words))?;
    let (scheme, number, above, label, end) = found;
    Some(Marker {
        scheme,
        number,
        above,
        label: start + words.bytes(label),
        end: start + words.bytes(end),
    })
}

/// Scheme, number, numbers above, characters of the label, characters up to the words.
type Found = (Scheme, u32, Vec<u32>, usize, usize);

/// （一） and （1）; the first bracket may be missing.
fn bracketed(line: &Line) -> Option<Found> {
    let at = usize::from(line.at(0) == Some('('));
    let (number, end) = line.number(line.spaces(at))?;
    let end = line.spaces(end);
    (line.at(end) == Some(')')).then_some(())?;
    let han = line.han(line.spaces(at)).is_some();
    let scheme = if han {
        Scheme::HanBracket
    } else {
        Scheme::DigitBracket
    };
    let mut label = end + 1;
    // （1）、 and （1）.
    label += usize::from(line.at(label).is_some_and(|c| matches!(c, '、' | '.')));
    Some((scheme, number, Vec::new(), label, line.spaces(label)))
}

/// 一、 and 一.
fn han(line: &Line) -> Option<Found> {
    let (number, end) = line.han(0)?;
    let end = line.spaces(end);
    let closed = matches!(line.at(end), Some('、' | '.' | ':' | ',' | ';'));
    closed.then(|| {
        (
            Scheme::Han,
            number,
            Vec::new(),
            end + 1,
            line.spaces(end + 1),
        )
    })
}

/// I. and Ⅱ、
fn roman(line: &Line) -> Option<Found> {
    let (number, end) = line.roman(0)?;
    let closed = matches!(line.at(end), Some('.' | '、'));
    let next = line.at(end + 1);
    // A.I. and V.K. are names.
    let initial = next.is_some_and(|c| c.is_ascii_alphanumeric());
    (closed && !initial).then(|| {
        let after = line.spaces(end + 1);
        (Scheme::Roman, number, Vec::new(), end + 1, after)
    })
}

/// 1. and 1、 and 1.1
fn digits(line: &Line) -> Option<Found> {
    let mut at = usize::from(line.at(0) == Some('§'));
    let mut numbers = Vec::new();
    while let Some((number, end)) = line.digits(at) {
        numbers.push(number);
        at = end;
        if line.at(end) == Some('.') && line.digits(end + 1).is_some() {
            at = end + 1;
        } else {
            break;
        }
    }
    let number = numbers.pop()?;
    let dotted = matches!(line.at(line.spaces(at)), Some('.' | '、'));
    if numbers.is_empty() {
        let end = line.spaces(at) + 1;
        return dotted.then(|| (Scheme::Digit, number, numbers, end, line.spaces(end)));
    }
    // 3.5 学分 and 2021.9 number nothing.
    let plain = numbers.iter().all(|n| (1..=50).contains(n)) && (1..=99).contains(&number);
    let end = if dotted { line.spaces(at) + 1 } else { at };
    let next = line.at(line.spaces(end))?;
    let words = !QUANTITIES.contains(next)
        && (next.is_alphabetic() || matches!(next, '"' | '“' | '《' | '【'));
    let depth = numbers.len() + 1;
    (plain && words).then(|| {
        (
            Scheme::Decimal(depth),
            number,
            numbers,
            end,
            line.spaces(end),
        )
    })
}

/// ①, •, A.
fn sign(line: &Line) -> Option<Found> {
    let first = line.at(0)?;
    let found = |scheme, number| Some((scheme, number, Vec::new(), 1, line.spaces(1)));
    let within = |low: char, high: char| (low..=high).contains(&first);
    let ordinal = |low: char| u32::from(first) - u32::from(low) + 1;
    if within('①', '⑳') {
        return found(Scheme::Circle, ordinal('①'));
    }
    if within('⑴', '⒇') {
        return found(Scheme::DigitBracket, ordinal('⑴'));
    }
    if within('⒈', '⒛') {
        return found(Scheme::Digit, ordinal('⒈'));
    }
    if BULLETS.contains(first) {
        return found(Scheme::Bullet, 0);
    }
    let spaced = line.at(1).is_some_and(char::is_whitespace);
    if matches!(first, '-' | '*' | '–') && spaced {
        return found(Scheme::Bullet, 0);
    }
    let closed = matches!(line.at(1), Some('.' | ')' | '、'));
    let letter = first.is_ascii_alphabetic()
        && closed
        && !line.at(2).is_some_and(|c| c.is_ascii_alphanumeric());
    let number = u32::from(first.to_ascii_lowercase()).saturating_sub(u32::from('a')) + 1;
    letter.then(|| (Scheme::Letter, number, Vec::new(), 2, line.spaces(2)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::rules::names::UNITS;

    /// The scheme, the number, the label and the words.
    fn drawn(text: &str) -> String {
        let Some(found) = marker(text) else {
            return "-".to_owned();
        };
        let scheme = match found.scheme {
            Scheme::Unit(index) => UNITS[index].0.to_owned(),
            other => format!("{other:?}"),
        };
        let (label, words) = (&text[..found.label], &text[found.end..]);
        format!("{scheme} {} [{}] {words}", found.number, label.trim())
    }

    #[test]
    fn markers() {
        for (text, expected) in [
            ("第一章 绪论", "章 1 [第一章] 绪论"),
            ("第 12 章绪论", "章 12 [第 12 章] 绪论"),
            ("第一章：绪论", "章 1 [第一章] 绪论"),
            ("第三章", "章 3 [第三章] "),
            ("第一章的学习内容", "-"),
            ("第一章和第二章", "-"),
            ("第3周 栈", "周 3 [第3周] 栈"),
            ("第二单元 甲", "单元 2 [第二单元] 甲"),
            ("项目一 认识客户", "项目 1 [项目一] 认识客户"),
            ("项目一般要求", "-"),
            ("模块1：数据（2学时）", "模块 1 [模块1] 数据（2学时）"),
            ("模块2数据", "模块 2 [模块2] 数据"),
            ("学习任务3 甲", "学习任务 3 [学习任务3] 甲"),
            ("任务1.2 甲", "Decimal(2) 2 [任务1.2] 甲"),
            ("Task 2.1 A", "Decimal(2) 1 [Task 2.1] A"),
            ("第3-4讲 甲", "讲 3 [第3-4讲] 甲"),
            ("第一、二章 甲", "章 1 [第一、二章] 甲"),
            ("第一和第二", "-"),
            ("Chapter 2 Lists", "chapter 2 [Chapter 2] Lists"),
            ("Units of length", "-"),
            ("第一节 栈", "Section 1 [第一节] 栈"),
            ("一、课程信息", "Han 1 [一、] 课程信息"),
            ("十二. 说明", "Han 12 [十二.] 说明"),
            ("一对一营销", "-"),
            ("（三）教学难点", "HanBracket 3 [（三）] 教学难点"),
            ("(三 ) 难点", "HanBracket 3 [(三 )] 难点"),
            ("1.客户", "Digit 1 [1.] 客户"),
            ("1．客户", "Digit 1 [1．] 客户"),
            ("2、 客户", "Digit 2 [2、] 客户"),
            ("2位学生", "-"),
            ("2015.3", "-"),
            ("3.5学分", "-"),
            ("3.1 栈", "Decimal(2) 1 [3.1] 栈"),
            ("3.1.2栈", "Decimal(3) 2 [3.1.2] 栈"),
            ("（1）甲", "DigitBracket 1 [（1）] 甲"),
            ("2) 甲", "DigitBracket 2 [2)] 甲"),
            ("③甲", "Circle 3 [③] 甲"),
            ("⑵甲", "DigitBracket 2 [⑵] 甲"),
            ("• 甲", "Bullet 0 [•] 甲"),
            ("- 甲", "Bullet 0 [-] 甲"),
            ("II. 甲", "Roman 2 [II.] 甲"),
            ("Ⅱ、甲", "Roman 2 [Ⅱ、] 甲"),
            ("V.K. 甲", "-"),
            ("Part Two 甲", "part 2 [Part Two] 甲"),
            ("Unit IV Food", "unit 4 [Unit IV] Food"),
            ("A. 甲", "Letter 1 [A.] 甲"),
            ("A.I.", "-"),
            ("", "-"),
        ] {
            assert_eq!(drawn(text), expected, "{text}");
        }
    }
}
