//! What the catalogue teaches: its concepts, each with everything a student may call it.

use std::collections::BTreeMap;

use crate::catalog::model::{Catalog, Concept, ItemRef, Point, Run, Section, Syllabus, Text, Unit};

/// The concepts of the catalogue in the order of its pages: every section, and every point
/// that neither repeats another item nor is a filler.
pub fn concepts(catalog: &Catalog) -> Vec<Concept> {
    let repeats = Repeats::of(catalog);
    let mut out = Vec::new();
    for syllabus in &catalog.syllabi {
        for unit in &syllabus.units {
            let home = Home { syllabus, unit };
            for section in &unit.sections {
                out.push(home.section(section, &repeats));
                let points = section.points.iter().filter(|point| is_concept(point));
                out.extend(points.map(|point| home.section_point(section, point, &repeats)));
            }
            let points = unit.points.iter().filter(|point| is_concept(point));
            out.extend(points.map(|point| home.placed_point(point, &repeats)));
        }
    }
    out
}

/// `true` for a point that is a concept of its own.
pub fn is_concept(point: &Point) -> bool {
    point.same.is_none() && !point.filler
}

/// The points that repeat an item, by that item.
struct Repeats<'a>(BTreeMap<&'a ItemRef, Vec<(ItemRef, &'a Point)>>);

impl<'a> Repeats<'a> {
    fn of(catalog: &'a Catalog) -> Self {
        let mut repeats: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for syllabus in &catalog.syllabi {
            for unit in &syllabus.units {
                let home = Home { syllabus, unit };
                for point in unit.all_points() {
                    if let Some(original) = &point.same {
                        let place = home.item(&point.id);
                        repeats.entry(original).or_default().push((place, point));
                    }
                }
            }
        }
        Self(repeats)
    }

    fn at(&self, item: &ItemRef) -> &[(ItemRef, &'a Point)] {
        self.0.get(item).map_or(&[], Vec::as_slice)
    }
}

/// Where a concept lives.
#[derive(Clone, Copy)]
struct Home<'a> {
    syllabus: &'a Syllabus,
    unit: &'a Unit,
}

impl Home<'_> {
    fn item(self, id: &str) -> ItemRef {
        ItemRef {
            syllabus: self.syllabus.id.clone(),
            unit: self.unit.number,
            id: id.to_owned(),
        }
    }

    fn breadcrumb(self) -> Vec<String> {
        vec![self.syllabus.name(), self.unit.name()]
    }

    fn section(self, section: &Section, repeats: &Repeats<'_>) -> Concept {
        let taught = section.points.iter().filter(|point| !point.filler);
        let words = Words {
            title: section.title.read(),
            text: &section.title,
            terms: &section.terms,
        };
        Concept {
            is_section: true,
            context: joined(taught.map(|point| point.text.read())),
            ..self.concept(&section.id, words, self.breadcrumb(), repeats)
        }
    }

    fn section_point(self, section: &Section, point: &Point, repeats: &Repeats<'_>) -> Concept {
        let mut breadcrumb = self.breadcrumb();
        breadcrumb.push(section.name());
        let concept = self.concept(&point.id, point.into(), breadcrumb, repeats);
        let again = repeats.at(&concept.place).iter().map(|(_, point)| *point);
        let mut wordings: Vec<String> = Vec::new();
        for wording in std::iter::once(point)
            .chain(again)
            .map(|point| point.text.read())
        {
            if wording != concept.title && !wordings.contains(&wording) {
                wordings.push(wording);
            }
        }
        Concept {
            context: joined(wordings.into_iter()),
            ..concept
        }
    }

    fn placed_point(self, point: &Point, repeats: &Repeats<'_>) -> Concept {
        let concept = self.concept(&point.id, point.into(), self.breadcrumb(), repeats);
        let words = sentence_with(self.unit, &concept.place).unwrap_or_else(|| point.text.read());
        let says_more = words != concept.title;
        Concept {
            context: if says_more { words } else { String::new() },
            ..concept
        }
    }

    fn concept(
        self,
        id: &str,
        words: Words<'_>,
        breadcrumb: Vec<String>,
        repeats: &Repeats<'_>,
    ) -> Concept {
        let place = self.item(id);
        let again = repeats.at(&place);
        let mut aliases = Vec::new();
        let mut add = |alias: String| {
            if alias != words.title && !aliases.contains(&alias) {
                aliases.push(alias);
            }
        };
        words.terms.iter().cloned().for_each(&mut add);
        misprinted(words.text).into_iter().for_each(&mut add);
        for (_, point) in again {
            add(point.name());
            point.terms.iter().cloned().for_each(&mut add);
            misprinted(&point.text).into_iter().for_each(&mut add);
        }
        Concept {
            repeated: again.iter().map(|(place, _)| place.clone()).collect(),
            place,
            is_section: false,
            title: words.title,
            aliases,
            breadcrumb,
            context: String::new(),
        }
    }
}

/// What a section or point is called.
struct Words<'a> {
    title: String,
    text: &'a Text,
    terms: &'a [String],
}

impl<'a> From<&'a Point> for Words<'a> {
    fn from(point: &'a Point) -> Self {
        Self {
            title: point.name(),
            text: &point.text,
            terms: &point.terms,
        }
    }
}

/// The printed form, where it differs from what is read.
fn misprinted(text: &Text) -> Option<String> {
    let printed = text.printed();
    (printed != text.read()).then_some(printed)
}

fn joined(texts: impl Iterator<Item = String>) -> String {
    texts.collect::<Vec<_>>().join("；")
}

/// The printed sentence of the unit that holds the words of the item, without the number
/// of its line.
fn sentence_with(unit: &Unit, item: &ItemRef) -> Option<String> {
    let parts = unit
        .parts
        .iter()
        .flat_map(|part| std::iter::once(&part.text).chain(&part.lines));
    let rows = unit
        .process
        .iter()
        .flat_map(|row| row.content.iter().chain(&row.teacher).chain(&row.student));
    parts.chain(rows).find_map(|text| sentence_in(text, item))
}

fn sentence_in(text: &Text, item: &ItemRef) -> Option<String> {
    let index = text
        .0
        .iter()
        .position(|run| matches!(run, Run::Item { target, .. } if target == item))?;
    let read = |runs: &[Run]| Text(runs.to_vec()).read();
    let (before, after) = (read(&text.0[..index]), read(&text.0[index + 1..]));
    let words = read(&text.0[index..=index]);
    let before = before.rsplit(ends_sentence).next().unwrap_or_default();
    let before = before.trim_start_matches(|c: char| {
        c.is_ascii_digit() || c.is_whitespace() || matches!(c, '（' | '）' | '(' | ')' | '.' | '、')
    });
    let after = after
        .split_inclusive(ends_sentence)
        .next()
        .unwrap_or_default();
    Some(format!("{before}{words}{after}").trim().to_owned())
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '\n')
}
