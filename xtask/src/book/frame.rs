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
//! | `<!--@root-->` | the way from the page to the root of the site |
//! | `<!--@print-->` | a link to the document for paper that holds the page, if there is one |
//! | `<!--@if P-->A<!--@else-->B<!--@end-->` | `A` when the book has the page `P`, else `B`; the `else` may be missing |
//!
//! What else stands in such a comment is left for [`crate::web::finish`].
//!
//! A comment is safe as a placeholder: the words of a page can only contain it escaped.

use std::collections::BTreeSet;

use super::outline::{Entry, Outline};
use super::print;

/// In a longer book only the groups around the page are written out: the whole list in every
/// page would weigh more than what the pages say.
const WHOLE_LIST_UP_TO: usize = 120;

/// A book's outline, ready to be written into its pages.
#[derive(Debug)]
pub struct Frame<'a> {
    outline: &'a Outline,
    /// Whether groups that do not hold the page are single links.
    short: bool,
    /// Where documents for paper are.
    documents: BTreeSet<String>,
}

impl<'a> Frame<'a> {
    /// Frames for the pages of the book with this outline and these documents for paper.
    pub fn new(outline: &'a Outline, documents: BTreeSet<String>) -> Self {
        Self {
            short: outline.lines() > WHOLE_LIST_UP_TO,
            outline,
            documents,
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
                ("toc", _) => write_list(&mut out, &self.outline.entries, &at),
                ("crumbs", _) => write_crumbs(&mut out, self.outline, &at),
                ("root", _) => out.push_str(&at.root),
                ("print", _) => out.push_str(&self.print_link(&at)),
                ("if", wanted) => shown = self.outline.pages.contains(wanted),
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

    /// To the document of the page's folder, else to that of the whole book.
    fn print_link(&self, at: &Place<'_>) -> String {
        let folder = at.page.rsplit_once('/').map_or("", |(folder, _)| folder);
        let near = format!("{folder}/{}", print::NAME);
        let (document, says) = match self.documents.contains(&near) {
            true => (near.as_str(), "打印整份大纲"),
            false => (print::NAME, "打印全站"),
        };
        match self.documents.contains(document) {
            true => format!("<a href=\"{}{document}\">{says}</a>", at.root),
            false => String::new(),
        }
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
    fn new(frame: &Frame<'a>, page: &'a str) -> Self {
        Self {
            page: frame.outline.shown(page),
            first: frame.outline.first.as_deref().unwrap_or("index.html"),
            short: frame.short,
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
            let here = entry.holds(at.page);
            let shown = |entry: &&Entry| match entry {
                Entry::Chapter { listed: false, .. } => entry.holds(at.page),
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

fn write_crumbs(out: &mut String, outline: &Outline, at: &Place<'_>) {
    let steps = outline.trail(at.page);
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

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use mdbook_driver::book::{Book, BookItem, Chapter, SectionNumber};

    use super::*;

    fn chapter(name: &str, path: &str, below: Vec<BookItem>) -> BookItem {
        let mut chapter = Chapter::new(name, String::new(), path, Vec::new());
        chapter.sub_items = below;
        chapter.number = Some(SectionNumber::new(vec![1]));
        BookItem::Chapter(chapter)
    }

    fn outline() -> Outline {
        let units = vec![chapter("第一章 <客户>", "crm/unit-01.md", Vec::new())];
        Outline::new(&Book::new_with_items(vec![
            chapter("首页", "index.md", Vec::new()),
            chapter("客户关系管理", "crm/index.md", units),
            BookItem::PartTitle("查".to_owned()),
            chapter("概念索引", "concepts.md", Vec::new()),
        ]))
    }

    fn documents() -> BTreeSet<String> {
        ["print.html", "crm/print.html"].map(str::to_owned).into()
    }

    #[test]
    fn a_page_leads_to_the_document_that_holds_it() {
        for (page, link) in [
            (
                "crm/unit-01.html",
                "<a href=\"../crm/print.html\">打印整份大纲</a>",
            ),
            ("concepts.html", "<a href=\"print.html\">打印全站</a>"),
        ] {
            assert_eq!(fill("<!--@print-->", page), link);
        }
        let outline = outline();
        assert_eq!(
            Frame::new(&outline, BTreeSet::new()).fill("<!--@print-->", "index.html"),
            ""
        );
    }

    fn fill(html: &str, page: &str) -> String {
        Frame::new(&outline(), documents()).fill(html, page)
    }

    #[test]
    fn links_fit_the_page_and_its_own_is_marked() {
        let toc = fill("<!--@toc-->", "crm/unit-01.html");
        assert!(toc.contains(
            "<a href=\"../crm/unit-01.html\" aria-current=\"page\">第一章 &lt;客户&gt;</a>"
        ));
        assert!(toc.contains("<a href=\"../concepts.html\">概念索引</a>"));
        assert!(toc.contains("<details open><summary>客户关系管理</summary>"));
        assert!(toc.contains("<a href=\"../crm/index.html\">总览</a>"));
        assert!(toc.contains("<li class=\"toc-part\">查</li>"));
        let home = fill("<!--@toc-->", "index.html");
        assert!(home.contains("<details><summary>"));
    }

    #[test]
    fn crumbs_lead_from_the_first_page_down() {
        let crumbs = fill("<!--@crumbs-->", "crm/unit-01.html");
        assert_eq!(
            crumbs,
            "<nav class=\"crumbs\" aria-label=\"位置\"><ol><li><a href=\"../index.html\">首页</a></li>\
             <li><a href=\"../crm/index.html\">客户关系管理</a></li>\
             <li><span aria-current=\"page\">第一章 &lt;客户&gt;</span></li></ol></nav>"
        );
        assert_eq!(fill("<!--@crumbs-->", "index.html"), "");
        assert_eq!(fill("<!--@crumbs-->", "404.html"), "");
    }

    #[test]
    fn a_link_to_a_page_stands_only_where_the_book_has_it() {
        let fill = |text| fill(text, "index.html");
        assert_eq!(fill("a<!--@if concepts.html-->b<!--@end-->c"), "abc");
        assert_eq!(fill("a<!--@if none.html-->b<!--@end-->c"), "ac");
        assert_eq!(fill("<!--@if none.html-->b<!--@else-->d<!--@end-->"), "d");
        assert_eq!(
            fill("<!--@if concepts.html-->b<!--@else-->d<!--@end-->"),
            "b"
        );
        assert_eq!(
            fill("<!-- a comment --><!--@if"),
            "<!-- a comment --><!--@if"
        );
    }

    #[test]
    fn a_part_of_one_group_is_that_group() {
        let units = vec![chapter("第一章", "crm/unit-01.md", Vec::new())];
        let outline = Outline::new(&Book::new_with_items(vec![
            chapter("首页", "index.md", Vec::new()),
            BookItem::PartTitle("客户关系管理".to_owned()),
            chapter("大纲总览", "crm/index.md", units),
        ]));
        let toc = Frame::new(&outline, BTreeSet::new())
            .fill("<!--@toc--><!--@crumbs-->", "crm/unit-01.html");
        assert!(toc.contains("<summary>客户关系管理</summary>"));
        assert!(toc.contains("<a href=\"../crm/index.html\">大纲总览</a>"));
        assert!(toc.contains("<li><a href=\"../crm/index.html\">客户关系管理</a></li>"));
        assert!(!toc.contains("toc-part"));
    }

    #[test]
    fn a_chapter_without_a_number_is_listed_on_its_own_page() {
        let concept = |i: u32| {
            let path = format!("concepts/{i}.md");
            BookItem::Chapter(Chapter::new("概念", String::new(), path, Vec::new()))
        };
        let concepts = (0..200).map(concept);
        let unit = chapter("第一章", "crm/unit-01.md", Vec::new());
        let outline = Outline::new(&Book::new_with_items(vec![
            chapter("大纲", "crm/index.md", vec![unit]),
            chapter("概念索引", "concepts.md", concepts.collect()),
        ]));
        let links = |page| {
            Frame::new(&outline, BTreeSet::new())
                .fill("<!--@toc-->", page)
                .matches("<a ")
                .count()
        };
        assert_eq!(links("crm/index.html"), 3);
        assert_eq!(links("concepts/7.html"), 4);
        let crumbs =
            Frame::new(&outline, BTreeSet::new()).fill("<!--@crumbs-->", "concepts/7.html");
        assert!(crumbs.contains("<a href=\"../concepts.html\">概念索引</a>"));
    }

    #[test]
    fn a_long_book_writes_out_only_the_groups_around_the_page() {
        let part = |n: u32| {
            let below = (0..2).map(|i| chapter("节", &format!("{n}/{i}.md"), Vec::new()));
            chapter("章", &format!("{n}/index.md"), below.collect())
        };
        let outline = Outline::new(&Book::new_with_items((0..60).map(part).collect()));
        let toc = Frame::new(&outline, BTreeSet::new()).fill("<!--@toc-->", "7/1.html");
        assert_eq!(toc.matches("<details").count(), 1);
        assert_eq!(toc.matches("<a ").count(), 62);
    }

    #[test]
    fn the_index_is_the_first_chapter_again() {
        let items = vec![chapter("序", "intro.md", Vec::new())];
        let toc = Frame::new(&Outline::new(&Book::new_with_items(items)), BTreeSet::new())
            .fill("<!--@toc-->", "index.html");
        assert!(toc.contains("aria-current=\"page\">序</a>"));
    }
}
