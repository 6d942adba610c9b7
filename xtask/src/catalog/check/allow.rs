//! Findings that stay: `[[allow]]` names a code and says why.
//!
//! An allow covers its own file; that of `syllabus.toml` the document too. It hides nothing:
//! what is allowed is still found, with its reason, and an allow that nothing needs is
//! itself a finding.

use std::collections::BTreeMap;

use crate::catalog::load::Written;
use crate::catalog::nearest::nearest;
use crate::catalog::place::File;
use crate::catalog::written::Allow;
use crate::diagnostic::{Allowed, AllowedBy, Diagnostic, Place, Severity, codes};

/// The allows of one file.
struct Scope<'a> {
    file: File<'a>,
    allows: &'a [Allow],
    /// Folder of the syllabus, for the files whose findings it covers too.
    covers: Vec<String>,
    /// Some file of the syllabus could not be understood, so that findings may be missing.
    partial: bool,
}

/// Marks the findings that somebody has allowed, and adds what is wrong with the allows.
pub fn apply(written: &Written, findings: &mut Vec<Diagnostic>) {
    let texts = texts(written);
    let mut about_allows = Vec::new();
    for scope in scopes(written) {
        for allow in scope.allows {
            let code = allow.code.get_ref();
            if let Some(fault) = fault(&scope, allow) {
                about_allows.push(fault);
                continue;
            }
            let mut used = false;
            for finding in findings.iter_mut().filter(|finding| finding.code == code) {
                if finding.severity < Severity::Error && covers(&scope, allow, finding, &texts) {
                    used = true;
                    finding.allowed.get_or_insert_with(|| Allowed {
                        by: AllowedBy::Allow,
                        reason: reason(allow).to_owned(),
                        place: Place::of_span(scope.file.path, scope.file.text, allow.code.span()),
                    });
                }
            }
            if !used && !scope.partial {
                about_allows.push(unused(&scope, allow));
            }
        }
    }
    findings.extend(about_allows);
}

fn scopes(written: &Written) -> Vec<Scope<'_>> {
    let mut out = Vec::new();
    for syllabus in &written.syllabi {
        let folder = format!("content/{}", syllabus.id);
        let partial = !(syllabus.broken.is_empty() && syllabus.broken_studies.is_empty());
        out.extend(syllabus.course.iter().map(|course| Scope {
            file: course.file(),
            allows: &course.value.allow,
            covers: vec![
                format!("{folder}/source.txt"),
                format!("{folder}/study-00.toml"),
            ],
            partial,
        }));
        out.extend(syllabus.units.iter().map(|(number, unit)| Scope {
            file: unit.file(),
            allows: &unit.value.allow,
            covers: vec![format!("{folder}/study-{number:02}.toml")],
            partial,
        }));
    }
    out.extend(written.terms.iter().map(|term| Scope {
        file: term.head.file(),
        allows: &term.head.value.allow,
        covers: Vec::new(),
        partial: false,
    }));
    out
}

/// The texts of all files, for the ids that stand in them.
fn texts(written: &Written) -> BTreeMap<&str, &str> {
    let mut out = BTreeMap::new();
    for syllabus in &written.syllabi {
        let course = syllabus.course.iter().map(|course| course.file());
        let units = syllabus.units.iter().map(|(_, unit)| unit.file());
        let studies = syllabus.studies.iter().map(|(_, study)| study.file());
        let files = course.chain(units).chain(studies);
        out.extend(files.map(|file| (file.path, file.text)));
    }
    out
}

fn covers(
    scope: &Scope<'_>,
    allow: &Allow,
    finding: &Diagnostic,
    texts: &BTreeMap<&str, &str>,
) -> bool {
    let Some(place) = &finding.place else {
        return false;
    };
    let in_scope = place.file == scope.file.path || scope.covers.contains(&place.file);
    in_scope
        && allow.at.as_ref().is_none_or(|at| {
            let text = texts.get(place.file.as_str());
            text.and_then(|text| id_above(text, place.line)) == Some(at.get_ref())
        })
}

/// The id that stands nearest above a line, or in it; that of a part is its kind.
fn id_above(text: &str, line: usize) -> Option<&str> {
    let lines: Vec<&str> = text.lines().take(line).collect();
    let mut kind = None;
    for line in lines.iter().rev() {
        let value = |key: &str| {
            let rest = line.trim_start().strip_prefix(key)?.trim_start();
            let quoted = rest.strip_prefix('=')?.trim_start().strip_prefix('"')?;
            quoted.split('"').next()
        };
        // An entry of a study file is named by what it is for.
        if let Some(id) = ["id", "question", "carrier"].into_iter().find_map(value) {
            return Some(id);
        }
        kind = value("kind").or(kind);
        if line.trim() == "[[part]]" {
            return kind;
        }
    }
    None
}

/// What keeps an allow from allowing anything.
fn fault(scope: &Scope<'_>, allow: &Allow) -> Option<Diagnostic> {
    let code = allow.code.get_ref();
    let at_code = |finding| Some(scope.file.at(finding, allow.code.span()));
    let Some(known) = codes::find(code) else {
        let all = codes::all();
        let near = nearest(code, all.iter().map(|known| known.code));
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`cargo xtask check --codes` lists them".to_owned(),
        };
        let finding = Diagnostic::error("allow-unknown", format!("there is no code `{code}`"));
        return at_code(finding.help(help));
    };
    if known.severity == Severity::Error {
        let finding = Diagnostic::error(
            "allow-unknown",
            format!("`{code}` is an error, which cannot stay"),
        );
        return at_code(finding.help("mend what it is about"));
    }
    if reason(allow).is_empty() {
        let finding = Diagnostic::warning("allow-reason", "nobody will know why this was allowed")
            .help("say it in a sentence: reason = \"…\"");
        return at_code(finding);
    }
    None
}

fn unused(scope: &Scope<'_>, allow: &Allow) -> Diagnostic {
    let finding = Diagnostic::warning("allow-unused", "nothing here needs to be allowed")
        .help("take it out; with `at`, see that the id stands nearest above the finding");
    scope.file.at(finding, allow.code.span())
}

fn reason(allow: &Allow) -> &str {
    allow
        .reason
        .as_ref()
        .map_or("", |reason| reason.get_ref().trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_above_a_line() {
        let text = "number = 1\n[[part]]\nkind = \"board\"\nlines = [\n\"甲\",\n]\n[[question]]\nid = \"hw-1\"\nkind = \"board\"\ntext = \"乙\"\n";
        for (line, expected) in [
            (1, None),
            (5, Some("board")),
            (8, Some("hw-1")),
            (10, Some("hw-1")),
        ] {
            assert_eq!(id_above(text, line), expected, "{line}");
        }
    }
}
