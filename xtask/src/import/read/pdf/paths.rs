//! Paths, as far as they may be the rules of a table.

use hayro_font::kurbo::{Affine, Point, Vec2};
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::Number;

/// Strokes of a page; a drawing with more is no table.
const STROKES: usize = 20_000;
/// A filled rectangle that is no wider is a line, in points.
const THIN: f64 = 3.0;

/// A straight line, or a thin rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// One end.
    pub from: Point,
    /// The other.
    pub to: Point,
}

/// The path that is being made, as strokes.
#[derive(Debug, Default)]
pub struct Path {
    start: Point,
    last: Point,
    lines: Vec<(Point, Point)>,
    boxes: Vec<(Point, Point)>,
    /// Where in `lines` the parts of the path begin.
    parts: Vec<usize>,
}

impl Path {
    fn go(&mut self, to: Point) {
        if self.parts.last() != Some(&self.lines.len()) {
            self.parts.push(self.lines.len());
        }
        self.start = to;
        self.last = to;
    }

    fn line(&mut self, to: Point) {
        if self.lines.len() < STROKES {
            self.lines.push((self.last, to));
        }
        self.last = to;
    }

    fn close(&mut self) {
        if self.last != self.start {
            self.line(self.start);
        }
    }

    /// What an operator does to the path; one that ends it adds strokes, in the places that
    /// `place` gives.
    pub fn draw(
        &mut self,
        operator: &TypedInstruction<'_, '_>,
        place: Affine,
        strokes: &mut Vec<Stroke>,
    ) {
        match operator {
            TypedInstruction::MoveTo(to) => self.go(point(&to.0, &to.1)),
            TypedInstruction::LineTo(to) => self.line(point(&to.0, &to.1)),
            TypedInstruction::CubicTo(to) => self.last = point(&to.4, &to.5),
            TypedInstruction::CubicStartTo(to) => self.last = point(&to.2, &to.3),
            TypedInstruction::CubicEndTo(to) => self.last = point(&to.2, &to.3),
            TypedInstruction::ClosePath(_) => self.close(),
            TypedInstruction::RectPath(r) => {
                let from = point(&r.0, &r.1);
                let to = from + Vec2::new(r.2.as_f64(), r.3.as_f64());
                if self.boxes.len() < STROKES {
                    self.boxes.push((from, to));
                }
                self.go(from);
            }
            TypedInstruction::CloseAndStrokePath(_)
            | TypedInstruction::CloseFillAndStrokeNonZero(_)
            | TypedInstruction::CloseFillAndStrokeEvenOdd(_) => {
                self.close();
                self.paint(true, place, strokes);
            }
            TypedInstruction::StrokePath(_)
            | TypedInstruction::FillAndStrokeNonZero(_)
            | TypedInstruction::FillAndStrokeEvenOdd(_) => self.paint(true, place, strokes),
            TypedInstruction::FillPathNonZero(_)
            | TypedInstruction::FillPathNonZeroCompatibility(_)
            | TypedInstruction::FillPathEvenOdd(_) => self.paint(false, place, strokes),
            TypedInstruction::EndPath(_) => *self = Self::default(),
            _ => {}
        }
    }

    /// Ends a path; a filled one counts where it is as thin as a line.
    fn paint(&mut self, stroked: bool, place: Affine, strokes: &mut Vec<Stroke>) {
        let path = std::mem::take(self);
        let mut stroke = |from: Point, to: Point| {
            if strokes.len() < STROKES && from.is_finite() && to.is_finite() {
                strokes.push(Stroke { from, to });
            }
        };
        let mut boxes = path.boxes;
        if stroked {
            for (from, to) in path.lines {
                stroke(place * from, place * to);
            }
        } else {
            let ends = path.parts.iter().skip(1).copied().chain([path.lines.len()]);
            let parts = path.parts.iter().zip(ends);
            boxes.extend(parts.filter_map(|(from, to)| outline(path.lines.get(*from..to)?)));
        }
        for (from, to) in boxes {
            let (from, to) = (place * from, place * to);
            let (wide, high) = ((to.x - from.x).abs(), (to.y - from.y).abs());
            if wide.min(high) <= THIN {
                let middle = from.midpoint(to);
                match wide > high {
                    true => stroke((from.x, middle.y).into(), (to.x, middle.y).into()),
                    false => stroke((middle.x, from.y).into(), (middle.x, to.y).into()),
                }
            } else if stroked {
                let (a, b) = (Point::new(to.x, from.y), Point::new(from.x, to.y));
                for (from, to) in [(from, a), (a, to), (to, b), (b, from)] {
                    stroke(from, to);
                }
            }
        }
    }
}

/// The corners of a rectangle that was drawn side by side.
fn outline(lines: &[(Point, Point)]) -> Option<(Point, Point)> {
    let first = lines.first()?;
    let upright =
        |(from, to): &(Point, Point)| (from.x - to.x).abs() < 0.01 || (from.y - to.y).abs() < 0.01;
    if !(3..=4).contains(&lines.len()) || !lines.iter().all(upright) {
        return None;
    }
    let ends = || lines.iter().flat_map(|(from, to)| [from, to]);
    let low = ends().fold(first.0, |low, at| {
        Point::new(low.x.min(at.x), low.y.min(at.y))
    });
    let high = ends().fold(first.0, |high, at| {
        Point::new(high.x.max(at.x), high.y.max(at.y))
    });
    Some((low, high))
}

fn point(x: &Number, y: &Number) -> Point {
    Point::new(x.as_f64(), y.as_f64())
}
