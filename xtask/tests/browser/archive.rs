//! `cargo xtask export zip`: unpacked, and opened as a reader would.

use std::fs;
use std::io::Cursor;
use std::process::Command;

use zip::ZipArchive;

use crate::harness::{Page, scratch};
use crate::search::open_search;

#[test]
fn the_archive_works_from_disk() {
    let [first, second] = ["one.zip", "two.zip"].map(|name| {
        let file = scratch(name);
        let made = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(["export", "zip", "--out"])
            .arg(&file)
            .output()
            .unwrap();
        assert!(made.status.success(), "{made:?}");
        fs::read(file).unwrap()
    });
    assert!(first == second, "the same content, other bytes");
    let folder = scratch("unpacked 课纲");
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    ZipArchive::new(Cursor::new(first))
        .unwrap()
        .extract(&folder)
        .unwrap();
    let page = Page::open(&format!("file://{}/kegang/index.html", folder.display()));
    open_search(&page);
    page.type_text("窜货");
    page.wait("document.querySelector('[role=option]')?.textContent.includes('窜货')");
    page.press("Enter");
    page.wait("location.protocol === 'file:' && location.hash && document.querySelector(decodeURIComponent(location.hash))");
    assert_eq!(page.complaints(), Vec::<String>::new());
    let root = format!("file://{}/", folder.display()).replace(' ', "%20");
    let root = root.replace("课纲", "%E8%AF%BE%E7%BA%B2");
    let abroad: Vec<String> = page
        .requests()
        .into_iter()
        .filter(|r| !r.starts_with(&root))
        .collect();
    assert_eq!(abroad, Vec::<String>::new());
}
