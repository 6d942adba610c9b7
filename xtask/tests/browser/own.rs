//! The harness itself: that keys, input methods and listeners do what the tests rely on.

use serde_json::json;

use crate::harness::{Page, scratch};

/// A page from disk with one input and a list of the events it saw.
fn input_page(name: &str) -> Page {
    let file = scratch(&format!("{name}.html"));
    let html = "<!doctype html><meta charset=utf-8><meta name=viewport content=width=device-width><title>own</title><input autofocus>
      <script>
        window.seen = [];
        for (const type of ['keydown', 'compositionstart', 'compositionend', 'input'])
          document.addEventListener(type, e => seen.push([type, e.key || e.data, !!e.isComposing]));
      </script>";
    std::fs::write(&file, html).unwrap();
    let page = Page::open(&format!("file://{}", file.display()));
    page.wait("document.activeElement.localName === 'input'");
    page
}

#[test]
fn keys_write_and_chords_do_not() {
    let page = input_page("keys");
    page.type_text("a窜 货/");
    page.press("Control+k");
    assert_eq!(
        page.eval("document.querySelector('input').value"),
        "a窜 货/"
    );
    let last = page.eval("seen.at(-1)");
    assert_eq!(last, json!(["keydown", "k", false]));
}

#[test]
fn a_composition_is_seen_as_one() {
    let page = input_page("compose");
    page.compose("chuan");
    page.compose("chuan'huo");
    page.press("Enter");
    let during = page.eval("seen");
    page.insert("窜货");
    page.press("Enter");
    assert_eq!(page.eval("document.querySelector('input').value"), "窜货");
    let last = |seen: &serde_json::Value| seen.as_array().unwrap().last().cloned();
    assert_eq!(last(&during), Some(json!(["keydown", "Enter", true])));
    let after = page.eval("seen");
    assert_eq!(last(&after), Some(json!(["keydown", "Enter", false])));
}

#[test]
fn requests_and_complaints_are_recorded() {
    let page = input_page("complaints");
    assert_eq!(page.complaints(), Vec::<String>::new());
    page.eval("console.error('一'); setTimeout(() => { throw new Error('二'); }); fetch('http://example.test/三').catch(() => 0)");
    page.eval("new Promise(done => setTimeout(done, 0))");
    let complaints = page.complaints().join("\n");
    assert!(
        complaints.contains('一') && complaints.contains('二'),
        "{complaints}"
    );
    let requests = page.requests();
    assert!(
        requests
            .iter()
            .any(|r| r.starts_with("http://example.test/")),
        "{requests:?}"
    );
    page.viewport(320, 640);
    assert_eq!(page.eval("innerWidth"), 320);
    page.color_scheme("dark");
    assert_eq!(
        page.eval("matchMedia('(prefers-color-scheme: dark)').matches"),
        true
    );
    let png = std::fs::read(page.screenshot("own")).unwrap();
    assert!(png.starts_with(b"\x89PNG"));
}
