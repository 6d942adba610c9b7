//! Lines of text from places of glyphs.

use std::collections::BTreeMap;

use super::content::Glyph;

/// Base lines this close, in heights of the font, are one line: a raised figure belongs to it.
const SAME_LINE: f64 = 0.45;
/// The same character again this close is drawn twice to look bold.
const TWICE: f64 = 0.25;
/// Gaps, in heights of the font, that are a space: between Latin letters, …
const GAP_LATIN: f64 = 0.2;
/// … between a Latin letter and a Chinese character, which are set a little apart anyway, …
const GAP_MIXED: f64 = 0.5;
/// … between Chinese characters, which a justified line sets apart.
const GAP_HAN: f64 = 0.8;
/// … between what was not shown in one go, such as the cells of a table without rules.
const GAP_SHOWN: f64 = 0.3;
/// A gap that leads to another column.
const GAP_COLUMN: f64 = 2.5;

/// A line of text.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What it says.
    pub words: String,
    /// Where it starts, in points.
    pub left: f64,
    /// Where it ends.
    pub right: f64,
    /// Its base line; for text that does not run from left to right, where it starts.
    pub base: f64,
    /// The height of its largest character.
    pub size: f64,
}

/// The lines that glyphs make, from top to bottom; those that run in other directions last.
pub fn rows(glyphs: &[Glyph]) -> Vec<Row> {
    let mut turned: BTreeMap<i32, Vec<Placed<'_>>> = BTreeMap::new();
    for glyph in glyphs {
        let (angle, placed) = Placed::of(glyph);
        turned.entry(angle).or_default().push(placed);
    }
    let mut rows = Vec::new();
    // Level text first.
    let level = turned.remove(&0);
    for (level, glyphs) in level
        .map(|glyphs| (true, glyphs))
        .into_iter()
        .chain(turned.into_values().map(|glyphs| (false, glyphs)))
    {
        for mut line in lines(glyphs) {
            if let Some(mut row) = row(&mut line) {
                if let (false, Some(first)) = (level, line.first()) {
                    (row.left, row.right) = (first.glyph.from.x, first.glyph.to.x);
                    row.base = first.glyph.from.y;
                }
                rows.push(row);
            }
        }
    }
    rows
}

/// A glyph in coordinates in which its text runs from left to right.
struct Placed<'g> {
    glyph: &'g Glyph,
    left: f64,
    right: f64,
    base: f64,
}

impl<'g> Placed<'g> {
    /// With the direction of its text in degrees.
    fn of(glyph: &'g Glyph) -> (i32, Self) {
        let way = glyph.to - glyph.from;
        let angle = if way.hypot() < 1e-6 { 0.0 } else { way.atan2() };
        let mut degrees = angle.to_degrees().round() as i32;
        // Slight turns come from scans and from rounding.
        if degrees.abs() <= 3 {
            degrees = 0;
        }
        let (sin, cos) = f64::from(degrees).to_radians().sin_cos();
        let turn = |x: f64, y: f64| (x * cos + y * sin, y * cos - x * sin);
        let (left, base) = turn(glyph.from.x, glyph.from.y);
        let (right, _) = turn(glyph.to.x, glyph.to.y);
        let placed = Self {
            glyph,
            left,
            right: right.max(left),
            base,
        };
        (degrees, placed)
    }

    fn is_blank(&self) -> bool {
        self.glyph
            .text
            .chars()
            .all(|c| c.is_whitespace() || c == '\u{200b}')
    }
}

/// Glyphs by the lines that they stand on.
fn lines(mut glyphs: Vec<Placed<'_>>) -> Vec<Vec<Placed<'_>>> {
    glyphs.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut lines: Vec<Vec<Placed<'_>>> = Vec::new();
    let (mut base, mut size) = (f64::NEG_INFINITY, 0.0f64);
    for glyph in glyphs {
        let high = glyph.glyph.size.max(size);
        match lines.last_mut() {
            Some(line) if glyph.base - base <= SAME_LINE * high => {
                if glyph.glyph.size > size {
                    (base, size) = (glyph.base, glyph.glyph.size);
                }
                line.push(glyph);
            }
            _ => {
                (base, size) = (glyph.base, glyph.glyph.size);
                lines.push(vec![glyph]);
            }
        }
    }
    lines
}

/// The text of a line; none when it is blank.
fn row(line: &mut [Placed<'_>]) -> Option<Row> {
    line.sort_by(|a, b| a.left.total_cmp(&b.left));
    let mut words = String::new();
    let mut before: Option<&Placed<'_>> = None;
    let mut spaced = false;
    let mut end = Row {
        words: String::new(),
        left: 0.0,
        right: 0.0,
        base: 0.0,
        size: 0.0,
    };
    for glyph in line.iter() {
        if glyph.is_blank() {
            spaced = true;
            continue;
        }
        let size = glyph.glyph.size;
        if let Some(last) = before {
            let again = last.glyph.text == glyph.glyph.text
                && glyph.left - last.left < TWICE * size.min(last.glyph.size);
            if again {
                continue;
            }
            words.push_str(between(last, glyph, spaced));
        } else {
            end.left = glyph.left;
        }
        words.push_str(&glyph.glyph.text);
        end.right = end.right.max(glyph.right);
        if size > end.size {
            (end.size, end.base) = (size, glyph.base);
        }
        before = Some(glyph);
        spaced = false;
    }
    before.map(|_| Row { words, ..end })
}

/// What stands between two characters of a line.
fn between(last: &Placed<'_>, next: &Placed<'_>, spaced: bool) -> &'static str {
    let gap = (next.left - last.right) / last.glyph.size.max(next.glyph.size);
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_graphic());
    let sides = (
        latin(last.glyph.text.chars().next_back()),
        latin(next.glyph.text.chars().next()),
    );
    let wide = match sides {
        (true, true) => GAP_LATIN,
        (false, false) if last.glyph.run != next.glyph.run => GAP_SHOWN,
        (false, false) => GAP_HAN,
        _ => GAP_MIXED,
    };
    if gap > GAP_COLUMN {
        "\t"
    } else if spaced || gap > wide {
        " "
    } else {
        ""
    }
}

/// What a line needs to know of the place where it stands, to tell whether it is full.
#[derive(Debug, Clone, Copy)]
pub struct Margins {
    /// Where lines start.
    pub left: f64,
    /// Where they must end.
    pub right: f64,
}

/// Whether a line goes on in the next one: it does when that one's first word did not fit.
/// None when it may or may not.
pub fn runs_on(row: &Row, next: &Row, margins: Margins) -> Option<bool> {
    let size = row.size.max(1.0);
    // A line that is no further apart than lines of a paragraph are, of the same size.
    let step = (next.base - row.base) / size;
    if !(0.5..=2.6).contains(&step) || (next.size - row.size).abs() > 0.2 * size {
        return Some(false);
    }
    let latin = next
        .words
        .chars()
        .take_while(|c| c.is_ascii_graphic())
        .count();
    // A Chinese character takes a mark of punctuation along.
    let needs = match latin {
        0 => 2.0 * size,
        letters => (letters as f64 * 0.6 + 1.0) * size,
    };
    if margins.right - row.right > needs + 0.3 * size {
        return Some(false);
    }
    let indented = next.left > margins.left + 1.2 * size;
    if next.left > row.left + 0.8 * size {
        // The rest of a list item hangs below its words; the next paragraph is indented.
        return None;
    }
    if indented && next.left > row.left - 0.8 * size {
        return None;
    }
    Some(true)
}

/// The paragraphs of a narrow place, such as a cell, its lines put together.
pub fn paragraphs(rows: &[Row], margins: Margins) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut before: Option<&Row> = None;
    for row in rows {
        let goes_on = before.is_some_and(|before| {
            let sentence = before
                .words
                .ends_with(['。', '；', ';', '：', ':', '！', '？']);
            runs_on(before, row, margins) == Some(true) && !(sentence && starts_item(&row.words))
        });
        match out.last_mut() {
            Some(last) if goes_on => {
                let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
                if latin(last.chars().next_back()) && latin(row.words.chars().next()) {
                    last.push(' ');
                }
                last.push_str(&row.words);
            }
            _ => out.push(row.words.clone()),
        }
        before = Some(row);
    }
    out
}

fn starts_item(words: &str) -> bool {
    let first = words.chars().next();
    first.is_some_and(|c| {
        c.is_ascii_digit() || "（(①②③④⑤⑥⑦⑧⑨⑩•●■◆➢✓-—一二三四五六七八九十第".contains(c)
    })
}

#[cfg(test)]
mod tests {
    use hayro_font::kurbo::Point;

    use super::*;

    /// Glyphs of a line, a character each; `_` moves on by half a height without a glyph.
    fn line(words: &str, x: f64, y: f64, size: f64) -> Vec<Glyph> {
        let mut glyphs = Vec::new();
        let mut at = x;
        for c in words.chars() {
            let wide = size * if c.is_ascii() { 0.5 } else { 1.0 };
            if c != '_' {
                glyphs.push(Glyph {
                    text: c.to_string().into(),
                    from: Point::new(at, y),
                    to: Point::new(at + wide, y),
                    size,
                    run: 0,
                });
            }
            at += wide;
        }
        glyphs
    }

    fn words(glyphs: &[Glyph]) -> Vec<String> {
        rows(glyphs).into_iter().map(|row| row.words).collect()
    }

    #[test]
    fn spaces() {
        let check = |text: &str, expected: &str| {
            assert_eq!(words(&line(text, 0.0, 0.0, 12.0)), [expected], "{text}")
        };
        check("课程名称", "课程名称");
        check("课 程", "课 程");
        check("课_程", "课程");
        check("课__程", "课 程");
        check("Data_Structures", "Data Structures");
        check("用C_++_语言", "用C ++语言");
        check("学分_______学时", "学分\t学时");
        check("　课程", "课程");
    }

    #[test]
    fn order_comes_from_places() {
        let mut glyphs = line("二行", 0.0, 30.0, 12.0);
        glyphs.extend(line("右", 200.0, 10.0, 12.0));
        glyphs.extend(line("左", 0.0, 10.0, 12.0));
        assert_eq!(words(&glyphs), ["左\t右", "二行"]);
    }

    #[test]
    fn raised_and_doubled_characters() {
        let mut glyphs = line("x", 0.0, 10.0, 12.0);
        glyphs.extend(line("2", 6.0, 5.5, 7.0));
        glyphs.extend(line("重点", 20.0, 10.0, 12.0));
        glyphs.extend(line("重点", 20.4, 10.0, 12.0));
        assert_eq!(words(&glyphs), ["x2 重点"]);
    }

    #[test]
    fn text_that_runs_downwards() {
        let down = |c: &str, x: f64, y: f64| Glyph {
            text: c.into(),
            from: Point::new(x, y),
            to: Point::new(x, y + 12.0),
            size: 12.0,
            run: 0,
        };
        let mut glyphs = vec![
            down("左", 100.0, 0.0),
            down("上", 120.0, 0.0),
            down("下", 120.0, 12.0),
        ];
        glyphs.extend(line("平", 0.0, 50.0, 12.0));
        assert_eq!(words(&glyphs), ["平", "上下", "左"]);
    }

    #[test]
    fn cells() {
        let check = |lines: &[(&str, f64)], expected: &[&str]| {
            let glyphs: Vec<_> = lines
                .iter()
                .enumerate()
                .flat_map(|(at, (words, x))| line(words, *x, 14.0 * at as f64, 10.0))
                .collect();
            let margins = Margins {
                left: 0.0,
                right: 60.0,
            };
            assert_eq!(paragraphs(&rows(&glyphs), margins), expected);
        };
        check(
            &[("一二三四五六", 0.0), ("七八", 0.0)],
            &["一二三四五六七八"],
        );
        check(&[("类别", 20.0), ("名称", 20.0)], &["类别", "名称"]);
        check(
            &[("1.绪论绪论。", 0.0), ("2.树", 0.0)],
            &["1.绪论绪论。", "2.树"],
        );
        check(
            &[("data and", 0.0), ("structures", 0.0)],
            &["data and structures"],
        );
        check(&[("　　三四五六", 0.0), ("七八", 0.0)], &["三四五六七八"]);
    }
}
