//! The tantivy index over the records: the reference engine behind `cargo xtask search` and
//! the tests, and what the export reads back.

use std::collections::BTreeSet;

use tantivy::indexer::NoMergePolicy;
use tantivy::query::{AllQuery, Explanation, Query};
use tantivy::schema::Field;
use tantivy::{DocAddress, DocId, Index, Searcher, SegmentReader, TantivyDocument};

use super::clauses::{self, Asked, Clause, Fields, Vocabulary};
use super::lexicon::Lexicon;
use super::notes::Shelves;
use super::partial::Names;
use super::query::{self, Plan, Word};
use super::rank;
use super::readings::Reading;
use super::record::{self, Kind, Matched, Record};
use super::schema::{Everything, document, schema, vocabulary};
use super::text::{KegangTokenizer, TOKENIZER};
use super::thesaurus::Thesaurus;
use super::wordings::Wordings;

/// Memory for the one indexing thread, in bytes: tantivy's recommended order of size, more
/// than any book of syllabi fills, so that one commit gives one segment.
const WRITER_MEMORY: usize = 50_000_000;

/// The index with the records it was made of; a record's number is its document id.
pub struct SearchIndex {
    pub(super) records: Vec<Record>,
    pub(super) searcher: Searcher,
    pub(super) fields: Fields,
    pub(super) own: Vocabulary,
    pub(super) notes: Vocabulary,
    pub(super) lexicon: Lexicon,
    pub(super) names: Names,
    pub(super) wordings: Wordings,
    pub(super) thesaurus: Thesaurus,
}

impl std::fmt::Debug for SearchIndex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SearchIndex")
            .field("records", &self.records.len())
            .field("tokens", &self.own.tokens.len())
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
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Hit {
    /// Its number.
    pub record: usize,
    /// Its score.
    pub score: f64,
    /// Which of the answer's readings found it.
    pub reading: usize,
    /// Whether only with its aliases it holds all that was typed.
    pub by_alias: bool,
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
    /// Indexes the records in their order; `synonyms` are groups of words that a question may use for each
    /// other. They are left out where a browser does not have all words at hand.
    ///
    /// # Errors
    /// Only when tantivy itself fails, for instance for lack of memory.
    pub fn build(records: Vec<Record>, synonyms: &[Vec<String>]) -> tantivy::Result<Self> {
        let records: Vec<Record> = records.into_iter().map(Record::printable).collect();
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
        let own = vocabulary(&searcher, &fields.searched)?;
        let notes = vocabulary(&searcher, std::slice::from_ref(&fields.notes))?;
        let at_hand = own.at_hand(record::are_small(&records));
        let lexicon = Lexicon::new(&records, at_hand.into_iter());
        let has_all = record::are_small(&records) && record::notes_are_few(&records);
        let thesaurus = match has_all && !notes.tokens.is_empty() {
            true => Thesaurus::new(synonyms),
            false => Thesaurus::default(),
        };
        let names = Names::new(&records, &thesaurus);
        let wordings = Wordings::new(&records);
        Ok(Self {
            records,
            searcher,
            fields,
            own,
            notes,
            lexicon,
            names,
            wordings,
            thesaurus,
        })
    }

    /// The records, by number.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The plan of a query against this index's vocabulary.
    pub fn plan(&self, query: &str) -> Plan {
        query::plan(query, &|token| self.own.doc_freq(token) > 0)
    }

    pub(super) fn shelves(&self) -> Shelves<'_> {
        Shelves {
            fields: &self.fields,
            own: &self.own,
            notes: &self.notes,
        }
    }

    /// The records that hold all of these words in these fields.
    pub(super) fn whole(
        &self,
        words: &[Word],
        fields: &[Field],
    ) -> tantivy::Result<BTreeSet<usize>> {
        self.records_of(clauses::whole_query(words, &[(fields, &self.own)]))
    }

    pub(super) fn records_of(&self, asked: Clause) -> tantivy::Result<BTreeSet<usize>> {
        let Some(asked) = asked else {
            return Ok(BTreeSet::new());
        };
        let hits = self.searcher.search(&asked, &Everything)?;
        Ok(hits.into_iter().map(|hit| hit.record).collect())
    }

    /// Whether some record holds all of these words, in its notes or in its own words.
    pub(super) fn somewhere(&self, words: &[Word]) -> tantivy::Result<bool> {
        Ok(!self.records_of(self.shelves().whole(words))?.is_empty())
    }

    /// `true` when the filter lets the record through.
    pub fn admits(&self, filter: &Filter, hit: &Hit) -> bool {
        let record = &self.records[hit.record];
        (filter.kinds.is_empty() || filter.kinds.contains(&record.kind))
            && (filter.syllabi.is_empty() || filter.syllabi.contains(&record.syllabus))
    }

    /// How a hit of the answer was found.
    pub fn matched(&self, answer: &Answer, hit: &Hit) -> Matched {
        let reading = answer.readings.get(hit.reading);
        match reading.map_or(Matched::Exact, |reading| reading.matched) {
            Matched::Exact if hit.by_alias => Matched::Synonym,
            matched => matched,
        }
    }

    /// The words that a question may use for each other, as the script of the browser gets them.
    pub fn synonyms(&self) -> String {
        self.thesaurus.for_script()
    }

    /// The names, sounds and forms the index knows.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Where the score of a hit comes from, before it is scaled: as tantivy tells it, or for a record
    /// that does not hold all of the query itself, by what it has in common with it.
    ///
    /// # Errors
    /// When tantivy fails.
    pub fn explain(&self, query: &str, hit: &Hit) -> tantivy::Result<String> {
        let plan = self.plan(query);
        if self
            .whole(&plan.words, &self.fields.searched)?
            .contains(&hit.record)
        {
            let doc = DocAddress::new(0, DocId::try_from(hit.record).unwrap_or(DocId::MAX));
            let asked = self.asked(&plan, Box::new(AllQuery)).into_query();
            return Ok(asked.explain(&self.searcher, doc)?.to_pretty_json());
        }
        let common = self.common(&plan, true)?[hit.record];
        let preference = (
            "kind, and title as asked",
            self.preference(&plan, hit.record),
        );
        let parts = common.parts().into_iter().chain([preference]);
        #[allow(clippy::cast_possible_truncation)]
        let parts: Vec<Explanation> = parts
            .map(|(name, points)| Explanation::new(name, points as f32))
            .collect();
        let sum = parts.iter().map(Explanation::value).sum();
        let mut explained =
            Explanation::new("Some of the query, or all with the notes. Sum of:", sum);
        for part in parts {
            explained.add_detail(part);
        }
        Ok(explained.to_pretty_json())
    }

    /// The one segment, for the export; `None` when there are no records.
    pub fn segment(&self) -> Option<&SegmentReader> {
        self.searcher.segment_readers().first()
    }

    /// The fields: the searched ones, and that of the notes.
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// The records that hold every word of a plan in these fields, best first.
    pub(super) fn with_every_word(
        &self,
        plan: &Plan,
        fields: &[Field],
    ) -> tantivy::Result<Vec<Hit>> {
        let required = clauses::whole_query(&plan.words, &[(fields, &self.own)]);
        required.map_or(Ok(Vec::new()), |required| {
            self.best_first(&self.asked(plan, required))
        })
    }

    fn asked(&self, plan: &Plan, required: Box<dyn Query>) -> Asked {
        clauses::asked(plan, &self.fields, &self.own, required)
    }

    pub(super) fn best_first(&self, asked: &Asked) -> tantivy::Result<Vec<Hit>> {
        let mut scores = vec![0.0; self.records.len()];
        for query in &asked.scores {
            for hit in self.searcher.search(query.as_ref(), &Everything)? {
                scores[hit.record] += hit.score;
            }
        }
        let mut hits = self.searcher.search(asked.required.as_ref(), &Everything)?;
        for hit in &mut hits {
            hit.score = scores[hit.record];
        }
        rank::sort(&mut hits);
        Ok(hits)
    }
}
