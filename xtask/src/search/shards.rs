//! Tokens and postings, read back from the segment and laid out in shards.

use std::collections::BTreeMap;

use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, TERMINATED};

use super::export::statement;
use super::format::{self, Terms, VERSION};
use super::index::SearchIndex;
use super::text::is_cjk;

/// For each field, the records that hold a token, and how often.
pub type Fields = Vec<Vec<(u32, u32)>>;

/// Tokens as UTF-16 units, which is how a browser orders them.
pub type Tokens = BTreeMap<Vec<u16>, Fields>;

/// The terms in shards by the first character of the token, so that a run of characters
/// needs few files and everything that begins with a character stands in one.
///
/// # Errors
/// Never for what stands in an index.
pub fn shards(all: &Tokens, kind: &'static str, size: usize) -> tantivy::Result<Vec<String>> {
    let postings: usize = all.values().flatten().map(Vec::len).sum();
    // A posting takes about two characters, a token with its counts about ten.
    let count = (postings * 2 + all.len() * 10).div_ceil(size).max(1);
    let mut shards = vec![Vec::new(); count];
    for (units, fields) in all {
        let token = String::from_utf16_lossy(units);
        let first = token.chars().next().map_or(0, u32::from) as usize;
        shards[first % count].push((token, fields));
    }
    let scripts = shards.iter().enumerate();
    scripts
        .map(|(number, shard)| statement(&terms(kind, number, shard)))
        .collect()
}

fn terms(kind: &'static str, shard: usize, tokens: &[(String, &Fields)]) -> Terms {
    let (mut words, mut han) = (String::new(), String::new());
    let (mut counts, mut postings) = (String::new(), String::new());
    let mut first = None;
    for (token, fields) in tokens {
        push_token(token, &mut words, &mut han, &mut first);
        for list in *fields {
            format::push_number(&mut counts, list.len() as u64);
            push_list(&mut postings, list);
        }
    }
    Terms {
        version: VERSION,
        kind,
        shard,
        words,
        han,
        counts,
        postings,
    }
}

fn push_list(out: &mut String, list: &[(u32, u32)]) {
    let mut before = 0;
    for (doc, frequency) in list {
        let gap = u64::from(*doc) - before;
        before = u64::from(*doc);
        format::push_number(out, gap * 2 + u64::from(*frequency > 1));
        if *frequency > 1 {
            format::push_number(out, u64::from(*frequency) - 2);
        }
    }
}

fn push_token(token: &str, words: &mut String, han: &mut String, first: &mut Option<char>) {
    let mut chars = token.chars();
    let Some(head) = chars.next() else { return };
    if !is_cjk(head) {
        if !words.is_empty() {
            words.push('\n');
        }
        words.push_str(token);
        return;
    }
    if *first != Some(head) {
        if first.is_some() {
            han.push('\n');
        }
        han.push(head);
        *first = Some(head);
    }
    han.push(chars.next().unwrap_or('.'));
}

/// Every token of these fields, in the order of UTF-16 units with CJK last.
///
/// # Errors
/// When the segment cannot be read.
pub fn tokens(index: &SearchIndex, fields: &[Field]) -> tantivy::Result<Tokens> {
    let mut all = Tokens::new();
    let Some(segment) = index.segment() else {
        return Ok(all);
    };
    for (number, field) in fields.iter().enumerate() {
        let inverted = segment.inverted_index(*field)?;
        let mut stream = inverted.terms().stream()?;
        while stream.advance() {
            let token = String::from_utf8_lossy(stream.key());
            let units = token.encode_utf16().collect();
            let mut list = inverted
                .read_postings_from_terminfo(stream.value(), IndexRecordOption::WithFreqs)?;
            let of_token = all.entry(units).or_default();
            of_token.resize(fields.len(), Vec::new());
            while list.doc() != TERMINATED {
                of_token[number].push((list.doc(), list.term_freq()));
                list.advance();
            }
        }
    }
    Ok(all)
}
