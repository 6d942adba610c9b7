//! The page of a unit.
//!
//! Printed parts that say what is taught come first, then the lists of questions and
//! carriers, where a student looks for them and where they have their anchors, then the
//! board, the methods and the steps as the document prints them.

use serde::Serialize;

use super::definitions::{Definitions, TermNote};
use super::parts::{self, PartView};
use super::{CarrierView, QuestionView, practice, question, review};
use crate::book::html::{self, Html, Link};
use crate::book::inline::{Writer, anchor};
use crate::catalog::model::{
    Catalog, ItemRef, Part, PartKind, Question, QuestionKind, Run, Syllabus, Term, Text, Unit,
    unit_page,
};

/// A unit.
#[derive(Debug, Serialize)]
pub struct UnitView {
    /// From the page to the root of the site.
    pub root: &'static str,
    /// Printed label.
    pub label: String,
    /// Printed title.
    pub title: Html,
    /// The overview of its syllabus.
    pub syllabus: Link,
    /// Class hours.
    pub hours: Option<String>,
    /// Its 考前速览.
    pub sheet: Option<String>,
    /// Its cards, to practise.
    pub practice: Option<String>,
    /// A remark of ours.
    pub note: Option<String>,
    /// Links to what stands on the page.
    pub jumps: Vec<Link>,
    /// What is taught.
    pub parts: Vec<PartView>,
    /// Concepts at home here whose place no text of the unit shows.
    pub terms: Vec<TermNote>,
    /// Concepts it teaches that are at home in another unit.
    pub concepts: Vec<Link>,
    /// Questions by kind.
    pub homework: Vec<QuestionGroup>,
    /// Whether any of them has an outline.
    pub answers: bool,
    /// The unit's objective.
    pub objective: Option<ObjectiveView>,
    /// Carriers in printed order.
    pub carriers: Vec<CarrierView>,
    /// How it is taught.
    pub later: Vec<PartView>,
}

/// Questions of one kind.
#[derive(Debug, Serialize)]
pub struct QuestionGroup {
    /// Anchor of its heading.
    pub id: &'static str,
    /// 课堂作业, 课前回顾, 思考, 课外习题.
    pub kind: &'static str,
    /// In the order of the content.
    pub questions: Vec<QuestionView>,
}

/// The objective of the unit.
#[derive(Debug, Serialize)]
pub struct ObjectiveView {
    /// Its anchor.
    pub id: String,
    /// Printed words.
    pub text: Html,
    /// The empty link that copies its address.
    pub anchor: Html,
}

/// The kinds of questions in the order of the page.
const KINDS: [QuestionKind; 4] = [
    QuestionKind::Board,
    QuestionKind::Opening,
    QuestionKind::Thinking,
    QuestionKind::Exercise,
];

/// Makes the view of `unit`.
pub fn view(catalog: &Catalog, syllabus: &Syllabus, unit: &Unit) -> UnitView {
    let page = unit_page(&syllabus.id, unit.number);
    let mut writer = Writer::new(page, homes(unit));
    let order = parts::order(unit).into_iter();
    let (first, later): (Vec<_>, Vec<_>) = order.partition(|(kind, _)| is_taught(*kind));
    let mut definitions = Definitions::of(catalog, syllabus, unit);
    let mut write = |list: &[Headed<'_>]| -> Vec<PartView> {
        let list = list.iter();
        list.map(|part| parts::part(catalog, unit, *part, &mut definitions, &mut writer))
            .collect()
    };
    let (parts, later_parts) = (write(&first), write(&later));
    let terms = definitions.rest(&writer);
    let homework = homework(catalog, syllabus, unit, &mut writer);
    let mut view = UnitView {
        root: "../",
        label: unit.label.clone(),
        title: writer.unlinked(&unit.title),
        syllabus: Link {
            href: writer.way(&unit_page(&syllabus.id, 0)),
            text: syllabus.name(),
        },
        hours: unit.hours.map(html::hours),
        sheet: review::has_sheet(catalog, syllabus, unit)
            .then(|| writer.way(&review::sheet_page(&syllabus.id, unit.number))),
        practice: practice::has_cards(catalog, syllabus, unit)
            .then(|| writer.way(&practice::unit_address(&syllabus.id, unit.number))),
        note: unit.note.clone(),
        jumps: Vec::new(),
        parts,
        terms,
        concepts: concepts(catalog, syllabus, unit, &writer),
        answers: homework
            .iter()
            .flat_map(|group| &group.questions)
            .any(|q| q.answer.is_some()),
        homework,
        objective: objective(unit, &mut writer),
        carriers: carriers(catalog, unit, &mut writer),
        later: later_parts,
    };
    view.jumps = jumps(&first);
    view.jumps.extend(jumps_to_lists(&view));
    view.jumps.extend(jumps(&later));
    view
}

/// A kind of part, and the part when the document has it under a heading.
type Headed<'a> = (PartKind, Option<&'a Part>);

/// The items that have a list of their own on the page.
fn homes(unit: &Unit) -> Vec<String> {
    let sections = unit.sections.iter().map(|s| &s.id);
    let points = unit.sections.iter().flat_map(|s| &s.points).map(|p| &p.id);
    let questions = unit.questions.iter().map(|q| &q.id);
    let carriers = unit.carriers.iter().map(|c| &c.id);
    let objective = unit.objective.iter().map(|(id, _)| id);
    let lists = sections.chain(points).chain(questions).chain(carriers);
    lists.chain(objective).cloned().collect()
}

fn is_taught(kind: PartKind) -> bool {
    !matches!(
        kind,
        PartKind::Methods
            | PartKind::Process
            | PartKind::Board
            | PartKind::Exercises
            | PartKind::Values
            | PartKind::Other
    )
}

fn jumps(parts: &[Headed<'_>]) -> Vec<Link> {
    // A part without a heading has nothing to jump to.
    let headed = parts
        .iter()
        .filter(|(_, part)| part.is_some_and(|part| parts::has_heading(&part)));
    headed
        .map(|(kind, _)| jump(PartKind::id(*kind), parts::short_name(*kind)))
        .collect()
}

fn jumps_to_lists(view: &UnitView) -> Vec<Link> {
    let mut links = Vec::new();
    if !view.homework.is_empty() {
        links.push(jump("homework", "作业"));
    }
    if !view.carriers.is_empty() || view.objective.is_some() {
        links.push(jump("carriers", "思政"));
    }
    links
}

fn jump(id: &str, text: &str) -> Link {
    Link {
        href: format!("#{id}"),
        text: text.to_owned(),
    }
}

/// In the order in which they are first taught anywhere.
fn concepts(catalog: &Catalog, syllabus: &Syllabus, unit: &Unit, writer: &Writer) -> Vec<Link> {
    let here = |item: &ItemRef| item.syllabus == syllabus.id && item.unit == unit.number;
    let again =
        |term: &&Term| term.taught.iter().any(here) && !term.taught.first().is_some_and(here);
    let terms = super::concepts::in_order(catalog).into_iter().filter(again);
    terms.map(|term| super::term_link(term, writer)).collect()
}

/// The questions asked in this unit: its own with their anchors, those of other units that
/// are asked again here as links.
fn homework(
    catalog: &Catalog,
    syllabus: &Syllabus,
    unit: &Unit,
    writer: &mut Writer,
) -> Vec<QuestionGroup> {
    let mut groups = Vec::new();
    for kind in KINDS {
        let mut questions = Vec::new();
        for own in unit.questions.iter().filter(|q| q.kind == kind) {
            let home = (syllabus, unit.number);
            questions.push(question(catalog, home, own, kind, writer));
        }
        for (home, again) in from_elsewhere(syllabus, unit, kind) {
            questions.push(again_here(syllabus, home, again, kind, writer));
        }
        if !questions.is_empty() {
            groups.push(QuestionGroup {
                id: group_id(kind),
                kind: kind.name(),
                questions,
            });
        }
    }
    groups
}

fn group_id(kind: QuestionKind) -> &'static str {
    match kind {
        QuestionKind::Board => "homework-board",
        QuestionKind::Opening => "homework-opening",
        QuestionKind::Thinking => "homework-thinking",
        QuestionKind::Exercise => "homework-exercise",
    }
}

fn from_elsewhere<'a>(
    syllabus: &'a Syllabus,
    unit: &'a Unit,
    kind: QuestionKind,
) -> impl Iterator<Item = (u32, &'a Question)> {
    let course = syllabus.questions.iter().map(|q| (0, q));
    let others = syllabus.units.iter().filter(|u| u.number != unit.number);
    let others = others.flat_map(|u| u.questions.iter().map(|q| (u.number, q)));
    course.chain(others).filter(move |(_, question)| {
        let mut places = question.places.iter();
        places.any(|place| place.unit == unit.number && place.kind == kind)
    })
}

fn again_here(
    syllabus: &Syllabus,
    home: u32,
    question: &Question,
    kind: QuestionKind,
    writer: &mut Writer,
) -> QuestionView {
    let target = ItemRef {
        syllabus: syllabus.id.clone(),
        unit: home,
        id: question.id.clone(),
    };
    let text = Text(vec![Run::Item {
        target,
        text: question.text.clone(),
    }]);
    let first = question
        .places
        .iter()
        .filter(|place| place.unit == home)
        .take(1);
    QuestionView {
        id: None,
        anchor: Html::default(),
        kind: kind.name(),
        text: writer.text(&text),
        also: first
            .map(|place| super::asked_at(syllabus, place, writer))
            .collect(),
        restates: None,
        about: Vec::new(),
        answer: None,
    }
}

fn objective(unit: &Unit, writer: &mut Writer) -> Option<ObjectiveView> {
    let (id, text) = unit.objective.as_ref()?;
    Some(ObjectiveView {
        id: id.clone(),
        text: writer.text(text),
        anchor: Html(anchor(id)),
    })
}

fn carriers(catalog: &Catalog, unit: &Unit, writer: &mut Writer) -> Vec<CarrierView> {
    let carriers = unit.carriers.iter();
    carriers
        .map(|carrier| CarrierView {
            id: carrier.id.clone(),
            href: format!("#{}", carrier.id),
            anchor: Html(anchor(&carrier.id)),
            kind: carrier.kind.name(),
            text: writer.text(&carrier.text),
            usage: carrier
                .usage
                .as_ref()
                .map(|u| super::usage(catalog, u, writer)),
        })
        .collect()
}
