//! How is it found? Records, the tantivy index over them, and its export for the browser.

pub mod answer;
pub mod clauses;
pub mod collect;
pub mod export;
pub mod format;
pub mod index;
pub mod lexicon;
pub mod markdown;
pub mod marks;
pub mod minify;
pub mod near;
pub mod notes;
pub mod page;
pub mod partial;
pub mod publish;
pub mod query;
pub mod rank;
pub mod readings;
pub mod record;
pub mod schema;
pub mod shards;
pub mod sound;
pub mod term;
pub mod text;
pub mod tokens;
pub mod wordings;
