//! Whatever somebody hands it: a result or a clear error, nothing lost, nothing that `check`
//! would call an error.

use std::collections::BTreeMap;
use std::fs;
use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use xtask::catalog;
use xtask::import::{self, Imported, Settings, read, save};

use crate::{errors, fixtures, name};

fn settings() -> Settings {
    Settings {
        id: "demo".to_owned(),
        ..Settings::default()
    }
}

/// The lines of every document that is text, and of the two syllabi of this book.
static LINES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut lines = Vec::new();
    for path in fixtures() {
        if let Ok(document) = read::document(&name(&path), &fs::read(&path).unwrap()) {
            lines.extend(document.text.lines().map(str::to_owned));
        }
    }
    lines.retain(|line| line.chars().count() < 400);
    lines
});

/// Syllabi as no one writes them: lines of many, cut and glued anywhere.
fn syllabus() -> impl Strategy<Value = String> {
    let line = (any::<Index>(), any::<Index>(), 0..8u8).prop_map(|(line, cut, how)| {
        let line = line.get(&LINES);
        let at = cut.index(line.chars().count() + 1);
        match how {
            0 => line.chars().take(at).collect(),
            1 => line.chars().skip(at).collect::<String>() + "\n",
            2 => format!("{line}{line}\n"),
            3 => format!("{line}\n\n"),
            4 => format!("{line}\u{c}"),
            _ => format!("{line}\n"),
        }
    });
    vec(line, 0..60).prop_map(|lines| lines.concat())
}

/// What the files say: every text in them, and what they list as unplaced.
fn said(files: &[(String, String)]) -> String {
    let mut out = String::new();
    for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".toml")) {
        let value: toml::Table = text
            .parse()
            .unwrap_or_else(|e| panic!("{name}: {e}\n{text}"));
        collect(&toml::Value::Table(value), &mut out);
        let mut listed = false;
        for line in text.lines() {
            listed |= line.starts_with("# 没有放进任何字段的原文");
            if let Some((_, words)) = line.split_once(": ").filter(|_| listed) {
                out.push_str(words);
            }
        }
    }
    out
}

fn collect(value: &toml::Value, out: &mut String) {
    match value {
        toml::Value::String(text) => out.push_str(text),
        toml::Value::Array(all) => all.iter().for_each(|value| collect(value, out)),
        toml::Value::Table(all) => all
            .iter()
            .filter(|(key, _)| !["id", "kind", "key", "editor", "same"].contains(&key.as_str()))
            .for_each(|(_, value)| collect(value, out)),
        _ => {}
    }
}

fn counted(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    for c in text.chars().filter(|c| c.is_alphanumeric()) {
        *counts.entry(c).or_default() += 1;
    }
    counts
}

/// Every character is in an item, in the list of the unplaced, or counted as what was left out
/// or written in another way; the files hold what the account says.
fn nothing_is_lost(text: &str, imported: &Imported) -> Result<(), TestCaseError> {
    let report = &imported.report;
    let sum = |counts: &BTreeMap<&'static str, usize>| counts.values().sum::<usize>();
    let told = sum(&report.placed) + sum(&report.understood) + sum(&report.left_out);
    prop_assert_eq!(told + report.unplaced, report.characters);
    let visible = text.chars().filter(|c| !c.is_whitespace()).count();
    prop_assert_eq!(report.characters, visible);
    let (there, found) = (counted(text), counted(&said(&imported.files)));
    let missing: usize = there
        .iter()
        .map(|(c, count)| count.saturating_sub(found.get(c).copied().unwrap_or(0)))
        .sum();
    let elsewhere = sum(&report.understood) + sum(&report.left_out);
    prop_assert!(
        missing <= elsewhere,
        "{missing} characters are gone, {elsewhere} told"
    );
    Ok(())
}

fn holds(name: &str, bytes: &[u8]) -> Result<(), TestCaseError> {
    let Ok(document) = read::document(name, bytes) else {
        return Ok(());
    };
    let imported = import::of_document(name, &document, &settings());
    nothing_is_lost(&document.text, &imported)?;
    let book = tempfile::tempdir().unwrap();
    let folder = save::folder(book.path(), "demo");
    save::write(&folder, name, &imported.files).unwrap();
    let findings = catalog::load(book.path()).findings;
    let errors = errors(&findings);
    prop_assert!(errors.is_empty(), "{errors:#?}");
    Ok(())
}

#[test]
fn nothing_of_any_document_is_lost() {
    for path in fixtures() {
        holds(&name(&path), &fs::read(&path).unwrap()).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_mixture_of_syllabi_becomes_content(text in syllabus()) {
        holds("a.txt", text.as_bytes())?;
    }

    #[test]
    fn any_text_becomes_content(text in "\\PC{0,400}") {
        holds("a.txt", text.as_bytes())?;
    }

    #[test]
    fn any_signs_of_syllabi_become_content(
        words in vec(select(vec![
            "第一章", "第二章 ", "一、", "（一）", "1.", "1.1", "（1）", "①", "•", "【", "】", "：", ":", "；",
            "。", "\n", "\n\n", "\t", "  ", "\u{c}", "教学内容", "重点", "难点", "作业", "思考题", "学时", "4学时",
            "（2学时）", "序号", "周次", "合计", "平时成绩", "40%", "60％", "《", "》", "教材", "课程目标", "思政元素",
            "教师活动", "学生活动", "教学进程", "目录", "……3", "掌握", "了解", "{", "}", "\"", "\\", "'''", "\r\n", "|", "---",
            "# ", "\u{feff}", "\u{2f00}", "\u{e000}", "e\u{301}", "👩‍🏫",
        ]), 0..80)
    ) {
        let text: String = words.concat();
        holds("a.txt", text.as_bytes())?;
        holds("a.md", text.as_bytes())?;
    }

    #[test]
    fn any_bytes_give_a_result_or_a_finding(bytes in vec(any::<u8>(), 0..600), ending in select(vec!["txt", "md", "docx", "pdf", "doc"])) {
        holds(&format!("a.{ending}"), &bytes)?;
    }

    #[test]
    fn spoilt_documents_give_a_result_or_a_finding(file in any::<Index>(), places in vec((any::<Index>(), any::<u8>()), 0..12), end in any::<Index>()) {
        let paths = fixtures();
        let path = file.get(&paths);
        let mut bytes = fs::read(path).unwrap();
        for (place, byte) in &places {
            let at = place.index(bytes.len());
            bytes[at] = *byte;
        }
        if places.len() % 3 == 0 {
            bytes.truncate(end.index(bytes.len()));
        }
        holds(&name(path), &bytes)?;
    }
}
