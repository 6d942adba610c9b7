//! The last hand on the site: what can be said only when everything else stands.
//!
//! 1. Every page gets its policy.
//! 2. The build gets its name, a digest of all files, and every page says it: `@build` in the
//!    frame. A page and the search it starts are so of one build, whatever a cache holds.
//! 3. The manifest, its icons and the service worker are written.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use super::{Site, digest, manifest, policy, worker};
use crate::book::facts::Facts;
use crate::book::prune;

/// What stands in the frame where the name of the build goes.
const BUILD: &str = "<!--@build-->";

/// Hexadecimal digits of a build's name.
const DIGITS: usize = 10;

/// Finishes the site at `root`, which has these pages. `worker` is the theme's script.
///
/// Says whether the whole site can be kept by a browser.
///
/// # Errors
/// Whatever the file system says.
pub fn finish(
    root: &Path,
    site: &Site<'_>,
    pages: &BTreeMap<String, Facts>,
    worker: &str,
) -> io::Result<bool> {
    let names: BTreeSet<&str> = pages.keys().map(String::as_str).collect();
    write(root, &manifest::files(site, &names)?)?;
    let mut files = read(root)?;
    for (page, facts) in pages {
        if let Some(html) = files.get_mut(page) {
            replace(html, policy::TOKEN, &facts.wants.meta());
        }
    }
    let build = name(&files);
    for page in pages.keys() {
        if let Some(html) = files.get_mut(page) {
            replace(html, BUILD, &build);
            fs::write(root.join(page), html)?;
        }
    }
    let script = worker::script(worker, &build, &files);
    if let Some(script) = &script {
        fs::write(root.join(worker::PATH), script)?;
    }
    Ok(script.is_some())
}

fn read(root: &Path) -> io::Result<BTreeMap<String, Vec<u8>>> {
    let names = prune::files(root)?.into_iter();
    let files = names.map(|name| Ok((name.clone(), fs::read(root.join(&name))?)));
    files.collect()
}

fn write(root: &Path, files: &BTreeMap<String, Vec<u8>>) -> io::Result<()> {
    for (path, bytes) in files {
        let path = root.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, bytes)?;
    }
    Ok(())
}

/// Pages are UTF-8; what is not has no token.
fn replace(html: &mut Vec<u8>, token: &str, text: &str) {
    if let Ok(page) = std::str::from_utf8(html)
        && page.contains(token)
    {
        *html = page.replace(token, text).into_bytes();
    }
}

/// Changes with every byte of the site.
fn name(files: &BTreeMap<String, Vec<u8>>) -> String {
    let digests = files
        .iter()
        .map(|(path, bytes)| format!("{path}\0{}\n", digest::hex(bytes, 64)));
    digest::hex(digests.collect::<String>().as_bytes(), DIGITS)
}
