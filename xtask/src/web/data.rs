//! What a page is about, for machines: JSON-LD in the words of schema.org.
//!
//! A syllabus is a `Course` whose units are `Syllabus` sections; the questions of a unit are a
//! `Quiz` with our outlines as accepted answers; a concept is a `DefinedTerm` of the set that
//! the index of concepts is; a page knows the way down to it.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::Site;
use super::address::Address;
use crate::book::facts::Facts;
use crate::book::html::relative;
use crate::book::markdown;
use crate::book::view::{carriers, concepts, homework};
use crate::catalog::concept::is_concept;
use crate::catalog::model::{Catalog, InfoKey, Question, Syllabus, Term, Unit, unit_page};

/// What is needed to describe a page.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The site.
    pub site: Site<'a>,
    /// Where it stands.
    pub address: Option<&'a Address>,
    /// What it teaches.
    pub catalog: &'a Catalog,
    /// Every page it has.
    pub pages: &'a BTreeMap<String, Facts>,
    /// The page.
    pub page: &'a str,
}

/// Everything the catalogue knows as one document: courses, units with their questions,
/// concepts. Where the site's address is not known, links start at its root.
pub fn document(site: Site<'_>, address: Option<&Address>, catalog: &Catalog) -> Value {
    let terms = catalog.terms.iter().map(term_page);
    let pages = terms.map(|page| (page, Facts::default())).collect();
    let subject = Subject {
        site,
        address,
        catalog,
        pages: &pages,
        page: "",
    };
    let mut graph = Vec::new();
    for syllabus in &catalog.syllabi {
        graph.push(subject.course(syllabus));
        let units = syllabus.units.iter();
        graph.extend(units.map(|unit| subject.unit(syllabus, unit)));
    }
    if !catalog.terms.is_empty() {
        graph.push(subject.term_set());
    }
    graph.extend(catalog.terms.iter().map(|term| subject.term(term)));
    json!({ "@context": "https://schema.org", "@graph": graph })
}

impl Subject<'_> {
    /// The graph of the page, ready for a `<script type="application/ld+json">`; `trail` is
    /// the way from the first page down, titles and pages. Empty when there is nothing to say.
    pub fn script(&self, trail: &[(String, Option<String>)]) -> String {
        let mut graph = Vec::new();
        if self.page == "index.html" {
            graph.push(self.web_site());
        }
        graph.extend(self.of_catalog());
        if trail.len() > 1 {
            graph.push(self.breadcrumbs(trail));
        }
        if graph.is_empty() {
            return String::new();
        }
        let data = json!({ "@context": "https://schema.org", "@graph": graph });
        // Nothing in it may end the element.
        let text = data.to_string().replace('<', "\\u003c");
        format!("<script type=\"application/ld+json\">{text}</script>")
    }

    /// The address of a page: whole where the site's is known, else as a link on this page.
    fn url(&self, page: &str) -> String {
        match self.address {
            Some(address) => address.url(page),
            None => relative(self.page, page),
        }
    }

    fn web_site(&self) -> Value {
        let mut site = json!({
            "@type": "WebSite",
            "name": self.site.title,
            "url": self.url("index.html"),
            "inLanguage": self.site.language,
        });
        if !self.site.description.is_empty() {
            site["description"] = self.site.description.into();
        }
        if let (Some(address), true) = (self.address, self.pages.contains_key("search.html")) {
            let target = address.url("search.html") + "?q={search_term_string}";
            site["potentialAction"] = json!({
                "@type": "SearchAction",
                "target": { "@type": "EntryPoint", "urlTemplate": target },
                "query-input": "required name=search_term_string",
            });
        }
        site
    }

    fn breadcrumbs(&self, trail: &[(String, Option<String>)]) -> Value {
        let steps = (1..).zip(trail).map(|(position, (name, page))| {
            let mut step = json!({ "@type": "ListItem", "position": position, "name": name });
            if let Some(page) = page {
                step["item"] = self.url(page).into();
            }
            step
        });
        json!({ "@type": "BreadcrumbList", "itemListElement": steps.collect::<Vec<_>>() })
    }

    /// What the catalogue knows of the page.
    fn of_catalog(&self) -> Vec<Value> {
        let catalog = self.catalog;
        if self.page == concepts::PAGE {
            return vec![self.term_set()];
        }
        if [homework::PAGE, carriers::PAGE].contains(&self.page) {
            return vec![self.collection()];
        }
        if let Some(term) = catalog
            .terms
            .iter()
            .find(|term| term_page(term) == self.page)
        {
            return vec![self.term(term)];
        }
        for syllabus in &catalog.syllabi {
            if unit_page(&syllabus.id, 0) == self.page {
                return vec![self.course(syllabus)];
            }
            let mut units = syllabus.units.iter();
            let unit = units.find(|unit| unit_page(&syllabus.id, unit.number) == self.page);
            if let Some(unit) = unit {
                return vec![self.unit(syllabus, unit)];
            }
        }
        Vec::new()
    }

    fn course(&self, syllabus: &Syllabus) -> Value {
        let page = unit_page(&syllabus.id, 0);
        let mut course = self.thing("Course", &syllabus.title, &page);
        let sections = syllabus.units.iter().map(|unit| {
            let page = unit_page(&syllabus.id, unit.number);
            let mut section = self.thing("Syllabus", &unit.name(), &page);
            section.insert("position".to_owned(), unit.number.into());
            Value::Object(section)
        });
        course.insert("syllabusSections".to_owned(), sections.collect());
        course.insert("description".to_owned(), describe_course(syllabus).into());
        for (key, property) in [
            (InfoKey::Code, "courseCode"),
            (InfoKey::Prerequisite, "coursePrerequisites"),
            (InfoKey::English, "alternateName"),
        ] {
            if let Some(info) = syllabus.info(key) {
                course.insert(property.to_owned(), info.value.read().into());
            }
        }
        if let Some(department) = syllabus.info(InfoKey::Department) {
            let name = department.value.read();
            let provider = json!({ "@type": "Organization", "name": name });
            course.insert("provider".to_owned(), provider);
        }
        course.into()
    }

    fn unit(&self, syllabus: &Syllabus, unit: &Unit) -> Value {
        let page = unit_page(&syllabus.id, unit.number);
        let mut section = self.thing("Syllabus", &unit.name(), &page);
        section.insert(
            "description".to_owned(),
            describe_unit(syllabus, unit).into(),
        );
        section.insert("position".to_owned(), unit.number.into());
        let course = self.thing("Course", &syllabus.title, &unit_page(&syllabus.id, 0));
        section.insert("isPartOf".to_owned(), course.into());
        let taught = taught(unit);
        if !taught.is_empty() {
            section.insert("teaches".to_owned(), taught.into());
        }
        let questions: Vec<Value> = unit
            .questions
            .iter()
            .map(|q| self.question(q, &page))
            .collect();
        if !questions.is_empty() {
            let name = format!("{} 作业", unit.name());
            let mut quiz = self.thing("Quiz", &name, &format!("{page}#homework"));
            quiz.insert("hasPart".to_owned(), questions.into());
            section.insert("hasPart".to_owned(), quiz.into());
        }
        section.into()
    }

    fn question(&self, question: &Question, page: &str) -> Value {
        let text = question.text.read();
        let mut value = json!({
            "@type": "Question",
            "name": text,
            "url": self.url(&format!("{page}#{}", question.id)),
        });
        if let Some(answer) = &question.answer {
            value["eduQuestionType"] = "Flashcard".into();
            value["text"] = text.into();
            value["acceptedAnswer"] = json!({
                "@type": "Answer",
                "text": markdown::plain(&answer.outline),
                "creditText": "编者整理",
            });
        }
        value
    }

    fn term_set(&self) -> Value {
        let mut set = self.thing("DefinedTermSet", "概念索引", concepts::PAGE);
        let terms = self.catalog.terms.iter().map(|term| {
            let page = self.url(&self.place_of(term));
            json!({ "@type": "DefinedTerm", "name": term.title, "url": page })
        });
        set.insert("hasDefinedTerm".to_owned(), terms.collect());
        set.into()
    }

    fn term(&self, term: &Term) -> Value {
        let names = term.aliases.iter().chain(&term.english);
        let names: Vec<&String> = names.collect();
        let mut value = json!({
            "@type": "DefinedTerm",
            "name": term.title,
            "termCode": term.id,
            "description": describe_term(term),
            "url": self.url(&self.place_of(term)),
            "inDefinedTermSet": self.url(concepts::PAGE),
        });
        if !names.is_empty() {
            value["alternateName"] = json!(names);
        }
        value
    }

    /// Its page, or its place in the index of concepts.
    fn place_of(&self, term: &Term) -> String {
        let page = term_page(term);
        match self.pages.contains_key(&page) {
            true => page,
            false => format!("{}#{}", concepts::PAGE, term.id),
        }
    }

    /// A page that gathers what stands on the pages of units.
    fn collection(&self) -> Value {
        let name = if self.page == homework::PAGE {
            "作业题库"
        } else {
            "思政载体"
        };
        let mut page = self.thing("CollectionPage", name, self.page);
        let courses = self.catalog.syllabi.iter();
        let courses =
            courses.map(|s| Value::Object(self.thing("Course", &s.title, &unit_page(&s.id, 0))));
        page.insert("about".to_owned(), courses.collect());
        page.into()
    }

    /// What everything has: a type, a name, a place, a language.
    fn thing(&self, kind: &str, name: &str, page: &str) -> Map<String, Value> {
        let mut thing = Map::new();
        thing.insert("@type".to_owned(), kind.into());
        thing.insert("name".to_owned(), name.into());
        thing.insert("url".to_owned(), self.url(page).into());
        thing.insert("inLanguage".to_owned(), self.site.language.into());
        thing
    }
}

/// The page of a term of ours, where it has one.
pub fn term_page(term: &Term) -> String {
    format!("concepts/{}.html", term.id)
}

/// `客户关系管理教学大纲（16 学时）：第一章 …、第二章 …`
pub fn describe_course(syllabus: &Syllabus) -> String {
    let units: Vec<String> = syllabus.units.iter().map(Unit::name).collect();
    let short = match syllabus.short.as_str() {
        "" => String::new(),
        short => format!("（{short}）"),
    };
    format!("{}教学大纲{short}：{}。", syllabus.title, units.join("、"))
}

/// `客户关系管理 · 16 学时 第六章 管理渠道客户：选择渠道客户、…`
pub fn describe_unit(syllabus: &Syllabus, unit: &Unit) -> String {
    let sections = unit.sections.iter().map(|section| section.title.read());
    let mut names: Vec<String> = sections.collect();
    if names.is_empty() {
        names = taught(unit);
    }
    format!(
        "{} {}：{}。",
        syllabus.name(),
        unit.name(),
        names.join("、")
    )
}

/// What a student learns there: sections, and points that say something new.
fn taught(unit: &Unit) -> Vec<String> {
    let sections = unit.sections.iter().map(|section| section.title.read());
    let points = unit.all_points().filter(|point| is_concept(point));
    sections.chain(points.map(|point| point.name())).collect()
}

/// What it is, in a sentence or two.
pub fn describe_term(term: &Term) -> String {
    let definition = markdown::definition(&term.body);
    markdown::plain(&definition).replace('\n', "")
}
