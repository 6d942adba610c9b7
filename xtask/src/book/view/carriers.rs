//! 思政载体: every carrier and every objective of every syllabus, how each is used, and which
//! themes the units cover.

use std::collections::BTreeSet;

use serde::Serialize;

use super::facets::{Facet, choices, unit_key};
use super::{CarrierView, carrier_linked, coverage};
use crate::book::html::{Html, Link};
use crate::book::inline::{Writer, anchor};
use crate::catalog::model::{
    Carrier, CarrierKind, Catalog, ItemRef, Syllabus, Theme, Unit, unit_page,
};

/// The page.
#[derive(Debug, Serialize)]
pub struct CarriersView {
    /// From the page to the root of the site.
    pub root: &'static str,
    /// How many carriers there are.
    pub total: usize,
    /// How many of them we say how to use.
    pub used: usize,
    /// What they can be chosen by.
    pub facets: Vec<Facet>,
    /// Units and themes, for those syllabi that have themes.
    pub coverage: Vec<coverage::CoverageView>,
    /// Those that have any.
    pub syllabi: Vec<SyllabusView>,
    /// Those that have none.
    pub without: Vec<Link>,
}

/// The carriers of a syllabus.
#[derive(Debug, Serialize)]
pub struct SyllabusView {
    /// Its id, the anchor of its heading.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The units that have any.
    pub units: Vec<UnitCarriers>,
}

/// The carriers of a unit.
#[derive(Debug, Serialize)]
pub struct UnitCarriers {
    /// Anchor of its heading.
    pub id: String,
    /// Its page.
    pub unit: Link,
    /// The unit's objective and where its anchor is.
    pub objective: Option<ObjectiveLink>,
    /// In printed order.
    pub carriers: Vec<ListedCarrier>,
}

/// A carrier with what it is chosen by.
#[derive(Debug, Serialize)]
pub struct ListedCarrier {
    /// Its anchor on this page.
    pub id: String,
    /// The empty link that copies its address.
    pub anchor: Html,
    /// Its themes.
    pub themes: String,
    /// The carrier.
    pub carrier: CarrierView,
}

/// The objective of a unit, linked.
#[derive(Debug, Serialize)]
pub struct ObjectiveLink {
    /// Where its anchor is.
    pub href: String,
    /// Printed words.
    pub text: Html,
}

/// The page, relative to the site root.
pub const PAGE: &str = "carriers.html";

/// Makes the view.
pub fn view(catalog: &Catalog) -> CarriersView {
    let mut writer = Writer::new(PAGE, []);
    let (mut syllabi, mut without) = (Vec::new(), Vec::new());
    for syllabus in &catalog.syllabi {
        let units: Vec<_> = syllabus
            .units
            .iter()
            .filter_map(|unit| carriers(catalog, syllabus, unit, &mut writer))
            .collect();
        let name = syllabus.name();
        if units.is_empty() {
            let href = writer.way(&unit_page(&syllabus.id, 0));
            without.push(Link { href, text: name });
        } else {
            let id = syllabus.id.clone();
            syllabi.push(SyllabusView { id, name, units });
        }
    }
    let coverage = catalog.syllabi.iter().filter_map(coverage::view);
    CarriersView {
        root: "",
        total: all(catalog).count(),
        used: all(catalog)
            .filter(|carrier| carrier.usage.is_some())
            .count(),
        facets: facets(catalog, &syllabi),
        coverage: coverage.collect(),
        syllabi,
        without,
    }
}

fn all(catalog: &Catalog) -> impl Iterator<Item = &Carrier> {
    let units = catalog.syllabi.iter().flat_map(|syllabus| &syllabus.units);
    units.flat_map(|unit| &unit.carriers)
}

fn facets(catalog: &Catalog, syllabi: &[SyllabusView]) -> Vec<Facet> {
    let kinds: BTreeSet<CarrierKind> = all(catalog).map(|carrier| carrier.kind).collect();
    let kinds = kinds.into_iter().map(CarrierKind::name);
    let used = all(catalog).filter_map(|carrier| carrier.usage.as_ref());
    let themes: BTreeSet<Theme> = used
        .flat_map(|usage| usage.themes.iter().copied())
        .collect();
    let themes = themes.into_iter().map(Theme::name);
    let twice = |name: &'static str| (name.to_owned(), name.to_owned());
    let names = syllabi.iter().map(|s| (s.id.clone(), s.name.clone()));
    let has = |syllabus: &Syllabus, unit: u32| {
        syllabus
            .unit(unit)
            .is_some_and(|unit| !unit.carriers.is_empty())
    };
    choices([
        Facet::plain("kind", "种类", kinds.map(twice)),
        Facet::plain("theme", "主题", themes.map(twice)),
        Facet::plain("syllabus", "大纲", names),
        Facet::units(catalog, has),
    ])
}

fn carriers(
    catalog: &Catalog,
    syllabus: &Syllabus,
    unit: &Unit,
    writer: &mut Writer,
) -> Option<UnitCarriers> {
    if unit.carriers.is_empty() && unit.objective.is_none() {
        return None;
    }
    let key = unit_key(syllabus, unit.number);
    let objective = unit.objective.as_ref().map(|(id, text)| {
        let item = ItemRef {
            syllabus: syllabus.id.clone(),
            unit: unit.number,
            id: id.clone(),
        };
        ObjectiveLink {
            href: writer.way(&item.url()),
            text: writer.unlinked(text),
        }
    });
    let mut listed = Vec::new();
    for carrier in &unit.carriers {
        let id = format!("{key}-{}", carrier.id);
        let themes = carrier.usage.iter().flat_map(|usage| &usage.themes);
        let themes: Vec<_> = themes.map(|theme| theme.name()).collect();
        listed.push(ListedCarrier {
            anchor: Html(anchor(&id)),
            id,
            themes: themes.join(" "),
            carrier: carrier_linked(catalog, (syllabus, unit), carrier, writer),
        });
    }
    Some(UnitCarriers {
        id: key,
        unit: Link {
            href: writer.way(&unit_page(&syllabus.id, unit.number)),
            text: unit.name(),
        },
        objective,
        carriers: listed,
    })
}
