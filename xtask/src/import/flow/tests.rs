use super::*;
use crate::import::read::{markdown, txt};

/// Paragraphs as they are, flattened tables in `[]` with `/` between lines, tables in `{}`.
fn drawn(document: &Document) -> Vec<String> {
    let sifted = sift::sift(document);
    let join = |lines: Vec<Words>| {
        let lines: Vec<String> = lines.iter().map(|line| line.as_str().to_owned()).collect();
        lines.join("/")
    };
    let blocks = blocks(document, &sifted).into_iter();
    blocks
        .map(|block| match &block {
            Block::Para(para) => para.words.as_str().to_owned(),
            Block::Flat(_) => format!("[{}]", join(block.lines())),
            Block::Table(_) => format!("{{{}}}", join(block.lines())),
        })
        .collect()
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(drawn(&txt::read(text)), expected, "{text}");
}

#[test]
fn lines_are_joined() {
    let full = "客".repeat(30);
    let wrapped = format!("{full}\n{full}\n户。\n1.{full}\n户\n2.甲\n{full}，\n户");
    check(
        &wrapped,
        &[
            &format!("{full}{full}户。"),
            &format!("1.{full}户"),
            "2.甲",
            &format!("{full}，户"),
        ],
    );
    check(
        &wrapped.replace('\n', "\n\n"),
        &[
            &format!("{full}{full}户。"),
            &format!("1.{full}户"),
            "2.甲",
            &format!("{full}，户"),
        ],
    );
    check("多媒体课件、板书\n甲", &["多媒体课件、板书", "甲"]);
    check("甲、乙、\n丙", &["甲、乙、丙"]);
    check("《数据结构\n与算法》", &["《数据结构与算法》"]);
    check("Customer\nRelationship", &["Customer", "Relationship"]);
}

#[test]
fn labels_are_put_together() {
    check("课程目\n标：甲", &["课程目标：甲"]);
    check("考\n核\n方\n式\n甲", &["考核方式", "甲"]);
    check("甲\n乙\n丙", &["甲", "乙", "丙"]);
}

#[test]
fn headings_are_cut_loose() {
    check(
        "要求学生理解甲。 【教学重、难点】 乙。 【教学内容】",
        &["要求学生理解甲。", "【教学重、难点】 乙。", "【教学内容】"],
    );
    check(
        "要求学生理解甲。 教学重点】 乙。",
        &["要求学生理解甲。", "教学重点】 乙。"],
    );
    check("教学目的要求】", &["教学目的要求】"]);
    check("掌握甲。第二章 栈", &["掌握甲。", "第二章 栈"]);
    check("掌握甲；难点：乙", &["掌握甲；", "难点：乙"]);
    check("重点：甲 难点：乙", &["重点：甲", "难点：乙"]);
    check("甲。（二）教学重点", &["甲。", "（二）教学重点"]);
    check("复习第二章 栈的内容。", &["复习第二章 栈的内容。"]);
    check(
        "课程名称: 甲 课程性质: 必修",
        &["课程名称: 甲 课程性质: 必修"],
    );
}

#[test]
fn flattened_tables_stay_apart() {
    check(
        "四、学时分配\n章节 教学内容 学时\n1 绪论 2\n2 栈\n和队列 2\n合计 4\n五、教学内容\n第一章 绪论",
        &[
            "四、学时分配",
            "[章节 教学内容 学时/1 绪论 2/2 栈/和队列 2/合计 4]",
            "五、教学内容",
            "第一章 绪论",
        ],
    );
    check(
        "章节 教学内容 学时\n第一章 绪论 2\n第二章 栈 2\n第一章 绪论\n教学目标：甲",
        &[
            "[章节 教学内容 学时/第一章 绪论 2/第二章 栈 2]",
            "第一章 绪论",
            "教学目标：甲",
        ],
    );
    check(
        "序\n号\n教学内容\n学时\n1\n绪论\n2",
        &["[序号/教学内容/学时/1/绪论/2]"],
    );
    check(
        "（五）教学组织\n教学进程 教学内容 教师活动 学生活动\n1.课堂作业\n第一节 甲\n（六）板书设计",
        &[
            "（五）教学组织",
            "[教学进程 教学内容 教师活动 学生活动/1.课堂作业/第一节 甲]",
            "（六）板书设计",
        ],
    );
}

#[test]
fn tables() {
    let text = "甲\n\n| 章 | 学时 |\n|--|--|\n| 绪论 | 2 |\n";
    assert_eq!(drawn(&markdown::read(text)), ["甲", "{章 学时/绪论 2}"]);
}
