//! Other searches over the same pages, measured in the same run.

use std::path::{Path, PathBuf};

use super::building::INDEXING;
use super::measure::{BUILD, FEW, Run, WHOLE};
use super::server::GzipServer;
use super::table::Cell;
use super::{Failure, Subject, mdbook, pagefind, plain};
use crate::book::config;

/// Where the programs are; those without a place are looked for on the `PATH`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Peers {
    /// Pagefind, or the folder in which npm installed it.
    pub pagefind: Option<PathBuf>,
    /// mdBook.
    pub mdbook: Option<PathBuf>,
}

const PAGEFIND: &str = "pagefind";
const MDBOOK: &str = "mdbook";

impl Run<'_> {
    /// Measures every peer that is here; a missing one says so in its place.
    pub(super) fn peers(&mut self, peers: &Peers, site: &Path, folder: &Path) {
        let pagefind = self.pagefind(peers.pagefind.as_deref(), site, &folder.join("pagefind"));
        if let Err(why) = pagefind {
            self.table
                .put(BUILD, INDEXING, PAGEFIND, Cell::missing(why));
        }
        if let Err(why) = self.mdbook(peers.mdbook.as_deref(), &folder.join("mdbook")) {
            self.table.put(BUILD, WHOLE, MDBOOK, Cell::missing(why));
        }
    }

    fn pagefind(&mut self, place: Option<&Path>, site: &Path, dest: &Path) -> Result<(), Failure> {
        let Some(program) = pagefind::find(place) else {
            return Err(Failure("pagefind is not here".to_owned()));
        };
        self.say("pagefind: indexing");
        pagefind::prepare(site, dest)?;
        let times = self.times(|| pagefind::index(&program, dest))?;
        self.table.put(BUILD, INDEXING, PAGEFIND, times);
        let server = GzipServer::start(dest)?;
        let subject = Subject::like_ours(PAGEFIND, server.url(pagefind::PAGE));
        self.subject(&subject, &server);
        Ok(())
    }

    fn mdbook(&mut self, place: Option<&Path>, dest: &Path) -> Result<(), Failure> {
        let Some(program) = mdbook::find(place) else {
            return Err(Failure("mdbook is not here".to_owned()));
        };
        self.say("mdbook: building");
        let root = &self.setup.book;
        let book = plain::chapters(root, &self.setup.theme).map_err(Failure::of)?;
        let src = config::load(root).map_err(Failure::of)?.src;
        mdbook::prepare(&book, &src, dest)?;
        let times = self.times(|| mdbook::build(&program, dest))?;
        self.table.put(BUILD, WHOLE, MDBOOK, times);
        let server = GzipServer::start(dest.join(mdbook::SITE))?;
        let subject = Subject {
            name: MDBOOK,
            url: server.url("index.html"),
            list: mdbook::LIST,
            result: "li",
            count: mdbook::COUNT,
        };
        self.subject(&subject, &server);
        Ok(())
    }

    fn times(&self, act: impl Fn() -> Result<f64, Failure>) -> Result<Cell, Failure> {
        let runs = 0..self.setup.runs.clamp(1, FEW);
        let times: Result<Vec<f64>, Failure> = runs.map(|_| act()).collect();
        Ok(Cell::times(&times?))
    }
}
