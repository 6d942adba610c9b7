//! An index that does not arrive, or arrives damaged: the reader is told, and told where to
//! go instead.

use std::fs;
use std::path::Path;

use crate::harness::Page;
use crate::search::{DIALOG, open_search};
use crate::site;

/// Damages the index of a copy of the site and looks at what a reader sees, over http and
/// from disk.
fn after(name: &str, damage: fn(&Path)) {
    let (folder, origin) = site::copy(name);
    let from_disk = format!("file://{}/", folder.display());
    let over_http = format!("{origin}{}", site::BASE);
    let index = Page::open(&format!("{from_disk}index.html")).eval("kegang.site.config.index");
    damage(&folder.join("search").join(index.as_str().unwrap()));
    for root in [over_http, from_disk] {
        let page = Page::open(&format!("{root}crm-16h/unit-06.html"));
        open_search(&page);
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
        let thrown = page.complaints().into_iter();
        let thrown: Vec<String> = thrown.filter(|c| c.starts_with("exception")).collect();
        assert_eq!(thrown, Vec::<String>::new());
        let refused = page.eval("kegang.search('窜货').then(() => '', error => String(error))");
        assert_ne!(refused, "", "the interface has to refuse too");
        page.eval(&format!("{link}.click()"));
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
fn an_index_that_is_garbage() {
    after("index-garbage", |index| {
        fs::write(index, "<!doctype html><title>Login</title>").unwrap();
    });
}

#[test]
fn an_index_that_is_empty() {
    after("index-empty", |index| fs::write(index, "").unwrap());
}
