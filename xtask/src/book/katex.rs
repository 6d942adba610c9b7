//! Mathematics: every formula through katex in this process, in order, so that bad TeX is
//! found with its place.
//!
//! The crate's own preprocessor works on many threads and only logs what it cannot read.

use std::sync::{Arc, Mutex, PoisonError};

use mdbook_driver::book::{Book, Chapter};
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
        let config = get_config(&context.config)?;
        let (inline, display) = config.build_opts(&context.root);
        let extra = config.build_extra_opts();
        book.for_each_chapter_mut(|chapter| {
            if !chapter.content.contains(&extra.inline_delimiter.left)
                && !chapter.content.contains(&extra.block_delimiter.left)
            {
                return;
            }
            let mut out = String::with_capacity(chapter.content.len());
            for task in get_render_tasks(&chapter.content, "", &extra) {
                let (tex, options, is_display) = match task {
                    Render::Text(text) => {
                        out.push_str(text);
                        continue;
                    }
                    Render::InlineTask(tex) => (tex, &inline, false),
                    Render::DisplayTask(tex) => (tex, &display, true),
                };
                let render =
                    || mdbook_katex::render(tex, options.clone(), extra.clone(), is_display);
                let (rendered, events) = self.log.during(render);
                if let Some(event) = events.first() {
                    self.report(event, chapter, &quoted(tex, &extra, is_display));
                }
                out.push_str(&rendered);
            }
            chapter.content = out;
        });
        Ok(book)
    }
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

/// The formula as it is written, dollars and all.
fn quoted(tex: &str, extra: &ExtraOpts, display: bool) -> String {
    let delimiter = match display {
        true => &extra.block_delimiter,
        false => &extra.inline_delimiter,
    };
    format!("{}{tex}{}", delimiter.left, delimiter.right)
}
