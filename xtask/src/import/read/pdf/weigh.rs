//! How much a PDF unpacks to, before anything of it is unpacked into memory.

use std::io::{self, Read};

use flate2::read::ZlibDecoder;

/// Unpacked bytes of all streams together; scans with hundreds of pages stay far below.
const HEAVIEST: u64 = 1024 * 1024 * 1024;
/// Packed bytes of streams that are packed twice or in an old way, which hides their size.
const HIDDEN: usize = 4 * 1024 * 1024;
/// Bytes before a stream that may belong to its dictionary.
const DICTIONARY: usize = 1024;

/// Whether the streams of a file stay within bounds.
pub fn bearable(bytes: &[u8]) -> bool {
    let mut total = 0u64;
    let mut hidden = 0usize;
    let mut at = 0;
    while let Some(start) = find(bytes, at, b"stream") {
        at = start + b"stream".len();
        // The end of a stream says the same word.
        if bytes[..start].ends_with(b"end") {
            continue;
        }
        let dictionary = &bytes[start.saturating_sub(DICTIONARY)..start];
        let dictionary = match rfind(dictionary, b"endobj") {
            Some(end) => &dictionary[end..],
            None => dictionary,
        };
        let body = &bytes[at..];
        let skip = body
            .iter()
            .take_while(|byte| matches!(byte, b'\r' | b'\n'))
            .count();
        let body = &body[skip..];
        let end = find(body, 0, b"endstream").unwrap_or(body.len());
        let filters = count(dictionary, b"Decode");
        if count(dictionary, b"FlateDecode") == 1 && filters == 1 {
            let mut unpacked = ZlibDecoder::new(&body[..end]).take(HEAVIEST + 1);
            total += io::copy(&mut unpacked, &mut io::sink()).unwrap_or_default();
        } else if ["LZWDecode", "RunLengthDecode", "FlateDecode"]
            .iter()
            .any(|filter| count(dictionary, filter.as_bytes()) > 0)
        {
            hidden += end;
        }
        at += skip + end;
        if total > HEAVIEST || hidden > HIDDEN {
            return false;
        }
    }
    true
}

fn find(bytes: &[u8], from: usize, part: &[u8]) -> Option<usize> {
    let found = bytes
        .get(from..)?
        .windows(part.len())
        .position(|window| window == part);
    found.map(|at| from + at)
}

fn rfind(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).rposition(|window| window == part)
}

fn count(bytes: &[u8], part: &[u8]) -> usize {
    bytes
        .windows(part.len())
        .filter(|window| *window == part)
        .count()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;

    fn file(filter: &str, body: &[u8]) -> Vec<u8> {
        let mut file = format!("1 0 obj<</Filter {filter}>>stream\n").into_bytes();
        file.extend_from_slice(body);
        file.extend_from_slice(b"\nendstream endobj\n");
        file
    }

    #[test]
    fn bombs() {
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
        let zeros = vec![0; 1 << 20];
        for _ in 0..300 {
            packed.write_all(&zeros).unwrap();
        }
        let packed = packed.finish().unwrap();
        let one = file("/FlateDecode", &packed);
        assert!(bearable(&one));
        assert!(!bearable(&one.repeat(4)));
        let twice = file("[/FlateDecode /FlateDecode]", &packed);
        assert!(bearable(&twice));
        assert!(!bearable(&twice.repeat(6)));
        assert!(bearable(b"stream stream endstream"));
        assert!(bearable(b"%PDF-1.4"));
    }
}
