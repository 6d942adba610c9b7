//! What a page frame has to say that mdBook's template data cannot: the table of contents
//! with links that fit the page and its own entry marked, the way down to the page, and
//! links to pages that only some books have.
//!
//! `theme/index.hbs` leaves comments, [`Frame::fill`] puts the text in their place:
//!
//! | comment | becomes |
//! |---|---|
//! | `<!--@toc-->` | nested lists of links, a group open where the page stands in it; in a long book the other groups are single links |
//! | `<!--@crumbs-->` | `<nav class="crumbs">`, nothing on the first page and outside the book |
//! | `<!--@if P-->A<!--@else-->B<!--@end-->` | `A` when the book has the page `P`, else `B`; the `else` may be missing |
//!
//! A chapter below another that has no number, which only generated ones lack (a concept
//! below the index of concepts), stands in the table of contents of its own page alone.
//!
//! What else stands in such a comment is left for [`crate::web::finish`].
//!
//! A comment is safe as a placeholder: the words of a page can only contain it escaped.

use std::collections::BTreeSet;

use mdbook_driver::book::{Book, BookItem, Chapter};

use super::render::page_of;

/// In a longer book only the groups around the page are written out: the whole list in every
/// page would weigh more than what the pages say.
const WHOLE_LIST_UP_TO: usize = 120;

/// A book's outline, ready to be written into its pages.
#[derive(Debug)]
pub struct Frame {
    entries: Vec<Entry>,
    pages: BTreeSet<String>,
    first: Option<String>,
    /// How many lines the whole list has.
    lines: usize,
}

#[derive(Debug)]
enum Entry {
    /// A title over what follows.
    Part(String),
    /// A chapter and those below it.
    Chapter {
        title: String,
        /// What its own link says among those below it.
        own: String,
        /// Relative to the site; `None` for a chapter that is only announced.
        page: Option<String>,
        below: Vec<Entry>,
        /// Whether other pages list it too.
        listed: bool,
    },
}

impl Frame {
    /// The outline of `book`, after mdBook has built it.
    pub fn new(book: &Book) -> Self {
        let pages = book
            .chapters()
            .filter_map(|chapter| page_of(chapter.path.as_deref()?));
        let mut pages = pages.peekable();
        let entries = entries(&book.items, true);
        Self {
            lines: lines(&entries),
            entries,
            first: pages.peek().cloned(),
            pages: pages.collect(),
        }
    }

    /// `html` with its placeholders filled; `page` is its place relative to the site.
    pub fn fill(&self, html: &str, page: &str) -> String {
        const OPEN: &str = "<!--@";
        let at = Place::new(self, page);
        let mut out = String::with_capacity(html.len() + 8 * 1024);
        let mut rest = html;
        let mut shown = true;
        while let Some((before, after)) = rest.split_once(OPEN) {
            let Some((word, tail)) = after.split_once("-->") else {
                break;
            };
            if shown {
                out.push_str(before);
            }
            match word.split_once(' ').unwrap_or((word, "")) {
                ("toc", _) => write_list(&mut out, &self.entries, &at),
                ("crumbs", _) => write_crumbs(&mut out, &self.entries, &at),
                ("if", wanted) => shown = self.pages.contains(wanted),
                ("else", _) => shown = !shown,
                ("end", _) => shown = true,
                // What is known only when all pages are there.
                _ => out.extend([OPEN, word, "-->"]),
            }
            rest = tail;
        }
        out.push_str(rest);
        out
    }
}

/// The page that is being filled.
struct Place<'a> {
    /// Its chapter's page.
    page: &'a str,
    /// The first page of the book.
    first: &'a str,
    /// Whether groups that do not hold the page are single links.
    short: bool,
    /// From the page to the root of the site: `../` a folder.
    root: String,
}

impl<'a> Place<'a> {
    fn new(frame: &'a Frame, page: &'a str) -> Self {
        let first = frame.first.as_deref().unwrap_or("index.html");
        // mdBook writes the first chapter a second time as the site's index.
        let copy = page == "index.html" && !frame.pages.contains(page);
        Self {
            page: if copy { first } else { page },
            first,
            short: frame.lines > WHOLE_LIST_UP_TO,
            root: "../".repeat(page.matches('/').count()),
        }
    }

    fn is_at(&self, page: Option<&str>) -> bool {
        page == Some(self.page)
    }

    fn link(&self, page: &str, title: &str) -> String {
        let mark = if self.is_at(Some(page)) {
            " aria-current=\"page\""
        } else {
            ""
        };
        let (href, title) = (escape(page), escape(title));
        format!("<a href=\"{}{href}\"{mark}>{title}</a>", self.root)
    }
}

/// The entries of these items; `top` when they stand below no other.
fn entries(items: &[BookItem], top: bool) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut rest = items;
    while let Some((item, after)) = rest.split_first() {
        rest = after;
        match item {
            BookItem::Chapter(chapter) => {
                let listed = top || chapter.number.is_some();
                entries.push(named(&chapter.name, "总览", chapter, listed));
            }
            BookItem::PartTitle(title) => match only_group(after) {
                Some(chapter) => {
                    entries.push(named(title, &chapter.name, chapter, true));
                    rest = &after[1..];
                }
                None => entries.push(Entry::Part(title.clone())),
            },
            BookItem::Separator => {}
        }
    }
    entries
}

/// The chapter that, with those below it, makes up the whole part that starts here. Such a
/// part and its chapter are one group, not a title over a group.
fn only_group(part: &[BookItem]) -> Option<&Chapter> {
    let ended = !matches!(part.get(1), Some(BookItem::Chapter(_)));
    match part.first() {
        Some(BookItem::Chapter(chapter)) if ended && !chapter.sub_items.is_empty() => Some(chapter),
        _ => None,
    }
}

fn named(title: &str, own: &str, chapter: &Chapter, listed: bool) -> Entry {
    Entry::Chapter {
        title: title.to_owned(),
        own: own.to_owned(),
        page: chapter.path.as_deref().and_then(page_of),
        below: entries(&chapter.sub_items, false),
        listed,
    }
}

/// How many lines a list with everything in it has.
fn lines(entries: &[Entry]) -> usize {
    let lines = entries.iter().map(|entry| match entry {
        Entry::Chapter { below, listed, .. } if *listed => 1 + lines(below),
        _ => 0,
    });
    lines.sum()
}

fn write_list(out: &mut String, entries: &[Entry], at: &Place<'_>) {
    out.push_str("<ul>\n");
    for entry in entries {
        write_entry(out, entry, at);
    }
    out.push_str("</ul>");
}

fn write_entry(out: &mut String, entry: &Entry, at: &Place<'_>) {
    match entry {
        Entry::Part(title) => {
            out.push_str(&format!("<li class=\"toc-part\">{}</li>\n", escape(title)));
        }
        Entry::Chapter {
            title,
            own,
            page,
            below,
            ..
        } => {
            let here = holds(entry, at);
            let shown = |entry: &&Entry| match entry {
                Entry::Chapter { listed: false, .. } => holds(entry, at),
                _ => true,
            };
            let below: Vec<_> = below.iter().filter(shown).collect();
            let single = below.is_empty() || (at.short && !here && page.is_some());
            if single {
                out.push_str(&format!("<li>{}</li>\n", link_or_text(page, title, at)));
                return;
            }
            let open = if here { " open" } else { "" };
            let title = escape(title);
            out.push_str(&format!(
                "<li><details{open}><summary>{title}</summary><ul>\n"
            ));
            if page.is_some() {
                out.push_str(&format!("<li>{}</li>\n", link_or_text(page, own, at)));
            }
            for entry in below {
                write_entry(out, entry, at);
            }
            out.push_str("</ul></details></li>\n");
        }
    }
}

fn link_or_text(page: &Option<String>, title: &str, at: &Place<'_>) -> String {
    match page {
        Some(page) => at.link(page, title),
        None => format!("<span class=\"toc-draft\">{}</span>", escape(title)),
    }
}

/// Whether the page stands in this entry.
fn holds(entry: &Entry, at: &Place<'_>) -> bool {
    match entry {
        Entry::Part(_) => false,
        Entry::Chapter { page, below, .. } => {
            at.is_at(page.as_deref()) || below.iter().any(|entry| holds(entry, at))
        }
    }
}

fn write_crumbs(out: &mut String, entries: &[Entry], at: &Place<'_>) {
    let mut steps = Vec::new();
    walk_down(entries, at, &mut steps);
    if steps.is_empty() || at.page == at.first {
        return;
    }
    out.push_str("<nav class=\"crumbs\" aria-label=\"位置\"><ol><li>");
    out.push_str(&at.link(at.first, "首页"));
    out.push_str("</li>");
    for (title, page) in steps {
        let text = match page {
            Some(page) if !at.is_at(Some(page)) => at.link(page, title),
            Some(_) => format!("<span aria-current=\"page\">{}</span>", escape(title)),
            None => format!("<span>{}</span>", escape(title)),
        };
        out.push_str(&format!("<li>{text}</li>"));
    }
    out.push_str("</ol></nav>");
}

/// The titles and pages from the top down to the page.
fn walk_down<'a>(
    entries: &'a [Entry],
    at: &Place<'_>,
    steps: &mut Vec<(&'a str, Option<&'a str>)>,
) {
    let Some(found) = entries.iter().find(|entry| holds(entry, at)) else {
        return;
    };
    if let Entry::Chapter {
        title, page, below, ..
    } = found
    {
        steps.push((title, page.as_deref()));
        walk_down(below, at, steps);
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
