//! Content to files, in the order and style of a person.

use crate::import::content::{Content, Notes};
use crate::import::sift::Taken;

mod course;
pub mod ledger;
mod toml;
mod unit;

use self::toml::Toml;
use ledger::{Account, Ledger};

/// What we say about a syllabus.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Editor {
    /// Course name.
    pub title: String,
    /// Whether it is only there because something has to be.
    pub title_missing: bool,
    /// What tells it from others.
    pub short: String,
    /// The same.
    pub short_missing: bool,
    /// Sort key.
    pub order: i64,
    /// A remark.
    pub note: Option<String>,
}

/// The files of a syllabus, by name, without `source.txt`.
pub fn files(
    content: &Content,
    editor: &Editor,
    text: &str,
    notes: &Notes,
    taken: &[Taken],
) -> (Vec<(String, String)>, Account) {
    let mut ledger = Ledger::new(text, taken);
    let mut files = Vec::new();
    let mut out = Toml::new(&mut ledger);
    course::write(content, editor, &mut out);
    files.push(("syllabus.toml".to_owned(), out.finish()));
    for found in &content.units {
        let mut out = Toml::new(&mut ledger);
        unit::write(found, &mut out);
        files.push((format!("unit-{:02}.toml", found.number), out.finish()));
    }
    let account = ledger.close(notes, taken);
    append_unplaced(content, text, &account, &mut files);
    (files, account)
}

/// What stands nowhere is listed at the end of the file it is nearest to: that of the unit
/// in whose text it stands, else the syllabus.
fn append_unplaced(
    content: &Content,
    text: &str,
    account: &Account,
    files: &mut [(String, String)],
) {
    let starts: Vec<usize> = content
        .units
        .iter()
        .map(|unit| unit.label.start().unwrap_or(usize::MAX))
        .collect();
    let ends: Vec<usize> = content.units.iter().map(|unit| unit.end).collect();
    let mut line = 1;
    let mut counted = 0;
    let mut headed = vec![false; files.len()];
    for place in &account.unplaced {
        line += text[counted..place.start].matches('\n').count();
        counted = place.start;
        let before = starts.partition_point(|start| *start <= place.start);
        let unit = before
            .checked_sub(1)
            .filter(|unit| place.start < ends[*unit]);
        let file = unit.map_or(0, |unit| unit + 1);
        if let Some((_, out)) = files.get_mut(file) {
            if !headed[file] {
                out.push_str("\n# 没有放进任何字段的原文，前面是 source.txt 的行号：\n");
                headed[file] = true;
            }
            let words: Vec<&str> = text[place.clone()].split_whitespace().collect();
            out.push_str(&format!("# {line}: {}\n", words.join(" ")));
        }
    }
}
