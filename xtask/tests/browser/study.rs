//! Lists that can be narrowed down, outlines that are folded away, sheets that are one page.

use serde_json::json;

use crate::harness::{Page, decode_base64};
use crate::site;

/// The questions in sight.
const SHOWN: &str = "[...document.querySelectorAll('#questions li[data-unit]')]
    .filter(li => li.getClientRects().length).map(li => li.dataset.unit)";
const HEADINGS: &str = "[...document.querySelectorAll('#questions h3')]
    .filter(h => h.getClientRects().length).length";
const OPEN: &str = "document.querySelectorAll('#questions details.answer[open]').length";

fn count(page: &Page, list: &str) -> usize {
    page.eval(list).as_array().map_or(0, Vec::len)
}

#[test]
fn questions_are_chosen_by_the_address_and_by_hand() {
    for address in [site::http as fn(&str) -> String, site::file] {
        let page = Page::open(&address("homework.html?unit=crm-16h-6"));
        let shown = page.eval(SHOWN);
        let shown = shown.as_array().unwrap();
        assert!(
            !shown.is_empty() && shown.iter().all(|unit| unit == "crm-16h-6"),
            "{shown:?}"
        );
        assert_eq!(page.eval(HEADINGS), 1);
        let told = page.eval("document.querySelector('.tools output').textContent");
        assert_eq!(told, format!("选出 {} 道题", shown.len()));

        page.go(&address("homework.html"));
        let all = count(&page, SHOWN);
        page.eval(
            "(() => { const select = document.querySelector('select[name=syllabus]');
               select.value = 'crm-72h';
               select.dispatchEvent(new Event('change', { bubbles: true })); })()",
        );
        assert!(count(&page, SHOWN) < all);
        assert_eq!(
            page.eval("new URLSearchParams(location.search).get('syllabus')"),
            "crm-72h"
        );
        page.click(".tools [type=reset]");
        page.wait("!location.search");
        assert_eq!(count(&page, SHOWN), all);
        assert_eq!(page.complaints(), Vec::<String>::new());
    }
}

/// What was chosen is still chosen after a reload, and after following a link and coming back.
#[test]
fn what_was_chosen_stays_chosen() {
    for address in [site::http as fn(&str) -> String, site::file] {
        let page = Page::open(&address("homework.html"));
        for (name, value) in [("syllabus", "crm-16h"), ("unit", "crm-16h-6")] {
            page.eval(&format!(
                "(() => {{ const select = document.querySelector('select[name={name}]');
                   select.value = '{value}';
                   select.dispatchEvent(new Event('change', {{ bubbles: true }})); }})()"
            ));
        }
        let chosen = "[...document.querySelectorAll('.tools select')].map(s => s.value)";
        let (values, shown) = (page.eval(chosen), page.eval(SHOWN));
        assert_eq!(values, json!(["crm-16h", "crm-16h-6", ""]));
        let as_before = |page: &Page| {
            page.wait(&format!("JSON.stringify({SHOWN}) === '{shown}'"));
            assert_eq!(page.eval(chosen), values);
        };
        page.eval("window.before = true");
        page.call("Page.reload", json!({}));
        page.wait("!window.before && document.readyState === 'complete'");
        as_before(&page);
        page.leave("[...document.querySelectorAll('#questions .item-link')].find(a => a.getClientRects().length).click()");
        page.wait("location.pathname.includes('/unit-')");
        page.leave("history.back()");
        page.wait(
            "location.pathname.endsWith('/homework.html') && document.readyState === 'complete'",
        );
        as_before(&page);
    }
}

#[test]
fn a_concept_leads_to_the_questions_that_need_it() {
    let page = Page::open(&site::http("concepts/crm.html"));
    let listed = page.eval("document.querySelectorAll('.questions > li').length");
    let link = page.eval("[...document.links].find(a => a.href.includes('homework.html?')).href");
    page.go(link.as_str().unwrap());
    assert_eq!(json!(count(&page, SHOWN)), listed);
}

#[test]
fn an_address_of_a_question_shows_it_whatever_else_is_chosen() {
    let page = Page::open(&site::http("homework.html?unit=crm-16h-6#crm-16h-1-hw-1"));
    page.wait("document.querySelector('#crm-16h-1-hw-1').getClientRects().length");
    page.wait("document.querySelector('#crm-16h-1-hw-1').matches(':target')");
}

#[test]
fn outlines_open_and_close_together() {
    let page = Page::open(&site::http("homework.html?unit=crm-16h-6"));
    assert_eq!(page.eval(OPEN), 0);
    page.click("[data-do=open]");
    // Those that are not chosen stay closed.
    assert_eq!(page.eval(OPEN), json!(count(&page, SHOWN)));
    page.click("[data-do=close]");
    assert_eq!(page.eval(OPEN), 0);
    page.go(&site::http("crm-16h/unit-06.html"));
    page.click("[data-do=open]");
    let open = page.eval("document.querySelectorAll('details.answer[open]').length");
    assert!(open.as_u64() > Some(0));
}

#[test]
fn printing_shows_the_outlines_or_not_and_leaves_them_as_they_were() {
    let page = Page::open(&site::http("homework.html?unit=crm-16h-6"));
    page.eval(&format!(
        "window.print = () => {{ window.during = {OPEN}; dispatchEvent(new Event('afterprint')); }}"
    ));
    page.click("[data-do=print-all]");
    page.wait("window.during > 0");
    assert_eq!(page.eval(OPEN), 0);
    page.click("[data-do=open]");
    page.click("[data-do=print-bare]");
    page.wait("window.during === 0");
    assert!(page.eval(OPEN).as_u64() > Some(0));
}

#[test]
fn without_scripts_everything_is_there_a_fold_at_a_time() {
    let page = Page::new();
    page.disable_scripts();
    page.go(&site::file("homework.html?unit=crm-16h-6"));
    let tools = page.eval("document.querySelector('.tools').getClientRects().length");
    assert_eq!(tools, 0);
    let questions = page.eval("document.querySelectorAll('#questions li[data-unit]').length");
    assert_eq!(json!(count(&page, SHOWN)), questions);
    page.click("#questions summary");
    assert_eq!(page.eval(OPEN), 1);
}

#[test]
fn carriers_are_chosen_by_theme_from_the_picture() {
    let page = Page::open(&site::http("carriers.html"));
    let promised = page.eval("document.querySelector('.coverage td a').textContent");
    page.click(".coverage td a");
    // It leads to the page anew, with a choice in its address.
    page.wait("location.search.includes('theme=') && document.readyState === 'complete'");
    let shown = "[...document.querySelectorAll('#carrier-list li[data-unit]')].filter(li => li.getClientRects().length)";
    assert_eq!(promised, count(&page, shown).to_string());
}

#[test]
fn a_sheet_is_one_printed_page() {
    let page = Page::new();
    let mut wrong = Vec::new();
    let sheets = site::pages()
        .into_iter()
        .filter(|path| path.contains("/review"));
    let mut seen = 0;
    for path in sheets {
        seen += 1;
        page.go(&site::http(&path));
        let pdf = page.call("Page.printToPDF", json!({ "preferCSSPageSize": true }));
        let pdf = decode_base64(pdf["data"].as_str().unwrap());
        let pdf = String::from_utf8_lossy(&pdf);
        let pages = pdf.matches("/Type /Page").count() - pdf.matches("/Type /Pages").count();
        // 210 mm by 297 mm in points, as Chromium rounds them.
        let a4 = pdf.contains("/MediaBox [0 0 594.95996 841.91998]");
        if pages != 1 || !a4 {
            wrong.push(format!("{path}: {pages} pages, A4: {a4}"));
        }
    }
    // One a unit, one a course.
    let units = |path: &String| path.contains("/unit-");
    assert_eq!(seen, site::pages().into_iter().filter(units).count() + 2);
    assert_eq!(wrong, Vec::<String>::new());
}

/// A formula does not break into lines; one that must be pushed sideways is half read.
#[test]
fn formulas_fit_on_a_phone() {
    let page = Page::new();
    page.viewport(360, 720);
    let mut wide = Vec::new();
    let concepts = site::pages().into_iter();
    for path in concepts.filter(|path| path.starts_with("concepts/")) {
        page.go(&site::http(&path));
        let found = page.eval(
            "[...document.querySelectorAll('math[display=block]')]
               .filter(math => math.scrollWidth > math.clientWidth + 1)
               .map(math => math.textContent.slice(0, 30))",
        );
        let found = found.as_array().unwrap().iter();
        wide.extend(found.map(|formula| format!("{path}: {formula}")));
    }
    assert_eq!(wide, Vec::<String>::new());
}

#[test]
fn pictures_are_read_on_the_smallest_phone() {
    let page = Page::new();
    page.viewport(320, 640);
    page.go(&site::http("compare.html"));
    // In screen pixels, whatever the picture's own units are.
    let smallest = page.eval(
        "Math.min(...[...document.querySelectorAll('.compare-picture text')].map(text =>
           parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a))",
    );
    assert!(smallest.as_f64() > Some(11.0), "{smallest}");
    page.go(&site::http("carriers.html"));
    let fits = page.eval(
        "(() => { const box = document.querySelector('.coverage .table-wrap');
           return box.scrollWidth <= box.clientWidth; })()",
    );
    assert_eq!(fits, true);
}
