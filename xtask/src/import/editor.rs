//! What we have to say about a syllabus because content files ask for it.

use super::Settings;
use super::content::Content;
use super::write::Editor;
use crate::catalog::kinds::InfoKey;
use crate::import::outline::title::numbers;
use crate::import::rules::words::TITLES;

/// Words between the name of the course and what the document is.
const BETWEEN: [&str; 6] = ["课程", "（课程）", "理论课程", "实验课程", "本科", "专业"];

/// Title and label: as asked for, else as the document says, else marked as missing.
pub fn editor(content: &Content, settings: &Settings) -> Editor {
    let title = settings.title.clone().or_else(|| title(content));
    let short = settings
        .short
        .clone()
        .or_else(|| hours(content).map(|hours| format!("{hours} 学时")));
    let note = (settings.title.is_none() && title.is_none())
        .then(|| "原文没有写课程名称，这里的名称是暂定的。".to_owned());
    Editor {
        title_missing: title.is_none(),
        title: title.unwrap_or_else(|| format!("未定名课程 {}", settings.id)),
        short_missing: short.is_none(),
        short: short.unwrap_or_else(|| settings.id.clone()),
        order: settings.order,
        note,
    }
}

/// The name as a field, else the one in the title line.
fn title(content: &Content) -> Option<String> {
    let field = content.info.iter().find(|info| info.key == InfoKey::Title);
    let line = content
        .title
        .as_ref()
        .and_then(|title| in_title(title.as_str()));
    let name = field
        .map(|field| field.value.as_str().to_owned())
        .or(line)?;
    let name = name.trim_matches(['《', '》', ' ', '“', '”', '"']).trim();
    let says = name.chars().any(char::is_alphanumeric);
    says.then(|| name.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// 《客户关系管理》课程教学大纲, 数据结构教学大纲
fn in_title(title: &str) -> Option<String> {
    if let Some((_, rest)) = title.split_once('《') {
        return rest.split_once('》').map(|(name, _)| name.to_owned());
    }
    let words: Vec<&str> = title.split_whitespace().collect();
    let said = |word: &str| TITLES.iter().filter_map(|title| word.find(title)).min();
    let bare = |name: &str| {
        let bare = BETWEEN.iter().find_map(|word| name.strip_suffix(word));
        Some(bare.unwrap_or(name).to_owned()).filter(|name| !name.is_empty())
    };
    let found = words.iter().enumerate();
    let mut found = found.filter_map(|(at, word)| Some((at, &word[..said(word)?])));
    match found.next() {
        None => Some(words.join(" ")).filter(|name| !name.is_empty()),
        // 某大学 数据结构 课程教学大纲: the word before the one that says what it is.
        Some((at, own)) => bare(own).or_else(|| bare(words.get(at.checked_sub(1)?)?)),
    }
}

/// The printed total, else the sum of the units.
fn hours(content: &Content) -> Option<f64> {
    let field = content.info.iter().find(|info| info.key == InfoKey::Hours);
    let printed = field.and_then(|field| numbers(field.value.as_str()).first().copied());
    let rows = content.sections.iter().flat_map(|section| &section.rows);
    let sum: f64 = rows.map(|row| row.hours).sum();
    printed.or((sum > 0.0).then_some(sum))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_titles() {
        let check = |title: &str, expected: Option<&str>| {
            assert_eq!(in_title(title).as_deref(), expected, "{title}");
        };
        check("《客户关系管理》课程教学大纲", Some("客户关系管理"));
        check("数据结构课程教学大纲", Some("数据结构"));
        check("某大学 数据结构 课程教学大纲", Some("数据结构"));
        check(
            "某大学 《数据结构》 课程教学大纲（2023版）",
            Some("数据结构"),
        );
        check(
            "高等数学A（上）教学大纲 （Advanced Mathematics）",
            Some("高等数学A（上）"),
        );
        check("教学大纲", None);
    }
}
