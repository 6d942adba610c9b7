//! The result on disk.
