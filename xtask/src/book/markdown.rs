//! Markdown of ours as markup that can stand anywhere in a generated chapter: in a list, in
//! a `<details>`, between words.
//!
//! Formulas stay between their dollars for [`super::katex`], which comes later and finds the
//! same ones; every other dollar becomes an entity.

use mdbook_katex::cfg::KatexConfig;
use mdbook_katex::preprocess::{Render, get_render_tasks};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

use super::html::{Html, escape};

/// A formula in Markdown that is being read: the mark, its number in digits, the other mark.
/// No content has these characters, which mean nothing.
const MARKS: [char; 2] = ['\u{e000}', '\u{e001}'];

/// The whole of it, paragraphs and lists as elements.
pub fn html(markdown: &str) -> Html {
    let (marked, formulas) = taken_out(markdown);
    let events = Parser::new_ext(&marked, Options::ENABLE_TABLES).map(|event| match event {
        Event::Text(text) => Event::InlineHtml(escape(&text).into()),
        other => other,
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    // A blank line would end the HTML block this stands in.
    let lines = out.lines().filter(|line| !line.trim().is_empty());
    Html(put_back(&lines.collect::<Vec<_>>().join("\n"), &formulas))
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
pub fn blocks(markdown: &str) -> Vec<String> {
    let (marked, formulas) = taken_out(markdown);
    let mut depth = 0;
    let mut ranges = Vec::new();
    for (event, range) in Parser::new_ext(&marked, Options::ENABLE_TABLES).into_offset_iter() {
        if depth == 0 {
            ranges.push(range);
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
    }
    let texts = ranges.into_iter().filter_map(|range| marked.get(range));
    let texts = texts.map(str::trim).filter(|text| !text.is_empty());
    texts.map(|text| put_back(text, &formulas)).collect()
}

/// The first paragraph: what a concept is, in a sentence or two.
pub fn definition(body: &str) -> String {
    blocks(body).into_iter().next().unwrap_or_default()
}

/// The displayed formulas, dollars and all.
pub fn formulas(body: &str) -> Vec<String> {
    let (_, mut formulas) = taken_out(body);
    formulas.retain(|formula| formula.starts_with("$$"));
    formulas
}

/// What it says, a line a block; formulas as they are written, without dollars.
pub fn plain(markdown: &str) -> String {
    let (marked, formulas) = taken_out(markdown);
    let mut out = String::new();
    for event in Parser::new_ext(&marked, Options::ENABLE_TABLES) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::SoftBreak | Event::HardBreak => out.push('\n'),
            Event::Start(Tag::Item) | Event::End(TagEnd::Paragraph | TagEnd::Item)
                if !out.is_empty() && !out.ends_with('\n') =>
            {
                out.push('\n');
            }
            _ => {}
        }
    }
    let bare = formulas
        .iter()
        .map(|formula| formula.trim_matches('$').trim());
    put_back(out.trim(), &bare.collect::<Vec<_>>())
}

/// The text with marks where formulas stood, and the formulas with their dollars: Markdown
/// has its own ideas about `_` and `\\`.
fn taken_out(markdown: &str) -> (String, Vec<String>) {
    let options = KatexConfig::default().build_extra_opts();
    let mut marked = String::with_capacity(markdown.len());
    let mut formulas = Vec::new();
    for task in get_render_tasks(markdown, "", &options) {
        let (tex, delimiter) = match task {
            Render::Text(text) => {
                marked.push_str(&text.replace(MARKS, ""));
                continue;
            }
            Render::InlineTask(tex) => (tex, &options.inline_delimiter),
            Render::DisplayTask(tex) => (tex, &options.block_delimiter),
        };
        let [open, close] = MARKS;
        marked.push_str(&format!("{open}{}{close}", formulas.len()));
        // A blank line would end its paragraph.
        let lines = tex.split('\n').enumerate();
        let kept = lines.filter(|(at, line)| *at == 0 || !line.trim().is_empty());
        let tex = kept.map(|(_, line)| line).collect::<Vec<_>>().join("\n");
        formulas.push(format!("{}{tex}{}", delimiter.left, delimiter.right));
    }
    (marked, formulas)
}

fn put_back(marked: &str, formulas: &[impl AsRef<str>]) -> String {
    let [open, close] = MARKS;
    let mut parts = marked.split(open);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (number, rest) = part.split_once(close).unwrap_or(("", part));
        let formula = number.parse::<usize>().ok().and_then(|n| formulas.get(n));
        out.push_str(formula.map_or("", AsRef::as_ref));
        out.push_str(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_becomes_one_block() {
        let check = |markdown: &str, expected: &str| assert_eq!(html(markdown).0, expected);
        check("甲乙", "<p>甲乙</p>");
        check(
            "- 甲 $a_1 < b_1$\n\n- **乙**，5$ 与 {{x}}",
            "<ul>\n<li>\n<p>甲 $a_1 < b_1$</p>\n</li>\n<li>\n<p><strong>乙</strong>，5&#36; 与 &#123;&#123;x&#125;&#125;</p>\n</li>\n</ul>",
        );
        check("甲 $\\frac{a}{b$", "<p>甲 $\\frac{a}{b$</p>");
        check("$$\n\\frac{a}\n\n{b}\n$$", "<p>$$\n\\frac{a}\n{b}$$</p>");
        assert_eq!(inline("甲 *乙*").0, "甲 <em>乙</em>");
        assert_eq!(inline("甲\n\n乙").0, "<p>甲</p>\n<p>乙</p>");
    }

    #[test]
    fn a_body_has_a_definition_and_formulas() {
        let body = "指 $x_1$ 甲。\n又乙。\n\n**要点** 丙 $x$\n\n$$ a = b $$\n\n- 一\n- 二\n";
        assert_eq!(definition(body), "指 $x_1$ 甲。\n又乙。");
        assert_eq!(formulas(body), ["$$ a = b $$"]);
        assert_eq!(blocks(body).len(), 4);
        assert_eq!(plain(body), "指 x_1 甲。\n又乙。\n要点 丙 x\na = b\n一\n二");
        assert_eq!(definition(""), "");
    }
}
