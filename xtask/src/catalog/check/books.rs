//! Books: an edition is told by its year.

use crate::catalog::check::hours::info;
use crate::catalog::check::sheet::Sheet;
use crate::catalog::kinds::InfoKey;
use crate::catalog::written::Str;
use crate::diagnostic::Diagnostic;

/// What only the entry of a printed book has. Web addresses, lecture notes and 无 have none
/// of it, and no year either.
const SIGNS: &[&str] = &[
    "《",
    "出版",
    "书局",
    "书店",
    "印书馆",
    "Press",
    "press",
    "[M]",
];

/// Entries of books that name no year.
pub fn years(sheet: &Sheet<'_>) -> Vec<Diagnostic> {
    let Some((course, leaf)) = sheet.written.course.as_ref().zip(sheet.leaf(0)) else {
        return Vec::new();
    };
    let sections = course.value.section.iter();
    let books = sections
        .flat_map(|section| &section.book)
        .map(|book| &book.text);
    let textbook = info(sheet).filter(|info| *info.key.get_ref() == InfoKey::Textbook);
    let entries = textbook.map(|info| &info.value).chain(books);
    let without = entries.filter(|entry| is_book(entry) && !has_year(entry.get_ref()));
    let finding = Diagnostic::note("book-year", "this book is named without its year")
        .zh("书目没有出版年")
        .help("a year tells students which edition; add it if you keep this syllabus");
    without
        .map(|entry| sheet.mark_all(leaf, entry, finding.clone()))
        .collect()
}

fn is_book(entry: &Str) -> bool {
    SIGNS.iter().any(|sign| entry.get_ref().contains(sign))
}

/// Four digits, no more, of a year in which books were printed.
fn has_year(entry: &str) -> bool {
    entry.split(|c: char| !c.is_ascii_digit()).any(|digits| {
        let year: Option<u32> = digits.parse().ok().filter(|_| digits.len() == 4);
        year.is_some_and(|year| (1900..2100).contains(&year))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_of_books() {
        for entry in [
            "北京工业大学出版社，2021 年 1 月。",
            "人民邮电出版社,2020.",
            "M. 1998",
            "(2013年)",
        ] {
            assert!(has_year(entry), "{entry}");
        }
        for entry in [
            "清华大学出版社.",
            "ISBN 9787302511234",
            "第 3 版",
            "12021",
            "0098",
        ] {
            assert!(!has_year(entry), "{entry}");
        }
    }
}
