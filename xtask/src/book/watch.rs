//! Notices when somebody has changed what a site is made of.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, SystemTime};

use notify_debouncer_mini::notify::{RecommendedWatcher, RecursiveMode};
use notify_debouncer_mini::{Debouncer, new_debouncer};
use walkdir::WalkDir;

/// Editors write a file in several steps; this long nothing must happen after the last.
const SETTLE: Duration = Duration::from_millis(150);

/// Folders of a book that its site is made of, next to `book.toml`.
const FOLDERS: [&str; 2] = ["content", "src"];

/// Watches a book and a theme.
pub struct Watch {
    book: PathBuf,
    theme: PathBuf,
    src: PathBuf,
    seen: BTreeMap<PathBuf, (u64, Option<SystemTime>)>,
    events: Receiver<()>,
    debouncer: Debouncer<RecommendedWatcher>,
}

impl Watch {
    /// Starts to watch the book in `book`, its pages in `src`, and `theme`.
    ///
    /// # Errors
    /// When the system cannot watch files.
    pub fn start(book: &Path, src: &Path, theme: &Path) -> Result<Self, String> {
        let (sender, events) = channel();
        let debouncer = new_debouncer(SETTLE, forward(sender)).map_err(|e| e.to_string())?;
        let mut watch = Self {
            book: book.to_path_buf(),
            theme: theme.to_path_buf(),
            src: src.to_path_buf(),
            seen: BTreeMap::new(),
            events,
            debouncer,
        };
        watch.subscribe()?;
        watch.seen = watch.look();
        Ok(watch)
    }

    /// Waits at most `patience`; whether something has changed since it last said so.
    ///
    /// # Errors
    /// When the system cannot watch a folder that has come.
    pub fn changed(&mut self, patience: Duration) -> Result<bool, String> {
        if self.events.recv_timeout(patience).is_err() {
            return Ok(false);
        }
        while self.events.try_recv().is_ok() {}
        self.subscribe()?;
        // Reading files makes events too: only what a site is made of counts.
        let now = self.look();
        let changed = now != self.seen;
        self.seen = now;
        Ok(changed)
    }

    fn folders(&self) -> Vec<PathBuf> {
        let mut folders: Vec<_> = FOLDERS.iter().map(|name| self.book.join(name)).collect();
        folders.extend([self.src.clone(), self.theme.clone()]);
        folders.retain(|folder| folder.is_dir());
        folders.sort();
        folders.dedup();
        folders
    }

    /// Folders may come and go; watching one twice is harmless.
    fn subscribe(&mut self) -> Result<(), String> {
        let folders = self.folders();
        let watcher = self.debouncer.watcher();
        let root = [(self.book.clone(), RecursiveMode::NonRecursive)];
        let folders = folders.into_iter().map(|f| (f, RecursiveMode::Recursive));
        for (folder, mode) in root.into_iter().chain(folders) {
            let watched = watcher.watch(&folder, mode);
            watched.map_err(|e| format!("cannot watch {}: {e}", folder.display()))?;
        }
        Ok(())
    }

    /// Size and time of every file a site is made of.
    fn look(&self) -> BTreeMap<PathBuf, (u64, Option<SystemTime>)> {
        let mut files = vec![self.book.join("book.toml")];
        for folder in self.folders() {
            let entries = WalkDir::new(folder).into_iter().flatten();
            let entries = entries.filter(|entry| entry.file_type().is_file());
            files.extend(entries.map(walkdir::DirEntry::into_path));
        }
        files.retain(|file| !is_scratch(file));
        let known = files.into_iter().filter_map(|file| {
            let meta = fs::metadata(&file).ok()?;
            Some((file, (meta.len(), meta.modified().ok())))
        });
        known.collect()
    }
}

fn forward(
    sender: Sender<()>,
) -> impl FnMut(notify_debouncer_mini::DebounceEventResult) + Send + 'static {
    move |_| {
        // The watch may be gone already.
        let _ = sender.send(());
    }
}

/// Files that editors keep beside the one that is edited.
fn is_scratch(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with(['.', '#']) || name.ends_with(['~', '#']) || name.ends_with(".swp")
}
