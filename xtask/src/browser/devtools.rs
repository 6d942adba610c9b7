//! A minimal client of the Chrome DevTools Protocol, over a pipe.
//!
//! Why not a crate: the ones that type the whole protocol drop every event that a newer
//! browser has extended, so "no such event" would prove nothing; a WebSocket needs a free
//! port; and a browser that outlives the test run has to be hunted down. With
//! `--remote-debugging-pipe` the browser ends when this process does, however it ends.
//!
//! Messages are JSON, each followed by a NUL. A call waits for its answer; events are kept
//! by session, in order, until someone looks at them.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long a call may take before the browser counts as hung.
const CALL_TIMEOUT: Duration = Duration::from_secs(120);

/// The browser talks on the file descriptors 3 and 4, which a shell can hand over and safe
/// Rust cannot. The shell stays to remove the profile when the browser has ended.
const SHELL: &str = r#"profile=$1; shift
"$@" 3<&0 4>&1 </dev/null >/dev/null
rm -rf "$profile""#;

const FLAGS: [&str; 22] = [
    "--headless=new",
    "--remote-debugging-pipe",
    // Only pages of our own are opened, and a container has no namespaces for a sandbox.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--disable-breakpad",
    "--metrics-recording-only",
    "--password-store=basic",
    // Several pages are open at a time; none may be slowed down for being in the background.
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    "--force-color-profile=srgb",
    // Nothing outside this machine is ever reached, whatever a page asks for.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    "--window-size=1280,900",
];

/// What went wrong between us and the browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrowserError(String);

impl fmt::Display for BrowserError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BrowserError {}

/// A running browser; it ends when this is dropped or the process ends.
pub struct Browser {
    child: Child,
    /// `None` once the browser was told to end.
    pipe: Mutex<Option<ChildStdin>>,
    inbox: Arc<Inbox>,
}

/// Everything the browser said and nobody has taken yet.
#[derive(Default)]
struct Inbox {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    last_call: u64,
    answers: BTreeMap<u64, Value>,
    events: BTreeMap<String, Vec<Value>>,
    closed: bool,
}

impl Browser {
    /// Starts `program` with a profile of its own. What the browser says on stderr is
    /// written to `log`.
    ///
    /// # Errors
    /// When it cannot be started or does not answer; the end of its log is in the message.
    pub fn launch(program: &Path, log: &Path) -> Result<Arc<Self>, BrowserError> {
        let start = || -> std::io::Result<Child> {
            let profile = tempfile::Builder::new()
                .prefix("kegang-browser-")
                .tempdir()?
                .keep();
            let mut data = std::ffi::OsString::from("--user-data-dir=");
            data.push(&profile);
            Command::new("sh")
                .args(["-c", SHELL, "sh"])
                .arg(&profile)
                .arg(program)
                .args(FLAGS)
                .arg(data)
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(File::create(log)?)
                .spawn()
        };
        let failed = |why: &dyn fmt::Display| {
            let said = std::fs::read_to_string(log).unwrap_or_default();
            let tail: Vec<&str> = said.lines().rev().take(8).collect();
            let tail: Vec<&str> = tail.into_iter().rev().collect();
            let program = program.display();
            BrowserError(format!(
                "cannot start {program}: {why}\n{}",
                tail.join("\n")
            ))
        };
        let mut child = start().map_err(|error| failed(&error))?;
        let inbox = Arc::new(Inbox::default());
        if let Some(output) = child.stdout.take() {
            let inbox = Arc::clone(&inbox);
            std::thread::spawn(move || inbox.fill(output));
        }
        let browser = Self {
            pipe: Mutex::new(child.stdin.take()),
            child,
            inbox,
        };
        browser
            .call("", "Browser.getVersion", &json!({}))
            .map_err(|error| failed(&error))?;
        Ok(Arc::new(browser))
    }

    /// Calls `method` of the browser, or of a page when `session` is not empty.
    ///
    /// # Errors
    /// The browser's own refusal, or that it ended or hangs.
    pub fn call(&self, session: &str, method: &str, params: &Value) -> Result<Value, BrowserError> {
        let id = {
            let mut state = self.inbox.lock();
            state.last_call += 1;
            state.last_call
        };
        let mut message = json!({ "id": id, "method": method, "params": params });
        if !session.is_empty() {
            message["sessionId"] = session.into();
        }
        self.send(&message)
            .map_err(|error| BrowserError(format!("{method}: {error}")))?;
        let answer = self
            .inbox
            .answer(id)
            .map_err(|why| BrowserError(format!("{method}: {why}")))?;
        match answer.get("error") {
            Some(error) => Err(BrowserError(format!("{method}: {error}"))),
            None => Ok(answer["result"].clone()),
        }
    }

    fn send(&self, message: &Value) -> std::io::Result<()> {
        let mut text = message.to_string().into_bytes();
        text.push(0);
        let mut pipe = self.pipe.lock().unwrap_or_else(PoisonError::into_inner);
        match pipe.as_mut() {
            Some(pipe) => pipe.write_all(&text).and_then(|()| pipe.flush()),
            None => Err(std::io::ErrorKind::BrokenPipe.into()),
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let pipe = self.pipe.get_mut().unwrap_or_else(PoisonError::into_inner);
        drop(pipe.take());
        // The browser ends at the end of its input, the shell after it.
        let _ = self.child.wait();
    }
}

impl Inbox {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sorts what comes through the pipe until it ends.
    fn fill(&self, output: impl Read) {
        let mut output = BufReader::new(output);
        let mut bytes = Vec::new();
        loop {
            bytes.clear();
            let read = output.read_until(0, &mut bytes).unwrap_or(0);
            let mut state = self.lock();
            if read == 0 {
                state.closed = true;
                self.changed.notify_all();
                return;
            }
            let Ok(message) =
                serde_json::from_slice::<Value>(bytes.strip_suffix(&[0]).unwrap_or(&bytes))
            else {
                continue;
            };
            match message["id"].as_u64() {
                Some(id) => drop(state.answers.insert(id, message)),
                None => {
                    let session = message["sessionId"].as_str().unwrap_or_default();
                    state
                        .events
                        .entry(session.to_owned())
                        .or_default()
                        .push(message);
                }
            }
            self.changed.notify_all();
        }
    }

    fn answer(&self, id: u64) -> Result<Value, &'static str> {
        let until = Instant::now() + CALL_TIMEOUT;
        let mut state = self.lock();
        loop {
            if let Some(answer) = state.answers.remove(&id) {
                return Ok(answer);
            }
            if state.closed {
                return Err("the browser has ended");
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err("no answer from the browser");
            }
            state = self
                .changed
                .wait_timeout(state, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }
}

/// One page in a profile of its own: no cookies, cache or storage shared with another.
/// Closed when dropped.
pub struct Session {
    browser: Arc<Browser>,
    context: String,
    id: String,
}

impl Session {
    /// Opens an empty page.
    ///
    /// # Errors
    /// When the browser refuses or has ended.
    pub fn open(browser: &Arc<Browser>) -> Result<Self, BrowserError> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let context = browser.call("", "Target.createBrowserContext", &json!({}))?;
        let context = text(&context["browserContextId"]);
        let target = json!({ "url": "about:blank", "browserContextId": context });
        let target = browser.call("", "Target.createTarget", &target)?;
        let attach = json!({ "targetId": target["targetId"], "flatten": true });
        let id = browser.call("", "Target.attachToTarget", &attach)?;
        Ok(Self {
            browser: Arc::clone(browser),
            context,
            id: text(&id["sessionId"]),
        })
    }

    /// Calls a method of the page.
    ///
    /// # Errors
    /// As [`Browser::call`].
    pub fn call(&self, method: &str, params: &Value) -> Result<Value, BrowserError> {
        self.browser.call(&self.id, method, params)
    }

    /// Every event of the page so far, oldest first: objects with `method` and `params`.
    pub fn events(&self) -> Vec<Value> {
        let state = self.browser.inbox.lock();
        state.events.get(&self.id).cloned().unwrap_or_default()
    }

    /// Forgets the events so far.
    pub fn forget_events(&self) {
        self.browser.inbox.lock().events.remove(&self.id);
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let context = json!({ "browserContextId": self.context });
        // A browser that has ended has closed the page too.
        let _ = self
            .browser
            .call("", "Target.disposeBrowserContext", &context);
        self.forget_events();
    }
}
