//! `SUMMARY.md`: that it is there, and that each of its pages is there once.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use mdbook_driver::book::Book;
use pulldown_cmark::{Event, Parser, Tag};

use super::render::page_of;
use super::sources::Sources;
use crate::diagnostic::Diagnostic;

const SUMMARY: &str = "SUMMARY.md";

/// A link in the summary: what it names, and where it stands.
struct Entry {
    path: String,
    span: std::ops::Range<usize>,
}

/// Checks the summary of the book whose pages lie in `src`.
pub fn check(src: &Path, sources: &Sources) -> Vec<Diagnostic> {
    let Some((file, text)) = sources.chapter(SUMMARY) else {
        let folder = src.file_name().unwrap_or_default().to_string_lossy();
        let finding =
            Diagnostic::error("missing-summary", format!("there is no {folder}/{SUMMARY}"))
                .in_file(&format!("{folder}/{SUMMARY}"))
                .help("it lists the book's pages, a line a page: `- [Title](page.md)`");
        return vec![finding];
    };
    let mut findings = Vec::new();
    let mut pages = BTreeSet::new();
    for entry in entries(text) {
        if !src.join(&entry.path).is_file() {
            let message = format!("there is no page `{}`", entry.path);
            findings.push(
                Diagnostic::error("missing-page", message)
                    .at(file, text, entry.span)
                    .help("write the page, or take the line out"),
            );
        } else if let Some(page) = page_of(Path::new(&entry.path))
            && !pages.insert(page.clone())
        {
            let message = format!("{page} is made by a line above already");
            findings.push(
                Diagnostic::error("duplicate-path", message)
                    .at(file, text, entry.span)
                    .help("a page stands in the table of contents once"),
            );
        }
    }
    findings
}

/// Chapters that would overwrite each other's page.
pub fn duplicates(book: &Book, sources: &Sources) -> Vec<Diagnostic> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for chapter in book.chapters() {
        if let Some(page) = chapter.path.as_deref().and_then(page_of) {
            *seen.entry(page).or_default() += 1;
        }
    }
    let doubled = seen.into_iter().filter(|(_, times)| *times > 1);
    doubled
        .map(|(page, times)| duplicate(&page, times, sources))
        .collect()
}

fn duplicate(page: &str, times: usize, sources: &Sources) -> Diagnostic {
    let message = format!("{times} chapters would be written to {page}");
    let finding = Diagnostic::error("duplicate-path", message)
        .help("pages made from `content/` have their names already; give yours another");
    let listed = sources.chapter(SUMMARY).and_then(|(file, text)| {
        let mut entries = entries(text);
        entries.retain(|entry| page_of(Path::new(&entry.path)).as_deref() == Some(page));
        Some((file, text, entries.pop()?.span))
    });
    match listed {
        Some((file, text, span)) => finding.at(file, text, span),
        None => finding,
    }
}

fn entries(text: &str) -> Vec<Entry> {
    let events = Parser::new(text).into_offset_iter();
    let links = events.filter_map(|(event, span)| match event {
        Event::Start(Tag::Link { dest_url, .. }) => Some((dest_url, span)),
        _ => None,
    });
    links
        .filter(|(path, _)| !path.is_empty())
        .map(|(path, span)| Entry {
            path: path.replace("%20", " ").trim_start_matches("./").to_owned(),
            span,
        })
        .collect()
}
