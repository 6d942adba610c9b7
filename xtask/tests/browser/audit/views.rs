//! What is looked at: each kind of page, in each state a reader can bring it into.

use crate::harness::Page;
use crate::site;

/// A page and what was done on it.
#[derive(Clone, Copy)]
pub struct View {
    /// Short and unique; names the pictures too.
    pub name: &'static str,
    /// The page, relative to the site, with the query.
    pub page: &'static str,
    /// What is done when it is there, in JavaScript.
    act: &'static str,
    /// When that is done.
    until: &'static str,
}

const fn page(name: &'static str, page: &'static str) -> View {
    after(name, page, "", "true")
}

const fn after(
    name: &'static str,
    page: &'static str,
    act: &'static str,
    until: &'static str,
) -> View {
    View {
        name,
        page,
        act,
        until,
    }
}

/// The pages that come from a syllabus.
pub const COURSE: &[View] = &[
    page("home", "index.html"),
    page("overview", "crm-16h/index.html"),
    page("overview-72h", "crm-72h/index.html"),
    page("unit", "crm-16h/unit-06.html"),
    page("unit-72h", "crm-72h/unit-05.html"),
    after("unit-unfolded", "crm-16h/unit-05.html", UNFOLD, "true"),
    after("menu", "crm-16h/unit-06.html", OPEN_MENU, "true"),
    page("print", "crm-16h/print.html"),
];

/// The pages to study with.
pub const STUDY: &[View] = &[
    page("concepts", "concepts.html"),
    page("concept", "concepts/customer-delivered-value.html"),
    after(
        "concept-unfolded",
        "concepts/customer-satisfaction.html",
        UNFOLD,
        "true",
    ),
    page("homework", "homework.html"),
    after("homework-unfolded", "homework.html", UNFOLD, "true"),
    page(
        "homework-chosen",
        "homework.html?syllabus=crm-16h&unit=crm-16h-5",
    ),
    page("carriers", "carriers.html"),
    after("carriers-unfolded", "carriers.html", UNFOLD, "true"),
    page("compare", "compare.html"),
    page("review", "review.html"),
    page("sheet", "crm-16h/review-05.html"),
    page("course-sheet", "crm-16h/review.html"),
];

/// 自测, before, while and after.
pub const PRACTICE: &[View] = &[
    page("practice", "practice.html"),
    after("practice-course", "crm-16h/practice.html", "", COUNTED),
    after("practice-card", "crm-16h/practice.html?count=10", "", CARD),
    after(
        "practice-question",
        "crm-72h/practice.html?kind=question",
        "",
        CARD,
    ),
    after(
        "practice-answer",
        "crm-16h/practice.html?count=10",
        SHOW,
        ANSWER,
    ),
    after(
        "practice-done",
        "crm-16h/practice.html?unit=1&count=10",
        PLAY,
        DONE,
    ),
    after(
        "practice-misses",
        "crm-16h/practice.html?unit=1&count=10",
        MISSES,
        "document.querySelector('.practice-misses[open]')",
    ),
];

/// What is left: search, and the pages that somebody wrote.
pub const REST: &[View] = &[
    page("search-page", "search.html"),
    after(
        "search-page-results",
        "search.html?q=%E5%AE%A2%E6%88%B7",
        "",
        RESULTS,
    ),
    after("search-empty", "index.html", "kegang.open()", LOADED),
    after(
        "search-results",
        "index.html",
        "kegang.open('客户满意度')",
        RESULTS,
    ),
    after(
        "search-pinyin",
        "crm-16h/unit-06.html",
        "kegang.open('manyidu')",
        RESULTS,
    ),
    after(
        "search-nothing",
        "index.html",
        "kegang.open('量子色动力学 qqq')",
        NOTHING,
    ),
    page("errata", "errata.html"),
    page("search-guide", "search-guide.html"),
    page("teachers", "teachers.html"),
    page("about", "about.html"),
    page("not-found", "404.html"),
];

const UNFOLD: &str =
    "document.querySelectorAll('main details').forEach(fold => (fold.open = true))";
const OPEN_MENU: &str = "innerWidth < 992 && document.querySelector('.menu-open').click()";
const COUNTED: &str = "document.querySelector('.practice-count')?.textContent";
const CARD: &str = "document.querySelector('.practice-card:not([hidden])')";
const SHOW: &str = "new Promise(done => { const look = () => document.querySelector('.practice-card:not([hidden])')
    ? done(document.querySelector('[data-do=show]').click()) : setTimeout(look, 20); look(); })";
const ANSWER: &str = "document.querySelector('.practice-back:not([hidden])')";
const DONE: &str = "document.querySelector('.practice-done:not([hidden])')";
/// Knows every card but the first.
const PLAY: &str = "new Promise(done => { let nth = 0; const step = () => {
    if (document.querySelector('.practice-done:not([hidden])')) return done();
    if (document.querySelector('.practice-card:not([hidden])')) {
      document.querySelector('[data-do=show]').click();
      document.querySelector('[data-grade=\"' + (nth++ ? 2 : 0) + '\"]').click();
    }
    setTimeout(step, 10); }; step(); })";
/// After a round, back at the start, with the list of what was missed.
const MISSES: &str = "new Promise(done => { let nth = 0; const step = () => {
    if (document.querySelector('.practice-done:not([hidden])')) {
      document.querySelector('[data-do=setup]').click();
      document.querySelector('.practice-misses').open = true;
      return done();
    }
    if (document.querySelector('.practice-card:not([hidden])')) {
      document.querySelector('[data-do=show]').click();
      document.querySelector('[data-grade=\"' + (nth++ ? 2 : 0) + '\"]').click();
    }
    setTimeout(step, 10); }; step(); })";
const LOADED: &str = "kegang.box?.live && document.querySelector('.search-chip')";
const RESULTS: &str = "document.querySelector('.search-related [role=option]') || document.querySelectorAll('[role=option]').length > 3";
const NOTHING: &str = "document.querySelector('.search-said')";

impl View {
    /// Goes there and does what is done there.
    pub fn visit(&self, page: &Page) {
        page.go(&site::http(self.page));
        if !self.act.is_empty() {
            page.wait("window.kegang");
            page.eval(self.act);
        }
        page.wait(self.until);
        page.settle();
    }
}

/// Every view there is.
pub fn all() -> impl Iterator<Item = &'static View> {
    [COURSE, STUDY, PRACTICE, REST].into_iter().flatten()
}

/// Pages that differ only in what they are about have one kind.
pub fn kind(path: &str) -> String {
    let path = path.split('?').next().unwrap();
    let (folder, file) = path.split_once('/').unwrap_or(("", path));
    let file: String = file.chars().filter(|c| !c.is_ascii_digit()).collect();
    match folder {
        // The whole site for paper is made as a syllabus is.
        "" if file == "print.html" => "a syllabus/print.html".to_owned(),
        "" => file,
        "concepts" => "a concept".to_owned(),
        _ => format!("a syllabus/{file}"),
    }
}
