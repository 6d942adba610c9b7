//! What other tools are given, read back as they would read it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};
use std::path::Path;
use std::sync::LazyLock;

use rusqlite::{Connection, MAIN_DB};
use xtask::catalog;
use xtask::catalog::model::{Catalog, Term};
use xtask::export::{Source, anki, gift, spreadsheet};
use xtask::study::card::{CardKind, cards};
use xtask::web::address::Address;
use xtask::web::{Site, data};

fn catalog() -> Catalog {
    let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books/study");
    catalog::load(&book).catalog
}

fn site() -> &'static Address {
    static SITE: LazyLock<Address> =
        LazyLock::new(|| Address::parse("https://example.org/kegang").unwrap());
    &SITE
}

fn source(catalog: &Catalog) -> Source<'_> {
    Source {
        catalog,
        site: Some(site()),
    }
}

/// The collection inside a package.
fn collection(package: &[u8]) -> Connection {
    let mut archive = zip::ZipArchive::new(Cursor::new(package)).unwrap();
    let mut media = String::new();
    archive
        .by_name("media")
        .unwrap()
        .read_to_string(&mut media)
        .unwrap();
    assert_eq!(media, "{}");
    let mut bytes = Vec::new();
    archive
        .by_name("collection.anki2")
        .unwrap()
        .read_to_end(&mut bytes)
        .unwrap();
    let mut db = Connection::open_in_memory().unwrap();
    db.deserialize_read_exact(MAIN_DB, bytes.as_slice(), bytes.len(), false)
        .unwrap();
    db
}

/// (id, guid, tags, fields) of every note.
fn notes(db: &Connection) -> Vec<(i64, String, String, Vec<String>)> {
    let mut statement = db
        .prepare("SELECT id, guid, tags, flds FROM notes ORDER BY guid")
        .unwrap();
    let rows = statement.query_map([], |row| {
        let fields: String = row.get(3)?;
        let fields = fields.split('\u{1f}').map(str::to_owned).collect();
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, fields))
    });
    rows.unwrap().map(Result::unwrap).collect()
}

#[test]
fn a_question_asked_twice_is_one_card() {
    let catalog = catalog();
    let all = cards(&catalog);
    let keys: BTreeSet<_> = all.iter().map(|card| &card.key).collect();
    assert_eq!(keys.len(), all.len());
    let concepts = all.iter().filter(|card| card.kind == CardKind::Concept);
    assert_eq!(concepts.count(), catalog.terms.len());
    let stack = all.iter().find(|card| card.key == "concept/stack").unwrap();
    assert_eq!(
        stack.units,
        [("ds-8h".to_owned(), 1), ("ds-4h".to_owned(), 1)]
    );
    assert_eq!(stack.back, "栈是只在一端插入和删除的线性表，后进先出。");
    let queue = all.iter().find(|card| card.key == "concept/queue").unwrap();
    assert!(queue.back.ends_with("\\bmod m $$"), "{}", queue.back);
    // Restating questions have an answer of their own in the model, but are no card of their own.
    let course = catalog.syllabi.iter().flat_map(|s| &s.questions);
    let units = catalog.syllabi.iter().flat_map(|s| &s.units);
    let asked = course.chain(units.flat_map(|unit| &unit.questions));
    let answered = asked.filter(|q| q.answer.is_some()).count();
    let questions = all
        .iter()
        .filter(|card| card.kind == CardKind::Question)
        .count();
    assert!(
        questions < answered,
        "{questions} cards of {answered} answered questions"
    );
}

#[test]
fn anki_reads_every_card_back() {
    let catalog = catalog();
    let package = anki::package(source(&catalog), 1_700_000_000).unwrap();
    let db = collection(&package);
    let notes = notes(&db);
    let all = cards(&catalog);
    assert_eq!(notes.len(), all.len());
    for card in &all {
        let guid = format!("kegang:{}", card.key);
        let (id, _, tags, fields) = notes.iter().find(|note| note.1 == guid).unwrap();
        assert_eq!(fields.len(), 4, "{guid}");
        assert_eq!(fields[3], card.key);
        assert!(fields[1].contains("编者整理"), "{guid}");
        assert!(fields[2].contains("https://example.org/kegang/"), "{guid}");
        for (syllabus, unit) in &card.units {
            assert!(tags.contains(&format!(" {syllabus}::{unit:02} ")), "{tags}");
        }
        let ask = "SELECT did, mod FROM cards WHERE nid = ?1";
        let (deck, modified): (i64, i64) = db
            .query_row(ask, [id], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap();
        assert_eq!(modified, 1_700_000_000);
        let decks: String = db
            .query_row("SELECT decks FROM col", [], |row| row.get(0))
            .unwrap();
        let decks: serde_json::Value = serde_json::from_str(&decks).unwrap();
        assert!(
            decks[deck.to_string()]["name"]
                .as_str()
                .unwrap()
                .starts_with("课纲::")
        );
    }
    // Formulas are marked for MathJax, their signs escaped.
    let queue = notes
        .iter()
        .find(|note| note.1 == "kegang:concept/queue")
        .unwrap();
    assert!(
        queue.3[1].contains("\\[r' = (r + 1) \\bmod m\\]"),
        "{}",
        queue.3[1]
    );
}

#[test]
fn anki_ids_stay_when_words_change_and_the_same_content_is_the_same_file() {
    let mut catalog = catalog();
    let first = anki::package(source(&catalog), 1).unwrap();
    assert_eq!(first, anki::package(source(&catalog), 1).unwrap());
    let before = notes(&collection(&first));
    catalog.terms[0].body = "另一个说法。".to_owned();
    catalog.terms.remove(1);
    let after = notes(&collection(&anki::package(source(&catalog), 2).unwrap()));
    assert_eq!(after.len(), before.len() - 1);
    for (id, guid, ..) in &after {
        assert!(
            before.iter().any(|note| note.0 == *id && note.1 == *guid),
            "{guid}"
        );
    }
}

#[test]
fn moodle_gets_categories_essays_and_pairs() {
    let mut catalog = catalog();
    for number in 1..=6 {
        let (title, id) = (format!("结构{number}"), format!("more-{number}"));
        let body = format!("{title}是第 {number} 种 ~{{#=:}}。\n\n另一段。");
        let taught = catalog.terms[0].taught.clone();
        catalog.terms.push(Term {
            id,
            title,
            body,
            taught,
            aliases: Vec::new(),
            english: None,
            related: Vec::new(),
        });
    }
    insta::assert_snapshot!(gift::file(source(&catalog)));
}

#[test]
fn machines_get_every_course_question_and_concept() {
    let catalog = catalog();
    let about = Site {
        title: "课纲",
        description: "",
        language: "zh-CN",
    };
    let data = data::document(about, Some(site()), &catalog);
    let graph = data["@graph"].as_array().unwrap();
    let of_type = |name: &str| graph.iter().filter(|thing| thing["@type"] == name).count();
    assert_eq!(of_type("Course"), catalog.syllabi.len());
    let units: usize = catalog.syllabi.iter().map(|s| s.units.len()).sum();
    assert_eq!(of_type("Syllabus"), units);
    assert_eq!(of_type("DefinedTerm"), catalog.terms.len());
    for thing in graph {
        let url = thing["url"].as_str().unwrap();
        assert!(url.starts_with("https://example.org/kegang/"), "{url}");
    }
}

#[test]
fn a_spreadsheet_reads_every_row_back() {
    let catalog = catalog();
    let file = spreadsheet::file(source(&catalog)).unwrap();
    let text = String::from_utf8(file).unwrap();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    assert_eq!(reader.headers().unwrap().len(), 8);
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    let units = catalog.syllabi.iter().flat_map(|s| &s.units);
    let items: usize = units.map(|u| u.questions.len() + u.carriers.len()).sum();
    let course: usize = catalog.syllabi.iter().map(|s| s.questions.len()).sum();
    assert_eq!(rows.len(), catalog.terms.len() + items + course);
    let row = rows.iter().find(|row| &row[1] == "concept/stack").unwrap();
    assert_eq!(&row[4], "栈");
    assert_eq!(&row[6], "堆栈");
    assert!(row[7].starts_with("https://example.org/kegang/"));
    // An outline begins with a dash nowhere: a spreadsheet would take it for a sum.
    assert!(
        rows.iter()
            .flatten()
            .all(|cell| !cell.starts_with(['=', '+', '-', '@']))
    );
}
