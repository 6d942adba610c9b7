//! What helps to learn a course by heart: cards made from concepts and answer outlines.

pub mod card;
pub mod deck;
