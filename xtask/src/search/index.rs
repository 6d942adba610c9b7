//! The tantivy index over the records: the reference engine behind `cargo xtask search` and
//! the tests, and what the export reads back.

use std::collections::BTreeMap;
use std::ops::Bound;

use serde::Serialize;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::indexer::NoMergePolicy;
use tantivy::schema::{Field, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions};
use tantivy::{
    DocAddress, DocId, Index, Score, Searcher, SegmentOrdinal, SegmentReader, TantivyDocument,
};

use super::query::{self, Plan};
use super::rank::{self, FIELDS, Fields, Strictness, Vocabulary};
use super::record::{Kind, Record};
use super::text::{self, KegangTokenizer, TOKENIZER};

/// Memory for the one indexing thread, in bytes: tantivy's recommended order of size, more
/// than any book of syllabi fills, so that one commit gives one segment.
const WRITER_MEMORY: usize = 50_000_000;

/// The index with the records it was made of; a record's number is its document id.
pub struct SearchIndex {
    records: Vec<Record>,
    searcher: Searcher,
    fields: Fields,
    tokens: BTreeMap<String, u64>,
}

impl std::fmt::Debug for SearchIndex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            records, tokens, ..
        } = self;
        f.debug_struct("SearchIndex")
            .field("records", &records.len())
            .field("tokens", &tokens.len())
            .finish_non_exhaustive()
    }
}

/// What to look for, and where.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Kinds to keep; empty for all.
    pub kinds: Vec<Kind>,
    /// Syllabi to keep; empty for all.
    pub syllabi: Vec<String>,
}

/// One found record.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Its number.
    pub record: usize,
    /// Its score.
    pub score: f32,
}

/// How a record was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Matched {
    /// By the words as typed.
    Exact,
}

impl SearchIndex {
    /// Indexes the records in their order.
    ///
    /// # Errors
    /// Only when tantivy itself fails, for instance for lack of memory.
    pub fn build(records: Vec<Record>) -> tantivy::Result<Self> {
        let (schema, fields) = schema();
        let index = Index::create_in_ram(schema);
        index.tokenizers().register(TOKENIZER, KegangTokenizer);
        let mut writer = index.writer_with_num_threads::<TantivyDocument>(1, WRITER_MEMORY)?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        for record in &records {
            writer.add_document(document(record, &fields))?;
        }
        writer.commit()?;
        let searcher = index.reader()?.searcher();
        let tokens = vocabulary(&searcher, &fields)?;
        Ok(Self {
            records,
            searcher,
            fields,
            tokens,
        })
    }

    /// The records, by number.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The plan of a query against this index's vocabulary.
    pub fn plan(&self, query: &str) -> Plan {
        query::plan(query, &|token| self.doc_freq(token) > 0)
    }

    /// Every record that answers the query, best first. Filters do not change scores.
    ///
    /// # Errors
    /// When tantivy fails.
    pub fn search(&self, query: &str) -> tantivy::Result<Vec<Hit>> {
        let plan = self.plan(query);
        let mut hits = self.collect(&plan, Strictness::Words)?;
        if hits.len() < rank::FEW {
            hits = self.collect(&plan, Strictness::Most)?;
        }
        hits.sort_by_key(|hit| (std::cmp::Reverse(rank::order_key(hit.score)), hit.record));
        Ok(hits)
    }

    /// `true` when the filter lets the record through.
    pub fn admits(&self, filter: &Filter, hit: &Hit) -> bool {
        let record = &self.records[hit.record];
        (filter.kinds.is_empty() || filter.kinds.contains(&record.kind))
            && (filter.syllabi.is_empty() || filter.syllabi.contains(&record.syllabus))
    }

    /// Where the score of a hit comes from, as tantivy tells it.
    ///
    /// # Errors
    /// When the record does not answer the query, or tantivy fails.
    pub fn explain(&self, query: &str, hit: &Hit) -> tantivy::Result<String> {
        let plan = self.plan(query);
        let doc = DocAddress::new(0, DocId::try_from(hit.record).unwrap_or(DocId::MAX));
        let asked = rank::tantivy_query(&plan, &self.fields, self, Strictness::Most);
        Ok(asked.explain(&self.searcher, doc)?.to_pretty_json())
    }

    /// The one segment, for the export; `None` when there are no records.
    pub fn segment(&self) -> Option<&SegmentReader> {
        self.searcher.segment_readers().first()
    }

    /// The searched fields in the order of [`FIELDS`].
    pub fn searched_fields(&self) -> &[Field] {
        &self.fields.searched
    }

    /// Every token with the number of records of the field where it is rarest.
    pub fn tokens(&self) -> &BTreeMap<String, u64> {
        &self.tokens
    }

    fn collect(&self, plan: &Plan, strictness: Strictness) -> tantivy::Result<Vec<Hit>> {
        if plan.is_empty() {
            return Ok(Vec::new());
        }
        let asked = rank::tantivy_query(plan, &self.fields, self, strictness);
        self.searcher.search(&asked, &Everything)
    }
}

impl Vocabulary for SearchIndex {
    fn doc_freq(&self, token: &str) -> u64 {
        self.tokens.get(token).copied().unwrap_or(0)
    }

    fn records(&self) -> u64 {
        self.records.len() as u64
    }

    fn with_prefix(&self, prefix: &str) -> Vec<String> {
        self.tokens
            .range::<str, _>((Bound::Included(prefix), Bound::Unbounded))
            .map(|(token, _)| token)
            .take_while(|token| token.starts_with(prefix))
            .cloned()
            .collect()
    }
}

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let cut = TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(TOKENIZER)
            .set_index_option(IndexRecordOption::WithFreqs)
            .set_fieldnorms(true),
    );
    let fields = Fields {
        searched: FIELDS
            .iter()
            .map(|field| schema.add_text_field(field.name, cut.clone()))
            .collect(),
        title_key: schema.add_text_field("title_key", STRING),
        alias_key: schema.add_text_field("alias_key", STRING),
        class: schema.add_text_field("class", STRING),
    };
    (schema.build(), fields)
}

fn document(record: &Record, fields: &Fields) -> TantivyDocument {
    let mut document = TantivyDocument::new();
    for (field, value) in std::iter::zip(&fields.searched, field_texts(record)) {
        document.add_text(*field, value);
    }
    document.add_text(fields.title_key, text::key(&record.title));
    for alias in &record.aliases {
        document.add_text(fields.alias_key, text::key(alias));
    }
    document.add_text(fields.class, rank::class_term(record));
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

fn vocabulary(searcher: &Searcher, fields: &Fields) -> tantivy::Result<BTreeMap<String, u64>> {
    let mut tokens: BTreeMap<String, u64> = BTreeMap::new();
    for reader in searcher.segment_readers() {
        for field in &fields.searched {
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
    Ok(tokens)
}

/// Collects every matching record with its score: an index of syllabi is small, and counts
/// by kind need all of them.
struct Everything;

struct EverythingInSegment(Vec<Hit>);

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
        });
    }

    fn harvest(self) -> Vec<Hit> {
        self.0
    }
}
