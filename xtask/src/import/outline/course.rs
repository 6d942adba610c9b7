//! The course level: which paragraphs are its headings, and how deep they stand.

use super::Section;
use super::head::{Head, Look, head};
use crate::catalog::kinds::CourseKind;
use crate::import::course::info::starts_field;
use crate::import::flow::{Block, Para};
use crate::import::marker::{Scheme, marker};
use crate::import::rules::names::Means;
use crate::import::rules::words::TITLES;
use crate::import::words::Words;

/// Characters of the longest title line.
const TITLE: usize = 50;
/// Characters of the longest title that does not say what it is.
const UNTITLED: usize = 20;
/// Lines above the title line that may belong to it: the university, the school.
const ABOVE_TITLE: usize = 3;
/// Characters of a value that makes `名称：value` a field and no section.
const VALUE: usize = 60;

/// Collects sections while reading.
#[derive(Debug, Default)]
pub struct Course {
    front: Vec<Block>,
    sections: Vec<Section>,
    /// How the headings above the present place are set off, outermost first.
    above: Vec<Look>,
    units: bool,
}

impl Course {
    /// Reads blocks of the course level.
    pub fn read(&mut self, blocks: &[Block]) {
        for block in blocks {
            let found = block.para().and_then(|para| self.heading(para));
            match found {
                Some(found) => self.open(found),
                None => self.add(block.clone()),
            }
        }
    }

    /// The units stand below the section that is open.
    pub fn units_stand_here(&mut self) {
        self.units = true;
        if let Some(section) = self.sections.last_mut() {
            section.holds_units = true;
        }
    }

    /// Title, what stands before the first section, sections.
    pub fn finish(self) -> (Option<Words>, Vec<Block>, Vec<Section>) {
        let (title, front) = title(self.front);
        (title, front, self.sections)
    }

    fn add(&mut self, block: Block) {
        match self.sections.last_mut() {
            Some(section) => section.body.push(block),
            None => self.front.push(block),
        }
    }

    fn kind(&self) -> Option<CourseKind> {
        self.sections.last().map(|section| section.kind)
    }

    /// The paragraph as a heading of the course.
    fn heading(&self, para: &Para) -> Option<Head> {
        let found = head(para)?;
        let kind = kind_of(&found);
        let in_info = matches!(self.kind(), None | Some(CourseKind::Info));
        let short = found.inline.as_str().chars().count() <= VALUE;
        if found.look == Look::Plain {
            let field = in_info && short && !found.inline.is_blank();
            let named_again = kind.is_some() && kind == self.kind();
            let is_title = self.sections.is_empty() && is_title(para.words.as_str());
            return (kind.is_some() && found.sure && !field && !named_again && !is_title)
                .then_some(found);
        }
        let heads = match found.look {
            Look::Style(_) => !(self.sections.is_empty() && is_title(para.words.as_str())),
            // 【学分】3 is a field, not a section.
            Look::Bracket => {
                let field = found.sure && short && (in_info || !found.inline.is_blank());
                kind.is_some() || !field
            }
            Look::Marker(Scheme::Han | Scheme::Unit(_)) => true,
            // V. Kumar wrote a book.
            Look::Marker(Scheme::Roman) => kind.is_some(),
            // （一） below a known heading: a heading if it is known, or no sentence.
            Look::Marker(Scheme::HanBracket) => !found.sure || kind.is_some(),
            Look::Marker(Scheme::Digit | Scheme::Decimal(_)) => {
                found.sure && kind.is_some() && self.digits_head(&found) && !self.goes_on(&found)
            }
            _ => false,
        };
        heads.then_some(found)
    }

    /// Whether numbers in digits are those of headings: nothing above uses others, or what
    /// they number is known for what it is.
    fn digits_head(&self, found: &Head) -> bool {
        let other = self
            .above
            .iter()
            .any(|look| matches!(look, Look::Marker(Scheme::Han)));
        !other || kind_of(found) != self.kind()
    }

    /// Whether it numbers on from an item: 2. 能力目标：… behind 1. 语言目标：….
    fn goes_on(&self, found: &Head) -> bool {
        let body = self
            .sections
            .last()
            .map_or(&[][..], |section| &section.body);
        let markers = body
            .iter()
            .filter_map(|block| marker(block.para()?.words.as_str()));
        let mut same = markers.filter(|marker| found.has(marker.scheme));
        same.any(|marker| marker.number + 1 == found.number())
    }

    /// A heading that stands between units: 第二篇.
    pub fn group(&mut self, para: &Para) {
        if let Some(found) = self.heading(para) {
            self.open(found);
        }
    }

    fn open(&mut self, found: Head) {
        let depth = match self
            .above
            .iter()
            .position(|look| same_look(*look, found.look))
        {
            Some(at) => at,
            // A bare name below numbered headings divides the one it stands in.
            None if found.look == Look::Plain => self.above.len().min(1),
            None => match self.outer(found.look) {
                Some(at) => at,
                None => self.above.len(),
            },
        };
        self.above.truncate(depth);
        self.above.push(found.look);
        self.sections.push(Section {
            level: u8::try_from(depth + 1).unwrap_or(u8::MAX),
            heading: found.heading.clone(),
            kind: kind_of(&found).unwrap_or(CourseKind::Other),
            sure: found.sure,
            style: match found.look {
                Look::Style(style) => style,
                _ => 0,
            },
            body: Vec::new(),
            holds_units: false,
        });
        if !found.inline.is_blank() {
            self.add(Block::Para(Para {
                words: found.inline,
                style: 0,
            }));
        }
    }

    /// A numbered heading never stands below a bare name, nor a style below a number.
    fn outer(&self, look: Look) -> Option<usize> {
        match look {
            Look::Marker(Scheme::Unit(_)) => Some(0),
            Look::Marker(Scheme::Han) => self.above.iter().position(|look| *look == Look::Plain),
            Look::Style(level) => self.above.iter().position(|look| match look {
                Look::Style(other) => *other > level,
                _ => true,
            }),
            _ => None,
        }
    }
}

fn same_look(one: Look, two: Look) -> bool {
    match (one, two) {
        // 1.1 and 1.2 are as deep as each other, 1.1.1 is deeper.
        (Look::Marker(one), Look::Marker(two)) => one == two,
        (one, two) => one == two,
    }
}

fn kind_of(found: &Head) -> Option<CourseKind> {
    found.means.iter().find_map(|means| match means {
        Means::Course(kind) => Some(*kind),
        _ => None,
    })
}

fn is_title(text: &str) -> bool {
    let key = crate::import::words::key(text);
    let short = key.chars().count() <= TITLE;
    short && TITLES.iter().any(|title| key.contains(title)) && !key.contains([':', '。', ','])
}

/// A short first line without a mark is the title where none says what it is.
fn untitled(mut front: Vec<Block>) -> (Option<Words>, Vec<Block>) {
    let first = front
        .first()
        .and_then(Block::para)
        .map(|para| para.words.clone());
    let title = first.filter(|words| {
        let text = words.as_str();
        let plain = text
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '《' | '》' | '（' | '）' | ' '));
        plain
            && text.chars().count() <= UNTITLED
            && text.contains(|c: char| !c.is_ascii())
            && !starts_field(words)
    });
    if title.is_some() {
        front.remove(0);
    }
    (title, front)
}

/// The title line with what belongs to it, and the rest.
fn title(front: Vec<Block>) -> (Option<Words>, Vec<Block>) {
    let is = |block: &Block| {
        block
            .para()
            .is_some_and(|para| is_title(para.words.as_str()))
    };
    let Some(first) = front.iter().position(is) else {
        return untitled(front);
    };
    // The university's line may say it as well: the title goes up to the last of them.
    let more = front[first..].iter().take_while(|block| is(block)).count();
    let at = first + more - 1;
    let plain = |block: &Block| {
        let para = block.para();
        para.is_some_and(|para| {
            para.words.as_str().chars().count() <= TITLE
                && !para.words.as_str().contains([':', '：'])
        })
    };
    let from = if at <= ABOVE_TITLE && front[..at].iter().all(plain) {
        0
    } else {
        at
    };
    let year = |block: &Block| {
        let para = block.para();
        para.is_some_and(|para| para.words.as_str().starts_with(['（', '(']) && plain(block))
    };
    // 《大学英语》教学大纲 above College English
    let latin = |block: &Block| {
        let words = block.para().map(|para| &para.words);
        let plain = plain(block) && !words.is_some_and(starts_field);
        plain && words.is_some_and(|words| words.as_str().is_ascii() && !words.is_blank())
    };
    let more = |at: usize| {
        front
            .get(at)
            .is_some_and(|block| year(block) || latin(block))
    };
    let to = at + 1 + usize::from(more(at + 1));
    let mut title = Words::default();
    for para in front[from..to].iter().filter_map(Block::para) {
        title.push_spaced(&para.words);
    }
    let rest = front[..from].iter().chain(&front[to..]).cloned();
    (Some(title), rest.collect())
}
