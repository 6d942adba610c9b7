//! What can be wrong although every file makes sense by itself.
//!
//! Pure rules over what was written and what came of it, each a function that returns its
//! findings: add one to the registry below, its codes to `diagnostic/codes.txt`, and a case
//! to `tests/books/odd/cases.toml`. Where the document itself is odd (its hours do not add
//! up, a chapter has two titles) they only warn: the content has to say what the document
//! says. What could be better but is not wrong is a note.

use crate::catalog::concept::concepts;
use crate::catalog::load::Written;
use crate::catalog::model::Concept;
use crate::catalog::resolve::Resolved;
use crate::diagnostic::Diagnostic;

pub mod allow;
mod books;
mod brackets;
mod carriers;
mod document;
mod hours;
mod misprint;
mod names;
mod numbering;
pub(crate) mod numeral;
pub mod objectives;
mod punctuation;
pub mod questions;
mod said;
mod sheet;
mod similar;
mod source;
mod study;
mod synonyms;
mod terms;
mod unit;
mod weights;

use sheet::Sheet;

/// Rules that look at one syllabus.
const OF_A_SYLLABUS: &[fn(&Sheet<'_>) -> Vec<Diagnostic>] = &[
    source::verbatim,
    hours::sum,
    hours::parts,
    hours::numbers,
    hours::titles,
    weights::sums,
    weights::numbers,
    numbering::headings,
    numbering::labels,
    numbering::lists,
    unit::lacking,
    unit::unfilled,
    objectives::unserved,
    questions::unlinked,
    questions::near_duplicates,
    questions::unasked,
    carriers::sources,
    books::years,
    names::and_mixed,
    names::same_unmarked,
    misprint::doubled_words,
    brackets::pairs,
    punctuation::doubled,
    punctuation::half_width,
];

/// Rules that look at the book as a whole.
const OF_THE_BOOK: &[fn(&Written) -> Vec<Diagnostic>] = &[terms::twice, synonyms::groups];

/// Applies every rule.
pub fn check(written: &Written, resolved: &Resolved) -> Vec<Diagnostic> {
    let concepts: Vec<Concept> = concepts(&resolved.catalog);
    let mut findings = Vec::new();
    for syllabus in &written.syllabi {
        let sheet = Sheet::new(syllabus, resolved, &concepts);
        findings.extend(OF_A_SYLLABUS.iter().flat_map(|rule| rule(&sheet)));
    }
    findings.extend(OF_THE_BOOK.iter().flat_map(|rule| rule(written)));
    study::check(written, resolved, &mut findings);
    findings
}
