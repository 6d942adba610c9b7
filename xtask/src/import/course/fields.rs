//! Fields in tables: a label and its value beside it, or rows of labels above rows of values.

use super::info::{LABEL, info_key, is_label, pairs, parts_of_hours};
use crate::catalog::kinds::InfoKey;
use crate::import::content::{Info, Notes};
use crate::import::flow::{Grid, GridCell};
use crate::import::outline::title::numbers;
use crate::import::rules;
use crate::import::words::Words;

/// The fields of a table; what no label stands before is left for lines.
pub fn of_table(grid: &Grid, notes: &mut Notes) -> (Vec<Info>, Vec<Words>) {
    let (mut out, mut rest) = (Vec::new(), Vec::new());
    let mut row = 0;
    while row < grid.rows.len() {
        if let Some(fields) = by_columns(grid, row) {
            out.extend(fields);
            row += 2;
            continue;
        }
        of_row(grid, row, &mut out, &mut rest, notes);
        row += 1;
    }
    (out, rest)
}

/// A row of labels above a row of values.
fn by_columns(grid: &Grid, row: usize) -> Option<Vec<Info>> {
    let labels = grid.rows.get(row)?;
    let values = grid.rows.get(row + 1)?;
    let known = |words: &Words| rules::exact(bare_label(words.as_str())).and_then(info_key);
    let mut out = Vec::new();
    for (label, value) in labels.iter().zip(values) {
        let (label, value) = (label, value);
        if !label.first {
            continue;
        }
        let words = label.words();
        let key = known(&words)?;
        let value = value.words();
        if known(&value).is_some() || value.is_blank() {
            return None;
        }
        out.push(Info {
            key,
            label: words,
            value,
        });
    }
    (out.len() > 1).then_some(out)
}

/// A name beside a name: 课程名称 | 中文 | 数据结构.
const BESIDE: [(&str, InfoKey); 4] = [
    ("中文", InfoKey::Title),
    ("中文名", InfoKey::Title),
    ("英文", InfoKey::English),
    ("英文名", InfoKey::English),
];

/// A label of a table whose value comes next.
struct Pending {
    key: InfoKey,
    label: Words,
}

fn of_row(grid: &Grid, row: usize, out: &mut Vec<Info>, rest: &mut Vec<Words>, notes: &mut Notes) {
    let cells = grid.rows[row].iter().filter(|cell| cell.first);
    let mut cells = cells.map(GridCell::words).peekable();
    let mut pending: Option<Pending> = None;
    while let Some(words) = cells.next() {
        let next = cells.peek().filter(|next| !next.is_blank());
        let label = label_of(&words, pending.as_ref(), next);
        match (label, pending.take()) {
            (Some(key), before) => {
                let empty = before.map(|before| before.label);
                notes.understood_all("empty fields", empty);
                pending = Some(Pending { key, label: words });
            }
            (None, Some(before)) if words.is_blank() => {
                notes.understood("empty fields", &before.label);
            }
            (None, Some(before)) => {
                if let Some(fields) = fields_beside(&before, &words) {
                    notes.understood("heads of tables", &before.label);
                    out.extend(fields);
                } else {
                    out.extend(valued(before, words));
                }
            }
            (None, None) if words.is_blank() => {}
            (None, None) => {
                let (fields, before) = pairs(&words);
                let filled = fields.iter().all(|field| !field.value.is_blank());
                let next = next.is_some_and(|next| known(next).is_none());
                let short = words.as_str().chars().count() <= LABEL;
                if !fields.is_empty() && filled {
                    out.extend(fields);
                    rest.extend(Some(before).filter(|words| !words.is_blank()));
                } else if short && next && numbers(words.as_str()).is_empty() {
                    pending = Some(Pending {
                        key: InfoKey::Other,
                        label: words,
                    });
                } else {
                    rest.push(words);
                }
            }
        }
    }
    notes.understood_all("empty fields", pending.map(|pending| pending.label));
}

/// What a cell means as a label; none when it is a value.
fn label_of(words: &Words, pending: Option<&Pending>, next: Option<&Words>) -> Option<InfoKey> {
    let beside = BESIDE.iter().find(|(name, _)| words.key() == *name);
    let named = pending.is_none_or(|p| matches!(p.key, InfoKey::Title | InfoKey::English));
    if let Some((_, key)) = beside.filter(|_| named && next.is_some()) {
        return Some(*key);
    }
    let key = known(words)?;
    // 课程性质 | 实践 | 考核方式 | 考试: a label follows, so this is the value.
    let value = pending.is_some() && next.is_none_or(|next| known(next).is_some());
    let colon = words.as_str().trim_end().ends_with([':', '：']);
    (!value || colon).then_some(key)
}

/// What a whole cell means as a label, also of two fields: 总学时/学分.
fn known(words: &Words) -> Option<InfoKey> {
    let text = bare_label(words.as_str());
    if let Some(means) = rules::exact(text).filter(|means| !means.is_empty()) {
        return Some(info_key(means).unwrap_or(InfoKey::Other));
    }
    is_label(words.as_str())
}

/// 学时分配 | 理论：12学时 实验：4学时: what stands beside the label has labels of its own.
fn fields_beside(pending: &Pending, value: &Words) -> Option<Vec<Info>> {
    let other = matches!(pending.key, InfoKey::Other | InfoKey::Hours);
    let (mut fields, before) = pairs(value);
    let counted = |field: &Info| {
        let hours = matches!(
            field.key,
            InfoKey::Hours | InfoKey::TheoryHours | InfoKey::PracticeHours | InfoKey::Other
        );
        hours && numbers(field.value.as_str()).len() == 1
    };
    let told = |field: &Info| field.key != InfoKey::Other;
    let mut seen = Vec::new();
    for field in &mut fields {
        // 实验：8 上机：0: the second is another kind of practice.
        if seen.contains(&field.key) {
            field.key = InfoKey::Other;
        }
        seen.push(field.key);
    }
    (other && before.is_blank() && fields.iter().all(counted) && fields.iter().any(told))
        .then_some(fields)
}

/// The field or fields of a label and its value.
fn valued(pending: Pending, value: Words) -> Vec<Info> {
    let Pending { key, label } = pending;
    // 学时/学分 beside 48/3 are two fields, as in one line.
    if rules::exact(bare_label(label.as_str())).is_none() {
        let mut line = label.clone();
        line.push_spaced(&value);
        let (fields, before) = pairs(&line);
        let filled = fields.iter().all(|field| !field.value.is_blank());
        if fields.len() > 1 && filled && before.is_blank() {
            return fields;
        }
    }
    if key == InfoKey::Hours
        && let Some(parts) = parts_of_hours(&label, &value)
    {
        return parts;
    }
    vec![Info { key, label, value }]
}

fn bare_label(text: &str) -> &str {
    text.trim().trim_end_matches([':', '：'])
}
