//! Hours that a sentence gives to every unit: 每讲4学时.

use crate::catalog::kinds::{CourseKind, InfoKey};
use crate::import::content::{Content, HoursRow};
use crate::import::flow::Block;
use crate::import::outline::Outline;
use crate::import::outline::title::numbers;
use crate::import::rules::names::UNITS;
use crate::import::words::fold;

/// Gives every unit its hours where they add up to those of the course.
pub fn hours(outline: &Outline, content: &mut Content) {
    let told = outline
        .sections
        .iter()
        .filter(|section| matches!(section.kind, CourseKind::Units | CourseKind::Hours))
        .flat_map(|section| section.body.iter().flat_map(Block::lines))
        .find_map(|line| of_each(line.as_str()));
    let holds = |kind: CourseKind| content.sections.iter().position(|s| s.kind == Some(kind));
    let at = holds(CourseKind::Units).or(holds(CourseKind::Hours));
    let (Some(each), Some(at)) = (told, at) else {
        return;
    };
    let counts = u32::try_from(content.units.len()).unwrap_or_default();
    let sum = each * f64::from(counts);
    let fits = content.info.iter().any(|info| {
        let hours = matches!(info.key, InfoKey::Hours | InfoKey::TheoryHours);
        let said = numbers(info.value.as_str()).first().copied();
        hours && said.is_some_and(|said| (said - sum).abs() < 1e-6)
    });
    if !fits {
        return;
    }
    let rows = content.units.iter().map(|unit| HoursRow {
        unit: unit.number,
        title: unit.title.clone(),
        hours: each,
        doubt: None,
    });
    content.sections[at].rows = rows.collect();
}

/// The hours in 每讲4学时.
fn of_each(text: &str) -> Option<f64> {
    let mut rest = text;
    while let Some((_, behind)) = rest.split_once('每') {
        rest = behind;
        let words = UNITS.iter().filter(|(word, _)| !word.is_ascii());
        let longest = words
            .filter_map(|(word, _)| behind.strip_prefix(word))
            .min_by_key(|s| s.len());
        let Some(after) = longest else {
            continue;
        };
        let after = after.trim_start_matches(['均', '为', '约', '共', '安', '排', ' ']);
        let digits: String = after
            .chars()
            .map(fold)
            .take_while(|c| c.is_ascii_digit() || *c == '.')
            .collect();
        let behind: String = after.chars().skip(digits.chars().count()).collect();
        let behind = behind.trim_start();
        if behind.starts_with("学时") || behind.starts_with("课时") {
            return digits.parse().ok();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_of_each_unit() {
        for (text, expected) in [
            ("本课程共12讲，每讲4学时。", Some(4.0)),
            ("每单元安排 ２ 课时", Some(2.0)),
            ("每章后有习题，每章3学时", Some(3.0)),
            ("每周4次", None),
            ("每人4学时", None),
        ] {
            assert_eq!(of_each(text), expected, "{text}");
        }
    }
}
