//! A folder over http with the bytes that GitHub Pages would send: text is gzipped.
//!
//! Unlike `book::serve`, which must never show an old page, this one lets the browser keep
//! files, compresses each only once, and knows how many bytes it sent.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use tiny_http::{Header, Request, Response, Server};

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
pub struct GzipServer {
    address: SocketAddr,
    shared: Arc<Shared>,
    server: Arc<Server>,
    workers: Vec<JoinHandle<()>>,
}

struct Shared {
    root: PathBuf,
    packed: Mutex<BTreeMap<String, Arc<Packed>>>,
    log: Mutex<Vec<Sent>>,
    line: Mutex<Option<Line>>,
    /// When the line has carried everything that was given to it.
    free: Mutex<Option<Instant>>,
}

/// A file as it is sent.
struct Packed {
    kind: &'static str,
    gzipped: bool,
    body: Vec<u8>,
}

/// A browser opens at most so many connections to one host.
const WORKERS: usize = 6;

impl GzipServer {
    /// Serves `root` below [`BASE`] on a free port of 127.0.0.1.
    ///
    /// # Errors
    /// When no port can be had.
    pub fn start(root: impl Into<PathBuf>) -> io::Result<Self> {
        let socket = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = socket.local_addr()?;
        let server = Arc::new(Server::from_listener(socket, None).map_err(io::Error::other)?);
        let shared = Arc::new(Shared {
            root: root.into(),
            packed: Mutex::default(),
            log: Mutex::default(),
            line: Mutex::default(),
            free: Mutex::default(),
        });
        let work = |_| {
            let (server, shared) = (Arc::clone(&server), Arc::clone(&shared));
            thread::spawn(move || {
                while let Ok(request) = server.recv() {
                    shared.respond(request);
                }
            })
        };
        let workers = (0..WORKERS).map(work).collect();
        Ok(Self {
            address,
            shared,
            server,
            workers,
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
        for _ in &self.workers {
            self.server.unblock();
        }
        for worker in self.workers.drain(..) {
            // A worker that panicked has stopped, which is what is wanted.
            let _ = worker.join();
        }
    }
}

impl Shared {
    fn respond(&self, request: Request) {
        let url = request.url().to_owned();
        let path = url.split(['?', '#']).next().unwrap_or_default();
        let path = path.strip_prefix(BASE).unwrap_or("/outside");
        let (status, file) = match self.file(path) {
            Some(file) => (200, Some(file)),
            None => (404, self.file("404.html")),
        };
        let body = file.as_ref().map_or(&[][..], |file| &file.body);
        let sent = Sent {
            path: path.to_owned(),
            status,
            bytes: body.len(),
        };
        lock(&self.log).push(sent);
        let mut headers = vec![("Cache-Control", "max-age=600")];
        if let Some(file) = &file {
            headers.push(("Content-Type", file.kind));
            if file.gzipped {
                headers.push(("Content-Encoding", "gzip"));
            }
        }
        let line = *lock(&self.line);
        if let Some(line) = line {
            thread::sleep(Duration::from_millis(line.delay.into()));
        }
        let body = Slowed {
            shared: self,
            line,
            body,
        };
        let length = body.body.len();
        // Its length is told: no chunks.
        let mut response = Response::new(status.into(), Vec::new(), body, Some(length), None)
            .with_chunked_threshold(usize::MAX);
        for (name, value) in headers {
            if let Ok(header) = Header::from_bytes(name, value) {
                response.add_header(header);
            }
        }
        // A reader that went away needs no answer.
        let _ = request.respond(response);
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

/// A body that comes at the speed of the line.
struct Slowed<'a> {
    shared: &'a Shared,
    line: Option<Line>,
    body: &'a [u8],
}

/// Bytes that the line carries at a time: several answers share it by turns.
const PACKET: usize = 1400;

impl Read for Slowed<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let Some(line) = self.line else {
            return self.body.read(into);
        };
        let most = into.len().min(PACKET);
        let count = self.body.read(&mut into[..most])?;
        #[allow(clippy::cast_precision_loss)]
        let seconds = (count * 8) as f64 / f64::from(line.bits);
        let done = {
            let mut free = lock(&self.shared.free);
            let now = Instant::now();
            let done = free.unwrap_or(now).max(now) + Duration::from_secs_f64(seconds);
            *free = Some(done);
            done
        };
        thread::sleep(done.saturating_duration_since(Instant::now()));
        Ok(count)
    }
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
