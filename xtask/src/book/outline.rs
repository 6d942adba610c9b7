//! A book's outline: what stands below what, and the way down to a page.
//!
//! A chapter below another that has no number, which only generated ones lack (a concept
//! below the index of concepts), is not *listed*: other pages than its own leave it out.

use std::collections::BTreeSet;

use mdbook_driver::book::{Book, BookItem, Chapter};

use super::render::page_of;

/// A book's outline.
#[derive(Debug, Default)]
pub struct Outline {
    /// From the top.
    pub entries: Vec<Entry>,
    /// Every page of a chapter.
    pub pages: BTreeSet<String>,
    /// The first of them.
    pub first: Option<String>,
}

/// A line of the outline.
#[derive(Debug)]
pub enum Entry {
    /// A title over what follows.
    Part(String),
    /// A chapter and those below it.
    Chapter {
        /// What it is called.
        title: String,
        /// What its own link says among those below it.
        own: String,
        /// Relative to the site; `None` for a chapter that is only announced.
        page: Option<String>,
        /// Those below it.
        below: Vec<Entry>,
        /// Whether other pages list it too.
        listed: bool,
    },
}

/// A chapter of the outline with what it stands below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed<'a> {
    /// Its page.
    pub page: &'a str,
    /// What it is called.
    pub title: &'a str,
    /// The title of the group at the top that it belongs to; empty when it is none's.
    pub group: &'a str,
    /// Whether other pages list it.
    pub listed: bool,
}

impl Outline {
    /// The outline of `book`, after mdBook has built it.
    pub fn new(book: &Book) -> Self {
        let pages = book
            .chapters()
            .filter_map(|chapter| page_of(chapter.path.as_deref()?));
        let mut pages = pages.peekable();
        Self {
            entries: entries(&book.items, true),
            first: pages.peek().cloned(),
            pages: pages.collect(),
        }
    }

    /// The chapter page that `page` shows: mdBook writes the first one a second time as the
    /// site's index.
    pub fn shown<'a>(&'a self, page: &'a str) -> &'a str {
        match &self.first {
            Some(first) if page == "index.html" && !self.pages.contains(page) => first,
            _ => page,
        }
    }

    /// The titles and pages from the top down to the page; empty for one outside the book.
    pub fn trail(&self, page: &str) -> Vec<(&str, Option<&str>)> {
        let mut steps = Vec::new();
        walk_down(&self.entries, page, &mut steps);
        steps
    }

    /// Every chapter that has a page, in order.
    pub fn placed(&self) -> Vec<Placed<'_>> {
        let mut all = Vec::new();
        let mut part = "";
        for entry in &self.entries {
            match entry {
                Entry::Part(title) => part = title,
                Entry::Chapter { title, below, .. } => {
                    let group = if below.is_empty() { part } else { title };
                    place(entry, group, &mut all);
                }
            }
        }
        all
    }

    /// How many lines a list with everything in it has.
    pub fn lines(&self) -> usize {
        lines(&self.entries)
    }
}

impl Entry {
    /// Whether the page stands in this entry.
    pub fn holds(&self, page: &str) -> bool {
        match self {
            Self::Part(_) => false,
            Self::Chapter {
                page: own, below, ..
            } => own.as_deref() == Some(page) || below.iter().any(|entry| entry.holds(page)),
        }
    }
}

fn place<'a>(entry: &'a Entry, group: &'a str, all: &mut Vec<Placed<'a>>) {
    let Entry::Chapter {
        title,
        page,
        below,
        listed,
        ..
    } = entry
    else {
        return;
    };
    if let Some(page) = page {
        let listed = *listed;
        all.push(Placed {
            page,
            title,
            group,
            listed,
        });
    }
    for entry in below {
        place(entry, group, all);
    }
}

fn walk_down<'a>(entries: &'a [Entry], page: &str, steps: &mut Vec<(&'a str, Option<&'a str>)>) {
    let Some(found) = entries.iter().find(|entry| entry.holds(page)) else {
        return;
    };
    if let Entry::Chapter {
        title,
        page: own,
        below,
        ..
    } = found
    {
        steps.push((title, own.as_deref()));
        walk_down(below, page, steps);
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
