//! The course level: fields, sections, tables of hours and shares, books.

pub mod books;
pub mod grading;
pub mod hours;
pub mod levels;
pub mod matrix;
pub mod ratio;
pub mod info;
pub mod schedule;
pub mod section;
pub mod signed;
