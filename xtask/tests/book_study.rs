//! What helps with studying, as pages: concepts, outlines, carriers, comparison, sheets.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod support;

use std::fs;

use scraper::{Html, Selector};
use support::Book;
use xtask::catalog::{self, Uses};
use xtask::diagnostic::Severity;

fn built(fixture: &str) -> Book {
    let book = Book::fixture(fixture);
    let site = book.build().unwrap();
    let graver = site.findings.iter();
    let graver = graver.filter(|finding| finding.severity > Severity::Note);
    let told: Vec<_> = graver.map(|finding| finding.code).collect();
    let odd = told.iter().any(|code| !code.starts_with("no-"));
    assert!(!odd, "{told:?}");
    book
}

/// What a page says in its `<main>`, as markup.
fn main_of(book: &Book, page: &str) -> String {
    let html = fs::read_to_string(book.dest().join(page)).unwrap();
    let html = Html::parse_document(&html);
    let main = Selector::parse("main").unwrap();
    html.select(&main).next().unwrap().inner_html()
}

/// The texts of what a selector finds on a page.
fn texts(book: &Book, page: &str, selector: &str) -> Vec<String> {
    let html = Html::parse_fragment(&main_of(book, page));
    let found = Selector::parse(selector).unwrap();
    let words = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let texts = html.select(&found).map(|e| words(e.text().collect()));
    texts.collect()
}

/// [`main_of`] without the digits in the name of a script, which change with its every line.
fn plain(book: &Book, page: &str) -> String {
    let html = main_of(book, page);
    let Some((before, after)) = html.split_once("assets/study-") else {
        return html;
    };
    let (_, after) = after.split_once('.').unwrap();
    format!("{before}assets/study.{after}")
}

#[test]
fn pages_read_like_this() {
    let book = built("study");
    insta::assert_snapshot!("concept", plain(&book, "concepts/stack.html"));
    insta::assert_snapshot!("carriers", plain(&book, "carriers.html"));
    insta::assert_snapshot!("homework", plain(&book, "homework.html"));
    insta::assert_snapshot!("compare", plain(&book, "compare.html"));
    insta::assert_snapshot!("sheet", plain(&book, "ds-8h/review-01.html"));
}

#[test]
fn a_definition_stands_once_in_the_section_that_teaches_it() {
    let book = built("study");
    let defined = |page: &str| texts(&book, page, ".definitions dt");
    assert_eq!(defined("ds-8h/unit-01.html"), ["栈", "循环队列"]);
    assert_eq!(defined("ds-8h/unit-02.html"), ["二叉树"]);
    // 栈 is at home in the other syllabus.
    assert_eq!(defined("ds-4h/unit-01.html"), ["散列表"]);
    let elsewhere = texts(&book, "ds-4h/unit-01.html", "p.editor a");
    assert_eq!(elsewhere, ["栈"]);
}

#[test]
fn a_question_that_restates_another_shows_its_outline() {
    let book = built("study");
    let outlines = texts(&book, "ds-8h/unit-01.html", ".questions .answer ul");
    assert_eq!(outlines.len(), 2);
    assert_eq!(outlines[0], outlines[1]);
    assert!(outlines[0].contains("栈后进先出"), "{outlines:?}");
}

#[test]
fn a_book_without_study_files_promises_nothing() {
    let book = built("small");
    assert!(!book.dest().join("compare.html").exists());
    for page in ["homework.html", "carriers.html", "ds-8h/unit-01.html"] {
        assert_eq!(
            texts(&book, page, "details"),
            Vec::<String>::new(),
            "{page}"
        );
    }
    for page in [
        "ds-8h/unit-01.html",
        "ds-8h/review-02.html",
        "homework.html",
        "carriers.html",
    ] {
        let main = Html::parse_fragment(&main_of(&book, page));
        let heading = Selector::parse("h2, h3").unwrap();
        for heading in main.select(&heading) {
            let name: String = heading.text().collect();
            let next = heading
                .next_siblings()
                .filter_map(scraper::ElementRef::wrap)
                .next();
            let next = next.map(|next| next.value().name().to_owned());
            assert!(
                next.as_deref().is_some_and(|next| next != "h2"),
                "{page}: nothing below {name}"
            );
        }
    }
}

#[test]
fn generated_chapters_stand_before_the_first_part_title() {
    let book = Book::fixture("study");
    book.write("src/about.md", "# 关于\n");
    book.write(
        "src/SUMMARY.md",
        "# 目录\n\n[首页](index.md)\n\n# 说明\n\n- [关于](about.md)\n",
    );
    let index = "# 首页\n\n<!-- kegang: syllabi -->\n";
    book.write("src/index.md", index);
    book.write_theme("index.hbs", "<main>{{{ content }}}</main><!--@toc-->");
    book.build().unwrap();
    let html = fs::read_to_string(book.dest().join("about.html")).unwrap();
    let at = |words: &str| {
        html.find(words)
            .unwrap_or_else(|| panic!("{words} in {html}"))
    };
    let order = [
        "首页",
        "课程",
        "数据结构 · 8 学时",
        "概念索引",
        "说明",
        "关于</a></li>",
    ];
    let places: Vec<_> = order.map(at).into();
    assert!(places.is_sorted(), "{places:?}");
    assert!(
        !html.contains("concepts/stack.html"),
        "a concept is listed on its own page"
    );
    let cards = texts(&book, "index.html", ".home-card-title");
    assert_eq!(
        cards,
        [
            "数据结构",
            "数据结构",
            "查概念",
            "看作业",
            "考前速览",
            "做自测",
            "大纲对照",
            "找思政载体"
        ]
    );
}

#[test]
fn concepts_know_what_they_are_used_for() {
    let book = Book::fixture("study");
    let loaded = catalog::load(book.root());
    let uses = Uses::of(&loaded.catalog);
    let asked = |id: &str| -> Vec<String> {
        let used = uses.get(id).into_iter().flat_map(|used| &used.questions);
        used.map(|(_, unit, question)| format!("{unit}:{}", question.id))
            .collect()
    };
    // `think-1` restates `hw-1` and needs what that needs.
    assert_eq!(asked("stack"), ["1:hw-1", "1:think-1", "0:ex-1"]);
    assert_eq!(asked("hash-table"), Vec::<String>::new());
    let carried = |id: &str| uses.get(id).map_or(0, |used| used.carriers.len());
    assert_eq!(
        [carried("stack"), carried("binary-tree"), carried("queue")],
        [1, 1, 0]
    );
    // Named by one side, related for both.
    let related = |id: &str| -> Vec<&str> {
        let used = uses.get(id).into_iter().flat_map(|used| &used.related);
        used.map(|term| term.id.as_str()).collect()
    };
    assert_eq!(
        (related("stack"), related("queue")),
        (vec!["queue"], vec!["stack"])
    );
}
