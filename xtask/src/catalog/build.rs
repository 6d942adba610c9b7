//! Builds the model file by file: the same shape as written, with texts and references
//! resolved.

use std::collections::BTreeMap;

use crate::catalog::build_course;
use crate::catalog::build_study::{self, Studies};
use crate::catalog::items::ItemKind;
use crate::catalog::load::{Written, WrittenSyllabus, WrittenTerm};
use crate::catalog::model::{
    Carrier, Catalog, Erratum, ItemRef, Part, Point, ProcessRow, Question, QuestionPlace, Section,
    Syllabus, Term, Text, Unit,
};
use crate::catalog::nearest::nearest;
use crate::catalog::text::Texts;
use crate::catalog::written::{self, Source, Str, UnitFile};
use crate::diagnostic::Diagnostic;

/// Builds in the scope of one file after the other.
pub struct Builder<'a> {
    /// Resolves texts and references.
    pub texts: Texts<'a>,
    /// Items that name another as their original, by their address.
    pub links: BTreeMap<ItemRef, Link<'a>>,
    /// What study files say, by the question or carrier.
    pub studies: Studies,
    scope: usize,
}

/// One item names another as its original.
pub struct Link<'a> {
    /// The item named.
    pub to: ItemRef,
    /// The name as written.
    pub name: &'a Str,
    /// Where.
    pub scope: usize,
}

/// Builds everything that was read. The scopes are those of
/// [`Items`](super::items::Items), in the same order.
pub fn catalog<'a>(written: &'a Written, builder: &mut Builder<'a>) -> Catalog {
    let mut syllabi: Vec<(i64, Syllabus)> = written
        .syllabi
        .iter()
        .map(|syllabus| {
            let course = syllabus.course.as_ref();
            let order = course.map_or(0, |course| course.value.editor.order);
            (order, builder.syllabus(syllabus, written))
        })
        .collect();
    // The walk was sorted by id, and this sort keeps that order among equals.
    syllabi.sort_by_key(|(order, _)| *order);
    let terms = written
        .terms
        .iter()
        .map(|term| builder.term(term, written))
        .collect();
    let synonyms = written.synonyms.iter();
    let groups = synonyms.flat_map(|source| &source.value.groups);
    let words = |group: &Vec<Str>| group.iter().map(|word| word.get_ref().clone()).collect();
    Catalog {
        syllabi: syllabi.into_iter().map(|(_, syllabus)| syllabus).collect(),
        terms,
        synonyms: groups.map(words).collect(),
    }
}

impl<'a> Builder<'a> {
    /// Before the first file.
    pub fn new(texts: Texts<'a>) -> Self {
        Self {
            texts,
            links: BTreeMap::new(),
            studies: Studies::default(),
            scope: 0,
        }
    }

    fn syllabus(&mut self, syllabus: &'a WrittenSyllabus, written: &Written) -> Syllabus {
        let mut out = Syllabus {
            id: syllabus.id.clone(),
            title: syllabus.id.clone(),
            short: String::new(),
            note: None,
            printed_title: None,
            info: Vec::new(),
            sections: Vec::new(),
            questions: Vec::new(),
            units: Vec::new(),
            errata: Vec::new(),
        };
        if let Some(course) = &syllabus.course {
            build_course::fill(self, &course.value, &mut out);
            self.scope += 1;
        }
        for (number, unit) in &syllabus.units {
            let built = self.unit(*number, unit, &mut out.errata);
            out.units.push(built);
            self.scope += 1;
        }
        for (number, study) in &syllabus.studies {
            build_study::read(self, (syllabus, *number), study, written);
            self.scope += 1;
        }
        out
    }

    fn unit(&mut self, number: u32, unit: &'a Source<UnitFile>, errata: &mut Vec<Erratum>) -> Unit {
        let file = &unit.value;
        errata.extend(self.errata(&file.erratum));
        Unit {
            number,
            label: file.label.get_ref().clone(),
            title: self.text(&file.title),
            note: plain(file.note.as_ref()),
            hours: None,
            serves: self.references(&file.serves, ItemKind::Item),
            parts: file.part.iter().map(|part| self.part(part)).collect(),
            sections: file.section.iter().map(|s| self.section(s)).collect(),
            points: file.point.iter().map(|p| self.point(p)).collect(),
            objective: file.objective.as_ref().map(|objective| {
                let id = objective.id.get_ref().clone();
                (id, self.item_text(&objective.id, &objective.text))
            }),
            questions: self.questions(&file.question),
            carriers: file.carrier.iter().map(|c| self.carrier(c)).collect(),
            process: file
                .process
                .iter()
                .map(|row| self.process_row(row))
                .collect(),
        }
    }

    fn part(&mut self, part: &'a written::Part) -> Part {
        Part {
            kind: *part.kind.get_ref(),
            heading: self.optional(part.heading.as_ref()).unwrap_or_default(),
            text: self.optional(part.text.as_ref()).unwrap_or_default(),
            lines: self.list(&part.lines),
        }
    }

    fn section(&mut self, section: &'a written::Section) -> Section {
        Section {
            id: section.id.get_ref().clone(),
            label: own_label(section),
            title: self.item_text(&section.id, &section.title),
            methods: self.optional(section.methods.as_ref()),
            terms: plain_list(&section.terms),
            points: section.point.iter().map(|p| self.point(p)).collect(),
        }
    }

    fn point(&mut self, point: &'a written::Point) -> Point {
        let knowledge = [ItemKind::Section, ItemKind::Point];
        let same = point.same.as_ref();
        Point {
            id: point.id.get_ref().clone(),
            label: point.label.clone(),
            text: self.item_text(&point.id, &point.text),
            title: plain(point.title.as_ref()),
            same: same.and_then(|name| self.link(&point.id, name, &knowledge)),
            filler: point.filler,
            terms: plain_list(&point.terms),
        }
    }

    /// Questions of a unit or of the course level.
    pub fn questions(&mut self, questions: &'a [written::Question]) -> Vec<Question> {
        questions.iter().map(|q| self.question(q)).collect()
    }

    fn question(&mut self, question: &'a written::Question) -> Question {
        let kind = *question.kind.get_ref();
        let restates = question.restates.as_ref();
        let mut about = Vec::new();
        for name in &question.about {
            let item = self.reference(name, &[ItemKind::Section, ItemKind::Point]);
            about.extend(item.filter(|item| !about.contains(item)));
        }
        Question {
            id: question.id.get_ref().clone(),
            kind,
            text: self.item_text(&question.id, &question.text),
            restates: restates
                .and_then(|name| self.link(&question.id, name, &[ItemKind::Question])),
            about,
            places: vec![QuestionPlace {
                unit: self.here("").unit,
                kind,
            }],
            answer: None,
        }
    }

    fn carrier(&mut self, carrier: &'a written::Carrier) -> Carrier {
        Carrier {
            id: carrier.id.get_ref().clone(),
            kind: *carrier.kind.get_ref(),
            text: self.item_text(&carrier.id, &carrier.text),
            usage: None,
        }
    }

    fn process_row(&mut self, row: &'a written::ProcessRow) -> ProcessRow {
        ProcessRow {
            steps: plain_list(&row.steps),
            content: self.list(&row.content),
            teacher: self.list(&row.teacher),
            student: self.list(&row.student),
        }
    }

    /// Misprints of a file.
    pub fn errata(&mut self, errata: &[written::Erratum]) -> Vec<Erratum> {
        let entry = |erratum: &written::Erratum| Erratum {
            entry: self.here(erratum.id.get_ref()),
            printed: erratum.printed.get_ref().clone(),
            corrected: erratum.corrected.get_ref().clone(),
            reason: erratum.reason.get_ref().clone(),
        };
        errata.iter().map(entry).collect()
    }

    fn term(&mut self, term: &'a WrittenTerm, written: &Written) -> Term {
        let head = &term.head.value;
        let knowledge = [ItemKind::Section, ItemKind::Point];
        let taught = head
            .taught
            .iter()
            .filter_map(|name| self.reference(name, &knowledge));
        let taught = taught.collect();
        let related = head
            .related
            .iter()
            .filter(|name| self.is_term(name, written));
        let related = related.map(|name| name.get_ref().clone()).collect();
        let body = term
            .head
            .text
            .get(term.body.clone())
            .unwrap_or_default()
            .trim();
        if body.is_empty() {
            let finding = Diagnostic::error("empty-text", "this concept says nothing")
                .help("explain it below the second `+++` line");
            self.report(finding, &head.title);
        }
        self.scope += 1;
        Term {
            id: term.id.clone(),
            title: head.title.get_ref().clone(),
            aliases: plain_list(&head.aliases),
            english: plain(head.english.as_ref()),
            taught,
            related,
            body: body.to_owned(),
        }
    }

    /// Whether there is a concept of this name; if not, that is reported.
    pub fn is_term(&mut self, name: &Str, written: &Written) -> bool {
        let ids = || written.terms.iter().map(|term| term.id.as_str());
        let id = name.get_ref().as_str();
        let known = ids().any(|known| known == id);
        if !known && !written.broken_terms.contains(id) {
            let finding =
                Diagnostic::error("dangling-reference", format!("there is no concept `{id}`"));
            let finding = match nearest(id, ids()) {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding.help("a concept is named by its file: content/concepts/<id>.md"),
            };
            self.report(finding, name);
        }
        known
    }

    /// A text that belongs to no item.
    pub fn text(&mut self, text: &Str) -> Text {
        self.texts.text(self.scope, text)
    }

    /// The same, if it is there.
    pub fn optional(&mut self, text: Option<&Str>) -> Option<Text> {
        text.map(|text| self.text(text))
    }

    fn list(&mut self, texts: &[Str]) -> Vec<Text> {
        texts.iter().map(|text| self.text(text)).collect()
    }

    /// The words of the item of this id, which are `words` unless the id is taken.
    pub fn item_text(&mut self, id: &Str, words: &Str) -> Text {
        let item = self.here(id.get_ref());
        let entry = self.texts.items.entries.get(&item);
        match entry.and_then(|entry| entry.words) {
            Some(first) if std::ptr::eq(first, words) => self.texts.item(&item),
            _ => self.text(words),
        }
    }

    /// The address that `id` has in the file at hand.
    pub fn here(&self, id: &str) -> ItemRef {
        match self.texts.items.scopes.get(self.scope) {
            Some(scope) => scope.item(id),
            None => ItemRef {
                syllabus: String::new(),
                unit: 0,
                id: id.to_owned(),
            },
        }
    }

    fn link(&mut self, id: &Str, name: &'a Str, kinds: &[ItemKind]) -> Option<ItemRef> {
        let to = self.reference(name, kinds)?;
        let link = Link {
            to: to.clone(),
            name,
            scope: self.scope,
        };
        self.links.insert(self.here(id.get_ref()), link);
        Some(to)
    }

    /// The items named, each once.
    fn references(&mut self, names: &[Str], kind: ItemKind) -> Vec<ItemRef> {
        let mut items = Vec::new();
        for name in names {
            let item = self.reference(name, &[kind]);
            items.extend(item.filter(|item| !items.contains(item)));
        }
        items
    }

    /// The item named, when it is of one of these kinds.
    pub fn reference(&mut self, name: &Str, kinds: &[ItemKind]) -> Option<ItemRef> {
        let item = self.texts.reference(self.scope, name)?;
        let kind = self.texts.items.entries.get(&item)?.kind;
        if kinds.contains(&kind) {
            return Some(item);
        }
        let what = match kinds {
            [ItemKind::Question] => "a question",
            [ItemKind::Item] => "a numbered item of the course level",
            [ItemKind::Carrier] => "a carrier",
            [ItemKind::Objective] => "an objective",
            _ => "a section or point",
        };
        let finding = Diagnostic::error(
            "reference-kind",
            format!("`{}` is not {what}", name.get_ref()),
        )
        .help(format!("name {what} here"));
        self.report(finding, name);
        None
    }

    /// Adds a finding about a whole text of the file at hand.
    pub fn report(&mut self, finding: Diagnostic, text: &Str) {
        let range = 0..text.get_ref().len();
        self.texts.report(self.scope, finding, text, range);
    }
}

/// A section without a number has its title for a label, which is not said twice.
fn own_label(section: &written::Section) -> String {
    let label = section.label.get_ref();
    if label == section.title.get_ref() {
        return String::new();
    }
    label.clone()
}

/// Words of ours.
pub fn plain(text: Option<&Str>) -> Option<String> {
    text.map(|text| text.get_ref().clone())
}

/// The same, of a list.
pub fn plain_list(texts: &[Str]) -> Vec<String> {
    texts.iter().map(|text| text.get_ref().clone()).collect()
}
