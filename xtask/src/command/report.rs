//! Findings and notes for a person, on stderr.

use xtask::diagnostic::{Diagnostic, render};

/// Says what is worth knowing but not wrong.
pub fn notes(notes: &[String]) {
    for note in notes {
        eprintln!("note: {note}");
    }
}

/// Shows findings.
pub fn findings(findings: &[Diagnostic]) {
    let colour = super::colour(&std::io::stderr());
    for finding in findings {
        eprintln!("{}", render::text(finding, colour));
    }
}
