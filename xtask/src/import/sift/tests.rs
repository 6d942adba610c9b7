#![allow(clippy::unwrap_used)]

use super::*;
use crate::import::read::txt;

/// What is left, and what was taken out with the reason's first letter.
fn check(text: &str, left: &[&str], taken: &[(&str, char)]) {
    let document = txt::read(text);
    let sifted = sift(&document);
    let words = sifted.items.iter().filter_map(Item::row);
    let words: Vec<_> = words
        .map(|row| row.words.as_str())
        .filter(|w| !w.is_empty())
        .collect();
    assert_eq!(words, left, "{text}");
    let out = sifted.taken.iter().map(|taken| {
        let letter = taken.reason.name().chars().next().unwrap();
        (&document.text[taken.span.clone()], letter)
    });
    assert_eq!(out.collect::<Vec<_>>(), taken, "{text}");
}

#[test]
fn pages() {
    check(
        "某大学课程\n甲\n1\n\u{c}某大学课程\n乙\n2\n\u{c}某大学课程\n丙\n3",
        &["甲", "乙", "丙"],
        &[
            ("某大学课程", 'r'),
            ("1", 'p'),
            ("某大学课程", 'r'),
            ("2", 'p'),
            ("某大学课程", 'r'),
            ("3", 'p'),
        ],
    );
    check(
        "甲\n- 3 -\n乙\n第 4 页 共 10 页\n丙",
        &["甲", "乙", "丙"],
        &[("- 3 -", 'p'), ("第 4 页 共 10 页", 'p')],
    );
    check("学时\n2\n3\n4", &["学时", "2", "3", "4"], &[]);
    // The first of them is the title.
    check(
        "数据结构教学大纲\n甲\n\u{c}数据结构教学大纲\n乙\n\u{c}数据结构教学大纲\n丙",
        &["数据结构教学大纲", "甲", "乙", "丙"],
        &[("数据结构教学大纲", 'r'), ("数据结构教学大纲", 'r')],
    );
    // A collection's name above a title is a head on every page.
    let head = "法学院教学大纲汇编";
    check(
        &format!("{head}\n数据结构教学大纲\n甲\n\u{c}{head}\n乙\n\u{c}{head}\n丙"),
        &["数据结构教学大纲", "甲", "乙", "丙"],
        &[(head, 'r'), (head, 'r'), (head, 'r')],
    );
    let head = "HZ Data Structures Syllabus 数据结构教学大纲";
    check(
        &format!("数据结构课程教学大纲\n甲\n\u{c}{head}\n乙\n\u{c}{head}\n丙\n\u{c}{head}\n丁"),
        &["数据结构课程教学大纲", "甲", "乙", "丙", "丁"],
        &[(head, 'r'), (head, 'r'), (head, 'r')],
    );
    // A heading at the head of many pages is a heading.
    check(
        "（六）板书设计\n甲\n\u{c}（六）板书设计\n乙\n\u{c}（六）板书设计\n丙",
        &[
            "（六）板书设计",
            "甲",
            "（六）板书设计",
            "乙",
            "（六）板书设计",
            "丙",
        ],
        &[],
    );
}

#[test]
fn tables_of_contents() {
    check(
        "目  录\n第一章 绪论 1\n第二章 栈\n第一章 绪论\n甲\n第二章 栈\n乙",
        &["第一章 绪论", "甲", "第二章 栈", "乙"],
        &[("目  录", 't'), ("第一章 绪论 1", 't'), ("第二章 栈", 't')],
    );
    check(
        "一、目标 ...... 1\n二、内容 …… 2\n三、考核......12\n一、目标\n甲",
        &["一、目标", "甲"],
        &[
            ("一、目标 ...... 1", 't'),
            ("二、内容 …… 2", 't'),
            ("三、考核......12", 't'),
        ],
    );
    check("甲 2\n乙 3\n丙 4", &["甲 2", "乙 3", "丙 4"], &[]);
}

#[test]
fn copies() {
    let lines: Vec<String> = (1..10).map(|n| format!("{n}、甲{n}")).collect();
    let once = format!("《甲》课程教学大纲\n{}", lines.join("\n"));
    let expected: Vec<&str> = once.lines().collect();
    let taken: Vec<_> = expected.iter().map(|line| (*line, 's')).collect();
    check(&format!("{once}\n{once}"), &expected, &taken);
    let other = once.replace("甲9", "乙9");
    let both: Vec<&str> = once.lines().chain(other.lines()).collect();
    check(&format!("{once}\n{other}"), &both, &[]);
}
