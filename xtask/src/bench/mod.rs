//! What the built site costs its readers, measured in a real browser: bytes, requests and the
//! time between a key and the painted results; and what it costs to build.
//!
//! [`server`] serves a folder with the bytes that GitHub Pages would send, [`page`] types into
//! a page of [`crate::browser`], and `probe.js` in that page watches the keys come and the
//! results be painted. [`weight`], [`typing`], [`first`] and [`building`] measure with these;
//! [`pagefind`] and [`mdbook`] put another search over the same pages, so that it is measured in
//! the same way; [`plain`] makes the same pages in mdBook's own theme. What they find is a [`table::Table`].
//!
//! Everything that shows results as children of one list can be measured: a [`Subject`].
//! Times are of one machine at one moment. Only those of one run can be compared.

use std::fmt;

use crate::browser::BrowserError;
use crate::diagnostic::Diagnostic;

pub mod building;
pub mod first;
pub mod mdbook;
pub mod measure;
pub mod page;
pub mod pagefind;
pub mod peers;
pub mod plain;
pub mod queries;
pub mod server;
pub mod stats;
pub mod table;
pub mod typing;
pub mod weight;

/// A search to measure, on a page that is served.
#[derive(Debug, Clone)]
pub struct Subject {
    /// The column of the table.
    pub name: &'static str,
    /// The address of the page on which it is opened with the key `/`.
    pub url: String,
    /// The `id` of the list whose children are the results.
    pub list: &'static str,
    /// Which of them are results, a CSS selector.
    pub result: &'static str,
    /// The `id` of what says how many there are, for a search that leaves the list alone when it finds
    /// nothing; empty when there is no such thing.
    pub count: &'static str,
}

impl Subject {
    /// A search that shows its results as the project's own does.
    pub fn like_ours(name: &'static str, url: String) -> Self {
        Self {
            name,
            url,
            list: "search-list",
            result: "[role=option]",
            count: "",
        }
    }
}

/// Why something could not be measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure(pub String);

impl Failure {
    /// The first of what keeps a book from being built.
    fn of(findings: Vec<Diagnostic>) -> Self {
        let first = findings.into_iter().next();
        Self(first.map_or_else(String::new, |finding| finding.message))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}

impl From<BrowserError> for Failure {
    fn from(error: BrowserError) -> Self {
        Self(error.to_string())
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}
