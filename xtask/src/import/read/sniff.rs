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
const REFUSED: [(&[u8], &str, &str); 8] = [
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

/// Files of Microsoft's older container, told apart by a name in it.
const OLD: [u8; 8] = *b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
const IN_OLD: [(&str, &str, &str); 4] = [
    (
        "EncryptedPackage",
        "this document is locked with a password",
        "open it in Word or WPS, take the password away, save it as .docx, and import that",
    ),
    (
        "Workbook",
        "this is a spreadsheet (.xls)",
        "import the syllabus itself; copy what stands in the sheet into it",
    ),
    (
        "PowerPoint Document",
        "this is a presentation (.ppt)",
        CONVERT,
    ),
    (
        "WordDocument",
        "this is an old Word document (.doc)",
        CONVERT,
    ),
];

/// What packed files hold that are no Word documents.
const PACKED: [(&[u8], &str); 6] = [
    (b"oasis.opendocument", "this is an OpenDocument file (.odt)"),
    (b"xl/workbook", "this is a spreadsheet (.xlsx)"),
    (b"ppt/presentation", "this is a presentation (.pptx)"),
    (b"OEBPS", "this is an electronic book (.epub)"),
    (
        b"META-INF/container.xml",
        "this is an electronic book (.epub)",
    ),
    (b"Index/Document.iwa", "this is a Pages document (.pages)"),
];

const CONVERT: &str = "open it in Word or WPS and save it as .docx, or run `soffice --headless --convert-to docx FILE`; then import the .docx";

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
    if bytes.starts_with(&OLD) {
        let name =
            |name: &str| -> Vec<u8> { name.encode_utf16().flat_map(u16::to_le_bytes).collect() };
        let inside = IN_OLD
            .iter()
            .find(|(inside, ..)| holds(bytes, &name(inside)));
        let (_, what, help) =
            inside.unwrap_or(&("", "this is an old WPS or Office document", CONVERT));
        return refused(what, help);
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Diagnostic::error("import-empty", "this file is empty"));
    }
    let lower = name.to_lowercase();
    if bytes.starts_with(b"PK") && binary {
        if holds(bytes, b"word/") {
            return Ok(Format::Docx);
        }
        return match PACKED.iter().find(|(inside, _)| holds(bytes, inside)) {
            Some((_, what)) => refused(what, CONVERT),
            None => refused(
                "this is a packed file but no Word document",
                "save the document as .docx, or unpack the archive, and import that",
            ),
        };
    }
    // Some PDF files have a few bytes before their mark.
    if holds(&bytes[..bytes.len().min(1024)], b"%PDF-") {
        return Ok(Format::Pdf);
    }
    if is_web_page(bytes) {
        return refused("this is a web page, whatever its name says", CONVERT);
    }
    Ok(if lower.ends_with(".md") || lower.ends_with(".markdown") {
        Format::Markdown
    } else {
        Format::Text
    })
}

/// Programs save web pages under the names of documents.
fn is_web_page(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = start.trim_ascii_start();
    let start = start[..start.len().min(200)].to_ascii_lowercase();
    let marks: [&[u8]; 4] = [b"<html", b"<!doctype html", b"mime-version:", b"<?xml"];
    marks.iter().any(|mark| start.starts_with(mark))
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
            Err("this is a spreadsheet (.xlsx)"),
        );
        check(
            "a.zip",
            b"PK\x03\x04\0\0a.txt",
            Err("this is a packed file but no Word document"),
        );
        check(
            "a.odt",
            b"PK\x03\x04\0\0mimetypeapplication/vnd.oasis.opendocument.text",
            Err("this is an OpenDocument file (.odt)"),
        );
        check(
            "a.wps",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0",
            Err("this is an old WPS or Office document"),
        );
        check(
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0",
            Err("this is an old Word document (.doc)"),
        );
        check(
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0",
            Err("this document is locked with a password"),
        );
        check(
            "a.doc",
            b"\r\n<HTML xmlns:w='urn'>",
            Err("this is a web page, whatever its name says"),
        );
        check("a.docx", b"{\\rtf1", Err("this is an RTF document"));
    }
}
