//! Where in a text the words of a query stand, for marking them and for cutting a snippet.

use std::ops::Range;

use super::query::Plan;
use super::text::{Piece, normalize, pair, pieces_of};

/// Byte ranges of the text that a plan's words match, in order, joined where they touch.
pub fn marks(text: &str, plan: &Plan) -> Vec<Range<usize>> {
    let prefixes: Vec<&str> = plan
        .words
        .iter()
        .flat_map(|word| &word.units)
        .filter_map(|unit| unit.prefix.as_deref())
        .collect();
    // Only whole weights: a token across a particle is a hint, not a match.
    let is_term = |token: &str| plan.terms.iter().any(|(t, w)| t == token && *w >= 1.0);
    let mut out: Vec<Range<usize>> = Vec::new();
    for (token, places) in tokens_in_place(text) {
        let begins = prefixes.iter().find(|prefix| token.starts_with(**prefix));
        let length = match begins {
            _ if is_term(&token) => places.len(),
            Some(prefix) => prefix.chars().count().min(places.len()),
            None => continue,
        };
        out.push(places[0].start..places[length - 1].end);
    }
    joined(out)
}

/// Ranges in order, joined where they touch.
fn joined(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut out: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match out.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    out
}

/// The tokens of a text, each with the places of its characters in the text as given. Every
/// character is normalized alone, so that its origin is known.
fn tokens_in_place(text: &str) -> Vec<(String, Vec<Range<usize>>)> {
    let mut chars = Vec::new();
    let mut origin = Vec::new();
    for (start, c) in text.char_indices() {
        for folded in normalize(c.encode_utf8(&mut [0; 4])).chars() {
            chars.push(folded);
            origin.push(start..start + c.len_utf8());
        }
    }
    let mut out = Vec::new();
    for (piece, at) in pieces_of(&chars) {
        match piece {
            Piece::Han(run) => {
                for i in 0..run.len() {
                    let token = pair(&run, i);
                    let width = token.chars().count();
                    out.push((token, origin[at + i..at + i + width].to_vec()));
                }
            }
            Piece::Word(parts, whole) => {
                let mut from = at;
                for part in parts {
                    let width = part.chars().count();
                    out.push((part, origin[from..from + width].to_vec()));
                    from += width + 1;
                }
                let width = whole.chars().count();
                out.push((whole, origin[at..at + width].to_vec()));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::query::plan;

    fn marked(text: &str, query: &str) -> String {
        let mut out = text.to_owned();
        for range in marks(text, &plan(query, &|_| true)).iter().rev() {
            out.insert(range.end, '】');
            out.insert(range.start, '【');
        }
        out
    }

    #[test]
    fn words_are_marked_as_they_stand() {
        assert_eq!(marked("窜货的原因", "什么是窜货"), "【窜货】的原因");
        assert_eq!(
            marked("大客户流失的原因", "客户流失"),
            "大【客户流失】的原因"
        );
        assert_eq!(
            marked("ＣＲＭ系统与C++", "crm c++"),
            "【ＣＲＭ】系统与【C++】"
        );
        assert_eq!(marked("Customer value", "cust"), "【Cust】omer value");
        assert_eq!(marked("6.824 课", "6.824"), "【6.824】 课");
        assert_eq!(marked("无关", "窜货"), "无关");
    }
}
