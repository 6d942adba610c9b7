//! mdBook with its own theme and its own search over the same Markdown.
//!
//! Formulas stay TeX: what renders them is a preprocessor that mdBook does not bring along.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use mdbook_driver::book::{Book, BookItem, Chapter};
use walkdir::WalkDir;

use super::Failure;
use super::building::milliseconds;
use crate::browser::on_path;

/// Where the site lies below the folder of the book.
pub const SITE: &str = "book";

/// The list in which mdBook shows results.
pub const LIST: &str = "mdbook-searchresults";
/// What it says above the list.
pub const COUNT: &str = "mdbook-searchresults-header";

const CONFIG: &str = "[book]\ntitle = \"mdBook\"\nlanguage = \"zh-CN\"\n";

/// The program at `place`, on the `PATH` when no place is given.
pub fn find(place: Option<&Path>) -> Option<PathBuf> {
    match place {
        Some(place) => place.is_file().then(|| place.to_path_buf()),
        None => on_path(Path::new("mdbook")),
    }
}

/// Writes a book of these chapters to `dest`, with the files of `src` that are no Markdown.
///
/// # Errors
/// What the disk said.
pub fn prepare(book: &Book, src: &Path, dest: &Path) -> Result<(), Failure> {
    let to = dest.join("src");
    for entry in WalkDir::new(src) {
        let entry = entry.map_err(|e| Failure(e.to_string()))?;
        let path = entry.path().strip_prefix(src).unwrap_or(entry.path());
        let is_page = path.extension().is_some_and(|extension| extension == "md");
        if entry.file_type().is_file() && !is_page {
            write(&to.join(path), &fs::read(entry.path())?)?;
        }
    }
    for chapter in book.chapters() {
        if let Some(path) = &chapter.path {
            write(&to.join(path), chapter.content.as_bytes())?;
        }
    }
    write(&to.join("SUMMARY.md"), summary(&book.items).as_bytes())?;
    write(&dest.join("book.toml"), CONFIG.as_bytes())
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    Ok(fs::write(path, bytes)?)
}

/// The table of contents. Every chapter is numbered: between numbered ones mdBook takes no other.
fn summary(items: &[BookItem]) -> String {
    let mut out = String::new();
    for item in items {
        match item {
            BookItem::Chapter(chapter) => list(chapter, 0, &mut out),
            BookItem::PartTitle(title) => {
                // Writing to a string cannot fail.
                let _ = writeln!(out, "\n# {title}\n");
            }
            BookItem::Separator => out.push_str("\n---\n\n"),
        }
    }
    out
}

fn list(chapter: &Chapter, depth: usize, out: &mut String) {
    let name = chapter.name.replace('[', "\\[").replace(']', "\\]");
    let path = chapter.path.as_deref().unwrap_or(Path::new(""));
    let indent = "  ".repeat(depth);
    let _ = writeln!(out, "{indent}- [{name}]({})", path.display());
    for item in &chapter.sub_items {
        if let BookItem::Chapter(chapter) = item {
            list(chapter, depth + 1, out);
        }
    }
}

/// Builds the book in `dest`; milliseconds that it took, pages and search together.
///
/// # Errors
/// When the program cannot be run or fails.
pub fn build(program: &Path, dest: &Path) -> Result<f64, Failure> {
    let _ = fs::remove_dir_all(dest.join(SITE));
    let start = Instant::now();
    let output = Command::new(program)
        .arg("build")
        .arg(dest)
        .stdin(Stdio::null())
        .output()?;
    let took = milliseconds(start, Instant::now());
    match output.status.success() {
        true => Ok(took),
        false => {
            let said = String::from_utf8_lossy(&output.stderr);
            Err(Failure(format!("mdbook failed: {}", said.trim())))
        }
    }
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn every_chapter_is_a_file_that_the_summary_names() {
        let mut first = Chapter::new("一 [上]", "# 一".to_owned(), "a/one.md", Vec::new());
        let below = Chapter::new("二", "# 二".to_owned(), "a/two.md", Vec::new());
        first.sub_items.push(BookItem::Chapter(below));
        let part = BookItem::PartTitle("课程".to_owned());
        let book = Book::new_with_items(vec![part, BookItem::Chapter(first)]);
        let folder = tempfile::tempdir().expect("a folder");
        let src = folder.path().join("own");
        write(&src.join("images/a.svg"), b"<svg/>").expect("a picture");
        write(&src.join("a/one.md"), b"before the catalogue").expect("a page");
        let dest = folder.path().join("peer");
        prepare(&book, &src, &dest).expect("a book");
        let read = |path: &str| fs::read_to_string(dest.join("src").join(path)).expect(path);
        let summary = "\n# 课程\n\n- [一 \\[上\\]](a/one.md)\n  - [二](a/two.md)\n";
        assert_eq!(read("SUMMARY.md"), summary);
        assert_eq!(read("a/one.md"), "# 一");
        assert_eq!(read("a/two.md"), "# 二");
        assert_eq!(read("images/a.svg"), "<svg/>");
    }
}
