//! Questions and what they ask about.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::check::sheet::{Leaf, Sheet};
use crate::catalog::check::similar::{Alike, alike};
use crate::catalog::model::{self, Concept, ItemRef, Unit};
use crate::catalog::written::Question;
use crate::diagnostic::{Diagnostic, Place};

/// Two questions that share so much, in per cent, are one until somebody says otherwise.
const NEARLY_ONE: usize = 84;
/// Names that a finding lists before it only counts.
const LISTED: usize = 4;

/// Questions that are about no section or point.
pub fn unlinked(sheet: &Sheet<'_>) -> Vec<Diagnostic> {
    let lone = |question: &Question| question.about.is_empty() && question.restates.is_none();
    let unlinked = all(sheet)
        .into_iter()
        .filter(|(_, question)| lone(question));
    let finding = Diagnostic::note(
        "question-unlinked",
        "this question is about no section or point",
    )
    .zh("题目没有联系到知识点")
    .help("name what it needs in `about`; a search for that finds the question too");
    unlinked
        .map(|(leaf, question)| sheet.mark_all(leaf, &question.text, finding.clone()))
        .collect()
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
    let asked = asked(syllabus);
    // A syllabus without questions has its own finding.
    if asked.is_empty() {
        return Vec::new();
    }
    // So has a unit without any.
    let units = syllabus
        .units
        .iter()
        .filter(|unit| !unit.questions.is_empty());
    let findings = units.map(|unit| {
        let own = |concept: &&&Concept| concept.place.unit == unit.number;
        let concepts: Vec<&Concept> = sheet.concepts.iter().filter(own).copied().collect();
        // Sections stand for their points; where there are none they count themselves.
        let sections_only = concepts.iter().all(|concept| concept.is_section);
        let taught = concepts.iter().filter(|c| sections_only || !c.is_section);
        let taught: Vec<&&Concept> = taught.collect();
        let is_asked = |item: &ItemRef| {
            let section = section_of(unit, item);
            asked.contains(item) || section.is_some_and(|section| asked.contains(&section))
        };
        let unasked = taught
            .iter()
            .filter(|concept| !is_asked(&concept.place) && !concept.repeated.iter().any(is_asked));
        let unasked: Vec<&str> = unasked.map(|concept| concept.title.as_str()).collect();
        finding_unasked(sheet, unit, taught.len(), &unasked)
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
    Some(leaf.file.at(finding, written.value.title.span()))
}

/// Everything that some question is about.
pub fn asked(syllabus: &model::Syllabus) -> BTreeSet<ItemRef> {
    let units = syllabus.units.iter().flat_map(|unit| &unit.questions);
    let questions = syllabus.questions.iter().chain(units);
    questions
        .flat_map(|question| question.about.iter().cloned())
        .collect()
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
    let course = syllabus.questions.iter().map(|question| (0, question));
    let units = syllabus
        .units
        .iter()
        .flat_map(|unit| unit.questions.iter().map(|q| (unit.number, q)));
    for (unit, question) in course.chain(units) {
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
