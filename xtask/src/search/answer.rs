//! From a query to its hits: as typed, then in the other ways it can be read, then by what we say of
//! things. The browser does the same (`theme/search/answer.js`).

use std::collections::BTreeSet;

use super::index::{Answer, Hit, SearchIndex};
use super::query::Plan;
use super::rank::{self, STEP};
use super::readings::{self, Literal, Reading};
use super::record::{Kind, Matched};
use super::text::tokens;

impl SearchIndex {
    /// Every record that answers the query, best first; filters come later and change no
    /// score. First those that hold all that was typed, then what other readings of it
    /// find, then those that hold it with their notes, and when all these are few, some of it. Of a
    /// question, those whose names do not hold it all are among the last.
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
        let whole = self.with_every_word(&plan, &self.fields.searched)?;
        let is_whole = !whole.is_empty();
        let mut answer = Answer {
            hits: self.tell_aliases(&plan, whole)?,
            readings: vec![Reading {
                query: folded.clone(),
                matched,
            }],
        };
        let others = self.other_readings(&folded, &plan, is_whole)?;
        answer.readings.extend(others);
        self.add_other_readings(&mut answer)?;
        self.put_what_is_asked_first(&mut answer, &plan)?;
        let named = &self.fields.searched[..rank::NAMING_FIELDS];
        let named = self.whole(&plan.words, named)?;
        self.show_another_syllabus(&mut answer.hits, &named);
        let reading = answer.hits.first().map_or(0, |hit| hit.reading);
        if plan.is_question && reading == 0 {
            // That the words of a question stand in some text says little.
            let is_sure = |hit: &Hit| hit.reading > 0 || named.contains(&hit.record);
            answer.hits.retain(is_sure);
        }
        self.add_partial(&mut answer, reading)?;
        Ok(answer)
    }

    /// When no name as typed says all that was asked, and those of a synonym do, these stand first: for
    /// 顾客满意度的影响因素 客户满意度的影响因素. When the question asks for something, names as typed must say that,
    /// and those of a synonym both: for 客户关系管理系统有哪几类 CRM 系统的种类.
    fn put_what_is_asked_first(&self, answer: &mut Answer, plan: &Plan) -> tantivy::Result<()> {
        let asks = !plan.hints.is_empty();
        let hinted = |hit: &Hit| self.is_hinted(plan, hit.record);
        let mut named = Vec::new();
        for reading in &answer.readings {
            let words = &self.plan(&reading.query).words;
            named.push(self.whole(words, &self.fields.searched[..rank::NAMING_FIELDS])?);
        }
        let is_named = |hit: &Hit| named[hit.reading].contains(&hit.record);
        let mut typed = answer.hits.iter().filter(|hit| hit.reading == 0);
        if typed.any(|hit| if asks { hinted(hit) } else { is_named(hit) }) {
            return Ok(());
        }
        let by_synonym: Vec<bool> = answer
            .readings
            .iter()
            .map(|reading| reading.matched == Matched::Synonym)
            .collect();
        let fits = |hit: &Hit| by_synonym[hit.reading] && is_named(hit) && hinted(hit) == asks;
        answer.hits.sort_by_key(|hit| !fits(hit));
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

    /// Adds the records that hold all of the query, read as it was for the first hit, only with their
    /// notes, and when there are few hits, those that hold some of it.
    fn add_partial(&self, answer: &mut Answer, reading: usize) -> tantivy::Result<()> {
        let query = answer.readings.get(reading).map_or("", |read| &read.query);
        let few = answer.hits.len() < rank::FEW;
        let found = self.partial(query, &self.plan(query), few)?;
        let step = f64::from(STEP);
        let below = match answer.hits.iter().any(|hit| hit.reading > 0) {
            true => step * step,
            false => step,
        };
        let scaled = |hit: Hit| Hit {
            score: hit.score * below,
            reading,
            ..hit
        };
        add_new(&mut answer.hits, found.into_iter().map(scaled));
        Ok(())
    }

    /// Whether a title says that it answers what was asked.
    pub(super) fn is_hinted(&self, plan: &Plan, record: usize) -> bool {
        let title = tokens(&self.records[record].title);
        plan.hints.iter().any(|h| title.iter().any(|t| t == h))
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
            let found = self.with_every_word(&plan, own)?.into_iter();
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

/// Appends the hits of records that are not there yet.
fn add_new(hits: &mut Vec<Hit>, more: impl Iterator<Item = Hit>) {
    let known: BTreeSet<usize> = hits.iter().map(|hit| hit.record).collect();
    hits.extend(more.filter(|hit| !known.contains(&hit.record)));
}
