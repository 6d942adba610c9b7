//! The tantivy index over the records: the reference engine behind `cargo xtask search` and
//! the tests, and what the export reads back.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::indexer::NoMergePolicy;
use tantivy::schema::{Field, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions};
use tantivy::{
    DocAddress, DocId, Index, Score, Searcher, SegmentOrdinal, SegmentReader, TantivyDocument,
};

use super::lexicon::Lexicon;
use super::query::{self, Plan, Word};
use super::rank::{self, FIELDS, Fields, STEP, Strictness, Vocabulary};
use super::readings::{self, Literal, Reading};
use super::record::{self, Kind, Matched, Record};
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
    lexicon: Lexicon,
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
    /// Which of the answer's readings found it.
    pub reading: usize,
}

/// Everything that answers a query.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// Best first.
    pub hits: Vec<Hit>,
    /// The ways the query was read; the first is as typed.
    pub readings: Vec<Reading>,
}

impl SearchIndex {
    /// Indexes the records in their order; `synonyms` are groups of names for one thing.
    ///
    /// # Errors
    /// Only when tantivy itself fails, for instance for lack of memory.
    pub fn build(records: Vec<Record>, synonyms: &[Vec<String>]) -> tantivy::Result<Self> {
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
        // A browser has all tokens at hand only of a small book; both must read alike.
        let at_hand = tokens.keys().filter(|_| record::are_small(&records));
        let lexicon = Lexicon::new(&records, synonyms, at_hand.map(String::as_str));
        Ok(Self {
            records,
            searcher,
            fields,
            tokens,
            lexicon,
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

    /// Every record that answers the query, best first; filters come later and change no
    /// score. First those that hold all that was typed, then what other readings of it
    /// find, then those that hold most of it.
    ///
    /// # Errors
    /// When tantivy fails.
    pub fn search(&self, query: &str) -> tantivy::Result<Answer> {
        let folded = self.lexicon.forms.fold(query);
        let matched = if folded == query {
            Matched::Exact
        } else {
            Matched::Traditional
        };
        let plan = self.plan(&folded);
        let literal = self.literal(&plan)?;
        let whole = self.whole(&plan.words, FIELDS.len())?;
        let mut readings = vec![Reading {
            query: folded.clone(),
            matched,
        }];
        readings.extend(self.other_readings(&folded, &plan, !whole.is_empty())?);
        let (all, some): (Vec<Hit>, Vec<Hit>) = literal
            .into_iter()
            .partition(|hit| whole.contains(&hit.record));
        let mut answer = Answer {
            hits: all,
            readings,
        };
        self.add_other_readings(&mut answer)?;
        let below = if answer.hits.iter().any(|hit| hit.reading > 0) {
            STEP * STEP
        } else {
            1.0
        };
        let scaled = some.into_iter().map(|hit| Hit {
            score: hit.score * below,
            ..hit
        });
        add_new(&mut answer.hits, scaled);
        let named = self.whole(&plan.words, rank::NAMING_FIELDS)?;
        self.show_another_syllabus(&mut answer.hits, &named);
        Ok(answer)
    }

    /// When the first hits are all of one syllabus and a concept of another is named by the
    /// query too, its first one becomes the last of them.
    fn show_another_syllabus(&self, hits: &mut [Hit], named: &BTreeSet<usize>) {
        let record = |hit: &Hit| &self.records[hit.record];
        let Some((first, rest)) = hits.split_at_checked(rank::SHOWN_FIRST) else {
            return;
        };
        let syllabus = &record(&first[0]).syllabus;
        let concept = |hit: &Hit| record(hit).kind == Kind::Concept && named.contains(&hit.record);
        if !concept(&first[0]) || first.iter().any(|hit| record(hit).syllabus != *syllabus) {
            return;
        }
        let other = |hit: &Hit| concept(hit) && record(hit).syllabus != *syllabus;
        if let Some(at) = rest.iter().position(other) {
            hits[rank::SHOWN_FIRST - 1..=rank::SHOWN_FIRST + at].rotate_right(1);
        }
    }

    fn literal(&self, plan: &Plan) -> tantivy::Result<Vec<Hit>> {
        let hits = self.collect(plan, Strictness::Words)?;
        if hits.len() < rank::FEW {
            return self.collect(plan, Strictness::Most);
        }
        Ok(hits)
    }

    /// The records that hold all of these words in the first `searched` fields.
    fn whole(&self, words: &[Word], searched: usize) -> tantivy::Result<BTreeSet<usize>> {
        let asked = rank::whole_query(words, &self.fields, self, searched);
        let Some(asked) = asked.filter(|_| !words.is_empty()) else {
            return Ok(BTreeSet::new());
        };
        let hits = self.searcher.search(&asked, &Everything)?;
        Ok(hits.into_iter().map(|hit| hit.record).collect())
    }

    fn other_readings(
        &self,
        query: &str,
        plan: &Plan,
        whole: bool,
    ) -> tantivy::Result<Vec<Reading>> {
        let words_whole = plan
            .words
            .iter()
            .map(|word| {
                let holds = self.whole(std::slice::from_ref(word), FIELDS.len());
                holds.map(|records| !records.is_empty())
            })
            .collect::<tantivy::Result<_>>()?;
        let known = |token: &str| self.doc_freq(token) > 0;
        let literal = Literal {
            whole,
            known: &known,
            words_whole,
        };
        Ok(readings::readings(query, plan, &self.lexicon, &literal))
    }

    /// Adds what the other readings find; of a record they must hold the whole in its own
    /// words.
    fn add_other_readings(&self, answer: &mut Answer) -> tantivy::Result<()> {
        for (number, reading) in answer.readings.iter().enumerate().skip(1) {
            let plan = self.plan(&reading.query);
            let whole = self.whole(&plan.words, rank::OWN_FIELDS)?;
            let found = self.collect(&plan, Strictness::Words)?;
            let found = found.into_iter().filter(|hit| whole.contains(&hit.record));
            let step = |hit: Hit| Hit {
                score: hit.score * STEP,
                reading: number,
                ..hit
            };
            add_new(&mut answer.hits, found.map(step));
        }
        Ok(())
    }

    /// `true` when the filter lets the record through.
    pub fn admits(&self, filter: &Filter, hit: &Hit) -> bool {
        let record = &self.records[hit.record];
        (filter.kinds.is_empty() || filter.kinds.contains(&record.kind))
            && (filter.syllabi.is_empty() || filter.syllabi.contains(&record.syllabus))
    }

    /// How a hit of the answer was found.
    pub fn matched(&self, answer: &Answer, hit: &Hit) -> Matched {
        answer
            .readings
            .get(hit.reading)
            .map_or(Matched::Exact, |reading| reading.matched)
    }

    /// The names, sounds and forms the index knows.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Where the score of a hit comes from, as tantivy tells it; for another reading's hit,
    /// before it is scaled.
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
        let mut hits = self.searcher.search(&asked, &Everything)?;
        hits.sort_by_key(|hit| (std::cmp::Reverse(rank::order_key(hit.score)), hit.record));
        Ok(hits)
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

/// Appends the hits of records that are not there yet.
fn add_new(hits: &mut Vec<Hit>, more: impl Iterator<Item = Hit>) {
    let known: BTreeSet<usize> = hits.iter().map(|hit| hit.record).collect();
    hits.extend(more.filter(|hit| !known.contains(&hit.record)));
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
        head: schema.add_text_field("head", STRING),
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
    if let Some(first) = text::tokens(&record.title).into_iter().next() {
        document.add_text(fields.head, first);
    }
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
            reading: 0,
        });
    }

    fn harvest(self) -> Vec<Hit> {
        self.0
    }
}
