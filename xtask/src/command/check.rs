//! `cargo xtask check`: every finding in content and pages. Never writes.

use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

use xtask::diagnostic::{self, Diagnostic, render};

/// Options of `check`.
#[derive(clap::Args)]
pub struct Args {
    /// A JSON object a line instead of text
    #[arg(long)]
    json: bool,
    /// Fail on warnings too
    #[arg(long, value_name = "WHAT")]
    deny: Option<Deny>,
}

/// What fails beside errors.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Deny {
    Warnings,
}

/// Runs the command: findings on stdout, their count on stderr.
pub fn run(book: &Path, args: &Args) -> ExitCode {
    if !book.is_dir() {
        eprintln!("error: there is no book's folder {}", book.display());
        return ExitCode::from(2);
    }
    let findings = xtask::book::check::check(book, &super::repository().join("theme"));

    let colour = super::colour(&io::stdout());
    if let Err(error) = print(&findings, args.json, colour) {
        // A reader that has seen enough (`check | head`) is not our failure.
        if error.kind() != io::ErrorKind::BrokenPipe {
            eprintln!("error: cannot write the findings: {error}");
            return ExitCode::from(2);
        }
    }
    eprintln!("{}", render::summary(&findings));
    let denied = args.deny.is_some() && !findings.is_empty();
    if denied || diagnostic::has_errors(&findings) {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    }
}

fn print(findings: &[Diagnostic], json: bool, colour: bool) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for finding in findings {
        if json {
            writeln!(out, "{}", render::json(finding))?;
        } else {
            writeln!(out, "{}", render::text(finding, colour))?;
        }
    }
    out.flush()
}
