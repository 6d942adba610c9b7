//! The result on disk: all of it or nothing, and what a person changed is shown before it
//! is replaced.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use similar::TextDiff;

use crate::catalog;
use crate::diagnostic::{self, Diagnostic, Severity};

/// Remembers what an import wrote, so that what a person changed since can be told.
const RECORD: &str = "source.import.json";
/// Folders of `content/` with such a name are ours: new ones, and old ones on their way out.
const STAGED: &str = ".import-";
const OLD: &str = ".old-";

/// What an import wrote.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Record {
    /// The document's file name.
    from: String,
    /// A sum of each file's text.
    files: BTreeMap<String, String>,
}

/// A file that stands there already and would become another.
#[derive(Debug)]
pub struct Change {
    /// Its name in the folder.
    pub name: String,
    /// Whether a person changed it since it was imported, or wrote it.
    pub by_hand: bool,
    /// What would be taken out (`-`) and put in (`+`).
    pub diff: String,
}

/// The folder of a syllabus.
pub fn folder(book: &Path, id: &str) -> PathBuf {
    book.join("content").join(id)
}

/// The sort key behind those of all syllabi of a book.
pub fn next_order(book: &Path) -> i64 {
    let (written, _) = catalog::load::read(book);
    let courses = written
        .syllabi
        .iter()
        .filter_map(|syllabus| syllabus.course.as_ref());
    courses
        .map(|course| course.value.editor.order)
        .max()
        .unwrap_or(0)
        .saturating_add(1)
}

/// What would change in the folder, were these files written.
///
/// # Errors
/// When the folder cannot be read.
pub fn changes(folder: &Path, files: &[(String, String)]) -> io::Result<Vec<Change>> {
    let record: Record = match fs::read(folder.join(RECORD)) {
        Ok(bytes) => serde_json::from_slice(&bytes).unwrap_or_default(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Record::default(),
        Err(error) => return Err(error),
    };
    let mut names: Vec<String> = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    names.retain(|name| name != RECORD);
    let mut out = Vec::new();
    for name in names {
        let old = String::from_utf8_lossy(&fs::read(folder.join(&name))?).into_owned();
        let new = files.iter().find(|(other, _)| *other == name);
        // Files of other origin (study-01.toml) are kept.
        let Some((_, new)) = new.filter(|(_, new)| *new != old) else {
            continue;
        };
        let by_hand = record.files.get(&name) != Some(&sum(&old));
        let diff = TextDiff::from_lines(old.as_str(), new.as_str());
        let diff = diff
            .unified_diff()
            .context_radius(1)
            .header("there", "imported")
            .to_string();
        out.push(Change {
            name,
            by_hand,
            diff,
        });
    }
    Ok(out)
}

/// Puts the files into the folder, replacing it as a whole; files of it that an import does
/// not write are kept. An interruption leaves the old folder or the new one.
///
/// # Errors
/// When something cannot be written; the old folder stands then.
pub fn write(folder: &Path, from: &str, files: &[(String, String)]) -> io::Result<()> {
    let content = folder.parent().unwrap_or(folder);
    let id = folder
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    fs::create_dir_all(content)?;
    recover(content, &id)?;
    let staged = content.join(format!("{STAGED}{id}"));
    remove(&staged)?;
    let made = fill(&staged, folder, from, files);
    let done = made.and_then(|()| swap(content, &id, &staged));
    if done.is_err() {
        // What was half made is swept; the reason is told by the caller.
        let _ = remove(&staged);
    }
    done
}

fn fill(staged: &Path, folder: &Path, from: &str, files: &[(String, String)]) -> io::Result<()> {
    fs::create_dir(staged)?;
    if folder.is_dir() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            // Units of the former import that the new one does not have would be left over.
            let ours = name.starts_with("unit-") || name == RECORD;
            let new = files.iter().any(|(other, _)| *other == name);
            if !ours && !new && entry.file_type()?.is_file() {
                fs::copy(entry.path(), staged.join(&name))?;
            }
        }
    }
    let mut record = Record {
        from: from.to_owned(),
        files: BTreeMap::new(),
    };
    for (name, text) in files {
        fs::write(staged.join(name), text)?;
        record.files.insert(name.clone(), sum(text));
    }
    let json = serde_json::to_string_pretty(&record).map_err(io::Error::other)?;
    fs::write(staged.join(RECORD), json + "\n")
}

/// Two renames: between them the new folder waits beside its place, and [`recover`] ends what
/// was begun.
fn swap(content: &Path, id: &str, staged: &Path) -> io::Result<()> {
    let (folder, old) = (content.join(id), content.join(format!("{OLD}{id}")));
    let had = folder.exists();
    if had {
        remove(&old)?;
        fs::rename(&folder, &old)?;
    }
    if let Err(error) = fs::rename(staged, &folder) {
        if had {
            fs::rename(&old, &folder)?;
        }
        return Err(error);
    }
    remove(&old)
}

/// Puts the old folder back where an interrupted run has left none.
fn recover(content: &Path, id: &str) -> io::Result<()> {
    let (folder, old) = (content.join(id), content.join(format!("{OLD}{id}")));
    if old.exists() && !folder.exists() {
        fs::rename(&old, &folder)?;
    }
    Ok(())
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

/// FNV-1a: enough to see that a text is another, the same everywhere.
fn sum(text: &str) -> String {
    let step = |sum: u64, byte: u8| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let sum = text.bytes().fold(0xcbf2_9ce4_8422_2325, step);
    format!("{sum:016x}")
}

/// What `cargo xtask check` will say about the files, seen by loading them where nothing is
/// left behind: errors, and how often each reminder comes.
///
/// # Errors
/// When there is no room for temporary files.
pub fn verify(
    id: &str,
    files: &[(String, String)],
) -> io::Result<(Vec<Diagnostic>, BTreeMap<&'static str, usize>)> {
    let book = tempfile::tempdir()?;
    let folder = folder(book.path(), id);
    fs::create_dir_all(&folder)?;
    for (name, text) in files {
        fs::write(folder.join(name), text)?;
    }
    let mut findings = catalog::load(book.path()).findings;
    diagnostic::sort(&mut findings);
    let mut reminders: BTreeMap<&'static str, usize> = BTreeMap::new();
    for finding in findings
        .iter()
        .filter(|finding| finding.severity == Severity::Warning)
    {
        *reminders.entry(finding.code).or_default() += 1;
    }
    findings.retain(|finding| finding.severity == Severity::Error);
    Ok((findings, reminders))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn files(text: &str) -> Vec<(String, String)> {
        vec![
            ("syllabus.toml".to_owned(), text.to_owned()),
            ("unit-01.toml".to_owned(), "a".to_owned()),
        ]
    }

    #[test]
    fn folders_are_replaced_as_a_whole() {
        let book = tempfile::tempdir().unwrap();
        let folder = folder(book.path(), "demo");
        write(&folder, "a.txt", &files("one\n")).unwrap();
        assert!(changes(&folder, &files("one\n")).unwrap().is_empty());
        // Written by us and not touched since.
        let found = changes(&folder, &files("two\n")).unwrap();
        assert_eq!(found.len(), 1);
        assert!(!found[0].by_hand);
        // Touched since.
        fs::write(folder.join("syllabus.toml"), "mine\n").unwrap();
        let found = changes(&folder, &files("two\n")).unwrap();
        assert!(found[0].by_hand);
        assert!(found[0].diff.contains("-mine\n+two\n"), "{}", found[0].diff);
        // What an import does not write is kept, a unit that is no more is not.
        fs::write(folder.join("study-01.toml"), "ours").unwrap();
        fs::write(folder.join("unit-02.toml"), "old").unwrap();
        write(&folder, "a.txt", &files("two\n")).unwrap();
        assert_eq!(
            fs::read_to_string(folder.join("syllabus.toml")).unwrap(),
            "two\n"
        );
        assert_eq!(
            fs::read_to_string(folder.join("study-01.toml")).unwrap(),
            "ours"
        );
        assert!(!folder.join("unit-02.toml").exists());
        let left: Vec<_> = fs::read_dir(book.path().join("content")).unwrap().collect();
        assert_eq!(left.len(), 1);
    }

    #[test]
    fn an_interrupted_swap_is_ended() {
        let book = tempfile::tempdir().unwrap();
        let folder = folder(book.path(), "demo");
        write(&folder, "a.txt", &files("one\n")).unwrap();
        // As if the program had been stopped between the two renames.
        fs::rename(&folder, folder.with_file_name(".old-demo")).unwrap();
        write(&folder, "a.txt", &files("two\n")).unwrap();
        assert_eq!(
            fs::read_to_string(folder.join("syllabus.toml")).unwrap(),
            "two\n"
        );
        assert!(!folder.with_file_name(".old-demo").exists());
    }
}
