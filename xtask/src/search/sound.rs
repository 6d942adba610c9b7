//! How characters sound and which other forms they have: what is needed to read pinyin,
//! to recognise a homophone and to fold traditional characters.
//!
//! Both tables go to the browser as they are ([`Sounds::groups`], [`Forms::pairs`]), so that
//! both sides know the same characters.

use std::collections::{BTreeMap, BTreeSet};

use pinyin::ToPinyinMulti;

use super::text::is_cjk;

/// Readings by character.
#[derive(Debug, Default)]
pub struct Sounds {
    of: BTreeMap<char, Vec<String>>,
}

impl Sounds {
    /// The readings of these characters and of the 3,755 most common ones (GB 2312, first
    /// level), which people mistype.
    pub fn new(chars: &BTreeSet<char>) -> Self {
        let all = chars
            .iter()
            .copied()
            .filter(|c| is_cjk(*c))
            .chain(common_chars());
        let of = all
            .map(|c| (c, readings(c)))
            .filter(|(_, r)| !r.is_empty())
            .collect();
        Self { of }
    }

    /// The readings of a character, without tones, `v` for ü.
    pub fn of(&self, c: char) -> &[String] {
        self.of.get(&c).map_or(&[], Vec::as_slice)
    }

    /// The characters of each syllable.
    pub fn groups(&self) -> BTreeMap<&str, String> {
        let mut groups: BTreeMap<&str, String> = BTreeMap::new();
        for (c, readings) in &self.of {
            for reading in readings {
                groups.entry(reading).or_default().push(*c);
            }
        }
        groups
    }
}

fn readings(c: char) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for reading in c.to_pinyin_multi().into_iter().flatten() {
        let plain = reading.plain().replace('ü', "v");
        // Interjections such as 嗯 `n` are no syllables anybody spells a word with.
        if plain.len() > 1 || "aeo".contains(&plain) {
            out.push(plain);
        }
    }
    out.sort();
    out.dedup();
    out
}

/// GB 2312 rows 16 to 55: the first level.
fn common_chars() -> impl Iterator<Item = char> {
    (0xb0..=0xd7u8)
        .flat_map(|row| (0xa1..=0xfeu8).map(move |cell| [row, cell]))
        .filter_map(|code| {
            let (text, _, bad) = encoding_rs::GBK.decode(&code);
            text.chars().next().filter(|c| !bad && is_cjk(*c))
        })
}

/// A syllable with the spellings that dialects and habits confuse with it: zh/z, ch/c, sh/s,
/// n/l, -ng/-n, and lüe/nüe as lue/nue. The first is the syllable itself.
pub fn spellings(syllable: &str) -> Vec<String> {
    const INITIALS: [(&str, &str); 4] = [("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l")];
    let mut starts = vec![syllable.to_owned()];
    for (a, b) in INITIALS {
        if let Some(rest) = syllable.strip_prefix(a) {
            starts.push(format!("{b}{rest}"));
            break;
        }
        if let Some(rest) = syllable.strip_prefix(b) {
            starts.push(format!("{a}{rest}"));
            break;
        }
    }
    let mut out = starts.clone();
    for start in &starts {
        if let Some(open) = start.strip_suffix("ng").filter(|open| !open.ends_with('o')) {
            out.push(format!("{open}n"));
        } else if ["an", "en", "in"].iter().any(|end| start.ends_with(end)) {
            out.push(format!("{start}g"));
        } else if let Some(initial) = start.strip_suffix("ve") {
            out.push(format!("{initial}ue"));
        }
    }
    out
}

/// The forms of the index for characters it does not use: 戶 → 户.
#[derive(Debug, Default)]
pub struct Forms {
    of: BTreeMap<char, char>,
}

impl Forms {
    /// Every character outside `chars` whose simplified form is in it.
    pub fn new(chars: &BTreeSet<char>) -> Self {
        let han = (0x3400..=0x9fffu32).filter_map(char::from_u32);
        let simplified = |c: char| fast2s::convert(c.encode_utf8(&mut [0; 4])).chars().next();
        let of = han
            .filter(|c| !chars.contains(c))
            .filter_map(|c| Some((c, simplified(c)?)))
            .filter(|(_, to)| chars.contains(to))
            .collect();
        Self { of }
    }

    /// The text with unknown characters in the form the index uses.
    pub fn fold(&self, text: &str) -> String {
        text.chars()
            .map(|c| self.of.get(&c).copied().unwrap_or(c))
            .collect()
    }

    /// All pairs, characters and their forms.
    pub fn pairs(&self) -> (String, String) {
        self.of.iter().unzip()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> BTreeSet<char> {
        text.chars().collect()
    }

    #[test]
    fn polyphones_have_all_their_readings() {
        let sounds = Sounds::new(&chars("率会重"));
        assert!(sounds.of('率').contains(&"lv".to_owned()));
        assert!(sounds.of('会').contains(&"kuai".to_owned()));
        assert!(sounds.of('重').contains(&"zhong".to_owned()));
        assert!(
            sounds.of('义').contains(&"yi".to_owned()),
            "common, though not in the index"
        );
    }

    #[test]
    fn confused_spellings() {
        assert_eq!(spellings("zhang"), ["zhang", "zang", "zhan", "zan"]);
        assert_eq!(spellings("lin"), ["lin", "nin", "ling", "ning"]);
        assert_eq!(spellings("lve"), ["lve", "nve", "lue", "nue"]);
        assert_eq!(spellings("zhong"), ["zhong", "zong"]);
        assert_eq!(spellings("hu"), ["hu"]);
    }

    #[test]
    fn only_forms_the_index_lacks_are_folded() {
        let forms = Forms::new(&chars("客户关系管理后"));
        assert_eq!(forms.fold("客戶關係管理"), "客户关系管理");
        let traditional = Forms::new(&chars("戶關係"));
        assert_eq!(traditional.fold("戶關係"), "戶關係");
    }
}
