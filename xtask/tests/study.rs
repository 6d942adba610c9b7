//! Study files and concepts: what is wrong with them is found at its place, and nothing is
//! asked of a syllabus that has none.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};

use xtask::catalog::{self, Loaded};
use xtask::diagnostic::Diagnostic;

const ONE: &str = "content/ds-8h/study-01.toml";
const STACK: &str = "content/concepts/stack.md";

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books/study")
}

/// The fixture with a file changed, or taken away where `from` is the whole of it.
fn changed(file: &str, from: &str, to: &str) -> Loaded {
    let dir = tempfile::tempdir().unwrap();
    for entry in walkdir::WalkDir::new(fixture().join("content")) {
        let entry = entry.unwrap();
        let path = entry.path().strip_prefix(fixture()).unwrap();
        if entry.file_type().is_dir() {
            fs::create_dir_all(dir.path().join(path)).unwrap();
        } else {
            fs::copy(entry.path(), dir.path().join(path)).unwrap();
        }
    }
    let path = dir.path().join(file);
    let text = fs::read_to_string(&path).unwrap_or_default();
    assert!(text.contains(from), "{file} has no {from}");
    fs::write(&path, text.replacen(from, to, 1)).unwrap();
    catalog::load(dir.path())
}

/// Faults and reminders that nobody has allowed; the notes of other rules come and go with what a small book lacks.
fn told(findings: &[Diagnostic]) -> Vec<String> {
    let findings = findings.iter().filter(|finding| finding.counts());
    let told = |finding: &Diagnostic| {
        let place = finding.place.as_ref().unwrap();
        let file = place.file.strip_prefix("content/").unwrap();
        format!("{} {file}:{}:{}", finding.code, place.line, place.column)
    };
    findings.map(told).collect()
}

#[test]
fn a_whole_book_has_nothing_to_warn_about() {
    let findings = catalog::load(&fixture()).findings;
    assert_eq!(told(&findings), Vec::<String>::new());
}

#[test]
fn what_is_wrong_is_found_at_its_place() {
    let mut wrong = Vec::new();
    let mut check = |file: &str, from: &str, to: &str, expected: &[&str]| {
        let found = told(&changed(file, from, to).findings);
        if found != expected {
            wrong.push(format!("{from} → {to}: {found:#?}"));
        }
    };
    let hw = "question = \"hw-1\"";
    check(
        ONE,
        hw,
        "question = \"hw-9\"",
        &[
            "dangling-reference ds-8h/study-01.toml:2:13",
            "no-outline ds-8h/unit-01.toml:39:6",
        ],
    );
    check(
        ONE,
        hw,
        "question = \"0:ex-1\"",
        &[
            "study-elsewhere ds-8h/study-01.toml:2:13",
            "no-outline ds-8h/unit-01.toml:39:6",
        ],
    );
    check(
        ONE,
        hw,
        "question = \"c1\"",
        &[
            "reference-kind ds-8h/study-01.toml:2:13",
            "no-outline ds-8h/unit-01.toml:39:6",
        ],
    );
    let again =
        "[[answer]]\nquestion = \"hw-1\"\nconcepts = [\"stack\"]\noutline = \"- 甲\"\n[[carrier]]";
    check(
        ONE,
        "[[carrier]]",
        again,
        &["duplicate-entry ds-8h/study-01.toml:11:13"],
    );
    check(
        ONE,
        "[[carrier]]",
        &again.replace("hw-1", "think-1"),
        &["answer-restates ds-8h/study-01.toml:11:13"],
    );
    check(
        ONE,
        "\"stack\", \"queue\"",
        "\"stak\", \"queue\"",
        &["dangling-reference ds-8h/study-01.toml:3:14"],
    );
    check(
        ONE,
        "concepts = [\"stack\", \"queue\"]\n",
        "",
        &["no-concepts ds-8h/study-01.toml:2:12"],
    );
    check(
        ONE,
        "\"家国\"",
        "\"家国情怀\"",
        &[
            "carrier-incomplete ds-8h/study-01.toml:11:11",
            "toml-type ds-8h/study-01.toml:12:11",
        ],
    );
    check(
        ONE,
        "carrier = \"c1\"",
        "carrier = \"hw-1\"",
        &[
            "reference-kind ds-8h/study-01.toml:11:12",
            "no-carrier-use ds-8h/unit-01.toml:51:6",
        ],
    );
    check(
        ONE,
        "at = \"s1-1\"\n",
        "",
        &["carrier-incomplete ds-8h/study-01.toml:11:11"],
    );
    check(
        ONE,
        "at = \"s1-1\"",
        "at = \"hw-1\"",
        &["reference-kind ds-8h/study-01.toml:13:7"],
    );
    check(
        ONE,
        "at = \"s1-1\"",
        "at = \"2:s1\"",
        &["study-elsewhere ds-8h/study-01.toml:13:7"],
    );
    check(
        ONE,
        "\"objective\"",
        "\"c1\"",
        &["reference-kind ds-8h/study-01.toml:16:14"],
    );
    check(
        ONE,
        "[\"家国\", \"自强\"]",
        "[\"家国\", \"自强\", \"诚信\"]",
        &["carrier-themes ds-8h/study-01.toml:11:11"],
    );
    check(
        "content/ds-8h/study-09.toml",
        "",
        "[[answer]]",
        &["toml-missing-key ds-8h/study-09.toml:1:1"],
    );
    check(
        "content/ds-8h/study-09.toml",
        "",
        "[[answer]]\nquestion = \"hw-1\"\noutline = \"- 甲\"",
        &[
            "study-unit ds-8h/study-09.toml:1:1",
            "no-concepts ds-8h/study-09.toml:2:12",
        ],
    );
    check(
        "content/ds-8h/study-9.toml",
        "",
        "",
        &["unit-number ds-8h/study-9.toml:0:0"],
    );
    check(
        STACK,
        "ds-8h/1:s1-1",
        "ds-8h/1:s1-2",
        &["unexplained ds-8h/unit-01.toml:20:6"],
    );
    check(
        STACK,
        "[\"ds-8h/1:s1-1\", \"ds-4h/1:p1\"]",
        "[]",
        &[
            "untaught concepts/stack.md:2:9",
            "unexplained ds-4h/unit-01.toml:11:6",
            "unexplained ds-8h/unit-01.toml:20:6",
        ],
    );
    check(
        STACK,
        "related = [\"queue\"]",
        "related = [\"queu\"]",
        &["dangling-reference concepts/stack.md:6:13"],
    );
    check(
        STACK,
        "栈是只在",
        "**要点** 栈是只在",
        &["no-definition concepts/stack.md:9:1"],
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a broken file would say is not known, so nothing is missed from it.
#[test]
fn a_broken_study_file_is_one_finding() {
    let broken = changed(ONE, "[[answer]]", "[[answer]");
    assert_eq!(
        told(&broken.findings),
        ["toml-syntax ds-8h/study-01.toml:1:10"]
    );
}

#[test]
fn a_question_that_restates_another_takes_its_answer_over() {
    let loaded = catalog::load(&fixture());
    let syllabus = &loaded.catalog.syllabi[0];
    let [asked, again] = syllabus.units[0].questions.as_slice() else {
        panic!("two questions");
    };
    let answer = asked.answer.as_ref().unwrap();
    assert_eq!(answer.home.id, "hw-1");
    assert_eq!(answer.concepts, ["stack", "queue"]);
    assert_eq!(again.answer.as_ref(), Some(answer));
    assert_eq!(syllabus.questions[0].answer.as_ref().unwrap().home.unit, 0);
    let usage = syllabus.units[0].carriers[0].usage.as_ref().unwrap();
    assert_eq!(usage.at.as_ref().unwrap().id, "s1-1");
    assert_eq!(usage.objective.as_ref().unwrap().id, "objective");
}

#[test]
fn nothing_is_asked_of_a_syllabus_without_study_files() {
    let small = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books/small");
    // What the document itself lacks; nothing of ours.
    let findings = told(&catalog::load(&small).findings);
    let codes: Vec<_> = findings
        .iter()
        .filter_map(|f| f.split(' ').next())
        .collect();
    assert_eq!(codes, ["no-carriers"]);
}
