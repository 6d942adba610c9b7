//! Findings: one shape for everything that is wrong with content, pages or configuration.
//!
//! The core returns lists of these and never prints; `command/` renders them
//! ([`render`]) for a terminal or as JSON.

use serde::Serialize;

pub mod codes;
pub mod render;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A reminder: something to think of, nothing that is wrong.
    Note,
    /// Probably wrong; does not stop a build.
    Warning,
    /// Stops a build.
    Error,
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// Path relative to the book's folder, with forward slashes.
    pub file: String,
    /// From 1; 0 when the finding is about the whole file.
    pub line: usize,
    /// In characters, from 1; 0 when the finding is about the whole file.
    pub column: usize,
    /// Length in characters on that line, at least 1.
    pub width: usize,
    /// The text of that line.
    pub excerpt: String,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Stable code, kebab-case, e.g. `duplicate-id`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, one line.
    pub message: String,
    /// Where.
    pub place: Option<Place>,
    /// What to do about it.
    pub help: Option<String>,
    /// What is wrong, in Chinese, for a teacher's report; absent where the explanation of
    /// the code ([`codes`]) says enough.
    pub zh: Option<String>,
    /// Further places it is about: where the document prints the words, what they differ
    /// from.
    pub also: Vec<Also>,
    /// Present when somebody has looked at it and said why it stays.
    pub allowed: Option<Allowed>,
}

/// A further place of a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Also {
    /// What stands there, a few words.
    pub note: &'static str,
    /// Where.
    pub place: Place,
}

/// Why a finding stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Allowed {
    /// What says so.
    pub by: AllowedBy,
    /// Its words.
    pub reason: String,
    /// Where they stand.
    pub place: Place,
}

/// What allows a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum AllowedBy {
    /// An `[[allow]]` table.
    Allow,
    /// An erratum: the misprint is known and corrected beside the text.
    Erratum,
}

impl Diagnostic {
    /// An error without a place yet.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            place: None,
            help: None,
            zh: None,
            also: Vec::new(),
            allowed: None,
        }
    }

    /// A reminder without a place yet.
    pub fn note(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Note,
            ..Self::error(code, message)
        }
    }

    /// A warning without a place yet.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, message)
        }
    }

    /// With the place that `span` (bytes) has in `text`, the content of `file`.
    pub fn at(mut self, file: &str, text: &str, span: std::ops::Range<usize>) -> Self {
        self.place = Some(Place::of_span(file, text, span));
        self
    }

    /// About a whole file.
    pub fn in_file(mut self, file: &str) -> Self {
        self.place = Some(Place {
            file: file.to_owned(),
            line: 0,
            column: 0,
            width: 0,
            excerpt: String::new(),
        });
        self
    }

    /// With the same in Chinese.
    pub fn zh(mut self, zh: impl Into<String>) -> Self {
        self.zh = Some(zh.into());
        self
    }

    /// With a further place.
    pub fn also(mut self, note: &'static str, place: Place) -> Self {
        self.also.push(Also { note, place });
        self
    }

    /// `true` for what a teacher is asked to look at: an error or a warning that nobody
    /// has allowed.
    pub fn counts(&self) -> bool {
        self.severity > Severity::Note && self.allowed.is_none()
    }

    /// With a hint.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl Place {
    /// The line and column of a byte range; a range over several lines is cut to its first.
    pub fn of_span(file: &str, text: &str, span: std::ops::Range<usize>) -> Self {
        let start = floor_char(text, span.start);
        let line_start = text[..start].rfind('\n').map_or(0, |i| i + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |i| start + i);
        let end = floor_char(text, span.end.clamp(start, line_end));
        Self {
            file: file.to_owned(),
            line: text[..start].matches('\n').count() + 1,
            column: text[line_start..start].chars().count() + 1,
            width: text[start..end].chars().count().max(1),
            excerpt: text[line_start..line_end].trim_end_matches('\r').to_owned(),
        }
    }

    /// Where it starts in `text`, in bytes: what [`Place::of_span`] was given.
    pub fn offset(&self, text: &str) -> usize {
        let mut lines = text.split_inclusive('\n');
        let above = self.line.saturating_sub(1);
        let before: usize = lines.by_ref().take(above).map(str::len).sum();
        let column = self.column.saturating_sub(1);
        let line = lines.next().unwrap_or_default();
        before + line.chars().take(column).map(char::len_utf8).sum::<usize>()
    }
}

/// The largest character boundary not after `index`.
fn floor_char(text: &str, index: usize) -> usize {
    let mut index = index.min(text.len());
    while !text.is_char_boundary(index) {
        index -= 1;
    }
    index
}

/// `true` when a finding stops a build.
pub fn has_errors(findings: &[Diagnostic]) -> bool {
    findings.iter().any(|d| d.severity == Severity::Error)
}

/// Sorts findings for reading: by file, line, column and code; those without a place last.
pub fn sort(findings: &mut [Diagnostic]) {
    findings.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
}

/// In the order in which it decides.
type SortKey<'a> = (bool, Option<(&'a str, usize, usize)>, &'a str, &'a str);

fn sort_key(finding: &Diagnostic) -> SortKey<'_> {
    let place = finding.place.as_ref();
    (
        place.is_none(),
        place.map(|place| (place.file.as_str(), place.line, place.column)),
        finding.code,
        &finding.message,
    )
}
