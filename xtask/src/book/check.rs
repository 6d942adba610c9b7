//! A build that leaves nothing behind: all steps into a temporary folder.

use std::path::Path;

use super::build::{Made, Options, make};
use crate::diagnostic::{self, Diagnostic, has_errors};
use crate::search::index::SearchIndex;

/// Every finding about the book in `book` with the theme in `theme`, in the order of files
/// and lines. The book is only read.
pub fn check(book: &Path, theme: &Path) -> Vec<Diagnostic> {
    let mut findings = made(book, theme).findings;
    diagnostic::sort(&mut findings);
    findings
}

/// The search index of the book as it is now.
///
/// # Errors
/// The findings that keep the book from being built.
pub fn index(book: &Path, theme: &Path) -> Result<SearchIndex, Vec<Diagnostic>> {
    let made = made(book, theme);
    match made.search {
        Some(index) if !has_errors(&made.findings) => Ok(index),
        _ => Err(made.findings),
    }
}

fn made(book: &Path, theme: &Path) -> Made {
    match tempfile::tempdir() {
        Ok(out) => {
            let out = out.path().join("site");
            make(&Options::new(book, theme, &out), &out)
        }
        Err(error) => Made {
            findings: vec![Diagnostic::error(
                "io",
                format!("no temporary folder: {error}"),
            )],
            ..Made::default()
        },
    }
}
