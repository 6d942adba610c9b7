//! From a place in a string's value to its place in the file.

use std::ops::Range;

use crate::catalog::written::{Source, Str};
use crate::diagnostic::Diagnostic;

/// A file for findings about it: its path and its text.
#[derive(Debug, Clone, Copy)]
pub struct File<'a> {
    /// Path relative to the book's folder.
    pub path: &'a str,
    /// The whole text.
    pub text: &'a str,
}

impl<T> Source<T> {
    /// The file without its value.
    pub fn file(&self) -> File<'_> {
        File {
            path: &self.path,
            text: &self.text,
        }
    }
}

impl File<'_> {
    /// The finding with its place.
    pub fn at(&self, finding: Diagnostic, span: Range<usize>) -> Diagnostic {
        finding.at(self.path, self.text, span)
    }

    /// The place in the file of a byte range of the string's value; the whole string when
    /// the exact place cannot be told.
    pub fn inside(&self, string: &Str, range: Range<usize>) -> Range<usize> {
        let span = string.span();
        let found = self
            .text
            .get(span.clone())
            .and_then(|raw| in_raw(raw, string.get_ref(), &range));
        match found {
            Some(found) => span.start + found.start..span.start + found.end,
            None => span,
        }
    }
}

/// The byte range of `raw`, a TOML string with its quotation marks, that says the byte
/// range of `value`. Reads both side by side and gives up where they disagree.
fn in_raw(raw: &str, value: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let quotes = ["\"\"\"", "'''", "\"", "'"]
        .into_iter()
        .find(|quotes| raw.starts_with(quotes))?;
    let escapes = quotes.starts_with('"');
    let mut at = quotes.len();
    if quotes.len() == 3 {
        let rest = &raw[at..];
        at += rest.len()
            - rest
                .strip_prefix("\r\n")
                .or(rest.strip_prefix('\n'))
                .unwrap_or(rest)
                .len();
    }
    let (mut start, mut end) = (None, None);
    for (offset, c) in value.char_indices() {
        if escapes {
            at += joined_lines(&raw[at..]);
        }
        if offset == range.start {
            start = Some(at);
        }
        if offset == range.end {
            end = Some(at);
        }
        at += said(&raw[at..], c, escapes)?;
    }
    if escapes {
        at += joined_lines(&raw[at..]);
    }
    (raw[at..] == *quotes).then_some(())?;
    let end = if range.end >= value.len() {
        Some(at)
    } else {
        end
    };
    Some(start.unwrap_or(at)..end?)
}

/// The length of `\`, line end and indentation, which say nothing.
fn joined_lines(raw: &str) -> usize {
    let Some(rest) = raw.strip_prefix('\\') else {
        return 0;
    };
    let spaces = rest.len() - rest.trim_start().len();
    if rest[..spaces].contains('\n') {
        1 + spaces
    } else {
        0
    }
}

/// The length of what says `c` at the start of `raw`.
fn said(raw: &str, c: char, escapes: bool) -> Option<usize> {
    if !(escapes && raw.starts_with('\\')) {
        if c == '\n' && raw.starts_with("\r\n") {
            return Some(2);
        }
        return raw.starts_with(c).then_some(c.len_utf8());
    }
    let digits = match raw[1..].chars().next()? {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        letter => return Some(1 + letter.len_utf8()),
    };
    Some(2 + digits)
}
