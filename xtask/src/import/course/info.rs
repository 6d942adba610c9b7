//! Fields: `k：v`, `k v`, several in a line, a label on a line of its own, two in one
//! (学时/学分：32/2); [`super::fields`] reads tables of them.

use std::ops::Range;

use crate::catalog::kinds::{CourseKind, InfoKey};
use crate::import::content::Info;
use crate::import::outline::title::numbers;
use crate::import::rules::{self, names::Means};
use crate::import::words::{Words, fold, key};

/// Characters of the longest label that is not known.
pub const LABEL: usize = 12;
/// What stands between the numbers of 48（理论 32，实验 16）.
const BETWEEN: [&str; 8] = ["其中", "学时", "课时", "包括", "含", "共", "为", "教学"];

/// A label as found in a line.
struct Label {
    /// Its bytes, with the colon.
    range: Range<usize>,
    /// What it means; several for 学时/学分.
    keys: Vec<InfoKey>,
    /// Where each of several starts and ends, without the colon.
    parts: Vec<Range<usize>>,
    known: bool,
    colon: bool,
}

/// The fields of a line, and what stands before the first of them.
pub fn pairs(words: &Words) -> (Vec<Info>, Words) {
    let text = words.as_str();
    let labels = labels(text);
    let first = labels.first().map_or(text.len(), |label| label.range.start);
    let mut out = Vec::new();
    for (index, label) in labels.iter().enumerate() {
        let end = labels
            .get(index + 1)
            .map_or(text.len(), |next| next.range.start);
        let value = words.cut(label.range.end..end);
        out.extend(fields(words, label, value));
    }
    (out, words.cut(0..first))
}

/// Whether a line starts with a known label.
pub fn starts_field(words: &Words) -> bool {
    labels(words.as_str())
        .first()
        .is_some_and(|label| label.range.start == 0 && label.known)
}

/// The fields that one printed label makes.
fn fields(words: &Words, label: &Label, value: Words) -> Vec<Info> {
    let values = value.as_str().split(['/', '／', '|']).count();
    if label.keys.len() > 1 && values == label.keys.len() {
        let mut at = 0;
        let mut out = Vec::new();
        let parts: Vec<&str> = value.as_str().split(['/', '／', '|']).collect();
        for ((key, part), printed) in label.keys.iter().zip(parts).zip(&label.parts) {
            out.push(Info {
                key: *key,
                label: words.cut(printed.clone()),
                value: value.cut(at..at + part.len()),
            });
            at += part.len();
            at += value.as_str()[at..]
                .chars()
                .next()
                .map_or(0, char::len_utf8);
        }
        return out;
    }
    let key = label.keys.first().copied().unwrap_or(InfoKey::Other);
    let label = words.cut(label.range.clone());
    if key == InfoKey::Hours
        && let Some(parts) = parts_of_hours(&label, &value)
    {
        return parts;
    }
    vec![Info { key, label, value }]
}

/// 48（理论 32，实验 16）: three fields, when nothing else is said.
pub fn parts_of_hours(label: &Words, value: &Words) -> Option<Vec<Info>> {
    let text = value.as_str();
    if text.chars().count() > 60 {
        return None;
    }
    let mut found: Vec<(Range<usize>, InfoKey)> = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let named = rules::prefix(&text[at..]).and_then(|(end, means)| {
            let key = means.iter().find_map(|means| match means {
                Means::Info(key @ (InfoKey::TheoryHours | InfoKey::PracticeHours)) => Some(*key),
                Means::Course(CourseKind::Practice) => Some(InfoKey::PracticeHours),
                _ => None,
            });
            key.map(|key| (end, key))
        });
        match (named, found.last_mut()) {
            // Lectures 讲授 40: one name in two languages.
            (Some((end, key)), Some((last, same)))
                if *same == key && numbers(&text[last.end..at]).is_empty() =>
            {
                last.end = at + end;
                at += end;
            }
            (Some((end, key)), _) => {
                found.push((at..at + end, key));
                at += end;
            }
            (None, _) => at += c.len_utf8(),
        }
    }
    let first = found.first()?.0.start;
    let head = text[..first].trim_end_matches(|c: char| !c.is_alphanumeric());
    let mut out = vec![Info {
        key: InfoKey::Hours,
        label: label.clone(),
        value: value.cut(0..number_end(head)),
    }];
    let mut rest = head[number_end(head)..].to_owned();
    for (index, (name, key)) in found.iter().enumerate() {
        let end = found
            .get(index + 1)
            .map_or(text.len(), |(next, _)| next.start);
        let said = &text[name.end..end];
        let start = said.find(|c: char| fold(c).is_ascii_digit())?;
        let length = said[start..].find(|c: char| !fold(c).is_ascii_digit() && fold(c) != '.');
        let length = length.unwrap_or(said.len() - start);
        rest.push_str(&said[..start]);
        rest.push_str(&said[start + length..]);
        // 其中理论34学时: both belong to what is printed.
        let length = length.max(number_end(&said[start..]));
        let before = text[..name.start].trim_end();
        let lead = ["其中:", "其中：", "其中"]
            .iter()
            .find(|word| before.ends_with(*word));
        let from = lead.map_or(name.start, |word| before.len() - word.len());
        out.push(Info {
            key: *key,
            label: value.cut(from..name.end),
            value: value.cut(name.end + start..name.end + start + length),
        });
    }
    BETWEEN
        .iter()
        .for_each(|word| rest = rest.replace(word, ""));
    let plain = !rest.contains(|c: char| c.is_alphanumeric() && !c.is_ascii_alphabetic());
    (plain && !out[0].value.is_blank()).then_some(out)
}

/// The end of the number that a text starts with, 学时 included.
fn number_end(text: &str) -> usize {
    let digits = text
        .find(|c: char| !fold(c).is_ascii_digit() && fold(c) != '.')
        .unwrap_or(text.len());
    let rest = text[digits..].trim_start();
    let unit = ["学时", "课时"].iter().find(|unit| rest.starts_with(*unit));
    unit.map_or(digits, |unit| text.len() - rest.len() + unit.len())
}

/// What a text means that is one known label and nothing else.
pub fn is_label(text: &str) -> Option<InfoKey> {
    match labels(text).as_slice() {
        [label] if label.known && label.range == (0..text.len()) => label.keys.first().copied(),
        _ => None,
    }
}

/// Where labels stand in a line.
fn labels(text: &str) -> Vec<Label> {
    let mut out: Vec<Label> = Vec::new();
    let mut before = ' ';
    // 48 (Lectures 讲授 40): what brackets hold belongs to the value.
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match fold(c) {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let covered = out.last().is_some_and(|last| at < last.range.end);
        let gap = before.is_whitespace() || matches!(fold(before), ';' | ')');
        before = c;
        let within = depth > 0 && fold(c) != '(' && !out.is_empty();
        if covered || within || c.is_whitespace() || !(at == 0 || gap) {
            continue;
        }
        let Some(label) = label(text, at) else {
            continue;
        };
        // What follows a bare label is its value, even when it could be a label.
        let value_due = out
            .last()
            .is_some_and(|last| text[last.range.end..at].trim().is_empty());
        if !value_due || label.colon {
            out.push(label);
        }
    }
    out
}

fn label(text: &str, at: usize) -> Option<Label> {
    let rest = &text[at..];
    bracketed(rest, at)
        .or_else(|| known_label(rest, at))
        .or_else(|| unknown_label(rest, at))
}

/// 【学 分】3
fn bracketed(rest: &str, at: usize) -> Option<Label> {
    let open = rest.chars().next().filter(|c| fold(*c) == '【')?.len_utf8();
    let (close, sign) = rest
        .char_indices()
        .take(2 * LABEL)
        .find(|(_, c)| fold(*c) == '】')?;
    let key = rules::exact(&rest[open..close]).and_then(info_key)?;
    let mut end = close + sign.len_utf8();
    if let Some((length, true)) = separator(&rest[end..]) {
        end += length;
    }
    Some(Label {
        range: at..at + end,
        keys: vec![key],
        parts: std::iter::once(at..at + end).collect(),
        known: true,
        colon: true,
    })
}

fn known_label(rest: &str, at: usize) -> Option<Label> {
    let (mut end, mut keys) = named(rest)?;
    let mut parts: Vec<_> = std::iter::once(at..at + end).collect();
    while let Some((sign, tail)) =
        after_slash(&rest[end..]).or_else(|| counted(&rest[end..], &keys))
    {
        let Some((length, more)) = named(tail) else {
            break;
        };
        parts.push(at + end + sign..at + end + sign + length);
        keys.extend(more);
        end += sign + length;
    }
    let bare = key(&rest[..end]);
    // 课程名称（中文）
    if rest[end..].trim_start().starts_with(['(', '（'])
        && let Some(close) = rest[end..].find([')', '）']).filter(|close| *close <= 40)
    {
        let after = end + close + rest[end + close..].chars().next().map_or(1, char::len_utf8);
        if separator(&rest[after..]).is_some() {
            end = after;
        }
    }
    let numeric = keys.iter().all(|key| {
        matches!(
            key,
            InfoKey::Hours | InfoKey::TheoryHours | InfoKey::PracticeHours | InfoKey::Credits
        )
    });
    let next_digit = rest[end..]
        .trim_start()
        .chars()
        .next()
        .is_some_and(|c| fold(c).is_ascii_digit());
    let (length, colon) = match separator(&rest[end..]) {
        Some((length, true)) => (length, true),
        // 理论 or 学时 without a colon are labels only before a number.
        Some((length, false)) if bare.chars().count() > 2 || next_digit => (length, false),
        None if numeric && next_digit => (0, false),
        _ => return None,
    };
    Some(Label {
        range: at..at + end + length,
        keys,
        parts,
        known: true,
        colon,
    })
}

/// 学时学分：64/4: a count right behind a count.
fn counted<'a>(rest: &'a str, keys: &[InfoKey]) -> Option<(usize, &'a str)> {
    let counts = |keys: &[InfoKey]| {
        let counted = |key: &InfoKey| matches!(key, InfoKey::Hours | InfoKey::Credits);
        keys.iter().all(counted)
    };
    let (_, next) = named(rest).filter(|_| counts(keys))?;
    (counts(&next) && next != keys).then_some((0, rest))
}

fn after_slash(rest: &str) -> Option<(usize, &str)> {
    let bare = rest.trim_start();
    let sign = bare
        .chars()
        .next()
        .filter(|c| matches!(fold(*c), '/' | '、' | '|'))?;
    let tail = bare[sign.len_utf8()..].trim_start();
    Some((rest.len() - tail.len(), tail))
}

/// A known name at the start, and what it means as a field.
fn named(rest: &str) -> Option<(usize, Vec<InfoKey>)> {
    // 其中理论：32
    let bare = rest.strip_prefix("其中").unwrap_or(rest);
    let bare = bare.trim_start_matches([':', '：']);
    let (end, means) = rules::prefix_of_both(bare)?;
    let key = info_key(means)?;
    Some((rest.len() - bare.len() + end, vec![key]))
}

/// What a name means as a field.
pub fn info_key(means: &[Means]) -> Option<InfoKey> {
    let info = means.iter().find_map(|means| match means {
        Means::Info(key) => Some(*key),
        _ => None,
    });
    info.or_else(|| {
        means.iter().find_map(|means| match means {
            Means::Course(CourseKind::Books) => Some(InfoKey::Textbook),
            Means::Course(CourseKind::Assessment) => Some(InfoKey::Assessment),
            _ => None,
        })
    })
}

/// The colon or gap behind a label: its length, and whether it is a colon.
fn separator(rest: &str) -> Option<(usize, bool)> {
    let bare = rest.trim_start();
    let spaces = rest.len() - bare.len();
    match bare.chars().next() {
        Some(c) if fold(c) == ':' => Some((spaces + c.len_utf8(), true)),
        None => Some((0, false)),
        Some(_) if spaces > 0 => Some((0, false)),
        Some(_) => None,
    }
}

/// A short word before a colon.
fn unknown_label(rest: &str, at: usize) -> Option<Label> {
    let (end, sign) = rest
        .char_indices()
        .take(LABEL + 1)
        .find(|(_, c)| fold(*c) == ':')?;
    let name = &rest[..end];
    let plain = name
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(fold(c), '(' | ')' | '/' | '、'));
    (plain && end > 0 && !name.starts_with(|c: char| c.is_ascii_digit())).then(|| Label {
        range: at..at + end + sign.len_utf8(),
        keys: vec![InfoKey::Other],
        parts: std::iter::once(at..at + end).collect(),
        known: false,
        colon: true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(text: &str) -> Vec<String> {
        let (fields, before) = pairs(&Words::at(text, 0..text.len()));
        let mut out: Vec<String> = Some(before.as_str().to_owned())
            .into_iter()
            .filter(|b| !b.is_empty())
            .collect();
        out.extend(fields.iter().map(|field| {
            format!(
                "{:?} [{}] {}",
                field.key,
                field.label.as_str(),
                field.value.as_str()
            )
        }));
        out
    }

    #[test]
    fn fields_of_a_line() {
        let check = |text: &str, expected: &[&str]| assert_eq!(drawn(text), expected, "{text}");
        check(
            "课程名称: 客户关系管理 课程类型: 理论+实践 课程性质: 必修",
            &[
                "Title [课程名称:] 客户关系管理",
                "Category [课程类型:] 理论+实践",
                "Nature [课程性质:] 必修",
            ],
        );
        check(
            "总 学 时: 72 理论学时:43 实践学时:29 学 分: 4",
            &[
                "Hours [总 学 时:] 72",
                "TheoryHours [理论学时:] 43",
                "PracticeHours [实践学时:] 29",
                "Credits [学 分:] 4",
            ],
        );
        check(
            "课程代码 11081103111 课程类别 专业限选课",
            &[
                "Code [课程代码] 11081103111",
                "Category [课程类别] 专业限选课",
            ],
        );
        check(
            "适用专业 电子商务 总学时 16 总学分 1",
            &[
                "Audience [适用专业] 电子商务",
                "Hours [总学时] 16",
                "Credits [总学分] 1",
            ],
        );
        check(
            "学时：48 其中理论：32 实践：16",
            &[
                "Hours [学时：] 48",
                "TheoryHours [其中理论：] 32",
                "PracticeHours [实践：] 16",
            ],
        );
        check("课程英文名称", &["English [课程英文名称] "]);
        check(
            "学时学分：64学时/4学分",
            &["Hours [学时] 64学时", "Credits [学分] 4学分"],
        );
        check("学时/学分：32/2", &["Hours [学时] 32", "Credits [学分] 2"]);
        check(
            "学分/学时： 3.5 / 64",
            &["Credits [学分] 3.5", "Hours [学时] 64"],
        );
        check(
            "课程名称（中文）：数据结构",
            &["Title [课程名称（中文）：] 数据结构"],
        );
        check(
            "总学时：48（理论32，实验16）",
            &[
                "Hours [总学时：] 48",
                "TheoryHours [理论] 32",
                "PracticeHours [实验] 16",
            ],
        );
        check(
            "学时：48学时（其中实验16学时）",
            &["Hours [学时：] 48学时", "PracticeHours [其中实验] 16学时"],
        );
        check(
            "总学时：48学时，机动2学时",
            &["Hours [总学时：] 48学时，机动2学时"],
        );
        check(
            "周学时：2+2 授课教师：甲",
            &["Other [周学时：] 2+2", "Other [授课教师：] 甲"],
        );
        check("学分3 学时48", &["Credits [学分] 3", "Hours [学时] 48"]);
        check(
            "大纲制订人:黄芳 大纲审定人:冯一娜 制订日期:2015.3",
            &[
                "Author [大纲制订人:] 黄芳",
                "Reviewer [大纲审定人:] 冯一娜",
                "Date [制订日期:] 2015.3",
            ],
        );
        check("本课程是专业课。", &["本课程是专业课。"]);
        check(
            "Course Name: Data Structures Credits: 3",
            &[
                "Title [Course Name:] Data Structures",
                "Credits [Credits:] 3",
            ],
        );
    }
}
