//! 思政载体: every carrier and every objective of every syllabus.

use serde::Serialize;

use super::CarrierView;
use crate::book::html::{Html, Link};
use crate::book::inline::Writer;
use crate::catalog::model::{Catalog, ItemRef, Syllabus, Unit, unit_page};

/// The page.
#[derive(Debug, Serialize)]
pub struct CarriersView {
    /// How many carriers there are.
    pub total: usize,
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
    pub carriers: Vec<CarrierView>,
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
    let mut view = CarriersView {
        total: 0,
        syllabi: Vec::new(),
        without: Vec::new(),
    };
    for syllabus in &catalog.syllabi {
        let units: Vec<_> = syllabus
            .units
            .iter()
            .filter_map(|unit| carriers(catalog, syllabus, unit, &mut writer))
            .collect();
        view.total += units.iter().map(|unit| unit.carriers.len()).sum::<usize>();
        let name = syllabus.name();
        if units.is_empty() {
            let href = writer.way(&unit_page(&syllabus.id, 0));
            view.without.push(Link { href, text: name });
        } else {
            let id = syllabus.id.clone();
            view.syllabi.push(SyllabusView { id, name, units });
        }
    }
    view
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
    let url = |id: &str| {
        let item = ItemRef {
            syllabus: syllabus.id.clone(),
            unit: unit.number,
            id: id.to_owned(),
        };
        item.url()
    };
    let objective = unit.objective.as_ref().map(|(id, text)| ObjectiveLink {
        href: writer.way(&url(id)),
        text: writer.unlinked(text),
    });
    let mut views = Vec::new();
    for carrier in &unit.carriers {
        views.push(CarrierView {
            id: carrier.id.clone(),
            href: writer.way(&url(&carrier.id)),
            anchor: Html::default(),
            kind: carrier.kind.name(),
            text: writer.unlinked(&carrier.text),
            usage: carrier
                .usage
                .as_ref()
                .map(|u| super::usage(catalog, u, &writer)),
        });
    }
    Some(UnitCarriers {
        id: format!("{}-{}", syllabus.id, unit.number),
        unit: Link {
            href: writer.way(&unit_page(&syllabus.id, unit.number)),
            text: unit.name(),
        },
        objective,
        carriers: views,
    })
}
