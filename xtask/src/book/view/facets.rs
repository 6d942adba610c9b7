//! What a long list can be narrowed down by. The choices are written into the page; a script
//! shows them and hides what does not fit, and reads them from the address
//! (`homework.html?unit=crm-16h-6&concept=crm`).

use serde::Serialize;

use crate::catalog::model::{Catalog, Syllabus};

/// A choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Facet {
    /// Its name in the address, and that of the items' `data-` attribute.
    pub name: &'static str,
    /// What readers see.
    pub label: &'static str,
    /// What can be chosen, in groups.
    pub groups: Vec<FacetGroup>,
}

/// Values under a common title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FacetGroup {
    /// `None` for values that need none.
    pub title: Option<String>,
    /// In order.
    pub values: Vec<FacetValue>,
}

/// Something that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FacetValue {
    /// In the address and in the items.
    pub value: String,
    /// What readers see.
    pub text: String,
}

impl Facet {
    /// A choice among values without groups.
    pub fn plain(
        name: &'static str,
        label: &'static str,
        values: impl IntoIterator<Item = (String, String)>,
    ) -> Self {
        let values = values.into_iter();
        let values = values.map(|(value, text)| FacetValue { value, text });
        let group = FacetGroup {
            title: None,
            values: values.collect(),
        };
        Self {
            name,
            label,
            groups: vec![group],
        }
    }

    /// The choice among the units that `has` knows, a group a syllabus.
    pub fn units(catalog: &Catalog, has: impl Fn(&Syllabus, u32) -> bool) -> Self {
        let group = |syllabus: &Syllabus| {
            let units = syllabus.units.iter().map(|unit| (unit.number, unit.name()));
            let units = units.chain([(0, "课程".to_owned())]);
            let values =
                units
                    .filter(|(number, _)| has(syllabus, *number))
                    .map(|(number, text)| FacetValue {
                        value: unit_key(syllabus, number),
                        text,
                    });
            FacetGroup {
                title: Some(syllabus.name()),
                values: values.collect(),
            }
        };
        Self {
            name: "unit",
            label: "章",
            groups: catalog.syllabi.iter().map(group).collect(),
        }
    }

    /// Whether there is anything to choose.
    fn is_choice(&self) -> bool {
        self.groups
            .iter()
            .map(|group| group.values.len())
            .sum::<usize>()
            > 1
    }
}

/// The choices that are any.
pub fn choices(facets: impl IntoIterator<Item = Facet>) -> Vec<Facet> {
    let mut facets: Vec<_> = facets.into_iter().collect();
    for facet in &mut facets {
        facet.groups.retain(|group| !group.values.is_empty());
    }
    facets.retain(Facet::is_choice);
    facets
}

/// `crm-16h-6`: a unit in addresses and anchors of pages about all syllabi.
pub fn unit_key(syllabus: &Syllabus, unit: u32) -> String {
    format!("{}-{unit}", syllabus.id)
}
