//! The site taken along: read and searched without a network, and never two builds at once.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;
use xtask::book::build::{self, Options};
use xtask::book::serve::StaticServer;

use crate::harness::{Page, scratch};
use crate::search::open_search;
use crate::site;

const THEME: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../theme");

/// A book of three pages that say the edition and one that does not, and its site.
struct Edition {
    book: PathBuf,
    site: PathBuf,
}

impl Edition {
    fn new(name: &str) -> Self {
        let book = scratch(name);
        let site = book.join("book");
        let edition = Self { book, site };
        edition.publish("初版");
        edition
    }

    /// Builds the site anew, as `edition`.
    fn publish(&self, edition: &str) {
        let src = self.book.join("src");
        fs::create_dir_all(src.join("二")).unwrap();
        fs::write(self.book.join("book.toml"), "[book]\ntitle = \"书\"\n").unwrap();
        let summary =
            "- [首页](index.md)\n- [次页](二/two.md)\n- [末页](last.md)\n- [不变](same.md)\n";
        fs::write(src.join("SUMMARY.md"), summary).unwrap();
        fs::write(src.join("same.md"), "# 不变\n").unwrap();
        for page in ["index.md", "二/two.md", "last.md"] {
            let text = format!("# {page} {edition}\n\n## 窜货{edition} {{#x}}\n\n渠道冲突。\n");
            fs::write(src.join(page), text).unwrap();
        }
        build::build(&Options::new(&self.book, THEME, &self.site)).unwrap();
    }

    fn serve(&self) -> StaticServer {
        StaticServer::start(&self.site, site::BASE, 0).unwrap()
    }
}

/// Goes to a page and waits until the whole site is kept.
fn visit(page: &Page, url: &str) {
    page.go(url);
    page.wait("navigator.serviceWorker.controller?.state === 'activated'");
}

fn heading(page: &Page) -> String {
    page.eval("document.querySelector('h1').textContent")
        .as_str()
        .unwrap()
        .to_owned()
}

/// What search finds on this page.
fn finds(page: &Page, text: &str) {
    let found =
        format!("kegang.search('窜货').then(a => a.hits.some(h => h.title.includes('{text}')))");
    // A page that went elsewhere by itself may not have run its scripts yet.
    page.wait("window.kegang?.search");
    assert_eq!(page.eval(&found), true, "{text}");
}

#[test]
fn after_one_visit_every_page_and_search_work_without_a_network() {
    let (folder, _) = site::copy("offline");
    let server = StaticServer::start(&folder, site::BASE, 0).unwrap();
    let page = Page::open(&server.url("crm-16h/unit-06.html"));
    // Nothing is taken in while the page itself loads.
    assert!(
        !server
            .take_log()
            .iter()
            .any(|one| one.url.ends_with("sw.js"))
    );
    visit(&page, &server.url("crm-16h/unit-06.html"));
    let root = server.url("");
    page.go_offline(&server.url("sw.js"));
    server.take_log();
    // The concepts are one template: they are asked for together, and one of them is gone to.
    let (concepts, others): (Vec<String>, Vec<String>) = site::pages()
        .into_iter()
        .partition(|path| path.starts_with("concepts/"));
    for path in others.iter().chain(&concepts[..1]) {
        page.go(&format!("{root}{path}"));
    }
    let missing = format!(
        "Promise.all({}.map(async path => {{
           const text = await fetch('{root}' + path).then(answer => answer.text(), String);
           return text.includes('<h1') ? [] : [path, text.slice(0, 80)];
         }})).then(found => found.flat())",
        json!(concepts)
    );
    assert_eq!(page.eval(&missing), json!([]));
    // Addresses as a host reads them.
    for (address, says) in [
        ("", "课纲"),
        ("crm-72h/", "客户关系管理"),
        ("crm-72h", "客户关系管理"),
        ("no/such/page.html", "没有这一页"),
    ] {
        page.go(&format!("{root}{address}"));
        assert!(
            heading(&page).contains(says),
            "{address}: {}",
            heading(&page)
        );
    }
    page.go(&format!("{root}homework.html"));
    open_search(&page);
    page.type_text("cuanhuo");
    page.wait("document.querySelector('[role=option]')?.textContent.includes('窜货')");
    page.go(&format!("{root}search.html?q=窜货"));
    page.wait("document.querySelector('[role=option]')?.textContent.includes('窜货')");
    assert_eq!(server.take_log(), []);
}

#[test]
fn a_new_build_announces_itself_and_comes_as_a_whole() {
    let edition = Edition::new("editions");
    let server = edition.serve();
    let page = Page::new();
    visit(&page, &server.url("index.html"));
    edition.publish("再版");
    server.take_log();
    for path in ["last.html", "二/two.html", "index.html"] {
        page.go(&server.url(path));
        assert!(heading(&page).ends_with("初版"), "{}", heading(&page));
        finds(&page, "初版");
    }
    page.wait("document.querySelector('.news')?.textContent.includes('新版本')");
    let asked: Vec<String> = server.take_log().into_iter().map(|one| one.url).collect();
    let asks = |file: &str| asked.iter().any(|url| url.ends_with(file));
    assert!(asks("last.html") && !asks("same.html"), "{asked:?}");
    page.screenshot("news");
    finds(&page, "初版");
    page.leave("document.querySelector('.news button').click()");
    page.wait("document.querySelector('h1')?.textContent.endsWith('再版')");
    finds(&page, "再版");
    for path in ["last.html", "二/two.html", "index.html"] {
        page.go(&server.url(path));
        assert!(heading(&page).ends_with("再版"), "{}", heading(&page));
        finds(&page, "再版");
    }
    // A page kept from the build before starts the search of this one.
    page.go(&server.url("same.html"));
    finds(&page, "再版");
    let caches = page.eval("caches.keys()");
    assert_eq!(caches.as_array().map(Vec::len), Some(1), "{caches}");
    assert_eq!(page.eval("document.querySelector('.news')"), json!(null));
}

#[test]
fn a_half_published_build_is_not_taken() {
    let edition = Edition::new("torn");
    let server = edition.serve();
    let page = Page::new();
    visit(&page, &server.url("index.html"));
    let old = fs::read(edition.site.join("last.html")).unwrap();
    edition.publish("再版");
    let new = fs::read(edition.site.join("last.html")).unwrap();
    fs::write(edition.site.join("last.html"), old).unwrap();
    page.go(&server.url("last.html"));
    let refused = "navigator.serviceWorker.getRegistration().then(r => r.update())
        .then(r => new Promise(done => { const w = r.installing; if (!w) return done('none');
            w.onstatechange = () => done(w.state); }))";
    assert_eq!(page.eval(refused), "redundant");
    assert!(heading(&page).ends_with("初版"));
    finds(&page, "初版");
    assert_eq!(page.eval("document.querySelector('.news')"), json!(null));
    // The publication is finished.
    fs::write(edition.site.join("last.html"), new).unwrap();
    page.go(&server.url("last.html"));
    page.wait("document.querySelector('.news')");
    assert!(heading(&page).ends_with("初版"));
}

#[test]
fn while_somebody_writes_nothing_is_kept() {
    let edition = Edition::new("live");
    let live = std::sync::Arc::default();
    let server = StaticServer::start_live(edition.site.clone(), 0, live).unwrap();
    let page = Page::open(&server.url("index.html"));
    // Longer than a page waits before it has itself kept.
    page.eval("new Promise(done => setTimeout(done, 6000))");
    assert_eq!(
        page.eval("navigator.serviceWorker.getRegistrations().then(all => all.length)"),
        0
    );
    let asked = server.take_log();
    assert!(
        !asked.iter().any(|one| one.url.contains("sw.js")),
        "{asked:?}"
    );
}

#[test]
fn the_worker_of_a_published_site_retires_where_somebody_writes() {
    let edition = Edition::new("retire");
    let server = edition.serve();
    let page = Page::new();
    visit(&page, &server.url("index.html"));
    edition.publish("再版");
    // What `cargo xtask serve` answers in the place of the worker.
    let retire = include_str!("../../src/book/retire.js");
    fs::write(edition.site.join("sw.js"), retire).unwrap();
    page.go(&server.url("index.html"));
    page.wait("document.querySelector('h1')?.textContent.endsWith('再版')");
    page.wait("navigator.serviceWorker.getRegistrations().then(all => !all.length)");
    page.wait("caches.keys().then(names => !names.length)");
}

#[test]
fn the_manifest_is_whole() {
    let site = site::folder();
    let manifest = fs::read_to_string(site.join("manifest.webmanifest")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    for icon in manifest["icons"].as_array().unwrap() {
        let png = fs::read(site.join(icon["src"].as_str().unwrap())).unwrap();
        let side = u32::from_be_bytes(png[16..20].try_into().unwrap());
        assert_eq!(icon["sizes"], format!("{side}x{side}"));
    }
    let has = |page: &serde_json::Value| Path::new(&site.join(page.as_str().unwrap())).is_file();
    assert!(
        manifest["shortcuts"]
            .as_array()
            .unwrap()
            .iter()
            .all(|s| has(&s["url"]))
    );
    // The browser reads it the same way, once the page has come to rest.
    let page = Page::new();
    visit(&page, &site::http("index.html"));
    let read = page.call("Page.getAppManifest", json!({}));
    assert_eq!(read["errors"], json!([]), "{read}");
    let trouble = page.call("Page.getInstallabilityErrors", json!({}));
    let trouble = trouble["installabilityErrors"].as_array().unwrap().iter();
    // The profile of a test is a private one, which installs nothing.
    let trouble: Vec<_> = trouble.filter(|t| t["errorId"] != "in-incognito").collect();
    assert!(trouble.is_empty(), "{trouble:?}");
}
