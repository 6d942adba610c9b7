//! Mathematics: every formula through katex in this process, in order, so that bad TeX is
//! found with its place.
//!
//! The crate's own preprocessor works on many threads and only logs what it cannot read.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use mdbook_driver::book::{Book, Chapter};
use mdbook_driver::config::Config;
use mdbook_driver::errors::Error;
use mdbook_katex::cfg::get_config;
use mdbook_katex::preprocess::{ExtraOpts, Render, get_render_tasks};
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};

use super::events::{Event, Log};
use super::sources::Sources;
use crate::diagnostic::Diagnostic;

/// Takes the place of `[preprocessor.katex]`.
pub struct Katex {
    /// Hears what katex says.
    pub log: Log,
    /// Where formulas are written.
    pub sources: Arc<Sources>,
    /// Bad TeX.
    pub findings: Arc<Mutex<Vec<Diagnostic>>>,
}

impl Preprocessor for Katex {
    fn name(&self) -> &str {
        "katex"
    }

    fn run(&self, context: &PreprocessorContext, mut book: Book) -> Result<Book, Error> {
        let setting = Setting::of(&context.config, &context.root)?;
        book.for_each_chapter_mut(|chapter| {
            let content = std::mem::take(&mut chapter.content);
            let mut bad = Vec::new();
            chapter.content = setting.each(&content, |formula| {
                let (rendered, events) = self.log.during(|| setting.render(formula));
                if let Some(event) = events.into_iter().next() {
                    bad.push((event, setting.quoted(formula)));
                }
                inert(&rendered)
            });
            for (event, formula) in &bad {
                self.report(event, chapter, formula);
            }
        });
        Ok(book)
    }
}

/// A formula: its TeX, and whether it is displayed.
type Formula<'a> = (&'a str, bool);

/// How this book sets its formulas.
pub struct Setting {
    // katex's own type for options has no name outside its crate.
    render: Box<dyn Fn(Formula<'_>) -> String>,
    extra: ExtraOpts,
}

impl Setting {
    /// As `[preprocessor.katex]` says.
    ///
    /// # Errors
    /// A table that is none.
    pub fn of(config: &Config, root: &Path) -> Result<Self, Error> {
        let config = get_config(config)?;
        let (inline, display) = config.build_opts(root);
        let extra = config.build_extra_opts();
        let render = {
            let extra = extra.clone();
            move |(tex, is_display): Formula<'_>| {
                let options = if is_display { &display } else { &inline };
                mdbook_katex::render(tex, options.clone(), extra.clone(), is_display)
            }
        };
        Ok(Self {
            render: Box::new(render),
            extra,
        })
    }

    /// Markup of ours with its formulas set. What katex cannot read stays as it is: a page
    /// has it too, and says so.
    pub fn html(&self, markup: &str) -> String {
        self.each(markup, |formula| self.render(formula))
    }

    /// The text with each formula replaced.
    fn each(&self, text: &str, mut with: impl FnMut(Formula<'_>) -> String) -> String {
        let delimiters = [&self.extra.inline_delimiter, &self.extra.block_delimiter];
        if !delimiters.iter().any(|d| text.contains(&d.left)) {
            return text.to_owned();
        }
        let mut out = String::with_capacity(text.len());
        for task in get_render_tasks(text, "", &self.extra) {
            match task {
                Render::Text(text) => out.push_str(text),
                Render::InlineTask(tex) => out.push_str(&with((tex, false))),
                Render::DisplayTask(tex) => out.push_str(&with((tex, true))),
            }
        }
        out
    }

    fn render(&self, formula: Formula<'_>) -> String {
        (self.render)(formula)
    }

    /// The formula as it is written, dollars and all.
    fn quoted(&self, (tex, display): Formula<'_>) -> String {
        let delimiter = match display {
            true => &self.extra.block_delimiter,
            false => &self.extra.inline_delimiter,
        };
        format!("{}{tex}{}", delimiter.left, delimiter.right)
    }
}

/// Markup whose words mean nothing in Markdown, which reads the chapter after this: the TeX
/// in a formula's annotation is full of `_` and `*`, and would be emphasis.
fn inert(markup: &str) -> String {
    let mut out = String::with_capacity(markup.len());
    let mut in_tag = false;
    for c in markup.chars() {
        in_tag = (in_tag || c == '<') && c != '>';
        match c {
            '_' | '*' | '`' | '[' | ']' | '\\' | '~' | '!' | '^' | '$' | '|' if !in_tag => {
                out.push_str(&super::html::escape(c.encode_utf8(&mut [0; 4])));
            }
            _ => out.push(c),
        }
    }
    out
}

impl Katex {
    fn report(&self, event: &Event, chapter: &Chapter, formula: &str) {
        let said = event.message.rsplit("KaTeX parse error: ").next();
        let said = said
            .unwrap_or(&event.message)
            .lines()
            .next()
            .unwrap_or_default();
        let finding =
            Diagnostic::error("bad-tex", format!("katex cannot read this formula: {said}"))
                .help("a dollar sign that is not mathematics is written `\\$`");
        let path = chapter.path.as_deref().unwrap_or("".as_ref());
        let path = path.to_string_lossy().replace('\\', "/");
        // In a content file it stands without dollars, or with its backslashes doubled.
        let bare = formula.trim_matches('$');
        let forms = [
            formula.to_owned(),
            formula.replace('\\', r"\\"),
            bare.to_owned(),
        ];
        let written = forms.iter().find(|form| self.sources.find(form).is_some());
        let finding = self
            .sources
            .place(finding, &path, written.map_or(bare, String::as_str));
        let mut findings = self.findings.lock().unwrap_or_else(PoisonError::into_inner);
        // Words of ours stand on several pages.
        if !findings.contains(&finding) {
            findings.push(finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::inert;

    #[test]
    fn what_katex_writes_is_no_markdown() {
        assert_eq!(
            inert("<a b=\"_\">x_i \\{*&lt;</a>"),
            "<a b=\"_\">x&#95;i &#92;{&#42;&lt;</a>"
        );
    }
}
