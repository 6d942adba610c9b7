//! Books: an entry a paragraph, with its number or label.

use crate::import::content::Book;
use crate::import::lists;
use crate::import::marker::marker;
use crate::import::rules;
use crate::import::words::{Words, fold};

/// Entries; `id` gives the next id of a prefix.
pub fn books(paras: &[Words], mut id: impl FnMut(&str) -> String) -> Vec<Book> {
    let mut out: Vec<Book> = Vec::new();
    for words in paras.iter().flat_map(lists::enumerated) {
        let (label, text) = label(&words);
        if text.is_blank() {
            // 教材： on a line of its own belongs to the entry below.
            out.push(Book {
                id: id("book-"),
                label: Words::default(),
                text: words,
            });
            continue;
        }
        out.push(Book {
            id: id("book-"),
            label,
            text,
        });
    }
    out
}

/// `1.` or `教 材:` and the entry.
fn label(words: &Words) -> (Words, Words) {
    let text = words.as_str();
    if marker(text).is_some() {
        return lists::numbered(words);
    }
    let named = rules::prefix(text).and_then(|(end, _)| {
        let sign = text[end..].chars().next().filter(|c| fold(*c) == ':')?;
        Some(end + sign.len_utf8())
    });
    match named {
        Some(end) => (words.cut(0..end), words.cut(end..text.len())),
        None => (Words::default(), words.trimmed()),
    }
}
