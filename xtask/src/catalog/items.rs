//! Everything with an id, by its address.

use std::collections::BTreeMap;

use crate::catalog::fields;
use crate::catalog::load::Written;
use crate::catalog::model::ItemRef;
use crate::catalog::place::File;
use crate::catalog::template::is_id;
use crate::catalog::written::{Erratum, Point, Question, Str, SyllabusFile, UnitFile};
use crate::diagnostic::Diagnostic;

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemKind {
    /// A section of a unit.
    Section,
    /// A point.
    Point,
    /// A question.
    Question,
    /// A carrier.
    Carrier,
    /// A unit's objective.
    Objective,
    /// A numbered item or a book of the course level.
    Item,
    /// A part of a unit or a section of the course level: a heading.
    Heading,
}

/// An item as written.
#[derive(Debug)]
pub struct Entry<'a> {
    /// What it is.
    pub kind: ItemKind,
    /// The words that stand where a text names it; none for headings.
    pub words: Option<&'a Str>,
    /// Index of its scope in [`Items::scopes`].
    pub scope: usize,
    /// Line of its id, for findings about another with the same.
    line: usize,
}

/// A file's place in the catalogue: what ids mean in it.
#[derive(Debug)]
pub struct Scope<'a> {
    /// The file.
    pub file: File<'a>,
    /// Syllabus id; empty for a concept file.
    pub syllabus: &'a str,
    /// Unit number.
    pub unit: u32,
    /// Its misprints as written.
    pub errata: &'a [Erratum],
}

impl Scope<'_> {
    /// The address that `id` has here.
    pub fn item(&self, id: &str) -> ItemRef {
        ItemRef {
            syllabus: self.syllabus.to_owned(),
            unit: self.unit,
            id: id.to_owned(),
        }
    }
}

/// All items of all files.
#[derive(Debug, Default)]
pub struct Items<'a> {
    /// By address; the first of several with the same.
    pub entries: BTreeMap<ItemRef, Entry<'a>>,
    /// One for each file, in the order of [`Written`]: course level, units, studies, then the
    /// next syllabus.
    pub scopes: Vec<Scope<'a>>,
    /// What was wrong with ids and empty texts.
    pub findings: Vec<Diagnostic>,
}

impl<'a> Items<'a> {
    /// Collects them.
    pub fn of(written: &'a Written) -> Self {
        let mut items = Self::default();
        for syllabus in &written.syllabi {
            if let Some(course) = &syllabus.course {
                items.scope(course.file(), &syllabus.id, 0, &course.value.erratum);
                items.course(&course.value);
                items.texts(&fields::of_syllabus(&course.value));
            }
            for (number, unit) in &syllabus.units {
                items.scope(unit.file(), &syllabus.id, *number, &unit.value.erratum);
                items.unit(&unit.value);
                items.texts(&fields::of_unit(&unit.value));
            }
            for (number, study) in &syllabus.studies {
                items.scope(study.file(), &syllabus.id, *number, &[]);
                items.texts(&fields::of_study(&study.value));
            }
        }
        for term in &written.terms {
            items.scope(term.head.file(), "", 0, &[]);
            items.texts(&fields::of_concept(&term.head.value));
        }
        items
    }

    fn scope(&mut self, file: File<'a>, syllabus: &'a str, unit: u32, errata: &'a [Erratum]) {
        self.scopes.push(Scope {
            file,
            syllabus,
            unit,
            errata,
        });
        let mut seen = BTreeMap::new();
        for erratum in errata {
            self.check_id(&erratum.id);
            let line = line_of(file, &erratum.id);
            if let Some(first) = seen.insert(erratum.id.get_ref(), line) {
                self.duplicate(&erratum.id, erratum.id.get_ref(), first);
            }
        }
    }

    fn course(&mut self, file: &'a SyllabusFile) {
        for section in &file.section {
            self.add(ItemKind::Heading, &section.id, None);
            for item in &section.item {
                self.add(ItemKind::Item, &item.id, Some(&item.text));
            }
            for book in &section.book {
                self.add(ItemKind::Item, &book.id, Some(&book.text));
            }
        }
        self.questions(&file.question);
    }

    fn unit(&mut self, file: &'a UnitFile) {
        for part in &file.part {
            self.enter(
                ItemKind::Heading,
                &part.kind,
                part.kind.get_ref().id(),
                None,
            );
        }
        for section in &file.section {
            self.add(ItemKind::Section, &section.id, Some(&section.title));
            self.points(&section.point);
        }
        self.points(&file.point);
        if let Some(objective) = &file.objective {
            self.add(ItemKind::Objective, &objective.id, Some(&objective.text));
        }
        self.questions(&file.question);
        for carrier in &file.carrier {
            self.add(ItemKind::Carrier, &carrier.id, Some(&carrier.text));
        }
    }

    fn points(&mut self, points: &'a [Point]) {
        for point in points {
            self.add(ItemKind::Point, &point.id, Some(&point.text));
        }
    }

    fn questions(&mut self, questions: &'a [Question]) {
        for question in questions {
            self.add(ItemKind::Question, &question.id, Some(&question.text));
        }
    }

    fn add(&mut self, kind: ItemKind, id: &'a Str, words: Option<&'a Str>) {
        self.check_id(id);
        self.enter(kind, id, id.get_ref(), words);
    }

    fn enter<T>(
        &mut self,
        kind: ItemKind,
        place: &toml::Spanned<T>,
        id: &str,
        words: Option<&'a Str>,
    ) {
        let Some(scope) = self.scopes.last() else {
            return;
        };
        let entry = Entry {
            kind,
            words,
            scope: self.scopes.len() - 1,
            line: line_of(scope.file, place),
        };
        let item = scope.item(id);
        if let Some(first) = self.entries.get(&item).map(|first| first.line) {
            self.duplicate(place, id, first);
        } else {
            self.entries.insert(item, entry);
        }
    }

    fn duplicate<T>(&mut self, place: &toml::Spanned<T>, id: &str, first: usize) {
        self.report(
            Diagnostic::error(
                "duplicate-id",
                format!("the id `{id}` is taken in this file"),
            )
            .help(format!(
                "line {first} has it already; every id stands once in a file"
            )),
            place,
        );
    }

    fn check_id(&mut self, id: &Str) {
        if !is_id(id.get_ref()) {
            self.report(
                Diagnostic::error("bad-id", format!("`{}` cannot be an anchor", id.get_ref()))
                    .help("use lower-case ASCII letters, digits and hyphens, e.g. s1-2"),
                id,
            );
        }
    }

    fn texts(&mut self, fields: &[fields::Field<'_>]) {
        for field in fields {
            if field.text.get_ref().trim().is_empty() {
                self.report(
                    Diagnostic::error("empty-text", "this text is empty")
                        .help("write the words, or take the line out"),
                    field.text,
                );
            }
        }
    }

    fn report<T>(&mut self, finding: Diagnostic, place: &toml::Spanned<T>) {
        if let Some(scope) = self.scopes.last() {
            self.findings.push(scope.file.at(finding, place.span()));
        }
    }
}

fn line_of<T>(file: File<'_>, place: &toml::Spanned<T>) -> usize {
    let before = file.text.get(..place.span().start).unwrap_or_default();
    before.matches('\n').count() + 1
}
