//! The files a book is written in, kept so that a finding about a page can point at the
//! line that caused it.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::Path;

use crate::catalog::load::Written;
use crate::diagnostic::Diagnostic;

/// Texts by path, relative to the book's folder.
#[derive(Debug, Default)]
pub struct Sources {
    files: BTreeMap<String, String>,
    src: String,
    root: String,
}

impl Sources {
    /// The Markdown files below `src` (a path in the book at `root`) and the content files.
    pub fn of(root: &Path, src: &Path, written: &Written) -> Self {
        let prefix = src.strip_prefix(root).unwrap_or(src).to_string_lossy();
        let mut sources = Self {
            files: BTreeMap::new(),
            root: format!("{}/", root.display()),
            src: prefix.replace('\\', "/"),
        };
        for name in super::prune::files(src).unwrap_or_default() {
            // What cannot be read is mdBook's to tell.
            if name.ends_with(".md")
                && let Ok(text) = fs::read_to_string(src.join(&name))
            {
                sources
                    .files
                    .insert(format!("{}/{name}", sources.src), text);
            }
        }
        for syllabus in &written.syllabi {
            let course = syllabus.course.iter().map(|s| (&s.path, &s.text));
            let units = syllabus.units.iter().map(|(_, s)| (&s.path, &s.text));
            let studies = syllabus.studies.iter().map(|(_, s)| (&s.path, &s.text));
            let files = course.chain(units).chain(studies);
            sources
                .files
                .extend(files.map(|(p, t)| (p.clone(), t.clone())));
        }
        let terms = written.terms.iter().map(|term| &term.head);
        let terms = terms.map(|head| (head.path.clone(), head.text.clone()));
        sources.files.extend(terms);
        sources
    }

    /// The file of the chapter at `chapter`, a path below `src` with `.md` or `.html`.
    pub fn chapter(&self, chapter: &str) -> Option<(&str, &str)> {
        let stem = chapter
            .strip_suffix(".html")
            .or(chapter.strip_suffix(".md"))?;
        let index = stem
            .strip_suffix("index")
            .map(|folder| format!("{folder}README"));
        let stems = [Some(stem.to_owned()), index];
        stems.into_iter().flatten().find_map(|stem| {
            let path = format!("{}/{stem}.md", self.src);
            let (path, text) = self.files.get_key_value(&path)?;
            Some((path.as_str(), text.as_str()))
        })
    }

    /// A message with paths relative to the book.
    pub fn tidy(&self, message: &str) -> String {
        match self.root.as_str() {
            "" | "/" => message.to_owned(),
            root => message.replace(root, ""),
        }
    }

    /// Where `words` stand in any file.
    pub fn find(&self, words: &str) -> Option<(&str, &str, Range<usize>)> {
        let mut files = self.files.iter();
        files.find_map(|(path, text)| {
            let start = text.find(words)?;
            Some((path.as_str(), text.as_str(), start..start + words.len()))
        })
    }

    /// The finding with the place where `words` stand in the file of `chapter`, or, for a
    /// generated chapter, in the content; else about the page.
    pub fn place(&self, finding: Diagnostic, chapter: &str, words: &str) -> Diagnostic {
        if let Some((path, text)) = self.chapter(chapter) {
            return match text.find(words) {
                Some(start) => finding.at(path, text, start..start + words.len()),
                None => finding.in_file(path),
            };
        }
        match self.find(words) {
            Some((path, text, span)) => finding.at(path, text, span),
            None => finding.in_file(chapter),
        }
    }
}
