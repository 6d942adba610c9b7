//! Objectives of the course and the units that serve them.

use std::collections::BTreeSet;

use crate::catalog::check::sheet::Sheet;
use crate::catalog::kinds::CourseKind;
use crate::catalog::model::ItemRef;
use crate::catalog::written::{Item, Str};
use crate::diagnostic::Diagnostic;

/// Objectives that no unit serves; one finding for all of them as long as no unit says
/// which it serves.
pub fn unserved(sheet: &Sheet<'_>) -> Vec<Diagnostic> {
    let (Some(syllabus), Some(course), Some(leaf)) =
        (sheet.read, &sheet.written.course, sheet.leaf(0))
    else {
        return Vec::new();
    };
    if syllabus.units.is_empty() {
        return Vec::new();
    }
    let served: BTreeSet<&ItemRef> = syllabus.units.iter().flat_map(|u| &u.serves).collect();
    let is_served = |id: &Str| {
        let same = |item: &&&ItemRef| item.unit == 0 && item.id == *id.get_ref();
        served
            .iter()
            .any(|item| same(&item) && item.syllabus == syllabus.id)
    };
    let sections = course.value.section.iter();
    let objectives = sections.filter(|section| is_objectives(*section.kind.get_ref()));
    let items = objectives.flat_map(|section| &section.item);
    let unserved = items.filter(|item| !is_served(&item.id));
    // While nobody has begun to say so, one finding is enough.
    let begun = !served.is_empty();
    let most = if begun { usize::MAX } else { 1 };
    let finding = |item: &Item| {
        let id = item.id.get_ref();
        let (message, zh) = match begun {
            true => (
                format!("no unit serves the objective `{id}`"),
                "没有哪一章落实这条课程目标",
            ),
            false => (
                "no unit says which objectives it serves".to_owned(),
                "各章都没有写落实哪条课程目标",
            ),
        };
        let finding = Diagnostic::note("objective-unserved", message)
            .zh(zh)
            .help("name it in the `serves` of the units that do: serves = [\"0:k1\"]");
        sheet.mark_all(leaf, &item.text, finding)
    };
    unserved.take(most).map(finding).collect()
}

/// `true` for sections whose numbered items are objectives.
pub fn is_objectives(kind: CourseKind) -> bool {
    matches!(
        kind,
        CourseKind::Goals
            | CourseKind::Knowledge
            | CourseKind::Ability
            | CourseKind::Values
            | CourseKind::Purpose
            | CourseKind::Requirements
    )
}
