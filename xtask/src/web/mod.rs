//! What a site needs around its pages: what a page may load, and what browsers and machines
//! ask a site for beside its pages.
//!
//! [`finish::Finish`] is the entry point, called when pages and search stand. [`policy`] says
//! what a page may run; [`manifest`], [`icon`] and [`worker`] make the site something to take
//! along; [`head`], [`data`] and [`listing`] tell machines what it holds, with the [`address`]
//! it is going to have.

pub mod address;
pub mod data;
pub mod digest;
pub mod finish;
pub mod head;
pub mod icon;
pub mod listing;
pub mod manifest;
pub mod opensearch;
pub mod png;
pub mod policy;
pub mod worker;

/// What is said about the site as a whole.
#[derive(Debug, Clone, Copy)]
pub struct Site<'a> {
    /// Its name, never empty.
    pub title: &'a str,
    /// What it is, in a sentence or two.
    pub description: &'a str,
    /// The language it is written in, e.g. `zh-CN`.
    pub language: &'a str,
}
