//! From a key to painted results, with everything loaded.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use super::page::Page;
use super::queries::Queries;
use super::server::{GzipServer, Sent};
use super::{Failure, Subject};
use crate::browser::Browser;

/// How fast the keys come.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// After each key.
    pub key: Duration,
    /// After each query: what the page does when the typing rests belongs to its cost.
    pub rest: Duration,
}

/// As a quick typist.
pub const QUICK: Pace = Pace {
    key: Duration::from_millis(90),
    rest: Duration::from_millis(300),
};

/// How long results may take before the key counts as unanswered.
const PATIENCE: Duration = Duration::from_secs(3);

/// What was seen while all queries were typed.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// Milliseconds from each key until its results were painted.
    pub painted: Vec<f64>,
    /// The same without the wait for the frame.
    pub work: Vec<f64>,
    /// Milliseconds from each key until its results stood in the document.
    pub answered: Vec<f64>,
    /// Keys after which no results came.
    pub unanswered: Vec<String>,
    /// Milliseconds of every task longer than 50.
    pub long: Vec<f64>,
    /// Files that were asked for.
    pub sent: Vec<Sent>,
    /// The slowest answers, worst first: what stood in the box, and milliseconds.
    pub slowest: Vec<(String, f64)>,
}

/// Types every query key by key.
///
/// # Errors
/// When the browser fails.
pub fn type_all(
    browser: &Arc<Browser>,
    server: &GzipServer,
    subject: &Subject,
    queries: &Queries,
    pace: Pace,
) -> Result<Typed, Failure> {
    let page = Page::open(browser, subject)?;
    page.first_results(&queries.first)?;
    let mut typed = Typed::default();
    for query in &queries.warm_up {
        type_one(&page, query, pace, &mut typed)?;
    }
    page.is_kept()?;
    server.take_log();
    let start = page.now()?;
    let mut typed = Typed::default();
    for query in &queries.typed {
        type_one(&page, query, pace, &mut typed)?;
    }
    typed.long = page.long_tasks(start)?;
    typed.sent = server.take_log();
    typed.slowest.sort_by(|a, b| b.1.total_cmp(&a.1));
    typed.slowest.truncate(5);
    Ok(typed)
}

fn type_one(page: &Page, query: &str, pace: Pace, typed: &mut Typed) -> Result<(), Failure> {
    page.clear()?;
    thread::sleep(pace.key);
    let mut value = String::new();
    for character in query.chars() {
        value.push(character);
        page.key(character)?;
        // To ask at once would stand in the way of what is measured.
        thread::sleep(pace.key);
        let Some(seen) = page.painted(&value, PATIENCE)? else {
            typed.unanswered.push(value.clone());
            continue;
        };
        typed.painted.push(seen.latency());
        typed.work.push(seen.work());
        typed.answered.push(seen.changed - seen.pressed);
        let slow = (value.clone(), seen.work());
        typed.slowest.push(slow);
    }
    thread::sleep(pace.rest);
    Ok(())
}
