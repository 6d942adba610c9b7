//! TOML as a person writes it.

use std::fmt::Write as _;

use super::ledger::Ledger;
use crate::import::content::{Run, Text};
use crate::import::words::Words;

/// Writes one file, and ticks off what it writes.
#[derive(Debug)]
pub struct Toml<'l, 'a> {
    out: String,
    ledger: &'l mut Ledger<'a>,
    /// Comments that wait for the next table.
    above: Vec<String>,
}

impl<'l, 'a> Toml<'l, 'a> {
    /// An empty file.
    pub fn new(ledger: &'l mut Ledger<'a>) -> Self {
        Self {
            out: String::new(),
            ledger,
            above: Vec::new(),
        }
    }

    /// The file.
    pub fn finish(self) -> String {
        self.out
    }

    /// `[[name]]`, after an empty line.
    pub fn table(&mut self, name: &str) {
        self.head(&format!("[[{name}]]"));
    }

    /// `[name]`, after an empty line.
    pub fn single(&mut self, name: &str) {
        self.head(&format!("[{name}]"));
    }

    fn head(&mut self, head: &str) {
        self.gap();
        for comment in std::mem::take(&mut self.above) {
            self.comment(&comment);
        }
        let _ = writeln!(self.out, "{head}");
    }

    /// An empty line, if something stands above.
    pub fn gap(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// A comment above the table that comes next.
    pub fn comment_above(&mut self, comment: &str) {
        self.above.push(comment.to_owned());
    }

    /// A comment line.
    pub fn comment(&mut self, comment: &str) {
        let _ = writeln!(self.out, "# {}", one_line(comment));
    }

    /// Words of ours.
    pub fn ours(&mut self, key: &str, text: &str) {
        let _ = writeln!(self.out, "{key} = {}", quoted(text, false));
    }

    /// A number.
    pub fn number(&mut self, key: &str, number: f64) {
        let _ = writeln!(self.out, "{key} = {number}");
    }

    /// A whole number that may be negative.
    pub fn integer(&mut self, key: &str, number: i64) {
        let _ = writeln!(self.out, "{key} = {number}");
    }

    /// A whole number.
    pub fn whole(&mut self, key: &str, number: u32) {
        let _ = writeln!(self.out, "{key} = {number}");
    }

    /// `key = true`
    pub fn yes(&mut self, key: &str) {
        let _ = writeln!(self.out, "{key} = true");
    }

    /// Printed words in which braces name items.
    pub fn printed(&mut self, key: &str, field: &'static str, words: &Words) {
        let words = self.ledger.verbatim(words);
        self.ledger.place(field, &words);
        let _ = writeln!(self.out, "{key} = {}", quoted(words.as_str().trim(), true));
    }

    /// A printed label, which is taken as it is; nothing when it is blank.
    pub fn label(&mut self, key: &str, field: &'static str, words: &Words) {
        if words.is_blank() {
            return;
        }
        self.ledger.place(field, words);
        let _ = writeln!(self.out, "{key} = {}", quoted(words.as_str().trim(), false));
    }

    /// Paragraphs; nothing when there are none.
    pub fn paragraphs(&mut self, key: &str, field: &'static str, text: &[Text]) {
        let kept = self.findable(text);
        let lines: Vec<String> = kept.iter().map(|text| self.template(field, text)).collect();
        let lines: Vec<&String> = lines
            .iter()
            .filter(|line| !line.trim().is_empty())
            .collect();
        match lines.as_slice() {
            [] => {}
            [one] => {
                let _ = writeln!(self.out, "{key} = {}", quote(one));
            }
            many => {
                let lines: Vec<String> = many.iter().map(|line| escaped(line)).collect();
                let _ = writeln!(self.out, "{key} = \"\"\"\n{}\"\"\"", lines.join("\n"));
            }
        }
    }

    /// A list of lines that has to be there.
    pub fn list_or_empty(&mut self, key: &str, field: &'static str, lines: &[Text]) {
        let before = self.out.len();
        self.list(key, field, lines);
        if self.out.len() == before {
            let _ = writeln!(self.out, "{key} = []");
        }
    }

    /// A list of lines; nothing when there are none.
    pub fn list(&mut self, key: &str, field: &'static str, lines: &[Text]) {
        let lines: Vec<&Text> = lines
            .iter()
            .filter(|text| self.ledger.is_verbatim(&words_of(text)))
            .collect();
        let lines: Vec<String> = lines
            .into_iter()
            .map(|text| quote(&self.template(field, text)))
            .collect();
        let lines: Vec<&String> = lines
            .iter()
            .filter(|line| line.as_str() != "\"\"")
            .collect();
        match lines.as_slice() {
            [] => {}
            [one] => {
                let _ = writeln!(self.out, "{key} = [{one}]");
            }
            many => {
                let _ = writeln!(self.out, "{key} = [");
                for line in many {
                    let _ = writeln!(self.out, "  {line},");
                }
                self.out.push_str("]\n");
            }
        }
    }

    /// The paragraphs that the check of verbatim words will find: a scrap from elsewhere
    /// among them would not be.
    fn findable<'t>(&self, text: &'t [Text]) -> Vec<&'t Text> {
        let mut kept: Vec<&Text> = text.iter().collect();
        let all = |kept: &[&Text]| -> bool {
            let words: Vec<&Words> = kept.iter().flat_map(|text| words_of(text)).collect();
            self.ledger.is_verbatim(&words)
        };
        if all(&kept) {
            return kept;
        }
        kept.retain(|text| {
            let words = words_of(text);
            let length: usize = words
                .iter()
                .map(|w| w.as_str().chars().filter(|c| !c.is_whitespace()).count())
                .sum();
            length >= SCRAP && self.ledger.is_verbatim(&words)
        });
        if all(&kept) {
            kept
        } else {
            kept.into_iter().take(1).collect()
        }
    }

    /// The text with `{id}` for items; the words of items are ticked off where they stand.
    fn template(&mut self, field: &'static str, text: &Text) -> String {
        let mut out = String::new();
        for run in &text.0 {
            match run {
                Run::Words(words) => {
                    self.ledger.place(field, words);
                    out.push_str(&braced(words.as_str()));
                }
                Run::Item(id, _) => {
                    let _ = write!(out, "{{{id}}}");
                }
            }
        }
        out.replace('\n', " ").trim().to_owned()
    }
}

/// Characters of the shortest paragraph that can be looked up beside others.
const SCRAP: usize = 4;

fn words_of(text: &Text) -> Vec<&Words> {
    let words = text.0.iter().map(|run| match run {
        Run::Words(words) | Run::Item(_, words) => words,
    });
    words.collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// With every brace doubled.
fn braced(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

fn quoted(text: &str, braces: bool) -> String {
    let text = text.split('\n').collect::<Vec<_>>().join(" ");
    quote(&if braces { braced(&text) } else { text })
}

fn quote(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings() {
        let check = |text: &str, expected: &str| {
            assert_eq!(quoted(text, true), expected);
            let table: Result<toml::Table, _> = toml::from_str(&format!("a = {expected}"));
            let back = table
                .ok()
                .and_then(|table| table["a"].as_str().map(str::to_owned));
            assert_eq!(back.as_deref(), Some(braced(text).as_str()));
        };
        check("客户", "\"客户\"");
        check("\"a\\b\"\t{x}", "\"\\\"a\\\\b\\\"\\t{{x}}\"");
        check("\u{1}", "\"\\u0001\"");
    }
}
