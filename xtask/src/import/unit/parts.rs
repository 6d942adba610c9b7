//! Which paragraphs of a unit are headings of its parts.

use std::collections::{BTreeMap, BTreeSet};

use super::sentences;
use crate::catalog::kinds::{PartKind, QuestionKind};
use crate::import::flow::{Block, Para};
use crate::import::lists;
use crate::import::marker::{Marker, Scheme, marker};
use crate::import::outline::Unit;
use crate::import::outline::head::{Head, Look, head};
use crate::import::rules::names::Means;
use crate::import::rules::phrases::TELLS;

/// The style of the heading of a section that has parts of its own.
pub const INNER: u8 = 9;
/// Characters of its longest heading.
const INNER_TITLE: usize = 40;

/// What a part of a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A part that is printed as it is.
    Part(PartKind),
    /// Questions.
    Questions(QuestionKind),
    /// 思政载体
    Carriers,
    /// 思政目标
    Objective,
    /// 学时
    Hours,
}

/// A part as it stands in the document.
#[derive(Debug)]
pub struct Piece {
    /// What it is.
    pub role: Role,
    /// Its heading; none for what stands right below the unit's title.
    pub head: Option<Head>,
    /// What stands below it.
    pub body: Vec<Block>,
}

/// 第一节 or 任务1 below the purpose of a unit starts its contents.
fn starts_contents(block: &Block, piece: &Piece) -> bool {
    let told = matches!(
        piece.role,
        Role::Part(
            PartKind::Purpose | PartKind::Key | PartKind::Difficult | PartKind::KeyDifficult
        ) | Role::Questions(_)
            | Role::Carriers
            | Role::Objective
            | Role::Hours
    );
    let found = block.para().and_then(|para| marker(para.words.as_str()));
    told && found.is_some_and(|found| {
        matches!(
            found.scheme,
            Scheme::Section | Scheme::Unit(_) | Scheme::Decimal(_)
        )
    })
}

/// How the headings of parts are set off in a document, so that an unknown one can be told
/// from a section.
#[derive(Debug, Default)]
pub struct Looks {
    /// How often a look is that of a known part, and of something unknown.
    counts: BTreeMap<String, (usize, usize)>,
}

impl Looks {
    /// Counts over all units.
    pub fn of(units: &[Unit]) -> Self {
        let mut looks = Self::default();
        let paras = units
            .iter()
            .flat_map(|unit| unit.body.iter().filter_map(Block::para));
        for found in paras.filter_map(head) {
            let known = found.sure && role(&found).is_some();
            let count = looks.counts.entry(shape(found.look)).or_default();
            if known {
                count.0 += 1;
            } else {
                count.1 += 1;
            }
        }
        looks
    }

    fn are_parts(&self, look: Look) -> bool {
        let count = self.counts.get(&shape(look));
        count.is_some_and(|(known, unknown)| *known > 0 && known * 2 >= *unknown)
    }
}

fn shape(look: Look) -> String {
    format!("{look:?}")
}

/// Divides the body of a unit at the headings of its parts.
pub fn divide(body: &[Block], looks: &Looks) -> Vec<Piece> {
    let body = &sentences::apart(body);
    let mut pieces = vec![Piece {
        role: Role::Part(PartKind::Contents),
        head: None,
        body: Vec::new(),
    }];
    let inner = inner_heads(body);
    for (index, block) in body.iter().enumerate() {
        if let Some(para) = block.para().filter(|_| inner.contains(&index)) {
            let para = Para {
                style: INNER,
                ..para.clone()
            };
            pieces.push(Piece {
                role: Role::Part(PartKind::Contents),
                head: None,
                body: vec![Block::Para(para)],
            });
            continue;
        }
        let open = pieces
            .last()
            .map(|piece| (piece.role, piece.head.is_some()));
        let found = block.para().and_then(|para| part(para, looks, open));
        // A number that does not follow that of the last part numbers something else.
        let found = found.filter(|(role, found)| {
            let unknown = *role == Role::Part(PartKind::Other) && !found.sure;
            !unknown || follows(found, &pieces)
        });
        // 2.案例分析：… behind 1.…？ is the next question.
        let question =
            |(_, found): &(Role, Head)| pieces.last().is_some_and(|piece| numbers_on(found, piece));
        let found = found.filter(|found| !question(found));
        match (found, pieces.last_mut()) {
            (Some((role, found)), _) => {
                let body = match found.inline.is_blank() {
                    true => Vec::new(),
                    false => vec![Block::Para(Para {
                        words: found.inline.clone(),
                        style: 0,
                    })],
                };
                pieces.push(Piece {
                    role,
                    head: Some(found),
                    body,
                });
            }
            (None, Some(piece)) => {
                if starts_contents(block, piece) || ends_telling(piece) {
                    pieces.push(Piece {
                        role: Role::Part(PartKind::Contents),
                        head: None,
                        body: vec![block.clone()],
                    });
                } else {
                    piece.body.push(block.clone());
                }
            }
            (None, None) => {}
        }
    }
    pieces.retain(|piece| piece.head.is_some() || !piece.body.is_empty());
    pieces
}

/// Whether a numbered line goes on with the questions of a piece.
fn numbers_on(found: &Head, piece: &Piece) -> bool {
    let Some(head) = piece.head.as_ref() else {
        return false;
    };
    let counts = matches!(
        found.look,
        Look::Marker(Scheme::Digit | Scheme::DigitBracket | Scheme::Circle)
    );
    let asks = matches!(piece.role, Role::Questions(_)) && !found.inline.is_blank();
    if !counts || !asks || head.look == found.look {
        return false;
    }
    let lines = piece.body.iter().flat_map(Block::lines);
    let mut same = lines
        .flat_map(|line| lists::enumerated(&line))
        .filter_map(|line| marker(line.as_str()))
        .filter(|marker| found.has(marker.scheme));
    let last = same.by_ref().last().map_or(0, |marker| marker.number);
    let bare = piece.body.is_empty() || last > 0;
    bare && found.number() == last.saturating_add(1)
}

/// 难点是… in a paragraph ends with its sentence; what follows is more of the contents.
fn ends_telling(piece: &Piece) -> bool {
    let head = piece.head.as_ref().filter(|head| !head.inline.is_blank());
    head.is_some_and(|head| {
        TELLS
            .iter()
            .any(|word| head.heading.as_str().ends_with(word))
    })
}

/// Sections that have parts of their own: 1、移动技术 above 教学内容 and 教学要求, then 2、….
fn inner_heads(body: &[Block]) -> BTreeSet<usize> {
    let named = |para: &Para| head(para).is_some_and(|head| head.sure && role(&head).is_some());
    let mut found: Vec<(usize, Marker)> = Vec::new();
    for (index, pair) in body.windows(2).enumerate() {
        let (Some(para), Some(next)) = (pair[0].para(), pair[1].para()) else {
            continue;
        };
        let text = para.words.as_str();
        let sentence = text.ends_with(['。', '；', ';', '，', '？', '?', '：', ':']);
        let counts = |marker: &Marker| {
            let bare = !matches!(marker.scheme, Scheme::Bullet | Scheme::Letter);
            bare && found
                .first()
                .is_none_or(|(_, first)| first.scheme == marker.scheme)
        };
        let marker = marker(text).filter(counts);
        let short = text.chars().count() <= INNER_TITLE && !sentence && !named(para);
        if let Some(marker) = marker.filter(|_| short && named(next)) {
            found.push((index, marker));
        }
    }
    let counted = (1u32..).zip(&found);
    let rising = counted
        .into_iter()
        .all(|(n, (_, marker))| marker.number == n);
    match rising && found.len() > 1 {
        true => found.into_iter().map(|(index, _)| index).collect(),
        false => BTreeSet::new(),
    }
}

/// Whether a heading numbers on from the part before it that is set off likewise.
fn follows(found: &Head, pieces: &[Piece]) -> bool {
    if found.marker.is_none() {
        return true;
    }
    let mut before = pieces.iter().rev().filter_map(|piece| piece.head.as_ref());
    let last = before.find(|head| head.look == found.look);
    last.is_none_or(|last| found.number() == last.number() + 1)
}

/// The paragraph as the heading of a part; `open` is the part it stands in.
fn part(para: &Para, looks: &Looks, open: Option<(Role, bool)>) -> Option<(Role, Head)> {
    let found = head(para)?;
    let known = role(&found);
    let on_board = matches!(
        open,
        Some((Role::Part(PartKind::Board | PartKind::Process), true))
    );
    match found.look {
        // 1.课堂作业 on the board is a line of the board.
        Look::Marker(
            Scheme::Digit
            | Scheme::DigitBracket
            | Scheme::Circle
            | Scheme::Decimal(_)
            | Scheme::Letter,
        ) => {
            let part = found.sure
                && !on_board
                && (looks.are_parts(found.look) || !found.inline.is_blank());
            Some((known.filter(|_| part)?, found))
        }
        Look::Marker(Scheme::Bullet) | Look::Plain => {
            let within_board = on_board && found.inline.is_blank();
            Some((known.filter(|_| found.sure && !within_board)?, found))
        }
        Look::Marker(Scheme::Section | Scheme::Unit(_)) => None,
        Look::Marker(Scheme::Roman) => Some((known.filter(|_| found.sure)?, found)),
        Look::Bracket => Some((known.unwrap_or(Role::Part(PartKind::Other)), found)),
        Look::Marker(Scheme::Han | Scheme::HanBracket) | Look::Style(_) => {
            let part = (found.sure && known.is_some()) || looks.are_parts(found.look);
            let role = known.unwrap_or(Role::Part(PartKind::Other));
            part.then_some((role, found))
        }
    }
}

fn role(found: &Head) -> Option<Role> {
    found.means.iter().find_map(|means| match means {
        Means::Part(kind) => Some(Role::Part(*kind)),
        Means::Questions(kind) => Some(Role::Questions(*kind)),
        Means::Carriers => Some(Role::Carriers),
        Means::Objective => Some(Role::Objective),
        Means::Hours => Some(Role::Hours),
        _ => None,
    })
}
