//! A site is built beside its destination and takes its place by two renames, so that
//! whatever happens before leaves the old one as it was.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;

/// The file that marks a folder as a site of ours, which a build may replace.
pub const MARKER: &str = ".kegang";

const MARKER_TEXT: &str =
    "This folder was made by `cargo xtask build`. The next build replaces all of it.\n";

/// What mdBook writes into `.nojekyll`: a folder with it is mdBook's, and may be replaced.
const MDBOOK_MARK: &str = "process mdBook's output";

/// A folder that becomes the site, or vanishes when dropped.
#[derive(Debug)]
pub struct Staging {
    dest: PathBuf,
    path: PathBuf,
    done: bool,
}

impl Staging {
    /// Checks that `dest` may be written and replaced, and makes a folder beside it.
    ///
    /// # Errors
    /// A `destination` finding; nothing was changed then.
    pub fn beside(dest: &Path, book: &Path) -> Result<Self, Vec<Diagnostic>> {
        let dest = absolute(dest).map_err(|e| refuse(dest, &e.to_string()))?;
        guard(&dest, book)?;
        recover(&dest);
        let near = nearest_folder(&dest);
        let writable = fs::metadata(&near).map(|m| !m.permissions().readonly());
        if !matches!(writable, Ok(true)) {
            return Err(refuse(
                &dest,
                &format!("{} cannot be written", near.display()),
            ));
        }
        let path = near.join(sibling(&dest, "staging", std::process::id()));
        let made = remove(&path)
            .and_then(|()| fs::create_dir(&path))
            .and_then(|()| fs::write(path.join(MARKER), MARKER_TEXT));
        if let Err(error) = made {
            // Nothing of a half-made folder should stay; the error is told below.
            let _ = remove(&path);
            return Err(refuse(&dest, &error.to_string()));
        }
        Ok(Self {
            dest,
            path,
            done: false,
        })
    }

    /// Where to build.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where the site will stand.
    pub fn dest(&self) -> &Path {
        &self.dest
    }

    /// Puts the new site in the place of the old one.
    ///
    /// # Errors
    /// A `destination` finding; the old site is back in its place then.
    pub fn publish(mut self) -> Result<PathBuf, Vec<Diagnostic>> {
        let fail = |error: io::Error| refuse(&self.dest, &error.to_string());
        // mdBook empties the folder before it writes: the marker is set again.
        fs::write(self.path.join(MARKER), MARKER_TEXT).map_err(fail)?;
        if let Some(parent) = self.dest.parent() {
            fs::create_dir_all(parent).map_err(fail)?;
        }
        let old = self
            .dest
            .with_file_name(sibling(&self.dest, "old", std::process::id()));
        let had_old = self.dest.exists();
        if had_old {
            fs::rename(&self.dest, &old).map_err(fail)?;
        }
        if let Err(error) = fs::rename(&self.path, &self.dest) {
            if had_old {
                fs::rename(&old, &self.dest).map_err(fail)?;
            }
            return Err(fail(error));
        }
        self.done = true;
        // The new site stands; an old one that resists removal is swept by the next build.
        let _ = remove(&old);
        Ok(self.dest.clone())
    }
}

/// Writes a file of a site that is being built, over what mdBook may have written there.
///
/// The file is not emptied first: a file system that is careful with emptied files (ext4) takes
/// such a one to the disk at once, and whoever then removes the site, as the next build does,
/// waits for it, file by file.
///
/// # Errors
/// Whatever the file system says.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    let mut file = options
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)?;
    file.write_all(bytes)?;
    file.set_len(bytes.len() as u64)
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.done {
            // There is nobody left to tell; the next build sweeps it.
            let _ = remove(&self.path);
        }
    }
}

/// Refuses destinations whose replacement would lose something that is not a site.
fn guard(dest: &Path, book: &Path) -> Result<(), Vec<Diagnostic>> {
    let book = book.canonicalize().unwrap_or_else(|_| book.to_path_buf());
    if book.starts_with(dest) {
        return Err(refuse(dest, "it holds the book itself"));
    }
    for inside in ["src", "content", "theme"] {
        if dest.starts_with(book.join(inside)) {
            return Err(refuse(dest, &format!("it lies in the book's `{inside}/`")));
        }
    }
    let Ok(meta) = fs::metadata(dest) else {
        return Ok(());
    };
    if !meta.is_dir() {
        return Err(refuse(dest, "it is a file"));
    }
    if meta.permissions().readonly() {
        return Err(refuse(dest, "it is read-only"));
    }
    if dest.join(".git").exists() {
        return Err(refuse(
            dest,
            "it holds a `.git`, which a build would delete",
        ));
    }
    let mut entries = fs::read_dir(dest).map_err(|e| refuse(dest, &e.to_string()))?;
    let nojekyll = fs::read_to_string(dest.join(".nojekyll")).unwrap_or_default();
    if entries.next().is_none() || dest.join(MARKER).is_file() || nojekyll.contains(MDBOOK_MARK) {
        return Ok(());
    }
    Err(refuse(
        dest,
        "it holds files that no build has made, which a build would delete",
    ))
}

fn refuse(dest: &Path, why: &str) -> Vec<Diagnostic> {
    let message = format!("cannot build into {}: {why}", dest.display());
    let help = "name another folder with `--dest`, one that is new, empty, or an earlier build";
    vec![Diagnostic::error("destination", message).help(help)]
}

/// Cleans up after builds that were killed: puts back a site caught between the two
/// renames, removes folders whose process is gone.
fn recover(dest: &Path) {
    let Some(parent) = dest.parent() else { return };
    let Ok(entries) = fs::read_dir(parent) else {
        return;
    };
    let mut names: Vec<_> = entries.flatten().map(|e| e.file_name()).collect();
    names.sort();
    for name in names {
        let Some(left) = name.to_str().and_then(|name| leftover(dest, name)) else {
            continue;
        };
        let path = parent.join(&name);
        if left == "old" && !dest.exists() {
            // When it cannot be put back it stays where it is: nothing is lost.
            let _ = fs::rename(&path, dest);
        } else {
            let _ = remove(&path);
        }
    }
}

/// `staging` or `old` when `name` is such a folder of `dest` and its process is gone.
fn leftover(dest: &Path, name: &str) -> Option<&'static str> {
    let stem = dest.file_name()?.to_str()?;
    let rest = name.strip_prefix(stem)?;
    let (what, pid) = ["staging", "old"].into_iter().find_map(|what| {
        let pid = rest.strip_prefix(&format!(".{what}-"))?;
        Some((what, pid.parse::<u32>().ok()?))
    })?;
    // Only where the system tells which processes run.
    let running = Path::new("/proc").join(pid.to_string());
    (Path::new("/proc/self").exists() && !running.exists()).then_some(what)
}

fn sibling(dest: &Path, what: &str, pid: u32) -> String {
    let name = dest.file_name().unwrap_or_default().to_string_lossy();
    format!("{name}.{what}-{pid}")
}

/// The closest folder above `dest` that exists.
fn nearest_folder(dest: &Path) -> PathBuf {
    let mut above = dest.ancestors().skip(1);
    let found = above.find(|path| path.exists());
    found.unwrap_or(Path::new(".")).to_path_buf()
}

/// The absolute path of `dest`, links followed as far as it exists.
fn absolute(dest: &Path) -> io::Result<PathBuf> {
    if let Ok(real) = dest.canonicalize() {
        return Ok(real);
    }
    let path = std::path::absolute(dest)?;
    let near = nearest_folder(&path);
    let rest = path.strip_prefix(&near).unwrap_or(&path).to_path_buf();
    Ok(near.canonicalize()?.join(rest))
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
