//! Explained concepts beside each other: `content/concepts/*.md`.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use crate::catalog::load::{Written, WrittenTerm};
use crate::catalog::written::Str;
use crate::diagnostic::{Diagnostic, Place};

/// Two concepts with the same name.
pub fn twice(written: &Written) -> Vec<Diagnostic> {
    let mut known: BTreeMap<String, (&WrittenTerm, &Str)> = BTreeMap::new();
    let mut findings = Vec::new();
    for term in &written.terms {
        let head = &term.head.value;
        let names = [&head.title]
            .into_iter()
            .chain(&head.aliases)
            .chain(&head.english);
        for name in names {
            let key = key(name.get_ref());
            match known.get(&key) {
                Some((first, there)) if first.id != term.id => {
                    findings.push(finding(term, name, first, there));
                }
                Some(_) => {}
                None if key.is_empty() => {}
                None => {
                    known.insert(key, (term, name));
                }
            }
        }
    }
    findings
}

fn finding(term: &WrittenTerm, name: &Str, first: &WrittenTerm, there: &Str) -> Diagnostic {
    let file = first.head.file();
    let words = name.get_ref();
    let finding = Diagnostic::warning(
        "concept-twice",
        format!("“{words}” is the concept `{}` already", first.id),
    )
    .zh(format!("“{words}”已经是概念 {} 的名称", first.id))
    .help("make one of the two, or take the name from one of them")
    .also(
        "the other one",
        Place::of_span(file.path, file.text, there.span()),
    );
    term.head.file().at(finding, name.span())
}

/// What makes two names the same: width, case and white space do not count.
fn key(name: &str) -> String {
    let folded = name.nfkc().flat_map(char::to_lowercase);
    folded.filter(|c| !c.is_whitespace()).collect()
}
