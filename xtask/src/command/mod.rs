//! The commands: each configures, calls the library, reports.
//!
//! Data goes to stdout, talk to stderr; exit status 0, 1 (findings) or 2 (usage).

// The only place in the crate that prints.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use xtask::diagnostic::Diagnostic;
use xtask::search::index::SearchIndex;

pub use report::report;

pub mod bench;
pub mod build;
pub mod check;
pub mod export;
pub mod import;
pub mod new;
pub mod progress;
pub mod report;
pub mod search;
pub mod serve;
pub mod test;

/// The language of findings and reports.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Lang {
    /// English
    En,
    /// Chinese
    Zh,
}

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

/// The search index of a book, over its pages as they are now; nothing is written.
///
/// # Errors
/// The findings that keep the book from being built.
pub fn index_of(book: &Path) -> Result<SearchIndex, Vec<Diagnostic>> {
    xtask::book::check::index(book, &repository().join("theme"))
}

/// The time that the content has, in seconds since 1970, where somebody says so:
/// `SOURCE_DATE_EPOCH`, see reproducible-builds.org.
pub fn content_time() -> Option<i64> {
    std::env::var("SOURCE_DATE_EPOCH").ok()?.parse().ok()
}
