//! Stylesheets in fewer bytes: without comments and the white space that only people need.
//!
//! Not a parser. White space becomes one space and goes where a sign stands beside it that
//! separates by itself; strings stay as they are. What matters to somebody stays: the space
//! in `a :hover` and in `calc(1px + 2px)`, and that of an empty custom property, `--by-dark: ;`.

/// The stylesheet in fewer bytes, ending with a line break.
pub fn style(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    let mut gap = false;
    while let Some(c) = rest.chars().next() {
        if rest.starts_with("/*") {
            rest = rest.find("*/").map_or("", |end| &rest[end + 2..]);
            gap = true;
        } else if c.is_whitespace() {
            rest = &rest[c.len_utf8()..];
            gap = true;
        } else {
            let length = match c {
                '"' | '\'' => quoted(rest, c),
                _ => c.len_utf8(),
            };
            if gap && parts(&out, c) {
                out.push(' ');
            }
            // The last declaration of a block needs no end.
            if c == '}' && out.ends_with(';') && !out.ends_with(" ;") {
                out.pop();
            }
            out.push_str(&rest[..length]);
            rest = &rest[length..];
            gap = false;
        }
    }
    out.push('\n');
    out
}

/// Whether white space after `before` means something in front of `next`.
fn parts(before: &str, next: char) -> bool {
    let last = before.chars().next_back().unwrap_or('{');
    match (last, next) {
        (':', ';') => true,
        ('{' | '}' | ';' | ',' | ':' | '(', _) | (_, '{' | '}' | ';' | ',' | ')') => false,
        _ => true,
    }
}

/// The bytes of the string that `text` begins with.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::style;

    #[test]
    fn white_space_goes_where_it_says_nothing() {
        let cases = [
            ("/* a */\na {\n  b: c;\n  d: e, f;\n}\n", "a{b:c;d:e,f}"),
            (
                "a :hover, a:hover > b { c: d }",
                "a :hover,a:hover > b{c:d}",
            ),
            ("a { b: calc( 1px + 2px ) }", "a{b:calc(1px + 2px)}"),
            (":root { --a: ; --b: initial; }", ":root{--a: ;--b:initial}"),
            (":root { --a: ; }", ":root{--a: ;}"),
            (
                "@media (a: b) and (c) { d { e: f } }",
                "@media (a:b) and (c){d{e:f}}",
            ),
            ("a { b: var(--c, d) var(--e) }", "a{b:var(--c,d) var(--e)}"),
            (
                r#"a { b: " ;  /* \" */ " attr(c) }"#,
                r#"a{b:" ;  /* \" */ " attr(c)}"#,
            ),
            ("a { b: c !important }/* open", "a{b:c !important}"),
            ("a { b: \"open", "a{b:\"open"),
        ];
        for (long, short) in cases {
            assert_eq!(style(long), format!("{short}\n"), "{long}");
        }
    }
}
