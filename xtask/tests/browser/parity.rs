//! Rust and JavaScript side by side: the same text rule, the same hits, the same scores.
