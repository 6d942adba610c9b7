//! From a syllabus document to content: `cargo xtask import`.
//!
//! ```text
//! bytes ─read─▶ Document: lines and tables, with pages and line numbers
//! ```
//!
//! Every later step keeps, for every character, the place in [`document::Document::text`]
//! that it came from: what no item holds in the end can be listed with its lines.

pub mod clean;
pub mod content;
pub mod document;
pub mod flow;
pub mod marker;
pub mod outline;
pub mod prose;
pub mod read;
pub mod rules;
pub mod sift;
pub mod words;
