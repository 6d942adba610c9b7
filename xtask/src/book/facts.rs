//! What a rendered page has and what it asks for.

use std::collections::BTreeMap;

use scraper::{ElementRef, Html};

use crate::web::head;
use crate::web::policy::Wants;

/// The ids and links of a page, what it runs, and how it begins.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Every id and how often it is there.
    pub ids: BTreeMap<String, usize>,
    /// Every address in an attribute, in the order of the page.
    pub links: Vec<String>,
    /// What its policy must allow.
    pub wants: Wants,
    /// Its first paragraph of running text.
    pub opening: Option<String>,
}

/// Attributes that hold an address.
const ADDRESSES: [&str; 4] = ["href", "src", "data", "poster"];

impl Facts {
    /// Reads a page.
    pub fn of(html: &str) -> Self {
        Self::in_document(&Html::parse_document(html))
    }

    /// Reads a page that is parsed already.
    pub fn in_document(document: &Html) -> Self {
        let mut facts = Self::default();
        let elements = document.tree.nodes().filter_map(ElementRef::wrap);
        // What the parser dropped again is still in the tree, without a parent.
        for element in elements.filter(|element| element.parent().is_some()) {
            let value = element.value();
            facts.wants.see(element);
            if facts.opening.is_none() {
                facts.opening = head::opening(element);
            }
            if let Some(id) = value.attr("id").filter(|id| !id.is_empty()) {
                *facts.ids.entry(id.to_owned()).or_default() += 1;
            }
            // `<base>` says where the site is, it leads nowhere; what a `<link>` names
            // otherwise than to load it is no part of the site.
            let skip = value.name() == "base" || value.attr("rel") == Some("canonical");
            if !skip {
                let links = ADDRESSES.iter().filter_map(|name| value.attr(name));
                facts.links.extend(links.map(str::to_owned));
                let sets = value
                    .attr("srcset")
                    .into_iter()
                    .flat_map(|set| set.split(','));
                let first = sets.filter_map(|one| one.split_whitespace().next());
                facts.links.extend(first.map(str::to_owned));
            }
        }
        facts
    }
}

#[cfg(test)]
mod tests {
    use super::Facts;

    #[test]
    fn ids_and_links() {
        let facts = Facts::of(
            "<base href=/x/><p id=a><a id=a href='b.html'>b</a>\
             <img src=c.png srcset='d.png 2x, e.png 3x'>",
        );
        assert_eq!(facts.ids["a"], 2);
        assert_eq!(facts.links, ["b.html", "c.png", "d.png", "e.png"]);
    }
}
