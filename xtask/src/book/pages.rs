//! From what mdBook wrote to pages that are known: framed, read, and every link followed.
//!
//! The pages stay in memory until they are finished; on disk lies meanwhile what mdBook made
//! of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use super::build::{self, Inputs, Made, io_finding};
use super::facts::Facts;
use super::outline::Outline;
use super::reading::{Reader, Reading};
use super::render::{self, Job, Rendered};
use super::{extras, links, print, prune, staging};
use crate::diagnostic::{Diagnostic, Severity};

/// The pages of a book, all but finished.
#[derive(Debug)]
pub struct Pages {
    /// What stands below what.
    pub outline: Outline,
    /// Page → HTML; documents for paper are pages too.
    pub texts: BTreeMap<String, String>,
    /// What they told.
    pub reading: Reading,
}

/// Makes the pages, and writes everything beside them into `out`.
///
/// # Errors
/// What leaves nothing to go on with; other findings go into `made`.
pub(super) fn make(
    inputs: &Inputs<'_>,
    out: &Path,
    made: &mut Made,
) -> Result<Pages, Vec<Diagnostic>> {
    let mut rendered = rendered(inputs, out)?;
    made.findings.append(&mut rendered.findings);
    inputs.theme.write_assets(out).map_err(io_finding)?;
    let extras = write_extras(inputs, out)?;
    let pages = read(inputs, rendered);
    let mut keep: BTreeSet<String> = pages.texts.keys().cloned().collect();
    keep.extend(extras);
    keep.extend(inputs.theme.assets.keys().cloned());
    keep.extend(own_files(inputs, out).map_err(io_finding)?);
    keep.extend([".nojekyll", "CNAME", staging::MARKER].map(str::to_owned));
    let facts = &pages.reading.facts;
    let files = prune::prune(out, &pages.texts, &keep, facts).map_err(io_finding)?;
    let findings = findings(inputs, facts, &files);
    made.findings.extend(findings);
    if !inputs.book.has_content {
        lenient(&mut made.findings);
    }
    Ok(pages)
}

fn rendered(inputs: &Inputs<'_>, out: &Path) -> Result<Rendered, Vec<Diagnostic>> {
    let frame = tempfile::tempdir().map_err(io_finding)?;
    inputs
        .theme
        .write_templates(frame.path())
        .map_err(io_finding)?;
    let template = |name| inputs.theme.templates.get(name).map_or("", String::as_str);
    render::render(&Job {
        root: &inputs.options.book,
        book: &inputs.book,
        sources: Arc::clone(&inputs.sources),
        catalog: &inputs.catalog,
        templates: &inputs.templates,
        theme: frame.path(),
        print: if inputs.book.print {
            template("print.hbs")
        } else {
            ""
        },
        missing: template("missing.hbs"),
        base: inputs.base().as_deref(),
        out,
    })
}

/// Reads the pages, makes the documents for paper of them, and reads these.
fn read(inputs: &Inputs<'_>, rendered: Rendered) -> Pages {
    let parts = rendered.papers.iter().flat_map(|(paper, _)| &paper.parts);
    let printed = parts.map(|(page, _)| page.clone()).collect();
    let reader = Reader {
        catalog: &inputs.catalog,
        printed: &printed,
    };
    let mut reading = Reading::default();
    reading.read(&rendered.pages, reader);
    let paper = |(paper, frame): &(print::Document, String)| {
        let html = print::page(paper, frame, &reading.leaves);
        (paper.path.clone(), html)
    };
    let papers: BTreeMap<_, _> = rendered.papers.iter().map(paper).collect();
    reading.read(&papers, reader);
    let mut texts = rendered.pages;
    texts.extend(papers);
    Pages {
        outline: rendered.outline,
        texts,
        reading,
    }
}

/// What is wrong with the pages.
fn findings(
    inputs: &Inputs<'_>,
    facts: &BTreeMap<String, Facts>,
    files: &BTreeSet<String>,
) -> Vec<Diagnostic> {
    let mut findings = links::check(&links::Site {
        pages: facts,
        files,
        base: inputs.base().as_deref().unwrap_or("/"),
        sources: &inputs.sources,
    });
    if inputs.book.has_content {
        let strange = facts.iter();
        findings.extend(strange.flat_map(|(page, facts)| facts.wants.findings(page)));
    }
    findings
}

/// Writes what is made from the content beside its pages; gives the places.
fn write_extras(inputs: &Inputs<'_>, out: &Path) -> Result<Vec<String>, Vec<Diagnostic>> {
    let address = inputs.address();
    let files = extras::files(extras::Job {
        catalog: &inputs.catalog,
        config: &inputs.book.config,
        root: &inputs.options.book,
        math: inputs.book.math,
        site: build::site(&inputs.book),
        address: address.as_ref(),
        modified: inputs.options.modified,
    })?;
    for (place, bytes) in &files {
        let path = out.join(place);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(io_finding)?;
        }
        fs::write(path, bytes).map_err(io_finding)?;
    }
    Ok(files.into_keys().collect())
}

/// The files that stand beside the pages as they are written; mdBook copies them. In a book
/// whose pages lie in its root the sites lie among them.
fn own_files(inputs: &Inputs<'_>, out: &Path) -> io::Result<BTreeSet<String>> {
    let src = inputs.book.src.canonicalize()?;
    let sites = [out, &inputs.options.dest].map(Path::canonicalize);
    let sites: Vec<_> = sites.into_iter().flatten().collect();
    let mut files = prune::files(&src)?;
    files.retain(|file| !sites.iter().any(|site| src.join(file).starts_with(site)));
    Ok(files)
}

/// Other people's books are built although their links or markup have faults; a page that
/// lacks what it should include is still no page.
fn lenient(findings: &mut [Diagnostic]) {
    for finding in findings {
        if finding.code != "bad-include" {
            finding.severity = Severity::Warning;
        }
    }
}
