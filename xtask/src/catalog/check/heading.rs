//! Printed numbers of headings: 一、 二、 … and （一） （二） …

use crate::catalog::load::WrittenSyllabus;
use crate::catalog::place::File;
use crate::catalog::written::Str;
use crate::diagnostic::Diagnostic;

const DIGITS: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// Warns where the numbers of headings jump, in the course level and in every unit.
pub fn check(syllabus: &WrittenSyllabus, findings: &mut Vec<Diagnostic>) {
    if let Some(course) = &syllabus.course {
        let headings = course.value.section.iter().map(|section| &section.heading);
        in_order(course.file(), headings, findings);
    }
    for (_, unit) in &syllabus.units {
        let headings = unit
            .value
            .part
            .iter()
            .filter_map(|part| part.heading.as_ref());
        in_order(unit.file(), headings, findings);
    }
}

fn in_order<'a>(
    file: File<'_>,
    headings: impl Iterator<Item = &'a Str>,
    findings: &mut Vec<Diagnostic>,
) {
    let mut last: [Option<u32>; 2] = [None; 2];
    for heading in headings {
        let Some((depth, number, length)) = number(heading.get_ref()) else {
            continue;
        };
        let before = last[depth];
        last[depth] = Some(number);
        if depth == 0 {
            // （一） starts anew below every 一、
            last[1] = None;
        }
        if before.is_some_and(|before| number != before + 1) {
            let finding = Diagnostic::warning(
                "numbering-jump",
                "this number does not follow the one before",
            )
            .help("if the document says so, leave it; else a section may be missing");
            findings.push(file.at(finding, file.inside(heading, 0..length)));
        }
    }
}

/// The depth (0 for 一、, 1 for （一）), the number and its length in bytes.
fn number(heading: &str) -> Option<(usize, u32, usize)> {
    let bracket = heading.starts_with(['（', '(']);
    let start = if bracket {
        heading.chars().next()?.len_utf8()
    } else {
        0
    };
    let rest = &heading[start..];
    let length = rest.find(|c| c != '十' && !DIGITS.contains(&c))?;
    let number = value(&rest[..length])?;
    let closing = rest[length..].chars().next()?;
    let closed = if bracket {
        matches!(closing, '）' | ')')
    } else {
        matches!(closing, '、' | '.' | '．')
    };
    let end = if bracket { closing.len_utf8() } else { 0 };
    closed.then_some((usize::from(bracket), number, start + length + end))
}

/// 一 to 九十九.
fn value(numeral: &str) -> Option<u32> {
    let digit = |text: &str, none: u32| {
        if text.is_empty() {
            return Some(none);
        }
        (1..).zip(DIGITS).find_map(|(value, digit)| {
            let same = text.strip_prefix(digit).is_some_and(str::is_empty);
            same.then_some(value)
        })
    };
    match numeral.split_once('十') {
        Some((tens, ones)) => Some(digit(tens, 1)? * 10 + digit(ones, 0)?),
        None if numeral.is_empty() => None,
        None => digit(numeral, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        let check = |heading: &str, expected: Option<(usize, u32)>| {
            let found = number(heading).map(|(depth, number, _)| (depth, number));
            assert_eq!(found, expected, "{heading}");
        };
        check("一、课程信息", Some((0, 1)));
        check("十、说明", Some((0, 10)));
        check("十二、说明", Some((0, 12)));
        check("二十、说明", Some((0, 20)));
        check("九十九、说明", Some((0, 99)));
        check("（三）教学难点", Some((1, 3)));
        check("(三) 教学难点", Some((1, 3)));
        check("【教学内容】", None);
        check("一对一营销", None);
        check("十十、", None);
        check("一二、", None);
        check("（三", None);
        check("", None);
    }
}
