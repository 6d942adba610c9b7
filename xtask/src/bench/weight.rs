//! Bytes over the line: what a page takes, and what search adds.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use walkdir::WalkDir;

use super::page::Page;
use super::server::{GzipServer, Sent};
use super::table::Cell;
use super::{Failure, Subject};
use crate::browser::Browser;

/// The folder of search in a site.
const SEARCH: &str = "search/";

/// Sum of what was sent.
pub fn total<'a>(sent: impl IntoIterator<Item = &'a Sent>) -> Cell {
    let (mut bytes, mut requests) = (0, 0);
    for one in sent {
        bytes += one.bytes;
        requests += 1;
    }
    Cell::Weight { bytes, requests }
}

/// Sums by what `name` calls each file, in the order of the names.
pub fn by<'a>(sent: &'a [Sent], name: impl Fn(&'a str) -> String) -> BTreeMap<String, Cell> {
    let mut groups: BTreeMap<String, Vec<&Sent>> = BTreeMap::new();
    for one in sent {
        groups.entry(name(&one.path)).or_default().push(one);
    }
    let sum = |(name, sent): (String, Vec<&Sent>)| (name, total(sent));
    groups.into_iter().map(sum).collect()
}

/// What kind of file a path names, for the parts of a page.
pub fn kind(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or_default();
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        None | Some("html") => "html".to_owned(),
        Some("css") => "style".to_owned(),
        Some("js") => "scripts".to_owned(),
        Some(_) => "pictures and others".to_owned(),
    }
}

/// What a file of search is for; `None` for files of the page.
pub fn role(path: &str) -> Option<String> {
    let name = path.strip_prefix(SEARCH)?;
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let stem = stem.split('-').next().unwrap_or_default();
    let role = match (stem, extension) {
        ("search", "js") => "code",
        ("search", "css") => "style",
        ("text", _) => "texts",
        _ => stem,
    };
    Some(role.to_owned())
}

/// Roles of what a large index has in parts, of which a query loads some.
pub const PARTS: [&str; 3] = ["terms", "texts", "notes"];

/// Roles of what is loaded for every query. Everything else is loaded by some.
pub const ALWAYS: [&str; 4] = ["starter", "code", "style", "index"];

/// The files of search in the site, each as it would be sent.
pub fn search_files(site: &Path, server: &GzipServer) -> Vec<Sent> {
    let files = WalkDir::new(site.join(SEARCH)).sort_by_file_name();
    let files = files
        .into_iter()
        .flatten()
        .filter(|f| f.file_type().is_file());
    let sent = |file: walkdir::DirEntry| {
        let path = relative(site, file.path());
        let bytes = server.size(&path)?;
        Some(Sent {
            path,
            status: 200,
            bytes,
        })
    };
    files.filter_map(sent).collect()
}

/// The page of middle weight and the heaviest, units' where there are such.
pub fn typical_pages(site: &Path, server: &GzipServer) -> Vec<String> {
    let pages = WalkDir::new(site).sort_by_file_name().into_iter().flatten();
    let pages = pages
        .map(|entry| relative(site, entry.path()))
        .filter(|path| {
            let name = path.rsplit('/').next().unwrap_or_default();
            let special = ["index.html", "print.html", "toc.html", "404.html"];
            path.ends_with(".html") && !special.contains(&name)
        });
    let mut pages: Vec<String> = pages.collect();
    if pages.iter().any(|path| path.contains("/unit-")) {
        pages.retain(|path| path.contains("/unit-"));
    }
    pages.sort_by_cached_key(|path| server.size(path));
    let middle = pages.get(pages.len() / 2).cloned();
    let last = pages.pop().filter(|last| middle.as_ref() != Some(last));
    middle.into_iter().chain(last).collect()
}

/// Visits a page with nothing in the cache: what it takes in all, and by kinds of files.
///
/// # Errors
/// When the browser fails or the page does not load.
pub fn visit(
    browser: &Arc<Browser>,
    server: &GzipServer,
    path: &str,
) -> Result<(Cell, BTreeMap<String, Cell>), Failure> {
    server.take_log();
    Page::open(browser, &Subject::like_ours("page", server.url(path)))?;
    let sent = server.take_log();
    Ok((total(&sent), by(&sent, kind)))
}

fn relative(site: &Path, file: &Path) -> String {
    let path = file.strip_prefix(site).unwrap_or(file);
    path.to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_have_their_roles_whatever_their_hashes() {
        let role = |path| role(path).unwrap_or_default();
        assert_eq!(role("search/starter.js"), "starter");
        assert_eq!(role("search/search-1a2b3c4d.js"), "code");
        assert_eq!(role("search/search-1a2b3c4d.css"), "style");
        assert_eq!(role("search/text-00000000.js"), "texts");
        assert_eq!(role("search/sounds-12345678.js"), "sounds");
        assert_eq!(role("css/site.css"), "");
        assert_eq!(kind("crm-16h/"), "html");
        assert_eq!(kind("a.b/c.svg"), "pictures and others");
    }

    #[test]
    fn sums_count_every_answer() {
        let sent = |path: &str, bytes| Sent {
            path: path.to_owned(),
            status: 200,
            bytes,
        };
        let all = [sent("a.css", 1), sent("b.css", 2), sent("c.js", 4)];
        let (bytes, requests) = (7, 3);
        assert_eq!(total(&all), Cell::Weight { bytes, requests });
        assert_eq!(by(&all, kind).len(), 2);
    }
}
