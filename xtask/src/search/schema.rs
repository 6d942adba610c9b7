//! How records lie in tantivy: the schema, a record as a document, and what is read back.

use std::collections::BTreeMap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::schema::{Field, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions};
use tantivy::{DocId, Score, Searcher, SegmentOrdinal, SegmentReader, TantivyDocument};

use super::clauses::{Fields, Vocabulary};
use super::index::Hit;
use super::rank::{self, FIELDS};
use super::record::Record;
use super::text::{self, TOKENIZER};

/// The schema and its fields.
pub fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default().set_tokenizer(TOKENIZER);
    let cut = TextOptions::default().set_indexing_options(
        indexing
            .clone()
            .set_index_option(IndexRecordOption::WithFreqs)
            .set_fieldnorms(true),
    );
    // Of notes only counts which tokens they hold.
    let held = TextOptions::default().set_indexing_options(
        indexing
            .set_index_option(IndexRecordOption::Basic)
            .set_fieldnorms(false),
    );
    let fields = Fields {
        searched: FIELDS
            .iter()
            .map(|field| schema.add_text_field(field.name, cut.clone()))
            .collect(),
        title_key: schema.add_text_field("title_key", STRING),
        alias_key: schema.add_text_field("alias_key", STRING),
        head: schema.add_text_field("head", STRING),
        begins: schema.add_text_field("begins", STRING),
        size: schema.add_text_field("size", STRING),
        class: schema.add_text_field("class", STRING),
        notes: schema.add_text_field("notes", held),
    };
    (schema.build(), fields)
}

/// A record as tantivy takes it.
pub fn document(record: &Record, fields: &Fields) -> TantivyDocument {
    let mut document = TantivyDocument::new();
    for (field, value) in std::iter::zip(&fields.searched, field_texts(record)) {
        document.add_text(*field, value);
    }
    document.add_text(fields.title_key, text::key(&record.title));
    if let Some(first) = text::tokens(&record.title).into_iter().next() {
        document.add_text(fields.head, first);
    }
    let key = text::key(&record.title);
    document.add_text(fields.size, key.chars().count().to_string());
    let mut beginning = String::new();
    for c in key.chars().take(rank::LONGEST_BEGINNING) {
        beginning.push(c);
        document.add_text(fields.begins, &beginning);
    }
    for alias in &record.aliases {
        document.add_text(fields.alias_key, text::key(alias));
    }
    document.add_text(fields.class, rank::class_term(record));
    document.add_text(fields.notes, &record.notes);
    document
}

/// The record's texts in the order of [`FIELDS`]. A line break separates what belongs to
/// different names, so that no token runs across.
fn field_texts(record: &Record) -> [String; 4] {
    [
        record.title.clone(),
        record.aliases.join("\n"),
        record.text.clone(),
        record.breadcrumb.join("\n"),
    ]
}

/// The tokens of some fields.
///
/// # Errors
/// When the segment cannot be read.
pub fn vocabulary(searcher: &Searcher, fields: &[Field]) -> tantivy::Result<Vocabulary> {
    let mut tokens: BTreeMap<String, u64> = BTreeMap::new();
    for reader in searcher.segment_readers() {
        for field in fields {
            let inverted = reader.inverted_index(*field)?;
            let mut stream = inverted.terms().stream()?;
            while stream.advance() {
                let token = String::from_utf8_lossy(stream.key()).into_owned();
                let here = u64::from(stream.value().doc_freq);
                let least = tokens.entry(token).or_insert(here);
                *least = here.min(*least);
            }
        }
    }
    Ok(Vocabulary {
        tokens,
        records: searcher.num_docs(),
    })
}

/// Collects every matching record with its score: an index of syllabi is small, and counts
/// by kind need all of them.
pub struct Everything;

/// See [`Everything`].
pub struct EverythingInSegment(Vec<Hit>);

impl Collector for Everything {
    type Fruit = Vec<Hit>;
    type Child = EverythingInSegment;

    fn for_segment(&self, _: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<Self::Child> {
        Ok(EverythingInSegment(Vec::new()))
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, fruits: Vec<Vec<Hit>>) -> tantivy::Result<Vec<Hit>> {
        Ok(fruits.into_iter().flatten().collect())
    }
}

impl SegmentCollector for EverythingInSegment {
    type Fruit = Vec<Hit>;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.0.push(Hit {
            record: doc as usize,
            score,
            ..Hit::default()
        });
    }

    fn harvest(self) -> Vec<Hit> {
        self.0
    }
}
