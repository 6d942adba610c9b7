//! `cargo xtask new ID`: an empty syllabus to start from.

use std::path::Path;
use std::process::ExitCode;

use xtask::diagnostic::render;
use xtask::starter;

/// Options of `new`.
#[derive(clap::Args)]
pub struct Args {
    /// The name of its folder and of its address: lower-case letters, digits, hyphens
    id: String,
}

/// Runs the command: the new folder on stdout, what comes next on stderr.
pub fn run(book: &Path, args: &Args) -> ExitCode {
    if !book.is_dir() {
        eprintln!("error: there is no book's folder {}", book.display());
        return ExitCode::from(2);
    }
    match starter::start(book, &args.id) {
        Ok(folder) => {
            println!("{}", folder.display());
            eprintln!(
                "next: put the document's text into source.txt, replace every 待填, and see what\n\
                 `cargo xtask check` says; `cargo xtask serve` shows the page meanwhile"
            );
            ExitCode::SUCCESS
        }
        Err(finding) => {
            eprint!(
                "{}",
                render::text(&finding, super::colour(&std::io::stderr()))
            );
            ExitCode::from(2)
        }
    }
}
