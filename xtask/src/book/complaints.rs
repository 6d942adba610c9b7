//! What mdBook logs becomes findings with codes and places.

use super::events::Event;
use super::sources::Sources;
use crate::diagnostic::Diagnostic;

/// The findings for `events`, in their order.
pub fn findings(events: &[Event], sources: &Sources) -> Vec<Diagnostic> {
    let mut findings: Vec<Diagnostic> = Vec::new();
    for event in events {
        let message = sources.tidy(&event.message);
        // The cause of the error before.
        if let Some(cause) = message.strip_prefix("Caused By: ")
            && let Some(last) = findings.last_mut()
        {
            let cause = cause.lines().next().unwrap_or(cause);
            last.message = format!("{}: {cause}", last.message);
            continue;
        }
        findings.push(finding(&message, sources));
    }
    findings
}

fn finding(message: &str, sources: &Sources) -> Diagnostic {
    include(message, sources)
        .or_else(|| markup(message, sources))
        .unwrap_or_else(|| other(message, sources))
}

fn include(message: &str, sources: &Sources) -> Option<Diagnostic> {
    if let Some(rest) = message.strip_prefix("Stack depth exceeded in ") {
        let (chapter, _) = rest.split_once(". ")?;
        let finding = Diagnostic::error("bad-include", "files include each other without end");
        return Some(sources.place(finding, chapter, "{{#include"));
    }
    let rest = message.strip_prefix("Error updating \"")?;
    let (directive, _) = rest.split_once("\", ")?;
    let finding = Diagnostic::error("bad-include", format!("`{directive}` gives nothing"))
        .help("the path is relative to the file it stands in");
    Some(match sources.find(directive) {
        Some((path, text, span)) => finding.at(path, text, span),
        None => finding,
    })
}

/// `unclosed HTML tag `<b>` found in `x.md``, `unexpected HTML end tag `</b>` found in …`,
/// `html parse error in `x.md`: …`.
fn markup(message: &str, sources: &Sources) -> Option<Diagnostic> {
    let mut quoted = message.split('`').skip(1).step_by(2);
    if message.starts_with("html parse error") {
        let (_, said) = message.lines().next()?.split_once("`: ")?;
        let finding = Diagnostic::error("html-unclosed", format!("broken HTML: {said}"));
        let html = message.split_once("Html text was:\n")?.1.trim();
        let first = html.lines().next().unwrap_or(html);
        return Some(sources.place(finding, quoted.next()?, first));
    }
    let (tag, chapter) = (quoted.next()?, quoted.next()?);
    let (words, help) = if message.starts_with("unclosed HTML tag") {
        let words = tag.trim_end_matches('>');
        (
            words,
            "close it in the same paragraph or list item in which it opens",
        )
    } else if message.starts_with("unexpected HTML end tag") {
        (tag, "it closes nothing that is open")
    } else {
        return None;
    };
    let what = message.lines().next().unwrap_or(message);
    let what = what.split(" found in ").next().unwrap_or(what);
    let finding = Diagnostic::error("html-unclosed", what).help(help);
    let Some((path, text)) = sources.chapter(chapter) else {
        return Some(finding.in_file(chapter));
    };
    Some(match unbalanced(text, words) {
        Some(start) => finding.at(path, text, start..start + words.len()),
        None => finding.in_file(path),
    })
}

/// Where the tag stands that has no partner: the last one that opens without being closed,
/// or the first that closes nothing.
fn unbalanced(text: &str, tag: &str) -> Option<usize> {
    let name = tag.trim_start_matches(['<', '/']).trim_end_matches('>');
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let mut opened = Vec::new();
    for (start, _) in text.match_indices('<') {
        if text[start..].starts_with(&close) {
            let lonely = opened.pop().is_none();
            if lonely && tag.starts_with("</") {
                return Some(start);
            }
        } else if text[start..].starts_with(&open)
            && !text[start + open.len()..].starts_with(|c: char| c.is_alphanumeric())
        {
            opened.push(start);
        }
    }
    opened.pop().or_else(|| text.find(tag))
}

/// Anything else, with the file it names.
fn other(message: &str, sources: &Sources) -> Diagnostic {
    let first = message.lines().next().unwrap_or(message);
    let finding = Diagnostic::error("mdbook", first);
    let named = first.split(['`', ' ']).find(|word| word.ends_with(".md"));
    match named {
        Some(chapter) => {
            let words = first.split('`').nth(1).unwrap_or(chapter);
            sources.place(finding, chapter, words)
        }
        None => finding,
    }
}
