//! Books: an entry a paragraph, with its number or label.

use crate::catalog::kinds::CourseKind;
use crate::import::content::Book;
use crate::import::lists;
use crate::import::marker::marker;
use crate::import::rules::{self, names::Means};
use crate::import::words::{Words, fold};

/// Entries; `id` gives the next id of a prefix.
pub fn books(paras: &[Words], mut id: impl FnMut(&str) -> String) -> Vec<Book> {
    let mut out: Vec<Book> = Vec::new();
    // 教材： on a line of its own belongs to the entry below.
    let mut above = Words::default();
    for words in paras.iter().flat_map(lists::enumerated) {
        let (own, text) = label(&words);
        if text.is_blank() || is_books(text.as_str()) {
            above.push_spaced(&words);
            continue;
        }
        let mut label = std::mem::take(&mut above);
        if !own.is_blank() {
            label.push_spaced(&own);
        }
        out.push(Book {
            id: id("book-"),
            label,
            text,
        });
    }
    if !above.is_blank() {
        out.push(Book {
            id: id("book-"),
            label: Words::default(),
            text: above,
        });
    }
    out
}

/// 教材, 参考书目: the name of a kind of books.
fn is_books(text: &str) -> bool {
    let name = text.trim().trim_end_matches([':', '：']);
    let books = |means: &Means| matches!(means, Means::Course(CourseKind::Books));
    rules::exact(name).is_some_and(|means| means.iter().any(books))
}

/// `[1]`: how many bytes.
fn bracketed(text: &str) -> Option<usize> {
    let inner = text.strip_prefix(['[', '［', '【'])?;
    let close = inner.find([']', '］', '】'])?;
    let digits = inner[..close].chars().map(fold);
    let number = close > 0 && digits.clone().all(|c| c.is_ascii_digit()) && digits.count() <= 3;
    let sign = inner[close..].chars().next()?.len_utf8();
    number.then(|| text.len() - inner.len() + close + sign)
}

/// `1.` or `教 材:` and the entry.
fn label(words: &Words) -> (Words, Words) {
    let text = words.as_str();
    if let Some(end) = bracketed(text) {
        return (words.cut(0..end), words.cut(end..text.len()));
    }
    if marker(text).is_some() {
        return lists::numbered(words);
    }
    let named = rules::prefix_of_both(text).and_then(|(end, _)| {
        let sign = text[end..].chars().next().filter(|c| fold(*c) == ':')?;
        Some(end + sign.len_utf8())
    });
    match named {
        Some(end) => (words.cut(0..end), words.cut(end..text.len())),
        None => (Words::default(), words.trimmed()),
    }
}
