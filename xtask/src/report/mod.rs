//! `check --report`: one page a teacher can read.
//!
//! For every syllabus: what its units have, which objectives they serve and how those are
//! asked, where the 思政 carriers stand, what is missing, and the findings in plain Chinese.
//! The page needs nothing but itself, asks nobody for anything, and is the same for the same
//! content: no date, no machine.
//!
//! Entry point: [`page`]. `coverage` counts, `plain` puts findings into words,
//! `picture` draws; the template only arranges.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value};
use serde::Serialize;

use crate::catalog;
use crate::catalog::model::Catalog;
use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::web::digest;

mod coverage;
mod objectives;
mod picture;
mod plain;

use coverage::Course;
use plain::Finding;

const TEMPLATE: &str = include_str!("page.html.j2");
const STYLE: &str = include_str!("style.css");

#[derive(Serialize)]
struct Page<'a> {
    /// The digest of `style`, which is all that the page may load.
    digest: String,
    style: &'static str,
    courses: Vec<Section<'a>>,
    /// Findings about concepts, pages and configuration.
    others: Vec<Finding>,
}

#[derive(Serialize)]
struct Section<'a> {
    #[serde(flatten)]
    course: Course<'a>,
    picture: String,
    counts: Counts,
    /// Those of `findings` that say what is not there.
    missing: Vec<Finding>,
    findings: Vec<Finding>,
}

#[derive(Serialize)]
struct Counts {
    errors: usize,
    warnings: usize,
    allowed: usize,
    notes: usize,
}

/// The report on a catalogue with these findings, as a whole HTML document.
///
/// # Errors
/// A `template` finding when the page cannot be put together; the template is part of this
/// program, so that is a fault of ours.
pub fn page(catalog: &Catalog, findings: &[Diagnostic]) -> Result<String, Diagnostic> {
    let concepts = catalog::concepts(catalog);
    let course = |syllabus| {
        let course = coverage::course(syllabus, catalog, &concepts);
        let own: Vec<&Diagnostic> = findings
            .iter()
            .filter(|finding| is_about(finding, &course.id))
            .collect();
        Section {
            picture: picture::svg(&course),
            counts: count(&own),
            missing: plain::rows(own.iter().copied().filter(|finding| is_missing(finding))),
            findings: plain::rows(own),
            course,
        }
    };
    let ids: Vec<&str> = catalog
        .syllabi
        .iter()
        .map(|syllabus| syllabus.id.as_str())
        .collect();
    let of_none = |finding: &&Diagnostic| !ids.iter().any(|id| is_about(finding, id));
    let page = Page {
        digest: digest::base64(STYLE.as_bytes()),
        style: STYLE,
        courses: catalog.syllabi.iter().map(course).collect(),
        others: plain::rows(findings.iter().filter(of_none)),
    };
    render(&page).map_err(|error| Diagnostic::error("template", error.to_string()))
}

fn render(page: &Page<'_>) -> Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    let mut syntax = SyntaxConfig::builder();
    environment.set_syntax(syntax.trim_blocks(true).lstrip_blocks(true).build()?);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.add_template("page", TEMPLATE)?;
    environment
        .get_template("page")?
        .render(Value::from(Serde(page)))
}

fn is_about(finding: &Diagnostic, syllabus: &str) -> bool {
    let file = finding
        .place
        .as_ref()
        .map_or("", |place| place.file.as_str());
    let rest = file
        .strip_prefix("content/")
        .and_then(|rest| rest.strip_prefix(syllabus));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Codes of what is not there, beside those of the group [`DUTIES`].
const MISSING: &[&str] = &[
    "concept-unasked",
    "no-source",
    "no-outline",
    "no-carrier-use",
    "unexplained",
];
/// The group of codes about what every unit should have.
const DUTIES: &str = "每一章该有的";

fn is_missing(finding: &Diagnostic) -> bool {
    let code = codes::find(finding.code);
    code.is_some_and(|code| code.group == DUTIES) || MISSING.contains(&finding.code)
}

fn count(findings: &[&Diagnostic]) -> Counts {
    let open = |severity| {
        let same = |d: &&&Diagnostic| d.severity == severity && d.allowed.is_none();
        findings.iter().filter(same).count()
    };
    Counts {
        errors: open(Severity::Error),
        warnings: open(Severity::Warning),
        allowed: findings.iter().filter(|d| d.allowed.is_some()).count(),
        notes: open(Severity::Note),
    }
}
