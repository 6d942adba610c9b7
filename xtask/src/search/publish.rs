//! Pages and catalogue in, the `search/` folder out.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use scraper::Html;

use super::collect;
use super::export::{self, File, Scripts};
use super::format::SyllabusName;
use super::index::SearchIndex;
use super::minify;
use super::page::{self, Page, Section};
use crate::catalog::model::Catalog;
use crate::diagnostic::Diagnostic;

/// The script that every page carries; its name never changes, its content names the rest.
const STARTER: &str = "starter.js";
/// The script that looks into the notes.
const NOTES_SCRIPT: &str = "notes-rank.js";
/// Where it keeps the words that a question may use for each other.
const WORDS: &str = "\"@synonyms\"";
/// Where the starter keeps the names of the other files.
const CONFIG: &str = "\"@search-config\"";

/// The pages of a book; files beside them are read from the site.
#[derive(Debug, Clone, Copy)]
pub struct Pages<'a> {
    /// Page → HTML.
    pub texts: &'a BTreeMap<String, String>,
    /// What those say that search asks for, see [`collect::scope`].
    pub said: &'a BTreeMap<String, Vec<Section>>,
}

/// Indexes the site in `site` and writes its `search/` folder; gives the index back.
///
/// `theme` is the folder of the theme, whose `search/` holds scripts and styles.
///
/// # Errors
/// What could not be read or written, or that tantivy failed.
pub fn publish(
    site: &Path,
    theme: &Path,
    catalog: &Catalog,
    pages: Pages<'_>,
) -> Result<SearchIndex, Vec<Diagnostic>> {
    let one = |diagnostic| vec![diagnostic];
    let paths = paths(site, pages).map_err(one)?;
    let all = paths.iter().map(|path| page(site, catalog, pages, path));
    let all = all.collect::<Result<_, _>>().map_err(one)?;
    let records = collect::records(catalog, all);
    let index = SearchIndex::build(records, &catalog.synonyms).map_err(|e| one(failed(&e)))?;
    let sources = read_sources(&theme.join("search")).map_err(one)?;
    check_scripts(&sources).map_err(one)?;
    let code = bundle("search", SCRIPTS, &sources);
    let readings = bundle("readings", READINGS, &sources);
    let marks = bundle("marks", MARKS, &sources);
    let style = styles(&sources);
    let with_words = with_words(&sources, &index.synonyms()).map_err(one)?;
    let notes = bundle("notes-rank", NOTES, &with_words);
    let scripts = Scripts {
        readings: &readings,
        notes: &notes,
        shards: &code_of(&[SHARDS], &sources),
    };
    let exported = export::export(&index, &names(catalog), starts(catalog), &scripts)
        .map_err(|e| one(failed(&e)))?;
    let mut files = exported.later;
    let has = |page: &str| site.join(page).is_file();
    let config = serde_json::json!({
        "code": code.name,
        "style": style.name,
        "index": exported.index.name,
        "marks": marks.name,
        "browse": if has("concepts.html") { ["概念索引", "concepts.html"] } else { ["首页", "index.html"] },
        "page": if has("search.html") { "search.html" } else { "" },
    });
    let starter = sources
        .get(STARTER)
        .map(|source| minify::script(source))
        .unwrap_or_default();
    files.push(File {
        name: STARTER.to_owned(),
        bytes: starter.replace(CONFIG, &config.to_string()).into_bytes(),
    });
    files.extend([code, readings, notes, marks, style, exported.index]);
    write_files(&site.join("search"), &files).map_err(one)?;
    Ok(index)
}

fn failed(error: &tantivy::TantivyError) -> Diagnostic {
    Diagnostic::error(
        "search-index",
        format!("the search index could not be made: {error}"),
    )
}

/// How many queries an empty box proposes.
const STARTS: usize = 6;

/// What a reader may begin with: terms the content explains.
fn starts(catalog: &Catalog) -> Vec<String> {
    let titles = catalog.terms.iter().map(|term| term.title.clone());
    titles.take(STARTS).collect()
}

/// The syllabi as search names them.
pub fn names(catalog: &Catalog) -> Vec<SyllabusName> {
    let name = |syllabus: &crate::catalog::model::Syllabus| SyllabusName {
        id: syllabus.id.clone(),
        title: syllabus.title.clone(),
        short: syllabus.short.clone(),
    };
    catalog.syllabi.iter().map(name).collect()
}

/// Every page of the site, those that lie there as files of the book's own among them.
fn paths(site: &Path, pages: Pages<'_>) -> Result<BTreeSet<String>, Diagnostic> {
    let mut paths: BTreeSet<String> = pages.texts.keys().cloned().collect();
    for entry in walkdir::WalkDir::new(site).sort_by_file_name() {
        let entry = entry.map_err(|e| Diagnostic::error("read", e.to_string()))?;
        let Ok(path) = entry.path().strip_prefix(site) else {
            continue;
        };
        if entry.file_type().is_file() {
            paths.insert(path.to_string_lossy().replace('\\', "/"));
        }
    }
    paths.retain(|path| collect::is_page(path));
    Ok(paths)
}

fn page<'a>(
    site: &Path,
    catalog: &Catalog,
    pages: Pages<'a>,
    path: &'a str,
) -> Result<Page<'a>, Diagnostic> {
    if let Some(html) = pages.texts.get(path) {
        let said = pages.said.get(path).map_or(&[][..], Vec::as_slice);
        let (html, said) = (html.into(), said.into());
        return Ok(Page { path, html, said });
    }
    let html = read(&site.join(path))?;
    let scope = collect::scope(catalog, path);
    let said = scope.map(|scope| page::said(&Html::parse_document(&html), scope));
    Ok(Page {
        path,
        said: said.unwrap_or_default().into(),
        html: html.into(),
    })
}

fn read(path: &Path) -> Result<String, Diagnostic> {
    fs::read_to_string(path)
        .map_err(|e| Diagnostic::error("read", format!("cannot read {}: {e}", path.display())))
}

/// The theme's search sources by file name.
type Sources = BTreeMap<String, String>;

fn read_sources(folder: &Path) -> Result<Sources, Diagnostic> {
    let mut sources = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder)
        .max_depth(1)
        .sort_by_file_name()
    {
        let entry = entry.map_err(|e| Diagnostic::error("read", e.to_string()))?;
        if entry.file_type().is_file() {
            let name = entry.file_name().to_string_lossy().into_owned();
            sources.insert(name, read(entry.path())?);
        }
    }
    Ok(sources)
}

/// The scripts that come with the first intent, each after those it builds on: the engine,
/// then the box.
const SCRIPTS: &[&str] = &[
    "text.js",
    "query.js",
    "terms.js",
    "store.js",
    "rank.js",
    "partial.js",
    "notes.js",
    "synonyms.js",
    "answer.js",
    "engine.js",
    "parts.js",
    "results.js",
    "panel.js",
    "choice.js",
    "ui.js",
];

/// The scripts that only unclear queries need.
const READINGS: &[&str] = &["near.js", "lexicon.js", "readings.js"];

/// The script that comes with the notes.
const NOTES: &[&str] = &["notes-rank.js"];

/// The script that only indexes in shards need.
const SHARDS: &str = "shards.js";

/// The scripts of the page that a hit leads to.
const MARKS: &[&str] = &["marks.js"];

/// Every script must have its place.
fn check_scripts(sources: &Sources) -> Result<(), Diagnostic> {
    let bundles = [&[STARTER, SHARDS][..], SCRIPTS, READINGS, NOTES, MARKS];
    let known = |name: &str| bundles.iter().any(|scripts| scripts.contains(&name));
    let mut scripts = sources.keys().filter(|name| name.ends_with(".js"));
    let Some(name) = scripts.find(|name| !known(name)) else {
        return Ok(());
    };
    let message = format!("theme/search/{name} has no place among the scripts of search");
    Err(Diagnostic::error("theme", message).help(
        "name it in SCRIPTS, READINGS, NOTES or MARKS in xtask/src/search/publish.rs, after what it builds on",
    ))
}

/// The sources with the words that a question may use for each other in their place.
fn with_words(sources: &Sources, words: &str) -> Result<Sources, Diagnostic> {
    let mut sources = sources.clone();
    let script = sources.get_mut(NOTES_SCRIPT);
    let Some(script) = script.filter(|script| script.contains(WORDS)) else {
        let message = format!("theme/search/{NOTES_SCRIPT} has no place for the everyday words");
        return Err(Diagnostic::error("theme", message).help(format!(
            "write {WORDS} where it is to have the groups of content/synonyms.toml"
        )));
    };
    *script = script.replace(WORDS, &serde_json::json!(words).to_string());
    Ok(sources)
}

/// Scripts in their order as one file.
fn bundle(stem: &str, scripts: &[&str], sources: &Sources) -> File {
    File::hashed(stem, "js", code_of(scripts, sources).into_bytes())
}

fn code_of(scripts: &[&str], sources: &Sources) -> String {
    let parts = scripts.iter().filter_map(|name| sources.get(*name));
    parts.map(|source| minify::script(source)).collect()
}

/// The style sheets, in the order of their names, as one file.
fn styles(sources: &Sources) -> File {
    let sheets = sources.iter().filter(|(name, _)| name.ends_with(".css"));
    let style: String = sheets
        .map(|(_, source)| squeeze_style(&strip_comments(source)))
        .collect();
    File::hashed("search", "css", style.into_bytes())
}

/// A script or style sheet without the comments and the indentation that only its authors need. Comments
/// count when they have their lines for themselves, which is how the sources write them.
fn strip_comments(source: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for line in source.lines().map(str::trim) {
        let opens = line.starts_with("/*");
        if !inside && !opens && !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
        inside = (inside || opens) && !line.ends_with("*/");
    }
    out
}

/// A style sheet without the white space that separates nothing. What stands in quotes is left
/// alone by leaving lines with quotes alone.
fn squeeze_style(style: &str) -> String {
    let squeeze = |line: &str| {
        if line.contains('"') {
            return format!("{line}\n");
        }
        let line = line
            .replace(", ", ",")
            .replace(": ", ":")
            .replace(" {", "{");
        let ends = line.ends_with(['{', ';', '}', ',']);
        if ends { line } else { format!("{line}\n") }
    };
    style.lines().map(squeeze).collect()
}

fn write_files(folder: &Path, files: &[File]) -> Result<(), Diagnostic> {
    let failed = |path: &Path, e: std::io::Error| {
        Diagnostic::error("write", format!("cannot write {}: {e}", path.display()))
    };
    fs::create_dir_all(folder).map_err(|e| failed(folder, e))?;
    for file in files {
        let path = folder.join(&file.name);
        fs::write(&path, &file.bytes).map_err(|e| failed(&path, e))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_keeps_what_separates() {
        let style = "a :hover,\nb > c {\nmargin: 0 calc(1px + 2px);\ncontent: \", : {\";\n}\n";
        assert_eq!(
            squeeze_style(style),
            "a :hover,b > c{margin:0 calc(1px + 2px);content: \", : {\";\n}"
        );
    }

    #[test]
    fn comments_of_their_own_lines_go_and_code_stays() {
        let source = "/** Doc.\n * More.\n */\nlet a = \"/* no */\"; // kept\n  // gone\n\n  let b;\n/* x */\nc();\n";
        assert_eq!(
            strip_comments(source),
            "let a = \"/* no */\"; // kept\nlet b;\nc();\n"
        );
    }

    #[test]
    fn everyday_words_stand_in_their_place_or_the_theme_is_at_fault() {
        let sources = |script: &str| Sources::from([(NOTES_SCRIPT.to_owned(), script.to_owned())]);
        let with = with_words(&sources("const GROUPS = \"@synonyms\";"), "流失、跑掉");
        let script = with.map(|sources| sources[NOTES_SCRIPT].clone());
        assert_eq!(script, Ok("const GROUPS = \"流失、跑掉\";".to_owned()));
        let without = with_words(&sources("const GROUPS = [];"), "流失、跑掉");
        assert!(without.is_err_and(|finding| finding.message.contains(NOTES_SCRIPT)));
    }
}
