//! Texts as written to texts as read: placeholders become the words they stand for,
//! misprints are marked, lines become paragraphs.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::catalog::errata::{self, Misprint};
use crate::catalog::items::{Items, Scope};
use crate::catalog::model::{ItemRef, Run, Text};
use crate::catalog::nearest::nearest;
use crate::catalog::template::{Reference, Says, pieces};
use crate::catalog::written::Str;
use crate::diagnostic::Diagnostic;

/// Words within words within words: more than this is a mistake.
const DEEPEST: usize = 8;
/// In bytes, placeholders included; a syllabus as a whole is shorter.
const LONGEST: usize = 200_000;

/// Resolves texts and references, and keeps what it found out on the way.
pub struct Texts<'a> {
    /// What can be referred to.
    pub items: &'a Items<'a>,
    /// Everything wrong with texts and references.
    pub findings: Vec<Diagnostic>,
    /// The words of every item that has been resolved.
    pub words: BTreeMap<ItemRef, Text>,
    /// Syllabus and unit of files that could not be understood: what they hold is unknown.
    broken: BTreeSet<(String, u32)>,
    /// By scope.
    misprints: Vec<Vec<Misprint<'a>>>,
    /// Entries of the misprints that stand in some text.
    found: BTreeSet<ItemRef>,
    under_way: Vec<ItemRef>,
}

impl<'a> Texts<'a> {
    /// Over these items.
    pub fn new(items: &'a Items<'a>, broken: BTreeSet<(String, u32)>) -> Self {
        Self {
            items,
            findings: Vec::new(),
            words: BTreeMap::new(),
            broken,
            misprints: items.scopes.iter().map(misprints).collect(),
            found: BTreeSet::new(),
            under_way: Vec::new(),
        }
    }

    /// A text of a file that is no item's.
    pub fn text(&mut self, scope: usize, text: &Str) -> Text {
        let mut lines = Lines::default();
        let mut length = 0;
        for piece in pieces(text.get_ref()) {
            let run = match piece.says {
                Says::Words(words) => {
                    lines.words.push_str(words);
                    continue;
                }
                Says::Item(raw) => self.words_of(scope, text, raw, &piece.range, &mut length),
                Says::Stray(_) => {
                    self.stray(scope, text, piece.range.clone());
                    None
                }
            };
            match run {
                Some(run) => lines.item(run, self.misprints_of(scope)),
                // What cannot be resolved stays visible as written.
                None => lines.words.push_str(&text.get_ref()[piece.range]),
            }
        }
        let text = lines.finish(self.misprints_of(scope));
        self.found.extend(text.0.iter().filter_map(|run| match run {
            Run::Erratum { entry, .. } => Some(entry.clone()),
            _ => None,
        }));
        text
    }

    /// The words of an item, resolved once however often they stand somewhere.
    pub fn item(&mut self, item: &ItemRef) -> Text {
        if let Some(text) = self.words.get(item) {
            return text.clone();
        }
        let items = self.items;
        let Some((scope, words)) = items
            .entries
            .get(item)
            .and_then(|entry| Some((entry.scope, entry.words?)))
        else {
            return Text::default();
        };
        self.under_way.push(item.clone());
        let text = self.text(scope, words);
        self.under_way.pop();
        self.words.insert(item.clone(), text.clone());
        text
    }

    /// The item that the string names.
    pub fn reference(&mut self, scope: usize, name: &Str) -> Option<ItemRef> {
        let raw = name.get_ref();
        self.named(scope, name, raw, 0..raw.len())
    }

    /// Misprints whose printed form stands nowhere, or that correct nothing.
    pub fn unused_errata(&mut self) {
        let items = self.items;
        for scope in &items.scopes {
            for erratum in scope.errata {
                let printed = erratum.printed.get_ref();
                let finding = if printed == erratum.corrected.get_ref() {
                    Diagnostic::error("erratum-same", "printed and corrected form are the same")
                        .help("correct one of them, or take the erratum out")
                } else if !printed.trim().is_empty()
                    && !self.found.contains(&scope.item(erratum.id.get_ref()))
                {
                    Diagnostic::error(
                        "erratum-unmatched",
                        format!("“{printed}” stands in no text of this file"),
                    )
                    .help("texts keep the printed form, misprint included; write it there as the document prints it")
                } else {
                    continue;
                };
                let finding = scope.file.at(finding, erratum.printed.span());
                self.findings.push(finding);
            }
        }
    }

    fn words_of(
        &mut self,
        scope: usize,
        text: &Str,
        raw: &str,
        range: &Range<usize>,
        length: &mut usize,
    ) -> Option<Run> {
        let target = self.named(scope, text, raw, range.clone())?;
        let entry = self.items.entries.get(&target)?;
        let refusal = if entry.words.is_none() {
            Diagnostic::error(
                "reference-kind",
                format!("`{raw}` is a heading without words of its own"),
            )
            .help("name a section, point, question, carrier, objective, numbered item or book")
        } else if self.under_way.contains(&target) {
            Diagnostic::error(
                "reference-cycle",
                format!("the words of `{raw}` would stand within themselves"),
            )
            .help("write the words in one of the texts instead of the placeholder")
        } else if self.under_way.len() >= DEEPEST {
            Diagnostic::error(
                "reference-cycle",
                format!("placeholders within placeholders, more than {DEEPEST} deep"),
            )
            .help("write the words instead of the placeholder")
        } else {
            let words = self.item(&target);
            *length += words.read().len();
            if *length <= LONGEST {
                return Some(Run::Item {
                    target,
                    text: words,
                });
            }
            Diagnostic::error(
                "reference-cycle",
                format!("this text grows longer than {LONGEST} bytes"),
            )
            .help("placeholders stand within placeholders; write the words instead")
        };
        self.report(scope, refusal, text, range.clone());
        None
    }

    /// The item that `raw`, standing at `range` of `text`, names.
    fn named(
        &mut self,
        scope: usize,
        text: &Str,
        raw: &str,
        range: Range<usize>,
    ) -> Option<ItemRef> {
        let Some(reference) = Reference::parse(raw) else {
            let finding = Diagnostic::error(
                "dangling-reference",
                format!("`{raw}` cannot be the name of an item"),
            )
            .help("write an id of this file (s1-2), of another unit (3:s1-2) or of another syllabus (crm-16h/3:s1-2); a brace in a text is written twice");
            self.report(scope, finding, text, range);
            return None;
        };
        let here = self.items.scopes.get(scope)?;
        let item = ItemRef {
            syllabus: reference.syllabus.unwrap_or(here.syllabus).to_owned(),
            unit: reference.unit.unwrap_or(here.unit),
            id: reference.id.to_owned(),
        };
        if self.items.entries.contains_key(&item) {
            return Some(item);
        }
        if !self.broken.contains(&(item.syllabus.clone(), item.unit)) {
            let finding =
                Diagnostic::error("dangling-reference", format!("there is no item `{raw}`"))
                    .help(self.hint(&reference, &item));
            self.report(scope, finding, text, range);
        }
        None
    }

    /// What may have been meant.
    fn hint(&self, reference: &Reference<'_>, item: &ItemRef) -> String {
        let entries = &self.items.entries;
        let mut syllabi = self.items.scopes.iter().map(|scope| scope.syllabus);
        if item.syllabus.is_empty() {
            return "a concept names syllabus and unit too: crm-16h/3:s1-2".to_owned();
        }
        if !syllabi.clone().any(|id| id == item.syllabus) {
            return match nearest(&item.syllabus, syllabi.by_ref().filter(|id| !id.is_empty())) {
                Some(near) => format!(
                    "there is no syllabus `{}`; did you mean `{near}`?",
                    item.syllabus
                ),
                None => format!("there is no syllabus `{}`", item.syllabus),
            };
        }
        let same_syllabus = || entries.keys().filter(|key| key.syllabus == item.syllabus);
        let ids = same_syllabus()
            .filter(|key| key.unit == item.unit)
            .map(|key| key.id.as_str());
        if let Some(near) = nearest(&item.id, ids) {
            let near = Reference {
                id: near,
                ..reference.clone()
            };
            return format!("did you mean `{near}`?");
        }
        if let Some(other) = same_syllabus().find(|key| key.id == item.id) {
            return format!(
                "unit {} has one: write `{}:{}`",
                other.unit, other.unit, other.id
            );
        }
        if !self
            .items
            .scopes
            .iter()
            .any(|s| s.syllabus == item.syllabus && s.unit == item.unit)
        {
            return format!("`{}` has no unit {}", item.syllabus, item.unit);
        }
        "an item is named by the `id` it has in its file".to_owned()
    }

    fn stray(&mut self, scope: usize, text: &Str, range: Range<usize>) {
        let finding = Diagnostic::error("stray-brace", "a brace without its partner")
            .help("an item is named as {id}; a brace in a text is written twice: {{ or }}");
        self.report(scope, finding, text, range);
    }

    /// Adds a finding about a byte range of a string's value.
    pub fn report(&mut self, scope: usize, finding: Diagnostic, text: &Str, range: Range<usize>) {
        if let Some(scope) = self.items.scopes.get(scope) {
            let span = scope.file.inside(text, range);
            self.findings.push(scope.file.at(finding, span));
        }
    }

    fn misprints_of(&self, scope: usize) -> &[Misprint<'a>] {
        self.misprints.get(scope).map_or(&[], Vec::as_slice)
    }
}

fn misprints<'a>(scope: &Scope<'a>) -> Vec<Misprint<'a>> {
    let misprints = scope
        .errata
        .iter()
        .filter(|erratum| !erratum.printed.get_ref().trim().is_empty())
        .map(|erratum| Misprint {
            printed: erratum.printed.get_ref(),
            corrected: erratum.corrected.get_ref(),
            entry: scope.item(erratum.id.get_ref()),
        });
    errata::in_order(misprints.collect())
}

/// Gathers words and items into runs, with a break between lines that hold something.
#[derive(Default)]
struct Lines {
    runs: Vec<Run>,
    words: String,
}

impl Lines {
    fn item(&mut self, run: Run, misprints: &[Misprint<'_>]) {
        self.flush(misprints);
        self.runs.push(run);
    }

    fn finish(mut self, misprints: &[Misprint<'_>]) -> Text {
        self.words.truncate(self.words.trim_end().len());
        self.flush(misprints);
        while self.runs.last() == Some(&Run::Break) {
            self.runs.pop();
        }
        Text(self.runs)
    }

    fn flush(&mut self, misprints: &[Misprint<'_>]) {
        let words = std::mem::take(&mut self.words);
        let count = words.split('\n').count();
        for (i, line) in words.split('\n').enumerate() {
            let starts = i > 0 || self.runs.is_empty();
            let line = if starts { line.trim_start() } else { line };
            let line = if i + 1 < count { line.trim_end() } else { line };
            if i > 0 && !self.runs.is_empty() && self.runs.last() != Some(&Run::Break) {
                self.runs.push(Run::Break);
            }
            self.runs.extend(errata::apply(line, misprints));
        }
    }
}
