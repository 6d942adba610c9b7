//! How does it become pages? Chapters from the catalogue, mdBook driven in-process, and a
//! swap that never leaves half a site.
//!
//! [`build::build`] is the entry point. Its steps: [`config`] and [`summary`] read the book,
//! [`theme`] gets our page frame ready, [`render`] lets mdBook write pages into a
//! [`staging`] folder, [`reading`] parses each of them once, [`prune`] drops what no page asks for, [`links`] follows every link,
//! and the staging folder becomes the site.

pub mod build;
pub mod chapters;
pub mod check;
pub mod complaints;
pub mod config;
pub mod events;
pub mod extras;
pub mod facts;
pub mod frame;
pub mod html;
pub mod inline;
pub mod katex;
pub mod links;
pub mod live;
pub mod markdown;
pub mod outline;
pub mod pages;
pub mod print;
pub mod prune;
pub mod reading;
pub mod render;
pub mod serve;
pub mod sources;
pub mod squeeze;
pub mod staging;
pub mod summary;
pub mod templates;
pub mod theme;
pub mod view;
pub mod watch;
