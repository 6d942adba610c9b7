//! Scripts in fewer bytes: without comments and white space, and with short names.
//!
//! Not a parser. It reads tokens, and gives a short name only to what a token or two around it
//! prove to be a variable of this file: a name that is declared in it and that nowhere in it
//! stands as a property, a key, a method or a shorthand, the same name everywhere in the file.
//! Whatever is in doubt stays as it is. So it needs files that keep to themselves (each is a
//! function called at once) and end statements with semicolons, as ours do; line breaks where
//! a statement might end are kept all the same. The browser tests run what comes out.

use std::collections::{BTreeMap, BTreeSet};

use super::tokens::{Kind, Token, tokens};

/// The script in fewer bytes, ending with a line break.
pub fn script(source: &str) -> String {
    let mut tokens = tokens(source);
    let names = short_names(&tokens);
    for token in &mut tokens {
        if let Some(short) = names.get(token.text)
            && token.kind == Kind::Name
        {
            token.text = short;
        }
    }
    written(&tokens)
}

fn written(tokens: &[Token<'_>]) -> String {
    let mut out = String::new();
    for token in tokens {
        let before = out.chars().next_back().unwrap_or('\n');
        let after = token.text.chars().next().unwrap_or(' ');
        let words = is_word(before) && is_word(after);
        let signs = before == after && matches!(after, '+' | '-' | '/');
        if token.breaks && may_end(before) && may_begin(after) {
            out.push('\n');
        } else if token.kind != Kind::Template && (words || signs) {
            out.push(' ');
        }
        out.push_str(token.text);
    }
    out.push('\n');
    out
}

/// Whether a statement may end with this character.
fn may_end(c: char) -> bool {
    is_word(c) || matches!(c, ')' | ']' | '}' | '"' | '\'' | '`' | '/')
}

/// Whether a statement may begin with this character, not only go on.
fn may_begin(c: char) -> bool {
    !matches!(
        c,
        '.' | ',' | ';' | ':' | '?' | ')' | ']' | '}' | '=' | '&' | '|' | '*'
    )
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

/// Names that the language or the browser gives, lest a default value make them look declared.
const GIVEN: &[&str] = &[
    "window",
    "document",
    "location",
    "history",
    "navigator",
    "performance",
    "localStorage",
    "undefined",
    "arguments",
    "setTimeout",
    "clearTimeout",
    "requestAnimationFrame",
    "fetch",
    "isNaN",
    "parseInt",
    "parseFloat",
    "decodeURIComponent",
    "encodeURIComponent",
    "matchMedia",
    "getComputedStyle",
    "scrollTo",
    "print",
    "alert",
    "confirm",
    "open",
    "close",
    "top",
    "self",
    "innerHeight",
    "innerWidth",
    "devicePixelRatio",
    "sessionStorage",
    "crypto",
    "caches",
];

/// For each name that may be changed a short one, the most frequent first.
fn short_names(tokens: &[Token<'_>]) -> BTreeMap<String, &'static str> {
    let uses = Uses::of(tokens);
    let mut names: Vec<(&str, usize)> = uses
        .count
        .iter()
        .filter(|(name, _)| uses.declared.contains(*name) && !uses.fixed.contains(*name))
        .filter(|(name, _)| name.len() > 1 && !GIVEN.contains(name))
        .map(|(name, count)| (*name, *count))
        .collect();
    names.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
    let free = SHORT
        .iter()
        .copied()
        .filter(|short| !uses.count.contains_key(short));
    let pairs = names.iter().map(|(name, _)| (*name).to_owned());
    std::iter::zip(pairs, free).collect()
}

/// Names of one letter, those first that scripts have most of anyway.
const SHORT: &[&str] = &[
    "e", "t", "n", "s", "r", "i", "a", "o", "c", "l", "d", "u", "h", "p", "m", "f", "g", "v", "y",
    "b", "w", "k", "x", "j", "q", "z", "E", "T", "N", "S", "R", "I", "A", "O", "C", "L", "D", "U",
    "H", "P", "M", "F", "G", "V", "Y", "B", "W", "K", "X", "J", "Q", "Z", "_", "$", "ee", "et",
    "en", "es", "er", "ei", "ea", "eo", "ec", "el", "ed", "eu", "eh", "ep", "em", "ef", "eg", "ev",
    "te", "tt", "tn", "ts", "tr", "ti", "ta", "to", "tc", "tl", "td", "tu", "th", "tp", "tm", "tf",
];

/// How the names of a file are used.
#[derive(Default)]
struct Uses<'a> {
    count: BTreeMap<&'a str, usize>,
    /// Declared somewhere.
    declared: BTreeSet<&'a str>,
    /// Somewhere what an object calls its part.
    fixed: BTreeSet<&'a str>,
}

impl<'a> Uses<'a> {
    fn of(tokens: &[Token<'a>]) -> Self {
        let mut uses = Self::default();
        let mut open = vec![Bracket::default()];
        for (at, token) in tokens.iter().enumerate() {
            match token.text {
                "(" | "[" | "{" | "${" => open.push(Bracket {
                    text: token.text,
                    choices: 0,
                    declares: declares(tokens, at, open.last()),
                }),
                ")" | "]" | "}" => drop(open.pop()),
                "?" => open
                    .iter_mut()
                    .next_back()
                    .into_iter()
                    .for_each(|b| b.choices += 1),
                ":" => {
                    if let Some(inner) = open.last_mut() {
                        inner.choices = inner.choices.saturating_sub(1);
                    }
                }
                _ => {}
            }
            if token.kind == Kind::Name {
                uses.see(tokens, at, open.last());
            }
        }
        uses
    }

    fn see(&mut self, tokens: &[Token<'a>], at: usize, inner: Option<&Bracket<'a>>) {
        let name = tokens[at].text;
        let before = at.checked_sub(1).map_or("", |i| tokens[i].text);
        let after = tokens.get(at + 1).map_or("", |token| token.text);
        *self.count.entry(name).or_default() += 1;
        let in_braces = inner.is_some_and(|bracket| bracket.text == "{");
        let chosen = inner.is_some_and(|bracket| bracket.choices > 0);
        let part = matches!(before, "." | "?.");
        let key = after == ":" && !chosen && before != "case";
        let listed = in_braces && matches!(before, "{" | ",");
        let shorthand = listed && matches!(after, "," | "}" | "=" | "(");
        let method = matches!(before, "get" | "set" | "static" | "async") && after == "(";
        if part || key || shorthand || method {
            self.fixed.insert(name);
        }
        let by_word = matches!(before, "const" | "let" | "var" | "function" | "class");
        let bound = inner.is_some_and(|bracket| bracket.declares)
            && matches!(before, "(" | "," | "[" | "{" | "..." | ":");
        if by_word || bound || after == "=>" {
            self.declared.insert(name);
        }
    }
}

/// An open bracket; the file itself has none.
#[derive(Default)]
struct Bracket<'a> {
    text: &'a str,
    /// How many `?` in it wait for their `:`.
    choices: usize,
    /// Whether what is listed in it is declared by that.
    declares: bool,
}

/// Whether the bracket at `at` is one of parameters, or a pattern of a declaration.
fn declares(tokens: &[Token<'_>], at: usize, outer: Option<&Bracket<'_>>) -> bool {
    let before = |back: usize| at.checked_sub(back).map_or("", |i| tokens[i].text);
    if matches!(before(1), "const" | "let" | "var" | "catch" | "function")
        || before(2) == "function"
    {
        return true;
    }
    let in_pattern = outer.is_some_and(|bracket| bracket.declares);
    if in_pattern && matches!(before(1), "(" | "," | "[" | "{" | "..." | ":") {
        return true;
    }
    tokens[at].text == "(" && (is_method(tokens, at) || follows(tokens, at, "=>"))
}

/// Whether a `(` begins the parameters of a method: `name(…) {` where no statement word stands.
fn is_method(tokens: &[Token<'_>], at: usize) -> bool {
    let named = at
        .checked_sub(1)
        .is_some_and(|i| tokens[i].kind == Kind::Name);
    named && follows(tokens, at, "{")
}

/// Whether this comes after the bracket that closes the one at `at`.
fn follows(tokens: &[Token<'_>], at: usize, text: &str) -> bool {
    let mut depth = 0usize;
    for (i, token) in tokens.iter().enumerate().skip(at) {
        match token.text {
            "(" | "[" | "{" | "${" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return tokens.get(i + 1).is_some_and(|next| next.text == text);
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_doubt_stay() {
        let source = "(function (kegang) {\n  const { title, text: words } = kegang.part;\n  \
            let counter = 0;\n  const make = (first, { second }, [third]) => first + second + third;\n  \
            function next(step = Infinity) { counter += step; return { counter, make: make(words) }; }\n  \
            kegang.next = next;\n})(window.kegang);\n";
        assert_eq!(
            script(source),
            "(function(kegang){const{title,text:s}=kegang.part;let counter=0;const make=(e,{second},[n])=>e+second+n;\
             function next(t=Infinity){counter+=t;return{counter,make:make(s)};}\nkegang.next=next;})(window.kegang);\n"
        );
    }

    #[test]
    fn choices_are_no_keys_and_texts_are_left_alone() {
        let source = "const value = wide ? narrow : broad;\nconst narrow = `a ${narrow} ${`b ${value}`} narrow`;\n// narrow\nconst wide = \"narrow\";\nconst broad = /nar\\/row[/]/g;\n";
        assert_eq!(
            script(source),
            "const n=s?e:t;const e=`a ${e} ${`b ${n}`} narrow`;const s=\"narrow\";const t=/nar\\/row[/]/g;\n"
        );
    }

    #[test]
    fn what_must_stay_apart_stays_apart() {
        let source = "a = b + +c - -d / 2; // x\n/* y\n*/ return\nb = typeof c in d\nnew E\n(f)\n";
        assert_eq!(
            script(source),
            "a=b+ +c- -d/2;return\nb=typeof c in d\nnew E\n(f)\n"
        );
    }
}
