//! The other way round: what asks for a concept, what hangs on it, what goes with it.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::model::{Carrier, Catalog, ItemRef, Point, Question, Syllabus, Term, Unit};

/// What every concept of a catalogue is used for.
#[derive(Debug)]
pub struct Uses<'a> {
    by_term: BTreeMap<&'a str, Use<'a>>,
    roots: BTreeMap<ItemRef, &'a ItemRef>,
}

/// What one concept is used for, in the order of the syllabi.
#[derive(Debug, Default)]
pub struct Use<'a> {
    /// Questions that need it.
    pub questions: Vec<(&'a Syllabus, u32, &'a Question)>,
    /// Carriers that hang on it.
    pub carriers: Vec<(&'a Syllabus, &'a Unit, &'a Carrier)>,
    /// Concepts that name it, or that it names, as related.
    pub related: Vec<&'a Term>,
}

impl<'a> Uses<'a> {
    /// Collects them.
    pub fn of(catalog: &'a Catalog) -> Self {
        let mut uses = Self {
            by_term: BTreeMap::new(),
            roots: roots(catalog),
        };
        let teaches = uses.teaches(catalog);
        let empty = BTreeSet::new();
        for syllabus in &catalog.syllabi {
            for (unit, question) in questions(syllabus) {
                let about = question.about.iter();
                let mut terms: BTreeSet<&str> = about
                    .flat_map(|item| teaches.get(uses.root(item)).unwrap_or(&empty))
                    .copied()
                    .collect();
                let answer = question.answer.iter().flat_map(|answer| &answer.concepts);
                terms.extend(answer.map(String::as_str));
                for id in terms {
                    uses.add(catalog, id, |one| {
                        one.questions.push((syllabus, unit, question))
                    });
                }
            }
            for unit in &syllabus.units {
                for carrier in &unit.carriers {
                    let Some(usage) = &carrier.usage else {
                        continue;
                    };
                    let at = usage
                        .at
                        .as_ref()
                        .and_then(|item| teaches.get(uses.root(item)));
                    let mut terms = at.unwrap_or(&empty).clone();
                    terms.extend(usage.concepts.iter().map(String::as_str));
                    for id in terms {
                        uses.add(catalog, id, |one| {
                            one.carriers.push((syllabus, unit, carrier))
                        });
                    }
                }
            }
        }
        uses.relate(catalog);
        uses
    }

    /// What the concept of this id is used for.
    pub fn get(&self, id: &str) -> Option<&Use<'a>> {
        self.by_term.get(id)
    }

    /// The item that an item repeats, or the item itself.
    pub fn root<'b>(&'b self, item: &'b ItemRef) -> &'b ItemRef {
        self.roots.get(item).copied().unwrap_or(item)
    }

    /// Ids of the concepts that are taught at each item.
    fn teaches(&self, catalog: &'a Catalog) -> BTreeMap<ItemRef, BTreeSet<&'a str>> {
        let mut teaches: BTreeMap<ItemRef, BTreeSet<&str>> = BTreeMap::new();
        for term in &catalog.terms {
            for item in &term.taught {
                let at = teaches.entry(self.root(item).clone()).or_default();
                at.insert(term.id.as_str());
            }
        }
        teaches
    }

    fn add(&mut self, catalog: &'a Catalog, id: &str, put: impl FnOnce(&mut Use<'a>)) {
        if let Some(term) = catalog.term(id) {
            put(self.by_term.entry(&term.id).or_default());
        }
    }

    /// A relation holds both ways, whichever of the two names it; its own first.
    fn relate(&mut self, catalog: &'a Catalog) {
        let named = |term: &'a Term| term.related.iter().filter_map(|id| catalog.term(id));
        for term in &catalog.terms {
            let naming = catalog
                .terms
                .iter()
                .filter(|other| other.related.contains(&term.id));
            let one = self.by_term.entry(&term.id).or_default();
            for other in named(term).chain(naming) {
                if other.id != term.id && !one.related.iter().any(|known| known.id == other.id) {
                    one.related.push(other);
                }
            }
        }
    }
}

/// The questions of a syllabus with their units: those of the units, then the course's.
pub fn questions(syllabus: &Syllabus) -> impl Iterator<Item = (u32, &Question)> {
    let units = syllabus.units.iter();
    let units = units.flat_map(|unit| {
        unit.questions
            .iter()
            .map(|question| (unit.number, question))
    });
    units.chain(syllabus.questions.iter().map(|question| (0, question)))
}

/// For every point that repeats an item, that item.
fn roots(catalog: &Catalog) -> BTreeMap<ItemRef, &ItemRef> {
    let mut roots = BTreeMap::new();
    for syllabus in &catalog.syllabi {
        for unit in &syllabus.units {
            let repeats = |point: &&Point| point.same.is_some();
            for point in unit.all_points().filter(repeats) {
                let here = ItemRef {
                    syllabus: syllabus.id.clone(),
                    unit: unit.number,
                    id: point.id.clone(),
                };
                roots.extend(point.same.as_ref().map(|root| (here, root)));
            }
        }
    }
    roots
}
