//! Each kind of page, light and dark, wide and narrow: usable by everybody?
//!
//! axe-core looks first, `audit/checks.js` at what it does not know: targets for a finger, a
//! focus that shows, no motion where none is wanted, nothing that scrolls sideways.

mod axe;
mod views;

use std::collections::BTreeSet;

use serde_json::json;

use self::axe::{Rules, lines, violations};
use self::views::View;
use crate::harness::Page;
use crate::pages::TOO_WIDE;
use crate::site;

const CHECKS: &str = include_str!("audit/checks.js");

#[test]
fn pages_of_a_syllabus() {
    audit(views::COURSE);
}

#[test]
fn pages_to_study_with() {
    audit(views::STUDY);
}

#[test]
fn practice() {
    audit(views::PRACTICE);
}

#[test]
fn search_and_what_is_left() {
    audit(views::REST);
}

#[test]
fn no_kind_of_page_is_left_out() {
    let known: BTreeSet<String> = views::all().map(|view| views::kind(view.page)).collect();
    let there: BTreeSet<String> = site::pages().iter().map(|page| views::kind(page)).collect();
    assert_eq!(known, there);
}

/// Controls that do nothing without scripts, and a page that says nothing.
const DEAD: &str = "(() => {
    const shown = e => e.checkVisibility({ visibilityProperty: true });
    const dead = [...document.querySelectorAll('button, select, input, textarea, dialog, progress')].filter(shown);
    const wrong = dead.map(e => 'does nothing: ' + e.outerHTML.slice(0, 80));
    const text = document.querySelector('main').innerText.length;
    if (text < 20) wrong.push('says only ' + text + ' characters');
    return wrong;
})()";

#[test]
fn without_scripts_every_page_is_read_and_left_again() {
    let page = Page::new();
    page.viewport(360, 720);
    page.disable_scripts();
    let pages: BTreeSet<&str> = views::all()
        .map(|view| view.page.split('?').next().unwrap())
        .collect();
    let mut wrong = Vec::new();
    for path in pages {
        page.go(&site::http(path));
        let dead = lines(&page.eval(DEAD)).into_iter();
        wrong.extend(dead.map(|line| format!("{path}: {line}")));
        let wide = lines(&page.eval(TOO_WIDE)).into_iter();
        wrong.extend(wide.map(|line| format!("{path}: {line}")));
        // A document for paper has only the way back.
        if page.eval("document.body.classList.contains('printed')") == true {
            page.click(".brand");
            page.wait("location.pathname.endsWith('/index.html')");
            continue;
        }
        // The table of contents opens and leads on.
        page.click(".menu-open");
        page.wait("document.querySelector('.toc').getClientRects().length");
        page.eval("document.querySelectorAll('.toc details').forEach(fold => (fold.open = true))");
        page.click(".toc a[href$='unit-02.html']");
        page.wait(
            "location.pathname.endsWith('/unit-02.html') && document.readyState === 'complete'",
        );
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Looks at each view on a desk and on a phone and says everything that is wrong.
fn audit(views: &[View]) {
    let wrong: Vec<String> = views
        .iter()
        .flat_map(|view| {
            let desk = on(view, 1280, 800, &[(640, 400)]);
            let phone = on(view, 360, 720, &[(320, 640)]);
            desk.into_iter().chain(phone)
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// One window, light and then dark; and the same page in narrower ones, as after zooming.
fn on(view: &View, width: u32, height: u32, narrower: &[(u32, u32)]) -> Vec<String> {
    let narrow = width < 700;
    let page = Page::new();
    page.viewport(width, height);
    if narrow {
        // A finger, which does not hover.
        page.call(
            "Emulation.setTouchEmulationEnabled",
            json!({ "enabled": true }),
        );
    }
    page.media("light", false);
    view.visit(&page);
    let mut wrong = violations(&page, Rules::All);
    let known = json!({ "narrow": narrow, "still": false });
    wrong.extend(lines(&page.eval(&format!("{CHECKS}({known})"))));
    page.media("dark", true);
    page.settle();
    let dark = violations(&page, Rules::Colours).into_iter();
    wrong.extend(dark.map(|line| format!("dark: {line}")));
    let known = json!({ "narrow": false, "still": true });
    wrong.extend(lines(&page.eval(&format!("{CHECKS}({known})"))));
    for (width, height) in [(width, height)].iter().chain(narrower) {
        page.viewport(*width, *height);
        page.settle();
        let wide = lines(&page.eval(TOO_WIDE)).into_iter();
        wrong.extend(wide.map(|line| format!("scrolls sideways at {width} px: {line}")));
    }
    wrong.sort();
    wrong.dedup();
    let name = view.name;
    wrong
        .into_iter()
        .map(|line| format!("{name} {width}: {line}"))
        .collect()
}

/// `cargo test -p xtask --test browser -- --ignored looks` writes `target/tmp/browser/looks/`.
#[test]
#[ignore = "pictures of every view, to be looked at"]
fn looks() {
    std::fs::create_dir_all(crate::harness::scratch("looks")).unwrap();
    for view in views::all() {
        for (width, height) in [(1280, 800), (360, 720)] {
            let page = Page::new();
            page.viewport(width, height);
            for scheme in ["light", "dark"] {
                page.media(scheme, false);
                view.visit(&page);
                page.screenshot(&format!("looks/{}-{width}-{scheme}", view.name));
            }
        }
    }
}
