//! One TOML text to one typed value, with everything that is wrong with it.
//!
//! serde stops at its first complaint. To report them all, a refused key or value is taken
//! out of the parsed table and the rest is tried again.

use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::de::{DeTable, DeValue, Deserializer, Error};

use crate::catalog::nearest::nearest;
use crate::diagnostic::Diagnostic;

/// More complaints than this about one file help nobody.
const MOST_FINDINGS: usize = 50;

/// Parses `toml`, whose byte offsets are those of `text`, the whole content of `path`.
///
/// The value is absent when the syntax is wrong or something necessary is missing; it is
/// there, without the refused parts, when the rest makes sense.
pub fn parse<T: DeserializeOwned>(
    path: &str,
    text: &str,
    toml: &str,
) -> (Option<T>, Vec<Diagnostic>) {
    let mut table = match DeTable::parse(toml) {
        Ok(table) => table,
        // The parser recovers, but what it finds after the first error is mostly an echo.
        Err(error) => return (None, vec![syntax(path, text, &error)]),
    };
    let mut findings = Vec::new();
    let mut taken_out: Vec<String> = Vec::new();
    while findings.len() < MOST_FINDINGS {
        let error = match T::deserialize(Deserializer::from(table.clone())) {
            Ok(value) => return (Some(value), findings),
            Err(error) => error,
        };
        let complaint = Complaint::of(&error);
        let span = error.span().unwrap_or(0..0);
        if let Complaint::Missing(key) = &complaint {
            // What is missing cannot be taken out, so this is the last that can be said.
            if !taken_out.contains(key) {
                findings.push(complaint.finding().at(path, text, span));
            }
            break;
        }
        findings.push(complaint.finding().at(path, text, span.clone()));
        match take_out(table.get_mut(), &span) {
            Some(key) => taken_out.push(key),
            None => break,
        }
    }
    (None, findings)
}

/// Removes the entry whose key or value has this span, or whose list holds a value that
/// has it, and names its key.
fn take_out(table: &mut DeTable<'_>, span: &Range<usize>) -> Option<String> {
    let refused = table.iter().find(|(key, value)| {
        key.span() == *span || value.span() == *span || holds(value.get_ref(), span)
    });
    if let Some(key) = refused.map(|(key, _)| key.get_ref().to_string()) {
        table.remove(key.as_str());
        return Some(key);
    }
    table
        .iter_mut()
        .find_map(|(_, value)| take_out_below(value.get_mut(), span))
}

fn holds(value: &DeValue<'_>, span: &Range<usize>) -> bool {
    let list = value.as_array();
    list.is_some_and(|list| list.iter().any(|item| item.span() == *span))
}

fn take_out_below(value: &mut DeValue<'_>, span: &Range<usize>) -> Option<String> {
    match value {
        DeValue::Table(table) => take_out(table, span),
        DeValue::Array(list) => list
            .iter_mut()
            .find_map(|item| take_out_below(item.get_mut(), span)),
        _ => None,
    }
}

fn syntax(path: &str, text: &str, error: &Error) -> Diagnostic {
    let finding = Diagnostic::error(
        "toml-syntax",
        format!("this is not TOML: {}", one_line(error.message())),
    )
    .at(path, text, error.span().unwrap_or(0..0));
    match syntax_help(error.message()) {
        Some(help) => finding.help(help),
        None => finding,
    }
}

/// What people get wrong most often.
fn syntax_help(message: &str) -> Option<&'static str> {
    if message.contains("duplicate key") {
        Some("a key stands once in a table; start the next entry with its own [[…]] line")
    } else if message.contains("string") || message.contains("quot") {
        Some(
            "a text stands between straight quotation marks \"…\", several lines between three of them \"\"\"…\"\"\"",
        )
    } else {
        None
    }
}

/// What serde says, taken apart.
enum Complaint {
    UnknownKey { key: String, known: Vec<String> },
    UnknownWord { word: String, known: Vec<String> },
    Type { found: String, expected: String },
    Missing(String),
    Other(String),
}

impl Complaint {
    fn of(error: &Error) -> Self {
        let message = one_line(error.message());
        if let Some(rest) = message.strip_prefix("unknown field ") {
            let (key, known) = first_and_rest(rest);
            Self::UnknownKey { key, known }
        } else if let Some(rest) = message.strip_prefix("unknown variant ") {
            let (word, known) = first_and_rest(rest);
            Self::UnknownWord { word, known }
        } else if let Some(rest) = message.strip_prefix("missing field ") {
            Self::Missing(first_and_rest(rest).0)
        } else if let Some((found, expected)) = message
            .strip_prefix("invalid type: ")
            .or_else(|| message.strip_prefix("invalid value: "))
            .and_then(|rest| rest.rsplit_once(", expected "))
        {
            Self::Type {
                found: found.to_owned(),
                expected: plain_type(expected).to_owned(),
            }
        } else {
            Self::Other(message)
        }
    }

    fn finding(&self) -> Diagnostic {
        match self {
            Self::UnknownKey { key, known } => {
                Diagnostic::error("toml-unknown-key", format!("unknown key `{key}`"))
                    .help(known_words("known keys here", key, known))
            }
            Self::UnknownWord { word, known } => Diagnostic::error(
                "toml-type",
                format!("`{word}` is not one of the known words"),
            )
            .help(known_words("known words here", word, known)),
            Self::Type { found, expected } => {
                Diagnostic::error("toml-type", format!("expected {expected}, found {found}"))
                    .help(type_help(expected))
            }
            Self::Missing(key) => Diagnostic::error(
                "toml-missing-key",
                format!("the key `{key}` is missing here"),
            )
            .help(format!("add a line `{key} = …` to this table")),
            Self::Other(message) => Diagnostic::error("toml-type", message.clone()),
        }
    }
}

fn known_words(intro: &str, word: &str, known: &[String]) -> String {
    let list = format!("{intro}: {}", known.join(", "));
    match nearest(word, known.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`? {list}"),
        None => list,
    }
}

/// serde's name of a type in words a teacher knows.
fn plain_type(expected: &str) -> &str {
    match expected {
        "a string" | "string" => "a text",
        "u8" | "u32" | "u64" | "i64" => "a whole number",
        "f64" | "f32" => "a number",
        "a boolean" => "true or false",
        "a sequence" => "a list",
        "wanted string or table" => "a word",
        other if other.starts_with("struct ") => "a table",
        other => other,
    }
}

fn type_help(expected: &str) -> String {
    match expected {
        "a text" => "put it between quotation marks: \"…\"".to_owned(),
        "a whole number" => "write digits without quotation marks, e.g. 3".to_owned(),
        "a number" => "write digits without quotation marks, e.g. 2 or 1.5".to_owned(),
        "true or false" => "write true or false without quotation marks".to_owned(),
        "a list" => {
            "put it between square brackets, [\"…\", \"…\"]; a list of tables starts each of them with [[…]]"
                .to_owned()
        }
        "a table" => "write it as a table: a [name] or [[name]] line, then its keys".to_owned(),
        other => format!("give {other} here"),
    }
}

/// The first word between backticks, and the others.
fn first_and_rest(text: &str) -> (String, Vec<String>) {
    let mut quoted = text.split('`').skip(1).step_by(2).map(str::to_owned);
    let first = quoted.next().unwrap_or_default();
    (first, quoted.collect())
}

fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::catalog::written::{SyllabusFile, UnitFile};

    const HEAD: &str = "number = 1\nlabel = \"第一章\"\ntitle = \"甲\"\n";

    fn check(toml: &str, expected: &[&str]) {
        let (_, mut findings) = parse::<UnitFile>("unit-01.toml", toml, toml);
        crate::diagnostic::sort(&mut findings);
        let drawn = |finding: &Diagnostic| {
            let place = finding.place.as_ref().unwrap();
            let help = finding.help.as_deref().unwrap_or_default();
            let help = help.split(" known ").next().unwrap();
            let at = format!("{}:{}", place.line, place.column);
            format!("{} {at} {} = {help}", finding.code, finding.message)
        };
        let found: Vec<String> = findings.iter().map(drawn).collect();
        assert_eq!(found, expected, "{toml}");
    }

    #[test]
    fn complaints() {
        let quoted = "put it between quotation marks: \"…\"";
        check(HEAD, &[]);
        check(
            &format!("{HEAD}note = 3\nnotes = \"\"\nlabels = \"\""),
            &[
                &format!("toml-type 4:8 expected a text, found integer `3` = {quoted}"),
                "toml-unknown-key 5:1 unknown key `notes` = did you mean `note`?",
                "toml-unknown-key 6:1 unknown key `labels` = did you mean `label`?",
            ],
        );
        check(
            &HEAD.replace("1", "\"1\""),
            &[
                "toml-type 1:10 expected a whole number, found string \"1\" = write digits without quotation marks, e.g. 3",
            ],
        );
        check(
            &format!("{HEAD}[[part]]\nkind = \"bord\"\nheading = \"板书\""),
            &["toml-type 5:8 `bord` is not one of the known words = did you mean `board`?"],
        );
        check(
            &format!("{HEAD}[[point]]\nid = \"p1\""),
            &[
                "toml-missing-key 4:1 the key `text` is missing here = add a line `text = …` to this table",
            ],
        );
        check(
            &format!(
                "{HEAD}[[point]]\nid = \"p1\"\ntext = \"甲\"\nterms = [\"乙\", 2]\nfiller = \"ja\""
            ),
            &[
                &format!("toml-type 7:15 expected a text, found integer `2` = {quoted}"),
                "toml-type 8:10 expected true or false, found string \"ja\" = write true or false without quotation marks",
            ],
        );
        check(
            &format!("{HEAD}title = \"乙\""),
            &[
                "toml-syntax 4:1 this is not TOML: duplicate key = a key stands once in a table; start the next entry with its own [[…]] line",
            ],
        );
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange(text in ".*|[a-z=\"'\\[\\]{}#\n客 .0-9]{0,60}") {
            let _ = parse::<UnitFile>("unit-01.toml", &text, &text);
            let _ = parse::<SyllabusFile>("syllabus.toml", &text, &text);
        }
    }
}
