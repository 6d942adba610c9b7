//! 作业题库: every question of every syllabus with its outline.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::facets::{Facet, choices, unit_key};
use super::{QuestionView, linked};
use crate::book::html::{Html, Link};
use crate::book::inline::{Writer, anchor};
use crate::catalog::concept_index::sort_by_name;
use crate::catalog::model::{Catalog, Syllabus, Term, unit_page};
use crate::catalog::{Uses, uses};

/// The page.
#[derive(Debug, Serialize)]
pub struct HomeworkView {
    /// From the page to the root of the site.
    pub root: &'static str,
    /// How many questions there are.
    pub total: usize,
    /// How many of them have an outline.
    pub answered: usize,
    /// What they can be chosen by.
    pub facets: Vec<Facet>,
    /// Those that ask anything, in order.
    pub syllabi: Vec<SyllabusView>,
    /// The names of those that do not.
    pub without: Vec<Link>,
}

/// The questions of a syllabus.
#[derive(Debug, Serialize)]
pub struct SyllabusView {
    /// Its id, the anchor of its heading.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The units that ask anything.
    pub units: Vec<UnitQuestions>,
}

/// The questions of a unit.
#[derive(Debug, Serialize)]
pub struct UnitQuestions {
    /// Anchor of its heading.
    pub id: String,
    /// Its page.
    pub unit: Link,
    /// In the order of the content.
    pub questions: Vec<ListedQuestion>,
}

/// A question with what it is chosen by.
#[derive(Debug, Serialize)]
pub struct ListedQuestion {
    /// Its anchor on this page.
    pub id: String,
    /// The empty link that copies its address.
    pub anchor: Html,
    /// Ids of the concepts it asks for.
    pub concepts: String,
    /// The question.
    pub question: QuestionView,
}

/// The page, relative to the site root.
pub const PAGE: &str = "homework.html";

/// Makes the view.
pub fn view(catalog: &Catalog) -> HomeworkView {
    // Nothing has its anchor here: all words link to their unit's page.
    let mut writer = Writer::new(PAGE, []);
    let asked = asked(catalog);
    let (mut syllabi, mut without) = (Vec::new(), Vec::new());
    for syllabus in &catalog.syllabi {
        let units = units(catalog, syllabus, &asked, &mut writer);
        let name = syllabus.name();
        if units.is_empty() {
            let href = writer.way(&unit_page(&syllabus.id, 0));
            without.push(Link { href, text: name });
        } else {
            let id = syllabus.id.clone();
            syllabi.push(SyllabusView { id, name, units });
        }
    }
    let all = || catalog.syllabi.iter().flat_map(uses::questions);
    HomeworkView {
        root: "",
        total: all().count(),
        answered: all()
            .filter(|(_, question)| question.answer.is_some())
            .count(),
        facets: facets(catalog, &syllabi, &asked),
        syllabi,
        without,
    }
}

/// The concepts that each question asks for, by its syllabus, unit and id.
type Asked<'a> = BTreeMap<(&'a str, u32, &'a str), BTreeSet<&'a str>>;

fn asked(catalog: &Catalog) -> Asked<'_> {
    let uses = Uses::of(catalog);
    let mut asked = Asked::new();
    for term in &catalog.terms {
        for (syllabus, unit, question) in uses.get(&term.id).iter().flat_map(|u| &u.questions) {
            let key = (syllabus.id.as_str(), *unit, question.id.as_str());
            asked.entry(key).or_default().insert(&term.id);
        }
    }
    asked
}

fn facets(catalog: &Catalog, syllabi: &[SyllabusView], asked: &Asked<'_>) -> Vec<Facet> {
    let names = syllabi.iter().map(|s| (s.id.clone(), s.name.clone()));
    let asks = |syllabus: &Syllabus, unit: u32| {
        uses::questions(syllabus).any(|(number, _)| number == unit)
    };
    let needed: BTreeSet<&str> = asked.values().flatten().copied().collect();
    let terms = catalog.terms.iter();
    let mut terms: Vec<&Term> = terms
        .filter(|term| needed.contains(term.id.as_str()))
        .collect();
    sort_by_name(&mut terms, |term| &term.title);
    let terms = terms
        .into_iter()
        .map(|term| (term.id.clone(), term.title.clone()));
    choices([
        Facet::plain("syllabus", "大纲", names),
        Facet::units(catalog, asks),
        Facet::plain("concept", "概念", terms),
    ])
}

fn units(
    catalog: &Catalog,
    syllabus: &Syllabus,
    asked: &Asked<'_>,
    writer: &mut Writer,
) -> Vec<UnitQuestions> {
    let course = (0, "课程".to_owned(), &syllabus.questions);
    let units = syllabus
        .units
        .iter()
        .map(|u| (u.number, u.name(), &u.questions));
    let mut views = Vec::new();
    for (number, name, questions) in units.chain([course]) {
        if questions.is_empty() {
            continue;
        }
        let key = unit_key(syllabus, number);
        let mut list = Vec::new();
        for question in questions {
            let id = format!("{key}-{}", question.id);
            let concepts = asked.get(&(syllabus.id.as_str(), number, question.id.as_str()));
            let concepts: Vec<_> = concepts.into_iter().flatten().copied().collect();
            list.push(ListedQuestion {
                anchor: Html(anchor(&id)),
                id,
                concepts: concepts.join(" "),
                question: linked(catalog, (syllabus, number), question, writer),
            });
        }
        views.push(UnitQuestions {
            id: key,
            unit: Link {
                href: writer.way(&unit_page(&syllabus.id, number)),
                text: name,
            },
            questions: list,
        });
    }
    views
}
