//! What needs the whole: ids of questions, questions that are asked again.

use std::collections::BTreeMap;

use crate::catalog::kinds::QuestionKind;
use crate::import::content::{Content, Notes, Run, Text, Unit};

/// Gives questions their ids, and puts a reference where one is asked again in the same
/// words.
pub fn settle(content: &mut Content, notes: &mut Notes) {
    // Questions at the course level and on boards are at home there; what else asks the same
    // refers to them.
    let mut homes: BTreeMap<String, (u32, String)> = BTreeMap::new();
    for question in &content.questions {
        homes
            .entry(question.text.key())
            .or_insert((0, question.id.clone()));
    }
    let mut new_ids: Vec<BTreeMap<String, String>> = Vec::new();
    for unit in &content.units {
        let (ids, mine) = ids(unit, QuestionKind::Board);
        for (key, id) in mine {
            homes.entry(key).or_insert((unit.number, id));
        }
        new_ids.push(ids);
    }
    for (unit, new) in content.units.iter_mut().zip(&mut new_ids) {
        drop_repeated(unit, new, &mut homes, notes);
        rename(unit, new);
    }
}

/// Ids for the questions of one kind, and their words.
fn ids(unit: &Unit, kind: QuestionKind) -> (BTreeMap<String, String>, Vec<(String, String)>) {
    let (mut ids, mut words) = (BTreeMap::new(), Vec::new());
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for question in unit
        .questions
        .iter()
        .filter(|question| question.kind == kind)
    {
        let next = format!("{}{}", prefix(kind), seen.len() + 1);
        let id = seen.entry(question.text.key()).or_insert(next).clone();
        ids.insert(question.id.clone(), id.clone());
        words.push((question.text.key(), id));
    }
    (ids, words)
}

fn prefix(kind: QuestionKind) -> &'static str {
    match kind {
        QuestionKind::Board => "hw-",
        QuestionKind::Opening => "open-",
        QuestionKind::Thinking => "think-",
        QuestionKind::Exercise => "ex-",
    }
}

/// Takes out questions that are asked elsewhere, and gives ids to the others.
fn drop_repeated(
    unit: &mut Unit,
    new: &mut BTreeMap<String, String>,
    homes: &mut BTreeMap<String, (u32, String)>,
    notes: &mut Notes,
) {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut kept = Vec::new();
    let mut on_board: BTreeMap<String, ()> = BTreeMap::new();
    for mut question in std::mem::take(&mut unit.questions) {
        if let Some(id) = new.get(&question.id) {
            if on_board.insert(id.clone(), ()).is_none() {
                question.id = id.clone();
                kept.push(question);
            } else {
                notes.understood("repeated questions", &question.text);
            }
            continue;
        }
        if let Some((home, id)) = homes.get(&question.text.key()) {
            let reference = if *home == unit.number {
                id.clone()
            } else {
                format!("{home}:{id}")
            };
            new.insert(question.id, reference);
            notes.understood("repeated questions", &question.text);
            continue;
        }
        let prefix = prefix(question.kind);
        let count = counts.entry(prefix).or_default();
        *count += 1;
        let id = format!("{prefix}{count}");
        homes.insert(question.text.key(), (unit.number, id.clone()));
        new.insert(std::mem::replace(&mut question.id, id.clone()), id);
        kept.push(question);
    }
    unit.questions = kept;
}

fn rename(unit: &mut Unit, new: &BTreeMap<String, String>) {
    let parts = unit
        .parts
        .iter_mut()
        .flat_map(|part| part.text.iter_mut().chain(&mut part.lines));
    let rows = unit.process.iter_mut().flat_map(|row| {
        row.content
            .iter_mut()
            .chain(&mut row.teacher)
            .chain(&mut row.student)
    });
    for Text(runs) in parts.chain(rows) {
        for run in runs {
            if let Run::Item(id, _) = run
                && let Some(other) = new.get(id)
            {
                id.clone_from(other);
            }
        }
    }
}
