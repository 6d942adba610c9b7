//! What words mean, as tables: [`names`] of headings and fields, heads of [`columns`],
//! [`words`] within texts and [`phrases`] around them. Here they are only looked up.

use std::collections::BTreeMap;
use std::sync::LazyLock;

pub mod columns;
pub mod names;
pub mod phrases;
pub mod words;

use crate::import::words::{fold, key};
use columns::{COLUMNS, Column};
use names::{BEFORE, BEHIND, Means, NAMES};

/// Names by their key; a name in two lines has the meanings of both.
static BY_NAME: LazyLock<BTreeMap<&'static str, Vec<Means>>> = LazyLock::new(|| {
    let mut all: BTreeMap<&'static str, Vec<Means>> = BTreeMap::new();
    for (names, means) in NAMES {
        for name in names.split_whitespace() {
            all.entry(name).or_default().extend(*means);
        }
    }
    all
});

/// Characters of the longest name.
static LONGEST: LazyLock<usize> = LazyLock::new(|| {
    BY_NAME
        .keys()
        .map(|name| name.chars().count())
        .max()
        .unwrap_or(0)
});

static BY_HEAD: LazyLock<BTreeMap<&'static str, Column>> = LazyLock::new(|| {
    let heads = COLUMNS
        .iter()
        .flat_map(|(heads, column)| heads.split_whitespace().map(move |head| (head, *column)));
    heads.collect()
});

/// What a name means, as it is or without words that add nothing.
pub fn exact(name: &str) -> Option<&'static [Means]> {
    let name = key(name);
    let known = |name: &str| BY_NAME.get(name).map(Vec::as_slice);
    if let Some(means) = known(&name) {
        return Some(means);
    }
    let bare = BEFORE.iter().find_map(|word| name.strip_prefix(word));
    if let Some(means) = bare.and_then(known) {
        return Some(means);
    }
    let bare = bare.unwrap_or(&name);
    if let Some(means) = BEHIND
        .iter()
        .find_map(|word| known(bare.strip_suffix(word)?))
    {
        return Some(means);
    }
    // 教学目标(知识、能力): what stands in brackets at the end explains the name.
    let open = bare.rfind('(').filter(|_| bare.ends_with(')'));
    open.and_then(|open| known(&bare[..open]))
        .or_else(|| both_languages(bare))
}

/// 课程目标 Course Objectives, Key points 重点: one of the two is enough, a Latin one that
/// comes first must be known itself.
fn both_languages(name: &str) -> Option<&'static [Means]> {
    let latin = |c: char| c.is_ascii();
    let turn = name
        .char_indices()
        .find(|(at, c)| *at > 0 && latin(*c) != name.starts_with(latin));
    let (one, two) = name.split_at(turn?.0);
    let pure = two.chars().all(|c| latin(c) == two.starts_with(latin));
    let letters = |text: &str| text.chars().filter(char::is_ascii_alphabetic).count() >= 3;
    let trim = |text: &str| {
        text.trim_matches(|c: char| c.is_ascii_punctuation())
            .to_owned()
    };
    let known = |name: &str| BY_NAME.get(trim(name).as_str()).map(Vec::as_slice);
    match one.starts_with(latin) {
        _ if !pure || name.chars().count() > BILINGUAL => None,
        true => known(one).or_else(|| known(two).filter(|_| is_latin_name(&trim(one)))),
        false if letters(two) => known(one),
        false => None,
    }
}

/// Characters of the longest name in two languages.
const BILINGUAL: usize = 64;

/// Whether a Latin key is made of words that names are made of: coursedescription.
fn is_latin_name(key: &str) -> bool {
    let mut reached = vec![false; key.len() + 1];
    reached[0] = true;
    for at in 0..key.len() {
        if !reached[at] || !key.is_char_boundary(at) {
            continue;
        }
        for word in phrases::LATIN
            .iter()
            .filter(|word| key[at..].starts_with(**word))
        {
            reached[at + word.len()] = true;
        }
    }
    key.len() >= 4 && reached[key.len()]
}

/// The same as [`prefix`], for names in one or both languages: Course Code 课程代码.
pub fn prefix_of_both(text: &str) -> Option<(usize, &'static [Means])> {
    let run = |text: &str| {
        let letters =
            |c: char| c.is_ascii_alphabetic() || matches!(c, ' ' | '&' | '/' | '-' | '\'');
        let end = text.find(|c: char| !letters(c)).unwrap_or(text.len());
        end.min(text.len())
    };
    let named = |latin: &str| is_latin_name(&key(latin).replace(['&', '/', '-', '\''], ""));
    let latin = run(text);
    if text.starts_with(|c: char| c.is_ascii_alphabetic()) && named(&text[..latin]) {
        let own = prefix(&text[latin..]);
        if let Some((end, means)) = own {
            return Some((latin + end, means));
        }
    }
    let (end, means) = prefix(text)?;
    let rest = &text[end..];
    let gap = rest.len() - rest.trim_start().len();
    let latin = run(&rest[gap..]);
    let closed = rest[gap + latin..].starts_with([':', '：', '∶']);
    let both = !text.starts_with(|c: char| c.is_ascii()) && latin > 0 && closed;
    match both && named(&rest[gap..gap + latin]) {
        true => Some((end + gap + latin, means)),
        false => Some((end, means)),
    }
}

/// What a heading means whose words only hold a name: by the longest name, the first of
/// those. One of a single character says nothing.
pub fn within(heading: &str) -> Option<(&'static str, &'static [Means])> {
    let heading: Vec<char> = key(heading).chars().collect();
    let mut best: Option<(usize, &'static str, &'static [Means])> = None;
    for start in 0..heading.len() {
        let most = (heading.len() - start).min(*LONGEST);
        for length in (2..=most).rev() {
            if best.is_some_and(|(longest, ..)| longest >= length) {
                break;
            }
            let part: String = heading[start..start + length].iter().collect();
            // Latin names are words, not parts of words.
            if let Some((name, means)) = BY_NAME.get_key_value(part.as_str())
                && !name.is_ascii()
            {
                best = Some((length, name, means));
            }
        }
    }
    best.map(|(_, name, means)| (name, means))
}

/// The longest name that a text starts with, white space within it aside: the bytes it takes
/// and what it means.
pub fn prefix(text: &str) -> Option<(usize, &'static [Means])> {
    let mut name = String::new();
    let mut best = None;
    for (count, (at, c)) in text
        .char_indices()
        .filter(|(_, c)| !c.is_whitespace())
        .enumerate()
    {
        if count >= *LONGEST {
            break;
        }
        name.push(fold(c).to_ascii_lowercase());
        if let Some(means) = BY_NAME.get(name.as_str()) {
            best = Some((at + c.len_utf8(), means.as_slice()));
        }
    }
    best
}

/// What a column of this head holds.
pub fn column(head: &str) -> Option<Column> {
    let head = key(head);
    let bare = || {
        head.rfind('(')
            .filter(|_| head.ends_with(')'))
            .map(|open| &head[..open])
    };
    BY_HEAD
        .get(head.as_str())
        .or_else(|| BY_HEAD.get(bare()?))
        .copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::kinds::{CourseKind, InfoKey, PartKind};

    #[test]
    fn tables_are_written_as_they_are_looked_up() {
        let names = NAMES.iter().map(|(names, _)| names);
        for names in names.chain(COLUMNS.iter().map(|(heads, _)| heads)) {
            for name in names.split_whitespace() {
                assert_eq!(key(name), name);
            }
        }
    }

    #[test]
    fn names() {
        let is = |name: &str, means: Means| {
            assert!(
                exact(name).is_some_and(|all| all.contains(&means)),
                "{name}"
            );
        };
        is("总 学 时", Means::Info(InfoKey::Hours));
        is("本章教学重点", Means::Part(PartKind::Key));
        is("教学重点（8分）", Means::Part(PartKind::Key));
        is("学时分配表", Means::Course(CourseKind::Hours));
        assert_eq!(exact("客户关系管理"), None);
    }

    #[test]
    fn names_at_the_start() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(
                prefix(text).map(|(end, _)| &text[..end]),
                expected,
                "{text}"
            );
        };
        check("总 学 时: 72", Some("总 学 时"));
        check("教学重点、难点 甲", Some("教学重点、难点"));
        check("教学重点甲", Some("教学重点"));
        check("甲", None);
    }

    #[test]
    fn names_within_headings() {
        let check = |heading: &str, expected: Option<&str>| {
            assert_eq!(within(heading).map(|(name, _)| name), expected, "{heading}");
        };
        check("本学期课程教学内容及学时安排", Some("课程教学内容"));
        check("各章节的重点和难点说明", Some("重点和难点"));
        check("客户", None);
    }
}
