//! Objectives of the course and the units that serve them.

use std::collections::BTreeSet;

use crate::catalog::check::sheet::Sheet;
use crate::catalog::kinds::CourseKind;
use crate::catalog::model::{ItemRef, Syllabus};
use crate::diagnostic::Diagnostic;

/// Objectives that no unit serves, once somebody has begun to say which unit serves which.
pub fn unserved(sheet: &Sheet<'_>) -> Vec<Diagnostic> {
    let (Some(syllabus), Some(course), Some(leaf)) =
        (sheet.read, &sheet.written.course, sheet.leaf(0))
    else {
        return Vec::new();
    };
    let served: BTreeSet<&ItemRef> = syllabus
        .units
        .iter()
        .flat_map(|unit| &unit.serves)
        .collect();
    if served.is_empty() {
        return Vec::new();
    }
    let ids: BTreeSet<&str> = served
        .iter()
        .filter(|item| item.unit == 0 && item.syllabus == syllabus.id)
        .map(|item| item.id.as_str())
        .collect();
    let sections = course.value.section.iter();
    let objectives = sections.filter(|section| is_objectives(*section.kind.get_ref()));
    let unserved = objectives
        .flat_map(|section| &section.item)
        .filter(|item| !ids.contains(item.id.get_ref().as_str()));
    unserved
        .map(|item| {
            let finding = Diagnostic::note(
                "objective-unserved",
                format!("no unit serves the objective `{}`", item.id.get_ref()),
            )
            .zh("没有哪一章落实这条课程目标")
            .help("name it in the `serves` of the units that do: serves = [\"0:k1\"]");
            sheet.mark_all(leaf, &item.text, finding)
        })
        .collect()
}

/// `true` for sections whose numbered items are objectives.
pub fn is_objectives(kind: CourseKind) -> bool {
    matches!(
        kind,
        CourseKind::Goals | CourseKind::Knowledge | CourseKind::Ability | CourseKind::Values
    )
}

/// The objectives of a syllabus in printed order: id, printed number, words.
pub fn objectives(syllabus: &Syllabus) -> Vec<&crate::catalog::model::Item> {
    let sections = syllabus.sections.iter();
    let sections = sections.filter(|section| is_objectives(section.kind));
    sections.flat_map(|section| &section.items).collect()
}
