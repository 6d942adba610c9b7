//! Files beside the pages that are made from the same content: the decks of 自测, and what
//! other tools import.

use std::collections::BTreeMap;
use std::path::Path;

use mdbook_driver::config::Config;

use super::katex::Setting;
use crate::catalog::model::Catalog;
use crate::diagnostic::Diagnostic;
use crate::export::{Source, anki, gift, spreadsheet};
use crate::study::card::cards;
use crate::study::deck;
use crate::web::address::Address;
use crate::web::{Site, data};

/// A file that readers take along.
#[derive(Debug, Clone, Copy)]
pub struct Download {
    /// Its place in the site.
    pub path: &'static str,
    /// Its name for readers.
    pub name: &'static str,
    /// What it is for.
    pub what: &'static str,
}

/// The package for Anki.
pub const ANKI: Download = Download {
    path: "downloads/kegang.apkg",
    name: "Anki 卡片包（.apkg）",
    what: "概念和带答题要点的作业题，按章打了标签，在 Anki 里“导入”即可。",
};

/// Questions for Moodle.
pub const GIFT: Download = Download {
    path: "downloads/kegang-gift.txt",
    name: "Moodle 题库（GIFT）",
    what: "给老师：作业题作问答题，概念作配对题，按章分类。",
};

/// A table.
pub const TABLE: Download = Download {
    path: "downloads/kegang.csv",
    name: "表格（.csv）",
    what: "概念、作业、思政载体各一行，用 Excel 或 WPS 打开。",
};

/// What machines read.
pub const DATA: Download = Download {
    path: "downloads/kegang.jsonld",
    name: "结构化数据（JSON-LD）",
    what: "给程序：课程、章节、题目和概念，用 schema.org 的词汇。",
};

/// All of them, in the order of the page.
pub const DOWNLOADS: [Download; 4] = [ANKI, GIFT, TABLE, DATA];

/// What the files are made from.
#[derive(Debug, Clone, Copy)]
pub struct Job<'a> {
    /// The content.
    pub catalog: &'a Catalog,
    /// Of mdBook; says how formulas are set.
    pub config: &'a Config,
    /// The book's folder.
    pub root: &'a Path,
    /// Whether there are formulas.
    pub math: bool,
    /// What is said about the site.
    pub site: Site<'a>,
    /// Where it is published.
    pub address: Option<&'a Address>,
    /// The time of the content, in seconds since 1970.
    pub modified: i64,
}

/// The files by their places in the site; none when there is nothing to practise.
///
/// # Errors
/// What the makers of formats say; nothing that depends on the content.
pub fn files(job: Job<'_>) -> Result<BTreeMap<String, Vec<u8>>, Vec<Diagnostic>> {
    let mut files = BTreeMap::new();
    if cards(job.catalog).is_empty() {
        return Ok(files);
    }
    let setting = Setting::of(job.config, job.root).map_err(|e| failed(&e))?;
    let set = |markup: &str| match job.math {
        true => setting.html(markup),
        false => markup.to_owned(),
    };
    for syllabus in &job.catalog.syllabi {
        let cards = deck::of(job.catalog, syllabus);
        let script = deck::script(&cards, syllabus, set);
        files.insert(deck::path(&cards, syllabus), script.into_bytes());
    }
    let source = Source {
        catalog: job.catalog,
        site: job.address,
    };
    let package = anki::package(source, job.modified).map_err(|e| failed(&e))?;
    let table = spreadsheet::file(source).map_err(|e| failed(&e))?;
    files.insert(ANKI.path.to_owned(), package);
    files.insert(GIFT.path.to_owned(), gift::file(source).into_bytes());
    let data = data::document(job.site, job.address, job.catalog);
    files.insert(DATA.path.to_owned(), data.to_string().into_bytes());
    files.insert(TABLE.path.to_owned(), table);
    Ok(files)
}

fn failed(error: &impl std::fmt::Display) -> Vec<Diagnostic> {
    vec![Diagnostic::error("export", error.to_string())]
}
