//! The site over http, while somebody writes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod support;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use support::Book;
use xtask::book::serve::StaticServer;

/// Status line, headers and body of an answer.
fn ask(address: SocketAddr, method: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn a_site_is_served_below_its_prefix() {
    let book = Book::plain();
    book.write("src/文.txt", "字");
    book.write("outside.txt", "secret");
    book.build().unwrap();
    let server = StaticServer::start(book.dest(), "/kegang/", 0).unwrap();
    let get = |path: &str| ask(server.address(), "GET", path);
    for (path, status, says) in [
        ("/kegang/", "200", "<main>"),
        ("/kegang/index.html?q=1", "200", "text/html; charset=utf-8"),
        ("/kegang/note.txt", "200", "text/plain; charset=utf-8"),
        ("/kegang/%E6%96%87.txt", "200", "字"),
        (
            "/kegang/search/starter.js",
            "200",
            "text/javascript; charset=utf-8",
        ),
        ("/kegang", "301", "Location: /kegang/"),
        ("/kegang/sub", "404", "<main>"),
        ("/kegang/nothing", "404", "<main>"),
        ("/kegang/note.txt/", "404", "<main>"),
        ("/elsewhere/index.html", "404", "<main>"),
        ("/kegang/../outside.txt", "404", "<main>"),
        ("/kegang/%2e%2e/outside.txt", "404", "<main>"),
        ("/kegang/..%2foutside.txt", "404", "<main>"),
        ("/kegang//etc/passwd", "404", "<main>"),
    ] {
        let answer = get(path);
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status} ")),
            "{path}: {answer}"
        );
        assert!(answer.contains(says), "{path}: {answer}");
        assert!(!answer.contains("secret"), "{path}");
        assert!(!answer.contains("__kegang"), "{path}");
    }
    let log = server.take_log();
    assert_eq!(log.len(), 14);
    assert_eq!((log[0].url.as_str(), log[0].status), ("/kegang/", 200));
    let head = ask(server.address(), "HEAD", "/kegang/");
    assert!(
        head.starts_with("HTTP/1.1 200") && head.ends_with("\r\n\r\n"),
        "{head}"
    );
    assert!(ask(server.address(), "POST", "/kegang/").starts_with("HTTP/1.1 405"));
}

/// A running `cargo xtask serve`, its talk collected.
struct Serving {
    child: Child,
    talk: BufReader<std::process::ChildStderr>,
    scratch: tempfile::TempDir,
}

impl Serving {
    fn start(book: &Book, port: u16) -> Self {
        let scratch = tempfile::tempdir().unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .arg("serve")
            .args(["--port", &port.to_string(), "--book"])
            .arg(book.root())
            .env("TMPDIR", scratch.path())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let talk = BufReader::new(child.stderr.take().unwrap());
        Self {
            child,
            talk,
            scratch,
        }
    }

    /// The next line with these words.
    fn wait_for(&mut self, words: &str) -> String {
        let mut said = String::new();
        loop {
            let mut line = String::new();
            assert!(
                self.talk.read_line(&mut line).unwrap() > 0,
                "ended after: {said}"
            );
            if line.contains(words) {
                return line;
            }
            said.push_str(&line);
        }
    }

    /// Ctrl-C, and what is left then.
    fn stop(mut self) -> (Option<i32>, usize) {
        let pid = self.child.id().to_string();
        Command::new("kill").args(["-INT", &pid]).status().unwrap();
        let deadline = Instant::now() + Duration::from_secs(60);
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(Instant::now() < deadline, "does not end");
            std::thread::sleep(Duration::from_millis(20));
        };
        let left = std::fs::read_dir(self.scratch.path()).unwrap().count();
        (status.code(), left)
    }
}

#[cfg(unix)]
#[test]
fn an_edit_is_shown_and_a_broken_one_keeps_the_last_good_site() {
    let book = Book::plain();
    let before = support::tree(book.root());
    let mut serving = Serving::start(&book, 0);
    let line = serving.wait_for("http://");
    let address = line
        .split("http://")
        .nth(1)
        .unwrap()
        .split('/')
        .next()
        .unwrap();
    let address: SocketAddr = address.parse().unwrap();
    let page = ask(address, "GET", "/");
    assert!(
        page.contains("src=\"/__kegang/reload.js\" data-since=\"1\""),
        "{page}"
    );

    book.write("src/index.md", "# One\n\n{{#include gone.md}}\n");
    serving.wait_for("bad-include");
    let news = ask(address, "GET", "/__kegang/news?since=1");
    assert!(
        news.contains("bad-include") && news.contains("src/index.md:3:1"),
        "{news}"
    );
    let page = ask(address, "GET", "/");
    assert!(
        page.contains("sub/two.html") && page.contains("data-since=\"1\""),
        "{page}"
    );

    book.write("src/index.md", "# One\n\nmended\n");
    serving.wait_for("pages");
    let news = ask(address, "GET", "/__kegang/news?since=2");
    assert!(news.contains("\"error\":null"), "{news}");
    assert!(ask(address, "GET", "/").contains("mended"));

    book.write("src/index.md", support::INDEX);
    assert_eq!(serving.stop(), (Some(0), 0), "ends well and leaves nothing");
    assert_eq!(
        before,
        support::tree(book.root()),
        "writes nothing into the book"
    );
}

#[test]
fn a_port_in_use_is_told_with_a_hint() {
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    let mut serving = Serving::start(&Book::plain(), port);
    serving.wait_for(&format!("port {port} is in use"));
    serving.wait_for("--port");
    assert_eq!(serving.child.wait().unwrap().code(), Some(1));
}

#[test]
fn the_worker_of_a_published_site_is_retired_while_somebody_writes() {
    let book = Book::plain();
    book.build().unwrap();
    let live = StaticServer::start_live(book.dest(), 0, Default::default()).unwrap();
    assert!(ask(live.address(), "GET", "/sw.js").contains("registration.unregister()"));
    let plain = StaticServer::start(book.dest(), "/", 0).unwrap();
    assert!(ask(plain.address(), "GET", "/sw.js").contains("\"build\":"));
}
