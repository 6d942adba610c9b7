//! The minijinja templates of generated chapters: `theme/templates/*.md.j2`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value};
use serde::Serialize;

use super::html::escape;
use crate::diagnostic::Diagnostic;

const FOLDER: &str = "templates";

/// The templates of a theme.
#[derive(Debug)]
pub struct Templates {
    environment: Environment<'static>,
}

impl Templates {
    /// Reads every template of the theme in `dir`, for which `scripts` are the places of
    /// scripts in the site by their paths in the theme.
    ///
    /// # Errors
    /// A `template` finding for each that cannot be read or understood.
    pub fn load(dir: &Path, scripts: &BTreeMap<String, String>) -> Result<Self, Vec<Diagnostic>> {
        let mut environment =
            environment().map_err(|e| vec![Diagnostic::error("template", e.to_string())])?;
        let scripts = scripts.clone();
        let asset = move |path: &str| asset(&scripts, path);
        environment.add_function("asset", asset);
        let mut findings = Vec::new();
        for name in super::prune::files(&dir.join(FOLDER)).unwrap_or_default() {
            match fs::read_to_string(dir.join(FOLDER).join(&name)) {
                Ok(text) => {
                    let added = environment.add_template_owned(name.clone(), text.clone());
                    findings.extend(added.err().map(|e| finding(&e, &name, &text)));
                }
                Err(error) => findings.push(
                    Diagnostic::error("template", format!("cannot be read: {error}"))
                        .in_file(&file(&name)),
                ),
            }
        }
        if findings.is_empty() {
            Ok(Self { environment })
        } else {
            Err(findings)
        }
    }

    /// Renders the template `name`.
    ///
    /// # Errors
    /// A `template` finding with the place in the template.
    pub fn render(&self, name: &str, view: &impl Serialize) -> Result<String, Vec<Diagnostic>> {
        let template = self.environment.get_template(name);
        let rendered = template.and_then(|template| template.render(Value::from(Serde(view))));
        rendered.map_err(|error| {
            // An included template may be the one to blame.
            let at = error.name().unwrap_or(name).to_owned();
            let text = self.environment.get_template(&at);
            let text = text.map(|t| t.source().to_owned()).unwrap_or_default();
            vec![finding(&error, &at, &text)]
        })
    }
}

fn environment() -> Result<Environment<'static>, minijinja::Error> {
    let mut environment = Environment::new();
    // `{#` opens a heading's id in Markdown, so comments are written {%# … #%}.
    let syntax = SyntaxConfig::builder()
        .comment_delimiters("{%#", "#%}")
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build()?;
    environment.set_syntax(syntax);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.add_filter("id", id);
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("kegang".into()));
    environment.set_formatter(|out, _, value| {
        let words = value.to_string();
        if value.is_safe() {
            out.write_str(&words)?;
        } else {
            out.write_str(&escape(&words))?;
        }
        Ok(())
    });
    Ok(environment)
}

/// An id as it is: entities mean nothing in the braces behind a Markdown heading.
fn id(text: &str) -> Result<Value, minijinja::Error> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !text.is_empty() && text.chars().all(plain) {
        return Ok(Value::from_safe_string(text.to_owned()));
    }
    let kind = minijinja::ErrorKind::InvalidOperation;
    let detail = format!("`{text}` cannot be an id");
    Err(minijinja::Error::new(kind, detail))
}

/// Where a script of the theme stands in the site.
fn asset(scripts: &BTreeMap<String, String>, path: &str) -> Result<Value, minijinja::Error> {
    let place = scripts
        .get(path)
        .map(|place| Value::from_safe_string(place.clone()));
    place.ok_or_else(|| {
        let kind = minijinja::ErrorKind::InvalidOperation;
        minijinja::Error::new(kind, format!("the theme has no `{path}`"))
    })
}

fn file(name: &str) -> String {
    format!("theme/{FOLDER}/{name}")
}

/// The finding for an error of minijinja in the template `name` with this `text`.
fn finding(error: &minijinja::Error, name: &str, text: &str) -> Diagnostic {
    let detail = error.detail().map(|d| format!(": {d}")).unwrap_or_default();
    let finding = Diagnostic::error("template", format!("{}{detail}", error.kind()));
    let span = error.range().or_else(|| line_span(text, error.line()?));
    match span {
        Some(span) => finding.at(&file(name), text, span),
        None => finding.in_file(&file(name)),
    }
}

fn line_span(text: &str, line: usize) -> Option<std::ops::Range<usize>> {
    let before = text.split_inclusive('\n').take(line.checked_sub(1)?);
    let start = before.map(str::len).sum();
    let length = text.get(start..)?.lines().next()?.len();
    Some(start..start + length)
}
