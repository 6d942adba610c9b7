//! Everything that is odd or doubtful, as findings with their places.

use std::collections::BTreeMap;
use std::ops::Range;

use super::clean::Mended;
use super::content::Notes;
use super::document::Document;
use super::sift::{Reason, Sifted};
use super::write::Editor;
use super::write::ledger::Account;
use crate::diagnostic::{self, Diagnostic};

/// So many of a kind are shown.
const MOST: usize = 50;
const UNPLACED: &str = "import-unplaced";
const HELP: &str =
    "they are listed as a comment at the end of the nearest file; put them where they belong";

/// All findings, in the order of the document.
pub fn all(
    name: &str,
    document: &Document,
    sifted: &Sifted,
    notes: &Notes,
    editor: &Editor,
    account: &Account,
) -> Vec<Diagnostic> {
    let mut out = Findings {
        name,
        text: &document.text,
        all: Vec::new(),
        counts: BTreeMap::new(),
    };
    out.cleaned(document);
    out.taken(sifted);
    for doubt in &notes.doubts {
        let shown = out.all.len();
        out.add(
            doubt.code,
            doubt.message.clone(),
            doubt.at.clone(),
            doubt.help,
        );
        if let Some(finding) = out.all.get_mut(shown) {
            finding.zh.clone_from(&doubt.zh);
        }
    }
    for place in &account.unplaced {
        let message = "these words stand in no field".to_owned();
        out.add(UNPLACED, message, place.clone(), HELP);
    }
    out.more();
    out.editor(editor);
    let mut all = out.all;
    all.extend(document.findings.iter().cloned().map(|mut finding| {
        if let Some(place) = &mut finding.place {
            name.clone_into(&mut place.file);
        }
        finding
    }));
    diagnostic::sort(&mut all);
    all
}

struct Findings<'a> {
    name: &'a str,
    text: &'a str,
    all: Vec<Diagnostic>,
    /// How many there are of each code.
    counts: BTreeMap<&'static str, usize>,
}

impl Findings<'_> {
    /// Adds a finding; the first of a kind are enough to see what is wrong.
    fn add(&mut self, code: &'static str, message: String, at: Range<usize>, help: &str) {
        let count = self.counts.entry(code).or_default();
        *count += 1;
        if *count > MOST {
            return;
        }
        let finding = Diagnostic::warning(code, message).at(self.name, self.text, at);
        self.all.push(finding.help(help));
    }

    /// Says of which kinds there are more.
    fn more(&mut self) {
        for (code, count) in std::mem::take(&mut self.counts) {
            if count > MOST {
                let message = format!("{} more of this kind are not shown", count - MOST);
                let finding = Diagnostic::warning(code, message).in_file(self.name);
                self.all.push(finding);
            }
        }
    }

    /// Where a line starts and ends.
    fn line(&self, number: usize) -> Range<usize> {
        let mut lines = self.text.split_inclusive('\n');
        let start = lines
            .by_ref()
            .take(number.saturating_sub(1))
            .map(str::len)
            .sum();
        start..start + lines.next().map_or(0, |line| line.trim_end().len())
    }

    fn cleaned(&mut self, document: &Document) {
        for (mended, count) in &document.cleaned {
            let (code, what, help) = match mended {
                Mended::Radical => (
                    "import-radical",
                    "were radicals that look like characters",
                    "they were written as the characters; nothing to do",
                ),
                Mended::Bullet => (
                    "import-bullet",
                    "come from a private font",
                    "they were written as •; look at the document where one is no bullet",
                ),
                Mended::Control => (
                    "import-control",
                    "steer a device and do not show",
                    "they were left out",
                ),
                Mended::Broken => (
                    "import-broken",
                    "could not be read",
                    "they stand as \u{fffd}; look them up in the document",
                ),
            };
            let message = format!("{} characters {what}, the first in this line", count.times);
            let line = self.line(count.line);
            self.add(code, message, line, help);
        }
    }

    /// One finding for each stretch of lines that was taken out for one reason.
    fn taken(&mut self, sifted: &Sifted) {
        let reasons = [
            Reason::Copy,
            Reason::Contents,
            Reason::RunningHead,
            Reason::PageNumber,
        ];
        for reason in reasons {
            let lines: Vec<_> = sifted
                .taken
                .iter()
                .filter(|taken| taken.reason == reason)
                .collect();
            let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
                continue;
            };
            let message = match lines.as_slice() {
                [_] => format!("this line was left out: {}", reason.name()),
                lines => format!(
                    "{} lines were left out, this to line {}: {}",
                    lines.len(),
                    last.number,
                    reason.name()
                ),
            };
            let (code, help) = match reason {
                Reason::Copy => (
                    "import-copy",
                    "they repeat, line by line, what stands above",
                ),
                Reason::Contents => ("import-contents", "they repeat the headings further down"),
                Reason::RunningHead => (
                    "import-running-head",
                    "they stand at the edge of every page",
                ),
                Reason::PageNumber => ("import-page-number", "they number the pages"),
            };
            self.add(code, message, first.span.clone(), help);
        }
    }

    fn editor(&mut self, editor: &Editor) {
        if editor.title_missing {
            let finding =
                Diagnostic::warning("import-no-title", "the document does not name the course");
            self.all.push(
                finding
                    .in_file(self.name)
                    .help("give the name: --title NAME"),
            );
        }
        if editor.short_missing {
            let finding = Diagnostic::warning(
                "import-no-short",
                "the document does not say its hours, which tell it from others",
            );
            self.all.push(
                finding
                    .in_file(self.name)
                    .help("give a label of a few characters: --short LABEL"),
            );
        }
    }
}
