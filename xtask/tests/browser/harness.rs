//! What a test does with a page: open it, type, press, look. Everything panics with what the
//! page shows, because here a surprise is a failed test.
//!
//! Nothing is asserted about time: [`Page::wait`] polls until a generous deadline.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use xtask::browser::{Browser, Session, find};

const PATIENCE: Duration = Duration::from_secs(30);

/// A folder of the test run, kept afterwards for a look: `target/tmp/browser/…`.
pub fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser");
    std::fs::create_dir_all(&folder).unwrap();
    folder.join(name)
}

/// The one browser of all tests.
fn browser() -> &'static Arc<Browser> {
    static BROWSER: OnceLock<Arc<Browser>> = OnceLock::new();
    BROWSER.get_or_init(|| {
        let program = find().expect(
            "no Chromium here: `cargo xtask test` installs one, or name one in the environment as CHROME",
        );
        Browser::launch(&program, &scratch("chromium.log")).unwrap_or_else(|e| panic!("{e}"))
    })
}

/// A page in a profile of its own.
pub struct Page {
    session: Session,
}

impl Page {
    /// An empty page that records requests, console and exceptions.
    pub fn new() -> Self {
        let session = Session::open(browser()).unwrap_or_else(|e| panic!("{e}"));
        let page = Self { session };
        for domain in ["Page", "Runtime", "Network", "Log"] {
            page.call(&format!("{domain}.enable"), json!({}));
        }
        page.call(
            "Emulation.setFocusEmulationEnabled",
            json!({ "enabled": true }),
        );
        page
    }

    /// [`Page::new`] and [`Page::go`].
    pub fn open(url: &str) -> Self {
        let page = Self::new();
        page.go(url);
        page
    }

    /// A method of the DevTools Protocol.
    pub fn call(&self, method: &str, params: Value) -> Value {
        self.session
            .call(method, &params)
            .unwrap_or_else(|e| panic!("{e}"))
    }

    /// Goes to `url` and waits until it is loaded.
    pub fn go(&self, url: &str) {
        let answer = self.call("Page.navigate", json!({ "url": url }));
        assert!(answer["errorText"].is_null(), "{url}: {answer}");
        self.wait("document.readyState === 'complete'");
    }

    /// The value of an expression, a promise's when it is one, as JSON.
    pub fn eval(&self, expression: &str) -> Value {
        self.try_eval(expression)
            .unwrap_or_else(|why| panic!("{why}\nin {expression}\n{}", self.describe()))
    }

    /// Evaluates what makes the page go elsewhere. The answer may be lost with the page: a page
    /// that comes back from the browser's memory can be there before it. What follows waits
    /// for the new page.
    pub fn leave(&self, expression: &str) {
        match self.try_eval(expression) {
            Err(why) if !why.contains("navigated or closed") => panic!("{why}\nin {expression}"),
            _ => {}
        }
    }

    fn try_eval(&self, expression: &str) -> Result<Value, String> {
        let params = json!({
            "expression": expression, "awaitPromise": true, "returnByValue": true, "userGesture": true,
        });
        let answer = self
            .session
            .call("Runtime.evaluate", &params)
            .map_err(|e| e.to_string())?;
        match answer.get("exceptionDetails") {
            Some(thrown) => Err(thrown["exception"]["description"]
                .as_str()
                .map_or_else(|| thrown.to_string(), str::to_owned)),
            None => Ok(answer["result"]["value"].clone()),
        }
    }

    /// Polls until the expression is truthy and gives its value. While the page navigates
    /// the expression may throw.
    pub fn wait(&self, expression: &str) -> Value {
        let until = Instant::now() + PATIENCE;
        loop {
            let seen = self.try_eval(expression);
            match &seen {
                Ok(value) if truthy(value) => return value.clone(),
                _ if Instant::now() > until => {
                    panic!(
                        "waited in vain for {expression}\nlast {seen:?}\n{}",
                        self.describe()
                    )
                }
                _ => std::thread::sleep(Duration::from_millis(20)),
            }
        }
    }

    /// Two frames painted: what had to happen at once has.
    pub fn settle(&self) {
        self.eval("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }

    /// Types text key by key: key down with its character, key up.
    pub fn type_text(&self, text: &str) {
        for character in text.chars() {
            self.key(&character.to_string(), 0);
        }
    }

    /// Presses a named key with its modifiers: `Enter`, `ArrowDown`, `Control+k`, `Shift+Tab`.
    pub fn press(&self, chord: &str) {
        let (modifiers, key) = chord.rsplit_once('+').unwrap_or(("", chord));
        let mask = modifiers
            .split('+')
            .filter(|m| !m.is_empty())
            .map(|m| match m {
                "Alt" => 1,
                "Control" => 2,
                "Meta" => 4,
                "Shift" => 8,
                other => panic!("no such modifier: {other}"),
            });
        self.key(key, mask.sum());
    }

    /// A key that the input method takes for itself: pages see its name, but the code 229.
    pub fn press_into_input_method(&self, key: &str) {
        for kind in ["rawKeyDown", "keyUp"] {
            self.call(
                "Input.dispatchKeyEvent",
                json!({ "type": kind, "key": key, "code": key, "windowsVirtualKeyCode": 229 }),
            );
        }
    }

    fn key(&self, key: &str, modifiers: u32) {
        let (code, number, text) = key_definition(key);
        // With Control, Alt or Meta a key is a command and writes nothing.
        let text = text.filter(|_| modifiers & 7 == 0);
        let mut event = json!({
            "type": if text.is_some() { "keyDown" } else { "rawKeyDown" },
            "key": key, "code": code, "modifiers": modifiers,
            "windowsVirtualKeyCode": number, "nativeVirtualKeyCode": number,
        });
        if let Some(text) = text {
            event["text"] = text.into();
        }
        self.call("Input.dispatchKeyEvent", event.clone());
        event["type"] = "keyUp".into();
        self.call("Input.dispatchKeyEvent", event);
    }

    /// The input method shows `text` as not yet chosen.
    pub fn compose(&self, text: &str) {
        let caret = text.encode_utf16().count();
        self.call(
            "Input.imeSetComposition",
            json!({ "text": text, "selectionStart": caret, "selectionEnd": caret }),
        );
    }

    /// The input method puts `text` in: ends a composition, or pastes at once.
    pub fn insert(&self, text: &str) {
        self.call("Input.insertText", json!({ "text": text }));
    }

    /// Clicks the middle of the first element that matches.
    pub fn click(&self, selector: &str) {
        let at = self.middle(selector);
        for kind in ["mousePressed", "mouseReleased"] {
            self.call(
                "Input.dispatchMouseEvent",
                json!({ "type": kind, "x": at[0], "y": at[1], "button": "left", "clickCount": 1 }),
            );
        }
    }

    /// Touches it with one finger.
    pub fn tap(&self, selector: &str) {
        let at = self.middle(selector);
        let finger = json!([{ "x": at[0], "y": at[1] }]);
        for (kind, fingers) in [("touchStart", finger), ("touchEnd", json!([]))] {
            let touch = json!({ "type": kind, "touchPoints": fingers });
            self.call("Input.dispatchTouchEvent", touch);
        }
    }

    /// The middle of the first element that matches, scrolled into sight.
    fn middle(&self, selector: &str) -> Value {
        self.wait(&format!(
            "(() => {{ const e = document.querySelector({}); if (!e) return null;
               e.scrollIntoView({{ block: 'center', behavior: 'instant' }});
               const r = e.getBoundingClientRect();
               return [r.x + r.width / 2, r.y + r.height / 2]; }})()",
            json!(selector)
        ))
    }

    /// A window of that size in CSS pixels, from phone to desk.
    pub fn viewport(&self, width: u32, height: u32) {
        let mobile = width < 700;
        self.call(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile }),
        );
    }

    /// `dark` or `light`, as the system would say.
    pub fn color_scheme(&self, scheme: &str) {
        self.media(scheme, false);
    }

    /// What the system says of its reader: `dark` or `light`, and whether things should keep
    /// still.
    pub fn media(&self, scheme: &str, still: bool) {
        let motion = if still { "reduce" } else { "no-preference" };
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": motion },
        ]);
        self.call(
            "Emulation.setEmulatedMedia",
            json!({ "features": features }),
        );
    }

    /// A slow line: bits a second both ways, milliseconds of delay.
    pub fn network(&self, bits: u32, delay: u32) {
        let bytes = bits / 8;
        self.call(
            "Network.emulateNetworkConditions",
            json!({ "offline": false, "latency": delay, "downloadThroughput": bytes, "uploadThroughput": bytes }),
        );
    }

    /// No network any more, neither for the page nor for the worker at `worker` that answers it.
    pub fn go_offline(&self, worker: &str) {
        let line = json!({ "offline": true, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0 });
        self.call("Network.emulateNetworkConditions", line.clone());
        let browser = browser();
        let call = |session: &str, method: &str, params: Value| {
            let answer = browser.call(session, method, &params);
            answer.unwrap_or_else(|e| panic!("{e}"))
        };
        let targets = call("", "Target.getTargets", json!({}));
        let mut targets = targets["targetInfos"].as_array().unwrap().iter();
        let target = targets.find(|t| t["type"] == "service_worker" && t["url"] == worker);
        let target = &target.expect("no worker runs")["targetId"];
        let attach = json!({ "targetId": target, "flatten": true });
        let session = call("", "Target.attachToTarget", attach);
        let session = session["sessionId"].as_str().unwrap();
        call(session, "Network.enable", json!({}));
        call(session, "Network.emulateNetworkConditions", line);
    }

    /// From the next page on, no JavaScript of the page runs.
    pub fn disable_scripts(&self) {
        self.call(
            "Emulation.setScriptExecutionDisabled",
            json!({ "value": true }),
        );
    }

    /// Writes what is seen to a PNG file in the folder of the test run.
    pub fn screenshot(&self, name: &str) -> PathBuf {
        let image = self.call("Page.captureScreenshot", json!({ "format": "png" }));
        let file = scratch(&format!("{name}.png"));
        std::fs::write(&file, decode_base64(image["data"].as_str().unwrap())).unwrap();
        file
    }

    /// The address of every request so far, in order.
    pub fn requests(&self) -> Vec<String> {
        let sent = self.session.events().into_iter();
        sent.filter(|event| event["method"] == "Network.requestWillBeSent")
            .map(|event| {
                event["params"]["request"]["url"]
                    .as_str()
                    .unwrap()
                    .to_owned()
            })
            .collect()
    }

    /// Everything that should not have happened so far: exceptions, errors and warnings in
    /// the console, files that did not load.
    pub fn complaints(&self) -> Vec<String> {
        let bad = |level: &Value| level == "error" || level == "warning" || level == "assert";
        let mut found = Vec::new();
        for event in self.session.events() {
            let params = &event["params"];
            match event["method"].as_str().unwrap_or_default() {
                "Runtime.exceptionThrown" => {
                    let thrown = &params["exceptionDetails"];
                    let what = &thrown["exception"]["description"];
                    found.push(format!(
                        "exception: {} {what} {}",
                        thrown["text"], thrown["url"]
                    ));
                }
                "Runtime.consoleAPICalled" if bad(&params["type"]) => {
                    found.push(format!("console: {}", params["args"]));
                }
                "Log.entryAdded" if bad(&params["entry"]["level"]) => {
                    let entry = &params["entry"];
                    found.push(format!("log: {} {}", entry["text"], entry["url"]));
                }
                _ => {}
            }
        }
        found
    }

    /// Forgets requests and complaints so far.
    pub fn forget(&self) {
        self.session.forget_events();
    }

    /// What a failed test wants to know.
    fn describe(&self) -> String {
        let seen = self.try_eval(
            "location.href + '\\n' + (document.querySelector('dialog[open]') || document.body).innerText.slice(0, 800)",
        );
        let seen = seen.map_or_else(|e| e, |v| v.as_str().unwrap_or_default().to_owned());
        format!("page: {seen}\ncomplaints: {:#?}", self.complaints())
    }
}

/// As JavaScript sees it.
fn truthy(value: &Value) -> bool {
    !(value.is_null() || *value == json!(false) || *value == json!(0) || *value == json!(""))
}

/// `code`, virtual key number and the text the key writes, on a US keyboard.
fn key_definition(key: &str) -> (String, u32, Option<String>) {
    let named = |number, text: Option<&str>| (key.to_owned(), number, text.map(str::to_owned));
    match key {
        "Enter" => named(13, Some("\r")),
        "Escape" => named(27, None),
        "Tab" => named(9, None),
        "Backspace" => named(8, None),
        "Delete" => named(46, None),
        "Home" => named(36, None),
        "End" => named(35, None),
        "PageUp" => named(33, None),
        "PageDown" => named(34, None),
        "ArrowLeft" => named(37, None),
        "ArrowUp" => named(38, None),
        "ArrowRight" => named(39, None),
        "ArrowDown" => named(40, None),
        " " => ("Space".to_owned(), 32, Some(" ".to_owned())),
        "/" => ("Slash".to_owned(), 191, Some("/".to_owned())),
        _ => {
            let mut characters = key.chars();
            let (Some(character), None) = (characters.next(), characters.next()) else {
                panic!("no such key: {key}");
            };
            let upper = character.to_ascii_uppercase();
            let (code, number) = match upper {
                'A'..='Z' => (format!("Key{upper}"), u32::from(upper)),
                '0'..='9' => (format!("Digit{upper}"), u32::from(upper)),
                _ => (String::new(), 0),
            };
            (code, number, Some(key.to_owned()))
        }
    }
}

/// What the protocol sends as text.
pub fn decode_base64(text: &str) -> Vec<u8> {
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    for four in text.trim_end_matches('=').as_bytes().chunks(4) {
        let bits = four
            .iter()
            .fold(0_u32, |bits, &b| bits << 6 | u32::from(value(b)));
        let bits = bits << (6 * (4 - four.len()));
        bytes.extend_from_slice(&bits.to_be_bytes()[1..four.len()]);
    }
    bytes
}
