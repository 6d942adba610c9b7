//! What a site needs around its pages: what a page may load, and (module by module) what
//! browsers and machines ask a site for beside its pages.

pub mod digest;
pub mod finish;
pub mod policy;
