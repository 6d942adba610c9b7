//! What students look up and learn: concepts, answers, and for teachers the use of carriers.

use super::ItemRef;
use crate::catalog::kinds::Theme;

/// A term explained by us: `content/concepts/<id>.md`.
#[derive(Debug)]
pub struct Term {
    /// File stem; its anchor on `concepts.html`.
    pub id: String,
    /// The term.
    pub title: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// English.
    pub english: Option<String>,
    /// Where it is taught.
    pub taught: Vec<ItemRef>,
    /// Related terms.
    pub related: Vec<String>,
    /// Markdown, ours.
    pub body: String,
}

impl Term {
    /// Where it is explained, relative to the site root.
    pub fn page(&self) -> String {
        format!("concepts/{}.html", self.id)
    }
}

/// What a printed item means to a student: a section or point with knowledge in it.
///
/// Derived from the catalogue; the unit of 概念索引 and of the search's `concept` records.
#[derive(Debug, Clone)]
pub struct Concept {
    /// Its home.
    pub place: ItemRef,
    /// `true` for a section, `false` for a point.
    pub is_section: bool,
    /// Name to list and search it by.
    pub title: String,
    /// Other names: ours, printed misprints, and the wordings of items that repeat it.
    pub aliases: Vec<String>,
    /// Names from the syllabus down to its parent, for display.
    pub breadcrumb: Vec<String>,
    /// The printed words around it: a section's points, the sentence a prose point stands in.
    pub context: String,
    /// Further places (items whose `same` names it).
    pub repeated: Vec<ItemRef>,
}

/// What an answer to a question should say: `content/<syllabus>/study-NN.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The question it was written for; another one where a question restates that.
    pub home: ItemRef,
    /// Ids of the concepts it needs.
    pub concepts: Vec<String>,
    /// Markdown, a list of points.
    pub outline: String,
}

/// How a carrier is used in class: `content/<syllabus>/study-NN.toml`. Plain words of ours.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CarrierUse {
    /// What it is used to talk about, in the order written.
    pub themes: Vec<Theme>,
    /// 融入点: the section or point it hangs on.
    pub at: Option<ItemRef>,
    /// Ids of the concepts it goes with.
    pub concepts: Vec<String>,
    /// Why it fits there.
    pub fit: Option<String>,
    /// The objective it serves.
    pub objective: Option<ItemRef>,
    /// Questions for the class.
    pub discuss: Vec<String>,
    /// Ten minutes with it.
    pub usage: Option<String>,
}
