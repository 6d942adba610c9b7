//! What the index knows of names: the material for reading a query in another way.

use std::collections::{BTreeMap, BTreeSet};

use super::near::{self, At, Near};
use super::record::Record;
use super::sound::{Forms, Sounds};
use super::text::{Piece, is_cjk, is_word, normalize, pieces};

/// Names longer than this are sentences; nobody spells them out in pinyin.
const MAX_NAME: usize = 60;

/// Names, sounds, forms and synonyms.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// Titles and aliases, each once, in the order of the records.
    names: Vec<Vec<char>>,
    /// The pairs of CJK characters that stand side by side somewhere, sorted.
    pairs: Vec<[char; 2]>,
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
    /// From the records and the tokens of the index.
    pub fn new<'a>(records: &[Record], tokens: impl Iterator<Item = &'a str>) -> Self {
        let mut known = BTreeSet::new();
        let named = records.iter().flat_map(Record::names);
        let names = named
            .map(|name| name_chars(name))
            .filter(|name| !name.is_empty() && known.insert(name.clone()))
            .collect();
        let texts = records.iter().flat_map(|r| {
            [&r.title, &r.text, &r.notes]
                .into_iter()
                .chain(&r.aliases)
                .chain(&r.breadcrumb)
        });
        let chars: BTreeSet<char> = texts.flat_map(|text| text.chars()).collect();
        Self {
            names,
            pairs: pairs(tokens),
            sounds: Sounds::new(&chars),
            forms: Forms::new(&chars),
            synonyms: records
                .iter()
                .flat_map(Record::names_of_one_thing)
                .map(|group| group.into_iter().map(normalize).collect())
                .collect(),
        }
    }

    /// The pairs that running text is read by: a line a first character, the second ones
    /// behind it.
    pub fn pairs(&self) -> String {
        let mut out = String::new();
        let mut first = None;
        for [a, b] in &self.pairs {
            if first != Some(a) {
                if first.is_some() {
                    out.push('\n');
                }
                out.push(*a);
                first = Some(a);
            }
            out.push(*b);
        }
        out
    }

    /// What `letters` may spell, best first.
    pub fn spelled(&self, letters: &[char]) -> Vec<Guess> {
        self.guesses(|name| near::pinyin_readings(name, letters, &self.sounds))
    }

    /// What `letters` may spell in running text, where no name does: chains of pairs that
    /// stand in the index, syllable by syllable; an initial alone says too little here.
    pub fn spelled_in_texts(&self, letters: &[char]) -> Vec<Guess> {
        let read = |c: char, at: usize| {
            let mut ends = Vec::new();
            let place = At {
                letters,
                at,
                initials: false,
            };
            near::read_char(c, &place, &self.sounds, &mut |end, cost| {
                ends.push((end, cost))
            });
            ends
        };
        let mut open: Vec<Chain> = Vec::new();
        for [a, b] in &self.pairs {
            for (at, first) in read(*a, 0) {
                let ends = read(*b, at).into_iter();
                open.extend(ends.map(|(at, second)| Chain {
                    text: vec![*a, *b],
                    at,
                    cost: first + second,
                }));
            }
        }
        let mut done = Vec::new();
        while !open.is_empty() {
            open.sort_by(Chain::order);
            open.truncate(MAX_CHAINS);
            let (finished, unfinished) = open
                .into_iter()
                .partition(|chain| chain.at == letters.len());
            done.extend::<Vec<Chain>>(finished);
            let unfinished: Vec<Chain> = unfinished;
            open = unfinished
                .iter()
                .flat_map(|chain| self.longer(chain, &read))
                .collect();
        }
        done.sort_by(Chain::order);
        done.dedup_by(|a, b| a.text == b.text);
        let guess = |chain: Chain| Guess {
            text: chain.text.into_iter().collect(),
            cost: chain.cost,
            names: 0,
            whole_name: false,
        };
        done.into_iter().map(guess).collect()
    }

    fn longer(
        &self,
        chain: &Chain,
        read: &impl Fn(char, usize) -> Vec<(usize, u32)>,
    ) -> Vec<Chain> {
        let Some(&last) = chain.text.last() else {
            return Vec::new();
        };
        let from = self
            .pairs
            .partition_point(|pair| sort_key(pair[0]) < sort_key(last));
        let next = self.pairs[from..].iter().take_while(|pair| pair[0] == last);
        next.flat_map(|pair| {
            read(pair[1], chain.at).into_iter().map(|(at, cost)| Chain {
                text: chain.text.iter().copied().chain([pair[1]]).collect(),
                at,
                cost: chain.cost + cost,
            })
        })
        .collect()
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

/// Characters that spell the first `at` letters.
struct Chain {
    text: Vec<char>,
    at: usize,
    cost: u32,
}

/// More chains than this at one length are followed no further.
const MAX_CHAINS: usize = 200;

impl Chain {
    fn order(&self, other: &Self) -> std::cmp::Ordering {
        let text = |chain: &Self| chain.text.iter().map(|c| sort_key(*c)).collect::<Vec<_>>();
        self.cost
            .cmp(&other.cost)
            .then_with(|| text(self).cmp(&text(other)))
    }
}

/// The order of UTF-16 units, in which the browser compares.
fn sort_key(c: char) -> [u16; 2] {
    let mut units = [0; 2];
    c.encode_utf16(&mut units);
    units
}

fn pairs<'a>(tokens: impl Iterator<Item = &'a str>) -> Vec<[char; 2]> {
    let pair = |token: &str| {
        let mut chars = token.chars();
        let pair = [chars.next()?, chars.next()?];
        (chars.next().is_none() && is_cjk(pair[0])).then_some(pair)
    };
    let mut pairs: Vec<[char; 2]> = tokens.filter_map(pair).collect();
    pairs.sort_by_key(|pair| pair.map(sort_key));
    pairs
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

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(tokens: &[&str], letters: &str) -> Vec<String> {
        let record = |text: &&str| Record {
            text: (*text).to_owned(),
            ..Record::default()
        };
        let records: Vec<Record> = tokens.iter().map(record).collect();
        let lexicon = Lexicon::new(&records, tokens.iter().copied());
        let letters: Vec<char> = letters.chars().collect();
        let guesses = lexicon.spelled_in_texts(&letters).into_iter();
        guesses.map(|guess| guess.text).collect()
    }

    #[test]
    fn chains_of_pairs_spell_what_no_name_does() {
        let tokens = ["盈利", "利率", "率", "影响", "利益"];
        assert_eq!(spelled(&tokens, "yinglilv"), ["盈利率"]);
        assert_eq!(spelled(&tokens, "yingxiang"), ["影响"]);
        assert_eq!(spelled(&tokens, "yingx"), ["影响"]);
        assert!(spelled(&tokens, "ylv").is_empty());
    }
}
