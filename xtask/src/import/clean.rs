//! Characters that an extractor made of others, put back: a Kangxi radical looks like a
//! character and is none, a bullet from a symbol font has no meaning outside it.
//!
//! Width, punctuation and spelling are the document's own and stay.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

/// What was mended, by kind.
pub type Cleaned = BTreeMap<Mended, Count>;

/// A kind of mended character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mended {
    /// A radical (U+2E80–U+2FDF) in place of the character that looks like it.
    Radical,
    /// A character of a private font, shown as a bullet.
    Bullet,
    /// A character that steers and does not show.
    Control,
    /// Bytes that make no character in the file's encoding.
    Broken,
}

/// How often, and where first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// How many characters.
    pub times: usize,
    /// The line of the first, from 1.
    pub line: usize,
}

/// What a bullet of a private font becomes.
pub const BULLET: char = '•';

/// Radicals that Unicode does not tie to their characters.
const RADICALS: [(char, char); 42] = [
    ('⺁', '厂'),
    ('⺈', '刀'),
    ('⺌', '小'),
    ('⺒', '巳'),
    ('⺓', '幺'),
    ('⺝', '月'),
    ('⺟', '母'),
    ('⺠', '民'),
    ('⺩', '王'),
    ('⺫', '目'),
    ('⺬', '示'),
    ('⺮', '竹'),
    ('⺷', '羊'),
    ('⺸', '羊'),
    ('⺼', '肉'),
    ('⺾', '艹'),
    ('⻁', '虎'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻉', '贝'),
    ('⻋', '车'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻨', '麦'),
    ('⻩', '黄'),
    ('⻬', '齐'),
    ('⻮', '齿'),
    ('⻰', '龙'),
    // Unicode ties these to older forms of their characters.
    ('⼾', '户'),
    ('⾭', '青'),
];

/// Adds the words of line `number` to `out`, mended.
pub fn push(out: &mut String, words: &str, number: usize, cleaned: &mut Cleaned) {
    for c in words.chars() {
        let (instead, mended) = mend(c);
        out.extend(instead);
        if let Some(mended) = mended {
            let count = Count {
                times: 0,
                line: number,
            };
            cleaned.entry(mended).or_insert(count).times += 1;
        }
    }
}

/// What to write for a character, and what was mended by it.
fn mend(c: char) -> (Option<char>, Option<Mended>) {
    match c {
        '\u{2e80}'..='\u{2fdf}' => match radical(c) {
            Some(han) => (Some(han), Some(Mended::Radical)),
            None => (Some(c), None),
        },
        '\u{e000}'..='\u{f8ff}' => (Some(BULLET), Some(Mended::Bullet)),
        '\u{fffd}' => (Some(c), Some(Mended::Broken)),
        '\t' => (Some(c), None),
        // Spaces of other widths are spaces; they do not count as words anywhere.
        '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => (Some(' '), None),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => (None, None),
        '\u{2060}'..='\u{206f}' | '\u{feff}' => (None, None),
        c if c.is_control() => (None, Some(Mended::Control)),
        c => (Some(c), None),
    }
}

fn radical(c: char) -> Option<char> {
    let known = RADICALS.iter().find(|(radical, _)| *radical == c);
    known.map(|(_, han)| *han).or_else(|| {
        let mut folded = std::iter::once(c).nfkc();
        folded.next().filter(|han| *han != c)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        let check = |words: &str, expected: &str, mended: &[(Mended, usize)]| {
            let (mut out, mut cleaned) = (String::new(), Cleaned::new());
            push(&mut out, words, 7, &mut cleaned);
            assert_eq!(out, expected, "{words}");
            let found: Vec<_> = cleaned.iter().map(|(m, count)| (*m, count.times)).collect();
            assert_eq!(found, mended, "{words}");
        };
        check("客户，ABC（１）", "客户，ABC（１）", &[]);
        check("⽬的和⼿段", "目的和手段", &[(Mended::Radical, 2)]);
        check("⻓⻚", "长页", &[(Mended::Radical, 2)]);
        check("\u{f06c} 案例", "• 案例", &[(Mended::Bullet, 1)]);
        check("学\u{a0}分\u{200b}", "学 分", &[]);
        check("学\u{7}分\u{0}\t2", "学分\t2", &[(Mended::Control, 2)]);
    }
}
