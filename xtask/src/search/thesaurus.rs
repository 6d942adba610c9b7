//! Words that a question may use for each other: 办法 for 方法, 跑掉 for 流失.
//!
//! They come from the content (`content/synonyms.toml`) and only help where some of a query is looked
//! for ([`super::partial`]): a record that has 方法 has most of what 办法 asks for, and names are compared
//! with every such word read as the first of its group. The browser does the same
//! (`theme/search/notes-rank.js`), and gets them with that script.

use std::collections::BTreeMap;
use std::ops::Range;

use super::text::{is_cjk, normalize};

/// The most characters a word may have.
const LONGEST: usize = 6;
/// What stands between groups, and between the words of one, in the script.
const BETWEEN: [&str; 2] = ["；", "、"];

/// Whether it can stand in a group: two to six Chinese characters.
pub fn is_word(text: &str) -> bool {
    (2..=LONGEST).contains(&text.chars().count()) && text.chars().all(is_cjk)
}

/// Groups of words.
#[derive(Debug, Clone, Default)]
pub struct Thesaurus {
    groups: Vec<Vec<String>>,
    /// The group of each word.
    places: BTreeMap<String, usize>,
}

impl Thesaurus {
    /// Of the words that can be looked for; a word of two groups belongs to the first.
    pub fn new(groups: &[Vec<String>]) -> Self {
        let mut out = Self::default();
        for (number, group) in groups.iter().enumerate() {
            let mut kept = Vec::new();
            for word in group.iter().filter(|word| is_word(word)) {
                if !out.places.contains_key(word) {
                    out.places.insert(word.clone(), number);
                    kept.push(word.clone());
                }
            }
            out.groups.push(kept);
        }
        out
    }

    /// As the script of the browser gets it.
    pub fn for_script(&self) -> String {
        let [between, within] = BETWEEN;
        let groups: Vec<String> = self.groups.iter().map(|group| group.join(within)).collect();
        groups.join(between)
    }

    /// Where a text has such words, from the left, of several the longest: their places among its
    /// characters, and their groups.
    fn places_in(&self, chars: &[char]) -> Vec<(Range<usize>, usize)> {
        let mut out = Vec::new();
        let mut at = 0;
        while at < chars.len() {
            let longest = LONGEST.min(chars.len() - at);
            let found = (2..=longest).rev().find_map(|length| {
                let word: String = chars[at..at + length].iter().collect();
                Some((length, *self.places.get(&word)?))
            });
            let length = found.map_or(1, |(length, _)| length);
            if let Some((_, group)) = found {
                out.push((at..at + length, group));
            }
            at += length;
        }
        out
    }

    /// For each such word in a text, its place among the characters and the others of its group.
    pub fn others_in(&self, text: &str) -> Vec<(Range<usize>, Vec<&str>)> {
        let chars: Vec<char> = text.chars().collect();
        let others = |(place, group): (Range<usize>, usize)| {
            let word: String = chars[place.clone()].iter().collect();
            let words = self.groups[group].iter().map(String::as_str);
            (place, words.filter(|other| *other != word).collect())
        };
        self.places_in(&chars).into_iter().map(others).collect()
    }

    /// A text with every such word read as the first of its group, normalised.
    pub fn read(&self, text: &str) -> String {
        let chars: Vec<char> = normalize(text).chars().collect();
        let mut out = String::new();
        let mut at = 0;
        for (place, group) in self.places_in(&chars) {
            out.extend(&chars[at..place.start]);
            out.push_str(&self.groups[group][0]);
            at = place.end;
        }
        out.extend(&chars[at..]);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thesaurus() -> Thesaurus {
        let group = |words: &str| words.split(' ').map(str::to_owned).collect();
        Thesaurus::new(&[
            group("方法 办法 好办法"),
            group("流失 跑掉"),
            group("A 方法 x"),
        ])
    }

    #[test]
    fn words_are_read_as_the_first_of_their_group() {
        let thesaurus = thesaurus();
        assert_eq!(
            thesaurus.read("客户跑掉了有什么好办法"),
            "客户流失了有什么方法"
        );
        assert_eq!(thesaurus.read("ＣＲＭ"), "crm");
        assert_eq!(Thesaurus::default().read("办法"), "办法");
    }

    #[test]
    fn a_word_stands_for_the_others_of_its_group() {
        let thesaurus = thesaurus();
        let found = thesaurus.others_in("跑掉的办法");
        assert_eq!(
            found,
            [(0..2, vec!["流失"]), (3..5, vec!["方法", "好办法"])]
        );
        assert_eq!(thesaurus.for_script(), "方法、办法、好办法；流失、跑掉；");
    }
}
