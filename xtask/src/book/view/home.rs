//! What a hand-written page, mostly the first, lists of the catalogue: the syllabi, and what
//! one can do here.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{practice, review};
use crate::book::html::Link;
use crate::catalog::model::{Catalog, InfoKey, Syllabus, unit_page};

/// Where the lists stand in a hand-written page at the root of the book.
pub const MARK: &str = "<!-- kegang: syllabi -->";

/// The lists.
#[derive(Debug, Serialize)]
pub struct HomeView {
    /// In order.
    pub syllabi: Vec<CardView>,
    /// The pages that the book has.
    pub uses: Vec<CardView>,
}

/// A card.
#[derive(Debug, Serialize)]
pub struct CardView {
    /// Where it leads.
    pub href: String,
    /// Its name.
    pub title: String,
    /// What tells it from others of the name.
    pub short: String,
    /// What is there.
    pub text: String,
    /// What else there is of it.
    pub more: Vec<Link>,
}

/// Makes the view for a book that has these `pages`.
pub fn view(catalog: &Catalog, pages: &BTreeSet<String>) -> HomeView {
    let uses = uses(catalog).into_iter();
    HomeView {
        syllabi: catalog
            .syllabi
            .iter()
            .map(|one| syllabus(one, pages))
            .collect(),
        uses: uses.filter(|card| pages.contains(&card.href)).collect(),
    }
}

fn syllabus(syllabus: &Syllabus, pages: &BTreeSet<String>) -> CardView {
    let mut has = Vec::new();
    let units = syllabus.units.len();
    if units > 0 {
        // 章, 项目, 模块: the word that the document itself uses.
        let word = match syllabus.units.first().map(|unit| unit.label.as_str()) {
            Some(label) if label.starts_with("项目") => "个项目",
            Some(label) if label.starts_with("模块") => "个模块",
            _ => "章",
        };
        has.push(format!("{units} {word}"));
    }
    let questions = crate::catalog::uses::questions(syllabus).count();
    let carriers: usize = syllabus.units.iter().map(|unit| unit.carriers.len()).sum();
    let counted = [(questions, "道题"), (carriers, "条思政载体")];
    let counted = counted.into_iter().filter(|(count, _)| *count > 0);
    has.extend(counted.map(|(count, what)| format!("{count} {what}")));
    let audience = syllabus.info(InfoKey::Audience);
    let audience = audience
        .map(|info| info.value.read())
        .filter(|words| words.chars().count() < 20);
    let mut text = has.join("，");
    if let Some(audience) = audience {
        text = format!("{audience}。{text}");
    }
    if !text.is_empty() {
        text.push('。');
    }
    CardView {
        href: unit_page(&syllabus.id, 0),
        title: syllabus.title.clone(),
        short: syllabus.short.clone(),
        text,
        more: more(syllabus, pages),
    }
}

/// What is made of the syllabus, where the book has it.
fn more(syllabus: &Syllabus, pages: &BTreeSet<String>) -> Vec<Link> {
    let links = [
        ("大纲", unit_page(&syllabus.id, 0)),
        ("考前速览", review::sheet_page(&syllabus.id, 0)),
        ("自测", practice::deck_page(&syllabus.id)),
    ];
    let links = links.into_iter().filter(|(_, href)| pages.contains(href));
    let links: Vec<_> = links
        .map(|(text, href)| Link {
            href,
            text: text.to_owned(),
        })
        .collect();
    // The card itself leads to the syllabus.
    if links.len() > 1 { links } else { Vec::new() }
}

/// Every page that may be there, in the order in which a student needs them.
fn uses(catalog: &Catalog) -> Vec<CardView> {
    let has_answers = |syllabus: &Syllabus| {
        crate::catalog::uses::questions(syllabus).any(|(_, question)| question.answer.is_some())
    };
    let answers = catalog.syllabi.iter().any(has_answers);
    let card = |href: &str, title: &str, text: &str| CardView {
        href: href.to_owned(),
        title: title.to_owned(),
        short: String::new(),
        text: text.to_owned(),
        more: Vec::new(),
    };
    let homework = match answers {
        true => {
            "课堂作业、思考题和课外习题都在这里。先自己想，再点开答题要点；可以按大纲、章和概念挑题，也可以打印。"
        }
        false => "课堂作业、思考题和课外习题都在这里。同一道题问了两回，只算一道，两处都标出来。",
    };
    vec![
        card(
            "concepts.html",
            "查概念",
            "按拼音排。每个概念都写明是什么、和相近的概念差在哪里、哪里讲到、怎么考。",
        ),
        card("homework.html", "看作业", homework),
        card(
            "review.html",
            "考前速览",
            "每章一张纸：重点、难点、公式、名词和题目。打印出来带在路上看。",
        ),
        card(
            practice::PAGE,
            "做自测",
            "一次一张卡片，先想再看。不会的当场再来，会的隔几天再问；进度只存在你的设备上。",
        ),
        card(
            "compare.html",
            "大纲对照",
            "同一门课的几份大纲，哪里讲的是一样的，哪里多讲了什么。",
        ),
        card(
            "carriers.html",
            "找思政载体",
            "案例、荐读、引文、法规、活动和素养，可以按种类和主题找，附融入点和讨论题。",
        ),
    ]
}
