//! What Markdown says, without its marks.

use pulldown_cmark::{Event, Options, Parser, TagEnd};

use super::text::clean;

/// The paragraphs of a text, one a line. Display formulas are left out: nobody types TeX.
pub fn plain(markdown: &str) -> String {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut words = String::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_MATH) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) => words += &text,
            Event::SoftBreak | Event::HardBreak => words.push('\n'),
            Event::End(end) if is_block(end) => {
                paragraphs.push(clean(&std::mem::take(&mut words)));
            }
            _ => {}
        }
    }
    paragraphs.push(clean(&words));
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs.join("\n")
}

fn is_block(end: TagEnd) -> bool {
    !matches!(
        end,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_a_paragraph_without_marks() {
        let markdown = "客户**满意度**是\n一种[感觉](a.md)。\n\n**要点** 期望 $E$ 与感知。\n\n$$S = P - E$$\n\n- 甲\n- `乙`\n";
        assert_eq!(
            plain(markdown),
            "客户满意度是一种感觉。\n要点 期望 E 与感知。\n甲\n乙"
        );
        assert_eq!(plain(" \n"), "");
    }
}
