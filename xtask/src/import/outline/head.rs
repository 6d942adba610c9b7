//! What a paragraph heads, if anything: its number, its name, what the name means, and what
//! goes on behind it.

use crate::catalog::kinds::PartKind;
use crate::import::flow::Para;
use crate::import::marker::{Marker, Scheme, marker};
use crate::import::rules::{self, names::Means, names::UNITS};
use crate::import::words::{Words, fold, key};

/// From this rank on, a word names parts of the whole document: 第一部分.
pub const GROUPS: u8 = 7;

/// Characters of the longest heading that is known only by its number or style.
const LONGEST: usize = 40;
/// Characters within which the colon behind a name stands.
const NAME: usize = 48;
/// Characters of a name that says enough in the middle of a heading.
const TELLING: usize = 3;

/// A heading.
#[derive(Debug, Clone)]
pub struct Head {
    /// Its number.
    pub marker: Option<Marker>,
    /// How it is set off.
    pub look: Look,
    /// As printed, with number, brackets and colon.
    pub heading: Words,
    /// Its name, as a [`key`].
    pub name: String,
    /// What the name means; empty when it is not known.
    pub means: &'static [Means],
    /// Whether the whole name is known, not only a part of it.
    pub sure: bool,
    /// What stands behind it on the line.
    pub inline: Words,
}

/// How a heading is set off from text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// By its number.
    Marker(Scheme),
    /// By brackets 【】.
    Bracket,
    /// By a heading style of this level.
    Style(u8),
    /// By its words alone.
    Plain,
}

impl Head {
    /// Whether its name may mean this.
    pub fn may(&self, test: impl Fn(&Means) -> bool) -> bool {
        self.means.iter().any(test)
    }

    /// The number it has, 0 for none.
    pub fn number(&self) -> u32 {
        self.marker.as_ref().map_or(0, |marker| marker.number)
    }

    /// Whether its marker is of this kind.
    pub fn has(&self, scheme: Scheme) -> bool {
        self.marker
            .as_ref()
            .is_some_and(|marker| marker.scheme == scheme)
    }
}

/// What a paragraph heads.
pub fn head(para: &Para) -> Option<Head> {
    let words = &para.words;
    let text = words.as_str();
    let marker = marker(text).or_else(|| bare_number(text));
    let start = marker.as_ref().map_or(0, |marker| marker.end);
    let look = match (&marker, para.style) {
        (_, style) if style > 0 => Look::Style(style),
        (Some(marker), _) => Look::Marker(marker.scheme),
        (None, _) => Look::Plain,
    };
    let (name, end, bracket) =
        found(text, start, marker.is_some()).or_else(|| unknown(text, start, look))?;
    let known = rules::exact(&text[name.clone()]);
    let sure = known.is_some();
    let telling = || {
        let (part, means) = rules::within(&text[name.clone()])?;
        (part.chars().count() >= TELLING).then_some(means)
    };
    let means = known.or_else(telling).unwrap_or_default();
    Some(Head {
        look: match look {
            Look::Plain if bracket => Look::Bracket,
            look => look,
        },
        heading: words.cut(0..end),
        name: key(&text[name]),
        means,
        sure,
        inline: words.cut(end..text.len()),
        marker,
    })
}

/// `1 课程目标`: a number without a sign heads a known name, no more.
fn bare_number(text: &str) -> Option<Marker> {
    let digits = text.find(|c: char| !c.is_ascii_digit())?;
    let rest = text[digits..].trim_start();
    let gap = rest.len() < text.len() - digits;
    let number = text[..digits]
        .parse()
        .ok()
        .filter(|number| (1..=99).contains(number))?;
    (gap && digits > 0 && rules::exact(rest).is_some()).then(|| Marker {
        scheme: Scheme::Digit,
        number,
        above: Vec::new(),
        label: digits,
        end: text.len() - rest.len(),
    })
}

/// The name, the end of the heading, whether brackets set it off.
type Found = (std::ops::Range<usize>, usize, bool);

/// A heading with a known name, or one in brackets.
fn found(text: &str, start: usize, marked: bool) -> Option<Found> {
    let rest = &text[start..];
    let open: usize = rest
        .chars()
        .next()
        .filter(|c| fold(*c) == '【' || names_in_square(rest))
        .map_or(0, char::len_utf8);
    let close = rest
        .char_indices()
        .take(LONGEST)
        .find(|(_, c)| fold(*c) == '】' || (open == 1 && *c == ']'));
    let name = |from: usize, to: usize| start + from..start + to;
    if let Some((at, bracket)) = close
        && (open > 0 || rules::exact(&rest[..at]).is_some())
    {
        let mut end = at + bracket.len_utf8();
        end += colon(&rest[end..]);
        return Some((name(open, at), start + end, true));
    }
    if open > 0 && rules::exact(&rest[open..]).is_some() {
        return Some((name(open, rest.len()), text.len(), true));
    }
    let colon_at = rest
        .char_indices()
        .take(NAME)
        .find(|(_, c)| fold(*c) == ':');
    if let Some((at, sign)) = colon_at
        && rules::exact(&rest[..at]).is_some()
    {
        return Some((name(0, at), start + at + sign.len_utf8(), false));
    }
    if rest.chars().take(LONGEST + NAME).count() < LONGEST + NAME && rules::exact(rest).is_some() {
        return Some((name(0, rest.len()), text.len(), false));
    }
    if let Some(end) = telling(rest) {
        return Some((name(0, end.name), start + end.heading, false));
    }
    // （二）教学重点 客户关系: a known name, a gap, and text.
    let (end, _) = rules::prefix(rest).filter(|_| marked)?;
    let gap = rest[end..].starts_with(char::is_whitespace);
    gap.then(|| (name(0, end), start + end, false))
}

/// Where the name and the heading end in 本章重点是…, 难点为….
#[derive(Debug)]
pub struct Telling {
    name: usize,
    heading: usize,
}

/// 难点为栈的应用: a sentence that says what the key and difficult points are.
pub fn telling(text: &str) -> Option<Telling> {
    let own = rules::phrases::OWN
        .iter()
        .find(|own| text.starts_with(**own));
    let lead = own.map_or(0, |own| own.len());
    let (end, means) = rules::prefix(&text[lead..])?;
    let points = |means: &Means| {
        matches!(
            means,
            Means::Part(PartKind::Key | PartKind::Difficult | PartKind::KeyDifficult)
        )
    };
    let name = lead + end;
    let verb = rules::phrases::TELLS
        .iter()
        .find(|verb| text[name..].starts_with(**verb))?;
    let heading = name + verb.len();
    let said = !text[heading..].trim().is_empty();
    (means.iter().any(points) && said).then_some(Telling { name, heading })
}

/// `[课程描述]` alone on a line, `[重点] 栈`: a name in half-width brackets, and no number as
/// in `[1] 书`.
fn names_in_square(rest: &str) -> bool {
    let inner = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    inner.is_some_and(|(name, rest)| {
        let letters = name.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
        letters && (rest.trim().is_empty() || rules::exact(name).is_some())
    })
}

fn colon(rest: &str) -> usize {
    let sign = rest.chars().next().filter(|c| fold(*c) == ':');
    sign.map_or(0, char::len_utf8)
}

/// A heading that only its number, style or shape shows.
fn unknown(text: &str, start: usize, look: Look) -> Option<Found> {
    let rest = &text[start..];
    let headed = match look {
        Look::Style(_) | Look::Marker(Scheme::Han | Scheme::HanBracket | Scheme::Roman) => true,
        Look::Marker(Scheme::Unit(word)) => {
            UNITS.get(word).is_some_and(|(_, rank)| *rank >= GROUPS)
        }
        _ => false,
    };
    let short = rest.chars().take(LONGEST + 1).count() <= LONGEST;
    let ends = rest.trim_end().chars().next_back().map(fold);
    let sentence = matches!(ends, Some('。' | ';' | ',' | '、' | '?' | '!'));
    let within = rest.contains(['。', '；']);
    let is_heading = headed && short && !sentence && !within && !rest.trim().is_empty();
    is_heading.then_some((start..text.len(), text.len(), false))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The heading, `!` when its name is sure, `?` when only told by a part, and the rest.
    fn drawn(text: &str) -> String {
        let para = Para {
            words: Words::at(text, 0..text.len()),
            style: 0,
        };
        let Some(head) = head(&para) else {
            return "-".to_owned();
        };
        let mark = match (head.sure, head.means.is_empty()) {
            (true, _) => "!",
            (false, false) => "?",
            (false, true) => "",
        };
        format!("{}{mark}|{}", head.heading.as_str(), head.inline.as_str())
    }

    #[test]
    fn headings() {
        for (text, expected) in [
            ("一、课程信息", "一、课程信息!|"),
            ("五、教学内容和教学设计", "五、教学内容和教学设计!|"),
            (
                "六、教学手段、教学资源和考核评价",
                "六、教学手段、教学资源和考核评价?|",
            ),
            ("七、大学生活", "七、大学生活|"),
            ("一、学完本课程，能够解决问题。", "-"),
            (
                "（二）教学重点 客户；关系。",
                "（二）教学重点!|客户；关系。",
            ),
            ("（二）教学重点：客户", "（二）教学重点：!|客户"),
            (
                "【教学重、难点】 客户的概念。",
                "【教学重、难点】!|客户的概念。",
            ),
            ("【活动】 甲", "【活动】|甲"),
            ("[课程描述]", "[课程描述]!|"),
            ("[实验] ", "[实验]!|"),
            ("[1] 栈", "-"),
            ("教学目的要求】", "教学目的要求】!|"),
            ("【教学目的要求", "【教学目的要求!|"),
            ("重点：甲", "重点：!|甲"),
            ("教学重点", "教学重点!|"),
            ("教学重点是甲", "教学重点是!|甲"),
            ("本章难点为甲。", "本章难点为!|甲。"),
            ("重点讲授甲。", "重点讲授!|甲。"),
            ("重点是", "-"),
            ("III. Objectives 课程目标", "III. Objectives 课程目标!|"),
            ("Key Points 教学重点: A", "Key Points 教学重点:!|A"),
            ("Python 课程目标", "-"),
            ("甲：乙", "-"),
            ("1.课堂作业", "1.课堂作业!|"),
            ("1.客户的内容", "-"),
        ] {
            assert_eq!(drawn(text), expected, "{text}");
        }
    }
}
