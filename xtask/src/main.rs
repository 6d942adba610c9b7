//! `cargo xtask`: parse, match, run. A command a file in `command/`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod command;

/// 课纲 Kegang: syllabi in, a searchable site out.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version)]
struct Cli {
    /// The book's folder: book.toml stands in it.
    #[arg(long, global = true, value_name = "DIR")]
    book: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Site and search into `book/`
    Build(command::build::Args),
    /// Build, serve on 127.0.0.1, rebuild and reload on change
    Serve(command::serve::Args),
    /// Every finding in content and pages, with place and help
    Check(command::check::Args),
    /// An empty syllabus in content/ID/ to start from
    New(command::new::Args),
    /// A syllabus document becomes `content/ID/`
    Import(command::import::Args),
    /// Ask the tantivy engine
    Search(command::search::Args),
    /// The same content for other tools
    Export(command::export::Args),
    /// What the built site costs, measured in a real browser
    Bench(command::bench::Args),
    /// The whole test suite: Rust, JavaScript, a real browser
    Test(command::test::Args),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let book = cli.book.unwrap_or_else(command::default_book);
    match cli.command {
        Command::Build(args) => command::build::run(&book, &args),
        Command::Serve(args) => command::serve::run(&book, &args),
        Command::Check(args) => command::check::run(&book, &args),
        Command::New(args) => command::new::run(&book, &args),
        Command::Import(args) => command::import::run(&book, &args),
        Command::Search(args) => command::search::run(&book, &args),
        Command::Export(args) => command::export::run(&book, &args),
        Command::Bench(args) => command::bench::run(&book, &args),
        Command::Test(args) => command::test::run(&args),
    }
}
