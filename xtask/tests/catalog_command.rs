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
fn wrong_usage_is_told_apart() {
    assert_eq!(check(&books().join("nowhere"), &[]).status.code(), Some(2));
    assert_eq!(check(&books(), &["--deny", "typos"]).status.code(), Some(2));
}
