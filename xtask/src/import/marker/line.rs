//! The beginning of a line, and the numbers that can stand in it.

use crate::import::words::fold;

/// The first characters of a line, folded: no marker is longer.
pub(super) struct Line {
    chars: Vec<char>,
    starts: Vec<usize>,
}

impl Line {
    pub(super) fn new(text: &str) -> Self {
        let (mut chars, mut starts) = (Vec::new(), Vec::new());
        for (at, c) in text.char_indices().take(MOST) {
            chars.push(fold(c));
            starts.push(at);
        }
        let end = starts.last().map_or(0, |at| {
            at + text[*at..].chars().next().map_or(0, char::len_utf8)
        });
        starts.push(end);
        Self { chars, starts }
    }

    pub(super) fn bytes(&self, at: usize) -> usize {
        self.starts[at.min(self.starts.len() - 1)]
    }

    pub(super) fn at(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    pub(super) fn spaces(&self, mut at: usize) -> usize {
        while self.at(at).is_some_and(char::is_whitespace) {
            at += 1;
        }
        at
    }

    pub(super) fn starts_with(&self, at: usize, word: &str) -> Option<usize> {
        let mut end = at;
        for c in word.chars() {
            let same = self
                .at(end)
                .is_some_and(|found| found.to_ascii_lowercase() == c);
            if !same {
                return None;
            }
            end += 1;
        }
        Some(end)
    }

    /// A number in digits or characters from `at`: its value and its end.
    pub(super) fn number(&self, at: usize) -> Option<(u32, usize)> {
        self.digits(at).or_else(|| self.han(at))
    }

    pub(super) fn digits(&self, at: usize) -> Option<(u32, usize)> {
        let mut end = at;
        let mut value = 0u32;
        while let Some(digit) = self.at(end).and_then(|c| c.to_digit(10)) {
            value = value.saturating_mul(10).saturating_add(digit);
            end += 1;
        }
        (1..=3).contains(&(end - at)).then_some((value, end))
    }

    /// A Roman number up to XII, as one character or several.
    pub(super) fn roman(&self, at: usize) -> Option<(u32, usize)> {
        if let Some(c) = self.at(at).filter(|c| ('Ⅰ'..='Ⅻ').contains(c)) {
            return Some((u32::from(c) - u32::from('Ⅰ') + 1, at + 1));
        }
        let mut end = at;
        while self.at(end).is_some_and(|c| matches!(c, 'I' | 'V' | 'X')) {
            end += 1;
        }
        let said: String = self.chars.get(at..end)?.iter().collect();
        let known = (1..).zip(ROMAN).find(|(_, roman)| *roman == said);
        known.map(|(number, _)| (number, end))
    }

    /// A number in letters: One, II.
    pub(super) fn latin(&self, at: usize) -> Option<(u32, usize)> {
        let words = (1..).zip(ORDINALS);
        let mut found =
            words.filter_map(|(number, word)| Some((number, self.starts_with(at, word)?)));
        let ends = |end: usize| !self.at(end).is_some_and(char::is_alphanumeric);
        found
            .find(|(_, end)| ends(*end))
            .or_else(|| self.roman(at).filter(|(_, end)| ends(*end)))
    }

    pub(super) fn han(&self, at: usize) -> Option<(u32, usize)> {
        let mut end = at;
        while self.at(end).is_some_and(|c| c == '十' || HAN.contains(&c)) {
            end += 1;
        }
        han_number(&self.chars[at..end]).map(|value| (value, end))
    }
}

/// No label is longer, in characters.
const MOST: usize = 32;
const ROMAN: [&str; 12] = [
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII",
];
const ORDINALS: [&str; 12] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
];
pub(super) const HAN: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// 一 to 九十九.
pub fn han_number(chars: &[char]) -> Option<u32> {
    let digit = |c: &char| {
        (1..)
            .zip(HAN)
            .find(|(_, han)| han == c)
            .map(|(value, _)| value)
    };
    match chars {
        [one] if *one != '十' => digit(one),
        ['十'] => Some(10),
        ['十', one] => Some(10 + digit(one)?),
        [tens, '十'] => Some(digit(tens)? * 10),
        [tens, '十', one] => Some(digit(tens)? * 10 + digit(one)?),
        _ => None,
    }
}
