//! What looks wrong in the content that was made: doubts for the person who reads it over.

use std::collections::BTreeMap;

use crate::catalog::kinds::InfoKey;
use crate::import::content::{Content, Notes, Weight};
use crate::import::outline::title::numbers;
use crate::import::words::Words;

/// Sums that differ by less are equal.
const NEAR: f64 = 0.01;

/// Looks at units, hours and shares.
pub fn look(content: &Content, notes: &mut Notes) {
    untitled(content, notes);
    hours(content, notes);
    shares(content, notes);
}

/// Units whose title is their label.
fn untitled(content: &Content, notes: &mut Notes) {
    for unit in &content.units {
        let numbered = crate::import::marker::marker(unit.label.as_str()).is_some();
        if numbered && unit.title.key() == unit.label.key() {
            let message = format!("the unit “{}” has no title", unit.label.as_str());
            let help = "see whether its title stands on the next line or in the next cell";
            notes.doubt("unit-untitled", &unit.label, message, help);
            notes.zh(format!("{}只有编号，没有名称", unit.label.as_str()));
        }
    }
}

/// The hours of all units against those of the course: the whole, or the part in class.
fn hours(content: &Content, notes: &mut Notes) {
    let said = |key: InfoKey| {
        let fields = content.info.iter().filter(move |info| info.key == key);
        fields
            .filter_map(|info| Some((numbers(info.value.as_str()).first().copied()?, &info.value)))
    };
    let rows = content.sections.iter().flat_map(|section| &section.rows);
    let (sum, count) = rows.fold((0.0, 0), |(sum, count), row| (sum + row.hours, count + 1));
    let parts = [InfoKey::TheoryHours, InfoKey::PracticeHours];
    let near = |hours: f64| (hours - sum).abs() < NEAR;
    let part = parts
        .iter()
        .any(|key| said(*key).any(|(hours, _)| near(hours)));
    let Some((whole, words)) = said(InfoKey::Hours).next() else {
        return;
    };
    if count > 0 && count == content.units.len() && !near(whole) && !part {
        let message = format!("the course has {whole} hours, its units have {sum}");
        let help = "see whether the right column of the table was read";
        notes.doubt("hours-sum", words, message, help);
        notes.zh(format!("总学时写的是 {whole}，各章加起来是 {sum}"));
    }
}

/// The shares of each thing against its own share, or a hundred.
fn shares(content: &Content, notes: &mut Notes) {
    for section in &content.sections {
        let mut groups: BTreeMap<String, Vec<&Weight>> = BTreeMap::new();
        for row in section.weights.iter().filter(|row| row.percent.is_some()) {
            groups.entry(row.category.key()).or_default().push(row);
        }
        // Categories without a share of their own divide one whole together.
        let own = |group: &str| {
            let mut rows = section.weights.iter();
            let row = rows.find(|row| row.item.as_ref().is_some_and(|item| item.key() == group));
            row.and_then(|row| row.percent)
        };
        let (inner, outer): (Vec<_>, Vec<_>) = groups
            .into_iter()
            .partition(|(group, _)| own(group).is_some());
        for (group, rows) in inner {
            let sum = sum(&rows);
            let fits = own(&group).is_some_and(|own| (own - sum).abs() < NEAR);
            if !fits && (sum - 100.0).abs() >= NEAR {
                let category = rows
                    .first()
                    .map(|row| row.category.clone())
                    .unwrap_or_default();
                told(&category, sum, notes);
            }
        }
        let each = outer
            .iter()
            .all(|(_, rows)| (sum(rows) - 100.0).abs() < NEAR);
        let rows: Vec<&Weight> = outer.into_iter().flat_map(|(_, rows)| rows).collect();
        if !each && (sum(&rows) - 100.0).abs() >= NEAR {
            told(&section.heading, sum(&rows), notes);
        }
    }
}

fn sum(rows: &[&Weight]) -> f64 {
    rows.iter().filter_map(|row| row.percent).sum()
}

fn told(of: &Words, sum: f64, notes: &mut Notes) {
    let message = format!("the shares of “{}” add up to {sum} %", of.as_str());
    let help = "see which of them are parts of others, and whether all were read";
    notes.doubt("weights-sum", of, message, help);
    notes.zh(format!("“{}”各项比例加起来是 {sum}%", of.as_str()));
}
