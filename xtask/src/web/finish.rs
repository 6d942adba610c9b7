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
use super::{Site, digest, icon, manifest, opensearch, policy, worker};
use crate::book::facts::Facts;
use crate::book::outline::Outline;
use crate::book::prune;
use crate::book::theme::hashed_name;
use crate::catalog::model::Catalog;

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
    /// The theme's script of the service worker.
    pub worker: &'a str,
}

impl Finish<'_> {
    /// Finishes the site at `root`. Says whether a browser can keep the whole of it.
    ///
    /// # Errors
    /// Whatever the file system says.
    pub fn run(&self, root: &Path) -> io::Result<bool> {
        let names: BTreeSet<&str> = self.pages.keys().map(String::as_str).collect();
        let mut made = manifest::files(&self.site, &names)?;
        let cover = self.cover(root, &mut made)?;
        let mut files = read(root)?;
        made.extend(self.lists(&files));
        write(root, &made)?;
        files.extend(made);
        for (page, facts) in self.pages {
            if let Some(html) = files.get_mut(page) {
                self.tell(page, facts, &cover, html);
            }
        }
        let build = name(&files);
        for page in self.pages.keys() {
            if let Some(html) = files.get_mut(page) {
                fs::write(root.join(page), named(html, &build))?;
                *html = named(html, "");
            }
        }
        let script = worker::script(self.worker, &build, &files);
        if let Some(script) = &script {
            fs::write(root.join(worker::PATH), script)?;
        }
        Ok(script.is_some())
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

    fn subject<'a>(&'a self, page: &'a str) -> Subject<'a> {
        Subject {
            site: self.site,
            address: self.address,
            catalog: self.catalog,
            pages: self.pages,
            page,
        }
    }

    /// Writes into a page what it tells machines and browsers.
    fn tell(&self, page: &str, facts: &Facts, cover: &str, html: &mut Vec<u8>) {
        let text = String::from_utf8_lossy(html);
        let subject = self.subject(page);
        let picture = Picture {
            path: cover,
            words: self.site.title,
        };
        let meta = head::elements(&subject, &text, Some(picture));
        let data = subject.script(&self.trail(page));
        replace(
            html,
            &[
                (head::TOKEN, &meta),
                (DATA, &data),
                (policy::TOKEN, &facts.wants.meta()),
            ],
        );
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

    fn lists(&self, files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
        let placed = self.outline.placed();
        let listed = placed.iter().map(|placed| {
            let html = files
                .get(placed.page)
                .map(|html| String::from_utf8_lossy(html));
            let subject = self.subject(placed.page);
            let said = head::describe(&subject, &html.unwrap_or_default());
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

fn read(root: &Path) -> io::Result<BTreeMap<String, Vec<u8>>> {
    let names = prune::files(root)?.into_iter();
    let files = names.map(|name| Ok((name.clone(), fs::read(root.join(&name))?)));
    files.collect()
}

fn write(root: &Path, files: &BTreeMap<String, Vec<u8>>) -> io::Result<()> {
    for (path, bytes) in files {
        let path = root.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, bytes)?;
    }
    Ok(())
}

/// Pages are UTF-8; what is not has no token.
fn replace(html: &mut Vec<u8>, texts: &[(&str, &str)]) {
    let Ok(page) = std::str::from_utf8(html) else {
        return;
    };
    let mut page = page.to_owned();
    for (token, text) in texts {
        page = page.replacen(token, text, 1);
    }
    *html = page.into_bytes();
}

/// A page that says the name of its build.
fn named(html: &[u8], build: &str) -> Vec<u8> {
    let mut named = html.to_vec();
    replace(&mut named, &[(BUILD, build)]);
    named
}

/// Changes with every byte of the site.
fn name(files: &BTreeMap<String, Vec<u8>>) -> String {
    let digests = files
        .iter()
        .map(|(path, bytes)| format!("{path}\0{}\n", digest::hex(bytes, 64)));
    digest::hex(digests.collect::<String>().as_bytes(), DIGITS)
}
