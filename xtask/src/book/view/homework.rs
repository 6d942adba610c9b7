//! 作业题库: every question of every syllabus.

use serde::Serialize;

use super::{QuestionView, question};
use crate::book::html::Link;
use crate::book::inline::Writer;
use crate::catalog::model::{Catalog, ItemRef, Question, Run, Syllabus, Text, unit_page};

/// The page.
#[derive(Debug, Serialize)]
pub struct HomeworkView {
    /// How many questions there are.
    pub total: usize,
    /// In order.
    pub syllabi: Vec<SyllabusView>,
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
    pub questions: Vec<QuestionView>,
}

/// The page, relative to the site root.
pub const PAGE: &str = "homework.html";

/// Makes the view.
pub fn view(catalog: &Catalog) -> HomeworkView {
    // Nothing has its anchor here: all words link to their unit's page.
    let mut writer = Writer::new(PAGE, []);
    let syllabi: Vec<_> = catalog
        .syllabi
        .iter()
        .map(|syllabus| SyllabusView {
            id: syllabus.id.clone(),
            name: syllabus.name(),
            units: units(catalog, syllabus, &mut writer),
        })
        .collect();
    let asked = |s: &SyllabusView| s.units.iter().map(|u| u.questions.len()).sum::<usize>();
    HomeworkView {
        total: syllabi.iter().map(asked).sum(),
        syllabi,
    }
}

fn units(catalog: &Catalog, syllabus: &Syllabus, writer: &mut Writer) -> Vec<UnitQuestions> {
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
        let home = (syllabus, number);
        let mut list = Vec::new();
        for asked in questions {
            list.push(linked(catalog, home, asked, writer));
        }
        views.push(UnitQuestions {
            id: format!("{}-{number}", syllabus.id),
            unit: Link {
                href: writer.way(&unit_page(&syllabus.id, number)),
                text: name,
            },
            questions: list,
        });
    }
    views
}

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
        text: writer.text(&text),
        ..question(catalog, home, asked, asked.kind, writer)
    }
}
