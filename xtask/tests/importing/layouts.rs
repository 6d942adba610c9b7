//! Layouts that real syllabi share, one case each: what a short document is understood to
//! say, as far as the case is about it.

use xtask::import::document::{Breaks, Builder, Document, Look, RawCell};
use xtask::import::{self, Imported, Settings};

use crate::documents::understood;
use crate::loaded;

/// A document around what a case is about: `front` above the units, `unit` in the first of
/// two, `shares` and `end` below them.
fn around(front: &str, unit: &str, shares: &str, end: &str) -> String {
    format!(
        "《数据结构》课程教学大纲\n课程名称：数据结构\n{front}\n一、课程目标\n\
         学完本课程，能为问题选择合适的数据结构。\n二、教学内容\n第一章 线性表（4学时）\n{unit}\n\
         第二章 树（4学时）\n重点：二叉树\n三、考核方式\n{shares}\n四、教材\n\
         《数据结构》，严蔚敏，清华大学出版社，2007年\n{end}\n"
    )
}

fn imported(document: &Document) -> Imported {
    let settings = Settings {
        id: "demo".to_owned(),
        ..Settings::default()
    };
    import::of_document("demo", document, &settings)
}

/// Every line is understood, the ones with `-` before them are not, and nothing is lost.
fn check(document: &Document, lines: &[&str]) {
    let found = imported(document);
    let drawn = understood(&loaded("demo", &found.files));
    let all: Vec<&str> = drawn.lines().map(str::trim).collect();
    for line in lines {
        match line.strip_prefix("- ") {
            Some(line) => assert!(!all.contains(&line), "{line}\n{drawn}"),
            None => assert!(all.contains(line), "{line}\n{drawn}"),
        }
    }
    assert_eq!(found.report.unplaced, 0, "{:#?}\n{drawn}", found.findings);
}

fn text(text: &str, lines: &[&str]) {
    let document = import::read::document("demo.txt", text.as_bytes()).unwrap();
    check(&document, lines);
}

/// Rows of cells; `^` goes on with the cell above, `<` with the one to the left, `/` is a
/// line break.
fn table(builder: &mut Builder, rows: &[&str]) {
    let grid: Vec<Vec<&str>> = rows.iter().map(|row| row.split('|').collect()).collect();
    let mut out = Vec::new();
    for (at, row) in grid.iter().enumerate() {
        let mut cells = Vec::new();
        for (column, cell) in row.iter().enumerate() {
            if matches!(*cell, "^" | "<") {
                continue;
            }
            let across = 1 + row[column + 1..].iter().take_while(|c| **c == "<").count();
            let below = grid[at + 1..].iter().map_while(|row| row.get(column));
            cells.push(RawCell {
                text: cell.replace('/', "\n"),
                across,
                down: 1 + below.take_while(|c| **c == "^").count(),
            });
        }
        out.push(cells);
    }
    builder.table(out);
}

/// A Word document: lines, and tables between them.
fn word(pieces: &[&[&str]]) -> Document {
    let mut builder = Builder::new(Breaks::AtParagraphs);
    for piece in pieces {
        if piece.iter().any(|row| row.contains('|')) {
            table(&mut builder, piece);
        } else {
            piece
                .iter()
                .for_each(|line| builder.line(line, Look::default()));
        }
    }
    builder.finish()
}

const TOP: &[&str] = &[
    "《数据结构》课程教学大纲",
    "课程名称：数据结构",
    "总学时：16",
    "一、课程目标",
    "能选择合适的数据结构。",
    "二、教学内容与学时分配",
];
const UNITS: &[&str] = &[
    "《数据结构》课程教学大纲",
    "课程名称：数据结构",
    "一、教学内容",
    "第一章 线性表（4学时）",
    "重点：顺序表",
    "第二章 树（4学时）",
    "重点：二叉树",
    "二、考核方式",
];

#[test]
fn units_in_tables() {
    let both = [
        "== 第1章 | 线性表",
        "== 第2章 | 树",
        "1 线性表: 10 h",
        "2 树: 6 h",
    ];
    for gap in [" ", "/", ""] {
        let rows = [
            "章节|教学内容|教学要求|学时|思政融入点".to_owned(),
            format!("第1章{gap}线性表|1.1 顺序表/1.2 链表|掌握顺序表|10|工匠精神"),
            format!("第2章{gap}树|2.1 二叉树|理解二叉树|6|爱国"),
            "合计|<|<|16|".to_owned(),
        ];
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        check(&word(&[TOP, &rows]), &both);
    }
    check(
        &word(&[
            TOP,
            &[
                "序号|教学单元|主要内容|讲授|实践|学时",
                "1|线性表|顺序表；链表|6|4|10",
                "2|树|二叉树；森林|4|2|6",
                "合计|||10|6|16",
            ],
        ]),
        &["== 1 | 线性表", "1 线性表: 10 h", "2 树: 6 h"],
    );
    check(
        &word(&[
            TOP,
            &[
                "序号|教学单元|主要内容|学时|<|<",
                "^|^|^|讲授|实践|小计",
                "1|线性表|顺序表；链表|6|4|10",
                "2|树|二叉树；森林|4|2|6",
            ],
        ]),
        &["1 线性表: 10 h", "2 树: 6 h"],
    );
    check(
        &word(&[
            TOP,
            &[
                "章次|内容|理论学时|实验学时|合计",
                "一|线性表|6|4|10",
                "二|树|4|2|6",
                "合计||10|6|16",
            ],
        ]),
        &[
            "== 一 | 线性表",
            "== 二 | 树",
            "1 线性表: 10 h",
            "2 树: 6 h",
        ],
    );
}

#[test]
fn experiments_stand_beside_chapters() {
    let chapters: &[&str] = &[
        "章节|教学内容|教学要求|学时",
        "第1章 线性表|1.1 顺序表|掌握顺序表|10",
        "第2章 树|2.1 二叉树|理解二叉树|6",
    ];
    for experiments in [
        &[
            "序号|实验项目名称|主要内容|学时|实验类型",
            "1|链表操作|逆置|2|验证",
            "2|遍历|先序|2|设计",
        ],
        &[
            "序号|实验项目名称|学时|实验类型",
            "1|链表操作|2|验证",
            "2|遍历|2|设计",
        ],
    ] as [&[&str]; 2]
    {
        check(
            &word(&[TOP, chapters, &["（二）实验教学"], experiments]),
            &["1 线性表: 10 h", "2 树: 6 h"],
        );
    }
}

#[test]
fn rows_of_information_go_on_behind_a_section() {
    for (row, expected) in [
        (
            "学时分配|理论：12学时 实验：4学时|<|<",
            "TheoryHours: 理论： → 12学时",
        ),
        ("学时|16（理论12，实验4）|<|<", "PracticeHours: 实验 → 4"),
        ("课程目标|掌握线性表|<|<", "Other: 课程目标 → 掌握线性表"),
        (
            "课程简介|本课程讲授数据结构。|<|<",
            "Other: 课程简介 → 本课程讲授数据结构。",
        ),
    ] {
        let form: &[&str] = &[
            "课程名称|数据结构|<|<",
            "课程编号|CS1|学分|1",
            row,
            "开课学院|计算机学院|开课学期|第4学期",
            "先修课程|C语言|课程负责人|周敏",
        ];
        check(
            &word(&[
                &["一、课程基本信息"],
                form,
                &[
                    "二、教学内容",
                    "第一章 线性表",
                    "重点：顺序表",
                    "第二章 树",
                    "重点：二叉树",
                ],
            ]),
            &[
                expected,
                "Department: 开课学院 → 计算机学院",
                "Prerequisite: 先修课程 → C语言",
            ],
        );
    }
}

#[test]
fn tables_of_shares() {
    let cases: &[(&[&str], &[&str])] = &[
        (
            &[
                "考核类别|考核内容|占总评比例|评价标准",
                "平时成绩（40%）|考勤|10%|缺勤扣分",
                "^|课后作业|30%|按时完成",
                "期末成绩（60%）|闭卷考试|60%|评分标准",
            ],
            &[
                "weight 考核方式 |  | 平时成绩 | : Some(40.0)",
                "weight 平时成绩 |  | 课后作业 | : Some(30.0)",
                "weight 期末成绩 |  | 闭卷考试 | : Some(60.0)",
            ],
        ),
        (
            &[
                "课程目标|考核环节及所占比例（%）|<|<|合计",
                "^|作业|实验|期末|^",
                "课程目标1|5|10|35|50",
                "课程目标2|5|10|35|50",
                "合计|10|20|70|100",
            ],
            &[
                "weight 考核方式 |  | 作业 | : Some(10.0)",
                "weight 考核方式 |  | 期末 | : Some(70.0)",
            ],
        ),
        (
            &[
                "课程目标|作业（10%）|实验（20%）|期末（70%）|权重",
                "课程目标1|50|50|50|0.5",
                "课程目标2|50|50|50|0.5",
            ],
            &["weight 考核方式 |  | 实验 | : Some(20.0)"],
        ),
        (
            &[
                "评价等级|优秀|良好|合格",
                "作业|正确率90%以上|正确率75%以上|正确率60%以上",
            ],
            &["- weight 考核方式 |  | 正确率 | : Some(90.0)"],
        ),
    ];
    for (rows, expected) in cases {
        check(&word(&[UNITS, rows]), expected);
    }
}

#[test]
fn carriers_by_other_names() {
    for label in [
        "案例（思政）：",
        "价值引领：",
        "【课程思政案例】",
        "思政映射与融入点：",
        "案例（思政）\n• ",
    ] {
        text(
            &around("", &format!("重点：顺序表\n{label}红旗渠精神"), "考查", ""),
            &["♥ Literacy 红旗渠精神"],
        );
    }
    for none in ["——", "无"] {
        let drawn = format!("♥ Literacy {none}");
        text(
            &around("", &format!("重点：顺序表\n思政元素：{none}"), "考查", ""),
            &[&format!("- {drawn}")],
        );
    }
}

#[test]
fn key_points_and_questions_in_prose() {
    text(
        &around(
            "",
            "本章讲授顺序表。本章重点是顺序表的插入，难点是链表的逆置。结合案例讨论。",
            "考查",
            "",
        ),
        &[
            "Key: 本章重点是",
            "Difficult: 难点是",
            "· key-1  | 顺序表的插入",
            "· diff-1  | 链表的逆置",
        ],
    );
    text(
        &around(
            "",
            "思考题\n1.链表怎样逆置？\n2.案例分析：某公司的链表为何断了？",
            "考查",
            "",
        ),
        &["? Thinking 案例分析：某公司的链表为何断了？"],
    );
    text(
        &around("", "作业：什么是链表？它有什么优点？", "考查", ""),
        &["? Exercise 什么是链表？它有什么优点？"],
    );
}

#[test]
fn headings_in_two_languages() {
    for (one, two, three) in [
        (
            "I. Course Description 课程简介",
            "II. Objectives 课程目标",
            "III. Teaching Contents 教学内容",
        ),
        ("Ⅰ、课程简介", "Ⅱ、课程目标", "Ⅲ、教学内容"),
        (
            "Part One 课程简介",
            "Part Two 课程目标",
            "Part Three 教学内容",
        ),
    ] {
        text(
            &format!(
                "《数据结构》教学大纲\nCourse Code 课程代码: CS1\n课程名称 Course Name: 数据结构\n{one}\n讲授数据结构。\n{two}\n会用。\n{three}\n第一章 线性表\n重点：顺序表\n第二章 树\n重点：二叉树\n"
            ),
            &[
                &format!("# Note: {one}"),
                &format!("# Goals: {two}"),
                "Code: Course Code 课程代码: → CS1",
                "Title: 课程名称 Course Name: → 数据结构",
            ],
        );
    }
}

#[test]
fn running_heads_and_the_sentences_they_cut() {
    let page = |head: &str, body: &str| format!("{head}\n{body}\n");
    for head in [
        "计算机学院课程教学大纲汇编",
        "XX University · Data Structures Syllabus 数据结构教学大纲",
    ] {
        let pages = [
            page(
                head,
                "《数据结构》课程教学大纲\n课程名称：数据结构\n一、教学内容\n第一章 线性表（4学时）\n重点：顺序表与链表在插入和删除时的时间代价以及它们存储密度的比",
            ),
            page(head, "较。\n第二章 树（4学时）\n重点：二叉树的遍历"),
            page(head, "第三章 图（4学时）\n重点：图的遍历"),
        ];
        text(
            &pages.join("\u{c}"),
            &[
                "《数据结构》课程教学大纲",
                "== 第三章 | 图",
                "顺序表与链表在插入和删除时的时间代价以及它们存储密度的比较。",
            ],
        );
    }
}

#[test]
fn who_signed_is_no_book() {
    for (lines, expected) in [
        (
            "编制：何建军　　审核：罗晓燕　　批准：马国强",
            "Reviewer: 批准： → 马国强",
        ),
        (
            "学院（盖章）：信息学院\t制定时间：2024年1月",
            "Date: 制定时间： → 2024年1月",
        ),
        (
            "Prepared by 执笔人: Chen Lihua 陈丽华",
            "Author: Prepared by 执笔人: → Chen Lihua 陈丽华",
        ),
        ("执笔人：郑国栋\n2021年12月修订", "- book [] 2021年12月修订"),
    ] {
        text(&around("", "重点：顺序表", "考查", lines), &[expected]);
    }
}

#[test]
fn what_looks_wrong_is_said() {
    let codes = |found: &Imported| -> Vec<&str> { found.findings.iter().map(|f| f.code).collect() };
    let said = |text: &str, code: &str| {
        let document = import::read::document("demo.txt", text.as_bytes()).unwrap();
        let found = imported(&document);
        assert!(codes(&found).contains(&code), "{code}: {:?}", codes(&found));
    };
    said(
        &around("总学时：32", "重点：顺序表", "考查", ""),
        "hours-sum",
    );
    said(
        &around("", "重点：顺序表", "平时成绩占30%，期末成绩占60%。", ""),
        "weights-sum",
    );
    let bare = "一、教学内容\n第一章\n重点：顺序表\n第二章\n重点：二叉树\n";
    said(bare, "unit-untitled");
    let right = around(
        "总学时：8",
        "重点：顺序表",
        "平时成绩占40%，期末成绩占60%。",
        "",
    );
    let document = import::read::document("demo.txt", right.as_bytes()).unwrap();
    let wrong = ["hours-sum", "weights-sum", "unit-untitled"];
    assert!(
        !codes(&imported(&document))
            .iter()
            .any(|code| wrong.contains(code))
    );
}
