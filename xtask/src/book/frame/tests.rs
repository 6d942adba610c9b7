//! What a filled frame looks like.

use mdbook_driver::book::SectionNumber;

use super::*;

fn chapter(name: &str, path: &str, below: Vec<BookItem>) -> BookItem {
    let mut chapter = Chapter::new(name, String::new(), path, Vec::new());
    chapter.sub_items = below;
    chapter.number = Some(SectionNumber::new(vec![1]));
    BookItem::Chapter(chapter)
}

fn frame() -> Frame {
    let units = vec![chapter("第一章 <客户>", "crm/unit-01.md", Vec::new())];
    Frame::new(&Book::new_with_items(vec![
        chapter("首页", "index.md", Vec::new()),
        chapter("客户关系管理", "crm/index.md", units),
        BookItem::PartTitle("查".to_owned()),
        chapter("概念索引", "concepts.md", Vec::new()),
    ]))
}

#[test]
fn links_fit_the_page_and_its_own_is_marked() {
    let toc = frame().fill("<!--@toc-->", "crm/unit-01.html");
    assert!(
        toc.contains(
            "<a href=\"../crm/unit-01.html\" aria-current=\"page\">第一章 &lt;客户&gt;</a>"
        )
    );
    assert!(toc.contains("<a href=\"../concepts.html\">概念索引</a>"));
    assert!(toc.contains("<details open><summary>客户关系管理</summary>"));
    assert!(toc.contains("<a href=\"../crm/index.html\">总览</a>"));
    assert!(toc.contains("<li class=\"toc-part\">查</li>"));
    let home = frame().fill("<!--@toc-->", "index.html");
    assert!(home.contains("<details><summary>"));
}

#[test]
fn crumbs_lead_from_the_first_page_down() {
    let crumbs = frame().fill("<!--@crumbs-->", "crm/unit-01.html");
    assert_eq!(
        crumbs,
        "<nav class=\"crumbs\" aria-label=\"位置\"><ol><li><a href=\"../index.html\">首页</a></li>\
         <li><a href=\"../crm/index.html\">客户关系管理</a></li>\
         <li><span aria-current=\"page\">第一章 &lt;客户&gt;</span></li></ol></nav>"
    );
    assert_eq!(frame().fill("<!--@crumbs-->", "index.html"), "");
    assert_eq!(frame().fill("<!--@crumbs-->", "404.html"), "");
}

#[test]
fn a_link_to_a_page_stands_only_where_the_book_has_it() {
    let frame = frame();
    let fill = |text| frame.fill(text, "index.html");
    assert_eq!(fill("a<!--@if concepts.html-->b<!--@end-->c"), "abc");
    assert_eq!(fill("a<!--@if none.html-->b<!--@end-->c"), "ac");
    assert_eq!(fill("<!--@if none.html-->b<!--@else-->d<!--@end-->"), "d");
    assert_eq!(
        fill("<!--@if concepts.html-->b<!--@else-->d<!--@end-->"),
        "b"
    );
    assert_eq!(
        fill("<!-- a comment --><!--@if"),
        "<!-- a comment --><!--@if"
    );
}

#[test]
fn a_part_of_one_group_is_that_group() {
    let units = vec![chapter("第一章", "crm/unit-01.md", Vec::new())];
    let frame = Frame::new(&Book::new_with_items(vec![
        chapter("首页", "index.md", Vec::new()),
        BookItem::PartTitle("客户关系管理".to_owned()),
        chapter("大纲总览", "crm/index.md", units),
    ]));
    let toc = frame.fill("<!--@toc--><!--@crumbs-->", "crm/unit-01.html");
    assert!(toc.contains("<summary>客户关系管理</summary>"));
    assert!(toc.contains("<a href=\"../crm/index.html\">大纲总览</a>"));
    assert!(toc.contains("<li><a href=\"../crm/index.html\">客户关系管理</a></li>"));
    assert!(!toc.contains("toc-part"));
}

#[test]
fn a_chapter_without_a_number_is_listed_on_its_own_page() {
    let concept = |i: u32| {
        let path = format!("concepts/{i}.md");
        BookItem::Chapter(Chapter::new("概念", String::new(), path, Vec::new()))
    };
    let concepts = (0..200).map(concept);
    let unit = chapter("第一章", "crm/unit-01.md", Vec::new());
    let frame = Frame::new(&Book::new_with_items(vec![
        chapter("大纲", "crm/index.md", vec![unit]),
        chapter("概念索引", "concepts.md", concepts.collect()),
    ]));
    let links = |page| frame.fill("<!--@toc-->", page).matches("<a ").count();
    assert_eq!(links("crm/index.html"), 3);
    assert_eq!(links("concepts/7.html"), 4);
    let crumbs = frame.fill("<!--@crumbs-->", "concepts/7.html");
    assert!(crumbs.contains("<a href=\"../concepts.html\">概念索引</a>"));
}

#[test]
fn a_long_book_writes_out_only_the_groups_around_the_page() {
    let part = |n: u32| {
        let below = (0..2).map(|i| chapter("节", &format!("{n}/{i}.md"), Vec::new()));
        chapter("章", &format!("{n}/index.md"), below.collect())
    };
    let frame = Frame::new(&Book::new_with_items((0..60).map(part).collect()));
    let toc = frame.fill("<!--@toc-->", "7/1.html");
    assert_eq!(toc.matches("<details").count(), 1);
    assert_eq!(toc.matches("<a ").count(), 62);
}

#[test]
fn the_index_is_the_first_chapter_again() {
    let items = vec![chapter("序", "intro.md", Vec::new())];
    let toc = Frame::new(&Book::new_with_items(items)).fill("<!--@toc-->", "index.html");
    assert!(toc.contains("aria-current=\"page\">序</a>"));
}
