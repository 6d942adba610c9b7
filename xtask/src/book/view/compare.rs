//! 大纲对照: which units of two syllabi teach the same, and what each teaches alone, by the
//! places of the concepts.

use serde::Serialize;

use super::compare_picture::{self, Flow, Node};
use super::term_link;
use crate::book::html::{Html, Link};
use crate::book::inline::Writer;
use crate::catalog::model::{Catalog, Syllabus, Term, Unit, unit_page};

/// The page.
#[derive(Debug, Serialize)]
pub struct CompareView {
    /// Two syllabi each.
    pub pairs: Vec<PairView>,
}

/// Two syllabi that share concepts.
#[derive(Debug, Serialize)]
pub struct PairView {
    /// Its anchor.
    pub id: String,
    /// The first of them.
    pub left: SideView,
    /// The second.
    pub right: SideView,
    /// How many concepts both teach.
    pub shared: usize,
    /// Units of both sides and what runs between them.
    pub picture: Html,
    /// The same as a table, a unit of the first a row.
    pub rows: Vec<RowView>,
}

/// One of two syllabi.
#[derive(Debug, Serialize)]
pub struct SideView {
    /// Its overview, under its name.
    pub syllabus: Link,
    /// What tells it from the other.
    pub short: String,
    /// Anchor of what it alone teaches.
    pub id: String,
    /// What it alone teaches.
    pub alone: Vec<AloneView>,
    /// How many concepts that are.
    pub count: usize,
}

/// A unit of the first syllabus and the units of the other that share concepts with it.
#[derive(Debug, Serialize)]
pub struct RowView {
    /// Its page.
    pub unit: Link,
    /// None where it stands alone.
    pub matches: Vec<MatchView>,
}

/// What two units share.
#[derive(Debug, Serialize)]
pub struct MatchView {
    /// The unit of the other syllabus.
    pub unit: Link,
    /// The concepts.
    pub concepts: Vec<Link>,
}

/// What a unit teaches and the other syllabus does not.
#[derive(Debug, Serialize)]
pub struct AloneView {
    /// The unit.
    pub unit: Link,
    /// The concepts.
    pub concepts: Vec<Link>,
}

/// The page, relative to the site root.
pub const PAGE: &str = "compare.html";

/// More pairs than this are a catalogue of many courses, where nobody reads them all.
const MOST_PAIRS: usize = 12;

/// The view, when any two syllabi share concepts.
pub fn view(catalog: &Catalog) -> Option<CompareView> {
    let writer = Writer::new(PAGE, []);
    let mut pairs = Vec::new();
    for (at, left) in catalog.syllabi.iter().enumerate() {
        for right in &catalog.syllabi[at + 1..] {
            pairs.extend(pair(catalog, left, right, &writer));
        }
    }
    // Those that have most in common, in the order of the syllabi.
    let mut counts: Vec<usize> = pairs.iter().map(|pair| pair.shared).collect();
    counts.sort_by_key(|count| std::cmp::Reverse(*count));
    if let Some(least) = counts.get(MOST_PAIRS - 1) {
        pairs.retain(|pair| pair.shared >= *least);
        pairs.truncate(MOST_PAIRS);
    }
    (!pairs.is_empty()).then_some(CompareView { pairs })
}

fn pair(catalog: &Catalog, left: &Syllabus, right: &Syllabus, writer: &Writer) -> Option<PairView> {
    let teaches = |syllabus: &Syllabus, term: &Term| {
        term.taught.iter().any(|item| item.syllabus == syllabus.id)
    };
    let terms = || super::concepts::in_order(catalog).into_iter();
    let shared: Vec<&Term> = terms()
        .filter(|term| teaches(left, term) && teaches(right, term))
        .collect();
    if shared.is_empty() {
        return None;
    }
    let id = format!("{}-{}", left.id, right.id);
    let side = |syllabus: &Syllabus, other: &Syllabus| {
        let alone: Vec<&Term> = terms()
            .filter(|term| teaches(syllabus, term) && !teaches(other, term))
            .collect();
        SideView {
            syllabus: Link {
                href: writer.way(&unit_page(&syllabus.id, 0)),
                text: syllabus.name(),
            },
            short: short(syllabus),
            id: format!("{id}-{}", syllabus.id),
            count: alone.len(),
            alone: alone_by_unit(syllabus, &alone, writer),
        }
    };
    Some(PairView {
        left: side(left, right),
        right: side(right, left),
        shared: shared.len(),
        picture: picture(left, right, &shared, writer),
        rows: rows(left, right, &shared, writer),
        id,
    })
}

fn short(syllabus: &Syllabus) -> String {
    match syllabus.short.as_str() {
        "" => syllabus.title.clone(),
        short => short.to_owned(),
    }
}

fn is_taught_in(term: &Term, syllabus: &Syllabus, unit: &Unit) -> bool {
    let here = |item: &crate::catalog::model::ItemRef| {
        item.syllabus == syllabus.id && item.unit == unit.number
    };
    term.taught.iter().any(here)
}

fn rows(left: &Syllabus, right: &Syllabus, shared: &[&Term], writer: &Writer) -> Vec<RowView> {
    let row = |unit: &Unit| {
        let here = |term: &&&Term| is_taught_in(term, left, unit);
        let here: Vec<&Term> = shared.iter().filter(here).copied().collect();
        let matches = right.units.iter().filter_map(|other| {
            let both = here.iter().filter(|term| is_taught_in(term, right, other));
            let concepts: Vec<_> = both.map(|term| term_link(term, writer)).collect();
            let unit = unit_link(right, other, writer);
            (!concepts.is_empty()).then_some(MatchView { unit, concepts })
        });
        RowView {
            unit: unit_link(left, unit, writer),
            matches: matches.collect(),
        }
    };
    left.units.iter().map(row).collect()
}

/// By the unit that teaches each first.
fn alone_by_unit(syllabus: &Syllabus, alone: &[&Term], writer: &Writer) -> Vec<AloneView> {
    let mut views = Vec::new();
    for unit in &syllabus.units {
        let first = |term: &&&Term| {
            let mut units = syllabus.units.iter();
            let first = units.find(|unit| is_taught_in(term, syllabus, unit));
            first.is_some_and(|first| first.number == unit.number)
        };
        let terms = alone.iter().filter(first);
        let concepts: Vec<_> = terms.map(|term| term_link(term, writer)).collect();
        if !concepts.is_empty() {
            let unit = unit_link(syllabus, unit, writer);
            views.push(AloneView { unit, concepts });
        }
    }
    views
}

fn unit_link(syllabus: &Syllabus, unit: &Unit, writer: &Writer) -> Link {
    Link {
        href: writer.way(&unit_page(&syllabus.id, unit.number)),
        text: unit.name(),
    }
}

fn picture(left: &Syllabus, right: &Syllabus, shared: &[&Term], writer: &Writer) -> Html {
    let node = |syllabus: &Syllabus, unit: &Unit| Node {
        href: writer.way(&unit_page(&syllabus.id, unit.number)),
        label: unit.label.clone(),
        title: unit.title.read(),
    };
    let nodes = |syllabus: &Syllabus| -> Vec<Node> {
        let units = syllabus.units.iter();
        units.map(|unit| node(syllabus, unit)).collect()
    };
    let mut flows = Vec::new();
    for (from, unit) in left.units.iter().enumerate() {
        for (to, other) in right.units.iter().enumerate() {
            let both = shared
                .iter()
                .filter(|term| is_taught_in(term, left, unit) && is_taught_in(term, right, other));
            let count = both.count();
            if count > 0 {
                flows.push(Flow { from, to, count });
            }
        }
    }
    let names = [left.name(), right.name()];
    compare_picture::picture(&names, [&nodes(left), &nodes(right)], &flows)
}
