//! What we say of a record: searched by every query, found after what records say in their
//! own words.
//!
//! Notes stand on a shelf of their own: a field that the ranking of [`super::rank`] does not
//! know, tokens of its own, files of its own in the browser (`theme/search/notes.js`), which
//! are fetched when the first results are on the screen. A record is found by its notes when
//! these together with its own words hold every character of the query. So every run of
//! characters of the notes finds its record; and since only presence counts, not frequency
//! or length, the browser needs nothing but which token stands where.

use tantivy::query::Query;

use super::clauses::{
    self, Asked, Clause, Fields, Shelf, Vocabulary, all, any, constant, term, whole_query,
};
use super::query::{Plan, Word};
use super::rank::{self, KINDS, MAX_LEVEL, NOTES, NOTES_IN_ONE_PIECE, class_weight};

/// The fields of the index with the vocabularies of the two shelves.
pub struct Shelves<'a> {
    /// All fields.
    pub fields: &'a Fields,
    /// The tokens of the searched fields.
    pub own: &'a Vocabulary,
    /// The tokens of the notes.
    pub notes: &'a Vocabulary,
}

impl Shelves<'_> {
    /// The records that hold every character of every word, in their notes or in their own
    /// words.
    pub fn whole(&self, words: &[Word]) -> Clause {
        let notes = std::slice::from_ref(&self.fields.notes);
        let shelves: [Shelf<'_>; 2] = [(&self.fields.searched, self.own), (notes, self.notes)];
        whole_query(words, &shelves)
    }

    /// The same with a score by what the notes hold.
    pub fn asked(&self, plan: &Plan) -> Option<Asked> {
        Some(self.scored(plan, self.whole(&plan.words)?))
    }

    /// The records whose notes hold something of the query, and together with their own words
    /// most of it: an answer when there is no other. Here own words count as they do elsewhere.
    pub fn most(&self, plan: &Plan) -> Option<Asked> {
        let notes = std::slice::from_ref(&self.fields.notes);
        let shelves: [Shelf<'_>; 2] = [(&self.fields.searched, self.own), (notes, self.notes)];
        let need = rank::noted_need(plan.weight(), clauses::known_weight(plan, &shelves))?;
        let most = clauses::most_query(plan, need, &shelves)?;
        let tokens = plan.terms.iter().map(|(token, _)| token);
        let known = tokens.filter(|token| self.notes.doc_freq(token) > 0);
        let known: Vec<_> = known.map(|token| term(self.fields.notes, token)).collect();
        if known.is_empty() {
            return None;
        }
        let mut asked = self.scored(plan, all(vec![most, any(known)])?);
        let own = clauses::token_scores(plan, self.fields, self.own);
        asked.scores.extend(own);
        Some(asked)
    }

    fn scored(&self, plan: &Plan, required: Box<dyn Query>) -> Asked {
        let mut scores: Vec<Box<dyn Query>> = Vec::new();
        let mut score = |query: Box<dyn Query>| scores.push(query);
        let known: Vec<(&str, f64)> = plan
            .terms
            .iter()
            .map(|(token, weight)| (token.as_str(), *weight, self.notes.doc_freq(token)))
            .filter(|(_, _, df)| *df > 0)
            .map(|(token, weight, df)| {
                (token, f64::from(weight) * rank::idf(self.notes.records, df))
            })
            .collect();
        let sum: f64 = known.iter().map(|(_, idf)| idf).sum();
        for (token, idf) in known {
            #[allow(clippy::cast_possible_truncation)]
            let share = (f64::from(NOTES) * idf / sum) as f32;
            score(constant(term(self.fields.notes, token), share));
        }
        let pairs = plan.terms.iter().filter(|(_, weight)| *weight >= 1.0);
        let pairs = pairs.map(|(token, _)| term(self.fields.notes, token));
        if let Some(pairs) = all(pairs.collect()) {
            score(constant(pairs, NOTES_IN_ONE_PIECE));
        }
        for kind in KINDS {
            for level in 0..=MAX_LEVEL {
                let class = term(self.fields.class, &format!("{kind:?}:{level}"));
                score(constant(class, class_weight(kind, level)));
            }
        }
        Asked { required, scores }
    }
}
