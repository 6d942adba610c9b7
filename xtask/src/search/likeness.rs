//! How alike two texts are by the units they share, each as telling as it is rare.

use std::collections::{BTreeMap, BTreeSet};

use super::rank;

/// How many of some texts have each unit, be it a character, a word or a pair.
#[derive(Default)]
pub struct Rarity {
    counts: BTreeMap<String, u64>,
    all: u64,
}

impl Rarity {
    /// Among these texts.
    pub fn among<'a>(texts: impl IntoIterator<Item = &'a BTreeSet<String>>) -> Self {
        let mut out = Self::default();
        for units in texts {
            out.all += 1;
            for unit in units {
                *out.counts.entry(unit.clone()).or_default() += 1;
            }
        }
        out
    }

    fn sum<'a>(&self, units: impl IntoIterator<Item = &'a String>) -> f64 {
        let count = |unit| self.counts.get(unit).copied().unwrap_or(0);
        let units = units.into_iter();
        units.map(|unit| rank::idf(self.all, count(unit))).sum()
    }

    /// Twice what both share by what both have, from 0 to 1 (the F-measure), every unit weighed by
    /// its rarity.
    pub fn likeness(&self, one: &BTreeSet<String>, other: &BTreeSet<String>) -> f64 {
        let both = self.sum(one) + self.sum(other);
        if both > 0.0 {
            2.0 * self.sum(one.intersection(other)) / both
        } else {
            0.0
        }
    }
}
