//! `content/` to catalogue and findings, through the one entry point.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;

use xtask::catalog::{self, Loaded};

const COURSE: &str = r#"
[editor]
title = "甲"
short = "16 学时"
"#;

/// Loads a book of these files.
fn load(files: &[(&str, &str)]) -> Loaded {
    let dir = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    catalog::load(dir.path())
}

/// A syllabus with one unit of this text below its head of three lines.
fn load_unit(body: &str) -> Loaded {
    let unit = format!("number = 1\nlabel = \"第一章\"\ntitle = \"认识客户\"\n{body}");
    load(&[
        ("content/a/syllabus.toml", COURSE),
        ("content/a/unit-01.toml", &unit),
    ])
}

/// The findings about content that a syllabus without its document still has.
fn found(loaded: &Loaded) -> Vec<String> {
    loaded
        .findings
        .iter()
        .map(|finding| {
            let place = finding.place.as_ref().unwrap();
            let file = place.file.trim_start_matches("content/");
            format!(
                "{} {file}:{}:{}+{}",
                finding.code, place.line, place.column, place.width
            )
        })
        .collect()
}

#[test]
fn a_book_without_content_is_empty() {
    let loaded = load(&[("book.toml", "")]);
    assert!(loaded.findings.is_empty());
    assert!(loaded.catalog.syllabi.is_empty());
}

#[test]
fn findings() {
    let check = |body: &str, expected: &[&str]| {
        assert_eq!(found(&load_unit(body)), expected, "{body}");
    };
    check("", &[]);
    check("x = ", &["toml-syntax a/unit-01.toml:4:5+1"]);
    check(
        "x = 1\nnumb = 2",
        &[
            "toml-unknown-key a/unit-01.toml:4:1+1",
            "toml-unknown-key a/unit-01.toml:5:1+4",
        ],
    );
    check("note = 3", &["toml-type a/unit-01.toml:4:8+1"]);
    check(
        "[[part]]\nkind = \"boar\"\nheading = \"三\"",
        &["toml-type a/unit-01.toml:5:8+6"],
    );
    check(
        "[[part]]\nkind = \"board\"",
        &["toml-missing-key a/unit-01.toml:4:1+8"],
    );
    check(
        "[[point]]\nid = \"p\"\ntext = \"见{q}\"",
        &["dangling-reference a/unit-01.toml:6:10+3"],
    );
}
