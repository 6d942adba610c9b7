//! Words that know where they come from.
//!
//! Every step after reading cuts, joins and hands on [`Words`]: a text that carries, for
//! each of its bytes, the byte of the document it is. What an item holds in the end can so be
//! ticked off in the document, and what is left over can be named with its lines.

use std::ops::Range;

use crate::import::document::{Document, Line};

/// A byte that stands nowhere in the document: a space that joins two lines.
const NOWHERE: u32 = u32::MAX;

/// A text and the place of each of its bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    text: String,
    at: Vec<u32>,
}

impl Words {
    /// The words of a line.
    pub fn of(document: &Document, line: &Line) -> Self {
        Self::at(&document.text, line.span.clone())
    }

    /// The words at a byte range of the text.
    pub fn at(text: &str, span: Range<usize>) -> Self {
        let words = text.get(span.clone()).unwrap_or_default();
        let start = u32::try_from(span.start).unwrap_or(NOWHERE);
        let at = (0..words.len())
            .map(|i| start.saturating_add(u32::try_from(i).unwrap_or(NOWHERE)))
            .collect();
        Self {
            text: words.to_owned(),
            at,
        }
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether nothing but white space is there.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// A byte range of it, without the white space around.
    pub fn cut(&self, range: Range<usize>) -> Self {
        let words = self.text.get(range.clone()).unwrap_or_default();
        let lead = words.len() - words.trim_start().len();
        let words = words.trim();
        let start = range.start + lead;
        Self {
            text: words.to_owned(),
            at: self
                .at
                .get(start..start + words.len())
                .unwrap_or_default()
                .to_vec(),
        }
    }

    /// A byte range of it as it is, white space included.
    pub fn slice(&self, range: Range<usize>) -> Self {
        Self {
            text: self.text.get(range.clone()).unwrap_or_default().to_owned(),
            at: self.at.get(range).unwrap_or_default().to_vec(),
        }
    }

    /// Without the white space around.
    pub fn trimmed(&self) -> Self {
        self.cut(0..self.text.len())
    }

    /// Adds words right behind, as one goes on reading from line to line: with a space
    /// between Latin words only.
    pub fn join(&mut self, next: &Self) {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let punctuated = matches!(self.text.chars().next_back(), Some(',' | ';' | ':'));
        let before = punctuated || latin(self.text.chars().next_back());
        if before && latin(next.text.chars().next()) && !self.text.is_empty() {
            self.space();
        }
        self.push(next);
    }

    /// Adds words with a space between.
    pub fn push_spaced(&mut self, next: &Self) {
        if !self.text.is_empty() {
            self.space();
        }
        self.push(next);
    }

    fn space(&mut self) {
        self.text.push(' ');
        self.at.push(NOWHERE);
    }

    /// Adds words.
    pub fn push(&mut self, next: &Self) {
        self.text.push_str(&next.text);
        self.at.extend_from_slice(&next.at);
    }

    /// The part of it that stands behind a byte of the document.
    pub fn behind(&self, place: usize) -> Self {
        let behind = |at: &u32| *at != NOWHERE && usize::try_from(*at).is_ok_and(|at| at >= place);
        let start = self.at.iter().position(behind).unwrap_or(self.at.len());
        self.cut(start..self.text.len())
    }

    /// Each character with the byte of the document it is.
    pub fn chars(&self) -> impl Iterator<Item = (char, Option<usize>)> {
        self.text.char_indices().map(|(at, c)| {
            let place = self.at.get(at).filter(|at| **at != NOWHERE);
            (c, place.and_then(|place| usize::try_from(*place).ok()))
        })
    }

    /// Where the first of it stands.
    pub fn start(&self) -> Option<usize> {
        let first = self.at.iter().find(|at| **at != NOWHERE);
        first.and_then(|at| usize::try_from(*at).ok())
    }

    /// The byte ranges of the document it is made of, in its own order.
    pub fn places(&self) -> Vec<Range<usize>> {
        let mut out: Vec<Range<usize>> = Vec::new();
        for at in self.at.iter().filter(|at| **at != NOWHERE) {
            let at = usize::try_from(*at).unwrap_or_default();
            match out.last_mut() {
                Some(last) if last.end == at => last.end += 1,
                _ => out.push(at..at + 1),
            }
        }
        out
    }

    /// For comparing: see [`key`].
    pub fn key(&self) -> String {
        key(&self.text)
    }
}

/// A text for comparing: without white space, full-width forms as half-width, no capitals.
pub fn key(text: &str) -> String {
    let chars = text.chars().filter(|c| !c.is_whitespace());
    chars.map(|c| fold(c).to_ascii_lowercase()).collect()
}

/// A full-width form as its half-width one, variants of punctuation as one.
pub fn fold(c: char) -> char {
    match c {
        '〔' | '［' | '〖' => '【',
        '〕' | '］' | '〗' => '】',
        '︰' | '∶' | '﹕' => ':',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        c => c,
    }
}

/// Columns that a text takes: 2 for Chinese, 1 for Latin.
pub fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joined_lines_know_their_places() {
        let text = "3.明确课程目\n标: 甲\nCustomer\nRelation";
        let line = |words: &str| {
            let start = text.find(words).unwrap_or_default();
            Words::at(text, start..start + words.len())
        };
        let mut words = line("3.明确课程目");
        words.join(&line("标: 甲"));
        assert_eq!(words.as_str(), "3.明确课程目标: 甲");
        assert_eq!(words.places(), [0..17, 18..26]);
        let value = words.cut("3.明确课程目标:".len()..words.as_str().len());
        assert_eq!((value.as_str(), value.start()), ("甲", Some(23)));
        let mut english = line("Customer");
        english.join(&line("Relation"));
        assert_eq!(english.as_str(), "Customer Relation");
        assert_eq!(english.places().len(), 2);
    }

    #[test]
    fn keys() {
        assert_eq!(key("总 学　时：ＡＢ"), "总学时:ab");
        assert_eq!(key("［教学内容］"), "【教学内容】");
        assert_eq!(width("客户CRM"), 7);
    }
}
