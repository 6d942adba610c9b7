//! Verbatim: what is given as printed stands in the document.
//!
//! The extraction of a document breaks lines anywhere and mixes the columns of its tables,
//! so white space does not count and a text may be put together from pieces, as long as
//! none is shorter than [`SHORTEST`] characters.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use crate::catalog::fields::{self, Field};
use crate::catalog::load::WrittenSyllabus;
use crate::catalog::model::{ItemRef, Text};
use crate::catalog::place::File;
use crate::catalog::resolve::Resolved;
use crate::catalog::template::{Reference, Says, pieces};
use crate::catalog::written::Str;
use crate::diagnostic::Diagnostic;

/// Characters of the shortest piece that proves anything.
const SHORTEST: usize = 4;

/// Looks for every printed text of the syllabus in its document.
pub fn check(syllabus: &WrittenSyllabus, resolved: &Resolved, findings: &mut Vec<Diagnostic>) {
    let Some(source) = &syllabus.source else {
        findings.push(
            Diagnostic::warning(
                "no-source",
                "without the document its words cannot be checked",
            )
            .in_file(&format!("content/{}/source.txt", syllabus.id))
            .help("put the text of the document there"),
        );
        return;
    };
    let document = Document::new(&source.text);
    let course = syllabus.course.iter().map(|course| {
        let fields = fields::of_syllabus(&course.value);
        (0, course.file(), fields)
    });
    let units = syllabus.units.iter().map(|(number, unit)| {
        let fields = fields::of_unit(&unit.value);
        (*number, unit.file(), fields)
    });
    for (unit, file, fields) in course.chain(units) {
        let words = Words {
            syllabus: &syllabus.id,
            unit,
            known: &resolved.words,
        };
        for Field { text, .. } in fields.into_iter().filter(|field| field.printed) {
            let missing = words.expand(text).and_then(|said| document.missing(&said));
            // An item that is not in the document is reported where it is written.
            if let Some(range) = missing
                && !words.is_missing_item(text, &range, &document)
            {
                findings.push(finding(file, text, range));
            }
        }
    }
}

fn finding(file: File<'_>, text: &Str, range: Range<usize>) -> Diagnostic {
    let span = file.inside(text, range);
    let finding = Diagnostic::error("not-in-source", "from here on, the document does not say this")
        .help("texts are the document's printed words, misprints included (source.txt); corrections stand in [[erratum]], words of ours in title, terms or note");
    file.at(finding, span)
}

/// One character that is to be found, and the byte range of the text that says it.
type Said = (char, Range<usize>);

/// Puts the words of items into texts.
struct Words<'a> {
    syllabus: &'a str,
    unit: u32,
    known: &'a BTreeMap<ItemRef, Text>,
}

impl Words<'_> {
    /// Everything but white space; `None` when a placeholder cannot be resolved, which
    /// has its own finding.
    fn expand(&self, text: &Str) -> Option<Vec<Said>> {
        let mut out = Vec::new();
        for piece in pieces(text.get_ref()) {
            match piece.says {
                Says::Words(words) if words.len() == piece.range.len() => {
                    let start = piece.range.start;
                    let at = |i: usize, c: char| start + i..start + i + c.len_utf8();
                    out.extend(words.char_indices().map(|(i, c)| (c, at(i, c))));
                }
                Says::Words(words) => out.extend(words.chars().map(|c| (c, piece.range.clone()))),
                Says::Item(raw) => out.extend(self.item(raw, &piece.range)?),
                Says::Stray(_) => return None,
            }
        }
        out.retain(|(c, _)| !c.is_whitespace());
        Some(out)
    }

    fn item(&self, raw: &str, range: &Range<usize>) -> Option<Vec<Said>> {
        let reference = Reference::parse(raw)?;
        let item = ItemRef {
            syllabus: reference.syllabus.unwrap_or(self.syllabus).to_owned(),
            unit: reference.unit.unwrap_or(self.unit),
            id: reference.id.to_owned(),
        };
        let words = self.known.get(&item)?.printed();
        let chars = words.chars().filter(|c| !c.is_whitespace());
        Some(chars.map(|c| (c, range.clone())).collect())
    }

    /// Whether an item's placeholder stands at this range whose words alone are missing too.
    fn is_missing_item(&self, text: &Str, range: &Range<usize>, document: &Document) -> bool {
        pieces(text.get_ref()).iter().any(|piece| match piece.says {
            Says::Item(raw) if piece.range == *range => self
                .item(raw, range)
                .is_some_and(|said| document.missing(&said).is_some()),
            _ => false,
        })
    }
}

/// The document without white space, and all its short runs of characters.
struct Document {
    text: String,
    /// Runs of [`SHORTEST`] up to twice as many less one: any longer run can be cut into
    /// these. Only asked for membership, so that their order never matters.
    runs: HashSet<String>,
}

impl Document {
    fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        let mut runs = HashSet::new();
        for length in SHORTEST..2 * SHORTEST {
            runs.extend(chars.windows(length).map(String::from_iter));
        }
        Self {
            text: chars.into_iter().collect(),
            runs,
        }
    }

    /// Where the document first does not say this, if anywhere.
    fn missing(&self, said: &[Said]) -> Option<Range<usize>> {
        let chars: Vec<char> = said.iter().map(|(c, _)| *c).collect();
        if self.text.contains(&String::from_iter(&chars)) || self.can_be_cut(&chars) {
            return None;
        }
        said.get(self.first_foreign(&chars))
            .map(|(_, range)| range.clone())
    }

    /// Whether the words can be cut into pieces that all stand in the document.
    fn can_be_cut(&self, chars: &[char]) -> bool {
        let mut reachable = vec![false; chars.len() + 1];
        reachable[0] = true;
        for start in 0..chars.len() {
            if !reachable[start] {
                continue;
            }
            for end in start + SHORTEST..(start + 2 * SHORTEST).min(chars.len() + 1) {
                reachable[end] |= self.holds(&chars[start..end]);
            }
        }
        reachable[chars.len()]
    }

    /// The first character of words that cannot be cut that stands in no piece of the
    /// document.
    fn first_foreign(&self, chars: &[char]) -> usize {
        let mut covered = 0;
        for (start, piece) in chars.windows(SHORTEST).enumerate() {
            if start > covered {
                break;
            }
            if self.holds(piece) {
                covered = start + SHORTEST;
            }
        }
        // Less than a piece may still be from the document; one character is a coincidence.
        let rest = &chars[covered..];
        let agrees = |length: &usize| self.text.contains(&String::from_iter(&rest[..*length]));
        match (2..SHORTEST.min(rest.len())).take_while(agrees).last() {
            Some(length) => covered + length,
            // Every character stands in some piece, yet they do not fit together.
            None if rest.is_empty() => chars.len() - 1,
            None => covered,
        }
    }

    fn holds(&self, run: &[char]) -> bool {
        self.runs.contains(&String::from_iter(run))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_document() {
        let document = Document::new(
            "客户关系管理的\n内涵与任务\n1.回顾 所学内容，引导学生思考。甲乙丙丁戊；丙丁戊己庚",
        );
        // The words with the character marked at which they leave the document.
        let check = |marked: &str| {
            let words = marked.replace('!', "");
            let said: Vec<Said> = words
                .char_indices()
                .map(|(i, c)| (c, i..i + c.len_utf8()))
                .collect();
            let found = document.missing(&said).map(|range| range.start);
            assert_eq!(found, marked.find('!'), "{marked}");
        };
        check("");
        check("客户关系管理的内涵与任务");
        check("内涵");
        check("内涵与任务客户关系管理");
        check("!企业");
        check("客户关系!处理的内涵");
        check("客户关系管理!之内涵与任务");
        check("客户!分析管理的内涵");
        check("!客服关系管理的内涵与任务");
        check("客户关系管理的内涵与任务1.回顾!过");
        check("户关系管理客户关系");
        // Each character stands in some piece, but the pieces overlap: the last one is marked.
        check("甲乙丙丁戊己!庚");
    }
}
