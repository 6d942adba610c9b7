//! What is taught? `content/` as written, resolved and checked.
//!
//! Entry point: [`load()`]. Its steps: [`load::read`] reads and parses every file
//! ([`written`]), [`resolve::resolve`] turns them into the typed [`model`], and
//! [`check::check`] looks at both; each returns what it made together with everything it
//! found wrong. From the catalogue, [`concepts`]
//! derives what a student can look up, and [`index`] sorts it.

use std::path::Path;

pub mod check;
pub mod concept;
pub mod concept_index;
pub mod kinds;
pub mod load;
pub mod model;
pub mod resolve;
pub mod uses;
pub mod written;

mod build;
mod build_course;
mod build_study;
mod errata;
mod fields;
mod items;
mod nearest;
mod parse;
mod place;
mod template;
mod text;

pub use concept::concepts;
pub use concept_index::{IndexEntry, IndexGroup, index};
pub use template::is_id;
pub use uses::Uses;

use crate::diagnostic::Diagnostic;

/// Everything that `content/` gives.
#[derive(Debug, Default)]
pub struct Loaded {
    /// Usable as far as the content makes sense, even when there are findings.
    pub catalog: model::Catalog,
    /// The files it came from, with paths and texts.
    pub sources: load::Written,
    /// What is wrong, in the order of files and lines.
    pub findings: Vec<Diagnostic>,
}

/// Reads, resolves and checks the content of the book in this folder.
///
/// A book without `content/` is an ordinary mdBook: its catalogue is empty. Nothing here
/// fails as a whole; what could not be read or understood is a finding.
pub fn load(book_dir: &Path) -> Loaded {
    let (sources, mut findings) = load::read(book_dir);
    let resolved = resolve::resolve(&sources);
    findings.extend(check::check(&sources, &resolved));
    findings.extend(resolved.findings);
    check::allow::apply(&sources, &mut findings);
    crate::diagnostic::sort(&mut findings);
    Loaded {
        catalog: resolved.catalog,
        sources,
        findings,
    }
}
