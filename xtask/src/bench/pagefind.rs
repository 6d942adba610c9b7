//! Pagefind over the same pages, measured through its own interface for scripts.
//!
//! Its own box waits 300 ms after a key and loads a style sheet and a script more; the page
//! written here asks at once and shows as many results as that box does.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use walkdir::WalkDir;

use super::Failure;
use super::building::milliseconds;
use crate::browser::on_path;

/// The page that asks Pagefind.
pub const PAGE: &str = "bench.html";

const HTML: &str = r#"<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>Pagefind</title><link rel="icon" href="data:,">
<script defer src="bench.js"></script></head>
<body><input><ol id="search-list"></ol></body></html>
"#;

const SCRIPT: &str = include_str!("pagefind.js");

/// Names of the program; the extended one cuts Chinese.
const NAMES: [&str; 2] = ["pagefind_extended", "pagefind"];

/// The program at `place`, a file or a folder in which npm installed it; on the `PATH` when no
/// place is given.
pub fn find(place: Option<&Path>) -> Option<PathBuf> {
    let Some(place) = place else {
        return NAMES.iter().find_map(|name| on_path(Path::new(name)));
    };
    if place.is_file() {
        return Some(place.to_path_buf());
    }
    let named = |name: &OsStr| NAMES.iter().any(|known| name == *known);
    let files = WalkDir::new(place)
        .sort_by_file_name()
        .into_iter()
        .flatten();
    let mut found: Vec<PathBuf> = files
        .filter(|file| file.file_type().is_file() && named(file.file_name()))
        .map(walkdir::DirEntry::into_path)
        .collect();
    // The programs themselves before the scripts that start them.
    found.sort_by_key(|file| file.file_name() != Some(OsStr::new(NAMES[0])));
    found.into_iter().next()
}

/// Copies the pages of `site` that our own search reads to `dest`, and the page that asks.
///
/// # Errors
/// What the disk said.
pub fn prepare(site: &Path, dest: &Path) -> Result<(), Failure> {
    let skipped = ["print.html", "toc.html", "404.html"];
    for entry in WalkDir::new(site).sort_by_file_name() {
        let entry = entry.map_err(|e| Failure(e.to_string()))?;
        let path = entry.path().strip_prefix(site).unwrap_or(entry.path());
        let is_page = path.extension() == Some(OsStr::new("html"));
        if !is_page || skipped.iter().any(|name| path == Path::new(name)) {
            continue;
        }
        let to = dest.join(path);
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::copy(entry.path(), to)?;
    }
    Ok(())
}

/// Indexes `dest`; milliseconds that it took.
///
/// # Errors
/// When the program cannot be run or fails.
pub fn index(program: &Path, dest: &Path) -> Result<f64, Failure> {
    let _ = fs::remove_dir_all(dest.join("pagefind"));
    let start = Instant::now();
    let output = Command::new(program)
        .arg("--site")
        .arg(dest)
        .args(["--root-selector", "main", "--quiet"])
        .stdin(Stdio::null())
        .output()?;
    let took = milliseconds(start, Instant::now());
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(Failure(format!("pagefind failed: {}", said.trim())));
    }
    fs::write(dest.join(PAGE), HTML)?;
    fs::write(dest.join("bench.js"), SCRIPT)?;
    Ok(took)
}
