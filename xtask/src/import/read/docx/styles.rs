//! Paragraph styles: which are headings, which are entries of a table of contents, which
//! are numbered.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::xml::{at, attribute, child, name, number, value};

/// Styles rest on others no deeper than this.
const DEEPEST: usize = 12;

/// The paragraph styles of a document.
#[derive(Debug, Default)]
pub struct Styles {
    by_id: BTreeMap<String, Style>,
    usual: Option<String>,
}

#[derive(Debug, Default)]
struct Style {
    rests_on: Option<String>,
    heading: Option<u8>,
    contents: bool,
    list: Option<String>,
    level: Option<usize>,
}

/// What a style says of its paragraphs.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Says {
    /// The level of a heading from 1, 0 for none.
    pub heading: u8,
    /// An entry of a table of contents.
    pub contents: bool,
    /// The list that its paragraphs belong to.
    pub list: Option<String>,
    /// The level in that list.
    pub level: Option<usize>,
    /// The style that named the list.
    pub lister: Option<String>,
}

impl Styles {
    /// Reads the root of `styles.xml`.
    pub fn of(root: Node<'_, '_>) -> Self {
        let mut styles = Self::default();
        for node in root.children().filter(|node| name(*node) == "style") {
            let (Some(id), Some("paragraph")) =
                (attribute(node, "styleId"), attribute(node, "type"))
            else {
                continue;
            };
            if attribute(node, "default").is_some_and(|said| said == "1" || said == "true") {
                styles.usual = Some(id.to_owned());
            }
            styles.by_id.insert(id.to_owned(), Style::of(node));
        }
        styles
    }

    /// What the style of this id says, with what it rests on.
    pub fn says(&self, id: Option<&str>) -> Says {
        let mut says = Says::default();
        let mut heading = None;
        let mut next = id.or(self.usual.as_deref());
        for _ in 0..DEEPEST {
            let Some((id, style)) = next.and_then(|id| Some((id, self.by_id.get(id)?))) else {
                break;
            };
            heading = heading.or(style.heading);
            says.contents |= style.contents;
            says.level = says.level.or(style.level);
            if says.list.is_none() && style.list.is_some() {
                says.list.clone_from(&style.list);
                says.lister = Some(id.to_owned());
            }
            next = style.rests_on.as_deref();
        }
        says.heading = heading.unwrap_or_default();
        says
    }
}

impl Style {
    fn of(node: Node<'_, '_>) -> Self {
        let called = value(node, "name").unwrap_or_default().to_lowercase();
        let properties = child(node, "pPr");
        let outline = properties.and_then(level_of_outline);
        let list = properties.and_then(|properties| child(properties, "numPr"));
        Self {
            rests_on: value(node, "basedOn").map(str::to_owned),
            heading: heading(&called).or(outline),
            contents: called.starts_with("toc") || called.starts_with("目录"),
            list: list
                .and_then(|list| value(list, "numId"))
                .map(str::to_owned),
            level: list.and_then(|list| number(list, "ilvl")),
        }
    }
}

/// The level that paragraph properties give in the outline; 0 says that it is body text.
pub fn level_of_outline(properties: Node<'_, '_>) -> Option<u8> {
    let level: u8 =
        at(properties, &["outlineLvl"]).and_then(|node| attribute(node, "val")?.parse().ok())?;
    Some(if level < 9 { level + 1 } else { 0 })
}

fn heading(called: &str) -> Option<u8> {
    let rest = called
        .strip_prefix("heading")
        .or_else(|| called.strip_prefix("标题"));
    match (called, rest.map(str::trim)) {
        ("title", _) | (_, Some("")) => Some(1),
        (_, Some(level)) => level.parse().ok().filter(|level| (1..=9).contains(level)),
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn styles() {
        let xml = "<w:styles xmlns:w='w'>\
            <w:style w:type='paragraph' w:default='1' w:styleId='a'><w:name w:val='Normal'/></w:style>\
            <w:style w:type='paragraph' w:styleId='1'><w:name w:val='heading 1'/><w:basedOn w:val='a'/>\
              <w:pPr><w:numPr><w:numId w:val='7'/></w:numPr><w:outlineLvl w:val='0'/></w:pPr></w:style>\
            <w:style w:type='paragraph' w:styleId='own'><w:name w:val='章标题'/><w:basedOn w:val='1'/></w:style>\
            <w:style w:type='paragraph' w:styleId='out'><w:name w:val='节'/><w:pPr><w:outlineLvl w:val='2'/></w:pPr></w:style>\
            <w:style w:type='paragraph' w:styleId='T1'><w:name w:val='toc 1'/></w:style>\
            <w:style w:type='paragraph' w:styleId='round'><w:name w:val='x'/><w:basedOn w:val='round'/></w:style>\
            <w:style w:type='paragraph' w:styleId='t'><w:name w:val='Title'/></w:style>\
            <w:style w:type='paragraph' w:styleId='s'><w:name w:val='标题 3'/></w:style></w:styles>";
        let xml = roxmltree::Document::parse(xml).unwrap();
        let styles = Styles::of(xml.root_element());
        let check = |id: Option<&str>, heading: u8, contents: bool, list: Option<&str>| {
            let says = styles.says(id);
            let found = (says.heading, says.contents, says.list.as_deref());
            assert_eq!(found, (heading, contents, list), "{id:?}");
        };
        check(None, 0, false, None);
        check(Some("1"), 1, false, Some("7"));
        check(Some("own"), 1, false, Some("7"));
        check(Some("out"), 3, false, None);
        check(Some("T1"), 0, true, None);
        check(Some("round"), 0, false, None);
        check(Some("t"), 1, false, None);
        check(Some("s"), 3, false, None);
        check(Some("missing"), 0, false, None);
        assert_eq!(styles.says(Some("own")).lister.as_deref(), Some("1"));
    }
}
