//! The site in a real browser: built as a reader gets it, opened over http under a sub-path
//! and from disk, driven by keys, input methods and clicks.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(missing_docs)]

mod archive;
mod audit;
mod failures;
mod harness;
mod keys;
mod moved;
mod offline;
mod own;
mod pages;
mod paper;
mod parity;
mod pictures;
mod policy;
mod practice;
mod reading;
mod recall;
mod search;
mod site;
mod study;
