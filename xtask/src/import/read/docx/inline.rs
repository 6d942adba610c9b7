//! The inside of a paragraph: runs, fields, symbols, formulas, and what hangs on it.

use roxmltree::Node;

use super::left::Kind;
use super::symbols::{self, Font};
use super::xml::{self, Family, attribute, child, family, name, on};
use super::{Notes, Reader, math};

/// A paragraph as its runs give it.
#[derive(Debug, Default)]
pub struct Inline<'x> {
    /// The words; line breaks within are `\n`.
    pub text: String,
    /// A table of contents has put them there.
    pub contents: bool,
    /// Contents of text boxes that hang on it.
    pub boxes: Vec<Node<'x, 'x>>,
    /// Notes that it refers to.
    pub notes: Vec<Node<'x, 'x>>,
}

/// A field: Word works its result out and keeps it.
#[derive(Debug, Default)]
pub struct Field {
    code: String,
    /// What comes now is its result.
    result: bool,
}

impl Field {
    fn is_contents(&self) -> bool {
        self.result && self.code.trim_start().to_uppercase().starts_with("TOC")
    }
}

impl<'x> Reader<'x> {
    /// Adds all that stands in a node.
    pub fn inline(&mut self, node: Node<'x, 'x>, font: Option<Font>, to: &mut Inline<'x>) {
        for child in node.children().filter(Node::is_element) {
            match family(child) {
                Family::Word => self.word(child, font, to),
                Family::Math => self.put(&math::line(child), to),
                Family::Compatibility => {
                    if let Some(choice) = choice(child) {
                        self.inline(choice, font, to);
                    }
                }
                Family::Other => self.drawing(child, to),
            }
        }
    }

    fn word(&mut self, node: Node<'x, 'x>, font: Option<Font>, to: &mut Inline<'x>) {
        match name(node) {
            "t" => {
                let words = words(node).chars().map(|c| symbols::shown(font, c));
                self.put(&words.collect::<String>(), to);
            }
            "r" => self.run(node, to),
            "tab" | "ptab" => self.put("\t", to),
            "br" | "cr" => self.put("\n", to),
            "noBreakHyphen" => self.put("-", to),
            "sym" => {
                let font = attribute(node, "font").and_then(symbols::named_font);
                let code =
                    attribute(node, "char").and_then(|code| u32::from_str_radix(code, 16).ok());
                if let Some(c) = code.and_then(char::from_u32) {
                    self.put(symbols::shown(font, c).encode_utf8(&mut [0; 4]), to);
                }
            }
            "fldChar" => self.field(node, to),
            "instrText" => {
                if let Some(field) = self.fields.last_mut() {
                    field.code.push_str(node.text().unwrap_or_default());
                }
            }
            "fldSimple" => {
                let code = attribute(node, "instr").unwrap_or_default().to_owned();
                self.fields.push(Field { code, result: true });
                self.inline(node, font, to);
                self.fields.pop();
            }
            "ruby" => self.ruby(node, font, to),
            "footnoteReference" => to.notes.extend(self.note(Notes::Foot, node)),
            "endnoteReference" => to.notes.extend(self.note(Notes::End, node)),
            "commentReference" => self.left.out(Kind::Comment, ""),
            "del" | "moveFrom" => self.deleted(node),
            "drawing" | "pict" | "object" => self.drawing(node, to),
            // Properties, and marks of what is made elsewhere.
            "delText" | "delInstrText" | "fldData" | "sectPr" | "softHyphen" => {}
            other if other.ends_with("Pr") => {}
            // Containers, known and unknown, hold what a reader sees.
            _ => self.inline(node, font, to),
        }
    }

    fn run(&mut self, node: Node<'x, 'x>, to: &mut Inline<'x>) {
        let properties = child(node, "rPr");
        if properties.is_some_and(|properties| on(properties, "vanish")) {
            let words = plain(node);
            if !words.trim().is_empty() {
                self.left.out(Kind::Hidden, &words);
            }
            // Fields go on within hidden text.
            for part in node
                .children()
                .filter(|part| name(*part).starts_with("fld"))
            {
                self.word(part, None, to);
            }
            return;
        }
        self.inline(node, properties.and_then(symbols::font), to);
    }

    /// Adds words, unless they are the code of a field.
    fn put(&mut self, words: &str, to: &mut Inline<'x>) {
        if self.fields.iter().any(|field| !field.result) {
            return;
        }
        if !words.trim().is_empty() && self.fields.iter().any(Field::is_contents) {
            to.contents = true;
        }
        to.text.push_str(words);
    }

    fn field(&mut self, node: Node<'x, 'x>, to: &mut Inline<'x>) {
        match attribute(node, "fldCharType") {
            Some("begin") => {
                if let Some(checked) = checkbox(node) {
                    self.put(if checked { "☑" } else { "☐" }, to);
                }
                self.fields.push(Field::default());
            }
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.result = true;
                }
            }
            Some("end") => {
                if let Some(field) = self.fields.pop().filter(|field| !field.result) {
                    self.put(&equation(&field.code), to);
                }
            }
            _ => {}
        }
    }

    /// A character with its reading above: 拼（pīn）.
    fn ruby(&mut self, node: Node<'x, 'x>, font: Option<Font>, to: &mut Inline<'x>) {
        for (part, before, after) in [("rubyBase", "", ""), ("rt", "（", "）")] {
            if let Some(part) = child(node, part) {
                self.put(before, to);
                self.inline(part, font, to);
                self.put(after, to);
            }
        }
    }

    /// Text boxes are read; pictures are counted.
    fn drawing(&mut self, node: Node<'x, 'x>, to: &mut Inline<'x>) {
        let before = to.boxes.len();
        let mut seen = None;
        boxes(node, &mut to.boxes, &mut seen);
        if let (true, Some(kind)) = (to.boxes.len() == before, seen) {
            self.left.out(kind, "");
        }
    }

    fn deleted(&mut self, node: Node<'x, 'x>) {
        let words = plain(node);
        if !words.trim().is_empty() {
            self.left.out(Kind::Deleted, &words);
        }
    }
}

/// The branch of alternatives that is read: the first, unless only the last one has words.
pub fn choice<'x>(node: Node<'x, 'x>) -> Option<Node<'x, 'x>> {
    if name(node) != "AlternateContent" {
        return None;
    }
    let choice = child(node, "Choice");
    let says = |branch: &Node<'x, 'x>| branch.descendants().any(|inner| name(inner) == "t");
    choice.filter(says).or(child(node, "Fallback")).or(choice)
}

fn boxes<'x>(node: Node<'x, 'x>, found: &mut Vec<Node<'x, 'x>>, seen: &mut Option<Kind>) {
    for child in std::iter::once(node).chain(node.children().filter(Node::is_element)) {
        let itself = child == node;
        match name(child) {
            "txbxContent" => {
                found.push(child);
                continue;
            }
            "AlternateContent" => {
                if let Some(choice) = choice(child) {
                    boxes(choice, found, seen);
                }
                if itself {
                    return;
                }
                continue;
            }
            "OLEObject" => *seen = Some(Kind::Object),
            "chart" | "relIds" => *seen = Some(Kind::Diagram),
            "blip" | "imagedata" => *seen = seen.or(Some(Kind::Picture)),
            _ => {}
        }
        if !itself {
            boxes(child, found, seen);
        }
    }
}

/// The words of a node, deleted ones included.
fn plain(node: Node<'_, '_>) -> String {
    let texts = node
        .descendants()
        .filter(|node| matches!(name(*node), "t" | "delText"));
    texts.filter_map(|node| node.text()).collect()
}

/// Spaces at the ends count only where the file says so.
fn words<'x>(node: Node<'x, 'x>) -> &'x str {
    let text = node.text().unwrap_or_default();
    match attribute(node, "space") {
        Some("preserve") => text,
        _ => text.trim_matches([' ', '\t', '\n', '\r']),
    }
}

/// Whether a box of a form is ticked; none where this is no such box.
fn checkbox(field: Node<'_, '_>) -> Option<bool> {
    let tick = xml::at(field, &["ffData", "checkBox"])?;
    Some(match child(tick, "checked") {
        Some(_) => on(tick, "checked"),
        None => on(tick, "default"),
    })
}

/// What a field shows that keeps no result: Word sets ① as `eq \o\ac(○,1)`.
fn equation(code: &str) -> String {
    let code = code.trim();
    let Some(rest) = code
        .get(..2)
        .filter(|start| start.eq_ignore_ascii_case("eq"))
        .map(|_| &code[2..])
    else {
        return String::new();
    };
    let mut shown = String::new();
    let mut chars = rest.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            // A switch ends before its bracket or before the next switch.
            '\\' => while chars.next_if(|c| c.is_ascii_alphanumeric()).is_some() {},
            '(' | ')' | ',' | ';' | ' ' => {}
            c => shown.push(c),
        }
    }
    let number = shown
        .strip_prefix(['○', '〇', '◯'])
        .and_then(|n| n.parse::<u32>().ok());
    match number {
        Some(number) => super::count::shown(number, "decimalEnclosedCircle"),
        None => shown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equations() {
        let check = |code: &str, expected: &str| assert_eq!(equation(code), expected, "{code}");
        check(r" eq \o\ac(○,1) ", "①");
        check(r"EQ \o\ac(○,12)", "⑫");
        check(r"eq \f(a,b)", "ab");
        check(" PAGE ", "");
        check("题", "");
    }
}
