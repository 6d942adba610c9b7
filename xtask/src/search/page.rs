//! Page records: what stands under each heading of a rendered page, so that every page of
//! any mdBook can be found, generated or written by hand.

use std::borrow::Cow;

use scraper::{ElementRef, Html, Node, Selector};

use super::record::{Kind, Record};
use super::text::{clean, is_cjk};
use crate::catalog::check::numeral;

/// A rendered page.
#[derive(Debug, Clone)]
pub struct Page<'a> {
    /// Path relative to the site root, with forward slashes.
    pub path: &'a str,
    /// Its HTML.
    pub html: Cow<'a, str>,
    /// What it says, as [`said`] tells it.
    pub said: Cow<'a, [Section]>,
}

/// Which words of a page are its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// All of them.
    Whole,
    /// Those of a document, without what we added to it: that is found as notes.
    Printed,
}

/// What a path says about where a page belongs.
#[derive(Debug, Clone, Default)]
pub struct Belongs {
    /// Syllabus id, empty for none.
    pub syllabus: String,
    /// Unit number, 0 for none.
    pub unit: u32,
    /// Names above the page's own title.
    pub breadcrumb: Vec<String>,
}

/// Elements whose words are no part of what a page says: marks of the frame, notes that
/// repeat in other words, and TeX kept beside MathML.
fn is_silent(element: &ElementRef) -> bool {
    let value = element.value();
    matches!(
        value.name(),
        "script" | "style" | "template" | "annotation" | "nav" | "button"
    ) || value.attr("data-search") == Some("off")
        || value.attr("hidden").is_some()
        || value
            .classes()
            .any(|class| class == "erratum-note" || class == "anchor")
}

fn heading_level(name: &str) -> Option<usize> {
    match name {
        "h1" => Some(1),
        "h2" => Some(2),
        "h3" => Some(3),
        "h4" => Some(4),
        "h5" => Some(5),
        "h6" => Some(6),
        _ => None,
    }
}

fn is_block(name: &str) -> bool {
    !matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "cite"
            | "code"
            | "del"
            | "em"
            | "i"
            | "ins"
            | "kbd"
            | "mark"
            | "q"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "u"
            | "var"
            | "wbr"
            | "ruby"
            | "math"
            | "mi"
            | "mo"
            | "mn"
            | "mrow"
            | "mtext"
            | "mfrac"
            | "msub"
            | "msup"
            | "semantics"
            | "mstyle"
    )
}

/// A heading of a page and what stands under it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    level: usize,
    anchor: String,
    title: String,
    text: String,
}

struct Walk {
    sections: Vec<Section>,
    scope: Scope,
}

impl Walk {
    fn new(scope: Scope) -> Self {
        Self {
            sections: vec![Section::default()],
            scope,
        }
    }

    fn element(&mut self, element: ElementRef) {
        let printed_only = self.scope == Scope::Printed;
        let ours = printed_only && element.value().classes().any(|class| class == "editor");
        if ours || is_silent(&element) {
            return;
        }
        let name = element.value().name();
        if let Some(level) = heading_level(name) {
            self.sections.push(Section {
                level,
                anchor: anchor_of(&element),
                title: clean(&spoken(&element)),
                text: String::new(),
            });
            return;
        }
        let block = is_block(name);
        self.gap(block);
        for child in element.children() {
            match child.value() {
                Node::Text(text) => self.push(text),
                Node::Element(_) => {
                    if let Some(child) = ElementRef::wrap(child) {
                        self.element(child);
                    }
                }
                _ => {}
            }
        }
        self.gap(block);
    }

    fn push(&mut self, text: &str) {
        if let Some(section) = self.sections.last_mut() {
            section.text.push_str(text);
        }
    }

    /// Blocks do not run together: a vertical tab, which [`paragraphs`] reads as a break.
    fn gap(&mut self, block: bool) {
        if block {
            self.push("\u{b}");
        }
    }
}

/// The words of an element without its silent parts.
fn spoken(element: &ElementRef) -> String {
    let mut walk = Walk::new(Scope::Whole);
    for child in element.children() {
        match child.value() {
            Node::Text(text) => walk.push(text),
            _ => {
                if let Some(child) = ElementRef::wrap(child) {
                    walk.element(child);
                }
            }
        }
    }
    walk.sections
        .into_iter()
        .map(|section| section.text)
        .collect()
}

fn anchor_of(heading: &ElementRef) -> String {
    if let Some(id) = heading.value().attr("id") {
        return id.to_owned();
    }
    let ids = heading.descendants().filter_map(ElementRef::wrap);
    ids.filter_map(|e| e.value().attr("id"))
        .next()
        .unwrap_or_default()
        .to_owned()
}

fn paragraphs(text: &str) -> String {
    let parts = text
        .split('\u{b}')
        .map(clean)
        .filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("\n")
}

/// The name of a heading without its number: `第六章 管理渠道客户` → `管理渠道客户`.
fn bare_title(title: &str) -> Option<String> {
    let (number, rest) = title.split_once(|c: char| c.is_whitespace() || c == '、')?;
    let digits = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百.（）()".contains(c);
    let chapter =
        number.starts_with('第') || number.starts_with("项目") || number.starts_with("模块");
    let numbered = chapter || (!number.is_empty() && number.chars().all(digits));
    let rest = rest.trim();
    (numbered && rest.chars().any(|c| is_cjk(c) || c.is_alphanumeric())).then(|| rest.to_owned())
}

/// The number of a chapter in the other digits: 第六章 管理渠道客户 → `第6章`.
fn other_number(title: &str) -> Option<String> {
    let number = numeral::leading(title).filter(|number| number.is_named)?;
    match number.style.contains('1') {
        true => Some(number.style.replace('1', &numeral::chinese(number.value)?)),
        false => Some(number.style.replace('一', &number.value.to_string())),
    }
}

/// What a page says under its headings; what stands before the first has no heading.
pub fn said(document: &Html, scope: Scope) -> Vec<Section> {
    let Ok(main) = Selector::parse("main") else {
        return Vec::new();
    };
    let mut walk = Walk::new(scope);
    if let Some(main) = document.select(&main).next() {
        walk.element(main);
    }
    for section in &mut walk.sections {
        section.text = paragraphs(&section.text);
    }
    walk.sections
}

/// The records of one page.
pub fn records(page: &Page<'_>, belongs: &Belongs) -> Vec<Record> {
    let mut above: Vec<(usize, String)> = Vec::new();
    let mut out = Vec::new();
    for section in page.said.iter().cloned() {
        let text = section.text;
        if section.title.is_empty() && (text.is_empty() || out.is_empty() && section.level == 0) {
            continue;
        }
        above.retain(|(level, _)| *level < section.level);
        let own = above.iter().map(|(_, title)| title.clone());
        let breadcrumb = belongs.breadcrumb.iter().cloned().chain(own).collect();
        above.push((section.level, section.title.clone()));
        let anchor = Some(section.anchor).filter(|a| !a.is_empty());
        out.push(Record {
            kind: Kind::Page,
            syllabus: belongs.syllabus.clone(),
            unit: belongs.unit,
            aliases: bare_title(&section.title)
                .into_iter()
                .chain(other_number(&section.title))
                .collect(),
            synonyms: Vec::new(),
            title: section.title,
            breadcrumb,
            url: anchor.map_or(page.path.to_owned(), |a| format!("{}#{a}", page.path)),
            text,
            notes: String::new(),
            level: u8::try_from(section.level.saturating_sub(1).min(2)).unwrap_or(2),
        });
    }
    out
}

/// Pages in path order without mdBook's copies: `index.html` repeats the first chapter when
/// that has another name.
pub fn distinct(mut pages: Vec<Page<'_>>) -> Vec<Page<'_>> {
    pages.sort_by(|a, b| a.path.cmp(b.path));
    let is_first = |page: &Page<'_>| page.path == "index.html";
    let first = pages.iter().find(|page| is_first(page)).map(main_of);
    let mut others = pages.iter().filter(|page| !is_first(page));
    if others.any(|page| Some(main_of(page)) == first) {
        pages.retain(|page| !is_first(page));
    }
    pages
}

fn main_of<'a>(page: &'a Page<'_>) -> &'a str {
    let html = &page.html;
    let from = html.find("<main").unwrap_or(0);
    let to = html.find("</main>").unwrap_or(html.len());
    html.get(from..to).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(body: &str) -> Vec<Record> {
        page_of(body, &Belongs::default())
    }

    fn page_of(body: &str, belongs: &Belongs) -> Vec<Record> {
        let html = format!("<html><body><nav>目录</nav><main>{body}</main></body></html>");
        let scope = match belongs.syllabus.as_str() {
            "" => Scope::Whole,
            _ => Scope::Printed,
        };
        let page = Page {
            path: "a/b.html",
            said: said(&Html::parse_document(&html), scope).into(),
            html: html.into(),
        };
        records(&page, belongs)
    }

    #[test]
    fn what_we_add_to_a_syllabus_is_not_among_its_words() {
        let body = "<h1 id=a>T</h1><p>甲</p><p class=\"editor wide\">乙</p>";
        let syllabus = Belongs {
            syllabus: "s".into(),
            ..Belongs::default()
        };
        assert_eq!(page_of(body, &syllabus)[0].text, "甲");
        assert_eq!(page(body)[0].text, "甲\n乙");
    }

    #[test]
    fn a_record_a_heading_with_its_path() {
        let found = page(
            "<h1 id=\"a\"><a class=\"header\" href=\"#a\">第六章 管理渠道客户</a></h1><p>一\n二</p><p>三</p>\
             <h2 id=\"b\">窜货</h2><ul><li>甲</li><li data-search=\"off\">乙</li></ul>",
        );
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].url, "a/b.html#a");
        assert_eq!(found[0].text, "一二\n三");
        assert_eq!(found[0].aliases, ["管理渠道客户", "第6章"]);
        assert_eq!(found[1].breadcrumb, ["第六章 管理渠道客户"]);
        assert_eq!(found[1].text, "甲");
    }

    #[test]
    fn words_broken_by_markup_stay_whole_and_notes_are_left_out() {
        let found = page(
            "<h1 id=a>T</h1><p>客<b>户</b>如何<span class=erratum><a>应对</a>\
             <span class=\"erratum-note\">原文作“应当”</span></span></p>",
        );
        assert_eq!(found[0].text, "客户如何应对");
    }

    #[test]
    fn a_page_without_heading_gives_nothing_to_name() {
        assert!(page("<p>只有一段</p>").is_empty());
    }
}
