//! Every code of a finding, explained in a line: `check --codes`, the teachers' guide and
//! the report show this table, and a test holds it against the code.

use super::Severity;

/// One line a code; how it is written stands at its head.
const TABLE: &str = include_str!("codes.txt");

/// What further places of a finding are called in Chinese.
const ALSO: &[(&str, &str)] = &[
    ("in the document", "原文"),
    ("the other one", "另一处"),
    ("the unit itself", "正文"),
];

/// A code and what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// The group it is listed in.
    pub group: &'static str,
    /// The code, kebab-case.
    pub code: &'static str,
    /// The highest severity it has.
    pub severity: Severity,
    /// What it says, in Chinese.
    pub says: &'static str,
    /// What to do about it, in Chinese.
    pub todo: &'static str,
}

/// All codes in the order in which they are explained.
pub fn all() -> Vec<Code> {
    let mut group = "";
    let mut out = Vec::new();
    for line in TABLE.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            group = name;
        } else if let [code, severity, says, todo] = cells(line)[..] {
            let severity = match severity {
                "note" => Severity::Note,
                "warning" => Severity::Warning,
                _ => Severity::Error,
            };
            out.push(Code {
                group,
                code,
                severity,
                says,
                todo,
            });
        }
    }
    out
}

/// The code of this name.
pub fn find(code: &str) -> Option<Code> {
    all().into_iter().find(|known| known.code == code)
}

/// The note of an [`Also`](super::Also) in Chinese; as it is where the table has none.
pub fn also_in_chinese(note: &'static str) -> &'static str {
    let known = ALSO.iter().find(|(english, _)| *english == note);
    known.map_or(note, |(_, chinese)| chinese)
}

/// A severity in the words of the guide.
pub fn severity_in_chinese(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "错误",
        Severity::Warning => "提醒",
        Severity::Note => "建议",
    }
}

fn cells(line: &'static str) -> Vec<&'static str> {
    match line.starts_with('#') {
        true => Vec::new(),
        false => line.split('|').map(str::trim).collect(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    use super::*;

    /// Codes in the source with the highest severity they are made with.
    fn in_source() -> BTreeMap<String, Severity> {
        let mut out = BTreeMap::new();
        for entry in walkdir::WalkDir::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
            let entry = entry.unwrap();
            if entry.path().extension().is_none_or(|ext| ext != "rs") {
                continue;
            }
            let text = std::fs::read_to_string(entry.path()).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap();
            let makers = [
                ("Diagnostic::error(", Severity::Error),
                ("Diagnostic::warning(", Severity::Warning),
                ("Diagnostic::note(", Severity::Note),
                // The import hands codes on before it makes warnings of them.
                (".doubt(", Severity::Warning),
            ];
            let literal = |rest: &str| {
                let rest = rest.trim_start().strip_prefix('"')?;
                rest.split('"').next().map(str::to_owned)
            };
            for (maker, severity) in makers {
                for code in code.split(maker).skip(1).filter_map(literal) {
                    let highest = out.entry(code).or_insert(severity);
                    *highest = severity.max(*highest);
                }
            }
            for rest in code.split("\"import-").skip(1) {
                let code = rest.split('"').next().unwrap();
                out.entry(format!("import-{code}"))
                    .or_insert(Severity::Warning);
            }
        }
        out
    }

    #[test]
    fn the_table_and_the_code_agree() {
        let listed: BTreeMap<String, Severity> = all()
            .iter()
            .map(|code| (code.code.to_owned(), code.severity))
            .collect();
        let made = in_source();
        let unlisted: Vec<_> = made
            .iter()
            .filter(|(code, severity)| listed.get(*code) != Some(severity))
            .collect();
        assert!(unlisted.is_empty(), "for codes.txt: {unlisted:?}");
        let unused: Vec<_> = listed
            .keys()
            .filter(|code| !made.contains_key(*code))
            .collect();
        assert!(unused.is_empty(), "nothing makes {unused:?}");
    }

    #[test]
    fn every_line_is_whole() {
        let mut seen = BTreeSet::new();
        for line in TABLE
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
        {
            let cells = cells(line);
            assert_eq!(cells.len(), 4, "{line}");
            assert!(cells.iter().all(|cell| !cell.is_empty()), "{line}");
            assert!(matches!(cells[1], "note" | "warning" | "error"), "{line}");
            assert!(seen.insert(cells[0]), "{line}");
        }
        assert!(all().iter().all(|code| !code.group.is_empty()));
    }
}
