//! The first results of a cold visit: nothing of search is there when `/` is pressed.

use std::sync::Arc;

use super::page::{IndexTimes, Page};
use super::server::{GzipServer, Line};
use super::{Failure, Subject};
use crate::browser::Browser;

/// What the issue calls a slow line.
pub const SLOW: Line = Line {
    bits: 400_000,
    delay: 400,
};

/// The measures of one cold visit, in milliseconds.
#[derive(Debug, Clone)]
pub struct First {
    /// From the key `/` until the results of the whole query were painted.
    pub from_opening: f64,
    /// The same from the query's last key.
    pub from_last_key: f64,
    /// Times of the index, where the page tells them.
    pub index: IndexTimes,
    /// Tasks longer than 50 ms.
    pub long: Vec<f64>,
}

/// Visits the subject with an empty cache; from the key `/` on, files come over `line`.
///
/// # Errors
/// When the browser fails or there are no results.
pub fn visit(
    browser: &Arc<Browser>,
    server: &GzipServer,
    subject: &Subject,
    query: &str,
    line: Option<Line>,
) -> Result<First, Failure> {
    let page = Page::open(browser, subject)?;
    server.set_line(line);
    let seen = page.first_results(query);
    server.set_line(None);
    let seen = seen?;
    Ok(First {
        from_opening: seen.painted - seen.opened,
        from_last_key: seen.latency(),
        index: page.index_times()?,
        long: page.long_tasks(seen.opened)?,
    })
}
