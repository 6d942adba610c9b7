//! What is taught? `content/` as written, resolved and checked.

pub mod model;
pub mod written;
