//! The lines that an extractor left of a table of hours.

use super::{Row, SUMS, Table, is_count, is_number, is_table, unit_number};
use crate::import::content::Notes;
use crate::import::flow::flat_heads;
use crate::import::marker::marker;
use crate::import::rules::columns::Column;
use crate::import::words::Words;

/// Reads the lines of a flattened table; none when it is no table of hours.
pub fn of_lines(lines: &[Words], notes: &mut Notes) -> Option<Table> {
    let (columns, start) = flat_heads(lines);
    if !is_table(&columns) {
        return None;
    }
    let counts: Vec<Column> = columns.iter().copied().filter(|c| is_count(*c)).collect();
    let nested = columns.iter().filter(|c| **c == Column::Title).count() > 1;
    let labs = columns.contains(&Column::Lab);
    lines[..start]
        .iter()
        .for_each(|head| notes.understood("heads of tables", head));
    let mut table = Table::default();
    let mut open = Words::default();
    for (index, line) in lines[start..].iter().enumerate() {
        // A title cut in two goes on; cells on lines of their own do not.
        match open
            .as_str()
            .chars()
            .next_back()
            .zip(line.as_str().chars().next())
        {
            Some((one, two)) if is_han(one) && is_han(two) => open.push(line),
            _ => open.push_spaced(line),
        }
        let next = lines.get(start + index + 1).map_or("", Words::as_str);
        // A row whose cells stand on lines of their own goes on with its other numbers.
        let more = is_number(next) && trailing(&open).1.len() < counts.len();
        if trailing(&open).1.is_empty() || more {
            continue;
        }
        table.add(&open, &counts, nested);
        open = Words::default();
    }
    table
        .rest
        .extend(Some(open).filter(|open| !open.is_blank()));
    table.of_labs(labs);
    Some(table)
}

fn is_han(c: char) -> bool {
    c.is_alphabetic() && !c.is_ascii()
}

/// Where the numbers at the end of a row start, and the numbers.
fn trailing(words: &Words) -> (usize, Vec<f64>) {
    let text = words.as_str();
    let mut end = text.len();
    let mut found = Vec::new();
    for token in text.split_whitespace().rev() {
        let bare = token.trim_end_matches("学时").trim_end_matches("课时");
        let Ok(number) = bare.parse::<f64>() else {
            break;
        };
        let at = text[..end].rfind(token).unwrap_or(0);
        if at == 0 {
            break;
        }
        found.insert(0, number);
        end = at;
    }
    (end, found)
}

impl Table {
    fn add(&mut self, words: &Words, counts: &[Column], nested: bool) {
        let (end, numbers) = trailing(words);
        let head = words.cut(0..end);
        let text = head.as_str();
        let found = marker(text);
        let (label, title, number) = match &found {
            Some(found) => (
                head.cut(0..found.label),
                head.cut(found.end..text.len()),
                unit_number(found),
            ),
            None => bare_number(&head),
        };
        // 1 项目一 认知会计: the number of the row, then that of the unit.
        let inner = marker(title.as_str()).filter(|_| found.is_none() && nested);
        let (label, title) = match &inner {
            Some(found) => (
                title.cut(0..found.label),
                title.cut(found.end..title.as_str().len()),
            ),
            None => (label, title),
        };
        let named = inner.as_ref().or(found.as_ref());
        let below = nested && named.is_some_and(|found| unit_number(found) == 0);
        let sums = SUMS.contains(&title.key().as_str()) || SUMS.contains(&head.key().as_str());
        match hours(&numbers, counts) {
            Some((hours, summed)) if !sums && !title.is_blank() => self.rows.push(Row {
                number,
                label,
                title,
                hours,
                summed,
                words: words.clone(),
                above: nested,
                below,
            }),
            _ => self.rest.push(words.clone()),
        }
    }
}

/// `1 绪论`: a number without a sign.
fn bare_number(head: &Words) -> (Words, Words, u32) {
    let text = head.as_str();
    let digits = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let gap = text[digits..].starts_with(char::is_whitespace);
    match text[..digits].parse() {
        Ok(number) if gap => (head.cut(0..digits), head.cut(digits..text.len()), number),
        _ => (Words::default(), head.clone(), 0),
    }
}

/// The hours among the numbers of a row, and whether they were added up.
fn hours(numbers: &[f64], counts: &[Column]) -> Option<(f64, bool)> {
    let at = counts.iter().position(|column| *column == Column::Hours);
    let fits = numbers.len() == counts.len();
    let found = match (numbers, at) {
        ([], _) => return None,
        ([one], _) => (*one, false),
        (all, Some(at)) if fits => (all[at], false),
        (all, None) if fits => (all.iter().sum(), true),
        (all, _) => {
            let (last, before) = all.split_last()?;
            let sum: f64 = before.iter().sum();
            if (sum - last).abs() < 1e-9 {
                (*last, false)
            } else {
                (all[0], false)
            }
        }
    };
    (found.0.is_finite() && (0.0..1000.0).contains(&found.0)).then_some(found)
}
