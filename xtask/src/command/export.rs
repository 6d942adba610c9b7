//! `cargo xtask export FORMAT`: the same content for other tools.

use std::fs;
use std::io::{self, IsTerminal, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::ValueEnum;
use xtask::book::build::{Options, build};
use xtask::catalog;
use xtask::diagnostic::{Diagnostic, has_errors};
use xtask::export::{Source, anki, gift, spreadsheet, zip};

use xtask::web::address::Address;

use super::report::{self, report};

/// Options.
#[derive(clap::Args)]
pub struct Args {
    /// What to make
    #[arg(value_enum)]
    format: Format,
    /// The file to write; standard output without it
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Where the site is published, for links back to it
    #[arg(long, value_name = "URL", value_parser = address)]
    site: Option<Address>,
}

/// The formats.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A package of cards for Anki (.apkg)
    Anki,
    /// Questions for Moodle (GIFT, .txt)
    Gift,
    /// A table for spreadsheets (.csv)
    Csv,
    /// What can be found, a JSON object a line (.jsonl)
    Jsonl,
    /// Courses, questions and concepts in the words of schema.org (.jsonld)
    Jsonld,
    /// The whole site, to be opened from disk (.zip)
    Zip,
}

impl Format {
    /// Whether it is no text.
    fn is_binary(self) -> bool {
        matches!(self, Self::Anki | Self::Zip)
    }
}

fn address(text: &str) -> Result<Address, &'static str> {
    Address::parse(text).ok_or("not an address such as https://example.org/kegang/")
}

/// Runs the command.
pub fn run(book: &Path, args: &Args) -> ExitCode {
    if args.out.is_none() && args.format.is_binary() && io::stdout().is_terminal() {
        eprintln!("error: this format is no text; name a file with `--out`");
        return ExitCode::from(2);
    }
    match make(book, args).and_then(|bytes| write(args.out.as_deref(), &bytes)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(findings) => report(&findings),
    }
}

/// A file, or what kept it from being made.
type Made = Result<Vec<u8>, Vec<Diagnostic>>;

fn make(book: &Path, args: &Args) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let from_catalog = |make: &dyn Fn(Source<'_>) -> Made| {
        let loaded = catalog::load(book);
        if has_errors(&loaded.findings) {
            return Err(loaded.findings);
        }
        make(Source {
            catalog: &loaded.catalog,
            site: args.site.as_ref(),
        })
    };
    match args.format {
        Format::Anki => {
            from_catalog(&|source| anki::package(source, modified()).map_err(|e| failed(&e)))
        }
        Format::Gift => from_catalog(&|source| Ok(gift::file(source).into_bytes())),
        Format::Csv => from_catalog(&|source| spreadsheet::file(source).map_err(|e| failed(&e))),
        Format::Jsonl => records(book),
        Format::Jsonld => from_catalog(&|source| {
            let config = xtask::book::config::load(book)?;
            let site = xtask::book::build::site(&config);
            let data = xtask::web::data::document(site, source.site, source.catalog);
            Ok(format!("{data:#}\n").into_bytes())
        }),
        Format::Zip => site(book),
    }
}

/// The site is built for this, beside whatever stands in `book/`.
fn site(book: &Path) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let folder = tempfile::tempdir().map_err(|e| failed(&e))?;
    let theme = super::repository().join("theme");
    let options = Options {
        modified: super::content_time().unwrap_or_default(),
        ..Options::new(book, theme, folder.path().join("site"))
    };
    let built = build(&options)?;
    report::warnings(&built.findings);
    let files = zip::files(&built.dest).map_err(|e| failed(&e))?;
    zip::archive(&files).map_err(|e| failed(&e))
}

fn records(book: &Path) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let index = super::index_of(book)?;
    let mut out = Vec::new();
    for record in index.records() {
        serde_json::to_writer(&mut out, record).map_err(|e| failed(&e))?;
        out.push(b'\n');
    }
    Ok(out)
}

/// The time of the content where it is known, for the same bytes again; else the time of the
/// export, which makes it newer than the last.
fn modified() -> i64 {
    super::content_time().unwrap_or_else(|| {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        i64::try_from(since.unwrap_or_default().as_secs()).unwrap_or_default()
    })
}

/// Whole or not at all: a file appears under its name when it is complete.
fn write(out: Option<&Path>, bytes: &[u8]) -> Result<(), Vec<Diagnostic>> {
    let Some(path) = out else {
        return match io::stdout().lock().write_all(bytes) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(failed(&error)),
            _ => Ok(()),
        };
    };
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let save = || {
        fs::write(&part, bytes)?;
        fs::rename(&part, path)
    };
    save().map_err(|error| {
        let message = format!("cannot write {}: {error}", path.display());
        vec![Diagnostic::error("write", message)]
    })
}

fn failed(error: &dyn std::error::Error) -> Vec<Diagnostic> {
    vec![Diagnostic::error("export", error.to_string())]
}
