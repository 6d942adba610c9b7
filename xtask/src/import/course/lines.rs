//! What single lines of a course say: fields with numbers, signatures, labels of items.

use super::{hours, info};
use crate::catalog::kinds::CourseKind;
use crate::import::content::Weight;
use crate::import::flow::{Block, Para};
use crate::import::marker::{Scheme, marker};
use crate::import::words::{Words, fold};

/// Characters of the longest name of an item that stands on a line of its own.
const NAME: usize = 16;

/// Whether most paragraphs are fields with numbers: 1.课程代码：15001.
pub fn numbered_fields(body: &[Block]) -> bool {
    let paras: Vec<&Para> = body.iter().filter_map(Block::para).collect();
    let fields = paras
        .iter()
        .filter(|para| numbered_field(&para.words).is_some())
        .count();
    fields >= 3 && fields * 2 > body.len()
}

/// A field behind a number, without the number.
pub fn numbered_field(words: &Words) -> Option<Words> {
    let text = words.as_str();
    let found = marker(text).filter(|found| {
        matches!(
            found.scheme,
            Scheme::Digit
                | Scheme::DigitBracket
                | Scheme::HanBracket
                | Scheme::Circle
                | Scheme::Bullet
        )
    })?;
    let bare = words.cut(found.end..text.len());
    info::starts_field(&bare).then_some(bare)
}

/// Whether words end as a sentence does.
pub fn ends_sentence(words: &Words) -> bool {
    let last = words.as_str().trim_end().chars().next_back().map(fold);
    matches!(last, Some('。' | '；' | ';' | '!' | '?' | '.'))
}

/// A share of something names it.
pub fn is_share(weight: &Weight) -> bool {
    weight.percent.is_some() && weight.item.is_some()
}

/// Whether a row names something beside its number, its title and its hours.
pub fn more_than(row: &hours::Row, title: &Words) -> bool {
    let bare = |words: &Words| words.as_str().chars().filter(|c| c.is_alphabetic()).count();
    let known = bare(title) + bare(&row.label);
    bare(&row.words) > known + "学时".chars().count()
}

/// Where words end in the document.
pub fn end_of(words: &Words) -> Option<usize> {
    words.places().last().map(|place| place.end)
}

/// The numbering, label and words of an item; 课程目标1：is a label too.
pub fn label(words: &Words) -> Option<(Scheme, Words, Words)> {
    let text = words.as_str();
    if let Some(found) = marker(text) {
        let label = words.cut(0..found.label);
        return Some((found.scheme, label, words.cut(found.end..text.len())));
    }
    let (at, sign) = text
        .char_indices()
        .take(10)
        .find(|(_, c)| fold(*c) == ':')?;
    let name = &text[..at];
    let goal = name.contains("目标")
        && name.ends_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let end = at + sign.len_utf8();
    goal.then(|| {
        (
            Scheme::Letter,
            words.cut(0..end),
            words.cut(end..text.len()),
        )
    })
}

/// Whether words are the name of an item that stands on a line of its own.
pub fn is_name(words: &Words) -> bool {
    let text = words.as_str();
    text.chars().count() <= NAME && !text.contains(['，', '。', '；', '、', ',', ';'])
}

/// The heading without its number.
pub fn bare_heading(heading: &Words) -> Words {
    let text = heading.as_str();
    let start = marker(text).map_or(0, |found| found.end);
    let words = heading.cut(start..text.len());
    let bare = words
        .as_str()
        .trim_end_matches([':', '：', '】', '］', ']'])
        .len();
    let lead = words.as_str().len() - words.as_str().trim_start_matches(['【', '［', '[']).len();
    words.cut(lead.min(bare)..bare)
}

/// What the ids of the items of a section start with.
pub fn prefix(kind: CourseKind) -> &'static str {
    match kind {
        CourseKind::Goals => "g",
        CourseKind::Knowledge => "k",
        CourseKind::Ability => "a",
        CourseKind::Values => "v",
        CourseKind::Practice => "pr",
        CourseKind::Methods => "m",
        _ => "i",
    }
}
