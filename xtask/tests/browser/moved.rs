//! Pages that have moved take a reader to the same place.

use std::fs;
use std::path::Path;

use xtask::book::build::{self, Options};

use crate::harness::{Page, scratch};

#[test]
fn a_moved_page_keeps_the_place_on_it() {
    let book = scratch("moved");
    fs::create_dir_all(book.join("src/deep")).unwrap();
    let toml = "[book]\ntitle = \"书\"\n[output.html.redirect]\n\
        \"/old/page.html\" = \"../deep/new.html\"\n\
        \"/old/page.html#gone\" = \"../one.html#here\"\n";
    fs::write(book.join("book.toml"), toml).unwrap();
    fs::write(
        book.join("src/SUMMARY.md"),
        "- [一](one.md)\n- [新](deep/new.md)\n",
    )
    .unwrap();
    fs::write(book.join("src/one.md"), "# 一\n\n## 处 {#here}\n").unwrap();
    fs::write(book.join("src/deep/new.md"), "# 新\n\n## 二 {#二}\n").unwrap();
    let theme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../theme");
    let site = book.join("book");
    build::build(&Options::new(&book, theme, &site)).unwrap();
    let address = |page: &str| format!("file://{}/{page}", site.display());
    let page = Page::new();
    for (from, to) in [
        ("old/page.html", "deep/new.html"),
        ("old/page.html#二", "deep/new.html#二"),
        ("old/page.html#gone", "one.html#here"),
    ] {
        page.go(&address(from));
        page.wait(&format!("decodeURI(location.href).endsWith('/{to}')"));
        assert_eq!(page.complaints(), Vec::<String>::new());
    }
    let page = Page::new();
    page.disable_scripts();
    page.go(&address("old/page.html"));
    page.wait("location.pathname.endsWith('/deep/new.html')");
}
