//! The page of a unit.
//!
//! Printed parts that say what is taught come first, then the lists of questions and
//! carriers, where a student looks for them and where they have their anchors, then the
//! board, the methods and the steps as the document prints them.

use serde::Serialize;

use super::parts::{self, PartView};
use super::{CarrierView, QuestionView, carrier_kind, question, question_kind};
use crate::book::html::{self, Html, Link};
use crate::book::inline::{Writer, anchor};
use crate::catalog::model::{
    Carrier, Catalog, ItemRef, PartKind, Question, QuestionKind, Run, Syllabus, Text, Unit,
    unit_page,
};

/// A unit.
#[derive(Debug, Serialize)]
pub struct UnitView {
    /// Printed label.
    pub label: String,
    /// Printed title.
    pub title: Html,
    /// The overview of its syllabus.
    pub syllabus: Link,
    /// Class hours.
    pub hours: Option<String>,
    /// A remark of ours.
    pub note: Option<String>,
    /// Links to what stands on the page.
    pub jumps: Vec<Link>,
    /// What is taught.
    pub parts: Vec<PartView>,
    /// Questions by kind.
    pub homework: Vec<QuestionGroup>,
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
    let (first, later): (Vec<_>, Vec<_>) = parts::order(unit)
        .into_iter()
        .partition(|(kind, _)| is_taught(*kind));
    let mut write = |list: Vec<(PartKind, Option<_>)>| -> Vec<PartView> {
        let views = list.into_iter();
        views
            .map(|part| parts::part(catalog, unit, part, &mut writer))
            .collect()
    };
    let jumps_first = jumps(&first);
    let jumps_later = jumps(&later);
    let parts = write(first);
    let later = write(later);
    let homework = homework(catalog, syllabus, unit, &mut writer);
    let carriers: Vec<_> = unit
        .carriers
        .iter()
        .map(|c| carrier(c, &mut writer))
        .collect();
    let objective = unit.objective.as_ref().map(|(id, text)| ObjectiveView {
        id: id.clone(),
        text: writer.text(text),
        anchor: Html(anchor(id)),
    });
    let ours = [
        ("homework", "作业", !homework.is_empty()),
        (
            "carriers",
            "思政",
            !carriers.is_empty() || objective.is_some(),
        ),
    ];
    let ours = ours
        .into_iter()
        .filter(|(_, _, there)| *there)
        .map(|(id, text, _)| Link {
            href: format!("#{id}"),
            text: text.to_owned(),
        });
    UnitView {
        label: unit.label.clone(),
        title: writer.unlinked(&unit.title),
        syllabus: Link {
            href: writer.way(&unit_page(&syllabus.id, 0)),
            text: syllabus.name(),
        },
        hours: unit.hours.map(html::hours),
        note: unit.note.clone(),
        jumps: jumps_first
            .into_iter()
            .chain(ours)
            .chain(jumps_later)
            .collect(),
        parts,
        homework,
        objective,
        carriers,
        later,
    }
}

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
        PartKind::Methods | PartKind::Process | PartKind::Board
    )
}

fn jumps(parts: &[(PartKind, Option<&crate::catalog::model::Part>)]) -> Vec<Link> {
    let link = |kind: PartKind| Link {
        href: format!("#{}", parts::id(kind)),
        text: parts::short_name(kind).to_owned(),
    };
    // A part without a heading has nothing to jump to.
    let headed = parts.iter().filter(|(_, part)| part.is_some());
    headed.map(|(kind, _)| link(*kind)).collect()
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
                kind: question_kind(kind),
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
        kind: question_kind(kind),
        text: writer.text(&text),
        also: first
            .map(|place| super::asked_at(syllabus, place, writer))
            .collect(),
        restates: None,
        about: Vec::new(),
    }
}

fn carrier(carrier: &Carrier, writer: &mut Writer) -> CarrierView {
    CarrierView {
        id: carrier.id.clone(),
        href: format!("#{}", carrier.id),
        anchor: Html(anchor(&carrier.id)),
        kind: carrier_kind(carrier.kind),
        text: writer.text(&carrier.text),
    }
}
