//! Other ways to read a query: as pinyin, with a slip mended, with a synonym in its place.
//! Each is again a query, answered by the same index; its hits stand below those of the
//! words as typed.

use super::lexicon::{Guess, Lexicon};
use super::query::Plan;
use super::record::Matched;
use super::text::{Piece, is_cjk, pieces};

/// A query with the way it came from what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// What is asked of the index.
    pub query: String,
    /// How it was read.
    pub matched: Matched,
}

/// How many guesses of one spelling are followed.
const GUESSES: usize = 3;
/// Guesses that cost this much more than the best are another thing.
const AS_GOOD: u32 = 4;
/// Longer spellings are not pinyin of a name.
const MAX_LETTERS: usize = 40;

/// What the readings need to know of the literal answer.
pub struct Literal<'a> {
    /// Whether some record holds every character of the query.
    pub whole: bool,
    /// Whether a Latin token is in the index.
    pub known: &'a dyn Fn(&str) -> bool,
    /// For each word of the plan, whether some record holds all of it.
    pub words_whole: Vec<bool>,
}

/// Every other reading of a query, best first.
pub fn readings(query: &str, plan: &Plan, lexicon: &Lexicon, literal: &Literal) -> Vec<Reading> {
    let with = |matched| move |query| Reading { query, matched };
    let mut out: Vec<Reading> = lexicon
        .synonymous(query)
        .into_iter()
        .map(with(Matched::Synonym))
        .collect();
    let spelled = pinyin(query, lexicon, literal);
    let is_spelled = !spelled.is_empty();
    out.extend(spelled.into_iter().map(with(Matched::Pinyin)));
    if !literal.whole && !is_spelled {
        out.extend(mended(plan, lexicon, literal).map(with(Matched::Homophone)));
    }
    out
}

/// What a query with Latin letters may spell.
fn pinyin(query: &str, lexicon: &Lexicon, literal: &Literal) -> Vec<String> {
    let letters = stream(query);
    if letters.len() < 2 || letters.len() > MAX_LETTERS || !has_letters(&letters) {
        return Vec::new();
    }
    let mut guesses = lexicon.spelled(&letters);
    if literal.whole {
        // A Latin term that is there is meant; only a perfect spelling stands beside it.
        guesses.retain(|guess| guess.cost == 0 && letters.iter().all(|c| !is_cjk(*c)));
    }
    let best = as_good_as_best(guesses);
    if !best.is_empty() || literal.whole {
        return best;
    }
    // Where Han and Latin meet is a border too: 异议yuanze.
    let words: Vec<String> = pieces(query)
        .into_iter()
        .map(|piece| match piece {
            Piece::Han(chars) => chars.into_iter().collect(),
            Piece::Word(_, whole) => whole,
        })
        .collect();
    let spelled: Option<Vec<String>> = words
        .iter()
        .map(|word| spelled_word(word, lexicon, literal))
        .collect();
    match spelled {
        // The words as they were are no reading: one of them may hold a slip.
        Some(spelled) if words.len() > 1 && spelled != words => vec![spelled.join(" ")],
        _ => as_good_as_best(lexicon.spelled_in_texts(&letters)),
    }
}

/// One word of several: as it is when the index knows it, else what it spells.
fn spelled_word(word: &str, lexicon: &Lexicon, literal: &Literal) -> Option<String> {
    let letters = stream(word);
    let latin: String = letters.iter().collect();
    if !has_letters(&letters) || (literal.known)(&latin) {
        return Some(word.to_owned());
    }
    let first = |guesses| as_good_as_best(guesses).into_iter().next();
    first(lexicon.spelled(&letters)).or_else(|| first(lexicon.spelled_in_texts(&letters)))
}

fn as_good_as_best(guesses: Vec<Guess>) -> Vec<String> {
    let Some(limit) = guesses.first().map(|best| best.cost + AS_GOOD) else {
        return Vec::new();
    };
    let good = guesses.into_iter().take_while(|guess| guess.cost <= limit);
    good.take(GUESSES).map(|guess| guess.text).collect()
}

fn has_letters(letters: &[char]) -> bool {
    letters.iter().any(char::is_ascii_lowercase)
}

/// The letters, digits and CJK characters of a query, ü as v.
fn stream(query: &str) -> Vec<char> {
    let mut out = Vec::new();
    for piece in pieces(query) {
        match piece {
            Piece::Han(chars) => out.extend(chars),
            Piece::Word(parts, _) => {
                let chars = parts.iter().flat_map(|part| part.chars());
                out.extend(chars.map(|c| if c == 'ü' { 'v' } else { c }));
            }
        }
    }
    out
}

/// The query with those words mended that stand whole in no record; nothing when one of
/// them cannot be.
fn mended(plan: &Plan, lexicon: &Lexicon, literal: &Literal) -> std::option::IntoIter<String> {
    let mut changed = false;
    let words: Option<Vec<String>> = std::iter::zip(&plan.words, &literal.words_whole)
        .map(|(word, whole)| {
            if *whole {
                return Some(word.text.clone());
            }
            changed = true;
            let typed: Vec<char> = word.text.chars().collect();
            let meant = typed
                .iter()
                .all(|c| is_cjk(*c))
                .then(|| lexicon.meant(&typed));
            meant?.into_iter().next().map(|guess| guess.text)
        })
        .collect();
    words
        .filter(|_| changed)
        .map(|words| words.join(" "))
        .into_iter()
}
