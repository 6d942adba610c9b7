//! Plain text: a line is a line, a form feed a new page.

use crate::import::document::{Breaks, Builder, Document, Look};

/// Reads decoded text.
pub fn read(text: &str) -> Document {
    let mut builder = Builder::new(Breaks::Anywhere);
    let text = text.strip_suffix('\n').unwrap_or(text);
    for line in text.replace("\r\n", "\n").replace('\r', "\n").split('\n') {
        let mut pieces = line.split('\u{c}').peekable();
        let mut said = false;
        while let Some(piece) = pieces.next() {
            let last = pieces.peek().is_none();
            // A form feed at either end of a line makes no line of its own.
            if !piece.trim().is_empty() || (last && !said) {
                builder.line(piece, Look::default());
                said = true;
            }
            if !last {
                builder.page_break();
            }
        }
    }
    builder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_pages() {
        let check = |text: &str, expected: &[(usize, usize, &str)]| {
            let document = read(text);
            let lines = document.lines();
            let found: Vec<_> = lines
                .map(|line| (line.number, line.page, document.words(line)))
                .collect();
            assert_eq!(found, expected, "{text:?}");
        };
        check("", &[(1, 1, "")]);
        check("一\r\n\r\n二\n", &[(1, 1, "一"), (2, 1, ""), (3, 1, "二")]);
        check("一\n\u{c}二", &[(1, 1, "一"), (2, 2, "二")]);
        check("一\n3\u{c}\n二", &[(1, 1, "一"), (2, 1, "3"), (3, 2, "二")]);
        check("一\u{c}二", &[(1, 1, "一"), (2, 2, "二")]);
        check("一\n\u{c}", &[(1, 1, "一"), (2, 2, "")]);
    }
}
