//! Text that goes into pages.

use std::fmt::Write as _;

use minijinja::Value;
use serde::{Serialize, Serializer};

/// Markup that is ready for a page; everything else is escaped when a template shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Html(pub String);

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Value::from_safe_string(self.0.clone()).serialize(serializer)
    }
}

/// Makes words inert in Markdown, HTML, TeX and mdBook's own directives alike: every ASCII
/// punctuation character becomes a numeric entity, a line break becomes a space.
pub fn escape(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if c.is_ascii_punctuation() {
            // Writing to a string cannot fail.
            let _ = write!(out, "&#{};", u32::from(c));
        } else if c == '\n' || c == '\t' {
            out.push(' ');
        } else {
            out.push(c);
        }
    }
    out
}

/// A link to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Relative to the page it stands on.
    pub href: String,
    /// Its words.
    pub text: String,
}

/// The way from `page` to `url`, both relative to the site root.
pub fn relative(page: &str, url: &str) -> String {
    let (target, fragment) = url.split_once('#').unwrap_or((url, ""));
    if target == page && !fragment.is_empty() {
        return format!("#{fragment}");
    }
    let up = "../".repeat(page.matches('/').count());
    // Neighbours link without a detour, so that a folder can be moved as a whole.
    let folder = page.rsplit_once('/').map(|(folder, _)| folder);
    match folder.and_then(|folder| url.strip_prefix(folder)?.strip_prefix('/')) {
        Some(near) => near.to_owned(),
        None => format!("{up}{url}"),
    }
}

/// Class hours without a needless `.0`.
pub fn hours(hours: f64) -> String {
    format!("{hours}")
}

#[cfg(test)]
mod tests {
    use super::{escape, relative};

    #[test]
    fn no_punctuation_survives() {
        assert_eq!(
            escape("1.C++ 与\n{x}"),
            "1&#46;C&#43;&#43; 与 &#123;x&#125;"
        );
    }

    #[test]
    fn ways_between_pages() {
        assert_eq!(relative("a/b.html", "a/b.html#x"), "#x");
        assert_eq!(relative("a/b.html", "a/c.html#x"), "c.html#x");
        assert_eq!(relative("a/b.html", "c.html"), "../c.html");
        assert_eq!(relative("b.html", "a/c.html"), "a/c.html");
    }
}
