//! The commands: each configures, calls the library, reports.
//!
//! Data goes to stdout, talk to stderr; exit status 0, 1 (findings) or 2 (usage).

// The only place in the crate that prints.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::path::{Path, PathBuf};

pub mod build;
pub mod check;
pub mod progress;
pub mod report;
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
