//! A page is parsed once, and everything the build wants of it is taken then: parsing takes
//! longer than all that is done with what it gives.

use std::collections::{BTreeMap, BTreeSet};

use scraper::Html;

use super::facts::Facts;
use super::print::Leaf;
use crate::catalog::model::Catalog;
use crate::parallel;
use crate::search::collect;
use crate::search::page::{self, Section};

/// What to take from pages.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// Says of each page how search reads it.
    pub catalog: &'a Catalog,
    /// The pages that go into documents for paper.
    pub printed: &'a BTreeSet<String>,
}

/// What pages told, by page.
#[derive(Debug, Default)]
pub struct Reading {
    /// What they have and ask for.
    pub facts: BTreeMap<String, Facts>,
    /// What search finds in them.
    pub said: BTreeMap<String, Vec<Section>>,
    /// What of them is printed.
    pub leaves: BTreeMap<String, Leaf>,
}

impl Reading {
    /// Reads further pages; a file that is no HTML has nothing to tell.
    pub fn read(&mut self, pages: &BTreeMap<String, String>, reader: Reader<'_>) {
        let pages = pages.iter().filter(|(page, _)| page.ends_with(".html"));
        let pages: Vec<(&String, &String)> = pages.collect();
        let told = parallel::map(&pages, |(page, html)| reader.read(page, html));
        for ((page, _), told) in std::iter::zip(pages, told) {
            self.facts.insert(page.clone(), told.facts);
            let named = |leaf| (page.clone(), leaf);
            self.leaves.extend(told.leaf.map(named));
            let named = |said| (page.clone(), said);
            self.said.extend(told.said.map(named));
        }
    }
}

struct Told {
    facts: Facts,
    said: Option<Vec<Section>>,
    leaf: Option<Leaf>,
}

impl Reader<'_> {
    fn read(self, page: &str, html: &str) -> Told {
        let document = Html::parse_document(html);
        let scope = collect::scope(self.catalog, page);
        Told {
            facts: Facts::in_document(&document),
            said: scope.map(|scope| page::said(&document, scope)),
            // The last to look at it: it takes the page apart.
            leaf: match self.printed.contains(page) {
                true => Leaf::of(page, document),
                false => None,
            },
        }
    }
}
