//! 板书设计: lines, in groups of questions and of points.

use super::Maker;
use crate::catalog::kinds::{PartKind, QuestionKind};
use crate::import::content::Text;
use crate::import::flow::Block;
use crate::import::lists;
use crate::import::marker::{Scheme, marker};
use crate::import::rules::{self, names::Means};
use crate::import::words::Words;

impl Maker<'_> {
    /// Adds the board.
    pub(super) fn board(&mut self, heading: Option<Words>, body: &[Block]) {
        let lines: Vec<Words> = body
            .iter()
            .flat_map(Block::lines)
            .flat_map(|line| lists::enumerated(&line))
            .collect();
        let mut out = Vec::new();
        // What the lines below the present group are.
        let mut asking = false;
        let mut group = String::from("板书设计");
        for (index, line) in lines.iter().enumerate() {
            let (_, words) = lists::numbered(line);
            let found = marker(line.as_str()).map(|found| found.scheme);
            let next = lines
                .get(index + 1)
                .and_then(|next| marker(next.as_str()))
                .map(|next| next.scheme);
            let known = rules::exact(words.as_str().trim_end_matches([':', '：']));
            let opens = found.is_some_and(is_outer) && next.is_some_and(|next| !is_outer(next));
            if opens || known.is_some() {
                asking = known
                    .is_some_and(|means| means.iter().any(|m| matches!(m, Means::Questions(_))));
                group = format!("板书设计 · {}", words.as_str());
                out.push(Text::plain(line.clone()));
                continue;
            }
            if words.is_blank() || (found.is_none() && !asking) {
                out.push(Text::plain(line.clone()));
                continue;
            }
            let id = if asking {
                self.question(QuestionKind::Board, words, &group)
            } else {
                let id = self.id("b");
                let point = self.point(id.clone(), Words::default(), words, &group);
                self.unit.points.push(point);
                id
            };
            let text = line.as_str();
            let start = marker(text).map_or(0, |found| found.end);
            out.push(Text::with_items(line, &[(start..text.len(), id)]));
        }
        self.part(PartKind::Board, heading, Vec::new(), out);
    }
}

fn is_outer(scheme: Scheme) -> bool {
    matches!(scheme, Scheme::Digit | Scheme::Han | Scheme::HanBracket)
}
