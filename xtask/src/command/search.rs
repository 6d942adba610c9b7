//! `cargo xtask search`: ask the tantivy engine, as a person or as a program.

use std::fs;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;
use serde_json::json;
use xtask::search::index::{Answer, Filter, Hit, SearchIndex};
use xtask::search::marks::marks;
use xtask::search::record::Kind;

use super::report;

/// Options of `search`.
#[derive(clap::Args)]
pub struct Args {
    /// What to look for; several words are one query
    #[arg(required_unless_present = "batch")]
    query: Vec<String>,
    /// Only this kind; may be repeated
    #[arg(long, value_enum)]
    kind: Vec<KindName>,
    /// Only this syllabus; may be repeated
    #[arg(long, value_name = "ID")]
    syllabus: Vec<String>,
    /// At most so many hits
    #[arg(long, default_value_t = 10, value_name = "N")]
    limit: usize,
    /// A JSON line a query
    #[arg(long)]
    json: bool,
    /// Where each score comes from
    #[arg(long)]
    explain: bool,
    /// A query a line from this file, `-` for standard input
    #[arg(long, value_name = "FILE", requires = "json", conflicts_with = "query")]
    batch: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum KindName {
    Concept,
    Homework,
    Carrier,
    Page,
}

impl From<KindName> for Kind {
    fn from(name: KindName) -> Self {
        match name {
            KindName::Concept => Self::Concept,
            KindName::Homework => Self::Homework,
            KindName::Carrier => Self::Carrier,
            KindName::Page => Self::Page,
        }
    }
}

/// Runs the command.
pub fn run(book: &Path, args: &Args) -> ExitCode {
    let queries = match queries(args) {
        Ok(queries) => queries,
        Err(message) => {
            eprintln!("error: {message}");
            return ExitCode::from(2);
        }
    };
    let index = match super::index_of(book) {
        Ok(index) => index,
        Err(findings) => return report(&findings),
    };
    let unknown = |id: &&String| !index.records().iter().any(|r| r.syllabus == **id);
    if let Some(id) = args.syllabus.iter().find(unknown) {
        eprintln!("error: there is no syllabus `{id}` in this book");
        return ExitCode::from(2);
    }
    match answer(&index, &queries, args) {
        Ok(()) => ExitCode::SUCCESS,
        // A reader that has seen enough (`| head`) is no failure.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn is_broken_pipe(error: &tantivy::TantivyError) -> bool {
    matches!(error, tantivy::TantivyError::IoError(e) if e.kind() == io::ErrorKind::BrokenPipe)
}

fn queries(args: &Args) -> Result<Vec<String>, String> {
    let Some(file) = &args.batch else {
        return Ok(vec![args.query.join(" ")]);
    };
    let text = if file.as_os_str() == "-" {
        let mut text = String::new();
        io::stdin()
            .read_to_string(&mut text)
            .map_err(|e| format!("cannot read standard input: {e}"))?;
        text
    } else {
        fs::read_to_string(file).map_err(|e| format!("cannot read {}: {e}", file.display()))?
    };
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    Ok(lines.map(str::to_owned).collect())
}

fn answer(index: &SearchIndex, queries: &[String], args: &Args) -> tantivy::Result<()> {
    let filter = Filter {
        kinds: args.kind.iter().map(|kind| (*kind).into()).collect(),
        syllabi: args.syllabus.clone(),
    };
    let mut out = io::stdout().lock();
    let colour = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    for query in queries {
        let mut answer = index.search(query)?;
        answer.hits.retain(|hit| index.admits(&filter, hit));
        let shown = &answer.hits[..answer.hits.len().min(args.limit)];
        if args.json {
            writeln!(out, "{}", json_line(index, query, &answer, shown))?;
        } else {
            print_hits(&mut out, index, query, &answer, shown, colour)?;
        }
        if args.explain {
            for hit in shown {
                writeln!(
                    out,
                    "{}",
                    index.explain(&answer.readings[hit.reading].query, hit)?
                )?;
            }
        }
    }
    Ok(())
}

/// One line for one query, in the fields that the page's `kegang.search` gives too.
fn json_line(
    index: &SearchIndex,
    query: &str,
    answer: &Answer,
    shown: &[Hit],
) -> serde_json::Value {
    let hits: Vec<_> = shown
        .iter()
        .map(|hit| {
            let record = &index.records()[hit.record];
            json!({
                "kind": record.kind,
                "syllabus": record.syllabus,
                "unit": record.unit,
                "title": record.title,
                "breadcrumb": record.breadcrumb,
                "url": record.url,
                "text": record.whole_text(),
                "score": hit.score,
                "matched": index.matched(answer, hit),
            })
        })
        .collect();
    json!({ "query": query, "total": answer.hits.len(), "hits": hits })
}

fn print_hits(
    out: &mut impl Write,
    index: &SearchIndex,
    query: &str,
    answer: &Answer,
    shown: &[Hit],
    colour: bool,
) -> io::Result<()> {
    let paint = |code: &str, text: &str| {
        if colour {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    };
    let marked = |text: &str, hit: &Hit| {
        let mut text = text.to_owned();
        if colour {
            let plan = index.plan(&answer.readings[hit.reading].query);
            for range in marks(&text, &plan).iter().rev() {
                text.insert_str(range.end, "\u{1b}[0m");
                text.insert_str(range.start, "\u{1b}[1;33m");
            }
        }
        text
    };
    let total = answer.hits.len();
    if total == 0 {
        return writeln!(out, "没有找到“{query}”。");
    }
    for hit in shown {
        let record = &index.records()[hit.record];
        let kind = match record.kind {
            Kind::Concept => "概念",
            Kind::Homework => "作业",
            Kind::Carrier => "思政",
            Kind::Page => "正文",
        };
        writeln!(
            out,
            "{} {}  {:.2}",
            paint("36", kind),
            marked(&record.title, hit),
            hit.score
        )?;
        let place = format!("     {} — {}", record.breadcrumb.join(" › "), record.url);
        writeln!(out, "{}", paint("2", &place))?;
        let text = record.whole_text();
        let rest = text.strip_prefix(&record.title).unwrap_or(&text);
        let snippet: String = rest.trim().replace('\n', " ").chars().take(100).collect();
        if !snippet.is_empty() {
            writeln!(out, "     {}", marked(&snippet, hit))?;
        }
    }
    writeln!(out, "{}", paint("2", &format!("共 {total} 条")))
}
