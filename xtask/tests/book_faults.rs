//! Every fault has its code and its place, and breaks nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use support::{Book, tree};
use xtask::book::check::check;
use xtask::diagnostic::{Diagnostic, Severity, has_errors};

fn fixtures(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/books")
        .join(folder)
}

/// What stops the build of this repository's book with some fault added.
fn errors(book: &Book) -> Vec<String> {
    let mut findings = book.build().unwrap_err();
    findings.retain(|finding| finding.severity == Severity::Error);
    let mut told = told(&findings);
    told.sort();
    told
}

/// `code file:line:column` of every finding.
fn told(findings: &[Diagnostic]) -> Vec<String> {
    let told = |finding: &Diagnostic| match &finding.place {
        Some(place) => format!(
            "{} {}:{}:{}",
            finding.code, place.file, place.line, place.column
        ),
        None => finding.code.to_owned(),
    };
    findings.iter().map(told).collect()
}

#[test]
fn every_fixture_with_a_fault_gives_its_finding() {
    let theme = Book::empty().keep_theme();
    let mut wrong = Vec::new();
    let mut fixtures: Vec<_> = fs::read_dir(fixtures("invalid"))
        .unwrap()
        .flatten()
        .collect();
    fixtures.sort_by_key(|entry| entry.file_name());
    assert!(fixtures.len() > 10);
    for fixture in fixtures {
        let expected = fs::read_to_string(fixture.path().join("expected.txt")).unwrap();
        let expected = expected.trim().replace('\n', " ");
        let before = tree(&fixture.path());
        // Notes remind of what could be better; no fixture is about them.
        let mut found = check(&fixture.path(), &theme);
        found.retain(|finding| finding.severity > Severity::Note);
        let told = told(&found);
        if told != [expected.as_str()] {
            wrong.push(format!(
                "{:?}: {told:?}, not {expected}",
                fixture.file_name()
            ));
        }
        assert_eq!(before, tree(&fixture.path()), "a check changes nothing");
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn whole_books_have_no_errors() {
    let theme = Book::empty().keep_theme();
    for folder in ["small", "plain"] {
        let findings = check(&fixtures(folder), &theme);
        assert!(!has_errors(&findings), "{folder}: {:?}", told(&findings));
    }
}

#[test]
fn a_template_that_fails_is_told_once_with_its_line() {
    let book = Book::repository();
    book.write_theme("templates/unit.md.j2", "# {{ title }}\n\n{{ titel }}\n");
    assert_eq!(errors(&book), ["template theme/templates/unit.md.j2:3:4"]);
    book.write_theme("templates/unit.md.j2", "{% if %}\n");
    assert_eq!(errors(&book), ["template theme/templates/unit.md.j2:1:7"]);
}

#[test]
fn a_frame_that_names_an_unknown_asset_is_told() {
    let book = Book::plain();
    book.write_theme("index.hbs", "<link href=\"@asset(css/nothing.css)\">");
    let told = told(&book.build().unwrap_err());
    assert_eq!(told, ["unknown-asset theme/index.hbs:1:13"]);
}

#[test]
fn a_frame_that_cannot_be_read_is_told() {
    let book = Book::plain();
    book.write_theme("index.hbs", "{{#if}}");
    assert_eq!(book.build().unwrap_err()[0].code, "mdbook");
}

#[test]
fn configuration_is_read_strictly() {
    let book = Book::plain();
    for (text, place) in [
        ("[book]\ntitle = \n", "2:9"),
        ("[preprocessor.katex]\noutput = 1\n", "2:10"),
    ] {
        book.write("book.toml", text);
        let told = told(&book.build().unwrap_err());
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].starts_with("bad-config book.toml:"), "{told:?}");
        assert!(told[0].ends_with(place), "{told:?}, not {place}");
    }
}

#[test]
fn keys_of_an_older_mdbook_are_no_obstacle_but_ours_are_read_strictly() {
    let old = "[book]\nmultilingual = false\n[output.html]\ncurly-quotes = true\n[output.html.print]\npages = 1\n";
    let book = Book::plain();
    book.write("book.toml", old);
    let site = book.build().unwrap();
    assert_eq!(
        told(&site.findings),
        [
            "bad-config book.toml:2:1",
            "bad-config book.toml:4:1",
            "bad-config book.toml:6:1"
        ]
    );
    let book = Book::fixture("small");
    book.write("book.toml", old);
    assert_eq!(errors(&book), ["bad-config book.toml:2:1"]);
    book.write("book.toml", "[output.html]\nprnt = 1\n");
    assert_eq!(errors(&book), ["bad-config book.toml:2:1"]);
}

#[test]
fn a_plain_book_is_built_in_spite_of_small_faults() {
    let book = Book::plain();
    book.write(
        "src/index.md",
        "# One\n\n[gone](gone.md) <b>bold\n\nUS$100 and $200\n",
    );
    let site = book.build().unwrap();
    assert!(
        site.findings
            .iter()
            .all(|f| f.severity == Severity::Warning)
    );
    let mut told = told(&site.findings);
    told.sort();
    assert_eq!(
        told,
        [
            "broken-link src/index.md:3:1",
            "html-unclosed src/index.md:3:17"
        ]
    );
    let page = fs::read_to_string(book.dest().join("index.html")).unwrap();
    assert!(page.contains("US$100 and $200"));
}

#[test]
fn findings_of_several_kinds_come_together() {
    let book = Book::repository();
    book.write(
        "src/index.md",
        "# One {#one}\n\n## Two {#one}\n\n{{#include gone.md}}\n\n$\\nope$\n\n[x](concepts.html#nowhere)\n",
    );
    assert_eq!(
        errors(&book),
        [
            "bad-include src/index.md:5:1",
            "bad-tex src/index.md:7:1",
            "broken-link src/index.md:9:1",
            "duplicate-id src/index.md:3:8",
        ]
    );
}
