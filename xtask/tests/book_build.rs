//! Builds of whole books, from outside.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::sync::atomic::Ordering;

use support::{Book, tree};
use xtask::book::build::{Options, build, normal_base};

#[test]
fn a_plain_book_becomes_a_site() {
    let book = Book::plain();
    let site = book.build().unwrap();
    assert_eq!(site.pages, 3, "two chapters and 404");
    let mut files: Vec<_> = tree(&book.dest()).into_keys().collect();
    files.retain(|file| !file.starts_with("search/") && !file.starts_with("assets/icon-"));
    let asset = files
        .iter()
        .find(|f| f.starts_with("assets/site-"))
        .unwrap();
    assert_eq!(
        files,
        [
            ".kegang",
            ".nojekyll",
            "404.html",
            asset,
            "index.html",
            "llms.txt",
            "manifest.webmanifest",
            "note.txt",
            "print.html",
            "sub/two.html",
            "sw.js"
        ]
    );
    let page = fs::read_to_string(book.dest().join("sub/two.html")).unwrap();
    assert!(page.contains(&format!("../{asset}")), "{page}");
}

#[test]
fn two_builds_are_byte_identical() {
    for book in [Book::plain(), Book::repository()] {
        book.build().unwrap();
        let first = tree(&book.dest());
        book.build().unwrap();
        let second = tree(&book.dest());
        let names = |tree: &BTreeMap<String, Vec<u8>>| tree.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&first), names(&second));
        let differ = first
            .iter()
            .filter(|(name, bytes)| second[*name] != **bytes);
        assert_eq!(differ.count(), 0);
    }
}

#[test]
fn a_failed_build_leaves_the_old_site_and_nothing_else() {
    let book = Book::plain();
    book.build().unwrap();
    let before = tree(book.root());
    book.write("src/index.md", "# 一\n\n{{#include missing.md}}\n");
    assert!(book.build().is_err());
    book.write("src/index.md", support::INDEX);
    assert_eq!(before, tree(book.root()));
}

#[test]
fn a_folder_with_other_files_is_never_replaced() {
    let book = Book::plain();
    book.write("book/thesis.txt", "years of work");
    let findings = book.build().unwrap_err();
    assert_eq!(findings[0].code, "destination");
    assert!(book.root().join("book/thesis.txt").exists());
}

#[test]
fn a_destination_that_cannot_be_written_is_told_first() {
    let book = Book::plain();
    book.write("src/SUMMARY.md", "broken [");
    book.write("file", "");
    for dest in ["file", "file/inside", ".", "src/out"] {
        let findings = book.build_into(&book.root().join(dest)).unwrap_err();
        let codes: Vec<_> = findings.iter().map(|f| f.code).collect();
        assert_eq!(codes, ["destination"], "{dest}");
    }
}

#[test]
fn a_destination_in_a_new_folder_is_made() {
    let book = Book::plain();
    let dest = book.root().join("deep/er/site");
    book.build_into(&dest).unwrap();
    assert!(dest.join("index.html").exists());
}

#[test]
fn a_cancelled_build_leaves_nothing() {
    let book = Book::plain();
    book.build().unwrap();
    let before = tree(book.root());
    let options = Options::new(book.root(), book.theme(), book.dest());
    options.cancel.store(true, Ordering::Relaxed);
    let findings = build(&options).unwrap_err();
    assert_eq!(findings[0].code, "interrupted");
    assert_eq!(before, tree(book.root()));
}

#[test]
fn what_a_killed_build_left_is_swept_and_put_back() {
    let book = Book::plain();
    book.build().unwrap();
    // No process has a number like this.
    fs::rename(book.dest(), book.root().join("book.old-4000000000")).unwrap();
    book.write("book.staging-4000000000/half.html", "");
    book.write("src/index.md", "{{#include gone.md}}");
    book.build().unwrap_err();
    assert!(
        book.dest().join("index.html").exists(),
        "the old site is back"
    );
    let names: Vec<_> = tree(book.root()).into_keys().collect();
    assert!(
        !names.iter().any(|name| name.contains("4000000000")),
        "{names:?}"
    );
}

#[test]
fn the_base_is_for_pages_that_can_be_anywhere() {
    let book = Book::plain();
    book.write_theme("index.hbs", "{{#if base_url}}{{ base_url }}{{/if}}");
    let options = Options {
        base: Some("/kegang/".to_owned()),
        ..Options::new(book.root(), book.theme(), book.dest())
    };
    build(&options).unwrap();
    let page = |name| fs::read_to_string(book.dest().join(name)).unwrap();
    assert_eq!(page("404.html"), "/kegang/");
    assert_eq!(page("index.html"), "");
    for (given, normal) in [
        ("kegang", "/kegang/"),
        ("/a/b", "/a/b/"),
        ("/", "/"),
        ("", "/"),
    ] {
        assert_eq!(normal_base(given), normal);
    }
}

#[test]
fn a_book_whose_pages_lie_in_its_root_does_not_swallow_its_site() {
    let book = Book::empty();
    book.write("book.toml", "[book]\nsrc = \".\"\n");
    book.write("SUMMARY.md", "- [One](one.md)\n");
    book.write("one.md", "# One\n");
    book.write("picture.svg", "<svg/>");
    book.build().unwrap();
    let first = tree(&book.dest());
    assert!(first.contains_key("picture.svg"));
    book.build().unwrap();
    assert_eq!(first, tree(&book.dest()));
}
