//! The hours of a syllabus as a picture.

use std::fmt::Write as _;

use crate::book::html::{Html, escape, hours};

/// A bar: name and class hours.
pub struct Bar {
    /// What the hours are for, short.
    pub label: String,
    /// Class hours.
    pub hours: f64,
}

const ROW: usize = 28;
const LEFT: f64 = 86.0;
const WIDTH: f64 = 560.0;
const RIGHT: f64 = 40.0;

/// Horizontal bars in proportion to the hours, coloured by the page's style sheet through
/// the classes `hours-bar` and `hours-label`, readable without one.
pub fn picture(bars: &[Bar]) -> Option<Html> {
    let most = bars.iter().map(|bar| bar.hours).fold(0.0, f64::max);
    let total: f64 = bars.iter().map(|bar| bar.hours).sum();
    if bars.len() < 2 || most <= 0.0 || !total.is_finite() {
        return None;
    }
    let spoken: Vec<_> = bars
        .iter()
        .map(|bar| format!("{} {} 学时", bar.label, hours(bar.hours)))
        .collect();
    let mut svg = format!(
        "<svg class=\"hours-picture\" role=\"img\" viewBox=\"0 0 {WIDTH} {}\" \
         preserveAspectRatio=\"xMinYMin meet\" fill=\"currentColor\" font-size=\"14\">\n\
         <title>学时分配，共 {} 学时</title>\n<desc>{}</desc>\n",
        bars.len() * ROW,
        hours(total),
        escape(&spoken.join("，"))
    );
    for (index, bar) in bars.iter().enumerate() {
        let top = index * ROW;
        let length = (WIDTH - LEFT - RIGHT) * bar.hours / most;
        let base = top + 19;
        // Writing to a string cannot fail.
        let _ = writeln!(
            svg,
            "<text class=\"hours-label\" x=\"{}\" y=\"{base}\" text-anchor=\"end\">{}</text>\
             <rect class=\"hours-bar\" x=\"{LEFT}\" y=\"{}\" width=\"{length:.1}\" height=\"18\" \
             rx=\"3\" opacity=\"0.6\"/>\
             <text class=\"hours-label\" x=\"{:.1}\" y=\"{base}\">{}</text>",
            LEFT - 8.0,
            escape(&bar.label),
            top + 5,
            LEFT + length + 8.0,
            hours(bar.hours)
        );
    }
    svg.push_str("</svg>");
    Some(Html(svg))
}
