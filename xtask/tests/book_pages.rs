//! The pages made from syllabi.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    missing_docs
)]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use scraper::{Html, Selector};
use support::Book;
use xtask::book::prune::files;

/// The share of a document's words that its pages have to show.
const COVERED: f64 = 0.995;

/// Everything that the pages of a site say, white space removed.
fn said(site: &Path) -> String {
    let mut said = String::new();
    let main = Selector::parse("main").unwrap();
    for page in files(site).unwrap() {
        if page.ends_with(".html") && page != "print.html" {
            let html = Html::parse_document(&fs::read_to_string(site.join(&page)).unwrap());
            for text in html.select(&main).flat_map(|main| main.text()) {
                said.extend(text.chars().filter(|c| !c.is_whitespace()));
            }
            said.push('\n');
        }
    }
    said
}

#[test]
fn every_word_of_every_document_stands_on_the_site() {
    let book = Book::repository();
    book.build().unwrap();
    let said = said(&book.dest());
    let mut documents = 0;
    for name in files(&book.root().join("content")).unwrap() {
        if !name.ends_with("/source.txt") {
            continue;
        }
        documents += 1;
        let text = fs::read_to_string(book.root().join("content").join(&name)).unwrap();
        let words: Vec<&str> = text.split_whitespace().collect();
        let missing: Vec<&&str> = words.iter().filter(|word| !said.contains(**word)).collect();
        let share = 1.0 - missing.len() as f64 / words.len() as f64;
        println!(
            "{name}: {:.2} % of {} words, without {missing:?}",
            share * 100.0,
            words.len()
        );
        assert!(share >= COVERED, "{name}: {missing:?}");
    }
    assert!(documents >= 2);
}

#[test]
fn every_record_leads_to_an_anchor() {
    let book = Book::repository();
    book.build().unwrap();
    let loaded = xtask::catalog::load(book.root());
    let index = xtask::book::check::index(book.root(), &book.theme()).unwrap();
    assert!(!loaded.catalog.syllabi.is_empty());
    let mut missing = BTreeSet::new();
    for record in index.records() {
        let (page, id) = record.url.split_once('#').unwrap_or((&record.url, ""));
        let html = fs::read_to_string(book.dest().join(page)).unwrap();
        if !html.contains(&format!("id=\"{id}\"")) {
            missing.insert(record.url.clone());
        }
    }
    assert_eq!(missing, BTreeSet::new());
}

#[test]
fn a_unit_page_reads_like_this() {
    let book = Book::fixture("small");
    book.build().unwrap();
    let html = fs::read_to_string(book.dest().join("ds-8h/unit-01.html")).unwrap();
    let html = Html::parse_document(&html);
    let main = html
        .select(&Selector::parse("main").unwrap())
        .next()
        .unwrap();
    insta::assert_snapshot!(main.inner_html());
}
