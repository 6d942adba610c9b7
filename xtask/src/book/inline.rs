//! A printed text becomes markup: errata on demand, items with their anchors.

use std::collections::BTreeSet;

use super::html::{Html, escape, relative};
use crate::catalog::model::{Erratum, ItemRef, Run, Text};

/// Writes the texts of one page in the order in which they stand there.
///
/// Every item of the page gets its anchor exactly once: in the list that is its home if the
/// page has one, else where its words stand first. All other places link to it.
#[derive(Debug)]
pub struct Writer {
    page: String,
    homes: BTreeSet<String>,
    anchored: BTreeSet<String>,
}

impl Writer {
    /// For the page at `page`, relative to the site root, with lists for the items `homes`.
    pub fn new(page: impl Into<String>, homes: impl IntoIterator<Item = String>) -> Self {
        Self {
            page: page.into(),
            homes: homes.into_iter().collect(),
            anchored: BTreeSet::new(),
        }
    }

    /// From this page to `url`, relative to the site root.
    pub fn way(&self, url: &str) -> String {
        relative(&self.page, url)
    }

    /// Whether the item still needs an anchor, and now has one.
    pub fn claim(&mut self, id: &str) -> bool {
        !self.homes.contains(id) && self.anchored.insert(id.to_owned())
    }

    /// A text as one stretch, line breaks kept.
    pub fn text(&mut self, text: &Text) -> Html {
        let mut out = String::new();
        self.runs(&text.0, true, &mut out);
        Html(out)
    }

    /// A text, a stretch a paragraph.
    pub fn paragraphs(&mut self, text: &Text) -> Vec<Html> {
        let paragraphs = text.0.split(|run| *run == Run::Break);
        let mut written = Vec::new();
        for runs in paragraphs.filter(|runs| !runs.is_empty()) {
            let mut out = String::new();
            self.runs(runs, true, &mut out);
            written.push(Html(out));
        }
        written
    }

    /// A text without links and anchors, for places that are links themselves.
    pub fn unlinked(&mut self, text: &Text) -> Html {
        let mut out = String::new();
        self.runs(&text.0, false, &mut out);
        Html(out)
    }

    fn runs(&mut self, runs: &[Run], links: bool, out: &mut String) {
        for run in runs {
            match run {
                Run::Plain(words) => out.push_str(&escape(words)),
                Run::Break => out.push_str("<br>"),
                Run::Erratum {
                    printed,
                    corrected,
                    entry,
                } => out.push_str(&self.erratum(printed, corrected, entry, links)),
                Run::Item { target, text } if links => self.item(target, text, out),
                Run::Item { text, .. } => self.runs(&text.0, false, out),
            }
        }
    }

    fn item(&mut self, target: &ItemRef, text: &Text, out: &mut String) {
        if target.page() == self.page && self.claim(&target.id) {
            let id = &target.id;
            out.push_str(&format!("<span class=\"item\" id=\"{id}\">"));
            self.runs(&text.0, true, out);
            out.push_str(&anchor(id));
            out.push_str("</span>");
        } else {
            let href = escape(&self.way(&target.url()));
            // Found at its home; here it would only be found twice.
            out.push_str(&format!(
                "<a class=\"item-link\" href=\"{href}\" data-search=\"off\">"
            ));
            self.runs(&text.0, false, out);
            out.push_str("</a>");
        }
    }

    fn erratum(&self, printed: &str, corrected: &str, entry: &ItemRef, link: bool) -> String {
        let shown = escape(corrected);
        let shown = if link {
            let url = format!("errata.html#{}", Erratum::anchor(entry));
            format!("<a href=\"{}\">{shown}</a>", escape(&self.way(&url)))
        } else {
            shown
        };
        let note = format!("原文作“{}”", escape(printed));
        format!(
            "<span class=\"erratum\">{shown}\
             <span class=\"erratum-note\" role=\"note\">{note}</span></span>"
        )
    }
}

/// The empty link with which a reader copies the address of an item.
pub fn anchor(id: &str) -> String {
    format!("<a class=\"anchor\" href=\"#{id}\" aria-label=\"复制本条链接\"></a>")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(id: &str) -> ItemRef {
        ItemRef {
            syllabus: "a".to_owned(),
            unit: 1,
            id: id.to_owned(),
        }
    }

    fn item(id: &str) -> Run {
        Run::Item {
            target: point(id),
            text: Text(vec![Run::Plain("窜货".to_owned())]),
        }
    }

    #[test]
    fn the_first_place_of_an_item_is_its_anchor() {
        let mut writer = Writer::new("a/unit-01.html", ["home".to_owned()]);
        let text = Text(vec![item("p"), Run::Break, item("p"), item("home")]);
        let html = writer.paragraphs(&text);
        assert!(
            html[0]
                .0
                .starts_with("<span class=\"item\" id=\"p\">窜货<a class")
        );
        let link =
            |id| format!("<a class=\"item-link\" href=\"&#35;{id}\" data-search=\"off\">窜货</a>");
        assert_eq!(html[1].0, format!("{}{}", link("p"), link("home")));
    }

    #[test]
    fn an_erratum_reads_corrected_and_shows_the_misprint() {
        let mut writer = Writer::new("a/unit-01.html", []);
        let text = Text(vec![Run::Erratum {
            printed: "应当".to_owned(),
            corrected: "应对".to_owned(),
            entry: point("e1"),
        }]);
        let html = writer.text(&text).0;
        assert!(
            html.contains(">应对</a>") && html.contains("原文作“应当”"),
            "{html}"
        );
        assert!(!writer.unlinked(&text).0.contains("<a"));
    }
}
