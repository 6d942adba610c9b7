//! The pictures of the README and the one that goes with links to the site, made anew on demand:
//! `cargo test -p xtask --test browser -- --ignored pictures`.

use std::path::Path;
use std::process::Command;

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
    // The definition comes with the notes.
    page.wait("document.querySelector('.search-definition')?.textContent.length > 20");
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

/// What the teachers' guide shows: a Word document that was imported, and the report on it.
#[test]
#[ignore = "writes src/guide-*.png"]
fn pictures_of_the_guide() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let book = tempfile::tempdir().unwrap();
    let path = |name: &str| book.path().join(name).to_str().unwrap().to_owned();
    let config = "[book]\ntitle = \"课纲\"\nlanguage = \"zh-CN\"\n\n[output.kegang]\n";
    std::fs::create_dir(path("src")).unwrap();
    std::fs::write(path("book.toml"), config).unwrap();
    std::fs::write(path("src/SUMMARY.md"), "[首页](index.md)\n").unwrap();
    std::fs::write(path("src/index.md"), "# 首页\n").unwrap();
    let document = root.join("tests/import/programming.docx");
    let (site, report) = (path("site"), path("report.html"));
    for arguments in [
        vec!["import", document.to_str().unwrap(), "--id", "c-56h"],
        vec!["check", "--report", &report],
        vec!["build", "--dest", &site],
    ] {
        let program = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .arg("--book")
            .arg(book.path())
            .args(&arguments)
            .output();
        assert!(program.unwrap().status.success(), "{arguments:?}");
    }
    for (name, file) in [
        ("guide-unit", format!("{site}/c-56h/unit-02.html")),
        ("guide-report", report.clone()),
    ] {
        let page = Page::new();
        page.viewport(960, 900);
        page.call("Emulation.setScrollbarsHidden", json!({ "hidden": true }));
        page.color_scheme("light");
        page.go(&format!("file://{file}"));
        page.settle();
        let picture = root.join(format!("../src/{name}.png"));
        std::fs::copy(page.screenshot(name), picture).unwrap();
    }
}
