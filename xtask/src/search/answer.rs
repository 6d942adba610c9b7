//! From a query to its hits: as typed, then in the other ways it can be read, then by what we say of
//! things. The browser does the same (`theme/search/answer.js`).

use std::collections::BTreeSet;

use super::clauses::Asked;
use super::index::{Answer, Hit, SearchIndex};
use super::partial;
use super::query::{self, Plan};
use super::rank::{self, NOTES, NOTES_IN_ONE_PIECE, NOTES_STEP, STEP};
use super::readings::{self, Literal, Reading};
use super::record::{Kind, Matched};
use super::text::tokens;

impl SearchIndex {
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
    /// at all, those whose notes have most of it, or are asked for in much the same words, stand among `some`.
    fn add_noted_and_most(&self, answer: &mut Answer, some: Vec<Hit>) -> tantivy::Result<()> {
        if self.notes.tokens.is_empty() {
            add_most(&mut answer.hits, some.into_iter());
            return Ok(());
        }
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
            let most = better_of(some, noted(shelves.most(&plan))?);
            better_of(most, self.alike_in_wording(&plan))
        } else {
            some
        };
        add_most(hits, some.into_iter());
        add_new(hits, scattered.into_iter().map(scaled));
        Ok(())
    }

    /// The records whose notes say how people ask for them, and that much as this query does.
    fn alike_in_wording(&self, plan: &Plan) -> Vec<Hit> {
        let hit = |(record, like): (usize, f64)| {
            let hit = Hit {
                record,
                ..Hit::default()
            };
            let score = f64::from(rank::WORDING) * like + self.class_of(&hit);
            Hit { score, ..hit }
        };
        self.wordings.alike(plan).into_iter().map(hit).collect()
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
