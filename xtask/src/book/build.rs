//! The steps of a build, in order.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::config::{self, BookConfig};
use super::sources::Sources;
use super::staging::Staging;
use super::templates::Templates;
use super::theme::Theme;
use super::{pages, summary};
use crate::catalog::{self, model::Catalog};
use crate::diagnostic::{Diagnostic, has_errors};
use crate::parallel;
use crate::search::index::SearchIndex;
use crate::search::publish::{self, publish};
use crate::web;
use crate::web::address::Address;
use crate::web::finish::Finish;

/// What to build.
#[derive(Clone)]
pub struct Options {
    /// The book's folder.
    pub book: PathBuf,
    /// The folder of the theme, which serves every book.
    pub theme: PathBuf,
    /// Where the site goes.
    pub dest: PathBuf,
    /// Where the site is going to be served, e.g. `/kegang/`; before what the book says.
    pub base: Option<String>,
    /// The time of the content in seconds since 1970, for tools that take the newer of two
    /// files; the same content and time give the same bytes.
    pub modified: i64,
    /// The same with its host; before what the book says.
    pub address: Option<Address>,
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
            modified: 0,
            address: None,
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
            .field("address", &self.address)
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
#[derive(Default)]
pub struct Made {
    /// How many pages.
    pub pages: usize,
    /// The search index, once there is one.
    pub search: Option<SearchIndex>,
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
    look_for_book(options)?;
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
        records: made.search.map_or(0, |index| index.records().len()),
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
    look_for_book(options)?;
    (options.on_step)("reading the book");
    let book = config::load(&options.book)?;
    made.findings.extend_from_slice(&book.findings);
    made.notes.extend_from_slice(&book.notes);
    let loaded = catalog::load(&options.book);
    made.findings.extend_from_slice(&loaded.findings);
    let sources = Sources::of(&options.book, &book.src, &loaded.sources);
    made.findings.extend(summary::check(&book.src, &sources));
    let theme = keep_errors(Theme::load(&options.theme), made);
    let scripts = theme.as_ref().map(|theme| theme.scripts.clone());
    let templates = Templates::load(&options.theme, &scripts.unwrap_or_default());
    let templates = keep_errors(templates, made);
    let (Some(theme), Some(templates), false) = (theme, templates, has_errors(&made.findings))
    else {
        return Err(Vec::new());
    };
    stop_if_cancelled(options)?;

    (options.on_step)("writing the pages");
    let inputs = Inputs {
        options,
        book,
        catalog: loaded.catalog,
        sources: Arc::new(sources),
        theme,
        templates,
    };
    let pages = pages::make(&inputs, out, made)?;
    made.pages = pages.reading.facts.len();
    if has_errors(&made.findings) {
        return Err(Vec::new());
    }
    stop_if_cancelled(options)?;

    (options.on_step)("indexing for search");
    let searched = publish::Pages {
        texts: &pages.texts,
        said: &pages.reading.said,
    };
    let address = inputs.address();
    let whole = Finish {
        site: site(&inputs.book),
        address: address.as_ref(),
        catalog: &inputs.catalog,
        outline: &pages.outline,
        pages: &pages.reading.facts,
        texts: &pages.texts,
        worker: &inputs.theme.worker,
    };
    // tantivy indexes on one thread, and whoever feeds it waits.
    let (index, ready) = parallel::both(
        || publish(out, &options.theme, &inputs.catalog, searched),
        || whole.prepare(out),
    );
    made.search = Some(index?);

    (options.on_step)("finishing the pages");
    let ready = ready.map_err(io_finding)?;
    if !whole.run(out, ready).map_err(io_finding)? {
        let note =
            "the site is too large to be kept by a browser; without a network it cannot be read";
        made.notes.push(note.to_owned());
    }
    Ok(())
}

/// Everything that was read.
pub(super) struct Inputs<'a> {
    pub(super) options: &'a Options,
    pub(super) book: BookConfig,
    pub(super) catalog: Catalog,
    pub(super) sources: Arc<Sources>,
    pub(super) theme: Theme,
    pub(super) templates: Templates,
}

/// What the book says about itself.
pub fn site(book: &BookConfig) -> web::Site<'_> {
    let about = &book.config.book;
    web::Site {
        title: about.title.as_deref().unwrap_or("课纲"),
        description: about.description.as_deref().unwrap_or_default(),
        language: about.language.as_deref().unwrap_or("zh-CN"),
    }
}

impl Inputs<'_> {
    /// Where the site is going to stand, when somebody said so.
    pub(super) fn address(&self) -> Option<Address> {
        let options = self.options;
        match (&options.address, &self.book.address, &options.base) {
            (Some(told), ..) => Some(told.clone()),
            (None, Some(written), Some(base)) => Some(written.clone().at(base)),
            (None, written, _) => written.clone(),
        }
    }

    /// The path of that, or what is known of it.
    pub(super) fn base(&self) -> Option<String> {
        let address = self.address();
        let path = address.map(|address| address.path().to_owned());
        path.or_else(|| self.options.base.clone())
    }
}

fn keep_errors<T>(result: Result<T, Vec<Diagnostic>>, made: &mut Made) -> Option<T> {
    match result {
        Ok(value) => Some(value),
        Err(findings) => {
            made.findings.extend(findings);
            None
        }
    }
}

fn look_for_book(options: &Options) -> Result<(), Vec<Diagnostic>> {
    if options.book.is_dir() {
        return Ok(());
    }
    let message = format!("there is no folder {}", options.book.display());
    let help = "`--book` takes the folder in which a book's book.toml stands";
    Err(vec![Diagnostic::error("missing-book", message).help(help)])
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

pub(super) fn io_finding(error: io::Error) -> Vec<Diagnostic> {
    vec![Diagnostic::error("io", error.to_string())]
}
