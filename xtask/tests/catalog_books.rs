//! The catalogue of whole books: this repository's, and the fixtures.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use xtask::catalog::model::{Question, QuestionKind, Syllabus};
use xtask::catalog::{self, Loaded};
use xtask::diagnostic::{Diagnostic, has_errors, render};

fn crate_dir() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn load(book: &Path) -> Loaded {
    let loaded = catalog::load(book);
    let texts: String = loaded
        .findings
        .iter()
        .map(|d| render::text(d, false))
        .collect();
    assert!(!has_errors(&loaded.findings), "{texts}");
    loaded
}

#[test]
fn every_fault_is_found_at_its_place() {
    let mut cases: Vec<PathBuf> = std::fs::read_dir(crate_dir().join("tests/books/invalid"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    cases.sort();
    assert!(cases.len() > 10);
    for case in cases {
        let expected = std::fs::read_to_string(case.join("expected.txt")).unwrap();
        // Faults of pages and configuration are none of the catalogue's.
        let ours = expected
            .lines()
            .nth(1)
            .is_some_and(|place| place.starts_with("content/"));
        let expected = if ours { expected.trim() } else { "" };
        let findings = catalog::load(&case).findings;
        // These books are too small to have all that notes remind of.
        let faults = findings.iter().filter(|finding| finding.counts());
        let found: Vec<String> = faults.map(drawn).collect();
        assert_eq!(found.join("\n"), expected, "{}", case.display());
    }
}

fn drawn(finding: &Diagnostic) -> String {
    let place = finding.place.as_ref().unwrap();
    format!(
        "{}\n{}:{}:{}",
        finding.code, place.file, place.line, place.column
    )
}

#[test]
fn fixtures_without_a_fault_have_none() {
    for book in ["tests/books/small", "tests/books/plain"] {
        load(&crate_dir().join(book));
    }
}

/// What the two documents hold was counted by hand.
#[test]
fn the_content_is_whole() {
    let loaded = load(crate_dir().parent().unwrap());
    let of = |id: &str| {
        let mut syllabi = loaded.catalog.syllabi.iter();
        syllabi.find(|syllabus| syllabus.id == id).unwrap()
    };
    let (first, second) = (of("crm-16h"), of("crm-72h"));

    let sections: usize = first.units.iter().map(|unit| unit.sections.len()).sum();
    assert_eq!((first.units.len(), sections), (10, 34));
    assert_eq!(asked(first, QuestionKind::Board), 40);
    assert_eq!(asked(first, QuestionKind::Opening), 20);
    assert_eq!(asked(first, QuestionKind::Thinking), 29);
    let hours: f64 = first.units.iter().filter_map(|unit| unit.hours).sum();
    assert!((hours - 16.0).abs() < 1e-9);
    let without_carriers = first.units.iter().filter(|unit| unit.carriers.is_empty());
    assert_eq!(
        without_carriers.map(|unit| unit.number).collect::<Vec<_>>(),
        [9]
    );

    assert_eq!(second.units.len(), 8);
    assert_eq!(asked(second, QuestionKind::Exercise), 4);
    assert!(
        second
            .units
            .iter()
            .all(|unit| unit.all_points().count() > 0)
    );
}

fn asked(syllabus: &Syllabus, kind: QuestionKind) -> usize {
    let units = syllabus.units.iter().flat_map(|unit| &unit.questions);
    let places = |question: &Question| question.places.iter().filter(|p| p.kind == kind).count();
    syllabus.questions.iter().chain(units).map(places).sum()
}

#[test]
fn every_concept_can_be_listed() {
    let loaded = load(crate_dir().parent().unwrap());
    let concepts = catalog::concepts(&loaded.catalog);
    let listed: usize = catalog::index(&concepts)
        .iter()
        .flat_map(|group| &group.entries)
        .map(|entry| entry.concepts.len())
        .sum();
    assert_eq!(listed, concepts.len());
    for concept in &concepts {
        assert!(
            !concept.title.trim().is_empty() && !concept.title.contains('\n'),
            "{concept:?}"
        );
        assert!(!concept.aliases.contains(&concept.title), "{concept:?}");
    }
}

proptest! {
    // Each case writes and loads a book.
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..Default::default() })]

    /// Whatever a slip of the hand makes of a file, it ends in findings.
    #[test]
    fn a_damaged_file_never_stops_the_others(
        at in 0.0..1.0f64,
        gone in 0usize..40,
        put in "[{}\"'\\[\\]=#\n\\\\客a1.,:-]{0,4}",
    ) {
        let folder = crate_dir().parent().unwrap().join("content/crm-16h");
        let dir = tempfile::tempdir().unwrap();
        let copy = dir.path().join("content/crm-16h");
        std::fs::create_dir_all(&copy).unwrap();
        for name in ["syllabus.toml", "source.txt", "unit-01.toml"] {
            std::fs::copy(folder.join(name), copy.join(name)).unwrap();
        }
        let chars: Vec<char> = std::fs::read_to_string(folder.join("unit-02.toml")).unwrap().chars().collect();
        let from = (at * chars.len() as f64) as usize;
        let to = (from + gone).min(chars.len());
        let damaged: String = chars[..from].iter().copied().chain(put.chars()).chain(chars[to..].iter().copied()).collect();
        std::fs::write(copy.join("unit-02.toml"), damaged).unwrap();

        let loaded = catalog::load(dir.path());
        prop_assert_eq!(loaded.catalog.syllabi[0].units[0].sections.len(), 3);
        catalog::index(&catalog::concepts(&loaded.catalog));
        for finding in &loaded.findings {
            prop_assert!(finding.place.is_some());
            render::text(finding, true);
        }
    }
}
