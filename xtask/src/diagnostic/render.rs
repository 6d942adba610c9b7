//! Findings for people and for programs.
//!
//! ```text
//! error[dangling-reference]: there is no item `s1-9`
//!   --> content/crm-16h/unit-06.toml:48:14
//!    |
//! 48 | text = "先读{s1-9}。"
//!    |             ^^^^^^
//!    = help: did you mean `s1-1`?
//! ```

use std::fmt::Write as _;

use unicode_width::UnicodeWidthChar;

use super::{AllowedBy, Diagnostic, Place, Severity, codes};

/// Columns of a terminal that an excerpt may fill.
const WIDEST: usize = 100;
/// Columns kept before the place when a long line is cut.
const BEFORE: usize = 40;
/// Stands for what was cut.
const CUT: &str = "…";

/// One finding for a terminal, ending in a line break; `colour` adds ANSI colours.
pub fn text(finding: &Diagnostic, colour: bool) -> String {
    draw(finding, &ENGLISH, Paint { colour })
}

/// The same in Chinese: what was found, and what its code asks for.
pub fn chinese(finding: &Diagnostic, colour: bool) -> String {
    let code = codes::find(finding.code);
    let mut finding = finding.clone();
    if let Some(message) = finding.zh.take().or(code.map(|code| code.says.to_owned())) {
        finding.message = message;
    }
    finding.help = code.map(|code| code.todo.to_owned()).or(finding.help);
    draw(&finding, &CHINESE, Paint { colour })
}

fn draw(finding: &Diagnostic, words: &Words, paint: Paint) -> String {
    let mut out = String::new();
    let (name, style) = match (&finding.allowed, finding.severity) {
        (Some(_), _) => (words.allowed, BLUE),
        (None, Severity::Error) => (words.error, RED),
        (None, Severity::Warning) => (words.warning, YELLOW),
        (None, Severity::Note) => (words.note, BLUE),
    };
    let head = paint.with(style, &format!("{name}[{}]", finding.code));
    let message = visible(&finding.message);
    let _ = writeln!(out, "{head}{}", paint.with(BOLD, &format!(": {message}")));
    let mut gutter = 2;
    if let Some(place) = &finding.place {
        gutter = place.line.to_string().len() + 1;
        let arrow = paint.with(BLUE, &format!("{:>1$}", "-->", gutter + 2));
        let _ = writeln!(out, "{arrow} {}", address(place));
        if place.line > 0 {
            excerpt(&mut out, place, gutter, style, paint);
        }
    }
    for also in &finding.also {
        let sign = paint.with(BLUE, &format!("{:>1$}", ":::", gutter + 2));
        let note = (words.also)(also.note);
        let _ = writeln!(out, "{sign} {} ({note})", address(&also.place));
    }
    let mut add = |name: &str, says: &str| {
        let sign = paint.with(BLUE, &format!("{:>1$}", "=", gutter + 1));
        let name = paint.with(BOLD, name);
        let _ = writeln!(out, "{sign} {name}: {}", visible(says));
    };
    match (&finding.allowed, &finding.help) {
        (Some(allowed), _) => {
            let by = match allowed.by {
                AllowedBy::Allow => words.reason,
                AllowedBy::Erratum => words.erratum,
            };
            add(
                by,
                &format!("{} ({})", allowed.reason, address(&allowed.place)),
            );
        }
        (None, Some(help)) => add(words.help, help),
        (None, None) => {}
    }
    out
}

/// The words around a finding.
struct Words {
    error: &'static str,
    warning: &'static str,
    note: &'static str,
    allowed: &'static str,
    help: &'static str,
    reason: &'static str,
    erratum: &'static str,
    also: fn(&'static str) -> &'static str,
}

const ENGLISH: Words = Words {
    error: "error",
    warning: "warning",
    note: "note",
    allowed: "allowed",
    help: "help",
    reason: "reason",
    erratum: "erratum",
    also: |note| note,
};

const CHINESE: Words = Words {
    error: "错误",
    warning: "提醒",
    note: "建议",
    allowed: "已说明",
    help: "怎样改",
    reason: "理由",
    erratum: "勘误",
    also: codes::also_in_chinese,
};

/// `file:line:column`, or the file alone.
pub fn address(place: &Place) -> String {
    match place.line {
        0 => place.file.clone(),
        _ => format!("{}:{}:{}", place.file, place.line, place.column),
    }
}

/// One finding as a line of JSON, without a line break.
pub fn json(finding: &Diagnostic) -> String {
    // A finding holds text and numbers only, so this cannot fail.
    serde_json::to_string(finding).unwrap_or_default()
}

/// How many there are: `2 errors, 1 warning (3 allowed, 4 notes)`, or `no findings`.
pub fn summary(findings: &[Diagnostic]) -> String {
    let open = |d: &&Diagnostic| d.allowed.is_none();
    let of = |severity| {
        findings
            .iter()
            .filter(open)
            .filter(|d| d.severity == severity)
            .count()
    };
    let counted = |count: usize, name: &str| match count {
        0 => None,
        1 => Some(format!("1 {name}")),
        _ => Some(format!("{count} {name}s")),
    };
    let list =
        |parts: [Option<String>; 2]| parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let serious = list([
        counted(of(Severity::Error), "error"),
        counted(of(Severity::Warning), "warning"),
    ]);
    let allowed = findings.len() - findings.iter().filter(open).count();
    let rest = list([
        (allowed > 0).then(|| format!("{allowed} allowed")),
        counted(of(Severity::Note), "note"),
    ]);
    match (serious.is_empty(), rest.is_empty()) {
        (true, true) => "no findings".to_owned(),
        (false, true) => serious,
        (true, false) => format!("no warnings ({rest})"),
        (false, false) => format!("{serious} ({rest})"),
    }
}

fn excerpt(out: &mut String, place: &Place, gutter: usize, style: &str, paint: Paint) {
    let window = Window::of(place);
    let bar = paint.with(BLUE, &format!("{:>1$}", "|", gutter + 1));
    let number = paint.with(BLUE, &format!("{:<gutter$}|", place.line));
    let marks = format!("{}{}", " ".repeat(window.before), "^".repeat(window.width));
    let _ = writeln!(out, "{bar}");
    let _ = writeln!(out, "{number} {}", window.line);
    let _ = writeln!(out, "{bar} {}", paint.with(style, &marks));
}

/// The part of a line that is shown, and where the place stands in it, in columns of a
/// terminal.
struct Window {
    line: String,
    before: usize,
    width: usize,
}

impl Window {
    fn of(place: &Place) -> Self {
        let cells: Vec<String> = place.excerpt.chars().map(cell).collect();
        let start = place.column.saturating_sub(1).min(cells.len());
        let end = (start + place.width).min(cells.len());
        let columns = |cells: &[String]| cells.iter().map(|cell| width(cell)).sum::<usize>();

        let mut from = 0;
        let mut to = cells.len();
        if columns(&cells) > WIDEST {
            from = start;
            while from > 0 && columns(&cells[from - 1..start]) <= BEFORE {
                from -= 1;
            }
            to = from;
            while to < cells.len() && columns(&cells[from..=to]) <= WIDEST {
                to += 1;
            }
        }
        let end = end.min(to);
        let left = if from > 0 { CUT } else { "" };
        let right = if to < cells.len() { CUT } else { "" };
        Self {
            line: format!("{left}{}{right}", cells[from..to].concat()),
            before: width(left) + columns(&cells[from..start]),
            width: columns(&cells[start..end]).max(1),
        }
    }
}

/// A character as it is shown: tabs have a width, and nothing that steers a terminal or
/// turns the direction of writing gets through.
fn cell(c: char) -> String {
    match c {
        '\t' => "    ".to_owned(),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' => {
            "\u{fffd}".to_owned()
        }
        c if c.is_control() => "\u{fffd}".to_owned(),
        c => c.to_string(),
    }
}

fn visible(text: &str) -> String {
    text.chars().map(cell).collect()
}

/// In columns of a terminal: 2 for Chinese.
fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

const RED: &str = "\x1b[1;31m";
const YELLOW: &str = "\x1b[1;33m";
const BLUE: &str = "\x1b[1;34m";
const BOLD: &str = "\x1b[1m";
const PLAIN: &str = "\x1b[0m";

#[derive(Clone, Copy)]
struct Paint {
    colour: bool,
}

impl Paint {
    fn with(self, style: &str, text: &str) -> String {
        if self.colour {
            format!("{style}{text}{PLAIN}")
        } else {
            text.to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines from the excerpt on, for the place where the line has `mark`.
    fn drawn(line: &str, mark: &str) -> Vec<String> {
        let at = line.find(mark).unwrap_or(line.len());
        let file = format!("first\n{line}\nlast\n");
        let finding =
            Diagnostic::error("code", "message").at("a.toml", &file, at + 6..at + 6 + mark.len());
        let text = text(&finding, false);
        text.lines().skip(3).map(str::to_owned).collect()
    }

    #[test]
    fn a_finding() {
        let file = "a = 1\ntext = \"先读{s1-9}。\"\n";
        let finding = Diagnostic::error("dangling-reference", "there is no item `s1-9`")
            .at("content/a/unit-01.toml", file, 20..26)
            .help("did you mean `s1-1`?");
        let expected = "\
error[dangling-reference]: there is no item `s1-9`
 --> content/a/unit-01.toml:2:11
  |
2 | text = \"先读{s1-9}。\"
  |             ^^^^^^
  = help: did you mean `s1-1`?
";
        assert_eq!(text(&finding, false), expected);
        assert!(text(&finding, true).contains("\x1b[1;31merror[dangling-reference]\x1b[0m"));
        let json = json(&finding);
        let value: serde_json::Value = serde_json::from_str(&json).unwrap_or_default();
        assert_eq!(value["place"]["column"], 11);
        assert_eq!(value["severity"], "error");
        assert!(!json.contains('\n'));
    }

    #[test]
    fn findings_without_a_line() {
        let finding = Diagnostic::warning("no-source", "nothing").in_file("content/a/source.txt");
        let expected = "warning[no-source]: nothing\n --> content/a/source.txt\n";
        assert_eq!(text(&finding, false), expected);
        let finding = Diagnostic::error("port", "in use").help("take another");
        assert_eq!(
            text(&finding, false),
            "error[port]: in use\n  = help: take another\n"
        );
    }

    #[test]
    fn excerpts() {
        let check = |line: &str, mark: &str, shown: &str, under: &str| {
            let expected = vec![format!("2 | {shown}"), format!("  | {under}")];
            assert_eq!(drawn(line, mark), expected, "{line}");
        };
        check("客户关系", "关系", "客户关系", "    ^^^^");
        check("\tkey = 1", "key", "    key = 1", "    ^^^");
        check("ａ“b”", "b", "ａ“b”", "   ^");
        check("e\u{301}x", "x", "e\u{301}x", " ^");
        check("end", "nothing", "end", "   ^");
        check(
            "a\u{1b}[31mb\u{202e}c",
            "c",
            "a\u{fffd}[31mb\u{fffd}c",
            "        ^",
        );
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let line = format!("{}这里{}", "客".repeat(300), "户".repeat(300));
        let lines = drawn(&line, "这里");
        assert_eq!(
            lines[0],
            format!("2 | …{}这里{}…", "客".repeat(20), "户".repeat(28))
        );
        assert_eq!(lines[1], format!("  | {}^^^^", " ".repeat(41)));
        let whole = drawn(&"客".repeat(300), &"客".repeat(300));
        assert_eq!(whole[0], format!("2 | {}…", "客".repeat(50)));
        assert_eq!(whole[1], format!("  | {}", "^".repeat(100)));
    }

    #[test]
    fn summaries() {
        let error = Diagnostic::error("a", "a");
        let warning = Diagnostic::warning("b", "b");
        assert_eq!(summary(&[]), "no findings");
        assert_eq!(
            summary(&[error.clone(), error, warning.clone()]),
            "2 errors, 1 warning"
        );
        assert_eq!(summary(&[warning]), "1 warning");
    }
}
