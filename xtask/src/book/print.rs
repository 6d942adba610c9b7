//! Many pages as one document for paper: `print.html` of the whole book, and one in the
//! folder of each syllabus.
//!
//! A document is made of finished pages. What only helps on a screen is left out; an id gets
//! the name of its page before it, and links between pages of the document lead to places in
//! it. The order is that of the table of contents; chapters that it does not list (the pages
//! of single concepts) are left out.

use std::collections::{BTreeMap, BTreeSet};

use scraper::node::Element;
use scraper::{Html, Node, Selector};

use super::html::relative;
use super::outline::Outline;
use super::prune::resolve;
use crate::catalog::model::{Catalog, unit_page};

/// The name of every document.
pub const NAME: &str = "print.html";

/// Classes of what is for screens alone.
const SCREEN: [&str; 3] = ["jump", "anchor", "home-search"];

/// An attribute in a page that is nothing but a search box.
const SEARCH: &str = "data-search-page";

/// Attributes that name ids of the same page.
const NAMES: [&str; 5] = [
    "for",
    "headers",
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
];

/// Attributes that hold one address.
const ADDRESSES: [&str; 4] = ["href", "src", "data", "poster"];

/// Stands around the number of an address; a parser lets no page hold it.
const MARK: char = '\0';

/// A document to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Where it goes.
    pub path: String,
    /// What it is called.
    pub title: String,
    /// Its pages with their titles.
    pub parts: Vec<(String, String)>,
}

/// The documents of a book: all of it, and every syllabus.
pub fn documents(outline: &Outline, catalog: &Catalog, title: &str) -> Vec<Document> {
    let placed = outline.placed();
    let document = |path: String, title: &str, below: &str| Document {
        path,
        title: title.to_owned(),
        parts: placed
            .iter()
            .filter(|page| page.listed && page.page.starts_with(below))
            .map(|page| (page.page.to_owned(), page.title.to_owned()))
            .collect(),
    };
    let mut documents = vec![document(NAME.to_owned(), title, "")];
    for syllabus in &catalog.syllabi {
        let folder = format!("{}/", syllabus.id);
        if !outline.pages.contains(&unit_page(&syllabus.id, 0)) {
            continue;
        }
        let path = format!("{folder}{NAME}");
        documents.push(document(path, &syllabus.name(), &folder));
    }
    documents.retain(|document| !document.parts.is_empty());
    documents
}

/// The document in the frame `frame`, which has `<!--@title-->`, `<!--@contents-->` and
/// `<!--@content-->`; `leaves` are what of its pages is printed.
pub fn page(document: &Document, frame: &str, leaves: &BTreeMap<String, Leaf>) -> String {
    let parts = document.parts.iter().filter_map(|(page, title)| {
        let leaf = leaves.get(page)?;
        Some((page.as_str(), title.as_str(), leaf))
    });
    let parts: Vec<_> = parts.collect();
    let inside: BTreeSet<&str> = parts.iter().map(|(page, ..)| *page).collect();
    let mut contents = String::from("<ol>\n");
    let mut content = String::new();
    for (page, title, leaf) in parts {
        let (id, text) = (name(page), leaf.text(page, document, &inside));
        contents.push_str(&format!(
            "<li><a href=\"#{id}\">{}</a></li>\n",
            escape(title)
        ));
        content.push_str(&format!(
            "<section class=\"leaf\" id=\"{id}\">\n{text}\n</section>\n"
        ));
    }
    contents.push_str("</ol>");
    let title = escape(&document.title);
    frame
        .replace("<!--@title-->", &title)
        .replacen("<!--@contents-->", &contents, 1)
        .replacen("<!--@content-->", &content, 1)
}

/// What of a page is printed. Where its links lead depends on what else is in the document;
/// all else is settled, and a page that goes into two documents is made ready once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// HTML with the number of an address, between two [`MARK`]s, where that address goes.
    text: String,
    /// Addresses within the site.
    addresses: Vec<String>,
}

impl Leaf {
    /// The leaf of a page that is parsed; `None` when nothing is left to print.
    pub fn of(page: &str, html: Html) -> Option<Self> {
        let mut html = for_paper(html)?;
        let addresses = move_out(&mut html, page);
        let text = main_of(&html);
        Some(Self { text, addresses })
    }

    /// Its HTML in the document whose pages are `inside`.
    fn text(&self, page: &str, document: &Document, inside: &BTreeSet<&str>) -> String {
        let mut out = String::with_capacity(self.text.len());
        for (number, piece) in self.text.split(MARK).enumerate() {
            // Every other piece stands between two marks.
            let address = piece.parse().ok().filter(|_| number % 2 == 1);
            let address = address.and_then(|address: usize| self.addresses.get(address));
            match address {
                Some(address) => {
                    let led = led(address, page, document, inside);
                    // As the rest of the text was written.
                    out.push_str(&escape(&led).replace('\u{a0}', "&nbsp;"));
                }
                None => out.push_str(piece),
            }
        }
        out
    }
}

/// A page without what is for screens; `None` when nothing is left to print.
fn for_paper(mut html: Html) -> Option<Html> {
    let mut found = Vec::new();
    for node in html.tree.nodes().filter(|node| node.parent().is_some()) {
        let Node::Element(element) = node.value() else {
            continue;
        };
        if element.attr(SEARCH).is_some() {
            return None;
        }
        if is_for_screens(element) {
            found.push(node.id());
        }
    }
    for id in found {
        html.tree.get_mut(id)?.detach();
    }
    let main = html.select(&Selector::parse("main").ok()?).next()?;
    let says_something = main.text().any(|text| !text.trim().is_empty());
    says_something.then_some(html)
}

fn is_for_screens(element: &Element) -> bool {
    let classes = element.attr("class").unwrap_or_default();
    let mut classes = classes.split_ascii_whitespace();
    element.name() == "script" || classes.any(|class| SCREEN.contains(&class))
}

fn main_of(html: &Html) -> String {
    let main = Selector::parse("main").ok();
    let main = main.and_then(|main| Some(html.select(&main).next()?.inner_html()));
    main.unwrap_or_default().trim().to_owned()
}

/// Gives ids the form they have in documents, and takes out the addresses within the site.
fn move_out(html: &mut Html, page: &str) -> Vec<String> {
    let mut addresses = Vec::new();
    let main = Selector::parse("main").ok();
    let main = main.and_then(|main| Some(html.select(&main).next()?.id()));
    let inside = main.and_then(|main| html.tree.get(main)).into_iter();
    let inside = inside.flat_map(|main| main.descendants().map(|node| node.id()));
    for id in inside.collect::<Vec<_>>() {
        if let Some(mut node) = html.tree.get_mut(id)
            && let Node::Element(element) = node.value()
        {
            move_out_of(element, page, &mut addresses);
        }
    }
    addresses
}

fn move_out_of(element: &mut Element, page: &str, addresses: &mut Vec<String>) {
    let own = |id: &str| format!("{}--{id}", name(page));
    for (attribute, value) in &mut element.attrs {
        let attribute = &*attribute.local;
        let changed = if attribute == "id" {
            own(value)
        } else if ADDRESSES.contains(&attribute) && resolve(page, value).is_some() {
            addresses.push(value.to_string());
            format!("{MARK}{}{MARK}", addresses.len() - 1)
        } else if NAMES.contains(&attribute) {
            let names: Vec<_> = value.split_whitespace().map(own).collect();
            names.join(" ")
        } else {
            continue;
        };
        *value = changed.into();
    }
}

/// Where an address on a page leads in the document.
fn led(address: &str, page: &str, document: &Document, inside: &BTreeSet<&str>) -> String {
    let Some(target) = resolve(page, address) else {
        return address.to_owned();
    };
    let fragment = address.split_once('#').map_or("", |(_, fragment)| fragment);
    if inside.contains(target.as_str()) {
        return match fragment {
            "" | "top" => format!("#{}", name(&target)),
            place => format!("#{}--{place}", name(&target)),
        };
    }
    let mark = if fragment.is_empty() { "" } else { "#" };
    relative(&document.path, &format!("{target}{mark}{fragment}"))
}

/// `crm-16h-unit-06` for `crm-16h/unit-06.html`.
fn name(page: &str) -> String {
    page.trim_end_matches(".html").replace('/', "-")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_become_one_document() {
        let part = |page: &str| (page.to_owned(), format!("<{page}>"));
        let document = Document {
            path: "a/print.html".to_owned(),
            title: "甲".to_owned(),
            parts: vec![part("a/one.html"), part("a/two.html"), part("a/none.html")],
        };
        let pages = [
            (
                "a/one.html",
                "<main><nav class=jump>跳</nav><h1 id=top>一</h1><p id=x aria-labelledby='top x'>\
                 <a href='two.html#y'>二</a><a href='#x'>x</a><a href='two.html'>t</a>\
                 <a href='../b.html#z'>b</a><a href='https://example.org/#q'>e</a>\
                 <img src='p.png'><a class=anchor href='#x'></a></main>",
            ),
            (
                "a/two.html",
                "<main><p id=y>乙<br><math><mi>x</mi></math></main>",
            ),
            (
                "a/none.html",
                "<main><div class=home-search>搜</div></main>",
            ),
        ];
        let leaf = |(page, html)| (page, Leaf::of(page, Html::parse_document(html)));
        let leaves = pages.map(leaf).into_iter();
        let leaves = leaves.filter_map(|(page, leaf)| Some((page.to_owned(), leaf?)));
        let html = page(
            &document,
            "<!--@title-->|<!--@contents-->|<!--@content-->",
            &leaves.collect(),
        );
        assert_eq!(
            html,
            "甲|<ol>\n<li><a href=\"#a-one\">&lt;a/one.html&gt;</a></li>\n\
             <li><a href=\"#a-two\">&lt;a/two.html&gt;</a></li>\n</ol>|\
             <section class=\"leaf\" id=\"a-one\">\n<h1 id=\"a-one--top\">一</h1>\
             <p aria-labelledby=\"a-one--top a-one--x\" id=\"a-one--x\">\
             <a href=\"#a-two--y\">二</a><a href=\"#a-one--x\">x</a><a href=\"#a-two\">t</a>\
             <a href=\"../b.html#z\">b</a><a href=\"https://example.org/#q\">e</a>\
             <img src=\"p.png\"></p>\n</section>\n\
             <section class=\"leaf\" id=\"a-two\">\n<p id=\"a-two--y\">乙<br><math><mi>x</mi></math></p>\n</section>\n"
        );
    }
}
