//! What every module here asks of a node of Word's XML.

use encoding_rs::{UTF_16BE, UTF_16LE};
use roxmltree::Node;

/// The family that an element belongs to; each has a namespace in the transitional and one in
/// the strict variant of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// WordprocessingML.
    Word,
    /// Formulas.
    Math,
    /// Alternatives for older programs.
    Compatibility,
    /// Drawings and everything else.
    Other,
}

/// What family a node belongs to.
pub fn family(node: Node<'_, '_>) -> Family {
    let namespace = node.tag_name().namespace().unwrap_or_default();
    if namespace.contains("wordprocessingml/2006/main")
        || namespace.contains("wordprocessingml/main")
    {
        Family::Word
    } else if namespace.ends_with("/math") {
        Family::Math
    } else if namespace.contains("markup-compatibility") {
        Family::Compatibility
    } else {
        Family::Other
    }
}

/// The name of an element without its prefix; empty for text.
pub fn name<'a>(node: Node<'a, '_>) -> &'a str {
    node.tag_name().name()
}

/// The first child of a name.
pub fn child<'a, 'i>(node: Node<'a, 'i>, wanted: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|node| name(*node) == wanted)
}

/// The first node at the end of a path of names.
pub fn at<'a, 'i>(node: Node<'a, 'i>, path: &[&str]) -> Option<Node<'a, 'i>> {
    path.iter().try_fold(node, |node, step| child(node, step))
}

/// An attribute, whatever its prefix.
pub fn attribute<'a>(node: Node<'a, '_>, wanted: &str) -> Option<&'a str> {
    let mut attributes = node.attributes();
    let found = attributes.find(|attribute| attribute.name() == wanted)?;
    Some(found.value())
}

/// The `val` of the first child of a name.
pub fn value<'a>(node: Node<'a, '_>, wanted: &str) -> Option<&'a str> {
    attribute(child(node, wanted)?, "val")
}

/// The `val` of a child as a number.
pub fn number<T: std::str::FromStr>(node: Node<'_, '_>, wanted: &str) -> Option<T> {
    value(node, wanted)?.trim().parse().ok()
}

/// Whether a child switches something on; it does so by being there.
pub fn on(node: Node<'_, '_>, wanted: &str) -> bool {
    child(node, wanted).is_some_and(|node| {
        let said = attribute(node, "val").unwrap_or("true");
        !matches!(said, "0" | "false" | "off" | "none")
    })
}

/// The bytes of a part as text; XML may be UTF-8 or UTF-16.
pub fn decode(bytes: &[u8]) -> Option<String> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"<\0") {
        return Some(UTF_16LE.decode(bytes).0.into_owned());
    }
    if bytes.starts_with(b"\xfe\xff") || bytes.starts_with(b"\0<") {
        return Some(UTF_16BE.decode(bytes).0.into_owned());
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes).ok().map(str::to_owned)
}
