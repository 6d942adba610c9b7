//! Markdown of ours as markup that can stand anywhere in a generated chapter: in a list, in
//! a `<details>`, between words.
//!
//! Formulas stay between their dollars for [`super::katex`], which comes later; every other
//! dollar becomes an entity.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

use super::html::Html;

const OPTIONS: Options = Options::ENABLE_MATH.union(Options::ENABLE_TABLES);

/// The whole of it, paragraphs and lists as elements.
pub fn html(markdown: &str) -> Html {
    let events = Parser::new_ext(markdown, OPTIONS).map(safe);
    let mut out = String::new();
    html::push_html(&mut out, events);
    // A blank line would end the HTML block this stands in.
    let lines = out.lines().filter(|line| !line.trim().is_empty());
    Html(lines.collect::<Vec<_>>().join("\n"))
}

/// A single paragraph without its element, to stand among other words.
pub fn inline(markdown: &str) -> Html {
    let whole = html(markdown).0;
    let inner = whole
        .strip_prefix("<p>")
        .and_then(|rest| rest.strip_suffix("</p>"))
        .filter(|inner| !inner.contains("<p>"));
    Html(inner.unwrap_or(&whole).to_owned())
}

/// The top-level blocks, as they are written.
pub fn blocks(markdown: &str) -> Vec<&str> {
    let mut depth = 0;
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (event, range) in Parser::new_ext(markdown, OPTIONS).into_offset_iter() {
        match event {
            Event::Start(_) => {
                if depth == 0 {
                    ranges.push(range);
                }
                depth += 1;
            }
            Event::End(_) => depth -= 1,
            _ if depth == 0 => ranges.push(range),
            _ => {}
        }
    }
    let texts = ranges.into_iter().filter_map(|range| markdown.get(range));
    texts
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .collect()
}

/// The first paragraph: what a concept is, in a sentence or two.
pub fn definition(body: &str) -> &str {
    blocks(body).first().copied().unwrap_or_default()
}

/// The displayed formulas, dollars and all.
pub fn formulas(body: &str) -> Vec<String> {
    Parser::new_ext(body, OPTIONS)
        .filter_map(|event| match event {
            Event::DisplayMath(tex) => Some(format!("$${}$$", tex.trim())),
            _ => None,
        })
        .collect()
}

/// What it says, a line a block; formulas as they are written.
pub fn plain(markdown: &str) -> String {
    let mut out = String::new();
    for event in Parser::new_ext(markdown, OPTIONS) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::InlineMath(tex) | Event::DisplayMath(tex) => out.push_str(&tex),
            Event::SoftBreak | Event::HardBreak => out.push('\n'),
            Event::Start(Tag::Item) | Event::End(TagEnd::Paragraph | TagEnd::Item) => {
                if !out.is_empty() && !out.ends_with('\n') {
                    out.push('\n');
                }
            }
            _ => {}
        }
    }
    out.trim().to_owned()
}

fn safe(event: Event<'_>) -> Event<'_> {
    match event {
        Event::InlineMath(tex) => Event::InlineHtml(format!("${tex}$").into()),
        Event::DisplayMath(tex) => Event::InlineHtml(format!("$${tex}$$").into()),
        Event::Text(text) => Event::InlineHtml(super::html::escape(&text).into()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_becomes_one_block() {
        let check = |markdown: &str, expected: &str| assert_eq!(html(markdown).0, expected);
        check("甲乙", "<p>甲乙</p>");
        check(
            "- 甲 $a_1 < b$\n\n- **乙**，5$ 与 {{x}}",
            "<ul>\n<li>\n<p>甲 $a_1 < b$</p>\n</li>\n<li>\n<p><strong>乙</strong>，5&#36; 与 &#123;&#123;x&#125;&#125;</p>\n</li>\n</ul>",
        );
        check("$$\n\\frac{a}{b}\n$$", "<p>$$\n\\frac{a}{b}\n$$</p>");
        assert_eq!(inline("甲 *乙*").0, "甲 <em>乙</em>");
        assert_eq!(inline("甲\n\n乙").0, "<p>甲</p>\n<p>乙</p>");
    }

    #[test]
    fn a_body_has_a_definition_and_formulas() {
        let body = "指甲。\n又乙。\n\n**要点** 丙 $x$\n\n$$ a = b $$\n\n- 一\n- 二\n";
        assert_eq!(definition(body), "指甲。\n又乙。");
        assert_eq!(formulas(body), ["$$a = b$$"]);
        assert_eq!(blocks(body).len(), 4);
        assert_eq!(plain(body), "指甲。\n又乙。\n要点 丙 x\n a = b \n一\n二");
        assert_eq!(definition(""), "");
    }
}
