//! The last hand on the pages: what can be said only when everything else stands.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use super::policy;
use crate::book::facts::Facts;

/// Finishes the `pages` of the site at `root`.
///
/// # Errors
/// Whatever the file system says.
pub fn finish(root: &Path, pages: &BTreeMap<String, Facts>) -> io::Result<()> {
    for (page, facts) in pages {
        let path = root.join(page);
        let html = fs::read_to_string(&path)?;
        fs::write(&path, html.replace(policy::TOKEN, &facts.wants.meta()))?;
    }
    Ok(())
}
