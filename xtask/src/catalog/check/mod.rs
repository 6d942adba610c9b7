//! What can be wrong although every file makes sense by itself.
//!
//! Pure rules over what was written and what came of it, each a function that adds to the
//! findings. Where the document itself is odd (its hours do not add up, a chapter has two
//! titles) they only warn: the content has to say what the document says.

use crate::catalog::load::Written;
use crate::catalog::resolve::Resolved;
use crate::diagnostic::Diagnostic;

mod heading;
mod source;
mod study;
mod table;
mod unit;

/// Applies every rule.
pub fn check(written: &Written, resolved: &Resolved) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for syllabus in &written.syllabi {
        source::check(syllabus, resolved, &mut findings);
        heading::check(syllabus, &mut findings);
        unit::check(syllabus, &mut findings);
        if let Some(course) = &syllabus.course {
            table::weights(course, &mut findings);
            table::numbers(course, &mut findings);
            table::hours(course, &mut findings);
            table::titles(course, syllabus, &mut findings);
        }
    }
    study::check(written, resolved, &mut findings);
    findings
}
