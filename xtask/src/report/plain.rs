//! Findings in plain Chinese.

use serde::Serialize;

use crate::diagnostic::{AllowedBy, Diagnostic, Place, Severity, codes, render};

/// Characters of a line that are shown on either side of a place.
const AROUND: usize = 28;

/// One finding for a teacher.
#[derive(Serialize)]
pub struct Finding {
    pub level: &'static str,
    /// For the style sheet.
    pub class: &'static str,
    pub code: &'static str,
    pub says: String,
    /// Addresses with what stands there.
    pub places: Vec<(&'static str, String)>,
    /// The line with the marked words in the middle.
    pub before: String,
    pub marked: String,
    pub after: String,
    /// What to do about it, or why it stays.
    pub todo: String,
}

/// The rows of a table: what has to be mended first, reminders last.
pub fn rows<'a>(findings: impl IntoIterator<Item = &'a Diagnostic>) -> Vec<Finding> {
    let mut findings: Vec<&Diagnostic> = findings.into_iter().collect();
    // Stable: within a level they keep the order of files and lines.
    findings.sort_by_key(|finding| match (&finding.allowed, finding.severity) {
        (None, Severity::Error) => 0,
        (None, Severity::Warning) => 1,
        (Some(_), _) => 2,
        (None, Severity::Note) => 3,
    });
    findings.into_iter().map(row).collect()
}

fn row(finding: &Diagnostic) -> Finding {
    let code = codes::find(finding.code);
    let explained = code.map_or_else(|| finding.message.clone(), |code| code.says.to_owned());
    let (level, class) = match (&finding.allowed, finding.severity) {
        (Some(allowed), _) if allowed.by == AllowedBy::Erratum => ("已勘误", "allowed"),
        (Some(_), _) => ("已说明", "allowed"),
        (None, Severity::Error) => ("错误", "error"),
        (None, Severity::Warning) => ("提醒", "warning"),
        (None, Severity::Note) => ("建议", "note"),
    };
    let todo = match &finding.allowed {
        Some(allowed) => allowed.reason.clone(),
        None => code.map(|code| code.todo.to_owned()).unwrap_or_default(),
    };
    let document = finding
        .also
        .iter()
        .find(|also| also.note == "in the document");
    let shown = document.map(|also| &also.place).or(finding.place.as_ref());
    let (before, marked, after) = shown.map(line).unwrap_or_default();
    let (before, marked, after) = match document {
        Some(_) => (before, marked, after),
        None => (
            without_key(&before),
            marked.trim_matches('"').to_owned(),
            after.trim_end_matches(['"', ',']).to_owned(),
        ),
    };
    Finding {
        level,
        class,
        code: finding.code,
        says: finding.zh.clone().unwrap_or(explained),
        places: places(finding),
        before,
        marked,
        after,
        todo,
    }
}

fn places(finding: &Diagnostic) -> Vec<(&'static str, String)> {
    let also = finding.also.iter();
    let also = also.map(|also| {
        (
            codes::also_in_chinese(also.note),
            render::address(&also.place),
        )
    });
    let own = finding
        .place
        .iter()
        .map(|place| ("内容文件", render::address(place)));
    own.chain(also).collect()
}

/// `title = "` says nothing to a reader.
fn without_key(before: &str) -> String {
    let key = before
        .split_once('=')
        .filter(|(key, _)| key.trim().chars().all(|c| c.is_ascii_lowercase()));
    key.map_or(before, |(_, rest)| rest.trim_start_matches([' ', '"']))
        .to_owned()
}

/// The line around a place, cut to what fits.
fn line(place: &Place) -> (String, String, String) {
    let chars: Vec<char> = place.excerpt.chars().collect();
    let start = place.column.saturating_sub(1).min(chars.len());
    let end = (start + place.width).min(chars.len());
    let from = start.saturating_sub(AROUND);
    let to = (end + AROUND).min(chars.len());
    let text = |chars: &[char]| -> String {
        let visible = chars.iter().map(|c| if c.is_control() { ' ' } else { *c });
        visible.collect()
    };
    let left = if from > 0 { "…" } else { "" };
    let right = if to < chars.len() { "…" } else { "" };
    (
        format!("{left}{}", text(&chars[from..start])),
        text(&chars[start..end]),
        format!("{}{right}", text(&chars[end..to])),
    )
}
