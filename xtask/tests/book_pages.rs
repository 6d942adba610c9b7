//! The pages made from syllabi.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod support;

use std::fs;

use support::Book;

#[test]
fn try_real() {
    let book = Book::repository();
    let out = std::env::temp_dir().join("kegang-try");
    match book.build_into(&out) {
        Ok(site) => println!("{site:?}"),
        Err(findings) => {
            for f in findings { println!("{} {} {:?}", f.code, f.message, f.place); }
            panic!();
        }
    }
    println!("{}", fs::read_to_string(out.join("crm-16h/unit-06.html")).unwrap());
}
