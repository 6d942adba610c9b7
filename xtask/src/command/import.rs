//! `cargo xtask import`: a syllabus document becomes `content/ID/`.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::json;
use xtask::catalog::is_id;
use xtask::diagnostic::{Diagnostic, render};
use xtask::import::save::{self, Change};
use xtask::import::{self, Imported, Settings};

use super::{Lang, report};

/// Options of `import`.
#[derive(clap::Args)]
pub struct Args {
    /// The document: .docx, .pdf with a text layer, .txt or .md
    file: PathBuf,
    /// The folder in `content/`, which becomes part of the address: small letters, digits
    /// and hyphens
    #[arg(long)]
    id: String,
    /// Show what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Replace a folder that is there, after showing what of it a person wrote
    #[arg(long)]
    force: bool,
    /// The course name, where the document has none
    #[arg(long, value_name = "NAME")]
    title: Option<String>,
    /// A label of a few characters that tells the syllabus from others
    #[arg(long, value_name = "LABEL")]
    short: Option<String>,
    /// The report as JSON
    #[arg(long)]
    json: bool,
    /// The language of the report and the findings
    #[arg(long, value_name = "LANG", default_value = "en")]
    lang: Lang,
}

/// Runs the command: the report on stdout, everything else on stderr.
pub fn run(book: &Path, args: &Args) -> ExitCode {
    if !is_id(&args.id) {
        eprintln!(
            "error: `{}` cannot be an address: use small letters, digits and hyphens, e.g. ds-48h",
            args.id
        );
        return ExitCode::from(2);
    }
    if !book.is_dir() {
        eprintln!("error: there is no book's folder {}", book.display());
        return ExitCode::from(2);
    }
    let bytes = match std::fs::read(&args.file) {
        Ok(bytes) => bytes,
        Err(error) => {
            eprintln!("error: cannot read {}: {error}", args.file.display());
            return ExitCode::from(2);
        }
    };
    let settings = Settings {
        id: args.id.clone(),
        title: args.title.clone(),
        short: args.short.clone(),
        order: save::next_order(book),
    };
    match import::import(&args.file.to_string_lossy(), &bytes, &settings) {
        Ok(imported) => finish(book, args, &imported),
        Err(finding) if args.lang == Lang::Zh => {
            eprintln!("{}", render::chinese(&finding, false).trim_end());
            ExitCode::FAILURE
        }
        Err(finding) => report(&[finding]),
    }
}

fn finish(book: &Path, args: &Args, imported: &Imported) -> ExitCode {
    let folder = save::folder(book, &args.id);
    let outcome = save::verify(&args.id, &imported.files)
        .and_then(|verified| Ok((verified, place(&folder, args, imported)?)));
    let ((errors, reminders), written) = match outcome {
        Ok(outcome) => outcome,
        Err(error) => {
            eprintln!(
                "error: cannot write {}: {error}; nothing was changed",
                folder.display()
            );
            return ExitCode::FAILURE;
        }
    };
    let shown = match args.json {
        true => print_json(imported, &errors, written),
        false => print_text(args, imported, &errors),
    };
    if let Err(error) = shown
        && error.kind() != io::ErrorKind::BrokenPipe
    {
        eprintln!("error: cannot write the report: {error}");
        return ExitCode::from(2);
    }
    if !reminders.is_empty() {
        let list: Vec<String> = reminders
            .iter()
            .map(|(code, count)| format!("{code} {count}"))
            .collect();
        let list = list.join(", ");
        match args.lang {
            Lang::En => eprintln!("`cargo xtask check` will remind of: {list}"),
            Lang::Zh => eprintln!("`cargo xtask check` 还会提醒：{list}"),
        }
    }
    let exists = folder.exists() && !args.force && !args.dry_run && !written;
    let place = folder.display();
    match (written, exists, args.lang) {
        (true, _, Lang::En) => eprintln!("written: {place}"),
        (true, _, Lang::Zh) => eprintln!("已写入 {place}"),
        (false, true, Lang::En) => {
            eprintln!("error: {place} is there already; nothing was changed. --force replaces it");
        }
        (false, true, Lang::Zh) => {
            eprintln!("错误：{place} 已经有了，没有改动。要换掉它，加 --force");
        }
        (false, false, _) => {}
    }
    if exists {
        return ExitCode::from(2);
    }
    ExitCode::from(u8::from(!errors.is_empty()))
}

/// Writes, unless told not to or something stands there; shows what a person would lose.
/// Whether anything was written.
fn place(folder: &Path, args: &Args, imported: &Imported) -> io::Result<bool> {
    if folder.is_dir() {
        let changes = save::changes(folder, &imported.files)?;
        show(&changes, args.lang);
        if !args.force {
            return Ok(false);
        }
    }
    if args.dry_run {
        return Ok(false);
    }
    let name = args.file.file_name().unwrap_or_default().to_string_lossy();
    save::write(folder, &name, &imported.files)?;
    Ok(true)
}

fn show(changes: &[Change], lang: Lang) {
    for change in changes.iter().filter(|change| change.by_hand) {
        let name = &change.name;
        match lang {
            Lang::En => {
                eprintln!("{name} was written or changed by hand; the import would replace it:");
            }
            Lang::Zh => eprintln!("{name} 有手工写的或改过的地方，重新导入会换掉它："),
        }
        eprintln!("{}", change.diff);
    }
    let others = changes.iter().filter(|change| !change.by_hand).count();
    match lang {
        _ if others == 0 => {}
        Lang::En => {
            eprintln!(
                "{others} more files would change that nobody touched since they were imported"
            );
        }
        Lang::Zh => eprintln!("另有 {others} 个文件会变，导入以后没有人改过它们"),
    }
}

fn print_text(args: &Args, imported: &Imported, errors: &[Diagnostic]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let colour = super::colour(&io::stdout());
    if args.dry_run {
        for (name, text) in imported
            .files
            .iter()
            .filter(|(name, _)| name != "source.txt")
        {
            writeln!(out, "── content/{}/{name}\n{text}", args.id)?;
        }
    }
    let (report, drawn): (String, fn(&Diagnostic, bool) -> String) = match args.lang {
        Lang::En => (imported.report.text(), render::text),
        Lang::Zh => (imported.report.chinese(), render::chinese),
    };
    write!(out, "{report}")?;
    for finding in imported.findings.iter().chain(errors) {
        writeln!(out, "\n{}", drawn(finding, colour).trim_end())?;
    }
    let findings = [&imported.findings, errors].concat();
    match args.lang {
        Lang::En => writeln!(out, "\n{}", render::summary(&findings))?,
        Lang::Zh => writeln!(out, "\n共 {} 条提示", findings.len())?,
    }
    out.flush()
}

fn print_json(imported: &Imported, errors: &[Diagnostic], written: bool) -> io::Result<()> {
    let files: Vec<_> = imported
        .files
        .iter()
        .map(|(name, text)| json!({ "name": name, "text": text }))
        .collect();
    let value = json!({
        "report": imported.report,
        "findings": imported.findings,
        "errors": errors,
        "written": written,
        "files": files,
    });
    let mut out = io::stdout().lock();
    writeln!(out, "{value}")?;
    out.flush()
}
