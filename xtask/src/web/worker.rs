//! The service worker: a whole build of the site kept in the browser, file by file.

use std::collections::BTreeMap;

use serde_json::json;

use super::digest;

/// Where it stands. It must never move: browsers ask here whether there is a newer one, and
/// it keeps what lies beside and below it.
pub const PATH: &str = "sw.js";

/// Where the script of the theme takes the name and the files of the build.
const TOKEN: &str = "\"@build\"";

/// Hexadecimal digits of a digest: enough to notice a file of another build.
const DIGITS: usize = 16;

/// A larger site is not kept: a visit must not cost a reader so much.
const MOST: usize = 32 * 1024 * 1024;

/// Films and archives are left to the network.
const MOST_A_FILE: usize = 4 * 1024 * 1024;

/// Files that only hosts and machines ask for.
const NOT_KEPT: [&str; 6] = [
    PATH,
    "CNAME",
    "cover.png",
    "llms.txt",
    "robots.txt",
    "sitemap.xml",
];

/// What the worker knows of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// In bytes.
    pub size: usize,
    /// All hexadecimal digits.
    pub digest: String,
}

impl Kept {
    /// A file with this content.
    pub fn of(bytes: &[u8]) -> Self {
        Self {
            size: bytes.len(),
            digest: digest::hex(bytes, usize::MAX),
        }
    }
}

/// The worker for these files; `None` when they are too large for it.
///
/// `source` is `theme/js/worker.js`, `build` the name of the build. Pages do not say that name
/// yet: what has not changed is not fetched again for it.
pub fn script(source: &str, build: &str, files: &BTreeMap<String, Kept>) -> Option<String> {
    let kept: BTreeMap<_, _> = files
        .iter()
        .filter(|(path, file)| is_kept(path, file.size))
        .collect();
    let size: usize = kept.values().map(|file| file.size).sum();
    if size > MOST {
        return None;
    }
    let digests: serde_json::Map<_, _> = kept
        .into_iter()
        .map(|(path, file)| (path.clone(), file.digest.get(..DIGITS).into()))
        .collect();
    let list = json!({ "build": build, "files": digests });
    Some(source.replacen(TOKEN, &list.to_string(), 1))
}

fn is_kept(path: &str, size: usize) -> bool {
    let hidden = path.split('/').any(|part| part.starts_with('.'));
    let cover = path.starts_with("assets/cover-");
    // A reader takes those along once, not with every build.
    let taken = path.starts_with("downloads/");
    !hidden && !cover && !taken && !NOT_KEPT.contains(&path) && size <= MOST_A_FILE
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_worker_knows_what_a_reader_needs() {
        let film = vec![0; MOST_A_FILE + 1];
        let files = [
            "a/b.html",
            ".nojekyll",
            ".well-known/x",
            "sitemap.xml",
            "CNAME",
        ];
        let mut files: BTreeMap<String, Kept> =
            files.map(|path| (path.to_owned(), Kept::of(b"abc"))).into();
        files.insert("film.mp4".to_owned(), Kept::of(&film));
        let script = script("const x = \"@build\";", "b1", &files).unwrap();
        let list = r#"{"build":"b1","files":{"a/b.html":"ba7816bf8f01cfea"}}"#;
        assert_eq!(script, format!("const x = {list};"));
    }

    #[test]
    fn a_site_too_large_has_none() {
        let part = Kept::of(&vec![0; MOST_A_FILE]);
        let files: BTreeMap<_, _> = (0..9).map(|n| (n.to_string(), part.clone())).collect();
        assert_eq!(script("\"@build\"", "b1", &files), None);
    }
}
