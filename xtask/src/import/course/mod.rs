//! The course level: fields, sections, tables of hours and shares, books.

pub mod books;
pub mod each;
pub mod fields;
pub mod grading;
pub mod hours;
pub mod info;
pub mod levels;
pub mod lines;
pub mod matrix;
pub mod ratio;
pub mod schedule;
pub mod section;
pub mod signed;
pub mod told;
