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

#[cfg(test)]
mod tests {
    use super::*;

    fn misprint<'a>((printed, corrected): &(&'a str, &'a str)) -> Misprint<'a> {
        let entry = ItemRef {
            syllabus: String::new(),
            unit: 0,
            id: String::new(),
        };
        Misprint {
            printed,
            corrected,
            entry,
        }
    }

    fn drawn(run: Run) -> String {
        match run {
            Run::Plain(words) => words,
            Run::Erratum {
                printed, corrected, ..
            } => format!("[{printed}→{corrected}]"),
            Run::Item { .. } | Run::Break => String::new(),
        }
    }

    #[test]
    fn misprints() {
        let check = |words: &str, pairs: &[(&str, &str)], expected: &str| {
            let misprints = in_order(pairs.iter().map(misprint).collect());
            let found: Vec<String> = apply(words, &misprints).into_iter().map(drawn).collect();
            assert_eq!(found.join("|"), expected, "{words}");
        };
        check("", &[("甲", "乙")], "");
        check("没有", &[], "没有");
        check(
            "如何应当客户？",
            &[("应当", "应对")],
            "如何|[应当→应对]|客户？",
        );
        check("应当应当", &[("应当", "应对")], "[应当→应对]|[应当→应对]");
        // The long one is whole although the short one stands in it; elsewhere both count.
        check(
            "提高提高，提高",
            &[("提高", "提升"), ("提高提高", "提高")],
            "[提高提高→提高]|，|[提高→提升]",
        );
        // Of overlapping occurrences the first wins.
        check("三三三", &[("三三", "三")], "[三三→三]|三");
        // What a correction says is not corrected again.
        check("甲", &[("甲", "乙"), ("乙", "丙")], "[甲→乙]");
    }
}
