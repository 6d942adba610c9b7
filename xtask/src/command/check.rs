//! `cargo xtask check`: every finding in content and pages. Writes nothing but the report
//! that `--report FILE` asks for.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use xtask::diagnostic::codes::{self, Code};
use xtask::diagnostic::{Diagnostic, Severity, has_errors, render};

use super::Lang;

/// Options of `check`.
#[derive(clap::Args)]
pub struct Args {
    /// A JSON object a line instead of text; notes and allowed findings are among them
    #[arg(long)]
    json: bool,
    /// Fail on warnings too
    #[arg(long, value_name = "WHAT")]
    deny: Option<Deny>,
    /// Show notes too: what could be better but is not wrong
    #[arg(long)]
    notes: bool,
    /// Show too what `[[allow]]` or an erratum says may stay, with the reason
    #[arg(long)]
    allowed: bool,
    /// The language of the findings
    #[arg(long, value_name = "LANG", default_value = "en")]
    lang: Lang,
    /// A page for teachers, in Chinese: coverage and findings; to stdout, or into FILE
    #[arg(long, value_name = "FILE", num_args = 0..=1, conflicts_with = "json")]
    report: Option<Option<PathBuf>>,
    /// What a code means
    #[arg(long, value_name = "CODE", conflicts_with_all = ["json", "report", "codes"])]
    explain: Option<String>,
    /// Every code with a line about it
    #[arg(long, conflicts_with_all = ["json", "report"])]
    codes: bool,
}

/// What fails beside errors.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Deny {
    Warnings,
}

/// Runs the command: findings on stdout, their count on stderr.
pub fn run(book: &Path, args: &Args) -> ExitCode {
    if let Some(code) = &args.explain {
        return explain(code);
    }
    if args.codes {
        return written(print_codes(&codes::all()));
    }
    if !book.is_dir() {
        eprintln!("error: there is no book's folder {}", book.display());
        return ExitCode::from(2);
    }
    let findings = xtask::book::check::check(book, &super::repository().join("theme"));

    let status = match &args.report {
        Some(file) => report(book, &findings, file.as_deref()),
        None => written(print(&findings, args)),
    };
    if status != ExitCode::SUCCESS {
        return status;
    }
    eprintln!("{}", render::summary(&findings));
    hint(&findings, args);
    let denied = args.deny.is_some() && findings.iter().any(Diagnostic::counts);
    ExitCode::from(u8::from(denied || has_errors(&findings)))
}

/// Usage, when stdout cannot be written; a reader that has seen enough (`check | head`) is
/// not our failure.
fn written(result: io::Result<()>) -> ExitCode {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            eprintln!("error: cannot write to stdout: {error}");
            ExitCode::from(2)
        }
        _ => ExitCode::SUCCESS,
    }
}

/// The only thing that `check` ever writes, and only when asked.
fn report(book: &Path, findings: &[Diagnostic], file: Option<&Path>) -> ExitCode {
    let catalog = xtask::catalog::load(book).catalog;
    let page = match xtask::report::page(&catalog, findings) {
        Ok(page) => page,
        Err(finding) => return super::report(&[finding]),
    };
    let Some(file) = file else {
        return written(io::stdout().lock().write_all(page.as_bytes()));
    };
    match replace(file, &page) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: cannot write {}: {error}", file.display());
            ExitCode::from(2)
        }
    }
}

/// The whole file or nothing.
fn replace(file: &Path, page: &str) -> io::Result<()> {
    let mut part = file.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    let result = std::fs::write(&part, page).and_then(|()| std::fs::rename(&part, file));
    if result.is_err() {
        // There may be nothing to remove, and the first error is the one to tell.
        let _ = std::fs::remove_file(&part);
    }
    result
}

fn print(findings: &[Diagnostic], args: &Args) -> io::Result<()> {
    let colour = super::colour(&io::stdout());
    let mut out = io::stdout().lock();
    for finding in findings {
        if args.json {
            writeln!(out, "{}", render::json(finding))?;
        } else if is_shown(finding, args) {
            let text = match args.lang {
                Lang::En => render::text(finding, colour),
                Lang::Zh => render::chinese(finding, colour),
            };
            writeln!(out, "{text}")?;
        }
    }
    out.flush()
}

fn is_shown(finding: &Diagnostic, args: &Args) -> bool {
    match finding.allowed {
        Some(_) => args.allowed,
        None => args.notes || finding.severity > Severity::Note,
    }
}

/// How to see what was only counted.
fn hint(findings: &[Diagnostic], args: &Args) {
    let hidden = |finding: &&Diagnostic| !is_shown(finding, args);
    let hidden: Vec<&Diagnostic> = findings.iter().filter(hidden).collect();
    let allowed = hidden.iter().any(|finding| finding.allowed.is_some());
    let notes = hidden.iter().any(|finding| finding.allowed.is_none());
    let flags = match (notes, allowed) {
        _ if args.json => return,
        (false, false) => return,
        (true, false) => "`--notes` shows the notes",
        (false, true) => "`--allowed` shows what is allowed",
        (true, true) => "`--notes` and `--allowed` show the rest",
    };
    eprintln!("{flags}");
}

fn explain(code: &str) -> ExitCode {
    let Some(known) = codes::find(code) else {
        eprintln!("error: there is no code `{code}`; `--codes` lists them");
        return ExitCode::from(2);
    };
    written(print_codes(&[known]))
}

fn print_codes(codes: &[Code]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let mut group = "";
    for code in codes {
        if code.group != group {
            group = code.group;
            writeln!(out, "\n{group}")?;
        }
        let severity = codes::severity_in_chinese(code.severity);
        writeln!(
            out,
            "  {:<24} {severity}  {}。{}。",
            code.code, code.says, code.todo
        )?;
    }
    out.flush()
}
