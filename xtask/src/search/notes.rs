//! What we say of a record: searched by every query, found after what records say in their
//! own words.
//!
//! Notes stand on a shelf of their own: a field that the ranking of [`super::rank`] does not
//! know, tokens of its own, files of its own in the browser (`theme/search/notes.js`), which
//! are fetched when the first results are on the screen. A record is found by its notes when
//! these together with its own words hold every character of the query, so every run of
//! characters of the notes finds its record; how it then ranks says [`super::partial`]. Since only
//! presence counts, not frequency or length, the browser needs nothing but which token stands where.

use super::clauses::{Clause, Fields, Shelf, Vocabulary, whole_query};
use super::query::Word;

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
}
