//! A folder over http with the bytes that GitHub Pages would send: text is gzipped.
//!
//! Unlike `book::serve`, which must never show an old page, this one lets the browser keep
//! files, compresses each only once, and knows how many bytes it sent.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::book::serve::media_type;

/// The sub-path of everything, as a project's site on GitHub Pages has one.
pub const BASE: &str = "/kegang/";

/// A slow line, shared by all that is sent. It is made here and not in the browser because a
/// browser slows down only the page, not what a page has its workers fetch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Bits a second.
    pub bits: u32,
    /// Milliseconds until an answer begins.
    pub delay: u32,
}

/// An answer that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// Path below [`BASE`], without query.
    pub path: String,
    /// Status of the answer.
    pub status: u16,
    /// Length of the body as transferred, headers aside.
    pub bytes: usize,
}

/// Serves a folder until it is dropped.
///
/// Written by hand because every byte has to leave at once: a server that waits for a full
/// packet adds the 40 ms of a delayed acknowledgement to files of some sizes.
pub struct GzipServer {
    address: SocketAddr,
    shared: Arc<Shared>,
    listener: Option<JoinHandle<()>>,
}

struct Shared {
    root: PathBuf,
    packed: Mutex<BTreeMap<String, Arc<Packed>>>,
    log: Mutex<Vec<Sent>>,
    line: Mutex<Option<Line>>,
    /// When the line has carried everything that was given to it.
    free: Mutex<Option<Instant>>,
    closed: AtomicBool,
}

/// A file as it is sent.
struct Packed {
    kind: &'static str,
    gzipped: bool,
    body: Vec<u8>,
}

impl GzipServer {
    /// Serves `root` below [`BASE`] on a free port of 127.0.0.1.
    ///
    /// # Errors
    /// When no port can be had.
    pub fn start(root: impl Into<PathBuf>) -> io::Result<Self> {
        let socket = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = socket.local_addr()?;
        let shared = Arc::new(Shared {
            root: root.into(),
            packed: Mutex::default(),
            log: Mutex::default(),
            line: Mutex::default(),
            free: Mutex::default(),
            closed: AtomicBool::new(false),
        });
        let state = Arc::clone(&shared);
        let listener = thread::spawn(move || {
            for stream in socket.incoming().flatten() {
                if state.closed.load(Ordering::Relaxed) {
                    return;
                }
                let state = Arc::clone(&state);
                // It ends with the connection; a browser that went away needs no answer.
                thread::spawn(move || state.converse(&stream).ok());
            }
        });
        Ok(Self {
            address,
            shared,
            listener: Some(listener),
        })
    }

    /// The address of a page.
    pub fn url(&self, page: &str) -> String {
        format!("http://{}{BASE}{page}", self.address)
    }

    /// What was sent since the last call.
    pub fn take_log(&self) -> Vec<Sent> {
        std::mem::take(&mut *lock(&self.shared.log))
    }

    /// From now on everything goes over this line, as fast as it can without one.
    pub fn set_line(&self, line: Option<Line>) {
        *lock(&self.shared.line) = line;
    }

    /// How many bytes the file at this path takes; `None` when there is none.
    pub fn size(&self, path: &str) -> Option<usize> {
        Some(self.shared.file(path)?.body.len())
    }
}

impl Drop for GzipServer {
    fn drop(&mut self) {
        self.shared.closed.store(true, Ordering::Relaxed);
        // The listener looks up only when somebody comes.
        let woken = TcpStream::connect(self.address).is_ok();
        if let Some(listener) = self.listener.take().filter(|_| woken) {
            // A listener that panicked has stopped, which is what is wanted.
            let _ = listener.join();
        }
    }
}

impl Shared {
    /// Answers the requests of a connection one after another, until it ends.
    fn converse(&self, stream: &TcpStream) -> io::Result<()> {
        stream.set_nodelay(true)?;
        let mut lines = BufReader::new(stream).lines();
        loop {
            let Some(request) = lines.next().transpose()? else {
                return Ok(());
            };
            // Nothing in the headers changes the answer.
            while !lines.next().transpose()?.unwrap_or_default().is_empty() {}
            let url = request.split(' ').nth(1).unwrap_or_default();
            self.answer(url, stream)?;
        }
    }

    fn answer(&self, url: &str, stream: &TcpStream) -> io::Result<()> {
        let path = url.split(['?', '#']).next().unwrap_or_default();
        let path = path.strip_prefix(BASE).unwrap_or("/outside");
        let (status, file) = match self.file(path) {
            Some(file) => (200, Some(file)),
            None => (404, self.file("404.html")),
        };
        let body = file.as_ref().map_or(&[][..], |file| &file.body);
        let line = *lock(&self.line);
        lock(&self.log).push(Sent {
            path: path.to_owned(),
            status,
            bytes: body.len(),
        });
        let message = [head(status, file.as_deref()).as_bytes(), body].concat();
        match line {
            Some(line) => self.send_slowly(&message, line, stream),
            None => (&*stream).write_all(&message),
        }
    }

    /// Sends at the speed of the line.
    fn send_slowly(&self, message: &[u8], line: Line, mut stream: &TcpStream) -> io::Result<()> {
        thread::sleep(Duration::from_millis(line.delay.into()));
        for packet in message.chunks(PACKET) {
            #[allow(clippy::cast_precision_loss)]
            let seconds = (packet.len() * 8) as f64 / f64::from(line.bits);
            let done = {
                let mut free = lock(&self.free);
                let now = Instant::now();
                let done = free.unwrap_or(now).max(now) + Duration::from_secs_f64(seconds);
                *free = Some(done);
                done
            };
            thread::sleep(done.saturating_duration_since(Instant::now()));
            stream.write_all(packet)?;
        }
        Ok(())
    }

    fn file(&self, path: &str) -> Option<Arc<Packed>> {
        let mut packed = lock(&self.packed);
        if let Some(known) = packed.get(path) {
            return Some(Arc::clone(known));
        }
        let file = Arc::new(pack(&self.place(path)?).ok()?);
        packed.insert(path.to_owned(), Arc::clone(&file));
        Some(file)
    }

    /// The file for a path below [`BASE`].
    fn place(&self, path: &str) -> Option<PathBuf> {
        let path = crate::book::links::decode(path);
        let strange = |part: &str| part == ".." || part.contains(['\\', '\0', ':']);
        if path.starts_with('/') || path.split('/').any(strange) {
            return None;
        }
        let mut file = self.root.join(path);
        if file.is_dir() {
            file.push("index.html");
        }
        file.is_file().then_some(file)
    }
}

/// Bytes that the line carries at a time: several answers share it by turns.
const PACKET: usize = 1400;

/// The head of an answer.
fn head(status: u16, file: Option<&Packed>) -> String {
    let length = file.map_or(0, |file| file.body.len());
    let kind = file.map_or("text/plain", |file| file.kind);
    let encoding = match file {
        Some(file) if file.gzipped => "Content-Encoding: gzip\r\n",
        _ => "",
    };
    let reason = if status == 200 { "OK" } else { "Not Found" };
    format!(
        "HTTP/1.1 {status} {reason}\r\nContent-Type: {kind}\r\n{encoding}\
         Content-Length: {length}\r\nCache-Control: max-age=600\r\n\r\n"
    )
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn pack(file: &Path) -> io::Result<Packed> {
    let plain = fs::read(file)?;
    let kind = media_type(file);
    // What else there is has been compressed by those who made it.
    let gzipped = kind.ends_with("charset=utf-8");
    let body = if gzipped { gzip(&plain)? } else { plain };
    Ok(Packed {
        kind,
        gzipped,
        body,
    })
}

/// As small as gzip gets it.
fn gzip(plain: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(plain)?;
    encoder.finish()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn text_is_sent_compressed_and_nothing_outside_is_sent() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("site");
        fs::create_dir(&root).unwrap();
        fs::write(folder.path().join("secret.txt"), "no").unwrap();
        fs::write(root.join("index.html"), "课纲".repeat(500)).unwrap();
        fs::write(root.join("图 1.png"), [1, 2, 3]).unwrap();
        let server = GzipServer::start(&root).unwrap();
        assert!(server.size("").unwrap() < 100);
        assert_eq!(server.size(""), server.size("index.html"));
        assert_eq!(server.size("%E5%9B%BE%201.png"), Some(3));
        for outside in ["../secret.txt", "%2e%2e/secret.txt", "/etc/passwd", "none"] {
            assert_eq!(server.size(outside), None, "{outside}");
        }
    }
}
