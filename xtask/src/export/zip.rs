//! The whole site as one archive to hand on: unpacked anywhere, it opens with a double click
//! on `index.html` and is searched without a network.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Cursor, Write as _};
use std::path::Path;

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::book::prune;
use crate::web::{manifest, worker};

/// The folder in the archive that holds everything, so that unpacking scatters nothing.
const FOLDER: &str = "kegang";

/// What means something on a host alone.
const NOT_TAKEN: [&str; 6] = [
    worker::PATH,
    manifest::PATH,
    "CNAME",
    "llms.txt",
    "robots.txt",
    "sitemap.xml",
];

/// The files of the site at `root` that are of use on a disk.
///
/// # Errors
/// Whatever the file system says.
pub fn files(root: &Path) -> io::Result<BTreeMap<String, Vec<u8>>> {
    let hidden = |path: &str| path.split('/').any(|part| part.starts_with('.'));
    let mut files = BTreeMap::new();
    for path in prune::files(root)? {
        if !hidden(&path) && !NOT_TAKEN.contains(&path.as_str()) {
            files.insert(path.clone(), fs::read(root.join(&path))?);
        }
    }
    Ok(files)
}

/// The archive. The same files give the same bytes: sorted, without times and rights.
///
/// # Errors
/// When there are more or larger files than the format holds.
pub fn archive(files: &BTreeMap<String, Vec<u8>>) -> ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        archive.start_file(format!("{FOLDER}/{path}"), options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}
