//! `book.toml`, read strictly, and what our way of building changes in it.
//!
//! mdBook itself falls back to defaults on some mistakes in it; here each is a finding.

use std::fs;
use std::path::{Path, PathBuf};

use mdbook_driver::config::{Config, HtmlConfig};
use mdbook_katex::cfg::KatexConfig;
use toml::{Table, Value};

use crate::diagnostic::{Diagnostic, Severity};
use crate::web::address::Address;

const FILE: &str = "book.toml";

/// The preprocessors that run in this process.
const OURS: [&str; 3] = ["links", "index", "katex"];

/// How to treat a book.
#[derive(Debug)]
pub struct BookConfig {
    /// For mdBook, with everything set that does not depend on the build at hand.
    pub config: Config,
    /// The hand-written pages, absolute.
    pub src: PathBuf,
    /// The book has syllabi: it is held to all our rules, other books only to those whose
    /// breach spoils a page.
    pub has_content: bool,
    /// Whether `$…$` is mathematics.
    pub math: bool,
    /// Whether there are documents for paper; a book can do without.
    pub print: bool,
    /// Where the site is going to stand: `url` of `[output.kegang]`, or an mdBook `site-url`
    /// that is a whole address.
    pub address: Option<Address>,
    /// Things a person should know that are not wrong.
    pub notes: Vec<String>,
    /// Warnings about the configuration.
    pub findings: Vec<Diagnostic>,
}

/// Reads the configuration of the book in `root`.
///
/// # Errors
/// Everything in `book.toml` that cannot be understood.
pub fn load(root: &Path) -> Result<BookConfig, Vec<Diagnostic>> {
    let text = read(root)?;
    let refuse = |e: toml::de::Error| vec![bad(&text, e.message(), e.span())];
    let mut table = toml::from_str::<Table>(&text).map_err(refuse)?;
    let has_content = root.join("content").is_dir();
    let configured = lookup(&table, &["output", "kegang"]).is_some();
    let mut findings = Vec::new();
    let mut config = if has_content || configured {
        toml::from_str::<Config>(&text).map_err(refuse)?
    } else {
        // Many a book was written for an mdBook that knew other keys.
        findings.extend(drop_unknown(&mut table, &text));
        table.clone().try_into::<Config>().map_err(refuse)?
    };
    findings.extend(check_tables(&table, &text));
    if configured && !has_content {
        let finding = Diagnostic::error("missing-content", "the book has no `content/` folder")
            .in_file(FILE)
            .help("put a folder a syllabus there, or drop `[output.kegang]` to build an ordinary mdBook");
        findings.push(finding);
    }
    if crate::diagnostic::has_errors(&findings) {
        return Err(findings);
    }
    let notes = notes(root, &table, &config);
    let address = address(&table);
    let print = lookup(&table, &["output", "html", "print", "enable"]);
    let print = print.and_then(Value::as_bool).unwrap_or(true);
    let settled = settle(&mut config, &table, has_content);
    findings.extend(settled.map_err(|e| vec![bad(&text, &e, None)])?);
    let math = config.contains_key("preprocessor.katex");
    Ok(BookConfig {
        src: root.join(&config.book.src),
        config,
        has_content,
        math,
        print,
        address,
        notes,
        findings,
    })
}

fn read(root: &Path) -> Result<String, Vec<Diagnostic>> {
    match fs::read_to_string(root.join(FILE)) {
        Ok(text) => Ok(text),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        Err(e) => Err(vec![
            Diagnostic::error("bad-config", format!("cannot be read: {e}")).in_file(FILE),
        ]),
    }
}

/// Takes out of `table` what this version of mdBook does not know, a warning each.
fn drop_unknown(table: &mut Table, text: &str) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut drop_from = |table: &mut Table, error: toml::de::Error| -> bool {
        let message = error.message();
        let key = message.strip_prefix("unknown field `");
        let Some(key) = key.and_then(|rest| rest.split('`').next()) else {
            return false;
        };
        let dropped = remove(table, key);
        if dropped {
            let finding = bad(text, &format!("`{key}` means nothing to this mdBook"), None);
            findings.push(Diagnostic {
                severity: Severity::Warning,
                ..finding
            });
        }
        dropped
    };
    while let Err(error) = table.clone().try_into::<Config>() {
        if !drop_from(table, error) {
            break;
        }
    }
    let html = table
        .get_mut("output")
        .and_then(|output| output.get_mut("html"));
    if let Some(html) = html.and_then(Value::as_table_mut) {
        while let Err(error) = html.clone().try_into::<HtmlConfig>() {
            if !drop_from(html, error) {
                break;
            }
        }
    }
    findings
}

/// Removes the key from the table or, when it is not there, from a table in it.
fn remove(table: &mut Table, key: &str) -> bool {
    if table.remove(key).is_some() {
        return true;
    }
    let mut inner = table
        .iter_mut()
        .filter_map(|(_, value)| value.as_table_mut());
    inner.any(|table| remove(table, key))
}

/// The tables that mdBook and katex would silently replace by their defaults.
fn check_tables(table: &Table, text: &str) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    if let Some(html) = lookup(table, &["output", "html"])
        && let Err(e) = html.clone().try_into::<HtmlConfig>()
    {
        findings.push(bad(text, &format!("[output.html]: {}", e.message()), None));
    }
    if let Some(katex) = lookup(table, &["preprocessor", "katex"])
        && let Err(e) = katex.clone().try_into::<KatexConfig>()
    {
        findings.push(bad(
            text,
            &format!("[preprocessor.katex]: {}", e.message()),
            None,
        ));
    }
    findings.extend(check_ours(table, text));
    findings
}

/// Our own table.
fn check_ours(table: &Table, text: &str) -> Vec<Diagnostic> {
    let ours = lookup(table, &["output", "kegang"]).and_then(Value::as_table);
    let keys = ours.into_iter().flatten();
    let wrong = keys.filter_map(|(key, value)| match key.as_str() {
        "url" if value.as_str().and_then(Address::parse).is_some() => None,
        "url" => Some(
            bad(text, "`url` is no address of a site", None)
                .help("write the address of its first page, e.g. \"https://example.org/kegang/\""),
        ),
        other => {
            let message = format!("`{other}` means nothing in [output.kegang]");
            Some(bad(text, &message, None).help("it has one key, `url`"))
        }
    });
    wrong.collect()
}

fn address(table: &Table) -> Option<Address> {
    let written = |path: &[&str]| Address::parse(lookup(table, path)?.as_str()?);
    written(&["output", "kegang", "url"]).or_else(|| written(&["output", "html", "site-url"]))
}

/// What our way of building changes. Returns warnings.
fn settle(
    config: &mut Config,
    table: &Table,
    has_content: bool,
) -> Result<Vec<Diagnostic>, String> {
    let says = |e: mdbook_driver::errors::Error| format!("{e:#}");
    // Listing a page that does not exist is a finding; making one would write into `src/`.
    config.build.create_missing = false;
    let mut html = config
        .get::<Value>("output.html")
        .map_err(says)?
        .unwrap_or_else(|| Value::Table(Table::new()));
    if let Some(html) = html.as_table_mut() {
        // mdBook's own search is not compiled in and warns when it is configured.
        html.remove("search");
        html.remove("live-reload-endpoint");
        // Documents for paper are made from finished pages, not by mdBook.
        let off = Table::from_iter([("enable".to_owned(), Value::Boolean(false))]);
        html.insert("print".to_owned(), Value::Table(off));
    }
    // One output: with more, mdBook would build into sub-folders.
    let mut output = Table::new();
    output.insert("html".to_owned(), html);
    config.set("output", output).map_err(says)?;
    if lookup(table, &["book", "language"]).is_none() {
        config.book.language = Some("zh-CN".to_owned());
    }
    // Syllabi have formulas; in other books a dollar may be just a dollar.
    if has_content && !config.contains_key("preprocessor.katex") {
        config
            .set("preprocessor.katex", Table::new())
            .map_err(says)?;
    }
    preprocessors(config).map_err(says)
}

/// Mathematics as MathML, which needs no stylesheet of a third party; and no program that
/// is not there.
fn preprocessors(config: &mut Config) -> mdbook_driver::errors::Result<Vec<Diagnostic>> {
    let mut findings = Vec::new();
    let mut kept = Table::new();
    for (name, mut value) in config.preprocessors::<Value>()? {
        let command = value.get("command").and_then(Value::as_str);
        let command = command.map_or_else(|| format!("mdbook-{name}"), str::to_owned);
        if !OURS.contains(&name.as_str()) && !is_installed(&command) {
            let message =
                format!("the preprocessor `{name}` is left out: `{command}` is not installed");
            findings.push(Diagnostic::warning("preprocessor", message).in_file(FILE));
            continue;
        }
        if let (Some(katex), "katex") = (value.as_table_mut(), name.as_str()) {
            katex.insert("output".to_owned(), Value::from("mathml"));
            katex.insert("no-css".to_owned(), Value::from(true));
        }
        kept.insert(name, value);
    }
    config.set("preprocessor", kept)?;
    Ok(findings)
}

fn is_installed(command: &str) -> bool {
    let program = command.split_whitespace().next().unwrap_or(command);
    if program.contains('/') {
        return true; // Relative to the book; mdBook says so when it is not there.
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|dir| dir.join(program).is_file())
}

fn notes(root: &Path, table: &Table, config: &Config) -> Vec<String> {
    let mut notes = Vec::new();
    let html = config.html_config().unwrap_or_default();
    let own = html.theme_dir(root);
    // The repository's own theme is the one in use.
    if own.join("index.hbs").is_file() && !own.join("templates").is_dir() {
        notes.push(format!(
            "the book's own theme in {} is not used",
            own.display()
        ));
    }
    let others: Vec<_> = lookup(table, &["output"])
        .and_then(Value::as_table)
        .into_iter()
        .flat_map(Table::keys)
        .filter(|name| !matches!(name.as_str(), "html" | "kegang"))
        .map(|name| format!("[output.{name}]"))
        .collect();
    if !others.is_empty() {
        notes.push(format!("only HTML is built; {} is not", others.join(", ")));
    }
    notes
}

fn lookup<'a>(table: &'a Table, path: &[&str]) -> Option<&'a Value> {
    let (first, rest) = path.split_first()?;
    rest.iter()
        .try_fold(table.get(*first)?, |value, key| value.get(*key))
}

/// A finding about `book.toml`; without a span the place is where the named key stands.
fn bad(text: &str, message: &str, span: Option<std::ops::Range<usize>>) -> Diagnostic {
    let message = message.lines().next().unwrap_or(message);
    let finding = Diagnostic {
        severity: Severity::Error,
        ..Diagnostic::error("bad-config", message)
    };
    let span = span.or_else(|| {
        let key = message.split('`').nth(1)?;
        let start = text.find(key)?;
        Some(start..start + key.len())
    });
    match span {
        Some(span) => finding.at(FILE, text, span),
        None => finding.in_file(FILE),
    }
}
