//! What becomes of a folder that is there already.

use std::fs;
use std::path::Path;

use crate::documents::{fresh, xtask};

fn document(book: &Path, text: &str) -> String {
    let path = book.join("大纲.txt");
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

const TEXT: &str = "《数据结构》教学大纲\n课程名称：数据结构 总学时：8\n一、教学内容\n第一章 栈\n\
                    重点：栈的定义\n作业：栈有什么用？\n第二章 队列\n重点：队列的定义\n作业：队列有什么用？\n";

#[test]
fn what_a_person_wrote_is_shown_and_kept_until_forced() {
    let book = fresh();
    let file = document(book.path(), TEXT);
    let import = |more: &[&str]| {
        let mut all = vec!["import", &file, "--id", "ds-8h"];
        all.extend(more);
        xtask(book.path(), &all)
    };
    let unit = book.path().join("content/ds-8h/unit-01.toml");
    assert!(import(&["--dry-run"]).status.success());
    assert!(!unit.exists());
    assert!(import(&[]).status.success());
    let text = fs::read_to_string(&unit).unwrap();
    fs::write(
        &unit,
        text.replace("title = \"栈\"", "title = \"栈\"\nnote = \"我写的\""),
    )
    .unwrap();
    fs::write(unit.with_file_name("study-01.toml"), "").unwrap();
    let refused = import(&[]);
    assert_eq!(refused.status.code(), Some(2));
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    for part in [
        "unit-01.toml was written or changed by hand",
        "-note = \"我写的\"",
        "--force",
    ] {
        assert!(told.contains(part), "{told}");
    }
    assert!(fs::read_to_string(&unit).unwrap().contains("我写的"));
    let shown = import(&["--dry-run", "--force"]);
    assert!(String::from_utf8_lossy(&shown.stderr).contains("-note = \"我写的\""));
    assert!(fs::read_to_string(&unit).unwrap().contains("我写的"));
    let forced = import(&["--force"]);
    assert!(forced.status.success());
    assert!(String::from_utf8_lossy(&forced.stderr).contains("-note = \"我写的\""));
    assert_eq!(fs::read_to_string(&unit).unwrap(), text);
    assert!(unit.with_file_name("study-01.toml").exists());
}

/// What an interrupted import leaves beside the folder is no syllabus, and the next one sweeps
/// it.
#[test]
fn an_interrupted_import_leaves_nothing_half_written() {
    let book = fresh();
    let file = document(book.path(), TEXT);
    let content = book.path().join("content");
    let import = || xtask(book.path(), &["import", &file, "--id", "ds-8h", "--force"]);
    let names = || {
        let entries = fs::read_dir(&content).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    // Stopped while the files were written, for the first time and later.
    for _ in 0..2 {
        let staged = content.join(".import-ds-8h");
        fs::create_dir_all(&staged).unwrap();
        fs::write(staged.join("syllabus.toml"), "[edit").unwrap();
        let check = xtask(book.path(), &["check"]);
        assert_eq!(check.status.code(), Some(0), "{check:?}");
        assert!(import().status.success());
        assert_eq!(names(), ["ds-8h"]);
    }
    // Stopped between the two renames: the former folder is on its way out, the new one waits.
    fs::rename(content.join("ds-8h"), content.join(".old-ds-8h")).unwrap();
    assert!(import().status.success());
    assert_eq!(names(), ["ds-8h"]);
    // A document that cannot be read changes nothing.
    let before = fs::read(content.join("ds-8h/unit-01.toml")).unwrap();
    fs::write(&file, b"%PDF-1.7 broken").unwrap();
    assert_eq!(import().status.code(), Some(1));
    assert_eq!(
        fs::read(content.join("ds-8h/unit-01.toml")).unwrap(),
        before
    );
    assert_eq!(names(), ["ds-8h"]);
}
