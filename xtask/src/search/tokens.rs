//! A script as tokens: enough of JavaScript's grammar to leave texts and expressions alone.

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A name that is no word of the language.
    Name,
    /// A word of the language, a number or a sign.
    Other,
    /// A text or a regular expression.
    Text,
    /// The words of a template, between back-ticks and `${ … }`.
    Template,
}

/// A token in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// What it is.
    pub kind: Kind,
    /// As written.
    pub text: &'a str,
    /// Whether it is on another line than the token before.
    pub breaks: bool,
}

const WORDS: &[&str] = &[
    "async",
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "default",
    "delete",
    "do",
    "else",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "get",
    "if",
    "in",
    "instanceof",
    "let",
    "new",
    "null",
    "of",
    "return",
    "set",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "var",
    "void",
    "while",
    "with",
    "yield",
];

/// Signs of more than one character, the longest first.
const SIGNS: &[&str] = &[
    ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=", "=>", "==", "!=",
    "<=", ">=", "&&", "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=",
    "<<", ">>", "**",
];

/// Cuts a script.
pub fn tokens(source: &str) -> Vec<Token<'_>> {
    let mut cutter = Cutter {
        source,
        at: 0,
        out: Vec::new(),
        open: Vec::new(),
    };
    while cutter.step() {}
    cutter.out
}

struct Cutter<'a> {
    source: &'a str,
    at: usize,
    out: Vec<Token<'a>>,
    /// For each open brace, whether it is one of a template.
    open: Vec<bool>,
}

impl<'a> Cutter<'a> {
    fn rest(&self) -> &'a str {
        &self.source[self.at..]
    }

    fn step(&mut self) -> bool {
        let breaks = self.gap();
        let Some(first) = self.rest().chars().next() else {
            return false;
        };
        let (kind, length) = match first {
            '"' | '\'' => (Kind::Text, self.text(first)),
            '`' => (Kind::Template, self.template(1)),
            '}' if self.open.pop() == Some(true) => (Kind::Template, self.template(1)),
            '/' if self.begins_expression() => (Kind::Text, self.regular()),
            c if is_word(c) => self.word(),
            '.' if self.rest()[1..].starts_with(|c: char| c.is_ascii_digit()) => self.word(),
            _ => (Kind::Other, self.sign()),
        };
        let text = &self.rest()[..length];
        match text {
            "{" => self.open.push(false),
            _ if kind == Kind::Template && text.ends_with("${") => self.open.push(true),
            _ => {}
        }
        self.push(kind, text, breaks);
        true
    }

    fn push(&mut self, kind: Kind, text: &'a str, breaks: bool) {
        self.at += text.len();
        if kind != Kind::Template {
            self.out.push(Token { kind, text, breaks });
            return;
        }
        // The braces of a template are tokens of their own.
        let (close, words) = match text.strip_prefix('}') {
            Some(words) => (&text[..1], words),
            None => ("", text),
        };
        let (words, open) = match words.strip_suffix("${") {
            Some(less) => (less, &words[less.len()..]),
            None => (words, ""),
        };
        for part in [close, words, open] {
            if !part.is_empty() {
                let (kind, text) = (Kind::Template, part);
                self.out.push(Token {
                    kind,
                    text,
                    breaks: false,
                });
            }
        }
    }

    /// Passes white space and comments; whether there was a line break.
    fn gap(&mut self) -> bool {
        let from = self.at;
        loop {
            let rest = self.rest();
            let length = if rest.starts_with("//") {
                rest.find('\n').unwrap_or(rest.len())
            } else if rest.starts_with("/*") {
                rest.find("*/").map_or(rest.len(), |end| end + 2)
            } else {
                rest.len() - rest.trim_start().len()
            };
            if length == 0 {
                return self.source[from..self.at].contains('\n');
            }
            self.at += length;
        }
    }

    /// The length of what ends with the first `end` that no backslash escapes.
    fn text(&self, quote: char) -> usize {
        self.until(1, |c, _| c == quote)
    }

    fn regular(&self) -> usize {
        let mut inside = false;
        let body = self.until(1, |c, _| {
            inside = (inside || c == '[') && c != ']';
            c == '/' && !inside
        });
        let flags = self.rest()[body..].find(|c: char| !is_word(c));
        body + flags.unwrap_or(0)
    }

    fn template(&self, from: usize) -> usize {
        self.until(from, |c, before| c == '`' || c == '{' && before == '$')
    }

    fn until(&self, from: usize, mut ends: impl FnMut(char, char) -> bool) -> usize {
        let (mut escaped, mut before) = (false, ' ');
        for (at, c) in self.rest().char_indices().skip(from) {
            if !escaped && ends(c, before) {
                return at + c.len_utf8();
            }
            escaped = !escaped && c == '\\';
            before = c;
        }
        self.rest().len()
    }

    fn word(&self) -> (Kind, usize) {
        let rest = self.rest();
        let number = rest.starts_with(|c: char| c.is_ascii_digit() || c == '.');
        let ends = |c: char| !(is_word(c) || number && c == '.');
        let length = rest.find(ends).unwrap_or(rest.len());
        let word = &rest[..length];
        // After a dot a word of the language is a name as well.
        let part = self
            .out
            .last()
            .is_some_and(|last| matches!(last.text, "." | "?."));
        let given = number || !part && WORDS.contains(&word);
        (if given { Kind::Other } else { Kind::Name }, length)
    }

    fn sign(&self) -> usize {
        let rest = self.rest();
        let known = SIGNS.iter().find(|sign| rest.starts_with(**sign));
        let one = rest.chars().next().map_or(0, char::len_utf8);
        known.map_or(one, |sign| sign.len())
    }

    /// Whether a `/` here begins a regular expression: nothing stands before it to divide.
    fn begins_expression(&self) -> bool {
        let Some(last) = self.out.last() else {
            return true;
        };
        match last.kind {
            Kind::Other => {
                let value = last
                    .text
                    .starts_with(|c: char| c.is_ascii_digit() || ")]}".contains(c));
                !value && !matches!(last.text, "this" | "null" | "true" | "false")
            }
            Kind::Template => last.text == "${",
            Kind::Name | Kind::Text => false,
        }
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_templates_and_expressions_are_one_token() {
        let source = "a.in = `x ${b[`y`]} \\` ${c}` / /[/\"]\\//gi.d ?? 'e\\'' // f";
        let cut: Vec<&str> = tokens(source).iter().map(|token| token.text).collect();
        assert_eq!(
            cut,
            [
                "a",
                ".",
                "in",
                "=",
                "`x ",
                "${",
                "b",
                "[",
                "`y`",
                "]",
                "}",
                " \\` ",
                "${",
                "c",
                "}",
                "`",
                "/",
                "/[/\"]\\//gi",
                ".",
                "d",
                "??",
                "'e\\''"
            ]
        );
    }
}
