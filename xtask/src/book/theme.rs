//! Our page frame, made ready for mdBook: `theme/*.hbs` with the names of its stylesheets
//! and scripts filled in.
//!
//! A placeholder `@asset(css/site.css)` stands for the file's place in the built site. The
//! name carries a hash of the content, so a browser may keep it for ever and never mixes
//! two builds; templates of generated chapters name scripts as `asset("js/study.js")`.
//! `@asset(drawn/…)` is a picture that the build draws ([`icon::named`]). A line
//! `@import "part.css";` in a stylesheet is replaced by that file. Stylesheets and scripts go
//! into the site without comments and white space.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::squeeze;
use crate::diagnostic::Diagnostic;
use crate::search::minify;
use crate::web::icon;

const OPEN: &str = "@asset(";

/// The templates and assets of a theme.
#[derive(Debug, Default)]
pub struct Theme {
    /// Name of a template → its text, placeholders filled.
    pub templates: BTreeMap<String, String>,
    /// Path in the site → content.
    pub assets: BTreeMap<String, Vec<u8>>,
    /// Path in the theme → path in the site, of scripts that only some pages ask for.
    pub scripts: BTreeMap<String, String>,
    /// The script of the service worker, before it knows its build.
    pub worker: String,
}

impl Theme {
    /// Reads `dir`.
    ///
    /// # Errors
    /// Files that cannot be read, no `index.hbs`, and placeholders that name no file.
    pub fn load(dir: &Path) -> Result<Self, Vec<Diagnostic>> {
        let mut loader = Loader::new(dir);
        let mut templates = BTreeMap::new();
        for path in loader.templates() {
            let name = file_name(&path);
            if let Some(text) = loader.read_text(&name) {
                let filled = loader.fill(&name, &text, |asset| format!("assets/{asset}"));
                templates.insert(name, filled);
            }
        }
        if !templates.contains_key("index.hbs") && loader.findings.is_empty() {
            let message = format!("no theme: {} is missing", dir.join("index.hbs").display());
            loader.findings.push(Diagnostic::error("theme", message));
        }
        let scripts = loader.scripts();
        let worker = loader.read_text("js/worker.js").unwrap_or_default();
        if loader.findings.is_empty() {
            Ok(Self {
                templates,
                assets: loader.assets,
                scripts,
                worker,
            })
        } else {
            Err(loader.findings)
        }
    }

    /// Writes the templates into `dir` for mdBook to find.
    ///
    /// # Errors
    /// Whatever the file system says.
    pub fn write_templates(&self, dir: &Path) -> std::io::Result<()> {
        for (name, text) in &self.templates {
            fs::write(dir.join(name), text)?;
        }
        Ok(())
    }

    /// Writes the assets into the site at `root`.
    ///
    /// # Errors
    /// Whatever the file system says.
    pub fn write_assets(&self, root: &Path) -> std::io::Result<()> {
        for (path, bytes) in &self.assets {
            let path = root.join(path);
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            fs::write(path, bytes)?;
        }
        Ok(())
    }
}

/// `site-1f2e3d4c5b.css` for `css/site.css`: the name under which an asset is served.
pub fn hashed_name(path: &str, bytes: &[u8]) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "bin"));
    format!("{stem}-{}.{extension}", content_hash(bytes))
}

/// Ten hexadecimal digits that change with the content (FNV-1a, 64 bits).
///
/// Enough to tell builds apart; not a defence against anybody.
pub fn content_hash(bytes: &[u8]) -> String {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{:010x}", hash >> 24)
}

struct Loader<'a> {
    dir: &'a Path,
    assets: BTreeMap<String, Vec<u8>>,
    findings: Vec<Diagnostic>,
}

impl<'a> Loader<'a> {
    fn new(dir: &'a Path) -> Self {
        Self {
            dir,
            assets: BTreeMap::new(),
            findings: Vec::new(),
        }
    }

    fn templates(&self) -> Vec<PathBuf> {
        let mut paths: Vec<_> = fs::read_dir(self.dir)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|e| e == "hbs"))
            .collect();
        paths.sort();
        paths
    }

    /// Every script, whether the frame asks for it or a template of a generated page.
    fn scripts(&mut self) -> BTreeMap<String, String> {
        let names = fs::read_dir(self.dir.join("js")).into_iter().flatten();
        let mut names: Vec<_> = names
            .flatten()
            .map(|entry| file_name(&entry.path()))
            .collect();
        names.retain(|name| name.ends_with(".js"));
        names.sort();
        let mut scripts = BTreeMap::new();
        for name in names {
            let path = format!("js/{name}");
            match self.asset(&path) {
                Ok(name) => {
                    scripts.insert(path, format!("assets/{name}"));
                }
                Err(why) => self.findings.push(
                    Diagnostic::error("theme", format!("cannot be read: {why}"))
                        .in_file(&format!("theme/{path}")),
                ),
            }
        }
        scripts
    }

    fn read_text(&mut self, name: &str) -> Option<String> {
        match fs::read_to_string(self.dir.join(name)) {
            Ok(text) => Some(text),
            Err(error) => {
                let finding = Diagnostic::error("theme", format!("cannot be read: {error}"));
                self.findings
                    .push(finding.in_file(&format!("theme/{name}")));
                None
            }
        }
    }

    /// Replaces the placeholders in `text`, the content of `file`.
    fn fill(&mut self, file: &str, text: &str, place: impl Fn(&str) -> String) -> String {
        let mut out = String::with_capacity(text.len());
        let mut from = 0;
        while let Some(start) = text[from..].find(OPEN).map(|i| from + i) {
            out.push_str(&text[from..start]);
            let Some(end) = text[start..].find(')').map(|i| start + i) else {
                from = start;
                break;
            };
            let asset = &text[start + OPEN.len()..end];
            match self.asset(asset) {
                Ok(name) => out.push_str(&place(&name)),
                Err(why) => self.findings.push(
                    Diagnostic::error("unknown-asset", format!("no asset `{asset}`: {why}"))
                        .at(&format!("theme/{file}"), text, start..end + 1)
                        .help("paths in `@asset(…)` are relative to `theme/`"),
                ),
            }
            from = end + 1;
        }
        out.push_str(&text[from..]);
        out
    }

    /// Puts the stylesheets that `text` imports in their places: many files to read and
    /// edit, one to request.
    fn join(&self, path: &str, text: &str) -> Result<String, String> {
        let folder = self.dir.join(path);
        let mut out = String::with_capacity(text.len());
        for line in text.lines() {
            let import = line.strip_prefix("@import \"");
            if let Some(name) = import.and_then(|rest| rest.strip_suffix("\";")) {
                let file = folder.with_file_name(name);
                let part = fs::read_to_string(&file);
                out.push_str(&part.map_err(|e| format!("it imports `{name}`: {e}"))?);
            } else {
                out.push_str(line);
            }
            out.push('\n');
        }
        Ok(out)
    }

    /// Takes an asset into the site and gives the name it has there.
    fn asset(&mut self, path: &str) -> Result<String, String> {
        if path.split('/').any(|part| part == ".." || part.is_empty()) {
            return Err("it leaves the theme".to_owned());
        }
        let bytes = match path.strip_prefix("drawn/").and_then(icon::named) {
            Some(drawn) => drawn,
            None => fs::read(self.dir.join(path)),
        };
        let mut bytes = bytes.map_err(|e| e.to_string())?;
        if path.ends_with(".css") {
            // A stylesheet may name pictures, which stand beside it in the site.
            let text = String::from_utf8(bytes).map_err(|e| e.to_string())?;
            let text = self.join(path, &text)?;
            let text = self.fill(path, &text, str::to_owned);
            bytes = squeeze::style(&text).into_bytes();
        } else if path.ends_with(".js") {
            let text = String::from_utf8(bytes).map_err(|e| e.to_string())?;
            bytes = minify::script(&text).into_bytes();
        }
        let name = hashed_name(path, &bytes);
        self.assets.insert(format!("assets/{name}"), bytes);
        Ok(name)
    }
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn imported_stylesheets_are_joined() {
        let dir = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| fs::write(dir.path().join(name), text).unwrap();
        fs::create_dir(dir.path().join("css")).unwrap();
        write("index.hbs", "<link href=\"@asset(css/site.css)\">");
        write("css/site.css", "/* a */\n@import \"b.css\";\n");
        write("css/b.css", "b { c: d }\n");
        fs::create_dir(dir.path().join("js")).unwrap();
        write("js/worker.js", "");
        let theme = Theme::load(dir.path()).unwrap();
        let css = theme.assets.values().next().unwrap();
        assert_eq!(css, b"b{c:d}\n");
        write("css/site.css", "@import \"none.css\";\n");
        let findings = Theme::load(dir.path()).unwrap_err();
        assert!(findings[0].message.contains("none.css"));
    }
}
