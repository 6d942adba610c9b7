#![allow(clippy::unwrap_used, clippy::print_stdout)]
#[test]
fn debug() {
    let file = std::env::var("IMPORT").unwrap();
    let out = std::env::var("OUT").unwrap();
    let bytes = std::fs::read(&file).unwrap();
    let settings = xtask::import::Settings {
        id: "x".into(),
        ..Default::default()
    };
    let done = xtask::import::import(&file, &bytes, &settings).unwrap();
    let dir = std::path::Path::new(&out).join("content/x");
    std::fs::create_dir_all(&dir).unwrap();
    for (name, text) in &done.files {
        std::fs::write(dir.join(name), text).unwrap();
    }
    println!("{}", done.report.text());
    for finding in &done.findings {
        println!("{}", xtask::diagnostic::render::text(finding, false));
    }
    let loaded = xtask::catalog::load(std::path::Path::new(&out));
    for finding in loaded
        .findings
        .iter()
        .filter(|f| f.severity == xtask::diagnostic::Severity::Error)
    {
        println!("{}", xtask::diagnostic::render::text(finding, false));
    }
    println!("{}", xtask::diagnostic::render::summary(&loaded.findings));
}
