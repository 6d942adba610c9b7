//! The outline becomes content.

use crate::catalog::kinds::{CourseKind, InfoKey};
use crate::import::content::{Content, Info, Notes};
use crate::import::course::section::{Course, own_row};
use crate::import::course::{each, schedule};
use crate::import::outline::{Outline, Unit};
use crate::import::settle;
use crate::import::unit::{Common, KnownLines, Looks, unit};
use crate::import::words::Words;
use crate::import::wrong;

/// Makes content of an outline.
pub fn make(outline: &mut Outline, notes: &mut Notes) -> Content {
    schedule::units(outline, notes);
    let mut content = Content {
        title: outline.title.clone(),
        ..Content::default()
    };
    let (looks, known) = (Looks::of(&outline.units), KnownLines::of(&outline.units));
    let common = Common {
        looks: &looks,
        known: &known,
    };
    let mut own_hours = Vec::new();
    for (number, found) in (1u32..).zip(&outline.units) {
        let (unit, hours) = unit(found, number, &common, notes);
        numbers(number, &outline.units, found, notes);
        own_hours.extend(hours.map(|hours| (number, unit.title.clone(), hours)));
        content.units.push(unit);
    }
    let mut course = Course::new(&outline.units, notes);
    course.front(&outline.front);
    let sections: Vec<_> = outline
        .sections
        .iter()
        .map(|section| course.section(section))
        .collect();
    let Course {
        info,
        questions,
        with_hours,
        ..
    } = course;
    content.info = info;
    english(&mut content);
    split_names(&mut content);
    content.questions = questions;
    content.sections = sections;
    if own_hours.is_empty() && with_hours.is_empty() {
        each::hours(outline, &mut content);
    }
    hours(&mut content, own_hours, &with_hours, notes);
    settle::settle(&mut content, notes);
    wrong::look(&content, notes);
    content
}

/// Of two names, the one in Latin letters is the English one.
fn english(content: &mut Content) {
    let latin = |info: &Info| info.value.as_str().is_ascii();
    let names: Vec<bool> = content
        .info
        .iter()
        .filter(|i| i.key == InfoKey::Title)
        .map(latin)
        .collect();
    if names.contains(&true) && names.contains(&false) {
        let titles = content
            .info
            .iter_mut()
            .filter(|info| info.key == InfoKey::Title);
        titles
            .filter(|info| latin(info))
            .for_each(|info| info.key = InfoKey::English);
    }
}

/// 大学英语 College English as one value is two names.
fn split_names(content: &mut Content) {
    let known = content.info.iter().any(|info| info.key == InfoKey::English);
    let at = content
        .info
        .iter()
        .position(|info| info.key == InfoKey::Title);
    let Some(at) = at.filter(|_| !known) else {
        return;
    };
    let value = content.info[at].value.clone();
    let text = value.as_str();
    let gaps = text.char_indices().filter(|(_, c)| c.is_whitespace());
    let latin = |gap: &usize| {
        let name = text[*gap..].trim();
        let words = name.split_whitespace().count();
        // 甲 / Name stays as it is printed.
        let before = text[..*gap].trim_end();
        let whole = before
            .ends_with(|c: char| !c.is_ascii() && (c.is_alphanumeric() || "）》”".contains(c)));
        whole
            && !before.is_ascii()
            && name.is_ascii()
            && words > 1
            && name.starts_with(|c: char| c.is_ascii_alphabetic())
    };
    if let Some(gap) = gaps.map(|(gap, _)| gap).find(latin) {
        let english = Info {
            key: InfoKey::English,
            label: content.info[at].label.clone(),
            value: value.cut(gap..text.len()),
        };
        content.info[at].value = value.cut(0..gap);
        content.info.insert(at + 1, english);
    }
}

/// Units are numbered without a gap; the printed label tells where the document is not.
fn numbers(number: u32, units: &[Unit], unit: &Unit, notes: &mut Notes) {
    let before = (number as usize)
        .checked_sub(2)
        .and_then(|at| units.get(at));
    let printed = unit.number;
    let expected = before.map_or(1, |before| last_number(before).saturating_add(1));
    if printed != 0 && printed != expected && before.is_none_or(|before| before.number != 0) {
        let message = format!("the document numbers this unit {printed} where {expected} is next");
        notes.doubt(
            "unit-jump",
            &unit.label,
            message,
            "units are numbered on without a gap; the printed label stays",
        );
    }
}

/// 第3-4讲 ends with 4.
fn last_number(unit: &Unit) -> u32 {
    let label = unit.label.as_str();
    let range =
        label.starts_with('第') && label.contains(['-', '—', '–', '~', '～', '至', '到', '、']);
    if !range {
        return unit.number;
    }
    let digits = label.split(|c: char| !c.is_ascii_digit());
    let last = digits.filter_map(|digits| digits.parse().ok()).max();
    last.unwrap_or(0).max(unit.number)
}

/// Whether hours stand right behind a title.
fn ends_with(title: &Words, hours: &Words) -> bool {
    let end = title.places().last().map_or(0, |place| place.end);
    hours
        .start()
        .is_some_and(|start| (end..end + 8).contains(&start))
}

/// Hours that units print themselves, where no table has them.
fn hours(
    content: &mut Content,
    own: Vec<(u32, Words, crate::import::outline::Hours)>,
    tabled: &std::collections::BTreeMap<u32, f64>,
    notes: &mut Notes,
) {
    let holds = |kind: CourseKind| content.sections.iter().position(|s| s.kind == Some(kind));
    let at = holds(CourseKind::Units).or(holds(CourseKind::Hours));
    for (unit, title, hours) in own {
        match (tabled.get(&unit), at) {
            (Some(said), _) => {
                if (said - hours.value).abs() > 1e-6 {
                    let message = format!(
                        "the unit says {} hours, the table of hours {said}",
                        hours.value
                    );
                    notes.doubt(
                        "hours-differ",
                        &hours.words,
                        message,
                        "the table was taken; see which is right",
                    );
                }
            }
            (None, Some(at)) => content.sections[at]
                .rows
                .push(own_row(unit, &title, &hours)),
            // Without a section to hold a row, the hours stay in the title they end.
            (None, None) if ends_with(&title, &hours.words) => {
                let at = unit as usize - 1;
                content.units[at].title.push_spaced(&hours.words);
            }
            (None, None) => {
                let message = "these hours have no section to stand in".to_owned();
                notes.doubt(
                    "hours-unplaced",
                    &hours.words,
                    message,
                    "add a section of kind `hours` and a row for this unit",
                );
            }
        }
    }
}
