//! `cargo xtask test`: everything that must hold, on a machine that has nothing but Rust.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use xtask::browser;

use super::repository;

/// Options of `test`.
#[derive(clap::Args)]
pub struct Args {}

/// Packages that bring the browser and a font for Chinese on Debian and its kin.
const PACKAGES: [&str; 2] = ["chromium", "fonts-noto-cjk"];

/// One run of cargo.
struct Step {
    name: &'static str,
    /// A program that comes with the component of the toolchain which the step needs.
    needs: &'static str,
    /// Arguments of cargo.
    arguments: &'static [&'static str],
}

const STEPS: [Step; 4] = [
    Step {
        name: "formatting",
        needs: "cargo-fmt",
        arguments: &["fmt", "--all", "--check"],
    },
    Step {
        name: "lints",
        needs: "cargo-clippy",
        arguments: &[
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ],
    },
    Step {
        name: "documentation",
        needs: "rustdoc",
        arguments: &["doc", "--workspace", "--no-deps"],
    },
    Step {
        name: "tests, browser included",
        needs: "cargo",
        arguments: &["test", "--workspace"],
    },
];

/// Runs the command.
pub fn run(_args: &Args) -> ExitCode {
    if let Err(hint) = provide_browser() {
        eprintln!("{hint}");
        return ExitCode::FAILURE;
    }
    let start = Instant::now();
    for step in &STEPS {
        if !run_step(step) {
            return ExitCode::FAILURE;
        }
    }
    eprintln!("everything holds ({})", seconds(start.elapsed()));
    ExitCode::SUCCESS
}

/// `false` when the step failed; a missing component is only said.
fn run_step(step: &Step) -> bool {
    let shown = format!("cargo {}", step.arguments.join(" "));
    if !succeeds(Command::new(step.needs).arg("--version")) {
        eprintln!(
            "── {}: skipped, this toolchain has no {}",
            step.name, step.needs
        );
        return true;
    }
    eprintln!("── {}: {shown}", step.name);
    let start = Instant::now();
    let status = cargo()
        .args(step.arguments)
        .env("RUSTDOCFLAGS", "-Dwarnings")
        .current_dir(repository())
        .status();
    let took = seconds(start.elapsed());
    match status {
        Ok(status) if status.success() => {
            eprintln!("── {}: ok ({took})", step.name);
            true
        }
        Ok(status) => {
            eprintln!("── {}: failed after {took} ({status})", step.name);
            false
        }
        Err(error) => {
            eprintln!("── {}: cannot run cargo: {error}", step.name);
            false
        }
    }
}

/// The cargo that runs us.
fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")))
}

/// Sees to it that there is a browser that starts, and a font for Chinese; installs them
/// where that can be done without asking.
///
/// # Errors
/// What the reader has to do.
fn provide_browser() -> Result<(), String> {
    let missing_font = cfg!(target_os = "linux") && !has_chinese_font();
    if browser_starts() && !missing_font {
        return Ok(());
    }
    if let Some(name) = std::env::var_os("CHROME").filter(|_| !browser_starts()) {
        let name = name.display();
        return Err(format!(
            "CHROME={name} does not start; correct it or leave it out"
        ));
    }
    let installed = install();
    match (browser_starts(), installed) {
        (true, Err(why)) => {
            eprintln!("no font for Chinese (fonts-noto-cjk), going on without: {why}");
            Ok(())
        }
        (true, Ok(())) => Ok(()),
        (false, Err(why)) => Err(format!(
            "no Chromium: {why}\n\
             help: install Chromium or Google Chrome, or set CHROME to one, and run this again"
        )),
        (false, Ok(())) => Err(
            "a package named chromium was installed, but no browser starts \
             (on Ubuntu it is a snap, which needs snapd)\n\
             help: install Google Chrome from its .deb, or set CHROME to a browser that starts"
                .to_owned(),
        ),
    }
}

fn browser_starts() -> bool {
    browser::find().is_some_and(|program| succeeds(Command::new(program).arg("--version")))
}

fn has_chinese_font() -> bool {
    Command::new("fc-list")
        .args([":lang=zh", "family"])
        .output()
        .is_ok_and(|answer| !answer.stdout.is_empty())
}

/// Installs [`PACKAGES`] with apt.
///
/// # Errors
/// Why that cannot be done here, or that it failed.
fn install() -> Result<(), String> {
    if browser::on_path(Path::new("apt-get")).is_none() {
        return Err("it can be installed from here only where there is apt-get".to_owned());
    }
    let sudo: &[&str] = if is_root() {
        &[]
    } else if succeeds(Command::new("sudo").args(["-n", "true"])) {
        &["sudo", "-n"]
    } else {
        return Err(format!(
            "run `sudo apt-get install -y {}` first",
            PACKAGES.join(" ")
        ));
    };
    eprintln!("── installing {}", PACKAGES.join(" and "));
    apt(sudo, &["update"])?;
    let mut arguments = vec!["install", "-y", "--no-install-recommends"];
    arguments.extend(PACKAGES);
    apt(sudo, &arguments)
}

/// A mirror may be busy or a line down for a moment: three tries.
fn apt(sudo: &[&str], arguments: &[&str]) -> Result<(), String> {
    let mut words: Vec<&str> = sudo.to_vec();
    words.extend([
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "-o",
        "DPkg::Lock::Timeout=120",
    ]);
    words.extend(arguments);
    for pause in [5, 20, 0] {
        let mut command = Command::new(words[0]);
        command.args(&words[1..]).stdin(Stdio::null());
        // stdout is for data, and this is talk.
        command.stdout(std::io::stderr());
        if command.status().is_ok_and(|status| status.success()) {
            return Ok(());
        }
        if pause > 0 {
            eprintln!("apt-get {} failed, again in {pause} s", arguments.join(" "));
            std::thread::sleep(Duration::from_secs(pause));
        }
    }
    Err(format!(
        "apt-get {} failed three times",
        arguments.join(" ")
    ))
}

fn is_root() -> bool {
    Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|answer| answer.stdout.trim_ascii() == b"0")
}

/// Runs quietly; `true` when it could be run and succeeded.
fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}
