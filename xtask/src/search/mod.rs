//! How is it found? Records, the tantivy index over them, and its export for the browser.

pub mod collect;
pub mod export;
pub mod format;
pub mod index;
pub mod lexicon;
pub mod marks;
pub mod near;
pub mod page;
pub mod publish;
pub mod query;
pub mod rank;
pub mod readings;
pub mod record;
pub mod sound;
pub mod text;
