//! Every rule of `check` fires exactly where it should, and nowhere in a clean book:
//! `books/odd/cases.toml`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use serde::Deserialize;
use xtask::catalog;
use xtask::diagnostic::{Diagnostic, Place, codes, render};

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    change: Vec<Change>,
    expect: Vec<Expected>,
    /// Codes that are somebody else's.
    #[serde(default)]
    ignore: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    file: String,
    from: Option<String>,
    /// Absent together with `from`: the file is taken away.
    to: Option<String>,
    #[serde(default = "yes")]
    document: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    code: String,
    file: String,
    marked: Option<String>,
    printed: Option<String>,
    allowed: Option<String>,
}

fn yes() -> bool {
    true
}

fn odd() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books/odd")
}

fn cases() -> Vec<Case> {
    let text = fs::read_to_string(odd().join("cases.toml")).unwrap();
    toml::from_str::<Cases>(&text).unwrap().case
}

/// Path in `content/` → text.
type Files = BTreeMap<String, String>;

fn clean() -> Files {
    let content = odd().join("clean/content");
    walkdir::WalkDir::new(&content)
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.is_file())
        .map(|path| {
            let name = path.strip_prefix(&content).unwrap();
            let name = name.to_str().unwrap().replace('\\', "/");
            (name, fs::read_to_string(path).unwrap())
        })
        .collect()
}

fn changed(case: &Case) -> Files {
    let mut files = clean();
    for change in &case.change {
        let (Some(from), Some(to)) = (&change.from, &change.to) else {
            match &change.to {
                Some(to) => files.insert(change.file.clone(), to.clone()),
                None => files.remove(&change.file),
            };
            continue;
        };
        let text = files.get_mut(&change.file).unwrap();
        assert!(text.contains(from.as_str()), "{}: {from}", case.name);
        *text = text.replacen(from.as_str(), to, 1);
        if change.document && change.file != "demo/source.txt" {
            let document = files.get_mut("demo/source.txt").unwrap();
            *document = document.replacen(from.as_str(), to, 1);
        }
    }
    files
}

fn check(files: &Files) -> Vec<Diagnostic> {
    let book = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = book.path().join("content").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    catalog::load(book.path()).findings
}

/// The place of the words in ‹› in the text.
fn marked(file: &str, text: &str, words: &str) -> Place {
    let bare = words.replace(['‹', '›'], "");
    let at = text
        .find(&bare)
        .unwrap_or_else(|| panic!("{file} has no {bare}"));
    let start = words.find('‹').unwrap();
    let end = words.find('›').unwrap() - '‹'.len_utf8();
    Place::of_span(&format!("content/{file}"), text, at + start..at + end)
}

#[test]
fn a_clean_book_has_no_finding() {
    let findings = check(&clean());
    let texts: String = findings
        .iter()
        .map(|finding| render::text(finding, false))
        .collect();
    assert!(findings.is_empty(), "{texts}");
}

#[test]
fn every_rule_fires_where_it_should() {
    for case in cases() {
        let files = changed(&case);
        let mut findings = check(&files);
        findings.retain(|finding| !case.ignore.iter().any(|code| code == finding.code));
        let texts: String = findings
            .iter()
            .map(|finding| render::text(finding, false))
            .collect();
        let found: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
        let expected: Vec<&str> = case.expect.iter().map(|e| e.code.as_str()).collect();
        assert_eq!(found, expected, "{}\n{texts}", case.name);
        for (finding, expected) in findings.iter().zip(&case.expect) {
            let about = format!("{}\n{texts}", case.name);
            let place = finding.place.as_ref().unwrap();
            assert_eq!(place.file, format!("content/{}", expected.file), "{about}");
            if let Some(words) = &expected.marked {
                let wanted = marked(&expected.file, &files[&expected.file], words);
                assert_eq!(*place, wanted, "{about}");
            }
            let document = finding
                .also
                .iter()
                .find(|also| also.note == "in the document");
            if let Some(words) = &expected.printed {
                let wanted = marked("demo/source.txt", &files["demo/source.txt"], words);
                assert_eq!(document.map(|also| &also.place), Some(&wanted), "{about}");
            }
            let reason = finding.allowed.as_ref().map(|allowed| &allowed.reason);
            assert_eq!(reason, expected.allowed.as_ref(), "{about}");
            assert!(finding.help.is_some(), "{about}");
            assert!(
                render::chinese(finding, false).contains(finding.code),
                "{about}"
            );
        }
    }
}

/// Rules whose faults stand in `books/invalid`, or in tests of their own.
const ELSEWHERE: &[&str] = &[
    "hours-missing",
    "hours-unit",
    "bad-number",
    "not-in-source",
    "erratum-unmatched",
    "erratum-same",
    "unexplained",
    "untaught",
    "no-definition",
];

#[test]
fn every_rule_has_a_case() {
    let groups = [
        "学时和考核",
        "每一章该有的",
        "题目和概念",
        "文字",
        "原文",
        "说明过的",
    ];
    let all = codes::all();
    let rules: BTreeSet<&str> = all
        .iter()
        .filter(|code| groups.contains(&code.group))
        .map(|code| code.code)
        .filter(|code| !ELSEWHERE.contains(code))
        .collect();
    let cases = cases();
    let proven: BTreeSet<&str> = cases
        .iter()
        .flat_map(|case| &case.expect)
        .map(|e| e.code.as_str())
        .collect();
    assert_eq!(rules, proven);
}

/// What a careful reader finds odd in the two documents of this repository is found, with
/// its place in the document, and somebody has said why it stays.
#[test]
fn the_documents_have_what_a_reader_sees() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let findings = catalog::load(root).findings;
    let open: Vec<&Diagnostic> = findings.iter().filter(|finding| finding.counts()).collect();
    assert!(open.is_empty(), "{open:?}");
    let seen = |code: &str, file: &str, line: usize, column: usize, words: &str| {
        let found = findings.iter().any(|finding| {
            let printed = finding.also.iter().any(|also| {
                let place = &also.place;
                let excerpt: String = place
                    .excerpt
                    .chars()
                    .skip(place.column - 1)
                    .take(place.width)
                    .collect();
                place.file == format!("content/{file}/source.txt")
                    && (place.line, place.column, excerpt.as_str()) == (line, column, words)
            });
            finding.code == code && printed && finding.allowed.is_some()
        });
        assert!(found, "{code} {file}:{line}:{column} {words}");
    };
    seen("titles-differ", "crm-16h", 133, 3, "提升客户满意度和忠诚度");
    seen("titles-differ", "crm-16h", 137, 3, "大客户管理");
    seen(
        "no-objective",
        "crm-16h",
        1945,
        5,
        "应用客户关系管理营销策略",
    );
    seen(
        "no-carriers",
        "crm-16h",
        1945,
        5,
        "应用客户关系管理营销策略",
    );
    seen("words-doubled", "crm-16h", 1917, 6, "提高提高");
    seen("punctuation-doubled", "crm-16h", 1729, 12, "，.");
    seen("numbering-jump", "crm-72h", 62, 1, "九");
    seen("brackets", "crm-72h", 33, 7, "】");
    seen("punctuation-doubled", "crm-72h", 57, 32, ",,");
}

/// The guide for teachers explains every code as the program does.
#[test]
fn the_guide_explains_every_code() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let guide = fs::read_to_string(root.join("src/teachers.md")).unwrap();
    let mut wanted = String::new();
    let mut group = "";
    for code in codes::all() {
        if code.group != group {
            group = code.group;
            wanted +=
                &format!("\n**{group}**\n\n| 代号 | 级别 | 说明 | 怎样改 |\n|---|---|---|---|\n");
        }
        let severity = codes::severity_in_chinese(code.severity);
        wanted += &format!(
            "| `{}` | {severity} | {} | {} |\n",
            code.code, code.says, code.todo
        );
    }
    assert!(
        guide.contains(wanted.trim()),
        "for src/teachers.md:\n{wanted}"
    );
}

proptest! {
    // Each case writes and loads a book.
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..Default::default() })]

    /// Whatever the strings of a book say, every finding can be shown.
    #[test]
    fn no_value_makes_check_panic(
        words in proptest::collection::vec(
            "[（）()《》“”【】{}一二十第章节1.、,，。：%占客户关系提高的了和与 \n\\\\\"①（某待填a-z]{0,12}|\\PC{0,16}",
            40,
        ),
        numbers in proptest::collection::vec(any::<f64>(), 4),
    ) {
        let words: Vec<String> = words.iter().map(|w| toml::Value::String(w.clone()).to_string()).collect();
        let number = |at: usize| toml::Value::Float(numbers[at]).to_string();
        let w = |at: usize| &words[at];
        let syllabus = format!(
            "title = {}\n[editor]\ntitle = {}\nshort = {}\n[[info]]\nkey = \"hours\"\nlabel = {}\nvalue = {}\n[[info]]\nkey = \"theory-hours\"\nlabel = \"\"\nvalue = {}\n[[info]]\nkey = \"practice-hours\"\nlabel = \"\"\nvalue = {}\n[[info]]\nkey = \"textbook\"\nlabel = \"\"\nvalue = {}\n[[section]]\nid = \"a\"\nheading = {}\nkind = \"goals\"\ntext = {}\n[[section.item]]\nid = \"b\"\nlabel = {}\ntext = {}\n[[section.row]]\nunit = 1\ntitle = {}\nhours = {}\n[[section.book]]\nid = \"c\"\ntext = {}\n[[section]]\nid = \"d\"\nheading = {}\nkind = \"assessment\"\ntext = {}\n[[section.weight]]\ncategory = {}\npercent = {}\n[[question]]\nid = \"e\"\nkind = \"exercise\"\ntext = {}\n[[allow]]\ncode = {}\nat = {}\nreason = {}\n",
            w(0), w(1), w(2), w(3), w(4), w(5), w(6), w(7), w(8), w(9), w(10), w(11), w(12), number(0), w(13), w(14), w(15), w(16), number(1), w(17), w(18), w(19), w(20)
        );
        let unit = |n: u32| format!(
            "number = {n}\nlabel = {}\ntitle = {}\nserves = [\"0:b\"]\n[[part]]\nkind = \"board\"\nheading = {}\ntext = {}\nlines = [{}, {}]\n[[section]]\nid = \"s\"\nlabel = {}\ntitle = {}\n[[section.point]]\nid = \"p\"\nlabel = {}\ntext = {}\n[objective]\nid = \"o\"\ntext = {}\n[[question]]\nid = \"q\"\nkind = \"board\"\ntext = {}\nabout = [\"p\"]\n[[carrier]]\nid = \"c1\"\nkind = \"case\"\ntext = {}\n[[process]]\nsteps = [{}]\ncontent = [{}, {}]\n[[erratum]]\nid = \"e\"\nprinted = {}\ncorrected = {}\nreason = {}\n[[allow]]\ncode = \"brackets\"\n",
            w(21), w(22), w(23), w(24), w(25), w(26), w(27), w(28), w(29), w(30), w(31), w(32), w(33), w(34), w(35), w(36), w(37), w(38), w(39)
        );
        let mut files = Files::new();
        files.insert("demo/syllabus.toml".to_owned(), syllabus);
        files.insert("demo/unit-01.toml".to_owned(), unit(1));
        files.insert("demo/unit-02.toml".to_owned(), unit(2));
        files.insert("demo/source.txt".to_owned(), words.join("\n"));
        let findings = check(&files);
        prop_assert!(findings.iter().all(|finding| finding.code != "toml-syntax"), "{findings:?}");
        for finding in &findings {
            render::text(finding, true);
            render::chinese(finding, false);
            render::json(finding);
        }
        let book = tempfile::tempdir().unwrap();
        for (name, text) in &files {
            let path = book.path().join("content").join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let loaded = catalog::load(book.path());
        let page = xtask::report::page(&loaded.catalog, &loaded.findings);
        prop_assert!(page.is_ok(), "{page:?}");
    }
}
