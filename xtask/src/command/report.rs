//! Findings and notes for a person.

use xtask::diagnostic::{Diagnostic, Severity};

/// Says on stderr what is worth knowing but not wrong.
pub fn notes(notes: &[String]) {
    for note in notes {
        eprintln!("note: {note}");
    }
}

/// Shows findings on stderr.
pub fn findings(findings: &[Diagnostic]) {
    for finding in findings {
        eprintln!("{}", plain(finding));
    }
}

/// A finding as plain lines.
pub fn plain(finding: &Diagnostic) -> String {
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut out = format!("{severity}[{}]: {}", finding.code, finding.message);
    if let Some(place) = &finding.place {
        out.push_str(&format!("\n  --> {}", place.file));
        if place.line > 0 {
            out.push_str(&format!(":{}:{}", place.line, place.column));
            out.push_str(&format!("\n  | {}", place.excerpt));
        }
    }
    if let Some(help) = &finding.help {
        out.push_str(&format!("\n  = help: {help}"));
    }
    out
}
