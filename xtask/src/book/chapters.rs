//! The chapters that stand in no file: made from the catalogue, added to mdBook's book.
//!
//! They stand before the first part title of `SUMMARY.md` (`# 关于本站`), or at the end when
//! there is none: what a student comes for is above what the site says about itself.

use std::collections::BTreeSet;

use mdbook_driver::book::{Book, BookItem, Chapter, SectionNumber};
use serde::Serialize;

use super::templates::Templates;
use super::view::{
    carriers, compare, concept, concepts, errata, home, homework, overview, practice, review, unit,
};
use crate::catalog::Uses;
use crate::catalog::model::{Catalog, Syllabus, unit_page};
use crate::diagnostic::Diagnostic;

/// A chapter before it is given its number.
struct Draft {
    name: String,
    /// Of the window, when the name alone says too little.
    title: Option<String>,
    page: String,
    content: String,
    /// Chapters that only its own page and theirs lead to.
    below: Vec<Draft>,
}

/// Adds the chapters of `catalog` to `book`, and to hand-written ones what they ask for.
///
/// # Errors
/// The findings of all templates that failed.
pub fn add(
    catalog: &Catalog,
    templates: &Templates,
    book: &mut Book,
) -> Result<(), Vec<Diagnostic>> {
    let mut maker = Maker {
        catalog,
        templates,
        findings: Vec::new(),
    };
    let generated = maker.chapters(last_number(book) + 1);
    let pages = book.chapters().chain(chapters_of(&generated));
    let pages: BTreeSet<String> = pages.filter_map(page_of).collect();
    maker.fill(book, &pages);
    if !maker.findings.is_empty() {
        return Err(maker.findings);
    }
    let is_part = |item: &BookItem| matches!(item, BookItem::PartTitle(_));
    let at = book.items.iter().position(is_part);
    let at = at.unwrap_or(book.items.len());
    book.items.splice(at..at, generated);
    Ok(())
}

struct Maker<'a> {
    catalog: &'a Catalog,
    templates: &'a Templates,
    findings: Vec<Diagnostic>,
}

impl Maker<'_> {
    fn chapters(&mut self, first: u32) -> Vec<BookItem> {
        let catalog = self.catalog;
        let mut items = Vec::new();
        if catalog.syllabi.is_empty() && catalog.terms.is_empty() {
            return items;
        }
        // A part that is one group is shown as that group.
        let several = catalog.syllabi.len() > 1;
        if several {
            items.push(BookItem::PartTitle("课程".to_owned()));
        }
        for (number, syllabus) in (first..).zip(&catalog.syllabi) {
            if !several {
                items.push(BookItem::PartTitle(syllabus.name()));
            }
            items.push(self.syllabus(syllabus, number));
        }
        items.push(BookItem::PartTitle("查找与复习".to_owned()));
        items.extend(self.across().into_iter().map(chapter));
        items
    }

    fn across(&mut self) -> Vec<Draft> {
        let catalog = self.catalog;
        let uses = Uses::of(catalog);
        let mut index = self.page("概念索引", concepts::PAGE, &concepts::view(catalog));
        for term in concepts::in_order(catalog) {
            let view = concept::view(catalog, &uses, term);
            index.below.push(Draft {
                name: term.title.clone(),
                title: Some(format!("{} · 概念", term.title)),
                page: term.page(),
                content: self.render("concept.md.j2", &view),
                below: Vec::new(),
            });
        }
        // What a student needs first comes first.
        let mut drafts = vec![
            index,
            self.page("作业题库", homework::PAGE, &homework::view(catalog)),
        ];
        if let Some(view) = review::view(catalog) {
            let mut review = self.page("考前速览", review::PAGE, &view);
            let syllabi = catalog.syllabi.iter();
            review.below = syllabi.flat_map(|syllabus| self.sheets(syllabus)).collect();
            drafts.push(review);
        }
        if let Some(view) = practice::view(catalog) {
            let mut practice = self.page("自测", practice::PAGE, &view);
            let decks = catalog.syllabi.iter();
            practice.below = decks.filter_map(|syllabus| self.deck(syllabus)).collect();
            drafts.push(practice);
        }
        if let Some(view) = compare::view(catalog) {
            drafts.push(self.page("大纲对照", compare::PAGE, &view));
        }
        drafts.push(self.page("思政载体", carriers::PAGE, &carriers::view(catalog)));
        drafts.push(self.page("勘误", errata::PAGE, &errata::view(catalog)));
        drafts
    }

    /// The sheet of a course and those of its units.
    fn sheets(&mut self, syllabus: &Syllabus) -> Vec<Draft> {
        let catalog = self.catalog;
        let units = syllabus.units.iter();
        let units: Vec<_> = units
            .filter(|unit| review::has_sheet(catalog, syllabus, unit))
            .collect();
        let mut drafts = Vec::new();
        if units.is_empty() {
            return drafts;
        }
        let course = review::course(catalog, syllabus);
        drafts.push(Draft {
            name: syllabus.name(),
            title: Some(format!("{} · 考前速览", syllabus.name())),
            page: review::sheet_page(&syllabus.id, 0),
            content: self.render("course-sheet.md.j2", &course),
            below: Vec::new(),
        });
        for unit in units {
            let sheet = review::sheet(catalog, syllabus, unit);
            drafts.push(Draft {
                name: unit.name(),
                title: Some(format!("{} · {} · 考前速览", unit.name(), syllabus.name())),
                page: review::sheet_page(&syllabus.id, unit.number),
                content: self.render("sheet.md.j2", &sheet),
                below: Vec::new(),
            });
        }
        drafts
    }

    fn deck(&mut self, syllabus: &Syllabus) -> Option<Draft> {
        let view = practice::course(self.catalog, syllabus)?;
        Some(Draft {
            name: syllabus.name(),
            title: Some(format!("{} · 自测", syllabus.name())),
            page: practice::deck_page(&syllabus.id),
            content: self.render("deck.md.j2", &view),
            below: Vec::new(),
        })
    }

    fn page(&mut self, name: &str, page: &str, view: &impl Serialize) -> Draft {
        let template = page.replace(".html", ".md.j2");
        Draft {
            name: name.to_owned(),
            title: None,
            page: page.to_owned(),
            content: self.render(&template, view),
            below: Vec::new(),
        }
    }

    /// The overview with the units below it.
    fn syllabus(&mut self, syllabus: &Syllabus, number: u32) -> BookItem {
        let catalog = self.catalog;
        let overview = overview::view(catalog, syllabus);
        let several = catalog.syllabi.len() > 1;
        let draft = Draft {
            name: if several {
                syllabus.name()
            } else {
                "大纲总览".to_owned()
            },
            title: Some(syllabus.name()),
            page: unit_page(&syllabus.id, 0),
            content: self.render("overview.md.j2", &overview),
            below: Vec::new(),
        };
        let parent = draft.name.clone();
        let mut top = numbered(draft, vec![number]);
        for (index, unit) in (1..).zip(&syllabus.units) {
            let draft = Draft {
                name: unit.name(),
                title: Some(format!("{} · {}", unit.name(), syllabus.name())),
                page: unit_page(&syllabus.id, unit.number),
                content: self.render("unit.md.j2", &unit::view(catalog, syllabus, unit)),
                below: Vec::new(),
            };
            let mut below = numbered(draft, vec![number, index]);
            below.parent_names = vec![parent.clone()];
            top.sub_items.push(BookItem::Chapter(below));
        }
        BookItem::Chapter(top)
    }

    /// Puts the lists into the hand-written chapters that ask for them; `pages` is what the
    /// book has.
    fn fill(&mut self, book: &mut Book, pages: &BTreeSet<String>) {
        let mut filled = None;
        for item in &mut book.items {
            let BookItem::Chapter(chapter) = item else {
                continue;
            };
            if !chapter.content.contains(home::MARK) {
                continue;
            }
            let list = filled.get_or_insert_with(|| {
                let view = home::view(self.catalog, pages);
                self.render("home.md.j2", &view)
            });
            chapter.content = chapter.content.replace(home::MARK, list.trim());
        }
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

/// A chapter without a number, and those below it, which no other page lists.
fn chapter(draft: Draft) -> BookItem {
    BookItem::Chapter(unnumbered(draft, Vec::new()))
}

fn unnumbered(mut draft: Draft, parents: Vec<String>) -> Chapter {
    let below = std::mem::take(&mut draft.below);
    let mut chapter = numbered(draft, Vec::new());
    chapter.number = None;
    let mut names = parents.clone();
    names.push(chapter.name.clone());
    chapter.parent_names = parents;
    let below = below
        .into_iter()
        .map(|draft| unnumbered(draft, names.clone()));
    chapter.sub_items = below.map(BookItem::Chapter).collect();
    chapter
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

/// Every chapter of these items, those below others too.
fn chapters_of(items: &[BookItem]) -> Box<dyn Iterator<Item = &Chapter> + '_> {
    Box::new(items.iter().flat_map(|item| match item {
        BookItem::Chapter(chapter) => {
            let below = chapters_of(&chapter.sub_items);
            Box::new(std::iter::once(chapter).chain(below)) as Box<dyn Iterator<Item = &Chapter>>
        }
        _ => Box::new(std::iter::empty()),
    }))
}

fn page_of(chapter: &Chapter) -> Option<String> {
    super::render::page_of(chapter.path.as_deref()?)
}

/// The highest number that the hand-written chapters use.
fn last_number(book: &Book) -> u32 {
    let numbers = book.iter().filter_map(|item| match item {
        BookItem::Chapter(chapter) => chapter.number.as_ref()?.first().copied(),
        _ => None,
    });
    numbers.max().unwrap_or(0)
}
