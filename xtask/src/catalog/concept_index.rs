//! 概念索引: the concepts by name, in the order of a Chinese index.

use std::collections::BTreeMap;

use pinyin::ToPinyin;
use unicode_normalization::UnicodeNormalization;

use crate::catalog::model::{Concept, ItemRef};

/// The entries under one letter.
#[derive(Debug)]
pub struct IndexGroup<'a> {
    /// `A` to `Z`, or `#` for names that start with something else; `#` comes last.
    pub letter: char,
    /// In order: Latin names first, then by pinyin.
    pub entries: Vec<IndexEntry<'a>>,
}

/// A name and everything that is taught by it.
#[derive(Debug)]
pub struct IndexEntry<'a> {
    /// The name as the first of the concepts has it.
    pub title: &'a str,
    /// The concepts of this name, in the order of the pages; more than one when several
    /// units or syllabi teach it.
    pub concepts: Vec<&'a Concept>,
}

impl IndexEntry<'_> {
    /// Every place where it is taught, repetitions included.
    pub fn places(&self) -> Vec<&ItemRef> {
        let mut places = Vec::new();
        for concept in &self.concepts {
            for place in std::iter::once(&concept.place).chain(&concept.repeated) {
                if !places.contains(&place) {
                    places.push(place);
                }
            }
        }
        places
    }
}

/// Groups concepts of the same name and sorts them for reading.
pub fn index(concepts: &[Concept]) -> Vec<IndexGroup<'_>> {
    let mut by_name: BTreeMap<String, Vec<&Concept>> = BTreeMap::new();
    for concept in concepts {
        by_name
            .entry(normal(&concept.title))
            .or_default()
            .push(concept);
    }
    let mut groups: BTreeMap<(bool, char), BTreeMap<Vec<Sort>, IndexEntry<'_>>> = BTreeMap::new();
    for (name, concepts) in by_name {
        let key = sort_key(&name);
        let letter = key.first().map_or('#', Sort::letter);
        let entry = IndexEntry {
            title: concepts.first().map_or("", |first| &first.title),
            concepts,
        };
        groups
            .entry((letter == '#', letter))
            .or_default()
            .insert(key, entry);
    }
    groups
        .into_iter()
        .map(|((_, letter), entries)| IndexGroup {
            letter,
            entries: entries.into_values().collect(),
        })
        .collect()
}

/// Sorts by names as the index does.
pub fn sort_by_name<T>(list: &mut [T], name: impl Fn(&T) -> &str) {
    list.sort_by_cached_key(|one| sort_key(name(one)));
}

/// Two titles name the same when this is the same: white space, width and case aside.
pub fn normal(title: &str) -> String {
    title
        .nfkc()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect()
}

/// How one character sorts. Derived order: other signs, Latin and digits, Han by sound,
/// tone and code point.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Latin(char),
    Han(&'static str, &'static str, char),
    Other(char),
}

impl Sort {
    fn letter(&self) -> char {
        let first = match self {
            Self::Latin(c) => Some(*c),
            Self::Han(plain, _, _) => plain.chars().next(),
            Self::Other(_) => None,
        };
        match first.map(|c| c.to_ascii_uppercase()) {
            // ê, ḿ, ń and the like are syllables of interjections.
            Some(c) if c.is_ascii_uppercase() => c,
            _ => '#',
        }
    }
}

/// Opening brackets and quotation marks do not decide where a name stands.
fn sort_key(name: &str) -> Vec<Sort> {
    let mut key: Vec<Sort> = name
        .chars()
        .filter(|c| c.is_alphanumeric())
        .map(|c| match c.to_pinyin() {
            Some(sound) => Sort::Han(sound.plain(), sound.with_tone_num_end(), c),
            None if c.is_ascii() => Sort::Latin(c),
            None => Sort::Other(c),
        })
        .collect();
    if let Some((sound, toned)) = first_sound(name)
        && let Some(Sort::Han(plain, tone, _)) = key.first_mut()
    {
        (*plain, *tone) = (sound, toned);
    }
    // Names that differ in signs alone still are two entries.
    key.extend(
        name.chars()
            .filter(|c| !c.is_alphanumeric())
            .map(Sort::Other),
    );
    key
}

/// Words whose first character is mostly read otherwise.
const FIRST_SOUNDS: [(&str, &str, &str); 12] = [
    ("会计", "kuai", "kuai4"),
    ("传记", "zhuan", "zhuan4"),
    ("参差", "cen", "cen1"),
    ("嫁", "jia", "jia4"),
    ("率", "shuai", "shuai4"),
    ("行业", "hang", "hang2"),
    ("行列", "hang", "hang2"),
    ("调查", "diao", "diao4"),
    ("调研", "diao", "diao4"),
    ("重复", "chong", "chong2"),
    ("重新", "chong", "chong2"),
    ("重构", "chong", "chong2"),
];

fn first_sound(name: &str) -> Option<(&'static str, &'static str)> {
    FIRST_SOUNDS
        .into_iter()
        .find(|(word, ..)| name.starts_with(word))
        .map(|(_, plain, toned)| (plain, toned))
}
