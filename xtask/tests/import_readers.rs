//! Word and PDF files as documents: what each fixture in `tests/import/` becomes, and that no
//! bytes break the readers.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use xtask::diagnostic::Diagnostic;
use xtask::import::document::{Block, Cell, Document, Line};
use xtask::import::read;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

fn fixtures(ending: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import");
    let entries = fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .collect();
    paths.sort();
    assert!(!paths.is_empty());
    paths
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

/// A line a line, a row a row, a finding a finding.
fn drawn(read: &Result<Document, Diagnostic>) -> String {
    let document = match read {
        Ok(document) => document,
        Err(finding) => return format!("! {} {}\n", finding.code, finding.message),
    };
    let mut out = String::new();
    let mut page = 0;
    for block in &document.blocks {
        let first = match block {
            Block::Line(line) => Some(line),
            Block::Table(table) => table.lines().next(),
        };
        if let Some(line) = first.filter(|line| line.page != page) {
            page = line.page;
            out += &format!("=== {page}\n");
        }
        match block {
            Block::Line(line) => out += &format!("{}{}\n", look(line), document.words(line)),
            Block::Table(table) => {
                for row in &table.rows {
                    let cells: Vec<_> = row.iter().map(|cell| drawn_cell(document, cell)).collect();
                    out += &format!("| {} |\n", cells.join(" | "));
                }
            }
        }
    }
    for finding in &document.findings {
        let line = finding.place.as_ref().map_or(0, |place| place.line);
        out += &format!("? {} {line}: {}\n", finding.code, finding.message);
    }
    for (kind, count) in &document.cleaned {
        out += &format!("~ {kind:?} {}\n", count.times);
    }
    out
}

fn look(line: &Line) -> String {
    let heading = "#".repeat(usize::from(line.look.heading));
    let contents = if line.look.contents { "…" } else { "" };
    let goes_on = match line.look.goes_on {
        Some(true) => "↩",
        Some(false) => ".",
        None => "",
    };
    format!("{heading}{contents}{goes_on} ")
}

fn drawn_cell(document: &Document, cell: &Cell) -> String {
    let lines: Vec<_> = cell.lines.iter().map(|line| document.words(line)).collect();
    let wide = if cell.across > 1 {
        format!(" →{}", cell.across)
    } else {
        String::new()
    };
    let tall = if cell.down > 1 {
        format!(" ↓{}", cell.down)
    } else {
        String::new()
    };
    format!("{}{wide}{tall}", lines.join(" / "))
}

#[test]
fn every_fixture_becomes_what_a_reader_sees() {
    for ending in ["docx", "pdf"] {
        for path in fixtures(ending) {
            let read = read::document(&name(&path), &fs::read(&path).unwrap());
            insta::assert_snapshot!(name(&path), drawn(&read));
        }
    }
}

#[test]
fn fixtures_are_small() {
    for ending in ["docx", "pdf"] {
        for path in fixtures(ending) {
            assert!(
                fs::metadata(&path).unwrap().len() < 50_000,
                "{}",
                name(&path)
            );
        }
    }
}

/// The parts of a packed file.
fn unpacked(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        let name = file.name().unwrap().into_owned();
        parts.insert(name, bytes);
    }
    parts
}

fn packed(parts: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default())
            .unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A Word document whose body is this XML.
fn word(body: &str) -> Vec<u8> {
    let document = format!(
        "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>{body}</w:body></w:document>"
    );
    packed(&BTreeMap::from([(
        "word/document.xml".to_owned(),
        document.into_bytes(),
    )]))
}

#[test]
fn every_word_of_a_body_is_in_the_document_or_told() {
    for path in fixtures("docx") {
        let bytes = fs::read(&path).unwrap();
        let main = String::from_utf8(unpacked(&bytes)["word/document.xml"].clone()).unwrap();
        let document = read::document(&name(&path), &bytes).unwrap();
        let told: String = document
            .findings
            .iter()
            .map(|finding| finding.message.as_str())
            .collect();
        let mut texts = 0;
        for piece in main
            .split("<w:t")
            .skip(1)
            .filter(|piece| piece.starts_with(['>', ' ']))
        {
            let words = piece
                .split_once('>')
                .unwrap()
                .1
                .split_once("</w:t>")
                .unwrap()
                .0;
            // Signs of private fonts become bullets, and the import says so.
            let private = |c: char| ('\u{e000}'..='\u{f8ff}').contains(&c);
            let words = &words.trim().replace(private, "•");
            assert!(
                document.text.contains(words.as_str()) || told.contains(words.as_str()),
                "{}: {words}",
                name(&path)
            );
            texts += 1;
        }
        assert!(texts > 20);
    }
}

#[test]
fn what_cannot_be_read_says_why() {
    let check = |name: &str, bytes: &[u8], code: &str, says: &str| {
        let finding = read::document(name, bytes).expect_err(says);
        assert_eq!(finding.code, code, "{finding:?}");
        assert!(finding.message.contains(says), "{finding:?}");
        assert!(finding.help.is_some(), "{finding:?}");
    };
    let whole = fs::read(&fixtures("docx")[0]).unwrap();
    check(
        "a.docx",
        &whole[..whole.len() / 2],
        "import-broken",
        "end is missing",
    );
    check("a.docx", &word("<w:p>"), "import-broken", "damaged");
    check("a.docx", &word(""), "import-empty", "no text");
    let deep = word(&("<w:sdt>".repeat(5000) + &"</w:sdt>".repeat(5000)));
    check("a.docx", &deep, "import-broken", "too deeply");
    let bomb = format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "0".repeat(50 << 20));
    check(
        "a.docx",
        &word(&bomb),
        "import-too-large",
        "more than any syllabus",
    );
    let own = BTreeMap::from([("word/styles.xml".to_owned(), Vec::new())]);
    check("a.docx", &packed(&own), "import-broken", "no text");
    check("a.pdf", b"%PDF-1.7\n1 0 obj", "import-broken", "damaged");
    let old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0";
    check("a.doc", old, "import-format", "old WPS or Office document");
}

#[test]
fn deep_but_honest_documents_are_read() {
    let nested = "<w:tbl><w:tr><w:tc/><w:tc>".repeat(60)
        + "<w:p><w:r><w:t>深</w:t></w:r></w:p>"
        + &"</w:tc></w:tr></w:tbl>".repeat(60);
    let document = read::document("a.docx", &word(&nested)).unwrap();
    assert!(document.text.contains('深'));
}

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(below.max(1)).unwrap()).unwrap()
    }
}

/// Changes a few places of the bytes: others, none, doubled, a digit more.
fn spoilt(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=dice.roll(6) {
        if bytes.is_empty() {
            break;
        }
        let at = dice.roll(bytes.len());
        let end = (at + 1 + dice.roll(60)).min(bytes.len());
        match dice.roll(6) {
            0 => bytes[at] = u8::try_from(dice.roll(256)).unwrap(),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
            3 => {
                if let Some(digit) = bytes[at..].iter().position(u8::is_ascii_digit) {
                    bytes.splice(at + digit..at + digit, *b"99999999");
                }
            }
            4 => bytes.truncate(at),
            _ => bytes[at..end].reverse(),
        }
    }
    bytes
}

/// Reads and looks at every place; what it says does not matter.
fn survives(name: &str, bytes: &[u8]) {
    if let Ok(document) = read::document(name, bytes) {
        for line in document.lines() {
            assert!(document.text.get(line.span.clone()).is_some());
        }
    }
}

#[test]
fn spoilt_word_documents_give_a_result_or_a_finding() {
    let mut dice = Dice(7);
    for path in fixtures("docx") {
        let whole = fs::read(&path).unwrap();
        let parts = unpacked(&whole);
        for _ in 0..60 {
            survives("a.docx", &spoilt(&whole, &mut dice));
            let mut parts = parts.clone();
            for bytes in parts.values_mut() {
                *bytes = spoilt_xml(bytes, &mut dice);
            }
            survives("a.docx", &packed(&parts));
        }
    }
}

/// Changes elements and numbers and leaves the XML well-formed: elements change their names,
/// values their digits.
fn spoilt_xml(xml: &[u8], dice: &mut Dice) -> Vec<u8> {
    const NAMES: [&str; 12] = [
        "p",
        "r",
        "t",
        "tc",
        "tr",
        "tbl",
        "sdt",
        "del",
        "ins",
        "fldChar",
        "txbxContent",
        "vMerge",
    ];
    let mut text = String::from_utf8_lossy(xml).into_owned();
    for _ in 0..=dice.roll(3) {
        let (from, to) = (NAMES[dice.roll(NAMES.len())], NAMES[dice.roll(NAMES.len())]);
        for end in [" ", ">", "/>"] {
            text = text.replace(&format!("<w:{from}{end}"), &format!("<w:{to}{end}"));
            text = text.replace(&format!("</w:{from}{end}"), &format!("</w:{to}{end}"));
        }
    }
    if dice.roll(2) == 0 {
        let digit = char::from(b'0' + u8::try_from(dice.roll(10)).unwrap());
        text = text.replace(&format!("val=\"{digit}\""), "val=\"4294967295\"");
    }
    text.into_bytes()
}

#[test]
fn spoilt_pdf_files_give_a_result_or_a_finding() {
    let mut dice = Dice(11);
    for path in fixtures("pdf") {
        let whole = fs::read(&path).unwrap();
        let plain = inflated(&whole);
        for _ in 0..25 {
            survives("a.pdf", &spoilt(&whole, &mut dice));
            survives("a.pdf", &spoilt(&plain, &mut dice));
        }
    }
}

/// The same PDF with its streams unpacked, so that what is spoilt is what they say.
fn inflated(bytes: &[u8]) -> Vec<u8> {
    let text: Vec<u8> = bytes.to_vec();
    let find = |from: usize, part: &[u8]| {
        let found = text[from..]
            .windows(part.len())
            .position(|window| window == part);
        found.map(|at| from + at)
    };
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(start) = find(at, b"stream\n") {
        let body = start + 7;
        let Some(end) = find(body, b"endstream") else {
            break;
        };
        let head = String::from_utf8_lossy(&text[at..start]).replace("/FlateDecode", "/Nothing");
        out.extend_from_slice(
            head.replace("/Filter/Nothing", "")
                .replace("/Filter /Nothing", "")
                .as_bytes(),
        );
        out.extend_from_slice(b"stream\n");
        let mut plain = Vec::new();
        // What is not packed stays as it is.
        if flate2::read::ZlibDecoder::new(&text[body..end])
            .read_to_end(&mut plain)
            .is_err()
        {
            plain = text[body..end].to_vec();
        }
        out.extend_from_slice(&plain);
        out.extend_from_slice(b"\nendstream");
        at = end + 9;
    }
    out.extend_from_slice(&text[at..]);
    out
}

#[test]
fn random_bytes_give_a_result_or_a_finding() {
    let mut dice = Dice(3);
    for (name, start) in [
        ("a.docx", &b"PK\x03\x04\0word/"[..]),
        ("a.pdf", b"%PDF-1.5\n"),
        ("a.bin", b""),
    ] {
        for length in [0, 1, 10, 1000, 50_000] {
            let mut bytes = start.to_vec();
            bytes.extend((0..length).map(|_| u8::try_from(dice.roll(256)).unwrap()));
            survives(name, &bytes);
        }
    }
}
