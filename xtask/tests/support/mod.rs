//! Small books in temporary folders.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use xtask::book::build::{self, Options, Site};
use xtask::book::prune::files;
use xtask::diagnostic::Diagnostic;

pub const INDEX: &str = "# 一\n\n[two](sub/two.md#b)\n";

const FRAME: &str = r#"<!DOCTYPE html>
<html lang="{{ language }}">
<head>
<meta charset="utf-8">
<title>{{ title }}</title>
<link rel="stylesheet" href="{{ path_to_root }}@asset(css/site.css)">
</head>
<body>
<main>
{{{ content }}}
</main>
</body>
</html>
"#;

/// A book that is thrown away at the end of the test.
pub struct Book {
    dir: TempDir,
    theme: TempDir,
}

impl Book {
    /// An empty folder and a minimal theme.
    pub fn empty() -> Self {
        let book = Self {
            dir: tempfile::tempdir().unwrap(),
            theme: tempfile::tempdir().unwrap(),
        };
        write(&book.theme(), "index.hbs", FRAME);
        write(&book.theme(), "css/site.css", "main { max-width: 40em }\n");
        let theme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../theme");
        for folder in ["templates", "search", "js"] {
            for name in files(&theme.join(folder)).unwrap() {
                let text = fs::read_to_string(theme.join(folder).join(&name)).unwrap();
                write(&book.theme(), &format!("{folder}/{name}"), &text);
            }
        }
        book
    }

    /// Two pages and a picture of an ordinary mdBook.
    pub fn plain() -> Self {
        let book = Self::empty();
        book.write("book.toml", "[book]\ntitle = \"Plain\"\n");
        book.write("src/SUMMARY.md", "- [One](index.md)\n- [Two](sub/two.md)\n");
        book.write("src/index.md", INDEX);
        book.write("src/sub/two.md", "# Two\n\n## B {#b}\n\ntext\n");
        book.write("src/note.txt", "kept");
        book
    }

    /// A copy of this repository's book.
    pub fn repository() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        Self::copy(&root, &["src", "content"])
    }

    /// A copy of a book in `tests/books`.
    pub fn fixture(name: &str) -> Self {
        let books = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books");
        Self::copy(&books.join(name), &["src", "content"])
    }

    fn copy(from: &Path, folders: &[&str]) -> Self {
        let book = Self::empty();
        for folder in folders {
            for name in files(&from.join(folder)).unwrap_or_default() {
                let bytes = fs::read(from.join(folder).join(&name)).unwrap();
                write(book.root(), &format!("{folder}/{name}"), bytes);
            }
        }
        let text = fs::read_to_string(from.join("book.toml")).unwrap();
        book.write("book.toml", &text);
        book
    }

    pub fn root(&self) -> &Path {
        self.dir.path()
    }

    pub fn theme(&self) -> PathBuf {
        self.theme.path().to_path_buf()
    }

    /// The theme's folder, for longer than this book.
    pub fn keep_theme(self) -> PathBuf {
        self.theme.keep()
    }

    pub fn write_theme(&self, path: &str, text: &str) {
        write(self.theme.path(), path, text);
    }

    pub fn dest(&self) -> PathBuf {
        self.root().join("book")
    }

    pub fn write(&self, path: &str, text: &str) {
        write(self.root(), path, text);
    }

    pub fn build(&self) -> Result<Site, Vec<Diagnostic>> {
        self.build_into(&self.dest())
    }

    pub fn build_into(&self, dest: &Path) -> Result<Site, Vec<Diagnostic>> {
        build::build(&Options::new(self.root(), self.theme(), dest))
    }
}

fn write(root: &Path, path: &str, content: impl AsRef<[u8]>) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

/// Every file below `root` with its content.
pub fn tree(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = files(root).unwrap();
    let read = |path: String| {
        let bytes = fs::read(root.join(&path)).unwrap();
        (path, bytes)
    };
    files.into_iter().map(read).collect()
}
