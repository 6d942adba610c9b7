//! The same pages without our theme, to weigh ours against: rendered in the theme that mdBook
//! brings along, or as the Markdown that any site generator can be given.

use std::path::Path;
use std::sync::Arc;

use mdbook_driver::book::Book;

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
    std::fs::create_dir_all(out).map_err(io)?;
    with_job(root, theme, out, |job| {
        let rendered = render::render(job)?;
        match has_errors(&rendered.findings) {
            true => Err(rendered.findings),
            false => Ok(()),
        }
    })
}

/// The book's chapters in Markdown, generated ones included.
///
/// # Errors
/// The findings that keep the book from being read.
pub fn chapters(root: &Path, theme: &Path) -> Result<Book, Vec<Diagnostic>> {
    // Nothing is written there: it only has a place in mdBook's configuration.
    with_job(root, theme, &root.join("book"), |job| {
        Ok(render::load(job)?.book)
    })
}

fn io(e: std::io::Error) -> Vec<Diagnostic> {
    vec![Diagnostic::error("io", e.to_string())]
}

fn with_job<T>(
    root: &Path,
    theme: &Path,
    out: &Path,
    act: impl FnOnce(&Job<'_>) -> Result<T, Vec<Diagnostic>>,
) -> Result<T, Vec<Diagnostic>> {
    let book = config::load(root)?;
    let loaded = catalog::load(root);
    let scripts = Theme::load(theme)?.scripts;
    let templates = Templates::load(theme, &scripts)?;
    // mdBook takes its own files for those that a theme does not have.
    let none = tempfile::tempdir().map_err(io)?;
    act(&Job {
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
    })
}
