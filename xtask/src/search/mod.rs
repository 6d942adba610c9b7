//! How is it found? Records, the tantivy index over them, and its export for the browser.

pub mod collect;
pub mod export;
pub mod format;
pub mod index;
pub mod marks;
pub mod page;
pub mod publish;
pub mod query;
pub mod rank;
pub mod record;
pub mod text;
