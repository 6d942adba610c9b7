//! PDF files that have a text layer.
//!
//! A PDF says which glyph stands where and nothing about words, lines or tables; these are
//! put together again from the places. Files are read with hayro, which mends broken ones
//! and knows the Chinese fonts that a file names and does not hold; what it does is done on
//! a thread of its own, within bounds.

use std::time::Duration;

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use crate::diagnostic::Diagnostic;
use crate::import::document::{Breaks, Builder, Document};

mod contain;
mod content;
mod face;
mod lines;
mod paths;
mod ruling;
mod sheets;
mod weigh;

use contain::{Failed, contain};
use content::{Budget, Sheet};
use face::Faces;

/// The largest file, in bytes.
const LARGEST: usize = 256 * 1024 * 1024;
/// The most pages.
const PAGES: usize = 2000;
/// Reading a book takes a second or two.
const LONGEST: Duration = Duration::from_secs(60);

/// Reads the bytes of a `.pdf` file.
///
/// # Errors
/// `import-broken` when it is damaged, `import-protected` when it is locked,
/// `import-too-large` when it unpacks to more than any syllabus holds, `import-scan` when it
/// holds pictures of pages only, `import-empty` when it holds nothing.
pub fn read(bytes: &[u8]) -> Result<Document, Diagnostic> {
    if bytes.len() > LARGEST || !weigh::bearable(bytes) {
        return Err(too_large());
    }
    let bytes = bytes.to_vec();
    match contain(LONGEST, move || sheets_of(bytes)) {
        Ok(found) => found.and_then(|sheets| document(&sheets)),
        Err(Failed::TooLong) => Err(too_large()),
        Err(Failed::Broke) => Err(broken()),
    }
}

fn sheets_of(bytes: Vec<u8>) -> Result<Vec<Sheet>, Diagnostic> {
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            protected("with a password")
        }
        LoadPdfError::Decryption(_) => protected("in a way that is not known here"),
        LoadPdfError::Invalid => broken(),
    })?;
    let faces = Faces::new();
    let mut budget = Budget::default();
    let pages = pdf.pages();
    if pages.len() > PAGES {
        return Err(too_large());
    }
    let sheets = pages
        .iter()
        .map(|page| content::sheet(page, &faces, &mut budget));
    let sheets: Vec<Sheet> = sheets.collect();
    match budget.is_spent() {
        true => Err(too_large()),
        false => Ok(sheets),
    }
}

fn document(sheets: &[Sheet]) -> Result<Document, Diagnostic> {
    let says = |c: char| !c.is_whitespace() && c != '\u{fffd}';
    let said = |sheet: &Sheet| sheet.glyphs.iter().any(|glyph| glyph.text.contains(says));
    if !sheets.iter().any(said) {
        return Err(nothing(sheets));
    }
    let mut builder = Builder::new(Breaks::Anywhere);
    let pages: Vec<_> = sheets.iter().map(sheets::read).collect();
    sheets::hand_on(&pages, &mut builder);
    for finding in doubts(sheets) {
        builder.finding(finding, 0);
    }
    Ok(builder.finish())
}

/// What of a file could not be read, or only with doubt.
fn doubts(sheets: &[Sheet]) -> Vec<Diagnostic> {
    let sum = |of: fn(&Sheet) -> usize| sheets.iter().map(of).sum::<usize>();
    let pages = |doubtful: fn(&Sheet) -> bool| -> String {
        let pages = sheets
            .iter()
            .enumerate()
            .filter(|(_, sheet)| doubtful(sheet));
        let pages: Vec<String> = pages.map(|(index, _)| (index + 1).to_string()).collect();
        pages.join(", ")
    };
    let mut findings = Vec::new();
    let unknown = sum(|sheet| sheet.unknown);
    if unknown > 0 {
        let where_ = pages(|sheet| sheet.unknown > 0);
        let what = format!(
            "{unknown} characters stand in fonts that do not say what they mean (page {where_})"
        );
        findings.push(
            Diagnostic::warning("import-unread", what)
                .help("they are shown as \u{fffd}: type them, or import the Word document that the PDF was made from"),
        );
    }
    let scanned = pages(|sheet| sheet.pictures > 0 && sheet.glyphs.is_empty());
    if !scanned.is_empty() {
        findings.push(
            Diagnostic::warning(
                "import-scan",
                format!("page {scanned} is a picture without text"),
            )
            .help("have it recognised (OCR), read the result over, and add it"),
        );
    }
    if sum(|sheet| sheet.invisible) * 2 > sum(|sheet| sheet.glyphs.len()) {
        findings.push(
            Diagnostic::warning(
                "import-scan",
                "the text was recognised from pictures of pages",
            )
            .help("such text has slips: read it over"),
        );
    }
    findings
}

fn nothing(sheets: &[Sheet]) -> Diagnostic {
    if sheets.iter().any(|sheet| sheet.unknown > 0) {
        return Diagnostic::error("import-unread", "the fonts of this PDF do not say what their characters mean")
            .help("import the Word document that it was made from, or have it recognised (OCR) and import the result");
    }
    if sheets.iter().any(|sheet| sheet.pictures > 0) {
        return Diagnostic::error(
            "import-scan",
            "this PDF holds pictures of pages, without any text",
        )
        .help("have it recognised (OCR), read the result over, and import that");
    }
    Diagnostic::error("import-empty", "this PDF holds no text")
        .help("if its letters are drawn as shapes, have it recognised (OCR) and import the result")
}

fn broken() -> Diagnostic {
    Diagnostic::error("import-broken", "this PDF is damaged and cannot be read")
        .help("open it in a PDF reader, print it to a new PDF, and import that")
}

fn protected(how: &str) -> Diagnostic {
    Diagnostic::error("import-protected", format!("this PDF is locked {how}"))
        .help("open it with its password, print it to a new PDF, and import that")
}

fn too_large() -> Diagnostic {
    Diagnostic::error("import-too-large", "this PDF holds more than any syllabus")
        .help("print the pages of the syllabus to a new PDF, and import that")
}
