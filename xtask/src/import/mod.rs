//! From a syllabus document to content: `cargo xtask import`.
//!
//! ```text
//! bytes ─read─▶ Document: lines and tables, with pages and line numbers
//!       ─sift─▶ without page numbers, running heads, contents, second copies
//!       ─flow─▶ paragraphs, tables, flattened tables
//!    ─outline─▶ title, fields, sections of the course, units
//!       ─make─▶ Content: what content files hold  (unit/, course/, prose, lists)
//!     ─settle─▶ ids, questions that are asked again
//!      ─write─▶ files, and an account of every character of the document
//! ```
//!
//! Every step is pure. From the first on, [`words::Words`] carry for every byte the place in
//! [`document::Document::text`] that it came from, so that what no item holds in the end is
//! listed with its lines ([`write::ledger`]): nothing is lost, and nothing is invented. What
//! headings and fields are called is data ([`rules`]).
//!
//! Entry point: [`import`]; [`save`] puts the result on disk.

pub mod clean;
pub mod content;
pub mod course;
pub mod document;
pub mod editor;
pub mod findings;
pub mod flow;
pub mod lists;
pub mod make;
pub mod marker;
pub mod outline;
pub mod prose;
pub mod read;
pub mod report;
pub mod rules;
pub mod save;
pub mod settle;
pub mod sift;
pub mod unit;
pub mod words;
pub mod write;
pub mod wrong;

use crate::diagnostic::Diagnostic;
use content::Notes;
use document::Document;
use report::Report;
use sift::Sifted;

/// What the document need not say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// The syllabus's id: its folder in `content/`.
    pub id: String,
    /// The course name, where the document has none or another is wanted.
    pub title: Option<String>,
    /// What tells the syllabus from others, likewise.
    pub short: Option<String>,
    /// Its place among the syllabi.
    pub order: i64,
}

/// A syllabus made of a document.
#[derive(Debug)]
pub struct Imported {
    /// The files of `content/ID/`, by name.
    pub files: Vec<(String, String)>,
    /// What was understood.
    pub report: Report,
    /// Doubts and oddities, with their places.
    pub findings: Vec<Diagnostic>,
}

/// Makes the content of a syllabus of a file's bytes; `name` is the file's, for findings.
///
/// # Errors
/// A finding that says why the file cannot be read.
pub fn import(name: &str, bytes: &[u8], settings: &Settings) -> Result<Imported, Diagnostic> {
    let document = read::document(name, bytes)?;
    Ok(of_document(name, &document, settings))
}

/// The same for a document that has been read.
pub fn of_document(name: &str, document: &Document, settings: &Settings) -> Imported {
    let sifted = sift::sift(document);
    let blocks = flow::blocks(document, &sifted);
    let mut outline = outline::outline(&blocks);
    let mut notes = Notes::default();
    let content = make::make(&mut outline, &mut notes);
    let editor = editor::editor(&content, settings);
    let (mut files, account) =
        write::files(&content, &editor, &document.text, &notes, &sifted.taken);
    files.push(("source.txt".to_owned(), source(document, &sifted)));
    let findings = findings::all(name, document, &sifted, &notes, &editor, &account);
    Imported {
        report: Report::new(&settings.id, &content, account),
        files,
        findings,
    }
}

/// The text as `source.txt`: without page numbers and running heads, which would stand in
/// the midst of sentences; their lines stay, empty.
fn source(document: &Document, sifted: &Sifted) -> String {
    let mut out = String::with_capacity(document.text.len());
    let mut at = 0;
    for taken in &sifted.taken {
        if taken.reason.is_of_paper() {
            out.push_str(&document.text[at..taken.span.start]);
            at = taken.span.end;
        }
    }
    out.push_str(&document.text[at..]);
    out
}
