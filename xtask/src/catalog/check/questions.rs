//! Questions and what they ask about.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::check::sheet::{Leaf, Sheet};
use crate::catalog::check::similar::{Alike, alike};
use crate::catalog::model::{self, Concept, ItemRef, Term, Unit};
use crate::catalog::written::Question;
use crate::diagnostic::{Diagnostic, Place};

/// Two questions that share so much, in per cent, are one until somebody says otherwise.
const NEARLY_ONE: usize = 84;
/// Names that a finding lists before it only counts.
const LISTED: usize = 4;

/// Questions that lead to no concept: about no section or point, with no outline that names
/// one.
pub fn unlinked(sheet: &Sheet<'_>) -> Vec<Diagnostic> {
    let linked = linked(sheet);
    let lone = |(leaf, question): &(&Leaf<'_>, &Question)| {
        question.about.is_empty()
            && question.restates.is_none()
            && !linked.contains(&(leaf.unit, question.id.get_ref().as_str()))
    };
    let finding = Diagnostic::note("question-unlinked", "this question leads to no concept")
        .zh("题目没有联系到知识点")
        .help("name what it needs in `about`; a search for that finds the question too");
    let unlinked = all(sheet).into_iter().filter(lone);
    unlinked
        .map(|(leaf, question)| sheet.mark_all(leaf, &question.text, finding.clone()))
        .collect()
}

/// Questions whose outline names concepts.
fn linked<'a>(sheet: &Sheet<'a>) -> BTreeSet<(u32, &'a str)> {
    let questions = sheet.read.into_iter().flat_map(of_syllabus);
    let has_concepts = |question: &model::Question| {
        question
            .answer
            .as_ref()
            .is_some_and(|a| !a.concepts.is_empty())
    };
    let linked = questions.filter(|(_, question)| has_concepts(question));
    linked
        .map(|(unit, question)| (unit, question.id.as_str()))
        .collect()
}

/// Every question of a syllabus with its unit.
fn of_syllabus(syllabus: &model::Syllabus) -> impl Iterator<Item = (u32, &model::Question)> {
    let course = syllabus.questions.iter().map(|question| (0, question));
    let units = syllabus.units.iter();
    course.chain(units.flat_map(|unit| unit.questions.iter().map(|q| (unit.number, q))))
}

/// Questions that are almost the same and do not say so.
pub fn near_duplicates(sheet: &Sheet<'_>) -> Vec<Diagnostic> {
    let questions = all(sheet);
    let words: Vec<String> = questions
        .iter()
        .map(|(leaf, question)| {
            let said = leaf.said(&question.text).unwrap_or_default();
            said.iter().map(|said| said.c).collect()
        })
        .collect();
    let groups = groups(sheet);
    let group = |index: usize| {
        let (leaf, question) = &questions[index];
        groups.get(&(leaf.unit, question.id.get_ref().as_str()))
    };
    let alike = alike(words.iter().map(String::as_str), NEARLY_ONE);
    let unsaid = alike.iter().filter(|pair| {
        let (later, earlier) = (group(pair.later), group(pair.earlier));
        later.is_none() || later != earlier
    });
    let finding = |pair: &Alike| {
        let (leaf, question) = &questions[pair.later];
        let (there, other) = &questions[pair.earlier];
        let finding = Diagnostic::note(
            "question-near-duplicate",
            format!("this is almost “{}”", words[pair.earlier]),
        )
        .zh(format!(
            "“{}”和“{}”几乎一样",
            words[pair.later], words[pair.earlier]
        ))
        .help("if it is the same question, name the other in `restates`");
        let place = Place::of_span(there.file.path, there.file.text, other.text.span());
        sheet
            .mark_all(leaf, &question.text, finding)
            .also("the other one", place)
    };
    unsaid.map(finding).collect()
}

/// Concepts that no question asks, unit by unit.
pub fn unasked(sheet: &Sheet<'_>) -> Vec<Diagnostic> {
    let Some(syllabus) = sheet.read else {
        return Vec::new();
    };
    let asked = asked(syllabus, sheet.terms);
    // A syllabus without questions has its own finding, and so has a unit without any.
    let units = syllabus
        .units
        .iter()
        .filter(|unit| !unit.questions.is_empty());
    let findings = units.map(|unit| {
        let (taught, unasked) = coverage(unit, &sheet.concepts, &asked);
        let unasked: Vec<&str> = unasked.iter().map(|c| c.title.as_str()).collect();
        finding_unasked(sheet, unit, taught, &unasked)
    });
    findings.flatten().collect()
}

fn finding_unasked(
    sheet: &Sheet<'_>,
    unit: &Unit,
    of: usize,
    unasked: &[&str],
) -> Option<Diagnostic> {
    let first = unasked.iter().take(LISTED).copied().collect::<Vec<_>>();
    let (more, zh_more) = match unasked.len() > LISTED {
        true => (" …", "……"),
        false => ("", ""),
    };
    (!unasked.is_empty()).then_some(())?;
    let finding = Diagnostic::note(
        "concept-unasked",
        format!(
            "no question asks {} of the {of} points of this unit: {}{more}",
            unasked.len(),
            first.join(", ")
        ),
    )
    .zh(format!(
        "{}的 {of} 个知识点里，{} 个没有题目问到：{}{zh_more}",
        unit.label,
        unasked.len(),
        first.join("、")
    ))
    .help("add a question, or name these points in the `about` of one that asks them");
    let mut written = sheet.written.units.iter();
    let (_, written) = written.find(|(number, _)| *number == unit.number)?;
    let leaf = sheet.leaf(unit.number)?;
    Some(sheet.mark_all(leaf, &written.value.title, finding))
}

/// Everything that some question asks: what it is about, and where the concepts of its
/// outline are taught.
pub fn asked(syllabus: &model::Syllabus, terms: &[Term]) -> BTreeSet<ItemRef> {
    let taught: BTreeMap<&str, &Vec<ItemRef>> = terms
        .iter()
        .map(|term| (term.id.as_str(), &term.taught))
        .collect();
    let mut out = BTreeSet::new();
    for (_, question) in of_syllabus(syllabus) {
        out.extend(question.about.iter().cloned());
        let concepts = question.answer.iter().flat_map(|answer| &answer.concepts);
        let places = concepts.filter_map(|id| taught.get(id.as_str()));
        out.extend(places.flat_map(|places| places.iter().cloned()));
    }
    out
}

/// The concepts of a unit, and those of them that no question asks. Sections stand for their
/// points; in a unit without points they count themselves.
pub fn coverage<'a>(
    unit: &Unit,
    concepts: &[&'a Concept],
    asked: &BTreeSet<ItemRef>,
) -> (usize, Vec<&'a Concept>) {
    let own = concepts
        .iter()
        .filter(|concept| concept.place.unit == unit.number);
    let sections_only = own.clone().all(|concept| concept.is_section);
    let taught = own.filter(|concept| sections_only || !concept.is_section);
    let is_asked = |item: &ItemRef| {
        let section = section_of(unit, item);
        asked.contains(item) || section.is_some_and(|section| asked.contains(&section))
    };
    let count = taught.clone().count();
    let unasked = taught
        .filter(|concept| !is_asked(&concept.place) && !concept.repeated.iter().any(is_asked));
    (count, unasked.copied().collect())
}

/// The section that a point of the unit stands in.
fn section_of(unit: &Unit, item: &ItemRef) -> Option<ItemRef> {
    let holds = |section: &&model::Section| section.points.iter().any(|point| point.id == item.id);
    let section = unit
        .sections
        .iter()
        .find(holds)
        .filter(|_| item.unit == unit.number)?;
    Some(ItemRef {
        id: section.id.clone(),
        ..item.clone()
    })
}

/// Every question with its file.
fn all<'s, 'a>(sheet: &'s Sheet<'a>) -> Vec<(&'s Leaf<'a>, &'a Question)> {
    let course = sheet
        .written
        .course
        .iter()
        .map(|course| (0, &course.value.question));
    let units = sheet
        .written
        .units
        .iter()
        .map(|(number, unit)| (*number, &unit.value.question));
    let mut out = Vec::new();
    for (unit, questions) in course.chain(units) {
        if let Some(leaf) = sheet.leaf(unit) {
            out.extend(questions.iter().map(|question| (leaf, question)));
        }
    }
    out
}

/// For every question that is linked by `restates`, a name of all that are one with it.
fn groups<'a>(sheet: &Sheet<'a>) -> BTreeMap<(u32, &'a str), (u32, &'a str)> {
    let mut to: BTreeMap<(u32, &str), (u32, &str)> = BTreeMap::new();
    let Some(syllabus) = sheet.read else {
        return to;
    };
    for (unit, question) in of_syllabus(syllabus) {
        let own = (unit, question.id.as_str());
        let end = match &question.restates {
            Some(item) => (item.unit, item.id.as_str()),
            None => own,
        };
        to.insert(own, end);
    }
    let ends: Vec<_> = to.keys().map(|own| (*own, end_of(&to, *own))).collect();
    ends.into_iter().collect()
}

fn end_of<'a>(
    to: &BTreeMap<(u32, &'a str), (u32, &'a str)>,
    own: (u32, &'a str),
) -> (u32, &'a str) {
    let mut end = own;
    // A chain is no longer than there are questions; a circle has its own finding.
    for _ in 0..to.len() {
        match to.get(&end) {
            Some(next) if *next != end => end = *next,
            _ => break,
        }
    }
    end
}
