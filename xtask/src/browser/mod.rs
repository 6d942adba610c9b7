//! A real browser, driven from Rust: which one, and a conversation with it.
//!
//! [`find`] names the Chromium of this machine, [`Browser::launch`] starts it, a [`Session`]
//! is one page in a profile of its own. The tests and the measurements build on these.

use std::path::{Path, PathBuf};

mod devtools;

pub use devtools::{Browser, BrowserError, Session};

/// Names under which Chromium is installed, the most specific first.
const NAMES: [&str; 5] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
];

/// Where macOS keeps it, which never is on the `PATH`.
const MACOS: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/// The browser to drive: the environment's `CHROME` when set, else the first known name on
/// the `PATH`.
pub fn find() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("CHROME").filter(|value| !value.is_empty()) {
        let named = PathBuf::from(named);
        return if named.components().count() > 1 {
            named.is_file().then_some(named)
        } else {
            on_path(&named)
        };
    }
    NAMES
        .iter()
        .find_map(|name| on_path(Path::new(name)))
        .or_else(|| Some(PathBuf::from(MACOS)).filter(|path| path.is_file()))
}

/// The first file of that name in the folders of `PATH`.
pub fn on_path(name: &Path) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}
