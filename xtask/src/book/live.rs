//! News for pages that are open while somebody writes: a new build, or why there is none.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::json;

use super::serve::Answer;

const SCRIPT: &str = include_str!("reload.js");
const SCRIPT_PATH: &str = "/__kegang/reload.js";
const NEWS_PATH: &str = "/__kegang/news?since=";

/// Long enough to be quiet, short enough for proxies and sleeping laptops.
const PATIENCE: Duration = Duration::from_secs(25);

/// What the pages are told.
#[derive(Debug, Default)]
pub struct Live {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// Grows with every build, good or bad.
    version: u64,
    error: Option<String>,
    closed: bool,
}

impl Live {
    /// There is a new site.
    pub fn built(&self) {
        self.tell(None);
    }

    /// There is none, because of this.
    pub fn failed(&self, error: String) {
        self.tell(Some(error));
    }

    /// Nobody waits any longer.
    pub(super) fn close(&self) {
        self.state().closed = true;
        self.changed.notify_all();
    }

    fn tell(&self, error: Option<String>) {
        let mut state = self.state();
        state.version += 1;
        state.error = error;
        drop(state);
        self.changed.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The answer to a request that is ours: the script, or the next news.
    pub(super) fn answer(&self, url: &str) -> Option<Answer> {
        if url.split('?').next() == Some(SCRIPT_PATH) {
            return Some(Answer::of("text/javascript; charset=utf-8", SCRIPT));
        }
        let since = url.strip_prefix(NEWS_PATH)?.parse().unwrap_or(0);
        let news = self.wait(since).to_string();
        Some(Answer::of("application/json; charset=utf-8", news))
    }

    /// The state as soon as it is another than version `since`.
    fn wait(&self, since: u64) -> serde_json::Value {
        let still = |state: &mut State| state.version == since && !state.closed;
        let waited = self
            .changed
            .wait_timeout_while(self.state(), PATIENCE, still);
        let (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        json!({ "version": state.version, "error": state.error })
    }

    /// The page with our script, a file and not inline, so that a strict policy allows it.
    pub(super) fn inject(&self, mut page: Vec<u8>) -> Vec<u8> {
        let version = self.state().version;
        // The page may be older than a build that failed since: it asks for that at once.
        let failed = self.state().error.is_some();
        let since = version.saturating_sub(u64::from(failed));
        let script =
            format!("<script src=\"{SCRIPT_PATH}\" data-since=\"{since}\" defer></script>");
        let end = rfind(&page, b"</body>").unwrap_or(page.len());
        page.splice(end..end, script.into_bytes());
        page
    }

    /// What stands in the place of a site that never was built.
    pub(super) fn empty_page(&self) -> Vec<u8> {
        "<!DOCTYPE html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>还没有页面</title>\
         <body><p>还没有这一页。</p></body></html>"
            .as_bytes()
            .to_vec()
    }
}

fn rfind(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack
        .windows(needle.len())
        .rposition(|window| window == needle)
}
