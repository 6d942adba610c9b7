//! What a rule looks at: one syllabus, file by file, and how to point into it.

use std::ops::Range;

use crate::catalog::check::document::Document;
use crate::catalog::check::said::{Said, Words};
use crate::catalog::fields::{self, Field};
use crate::catalog::load::WrittenSyllabus;
use crate::catalog::model::{Concept, Syllabus, Term};
use crate::catalog::place::File;
use crate::catalog::resolve::Resolved;
use crate::catalog::written::{Erratum, Str};
use crate::diagnostic::{Allowed, AllowedBy, Diagnostic, Place};

/// Codes of what an erratum corrects.
const MISPRINTS: &[&str] = &[
    "words-doubled",
    "punctuation-doubled",
    "brackets",
    "half-width",
    "numbering-jump",
    "and-mixed",
    "titles-differ",
];

/// One syllabus with everything that rules ask about it.
pub struct Sheet<'a> {
    /// As written.
    pub written: &'a WrittenSyllabus,
    /// As understood.
    pub read: Option<&'a Syllabus>,
    /// The explained concepts of the book.
    pub terms: &'a [Term],
    /// Its concepts.
    pub concepts: Vec<&'a Concept>,
    /// Its files: the course level and the units, as far as they could be understood.
    pub leaves: Vec<Leaf<'a>>,
    document: Option<Document<'a>>,
}

/// One file of a syllabus.
pub struct Leaf<'a> {
    /// Unit number, 0 for the course level.
    pub unit: u32,
    /// The file.
    pub file: File<'a>,
    /// Its texts.
    pub fields: Vec<Field<'a>>,
    /// Its misprints.
    pub errata: &'a [Erratum],
    words: Words<'a>,
}

impl<'a> Sheet<'a> {
    /// Of a syllabus as written, with what came of it.
    pub fn new(
        written: &'a WrittenSyllabus,
        resolved: &'a Resolved,
        concepts: &'a [Concept],
    ) -> Self {
        let words = |unit| Words {
            syllabus: &written.id,
            unit,
            known: &resolved.words,
        };
        let course = written.course.iter().map(|course| Leaf {
            unit: 0,
            file: course.file(),
            fields: fields::of_syllabus(&course.value),
            errata: &course.value.erratum,
            words: words(0),
        });
        let units = written.units.iter().map(|(number, unit)| Leaf {
            unit: *number,
            file: unit.file(),
            fields: fields::of_unit(&unit.value),
            errata: &unit.value.erratum,
            words: words(*number),
        });
        let mut read = resolved.catalog.syllabi.iter();
        let own = |concept: &&Concept| concept.place.syllabus == written.id;
        Self {
            written,
            read: read.find(|syllabus| syllabus.id == written.id),
            terms: &resolved.catalog.terms,
            concepts: concepts.iter().filter(own).collect(),
            leaves: course.chain(units).collect(),
            document: Document::of(written),
        }
    }

    /// The finding about a byte range of a text's value: its place in the file, its place in
    /// the document, and the erratum that knows of it.
    pub fn mark(
        &self,
        leaf: &Leaf<'_>,
        text: &Str,
        range: Range<usize>,
        finding: Diagnostic,
    ) -> Diagnostic {
        let span = leaf.file.inside(text, range.clone());
        let mut finding = leaf.file.at(finding, span);
        if MISPRINTS.contains(&finding.code) {
            finding.allowed = leaf.erratum(text, &range);
        }
        match self.printed_at(leaf, text, range) {
            Some(place) => finding.also("in the document", place),
            None => finding,
        }
    }

    /// The same about a whole text.
    pub fn mark_all(&self, leaf: &Leaf<'_>, text: &Str, finding: Diagnostic) -> Diagnostic {
        self.mark(leaf, text, 0..text.get_ref().len(), finding)
    }

    /// The file of a unit.
    pub fn leaf(&self, unit: u32) -> Option<&Leaf<'a>> {
        self.leaves.iter().find(|leaf| leaf.unit == unit)
    }

    /// Every printed text with its file.
    pub fn printed(&self) -> impl Iterator<Item = (&Leaf<'a>, &'a Str)> {
        self.leaves.iter().flat_map(|leaf| {
            let printed = leaf.fields.iter().filter(|field| field.printed);
            printed.map(move |field| (leaf, field.text))
        })
    }

    /// Where the document prints this range of a text.
    fn printed_at(&self, leaf: &Leaf<'_>, text: &Str, range: Range<usize>) -> Option<Place> {
        let document = self.document.as_ref()?;
        let mut said = leaf.said(text)?;
        said.retain(|said| !said.c.is_whitespace());
        let inside = |said: &Said| said.range.start >= range.start && said.range.end <= range.end;
        let start = said.iter().position(inside)?;
        let length = said[start..].iter().take_while(|said| inside(said)).count();
        let words: Vec<char> = said.iter().map(|said| said.c).collect();
        document.place(leaf.unit, &words, start..start + length)
    }
}

impl Leaf<'_> {
    /// What the text says as printed; see [`Words::expand`].
    pub fn said(&self, text: &Str) -> Option<Vec<Said>> {
        self.words.expand(text)
    }

    /// The printed words of the item that `raw` names here.
    pub fn item(&self, raw: &str) -> Option<String> {
        self.words.item(raw)
    }

    /// The erratum of this file whose misprint overlaps the range.
    fn erratum(&self, text: &Str, range: &Range<usize>) -> Option<Allowed> {
        let overlaps = |erratum: &&Erratum| {
            let printed = erratum.printed.get_ref();
            let mut found = text.get_ref().match_indices(printed.as_str());
            !printed.is_empty()
                && found.any(|(at, _)| at < range.end && range.start < at + printed.len())
        };
        let erratum = self.errata.iter().find(overlaps)?;
        let span = erratum.printed.span();
        Some(Allowed {
            by: AllowedBy::Erratum,
            reason: format!(
                "“{}” → “{}”：{}",
                erratum.printed.get_ref(),
                erratum.corrected.get_ref(),
                erratum.reason.get_ref()
            ),
            place: Place::of_span(self.file.path, self.file.text, span),
        })
    }
}
