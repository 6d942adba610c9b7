//! The commands: each configures, calls the library, reports.
//!
//! Data goes to stdout, talk to stderr; exit status 0, 1 (findings) or 2 (usage).

// The only place in the crate that prints.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use xtask::diagnostic::{Diagnostic, render};

pub mod build;
pub mod check;
pub mod search;
pub mod serve;
pub mod test;

/// The repository this crate stands in: the book when `--book` is absent, and the home of
/// `theme/` for every book.
pub fn repository() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_path_buf()
}

/// The book to work on when none is named.
pub fn default_book() -> PathBuf {
    repository()
}

/// Whether to colour what goes to this stream: a terminal, and nobody asked for plain text.
pub fn colour(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Tells people about the findings that stopped a command, and gives its exit status.
fn report(findings: &[Diagnostic]) -> ExitCode {
    let colour = colour(&std::io::stderr());
    for finding in findings {
        eprintln!("{}", render::text(finding, colour));
    }
    eprintln!("{}", render::summary(findings));
    ExitCode::FAILURE
}

/// The search index of a book, over its pages as they are now.
fn index_of(
    book: &Path,
) -> Result<xtask::search::index::SearchIndex, Vec<xtask::diagnostic::Diagnostic>> {
    let loaded = xtask::catalog::load(book);
    for f in &loaded.findings {
        eprintln!(
            "{} {} {:?}",
            f.code,
            f.message,
            f.place.as_ref().map(|p| (p.file.clone(), p.line))
        );
    }
    let records = xtask::search::collect::records(&loaded.catalog, Vec::new());
    xtask::search::index::SearchIndex::build(records).map_err(|_| Vec::new())
}
