//! The same pages in the theme that mdBook brings along, to weigh ours against.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use crate::book::config;
use crate::book::render::{self, Job};
use crate::book::sources::Sources;
use crate::book::templates::Templates;
use crate::book::theme::Theme;
use crate::catalog;
use crate::diagnostic::{Diagnostic, has_errors};

/// Writes the book's pages, generated ones included, into `out` as mdBook does by itself. Its
/// search is left out of this build of mdBook, so a page is lighter by that.
///
/// # Errors
/// The findings that keep the book from being built, or what the disk said.
pub fn build(root: &Path, theme: &Path, out: &Path) -> Result<(), Vec<Diagnostic>> {
    let io = |e: std::io::Error| vec![Diagnostic::error("io", e.to_string())];
    let book = config::load(root)?;
    let loaded = catalog::load(root);
    let scripts = Theme::load(theme)?.scripts;
    let templates = Templates::load(theme, &scripts)?;
    // mdBook takes its own files for those that a theme does not have.
    let none = tempfile::tempdir().map_err(io)?;
    fs::create_dir_all(out).map_err(io)?;
    let rendered = render::render(&Job {
        root,
        book: &book,
        sources: Arc::new(Sources::of(root, &book.src, &loaded.sources)),
        catalog: &loaded.catalog,
        templates: &templates,
        theme: none.path(),
        print: "",
        missing: "",
        base: None,
        out,
    })?;
    match has_errors(&rendered.findings) {
        true => Err(rendered.findings),
        false => Ok(()),
    }
}
