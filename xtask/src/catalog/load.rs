//! Reads `content/`: the only part of the catalogue that touches the disk.
//!
//! Entry point: [`read`]. Folders are walked in the order of their names; every finding is
//! kept and the walk goes on, so that one bad file hides nothing else.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use crate::catalog::parse::parse;
use crate::catalog::template::is_id;
use crate::catalog::written::{
    ConceptHead, Source, Span, StudyFile, SyllabusFile, SynonymsFile, UnitFile,
};
use crate::diagnostic::{Diagnostic, Place};

/// The folder of the concepts; every other folder is a syllabus.
pub const CONCEPTS: &str = "concepts";
/// The file of everyday words, the only one beside the folders.
const SYNONYMS: &str = "synonyms.toml";
/// Folders of the built site that a syllabus of the same name would be mixed with.
const TAKEN: [&str; 2] = ["assets", "search"];

/// All of `content/` as written.
#[derive(Debug, Default)]
pub struct Written {
    /// By folder name.
    pub syllabi: Vec<WrittenSyllabus>,
    /// By file name.
    pub terms: Vec<WrittenTerm>,
    /// `content/synonyms.toml`, when there is one that could be understood.
    pub synonyms: Option<Source<SynonymsFile>>,
    /// Stems of concept files that could not be understood.
    pub broken_terms: BTreeSet<String>,
}

/// One syllabus folder as written.
#[derive(Debug, Default)]
pub struct WrittenSyllabus {
    /// Folder name.
    pub id: String,
    /// `syllabus.toml`; absent when it is missing or could not be understood.
    pub course: Option<Source<SyllabusFile>>,
    /// The units that could be understood, by the number in their file names.
    pub units: Vec<(u32, Source<UnitFile>)>,
    /// Units, 0 for the course level, whose files could not be understood: nothing is
    /// said about references to them.
    pub broken: BTreeSet<u32>,
    /// What we wrote for questions and carriers, by unit number, 0 for the course level.
    pub studies: Vec<(u32, Source<StudyFile>)>,
    /// Units whose study files could not be understood.
    pub broken_studies: BTreeSet<u32>,
    /// `source.txt`, the document the syllabus came from.
    pub source: Option<Source<()>>,
}

/// One concept file as written.
#[derive(Debug)]
pub struct WrittenTerm {
    /// File stem.
    pub id: String,
    /// Its head.
    pub head: Source<ConceptHead>,
    /// Where the body stands in the text.
    pub body: Span,
}

/// Reads `content/` of the book. Without that folder the result is empty: any mdBook is
/// a book.
pub fn read(book_dir: &Path) -> (Written, Vec<Diagnostic>) {
    let mut reader = Reader {
        book_dir,
        findings: Vec::new(),
    };
    let mut written = Written::default();
    if !book_dir.join("content").exists() {
        return (written, reader.findings);
    }
    for name in reader.list("content") {
        let path = format!("content/{name}");
        if name == SYNONYMS {
            written.synonyms = reader.toml(&path);
        } else if !book_dir.join(&path).is_dir() {
            reader.unknown(
                &path,
                "only folders stand here, one a syllabus and `concepts`, and `synonyms.toml`",
            );
        } else if name == CONCEPTS {
            reader.concepts(&path, &mut written);
        } else {
            written.syllabi.push(reader.syllabus(&path, name));
        }
    }
    (written, reader.findings)
}

struct Reader<'a> {
    book_dir: &'a Path,
    findings: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn syllabus(&mut self, folder: &str, id: String) -> WrittenSyllabus {
        self.check_id(folder, &id);
        let mut syllabus = WrittenSyllabus {
            id,
            ..WrittenSyllabus::default()
        };
        let names = self.list(folder);
        let mut numbers = BTreeSet::new();
        for name in &names {
            let path = format!("{folder}/{name}");
            if name == "syllabus.toml" {
                syllabus.course = self.toml(&path);
                if syllabus.course.is_none() {
                    syllabus.broken.insert(0);
                }
            } else if name == "source.txt" {
                syllabus.source = self.text(&path).map(|text| Source {
                    path,
                    text,
                    value: (),
                });
            } else if name.starts_with("unit-") && name.ends_with(".toml") {
                self.unit(&path, name, &mut numbers, &mut syllabus);
            } else if name.starts_with("study-") && name.ends_with(".toml") {
                self.study(&path, name, &mut syllabus);
            } else if !name.starts_with("source.") {
                self.unknown(
                    &path,
                    "known files: syllabus.toml, unit-01.toml and so on, study-01.toml and so on, source.*",
                );
            }
        }
        if !names.iter().any(|name| name == "syllabus.toml") {
            syllabus.broken.insert(0);
            self.findings.push(
                Diagnostic::error("missing-file", format!("`{folder}` has no syllabus.toml"))
                    .in_file(&format!("{folder}/syllabus.toml"))
                    .help("every syllabus says its name there, in the table [editor]"),
            );
        }
        syllabus.units.sort_by_key(|(number, _)| *number);
        syllabus.studies.sort_by_key(|(number, _)| *number);
        self.check_numbers(&syllabus);
        syllabus
    }

    fn unit(
        &mut self,
        path: &str,
        name: &str,
        numbers: &mut BTreeSet<u32>,
        syllabus: &mut WrittenSyllabus,
    ) {
        let Some(number) = number_in(name, "unit-").filter(|number| *number > 0) else {
            self.unnumbered(
                path,
                name,
                "unit files are called unit-01.toml, unit-02.toml and so on",
            );
            return;
        };
        numbers.insert(number);
        match self.toml::<UnitFile>(path) {
            Some(unit) => syllabus.units.push((number, unit)),
            None => {
                syllabus.broken.insert(number);
            }
        }
    }

    fn study(&mut self, path: &str, name: &str, syllabus: &mut WrittenSyllabus) {
        let Some(number) = number_in(name, "study-") else {
            self.unnumbered(
                path,
                name,
                "study files are called study-01.toml for unit 1 and so on, study-00.toml for the course level",
            );
            return;
        };
        match self.toml::<StudyFile>(path) {
            Some(study) => syllabus.studies.push((number, study)),
            None => {
                syllabus.broken_studies.insert(number);
            }
        }
    }

    fn unnumbered(&mut self, path: &str, name: &str, help: &str) {
        let message = format!("`{name}` does not name a unit number");
        self.findings.push(
            Diagnostic::error("unit-number", message)
                .in_file(path)
                .help(help),
        );
    }

    /// The number in a unit's file, the one in its name, and the one after its forerunner's.
    fn check_numbers(&mut self, syllabus: &WrittenSyllabus) {
        let mut expected = 1;
        for (number, unit) in &syllabus.units {
            let said = *unit.value.number.get_ref();
            while syllabus.broken.contains(&expected) {
                expected += 1;
            }
            let (message, help) = if said != *number {
                (
                    format!("the file says it is unit {said}, its name says {number}"),
                    "the number in the file and in its name are the same".to_owned(),
                )
            } else if *number != expected {
                (
                    format!("unit {number} stands where unit {expected} is expected"),
                    format!("units are numbered without a gap: unit {expected} is missing"),
                )
            } else {
                expected += 1;
                continue;
            };
            expected = number + 1;
            self.findings.push(
                unit.file()
                    .at(
                        Diagnostic::error("unit-number", message),
                        unit.value.number.span(),
                    )
                    .help(help),
            );
        }
    }

    fn concepts(&mut self, folder: &str, written: &mut Written) {
        for name in self.list(folder) {
            let path = format!("{folder}/{name}");
            let Some(id) = name.strip_suffix(".md") else {
                self.unknown(
                    &path,
                    "known files: one Markdown file a concept, e.g. loyalty.md",
                );
                continue;
            };
            self.check_id(&path, id);
            match self.term(path, id) {
                Some(term) => written.terms.push(term),
                None => {
                    written.broken_terms.insert(id.to_owned());
                }
            }
        }
    }

    fn term(&mut self, path: String, id: &str) -> Option<WrittenTerm> {
        let text = self.text(&path)?;
        let Some((head, body)) = front_matter(&text) else {
            self.findings.push(
                Diagnostic::error("toml-syntax", "the head between two `+++` lines is missing")
                    .at(&path, &text, 0..0)
                    .help("start the file with a line `+++`, its keys, and another line `+++`"),
            );
            return None;
        };
        let value = self.parse(&path, &text, &head)?;
        Some(WrittenTerm {
            id: id.to_owned(),
            body,
            head: Source { path, text, value },
        })
    }

    fn toml<T: DeserializeOwned>(&mut self, path: &str) -> Option<Source<T>> {
        let text = self.text(path)?;
        let value = self.parse(path, &text, &text)?;
        Some(Source {
            path: path.to_owned(),
            text,
            value,
        })
    }

    fn parse<T: DeserializeOwned>(&mut self, path: &str, text: &str, toml: &str) -> Option<T> {
        let (value, findings) = parse(path, text, toml);
        self.findings.extend(findings);
        value
    }

    fn text(&mut self, path: &str) -> Option<String> {
        let bytes = match std::fs::read(self.place(path)) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.unreadable(path, &error);
                return None;
            }
        };
        match String::from_utf8(bytes) {
            Ok(text) => Some(text),
            Err(error) => {
                self.findings.push(not_utf8(path, &error));
                None
            }
        }
    }

    /// The names in a folder, sorted, without hidden ones.
    fn list(&mut self, folder: &str) -> Vec<String> {
        let names = std::fs::read_dir(self.place(folder)).and_then(|entries| {
            entries
                .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
                .collect::<io::Result<BTreeSet<_>>>()
        });
        match names {
            Ok(names) => names
                .into_iter()
                .filter(|name| !name.starts_with('.'))
                .collect(),
            Err(error) => {
                self.unreadable(folder, &error);
                Vec::new()
            }
        }
    }

    fn place(&self, path: &str) -> PathBuf {
        self.book_dir.join(path)
    }

    fn check_id(&mut self, path: &str, id: &str) {
        let finding = id_fault(id).map(|finding| finding.in_file(path));
        self.findings.extend(finding);
    }

    fn unknown(&mut self, path: &str, help: &str) {
        self.findings.push(
            Diagnostic::warning("unknown-file", "nothing reads this file")
                .in_file(path)
                .help(help),
        );
    }

    fn unreadable(&mut self, path: &str, error: &io::Error) {
        self.findings.push(
            Diagnostic::error("unreadable", format!("cannot be read: {error}")).in_file(path),
        );
    }
}

/// The number of the unit that a file's name says: 5 for `unit-05.toml`.
fn number_in(name: &str, prefix: &str) -> Option<u32> {
    let digits = name.strip_prefix(prefix)?.strip_suffix(".toml")?;
    let number = digits.parse().ok()?;
    (format!("{number:02}") == digits).then_some(number)
}

/// Why this cannot be the id of a syllabus or concept, if it cannot.
pub fn id_fault(id: &str) -> Option<Diagnostic> {
    if !is_id(id) {
        let finding = Diagnostic::error("bad-id", format!("`{id}` cannot be an address"));
        return Some(
            finding.help("use lower-case ASCII letters, digits and hyphens, e.g. crm-16h"),
        );
    }
    TAKEN.contains(&id).then(|| {
        Diagnostic::error("bad-id", format!("the site uses `{id}` for itself"))
            .help("give it another name")
    })
}

fn not_utf8(path: &str, error: &std::string::FromUtf8Error) -> Diagnostic {
    let at = error.utf8_error().valid_up_to();
    let byte = error.as_bytes().get(at).copied().unwrap_or_default();
    // What stands before the place is valid, so its offset is the same in the lossy text.
    let text = String::from_utf8_lossy(error.as_bytes());
    Diagnostic {
        place: Some(Place::of_span(path, &text, at..at + 1)),
        ..Diagnostic::error("not-utf8", format!("byte 0x{byte:02X} is not UTF-8"))
            .help("save the file in the encoding UTF-8 (not GBK or UTF-16)")
    }
}

/// The head of a concept file with the byte offsets of the whole file, and the range of
/// the body.
fn front_matter(text: &str) -> Option<(String, Span)> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().filter(|line| is_fence(line))?;
    let mut head = " ".repeat(first.len());
    for line in lines {
        if is_fence(line) {
            let body = head.len() + line.len();
            return Some((head, body..text.len()));
        }
        head.push_str(line);
    }
    None
}

fn is_fence(line: &str) -> bool {
    line.trim_start_matches('\u{feff}').trim_end() == "+++"
}
