//! What a page may run and load: nothing that was not in it when it was built.

use std::fs;
use std::process::Command;

use serde_json::json;

use crate::harness::{Page, scratch};
use crate::search::open_search;
use crate::site;

/// Keeps what the policy forbids, from the first line of a page on.
const WATCH: &str = "window.forbidden = [];
    addEventListener('securitypolicyviolation', e => forbidden.push(e.violatedDirective + ' ' + e.blockedURI));";

/// A page that keeps what its policy forbids.
fn watched() -> Page {
    let page = Page::new();
    page.call(
        "Page.addScriptToEvaluateOnNewDocument",
        json!({ "source": WATCH }),
    );
    page
}

/// Puts strange things into the page and gives what came of them.
const ATTACK: &str = r#"(async () => {
    const root = document.body, done = [];
    const add = (name, props) => root.append(Object.assign(document.createElement(name), props));
    add("script", { textContent: "window.harmed = 1" });
    root.insertAdjacentHTML("beforeend", "<img src='missing.png' onerror='window.harmed = 2'>");
    add("script", { src: "data:text/javascript,window.harmed=3" });
    add("style", { textContent: "body { outline: 7px solid }" });
    root.insertAdjacentHTML("beforeend", "<p id='styled' style='outline: 7px solid'>x</p>");
    add("img", { src: "http://elsewhere.example/x.png" });
    try { await fetch("http://elsewhere.example/"); } catch (e) { done.push("fetch"); }
    const width = (node) => getComputedStyle(node).outlineWidth;
    if (window.harmed) done.push("ran " + harmed);
    if (width(root) === "7px" || width(styled) === "7px") done.push("styled");
    return done.join();
})()"#;

/// The rules that were broken so far.
const BROKEN: &str = "[...new Set(forbidden.map(line => line.split(' ')[0]))].sort().join()";

#[test]
fn no_page_hits_its_own_policy_and_nothing_gets_in() {
    for address in [site::http as fn(&str) -> String, site::file] {
        let page = watched();
        // Of the pages of concepts, which are all alike, a few.
        let mut concepts = 0;
        for path in site::pages() {
            concepts += usize::from(path.starts_with("concepts/"));
            if path.starts_with("concepts/") && concepts % 40 != 1 {
                continue;
            }
            if path == "404.html" && address("").starts_with("file:") {
                continue;
            }
            page.go(&address(&path));
            page.settle();
            assert_eq!(page.eval("forbidden"), json!([]), "{path}");
        }
        page.go(&address("crm-16h/unit-06.html"));
        open_search(&page);
        page.type_text("窜货");
        page.wait("document.querySelector('[role=option]')");
        assert_eq!(page.eval("forbidden"), json!([]), "while searching");
        assert_eq!(page.eval(ATTACK), "fetch");
        let all =
            "connect-src,img-src,script-src-attr,script-src-elem,style-src-attr,style-src-elem";
        page.wait(&format!("{BROKEN} === '{all}'"));
    }
}

#[test]
fn the_code_of_an_ordinary_book_runs_and_other_code_does_not() {
    let book = scratch("scripted");
    fs::create_dir_all(book.join("src")).unwrap();
    fs::write(book.join("book.toml"), "[book]\ntitle = \"书\"\n").unwrap();
    fs::write(
        book.join("src/SUMMARY.md"),
        "- [一](one.md)\n- [二](two.md)\n",
    )
    .unwrap();
    let one = "# 一\n\n<script>\n  window.ran = \"页\";\n</script>\n\n\
        <p id=\"p\" onclick=\"window.ran += '按'\" style=\"outline: 5px solid\">x</p>\n\n\
        <style>p { letter-spacing: 3px; }</style>\n\n| 左 | 右 |\n|---|--:|\n| 1 | 2 |\n";
    fs::write(book.join("src/one.md"), one).unwrap();
    fs::write(book.join("src/two.md"), "# 二\n").unwrap();
    let built = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["build", "--book"])
        .arg(&book)
        .output()
        .unwrap();
    assert!(built.status.success(), "{built:?}");
    let page = watched();
    page.go(&format!("file://{}/book/one.html", book.display()));
    page.click("#p");
    let seen = page.eval(
        "[ran, getComputedStyle(p).outlineWidth, getComputedStyle(p).letterSpacing,
          getComputedStyle(document.querySelector('td:last-child')).textAlign, forbidden.length]",
    );
    assert_eq!(seen, json!(["页按", "5px", "3px", "right", 0]));
    assert_eq!(page.eval(ATTACK), "fetch");
}
