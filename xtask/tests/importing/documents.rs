//! Documents in the shapes of `tests/import/`: what was understood, and that a site comes of
//! each.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use xtask::catalog::model::{CourseSection, Syllabus, Unit};
use xtask::import::{self, Settings};

use crate::{fixtures, loaded, name};

/// Runs the program on a book.
pub fn xtask(book: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("--book")
        .arg(book)
        .args(arguments)
        .output()
        .unwrap()
}

/// A book without a syllabus.
pub fn fresh() -> tempfile::TempDir {
    let book = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(book.path().join(name), text).unwrap();
    fs::create_dir(book.path().join("src")).unwrap();
    let config = "[book]\ntitle = \"大纲\"\nlanguage = \"zh-CN\"\n\n[output.kegang]\n";
    write("book.toml", config);
    write("src/SUMMARY.md", "[首页](index.md)\n");
    write("src/index.md", "# 首页\n\n<!-- kegang: syllabi -->\n");
    book
}

/// What a page would say, a thing a line.
pub fn understood(syllabus: &Syllabus) -> String {
    let mut out = String::new();
    if let Some(title) = &syllabus.printed_title {
        let _ = writeln!(out, "{}", title.printed());
    }
    for info in &syllabus.info {
        let _ = writeln!(
            out,
            "{:?}: {} → {}",
            info.key,
            info.label,
            info.value.printed()
        );
    }
    for section in &syllabus.sections {
        course_section(&mut out, section);
    }
    for question in &syllabus.questions {
        let _ = writeln!(out, "? {:?} {}", question.kind, question.text.printed());
    }
    for found in &syllabus.units {
        unit(&mut out, found);
    }
    out
}

fn course_section(out: &mut String, section: &CourseSection) {
    let marks = "#".repeat(usize::from(section.level));
    let _ = writeln!(
        out,
        "{marks} {:?}: {}",
        section.kind,
        section.heading.printed()
    );
    for line in section.text.printed().lines() {
        let _ = writeln!(out, "  {line}");
    }
    for item in &section.items {
        let name = item
            .name
            .as_ref()
            .map_or(String::new(), |name| format!("<{}> ", name.printed()));
        let _ = writeln!(out, "  - [{}] {name}{}", item.label, item.text.printed());
    }
    for row in &section.rows {
        let _ = writeln!(
            out,
            "  {} {}: {} h",
            row.unit,
            row.title.printed(),
            row.hours
        );
    }
    for book in &section.books {
        let _ = writeln!(out, "  book [{}] {}", book.label, book.text.printed());
    }
    for row in &section.weights {
        let words = [&row.category, &row.label, &row.item, &row.method];
        let words = words.map(String::as_str).join(" | ");
        let _ = writeln!(out, "  weight {words}: {:?}", row.percent);
    }
    for info in &section.info {
        let _ = writeln!(
            out,
            "  {:?}: {} → {}",
            info.key,
            info.label,
            info.value.printed()
        );
    }
}

fn unit(out: &mut String, unit: &Unit) {
    let _ = writeln!(out, "== {} | {}", unit.label, unit.title.printed());
    for part in &unit.parts {
        let _ = writeln!(out, "  {:?}: {}", part.kind, part.heading.printed());
        let text = part.text.printed();
        let lines = part.lines.iter().map(|line| line.printed());
        for line in text.lines().map(str::to_owned).chain(lines) {
            let _ = writeln!(out, "    {line}");
        }
    }
    for section in &unit.sections {
        let methods = section
            .methods
            .as_ref()
            .map_or(String::new(), |m| format!(" ({})", m.printed()));
        let _ = writeln!(
            out,
            "  § {} | {}{methods}",
            section.label,
            section.title.printed()
        );
        for point in &section.points {
            let _ = writeln!(out, "    · {} | {}", point.label, point.text.printed());
        }
    }
    for point in &unit.points {
        let _ = writeln!(
            out,
            "  · {} {} | {}",
            point.id,
            point.label,
            point.text.printed()
        );
    }
    if let Some((_, text)) = &unit.objective {
        let _ = writeln!(out, "  ! {}", text.printed());
    }
    for question in &unit.questions {
        let _ = writeln!(out, "  ? {:?} {}", question.kind, question.text.printed());
    }
    for carrier in &unit.carriers {
        let _ = writeln!(out, "  ♥ {:?} {}", carrier.kind, carrier.text.printed());
    }
    for row in &unit.process {
        let cells = [&row.content, &row.teacher, &row.student].map(|cell| {
            let lines = cell.iter().map(|line| line.printed());
            lines.collect::<Vec<_>>().join(" / ")
        });
        let _ = writeln!(out, "  | {} | {}", row.steps.join(" / "), cells.join(" | "));
    }
}

#[test]
fn what_is_understood() {
    for path in fixtures() {
        let settings = Settings {
            id: "demo".to_owned(),
            ..Settings::default()
        };
        let imported = import::import(&name(&path), &fs::read(&path).unwrap(), &settings);
        let drawn = match imported {
            Err(finding) => format!("! {} {}\n", finding.code, finding.message),
            Ok(imported) => {
                let mut drawn = understood(&loaded("demo", &imported.files));
                let _ = writeln!(drawn, "unplaced: {}", imported.report.unplaced);
                for finding in &imported.findings {
                    let place = finding.place.as_ref();
                    let line = place.map_or(0, |place| place.line);
                    let words = place.map_or("", |place| place.excerpt.trim());
                    let _ = writeln!(
                        drawn,
                        "{} {line}: {} [{words}]",
                        finding.code, finding.message
                    );
                }
                drawn
            }
        };
        insta::assert_snapshot!(name(&path), drawn);
    }
}

/// Every document, imported by the command: `check` has no error, and a site is built.
#[test]
fn a_site_comes_of_every_document() {
    let book = fresh();
    let mut ids = Vec::new();
    for (index, path) in fixtures().into_iter().enumerate() {
        let id = format!("doc-{index}");
        let file = path.to_str().unwrap();
        let output = xtask(book.path(), &["import", file, "--id", &id]);
        let told = [output.stdout, output.stderr].concat();
        let told = String::from_utf8_lossy(&told).into_owned();
        let folder = book.path().join("content").join(&id);
        if told.contains("error[import-") && !folder.exists() {
            // No text layer, no key: it says so and writes nothing.
            assert_eq!(output.status.code(), Some(1), "{file}: {told}");
            continue;
        }
        assert!(output.status.success(), "{file}: {told}");
        ids.push(id);
    }
    assert!(ids.len() > 15);
    let check = xtask(book.path(), &["check"]);
    let told = String::from_utf8_lossy(&check.stdout).into_owned();
    assert_eq!(check.status.code(), Some(0), "{told}");
    let site = book.path().join("site");
    let built = xtask(book.path(), &["build", "--dest", site.to_str().unwrap()]);
    let told = String::from_utf8_lossy(&built.stderr).into_owned();
    assert!(built.status.success(), "{told}");
    for id in ids {
        assert!(site.join(&id).join("index.html").is_file(), "{id}");
        assert!(site.join(&id).join("unit-01.html").is_file(), "{id}");
    }
}
