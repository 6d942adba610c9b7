//! Names of sections and points beside each other: the same words twice, or almost.

use std::collections::BTreeMap;

use crate::catalog::check::sheet::{Leaf, Sheet};
use crate::catalog::model::ItemRef;
use crate::catalog::written::{Point, Str};
use crate::diagnostic::{Diagnostic, Place};

/// The same name with 和 in one place and 与 in another.
pub fn and_mixed(sheet: &Sheet<'_>) -> Vec<Diagnostic> {
    let mut known: BTreeMap<String, Vec<Name<'_, '_>>> = BTreeMap::new();
    for name in names(sheet) {
        let key = name.words.replace(['与', '及'], "和");
        if key.contains('和') {
            known.entry(key).or_default().push(name);
        }
    }
    let mut findings = Vec::new();
    for names in known.values() {
        let Some((first, rest)) = names.split_first() else {
            continue;
        };
        let mut said = vec![first.words.as_str()];
        for name in rest {
            if said.contains(&name.words.as_str()) {
                continue;
            }
            said.push(&name.words);
            let finding = Diagnostic::note(
                "and-mixed",
                format!("“{}” here, “{}” elsewhere", name.words, first.words),
            )
            .zh(format!("这里是“{}”，另一处是“{}”", name.words, first.words))
            .help("the same name with 和 and with 与: choose one, if the choice is yours");
            findings.push(name.finding(sheet, first, finding));
        }
    }
    findings
}

/// Concepts of one syllabus that have the same name and are not said to be the same.
pub fn same_unmarked(sheet: &Sheet<'_>) -> Vec<Diagnostic> {
    let homes: BTreeMap<&ItemRef, &str> = sheet
        .concepts
        .iter()
        .map(|concept| (&concept.place, concept.title.as_str()))
        .collect();
    let mut known: BTreeMap<String, Vec<Name<'_, '_>>> = BTreeMap::new();
    for name in names(sheet) {
        if let Some(title) = name.item.as_ref().and_then(|item| homes.get(item)) {
            known.entry(bare(title)).or_default().push(name);
        }
    }
    let mut findings = Vec::new();
    for names in known.values() {
        let Some((first, rest)) = names.split_first() else {
            continue;
        };
        for name in rest {
            let finding = Diagnostic::note("same-unmarked", format!("“{}” is taught in two places", name.words))
                .zh(format!("“{}”有两处，没有说明是不是同一个知识点", name.words))
                .help("if it is the same, say so here with `same`; if not, give each a `title` of its own");
            findings.push(name.finding(sheet, first, finding));
        }
    }
    findings
}

/// The printed name of a section, point or unit.
struct Name<'s, 'a> {
    leaf: &'s Leaf<'a>,
    text: &'a Str,
    words: String,
    /// Its address, where it is a section or point.
    item: Option<ItemRef>,
}

impl Name<'_, '_> {
    fn finding(&self, sheet: &Sheet<'_>, other: &Self, finding: Diagnostic) -> Diagnostic {
        let file = other.leaf.file;
        let there = Place::of_span(file.path, file.text, other.text.span());
        sheet
            .mark_all(self.leaf, self.text, finding)
            .also("the other one", there)
    }
}

fn names<'s, 'a>(sheet: &'s Sheet<'a>) -> Vec<Name<'s, 'a>> {
    let mut out = Vec::new();
    for (number, unit) in &sheet.written.units {
        let Some(leaf) = sheet.leaf(*number) else {
            continue;
        };
        let mut add = |text: &'a Str, id: Option<&Str>| {
            let said = leaf.said(text).unwrap_or_default();
            let words: String = said.iter().map(|said| said.c).collect();
            out.push(Name {
                leaf,
                text,
                words: bare(&words),
                item: id.map(|id| ItemRef {
                    syllabus: sheet.written.id.clone(),
                    unit: *number,
                    id: id.get_ref().clone(),
                }),
            });
        };
        add(&unit.value.title, None);
        let points = |points: &'a [Point], add: &mut dyn FnMut(&'a Str, Option<&Str>)| {
            for point in points {
                add(&point.text, Some(&point.id));
            }
        };
        for section in &unit.value.section {
            add(&section.title, Some(&section.id));
            points(&section.point, &mut add);
        }
        points(&unit.value.point, &mut add);
    }
    out
}

fn bare(words: &str) -> String {
    words.split_whitespace().collect()
}
