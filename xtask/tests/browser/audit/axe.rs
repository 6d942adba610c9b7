//! axe-core, which judges what a machine can judge of accessibility. It is MPL-2.0 and not
//! ours, so it stands neither in the site nor in the repository: npm brings it, in the version
//! and with the checksum of `package-lock.json`, into the folder of the test run.

use std::fs;
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;

use crate::harness::{Page, scratch};

const PACKAGE: &str = include_str!("package.json");
const LOCK: &str = include_str!("package-lock.json");

/// What is asked of axe-core.
#[derive(Clone, Copy)]
pub enum Rules {
    /// Everything, targets of at least 24 px included.
    All,
    /// What depends on colours.
    Colours,
}

/// What is wrong with the page as it is now, a line each.
pub fn violations(page: &Page, rules: Rules) -> Vec<String> {
    if page.eval("typeof axe") == "undefined" {
        page.eval(source());
    }
    let options = match rules {
        Rules::All => r#"{ rules: { "target-size": { enabled: true } } }"#,
        Rules::Colours => r#"{ runOnly: ["color-contrast", "link-in-text-block"] }"#,
    };
    let found = page.eval(&format!(
        "axe.run(document, Object.assign({options}, {{ resultTypes: ['violations'] }})).then(found =>
           found.violations.flatMap(({{ id, nodes }}) => nodes.slice(0, 4).map(({{ target, failureSummary, html }}) =>
             id + ' (' + nodes.length + '): ' + target.join(' ') + ' ' + html.slice(0, 120) + ' '
               + failureSummary.split('\\n').slice(1, 3).join(' ').trim())))"
    ));
    lines(&found)
}

/// A list of strings from the page.
pub fn lines(found: &Value) -> Vec<String> {
    let found = found.as_array().unwrap().iter();
    found
        .map(|line| line.as_str().unwrap().to_owned())
        .collect()
}

/// The program, installed where it is missing.
fn source() -> &'static str {
    static SOURCE: OnceLock<String> = OnceLock::new();
    SOURCE.get_or_init(|| install().unwrap_or_else(|why| panic!(
        "the audit needs axe-core, and it could not be had: {why}\n\
         help: install Node.js with npm and a registry within reach, or set AXE to a copy of axe.min.js"
    )))
}

fn install() -> Result<String, String> {
    let read = |path: &std::path::Path| {
        fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
    };
    if let Some(named) = std::env::var_os("AXE").filter(|name| !name.is_empty()) {
        return read(named.as_ref());
    }
    let folder = scratch("axe-core");
    let program = folder.join("node_modules/axe-core/axe.min.js");
    // Another lock than the one it was installed by asks for another version.
    let lock = folder.join("package-lock.json");
    if program.is_file() && fs::read_to_string(&lock).is_ok_and(|text| text == LOCK) {
        return read(&program);
    }
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    fs::write(folder.join("package.json"), PACKAGE).map_err(|error| error.to_string())?;
    fs::write(&lock, LOCK).map_err(|error| error.to_string())?;
    let npm = Command::new("npm")
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(&folder)
        .output()
        .map_err(|error| format!("npm: {error}"))?;
    if npm.status.success() {
        read(&program)
    } else {
        Err(format!("npm ci: {}", String::from_utf8_lossy(&npm.stderr)))
    }
}
