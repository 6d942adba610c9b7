//! The steps of a build, in order.

use std::collections::BTreeSet;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::config::{self, BookConfig};
use super::render::{self, Job};
use super::staging::Staging;
use super::theme::Theme;
use super::{prune, staging};
use crate::catalog::model::Catalog;
use crate::diagnostic::{Diagnostic, has_errors};

/// What to build.
#[derive(Clone)]
pub struct Options {
    /// The book's folder.
    pub book: PathBuf,
    /// The folder of the theme, which serves every book.
    pub theme: PathBuf,
    /// Where the site goes.
    pub dest: PathBuf,
    /// Where the site is going to be served, e.g. `/kegang/`.
    pub base: Option<String>,
    /// Told the name of each step as it starts.
    pub on_step: Arc<dyn Fn(&'static str) + Send + Sync>,
    /// Set from elsewhere to stop the build between two steps.
    pub cancel: Arc<AtomicBool>,
}

impl Options {
    /// A silent build of `book` into `dest`.
    pub fn new(
        book: impl Into<PathBuf>,
        theme: impl Into<PathBuf>,
        dest: impl Into<PathBuf>,
    ) -> Self {
        Self {
            book: book.into(),
            theme: theme.into(),
            dest: dest.into(),
            base: None,
            on_step: Arc::new(|_| {}),
            cancel: Arc::default(),
        }
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("book", &self.book)
            .field("theme", &self.theme)
            .field("dest", &self.dest)
            .field("base", &self.base)
            .finish_non_exhaustive()
    }
}

/// A finished site.
#[derive(Debug)]
pub struct Site {
    /// Where it stands.
    pub dest: PathBuf,
    /// How many pages it has.
    pub pages: usize,
    /// How many things can be found in it.
    pub records: usize,
    /// Warnings.
    pub findings: Vec<Diagnostic>,
    /// What a person should know that is not wrong.
    pub notes: Vec<String>,
}

/// What the steps before the swap made.
#[derive(Debug, Default)]
pub struct Made {
    /// How many pages.
    pub pages: usize,
    /// How many search records.
    pub records: usize,
    /// Everything found, errors and warnings.
    pub findings: Vec<Diagnostic>,
    /// What a person should know that is not wrong.
    pub notes: Vec<String>,
}

/// `/kegang/` for `kegang`, `/kegang` and the like; `/` for nothing.
pub fn normal_base(path: &str) -> String {
    match path.trim_matches('/') {
        "" => "/".to_owned(),
        inner => format!("/{inner}/"),
    }
}

/// Builds the site and puts it in place of the one before.
///
/// # Errors
/// Every finding, when one of them is an error; the old site is untouched then.
pub fn build(options: &Options) -> Result<Site, Vec<Diagnostic>> {
    let staging = Staging::beside(&options.dest, &options.book)?;
    let made = make(options, staging.path());
    if has_errors(&made.findings) {
        return Err(made.findings);
    }
    stop_if_cancelled(options)?;
    let dest = staging.publish()?;
    Ok(Site {
        dest,
        pages: made.pages,
        records: made.records,
        findings: made.findings,
        notes: made.notes,
    })
}

/// Everything up to the swap, into `out`; the book itself is only read.
pub fn make(options: &Options, out: &Path) -> Made {
    let mut made = Made::default();
    if let Err(findings) = steps(options, out, &mut made) {
        made.findings.extend(findings);
    }
    made
}

/// Stops at the first step whose findings leave nothing to go on with.
fn steps(options: &Options, out: &Path, made: &mut Made) -> Result<(), Vec<Diagnostic>> {
    (options.on_step)("reading the book");
    let book = config::load(&options.book)?;
    made.findings.extend_from_slice(&book.findings);
    made.notes.extend_from_slice(&book.notes);
    let theme = Theme::load(&options.theme)?;
    let catalog = Catalog::default();
    stop_if_cancelled(options)?;

    (options.on_step)("writing the pages");
    let pages = write_pages(options, &book, &theme, out, made)?;
    made.pages = pages.len();
    if has_errors(&made.findings) {
        return Err(Vec::new());
    }
    stop_if_cancelled(options)?;

    (options.on_step)("indexing for search");
    made.records = publish_search(out, &catalog)?;
    Ok(())
}

fn write_pages(
    options: &Options,
    book: &BookConfig,
    theme: &Theme,
    out: &Path,
    made: &mut Made,
) -> Result<BTreeSet<String>, Vec<Diagnostic>> {
    let templates = tempfile::tempdir().map_err(io_finding)?;
    theme
        .write_templates(templates.path())
        .map_err(io_finding)?;
    let rendered = render::render(Job {
        root: &options.book,
        book,
        theme: templates.path(),
        base: options.base.as_deref(),
        out,
        generated: Vec::new(),
    })?;
    made.findings.extend(rendered.findings);
    theme.write_assets(out).map_err(io_finding)?;
    let mut keep = rendered.pages.clone();
    keep.extend(theme.assets.keys().cloned());
    keep.extend(prune::files(&book.src).map_err(io_finding)?);
    keep.extend([".nojekyll", "CNAME", staging::MARKER].map(str::to_owned));
    prune::prune(out, &keep).map_err(io_finding)?;
    Ok(rendered.pages)
}

/// Hands pages and catalogue over to search; the one place where the two meet.
///
/// Returns the number of records.
fn publish_search(_staging: &Path, _catalog: &Catalog) -> Result<usize, Vec<Diagnostic>> {
    Ok(0)
}

fn stop_if_cancelled(options: &Options) -> Result<(), Vec<Diagnostic>> {
    if options.cancel.load(Ordering::Relaxed) {
        return Err(vec![Diagnostic::error(
            "interrupted",
            "stopped before the end",
        )]);
    }
    Ok(())
}

fn io_finding(error: io::Error) -> Vec<Diagnostic> {
    vec![Diagnostic::error("io", error.to_string())]
}
