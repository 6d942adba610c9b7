//! Misprints found in a line of words.

use crate::catalog::model::{ItemRef, Run};

/// A misprint to look for.
#[derive(Debug, Clone)]
pub struct Misprint<'a> {
    /// Its printed form, not empty.
    pub printed: &'a str,
    /// What it should say.
    pub corrected: &'a str,
    /// Its entry on the errata page.
    pub entry: ItemRef,
}

/// The misprints in the order in which they are looked for: longest printed form first, so
/// that a short one never breaks a long one that holds it.
pub fn in_order(mut misprints: Vec<Misprint<'_>>) -> Vec<Misprint<'_>> {
    misprints.sort_by_key(|misprint| std::cmp::Reverse(misprint.printed.len()));
    misprints
}

/// Cuts `words` at every misprint; `misprints` are [`in_order`].
pub fn apply(words: &str, misprints: &[Misprint<'_>]) -> Vec<Run> {
    let mut out = Vec::new();
    cut(words, misprints, &mut out);
    out
}

fn cut(words: &str, misprints: &[Misprint<'_>], out: &mut Vec<Run>) {
    if words.is_empty() {
        return;
    }
    let Some((first, others)) = misprints.split_first() else {
        out.push(Run::Plain(words.to_owned()));
        return;
    };
    let mut at = 0;
    for (found, _) in words.match_indices(first.printed) {
        cut(&words[at..found], others, out);
        out.push(Run::Erratum {
            printed: first.printed.to_owned(),
            corrected: first.corrected.to_owned(),
            entry: first.entry.clone(),
        });
        at = found + first.printed.len();
    }
    cut(&words[at..], others, out);
}
