//! What we wrote for the questions and carriers of a unit, by the items it was written for.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::catalog::build::{Builder, plain, plain_list};
use crate::catalog::items::ItemKind;
use crate::catalog::load::{Written, WrittenSyllabus};
use crate::catalog::model::{Answer, CarrierUse, ItemRef};
use crate::catalog::written::{self, Source, Str, StudyFile};
use crate::diagnostic::Diagnostic;

/// What study files say.
#[derive(Debug, Default)]
pub struct Studies {
    /// By question; none of these restates another.
    pub answers: BTreeMap<ItemRef, Answer>,
    /// By carrier.
    pub uses: BTreeMap<ItemRef, CarrierUse>,
}

/// Reads the study file of a unit into [`Builder::studies`].
pub fn read<'a>(
    builder: &mut Builder<'a>,
    (syllabus, number): (&WrittenSyllabus, u32),
    study: &'a Source<StudyFile>,
    written: &Written,
) {
    let has_unit = number == 0
        || syllabus.broken.contains(&number)
        || syllabus.units.iter().any(|(unit, _)| *unit == number);
    if !has_unit {
        // Nothing in it can be right, and one finding says so.
        let finding = Diagnostic::error("study-unit", format!("there is no unit {number}"))
            .help("name the file after the unit whose questions and carriers it is about");
        builder.texts.findings.push(study.file().at(finding, 0..0));
        return;
    }
    let mut reader = Reader { builder, written };
    for answer in &study.value.answer {
        reader.answer(answer);
    }
    for carrier in &study.value.carrier {
        reader.carrier(carrier);
    }
}

struct Reader<'b, 'a> {
    builder: &'b mut Builder<'a>,
    written: &'b Written,
}

impl Reader<'_, '_> {
    fn answer(&mut self, answer: &written::Answer) {
        let concepts = self.concepts(&answer.concepts);
        let Some(home) = self.own(&answer.question, &[ItemKind::Question]) else {
            return;
        };
        let finding = if let Some(link) = self.builder.links.get(&home) {
            let asked = link.name.get_ref();
            Diagnostic::error(
                "answer-restates",
                format!("this question restates `{asked}`"),
            )
            .help("it takes over the answer of that question; write it there")
        } else {
            match self.builder.studies.answers.entry(home) {
                Entry::Occupied(_) => taken("this question has an answer already"),
                Entry::Vacant(place) => {
                    let home = place.key().clone();
                    let outline = answer.outline.get_ref().trim().to_owned();
                    place.insert(Answer {
                        home,
                        concepts,
                        outline,
                    });
                    return;
                }
            }
        };
        self.builder.report(finding, &answer.question);
    }

    fn carrier(&mut self, carrier: &written::CarrierUse) {
        let concepts = self.concepts(&carrier.concepts);
        let at = carrier.at.as_ref();
        let at = at.and_then(|name| self.own(name, &[ItemKind::Section, ItemKind::Point]));
        let objective = carrier.objective.as_ref();
        let objective = objective.and_then(|name| self.own(name, &[ItemKind::Objective]));
        let Some(home) = self.own(&carrier.carrier, &[ItemKind::Carrier]) else {
            return;
        };
        if self.builder.studies.uses.contains_key(&home) {
            let finding = taken("this carrier has an entry already");
            self.builder.report(finding, &carrier.carrier);
            return;
        }
        let mut themes = Vec::new();
        for theme in carrier.themes.iter().map(|theme| *theme.get_ref()) {
            if !themes.contains(&theme) {
                themes.push(theme);
            }
        }
        let made = CarrierUse {
            themes,
            at,
            concepts,
            fit: plain(carrier.fit.as_ref()),
            objective,
            discuss: plain_list(&carrier.discuss),
            usage: plain(carrier.usage.as_ref()),
        };
        self.builder.studies.uses.insert(home, made);
    }

    /// The concepts of these names, those that there are, each once.
    fn concepts(&mut self, names: &[Str]) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        for name in names {
            if self.builder.is_term(name, self.written) && !ids.contains(name.get_ref()) {
                ids.push(name.get_ref().clone());
            }
        }
        ids
    }

    /// The item named, when it is of one of these kinds and stands in this file's unit.
    fn own(&mut self, name: &Str, kinds: &[ItemKind]) -> Option<ItemRef> {
        let item = self.builder.reference(name, kinds)?;
        if item == self.builder.here(&item.id) {
            return Some(item);
        }
        let message = format!("`{}` stands in another unit", name.get_ref());
        let finding = Diagnostic::error("study-elsewhere", message)
            .help("a study file is about its own unit; name an item of that, or move the entry");
        self.builder.report(finding, name);
        None
    }
}

fn taken(message: &str) -> Diagnostic {
    Diagnostic::error("duplicate-entry", message)
        .help("make one entry of the two: one `[[answer]]` a question, one `[[carrier]]` a carrier")
}
