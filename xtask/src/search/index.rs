//! The tantivy index over the records: the reference engine behind `cargo xtask search` and
//! the tests, and what the export reads back.

use std::collections::BTreeSet;

use tantivy::indexer::NoMergePolicy;
use tantivy::query::{AllQuery, Query};
use tantivy::schema::Field;
use tantivy::{DocAddress, DocId, Index, Searcher, SegmentReader, TantivyDocument, TantivyError};

use super::clauses::{self, Asked, Clause, Fields, Vocabulary};
use super::lexicon::Lexicon;
use super::notes::Shelves;
use super::partial::{self, Names};
use super::query::{self, Plan, Word};
use super::rank::{self, NOTES, NOTES_IN_ONE_PIECE, NOTES_STEP, STEP};
use super::readings::{self, Literal, Reading};
use super::record::{self, Kind, Matched, Record};
use super::schema::{Everything, document, schema, vocabulary};
use super::text::{KegangTokenizer, TOKENIZER, tokens};

/// Memory for the one indexing thread, in bytes: tantivy's recommended order of size, more
/// than any book of syllabi fills, so that one commit gives one segment.
const WRITER_MEMORY: usize = 50_000_000;

/// The index with the records it was made of; a record's number is its document id.
pub struct SearchIndex {
    records: Vec<Record>,
    searcher: Searcher,
    fields: Fields,
    own: Vocabulary,
    notes: Vocabulary,
    lexicon: Lexicon,
    names: Names,
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
    /// Indexes the records in their order.
    ///
    /// # Errors
    /// Only when tantivy itself fails, for instance for lack of memory.
    pub fn build(records: Vec<Record>) -> tantivy::Result<Self> {
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
        let names = Names::new(&records);
        Ok(Self {
            records,
            searcher,
            fields,
            own,
            notes,
            lexicon,
            names,
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

    /// Every record that answers the query, best first; filters come later and change no
    /// score. First those that hold all that was typed, then what other readings of it
    /// find, then those whose notes have it in one piece, then those that hold most of it, and
    /// at last those whose notes hold it.
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
        let whole = self.whole(&plan.words, &self.fields.searched)?;
        let (all, mut some): (Vec<Hit>, Vec<Hit>) = self
            .literal(&plan)?
            .into_iter()
            .partition(|hit| whole.contains(&hit.record));
        let asked: String = folded.chars().take(query::MAX_QUERY_CHARS).collect();
        let asked = partial::units(&asked);
        for hit in &mut some {
            hit.score += f64::from(rank::ALIKE) * self.names.likeness(hit.record, &asked);
        }
        some.retain(|hit| self.is_worth_it(&plan, hit));
        rank::sort(&mut some);
        let mut answer = Answer {
            hits: self.tell_aliases(&plan, all)?,
            readings: vec![Reading {
                query: folded.clone(),
                matched,
            }],
        };
        let others = self.other_readings(&folded, &plan, !whole.is_empty())?;
        answer.readings.extend(others);
        self.add_other_readings(&mut answer)?;
        self.put_what_is_asked_first(&mut answer, &plan)?;
        let named = &self.fields.searched[..rank::NAMING_FIELDS];
        let named = self.whole(&plan.words, named)?;
        self.show_another_syllabus(&mut answer.hits, &named);
        self.add_noted_and_most(&mut answer, some)?;
        Ok(answer)
    }

    /// When no title as typed answers what the question asks for, and titles do that name the thing
    /// otherwise, these stand first: for 客户关系管理系统有哪几类 CRM 系统的种类.
    fn put_what_is_asked_first(&self, answer: &mut Answer, plan: &Plan) -> tantivy::Result<()> {
        let hinted = |hit: &Hit| self.is_hinted(plan, hit);
        if answer
            .hits
            .iter()
            .any(|hit| hit.reading == 0 && hinted(hit))
        {
            return Ok(());
        }
        let mut named = Vec::new();
        for reading in &answer.readings {
            let words = &self.plan(&reading.query).words;
            let names = &self.fields.searched[..rank::NAMING_FIELDS];
            named.push(match reading.matched {
                Matched::Synonym => self.whole(words, names)?,
                _ => BTreeSet::new(),
            });
        }
        let first = |hit: &Hit| named[hit.reading].contains(&hit.record) && hinted(hit);
        answer.hits.sort_by_key(|hit| !first(hit));
        Ok(())
    }

    /// Says of each hit whether its aliases were needed.
    fn tell_aliases(&self, plan: &Plan, hits: Vec<Hit>) -> tantivy::Result<Vec<Hit>> {
        let shown = self.whole(&plan.words, &self.fields.shown())?;
        let tell = |hit: Hit| Hit {
            by_alias: !shown.contains(&hit.record),
            ..hit
        };
        Ok(hits.into_iter().map(tell).collect())
    }

    /// Adds the records whose notes hold the query, read as it was for the first hit, and
    /// between those that have it in one piece and the others, those of `some`. When nothing has it
    /// at all, those whose notes have most of it stand among `some`.
    fn add_noted_and_most(&self, answer: &mut Answer, some: Vec<Hit>) -> tantivy::Result<()> {
        let reading = answer.hits.first().map_or(0, |hit| hit.reading);
        let read = answer.readings.get(reading).map_or("", |read| &read.query);
        let plan = self.plan(read);
        let shelves = self.shelves();
        let noted =
            |asked: Option<Asked>| asked.map_or(Ok(Vec::new()), |asked| self.best_first(&asked));
        let scaled = |hit: Hit| Hit {
            score: hit.score * f64::from(NOTES_STEP),
            reading,
            ..hit
        };
        let without_class = |hit: &Hit| hit.score - self.class_of(hit);
        let (pieces, scattered): (Vec<Hit>, Vec<Hit>) = noted(shelves.asked(&plan))?
            .into_iter()
            .partition(|hit| without_class(hit) > f64::from(NOTES + NOTES_IN_ONE_PIECE) / 2.0);
        let hits = &mut answer.hits;
        add_new(hits, pieces.into_iter().map(scaled));
        let some = if hits.is_empty() {
            better_of(some, noted(shelves.most(&plan))?)
        } else {
            some
        };
        add_most(hits, some.into_iter());
        add_new(hits, scattered.into_iter().map(scaled));
        Ok(())
    }

    /// Whether a title says that it answers what was asked.
    fn is_hinted(&self, plan: &Plan, hit: &Hit) -> bool {
        let title = tokens(&self.records[hit.record].title);
        plan.hints.iter().any(|h| title.iter().any(|t| t == h))
    }

    /// Whether a record with only some of the words is more than noise.
    fn is_worth_it(&self, plan: &Plan, hit: &Hit) -> bool {
        let hint = if self.is_hinted(plan, hit) {
            rank::HINTED
        } else {
            0.0
        };
        hit.score - self.class_of(hit) - f64::from(hint) >= f64::from(rank::LEAST)
    }

    fn class_of(&self, hit: &Hit) -> f64 {
        let record = &self.records[hit.record];
        f64::from(rank::class_weight(record.kind, record.level))
    }

    fn shelves(&self) -> Shelves<'_> {
        Shelves {
            fields: &self.fields,
            own: &self.own,
            notes: &self.notes,
        }
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
        let hits = self.with_every_word(plan)?;
        if plan.is_empty() || hits.len() >= rank::FEW {
            return Ok(hits);
        }
        let most = self.records_of(partial::most(plan, &self.fields, &self.own))?;
        let named = self.names.standing_in(plan);
        let mut hits = self.best_first(&self.asked(plan, Box::new(AllQuery)))?;
        hits.retain(|hit| most.contains(&hit.record) || named.contains(&hit.record));
        Ok(hits)
    }

    /// The records that hold all of these words in these fields.
    fn whole(&self, words: &[Word], fields: &[Field]) -> tantivy::Result<BTreeSet<usize>> {
        self.records_of(clauses::whole_query(words, &[(fields, &self.own)]))
    }

    fn records_of(&self, asked: Clause) -> tantivy::Result<BTreeSet<usize>> {
        let Some(asked) = asked else {
            return Ok(BTreeSet::new());
        };
        let hits = self.searcher.search(&asked, &Everything)?;
        Ok(hits.into_iter().map(|hit| hit.record).collect())
    }

    /// Whether some record holds all of these words, in its notes or in its own words.
    fn somewhere(&self, words: &[Word]) -> tantivy::Result<bool> {
        Ok(!self.records_of(self.shelves().whole(words))?.is_empty())
    }

    fn other_readings(
        &self,
        query: &str,
        plan: &Plan,
        whole: bool,
    ) -> tantivy::Result<Vec<Reading>> {
        let words = plan.words.iter();
        let words_whole = words
            .map(|word| self.somewhere(std::slice::from_ref(word)))
            .collect::<tantivy::Result<_>>()?;
        let known = |token: &str| self.own.doc_freq(token) > 0;
        let literal = Literal {
            whole: whole || self.somewhere(&plan.words)?,
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
            let own = &self.fields.searched[..rank::OWN_FIELDS];
            let whole = self.whole(&plan.words, own)?;
            let found = self.with_every_word(&plan)?;
            let found = found.into_iter().filter(|hit| whole.contains(&hit.record));
            let step = |hit: Hit| Hit {
                score: hit.score * f64::from(STEP),
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
        let reading = answer.readings.get(hit.reading);
        match reading.map_or(Matched::Exact, |reading| reading.matched) {
            Matched::Exact if hit.by_alias => Matched::Synonym,
            matched => matched,
        }
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
        let asked = [
            Some(self.asked(&plan, Box::new(AllQuery))),
            self.shelves().asked(&plan),
            self.shelves().most(&plan),
        ];
        let explained = asked
            .into_iter()
            .flatten()
            .map(|asked| asked.into_query().explain(&self.searcher, doc))
            .reduce(|first, other| first.or(other));
        let none = || {
            Err(TantivyError::InvalidArgument(
                "no record answers".to_owned(),
            ))
        };
        Ok(explained.unwrap_or_else(none)?.to_pretty_json())
    }

    /// The one segment, for the export; `None` when there are no records.
    pub fn segment(&self) -> Option<&SegmentReader> {
        self.searcher.segment_readers().first()
    }

    /// The fields: the searched ones, and that of the notes.
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    fn with_every_word(&self, plan: &Plan) -> tantivy::Result<Vec<Hit>> {
        let required = clauses::every_word(plan, (&self.fields.searched, &self.own));
        required.map_or(Ok(Vec::new()), |required| {
            self.best_first(&self.asked(plan, required))
        })
    }

    fn asked(&self, plan: &Plan, required: Box<dyn Query>) -> Asked {
        clauses::asked(plan, &self.fields, &self.own, required)
    }

    fn best_first(&self, asked: &Asked) -> tantivy::Result<Vec<Hit>> {
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

/// Appends the hits that hold only most of what was typed; below other readings and what is
/// in notes, if any.
fn add_most(hits: &mut Vec<Hit>, some: impl Iterator<Item = Hit>) {
    let below = if hits.iter().any(|hit| hit.reading > 0) {
        f64::from(STEP * STEP)
    } else {
        1.0
    };
    let scaled = some.map(|hit| Hit {
        score: hit.score * below,
        ..hit
    });
    add_new(hits, scaled);
}

/// Both kinds of hits, each record once with the higher of its scores, best first.
fn better_of(mut hits: Vec<Hit>, others: Vec<Hit>) -> Vec<Hit> {
    for other in others {
        match hits.iter_mut().find(|hit| hit.record == other.record) {
            Some(hit) => hit.score = hit.score.max(other.score),
            None => hits.push(other),
        }
    }
    rank::sort(&mut hits);
    hits
}

/// Appends the hits of records that are not there yet.
fn add_new(hits: &mut Vec<Hit>, more: impl Iterator<Item = Hit>) {
    let known: BTreeSet<usize> = hits.iter().map(|hit| hit.record).collect();
    hits.extend(more.filter(|hit| !known.contains(&hit.record)));
}
