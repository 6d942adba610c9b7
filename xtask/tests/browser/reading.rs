//! Reading: the chosen light from the first paint on, the place kept, room for a finger.

use serde_json::{Value, json};

use crate::harness::Page;
use crate::site;

/// Writes down the ground of every frame that is painted.
const WATCH: &str = "window.grounds = [];
    (function look() {
        if (document.body) grounds.push(getComputedStyle(document.body).backgroundColor);
        if (grounds.length < 20) requestAnimationFrame(look);
    })();";

const LIGHT: &str = "rgb(255, 253, 248)";
const DARK: &str = "rgb(27, 24, 22)";

#[test]
fn the_chosen_light_is_there_from_the_first_frame_on() {
    for (system, chosen, ground) in [
        ("light", Value::Null, LIGHT),
        ("dark", Value::Null, DARK),
        ("light", json!("dark"), DARK),
        ("dark", json!("light"), LIGHT),
    ] {
        let page = Page::new();
        page.color_scheme(system);
        page.go(&site::http("index.html"));
        page.eval(&format!(
            "{chosen} && localStorage.setItem('kegang-mode', {chosen})"
        ));
        page.call(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": WATCH }),
        );
        page.go(&site::http("crm-16h/unit-06.html"));
        page.wait("grounds.length === 20");
        assert_eq!(
            page.eval("[...new Set(grounds)]"),
            json!([ground]),
            "{system}, {chosen}"
        );
        let says = page.eval("getComputedStyle(document.documentElement).colorScheme");
        let scheme = chosen.as_str().unwrap_or("light dark");
        assert_eq!(says, scheme);
    }
}

#[test]
fn going_back_leads_to_the_place_one_came_from() {
    let page = Page::new();
    page.viewport(360, 740);
    page.go(&site::http("homework.html"));
    page.eval("scrollTo(0, 3000)");
    page.wait("scrollY === 3000");
    page.settle();
    page.leave("[...document.querySelectorAll('main a[href*=\"unit-\"]')].find(a => a.getBoundingClientRect().top > 0).click()");
    page.wait("location.pathname.includes('/unit-')");
    page.leave("history.back()");
    page.wait("location.pathname.endsWith('/homework.html') && Math.abs(scrollY - 3000) < 2");
}

/// What can be touched and is too small for a finger; links within a sentence and headings
/// that link to themselves are text.
const SMALL: &str = "[...document.querySelectorAll('a[href], button, summary')].filter(e => {
        const box = e.getBoundingClientRect();
        const text = e.closest('main p, main li:not(.jump *), td, dd, .editor, .foot p:first-child') || e.matches('a.header');
        return e.getClientRects().length && !text && (box.height < 43.5 || box.width < 43.5);
    }).map(e => e.outerHTML.slice(0, 80))";

#[test]
fn everything_to_touch_has_room_for_a_finger() {
    let page = Page::new();
    page.viewport(360, 740);
    page.call(
        "Emulation.setTouchEmulationEnabled",
        json!({ "enabled": true }),
    );
    for path in [
        "index.html",
        "crm-16h/unit-06.html",
        "crm-72h/index.html",
        "homework.html",
    ] {
        page.go(&site::http(path));
        page.settle();
        assert_eq!(page.eval(SMALL), json!([]), "{path}");
        page.eval("document.querySelector('.menu-open').click()");
        assert_eq!(page.eval(SMALL), json!([]), "{path}, table of contents");
    }
}

#[test]
fn the_bar_at_the_top_stays_one_line_at_any_width() {
    let page = Page::new();
    page.go(&site::http("index.html"));
    // The name of the site hides what has no room; nothing else has a second line.
    let broken = "[...document.querySelectorAll('.bar-in span:not(.brand span)')]
        .filter(e => e.offsetHeight > 1.8 * parseFloat(getComputedStyle(e).fontSize))
        .map(e => e.textContent)";
    for width in [320, 360, 390, 412, 480, 600, 768, 1024, 1280] {
        page.viewport(width, 740);
        page.settle();
        assert_eq!(page.eval(broken), json!([]), "{width}");
        let wide = page.eval("document.querySelector('.bar-in').scrollWidth <= innerWidth");
        assert_eq!(wide, true, "{width}");
    }
}

#[test]
fn the_teaching_process_is_a_row_of_cards_on_a_phone() {
    let page = Page::new();
    page.viewport(320, 640);
    page.go(&site::http("crm-16h/unit-06.html"));
    // Every cell says what it is, and uses the width.
    let cells = page.eval(
        "[...document.querySelectorAll('table.process tbody > tr > *')].filter(c => c.getClientRects().length)
            .map(c => [getComputedStyle(c, '::before').content, c.getBoundingClientRect().width])",
    );
    let cells = cells.as_array().unwrap();
    assert!(cells.len() > 8, "{cells:?}");
    for cell in cells {
        assert!(
            cell[0].as_str().unwrap().len() > 4 && cell[1].as_f64().unwrap() > 250.0,
            "{cell}"
        );
    }
}

#[test]
fn where_the_system_paints_what_is_current_has_a_line() {
    let page = Page::new();
    let features = json!({ "features": [{ "name": "forced-colors", "value": "active" }] });
    page.call("Emulation.setEmulatedMedia", features);
    page.go(&site::http("crm-16h/unit-06.html#s1-1"));
    for current in ["#toc [aria-current]", ":target"] {
        let line = format!("getComputedStyle(document.querySelector('{current}')).outlineStyle");
        assert_eq!(page.eval(&line), "solid", "{current}");
    }
}
