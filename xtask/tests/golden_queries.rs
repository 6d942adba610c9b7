//! The tantivy engine against the golden queries, over the real site.

#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

mod golden;

use std::path::Path;

use golden::Found;

/// Below this something that worked has been broken.
const BAR: [(f64, f64); 11] = [
    (0.985, 0.995),
    (0.985, 0.99),
    (0.975, 0.99),
    (0.965, 0.98),
    (0.915, 0.96),
    (0.955, 0.985),
    (0.965, 0.985),
    (0.895, 0.965),
    (0.95, 0.985),
    (0.82, 0.855),
    (0.835, 0.87),
];

#[test]
fn students_find_what_they_look_for() {
    let book = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let index = xtask::book::check::index(book, &book.join("theme")).unwrap();
    let mut below: Vec<String> = Vec::new();
    for ((name, queries), (at1, at3)) in std::iter::zip(golden::files(), BAR) {
        let answers: Vec<Vec<Found>> = queries
            .iter()
            .map(|query| {
                let answer = index.search(&query.text).unwrap();
                let hits = answer.hits.iter().take(10);
                hits.map(|hit| {
                    let record = &index.records()[hit.record];
                    Found {
                        kind: serde_json::to_value(record.kind)
                            .unwrap()
                            .as_str()
                            .unwrap()
                            .to_owned(),
                        syllabus: record.syllabus.clone(),
                        unit: record.unit,
                        title: record.title.clone(),
                        names: record
                            .names_of_one_thing()
                            .map(|names| names[0].to_owned())
                            .collect(),
                    }
                })
                .collect()
            })
            .collect();
        let report = golden::measure(&queries, &answers);
        println!("{}", report.text(name));
        let (first, top3) = (report.all.at1(), report.all.at3());
        if first < at1 || top3 < at3 {
            below.push(format!("{name}: hit@1 {first:.3}, hit@3 {top3:.3}"));
        }
    }
    assert!(below.is_empty(), "below the bar: {below:?}");
}
