//! The mark of a site, drawn in the sizes that browsers ask for.
//!
//! It is the drawing of `theme/favicon.svg`; who changes one changes the other.

use std::io;

use super::png::{Canvas, Colour, Shape};

/// The colours of `theme/css/colours.css` by light.
const ACCENT: Colour = [0xa2, 0x37, 0x1c];
const PAPER: Colour = [0xff, 0xfd, 0xf8];
const LINE: Colour = [0xe6, 0xdc, 0xcb];

/// Strokes in a square of 24.
const STROKES: [Shape; 4] = [
    Shape::Line((7.0, 5.0), (7.0, 19.0), 2.0),
    Shape::Line((7.0, 6.5), (17.0, 6.5), 2.0),
    Shape::Line((7.0, 12.0), (14.0, 12.0), 2.0),
    Shape::Line((7.0, 17.5), (17.0, 17.5), 2.0),
];

/// How the ground of the mark is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// Round corners, as in the header.
    Round,
    /// To the edge: the system cuts it, and may take a fifth on every side.
    Full,
}

/// The mark, `size` pixels wide.
///
/// # Errors
/// See [`Canvas::png`].
pub fn icon(size: u32, cut: Cut) -> io::Result<Vec<u8>> {
    let mut canvas = Canvas::new(size, size);
    let side = f64::from(size);
    let (radius, share) = match cut {
        Cut::Round => (5.0, 1.0),
        Cut::Full => (0.0, 0.75),
    };
    let ground = Shape::Box(0.0, 0.0, 24.0, 24.0, radius);
    canvas.paint(ground, ACCENT, side / 24.0, (0.0, 0.0));
    let margin = side * (1.0 - share) / 2.0;
    for stroke in STROKES {
        canvas.paint(stroke, PAPER, side * share / 24.0, (margin, margin));
    }
    canvas.png()
}

/// The picture beside a link to the site, for a book that has none of its own: the mark
/// and a page of lines. 1200 by 630 pixels, as those who show it want it.
///
/// # Errors
/// See [`Canvas::png`].
pub fn cover() -> io::Result<Vec<u8>> {
    let mut canvas = Canvas::new(1200, 630);
    let origin = (0.0, 0.0);
    canvas.paint(Shape::Box(0.0, 0.0, 1200.0, 630.0, 0.0), PAPER, 1.0, origin);
    let scale = 12.0;
    let at = (140.0, 171.0);
    canvas.paint(Shape::Box(0.0, 0.0, 24.0, 24.0, 5.0), ACCENT, scale, at);
    for stroke in STROKES {
        canvas.paint(stroke, PAPER, scale, at);
    }
    for (row, end) in [(0, 1060.0), (1, 940.0), (2, 1020.0), (3, 860.0)] {
        let y = 225.0 + 60.0 * f64::from(row);
        let line = Shape::Line((520.0, y), (end, y), 18.0);
        canvas.paint(line, if row == 0 { ACCENT } else { LINE }, 1.0, origin);
    }
    canvas.png()
}

/// The bytes of a drawn file that a frame names: `icon-48.png` the mark with round corners,
/// `touch-180.png` the mark to the edge, `cover.png`. `None` for every other name.
pub fn named(name: &str) -> Option<io::Result<Vec<u8>>> {
    if name == "cover.png" {
        return Some(cover());
    }
    let (kind, size) = name.strip_suffix(".png")?.split_once('-')?;
    let size = size
        .parse()
        .ok()
        .filter(|size| (16..=1024).contains(size))?;
    match kind {
        "icon" => Some(icon(size, Cut::Round)),
        "touch" => Some(icon(size, Cut::Full)),
        _ => None,
    }
}
