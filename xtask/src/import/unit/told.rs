//! Parts told in sentences or in lists: purpose, key and difficult points, advice, anything
//! else.

use super::{Maker, sentences};
use crate::catalog::kinds::PartKind;
use crate::import::content::Text;
use crate::import::flow::Block;
use crate::import::lists;
use crate::import::prose::{Manner, points};
use crate::import::words::Words;

impl Maker<'_> {
    /// Adds a part with the points it tells.
    pub(super) fn told(&mut self, kind: PartKind, heading: Option<Words>, body: &[Block]) {
        let mut text = Vec::new();
        for line in body.iter().flat_map(Block::lines) {
            for item in lists::enumerated(&line) {
                text.push(self.telling(kind, &item));
            }
        }
        self.part(kind, heading, text, Vec::new());
    }

    /// A paragraph with places for the points in it.
    pub(super) fn telling(&mut self, kind: PartKind, words: &Words) -> Text {
        let (prefix, group, manner) = match kind {
            PartKind::Key => ("key-", "教学重点", Manner::Names),
            PartKind::Difficult => ("diff-", "教学难点", Manner::Names),
            PartKind::KeyDifficult => ("p", "教学重点、难点", Manner::Names),
            PartKind::Purpose => ("p", "教学目的", Manner::Demands),
            PartKind::Contents => ("p", "教学内容", Manner::Demands),
            PartKind::Advice => ("p", "教学建议", Manner::Demands),
            _ => return Text::plain(words.clone()),
        };
        let (label, rest) = lists::numbered(words);
        let start = words.as_str().len() - rest.as_str().len();
        let bare = if label.is_blank() { 0 } else { start };
        let text = words.as_str();
        let manner = match manner {
            // A list of short things names them, whatever stands above it.
            Manner::Demands
                if kind == PartKind::Contents && lists::fragments(&text[bare..]).is_some() =>
            {
                Manner::Names
            }
            manner => manner,
        };
        let carriers = match kind {
            PartKind::Advice => Vec::new(),
            _ => sentences::carriers(text),
        };
        let mut items = Vec::new();
        for range in points(&text[bare..], manner) {
            let range = range.start + bare..range.end + bare;
            // What carries values in a sentence is no point of knowledge.
            if carriers
                .iter()
                .any(|other| range.start < other.end && other.start < range.end)
            {
                continue;
            }
            let id = self.id(prefix);
            let point = self.point(
                id.clone(),
                Words::default(),
                words.slice(range.clone()),
                group,
            );
            self.unit.points.push(point);
            items.push((range, id));
        }
        for range in carriers {
            items.push((range.clone(), self.carrier(words.slice(range))));
        }
        items.sort_by_key(|(range, _)| range.start);
        Text::with_items(words, &items)
    }
}
