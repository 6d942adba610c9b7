//! Numbers and signs at the start of a line: 第一章, 一、, （一）, 1., 1.1, ①, •.

use crate::import::rules::names::{SECTIONS, UNITS};
use crate::import::words::fold;

/// A kind of numbering.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scheme {
    /// 第一章, 项目一, Chapter 1: an index into [`UNITS`].
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
/// What may stand between a unit's label and its title.
const AFTER_UNIT: [char; 8] = [':', '.', '、', '-', '—', '–', ',', '·'];
/// What stands behind 第一章 in the middle of a sentence.
const WITHIN_SENTENCE: &str = "的所中内和与至到及或后前时开结讲学末起,。;~以是、";
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

/// The first characters of a line, folded: no marker is longer.
struct Line {
    chars: Vec<char>,
    starts: Vec<usize>,
}

impl Line {
    fn new(text: &str) -> Self {
        let (mut chars, mut starts) = (Vec::new(), Vec::new());
        for (at, c) in text.char_indices().take(MOST) {
            chars.push(fold(c));
            starts.push(at);
        }
        let end = starts.last().map_or(0, |at| {
            at + text[*at..].chars().next().map_or(0, char::len_utf8)
        });
        starts.push(end);
        Self { chars, starts }
    }

    fn bytes(&self, at: usize) -> usize {
        self.starts[at.min(self.starts.len() - 1)]
    }

    fn at(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    fn spaces(&self, mut at: usize) -> usize {
        while self.at(at).is_some_and(char::is_whitespace) {
            at += 1;
        }
        at
    }

    fn starts_with(&self, at: usize, word: &str) -> Option<usize> {
        let mut end = at;
        for c in word.chars() {
            let same = self
                .at(end)
                .is_some_and(|found| found.to_ascii_lowercase() == c);
            if !same {
                return None;
            }
            end += 1;
        }
        Some(end)
    }

    /// A number in digits or characters from `at`: its value and its end.
    fn number(&self, at: usize) -> Option<(u32, usize)> {
        self.digits(at).or_else(|| self.han(at))
    }

    fn digits(&self, at: usize) -> Option<(u32, usize)> {
        let mut end = at;
        let mut value = 0u32;
        while let Some(digit) = self.at(end).and_then(|c| c.to_digit(10)) {
            value = value.saturating_mul(10).saturating_add(digit);
            end += 1;
        }
        (1..=3).contains(&(end - at)).then_some((value, end))
    }

    /// A Roman number up to XII, as one character or several.
    fn roman(&self, at: usize) -> Option<(u32, usize)> {
        if let Some(c) = self.at(at).filter(|c| ('Ⅰ'..='Ⅻ').contains(c)) {
            return Some((u32::from(c) - u32::from('Ⅰ') + 1, at + 1));
        }
        let mut end = at;
        while self.at(end).is_some_and(|c| matches!(c, 'I' | 'V' | 'X')) {
            end += 1;
        }
        let said: String = self.chars.get(at..end)?.iter().collect();
        let known = (1..).zip(ROMAN).find(|(_, roman)| *roman == said);
        known.map(|(number, _)| (number, end))
    }

    /// A number in letters: One, II.
    fn latin(&self, at: usize) -> Option<(u32, usize)> {
        let words = (1..).zip(ORDINALS);
        let mut found =
            words.filter_map(|(number, word)| Some((number, self.starts_with(at, word)?)));
        let ends = |end: usize| !self.at(end).is_some_and(char::is_alphanumeric);
        found
            .find(|(_, end)| ends(*end))
            .or_else(|| self.roman(at).filter(|(_, end)| ends(*end)))
    }

    fn han(&self, at: usize) -> Option<(u32, usize)> {
        let mut end = at;
        while self.at(end).is_some_and(|c| c == '十' || HAN.contains(&c)) {
            end += 1;
        }
        han_number(&self.chars[at..end]).map(|value| (value, end))
    }
}

/// No label is longer, in characters.
const MOST: usize = 32;
const ROMAN: [&str; 12] = [
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII",
];
const ORDINALS: [&str; 12] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
];
const HAN: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// 一 to 九十九.
pub fn han_number(chars: &[char]) -> Option<u32> {
    let digit = |c: &char| {
        (1..)
            .zip(HAN)
            .find(|(_, han)| han == c)
            .map(|(value, _)| value)
    };
    match chars {
        [one] if *one != '十' => digit(one),
        ['十'] => Some(10),
        ['十', one] => Some(10 + digit(one)?),
        [tens, '十'] => Some(digit(tens)? * 10),
        [tens, '十', one] => Some(digit(tens)? * 10 + digit(one)?),
        _ => None,
    }
}

/// 第一章 X, 第1讲：X, 项目一 X, 模块1 X; 第一节 X.
fn unit(line: &Line) -> Option<Found> {
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
fn english(line: &Line) -> Option<Found> {
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
