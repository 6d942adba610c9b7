//! What a file is, told from its bytes; its name only decides between kinds of text.

use crate::diagnostic::Diagnostic;

/// Formats that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// Word, since 2007.
    Docx,
    /// PDF.
    Pdf,
}

/// How a format that cannot be read starts, what it is, and what to do with it.
const REFUSED: [(&[u8], &str, &str); 9] = [
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "this is an old Word document (.doc)",
        "open it in Word or WPS and save it as .docx, or run `soffice --headless --convert-to docx FILE`; then import the .docx",
    ),
    (
        b"{\\rtf",
        "this is an RTF document",
        "open it in Word or WPS and save it as .docx; then import that",
    ),
    (b"\x89PNG", "this is a picture", PICTURE),
    (b"\xff\xd8\xff", "this is a picture", PICTURE),
    (b"GIF8", "this is a picture", PICTURE),
    (b"II*\0", "this is a picture", PICTURE),
    (b"BM", "this is a picture", PICTURE),
    (
        b"7z\xbc\xaf",
        "this is an archive",
        "unpack it and import the document in it",
    ),
    (
        b"Rar!",
        "this is an archive",
        "unpack it and import the document in it",
    ),
];

const PICTURE: &str =
    "a picture holds no text: have it recognised (OCR), read the result over, and import that";

/// What these bytes are.
///
/// # Errors
/// `import-format` for what cannot be read, `import-empty` for nothing.
pub fn format(name: &str, bytes: &[u8]) -> Result<Format, Diagnostic> {
    let refused = |what: &str, help: &str| {
        let finding = Diagnostic::error("import-format", format!("{what}, which cannot be read"));
        Err(finding.help(help))
    };
    // Text may start with the letters BM; a picture has zero bytes soon after.
    let binary = bytes.iter().take(64).any(|byte| *byte == 0);
    for (start, what, help) in REFUSED {
        if bytes.starts_with(start) && (binary || start != b"BM") {
            return refused(what, help);
        }
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Diagnostic::error("import-empty", "this file is empty"));
    }
    let lower = name.to_lowercase();
    if bytes.starts_with(b"PK") && binary {
        return match holds(bytes, b"word/") {
            true => Ok(Format::Docx),
            false => refused(
                "this is a packed file but no Word document",
                "save the document as .docx, or unpack the archive, and import that",
            ),
        };
    }
    // Some PDF files have a few bytes before their mark.
    if holds(&bytes[..bytes.len().min(1024)], b"%PDF-") {
        return Ok(Format::Pdf);
    }
    Ok(if lower.ends_with(".md") || lower.ends_with(".markdown") {
        Format::Markdown
    } else {
        Format::Text
    })
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats() {
        let check = |name: &str, bytes: &[u8], expected: Result<Format, &str>| {
            let found = format(name, bytes).map_err(|finding| finding.message);
            let expected = expected.map_err(|what| match what {
                "" => "this file is empty".to_owned(),
                what => format!("{what}, which cannot be read"),
            });
            assert_eq!(found, expected, "{name}");
        };
        check("a.txt", "课程".as_bytes(), Ok(Format::Text));
        check("a.MD", b"# a", Ok(Format::Markdown));
        check("a.txt", b"BMW case", Ok(Format::Text));
        check("a.txt", b"BM\x36\0\0\0", Err("this is a picture"));
        check("a.txt", b" \r\n\t", Err(""));
        check("a.txt", b"%PDF-1.7", Ok(Format::Pdf));
        check("a.txt", b"\n\n%PDF-1.7", Ok(Format::Pdf));
        check("a", b"PK\x03\x04\0\0word/document.xml", Ok(Format::Docx));
        check(
            "a.docx",
            b"PK\x03\x04\0\0xl/workbook.xml",
            Err("this is a packed file but no Word document"),
        );
        check(
            "a.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0",
            Err("this is an old Word document (.doc)"),
        );
    }
}
