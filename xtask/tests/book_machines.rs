//! What a site tells machines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use scraper::{Html, Selector};
use serde_json::Value;
use support::Book;
use xtask::book::build::{Options, build};
use xtask::book::prune::files;
use xtask::web::address::Address;

const ROOT: &str = "https://example.org/kegang/";

/// The types of schema.org that are used, and of each the properties it may have (its own and
/// those it inherits) with what they hold: `""` for text, a type, or several types.
const TYPES: [(&str, &str); 13] = [
    (
        "WebSite",
        "name: url: inLanguage: description: potentialAction:SearchAction",
    ),
    ("SearchAction", "target:EntryPoint query-input:"),
    ("EntryPoint", "urlTemplate:"),
    (
        "Course",
        "name: url: inLanguage: description: alternateName: courseCode: coursePrerequisites: provider:Organization syllabusSections:Syllabus",
    ),
    (
        "Syllabus",
        "name: url: inLanguage: description: position: teaches: isPartOf:Course hasPart:Quiz",
    ),
    ("Quiz", "name: url: inLanguage: hasPart:Question"),
    (
        "Question",
        "name: url: text: eduQuestionType: acceptedAnswer:Answer",
    ),
    ("Answer", "text: creditText:"),
    (
        "DefinedTermSet",
        "name: url: inLanguage: hasDefinedTerm:DefinedTerm",
    ),
    (
        "DefinedTerm",
        "name: url: description: termCode: alternateName: inDefinedTermSet:",
    ),
    ("BreadcrumbList", "itemListElement:ListItem"),
    ("ListItem", "position: name: item:"),
    ("CollectionPage", "name: url: inLanguage: about:Course"),
];

fn site(address: Option<&str>) -> Book {
    let book = Book::repository();
    let theme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../theme");
    let options = Options {
        address: address.and_then(Address::parse),
        ..Options::new(book.root(), theme, book.dest())
    };
    build(&options).unwrap();
    book
}

fn pages(site: &Path) -> BTreeMap<String, String> {
    let names = files(site).unwrap().into_iter();
    let pages = names.filter(|name| name.ends_with(".html"));
    pages
        .map(|name| (name.clone(), fs::read_to_string(site.join(name)).unwrap()))
        .collect()
}

/// The values of an attribute of what matches.
fn values(html: &str, selector: &str, attribute: &str) -> Vec<String> {
    let html = Html::parse_document(html);
    let selector = Selector::parse(selector).unwrap();
    let found = html.select(&selector);
    let found = found.map(|element| element.attr(attribute).unwrap().to_owned());
    found.collect()
}

/// Everything about a thing that schema.org does not say, and the addresses in it.
fn look_at(value: &Value, kind: &str, wrong: &mut Vec<String>, urls: &mut Vec<String>) {
    let object = value
        .as_object()
        .unwrap_or_else(|| panic!("no {kind}: {value}"));
    if value["@type"] != kind {
        wrong.push(format!("{} where {kind} should be", value["@type"]));
        return;
    }
    let known = TYPES.iter().find(|(name, _)| *name == kind);
    let organization = ("Organization", "name:");
    let (_, properties) = known.unwrap_or(&organization);
    for (name, held) in object.iter().filter(|(name, _)| *name != "@type") {
        let Some((_, expected)) = properties
            .split_whitespace()
            .filter_map(|p| p.split_once(':'))
            .find(|(p, _)| p == name)
        else {
            wrong.push(format!("{kind}.{name}"));
            continue;
        };
        let all = held
            .as_array()
            .map_or(std::slice::from_ref(held), Vec::as_slice);
        for one in all {
            match expected {
                "" if one.is_object() || one.as_str() == Some("") => {
                    wrong.push(format!("{kind}.{name}: {one}"))
                }
                "" if ["url", "item", "inDefinedTermSet"].contains(&name.as_str()) => {
                    urls.push(one.as_str().unwrap().to_owned())
                }
                "" => {}
                expected => look_at(one, expected, wrong, urls),
            }
        }
    }
    if kind != "Answer"
        && kind != "BreadcrumbList"
        && !kind.ends_with("Action")
        && kind != "EntryPoint"
        && !object.contains_key("name")
    {
        wrong.push(format!("{kind} without a name"));
    }
}

/// The graph of a page.
fn graph(html: &str) -> Vec<Value> {
    let document = Html::parse_document(html);
    let selector = Selector::parse("script[type='application/ld+json']").unwrap();
    let scripts: Vec<_> = document.select(&selector).collect();
    assert!(scripts.len() <= 1);
    let text = scripts
        .iter()
        .flat_map(|script| script.text())
        .collect::<String>();
    if text.is_empty() {
        return Vec::new();
    }
    let data: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(data["@context"], "https://schema.org");
    data["@graph"].as_array().unwrap().clone()
}

/// Whether the site has the page, and the page the place.
fn leads_somewhere(pages: &BTreeMap<String, String>, url: &str) -> bool {
    let (page, id) = url.split_once('#').unwrap_or((url, ""));
    let page = match page.is_empty() || page.ends_with('/') {
        true => format!("{page}index.html"),
        false => page.to_owned(),
    };
    pages
        .get(&page)
        .is_some_and(|html| id.is_empty() || html.contains(&format!("id=\"{id}\"")))
}

#[test]
fn structured_data_is_in_the_words_of_schema_org_and_leads_somewhere() {
    let book = site(Some(ROOT));
    let pages = pages(&book.dest());
    let mut wrong = BTreeSet::new();
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for (page, html) in &pages {
        for thing in graph(html) {
            let kind = thing["@type"].as_str().unwrap().to_owned();
            let (mut strange, mut urls) = (Vec::new(), Vec::new());
            look_at(&thing, &kind, &mut strange, &mut urls);
            wrong.extend(strange.into_iter().map(|what| format!("{page}: {what}")));
            let lost = urls.iter().filter(|url| {
                !url.strip_prefix(ROOT)
                    .is_some_and(|url| leads_somewhere(&pages, url))
            });
            wrong.extend(lost.map(|url| format!("{page}: {url} leads nowhere")));
            *kinds.entry(kind).or_default() += 1;
        }
    }
    assert_eq!(wrong, BTreeSet::new());
    let seen: Vec<&str> = kinds.keys().map(String::as_str).collect();
    for kind in [
        "BreadcrumbList",
        "CollectionPage",
        "Course",
        "DefinedTermSet",
        "Syllabus",
        "WebSite",
    ] {
        assert!(seen.contains(&kind), "{kinds:?}");
    }
    let unit = &graph(&pages["crm-16h/unit-06.html"])[0];
    assert_eq!(unit["name"], "第六章 管理渠道客户");
    let questions = unit["hasPart"]["hasPart"].as_array().unwrap();
    assert!(questions.iter().any(|q| {
        q["acceptedAnswer"]["text"]
            .as_str()
            .is_some_and(|t| !t.is_empty())
    }));
}

#[test]
fn every_page_of_the_book_has_one_address_and_the_map_knows_it() {
    let book = site(Some(ROOT));
    let pages = pages(&book.dest());
    let map = fs::read_to_string(book.dest().join("sitemap.xml")).unwrap();
    let mapped: BTreeSet<&str> = map
        .split("<loc>")
        .skip(1)
        .filter_map(|rest| rest.split('<').next())
        .collect();
    let mut canonical = BTreeSet::new();
    for (page, html) in &pages {
        let own = values(html, "link[rel=canonical]", "href");
        if page == "404.html" || html.contains("content=\"noindex\"") {
            assert!(
                page.ends_with("print.html") || own.is_empty(),
                "{page}: {own:?}"
            );
            continue;
        }
        assert_eq!(own.len(), 1, "{page}");
        assert_eq!(values(html, "meta[property='og:url']", "content"), own);
        let image = values(html, "meta[property='og:image']", "content");
        assert!(
            book.dest()
                .join(image[0].strip_prefix(ROOT).unwrap())
                .is_file()
        );
        assert!(!values(html, "meta[name=description]", "content")[0].is_empty());
        canonical.extend(own);
    }
    assert_eq!(
        canonical
            .iter()
            .map(String::as_str)
            .collect::<BTreeSet<_>>(),
        mapped
    );
    assert!(mapped.contains("https://example.org/kegang/crm-16h/"));
    // Below a path nobody asks for it.
    assert!(!book.dest().join("robots.txt").exists());
    let llms = fs::read_to_string(book.dest().join("llms.txt")).unwrap();
    for url in mapped {
        assert!(llms.contains(&format!("]({url})")), "{url}");
    }
}

#[test]
fn a_site_whose_place_is_unknown_claims_none() {
    let book = site(None);
    for name in files(&book.dest()).unwrap() {
        assert!(!["sitemap.xml", "robots.txt"].contains(&name.as_str()));
    }
    let pages = pages(&book.dest());
    let mut lost = Vec::new();
    for (page, html) in &pages {
        assert!(
            !html.contains("rel=\"canonical\"") && !html.contains("og:"),
            "{page}"
        );
        for thing in graph(html) {
            let (mut wrong, mut urls) = (Vec::new(), Vec::new());
            look_at(
                &thing,
                thing["@type"].as_str().unwrap(),
                &mut wrong,
                &mut urls,
            );
            let here = urls.iter().map(|url| match url.strip_prefix('#') {
                Some(id) => format!("{page}#{id}"),
                None => xtask::book::prune::resolve(page, url).unwrap(),
            });
            lost.extend(
                here.filter(|url| !leads_somewhere(&pages, url))
                    .map(|url| format!("{page}: {url}")),
            );
        }
    }
    assert_eq!(lost, Vec::<String>::new());
}

#[test]
fn the_address_comes_from_the_command_or_the_book() {
    let url = |text: &str| format!("[output.kegang]\nurl = \"{text}\"\n");
    let html = "[output.html]\nsite-url = \"https://b.example/y/\"\n".to_owned();
    for (toml, base, address, place) in [
        (
            url("https://a.example/x"),
            None,
            None,
            "https://a.example/x/",
        ),
        (
            url("https://a.example/x"),
            Some("/z/"),
            None,
            "https://a.example/z/",
        ),
        (
            url("https://a.example/x"),
            None,
            Some("https://c.example"),
            "https://c.example/",
        ),
        (html, None, None, "https://b.example/y/"),
    ] {
        let book = Book::fixture("small");
        let theme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../theme");
        book.write("book.toml", &toml);
        let options = Options {
            base: base.map(str::to_owned),
            address: address.and_then(Address::parse),
            ..Options::new(book.root(), theme, book.dest())
        };
        build(&options).unwrap();
        let pages = pages(&book.dest());
        assert_eq!(
            values(&pages["index.html"], "link[rel=canonical]", "href"),
            [place]
        );
        let path = Address::parse(place).unwrap().path().to_owned();
        assert_eq!(values(&pages["404.html"], "base", "href"), [path]);
    }
    let book = Book::fixture("small");
    for (toml, says) in [
        (url("example.org"), "url"),
        ("[output.kegang]\nurls = 1\n".to_owned(), "urls"),
    ] {
        book.write("book.toml", &toml);
        let findings = book.build().unwrap_err();
        assert_eq!(findings[0].code, "bad-config");
        assert!(findings[0].message.contains(says), "{findings:?}");
    }
}

#[test]
fn a_book_without_a_page_for_wrong_addresses_gets_one_in_its_language() {
    let book = Book::plain();
    let theme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../theme");
    build(&Options::new(book.root(), theme, book.dest())).unwrap();
    let page = fs::read_to_string(book.dest().join("404.html")).unwrap();
    assert!(page.contains("<title>没有这一页 - Plain</title>"), "{page}");
    assert!(page.contains("data-search-open") && !page.contains("not found"));
    assert_eq!(page.matches("<h1").count(), 1);
}
