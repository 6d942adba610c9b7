//! The chapters that stand in no file: made from the catalogue, added to mdBook's book.

use mdbook_driver::book::{Book, BookItem, Chapter, SectionNumber};
use serde::Serialize;

use super::templates::Templates;
use super::view::{carriers, concepts, errata, homework, overview, unit};
use crate::catalog::model::{Catalog, Syllabus, unit_page};
use crate::diagnostic::Diagnostic;

/// A chapter before it is given its number.
struct Draft {
    name: String,
    /// Of the window, when the name alone says too little.
    title: Option<String>,
    page: String,
    content: String,
}

/// The chapters of `catalog`, to stand after those of `book`.
///
/// # Errors
/// The findings of all templates that failed.
pub fn chapters(
    catalog: &Catalog,
    templates: &Templates,
    book: &Book,
) -> Result<Vec<BookItem>, Vec<Diagnostic>> {
    if catalog.syllabi.is_empty() && catalog.terms.is_empty() {
        return Ok(Vec::new());
    }
    let mut maker = Maker {
        templates,
        findings: Vec::new(),
    };
    let mut items = Vec::new();
    for (number, syllabus) in (last_number(book) + 1..).zip(&catalog.syllabi) {
        // The frame shows a part that is one group as that group.
        items.push(BookItem::PartTitle(syllabus.name()));
        items.push(maker.syllabus(catalog, syllabus, number));
    }
    items.push(BookItem::PartTitle("查找".to_owned()));
    items.extend(maker.across(catalog).into_iter().map(chapter));
    if maker.findings.is_empty() {
        Ok(items)
    } else {
        Err(maker.findings)
    }
}

struct Maker<'a> {
    templates: &'a Templates,
    findings: Vec<Diagnostic>,
}

impl Maker<'_> {
    fn across(&mut self, catalog: &Catalog) -> Vec<Draft> {
        vec![
            self.page("概念索引", concepts::PAGE, &concepts::view(catalog)),
            self.page("作业题库", homework::PAGE, &homework::view(catalog)),
            self.page("思政载体", carriers::PAGE, &carriers::view(catalog)),
            self.page("勘误", errata::PAGE, &errata::view(catalog)),
        ]
    }

    fn page(&mut self, name: &str, page: &str, view: &impl Serialize) -> Draft {
        let template = page.replace(".html", ".md.j2");
        Draft {
            name: name.to_owned(),
            title: None,
            page: page.to_owned(),
            content: self.render(&template, view),
        }
    }

    /// The overview with the units below it.
    fn syllabus(&mut self, catalog: &Catalog, syllabus: &Syllabus, number: u32) -> BookItem {
        let overview = overview::view(catalog, syllabus);
        let draft = Draft {
            name: "大纲总览".to_owned(),
            title: Some(syllabus.name()),
            page: unit_page(&syllabus.id, 0),
            content: self.render("overview.md.j2", &overview),
        };
        let parent = draft.name.clone();
        let mut top = numbered(draft, vec![number]);
        for (index, unit) in (1..).zip(&syllabus.units) {
            let draft = Draft {
                name: unit.name(),
                title: Some(format!("{} · {}", unit.name(), syllabus.name())),
                page: unit_page(&syllabus.id, unit.number),
                content: self.render("unit.md.j2", &unit::view(catalog, syllabus, unit)),
            };
            let mut below = numbered(draft, vec![number, index]);
            below.parent_names = vec![parent.clone()];
            top.sub_items.push(BookItem::Chapter(below));
        }
        BookItem::Chapter(top)
    }

    fn render(&mut self, template: &str, view: &impl Serialize) -> String {
        match self.templates.render(template, view) {
            Ok(content) => content,
            Err(findings) => {
                // One template fails the same way for every unit.
                for finding in findings {
                    if !self.findings.contains(&finding) {
                        self.findings.push(finding);
                    }
                }
                String::new()
            }
        }
    }
}

/// A chapter that is neither numbered nor has any below it.
fn chapter(draft: Draft) -> BookItem {
    let mut chapter = numbered(draft, Vec::new());
    chapter.number = None;
    BookItem::Chapter(chapter)
}

/// mdBook nests its table of contents by these numbers alone.
fn numbered(draft: Draft, number: Vec<u32>) -> Chapter {
    let path = draft.page.replace(".html", ".md");
    let content = match draft.title {
        Some(title) => {
            // mdBook's directive for it, which braces would end.
            let title = title.replace(['{', '}', '\n'], " ");
            format!("{{{{#title {title}}}}}\n\n{}", draft.content)
        }
        None => draft.content,
    };
    let mut chapter = Chapter::new(&draft.name, content, path, Vec::new());
    chapter.source_path = None;
    chapter.number = Some(SectionNumber::new(number));
    chapter
}

/// The highest number that the hand-written chapters use.
fn last_number(book: &Book) -> u32 {
    let numbers = book.iter().filter_map(|item| match item {
        BookItem::Chapter(chapter) => chapter.number.as_ref()?.first().copied(),
        _ => None,
    });
    numbers.max().unwrap_or(0)
}
