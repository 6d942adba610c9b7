//! `content/` to catalogue and findings, through the one entry point.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;

use xtask::catalog::model::{ItemRef, QuestionKind, Run};
use xtask::catalog::{self, Loaded};
use xtask::diagnostic::{Diagnostic, Severity};

const COURSE: &str = "[editor]\ntitle = \"甲课\"\nshort = \"16 学时\"\n";
const HEAD: &str = "label = \"单元\"\ntitle = \"认识客户\"\n";

/// Loads a book of these files.
fn load(files: &[(&str, &str)]) -> Loaded {
    let dir = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = dir.path().join("content").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    catalog::load(dir.path())
}

/// A syllabus with units of these bodies, each from line 4 on. Where a body needs a
/// document, its printed words are taken to be in it.
fn units(bodies: &[&str]) -> Loaded {
    let units: Vec<(String, String)> = (1..)
        .zip(bodies)
        .map(|(n, body)| {
            (
                format!("a/unit-{n:02}.toml"),
                format!("number = {n}\n{HEAD}{body}"),
            )
        })
        .collect();
    let mut files = vec![("a/syllabus.toml", COURSE)];
    files.extend(
        units
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str())),
    );
    load(&files)
}

/// `code file:line:column` of each error and warning, but for the document that is missing
/// here. Notes are for whole syllabi, which these are not.
fn found(loaded: &Loaded) -> Vec<String> {
    let place = |finding: &Diagnostic| {
        let place = finding.place.clone().unwrap();
        let file = place.file.trim_start_matches("content/").to_owned();
        format!("{} {file}:{}:{}", finding.code, place.line, place.column)
    };
    let findings = loaded.findings.iter();
    findings
        .filter(|finding| finding.code != "no-source" && finding.severity > Severity::Note)
        .map(place)
        .collect()
}

fn item(unit: u32, id: &str) -> ItemRef {
    ItemRef {
        syllabus: "a".to_owned(),
        unit,
        id: id.to_owned(),
    }
}

#[test]
fn a_book_without_content_is_empty() {
    let loaded = load(&[]);
    assert!(loaded.findings.is_empty() && loaded.catalog.syllabi.is_empty());
}

#[test]
fn findings_in_a_unit() {
    let check = |body: &str, expected: &[&str]| {
        let expected: Vec<String> = expected
            .iter()
            .map(|e| e.replace(' ', " a/unit-01.toml:"))
            .collect();
        assert_eq!(found(&units(&[body])), expected, "{body}");
    };
    let point = |text: &str| format!("[[point]]\nid = \"p1\"\ntext = {text}\n");
    check("", &[]);
    check("x = ", &["toml-syntax 4:5"]);
    check(&point("\"见{p2}\""), &["dangling-reference 6:10"]);
    check(
        &point("\"\"\"\n第一行\n第二行{p2}\"\"\""),
        &["dangling-reference 8:4"],
    );
    check(&point("\"\\u89c1{p2}\""), &["dangling-reference 6:15"]);
    check(&point("\"{p1}\""), &["reference-cycle 6:9"]);
    check(&point("\"{p 1}\""), &["dangling-reference 6:9"]);
    check(&point("\"一{ 二\""), &["stray-brace 6:10"]);
    check(&point("\"{{一}}\""), &[]);
    check(&point("\"　\""), &["empty-text 6:8"]);
    check(&point("\"甲\"\nterms = [\"\"]"), &["empty-text 7:10"]);
    check(&point("\"甲\"\nsame = \"p1\""), &["reference-cycle 7:9"]);
    check(
        &point(
            "\"甲\"\nsame = \"q1\"\n[[question]]\nid = \"q1\"\nkind = \"board\"\ntext = \"乙？\"",
        ),
        &["reference-kind 7:9"],
    );
    check("[[point]]\nid = \"P 1\"\ntext = \"甲\"", &["bad-id 5:6"]);
    check(&point("\"甲\"").repeat(2), &["duplicate-id 8:6"]);
    let part = "[[part]]\nkind = \"board\"\nheading = \"板书\"\n";
    check(&part.repeat(2), &["duplicate-id 8:8"]);
    check(
        &format!("{part}text = \"{{board}}\""),
        &["reference-kind 7:9"],
    );
    let erratum = |printed: &str, corrected: &str| {
        format!(
            "[[erratum]]\nid = \"e1\"\nprinted = \"{printed}\"\ncorrected = \"{corrected}\"\nreason = \"误\""
        )
    };
    check(&erratum("认识", "识别"), &[]);
    check(&erratum("认知", "认识"), &["erratum-unmatched 6:11"]);
    check(&erratum("认识", "认识"), &["erratum-same 6:11"]);
    check(&erratum("", "认识"), &["empty-text 6:11"]);
}

#[test]
fn findings_between_files() {
    let check = |files: &[(&str, &str)], expected: &[&str]| {
        assert_eq!(found(&load(files)), expected);
    };
    let unit = |n: u32| format!("number = {n}\n{HEAD}");
    let (one, two, three) = (unit(1), unit(2), unit(3));
    let course = ("a/syllabus.toml", COURSE);
    check(
        &[("a/unit-01.toml", &one)],
        &["missing-file a/syllabus.toml:0:0"],
    );
    check(
        &[course, ("a/unit-02.toml", &two)],
        &["unit-number a/unit-02.toml:1:10"],
    );
    check(
        &[course, ("a/unit-01.toml", &one), ("a/unit-03.toml", &three)],
        &["unit-number a/unit-03.toml:1:10"],
    );
    check(
        &[course, ("a/unit-01.toml", &one), ("a/unit-02.toml", &one)],
        &["unit-number a/unit-02.toml:1:10"],
    );
    check(
        &[course, ("a/unit-1.toml", &one)],
        &["unit-number a/unit-1.toml:0:0"],
    );
    // The broken file is the one finding: neither its number nor what it holds is missed.
    let refers = format!("{three}[[point]]\nid = \"p\"\ntext = \"{{2:p}}\"");
    check(
        &[
            course,
            ("a/unit-01.toml", &one),
            ("a/unit-02.toml", "number = "),
            ("a/unit-03.toml", &refers),
        ],
        &["toml-syntax a/unit-02.toml:1:10"],
    );
    check(
        &[
            course,
            ("a/notes.txt", ""),
            ("a/source.pdf", ""),
            ("readme.md", ""),
            ("a/.hidden", ""),
        ],
        &["unknown-file a/notes.txt:0:0", "unknown-file readme.md:0:0"],
    );
    check(&[("A/syllabus.toml", COURSE)], &["bad-id A:0:0"]);
    check(&[("assets/syllabus.toml", COURSE)], &["bad-id assets:0:0"]);
}

#[test]
fn findings_in_concepts() {
    let check = |text: &str, expected: &[&str]| {
        let unit = format!("number = 1\n{HEAD}[[point]]\nid = \"p1\"\ntext = \"甲\"");
        let loaded = load(&[
            ("a/syllabus.toml", COURSE),
            ("a/unit-01.toml", &unit),
            ("concepts/c.md", text),
        ]);
        let expected: Vec<String> = expected
            .iter()
            .map(|e| e.replace(' ', " concepts/c.md:"))
            .collect();
        assert_eq!(found(&loaded), expected, "{text}");
    };
    let head = "+++\ntitle = \"甲\"\n";
    check(&format!("{head}taught = [\"a/1:p1\"]\n+++\n解释"), &[]);
    check(
        &format!("{head}taught = [\"a/1:p2\"]\n+++\n解释"),
        &["dangling-reference 3:12"],
    );
    check(
        &format!("{head}taught = [\"p1\"]\n+++\n解释"),
        &["dangling-reference 3:12"],
    );
    check(
        &format!("{head}related = [\"d\"]\n+++\n解释"),
        &["dangling-reference 3:13"],
    );
    check(&format!("{head}+++\n"), &["empty-text 2:10"]);
    check(
        &format!("{head}taght = []\n+++\n解释"),
        &["toml-unknown-key 3:1"],
    );
    check("解释", &["toml-syntax 1:1"]);
}

#[test]
fn placeholders_in_placeholders_have_an_end() {
    let chain = |length: usize, of: usize| -> String {
        (0..length)
            .map(|n| {
                format!(
                    "[[point]]\nid = \"p{n}\"\ntext = \"{}客\"\n",
                    format!("{{p{}}}", n + 1).repeat(of)
                )
            })
            .chain([format!("[[point]]\nid = \"p{length}\"\ntext = \"客户\"\n")])
            .collect()
    };
    assert_eq!(found(&units(&[&chain(6, 1)])), [""; 0]);
    let deep = found(&units(&[&chain(2000, 1)]));
    assert!(
        deep.iter()
            .all(|finding| finding.starts_with("reference-cycle")),
        "{deep:?}"
    );
    let wide = found(&units(&[&chain(6, 40)]));
    assert!(
        wide.iter()
            .any(|finding| finding.starts_with("reference-cycle")),
        "{wide:?}"
    );
}

#[test]
fn texts_are_lines_with_items_and_misprints() {
    let loaded = units(&[
        "[[part]]\nkind = \"advice\"\nheading = \"建议\"\ntext = \"\"\"\n 先{p1}。 \n\n  {{再}}应当\n\"\"\"\n[[point]]\nid = \"p1\"\ntext = \"客户{2:p1}\"\n[[erratum]]\nid = \"e1\"\nprinted = \"应当\"\ncorrected = \"应对\"\nreason = \"误\"",
        "[[point]]\nid = \"p1\"\ntext = \"满义度\"\n[[erratum]]\nid = \"e1\"\nprinted = \"满义\"\ncorrected = \"满意\"\nreason = \"误\"",
    ]);
    assert_eq!(found(&loaded), [""; 0]);
    let text = &loaded.catalog.syllabi[0].units[0].parts[0].text;
    assert_eq!(text.read(), "先客户满意度。\n{再}应对");
    assert_eq!(text.printed(), "先客户满义度。\n{再}应当");
    assert_eq!(text.items(), [&item(1, "p1")]);
    assert_eq!(text.0[3], Run::Break);
    let entries: Vec<String> = loaded.catalog.syllabi[0]
        .errata
        .iter()
        .map(|e| format!("{}:{}", e.entry.unit, e.entry.id))
        .collect();
    assert_eq!(entries, ["1:e1", "2:e1"]);
}

#[test]
fn questions_know_every_place_that_asks_them() {
    let ask = "[[question]]\nid = \"hw-1\"\nkind = \"board\"\ntext = \"甲？\"\n[[question]]\nid = \"th-1\"\nkind = \"thinking\"\ntext = \"乙？\"\n[[part]]\nkind = \"board\"\nheading = \"板书\"\nlines = [\"（1）{hw-1}\"]\n[[process]]\nsteps = [\"学习\"]\nstudent = [\"思考{th-1}\"]";
    let again = "[[process]]\nsteps = [\"回顾\"]\ncontent = [\"（1）{1:hw-1}\", \"{1:hw-1}\", \"{1:th-1}\"]";
    let loaded = units(&[ask, again]);
    assert_eq!(found(&loaded), [""; 0]);
    let places = |index: usize| -> Vec<(u32, QuestionKind)> {
        let question = &loaded.catalog.syllabi[0].units[0].questions[index];
        question
            .places
            .iter()
            .map(|place| (place.unit, place.kind))
            .collect()
    };
    assert_eq!(
        places(0),
        [(1, QuestionKind::Board), (2, QuestionKind::Opening)]
    );
    assert_eq!(
        places(1),
        [(1, QuestionKind::Thinking), (2, QuestionKind::Thinking)]
    );
}

#[test]
fn tables_are_checked_against_the_units() {
    let course = format!(
        "{COURSE}[[info]]\nkey = \"hours\"\nlabel = \"总学时\"\nvalue = \"16 学时\"\n[[section]]\nid = \"h\"\nheading = \"一、学时\"\nkind = \"hours\"\nrow = [\n{{ unit = 1, title = \"认 识客户\", hours = 2 }},\n{{ unit = 1, title = \"认识客户\", hours = 1.5 }},\n{{ unit = 7, title = \"认识客户\", hours = nan }},\n]\n[[section]]\nid = \"w\"\nheading = \"三、考核\"\nkind = \"assessment\"\nweight = [\n{{ category = \"平时\", percent = 50 }},\n{{ category = \"平时\", percent = 40.0 }},\n{{ category = \"期末\", percent = 100 }},\n]"
    );
    let unit = format!("number = 1\n{HEAD}");
    let other =
        "number = 2\nlabel = \"第二章\"\ntitle = \"乙\"\n[objective]\nid = \"o\"\ntext = \"甲\"";
    let loaded = load(&[
        ("a/syllabus.toml", &course),
        ("a/unit-01.toml", &unit),
        ("a/unit-02.toml", other),
    ]);
    assert_eq!(
        found(&loaded),
        [
            "hours-sum a/syllabus.toml:7:10",
            "hours-unit a/syllabus.toml:14:10",
            "hours-unit a/syllabus.toml:15:10",
            "bad-number a/syllabus.toml:15:37",
            "numbering-jump a/syllabus.toml:19:12",
            "weights-sum a/syllabus.toml:22:30",
            "no-objective a/unit-01.toml:3:10",
            "hours-missing a/unit-02.toml:1:10",
        ]
    );
}

#[test]
fn concepts_have_every_name() {
    let loaded = units(&[
        "[[section]]\nid = \"s1\"\nlabel = \"第一节\"\ntitle = \"客户\"\nterms = [\"顾客\"]\n[[section.point]]\nid = \"s1-1\"\nlabel = \"1.\"\ntext = \"客户的涵义\"\n[[section.point]]\nid = \"s1-2\"\ntext = \"本章的美\"\nfiller = true\n[[part]]\nkind = \"key\"\nheading = \"重点\"\ntext = \"前一句。掌握{k1}，{k2}。后一句。\"\n[[point]]\nid = \"k1\"\ntext = \"客户含义\"\nsame = \"s1-1\"\n[[point]]\nid = \"k2\"\ntext = \"满义度的测评\"\ntitle = \"测评满意度\"\n[[erratum]]\nid = \"e\"\nprinted = \"满义\"\ncorrected = \"满意\"\nreason = \"误\"",
        "[[point]]\nid = \"p\"\ntext = \"何谓客户\"\nsame = \"1:k1\"\n[[point]]\nid = \"q\"\ntext = \"客 户\"",
    ]);
    assert_eq!(found(&loaded), [""; 0]);
    let concepts = catalog::concepts(&loaded.catalog);
    let drawn: Vec<String> = concepts
        .iter()
        .map(|c| {
            let repeated: Vec<String> = c
                .repeated
                .iter()
                .map(|r| format!("{}:{}", r.unit, r.id))
                .collect();
            format!(
                "{}:{} {} | {} | {} | {} | {}",
                c.place.unit,
                c.place.id,
                c.title,
                c.aliases.join("/"),
                c.breadcrumb.join(" > "),
                c.context,
                repeated.join(" ")
            )
        })
        .collect();
    assert_eq!(
        drawn,
        [
            "1:s1 客户 | 顾客 | 甲课 · 16 学时 > 单元 认识客户 | 客户的涵义 | ",
            "1:s1-1 客户的涵义 | 客户含义/何谓客户 | 甲课 · 16 学时 > 单元 认识客户 > 第一节 客户 | 客户含义；何谓客户 | 1:k1 2:p",
            "1:k2 测评满意度 | 满义度的测评 | 甲课 · 16 学时 > 单元 认识客户 | 掌握客户含义，满意度的测评。 | ",
            "2:q 客 户 |  | 甲课 · 16 学时 > 单元 认识客户 |  | ",
        ]
    );
    let index: Vec<String> = catalog::index(&concepts)
        .iter()
        .map(|group| {
            let entries: Vec<String> = group
                .entries
                .iter()
                .map(|e| format!("{} ×{}", e.title, e.places().len()))
                .collect();
            format!("{} {}", group.letter, entries.join(", "))
        })
        .collect();
    assert_eq!(index, ["C 测评满意度 ×1", "K 客户 ×2, 客户的涵义 ×3"]);
}
