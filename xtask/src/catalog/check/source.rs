//! Verbatim: what is given as printed stands in the document.
//!
//! The extraction of a document breaks lines anywhere and mixes the columns of its tables,
//! so white space does not count and a text may be put together from pieces, as long as
//! none is shorter than [`SHORTEST`] characters.

use std::collections::HashSet;
use std::ops::Range;

use crate::catalog::check::said::Said;
use crate::catalog::check::sheet::{Leaf, Sheet};
use crate::catalog::template::{Says, pieces};
use crate::catalog::written::Str;
use crate::diagnostic::Diagnostic;

/// Characters of the shortest piece that proves anything.
const SHORTEST: usize = 4;

/// Looks for every printed text of the syllabus in its document.
pub fn verbatim(sheet: &Sheet<'_>) -> Vec<Diagnostic> {
    let Some(source) = &sheet.written.source else {
        let finding = Diagnostic::warning(
            "no-source",
            "without the document its words cannot be checked",
        )
        .in_file(&format!("content/{}/source.txt", sheet.written.id))
        .help("put the text of the document there");
        return vec![finding];
    };
    let document = Document::new(&source.text);
    let mut findings = Vec::new();
    for (leaf, text) in sheet.printed() {
        let missing = expand(leaf, text).and_then(|said| document.missing(&said));
        // An item that is not in the document is reported where it is written.
        if let Some(range) = missing
            && !is_missing_item(leaf, text, &range, &document)
        {
            findings.push(finding(leaf, text, range));
        }
    }
    findings
}

fn finding(leaf: &Leaf<'_>, text: &Str, range: Range<usize>) -> Diagnostic {
    let span = leaf.file.inside(text, range);
    let finding = Diagnostic::error("not-in-source", "from here on, the document does not say this")
        .help("texts are the document's printed words, misprints included (source.txt); corrections stand in [[erratum]], words of ours in title, terms or note");
    leaf.file.at(finding, span)
}

/// Everything the text says but white space.
fn expand(leaf: &Leaf<'_>, text: &Str) -> Option<Vec<Said>> {
    let mut said = leaf.said(text)?;
    said.retain(|said| !said.c.is_whitespace());
    Some(said)
}

/// Whether an item's placeholder stands at this range whose words alone are missing too.
fn is_missing_item(leaf: &Leaf<'_>, text: &Str, range: &Range<usize>, document: &Document) -> bool {
    let missing = |raw: &str| {
        let words = leaf.item(raw)?;
        let said = words.chars().filter(|c| !c.is_whitespace());
        let said: Vec<Said> = said
            .map(|c| Said {
                c,
                range: 0..0,
                by_item: true,
            })
            .collect();
        document.missing(&said)
    };
    pieces(text.get_ref()).iter().any(|piece| match piece.says {
        Says::Item(raw) if piece.range == *range => missing(raw).is_some(),
        _ => false,
    })
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
        let chars: Vec<char> = said.iter().map(|said| said.c).collect();
        // What the document holds in one piece can be cut as well, so that only shorter words
        // are looked for in all of it.
        let short = chars.len() < SHORTEST;
        if self.can_be_cut(&chars) || (short && self.text.contains(&String::from_iter(&chars))) {
            return None;
        }
        said.get(self.first_foreign(&chars))
            .map(|said| said.range.clone())
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
                .map(|(i, c)| Said {
                    c,
                    range: i..i + c.len_utf8(),
                    by_item: false,
                })
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
