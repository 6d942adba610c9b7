//! `cargo xtask check` as it is called.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn books() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books")
}

fn check(book: &Path, options: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("--book")
        .arg(book)
        .arg("check")
        .args(options)
        .output()
        .unwrap()
}

#[test]
fn every_invalid_book_has_its_one_finding() {
    let mut cases: Vec<PathBuf> = std::fs::read_dir(books().join("invalid"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    cases.sort();
    for case in cases {
        let expected = std::fs::read_to_string(case.join("expected.txt")).unwrap();
        // In a book without syllabi, faults of pages are warnings.
        let output = check(&case, &["--json", "--deny", "warnings"]);
        let lines = String::from_utf8(output.stdout).unwrap();
        // These books are too small to have all that notes remind of.
        let faults = lines
            .lines()
            .filter(|line| !line.contains("\"severity\":\"note\""));
        let found: Vec<String> = faults.map(drawn).collect();
        assert_eq!(found, [expected.trim()], "{}", case.display());
        assert_eq!(output.status.code(), Some(1), "{}", case.display());
    }
}

fn drawn(line: &str) -> String {
    let finding: serde_json::Value = serde_json::from_str(line).unwrap();
    let place = &finding["place"];
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let (code, file) = (text(&finding["code"]), text(&place["file"]));
    format!("{code}\n{file}:{}:{}", place["line"], place["column"])
}

#[test]
fn warnings_fail_when_denied() {
    let small = books().join("small");
    let output = check(&small, &[]);
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains("warning[no-carriers]") && !text.contains('\x1b'),
        "{text}"
    );
    let summary = String::from_utf8(output.stderr).unwrap();
    assert!(summary.starts_with("1 warning (3 notes)\n"), "{summary}");
    assert_eq!(
        check(&small, &["--deny", "warnings"]).status.code(),
        Some(1)
    );
}

#[test]
fn notes_and_what_is_allowed_are_shown_when_asked_for() {
    let small = books().join("small");
    let shown = |options: &[&str]| String::from_utf8(check(&small, options).stdout).unwrap();
    assert!(!shown(&[]).contains("note["));
    assert!(shown(&["--notes"]).contains("note[book-year]"));
    let chinese = shown(&["--notes", "--lang", "zh"]);
    assert!(
        chinese.contains("建议[book-year]: 书目没有出版年"),
        "{chinese}"
    );
    assert!(shown(&["--json"]).contains("\"severity\":\"note\""));
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let output = check(own, &["--deny", "warnings", "--allowed"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert!(
        text.contains("allowed[numbering-jump]") && text.contains("= reason: "),
        "{text}"
    );
}

#[test]
fn codes_are_explained() {
    let output = check(&books(), &["--codes"]);
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains("numbering-jump") && text.contains("编号跳了"),
        "{text}"
    );
    let output = check(&books(), &["--explain", "brackets"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains("括号或引号不成对") && !text.contains("half-width"),
        "{text}"
    );
    assert_eq!(
        check(&books(), &["--explain", "nothing"]).status.code(),
        Some(2)
    );
}

#[test]
fn the_report_is_one_page_that_needs_nothing_else() {
    let small = books().join("small");
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("report.html");
    let output = check(&small, &["--report", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stdout.is_empty());
    let page = std::fs::read(&file).unwrap();
    assert_eq!(
        check(&small, &["--report"]).stdout,
        page,
        "the same content, the same bytes"
    );
    let entries = std::fs::read_dir(dir.path()).unwrap().count();
    assert_eq!(entries, 1, "nothing is left beside the report");

    let page = String::from_utf8(page).unwrap();
    let html = scraper::Html::parse_document(&page);
    let count = |selector: &str| {
        html.select(&scraper::Selector::parse(selector).unwrap())
            .count()
    };
    assert_eq!(
        count("[style], script, link, img, iframe, [onclick], base"),
        0
    );
    assert_eq!(count("style"), 1);
    assert_eq!(count("svg[role=img][aria-label]"), 1);
    assert!(count("table caption") == count("table") && count("table") > 4);
    let style = html
        .select(&scraper::Selector::parse("style").unwrap())
        .next()
        .unwrap();
    let digest = xtask::web::digest::base64(style.text().collect::<String>().as_bytes());
    assert!(page.contains(&format!("default-src 'none'; style-src 'sha256-{digest}'")));
    for words in [
        "数据结构 · 8 学时",
        "第二章没有思政载体，别的章有",
        "严谨求实",
        "钱学森与中国计算机事业案例",
    ] {
        assert!(page.contains(words), "{words}");
    }
    // A folder that is not there is our caller's slip.
    let nowhere = dir.path().join("no/report.html");
    let output = check(&small, &["--report", nowhere.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_new_syllabus_passes() {
    let dir = tempfile::tempdir().unwrap();
    let new = |id: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command
            .arg("--book")
            .arg(dir.path())
            .args(["new", id])
            .output()
            .unwrap()
    };
    std::fs::create_dir(dir.path().join("src")).unwrap();
    std::fs::write(
        dir.path().join("book.toml"),
        "[book]\ntitle = \"书\"\nlanguage = \"zh-CN\"\n",
    )
    .unwrap();
    std::fs::write(
        dir.path().join("src/SUMMARY.md"),
        "# 目录\n\n[首页](index.md)\n",
    )
    .unwrap();
    std::fs::write(dir.path().join("src/index.md"), "# 首页\n\n一本书。\n").unwrap();
    assert_eq!(new("ds-8h").status.code(), Some(0));
    assert_eq!(new("ds-8h").status.code(), Some(2));
    assert_eq!(new("../up").status.code(), Some(2));
    let output = check(dir.path(), &[]);
    assert_eq!(output.status.code(), Some(0));
    assert!(
        String::from_utf8(output.stdout)
            .unwrap()
            .contains("warning[unfilled]")
    );
}

#[test]
fn wrong_usage_is_told_apart() {
    assert_eq!(check(&books().join("nowhere"), &[]).status.code(), Some(2));
    assert_eq!(check(&books(), &["--deny", "typos"]).status.code(), Some(2));
}
