//! An index that does not arrive, or arrives damaged: the reader is told, and told where to
//! go instead.

use std::fs;
use std::path::Path;

use crate::harness::Page;
use crate::search::DIALOG;
use crate::site;

/// Damages the index of a copy of the site and looks at what a reader sees, over http and
/// from disk.
fn after(name: &str, damage: fn(&Path)) {
    after_harm_to(name, "index", damage);
}

/// The same for any of the files the starter knows.
fn after_harm_to(name: &str, part: &str, damage: fn(&Path)) {
    let (folder, origin) = site::copy(name);
    let from_disk = format!("file://{}/", folder.display());
    let over_http = format!("{origin}{}", site::BASE);
    let file = Page::open(&format!("{from_disk}index.html"));
    let file = file.eval(&format!("kegang.site.config.{part}"));
    let damaged = file.as_str().unwrap();
    damage(&folder.join("search").join(damaged));
    for root in [over_http, from_disk] {
        let page = Page::open(&format!("{root}crm-16h/unit-06.html"));
        page.press("/");
        page.wait("document.activeElement?.localName === 'input'");
        page.type_text("窜货");
        let link = format!(
            "document.querySelector('{DIALOG}').querySelector('a[href*=\"concepts.html\"]')"
        );
        page.wait(&link);
        let said = page.eval(&format!("document.querySelector('{DIALOG}').innerText"));
        assert!(said.as_str().unwrap().contains("搜索"), "{said}");
        assert_eq!(
            page.eval("document.querySelectorAll('[role=option]').length"),
            0
        );
        // That a damaged file is no program is the browser's own remark, not ours to prevent.
        let thrown = page.complaints().into_iter();
        let thrown: Vec<String> = thrown
            .filter(|c| c.starts_with("exception") && !c.contains(damaged))
            .collect();
        assert_eq!(thrown, Vec::<String>::new());
        let refused = page.eval("kegang.search('窜货').then(() => '', error => String(error))");
        assert_ne!(refused, "", "the interface has to refuse too");
        page.leave(&format!("{link}.click()"));
        page.wait("location.pathname.endsWith('/concepts.html')");
    }
}

#[test]
fn an_index_that_is_missing() {
    after("index-missing", |index| fs::remove_file(index).unwrap());
}

#[test]
fn an_index_that_was_cut_short() {
    after("index-cut", |index| {
        let bytes = fs::read(index).unwrap();
        fs::write(index, &bytes[..bytes.len() / 2]).unwrap();
    });
}

#[test]
fn an_index_of_another_version() {
    after("index-version", |index| {
        let text = fs::read_to_string(index).unwrap();
        let other = text.replace(
            &format!(r#""version":{}"#, xtask::search::format::VERSION),
            r#""version":987"#,
        );
        assert_ne!(text, other, "the version stands elsewhere now");
        fs::write(index, other).unwrap();
    });
}

#[test]
fn an_index_that_is_garbage() {
    after("index-garbage", |index| {
        fs::write(index, "<!doctype html><title>Login</title>").unwrap();
    });
}

#[test]
fn an_index_that_is_empty() {
    after("index-empty", |index| fs::write(index, "").unwrap());
}

#[test]
fn a_program_that_is_missing() {
    after_harm_to("code-missing", "code", |code| {
        fs::remove_file(code).unwrap()
    });
}
