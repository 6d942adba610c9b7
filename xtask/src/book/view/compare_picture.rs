//! Two columns of units and bands between those that share concepts.
//!
//! Drawn so narrow that its words are still read on a phone of 320 pixels; every unit is a
//! link, the words of the bands are in the table beside the picture.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use crate::book::html::{Html, escape};

/// A unit.
pub struct Node {
    /// Its page.
    pub href: String,
    /// Printed label.
    pub label: String,
    /// Printed title.
    pub title: String,
}

/// What runs between two units, by their numbers in the columns.
pub struct Flow {
    /// On the left.
    pub from: usize,
    /// On the right.
    pub to: usize,
    /// How many concepts they share.
    pub count: usize,
}

const WIDTH: f64 = 300.0;
/// Where words of the left column end, and those of the right begin.
const COLUMNS: [f64; 2] = [100.0, 200.0];
const ROW: f64 = 58.0;
/// Han characters in a line of a title.
const LINE: usize = 7;
const THINNEST: f64 = 1.5;
const WIDEST: f64 = 16.0;

/// The picture of two syllabi of these names.
pub fn picture(names: &[String; 2], columns: [&[Node]; 2], flows: &[Flow]) -> Html {
    let rows = columns.iter().map(|nodes| nodes.len()).max().unwrap_or(0);
    let height = rows as f64 * ROW;
    let most = flows.iter().map(|flow| flow.count).max().unwrap_or(1) as f64;
    let mut svg = format!(
        "<svg class=\"compare-picture\" role=\"group\" aria-label=\"{}与{}的章节对照图，每一章是一个链接；连线的内容见下面的表\" \
         viewBox=\"0 0 {WIDTH} {height}\" fill=\"currentColor\" font-size=\"13\">\n<g class=\"flows\" aria-hidden=\"true\">\n",
        escape(&names[0]),
        escape(&names[1]),
    );
    let middle = |column: usize, row: usize| {
        // The shorter column is spread over the whole height.
        let step = height / columns[column].len().max(1) as f64;
        (row as f64 + 0.5) * step
    };
    for flow in flows {
        let (y1, y2) = (middle(0, flow.from), middle(1, flow.to));
        let width = (WIDEST * flow.count as f64 / most).max(THINNEST);
        let [x1, x2] = [COLUMNS[0] + 6.0, COLUMNS[1] - 6.0];
        let [c1, c2] = [x1 + 34.0, x2 - 34.0];
        let name = |column: usize, row: usize| {
            columns[column]
                .get(row)
                .map_or("", |node| node.label.as_str())
        };
        // Writing to a string cannot fail.
        let _ = writeln!(
            svg,
            "<path d=\"M{x1} {y1:.1}C{c1} {y1:.1} {c2} {y2:.1} {x2} {y2:.1}\" fill=\"none\" stroke=\"currentColor\" \
             stroke-width=\"{width:.1}\" opacity=\".35\"><title>{}与{}：{} 个概念</title></path>",
            escape(name(0, flow.from)),
            escape(name(1, flow.to)),
            flow.count,
        );
    }
    svg.push_str("</g>\n");
    for (column, nodes) in columns.iter().enumerate() {
        for (row, node) in nodes.iter().enumerate() {
            let joined = flows.iter().any(|flow| match column {
                0 => flow.from == row,
                _ => flow.to == row,
            });
            write_node(&mut svg, node, column, middle(column, row), joined);
        }
    }
    svg.push_str("</svg>");
    Html(svg)
}

fn write_node(svg: &mut String, node: &Node, column: usize, y: f64, joined: bool) {
    let (x, anchor) = match column {
        0 => (COLUMNS[0], "end"),
        _ => (COLUMNS[1], "start"),
    };
    let lines = lines(&node.title);
    let top = y - 8.0 * lines.len() as f64;
    let alone = if joined { "" } else { " class=\"alone\"" };
    let _ = write!(
        svg,
        "<a href=\"{}\"{alone}><title>{} {}</title><text text-anchor=\"{anchor}\" x=\"{x}\" y=\"{:.1}\"><tspan font-weight=\"700\">{}</tspan>",
        escape(&node.href),
        escape(&node.label),
        escape(&node.title),
        top + 5.0,
        escape(&node.label),
    );
    for line in lines {
        let _ = write!(svg, "<tspan x=\"{x}\" dy=\"16\">{}</tspan>", escape(&line));
    }
    svg.push_str("</text></a>\n");
}

/// A title in at most two lines.
fn lines(title: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for c in title.chars() {
        let last = lines.len() - 1;
        let mut buffer = [0; 4];
        let width = lines[last].width() + c.encode_utf8(&mut buffer).width();
        if width <= 2 * LINE {
            lines[last].push(c);
        } else if lines.len() < 2 {
            lines.push(c.to_string());
        } else {
            // The sign takes the place of the last character.
            lines[last].pop();
            lines[last].push('…');
            break;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_cut_into_lines() {
        let check = |title: &str, expected: &[&str]| assert_eq!(lines(title), expected, "{title}");
        check("识别和开发客户", &["识别和开发客户"]);
        check("建立客户关系管理系统", &["建立客户关系管", "理系统"]);
        check("CRM 系统", &["CRM 系统"]);
        check(
            "一二三四五六七八九十一二三四五",
            &["一二三四五六七", "八九十一二三…"],
        );
        check("", &[""]);
    }

    #[test]
    fn a_unit_that_shares_nothing_is_told_apart() {
        let node = |label: &str| Node {
            href: format!("a/{label}.html"),
            label: label.to_owned(),
            title: "甲<乙>".to_owned(),
        };
        let (left, right) = ([node("一"), node("二")], [node("三")]);
        let flow = Flow {
            from: 1,
            to: 0,
            count: 2,
        };
        let svg = picture(&["A".into(), "B".into()], [&left, &right], &[flow]).0;
        assert_eq!(svg.matches("<path").count(), 1);
        assert_eq!(svg.matches("<a ").count(), 3);
        assert_eq!(svg.matches("class=\"alone\"").count(), 1);
        assert!(svg.contains("二与三：2 个概念") && !svg.contains("甲<乙>"));
    }
}
