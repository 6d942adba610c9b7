//! Where the units start, and where the last one ends.

use std::collections::{BTreeMap, BTreeSet};

use super::head::{Head, Look, head};
use super::title::{self, Hours};
use crate::import::flow::{Block, Para};
use crate::import::marker::{Scheme, marker};
use crate::import::rules::names::{Means, UNITS};
use crate::import::words::{Words, fold};

/// Characters of the longest title.
const TITLE: usize = 60;
/// From this rank on, a word groups units and is one itself only when nothing else is.
const GROUPS: u8 = 6;

/// A heading of a unit.
#[derive(Debug, Clone)]
pub struct UnitHead {
    /// The block it is.
    pub block: usize,
    /// The first block of its body.
    pub body: usize,
    /// Its printed number.
    pub number: u32,
    /// `第一章`
    pub label: Words,
    /// Its title; the label again where there is none.
    pub title: Words,
    /// What stands on the line behind the title.
    pub inline: Words,
    /// The class hours that stand in the heading.
    pub hours: Option<Hours>,
    style: u8,
}

/// The headings of the units, in order, and the block where the last unit ends.
pub fn find(blocks: &[Block]) -> (Vec<UnitHead>, usize) {
    let mut by_word: BTreeMap<usize, Vec<UnitHead>> = BTreeMap::new();
    for (index, block) in blocks.iter().enumerate() {
        if let Some((word, found)) = block.para().and_then(|para| unit_head(blocks, index, para)) {
            by_word.entry(word).or_default().push(found);
        }
    }
    let sizes: Vec<usize> = blocks.iter().map(Block::size).collect();
    let mut best: Option<((bool, bool, u8), Vec<UnitHead>)> = None;
    for (word, heads) in by_word {
        let rank = UNITS.get(word).map_or(u8::MAX, |(_, rank)| *rank);
        let heads = series(heads, &sizes);
        let order = (heads.len() < 2, rank >= GROUPS, rank);
        if best.as_ref().is_none_or(|(other, _)| order < *other) {
            best = Some((order, heads));
        }
    }
    let units = best.map(|(_, heads)| heads).unwrap_or_default();
    let end = end_of_last(blocks, &units);
    (units, end)
}

/// The paragraph as the heading of a unit, and the index of its word.
fn unit_head(blocks: &[Block], index: usize, para: &Para) -> Option<(usize, UnitHead)> {
    let text = para.words.as_str();
    let found = marker(text)?;
    let Scheme::Unit(word) = found.scheme else {
        return None;
    };
    let words = para.words.cut(found.end..text.len());
    let label = para.words.cut(0..found.label);
    let mut body = index + 1;
    let (title, inline, hours) = if words.is_blank() {
        // 第一章 with its title on the next line.
        let next = blocks.get(index + 1).and_then(Block::para);
        let next =
            next.filter(|para| head(para).is_none() && marker(para.words.as_str()).is_none());
        match next.filter(|para| is_title(para.words.as_str())) {
            Some(next) => {
                body += 1;
                title::split(&next.words)
            }
            None => (Words::default(), Words::default(), None),
        }
    } else {
        title::split(&words)
    };
    let text = title.as_str();
    // 第一讲 什么是哲学？ asks, and is a title.
    let asks = text.trim_end().ends_with(['?', '？', '!', '！']);
    let fits = text.chars().count() <= TITLE && (asks || !ends_sentence(text));
    let title = if title.is_blank() {
        label.clone()
    } else {
        title
    };
    fits.then(|| {
        let found = UnitHead {
            block: index,
            body,
            number: found.number,
            label,
            title,
            inline,
            hours,
            style: para.style,
        };
        (word, found)
    })
}

fn is_title(text: &str) -> bool {
    text.chars().count() <= TITLE && !ends_sentence(text)
}

fn ends_sentence(text: &str) -> bool {
    let last = text.trim_end().chars().next_back().map(fold);
    matches!(last, Some('。' | ';' | ',' | '、' | '?' | '!'))
}

/// Headings of one word may stand several times: in a list at the start, in a table. The
/// series with the most text between its headings is the one; others count only where they
/// go on with other titles (each part of a book counts anew).
fn series(heads: Vec<UnitHead>, sizes: &[usize]) -> Vec<UnitHead> {
    let mut all: Vec<Vec<UnitHead>> = Vec::new();
    for found in heads {
        match all.last_mut() {
            Some(run) if run.last().is_some_and(|last| last.number < found.number) => {
                run.push(found)
            }
            _ => all.push(vec![found]),
        }
    }
    let before: Vec<usize> = sums(sizes);
    let starts: Vec<usize> = all
        .iter()
        .filter_map(|run| run.first().map(|h| h.block))
        .collect();
    let body = |index: usize| -> usize {
        let run = &all[index];
        let inner: Vec<usize> = run
            .windows(2)
            .map(|pair| before[pair[1].block] - before[pair[0].body])
            .collect();
        let mean = inner.iter().sum::<usize>() / inner.len().max(1);
        let end = starts.get(index + 1).copied().unwrap_or(sizes.len());
        let last = run
            .last()
            .map_or(0, |last| before[end].saturating_sub(before[last.body]));
        let last = if inner.is_empty() {
            last
        } else {
            last.min(mean)
        };
        inner.iter().sum::<usize>() + last
    };
    let bodies: Vec<usize> = (0..all.len()).map(body).collect();
    let Some(best) = (0..all.len()).max_by_key(|i| (bodies[*i], all[*i].len())) else {
        return Vec::new();
    };
    let mean = bodies[best] / all[best].len().max(1);
    let mut titles: BTreeSet<String> = all[best].iter().map(|h| h.title.key()).collect();
    let mut keep = vec![false; all.len()];
    keep[best] = true;
    for (index, run) in all.iter().enumerate().filter(|(index, _)| *index != best) {
        let other = run.iter().all(|h| !titles.contains(&h.title.key()));
        keep[index] = other && bodies[index] / run.len() * 4 > mean && mean > 0;
        if keep[index] {
            titles.extend(run.iter().map(|h| h.title.key()));
        }
    }
    let kept = all.into_iter().zip(keep).filter(|(_, keep)| *keep);
    kept.flat_map(|(run, _)| run).collect()
}

/// Sums of all sizes before each index.
fn sums(sizes: &[usize]) -> Vec<usize> {
    let mut out = vec![0];
    for size in sizes {
        out.push(out.last().copied().unwrap_or(0) + size);
    }
    out
}

/// The block at which the course goes on after its units.
fn end_of_last(blocks: &[Block], units: &[UnitHead]) -> usize {
    let (Some(first), Some(last)) = (units.first(), units.last()) else {
        return blocks.len();
    };
    let heads = |range: std::ops::Range<usize>| {
        let range = blocks.get(range).unwrap_or_default().iter();
        range.filter_map(Block::para).filter_map(head)
    };
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for pair in units.windows(2) {
        seen.extend(heads(pair[0].body..pair[1].block).map(|head| seen_as(&head)));
    }
    // The numbering of the course goes on behind the units: 五、… 六、…
    let numbered = heads(0..first.block).filter_map(|head| {
        let marker = head.marker?;
        matches!(marker.scheme, Scheme::Han | Scheme::Digit | Scheme::Roman)
            .then_some((marker.scheme, marker.number))
    });
    let course = numbered.min_by_key(|(scheme, number)| (*scheme, u32::MAX - number));
    let alone = units.len() == 1;
    let rest = blocks.iter().enumerate().skip(last.body);
    for (index, block) in rest {
        let Some(found) = block.para().and_then(head) else {
            continue;
        };
        if ends_units(&found, course, &seen, alone) || is_above(&found, last) {
            return index;
        }
    }
    blocks.len()
}

/// Whether a paragraph heads several units: 第二篇, 第三部分.
pub fn is_group(para: &Para) -> bool {
    head(para).is_some_and(|found| groups(&found))
}

fn groups(found: &Head) -> bool {
    matches!(found.look, Look::Marker(Scheme::Unit(word)) if UNITS.get(word).is_some_and(|(_, rank)| *rank >= super::head::GROUPS))
}

/// A heading of a unit's part as it recurs from unit to unit: with its kind of number.
fn seen_as(head: &Head) -> String {
    format!(
        "{:?} {}",
        head.marker.as_ref().map(|marker| marker.scheme),
        head.name
    )
}

fn is_above(found: &Head, last: &UnitHead) -> bool {
    matches!(found.look, Look::Style(style) if last.style > 0 && style < last.style)
        || matches!(found.look, Look::Style(style) if style == last.style)
}

fn ends_units(
    found: &Head,
    course: Option<(Scheme, u32)>,
    seen: &BTreeSet<String>,
    alone: bool,
) -> bool {
    if seen.contains(&seen_as(found)) {
        return false;
    }
    if groups(found) {
        return true;
    }
    let above = found.may(|means| matches!(means, Means::Course(_)));
    let inside = found.may(is_inside);
    let info = found.may(|means| matches!(means, Means::Info(_)));
    let goes_on =
        course.is_some_and(|(scheme, number)| found.has(scheme) && found.number() > number);
    if goes_on && (above || !inside) {
        return true;
    }
    if inside {
        // A name that both levels know, not used in the other units and without a number.
        return above
            && found.sure
            && !alone
            && found.look == Look::Plain
            && found.inline.is_blank();
    }
    let set_off = !matches!(
        found.look,
        Look::Marker(Scheme::Digit | Scheme::Decimal(_) | Scheme::DigitBracket)
    );
    (above || info) && found.sure && (set_off || goes_on)
}

/// Whether a name means a part of a unit.
pub fn is_inside(means: &Means) -> bool {
    matches!(
        means,
        Means::Part(_) | Means::Questions(_) | Means::Carriers | Means::Objective | Means::Hours
    )
}
