//! mdBook writes its whole default theme into every site. What no page of ours asks for is
//! taken out again, found by following what the pages ask for.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use walkdir::WalkDir;

use super::facts::Facts;
use crate::parallel;

/// All files below `root`, relative, with forward slashes, sorted.
///
/// # Errors
/// Whatever the file system says.
pub fn files(root: &Path) -> io::Result<BTreeSet<String>> {
    let mut files = BTreeSet::new();
    for entry in WalkDir::new(root).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(root).unwrap_or(entry.path());
            files.insert(path.to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(files)
}

/// Removes from the site at `root` every file that is neither in `keep` nor asked for, in
/// any number of steps, by a file in `keep`. Pages whose facts are in `known` are not read;
/// `pages` belong to the site though they are not all written yet.
///
/// Returns the files that stay, and these pages.
///
/// # Errors
/// Whatever the file system says.
pub fn prune(
    root: &Path,
    pages: &BTreeMap<String, String>,
    keep: &BTreeSet<String>,
    known: &BTreeMap<String, Facts>,
) -> io::Result<BTreeSet<String>> {
    let mut present = files(root)?;
    present.extend(pages.keys().cloned());
    let mut wanted = BTreeSet::new();
    let mut queue: Vec<String> = keep.intersection(&present).cloned().collect();
    let facts: Vec<_> = known.iter().collect();
    let asked = parallel::map(&facts, |(page, facts)| {
        let mut asked = resolved(page, &facts.links);
        asked.retain(|path| present.contains(path));
        asked
    });
    let asked: BTreeMap<_, _> = std::iter::zip(known.keys(), asked).collect();
    while let Some(path) = queue.pop() {
        if !wanted.insert(path.clone()) {
            continue;
        }
        if let Some(asked) = asked.get(&path) {
            queue.extend(asked.difference(&wanted).cloned());
        } else {
            let asked = references(root, &path)?.into_iter();
            queue.extend(asked.filter(|asked| present.contains(asked)));
        }
    }
    for path in present.difference(&wanted) {
        fs::remove_file(root.join(path))?;
    }
    remove_empty_folders(root)?;
    Ok(wanted)
}

/// The files that a page or stylesheet asks for, relative to the site.
fn references(root: &Path, path: &str) -> io::Result<BTreeSet<String>> {
    let links = match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => Facts::of(&fs::read_to_string(root.join(path))?).links,
        Some("css") => in_stylesheet(&fs::read_to_string(root.join(path))?),
        _ => Vec::new(),
    };
    Ok(resolved(path, &links))
}

fn resolved(path: &str, links: &[String]) -> BTreeSet<String> {
    let links = links.iter().filter_map(|link| resolve(path, link));
    links.collect()
}

fn in_stylesheet(css: &str) -> Vec<String> {
    let urls = css
        .split("url(")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    let imports = css
        .split("@import")
        .skip(1)
        .filter_map(|rest| rest.split(';').next());
    let quotes = |c: char| c.is_whitespace() || c == '"' || c == '\'';
    urls.chain(imports)
        .map(|link| link.trim_matches(quotes).to_owned())
        .collect()
}

/// The path in the site that `link` on `page` leads to, query and fragment dropped; `None`
/// when it leads elsewhere.
pub fn resolve(page: &str, link: &str) -> Option<String> {
    let path = link.split(['#', '?']).next().unwrap_or(link);
    if path.is_empty() {
        return Some(page.to_owned());
    }
    let scheme = path
        .split('/')
        .next()
        .is_some_and(|first| first.contains(':'));
    if scheme || path.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            "" => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    let mut resolved = parts.join("/");
    if path.ends_with('/') || resolved.is_empty() {
        let slash = if resolved.is_empty() { "" } else { "/" };
        resolved = format!("{resolved}{slash}index.html");
    }
    Some(resolved)
}

fn remove_empty_folders(root: &Path) -> io::Result<()> {
    let mut filled: BTreeMap<_, bool> = BTreeMap::new();
    for entry in WalkDir::new(root).min_depth(1).contents_first(true) {
        let entry = entry?;
        let parent = entry.path().parent().map(Path::to_path_buf);
        let stays = if entry.file_type().is_dir() {
            let has_files = filled.get(entry.path()).copied().unwrap_or(false);
            if !has_files {
                fs::remove_dir(entry.path())?;
            }
            has_files
        } else {
            true
        };
        if let (true, Some(parent)) = (stays, parent) {
            filled.insert(parent, true);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn links_resolve_like_a_browser_does() {
        let on = |page, link| resolve(page, link);
        assert_eq!(on("a/b.html", "../c.css?v=1").as_deref(), Some("c.css"));
        assert_eq!(on("a/b.html", "#x").as_deref(), Some("a/b.html"));
        assert_eq!(on("a/b.html", "./").as_deref(), Some("a/index.html"));
        assert_eq!(on("b.html", "./").as_deref(), Some("index.html"));
        assert_eq!(on("b.html", "../x.html"), None);
        assert_eq!(on("b.html", "https://example.org/x"), None);
        assert_eq!(on("b.html", "mailto:a@b"), None);
        assert_eq!(on("b.html", "/x"), None);
    }
}
