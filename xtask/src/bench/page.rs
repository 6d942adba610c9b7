//! A page that is typed into, with the probe inside.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{Failure, Subject};
use crate::browser::{Browser, Session};

/// Watches keys and paints in the page.
const PROBE: &str = include_str!("probe.js");

/// How long a page may load, and results may take on a slow line.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// After so long without results a search that is not on a slow line finds nothing.
const SOON: Duration = Duration::from_secs(3);

/// After so long a page that keeps its site for reading without a network has begun to.
const BEGINS: Duration = Duration::from_secs(8);

/// A page in a profile of its own.
pub struct Page {
    session: Session,
}

/// Results that were painted; times in milliseconds since the page's start.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct Painted {
    /// When the key `/` came.
    pub opened: f64,
    /// When the last key came.
    pub pressed: f64,
    /// When the results stood in the document.
    pub changed: f64,
    /// When their frame began.
    pub frame: f64,
    /// When their frame had been painted.
    pub painted: f64,
    /// How many there were.
    pub options: usize,
}

/// Times of the index in the page, in milliseconds, where they are known.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct IndexTimes {
    /// To decode it.
    pub decode: Option<f64>,
    /// From its arrival until it could be asked.
    pub ready: Option<f64>,
}

impl Painted {
    /// Milliseconds from the last key until the results were painted.
    pub fn latency(&self) -> f64 {
        self.painted - self.pressed
    }

    /// The same without the wait for the next frame, which is not ours to shorten: on a
    /// screen of 60 Hz it takes up to 16.7 ms, whatever the page does.
    pub fn work(&self) -> f64 {
        (self.changed - self.pressed) + (self.painted - self.frame)
    }
}

impl Page {
    /// Opens the page of a search with nothing in its cache, and waits until it has loaded and
    /// rests.
    ///
    /// # Errors
    /// When the browser fails or the page does not load.
    pub fn open(browser: &Arc<Browser>, subject: &Subject) -> Result<Self, Failure> {
        let session = Session::open(browser)?;
        for domain in ["Page", "Runtime"] {
            session.call(&format!("{domain}.enable"), &json!({}))?;
        }
        let focus = json!({ "enabled": true });
        session.call("Emulation.setFocusEmulationEnabled", &focus)?;
        let of_subject =
            [subject.list, subject.result, subject.count].map(|one| json!(one).to_string());
        let source = format!("{}({});", PROBE.trim_end(), of_subject.join(", "));
        let probe = json!({ "source": source });
        session.call("Page.addScriptToEvaluateOnNewDocument", &probe)?;
        let page = Self { session };
        page.go(&subject.url)?;
        Ok(page)
    }

    fn go(&self, url: &str) -> Result<(), Failure> {
        let to = json!({ "url": url });
        let answer = self.session.call("Page.navigate", &to)?;
        if let Some(error) = answer["errorText"].as_str() {
            return Err(Failure(format!("{url}: {error}")));
        }
        let until = Instant::now() + PATIENCE;
        let loaded = "document.readyState === 'complete' && !!window.kegangBench";
        while self.eval::<bool>(loaded).ok() != Some(true) {
            if Instant::now() > until {
                return Err(Failure(format!("{url} does not load")));
            }
            thread::sleep(Duration::from_millis(20));
        }
        let rest = "new Promise(done => requestIdleCallback(() => setTimeout(done, 100, true), { timeout: 2000 }))";
        self.eval::<bool>(rest).map(drop)
    }

    /// The value of an expression, a promise's when it is one.
    ///
    /// # Errors
    /// When the expression throws, its value is of another type, or the browser fails.
    pub fn eval<T: DeserializeOwned>(&self, expression: &str) -> Result<T, Failure> {
        let params =
            json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let answer = self.session.call("Runtime.evaluate", &params)?;
        // Nobody looks at the events of the page, and a long run has many.
        self.session.forget_events();
        if let Some(thrown) = answer.get("exceptionDetails") {
            let why = &thrown["exception"]["description"];
            return Err(Failure(format!("{expression}: {why}")));
        }
        let value = answer["result"]["value"].clone();
        serde_json::from_value(value).map_err(|e| Failure(format!("{expression}: {e}")))
    }

    /// Presses and releases a key that writes a character.
    ///
    /// # Errors
    /// When the browser fails.
    pub fn key(&self, character: char) -> Result<(), Failure> {
        let upper = character.to_ascii_uppercase();
        let (code, number) = match upper {
            'A'..='Z' => (format!("Key{upper}"), u32::from(upper)),
            '0'..='9' => (format!("Digit{upper}"), u32::from(upper)),
            ' ' => ("Space".to_owned(), 32),
            '/' => ("Slash".to_owned(), 191),
            _ => (String::new(), 0),
        };
        let text = character.to_string();
        self.press(json!({
            "type": "keyDown", "key": text, "text": text, "code": code,
            "windowsVirtualKeyCode": number,
        }))
    }

    /// Empties the focused box.
    ///
    /// # Errors
    /// When the browser fails.
    pub fn clear(&self) -> Result<(), Failure> {
        self.press(json!({
            "type": "rawKeyDown", "key": "a", "code": "KeyA", "windowsVirtualKeyCode": 65,
            "modifiers": 2, "commands": ["selectAll"],
        }))?;
        self.press(json!({
            "type": "rawKeyDown", "key": "Backspace", "code": "Backspace",
            "windowsVirtualKeyCode": 8, "commands": ["deleteBackward"],
        }))
    }

    fn press(&self, mut event: Value) -> Result<(), Failure> {
        self.session.call("Input.dispatchKeyEvent", &event)?;
        event["type"] = "keyUp".into();
        if let Some(event) = event.as_object_mut() {
            event.remove("commands");
            event.remove("text");
        }
        self.session.call("Input.dispatchKeyEvent", &event)?;
        Ok(())
    }

    /// The first results for `value` that were painted since the last key, `None` when there
    /// were none after `patience`.
    ///
    /// # Errors
    /// When the browser fails.
    pub fn painted(&self, value: &str, patience: Duration) -> Result<Option<Painted>, Failure> {
        self.answer(value, patience, 0)
    }

    fn answer(
        &self,
        value: &str,
        patience: Duration,
        least: usize,
    ) -> Result<Option<Painted>, Failure> {
        let (value, patience) = (json!(value), patience.as_millis());
        self.eval(&format!("kegangBench.answer({value}, {patience}, {least})"))
    }

    /// Opens the box and types a query as fast as keys go; whether there are results soon.
    ///
    /// # Errors
    /// When the browser fails.
    pub fn finds(&self, query: &str) -> Result<bool, Failure> {
        self.ask(query)?;
        Ok(self.answer(query, SOON, 1)?.is_some())
    }

    fn ask(&self, query: &str) -> Result<(), Failure> {
        self.key('/')?;
        query.chars().try_for_each(|character| self.key(character))
    }

    /// Opens the box, types a query as fast as keys go, and waits for its results.
    ///
    /// # Errors
    /// When the browser fails or no result is seen.
    pub fn first_results(&self, query: &str) -> Result<Painted, Failure> {
        self.ask(query)?;
        if let Some(painted) = self.answer(query, PATIENCE, 1)? {
            return Ok(painted);
        }
        let seen: String = self.eval("kegangBench.seen()")?;
        Err(Failure(format!("no results for {query}; seen: {seen}")))
    }

    /// Waits until a page that keeps its whole site has done so: what it fetches and digests
    /// meanwhile would be taken for search.
    ///
    /// # Errors
    /// When the browser fails, or the site is not kept after a minute.
    pub fn is_kept(&self) -> Result<(), Failure> {
        let state = "(async () => {
            const worker = navigator.serviceWorker && (await navigator.serviceWorker.getRegistration());
            return worker ? (worker.active ? 'kept' : 'busy') : 'none';
        })()";
        let start = Instant::now();
        loop {
            match self.eval::<String>(state)?.as_str() {
                "kept" => return Ok(()),
                "none" if start.elapsed() > BEGINS => return Ok(()),
                _ if start.elapsed() > Duration::from_secs(60) => break,
                _ => thread::sleep(Duration::from_millis(200)),
            }
        }
        Err(Failure("the site is not kept after a minute".to_owned()))
    }

    /// Tasks of more than 50 ms that ended after this time, in milliseconds.
    ///
    /// # Errors
    /// When the browser fails.
    pub fn long_tasks(&self, since: f64) -> Result<Vec<f64>, Failure> {
        self.eval(&format!("kegangBench.longTasks({since})"))
    }

    /// When the index was decoded and ready.
    ///
    /// # Errors
    /// When the browser fails.
    pub fn index_times(&self) -> Result<IndexTimes, Failure> {
        self.eval("kegangBench.index()")
    }

    /// Milliseconds since the page's start.
    ///
    /// # Errors
    /// When the browser fails.
    pub fn now(&self) -> Result<f64, Failure> {
        self.eval("performance.now()")
    }
}
