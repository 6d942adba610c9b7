//! The words of a text, character by character, each with its place: what rules about
//! printed words look at.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::catalog::model::{ItemRef, Text};
use crate::catalog::template::{Reference, Says, pieces};
use crate::catalog::written::Str;

/// Characters that items may add to one text. No document says as much in one breath, and
/// words within words could make it grow without end; the items are looked at themselves.
const MOST_BY_ITEMS: usize = 20_000;

/// One character that a text says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The character.
    pub c: char,
    /// The byte range of the text's value that says it.
    pub range: Range<usize>,
    /// `true` where another item says it, by way of a placeholder.
    pub by_item: bool,
}

/// Puts the printed words of items into the texts of one file.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// The syllabus of the file.
    pub syllabus: &'a str,
    /// The unit of the file.
    pub unit: u32,
    /// The words of every item.
    pub known: &'a BTreeMap<ItemRef, Text>,
}

impl Words<'_> {
    /// Everything the text says as printed, white space included; `None` when a placeholder
    /// cannot be resolved, which has its own finding, and when items say too much.
    pub fn expand(&self, text: &Str) -> Option<Vec<Said>> {
        let mut out = Vec::new();
        let mut by_items = 0;
        for piece in pieces(text.get_ref()) {
            match piece.says {
                Says::Words(words) => {
                    let exact = words.len() == piece.range.len();
                    let start = piece.range.start;
                    out.extend(words.char_indices().map(|(at, c)| Said {
                        c,
                        range: match exact {
                            true => start + at..start + at + c.len_utf8(),
                            false => piece.range.clone(),
                        },
                        by_item: false,
                    }));
                }
                Says::Item(raw) => {
                    let words = self.item(raw)?;
                    by_items += words.chars().count();
                    if by_items > MOST_BY_ITEMS {
                        return None;
                    }
                    out.extend(words.chars().map(|c| Said {
                        c,
                        range: piece.range.clone(),
                        by_item: true,
                    }));
                }
                Says::Stray(_) => return None,
            }
        }
        Some(out)
    }

    /// The printed words of the item that `raw` names.
    pub fn item(&self, raw: &str) -> Option<String> {
        let reference = Reference::parse(raw)?;
        let item = ItemRef {
            syllabus: reference.syllabus.unwrap_or(self.syllabus).to_owned(),
            unit: reference.unit.unwrap_or(self.unit),
            id: reference.id.to_owned(),
        };
        Some(self.known.get(&item)?.printed())
    }
}

/// The byte range of the value behind a stretch of indices; none where the words are an
/// item's own, which are looked at where they are written.
pub fn own(said: &[Said], stretch: Range<usize>) -> Option<Range<usize>> {
    let stretch = said.get(stretch)?;
    let (first, last) = (stretch.first()?, stretch.last()?);
    let of_one_item = stretch
        .iter()
        .all(|said| said.by_item && said.range == first.range);
    (!of_one_item).then_some(first.range.start..last.range.end)
}

/// `true` for Chinese characters.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}
