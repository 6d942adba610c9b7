//! `cargo xtask new ID`: an empty syllabus to start from.
//!
//! Three files with 待填 where the document's words belong, explained in Chinese for
//! teachers. They pass `check`, which reminds of what is still to be written, and make a
//! page as they are.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::catalog::load::{self, CONCEPTS};
use crate::diagnostic::Diagnostic;

/// Names and texts of the files; `@order@` becomes the place among the syllabi.
const FILES: [(&str, &str); 3] = [
    ("syllabus.toml", include_str!("syllabus.toml")),
    ("unit-01.toml", include_str!("unit-01.toml")),
    ("source.txt", include_str!("source.txt")),
];

/// Starts `content/<id>/` in the book, wholly or not at all, and gives its path.
///
/// # Errors
/// `bad-id` for an id that cannot be an address, `exists` when there is something of that
/// name, `io` when the disk refuses.
pub fn start(book: &Path, id: &str) -> Result<PathBuf, Diagnostic> {
    if let Some(fault) = load::id_fault(id) {
        return Err(fault);
    }
    if id == CONCEPTS {
        let finding = Diagnostic::error("bad-id", "`concepts` is the folder of the concepts");
        return Err(finding.help("give it another name"));
    }
    let content = book.join("content");
    let folder = content.join(id);
    if folder.symlink_metadata().is_ok() {
        let message = format!("there is a content/{id} already");
        return Err(Diagnostic::error("exists", message).help("choose another id, or move it away"));
    }
    let order = last_order(book).saturating_add(1);
    let write = || {
        fs::create_dir_all(&content)?;
        // Hidden: nothing reads it until it is whole.
        let part = content.join(format!(".new-{id}-{}", std::process::id()));
        let result = fill(&part, order).and_then(|()| fs::rename(&part, &folder));
        if result.is_err() {
            // The first error is the one to tell.
            let _ = fs::remove_dir_all(&part);
        }
        result
    };
    write().map_err(|error: io::Error| {
        Diagnostic::error("io", format!("cannot write content/{id}: {error}"))
    })?;
    Ok(folder)
}

fn fill(folder: &Path, order: i64) -> io::Result<()> {
    fs::create_dir(folder)?;
    for (name, text) in FILES {
        fs::write(
            folder.join(name),
            text.replace("@order@", &order.to_string()),
        )?;
    }
    Ok(())
}

/// The largest `order` of the syllabi there are.
fn last_order(book: &Path) -> i64 {
    let (written, _) = load::read(book);
    let courses = written
        .syllabi
        .iter()
        .filter_map(|syllabus| syllabus.course.as_ref());
    courses
        .map(|course| course.value.editor.order)
        .max()
        .unwrap_or(0)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::catalog;
    use crate::diagnostic::has_errors;

    #[test]
    fn a_new_syllabus_is_whole_and_reminds() {
        let book = tempfile::tempdir().unwrap();
        start(book.path(), "ds-8h").unwrap();
        start(book.path(), "os-32h").unwrap();
        let loaded = catalog::load(book.path());
        let codes: std::collections::BTreeSet<&str> =
            loaded.findings.iter().map(|f| f.code).collect();
        assert_eq!(Vec::from_iter(codes), ["unfilled"]);
        assert!(!has_errors(&loaded.findings));
        let ids: Vec<&str> = loaded
            .catalog
            .syllabi
            .iter()
            .map(|s| s.id.as_str())
            .collect();
        assert_eq!(ids, ["ds-8h", "os-32h"]);
        assert_eq!(last_order(book.path()), 2);
    }

    #[test]
    fn nothing_is_overwritten_and_nothing_half_written() {
        let book = tempfile::tempdir().unwrap();
        start(book.path(), "a").unwrap();
        fs::write(book.path().join("content/a/unit-01.toml"), "mine").unwrap();
        let refused = |id: &str| start(book.path(), id).unwrap_err().code;
        assert_eq!(refused("a"), "exists");
        for id in [
            "", "A", "客户", "../a", "a/b", "a b", "concepts", "search", ".",
        ] {
            assert_eq!(refused(id), "bad-id", "{id}");
        }
        let kept = fs::read_to_string(book.path().join("content/a/unit-01.toml")).unwrap();
        assert_eq!(kept, "mine");
        fs::write(book.path().join("content/b"), "a file").unwrap();
        assert_eq!(refused("b"), "exists");
        let mut names: Vec<_> = fs::read_dir(book.path().join("content"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        names.sort();
        assert_eq!(names, ["a", "b"]);
    }

    #[test]
    fn a_disk_that_refuses_is_told() {
        let book = tempfile::tempdir().unwrap();
        fs::write(book.path().join("content"), "no folder").unwrap();
        assert_eq!(start(book.path(), "a").unwrap_err().code, "io");
    }
}
