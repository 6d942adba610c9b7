//! A table of contents: headings that stand again further down.

use std::collections::BTreeMap;

use super::{Item, Reason, without_page};
use crate::import::words::key;

/// So many lines with dots to a page number make a table of contents without its heading.
const SHORTEST: usize = 3;

/// Which items are a table of contents.
pub fn find(items: &[Item]) -> Vec<(usize, Reason)> {
    let lines: Vec<(usize, &str)> = items
        .iter()
        .enumerate()
        .filter_map(|(index, item)| Some((index, item.row()?.words.as_str())))
        .filter(|(_, words)| !words.trim().is_empty())
        .collect();
    let mut last: BTreeMap<String, usize> = BTreeMap::new();
    for (at, (_, words)) in lines.iter().enumerate() {
        last.insert(without_page(words), at);
    }
    let again = |at: usize, words: &str| {
        let later = last.get(&without_page(words));
        later.is_some_and(|later| *later > at)
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let headed = is_heading(lines[at].1);
        let start = at + usize::from(headed);
        let mut end = start;
        while let Some((_, words)) = lines.get(end) {
            let entry = has_leader(words) || (headed && again(end, words));
            if !entry {
                break;
            }
            end += 1;
        }
        if end - start >= SHORTEST || (headed && end > start) {
            let taken = lines[at..end].iter();
            found.extend(taken.map(|(index, _)| (*index, Reason::Contents)));
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

fn is_heading(words: &str) -> bool {
    ["目录", "目次", "contents", "tableofcontents"].contains(&key(words).as_str())
}

/// 第一章 绪论 ……… 3
fn has_leader(words: &str) -> bool {
    let key = key(words);
    let bare = key.trim_end_matches(|c: char| c.is_ascii_digit());
    let dots = bare
        .chars()
        .rev()
        .take_while(|c| matches!(c, '.' | '…' | '·' | '-' | '_'));
    let dots: usize = dots.map(|c| if c == '…' { 3 } else { 1 }).sum();
    bare.len() < key.len() && dots >= 3 && bare.len() > dots
}
