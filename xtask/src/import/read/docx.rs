//! Word documents (`.docx`).
//!
//! Read from the packed XML itself. Libraries that offer a finished model (docx-rs,
//! docx-rust) leave out what their model lacks (displayed formulas, old text boxes,
//! footnotes) without a word, and unpack without bounds; here every container that nobody
//! knows is walked through, and what is left out is told.

use std::collections::BTreeMap;

use roxmltree::{Document as Xml, Node};

use crate::diagnostic::Diagnostic;
use crate::import::document::{Breaks, Builder, Document, Look};

mod body;
mod count;
mod inline;
mod left;
mod math;
mod numbering;
mod package;
mod styles;
mod symbols;
mod xml;

use body::Piece;
use inline::Field;
use left::{Kind, Left};
use numbering::Numbering;
use package::Package;
use styles::Styles;

/// Elements that stand within each other; Word's own documents have some forty.
const DEEPEST: usize = 300;

/// Kinds of notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Notes {
    Foot,
    End,
}

/// What reading a document needs to know and remember.
#[derive(Default)]
struct Reader<'x> {
    styles: Styles,
    numbering: Numbering,
    notes: BTreeMap<(Notes, String), Node<'x, 'x>>,
    /// Fields that have begun and not ended; they may reach over paragraphs.
    fields: Vec<Field>,
    /// Boxes around it that hold a table of contents.
    in_contents: usize,
    /// A paragraph that goes on with the next one.
    carried: Option<(String, Look)>,
    left: Left,
}

/// Reads the bytes of a `.docx` file.
///
/// # Errors
/// `import-broken` when it is damaged, `import-protected` when it is locked,
/// `import-too-large` when it unpacks to more than any syllabus holds, `import-empty` when
/// it holds no words.
pub fn read(bytes: &[u8]) -> Result<Document, Diagnostic> {
    let mut package = Package::open(bytes)?;
    let main = package.main()?;
    let styles = package.parts("styles")?;
    let numbering = package.parts("numbering")?;
    let mut heads = package.parts("header")?;
    heads.extend(package.parts("footer")?);
    let (foot, end) = (package.parts("footnotes")?, package.parts("endnotes")?);
    let foot = parsed(&foot)?;
    let end = parsed(&end)?;
    let main = package::parse(&main)?;
    bounded(&main)?;

    let mut reader = Reader::default();
    for part in parsed(&styles)? {
        reader.styles = Styles::of(part.root_element());
    }
    for part in parsed(&numbering)? {
        reader.numbering = Numbering::of(part.root_element());
    }
    for (kind, parts) in [(Notes::Foot, &foot), (Notes::End, &end)] {
        for part in parts {
            reader.notes.extend(notes(kind, part));
        }
    }
    reader.heads(&heads)?;
    let document = reader.document(main.root_element());
    if document.text.trim().is_empty() {
        return Err(
            Diagnostic::error("import-empty", "this Word document holds no text").help(
                "if its pages are pictures, have them recognised (OCR) and import the result",
            ),
        );
    }
    Ok(document)
}

impl<'x> Reader<'x> {
    fn document(mut self, root: Node<'x, 'x>) -> Document {
        let mut builder = Builder::new(Breaks::AtParagraphs);
        self.left.place(0);
        let body = xml::child(root, "body").unwrap_or(root);
        for block in body.children().filter(Node::is_element) {
            let here = builder.here();
            let mut pieces = Vec::new();
            self.block(block, &mut pieces);
            self.left.place(here);
            for piece in pieces {
                match piece {
                    Piece::Line(words, look) => builder.line(&words, look),
                    Piece::Table(rows) => builder.table(rows),
                }
            }
        }
        if let Some((words, look)) = self.carried.take() {
            builder.line(&words, look);
        }
        self.left.tell(&mut builder);
        builder.finish()
    }

    /// Running heads are told, not read: they say again what the first page says.
    fn heads(&mut self, parts: &[String]) -> Result<(), Diagnostic> {
        let mut said = Vec::new();
        for part in parsed(parts)? {
            let texts = part.descendants().filter(|node| xml::name(*node) == "t");
            let words: String = texts.filter_map(|node| node.text()).collect();
            let words = words.trim().to_owned();
            if words.contains(char::is_alphabetic) && !said.contains(&words) {
                self.left.out(Kind::RunningHead, &words);
                said.push(words);
            }
        }
        Ok(())
    }
}

fn parsed(parts: &[String]) -> Result<Vec<Xml<'_>>, Diagnostic> {
    let parts: Vec<_> = parts
        .iter()
        .map(|part| package::parse(part))
        .collect::<Result<_, _>>()?;
    parts.iter().try_for_each(bounded)?;
    Ok(parts)
}

/// Notes by their ids; those that are no notes but lines between them left out.
fn notes<'x>(
    kind: Notes,
    part: &'x Xml<'x>,
) -> impl Iterator<Item = ((Notes, String), Node<'x, 'x>)> {
    let notes = part.root_element().children().filter(|node| {
        let usual = xml::attribute(*node, "type").is_none_or(|kind| kind == "normal");
        node.is_element() && usual
    });
    notes.filter_map(move |note| Some(((kind, xml::attribute(note, "id")?.to_owned()), note)))
}

/// Whether the elements are nested no deeper than can be walked.
fn bounded(xml: &Xml<'_>) -> Result<(), Diagnostic> {
    let mut depth = 0usize;
    let mut node = xml.root();
    loop {
        if let Some(child) = node.first_child() {
            node = child;
            depth += 1;
            if depth > DEEPEST {
                return Err(package::broken("its parts are nested too deeply"));
            }
            continue;
        }
        while node.next_sibling().is_none() {
            let Some(parent) = node.parent() else {
                return Ok(());
            };
            node = parent;
            depth -= 1;
        }
        if let Some(sibling) = node.next_sibling() {
            node = sibling;
        }
    }
}
