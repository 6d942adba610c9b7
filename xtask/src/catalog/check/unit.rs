//! Units beside each other: what most of them have.

use crate::catalog::load::WrittenSyllabus;
use crate::catalog::written::UnitFile;
use crate::diagnostic::Diagnostic;

/// Warns about units that lack what others of the syllabus have.
pub fn check(syllabus: &WrittenSyllabus, findings: &mut Vec<Diagnostic>) {
    let has_carriers = |unit: &UnitFile| !unit.carrier.is_empty();
    let has_objective = |unit: &UnitFile| unit.objective.is_some();
    lacking(syllabus, "no-carriers", "carriers", has_carriers, findings);
    lacking(
        syllabus,
        "no-objective",
        "objective",
        has_objective,
        findings,
    );
}

fn lacking(
    syllabus: &WrittenSyllabus,
    code: &'static str,
    what: &str,
    has: impl Fn(&UnitFile) -> bool,
    findings: &mut Vec<Diagnostic>,
) {
    if !syllabus.units.iter().any(|(_, unit)| has(&unit.value)) {
        return;
    }
    for (number, unit) in syllabus.units.iter().filter(|(_, unit)| !has(&unit.value)) {
        let finding = Diagnostic::warning(code, format!("unit {number} has no {what}, others do"))
            .help("if the document has none, say so in the unit's `note` and leave it");
        findings.push(unit.file().at(finding, unit.value.title.span()));
    }
}
