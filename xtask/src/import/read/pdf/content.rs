//! What the operators of a page put on it: glyphs, lines, pictures, each with its place.
//!
//! Places are in points from the top left corner of the page as it is shown.

use std::rc::Rc;
use std::sync::Arc;

use hayro_font::kurbo::{Affine, Point, Vec2};
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use hayro_syntax::page::{Page, Resources};

use super::face::{Face, Faces};
use super::paths::{Path, Stroke};

/// Operators of a whole file; a book of a thousand pages has fewer.
const OPERATORS: usize = 20_000_000;
/// Glyphs of a whole file.
const GLYPHS: usize = 3_000_000;
/// Forms within forms.
const NESTED: usize = 12;
/// States that are put aside.
const SAVED: usize = 512;

/// A character on the page.
#[derive(Debug, Clone)]
pub struct Glyph {
    /// What it says; the replacement character when the file does not tell.
    pub text: Arc<str>,
    /// Where it starts, on its base line.
    pub from: Point,
    /// Where the next one would start.
    pub to: Point,
    /// The height of its font, in points.
    pub size: f64,
    /// Glyphs that were shown together have the same number.
    pub run: usize,
}

/// What is on a page.
#[derive(Debug, Default)]
pub struct Sheet {
    /// The width of the page, in points.
    pub width: f64,
    /// In the order in which they are drawn.
    pub glyphs: Vec<Glyph>,
    /// What may be the rules of a table.
    pub strokes: Vec<Stroke>,
    /// Pictures.
    pub pictures: usize,
    /// Characters whose meaning the file does not tell.
    pub unknown: usize,
    /// Characters that do not show: the text that somebody recognised under a scan.
    pub invisible: usize,
}

/// How much of a file may still be walked.
#[derive(Debug)]
pub struct Budget {
    operators: usize,
    glyphs: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            operators: OPERATORS,
            glyphs: GLYPHS,
        }
    }
}

impl Budget {
    /// Whether the file holds more than was walked.
    pub fn is_spent(&self) -> bool {
        self.operators == 0 || self.glyphs == 0
    }
}

/// Walks a page.
pub fn sheet<'a>(page: &Page<'a>, faces: &Faces<'a>, budget: &mut Budget) -> Sheet {
    let mut walk = Walk {
        faces,
        budget,
        sheet: Sheet {
            width: f64::from(page.render_dimensions().0),
            ..Sheet::default()
        },
        state: State {
            place: Affine::new(page.initial_transform(true).as_coeffs()),
            ..State::default()
        },
        saved: Vec::new(),
        pen: Affine::IDENTITY,
        line: Affine::IDENTITY,
        path: Path::default(),
        runs: 0,
    };
    walk.run(page.typed_operations(), page.resources(), 0);
    walk.sheet
}

#[derive(Clone)]
struct State<'a> {
    /// From what the operators say to the page.
    place: Affine,
    face: Option<Rc<Face<'a>>>,
    size: f64,
    between: f64,
    between_words: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
    visible: bool,
}

impl Default for State<'_> {
    fn default() -> Self {
        Self {
            place: Affine::IDENTITY,
            face: None,
            size: 1.0,
            between: 0.0,
            between_words: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            visible: true,
        }
    }
}

struct Walk<'a, 'w> {
    faces: &'w Faces<'a>,
    budget: &'w mut Budget,
    sheet: Sheet,
    state: State<'a>,
    saved: Vec<State<'a>>,
    pen: Affine,
    line: Affine,
    path: Path,
    runs: usize,
}

impl<'a> Walk<'a, '_> {
    fn run(&mut self, mut operators: TypedIter<'_>, resources: &Resources<'a>, depth: usize) {
        let saved = self.saved.len();
        while let Some(operator) = operators.next() {
            if self.budget.is_spent() {
                return;
            }
            self.budget.operators -= 1;
            match operator {
                TypedInstruction::SaveState(_) if self.saved.len() < SAVED => {
                    self.saved.push(self.state.clone());
                }
                TypedInstruction::RestoreState(_) if self.saved.len() > saved => {
                    if let Some(state) = self.saved.pop() {
                        self.state = state;
                    }
                }
                TypedInstruction::Transform(m) => {
                    self.state.place *= matrix([&m.0, &m.1, &m.2, &m.3, &m.4, &m.5]);
                }
                TypedInstruction::XObject(named) => self.object(named.0, resources, depth),
                TypedInstruction::InlineImage(_) => self.sheet.pictures += 1,
                TypedInstruction::SetGraphicsState(named) => {
                    let state = resources.get_ext_g_state(named.0);
                    self.font_of(state.as_ref());
                }
                operator => {
                    if !self.text(&operator, resources) {
                        self.path
                            .draw(&operator, self.state.place, &mut self.sheet.strokes);
                    }
                }
            }
        }
        self.saved.truncate(saved);
    }

    /// A graphics state may bring a font.
    fn font_of(&mut self, state: Option<&Dict<'a>>) {
        let Some(font) = state.and_then(|state| state.get::<Array<'a>>("Font")) else {
            return;
        };
        let mut entries = font.flex_iter();
        if let Some(dict) = entries.next::<Dict<'a>>() {
            self.state.face = self.faces.face(&dict);
            self.state.size = entries.next::<f32>().map_or(self.state.size, f64::from);
        }
    }

    /// Whether this was about text.
    fn text(&mut self, operator: &TypedInstruction<'_, '_>, resources: &Resources<'a>) -> bool {
        self.runs += 1;
        match operator {
            TypedInstruction::BeginText(_) => self.start(Affine::IDENTITY),
            TypedInstruction::EndText(_) => {}
            TypedInstruction::TextFont(font) => {
                let dict = resources.get_font(font.0);
                self.state.face = dict.and_then(|dict| self.faces.face(&dict));
                self.state.size = font.1.as_f64();
            }
            TypedInstruction::CharacterSpacing(n) => self.state.between = n.0.as_f64(),
            TypedInstruction::WordSpacing(n) => self.state.between_words = n.0.as_f64(),
            TypedInstruction::HorizontalScaling(n) => self.state.stretch = n.0.as_f64() / 100.0,
            TypedInstruction::TextLeading(n) => self.state.leading = n.0.as_f64(),
            TypedInstruction::TextRise(n) => self.state.rise = n.0.as_f64(),
            TypedInstruction::TextRenderingMode(n) => self.state.visible = n.0.as_i64() != 3,
            TypedInstruction::SetTextMatrix(m) => {
                self.start(matrix([&m.0, &m.1, &m.2, &m.3, &m.4, &m.5]));
            }
            TypedInstruction::NextLine(by) => self.next_line(by.0.as_f64(), by.1.as_f64()),
            TypedInstruction::NextLineAndSetLeading(by) => {
                self.state.leading = -by.1.as_f64();
                self.next_line(by.0.as_f64(), by.1.as_f64());
            }
            TypedInstruction::NextLineUsingLeading(_) => self.next_line(0.0, -self.state.leading),
            TypedInstruction::ShowText(shown) => self.show(shown.0.as_bytes()),
            TypedInstruction::NextLineAndShowText(shown) => {
                self.next_line(0.0, -self.state.leading);
                self.show(shown.0.as_bytes());
            }
            TypedInstruction::ShowTextWithParameters(shown) => {
                self.state.between_words = shown.0.as_f64();
                self.state.between = shown.1.as_f64();
                self.next_line(0.0, -self.state.leading);
                self.show(shown.2.as_bytes());
            }
            TypedInstruction::ShowTexts(shown) => self.show_all(shown.0),
            _ => return false,
        }
        true
    }

    fn start(&mut self, at: Affine) {
        self.pen = at;
        self.line = at;
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.start(self.line * Affine::translate((x, y)));
    }

    fn show_all(&mut self, parts: &Array<'_>) {
        for part in parts.iter::<Object<'_>>() {
            match part {
                Object::String(text) => self.show(text.as_bytes()),
                Object::Number(back) => {
                    let by = -back.as_f64() / 1000.0 * self.state.size;
                    let across = self
                        .state
                        .face
                        .as_ref()
                        .is_none_or(|face| face.is_horizontal());
                    let by = match across {
                        true => (by * self.state.stretch, 0.0),
                        false => (0.0, by),
                    };
                    self.pen *= Affine::translate(by);
                }
                _ => {}
            }
        }
    }

    fn show(&mut self, bytes: &[u8]) {
        let Some(face) = self.state.face.clone() else {
            // Without its font nobody knows what a string says, but that it says something.
            self.sheet.unknown += bytes.len();
            return;
        };
        let across = face.is_horizontal();
        for shown in face.show(bytes) {
            if self.budget.is_spent() {
                return;
            }
            self.budget.glyphs -= 1;
            let State { size, stretch, .. } = self.state;
            let more = self.state.between
                + if shown.is_space {
                    self.state.between_words
                } else {
                    0.0
                };
            let (glyph, step) = match across {
                true => {
                    let wide = shown.advance.0 * size;
                    ((wide * stretch, 0.0), ((wide + more) * stretch, 0.0))
                }
                false => {
                    let high = shown.advance.1 * size;
                    ((0.0, high), (0.0, high + more))
                }
            };
            self.put(shown.text, glyph);
            self.pen *= Affine::translate(step);
        }
    }

    /// Puts a glyph on the page.
    fn put(&mut self, text: Option<Arc<str>>, step: (f64, f64)) {
        let whole = self.state.place * self.pen;
        let raised = Point::new(0.0, self.state.rise);
        let [_, _, c, d, _, _] = whole.as_coeffs();
        let from = whole * raised;
        let to = whole * (raised + Vec2::from(step));
        let size = (self.state.size * c.hypot(d)).abs();
        if !(from.is_finite() && to.is_finite() && size.is_finite()) {
            return;
        }
        if text.is_none() {
            self.sheet.unknown += 1;
        }
        if !self.state.visible {
            self.sheet.invisible += 1;
        }
        let text = text.unwrap_or_else(|| Arc::from("\u{fffd}"));
        self.sheet.glyphs.push(Glyph {
            text,
            from,
            to,
            size: size.max(0.1),
            run: self.runs,
        });
    }

    fn object(&mut self, name: &Name<'_>, resources: &Resources<'a>, depth: usize) {
        let Some(stream) = resources.get_x_object(name) else {
            return;
        };
        let kind = stream.dict().get::<Name<'_>>("Subtype");
        match kind.as_ref().map(|kind| kind.as_ref()) {
            Some(b"Image") => self.sheet.pictures += 1,
            Some(b"Form") if depth < NESTED => self.form(&stream, resources, depth),
            _ => {}
        }
    }

    fn form(&mut self, stream: &Stream<'a>, around: &Resources<'a>, depth: usize) {
        let Ok(data) = stream.decoded_data() else {
            return;
        };
        let own = stream
            .dict()
            .get::<Dict<'a>>("Resources")
            .map(Resources::new);
        let state = self.state.clone();
        let (pen, line) = (self.pen, self.line);
        let by: Vec<f64> = stream
            .dict()
            .get::<Array<'_>>("Matrix")
            .map(|matrix| matrix.iter::<f32>().map(f64::from).collect())
            .unwrap_or_default();
        if let Ok(by) = <[f64; 6]>::try_from(by) {
            self.state.place *= Affine::new(by);
        }
        self.run(
            TypedIter::new(&data),
            own.as_ref().unwrap_or(around),
            depth + 1,
        );
        (self.pen, self.line) = (pen, line);
        self.state = state;
    }
}

fn matrix(numbers: [&Number; 6]) -> Affine {
    Affine::new(numbers.map(Number::as_f64))
}
