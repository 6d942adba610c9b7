//! Characters of symbol fonts, which mean something in that font alone.

use roxmltree::Node;

use super::xml::{attribute, child};
use crate::import::clean::BULLET;

/// Fonts whose characters are pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Font {
    /// Arrows, boxes, ticks.
    Wingdings,
    /// More boxes and ticks.
    Wingdings2,
    /// Greek and mathematics.
    Symbol,
    /// Another one.
    Unknown,
}

const WINGDINGS: [(u8, char); 33] = [
    (0x6c, '●'),
    (0x6d, '❍'),
    (0x6e, '■'),
    (0x6f, '□'),
    (0x70, '□'),
    (0x71, '❑'),
    (0x72, '❒'),
    (0x73, '⬧'),
    (0x74, '⧫'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x77, '⬥'),
    (0x9e, '·'),
    (0x9f, '•'),
    (0xa1, '○'),
    (0xa4, '◉'),
    (0xa7, '▪'),
    (0xa8, '□'),
    (0xab, '★'),
    (0xb2, '✧'),
    (0xd8, '➢'),
    (0xdf, '←'),
    (0xe0, '→'),
    (0xe1, '↑'),
    (0xe2, '↓'),
    (0xe8, '➔'),
    (0xef, '⇦'),
    (0xf0, '⇨'),
    (0xfb, '✗'),
    (0xfc, '✓'),
    (0xfd, '☒'),
    (0xfe, '☑'),
    (0x4a, '☺'),
];

const WINGDINGS2: [(u8, char); 9] = [
    (0x4f, '✗'),
    (0x50, '✓'),
    (0x51, '☒'),
    (0x52, '☑'),
    (0x53, '☒'),
    (0x54, '☒'),
    (0x97, '●'),
    (0xa2, '■'),
    (0xa3, '□'),
];

/// The letters of Symbol from A and from a.
const GREEK: [(u8, &str); 2] = [
    (0x41, "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"),
    (0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"),
];

const SYMBOL: [(u8, char); 33] = [
    (0xa2, '′'),
    (0xa3, '≤'),
    (0xa5, '∞'),
    (0xab, '↔'),
    (0xac, '←'),
    (0xad, '↑'),
    (0xae, '→'),
    (0xaf, '↓'),
    (0xb0, '°'),
    (0xb1, '±'),
    (0xb2, '″'),
    (0xb3, '≥'),
    (0xb4, '×'),
    (0xb5, '∝'),
    (0xb6, '∂'),
    (0xb7, '•'),
    (0xb8, '÷'),
    (0xb9, '≠'),
    (0xba, '≡'),
    (0xbb, '≈'),
    (0xbc, '…'),
    (0xc7, '∩'),
    (0xc8, '∪'),
    (0xcc, '⊂'),
    (0xce, '∈'),
    (0xd1, '∇'),
    (0xd6, '√'),
    (0xd7, '⋅'),
    (0xde, '⇒'),
    (0xe5, '∑'),
    (0xf2, '∫'),
    (0x22, '∀'),
    (0x24, '∃'),
];

/// The symbol font of run properties, if it is one.
pub fn font(properties: Node<'_, '_>) -> Option<Font> {
    let fonts = child(properties, "rFonts")?;
    let named = attribute(fonts, "ascii").or_else(|| attribute(fonts, "hAnsi"))?;
    named_font(named)
}

/// The symbol font of a name, if it is one.
pub fn named_font(name: &str) -> Option<Font> {
    match name.trim().to_ascii_lowercase().as_str() {
        "wingdings" => Some(Font::Wingdings),
        "wingdings 2" => Some(Font::Wingdings2),
        "symbol" => Some(Font::Symbol),
        "wingdings 3" | "webdings" | "marlett" => Some(Font::Unknown),
        _ => None,
    }
}

/// What a character shows in a font. Those of the private area show something in symbol
/// fonts alone; where that is unknown, it is taken for a bullet.
pub fn shown(font: Option<Font>, c: char) -> char {
    let code = match (u32::from(c), font) {
        (code @ 0xf020..=0xf0ff, _) => (code - 0xf000) as u8,
        (0xe000..=0xf8ff, _) => return BULLET,
        // Word writes letters typed in such a font as they are.
        (code @ 0x21..=0xff, Some(_)) => code as u8,
        _ => return c,
    };
    if font == Some(Font::Symbol) && (0x21..0x7f).contains(&code) && c.is_ascii() {
        return greek(code).unwrap_or(c);
    }
    let table: &[(u8, char)] = match font {
        Some(Font::Wingdings) => &WINGDINGS,
        Some(Font::Wingdings2) => &WINGDINGS2,
        Some(Font::Symbol) => {
            return greek(code).unwrap_or(if code < 0x7f {
                char::from(code)
            } else {
                BULLET
            });
        }
        Some(Font::Unknown) | None => &[],
    };
    let found = table.iter().find(|(own, _)| *own == code);
    found.map_or(BULLET, |(_, shown)| *shown)
}

fn greek(code: u8) -> Option<char> {
    let letter = GREEK.iter().find_map(|(first, letters)| {
        let at = code.checked_sub(*first)?;
        letters.chars().nth(usize::from(at))
    });
    let symbol = SYMBOL.iter().find(|(own, _)| *own == code);
    letter.or(symbol.map(|(_, shown)| *shown))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters() {
        let check = |font: &str, c: char, expected: char| {
            assert_eq!(shown(named_font(font), c), expected, "{font} {c:?}");
        };
        check("Wingdings", '\u{f0fc}', '✓');
        check("Wingdings", 'l', '●');
        check("Wingdings", '\u{f021}', BULLET);
        check("Wingdings 2", 'R', '☑');
        check("Symbol", '\u{f061}', 'α');
        check("Symbol", 'W', 'Ω');
        check("Symbol", '\u{f0b7}', '•');
        check("Symbol", '(', '(');
        check("Symbol", '\u{f028}', '(');
        check("Webdings", 'a', BULLET);
        check("宋体", '\u{f06c}', BULLET);
        check("宋体", '课', '课');
        check("Wingdings", '课', '课');
    }
}
