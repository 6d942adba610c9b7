//! What the head of a page tells machines: what it says, its one address, and how a link to
//! it looks elsewhere.

use scraper::ElementRef;

use super::data::{Subject, describe_course, describe_term, describe_unit, term_page};
use super::opensearch;
use crate::catalog::model::{Catalog, unit_page};

/// Where the frame has room for these elements.
pub const TOKEN: &str = "<!--@meta-->";

/// How long a description is, in characters: what search engines show.
const LENGTH: usize = 120;

/// The picture that goes with a link to the site.
#[derive(Debug, Clone, Copy)]
pub struct Picture<'a> {
    /// Where it stands in the site.
    pub path: &'a str,
    /// What it shows.
    pub words: &'a str,
}

/// The elements for the head of a page whose text is `html`.
pub fn elements(subject: &Subject<'_>, html: &str, picture: Option<Picture<'_>>) -> String {
    let described = describe(subject);
    let mut out = String::new();
    if !described.is_empty() {
        out.push_str(&format!(
            "<meta name=\"description\" content=\"{}\">",
            escape(&described)
        ));
    }
    // A page for wrong addresses and a copy for printing have none of their own.
    let Some(address) = subject.address.filter(|_| subject.page != "404.html") else {
        return out;
    };
    let url = address.url(subject.page);
    out.push_str(&format!(
        "\n<link rel=\"canonical\" href=\"{}\">",
        escape(&url)
    ));
    if subject.pages.contains_key(opensearch::PAGE) {
        out.push_str(&format!(
            "\n<link rel=\"search\" type=\"application/opensearchdescription+xml\" title=\"{}\" href=\"{}\">",
            escape(subject.site.title),
            escape(&address.url(opensearch::PATH))
        ));
    }
    let kind = if subject.page == "index.html" {
        "website"
    } else {
        "article"
    };
    let locale = subject.site.language.replace('-', "_");
    let title = title(html);
    let mut property = |name: &str, value: &str| {
        out.push_str(&format!(
            "\n<meta property=\"og:{name}\" content=\"{}\">",
            escape(value)
        ));
    };
    property("type", kind);
    property("url", &url);
    property("title", &title);
    property("description", &described);
    property("site_name", subject.site.title);
    property("locale", &locale);
    if let Some(picture) = picture {
        property("image", &address.url(picture.path));
        property("image:width", "1200");
        property("image:height", "630");
        property("image:alt", picture.words);
        out.push_str("\n<meta name=\"twitter:card\" content=\"summary_large_image\">");
    }
    out
}

/// What the page says, in a sentence or two.
pub fn describe(subject: &Subject<'_>) -> String {
    let known = of_catalog(subject.catalog, subject.page);
    let said = match known {
        Some(known) => known,
        None if subject.page == "index.html" => subject.site.description.to_owned(),
        None => {
            let facts = subject.pages.get(subject.page);
            let opening = facts.and_then(|facts| facts.opening.clone());
            opening.unwrap_or_else(|| subject.site.description.to_owned())
        }
    };
    cut(&said)
}

fn of_catalog(catalog: &Catalog, page: &str) -> Option<String> {
    for syllabus in &catalog.syllabi {
        if unit_page(&syllabus.id, 0) == page {
            return Some(describe_course(syllabus));
        }
        let mut units = syllabus.units.iter();
        if let Some(unit) = units.find(|unit| unit_page(&syllabus.id, unit.number) == page) {
            return Some(describe_unit(syllabus, unit));
        }
    }
    let term = catalog.terms.iter().find(|term| term_page(term) == page)?;
    Some(describe_term(term))
}

/// What the element says, when it is a paragraph of running text that a page may begin with.
pub fn opening(element: ElementRef<'_>) -> Option<String> {
    let above = element.parent().and_then(ElementRef::wrap);
    if element.value().name() != "p" || above?.value().name() != "main" {
        return None;
    }
    let text = element.text().collect::<String>();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (text.chars().count() >= 10).then_some(text)
}

/// At most [`LENGTH`] characters, the cut shown.
fn cut(text: &str) -> String {
    if text.chars().count() <= LENGTH {
        return text.to_owned();
    }
    let start: String = text.chars().take(LENGTH - 1).collect();
    format!("{start}…")
}

/// What stands in `<title>`, entities undone.
pub fn title(html: &str) -> String {
    let inside = html
        .split_once("<title>")
        .and_then(|(_, rest)| rest.split_once("</title>"));
    let text = inside.map_or("", |(title, _)| title);
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::book::facts::Facts;
    use crate::web::Site;
    use crate::web::address::Address;

    fn subject<'a>(
        address: Option<&'a Address>,
        catalog: &'a Catalog,
        pages: &'a BTreeMap<String, Facts>,
    ) -> Subject<'a> {
        Subject {
            site: Site {
                title: "书 & 页",
                description: "一本书。",
                language: "zh-CN",
            },
            address,
            catalog,
            pages,
            page: "a.html",
        }
    }

    #[test]
    fn a_page_is_described_by_its_first_words() {
        let catalog = Catalog::default();
        let long = "字".repeat(200);
        for (html, said) in [
            (
                "<main><p>短</p><p>这一段够长，\n可以说明这一页。</p></main>",
                "这一段够长， 可以说明这一页。",
            ),
            (
                "<main><div><p>这一段不是正文，虽然它也够长。</p></div></main>",
                "一本书。",
            ),
            (
                &*format!("<main><p>{long}</p></main>"),
                &*format!("{}…", "字".repeat(119)),
            ),
        ] {
            let pages = [("a.html".to_owned(), Facts::of(html))].into();
            assert_eq!(describe(&subject(None, &catalog, &pages)), said);
        }
    }

    #[test]
    fn without_an_address_nothing_claims_one() {
        let catalog = Catalog::default();
        let html = "<title>甲 &amp; 乙</title>";
        let pages = BTreeMap::new();
        let alone = elements(&subject(None, &catalog, &pages), html, None);
        assert_eq!(alone, "<meta name=\"description\" content=\"一本书。\">");
        let address = Address::parse("https://example.org/b");
        let subject = subject(address.as_ref(), &catalog, &pages);
        let known = elements(&subject, html, None);
        assert!(known.contains("<link rel=\"canonical\" href=\"https://example.org/b/a.html\">"));
        assert!(
            known.contains("\"og:title\" content=\"甲 &amp; 乙\""),
            "{known}"
        );
        assert!(!known.contains("og:image"));
        let lost = Subject {
            page: "404.html",
            ..subject
        };
        let lost = elements(&lost, html, None);
        assert!(!lost.contains("canonical"));
    }
}
