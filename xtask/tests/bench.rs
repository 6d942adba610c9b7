//! The bench measures: every row is there and nothing is missing. What the numbers are is
//! another matter, and no test's.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;
use std::process::Command;

use serde_json::Value;

#[test]
fn a_small_book_is_measured_in_every_row() {
    let folder = tempfile::tempdir().unwrap();
    let queries = folder.path().join("queries");
    std::fs::write(&queries, "客户\nkehu\n").unwrap();
    let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books/small");
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["bench", "--json", "--runs", "1", "--queries"])
        .arg(&queries)
        .arg("--book")
        .arg(&book)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let rows = report["rows"].as_array().unwrap();
    for (group, name) in [
        ("weight of a cold visit", "home page"),
        ("weight of a cold visit", "starter of search"),
        ("search from intent", "total"),
        ("typing", "key to painted results"),
        ("typing", "loaded while typing"),
        (
            "first results of a cold visit, loopback",
            "from / to painted results",
        ),
        (
            "first results of a cold visit, loopback",
            "index decoded in",
        ),
        (
            "first results of a cold visit, loopback",
            "index ready after its arrival",
        ),
        (
            "first results of a cold visit, 400 kbit/s",
            "from / to painted results",
        ),
        ("building", "the whole build"),
        ("building", "indexing for search"),
    ] {
        let row = rows
            .iter()
            .find(|row| row["group"].as_str().unwrap().starts_with(group) && row["name"] == name);
        let row = row.unwrap_or_else(|| panic!("no row {group}: {name} in {report:#}"));
        let measured = row["measured"]["kegang"].as_object().unwrap();
        assert!(!measured.contains_key("missing"), "{row}");
    }
    // Beside it the same page as mdBook makes it by itself.
    let home = rows.iter().find(|row| row["name"] == "home page").unwrap();
    let bytes = |subject: &str| home["measured"][subject]["bytes"].as_u64().unwrap();
    assert!(bytes("mdbook theme") > bytes("kegang"), "{home}");
    let unanswered = rows
        .iter()
        .find(|row| row["name"] == "keys without an answer");
    assert_eq!(unanswered.unwrap()["measured"]["kegang"]["count"], 0);
}
