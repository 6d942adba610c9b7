//! Markdown: its marks say what is a heading and what is a table, and are no words.

use crate::import::document::{Breaks, Builder, Document, Look, RawCell};

/// Reads decoded text.
pub fn read(text: &str) -> Document {
    let mut builder = Builder::new(Breaks::AtParagraphs);
    let mut lines = text.lines().peekable();
    let mut paragraph = String::new();
    for line in front_matter(text) {
        builder.line(line, Look::default());
        lines.next();
    }
    while let Some(line) = lines.next() {
        if is_row(line) && lines.peek().is_some_and(|next| is_rule_of_table(next)) {
            flush(&mut builder, &mut paragraph);
            let mut rows = vec![cells(line)];
            lines.next();
            while let Some(row) = lines.next_if(|line| is_row(line)) {
                rows.push(cells(row));
            }
            builder.table(rows);
            continue;
        }
        let (look, words) = heading(line);
        let starts = look.heading > 0 || words.trim().is_empty() || starts_block(&words);
        if starts {
            flush(&mut builder, &mut paragraph);
        }
        if look.heading > 0 || words.trim().is_empty() {
            builder.line(words.trim_end(), look);
            continue;
        }
        // Lines of one paragraph are one line, unless two spaces say otherwise.
        join(&mut paragraph, words.trim());
        if line.ends_with("  ") || line.ends_with('\\') {
            flush(&mut builder, &mut paragraph);
        }
    }
    flush(&mut builder, &mut paragraph);
    builder.finish()
}

/// Lines of the longest head between rules.
const FRONT: usize = 40;

/// The lines between two rules at the very start: fields, one a line.
fn front_matter(text: &str) -> Vec<&str> {
    let is_rule = |line: &str| line.trim_end() == "---";
    let mut lines = text.lines();
    if !lines.next().is_some_and(is_rule) {
        return Vec::new();
    }
    let fields: Vec<&str> = lines
        .clone()
        .take(FRONT)
        .take_while(|line| !is_rule(line))
        .collect();
    let closed = lines.nth(fields.len()).is_some_and(is_rule);
    let all = text.lines().take(fields.len() + 2);
    let blank = |line| if is_rule(line) { "" } else { line };
    match closed
        && fields
            .iter()
            .all(|line| line.contains(':') || line.starts_with([' ', '-']))
    {
        true => all.map(blank).collect(),
        false => Vec::new(),
    }
}

fn flush(builder: &mut Builder, paragraph: &mut String) {
    if !paragraph.is_empty() {
        builder.line(paragraph, Look::default());
        paragraph.clear();
    }
}

/// A space between words of Latin letters, none between Chinese ones.
fn join(paragraph: &mut String, words: &str) {
    let ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    if ascii(paragraph.chars().next_back()) && ascii(words.chars().next()) {
        paragraph.push(' ');
    }
    paragraph.push_str(words.trim_end_matches('\\'));
}

/// The level of an ATX heading (0 for none) and the words without marks.
fn heading(line: &str) -> (Look, String) {
    let line = line.trim_start_matches(['>', ' ']);
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    let rest = &line[level..];
    let is_heading = (1..=6).contains(&level) && (rest.is_empty() || rest.starts_with(' '));
    if is_heading {
        let words = plain(rest.trim().trim_end_matches('#'));
        let level = u8::try_from(level).unwrap_or_default();
        let look = Look {
            heading: level,
            ..Look::default()
        };
        return (look, words.trim().to_owned());
    }
    (Look::default(), plain(line))
}

/// Rules and fences say nothing.
fn plain(line: &str) -> String {
    let bare = line.trim();
    let rule = bare.len() >= 3
        && ["-", "*", "_", "="]
            .iter()
            .any(|c| bare.replace(c, "").is_empty());
    if rule || bare.starts_with("```") {
        return String::new();
    }
    let mut out = String::with_capacity(line.len());
    let bullet = bare.strip_prefix("- ").or_else(|| bare.strip_prefix("* "));
    let bullet = bullet.or_else(|| bare.strip_prefix("+ "));
    if let Some(item) = bullet {
        // The mark of a list is a bullet on paper.
        out.push_str("• ");
        inline(item.trim_start_matches("[ ] "), &mut out);
    } else {
        inline(bare, &mut out);
    }
    out
}

/// Without the marks of emphasis and without backslashes before punctuation.
fn inline(text: &str, out: &mut String) {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next_if(char::is_ascii_punctuation) {
                Some(escaped) => out.push(escaped),
                None => out.push(c),
            },
            '*' | '_' if chars.peek() == Some(&c) => {
                chars.next();
            }
            '*' | '`' => {}
            _ => out.push(c),
        }
    }
}

fn starts_block(words: &str) -> bool {
    let digits = words.trim_start_matches(|c: char| c.is_ascii_digit());
    words.starts_with('•') || (digits.len() < words.len() && digits.starts_with(['.', ')', '、']))
}

fn is_row(line: &str) -> bool {
    line.trim().starts_with('|') || (line.contains('|') && line.trim().ends_with('|'))
}

fn is_rule_of_table(line: &str) -> bool {
    line.contains("--")
        && line
            .trim()
            .chars()
            .all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

fn cells(line: &str) -> Vec<RawCell> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = line.strip_suffix('|').unwrap_or(line);
    let cell = |text: &str| {
        let mut words = String::new();
        inline(
            &text.trim().replace("<br>", "\n").replace("<br/>", "\n"),
            &mut words,
        );
        RawCell {
            text: words.replace('\u{0}', "|"),
            ..RawCell::default()
        }
    };
    line.replace("\\|", "\u{0}").split('|').map(cell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::document::Block;

    /// Lines as they are, headings with their level, tables with `|` between cells.
    fn drawn(text: &str) -> Vec<String> {
        let document = read(text);
        let words = |lines: &[crate::import::document::Line]| {
            let lines = lines.iter().map(|line| document.words(line));
            lines.collect::<Vec<_>>().join("/")
        };
        let mut out = Vec::new();
        for block in &document.blocks {
            match block {
                Block::Line(line) if line.look.heading > 0 => {
                    out.push(format!("h{} {}", line.look.heading, document.words(line)));
                }
                Block::Line(line) => out.push(document.words(line).to_owned()),
                Block::Table(table) => out.extend(table.rows.iter().map(|row| {
                    let cells: Vec<_> = row.iter().map(|cell| words(&cell.lines)).collect();
                    cells.join("|")
                })),
            }
        }
        out
    }

    #[test]
    fn documents() {
        let check = |text: &str, expected: &[&str]| assert_eq!(drawn(text), expected, "{text}");
        check("# 甲\n乙\n丙 a\nb\n", &["h1 甲", "乙丙 a b"]);
        check("**课程名称**：甲  \n学分：2", &["课程名称：甲", "学分：2"]);
        check("1\\. 甲\n2. 乙\n   丙\n- 丁", &["1. 甲", "2. 乙丙", "• 丁"]);
        check("甲\n\n---\n乙", &["甲", "", "", "乙"]);
        check(
            "| 章 | 学时 |\n|:--|--:|\n| 绪论<br>导言 | 2 |\n| 甲\\|乙 |  |\n完",
            &["章|学时", "绪论/导言|2", "甲|乙|", "完"],
        );
    }
}
