//! `cargo xtask bench`: what the site costs, measured in a real browser.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::json;
use xtask::bench::measure::{self, Report, Setup};
use xtask::bench::peers::Peers;
use xtask::bench::typing::QUICK;
use xtask::browser::{self, Browser};

use super::report;

/// Options of `bench`.
#[derive(clap::Args)]
pub struct Args {
    /// One JSON object instead of a table
    #[arg(long)]
    json: bool,
    /// Measure Pagefind and mdBook with its own search over the same pages too
    #[arg(long)]
    peers: bool,
    /// Pagefind's program, or the folder npm installed it in [default: on the PATH]
    #[arg(long, value_name = "PATH", requires = "peers")]
    pagefind: Option<PathBuf>,
    /// mdBook's program [default: on the PATH]
    #[arg(long, value_name = "FILE", requires = "peers")]
    mdbook: Option<PathBuf>,
    /// How many cold visits
    #[arg(long, default_value_t = 7, value_name = "N")]
    runs: usize,
    /// Type these queries, one a line; the first must have results
    #[arg(long, value_name = "FILE")]
    queries: Option<PathBuf>,
}

/// Runs the command.
pub fn run(book: &Path, args: &Args) -> ExitCode {
    let queries = match args.queries.as_deref().map(queries).transpose() {
        Ok(queries) => queries,
        Err(message) => {
            eprintln!("error: {message}");
            return ExitCode::from(2);
        }
    };
    let browser = match start_browser() {
        Ok(browser) => browser,
        Err(message) => {
            eprintln!("error: {message}");
            return ExitCode::FAILURE;
        }
    };
    let setup = Setup {
        book: book.to_path_buf(),
        theme: super::repository().join("theme"),
        browser,
        runs: args.runs,
        queries,
        pace: QUICK,
        peers: args.peers.then(|| Peers {
            pagefind: args.pagefind.clone(),
            mdbook: args.mdbook.clone(),
        }),
        on_step: Box::new(|step| eprintln!("{step} …")),
    };
    match measure::measure(&setup) {
        Ok(measured) => print(&measured, args.json),
        Err(findings) => report(&findings),
    }
}

fn queries(file: &Path) -> Result<Vec<String>, String> {
    let failed = |why: &dyn std::fmt::Display| format!("{}: {why}", file.display());
    let text = std::fs::read_to_string(file).map_err(|e| failed(&e))?;
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let queries: Vec<String> = lines.map(str::to_owned).collect();
    match queries.is_empty() {
        true => Err(failed(&"there is no query in it")),
        false => Ok(queries),
    }
}

fn start_browser() -> Result<std::sync::Arc<Browser>, String> {
    let hint = "no Chromium here: `cargo xtask test` installs one, or name one in the environment as CHROME";
    let program = browser::find().ok_or_else(|| hint.to_owned())?;
    let log = tempfile::NamedTempFile::new().map_err(|e| e.to_string())?;
    Browser::launch(&program, log.path()).map_err(|e| e.to_string())
}

fn print(measured: &Report, as_json: bool) -> ExitCode {
    let (table, notes) = (&measured.table, &measured.notes);
    let optimised = !cfg!(debug_assertions);
    let text = if as_json {
        json!({ "optimised": optimised, "rows": table.json(), "notes": notes }).to_string()
    } else {
        let mut text = table.text();
        for note in notes {
            text.push_str("\n- ");
            text.push_str(note);
        }
        if !optimised {
            text.push_str("\n- built without optimisation: times of building count with `cargo run --release -p xtask -- bench`");
        }
        text
    };
    // A reader that has seen enough (`| head`) is no failure.
    let _ = writeln!(std::io::stdout(), "{text}");
    ExitCode::SUCCESS
}
