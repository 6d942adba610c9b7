//! How long a build takes, step by step.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use crate::book::build::{self, Made, Options};
use crate::diagnostic::{Diagnostic, has_errors};

/// Times of one build.
#[derive(Debug, Clone)]
pub struct Run {
    /// Milliseconds in all.
    pub total: f64,
    /// Milliseconds of each step, in order.
    pub steps: Vec<(&'static str, f64)>,
}

/// The step that makes index and export.
pub const INDEXING: &str = "indexing for search";

/// Builds the book into `out`, a folder that holds nothing else.
///
/// # Errors
/// The findings that keep the book from being built, or what the disk said.
pub fn build(book: &Path, theme: &Path, out: &Path) -> Result<(Made, Run), Vec<Diagnostic>> {
    let io = |e: std::io::Error| vec![Diagnostic::error("io", e.to_string())];
    if out.exists() {
        std::fs::remove_dir_all(out).map_err(io)?;
    }
    std::fs::create_dir_all(out).map_err(io)?;
    let begun: Arc<Mutex<Vec<(&'static str, Instant)>>> = Arc::default();
    let heard = Arc::clone(&begun);
    let options = Options {
        on_step: Arc::new(move |step| {
            let mut begun = heard.lock().unwrap_or_else(PoisonError::into_inner);
            begun.push((step, Instant::now()));
        }),
        ..Options::new(book, theme, out)
    };
    let start = Instant::now();
    let made = build::make(&options, out);
    let end = Instant::now();
    if has_errors(&made.findings) {
        return Err(made.findings);
    }
    let begun = begun.lock().unwrap_or_else(PoisonError::into_inner);
    let ends = begun.iter().skip(1).map(|(_, at)| *at).chain([end]);
    let step =
        |((name, from), to): (&(&'static str, Instant), Instant)| (*name, milliseconds(*from, to));
    let run = Run {
        total: milliseconds(start, end),
        steps: begun.iter().zip(ends).map(step).collect(),
    };
    Ok((made, run))
}

/// Milliseconds between two moments.
pub fn milliseconds(from: Instant, to: Instant) -> f64 {
    to.saturating_duration_since(from).as_secs_f64() * 1000.0
}
