//! A document that holds itself twice.

use super::{Item, Reason};
use crate::import::document::Document;
use crate::import::rules::words::TITLES;
use crate::import::words::key;

/// Fewer lines are no document.
const SHORTEST: usize = 8;

/// Which items repeat, line by line, all that stands between two titles or two first lines.
pub fn find(items: &[Item], document: &Document) -> Vec<(usize, Reason)> {
    let keys: Vec<(usize, String)> = items
        .iter()
        .enumerate()
        .map(|(index, item)| (index, key_of(item, document)))
        .filter(|(_, key)| !key.is_empty())
        .collect();
    let is_title = |key: &str| TITLES.iter().any(|title| key.ends_with(title));
    let first = keys.iter().find(|(_, key)| is_title(key)).or(keys.first());
    let Some((_, first)) = first else {
        return Vec::new();
    };
    let starts = keys.iter().enumerate().filter(|(_, (_, key))| key == first);
    let starts: Vec<usize> = starts.map(|(at, _)| at).collect();
    let mut found = Vec::new();
    // Each copy is compared with the one before it only, so that this stays linear.
    for pair in starts.windows(2) {
        let (one, two) = (pair[0], pair[1]);
        let length = two - one;
        let rest = &keys[two..keys.len().min(two + length)];
        let same = rest.iter().zip(&keys[one..]).all(|((_, a), (_, b))| a == b);
        // What is cut off at the end still is a copy.
        if same && length >= SHORTEST && rest.len() * 10 >= length * 9 {
            found.extend(rest.iter().map(|(index, _)| (*index, Reason::Copy)));
        }
    }
    found
}

fn key_of(item: &Item, document: &Document) -> String {
    match item {
        Item::Line(row) => key(row.words.as_str()),
        Item::Table(table) => table
            .lines()
            .map(|line| key(document.words(line)))
            .collect(),
    }
}
