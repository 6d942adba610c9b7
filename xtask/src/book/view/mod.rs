//! What the templates are given: plain, typed, ready to show.
//!
//! A view is made in the order in which its page reads, because the first place of an item
//! on a page is its anchor ([`super::inline::Writer`]). Words of ours are kept apart from
//! printed ones by field.

use serde::Serialize;

use super::html::{Html, Link};
use super::inline::{Writer, anchor};
use super::markdown;
use crate::catalog::model::{
    Answer, Carrier, CarrierUse, Catalog, ItemRef, Question, QuestionKind, QuestionPlace, Run,
    Syllabus, Term, Text, Unit, unit_page,
};

pub mod carriers;
pub mod compare;
pub mod compare_picture;
pub mod concept;
pub mod concepts;
pub mod coverage;
pub mod definitions;
pub mod errata;
pub mod facets;
pub mod home;
pub mod homework;
pub mod hours;
pub mod overview;
pub mod parts;
pub mod practice;
pub mod review;
pub mod unit;

/// A question where it is listed.
#[derive(Debug, Serialize)]
pub struct QuestionView {
    /// Its id when it has its anchor here.
    pub id: Option<String>,
    /// The empty link that copies its address, for those with an anchor.
    pub anchor: Html,
    /// 课堂作业, 课前回顾, 思考, 课外习题.
    pub kind: &'static str,
    /// Printed words, a link when the anchor is elsewhere.
    pub text: Html,
    /// Where it is asked again.
    pub also: Vec<Link>,
    /// The question it asks again in other words.
    pub restates: Option<Link>,
    /// What it needs.
    pub about: Vec<Link>,
    /// What an answer should say; ours.
    pub answer: Option<AnswerView>,
}

/// The outline of an answer.
#[derive(Debug, Serialize)]
pub struct AnswerView {
    /// Points of ours.
    pub outline: Html,
    /// The concepts it needs.
    pub concepts: Vec<Link>,
}

/// A carrier where it is listed.
#[derive(Debug, Serialize)]
pub struct CarrierView {
    /// Its id.
    pub id: String,
    /// Where its anchor is.
    pub href: String,
    /// The empty link that copies its address.
    pub anchor: Html,
    /// 案例, 荐读, 引文, 法规, 活动, 素养.
    pub kind: &'static str,
    /// Printed words.
    pub text: Html,
    /// How it is used; ours.
    pub usage: Option<UsageView>,
}

/// How a carrier is used in class.
#[derive(Debug, Serialize)]
pub struct UsageView {
    /// 诚信, 责任 …
    pub themes: Vec<&'static str>,
    /// 融入点.
    pub at: Option<Link>,
    /// Why it fits there.
    pub fit: Option<String>,
    /// The objective it serves.
    pub objective: Option<Link>,
    /// The concepts it goes with.
    pub concepts: Vec<Link>,
    /// Questions for the class.
    pub discuss: Vec<String>,
    /// Ten minutes with it.
    pub usage: Option<String>,
}

/// A question as its home unit's page, or the page of all questions, lists it.
fn question(
    catalog: &Catalog,
    home: (&Syllabus, u32),
    question: &Question,
    kind: QuestionKind,
    writer: &mut Writer,
) -> QuestionView {
    let (syllabus, unit) = home;
    let others = question.places.iter().filter(|place| place.unit != unit);
    let also = others
        .map(|place| asked_at(syllabus, place, writer))
        .collect();
    let about = question.about.iter();
    QuestionView {
        id: Some(question.id.clone()),
        anchor: Html(anchor(&question.id)),
        kind: kind.name(),
        text: writer.text(&question.text),
        also,
        restates: question
            .restates
            .as_ref()
            .map(|item| link_to(catalog, item, writer)),
        about: about.map(|item| link_to(catalog, item, writer)).collect(),
        answer: question.answer.as_ref().map(|a| answer(catalog, a, writer)),
    }
}

fn answer(catalog: &Catalog, answer: &Answer, writer: &Writer) -> AnswerView {
    AnswerView {
        outline: markdown::html(&answer.outline),
        concepts: term_links(catalog, &answer.concepts, writer),
    }
}

/// How a carrier is used, linked from the page of the writer.
fn usage(catalog: &Catalog, usage: &CarrierUse, writer: &Writer) -> UsageView {
    let at = usage.at.as_ref();
    let objective = usage.objective.as_ref().map(|item| Link {
        href: writer.way(&item.url()),
        text: "本章思政目标".to_owned(),
    });
    UsageView {
        themes: usage.themes.iter().map(|theme| theme.name()).collect(),
        at: at.map(|item| link_to(catalog, item, writer)),
        fit: usage.fit.clone(),
        objective,
        concepts: term_links(catalog, &usage.concepts, writer),
        discuss: usage.discuss.clone(),
        usage: usage.usage.clone(),
    }
}

/// Links to concepts, in the order named.
fn term_links(catalog: &Catalog, ids: &[String], writer: &Writer) -> Vec<Link> {
    let terms = ids.iter().filter_map(|id| catalog.term(id));
    terms.map(|term| term_link(term, writer)).collect()
}

fn term_link(term: &Term, writer: &Writer) -> Link {
    Link {
        href: writer.way(&term.page()),
        text: term.title.clone(),
    }
}

/// `第二章 课前回顾`, linked to the homework there.
fn asked_at(syllabus: &Syllabus, place: &QuestionPlace, writer: &Writer) -> Link {
    let url = unit_page(&syllabus.id, place.unit);
    let fragment = if place.unit == 0 { "top" } else { "homework" };
    Link {
        href: writer.way(&format!("{url}#{fragment}")),
        text: format!("{} {}", unit_label(syllabus, place.unit), place.kind.name()),
    }
}

/// `第二章`; 课程 for the course level.
pub fn unit_label(syllabus: &Syllabus, unit: u32) -> String {
    match syllabus.unit(unit) {
        Some(unit) => unit.label.clone(),
        None => "课程".to_owned(),
    }
}

/// A section or point of a unit with the section it stands in: `第三节 处理渠道客户冲突 › 窜货`.
fn place(unit: &Unit, item: &ItemRef, writer: &Writer) -> Link {
    let mut names = Vec::new();
    for section in &unit.sections {
        let point = section.points.iter().find(|point| point.id == item.id);
        if section.id == item.id || point.is_some() {
            names.push(section.name());
            names.extend(point.map(|point| point.name()));
        }
    }
    let placed = unit.points.iter().find(|point| point.id == item.id);
    names.extend(placed.map(|point| point.name()));
    Link {
        href: writer.way(&item.url()),
        text: names.join(" › "),
    }
}

/// A question on a page that is not its home: its words link there.
fn linked(
    catalog: &Catalog,
    home: (&Syllabus, u32),
    asked: &Question,
    writer: &mut Writer,
) -> QuestionView {
    let target = ItemRef {
        syllabus: home.0.id.clone(),
        unit: home.1,
        id: asked.id.clone(),
    };
    let text = Text(vec![Run::Item {
        target,
        text: asked.text.clone(),
    }]);
    QuestionView {
        id: None,
        anchor: Html::default(),
        text: writer.text(&text),
        ..question(catalog, home, asked, asked.kind, writer)
    }
}

/// A carrier on a page that is not its home.
fn carrier_linked(
    catalog: &Catalog,
    (syllabus, unit): (&Syllabus, &Unit),
    carrier: &Carrier,
    writer: &mut Writer,
) -> CarrierView {
    let home = ItemRef {
        syllabus: syllabus.id.clone(),
        unit: unit.number,
        id: carrier.id.clone(),
    };
    CarrierView {
        id: carrier.id.clone(),
        href: writer.way(&home.url()),
        anchor: Html::default(),
        kind: carrier.kind.name(),
        text: writer.unlinked(&carrier.text),
        usage: carrier.usage.as_ref().map(|u| usage(catalog, u, writer)),
    }
}

/// A link to an item under its own name.
fn link_to(catalog: &Catalog, item: &ItemRef, writer: &Writer) -> Link {
    Link {
        href: writer.way(&item.url()),
        text: item_name(catalog, item).unwrap_or_else(|| item.id.clone()),
    }
}

/// What an item is called, labels and all: `第二节 开发客户`, `客户分级`.
pub fn item_name(catalog: &Catalog, item: &ItemRef) -> Option<String> {
    let syllabus = catalog.syllabi.iter().find(|s| s.id == item.syllabus)?;
    let course = syllabus.questions.iter().find(|q| q.id == item.id);
    if item.unit == 0 {
        return course.map(|question| question.text.read());
    }
    let unit = syllabus.unit(item.unit)?;
    let section = unit.sections.iter().find(|s| s.id == item.id);
    let point = unit.all_points().find(|p| p.id == item.id);
    let question = unit.questions.iter().find(|q| q.id == item.id);
    section
        .map(crate::catalog::model::Section::name)
        .or_else(|| point.map(|point| point.name()))
        .or_else(|| question.map(|question| question.text.read()))
}
