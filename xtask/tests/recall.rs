//! Substring recall is total: any run of Han characters that stands in a record, in what it
//! says or in what we say of it, finds that record.

#![allow(clippy::unwrap_used, missing_docs)]

use std::path::Path;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use xtask::search::index::SearchIndex;
use xtask::search::record::Record;
use xtask::search::text::is_cjk;

/// The longest run that is looked for.
const LONGEST: usize = 24;

/// Whether a query finds the record.
fn finds(index: &SearchIndex, query: &str, record: usize) -> bool {
    let answer = index.search(query).unwrap();
    answer.hits.iter().any(|hit| hit.record == record)
}

/// The runs of Han of what a record says.
fn runs(record: &Record) -> Vec<Vec<char>> {
    let fields = [&record.title, &record.text, &record.notes];
    let mut out = Vec::new();
    for field in fields {
        let runs = field.split(|c| !is_cjk(c)).filter(|run| !run.is_empty());
        out.extend(runs.map(|run| run.chars().collect::<Vec<char>>()));
    }
    out
}

/// Words of a course, particles and questions, which the query side treats in their own ways.
fn words() -> impl Strategy<Value = String> {
    const WORDS: [&str; 22] = [
        "客户",
        "关系",
        "满意",
        "度",
        "忠诚",
        "流失",
        "的",
        "与",
        "和",
        "是",
        "什么",
        "为什么",
        "如何",
        "目的",
        "参与",
        "，",
        "。",
        "CRM",
        " ",
        "管理",
        "价值",
        "链",
    ];
    prop::collection::vec(prop::sample::select(WORDS.to_vec()), 1..14).prop_map(|w| w.concat())
}

fn record() -> impl Strategy<Value = Record> {
    (words(), words(), words()).prop_map(|(title, text, notes)| Record {
        title,
        text,
        notes,
        ..Record::default()
    })
}

#[test]
fn any_run_of_made_up_records_finds_its_record() {
    let config = Config {
        cases: 48,
        failure_persistence: None,
        ..Config::default()
    };
    let records = prop::collection::vec(record(), 1..8);
    let picks = prop::collection::vec(any::<(usize, usize, usize, usize)>(), 24);
    TestRunner::new(config)
        .run(&(records, picks), |(records, picks)| {
            let index = SearchIndex::build(records, &[]).unwrap();
            for (which, run, from, length) in picks {
                let number = which % index.records().len();
                let runs = runs(&index.records()[number]);
                if runs.is_empty() {
                    continue;
                }
                let run = &runs[run % runs.len()];
                let from = from % run.len();
                let piece = run.iter().skip(from).take(1 + length % LONGEST);
                let query: String = piece.collect();
                prop_assert!(finds(&index, &query, number), "{query} in {run:?}");
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn any_run_of_the_site_finds_its_record() {
    let book = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let index = xtask::book::check::index(book, &book.join("theme")).unwrap();
    let mut missed = Vec::new();
    for (number, record) in index.records().iter().enumerate() {
        for (at, run) in runs(record).iter().enumerate() {
            // A different place and length in every run, the same in every run of the test.
            let from = (number * 31 + at * 17) % run.len();
            let length = 1 + (number * 7 + at * 13) % LONGEST;
            let query: String = run.iter().skip(from).take(length).collect();
            if at % 4 == number % 4 && !finds(&index, &query, number) {
                missed.push(format!("{query} in {} ({number})", record.title));
            }
        }
    }
    assert!(
        missed.is_empty(),
        "{} missed: {:#?}",
        missed.len(),
        &missed[..missed.len().min(9)]
    );
}
