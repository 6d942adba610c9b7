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
        if offset == range.end {
            end = Some(at);
        }
        if escapes {
            at += joined_lines(&raw[at..]);
        }
        if offset == range.start {
            start = Some(at);
        }
        at += said(&raw[at..], c, escapes)?;
    }
    let tail = if escapes { joined_lines(&raw[at..]) } else { 0 };
    if raw[at + tail..] != *quotes {
        return None;
    }
    let end = end.or((range.end >= value.len()).then_some(at))?;
    Some(start.unwrap_or(at).min(end)..end)
}

/// The length of what says nothing: `\`, a line end and the indentation after it, any
/// number of times.
fn joined_lines(raw: &str) -> usize {
    let mut at = 0;
    while let Some(rest) = raw[at..].strip_prefix('\\') {
        let words = rest.trim_start_matches([' ', '\t', '\r', '\n']);
        let spaces = rest.len() - words.len();
        if !rest[..spaces].contains('\n') {
            break;
        }
        at += 1 + spaces;
    }
    at
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    struct Holder {
        text: Str,
    }

    /// What the file has at the place where the value has `part`.
    fn raw_of(text: &str, part: &str) -> String {
        let holder: Holder = toml::from_str(text).unwrap();
        let start = holder.text.get_ref().find(part).unwrap();
        let place = File { path: "", text }.inside(&holder.text, start..start + part.len());
        text[place].to_owned()
    }

    #[test]
    fn places_in_strings() {
        let check = |file: &str, part: &str, expected: &str| {
            assert_eq!(raw_of(file, part), expected, "{file}");
        };
        let finds = |file: &str| check(file, "{s1}", "{s1}");
        finds(r#"text = "先读{s1}。""#);
        finds("text = '先读{s1}'");
        finds("text = \"\"\"\n先读\n{s1}\n\"\"\"");
        finds("text = \"\"\"\r\n先读\r\n{s1}\r\n\"\"\"");
        finds("text = '''\n先读\\n{s1}'''");
        finds(r#"text = "\"先\"\t{s1}""#);
        finds(r#"text = "\u5148读{s1}""#);
        finds(r#"text = "\U00005148{s1}""#);
        finds("text = \"\"\"先\\\n   读{s1}\"\"\"");
        finds("text = \"\"\"先{s1}\\\n  \"\"\"");
        finds("text = \"\"\"先{s1}\\\n  读\"\"\"");
        check(r#"text = "\u5148读{s1}""#, "先", r"\u5148");
        check(r#"text = """"先"{s1}"""""#, "{s1}\"", "{s1}\"");
    }

    proptest! {
        #[test]
        fn any_string_finds_its_characters(value in "[a客\"'\\\\\n\r\t\u{7f}{]{1,12}") {
            let text = format!("text = {}", toml::Value::String(value.clone()));
            let holder: Holder = toml::from_str(&text).unwrap();
            let file = File { path: "", text: &text };
            for (at, c) in value.char_indices().filter(|(_, c)| matches!(c, 'a' | '客' | '{')) {
                let place = file.inside(&holder.text, at..at + c.len_utf8());
                prop_assert_eq!(&text[place], c.to_string());
            }
        }
    }
}
