//! Questions under a heading of their own: 作业, 思考题.

use std::ops::Range;

use super::Maker;
use crate::catalog::kinds::{PartKind, QuestionKind};
use crate::import::content::Text;
use crate::import::flow::Block;
use crate::import::lists;
use crate::import::marker::marker;
use crate::import::rules::phrases::NONE;
use crate::import::words::{Words, fold};

/// A question as printed, and the bytes of it that ask: without its number and a semicolon
/// at the end.
pub type Asked = (Words, Range<usize>);

/// The questions of a text: numbered ones, else one after each question mark or semicolon.
pub fn list(lines: &[Words]) -> Vec<Asked> {
    let mut out: Vec<Words> = Vec::new();
    let lines: Vec<Words> = lines.iter().flat_map(without_lead).collect();
    let items: Vec<Words> = lines.iter().flat_map(lists::enumerated).collect();
    let outer = items
        .iter()
        .find_map(|item| marker(item.as_str()))
        .map(|found| found.scheme);
    for item in items {
        let found = marker(item.as_str()).map(|found| found.scheme);
        match (found, outer, out.last_mut()) {
            // Parts of a question, and lines that go on with it.
            (found, Some(outer), Some(last)) if found != Some(outer) => last.push_spaced(&item),
            (None, None, _) => out.extend(unnumbered(&item)),
            _ => out.push(item),
        }
    }
    out.iter().map(asked).collect()
}

/// 布置作业4次，分别为：1.…；2.…: what leads to a list, and the list.
fn without_lead(words: &Words) -> Vec<Words> {
    let text = words.as_str();
    let starts = text.char_indices().find_map(|(at, c)| {
        let end = at + c.len_utf8();
        let list =
            fold(c) == ':' && at > 0 && marker(&text[end..]).is_some_and(|found| found.number == 1);
        list.then_some(end)
    });
    let start = starts.filter(|start| {
        // 1.讨论：1.… is a question with parts.
        marker(text).is_none() && lists::enumerated(&words.cut(*start..text.len())).len() > 1
    });
    match start {
        Some(start) => vec![words.cut(0..start), words.cut(start..text.len())],
        None => vec![words.clone()],
    }
}

fn unnumbered(words: &Words) -> Vec<Words> {
    let text = words.as_str();
    let mut cuts = vec![0];
    // 什么是栈？它有什么用？ is one question; a row of them is several.
    let asked = text.chars().filter(|c| fold(*c) == '?').count();
    let several = asked > 2 || text.contains(['；', ';']);
    if !several {
        return vec![words.clone()];
    }
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if matches!(fold(c), '?' | ';') && !text[end..].trim().is_empty() {
            cuts.push(end);
        }
    }
    let ends = cuts.iter().skip(1).copied().chain([text.len()]);
    cuts.iter()
        .zip(ends)
        .map(|(start, end)| words.cut(*start..end))
        .collect()
}

fn asked(words: &Words) -> Asked {
    let text = words.as_str();
    // A lead to a list asks nothing.
    if text.ends_with(['：', ':']) {
        return (words.clone(), 0..0);
    }
    let start = marker(text).map_or(0, |found| found.end);
    let bare = text[start..].trim_end_matches([';', '；', ' ']);
    (words.clone(), start..start + bare.len())
}

/// The name in a heading: without number, brackets and colon.
fn bare_name(heading: &Words) -> String {
    let (_, name) = lists::numbered(heading);
    name.as_str()
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_owned()
}

impl Maker<'_> {
    /// Adds questions and the part in which they stand.
    pub(super) fn questions(&mut self, kind: QuestionKind, heading: Option<Words>, body: &[Block]) {
        let lines: Vec<Words> = body.iter().flat_map(Block::lines).collect();
        let name = heading.as_ref().map_or(String::new(), bare_name);
        let mut text = Vec::new();
        for (words, range) in list(&lines) {
            let asked = words.cut(range.clone());
            if asked.is_blank() || NONE.contains(&asked.key().trim_end_matches('。')) {
                text.push(Text::plain(words));
                continue;
            }
            let id = self.question(kind, asked, &name);
            text.push(Text::with_items(&words, &[(range, id)]));
        }
        self.part(PartKind::Exercises, heading, text, Vec::new());
    }
}
