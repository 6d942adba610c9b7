//! On paper: a unit, a syllabus, the whole site.

use std::fs;

use serde_json::{Value, json};

use crate::harness::{Page, decode_base64, scratch};
use crate::site;

/// The page as a PDF file.
fn pdf(page: &Page, name: &str) -> Vec<u8> {
    let options = json!({ "preferCSSPageSize": true, "generateDocumentOutline": true,
        "generateTaggedPDF": true, "printBackground": false });
    let printed = page.call("Page.printToPDF", options);
    let bytes = decode_base64(printed["data"].as_str().unwrap());
    fs::write(scratch(&format!("{name}.pdf")), &bytes).unwrap();
    bytes
}

/// How often these bytes are there.
fn count(bytes: &[u8], part: &str) -> usize {
    bytes
        .windows(part.len())
        .filter(|window| *window == part.as_bytes())
        .count()
}

fn pages(pdf: &[u8]) -> usize {
    count(pdf, "/Type /Page\n") + count(pdf, "/Type /Page/")
}

/// Titles of the outline, UTF-16 in hexadecimal digits or plain.
fn outline(pdf: &[u8]) -> String {
    let text = String::from_utf8_lossy(pdf);
    let mut titles = Vec::new();
    for item in text.split("/Title").skip(1) {
        let item = item.trim_start();
        if let Some(hex) = item
            .strip_prefix('<')
            .and_then(|rest| rest.split('>').next())
        {
            let units: Vec<u16> = (0..hex.len() / 4)
                .filter_map(|i| u16::from_str_radix(&hex[i * 4..i * 4 + 4], 16).ok())
                .collect();
            titles.push(String::from_utf16_lossy(&units).replace('\u{feff}', ""));
        } else if let Some(plain) = item
            .strip_prefix('(')
            .and_then(|rest| rest.split(')').next())
        {
            titles.push(plain.to_owned());
        }
    }
    titles.join("\n")
}

#[test]
fn a_unit_prints_its_words_and_nothing_of_the_frame() {
    let page = Page::open(&site::http("crm-16h/unit-06.html"));
    page.call("Emulation.setEmulatedMedia", json!({ "media": "print" }));
    let shown = "[...document.querySelectorAll('.bar, .toc, .crumbs, .onpage, .turn, .foot, .jump, .skip, .anchor')]
        .filter(e => e.getClientRects().length).length";
    assert_eq!(page.eval(shown), 0);
    // Black on white, whatever the screen has.
    page.call(
        "Emulation.setEmulatedMedia",
        json!({ "media": "print",
        "features": [{ "name": "prefers-color-scheme", "value": "dark" }] }),
    );
    page.eval("document.documentElement.dataset.theme = 'dark'");
    let colours = page.eval("[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('main')).color]");
    assert_eq!(colours, json!(["rgb(255, 255, 255)", "rgb(0, 0, 0)"]));
    let pdf = pdf(&page, "unit");
    assert!(pages(&pdf) > 1);
    assert!(outline(&pdf).contains("第六章"), "{}", outline(&pdf));
}

#[test]
fn a_syllabus_prints_as_one_document_with_an_outline() {
    let page = Page::open(&site::http("crm-16h/unit-06.html"));
    page.leave("document.querySelector('.foot a[href$=\"print.html\"]').click()");
    page.wait("document.readyState === 'complete' && document.body.classList.contains('printed')");
    page.screenshot("print-screen");
    let units = page
        .eval("document.querySelectorAll('.leaf').length")
        .as_u64()
        .unwrap();
    assert!(units > 10, "{units}");
    let lost = page.eval("[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.hash).filter(h => !document.getElementById(decodeURIComponent(h.slice(1))))");
    assert_eq!(lost, Value::Array(Vec::new()));
    let twice = page.eval("(() => { const ids = [...document.querySelectorAll('[id]')].map(e => e.id); return ids.filter((id, i) => ids.indexOf(id) !== i); })()");
    assert_eq!(twice, Value::Array(Vec::new()));
    let pdf = pdf(&page, "syllabus");
    assert!(pages(&pdf) > 20, "{} pages", pages(&pdf));
    let outline = outline(&pdf);
    for title in ["第一章", "第十章", "教学内容"] {
        assert!(outline.contains(title), "{title}: {outline}");
    }
    assert_eq!(page.complaints(), Vec::<String>::new());
}

#[test]
fn the_whole_site_prints_without_a_page_for_every_concept() {
    let page = Page::open(&site::http("print.html"));
    let parts = page.eval("[...document.querySelectorAll('.leaf')].map(e => e.id)");
    let parts = parts.as_array().unwrap();
    let has = |id: &str| parts.iter().any(|part| part == id);
    assert!(has("crm-16h-unit-01") && has("homework") && has("about"));
    assert!(
        !parts
            .iter()
            .any(|part| part.as_str().unwrap().starts_with("concepts-"))
    );
    assert!(!has("search"), "a search box on paper");
}

/// Every page but the cover of a document carries its number.
#[test]
fn pages_are_numbered() {
    let page = Page::open(&site::http("crm-72h/print.html"));
    let rules = page.eval(
        "[...document.styleSheets].flatMap(sheet => [...sheet.cssRules])
            .filter(rule => rule instanceof CSSPageRule)
            .map(rule => rule.selectorText + [...rule.cssRules].map(box => ' ' + box.name + ': ' + box.style.content))",
    );
    let numbers = " bottom-center: counter(page) \" / \" counter(pages)";
    // A sheet for revision has its own, smaller edge, and counts like every other page.
    let rules = rules.as_array().unwrap();
    assert_eq!(
        rules[..2],
        [json!(numbers), json!("cover bottom-center: none")]
    );
    let others: Vec<_> = rules[2..]
        .iter()
        .map(|rule| rule.as_str().unwrap())
        .collect();
    assert!(
        others.iter().all(|rule| !rule.contains("bottom-center")),
        "{others:?}"
    );
    page.call("Emulation.setEmulatedMedia", json!({ "media": "print" }));
    let cover = "getComputedStyle(document.querySelector('.print-cover')).page";
    assert_eq!(page.eval(cover), "cover");
}
