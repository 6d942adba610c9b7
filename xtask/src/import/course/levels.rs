//! Shares that were listed in one row although some are parts of others: 平时 40, 作业 15,
//! 实验 25, 期末 60 is 40 (15 + 25) + 60.

use std::collections::BTreeSet;

use crate::import::content::Weight;
use crate::import::words::Words;

/// A longer list is none of shares.
const MOST: usize = 40;
/// The whole, in hundredths of a per cent.
const WHOLE: i64 = 10_000;

/// Puts the parts of a share below it where all shares are of one thing, are too many
/// together, and add up in one way only by their order.
pub fn nest(rows: &mut [Weight]) {
    let Some(shares) = flat(rows) else {
        return;
    };
    if shares.iter().sum::<i64>() <= WHOLE {
        return;
    }
    let Some(parents) = parents(&shares) else {
        return;
    };
    for (at, parent) in parents.into_iter().enumerate() {
        let above = parent.and_then(|parent| rows[parent].item.clone());
        if let Some(above) = above {
            rows[at].category = above;
        }
    }
}

/// 总评由平时（40%）和期末（60%）组成 above 平时 40%：出勤 10%、…: of two lists of the same
/// shares of the whole, the one that says what they are made of is enough.
pub fn once(rows: &mut Vec<Weight>) {
    in_two_languages(rows);
    let items: BTreeSet<String> = rows
        .iter()
        .filter_map(|row| row.item.as_ref().map(Words::key))
        .collect();
    let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let category = row.category.key();
        if items.contains(&category) {
            continue;
        }
        match groups.iter_mut().find(|(group, _)| *group == category) {
            Some((_, members)) => members.push(at),
            None => groups.push((category, vec![at])),
        }
    }
    let [(_, first), (_, second)] = groups.as_slice() else {
        return;
    };
    let shares = |members: &[usize]| -> Vec<i64> {
        let hundredths = members.iter().filter_map(|at| hundredths(&rows[*at]));
        hundredths.collect()
    };
    let divided = |members: &[usize]| {
        members.iter().any(|at| {
            let item = rows[*at].item.as_ref().map(Words::key);
            item.is_some_and(|item| rows.iter().any(|row| row.category.key() == item))
        })
    };
    let same = shares(first) == shares(second) && shares(first).iter().sum::<i64>() == WHOLE;
    let drop = match (divided(first), divided(second)) {
        (false, true) if same => first.clone(),
        (true, false) if same => second.clone(),
        _ => return,
    };
    for at in drop.into_iter().rev() {
        rows.remove(at);
    }
}

/// Shares of one thing that are told twice one after the other, as in English and in Chinese,
/// are told once; the first stay.
fn in_two_languages(rows: &mut Vec<Weight>) {
    let Some(first) = rows.first().map(|row| row.category.key()) else {
        return;
    };
    let members: Vec<usize> = (0..rows.len())
        .filter(|at| rows[*at].category.key() == first)
        .collect();
    let (one, two) = members.split_at(members.len() / 2);
    let shares = |members: &[usize]| -> Vec<Option<i64>> {
        members.iter().map(|at| hundredths(&rows[*at])).collect()
    };
    let whole = shares(one).into_iter().flatten().sum::<i64>() == WHOLE;
    let items = |members: &[usize]| -> Vec<String> {
        let items = members.iter().filter_map(|at| rows[*at].item.as_ref());
        items.map(Words::key).collect()
    };
    // What is divided further on stays.
    let bare = items(two)
        .iter()
        .all(|item| rows.iter().all(|row| row.category.key() != *item));
    if whole && bare && one.len() > 1 && shares(one) == shares(two) {
        for at in two.iter().rev() {
            rows.remove(*at);
        }
    }
}

/// A share in hundredths of a per cent.
fn hundredths(row: &Weight) -> Option<i64> {
    let share = (row.percent? * 100.0).round();
    // The cast is exact: shares are between 0 and 1000.
    #[allow(clippy::cast_possible_truncation)]
    (0.0..=100_000.0).contains(&share).then_some(share as i64)
}

/// The shares, when all are of one thing.
fn flat(rows: &[Weight]) -> Option<Vec<i64>> {
    let first = rows.first()?.category.key();
    let one = rows
        .iter()
        .all(|row| row.category.key() == first && row.item.is_some());
    let shares: Option<Vec<i64>> = rows.iter().map(hundredths).collect();
    shares.filter(|shares| one && shares.len() <= MOST && !shares.contains(&0))
}

/// For each share the one it is a part of; none when they do not add up to the whole.
fn parents(shares: &[i64]) -> Option<Vec<Option<usize>>> {
    let mut out = vec![None; shares.len()];
    let mut dead = BTreeSet::new();
    divide(shares, 0, 0, &mut out, &mut dead).then_some(out)
}

fn divide(
    shares: &[i64],
    at: usize,
    sum: i64,
    out: &mut [Option<usize>],
    dead: &mut BTreeSet<(usize, i64)>,
) -> bool {
    if at == shares.len() {
        return sum == WHOLE;
    }
    if sum > WHOLE || dead.contains(&(at, sum)) {
        return false;
    }
    let next = sum + shares[at];
    if let Some(end) = parts(shares, at) {
        out[at + 1..end].fill(Some(at));
        if divide(shares, end, next, out, dead) {
            return true;
        }
        out[at + 1..end].fill(None);
    }
    if divide(shares, at + 1, next, out, dead) {
        return true;
    }
    dead.insert((at, sum));
    false
}

/// Behind the shares that follow one and add up to it.
fn parts(shares: &[i64], at: usize) -> Option<usize> {
    let mut sum = 0;
    for (end, share) in shares.iter().enumerate().skip(at + 1) {
        sum += share;
        if sum >= shares[at] {
            return (sum == shares[at]).then_some(end + 1);
        }
    }
    None
}
