//! The whole site by keyboard alone, as somebody who has no mouse walks through it.

use serde_json::json;

use crate::harness::Page;
use crate::search::{DIALOG, open_search};
use crate::site;

const UNIT: &str = "crm-16h/unit-06.html";
const FOCUSED: &str = "document.activeElement";

/// Presses Tab until the focus is on what matches.
fn tab_to(page: &Page, selector: &str) {
    for _ in 0..400 {
        page.press("Tab");
        if page.eval(&format!("{FOCUSED}.matches({})", json!(selector))) == true {
            return;
        }
    }
    panic!("the keyboard does not reach {selector}");
}

#[test]
fn the_first_stop_leads_past_the_frame() {
    let page = Page::open(&site::http(UNIT));
    page.press("Tab");
    let seen = page.eval(&format!(
        "[{FOCUSED}.className, {FOCUSED}.getBoundingClientRect().left >= 0]"
    ));
    assert_eq!(seen, json!(["skip", true]));
    page.press("Enter");
    page.wait(&format!("{FOCUSED}.id === 'main'"));
    page.press("Tab");
    assert_eq!(page.eval(&format!("!!{FOCUSED}.closest('main')")), true);
}

/// What is wrong with where the focus is: out of sight, or below something.
const OUT_OF_SIGHT: &str = "(() => {
    const e = document.activeElement;
    const box = e.getClientRects()[0];
    if (!box) return e.outerHTML.slice(0, 90) + ' is not there';
    // A box that scrolls may be higher than the window.
    const [x, y] = [box.x + Math.min(box.width / 2, 9),
      box.height > innerHeight ? innerHeight / 2 : box.y + Math.min(box.height / 2, 9)];
    if (x < 0 || y < 0 || x > innerWidth || y > innerHeight || y < box.top || y > box.bottom) return e.outerHTML.slice(0, 90) + ' is out of sight';
    const top = document.elementFromPoint(x, y);
    const fine = top && (e.contains(top) || top.contains(e) || top.matches('label, span, svg'));
    return fine ? '' : e.outerHTML.slice(0, 90) + ' is below ' + (top && top.outerHTML.slice(0, 60));
})()";

#[test]
fn every_stop_is_in_sight_and_none_is_left_out() {
    let pages = [
        (UNIT, 1280),
        (UNIT, 360),
        ("homework.html?unit=crm-16h-5", 360),
        ("compare.html", 1280),
        ("crm-72h/practice.html", 360),
    ];
    let mut wrong = Vec::new();
    for (path, width) in pages {
        let page = Page::new();
        page.viewport(width, 720);
        page.go(&site::http(path));
        page.settle();
        page.eval("window.stops = new Set()");
        loop {
            page.press("Tab");
            // Behind the last stop come the browser's own bars.
            let new = page.eval(&format!(
                "{FOCUSED} !== document.body && !stops.has({FOCUSED}) && !!stops.add({FOCUSED})"
            ));
            if new != true {
                break;
            }
            let seen = page.eval(OUT_OF_SIGHT);
            if seen != "" {
                wrong.push(format!("{path} {width}: {seen}"));
            }
        }
        let missed = page.eval(
            "[...document.querySelectorAll('a[href], button, select, input, summary')]
               .filter(e => e.checkVisibility({ visibilityProperty: true }) && e.tabIndex >= 0 && !e.disabled)
               .filter(e => !stops.has(e)).map(e => e.outerHTML.slice(0, 90))",
        );
        let missed = missed.as_array().unwrap().iter();
        wrong.extend(missed.map(|e| format!("{path} {width}: never reached: {e}")));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn light_and_dark_are_chosen_by_key() {
    let page = Page::open(&site::http(UNIT));
    tab_to(&page, "button.mode");
    let ground = "getComputedStyle(document.body).backgroundColor";
    let mut grounds = Vec::new();
    for label in ["外观：浅色", "外观：深色", "外观：跟随系统"] {
        page.press("Enter");
        page.wait(&format!(
            "{FOCUSED}.getAttribute('aria-label') === '{label}'"
        ));
        grounds.push(page.eval(ground));
    }
    assert_ne!(grounds[0], grounds[1]);
}

#[test]
fn the_lists_of_a_page_lead_to_its_parts() {
    let page = Page::open(&site::http(UNIT));
    page.viewport(1400, 800);
    for selector in [
        ".toc a[href*='unit-07']",
        ".jump a, .onpage li:nth-child(3) a",
    ] {
        page.go(&site::http(UNIT));
        tab_to(&page, selector);
        let to = page.eval(&format!("{FOCUSED}.href"));
        page.press("Enter");
        page.wait(&format!(
            "location.href === {to} && document.readyState === 'complete'"
        ));
    }
    // The heading is not below the bar.
    let clear = page.wait(
        "(() => { const y = document.querySelector(':target').getBoundingClientRect().top;
           return y >= document.querySelector('.bar').getBoundingClientRect().bottom - 1 && y < innerHeight; })()",
    );
    assert_eq!(clear, true);
}

#[test]
fn an_items_link_shows_with_the_focus_and_is_taken_along() {
    let page = Page::open(&site::http(UNIT));
    tab_to(&page, "main .points .anchor");
    page.wait(&format!("getComputedStyle({FOCUSED}).opacity === '1'"));
    let hash = page.eval(&format!("{FOCUSED}.hash"));
    page.press("Enter");
    page.wait(&format!("location.hash === {hash}"));
}

#[test]
fn a_note_on_a_misprint_opens_with_the_focus_and_closes() {
    let page = Page::open(&site::http("crm-16h/unit-04.html"));
    tab_to(&page, ".erratum > a");
    let note = format!("{FOCUSED}.parentElement.querySelector('.erratum-note')");
    page.wait(&format!("getComputedStyle({note}).display !== 'none'"));
    page.press("Escape");
    page.wait(&format!("getComputedStyle({note}).display === 'none'"));
}

#[test]
fn the_menu_of_a_phone_opens_closes_and_gives_the_focus_back() {
    let page = Page::new();
    page.viewport(360, 720);
    page.go(&site::http(UNIT));
    for key in ["Enter", " "] {
        tab_to(&page, ".menu-open");
        page.press(key);
        page.wait(&format!("{FOCUSED}.closest('.toc')"));
        assert_eq!(
            page.eval(&format!("{FOCUSED}.getAttribute('aria-current')")),
            "page"
        );
        page.press("Escape");
        page.wait(&format!("{FOCUSED}.matches('.menu-open')"));
    }
}

#[test]
fn from_the_bar_through_the_search_and_back() {
    let page = Page::open(&site::http(UNIT));
    tab_to(&page, ".search-open");
    page.press("Enter");
    page.wait(&format!("{FOCUSED}.getAttribute('role') === 'combobox'"));
    page.type_text("客户");
    let selected = "[...document.querySelectorAll('[role=option]')]
        .findIndex(o => o.getAttribute('aria-selected') === 'true')";
    page.wait(&format!("{selected} === 0"));
    page.press("ArrowDown");
    page.wait(&format!("{selected} === 1"));
    tab_to(&page, ".search-chip");
    page.press(" ");
    page.wait(&format!(
        "{FOCUSED}.getAttribute('aria-pressed') === 'true'"
    ));
    page.press("Escape");
    page.wait(&format!("!document.querySelector('{DIALOG}')"));
    assert_eq!(
        page.eval(&format!("{FOCUSED}.matches('.search-open')")),
        true
    );
    // What was asked is still there, and the second hit opens.
    open_search(&page);
    page.wait(&format!("{selected} === 0"));
    page.press("ArrowDown");
    page.wait(&format!("{selected} === 1"));
    let to = page.eval("document.querySelector('[aria-selected=true]').href");
    page.press("Enter");
    page.wait(&format!("location.href === {to}"));
    assert_eq!(page.complaints(), Vec::<String>::new());
}
