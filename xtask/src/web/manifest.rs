//! The web app manifest: what the site is called on a home screen, and its icons.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use serde_json::json;

use super::Site;
use super::icon::{self, Cut};
use crate::book::theme::hashed_name;

/// Where it stands.
pub const PATH: &str = "manifest.webmanifest";

/// What a long press on the icon offers, where the site has it.
const SHORTCUTS: [(&str, &str); 3] = [
    ("搜索", "search.html"),
    ("概念索引", "concepts.html"),
    ("作业题库", "homework.html"),
];

/// The manifest and the icons it names, path → content.
///
/// # Errors
/// See [`icon::icon`].
pub fn files(site: &Site<'_>, pages: &BTreeSet<&str>) -> io::Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let mut icons = Vec::new();
    for (size, cut, purpose) in [
        (192, Cut::Round, "any"),
        (512, Cut::Round, "any"),
        (512, Cut::Full, "maskable"),
    ] {
        let bytes = icon::icon(size, cut)?;
        let path = format!("assets/{}", hashed_name("icon.png", &bytes));
        let sizes = format!("{size}x{size}");
        icons.push(json!({ "src": path, "sizes": sizes, "type": "image/png", "purpose": purpose }));
        files.insert(path, bytes);
    }
    let shortcuts = SHORTCUTS.iter().filter(|(_, page)| pages.contains(page));
    let shortcuts: Vec<_> = shortcuts
        .map(|(name, page)| json!({ "name": name, "url": page }))
        .collect();
    let manifest = json!({
        "name": site.title,
        "short_name": site.title.split_whitespace().next().unwrap_or(site.title),
        "description": site.description,
        "lang": site.language,
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": "#fffdf8",
        "theme_color": "#fffdf8",
        "icons": icons,
        "shortcuts": shortcuts,
    });
    files.insert(PATH.to_owned(), manifest.to_string().into_bytes());
    Ok(files)
}
