//! Findings and notes for a person, on stderr.

use std::io;
use std::process::ExitCode;

use xtask::diagnostic::{Diagnostic, has_errors, render};

/// Shows findings and gives the exit status they ask for.
pub fn report(findings: &[Diagnostic]) -> ExitCode {
    let colour = super::colour(&io::stderr());
    for finding in findings {
        eprintln!("{}", render::text(finding, colour));
    }
    ExitCode::from(u8::from(has_errors(findings)))
}

/// Says what is worth knowing but not wrong.
pub fn notes(notes: &[String]) {
    for note in notes {
        eprintln!("note: {note}");
    }
}

/// Says that there are warnings and how to see them: they come with every build.
pub fn warnings(findings: &[Diagnostic]) {
    match findings.len() {
        0 => {}
        1 => eprintln!("1 warning; `cargo xtask check` shows it"),
        n => eprintln!("{n} warnings; `cargo xtask check` shows them"),
    }
}
