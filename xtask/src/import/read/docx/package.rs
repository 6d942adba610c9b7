//! The packed file that a `.docx` is: its parts, found by their relations, and bounds on how
//! much is unpacked.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use roxmltree::{Document as Xml, ParsingOptions};
use zip::ZipArchive;
use zip::result::ZipError;

use super::xml;
use crate::diagnostic::Diagnostic;

/// The longest part that is unpacked, in bytes. The text of a thick book is a tenth of it.
const LARGEST: u64 = 48 * 1024 * 1024;
/// The most XML nodes of a part.
const NODES: u32 = 3_000_000;

/// An opened file.
pub struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    main: String,
    /// Targets of the main part's relations, by their kind (`styles`, `header` …).
    related: BTreeMap<String, Vec<String>>,
}

impl<'a> Package<'a> {
    /// Opens it and finds the main part.
    ///
    /// # Errors
    /// `import-broken` when it is cut off or damaged.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Diagnostic> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken("its end is missing"))?;
        let mut package = Self {
            zip,
            main: "word/document.xml".to_owned(),
            related: BTreeMap::new(),
        };
        let root = package.relations("", "_rels/.rels")?;
        if let Some(main) = root.get("officeDocument").and_then(|main| main.first()) {
            package.main.clone_from(main);
        }
        let (folder, name) = package.main.rsplit_once('/').unwrap_or(("", &package.main));
        let (folder, path) = (folder.to_owned(), format!("{folder}/_rels/{name}.rels"));
        package.related = package.relations(&folder, path.trim_start_matches('/'))?;
        Ok(package)
    }

    /// The main part.
    ///
    /// # Errors
    /// `import-broken` when it is missing or damaged, `import-too-large` when it unpacks to
    /// more than any syllabus.
    pub fn main(&mut self) -> Result<String, Diagnostic> {
        let main = self.main.clone();
        self.part(&main)?.ok_or_else(|| broken("it holds no text"))
    }

    /// The parts of a kind; what is missing is left out.
    ///
    /// # Errors
    /// As [`Self::main`].
    pub fn parts(&mut self, kind: &str) -> Result<Vec<String>, Diagnostic> {
        let names = self.related.get(kind).cloned().unwrap_or_default();
        let mut parts = Vec::new();
        for name in names {
            parts.extend(self.part(&name)?);
        }
        Ok(parts)
    }

    fn part(&mut self, name: &str) -> Result<Option<String>, Diagnostic> {
        let file = match self.zip.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(why)) if why.contains("assword") => {
                return Err(protected());
            }
            Err(_) => return Err(broken("a part of it cannot be unpacked")),
        };
        let mut bytes = Vec::new();
        let read = file.take(LARGEST + 1).read_to_end(&mut bytes);
        if u64::try_from(bytes.len()).is_ok_and(|length| length > LARGEST) {
            return Err(Diagnostic::error(
                "import-too-large",
                "this Word document unpacks to more than any syllabus holds",
            )
            .help(
                "delete what is no text (pictures, embedded files), save it again, and import that",
            ));
        }
        read.map_err(|_| broken("a part of it cannot be unpacked"))?;
        xml::decode(&bytes)
            .map(Some)
            .ok_or_else(|| broken("a part of it is no text"))
    }

    /// Targets of relations by kind; none where the file of relations is missing.
    fn relations(
        &mut self,
        folder: &str,
        name: &str,
    ) -> Result<BTreeMap<String, Vec<String>>, Diagnostic> {
        let mut related: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let Some(text) = self.part(name)? else {
            return Ok(related);
        };
        for relation in parse(&text)?.root_element().children() {
            let (Some(kind), Some(target)) =
                (relation.attribute("Type"), relation.attribute("Target"))
            else {
                continue;
            };
            if relation.attribute("TargetMode") == Some("External") {
                continue;
            }
            let kind = kind.rsplit('/').next().unwrap_or(kind).to_owned();
            related
                .entry(kind)
                .or_default()
                .push(resolve(folder, target));
        }
        Ok(related)
    }
}

/// The XML of a part.
///
/// # Errors
/// `import-broken` where it is not well-formed.
pub fn parse(text: &str) -> Result<Xml<'_>, Diagnostic> {
    let options = ParsingOptions {
        nodes_limit: NODES,
        ..ParsingOptions::default()
    };
    Xml::parse_with_options(text, options).map_err(|error| broken(&error.to_string()))
}

/// A target of a relation as a name in the package.
fn resolve(folder: &str, target: &str) -> String {
    let mut steps: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder.split('/').filter(|step| !step.is_empty()).collect(),
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// A finding that says what is damaged.
pub fn broken(why: &str) -> Diagnostic {
    Diagnostic::error(
        "import-broken",
        format!("this Word document is damaged: {why}"),
    )
    .help("open it in Word or WPS, which may repair it, save it as .docx, and import that")
}

fn protected() -> Diagnostic {
    Diagnostic::error(
        "import-protected",
        "this Word document is locked with a password",
    )
    .help("open it in Word or WPS, take the password away, save it, and import that")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets() {
        let check = |folder, target, expected: &str| assert_eq!(resolve(folder, target), expected);
        check("", "word/document.xml", "word/document.xml");
        check("word", "styles.xml", "word/styles.xml");
        check("word", "/word/styles.xml", "word/styles.xml");
        check("word", "../other/./a.xml", "other/a.xml");
        check("word", "../../a.xml", "a.xml");
    }
}
