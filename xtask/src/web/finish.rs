//! The last hand on the site: what can be said only when everything else stands.
//!
//! 1. Every page gets what it tells machines, and its policy.
//! 2. The lists of pages, the manifest and the pictures are written.
//! 3. The build gets its name, a digest of all files, and every page says it: `@build` in the
//!    frame. A page and the search it starts are so of one build, whatever a cache holds.
//! 4. The service worker is written, which knows the digest of every file (of a page without
//!    the name of the build, so that a page that stays as it was is not fetched again).

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use super::address::Address;
use super::data::Subject;
use super::head::{self, Picture};
use super::listing::{self, Listed};
use super::worker::Kept;
use super::{Site, digest, icon, manifest, opensearch, policy, worker};
use crate::book::facts::Facts;
use crate::book::outline::Outline;
use crate::book::prune;
use crate::book::staging;
use crate::book::theme::hashed_name;
use crate::catalog::model::Catalog;
use crate::parallel;

/// What stands in the frame where the name of the build goes.
const BUILD: &str = "<!--@build-->";

/// What stands in the frame where the data for machines goes.
const DATA: &str = "<!--@data-->";

/// A picture of the book's own to go with links to it, beside its pages.
const COVER: &str = "cover.png";

/// Hexadecimal digits of a build's name.
const DIGITS: usize = 10;

/// A site that stands, but for this last hand.
#[derive(Debug, Clone, Copy)]
pub struct Finish<'a> {
    /// What is said about it as a whole.
    pub site: Site<'a>,
    /// Where it is going to stand, when that is known.
    pub address: Option<&'a Address>,
    /// What it teaches.
    pub catalog: &'a Catalog,
    /// What stands below what.
    pub outline: &'a Outline,
    /// Its pages.
    pub pages: &'a BTreeMap<String, Facts>,
    /// Their HTML, and that of what leads to them.
    pub texts: &'a BTreeMap<String, String>,
    /// The theme's script of the service worker.
    pub worker: &'a str,
}

/// A page as it is going to be written, but for the name of its build.
struct Last<'a> {
    path: &'a str,
    html: String,
    /// Of the page that says no name yet.
    unnamed: Kept,
    /// The page as a browser keeps it: what stays as it was is not fetched again for a name.
    kept: Kept,
}

/// What can be made before search stands.
pub struct Ready<'a> {
    pages: Vec<Last<'a>>,
    /// Lists, manifest and pictures.
    made: BTreeMap<String, Vec<u8>>,
}

impl<'a> Finish<'a> {
    /// Makes what does not depend on search, for the site at `root`; writes nothing.
    ///
    /// # Errors
    /// See [`icon::icon`].
    pub fn prepare(&self, root: &Path) -> io::Result<Ready<'a>> {
        let names: BTreeSet<&str> = self.pages.keys().map(String::as_str).collect();
        let mut made = manifest::files(&self.site, &names)?;
        let cover = self.cover(root, &mut made)?;
        made.extend(self.lists());
        let texts: Vec<_> = self.texts.iter().collect();
        let pages = parallel::map(&texts, |(page, html)| self.last(page, html, &cover));
        Ok(Ready { pages, made })
    }

    /// Finishes the site at `root`. Says whether a browser can keep the whole of it.
    ///
    /// # Errors
    /// Whatever the file system says.
    pub fn run(&self, root: &Path, ready: Ready<'_>) -> io::Result<bool> {
        let Ready { pages, made } = ready;
        for (path, bytes) in &made {
            write(root, path, bytes)?;
        }
        let mut files = self.others(root)?;
        let unnamed = |page: &Last<'_>| (page.path.to_owned(), page.unnamed.clone());
        files.extend(pages.iter().map(unnamed));
        let build = name(&files);
        let written = parallel::map(&pages, |page| {
            write(root, page.path, named(&page.html, &build).as_bytes())
        });
        written.into_iter().collect::<io::Result<()>>()?;
        let kept = |page: Last<'_>| (page.path.to_owned(), page.kept);
        files.extend(pages.into_iter().map(kept));
        let script = worker::script(self.worker, &build, &files);
        if let Some(script) = &script {
            fs::write(root.join(worker::PATH), script)?;
        }
        Ok(script.is_some())
    }

    /// What is known of the files that are no pages.
    fn others(&self, root: &Path) -> io::Result<BTreeMap<String, Kept>> {
        let mut names = prune::files(root)?;
        names.retain(|name| !self.texts.contains_key(name));
        let names: Vec<String> = names.into_iter().collect();
        let files = parallel::map(&names, |name| {
            let bytes = fs::read(root.join(name))?;
            Ok((name.clone(), Kept::of(&bytes)))
        });
        files.into_iter().collect()
    }

    /// A page with what it tells machines and browsers.
    fn last<'p>(&self, path: &'p str, html: &str, cover: &str) -> Last<'p> {
        let html = match self.pages.get(path) {
            Some(facts) => self.told(path, facts, cover, html),
            None => html.to_owned(),
        };
        Last {
            path,
            unnamed: Kept::of(html.as_bytes()),
            kept: Kept::of(named(&html, "").as_bytes()),
            html,
        }
    }

    /// The picture that goes with links: the book's own, else one that is drawn. Where the
    /// site's address is not known no link can name it.
    fn cover(&self, root: &Path, made: &mut BTreeMap<String, Vec<u8>>) -> io::Result<String> {
        if self.address.is_none() || root.join(COVER).is_file() {
            return Ok(COVER.to_owned());
        }
        let bytes = icon::cover()?;
        let path = format!("assets/{}", hashed_name(COVER, &bytes));
        made.insert(path.clone(), bytes);
        Ok(path)
    }

    fn subject<'p>(&'p self, page: &'p str) -> Subject<'p> {
        Subject {
            site: self.site,
            address: self.address,
            catalog: self.catalog,
            pages: self.pages,
            page,
        }
    }

    /// Writes into a page what it tells machines and browsers.
    fn told(&self, page: &str, facts: &Facts, cover: &str, html: &str) -> String {
        let subject = self.subject(page);
        let picture = Picture {
            path: cover,
            words: self.site.title,
        };
        let meta = head::elements(&subject, html, Some(picture));
        let data = subject.script(&self.trail(page));
        let html = html.replacen(head::TOKEN, &meta, 1);
        let html = html.replacen(DATA, &data, 1);
        html.replacen(policy::TOKEN, &facts.wants.meta(), 1)
    }

    /// The way from the first page down to this one, itself included.
    fn trail(&self, page: &str) -> Vec<(String, Option<String>)> {
        let shown = self.outline.shown(page);
        let below = self.outline.trail(shown);
        let first = self
            .outline
            .first
            .as_deref()
            .filter(|first| *first != shown);
        let first = first.map(|first| ("首页", Some(first)));
        let first = first.filter(|_| !below.is_empty());
        let steps = first.into_iter().chain(below);
        steps
            .map(|(title, page)| (title.to_owned(), page.map(str::to_owned)))
            .collect()
    }

    fn lists(&self) -> BTreeMap<String, Vec<u8>> {
        let placed = self.outline.placed();
        let listed = placed.iter().map(|placed| {
            let said = head::describe(&self.subject(placed.page));
            // What is said of the whole site says nothing about a page.
            let own = Some(said).filter(|said| said != self.site.description);
            Listed {
                page: placed.page.to_owned(),
                title: placed.title.to_owned(),
                description: own.unwrap_or_default(),
                group: placed.group.to_owned(),
            }
        });
        let mut files = listing::files(&self.site, self.address, &listed.collect::<Vec<_>>());
        let searched = self.pages.contains_key(opensearch::PAGE);
        if let Some(address) = self.address.filter(|_| searched) {
            let description = opensearch::file(&self.site, address);
            files.insert(opensearch::PATH.to_owned(), description.into_bytes());
        }
        files
    }
}

/// A page that says the name of its build.
fn named(html: &str, build: &str) -> String {
    html.replacen(BUILD, build, 1)
}

fn write(root: &Path, path: &str, bytes: &[u8]) -> io::Result<()> {
    let path = root.join(path);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    staging::write(&path, bytes)
}

/// Changes with every byte of the site.
fn name(files: &BTreeMap<String, Kept>) -> String {
    let digests = files
        .iter()
        .map(|(path, file)| format!("{path}\0{}\n", file.digest));
    digest::hex(digests.collect::<String>().as_bytes(), DIGITS)
}
