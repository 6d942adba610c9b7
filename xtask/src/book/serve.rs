//! A folder over http: for `cargo xtask serve` and for tests in the browser.
//!
//! It answers as GitHub Pages does: `index.html` for a folder, `404.html` for what is not
//! there, everything below a sub-path. Only this machine is served.

use std::fs;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use tiny_http::{Header, Method, Request, Response, Server};

use super::build::normal_base;
use super::live::Live;
use crate::web::worker;

/// What a site that changes under the reader's eyes answers instead of its service worker.
const RETIRE: &str = include_str!("retire.js");

/// A request that was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// Path and query as asked for.
    pub url: String,
    /// Status of the answer.
    pub status: u16,
}

/// Serves a folder until it is dropped.
pub struct StaticServer {
    address: SocketAddr,
    shared: Arc<Shared>,
    server: Arc<Server>,
    listener: Option<JoinHandle<()>>,
}

/// What the threads that answer have in common.
struct Shared {
    root: PathBuf,
    prefix: String,
    live: Option<Arc<Live>>,
    log: Mutex<Vec<Answered>>,
}

impl StaticServer {
    /// Serves `root` below `prefix` (`/`, `/kegang/`) on a port of 127.0.0.1; port 0 takes
    /// a free one.
    ///
    /// # Errors
    /// When the port cannot be had.
    pub fn start(root: impl Into<PathBuf>, prefix: &str, port: u16) -> io::Result<Self> {
        Self::with(root.into(), prefix, port, None)
    }

    /// The same with pages that reload when `live` says so.
    ///
    /// # Errors
    /// When the port cannot be had.
    pub fn start_live(root: impl Into<PathBuf>, port: u16, live: Arc<Live>) -> io::Result<Self> {
        Self::with(root.into(), "/", port, Some(live))
    }

    fn with(root: PathBuf, prefix: &str, port: u16, live: Option<Arc<Live>>) -> io::Result<Self> {
        let socket = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let address = socket.local_addr()?;
        let server = Server::from_listener(socket, None).map_err(io::Error::other)?;
        let server = Arc::new(server);
        let shared = Arc::new(Shared {
            root,
            prefix: normal_base(prefix),
            live,
            log: Mutex::default(),
        });
        let (requests, state) = (Arc::clone(&server), Arc::clone(&shared));
        let listener = std::thread::spawn(move || {
            while let Ok(request) = requests.recv() {
                let state = Arc::clone(&state);
                // A page that waits for news must not keep others waiting.
                std::thread::spawn(move || state.respond(request));
            }
        });
        Ok(Self {
            address,
            shared,
            server,
            listener: Some(listener),
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address of a page, e.g. `http://127.0.0.1:4000/kegang/index.html`.
    pub fn url(&self, page: &str) -> String {
        format!("http://{}{}{page}", self.address, self.shared.prefix)
    }

    /// What was asked for since the last call.
    pub fn take_log(&self) -> Vec<Answered> {
        std::mem::take(&mut *self.shared.log())
    }
}

impl Drop for StaticServer {
    fn drop(&mut self) {
        if let Some(live) = &self.shared.live {
            live.close();
        }
        self.server.unblock();
        if let Some(listener) = self.listener.take() {
            // A listener that panicked has stopped, which is what is wanted.
            let _ = listener.join();
        }
    }
}

impl Shared {
    fn log(&self) -> std::sync::MutexGuard<'_, Vec<Answered>> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn respond(&self, request: Request) {
        let url = request.url().to_owned();
        let answer = match request.method() {
            Method::Get | Method::Head => self.answer(&url),
            _ => Answer::text(405, "405: only GET and HEAD"),
        };
        let status = answer.status;
        self.log().push(Answered { url, status });
        let mut response = Response::from_data(answer.body).with_status_code(status);
        let mut headers = vec![("Content-Type", answer.kind), ("Cache-Control", "no-cache")];
        if let Some(to) = &answer.location {
            headers.push(("Location", to));
        }
        for (name, value) in headers {
            if let Ok(header) = Header::from_bytes(name, value) {
                response.add_header(header);
            }
        }
        // A reader that went away needs no answer.
        let _ = request.respond(response);
    }

    fn answer(&self, url: &str) -> Answer {
        if let Some(body) = self.live.as_ref().and_then(|live| live.answer(url)) {
            return body;
        }
        let path = url.split(['?', '#']).next().unwrap_or(url);
        if self.live.is_some() && path.strip_prefix(&self.prefix) == Some(worker::PATH) {
            return Answer::of("text/javascript; charset=utf-8", RETIRE);
        }
        if format!("{path}/") == self.prefix {
            return Answer::moved(&self.prefix);
        }
        let inside = path.strip_prefix(&self.prefix);
        let found = inside.and_then(|path| self.find(path));
        match found {
            Some(Found::Folder) => Answer::moved(&format!("{path}/")),
            Some(Found::File(file)) => self.page(200, &file),
            None => self.page(404, &self.root.join("404.html")),
        }
    }

    /// The file for a path below the prefix, `None` when there is none in the folder.
    fn find(&self, path: &str) -> Option<Found> {
        let decoded = super::links::decode(path);
        let mut file = self.root.clone();
        for part in decoded.split('/').filter(|part| !part.is_empty()) {
            // Nothing that means another place than a name in this folder does.
            if part == "." || part == ".." || part.contains(['\\', '\0', ':']) {
                return None;
            }
            file.push(part);
        }
        if file.is_dir() {
            let index = file.join("index.html");
            let ends_well = decoded.is_empty() || decoded.ends_with('/');
            return index.is_file().then_some(match ends_well {
                true => Found::File(index),
                false => Found::Folder,
            });
        }
        (file.is_file() && !decoded.ends_with('/')).then_some(Found::File(file))
    }

    fn page(&self, status: u16, file: &Path) -> Answer {
        let kind = media_type(file);
        let body = match (fs::read(file), &self.live) {
            (Ok(body), Some(live)) if kind.starts_with("text/html") => live.inject(body),
            (Ok(body), _) => body,
            (Err(_), Some(live)) => return Answer::html(404, live.inject(live.empty_page())),
            (Err(_), None) => return Answer::text(404, "404: not found"),
        };
        Answer {
            status,
            kind,
            body,
            location: None,
        }
    }
}

enum Found {
    File(PathBuf),
    /// A folder that was asked for without its slash.
    Folder,
}

/// What goes back to the browser.
pub(super) struct Answer {
    status: u16,
    kind: &'static str,
    body: Vec<u8>,
    location: Option<String>,
}

impl Answer {
    pub(super) fn of(kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status: 200,
            kind,
            body: body.into(),
            location: None,
        }
    }

    fn html(status: u16, body: Vec<u8>) -> Self {
        Self {
            status,
            ..Self::of("text/html; charset=utf-8", body)
        }
    }

    fn text(status: u16, body: &str) -> Self {
        Self {
            status,
            ..Self::of("text/plain; charset=utf-8", body)
        }
    }

    fn moved(to: &str) -> Self {
        Self {
            location: Some(to.to_owned()),
            ..Self::text(301, "")
        }
    }
}

/// The type under which a file is served; text is UTF-8.
pub fn media_type(file: &Path) -> &'static str {
    let extension = file.extension().and_then(|e| e.to_str()).unwrap_or("");
    match extension.to_ascii_lowercase().as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json; charset=utf-8",
        "webmanifest" => "application/manifest+json; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "svg" => "image/svg+xml; charset=utf-8",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "wasm" => "application/wasm",
        "woff" => "font/woff",
        "woff2" => "font/woff2",
        "mp3" => "audio/mpeg",
        "mp4" => "video/mp4",
        _ => "application/octet-stream",
    }
}
