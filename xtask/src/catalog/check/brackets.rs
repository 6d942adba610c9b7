//! Brackets and quotation marks without their partner.

use std::ops::Range;

use crate::catalog::check::said::{Said, own};
use crate::catalog::check::sheet::{Leaf, Sheet};
use crate::catalog::written::Str;
use crate::diagnostic::Diagnostic;

/// What opens and what closes it. Half- and full-width ones close each other: extractions
/// mix them.
const PAIRS: &[(&str, &str)] = &[
    ("（(", "）)"),
    ("【", "】"),
    ("［[", "］]"),
    ("《", "》"),
    ("〈", "〉"),
    ("“", "”"),
    ("「", "」"),
    ("『", "』"),
    ("〔", "〕"),
];
/// Brackets within brackets; more are no sentence, and looking through them all takes time.
const DEEPEST: usize = 32;
/// Texts further on in which the partner may still stand: lines of one list.
const NEAR: usize = 3;

/// Brackets that are opened or closed alone.
pub fn pairs(sheet: &Sheet<'_>) -> Vec<Diagnostic> {
    sheet
        .leaves
        .iter()
        .flat_map(|leaf| in_file(sheet, leaf))
        .collect()
}

fn in_file(sheet: &Sheet<'_>, leaf: &Leaf<'_>) -> Vec<Diagnostic> {
    let printed = leaf.fields.iter().filter(|field| field.printed);
    let mut alone: Vec<Lone<'_>> = Vec::new();
    for (index, field) in printed.enumerate() {
        let said = leaf.said(field.text).unwrap_or_default();
        for at in unmatched(&said) {
            let Some(range) = own(&said, at..at + 1) else {
                continue;
            };
            let lone = Lone {
                index,
                text: field.text,
                range,
                c: said[at].c,
            };
            // Lines of a list may share a pair.
            let partner = alone.iter().rposition(|open| {
                index > open.index && index - open.index <= NEAR && closes(open.c, lone.c)
            });
            match partner {
                Some(partner) => {
                    alone.remove(partner);
                }
                None => alone.push(lone),
            }
        }
    }
    let finding = |lone: &Lone<'_>| {
        let c = lone.c;
        let finding = Diagnostic::warning("brackets", format!("{c} has no partner"))
            .zh(format!("“{c}”没有与它成对的另一半"))
            .help("keep the text as printed and add an [[erratum]]");
        sheet.mark(leaf, lone.text, lone.range.clone(), finding)
    };
    alone.iter().map(finding).collect()
}

/// A bracket without a partner.
struct Lone<'a> {
    /// Of the text among those of its file.
    index: usize,
    text: &'a Str,
    range: Range<usize>,
    c: char,
}

fn closes(open: char, close: char) -> bool {
    PAIRS
        .iter()
        .any(|(opens, closes)| opens.contains(open) && closes.contains(close))
}

/// Indices of brackets without a partner in this text, in order.
fn unmatched(said: &[Said]) -> Vec<usize> {
    let mut open: Vec<usize> = Vec::new();
    let mut alone: Vec<usize> = Vec::new();
    for (at, Said { c, .. }) in said.iter().enumerate() {
        if PAIRS.iter().any(|(opens, _)| opens.contains(*c)) {
            open.push(at);
        } else if PAIRS.iter().any(|(_, closes)| closes.contains(*c)) {
            let near = open.len().saturating_sub(DEEPEST);
            let partner = open[near..]
                .iter()
                .rposition(|open| closes(said[*open].c, *c));
            match partner.map(|partner| near + partner) {
                // What was opened in between stays open.
                Some(partner) => alone.extend(open.drain(partner..).skip(1)),
                None if is_list_number(said, at) => {}
                None => alone.push(at),
            }
        }
    }
    alone.extend(open);
    alone.sort_unstable();
    alone
}

/// 1） a) 二）: a list's number, not a pair's end.
fn is_list_number(said: &[Said], close: usize) -> bool {
    if !matches!(said[close].c, '）' | ')') {
        return false;
    }
    let before = said[..close].iter().rev().map(|said| said.c).take(4);
    let number: String = before.take_while(|c| !is_break(*c)).collect();
    let length = number.chars().count();
    let digits = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    (1..=3).contains(&length)
        && (number.chars().all(digits)
            || length == 1 && number.chars().all(|c| c.is_ascii_alphabetic()))
}

fn is_break(c: char) -> bool {
    c.is_whitespace() || "，。；：、？！,;:.?!（(）)".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_without_a_partner() {
        // The text, with an exclamation mark of its own before every lone bracket.
        let check = |marked: &str| {
            let text = marked.replace('!', "");
            let said: Vec<Said> = text
                .chars()
                .map(|c| Said {
                    c,
                    range: 0..0,
                    by_item: false,
                })
                .collect();
            let mut drawn = String::new();
            let alone = unmatched(&said);
            for (at, said) in said.iter().enumerate() {
                if alone.contains(&at) {
                    drawn.push('!');
                }
                drawn.push(said.c);
            }
            assert_eq!(drawn, marked);
        };
        check("（一）教学内容【重点】《书》“引”");
        check("教学目的要求!】");
        check("!【教学重点");
        check("客户（含义)与价值");
        check("客户（!“含义）与价值");
        check("1）栈；2）队列；a)树");
        check("（1）（2）!（3");
        check("客户!）");
        check("«»<>[]{}");
        check("");
    }
}
