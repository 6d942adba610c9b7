//! mdBook, driven in this process.

use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use mdbook_driver::MDBook;
use mdbook_driver::book::{Book, BookItem};
use mdbook_driver::config::{Config, HtmlConfig};
use mdbook_driver::errors::Error;

use super::config::BookConfig;
use super::events;
use super::frame::Frame;
use crate::diagnostic::Diagnostic;

/// What one rendering needs.
#[derive(Debug)]
pub struct Job<'a> {
    /// The book's folder.
    pub root: &'a Path,
    /// Its configuration.
    pub book: &'a BookConfig,
    /// A folder with our templates.
    pub theme: &'a Path,
    /// Where the site is going to be served, e.g. `/kegang/`.
    pub base: Option<&'a str>,
    /// Where to write.
    pub out: &'a Path,
    /// Chapters that stand in no file.
    pub generated: Vec<BookItem>,
}

/// What mdBook wrote.
#[derive(Debug, Default)]
pub struct Rendered {
    /// The pages, relative to the site: a page a chapter, and those mdBook adds.
    pub pages: BTreeSet<String>,
    /// What it disliked.
    pub findings: Vec<Diagnostic>,
}

/// Lets mdBook write the pages.
///
/// # Errors
/// What stopped it, with everything it said before.
pub fn render(job: Job<'_>) -> Result<Rendered, Vec<Diagnostic>> {
    events::recording(|log| {
        let result = catch_unwind(AssertUnwindSafe(|| run(job)));
        let mut findings: Vec<_> = log
            .take()
            .into_iter()
            .map(|event| Diagnostic::error("mdbook", event.message))
            .collect();
        match result {
            Ok(Ok(pages)) => Ok(Rendered { pages, findings }),
            Ok(Err(error)) => {
                findings.push(Diagnostic::error("mdbook", format!("{error:#}")));
                Err(findings)
            }
            Err(panic) => {
                findings.push(Diagnostic::error("mdbook", panic_message(&*panic)));
                Err(findings)
            }
        }
    })
}

fn run(job: Job<'_>) -> Result<BTreeSet<String>, Error> {
    let mut config = job.book.config.clone();
    config.build.build_dir = absolute(job.out)?;
    config.set("output.html.theme", absolute(job.theme)?)?;
    if let Some(base) = job.base {
        config.set("output.html.site-url", base)?;
    }
    let mut book = MDBook::load_with_config(job.root, config)?;
    for item in job.generated {
        book.book.push_item(item);
    }
    book.build()?;
    let pages = pages(&book.book, &book.config);
    fill_frames(&Frame::new(&book.book), job.out, &pages)?;
    Ok(pages)
}

/// Writes into the pages what the frame leaves to us.
fn fill_frames(frame: &Frame, out: &Path, pages: &BTreeSet<String>) -> Result<(), Error> {
    for page in pages {
        let path = out.join(page);
        if path.is_file() {
            let html = fs::read_to_string(&path)?;
            fs::write(&path, frame.fill(&html, page))?;
        }
    }
    Ok(())
}

/// The pages mdBook writes for a book, whether or not anything links to them.
fn pages(book: &Book, config: &Config) -> BTreeSet<String> {
    let html: HtmlConfig = config.html_config().unwrap_or_default();
    let mut pages: BTreeSet<String> = book
        .chapters()
        .filter_map(|chapter| page_of(chapter.path.as_deref()?))
        .collect();
    pages.insert("index.html".to_owned());
    pages.insert("print.html".to_owned());
    pages.insert(html.get_404_output_file());
    let redirects = html.redirect.keys();
    pages.extend(redirects.map(|from| from.trim_start_matches('/').to_owned()));
    pages
}

/// The page of the chapter at `path`, `None` for a path that is not UTF-8.
pub fn page_of(path: &Path) -> Option<String> {
    let readme = path.file_stem()?.eq_ignore_ascii_case("readme");
    let path = if readme {
        path.with_file_name("index.html")
    } else {
        path.with_extension("html")
    };
    Some(path.to_str()?.replace('\\', "/"))
}

fn absolute(path: &Path) -> Result<PathBuf, Error> {
    Ok(std::path::absolute(path)?)
}

fn panic_message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied());
    format!(
        "mdBook gave up: {}",
        text.unwrap_or("for an unknown reason")
    )
}
