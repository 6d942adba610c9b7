//! A concept: what it is, where it is taught, how it is asked.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{CarrierView, QuestionView, carrier_linked, linked, place, term_link};
use crate::book::html::{Html, Link};
use crate::book::inline::Writer;
use crate::book::markdown;
use crate::catalog::Uses;
use crate::catalog::model::{Catalog, ItemRef, Syllabus, Term, Unit, unit_page};

/// The page of a concept; all of it is ours but the words of questions and carriers.
#[derive(Debug, Serialize)]
pub struct ConceptView {
    /// From the page to the root of the site.
    pub root: &'static str,
    /// The term.
    pub title: String,
    /// Other names.
    pub aliases: String,
    /// In English.
    pub english: Option<String>,
    /// What it is.
    pub definition: Html,
    /// What else there is to say, a block an element.
    pub body: Html,
    /// Where it is taught, by syllabus.
    pub taught: Vec<TaughtView>,
    /// What asks for it.
    pub questions: Vec<AskedView>,
    /// All of these in 作业题库.
    pub homework: String,
    /// What hangs on it.
    pub carriers: Vec<CarriedView>,
    /// What goes with it.
    pub related: Vec<Link>,
}

/// The places of one syllabus.
#[derive(Debug, Serialize)]
pub struct TaughtView {
    /// Its name.
    pub syllabus: String,
    /// A unit each.
    pub units: Vec<TaughtUnit>,
}

/// The places of one unit.
#[derive(Debug, Serialize)]
pub struct TaughtUnit {
    /// Its page.
    pub unit: Link,
    /// The sections and points.
    pub places: Vec<Link>,
}

/// A question and where it is asked.
#[derive(Debug, Serialize)]
pub struct AskedView {
    /// `16 学时 第六章`.
    pub place: Link,
    /// The question.
    pub question: QuestionView,
}

/// A carrier and where it stands.
#[derive(Debug, Serialize)]
pub struct CarriedView {
    /// `16 学时 第六章`.
    pub place: Link,
    /// The carrier.
    pub carrier: CarrierView,
}

/// Makes the view of `term`.
pub fn view(catalog: &Catalog, uses: &Uses<'_>, term: &Term) -> ConceptView {
    let mut writer = Writer::new(term.page(), []);
    let mut blocks = markdown::blocks(&term.body).into_iter();
    let definition = blocks.next().unwrap_or_default();
    let body: Vec<_> = blocks.map(|block| markdown::html(&block).0).collect();
    let used = uses.get(&term.id);
    let mut questions = Vec::new();
    let mut carriers = Vec::new();
    let mut related = Vec::new();
    for (syllabus, unit, question) in used.iter().flat_map(|used| &used.questions) {
        questions.push(AskedView {
            place: unit_link(syllabus, *unit, &writer),
            question: linked(catalog, (syllabus, *unit), question, &mut writer),
        });
    }
    for (syllabus, unit, carrier) in used.iter().flat_map(|used| &used.carriers) {
        carriers.push(CarriedView {
            place: unit_link(syllabus, unit.number, &writer),
            carrier: carrier_linked(catalog, (syllabus, unit), carrier, &mut writer),
        });
    }
    for other in used.iter().flat_map(|used| &used.related) {
        related.push(term_link(other, &writer));
    }
    ConceptView {
        root: "../",
        title: term.title.clone(),
        aliases: term.aliases.join("、"),
        english: term.english.clone(),
        definition: markdown::html(&definition),
        body: Html(body.join("\n")),
        taught: taught(catalog, uses, term, &writer),
        questions,
        homework: writer.way(&format!("homework.html?concept={}", term.id)),
        carriers,
        related,
    }
}

fn unit_link(syllabus: &Syllabus, unit: u32, writer: &Writer) -> Link {
    let label = super::unit_label(syllabus, unit);
    let words = [syllabus.short.as_str(), &label];
    Link {
        href: writer.way(&unit_page(&syllabus.id, unit)),
        text: words
            .into_iter()
            .filter(|w| !w.is_empty())
            .collect::<Vec<_>>()
            .join(" "),
    }
}

fn taught(catalog: &Catalog, uses: &Uses<'_>, term: &Term, writer: &Writer) -> Vec<TaughtView> {
    let mut views = Vec::new();
    for syllabus in &catalog.syllabi {
        let units: Vec<_> = syllabus
            .units
            .iter()
            .filter_map(|unit| taught_unit(uses, (syllabus, unit), term, writer))
            .collect();
        if !units.is_empty() {
            let syllabus = syllabus.name();
            views.push(TaughtView { syllabus, units });
        }
    }
    views
}

/// The places of a unit in its order; what repeats another is left out beside it.
fn taught_unit(
    uses: &Uses<'_>,
    (syllabus, unit): (&Syllabus, &Unit),
    term: &Term,
    writer: &Writer,
) -> Option<TaughtUnit> {
    let here = |item: &&ItemRef| item.syllabus == syllabus.id && item.unit == unit.number;
    let mut seen = BTreeSet::new();
    let items = term.taught.iter().filter(here);
    let places: Vec<_> = items
        .filter(|item| seen.insert(uses.root(item).clone()))
        .map(|item| place(unit, item, writer))
        .collect();
    (!places.is_empty()).then(|| TaughtUnit {
        unit: Link {
            href: writer.way(&unit_page(&syllabus.id, unit.number)),
            text: unit.name(),
        },
        places,
    })
}
