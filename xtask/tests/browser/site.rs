//! The site as a reader gets it: the real content, built once by the command, served under a
//! sub-path as GitHub Pages would, and lying on disk.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, OnceLock};

use tiny_http::{Header, Response, Server};
use walkdir::WalkDir;

use crate::harness::scratch;

/// The sub-path under which everything is served.
pub const BASE: &str = "/kegang/";

/// The folder of the built site.
pub fn folder() -> &'static Path {
    // A failure is kept too: it is the same for every test.
    static FOLDER: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let built = FOLDER.get_or_init(|| {
        let folder = scratch("site");
        let built = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(["build", "--base", BASE, "--dest"])
            .arg(&folder)
            .output()
            .unwrap();
        if built.status.success() {
            Ok(folder)
        } else {
            let said = String::from_utf8_lossy(&built.stderr);
            let errors = said.find("error").unwrap_or(0);
            Err(said[errors..].to_owned())
        }
    });
    match built {
        Ok(folder) => folder,
        Err(said) => panic!("the site does not build:\n{said}"),
    }
}

/// Every page of the site, relative to its folder, sorted.
pub fn pages() -> Vec<String> {
    let files = WalkDir::new(folder()).sort_by_file_name().into_iter();
    let pages: Vec<String> = files
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().extension().is_some_and(|e| e == "html"))
        .map(|entry| relative(entry.path(), folder()))
        // Not a page: what frames and scripts take their table of contents from.
        .filter(|page| page != "toc.html")
        .collect();
    assert!(pages.len() > 20, "hardly a site: {pages:?}");
    pages
}

fn relative(path: &Path, root: &Path) -> String {
    let path = path.strip_prefix(root).unwrap().to_str().unwrap();
    path.replace(std::path::MAIN_SEPARATOR, "/")
}

/// The address of a page over http.
pub fn http(page: &str) -> String {
    static ORIGIN: OnceLock<String> = OnceLock::new();
    let origin = ORIGIN.get_or_init(|| serve(folder()));
    format!("{origin}{BASE}{page}")
}

/// The address of a page on disk.
pub fn file(page: &str) -> String {
    format!("file://{}/{page}", folder().display())
}

/// A copy of the site to do damage to; gives its folder and its origin.
pub fn copy(name: &str) -> (PathBuf, String) {
    let copy = scratch(name);
    if copy.exists() {
        fs::remove_dir_all(&copy).unwrap();
    }
    for entry in WalkDir::new(folder()) {
        let entry = entry.unwrap();
        let to = copy.join(entry.path().strip_prefix(folder()).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(to).unwrap();
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
    let origin = serve(&copy);
    (copy, origin)
}

/// Serves `folder` under [`BASE`] until the tests end; gives the origin.
fn serve(folder: &Path) -> String {
    let server = Arc::new(Server::http("127.0.0.1:0").unwrap());
    let port = server.server_addr().to_ip().unwrap().port();
    for _ in 0..4 {
        let (server, folder) = (Arc::clone(&server), folder.to_path_buf());
        std::thread::spawn(move || {
            for request in server.incoming_requests() {
                let (status, kind, bytes) = answer(&folder, request.url());
                let kind = Header::from_bytes("Content-Type", kind).unwrap();
                let response = Response::from_data(bytes)
                    .with_status_code(status)
                    .with_header(kind);
                // The browser may have turned away.
                let _ = request.respond(response);
            }
        });
    }
    format!("http://127.0.0.1:{port}")
}

/// Status, type and body, as GitHub Pages answers: the 404 page for what is not there.
fn answer(folder: &Path, url: &str) -> (u16, &'static str, Vec<u8>) {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let path = path.strip_prefix(BASE).unwrap_or("outside-of-the-site");
    let mut file = folder.join(path);
    if file.is_dir() {
        file.push("index.html");
    }
    let (status, file) = if file.is_file() {
        (200, file)
    } else {
        (404, folder.join("404.html"))
    };
    let kind = match file.extension().and_then(|e| e.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    };
    (status, kind, fs::read(file).unwrap_or_default())
}
