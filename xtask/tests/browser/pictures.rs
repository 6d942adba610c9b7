//! The pictures of the README and the one that goes with links to the site, made anew on demand:
//! `cargo test -p xtask --test browser -- --ignored pictures`.

use std::path::Path;

use serde_json::json;

use crate::harness::Page;
use crate::search::open_search;
use crate::site;

/// Where somebody would search: the chapter the term belongs to.
const PAGE: &str = "crm-16h/unit-06.html";

#[test]
#[ignore = "writes docs/*.png"]
fn pictures() {
    picture("search-wide", 1280, 800, 1.0);
    picture("search-phone", 360, 720, 2.0);
}

/// The dialog with an answer, `scale` device pixels to a CSS pixel.
fn picture(name: &str, width: u32, height: u32, scale: f64) {
    let page = Page::new();
    page.call(
        "Emulation.setDeviceMetricsOverride",
        json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": width < 700 }),
    );
    page.call("Emulation.setScrollbarsHidden", json!({ "hidden": true }));
    page.color_scheme("light");
    page.go(&site::http(PAGE));
    open_search(&page);
    page.type_text("窜货");
    // The card at the first hit fills when the typing rests.
    page.wait("document.querySelector('.search-related [role=option]')");
    page.settle();
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    std::fs::copy(page.screenshot(name), docs.join(format!("{name}.png"))).unwrap();
}

#[test]
#[ignore = "writes src/cover.png"]
fn pictures_of_links() {
    let page = Page::new();
    page.call(
        "Emulation.setDeviceMetricsOverride",
        json!({ "width": 1200, "height": 630, "deviceScaleFactor": 1, "mobile": false }),
    );
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    page.go(&format!(
        "file://{}/tests/browser/cover.html",
        root.display()
    ));
    page.settle();
    std::fs::copy(page.screenshot("cover"), root.join("../src/cover.png")).unwrap();
}
