//! Fields: `k：v`, `k v`, several in a line, a label on a line of its own, two in one
//! (学时/学分：32/2); [`super::fields`] reads tables of them.

mod labels;

use std::ops::Range;

pub use self::labels::{LABEL, info_key, is_label};
use self::labels::{Label, labels};
use crate::catalog::kinds::{CourseKind, InfoKey};
use crate::import::content::Info;
use crate::import::outline::title::numbers;
use crate::import::rules::{self, names::Means};
use crate::import::words::{Words, fold};

/// What stands between the numbers of 48（理论 32，实验 16）.
const BETWEEN: [&str; 8] = ["其中", "学时", "课时", "包括", "含", "共", "为", "教学"];

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
