//! Findings and notes for a person, on stderr.

use std::io;
use std::process::ExitCode;

use xtask::diagnostic::{Diagnostic, Severity, has_errors, render};

/// Shows findings and gives the exit status they ask for.
pub fn report(findings: &[Diagnostic]) -> ExitCode {
    let colour = super::colour(&io::stderr());
    for finding in findings.iter().filter(|finding| finding.counts()) {
        eprintln!("{}", render::text(finding, colour));
    }
    ExitCode::from(u8::from(has_errors(findings)))
}

/// Shows the errors that stopped a build; of warnings only that there are some.
pub fn failure(findings: &[Diagnostic]) -> ExitCode {
    let (errors, rest) = split(findings);
    let status = report(&errors);
    warnings(&rest);
    status
}

/// Errors and warnings.
pub fn split(findings: &[Diagnostic]) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
    let all = findings.iter().cloned();
    all.partition(|finding| finding.severity == Severity::Error)
}

/// Says that there are warnings and how to see them: they come with every build.
pub fn warnings(findings: &[Diagnostic]) {
    // Notes, and what somebody has allowed, are for `check`.
    match findings.iter().filter(|finding| finding.counts()).count() {
        0 => {}
        1 => eprintln!("1 warning; `cargo xtask check` shows it"),
        n => eprintln!("{n} warnings; `cargo xtask check` shows them"),
    }
}

/// Says what is worth knowing but not wrong.
pub fn notes(notes: &[String]) {
    for note in notes {
        eprintln!("note: {note}");
    }
}
