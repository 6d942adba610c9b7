//! The colours of `theme/css/colours.css`: to be read by everybody, by light and by dark.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Red, green and blue as light, 0 to 1.
type Light = [f64; 3];

/// The colours by name; `by` is `light` or `dark`.
fn colours(by: &str) -> BTreeMap<String, Light> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../theme/css/colours.css");
    let text = fs::read_to_string(file).unwrap();
    let switch = format!("var(--by-{by}, #");
    let mut colours = BTreeMap::new();
    for line in text.lines() {
        let Some((name, rest)) = line
            .trim()
            .strip_prefix("--")
            .and_then(|l| l.split_once(": "))
        else {
            continue;
        };
        let Some((_, value)) = rest.split_once(&switch) else {
            continue;
        };
        let channel = |i: usize| {
            let byte = u8::from_str_radix(&value[2 * i..2 * i + 2], 16).unwrap();
            let share = f64::from(byte) / 255.0;
            match share <= 0.04045 {
                true => share / 12.92,
                false => ((share + 0.055) / 1.055).powf(2.4),
            }
        };
        colours.insert(name.to_owned(), [channel(0), channel(1), channel(2)]);
    }
    colours
}

/// As WCAG 2 measures it, 1 to 21.
fn contrast(a: Light, b: Light) -> f64 {
    let luminance = |[r, g, b]: Light| 0.2126 * r + 0.7152 * g + 0.0722 * b;
    let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
    a.max(b) / a.min(b)
}

/// How a colour looks to somebody without one kind of cones (Machado, Oliveira and Fernandes
/// 2009, severity 1), row by row.
const BLINDNESS: [(&str, [[f64; 3]; 3]); 4] = [
    ("none", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "red",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "green",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "blue",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];

fn seen(colour: Light, matrix: &[[f64; 3]; 3]) -> Light {
    matrix.map(|row| {
        let sum: f64 = row
            .iter()
            .zip(colour)
            .map(|(share, light)| share * light)
            .sum();
        sum.clamp(0.0, 1.0)
    })
}

/// Distance in CIE L*a*b*: 2 can just be seen, 10 at a glance.
fn distance(a: Light, b: Light) -> f64 {
    let lab = |[r, g, b]: Light| {
        let x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505;
        let y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
        let z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089;
        let f = |t: f64| {
            if t > 0.008_856 {
                t.cbrt()
            } else {
                7.787 * t + 16.0 / 116.0
            }
        };
        [
            116.0 * f(y) - 16.0,
            500.0 * (f(x) - f(y)),
            200.0 * (f(y) - f(z)),
        ]
    };
    let (a, b) = (lab(a), lab(b));
    let squares = a.iter().zip(b).map(|(a, b)| (a - b) * (a - b));
    squares.sum::<f64>().sqrt()
}

#[test]
fn text_can_be_read_on_every_ground() {
    for by in ["light", "dark"] {
        let colours = colours(by);
        let texts = colours.keys().filter(|name| {
            name.starts_with("fg") || name.starts_with("kind-") || *name == "accent"
        });
        let texts: Vec<_> = texts.collect();
        assert_eq!(texts.len(), 7, "{texts:?}");
        for text in texts {
            for ground in ["bg", "bg-soft", "accent-soft"] {
                let ratio = contrast(colours[text], colours[ground]);
                assert!(ratio >= 4.5, "{by}: {text} on {ground}: {ratio:.2}");
            }
        }
    }
}

#[test]
fn kinds_stay_apart_for_the_colour_blind() {
    for by in ["light", "dark"] {
        let colours = colours(by);
        let kinds: Vec<_> = colours
            .iter()
            .filter(|(name, _)| name.starts_with("kind-"))
            .collect();
        assert_eq!(kinds.len(), 4);
        for (blind, matrix) in &BLINDNESS {
            for (i, (name, colour)) in kinds.iter().enumerate() {
                for (other, second) in &kinds[..i] {
                    let apart = distance(seen(**colour, matrix), seen(**second, matrix));
                    assert!(
                        apart >= 10.0,
                        "{by}, without {blind}: {name} and {other}: {apart:.1}"
                    );
                }
            }
        }
    }
}
