//! Which themes the carriers of which units are about: a table that is its own picture.

use serde::Serialize;

use super::facets::unit_key;
use crate::catalog::model::{Carrier, Syllabus, Theme, Unit};

/// The units and themes of a syllabus.
#[derive(Debug, Serialize)]
pub struct CoverageView {
    /// Name of the syllabus.
    pub syllabus: String,
    /// Every theme, so that one sees what is lacking.
    pub themes: Vec<ThemeView>,
    /// In order; units without carriers too.
    pub rows: Vec<RowView>,
    /// The same in a sentence.
    pub told: String,
}

/// A theme.
#[derive(Debug, Serialize)]
pub struct ThemeView {
    /// Its name.
    pub name: &'static str,
    /// How many carriers have it.
    pub total: usize,
}

/// A unit.
#[derive(Debug, Serialize)]
pub struct RowView {
    /// Anchor of the unit on the page.
    pub id: String,
    /// Printed label.
    pub label: String,
    /// Printed title.
    pub title: String,
    /// Whether the page lists it.
    pub listed: bool,
    /// A theme each.
    pub cells: Vec<CellView>,
}

/// How many carriers of the unit have the theme.
#[derive(Debug, Serialize)]
pub struct CellView {
    /// How many.
    pub count: usize,
    /// The theme.
    pub theme: &'static str,
}

/// The table of a syllabus whose carriers have themes.
pub fn view(syllabus: &Syllabus) -> Option<CoverageView> {
    let units = &syllabus.units;
    let total = |theme| units.iter().map(|unit| count(unit, theme)).sum::<usize>();
    let themes = Theme::ALL.map(|theme| ThemeView {
        name: theme.name(),
        total: total(theme),
    });
    if themes.iter().all(|theme| theme.total == 0) {
        return None;
    }
    let row = |unit: &Unit| RowView {
        id: unit_key(syllabus, unit.number),
        label: unit.label.clone(),
        title: unit.title.read(),
        listed: !unit.carriers.is_empty() || unit.objective.is_some(),
        cells: Theme::ALL
            .map(|theme| CellView {
                count: count(unit, theme),
                theme: theme.name(),
            })
            .into(),
    };
    Some(CoverageView {
        syllabus: syllabus.name(),
        told: told(&themes, units),
        themes: themes.into(),
        rows: units.iter().map(row).collect(),
    })
}

fn count(unit: &Unit, theme: Theme) -> usize {
    let has = |carrier: &&Carrier| {
        let usage = carrier.usage.as_ref();
        usage.is_some_and(|usage| usage.themes.contains(&theme))
    };
    unit.carriers.iter().filter(has).count()
}

fn told(themes: &[ThemeView], units: &[Unit]) -> String {
    let mut covered: Vec<&ThemeView> = themes.iter().filter(|theme| theme.total > 0).collect();
    covered.sort_by_key(|theme| std::cmp::Reverse(theme.total));
    let counted = covered
        .iter()
        .map(|theme| format!("{} {} 条", theme.name, theme.total));
    let mut told = counted.collect::<Vec<_>>().join("，");
    let lacking = themes.iter().filter(|theme| theme.total == 0);
    let lacking: Vec<_> = lacking.map(|theme| theme.name).collect();
    if !lacking.is_empty() {
        told.push_str(&format!("；没有涉及{}", lacking.join("、")));
    }
    let bare = units.iter().filter(|unit| unit.carriers.is_empty());
    let bare: Vec<_> = bare.map(|unit| unit.label.as_str()).collect();
    if !bare.is_empty() {
        told.push_str(&format!("；原文没有给{}写载体", bare.join("、")));
    }
    told.push('。');
    told
}
