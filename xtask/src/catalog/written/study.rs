//! `study-NN.toml`: what we write for questions and carriers.

use serde::Deserialize;
use toml::Spanned;

use super::Str;
use crate::catalog::kinds::Theme;

/// `content/<syllabus>/study-NN.toml`: what helps with the questions and carriers of unit NN
/// (00 for the course level). All of it is ours and shown as 编者整理; braces in these texts
/// are braces, since TeX needs them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StudyFile {
    /// Outlines of answers, one a question.
    #[serde(default)]
    pub answer: Vec<Answer>,
    /// How carriers are used, one entry a carrier.
    #[serde(default)]
    pub carrier: Vec<CarrierUse>,
}

/// What an answer should say.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// A question of this unit that restates no other: those that do take its answer over.
    pub question: Str,
    /// The concepts it needs, by the names of their files.
    #[serde(default)]
    pub concepts: Vec<Str>,
    /// Markdown: a list of points; formulas between dollars.
    pub outline: Str,
}

/// How a carrier is used in class.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CarrierUse {
    /// A carrier of this unit.
    pub carrier: Str,
    /// What it is used to talk about, one or two.
    #[serde(default)]
    pub themes: Vec<Spanned<Theme>>,
    /// 融入点: the section or point of this unit it hangs on.
    pub at: Option<Str>,
    /// The concepts it goes with, by the names of their files.
    #[serde(default)]
    pub concepts: Vec<Str>,
    /// Why it fits there, in a sentence or two.
    pub fit: Option<Str>,
    /// The id of the unit's objective, where it serves it.
    pub objective: Option<Str>,
    /// Questions for the class.
    #[serde(default)]
    pub discuss: Vec<Str>,
    /// Ten minutes with it.
    #[serde(rename = "use")]
    pub usage: Option<Str>,
}
