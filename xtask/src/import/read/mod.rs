//! Bytes to a [`Document`]: a reader a format, chosen by what the bytes are.

use crate::diagnostic::Diagnostic;
use crate::import::document::Document;

pub mod docx;
pub mod encoding;
pub mod markdown;
pub mod pdf;
pub mod sniff;
pub mod txt;

use sniff::Format;

/// Reads a file; `name` helps where the bytes do not say what they are, and is the file of
/// findings about it.
///
/// # Errors
/// A finding that says what the file is and what to do with it.
pub fn document(name: &str, bytes: &[u8]) -> Result<Document, Diagnostic> {
    let read = match sniff::format(name, bytes).map_err(|finding| finding.in_file(name))? {
        Format::Text => encoding::decode(bytes).map(|text| txt::read(&text)),
        Format::Markdown => encoding::decode(bytes).map(|text| markdown::read(&text)),
        Format::Docx => docx::read(bytes),
        Format::Pdf => pdf::read(bytes),
    };
    read.map_err(|finding| finding.in_file(name))
}
