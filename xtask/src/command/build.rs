//! `cargo xtask build`

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use xtask::book::build::{self, Options};
use xtask::web::address::Address;

use super::progress::Progress;
use super::report;

/// Options of `build`.
#[derive(clap::Args)]
pub struct Args {
    /// Where the site goes [default: book/ in the book's folder]
    #[arg(long, value_name = "DIR")]
    dest: Option<PathBuf>,
    /// The path under which the site is going to be served, e.g. /kegang/, or its whole
    /// address, e.g. https://example.org/kegang/ [default: url of [output.kegang] in book.toml]
    #[arg(long, value_name = "PATH or URL")]
    base: Option<String>,
}

/// Runs the command.
pub fn run(book: &Path, args: &Args) -> ExitCode {
    let started = Instant::now();
    let progress = Progress::start();
    let dest = args.dest.clone().unwrap_or_else(|| book.join("book"));
    let address = args.base.as_deref().and_then(Address::parse);
    let options = Options {
        base: args
            .base
            .as_deref()
            .filter(|_| address.is_none())
            .map(build::normal_base),
        address,
        modified: super::content_time().unwrap_or_default(),
        on_step: progress.listener(),
        cancel: cancel_on_interrupt(),
        ..Options::new(book, super::repository().join("theme"), dest)
    };
    let result = build::build(&options);
    progress.finish();
    match result {
        Ok(site) => {
            report::notes(&site.notes);
            report::warnings(&site.findings);
            eprintln!(
                "{} pages, {} records in {:.1} s: {}",
                site.pages,
                site.records,
                started.elapsed().as_secs_f32(),
                site.dest.display()
            );
            ExitCode::SUCCESS
        }
        Err(findings) => {
            let status = report::failure(&findings);
            eprintln!("nothing was built; what stood in the destination is unchanged");
            match options.cancel.load(Ordering::Relaxed) {
                true => ExitCode::from(130),
                false => status,
            }
        }
    }
}

/// A flag that the first Ctrl-C sets; the second ends the process at once.
pub fn cancel_on_interrupt() -> Arc<AtomicBool> {
    let flag = Arc::new(AtomicBool::new(false));
    let set = Arc::clone(&flag);
    let handler = move || {
        if set.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    };
    if let Err(error) = ctrlc::set_handler(handler) {
        eprintln!("note: Ctrl-C ends this without cleaning up ({error})");
    }
    flag
}
