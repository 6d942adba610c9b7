//! One run of all measures: build, serve, visit, type.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::building;
use super::queries::{self, Queries};
use super::server::{GzipServer, Line, Sent};
use super::table::{Budget, Cell, Table};
use super::typing::{self, Pace};
use super::{Failure, Subject, first, page::Page, peers::Peers, plain, weight};
use crate::browser::Browser;
use crate::diagnostic::Diagnostic;
use crate::search::record::Record;

/// What to measure.
pub struct Setup {
    /// The book's folder.
    pub book: PathBuf,
    /// The theme's folder.
    pub theme: PathBuf,
    /// The browser.
    pub browser: Arc<Browser>,
    /// How often to repeat what is done once a visit or a build.
    pub runs: usize,
    /// What to type, when not the usual.
    pub queries: Option<Vec<String>>,
    /// How fast.
    pub pace: Pace,
    /// Where other searches are, when they are to be measured too.
    pub peers: Option<Peers>,
    /// Told what is being measured.
    pub on_step: Box<dyn Fn(&str)>,
}

/// What was found.
pub struct Report {
    /// The measures.
    pub table: Table,
    /// What a reader of the table should know.
    pub notes: Vec<String>,
}

const WEIGHT: &str = "weight of a cold visit, gzip";
const SEARCH: &str = "search from intent to the first results, gzip";
const LAZY: &str = "files of search that only some queries load, gzip";
const TYPING: &str = "typing, everything loaded (median / p95)";
const COLD: &str = "first results of a cold visit, loopback";
const SLOW: &str = "first results of a cold visit, 400 kbit/s and 400 ms";
pub(super) const BUILD: &str = "building (median / p95)";

const OWN: &str = "kegang";
const PLAIN: &str = "mdbook theme";

/// How many queries are tried on a search until one has results.
const MOST_TRIED: usize = 10;

/// How many visits over the slow line, and how many builds, are enough.
pub(super) const FEW: usize = 3;

/// A run under way.
pub(super) struct Run<'a> {
    pub(super) setup: &'a Setup,
    queries: Queries,
    pub(super) table: Table,
    notes: Vec<String>,
}

/// Measures everything. What cannot be measured says so in its place.
///
/// # Errors
/// The findings that keep the book from being built, or what the disk or the network said.
pub fn measure(setup: &Setup) -> Result<Report, Vec<Diagnostic>> {
    let io = |e: std::io::Error| vec![Diagnostic::error("io", e.to_string())];
    // Not a hidden folder, which other tools pass over.
    let folder = tempfile::Builder::new().prefix("kegang-bench-").tempdir();
    let folder = folder.map_err(io)?;
    let site = folder.path().join("site");
    let mut table = Table::default();
    let records = build(setup, &site, &mut table)?;
    let queries = match &setup.queries {
        Some(typed) => queries::given(typed.clone()),
        None => queries::of(&records),
    };
    let server = GzipServer::start(&site).map_err(io)?;
    let own = Subject::like_ours(OWN, server.url("index.html"));
    let mut notes = vec![format!(
        "{} records; the first query is {}, {} are typed",
        records.len(),
        queries.first,
        queries.typed.len()
    )];
    notes.extend(busy());
    let mut run = Run {
        setup,
        queries,
        table,
        notes,
    };
    run.pages(&site, &server, &folder.path().join("plain"));
    run.lazy(&site, &server);
    run.subject(&own, &server);
    run.budgets(&records);
    if let Some(peers) = &setup.peers {
        run.peers(peers, &site, folder.path());
    }
    Ok(Report {
        table: run.table,
        notes: run.notes,
    })
}

/// Builds as often as asked; the last site stays.
fn build(setup: &Setup, site: &Path, table: &mut Table) -> Result<Vec<Record>, Vec<Diagnostic>> {
    (setup.on_step)("building");
    let mut runs = Vec::new();
    let mut records = Vec::new();
    for _ in 0..setup.runs.clamp(1, FEW) {
        let (made, run) = building::build(&setup.book, &setup.theme, site)?;
        records = made
            .search
            .map_or_else(Vec::new, |index| index.records().to_vec());
        runs.push(run);
    }
    let totals: Vec<f64> = runs.iter().map(|run| run.total).collect();
    table.put(BUILD, WHOLE, OWN, Cell::times(&totals));
    let steps = runs.first().map_or(&[][..], |run| &run.steps);
    for (number, (step, _)) in steps.iter().enumerate() {
        let times: Vec<f64> = runs
            .iter()
            .filter_map(|r| Some(r.steps.get(number)?.1))
            .collect();
        table.put(BUILD, *step, OWN, Cell::times(&times));
    }
    Ok(records)
}

impl Run<'_> {
    pub(super) fn say(&self, step: &str) {
        (self.setup.on_step)(step);
    }

    /// What the home page and usual pages take, and take in mdBook's own theme.
    fn pages(&mut self, site: &Path, server: &GzipServer, plain: &Path) {
        self.say("weighing pages");
        let mut pages = vec![("home page".to_owned(), "index.html".to_owned())];
        let usual = weight::typical_pages(site, server).into_iter();
        pages.extend(usual.map(|path| (format!("page {path}"), path)));
        self.weigh_pages(OWN, server, &pages);
        for (name, _) in &pages {
            let budget = Budget::Weight(40_000, 8);
            self.table.budget(WEIGHT, name, budget);
        }
        match self.plain(plain) {
            Ok(server) => self.weigh_pages(PLAIN, &server, &pages),
            Err(why) => self
                .table
                .put(WEIGHT, "home page", PLAIN, Cell::missing(why)),
        }
        let starter = server.size("search/starter.js");
        let starter = starter.map_or_else(
            || Cell::missing("there is no starter"),
            |bytes| Cell::Weight { bytes, requests: 1 },
        );
        self.table.put(WEIGHT, "starter of search", OWN, starter);
    }

    /// The same pages as mdBook makes them by itself, served.
    fn plain(&self, site: &Path) -> Result<GzipServer, Failure> {
        plain::build(&self.setup.book, &self.setup.theme, site).map_err(Failure::of)?;
        Ok(GzipServer::start(site)?)
    }

    fn weigh_pages(
        &mut self,
        subject: &'static str,
        server: &GzipServer,
        pages: &[(String, String)],
    ) {
        for (number, (name, path)) in pages.iter().enumerate() {
            let (all, kinds) = match weight::visit(&self.setup.browser, server, path) {
                Ok(weighed) => weighed,
                Err(why) => (Cell::missing(why), BTreeMap::new()),
            };
            self.table.put(WEIGHT, &**name, subject, all);
            // Rows of one group have different names.
            let pad = " ".repeat(number);
            for (kind, cell) in kinds {
                self.table
                    .put(WEIGHT, format!("  {kind}{pad}"), subject, cell);
            }
        }
    }

    /// The files that only some queries need.
    fn lazy(&mut self, site: &Path, server: &GzipServer) {
        let files = weight::search_files(site, server);
        let role = |path: &str| weight::role(path).unwrap_or_default();
        let is_lazy = |sent: &&Sent| {
            let role = role(&sent.path);
            weight::PARTS.contains(&&*role) || !weight::ALWAYS.contains(&&*role)
        };
        let files: Vec<Sent> = files.iter().filter(is_lazy).cloned().collect();
        for (role, cell) in weight::by(&files, role) {
            self.table.put(LAZY, &*role, OWN, cell);
            if !weight::PARTS.contains(&&*role) {
                self.table.budget(LAZY, &role, Budget::Bytes(15_000));
            }
        }
    }

    /// Everything that is measured in the same way for every search.
    pub(super) fn subject(&mut self, subject: &Subject, server: &GzipServer) {
        let queries = match self.queries_for(subject) {
            Ok(queries) => queries,
            Err(why) => {
                return self
                    .table
                    .put(SEARCH, "total", subject.name, Cell::missing(why));
            }
        };
        let ours = std::mem::replace(&mut self.queries, queries);
        self.measure_search(subject, server);
        self.queries = ours;
    }

    /// The queries with the first of them for which this search has results.
    fn queries_for(&mut self, subject: &Subject) -> Result<Queries, Failure> {
        let mut queries = self.queries.clone();
        let tried = std::iter::once(&self.queries.first).chain(&self.queries.typed);
        for query in tried.take(MOST_TRIED) {
            if Page::open(&self.setup.browser, subject)?.finds(query)? {
                if *query != queries.first {
                    let (name, first) = (subject.name, &queries.first);
                    self.notes.push(format!(
                        "{name} finds nothing for {first}: its first results are those of {query}"
                    ));
                    queries.first.clone_from(query);
                }
                return Ok(queries);
            }
        }
        Err(Failure(format!("no results for {}", queries.first)))
    }

    fn measure_search(&mut self, subject: &Subject, server: &GzipServer) {
        self.say(&format!("{}: weighing search", subject.name));
        if let Err(why) = self.weigh(subject, server) {
            self.table
                .put(SEARCH, "total", subject.name, Cell::missing(why));
        }
        self.say(&format!("{}: typing", subject.name));
        if let Err(why) = self.typing(subject, server) {
            self.table
                .put(TYPING, KEY_TO_PAINT, subject.name, Cell::missing(why));
        }
        self.say(&format!("{}: first results", subject.name));
        self.first(subject, server, COLD, None);
        self.first(subject, server, SLOW, Some(first::SLOW));
    }

    fn weigh(&mut self, subject: &Subject, server: &GzipServer) -> Result<(), Failure> {
        let page = Page::open(&self.setup.browser, subject)?;
        server.take_log();
        page.first_results(&self.queries.first)?;
        let sent = server.take_log();
        // What is fetched when the results stand: further hits, what a click will need.
        std::thread::sleep(2 * self.setup.pace.rest);
        let after = server.take_log();
        let name = subject.name;
        self.table.put(SEARCH, "total", name, weight::total(&sent));
        if name == OWN {
            let role = |path: &str| weight::role(path).unwrap_or_else(|| "of the page".to_owned());
            for (role, cell) in weight::by(&sent, role) {
                self.table.put(SEARCH, format!("  {role}"), name, cell);
            }
        }
        self.table.put(SEARCH, AFTER, name, weight::total(&after));
        Ok(())
    }

    fn typing(&mut self, subject: &Subject, server: &GzipServer) -> Result<(), Failure> {
        let (setup, name) = (self.setup, subject.name);
        let typed = typing::type_all(&setup.browser, server, subject, &self.queries, setup.pace)?;
        let table = &mut self.table;
        table.put(TYPING, KEY_TO_PAINT, name, Cell::times(&typed.painted));
        table.put(TYPING, WORK, name, Cell::times(&typed.work));
        let answered = Cell::times(&typed.answered);
        table.put(TYPING, "  key to results in the document", name, answered);
        table.put(TYPING, LONG, name, tasks(&typed.long));
        table.put(TYPING, REQUESTS, name, weight::total(&typed.sent));
        let count = typed.unanswered.len();
        let keys = count + typed.painted.len();
        table.put(TYPING, "keys", name, Cell::Count { count: keys });
        table.put(
            TYPING,
            "keys without an answer",
            name,
            Cell::Count { count },
        );
        let slow: Vec<String> = typed
            .slowest
            .iter()
            .map(|(value, time)| format!("{value} {time:.1} ms"))
            .collect();
        self.notes
            .push(format!("{name}, slowest keys: {}", slow.join(", ")));
        if !typed.unanswered.is_empty() {
            let keys = typed.unanswered.join(", ");
            self.notes
                .push(format!("{name}, without an answer: {keys}"));
        }
        Ok(())
    }

    fn first(
        &mut self,
        subject: &Subject,
        server: &GzipServer,
        group: &'static str,
        line: Option<Line>,
    ) {
        let (browser, query) = (&self.setup.browser, &self.queries.first);
        let enough = if line.is_some() { FEW } else { usize::MAX };
        let runs = self.setup.runs.clamp(1, enough);
        let visits: Result<Vec<first::First>, Failure> = (0..runs)
            .map(|_| first::visit(browser, server, subject, query, line))
            .collect();
        let (table, name) = (&mut self.table, subject.name);
        let visits = match visits {
            Ok(visits) => visits,
            Err(why) => return table.put(group, FROM_OPENING, name, Cell::missing(why)),
        };
        let times = |of: &dyn Fn(&first::First) -> Option<f64>| {
            Cell::times(&visits.iter().filter_map(of).collect::<Vec<f64>>())
        };
        table.put(group, FROM_OPENING, name, times(&|v| Some(v.from_opening)));
        let last = times(&|v| Some(v.from_last_key));
        table.put(group, "from the last key", name, last);
        if line.is_none() {
            let long: Vec<f64> = visits.iter().flat_map(|v| v.long.clone()).collect();
            table.put(group, LONG, name, tasks(&long));
            if name == OWN {
                table.put(group, DECODE, name, times(&|v| v.index.decode));
                table.put(group, READY, name, times(&|v| v.index.ready));
            }
        }
    }

    /// What issue and design ask for.
    fn budgets(&mut self, records: &[Record]) {
        let syllabi = records.iter().any(|record| !record.syllabus.is_empty());
        let first = match syllabi {
            true => Budget::Weight(40_000, 3),
            false => Budget::Bytes(130_000),
        };
        let table = &mut self.table;
        table.budget(WEIGHT, "starter of search", Budget::Bytes(2_000));
        table.budget(SEARCH, "total", first);
        table.budget(TYPING, KEY_TO_PAINT, Budget::P95(16.0));
        table.budget(TYPING, LONG, Budget::Count(0));
        table.budget(TYPING, REQUESTS, Budget::Count(0));
        table.budget(COLD, FROM_OPENING, Budget::Median(60.0));
        table.budget(COLD, LONG, Budget::Count(0));
        table.budget(COLD, READY, Budget::Median(50.0));
    }
}

/// The row of a build from sources to site.
pub(super) const WHOLE: &str = "the whole build";

const AFTER: &str = "fetched after them";
const KEY_TO_PAINT: &str = "key to painted results";
const WORK: &str = "  without waiting for the frame";
const LONG: &str = "tasks over 50 ms";
const REQUESTS: &str = "loaded while typing";
const FROM_OPENING: &str = "from / to painted results";
const DECODE: &str = "index decoded in";
const READY: &str = "index ready after its arrival";

/// What else the machine did, where that is told: times of a busy machine are long.
fn busy() -> Option<String> {
    let load = std::fs::read_to_string("/proc/loadavg").ok()?;
    let load = load.split(' ').next()?;
    let cores = std::thread::available_parallelism().ok()?;
    Some(format!(
        "load of the machine at the start: {load} on {cores} cores"
    ))
}

fn tasks(long: &[f64]) -> Cell {
    let longest = long.iter().copied().fold(0.0, f64::max);
    Cell::Tasks {
        tasks: long.len(),
        longest,
    }
}
