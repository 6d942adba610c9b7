//! How is it found? Records, the tantivy index over them, and its export for the browser.

pub mod export;
pub mod format;
pub mod index;
pub mod page;
pub mod query;
pub mod rank;
pub mod record;
pub mod text;
