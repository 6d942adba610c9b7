//! What the index knows of names: the material for reading a query in another way.

use std::collections::{BTreeMap, BTreeSet};

use super::near::{self, Near};
use super::record::Record;
use super::sound::{Forms, Sounds};
use super::text::{Piece, is_word, normalize, pieces};

/// Names longer than this are sentences; nobody spells them out in pinyin.
const MAX_NAME: usize = 60;

/// Names, sounds, forms and synonyms.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// Titles and aliases, each once, in the order of the records.
    names: Vec<Vec<char>>,
    /// How characters sound.
    pub sounds: Sounds,
    /// Which other forms they have.
    pub forms: Forms,
    /// Groups of names for one thing, normalized; the first is the preferred one.
    pub synonyms: Vec<Vec<String>>,
}

/// A stretch of names that a query may have meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    /// The stretch.
    pub text: String,
    /// What it costs to read the query so.
    pub cost: u32,
    /// How many names hold it.
    pub names: usize,
    /// Whether it is all of a name.
    pub whole_name: bool,
}

impl Lexicon {
    /// From the records and the content's groups of synonyms.
    pub fn new(records: &[Record], synonyms: &[Vec<String>]) -> Self {
        let mut known = BTreeSet::new();
        let named = records
            .iter()
            .flat_map(|record| std::iter::once(&record.title).chain(&record.aliases));
        let names = named
            .map(|name| name_chars(name))
            .filter(|name| !name.is_empty() && known.insert(name.clone()))
            .collect();
        let texts = records.iter().flat_map(|r| {
            [&r.title, &r.text]
                .into_iter()
                .chain(&r.aliases)
                .chain(&r.breadcrumb)
        });
        let chars: BTreeSet<char> = texts.flat_map(|text| text.chars()).collect();
        Self {
            names,
            sounds: Sounds::new(&chars),
            forms: Forms::new(&chars),
            synonyms: synonyms
                .iter()
                .map(|group| group.iter().map(|name| normalize(name)).collect())
                .collect(),
        }
    }

    /// What `letters` may spell, best first.
    pub fn spelled(&self, letters: &[char]) -> Vec<Guess> {
        self.guesses(|name| near::pinyin_readings(name, letters, &self.sounds))
    }

    /// What `typed` may have meant, best first; only what is believable.
    pub fn meant(&self, typed: &[char]) -> Vec<Guess> {
        let limit = near::slip_limit(typed.len());
        let mut guesses = self.guesses(|name| {
            let near = near::slip(name, typed, &self.sounds);
            near.into_iter().filter(|near| near.cost <= limit).collect()
        });
        // A wrong character is believed only towards something that is a term.
        guesses.retain(|guess| guess.cost < 10 || guess.names > 1 || guess.whole_name);
        guesses
    }

    fn guesses(&self, read: impl Fn(&[char]) -> Vec<Near>) -> Vec<Guess> {
        let mut found: BTreeMap<String, Guess> = BTreeMap::new();
        for name in &self.names {
            let mut in_name: BTreeMap<String, (u32, bool)> = BTreeMap::new();
            for near in read(name) {
                let text: String = name[near.from..near.to].iter().collect();
                let whole = near.to - near.from == name.len();
                let best = in_name.entry(text).or_insert((near.cost, whole));
                best.0 = best.0.min(near.cost);
            }
            for (text, (cost, whole)) in in_name {
                let guess = found.entry(text.clone()).or_insert(Guess {
                    text,
                    cost,
                    names: 0,
                    whole_name: false,
                });
                guess.cost = guess.cost.min(cost);
                guess.names += 1;
                guess.whole_name |= whole;
            }
        }
        let mut guesses: Vec<Guess> = found.into_values().collect();
        guesses.sort_by(|a, b| {
            let order = |g: &Guess| (g.cost, std::cmp::Reverse(g.names));
            order(a)
                .cmp(&order(b))
                .then_with(|| a.text.encode_utf16().cmp(b.text.encode_utf16()))
        });
        guesses
    }

    /// The query with a name replaced by another name of the same thing.
    pub fn synonymous(&self, query: &str) -> Vec<String> {
        let query = normalize(query);
        let mut out = Vec::new();
        for group in &self.synonyms {
            for name in group {
                let Some(at) = find_word(&query, name) else {
                    continue;
                };
                let others = group.iter().filter(|other| *other != name);
                out.extend(
                    others.map(|other| {
                        format!("{}{other}{}", &query[..at], &query[at + name.len()..])
                    }),
                );
                break;
            }
        }
        out
    }
}

/// The first place of a name that does not cut a Latin word.
fn find_word(text: &str, name: &str) -> Option<usize> {
    let cuts = |a: Option<char>, b: Option<char>| a.is_some_and(is_word) && b.is_some_and(is_word);
    text.match_indices(name).map(|(at, _)| at).find(|at| {
        let end = at + name.len();
        !cuts(text[..*at].chars().next_back(), name.chars().next())
            && !cuts(name.chars().next_back(), text[end..].chars().next())
    })
}

/// The characters of a name that are read aloud.
fn name_chars(name: &str) -> Vec<char> {
    let mut out = Vec::new();
    for piece in pieces(name) {
        match piece {
            Piece::Han(chars) => out.extend(chars),
            Piece::Word(parts, _) => out.extend(parts.iter().flat_map(|part| part.chars())),
        }
    }
    out.truncate(MAX_NAME);
    out
}
