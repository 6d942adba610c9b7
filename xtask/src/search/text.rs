//! The one rule by which text is cut, on the index side and on the query side, in Rust and
//! in the browser (`theme/search/text.js`). Both run `tests/vectors/cut.json`.
//!
//! * NFKC, then lower case.
//! * A run of CJK characters gives its overlapping pairs and, alone, its last character:
//!   `客户关系` → `客户 户关 关系 系`. Every character starts exactly one token, so a token
//!   count is a character count, a single character is found as the beginning of a token,
//!   and every substring of a run can be found without a dictionary. (Indexing every single
//!   character as well would double the postings and find nothing more.)
//! * A run of letters and digits stays whole, with `+` or `#` at its end: `c++`, `b+`, `6c`.
//!   A run joined by `.`, `_`, `-` or an apostrophe gives its parts and the whole:
//!   `6.824` → `6 824 6.824`.
//! * Everything else separates.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// What stands between two separators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Letters and digits: the parts between joiners, in order. At least one.
    Word(Vec<String>, String),
    /// A run of CJK characters. At least one.
    Han(Vec<char>),
}

/// NFKC and lower case.
pub fn normalize(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        // Most of what is indexed stands for itself, and what is between can be taken alone:
        // no rule of either step looks across such a character.
        let (plain, others) = rest.split_at(rest.find(|c| !is_plain(c)).unwrap_or(rest.len()));
        let (between, after) = others.split_at(others.find(is_plain).unwrap_or(others.len()));
        out.push_str(plain);
        if between.is_ascii() {
            out.extend(between.chars().map(|c| c.to_ascii_lowercase()));
        } else {
            out.push_str(&between.nfkc().collect::<String>().to_lowercase());
        }
        rest = after;
    }
    out
}

/// The Han characters that have no other form, no case, and join with nothing.
fn is_plain(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// `true` for characters that are written without spaces between words.
pub fn is_cjk(c: char) -> bool {
    matches!(u32::from(c),
        0x3005 | 0x3007 | 0x3021..=0x3029 | 0x3038..=0x303b // 々 〇 and Han numerals
        | 0x3041..=0x3096 | 0x30a1..=0x30fa | 0x30fc..=0x30ff | 0x31f0..=0x31ff // kana
        | 0x3105..=0x312f // bopomofo
        | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x323af // Han
        | 0xac00..=0xd7a3) // Hangul
}

/// `true` for letters and digits of scripts that put spaces between words.
pub fn is_word(c: char) -> bool {
    matches!(u32::from(c),
        0x30..=0x39 | 0x61..=0x7a // after lower-casing, ASCII is digits and small letters
        | 0xdf..=0xf6 | 0xf8..=0x2af | 0x300..=0x36f
        | 0x370..=0x1fff)
}

fn is_joiner(c: char) -> bool {
    matches!(c, '.' | '_' | '-' | '\'' | '’')
}

/// Cuts a text into pieces.
pub fn pieces(text: &str) -> Vec<Piece> {
    let chars: Vec<char> = normalize(text).chars().collect();
    let placed = pieces_of(&chars);
    placed.into_iter().map(|(piece, _)| piece).collect()
}

/// Cuts normalized characters into pieces, each with the number of its first character.
pub fn pieces_of(chars: &[char]) -> Vec<(Piece, usize)> {
    let piece = |run| match run {
        Run::Han(range) => (Piece::Han(chars[range.clone()].to_vec()), range.start),
        Run::Word(parts, whole, start) => (Piece::Word(parts, whole), start),
    };
    runs(chars).map(piece).collect()
}

/// A piece where it stands.
enum Run {
    Han(Range<usize>),
    Word(Vec<String>, String, usize),
}

fn runs(chars: &[char]) -> impl Iterator<Item = Run> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < chars.len() && !is_cjk(chars[at]) && !is_word(chars[at]) {
            at += 1;
        }
        let start = at;
        if is_cjk(*chars.get(start)?) {
            at = run_end(chars, start, is_cjk);
            return Some(Run::Han(start..at));
        }
        let (parts, whole, end) = word(chars, start);
        at = end;
        Some(Run::Word(parts, whole, start))
    })
}

fn run_end(chars: &[char], from: usize, belongs: fn(char) -> bool) -> usize {
    chars[from..]
        .iter()
        .position(|&c| !belongs(c))
        .map_or(chars.len(), |n| from + n)
}

/// Reads a word with its joined parts and its closing `+` or `#`.
fn word(chars: &[char], start: usize) -> (Vec<String>, String, usize) {
    let mut parts = Vec::new();
    let mut from = start;
    loop {
        let end = run_end(chars, from, is_word);
        let joined = end + 1 < chars.len() && is_joiner(chars[end]) && is_word(chars[end + 1]);
        if joined {
            parts.push(chars[from..end].iter().collect());
            from = end + 1;
            continue;
        }
        let signs = run_end(chars, end, |c| c == '+' || c == '#');
        // `a+b` is a sum, `c++` and `b+树` are names.
        let end = match chars.get(signs) {
            Some(&next) if is_word(next) => end,
            _ => signs,
        };
        parts.push(chars[from..end].iter().collect());
        let whole = chars[start..end].iter().collect();
        return (parts, whole, end);
    }
}

/// Cuts text into index tokens.
pub fn tokens(text: &str) -> Vec<String> {
    let cut = Cut::of(text);
    (0..cut.ends.len())
        .map(|number| cut.token(number).to_owned())
        .collect()
}

/// Tokens, one behind the other: indexing cuts a million, too many to be allocated one by one.
#[derive(Default)]
struct Cut {
    text: String,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Cut {
    fn of(text: &str) -> Self {
        let chars: Vec<char> = normalize(text).chars().collect();
        let mut cut = Self::default();
        for run in runs(&chars) {
            match run {
                Run::Han(range) => {
                    let han = &chars[range];
                    for at in 0..han.len() {
                        cut.push(pair_at(han, at));
                    }
                }
                Run::Word(parts, whole, _) => {
                    let compound = (parts.len() > 1).then_some(whole);
                    let words = parts.iter().chain(&compound);
                    words.for_each(|word| cut.push(word.chars()));
                }
            }
        }
        cut
    }

    fn push(&mut self, token: impl IntoIterator<Item = char>) {
        self.text.extend(token);
        self.ends.push(self.text.len());
    }

    /// The token of this number, empty behind the last.
    fn token(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        let end = self.ends.get(number).copied().unwrap_or(start);
        &self.text[start..end]
    }
}

/// The token that starts at character `i` of a run: a pair, or the last character alone.
pub fn pair(chars: &[char], i: usize) -> String {
    pair_at(chars, i).collect()
}

fn pair_at(chars: &[char], i: usize) -> impl Iterator<Item = char> {
    chars[i..(i + 2).min(chars.len())].iter().copied()
}

/// Characters that link words and carry no meaning of their own.
pub fn is_particle(c: char) -> bool {
    matches!(
        c,
        '的' | '和' | '与' | '及' | '是' | '吗' | '呢' | '吧' | '啊' | '呀'
    )
}

/// What a title is compared by when a query asks for it exactly: letters, digits and CJK
/// characters without particles, punctuation and white space.
pub fn key(text: &str) -> String {
    let mut out = String::new();
    for piece in pieces(text) {
        match piece {
            Piece::Word(_, whole) => out.push_str(&whole),
            Piece::Han(chars) => out.extend(chars.iter().filter(|c| !is_particle(**c))),
        }
    }
    out
}

/// White space as a reader sees it: a run becomes one space, and a line break between two
/// CJK characters nothing, where it comes from the source's wrapping and would hide a word.
pub fn clean(text: &str) -> String {
    let mut out = String::new();
    let (mut gap, mut broken) = (false, false);
    for c in text.chars() {
        if c.is_whitespace() {
            gap = true;
            broken |= c == '\n';
            continue;
        }
        let inside_word = broken && out.chars().next_back().is_some_and(is_cjk) && is_cjk(c);
        if gap && !out.is_empty() && !inside_word {
            out.push(' ');
        }
        (gap, broken) = (false, false);
        out.push(c);
    }
    out
}

/// The tokenizer registered with tantivy.
#[derive(Clone, Default)]
pub struct KegangTokenizer;

/// Name of [`KegangTokenizer`] in the schema.
pub const TOKENIZER: &str = "kegang";

impl tantivy_tokenizer_api::Tokenizer for KegangTokenizer {
    type TokenStream<'a> = Tokens;

    fn token_stream(&mut self, text: &str) -> Tokens {
        Tokens {
            cut: Cut::of(text),
            next: 0,
            token: tantivy_tokenizer_api::Token::default(),
        }
    }
}

/// The tokens of one field value.
pub struct Tokens {
    cut: Cut,
    next: usize,
    token: tantivy_tokenizer_api::Token,
}

impl tantivy_tokenizer_api::TokenStream for Tokens {
    fn advance(&mut self) -> bool {
        if self.next == self.cut.ends.len() {
            return false;
        }
        self.token.text.clear();
        self.token.text.push_str(self.cut.token(self.next));
        self.token.position = self.next;
        self.next += 1;
        true
    }

    fn token(&self) -> &tantivy_tokenizer_api::Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut tantivy_tokenizer_api::Token {
        &mut self.token
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(serde::Deserialize)]
    struct Vector {
        text: String,
        tokens: Vec<String>,
        key: String,
    }

    #[test]
    fn shared_vectors() {
        let file = include_str!("../../tests/vectors/cut.json");
        let vectors: Vec<Vector> = serde_json::from_str(file).unwrap();
        assert!(vectors.len() > 20);
        for v in vectors {
            assert_eq!(tokens(&v.text), v.tokens, "tokens of {:?}", v.text);
            assert_eq!(key(&v.text), v.key, "key of {:?}", v.text);
        }
    }

    #[test]
    fn clean_joins_broken_han_and_keeps_other_gaps() {
        assert_eq!(
            clean(" 客户\n关系 CRM  system\n系统。第六章 渠道 \n"),
            "客户关系 CRM system 系统。第六章 渠道"
        );
    }

    proptest! {
        /// Every substring of a run is found: each of its pairs is a token of the run.
        #[test]
        fn pairs_of_substrings_are_tokens(run in "[一-龥]{1,30}", a in 0usize..30, n in 1usize..8) {
            let chars: Vec<char> = run.chars().collect();
            let a = a % chars.len();
            let part = &chars[a..(a + n).min(chars.len())];
            let all = tokens(&run);
            for i in 0..part.len().saturating_sub(1) {
                prop_assert!(all.contains(&pair(part, i)));
            }
            prop_assert!(part.iter().all(|c| all.iter().any(|t| t.starts_with(*c))));
        }

        /// What is taken apart for speed comes out as the standard has it.
        #[test]
        fn normalized_in_parts_as_in_one(text in "([一-龥]|[ -~]|，|Σ|Ａ|é|e|\u{301}|\u{308}|か|\u{3099}|ﬁ|豈|\u{1100}|\u{1161}|İ|㎏){0,12}") {
            let whole = text.nfkc().collect::<String>().to_lowercase();
            prop_assert_eq!(normalize(&text), whole);
        }

        #[test]
        fn any_text_can_be_cut(text in any::<String>()) {
            for token in tokens(&text) {
                prop_assert!(!token.is_empty());
            }
        }
    }
}
