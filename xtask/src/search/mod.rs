//! How is it found? Records, the tantivy index over them, and its export for the browser.

pub mod record;
