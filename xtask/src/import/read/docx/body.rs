//! Paragraphs and tables.

use roxmltree::Node;

use super::inline::{Inline, choice};
use super::left::Kind;
use super::styles::level_of_outline;
use super::xml::{Family, at, attribute, child, family, name, number, value};
use super::{Notes, Reader};
use crate::import::document::{Look, RawCell};

/// A piece of the document in reading order.
#[derive(Debug)]
pub enum Piece {
    /// A paragraph.
    Line(String, Look),
    /// A table.
    Table(Vec<Vec<RawCell>>),
}

/// A cell that further rows may lengthen.
struct Tall {
    row: usize,
    cell: usize,
    column: usize,
    across: usize,
}

impl<'x> Reader<'x> {
    /// All that stands in a node which holds paragraphs and tables.
    pub fn blocks(&mut self, node: Node<'x, 'x>, to: &mut Vec<Piece>) {
        for child in node.children().filter(Node::is_element) {
            self.block(child, to);
        }
    }

    /// What stands in one of them.
    pub fn block(&mut self, node: Node<'x, 'x>, to: &mut Vec<Piece>) {
        match (family(node), name(node)) {
            (Family::Word, "p") => self.paragraph(node, to),
            (Family::Word, "tbl") => self.table(node, to),
            (Family::Word, "sdt") => {
                let contents = is_contents(node);
                self.in_contents += usize::from(contents);
                self.blocks(node, to);
                self.in_contents -= usize::from(contents);
            }
            (Family::Word, "altChunk" | "subDoc") => self.left.out(Kind::Chunk, ""),
            (Family::Word, "sectPr" | "sdtPr" | "sdtEndPr" | "customXmlPr") => {}
            (Family::Compatibility, _) => {
                if let Some(choice) = choice(node) {
                    self.blocks(choice, to);
                }
            }
            (Family::Math, _) | (Family::Word, "r") => self.stray(node, to),
            // Containers (customXml, ins …) and what nobody has heard of yet.
            _ => self.blocks(node, to),
        }
    }

    /// Words that stand in no paragraph.
    fn stray(&mut self, node: Node<'x, 'x>, to: &mut Vec<Piece>) {
        let mut inline = Inline::default();
        match node.parent() {
            Some(parent) if family(node) == Family::Math && parent != node => {
                inline.text = super::math::line(node);
            }
            _ => self.inline(node, None, &mut inline),
        }
        if !inline.text.is_empty() {
            to.push(Piece::Line(inline.text, Look::default()));
        }
    }

    fn paragraph(&mut self, node: Node<'x, 'x>, to: &mut Vec<Piece>) {
        let properties = child(node, "pPr");
        let style = properties.and_then(|properties| value(properties, "pStyle"));
        let says = self.styles.says(style);
        let label = self.label(properties, style);
        let mut inline = Inline::default();
        self.inline(node, None, &mut inline);
        let outline = properties.and_then(level_of_outline);
        let mut look = Look {
            heading: outline.unwrap_or(says.heading),
            contents: says.contents || inline.contents || self.in_contents > 0,
            goes_on: None,
        };
        let mut text = match inline.text.is_empty() {
            true => label.trim_end().to_owned(),
            false => label + &inline.text,
        };
        if let Some((before, look_before)) = self.carried.take() {
            text.insert_str(0, &before);
            look = look_before;
        }
        // A paragraph whose end was deleted goes on with the next one.
        if properties.is_some_and(|properties| at(properties, &["rPr", "del"]).is_some()) {
            self.carried = Some((text, look));
        } else {
            // What ends with the page ends with the paragraph.
            to.push(Piece::Line(text.trim_end_matches('\n').to_owned(), look));
        }
        for inner in inline.boxes {
            self.blocks(inner, to);
        }
        for note in inline.notes {
            self.blocks(note, to);
        }
    }

    /// The automatic number of a paragraph.
    fn label(&mut self, properties: Option<Node<'x, 'x>>, style: Option<&str>) -> String {
        let says = self.styles.says(style);
        let own = properties.and_then(|properties| child(properties, "numPr"));
        let own_list = own.and_then(|own| value(own, "numId"));
        let Some(list) = own_list.map(str::to_owned).or(says.list) else {
            return String::new();
        };
        let level = own
            .and_then(|own| number::<usize>(own, "ilvl"))
            .or_else(|| {
                let lister = style.or(says.lister.as_deref());
                let by_style = lister.and_then(|style| self.numbering.level_of_style(&list, style));
                by_style.or(says.level)
            });
        self.numbering
            .next(&list, level.unwrap_or(0))
            .unwrap_or_default()
    }

    fn table(&mut self, node: Node<'x, 'x>, to: &mut Vec<Piece>) {
        let mut rows: Vec<Vec<RawCell>> = Vec::new();
        let mut frames: Vec<Vec<Piece>> = Vec::new();
        let mut tall: Vec<Tall> = Vec::new();
        for tr in held(node, "tr") {
            let properties = child(tr, "trPr");
            if properties.is_some_and(|properties| child(properties, "del").is_some()) {
                self.left.out(Kind::Deleted, "");
                continue;
            }
            let mut row = Vec::new();
            let before =
                properties.and_then(|properties| number::<usize>(properties, "gridBefore"));
            let mut column = before.unwrap_or(0).min(MOST);
            if column > 0 {
                row.push(RawCell {
                    across: column,
                    ..RawCell::default()
                });
            }
            for tc in held(tr, "tc") {
                let mut inside = Vec::new();
                self.blocks(tc, &mut inside);
                self.cell(tc, &inside, &mut column, &mut row, &mut rows, &mut tall);
                frames.push(inside);
            }
            rows.push(row);
        }
        // A frame around paragraphs is no table.
        if rows.iter().all(|row| row.len() <= 1) {
            to.extend(frames.into_iter().flatten());
        } else {
            to.push(Piece::Table(rows));
        }
    }

    fn cell(
        &mut self,
        tc: Node<'x, 'x>,
        inside: &[Piece],
        column: &mut usize,
        row: &mut Vec<RawCell>,
        rows: &mut [Vec<RawCell>],
        tall: &mut Vec<Tall>,
    ) {
        let properties = child(tc, "tcPr");
        let merge = |wanted: &str| {
            let merge = child(properties?, wanted)?;
            Some(attribute(merge, "val") == Some("restart"))
        };
        let across = properties.and_then(|properties| number(properties, "gridSpan"));
        let across = across.unwrap_or(1).clamp(1, MOST);
        let start = *column;
        *column = (start + across).min(MOST);
        if let (Some(false), Some(left)) = (merge("hMerge"), row.last_mut()) {
            left.across = left.across.max(1) + across;
            add(&mut left.text, &text(inside));
            return;
        }
        let continued = merge("vMerge") == Some(false);
        let above = tall
            .iter()
            .find(|tall| tall.column == start && tall.across == across);
        let above = above.filter(|_| continued).and_then(|tall| {
            let cell = rows.get_mut(tall.row)?.get_mut(tall.cell)?;
            let row = tall.row + cell.down.max(1);
            (row == rows.len()).then_some((tall.row, tall.cell))
        });
        if let Some(cell) = above.and_then(|(row, cell)| rows.get_mut(row)?.get_mut(cell)) {
            cell.down = cell.down.max(1) + 1;
            let says = |node: Node<'_, '_>| node.text().is_some_and(|text| !text.trim().is_empty());
            if tc.descendants().any(|node| name(node) == "t" && says(node)) {
                add(&mut cell.text, &text(inside));
            }
            return;
        }
        tall.retain(|tall| tall.column + tall.across <= start || tall.column >= start + across);
        if merge("vMerge") == Some(true) {
            tall.push(Tall {
                row: rows.len(),
                cell: row.len(),
                column: start,
                across,
            });
        }
        row.push(RawCell {
            text: text(inside),
            across,
            down: 1,
        });
    }

    /// The note that a reference leads to, once; notes may refer to themselves.
    pub fn note(&mut self, kind: Notes, reference: Node<'_, '_>) -> Option<Node<'x, 'x>> {
        let id = attribute(reference, "id")?;
        self.notes.remove(&(kind, id.to_owned()))
    }
}

/// No table has more columns.
const MOST: usize = 1000;

/// Elements of a name, those in wrappers included.
fn held<'x>(node: Node<'x, 'x>, wanted: &str) -> Vec<Node<'x, 'x>> {
    let mut found = Vec::new();
    for inner in node.children().filter(Node::is_element) {
        match name(inner) {
            inner_name if inner_name == wanted => found.push(inner),
            "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" | "smartTag" => {
                found.extend(held(inner, wanted));
            }
            "AlternateContent" => {
                found.extend(
                    choice(inner)
                        .into_iter()
                        .flat_map(|inner| held(inner, wanted)),
                );
            }
            _ => {}
        }
    }
    found
}

/// What stands in a cell, a line a paragraph; a table in it a line a row, with tabs.
fn text(inside: &[Piece]) -> String {
    let mut out = String::new();
    let mut lines = 0;
    for piece in inside {
        let rows: Vec<String> = match piece {
            Piece::Line(text, _) => vec![text.clone()],
            Piece::Table(rows) => rows.iter().map(|row| tabbed(row)).collect(),
        };
        for row in rows {
            if lines > 0 {
                out.push('\n');
            }
            out.push_str(&row);
            lines += 1;
        }
    }
    out.trim_end_matches('\n').to_owned()
}

fn tabbed(row: &[RawCell]) -> String {
    let cells = row.iter().map(|cell| cell.text.replace('\n', " "));
    cells.collect::<Vec<_>>().join("\t")
}

fn add(to: &mut String, more: &str) {
    if !to.is_empty() && !more.is_empty() {
        to.push('\n');
    }
    to.push_str(more);
}

/// Word keeps its own tables of contents in a box that says so.
fn is_contents(sdt: Node<'_, '_>) -> bool {
    let gallery = at(sdt, &["sdtPr", "docPartObj"]).and_then(|part| value(part, "docPartGallery"));
    gallery == Some("Table of Contents")
}
