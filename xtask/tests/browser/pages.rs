//! Every page, looked at one by one.

use serde_json::Value;

use crate::harness::Page;
use crate::search::open_search;
use crate::site;

/// Opens every page at the address that `address` gives, in a window as narrow as the narrowest
/// phone, and collects what is wrong: what complains, asks elsewhere or scrolls sideways.
fn crawl(pages: Vec<String>, address: fn(&str) -> String) -> Vec<String> {
    let page = Page::new();
    page.viewport(320, 640);
    let root = address("");
    let mut wrong = Vec::new();
    for path in pages {
        page.forget();
        page.go(&address(&path));
        page.settle();
        let mut found = page.complaints();
        let abroad = page.requests().into_iter();
        let abroad = abroad.filter(|r| !r.starts_with(&root) && !r.starts_with("data:"));
        found.extend(abroad.map(|r| format!("asks for {r}")));
        let wide = page.eval(TOO_WIDE);
        found.extend(wide.as_array().unwrap().iter().map(Value::to_string));
        wrong.extend(found.iter().map(|what| format!("{path}: {what}")));
    }
    wrong
}

#[test]
fn over_http_no_page_complains_asks_elsewhere_or_is_too_wide() {
    assert_eq!(crawl(site::pages(), site::http), Vec::<String>::new());
}

#[test]
fn from_disk_no_page_complains_asks_elsewhere_or_is_too_wide() {
    // The page for wrong addresses is shown at any depth, so it names its files from the root
    // of the site's host; a disk has none.
    let pages = site::pages().into_iter().filter(|path| path != "404.html");
    assert_eq!(crawl(pages.collect(), site::file), Vec::<String>::new());
}

#[test]
fn a_wrong_address_gives_a_page_that_works() {
    let page = Page::open(&site::http("crm-16h/no/such/page.html"));
    open_search(&page);
    let failed = page.complaints().into_iter();
    let failed: Vec<String> = failed
        .filter(|c| !c.contains("/no/such/page.html"))
        .collect();
    assert_eq!(failed, Vec::<String>::new());
}

/// The elements that make the page wider than the window.
pub const TOO_WIDE: &str = "(() => {
    const root = document.scrollingElement;
    if (root.scrollWidth <= innerWidth) return [];
    const wide = [...document.querySelectorAll('body *')]
        .filter(e => e.getBoundingClientRect().right > innerWidth + 1);
    return [root.scrollWidth + ' px: ' + wide.slice(0, 5).map(e =>
        e.localName + (e.id && '#' + e.id) + (e.className && '.' + e.className)).join(', ')];
})()";

#[test]
fn search_fits_the_narrowest_phone() {
    let page = Page::new();
    page.viewport(320, 640);
    page.go(&site::http("index.html"));
    open_search(&page);
    page.type_text("客户关系管理");
    page.wait("document.querySelector('[role=option]')?.textContent.includes('客户')");
    assert_eq!(page.eval(TOO_WIDE), Value::Array(Vec::new()));
    page.screenshot("search-320");
}

#[test]
fn without_scripts_the_search_box_leads_to_the_concepts() {
    let page = Page::new();
    page.disable_scripts();
    page.go(&site::http("crm-16h/unit-06.html"));
    page.click("a[data-search-open]");
    page.wait("location.pathname.endsWith('/concepts.html')");
}
