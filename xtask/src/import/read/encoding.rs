//! Bytes to text: UTF-8, UTF-16 and GB 18030 (which holds GBK and GB 2312), told apart
//! without being told.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::diagnostic::Diagnostic;

/// Of a text, at most one character in so many may be broken.
const BROKEN: usize = 50;
/// So many bytes tell whether there is a pattern of zero bytes.
const SAMPLE: usize = 4096;

/// The text of a file. What little cannot be read becomes U+FFFD, which
/// [`clean`](crate::import::clean) counts.
///
/// # Errors
/// `import-encoding` when the bytes are no text in any of these encodings.
pub fn decode(bytes: &[u8]) -> Result<String, Diagnostic> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return whole(encoding, &bytes[mark..]);
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && !text.contains('\0')
    {
        return Ok(text.to_owned());
    }
    match zeros(bytes) {
        Some(encoding) => whole(encoding, bytes),
        None => whole(GB18030, bytes).or_else(|_| whole(UTF_8, bytes)),
    }
}

/// UTF-16 without a mark: line breaks, digits and Latin letters have a zero byte, always
/// at the same side. Chinese text has few of them, but it has some.
fn zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let zeros = |side: usize| sample.iter().skip(side).step_by(2).filter(|b| **b == 0);
    let (first, second) = (zeros(0).count(), zeros(1).count());
    match (first, second) {
        (0, 0) => None,
        (first, second) if second > 4 * first => Some(UTF_16LE),
        (first, second) if first > 4 * second => Some(UTF_16BE),
        _ => None,
    }
}

fn whole(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, Diagnostic> {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let broken = text.chars().filter(|c| is_broken(*c)).count();
    if broken * BROKEN > text.chars().count() {
        return Err(Diagnostic::error(
            "import-encoding",
            "these bytes are no text that can be read",
        )
        .help("save the document as plain text in UTF-8, or as .docx, and import that"));
    }
    Ok(text.into_owned())
}

fn is_broken(c: char) -> bool {
    c == '\u{fffd}' || (c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "《数据结构》课程教学大纲\r\n总学时：48 学分：3\n一、课程目标\n";

    #[test]
    fn encodings() {
        let utf16 = |text: &str, order: fn(u16) -> [u8; 2]| -> Vec<u8> {
            text.encode_utf16().flat_map(order).collect()
        };
        let check = |name: &str, bytes: Vec<u8>| {
            assert_eq!(decode(&bytes).as_deref(), Ok(TEXT), "{name}");
        };
        let mark = format!("\u{feff}{TEXT}");
        check("UTF-8", TEXT.as_bytes().to_vec());
        check("UTF-8, mark", mark.as_bytes().to_vec());
        check("GB 18030", GB18030.encode(TEXT).0.into_owned());
        check("UTF-16 LE", utf16(TEXT, u16::to_le_bytes));
        check("UTF-16 BE", utf16(TEXT, u16::to_be_bytes));
        check("UTF-16 LE, mark", utf16(&mark, u16::to_le_bytes));
        check("UTF-16 BE, mark", utf16(&mark, u16::to_be_bytes));
    }

    #[test]
    fn a_broken_character_does_not_hide_the_rest() {
        let mut bytes = TEXT.repeat(10).into_bytes();
        bytes[3] = 0xff;
        // GB 18030 makes some character of nearly everything, so that UTF-8 must be tried too.
        let found = decode(&bytes).unwrap_or_default();
        assert!(found.contains("课程教学大纲"), "{found}");
    }

    #[test]
    fn no_text() {
        let bytes: Vec<u8> = (0..=255).cycle().take(4000).collect();
        let found = decode(&bytes).map_err(|finding| finding.code);
        assert_eq!(found, Err("import-encoding"));
    }
}
