//! `cargo xtask import` as a whole: the syllabi of this book, documents in many shapes, and
//! whatever else somebody may hand it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};

use xtask::catalog;
use xtask::catalog::model::Syllabus;
use xtask::diagnostic::{Diagnostic, Severity};
use xtask::import::save;

mod documents;
mod folder;
mod fuzz;
mod layouts;
mod seeds;

/// The documents of `tests/import/`, in order.
fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import");
    let paths = fs::read_dir(folder).unwrap();
    let is = |path: &PathBuf| {
        let ending = path.extension().unwrap_or_default().to_str().unwrap();
        ["txt", "md", "docx", "pdf"].contains(&ending)
    };
    let mut paths: Vec<PathBuf> = paths
        .map(|entry| entry.unwrap().path())
        .filter(is)
        .collect();
    paths.sort();
    assert!(paths.len() > 15);
    paths
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

/// The syllabus of these files.
fn loaded(id: &str, files: &[(String, String)]) -> Syllabus {
    let book = tempfile::tempdir().unwrap();
    let folder = save::folder(book.path(), id);
    fs::create_dir_all(&folder).unwrap();
    for (name, text) in files {
        fs::write(folder.join(name), text).unwrap();
    }
    catalog::load(book.path()).catalog.syllabi.pop().unwrap()
}

fn errors(findings: &[Diagnostic]) -> Vec<&Diagnostic> {
    let errors = findings.iter().filter(|f| f.severity == Severity::Error);
    errors.collect()
}
