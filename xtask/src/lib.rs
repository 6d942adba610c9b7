//! Everything behind `cargo xtask`: syllabi in, a searchable site out.
//!
//! Data flows one way: [`catalog`] loads and checks `content/`, [`book`] turns it into
//! chapters and lets mdBook make pages, [`search`] turns catalogue and pages into records,
//! an index and files for the browser. [`import`] makes `content/` of documents. Nothing here prints; `main.rs` and its commands do.

pub mod bench;
pub mod book;
pub mod browser;
pub mod catalog;
pub mod diagnostic;
pub mod export;
pub mod import;
pub mod parallel;
pub mod report;
pub mod search;
pub mod starter;
pub mod study;
pub mod web;
