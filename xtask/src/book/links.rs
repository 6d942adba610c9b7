//! Every link of every page is followed: to a file of the site, and to an id in it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::facts::Facts;
use super::print;
use super::prune::resolve;
use super::sources::Sources;
use crate::diagnostic::Diagnostic;
use crate::parallel;

/// What the links of a site are held against.
#[derive(Debug)]
pub struct Site<'a> {
    /// Every page with its ids and links.
    pub pages: &'a BTreeMap<String, Facts>,
    /// Every file.
    pub files: &'a BTreeSet<String>,
    /// Where the site is going to be served, e.g. `/kegang/`.
    pub base: &'a str,
    /// Where the pages are written.
    pub sources: &'a Sources,
}

/// Broken links and doubled ids, page by page.
pub fn check(site: &Site<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    // A broken link of the frame is on every page: it is told once.
    let mut elsewhere: BTreeMap<String, (String, usize)> = BTreeMap::new();
    let (copies, pages): (Vec<_>, Vec<_>) = site.pages.iter().partition(|(page, _)| is_copy(page));
    let pages: Vec<_> = pages.into_iter().chain(copies).collect();
    let broken = parallel::map(&pages, |(page, facts)| {
        let links = facts.links.iter();
        let links = links.filter_map(|link| Some((link, broken(site, page, link)?)));
        links.collect::<Vec<_>>()
    });
    for ((page, facts), broken) in std::iter::zip(pages, broken) {
        findings.extend(doubled_ids(page, facts, site.sources));
        let mut told = BTreeSet::new();
        for (link, why) in broken {
            if !told.insert(link) {
                continue;
            }
            match place(site.sources, page, link) {
                Some((path, text, span)) => findings.push(finding(link, &why).at(path, text, span)),
                // A document for paper is made of pages that are told themselves.
                None if is_copy(page) && !(findings.is_empty() && elsewhere.is_empty()) => {}
                None => {
                    let first = || (page.clone(), 0);
                    elsewhere.entry(message(link, &why)).or_insert_with(first).1 += 1;
                }
            }
        }
    }
    for (message, (page, times)) in elsewhere {
        let more = match times {
            1 => String::new(),
            _ => format!(", and on {} more pages", times - 1),
        };
        let finding = Diagnostic::error("broken-link", format!("{message}{more}"));
        findings.push(finding.in_file(&page));
    }
    findings
}

fn is_copy(page: &str) -> bool {
    page.rsplit('/').next() == Some(print::NAME)
}

fn message(link: &str, why: &str) -> String {
    format!("the link `{link}` leads nowhere: {why}")
}

fn finding(link: &str, why: &str) -> Diagnostic {
    Diagnostic::error("broken-link", message(link, why))
}

/// Why a link leads nowhere, `None` when it is fine or leads out of the site.
fn broken(site: &Site<'_>, page: &str, link: &str) -> Option<String> {
    let link = link.trim();
    let first = link.split(['/', '?', '#']).next().unwrap_or(link);
    if link.starts_with("//") || first.contains(':') {
        return None;
    }
    let inside = match link.strip_prefix('/') {
        // From the root of the host: inside only below the site's own place.
        Some(_) => match link.strip_prefix(site.base) {
            Some(rest) => {
                return broken(
                    site,
                    "index.html",
                    if rest.is_empty() { "./" } else { rest },
                );
            }
            None => {
                return Some(format!(
                    "it leaves the site, which stands below `{}`",
                    site.base
                ));
            }
        },
        None => decode(link),
    };
    let Some(target) = resolve(page, &inside) else {
        return Some("it leads out of the site".to_owned());
    };
    // Search comes into the site after its pages.
    if target.starts_with("search/") {
        return None;
    }
    if !site.files.contains(&target) {
        return Some(format!("there is no {target}"));
    }
    let (_, fragment) = inside.split_once('#')?;
    let facts = site.pages.get(&target)?;
    let found = fragment.is_empty() || fragment == "top" || facts.ids.contains_key(fragment);
    let aimed = fragment.starts_with(":~:");
    (!found && !aimed).then(|| format!("{target} has no `{fragment}`"))
}

/// Percent escapes decoded; left as they are when they give no UTF-8.
pub(crate) fn decode(link: &str) -> String {
    let bytes = link.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while index < bytes.len() {
        let hex = bytes.get(index + 1..index + 3);
        let hex = hex
            .filter(|_| bytes[index] == b'%')
            .and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                index += 3;
            }
            None => {
                out.push(bytes[index]);
                index += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| link.to_owned())
}

/// Where the Markdown of `page` has this link.
fn place<'a>(
    sources: &'a Sources,
    page: &str,
    link: &str,
) -> Option<(&'a str, &'a str, Range<usize>)> {
    let (path, text) = sources.chapter(page)?;
    let written = |dest: &str| as_rendered(dest) == as_rendered(link);
    let events = Parser::new_ext(text, Options::all()).into_offset_iter();
    let mut links = events.filter_map(|(event, span)| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
            written(&dest_url).then_some(span)
        }
        _ => None,
    });
    let span = links.next().or_else(|| {
        let start = text.find(&format!("\"{link}\""))? + 1;
        Some(start..start + link.len())
    });
    Some((path, text, span?))
}

/// mdBook turns links to chapters into links to their pages.
fn as_rendered(link: &str) -> String {
    let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
    let path = decode(path);
    match path.strip_suffix(".md") {
        Some(stem) => format!("{stem}.html#{fragment}"),
        None => format!("{path}#{fragment}"),
    }
}

fn doubled_ids(page: &str, facts: &Facts, sources: &Sources) -> Vec<Diagnostic> {
    let doubled = facts.ids.iter().filter(|(_, times)| **times > 1);
    doubled
        .map(|(id, times)| {
            let message = format!("the id `{id}` is on the page {times} times");
            let finding = Diagnostic::error("duplicate-id", message)
                .help("a link to it reaches only the first; give the others ids of their own");
            match id_place(sources, page, id) {
                Some((path, text, span)) => finding.at(path, text, span),
                None => finding.in_file(page),
            }
        })
        .collect()
}

/// The last place in the Markdown of `page` that sets the id.
fn id_place<'a>(
    sources: &'a Sources,
    page: &str,
    id: &str,
) -> Option<(&'a str, &'a str, Range<usize>)> {
    let (path, text) = sources.chapter(page)?;
    let forms = [
        format!("{{#{id}"),
        format!("id=\"{id}\""),
        format!("id={id}"),
    ];
    let start = forms.iter().filter_map(|form| text.rfind(form)).max()?;
    let length = text[start..].find(id)? + id.len();
    Some((path, text, start..start + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(pages: &[(&str, &str)]) -> (BTreeMap<String, Facts>, BTreeSet<String>) {
        let facts = pages
            .iter()
            .map(|(page, html)| ((*page).to_owned(), Facts::of(html)));
        let files = pages.iter().map(|(page, _)| (*page).to_owned());
        (facts.collect(), files.collect())
    }

    #[test]
    fn links_are_followed() {
        let links = [
            ("b.html", None),
            ("b.html#x", None),
            ("b.html#%E4%B8%80", None),
            ("/kegang/b.html", None),
            ("/kegang/", None),
            ("https://example.org/b", None),
            ("mailto:a@b", None),
            ("search/starter.js", None),
            ("b.html#top", None),
            ("c.html", Some("there is no c.html")),
            ("b.html#y", Some("b.html has no `y`")),
            ("../b.html", Some("it leads out of the site")),
            (
                "/b.html",
                Some("it leaves the site, which stands below `/kegang/`"),
            ),
        ];
        let (pages, files) = site(&[("b.html", "<p id=x><p id=一>"), ("index.html", "")]);
        let site = Site {
            pages: &pages,
            files: &files,
            base: "/kegang/",
            sources: &Sources::default(),
        };
        for (link, why) in links {
            assert_eq!(broken(&site, "index.html", link).as_deref(), why, "{link}");
        }
    }

    #[test]
    fn a_broken_link_of_the_frame_is_told_once() {
        let frame = "<a href='gone.html'>x</a>";
        let (pages, files) = site(&[("a.html", frame), ("b.html", frame)]);
        let findings = check(&Site {
            pages: &pages,
            files: &files,
            base: "/",
            sources: &Sources::default(),
        });
        let messages: Vec<_> = findings.iter().map(|f| f.message.as_str()).collect();
        let said = "the link `gone.html` leads nowhere: there is no gone.html, and on 1 more pages";
        assert_eq!(messages, [said]);
    }
}
