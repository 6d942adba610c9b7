//! `cargo xtask serve`

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use xtask::book::build::{self, Options};
use xtask::book::live::Live;
use xtask::book::serve::StaticServer;
use xtask::book::watch::Watch;
use xtask::diagnostic::{Diagnostic, render};

use super::build::cancel_on_interrupt;
use super::report;

/// Options of `serve`.
#[derive(clap::Args)]
pub struct Args {
    /// The port to listen on; 0 takes a free one
    #[arg(long, value_name = "N", default_value_t = 3000)]
    port: u16,
    /// Open the site in the browser
    #[arg(long)]
    open: bool,
}

/// How often to look whether Ctrl-C was pressed.
const TICK: Duration = Duration::from_millis(200);

/// Runs the command.
pub fn run(book: &Path, args: &Args) -> ExitCode {
    let cancel = cancel_on_interrupt();
    // The site of this session lies apart, so that a published one stays as it is.
    let folder = match tempfile::Builder::new().prefix("kegang-serve-").tempdir() {
        Ok(folder) => folder,
        Err(error) => return fail(&format!("no temporary folder: {error}")),
    };
    let theme = super::repository().join("theme");
    let options = Options {
        cancel: Arc::clone(&cancel),
        ..Options::new(book, theme, folder.path().join("site"))
    };
    let live = Arc::new(Live::default());
    let server = match StaticServer::start_live(options.dest.clone(), args.port, Arc::clone(&live))
    {
        Ok(server) => server,
        Err(error) => return fail(&port_trouble(args.port, &error)),
    };
    let mut watch = match Watch::start(book, &src(book), &options.theme) {
        Ok(watch) => watch,
        Err(error) => return fail(&error),
    };
    rebuild(&options, &live);
    let url = server.url("");
    eprintln!("serving {url} — Ctrl-C ends it");
    if args.open
        && let Err(error) = opener::open_browser(&url)
    {
        eprintln!("note: no browser could be opened ({error})");
    }
    let ended = keep_up(&options, &live, &mut watch, &cancel);
    drop(server);
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error),
    }
}

/// Rebuilds on every change until Ctrl-C.
fn keep_up(
    options: &Options,
    live: &Live,
    watch: &mut Watch,
    cancel: &AtomicBool,
) -> Result<(), String> {
    while !cancel.load(Ordering::Relaxed) {
        if watch.changed(TICK)? {
            rebuild(options, live);
        }
    }
    Ok(())
}

fn rebuild(options: &Options, live: &Live) {
    let started = Instant::now();
    match build::build(options) {
        Ok(site) => {
            report::notes(&site.notes);
            report::warnings(&site.findings);
            let seconds = started.elapsed().as_secs_f32();
            eprintln!(
                "{} pages, {} records in {seconds:.1} s",
                site.pages, site.records
            );
            live.built();
        }
        Err(findings) if findings.iter().any(|f| f.code == "interrupted") => {}
        Err(findings) => {
            report::failure(&findings);
            eprintln!("not rebuilt; the pages are those of the last good build");
            live.failed(in_page(&findings));
        }
    }
}

fn in_page(findings: &[Diagnostic]) -> String {
    let (errors, _) = report::split(findings);
    let texts = errors.iter().map(|finding| render::text(finding, false));
    texts.collect::<Vec<_>>().join("\n")
}

/// Where the pages are written; the build tells what is wrong with `book.toml`.
fn src(book: &Path) -> PathBuf {
    match xtask::book::config::load(book) {
        Ok(config) => config.src,
        Err(_) => book.join("src"),
    }
}

fn port_trouble(port: u16, error: &std::io::Error) -> String {
    if error.kind() == std::io::ErrorKind::AddrInUse {
        return format!(
            "port {port} is in use\n  = help: name another with `--port`, or take a free one with `--port 0`"
        );
    }
    format!("cannot listen on port {port}: {error}\n  = help: name another with `--port`")
}

fn fail(message: &str) -> ExitCode {
    eprintln!("error: {message}");
    ExitCode::from(1)
}
