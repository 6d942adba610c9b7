//! `cargo xtask build`

use std::path::Path;
use std::process::ExitCode;

/// Options of `build`.
#[derive(clap::Args)]
pub struct Args {}

/// Runs the command.
pub fn run(_book: &Path, _args: &Args) -> ExitCode {
    ExitCode::from(2)
}
