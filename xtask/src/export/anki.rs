//! A package that Anki imports: a zip of an SQLite collection (schema 11, which every
//! version since 2.0 reads) and an empty list of media.
//!
//! The layout is Anki's own, as its manual and source describe it. Ids are made from the
//! keys of the cards, so that importing a newer package updates the notes and keeps what
//! the reader has learned.

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};

use pulldown_cmark::{Event, Options, Parser, html};
use rusqlite::{Connection, MAIN_DB, params};
use serde_json::{Value, json};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::Source;
use crate::study::card::{Card, cards};

/// The names of a note's fields, in their order; the first is the one Anki sorts by.
const FIELDS: [&str; 4] = ["正面", "背面", "出处", "编号"];

/// What keeps the package from being made; neither depends on the content.
#[derive(Debug)]
pub enum Error {
    /// SQLite refused.
    Collection(rusqlite::Error),
    /// The archive could not be written.
    Archive(zip::result::ZipError),
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Collection(error) => write!(f, "the collection could not be made: {error}"),
            Self::Archive(error) => write!(f, "the package could not be written: {error}"),
        }
    }
}

impl std::error::Error for Error {}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Self::Collection(error)
    }
}

impl From<zip::result::ZipError> for Error {
    fn from(error: zip::result::ZipError) -> Self {
        Self::Archive(error)
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::Archive(error.into())
    }
}

/// The package.
///
/// `modified` is in seconds since 1970; Anki overwrites a note it has only by one that was
/// modified later.
///
/// # Errors
/// What SQLite or the archive say.
pub fn package(source: Source<'_>, modified: i64) -> Result<Vec<u8>, Error> {
    let collection = collection(source, modified)?;
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("collection.anki2", options)?;
    archive.write_all(&collection)?;
    archive.start_file("media", options)?;
    archive.write_all(b"{}")?;
    Ok(archive.finish()?.into_inner())
}

fn collection(source: Source<'_>, modified: i64) -> Result<Vec<u8>, Error> {
    let cards = cards(source.catalog);
    let decks = Decks::of(source, &cards);
    let mut db = Connection::open_in_memory()?;
    let write = db.transaction()?;
    write.execute_batch(SCHEMA)?;
    write.execute(
        "INSERT INTO col VALUES (1, ?1, ?2, ?2, 11, 0, 0, 0, ?3, ?4, ?5, ?6, '{}')",
        params![
            modified,
            modified * 1000,
            json!({"nextPos": cards.len() + 1, "activeDecks": [1], "curDeck": 1, "sortType": "noteFld"})
                .to_string(),
            model(modified).to_string(),
            decks.json(modified).to_string(),
            json!({"1": deck_options()}).to_string(),
        ],
    )?;
    let mut ids = Ids::default();
    for (position, card) in (1_i64..).zip(&cards) {
        let note = ids.of(&format!("note:{}", card.key));
        let fields = fields(source, card).join("\u{1f}");
        write.execute(
            "INSERT INTO notes VALUES (?1, ?2, ?3, ?4, -1, ?5, ?6, ?7, 0, 0, '')",
            params![
                note,
                guid(card),
                MODEL_ID,
                modified,
                tags(card),
                fields,
                card.front
            ],
        )?;
        write.execute(
            "INSERT INTO cards VALUES (?1, ?2, ?3, 0, ?4, -1, 0, 0, ?5, 0, 0, 0, 0, 0, 0, 0, 0, '')",
            params![ids.of(&format!("card:{}", card.key)), note, decks.of_card(card), modified, position],
        )?;
    }
    write.commit()?;
    Ok(db.serialize(MAIN_DB)?.to_vec())
}

/// What tells Anki that two notes are the same one.
fn guid(card: &Card) -> String {
    format!("kegang:{}", card.key)
}

/// ` 概念 crm-16h::05 `: in Anki `::` makes a tree of tags, and spaces separate tags.
fn tags(card: &Card) -> String {
    let units = card
        .units
        .iter()
        .map(|(id, unit)| format!("{id}::{unit:02}"));
    let all: Vec<_> = std::iter::once(card.kind.name().to_owned())
        .chain(units)
        .collect();
    format!(" {} ", all.join(" "))
}

fn fields(source: Source<'_>, card: &Card) -> [String; 4] {
    let places = card.units.iter().map(|unit| {
        let (syllabus, unit) = source.names(unit);
        escape(&format!("{syllabus} {unit}"))
    });
    let mut places = places.collect::<Vec<_>>().join("<br>");
    if let Some(link) = source.link(&card.url) {
        places = format!("{places}<br><a href=\"{}\">在课纲里看</a>", escape(&link));
    }
    let back = format!("{}<p class=\"editor\">编者整理</p>", formatted(&card.back));
    [escape(&card.front), back, places, card.key.clone()]
}

/// Markdown as HTML with formulas between the marks that Anki's `MathJax` reads.
fn formatted(markdown: &str) -> String {
    let math = |open: &str, tex: &str, close: &str| {
        Event::InlineHtml(format!("{open}{}{close}", escape(tex.trim())).into())
    };
    let options = Options::ENABLE_MATH | Options::ENABLE_TABLES;
    let events = Parser::new_ext(markdown, options).map(|event| match event {
        Event::InlineMath(tex) => math("\\(", &tex, "\\)"),
        Event::DisplayMath(tex) => math("\\[", &tex, "\\]"),
        other => other,
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    out.trim().to_owned()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// Numbers made from names: positive, below 2^53 because parts of Anki are JavaScript, and
/// different for different names within a package.
#[derive(Default)]
struct Ids(BTreeMap<i64, String>);

impl Ids {
    fn of(&mut self, name: &str) -> i64 {
        let mut id = number(name);
        while self.0.get(&id).is_some_and(|taken| taken != name) {
            id += 1;
        }
        self.0.insert(id, name.to_owned());
        id
    }
}

/// FNV-1a of the name in the range of dates that Anki's own ids have (milliseconds).
fn number(name: &str) -> i64 {
    let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    // The highest bit of 2^50 is set: no id is ever small enough to be one of Anki's own.
    i64::try_from(hash >> 14).unwrap_or_default() | (1 << 50)
}

/// A deck a syllabus, below one for all.
struct Decks(Vec<(String, i64, String)>);

impl Decks {
    fn of(source: Source<'_>, cards: &[Card]) -> Self {
        let used = |id: &str| cards.iter().any(|card| home(card) == id);
        let syllabi = source.catalog.syllabi.iter().filter(|s| used(&s.id));
        let mut decks = vec![(String::new(), number("deck:"), ROOT.to_owned())];
        decks.extend(syllabi.map(|s| {
            // `::` would make another level.
            let name = format!("{ROOT}::{}", s.name().replace("::", "："));
            (s.id.clone(), number(&format!("deck:{}", s.id)), name)
        }));
        Self(decks)
    }

    fn of_card(&self, card: &Card) -> i64 {
        let deck = self.0.iter().find(|(id, ..)| id == home(card));
        deck.or(self.0.first()).map_or(1, |(_, id, _)| *id)
    }

    fn json(&self, modified: i64) -> Value {
        let mut all = serde_json::Map::new();
        all.insert("1".to_owned(), deck(1, "Default", modified));
        for (_, id, name) in &self.0 {
            all.insert(id.to_string(), deck(*id, name, modified));
        }
        Value::Object(all)
    }
}

fn home(card: &Card) -> &str {
    card.units.first().map_or("", |(syllabus, _)| syllabus)
}

const ROOT: &str = "课纲";

fn deck(id: i64, name: &str, modified: i64) -> Value {
    json!({
        "id": id, "name": name, "mod": modified, "usn": -1, "desc": "", "dyn": 0, "conf": 1,
        "collapsed": false, "browserCollapsed": false, "extendNew": 0, "extendRev": 0,
        "newToday": [0, 0], "revToday": [0, 0], "lrnToday": [0, 0], "timeToday": [0, 0],
    })
}

/// Anki's own options for a deck.
fn deck_options() -> Value {
    json!({
        "id": 1, "name": "Default", "mod": 0, "usn": 0, "maxTaken": 60, "autoplay": true,
        "timer": 0, "replayq": true, "dyn": false,
        "new": {"delays": [1, 10], "ints": [1, 4, 7], "initialFactor": 2500, "order": 1,
            "perDay": 20, "bury": false},
        "rev": {"perDay": 200, "ease4": 1.3, "ivlFct": 1, "maxIvl": 36500, "bury": false,
            "hardFactor": 1.2},
        "lapse": {"delays": [10], "mult": 0, "minInt": 1, "leechFails": 8, "leechAction": 1},
    })
}

/// The id of our note type; a constant, so that every package has the same.
const MODEL_ID: i64 = 1_125_899_906_842_700;

fn model(modified: i64) -> Value {
    let field = |(ord, name): (usize, &&str)| {
        json!({"name": name, "ord": ord, "sticky": false, "rtl": false, "font": "Arial",
            "size": 20, "media": []})
    };
    let fields: Vec<_> = FIELDS.iter().enumerate().map(field).collect();
    let mut models = serde_json::Map::new();
    models.insert(
        MODEL_ID.to_string(),
        json!({
            "id": MODEL_ID, "name": "课纲", "type": 0, "mod": modified, "usn": -1, "sortf": 0,
            "did": 1, "tags": [], "vers": [], "latexPre": "", "latexPost": "",
            "flds": fields, "css": CSS, "req": [[0, "all", [0]]],
            "tmpls": [{"name": "问答", "ord": 0, "qfmt": QUESTION, "afmt": ANSWER,
                "bqfmt": "", "bafmt": "", "did": null}],
        }),
    );
    Value::Object(models)
}

const QUESTION: &str = "<div class=\"front\">{{正面}}</div>";
const ANSWER: &str = "{{FrontSide}}<hr id=\"answer\"><div class=\"back\">{{背面}}</div><div class=\"from\">{{出处}}</div>";
const CSS: &str = ".card { font-family: sans-serif; font-size: 20px; line-height: 1.7; }
.front { text-align: center; font-weight: bold; }
.back { text-align: left; }
.from, .editor { color: #777; font-size: 14px; }
";

const SCHEMA: &str = "
CREATE TABLE col (id integer primary key, crt integer not null, mod integer not null,
  scm integer not null, ver integer not null, dty integer not null, usn integer not null,
  ls integer not null, conf text not null, models text not null, decks text not null,
  dconf text not null, tags text not null);
CREATE TABLE notes (id integer primary key, guid text not null, mid integer not null,
  mod integer not null, usn integer not null, tags text not null, flds text not null,
  sfld integer not null, csum integer not null, flags integer not null, data text not null);
CREATE TABLE cards (id integer primary key, nid integer not null, did integer not null,
  ord integer not null, mod integer not null, usn integer not null, type integer not null,
  queue integer not null, due integer not null, ivl integer not null, factor integer not null,
  reps integer not null, lapses integer not null, left integer not null, odue integer not null,
  odid integer not null, flags integer not null, data text not null);
CREATE TABLE revlog (id integer primary key, cid integer not null, usn integer not null,
  ease integer not null, ivl integer not null, lastIvl integer not null,
  factor integer not null, time integer not null, type integer not null);
CREATE TABLE graves (usn integer not null, oid integer not null, type integer not null);
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_cid ON revlog (cid);
CREATE INDEX ix_notes_csum ON notes (csum);
";
