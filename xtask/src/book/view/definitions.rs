//! The concepts at home in a unit, each defined once, where its words stand.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::book::html::Html;
use crate::book::inline::Writer;
use crate::book::markdown;
use crate::catalog::model::{Catalog, Syllabus, Term, Unit};

/// A term where it is first taught.
#[derive(Debug, Serialize)]
pub struct TermNote {
    /// The term.
    pub title: String,
    /// Its page.
    pub href: String,
    /// What it is, ours.
    pub definition: Html,
}

/// The concepts of a unit that no text has taken yet.
#[derive(Debug)]
pub struct Definitions<'a> {
    left: Vec<(&'a str, &'a Term)>,
}

impl<'a> Definitions<'a> {
    /// Of the concepts at home in the unit, in the order in which it teaches them.
    pub fn of(catalog: &'a Catalog, syllabus: &Syllabus, unit: &Unit) -> Self {
        let terms = super::concepts::in_order(catalog).into_iter();
        let homes = terms.filter_map(|term| Some((term.taught.first()?, term)));
        let here =
            homes.filter(|(home, _)| home.syllabus == syllabus.id && home.unit == unit.number);
        Self {
            left: here.map(|(home, term)| (home.id.as_str(), term)).collect(),
        }
    }

    /// Takes those whose place is one of these items.
    pub fn take(&mut self, items: &BTreeSet<&str>, writer: &Writer) -> Vec<TermNote> {
        let (taken, left) = self.left.drain(..).partition(|(id, _)| items.contains(id));
        self.left = left;
        notes(taken, writer)
    }

    /// Those that are left.
    pub fn rest(&mut self, writer: &Writer) -> Vec<TermNote> {
        notes(std::mem::take(&mut self.left), writer)
    }
}

fn notes(taken: Vec<(&str, &Term)>, writer: &Writer) -> Vec<TermNote> {
    let notes = taken.into_iter().map(|(_, term)| TermNote {
        title: term.title.clone(),
        href: writer.way(&term.page()),
        definition: markdown::inline(&markdown::definition(&term.body)),
    });
    notes.collect()
}
