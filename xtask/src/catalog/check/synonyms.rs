//! Groups of everyday words: `content/synonyms.toml`.

use std::collections::BTreeSet;

use crate::catalog::load::Written;
use crate::catalog::written::Str;
use crate::diagnostic::Diagnostic;
use crate::search::thesaurus;

/// Words that cannot be looked for, words of two groups, and groups of one word.
pub fn groups(written: &Written) -> Vec<Diagnostic> {
    let Some(source) = &written.synonyms else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    let mut find = |word: &Str, message: String, zh: String, help: &str| {
        let finding = Diagnostic::warning("synonym-group", message)
            .zh(zh)
            .help(help);
        findings.push(source.file().at(finding, word.span()));
    };
    let mut known = BTreeSet::new();
    for group in &source.value.groups {
        for word in group {
            let text = word.get_ref();
            if !thesaurus::is_word(text) {
                find(
                    word,
                    format!("“{text}” is not a word of two to six Chinese characters"),
                    format!("“{text}”不是两到六个汉字的词"),
                    "shorter words stand in too many questions, and nobody types longer ones; names of things belong to the aliases of a concept",
                );
            } else if !known.insert(text) {
                find(
                    word,
                    format!("“{text}” stands in these groups twice"),
                    format!("“{text}”写了两次"),
                    "leave it in the group where it fits best",
                );
            }
        }
        if let [alone] = group.as_slice() {
            let text = alone.get_ref();
            find(
                alone,
                format!("“{text}” has no other word beside it"),
                format!("“{text}”这一组只有一个词"),
                "write the words that students use for it beside it",
            );
        }
    }
    findings
}
