//! Pictures drawn at build time from a few shapes, and written as PNG: the same bytes on
//! every machine, without a font, a browser or an image library.

use std::io::{self, Write};

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};

/// Red, green, blue.
pub type Colour = [u8; 3];

/// Something to draw, in the units of its picture.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// A rectangle with round corners: left, top, width, height, radius.
    Box(f64, f64, f64, f64, f64),
    /// A line with round ends: from, to, width.
    Line((f64, f64), (f64, f64), f64),
}

impl Shape {
    /// How far the point lies outside the edge; negative inside.
    fn distance(self, x: f64, y: f64) -> f64 {
        match self {
            Self::Box(left, top, width, height, radius) => {
                let (half_width, half_height) = (width / 2.0, height / 2.0);
                let across = (x - left - half_width).abs() - half_width + radius;
                let down = (y - top - half_height).abs() - half_height + radius;
                let outside = length(across.max(0.0), down.max(0.0));
                outside + across.max(down).min(0.0) - radius
            }
            Self::Line((ax, ay), (bx, by), width) => {
                let (dx, dy) = (bx - ax, by - ay);
                let square = dx * dx + dy * dy;
                let along = ((x - ax) * dx + (y - ay) * dy) / square.max(f64::MIN_POSITIVE);
                let along = along.clamp(0.0, 1.0);
                length(x - ax - along * dx, y - ay - along * dy) - width / 2.0
            }
        }
    }
}

/// Not `hypot`, which may round differently on another machine.
fn length(x: f64, y: f64) -> f64 {
    (x * x + y * y).sqrt()
}

/// A picture with a transparent ground.
#[derive(Debug)]
pub struct Canvas {
    width: u32,
    height: u32,
    /// Four bytes a pixel, row by row.
    pixels: Vec<u8>,
}

impl Canvas {
    /// An empty picture.
    pub fn new(width: u32, height: u32) -> Self {
        Self {
            width,
            height,
            pixels: vec![0; width as usize * height as usize * 4],
        }
    }

    /// Paints a shape whose unit is `scale` pixels, its origin at `at` (in pixels).
    pub fn paint(&mut self, shape: Shape, colour: Colour, scale: f64, at: (f64, f64)) {
        let row = self.width as usize * 4;
        for (y, line) in self.pixels.chunks_exact_mut(row).enumerate() {
            for (x, pixel) in line.chunks_exact_mut(4).enumerate() {
                #[allow(clippy::cast_precision_loss)]
                let (x, y) = (x as f64 + 0.5 - at.0, y as f64 + 0.5 - at.1);
                let covered = 0.5 - shape.distance(x / scale, y / scale) * scale;
                blend(pixel, colour, covered.clamp(0.0, 1.0));
            }
        }
    }

    /// The picture as a PNG file.
    ///
    /// # Errors
    /// What the compressor says, which has no reason to.
    pub fn png(&self) -> io::Result<Vec<u8>> {
        let mut rows = ZlibEncoder::new(Vec::new(), Compression::best());
        for line in self.pixels.chunks_exact(self.width as usize * 4) {
            rows.write_all(&[0])?;
            rows.write_all(line)?;
        }
        let mut header = Vec::new();
        header.extend(self.width.to_be_bytes());
        header.extend(self.height.to_be_bytes());
        // Eight bits a channel, red, green, blue and alpha; nothing interlaced.
        header.extend([8, 6, 0, 0, 0]);
        let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
        chunk(&mut out, b"IHDR", &header)?;
        chunk(&mut out, b"IDAT", &rows.finish()?)?;
        chunk(&mut out, b"IEND", &[])?;
        Ok(out)
    }
}

/// Lays `share` of a colour over a pixel.
fn blend(pixel: &mut [u8], colour: Colour, share: f64) {
    let [red, green, blue, alpha] = pixel else {
        return;
    };
    if share <= 0.0 {
        return;
    }
    let under = f64::from(*alpha) / 255.0 * (1.0 - share);
    let all = under + share;
    for (channel, over) in [red, green, blue].into_iter().zip(colour) {
        let mixed = (f64::from(*channel) * under + f64::from(over) * share) / all;
        *channel = byte(mixed);
    }
    *alpha = byte(all * 255.0);
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn byte(value: f64) -> u8 {
    value.round().clamp(0.0, 255.0) as u8
}

fn chunk(out: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) -> io::Result<()> {
    let length = u32::try_from(data.len()).map_err(io::Error::other)?;
    let mut sum = Crc::new();
    sum.update(kind);
    sum.update(data);
    out.extend(length.to_be_bytes());
    out.extend(kind);
    out.extend(data);
    out.extend(sum.sum().to_be_bytes());
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_covers_what_it_should() {
        let mut canvas = Canvas::new(8, 8);
        canvas.paint(
            Shape::Box(0.0, 0.0, 4.0, 4.0, 0.0),
            [9, 8, 7],
            2.0,
            (0.0, 0.0),
        );
        assert!(canvas.pixels.chunks(4).all(|pixel| pixel == [9, 8, 7, 255]));
        canvas.paint(
            Shape::Line((1.0, 1.0), (1.0, 1.0), 1.0),
            [1, 1, 1],
            2.0,
            (0.0, 0.0),
        );
        let at = |x: usize, y: usize| canvas.pixels[(y * 8 + x) * 4];
        assert!(at(1, 1) < 4 && at(4, 4) == 9, "{} {}", at(1, 1), at(4, 4));
    }

    #[test]
    fn a_file_starts_and_ends_as_it_must() {
        let png = Canvas::new(3, 2).png().unwrap();
        assert!(png.starts_with(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x03\0\0\0\x02\x08\x06"));
        // The check sum of the last chunk never changes.
        assert!(png.ends_with(b"IEND\xae\x42\x60\x82"));
    }
}
