//! mdBook, driven in this process.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use mdbook_driver::MDBook;
use mdbook_driver::book::Book;
use mdbook_driver::config::{Config, HtmlConfig};
use mdbook_driver::errors::Error;

use super::config::BookConfig;
use super::events::{self, Log};
use super::frame::Frame;
use super::katex::Katex;
use super::outline::Outline;
use super::sources::Sources;
use super::templates::Templates;
use super::{chapters, complaints, print, staging, summary};
use crate::catalog::model::Catalog;
use crate::diagnostic::Diagnostic;
use crate::parallel;

/// What one rendering needs.
#[derive(Debug)]
pub struct Job<'a> {
    /// The book's folder.
    pub root: &'a Path,
    /// Its configuration.
    pub book: &'a BookConfig,
    /// Where it is written.
    pub sources: Arc<Sources>,
    /// Its syllabi.
    pub catalog: &'a Catalog,
    /// How generated chapters look.
    pub templates: &'a Templates,
    /// A folder with our page frame.
    pub theme: &'a Path,
    /// The frame of documents for paper; empty for a book without.
    pub print: &'a str,
    /// What a page for wrong addresses says in a book that has none of its own.
    pub missing: &'a str,
    /// Where the site is going to be served, e.g. `/kegang/`.
    pub base: Option<&'a str>,
    /// Where to write.
    pub out: &'a Path,
}

/// What mdBook made.
#[derive(Debug, Default)]
pub struct Rendered {
    /// What stands below what, chapters of the catalogue included.
    pub outline: Outline,
    /// The pages by their place in the site: a page a chapter, and those mdBook adds. What
    /// mdBook has written of them lacks what the frame leaves to us.
    pub pages: BTreeMap<String, String>,
    /// The documents for paper, each with its frame.
    pub papers: Vec<(print::Document, String)>,
    /// What it disliked.
    pub findings: Vec<Diagnostic>,
}

/// Lets mdBook write the pages.
///
/// # Errors
/// What stopped it, with everything it said before.
pub fn render(job: &Job<'_>) -> Result<Rendered, Vec<Diagnostic>> {
    let bad_tex = Arc::default();
    let (result, events) = events::recording(|log| {
        let result = catch_unwind(AssertUnwindSafe(|| run(job, log, &bad_tex)));
        (result, log.take())
    });
    let mut findings = complaints::findings(&events, &job.sources);
    findings.append(&mut bad_tex.lock().unwrap_or_else(PoisonError::into_inner));
    match result {
        Ok(Ok(rendered)) => {
            findings.extend(rendered.findings);
            Ok(Rendered {
                findings,
                ..rendered
            })
        }
        Ok(Err(more)) => {
            findings.extend(more);
            Err(findings)
        }
        Err(panic) => {
            findings.push(Diagnostic::error("mdbook", panic_message(&*panic)));
            Err(findings)
        }
    }
}

fn run(
    job: &Job<'_>,
    log: &Log,
    bad_tex: &Arc<Mutex<Vec<Diagnostic>>>,
) -> Result<Rendered, Vec<Diagnostic>> {
    let mut book = load(job)?;
    let findings = summary::duplicates(&book.book, &job.sources);
    if job.book.math {
        book.with_preprocessor(Katex {
            log: log.clone(),
            sources: Arc::clone(&job.sources),
            findings: Arc::clone(bad_tex),
        });
    }
    book.build().map_err(mdbook)?;
    let pages = pages(&book.book, &book.config);
    let outline = Outline::new(&book.book);
    own_missing_page(job, &book.config).map_err(mdbook)?;
    let documents = documents(job, &outline);
    let paths = documents.iter().map(|document| document.path.clone());
    let frame = Frame::new(&outline, paths.collect());
    let pages = filled(&frame, job.out, &pages).map_err(|e| mdbook(e.into()))?;
    let framed = |document: print::Document| {
        let framed = frame.fill(job.print, &document.path);
        (document, framed)
    };
    let papers = documents.into_iter().map(framed).collect();
    Ok(Rendered {
        pages,
        papers,
        outline,
        findings,
    })
}

/// mdBook's own words for a wrong address are English, and offer nothing.
fn own_missing_page(job: &Job<'_>, config: &Config) -> Result<(), Error> {
    let html: HtmlConfig = config.html_config().unwrap_or_default();
    let own = html.input_404.is_some() || job.book.src.join("404.md").is_file();
    let path = job.out.join(html.get_404_output_file());
    if own || !path.is_file() {
        return Ok(());
    }
    let page = fs::read_to_string(&path)?;
    let start = page
        .find("<main")
        .and_then(|at| Some(at + page[at..].find('>')? + 1));
    let end = page.rfind("</main>");
    if let (Some(start), Some(end)) = (start, end)
        && start <= end
    {
        let (before, after) = (&page[..start], &page[end..]);
        let page = format!("{before}\n{}{after}", job.missing);
        staging::write(&path, page.as_bytes())?;
    }
    Ok(())
}

/// The documents for paper, when the book has some.
fn documents(job: &Job<'_>, outline: &Outline) -> Vec<print::Document> {
    let title = job.book.config.book.title.as_deref().unwrap_or("全书");
    match job.print {
        "" => Vec::new(),
        _ => print::documents(outline, job.catalog, title),
    }
}

/// The pages that mdBook wrote, with what the frame leaves to us.
fn filled(
    frame: &Frame<'_>,
    out: &Path,
    pages: &BTreeSet<String>,
) -> io::Result<BTreeMap<String, String>> {
    let there = pages.iter().filter(|page| out.join(page).is_file());
    let there: Vec<&String> = there.collect();
    let filled = parallel::map(&there, |page| {
        let html = fs::read_to_string(out.join(page))?;
        Ok(((*page).clone(), frame.fill(&html, page)))
    });
    filled.into_iter().collect()
}

/// The book with the chapters of its catalogue, before anything is rendered.
///
/// # Errors
/// What cannot be read, or does not fit its template.
pub fn load(job: &Job<'_>) -> Result<MDBook, Vec<Diagnostic>> {
    let mut book = hand_written(job).map_err(mdbook)?;
    chapters::add(job.catalog, job.templates, &mut book.book)?;
    Ok(book)
}

fn hand_written(job: &Job<'_>) -> Result<MDBook, Error> {
    let mut config = job.book.config.clone();
    config.build.build_dir = std::path::absolute(job.out)?;
    config.set("output.html.theme", std::path::absolute(job.theme)?)?;
    if let Some(base) = job.base {
        config.set("output.html.site-url", base)?;
    }
    MDBook::load_with_config(job.root, config)
}

fn mdbook(error: Error) -> Vec<Diagnostic> {
    vec![Diagnostic::error("mdbook", format!("{error:#}"))]
}

/// The pages mdBook writes for a book, whether or not anything links to them.
fn pages(book: &Book, config: &Config) -> BTreeSet<String> {
    let html: HtmlConfig = config.html_config().unwrap_or_default();
    let mut pages: BTreeSet<String> = book
        .chapters()
        .filter_map(|chapter| page_of(chapter.path.as_deref()?))
        .collect();
    pages.insert("index.html".to_owned());
    if html.input_404.as_deref() != Some("") {
        pages.insert(html.get_404_output_file());
    }
    let redirects = html.redirect.keys().filter(|from| !from.contains('#'));
    pages.extend(redirects.map(|from| from.trim_start_matches('/').to_owned()));
    pages
}

/// The page of the chapter at `path`, `None` for a path that is not UTF-8.
pub fn page_of(path: &Path) -> Option<String> {
    let readme = path.file_stem()?.eq_ignore_ascii_case("readme");
    let path: PathBuf = if readme {
        path.with_file_name("index.html")
    } else {
        path.with_extension("html")
    };
    Some(path.to_str()?.replace('\\', "/"))
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
