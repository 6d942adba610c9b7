//! What a page may load and run: its Content-Security-Policy, in a `<meta>` of its own
//! because the site works on hosts whose headers nobody can set, and from disk.
//!
//! Scripts, styles and pictures come from the site itself, everything else is forbidden. What
//! an author wrote into a page (an inline script of an ordinary mdBook, the alignment of a
//! table, a picture of another host) is allowed for that page alone: code by its digest, a
//! host by its name. So nothing runs that was not there when the site was built. In a book of
//! syllabi code in a page and requests to other hosts are findings instead.

use std::collections::{BTreeMap, BTreeSet};

use scraper::ElementRef;
use scraper::node::Element;

use super::digest;
use crate::diagnostic::Diagnostic;

/// What stands in the frame where the policy goes.
pub const TOKEN: &str = "<!--@policy-->";

/// What a page has inside that its policy must name.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Wants {
    /// The text of inline scripts.
    scripts: BTreeSet<String>,
    /// The code of `onclick` and the like.
    handlers: BTreeSet<String>,
    /// The text of `<style>` elements.
    styles: BTreeSet<String>,
    /// The text of `style` attributes.
    style_attributes: BTreeSet<String>,
    /// Directive → hosts that it needs.
    hosts: BTreeMap<&'static str, BTreeSet<String>>,
    /// A `<base>` moves every address of the page.
    base: bool,
}

impl Wants {
    /// Takes note of an element of the page.
    pub fn see(&mut self, element: ElementRef<'_>) {
        let value = element.value();
        let text = || element.text().collect::<String>();
        match value.name() {
            "script" if value.attr("src").is_none() && is_code(value.attr("type")) => {
                self.scripts.insert(text());
            }
            "style" => {
                self.styles.insert(text());
            }
            "base" => self.base = true,
            _ => {}
        }
        for (name, code) in value.attrs() {
            if name == "style" {
                self.style_attributes.insert(code.to_owned());
            } else if name.starts_with("on") {
                self.handlers.insert(code.to_owned());
            }
        }
        if let Some((directive, host)) = request(value) {
            self.hosts.entry(directive).or_default().insert(host);
        }
    }

    /// The element that goes into the page.
    pub fn meta(&self) -> String {
        let policy = self.policy().replace('&', "&amp;").replace('"', "&quot;");
        format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">")
    }

    fn policy(&self) -> String {
        let mut directives = vec!["default-src 'none'".to_owned()];
        let mut allow = |directive: &str, sources: Vec<String>| {
            if !sources.is_empty() {
                directives.push(format!("{directive} {}", sources.join(" ")));
            }
        };
        let own = || vec!["'self'".to_owned()];
        let hosts = |directive: &str| self.hosts.get(directive).into_iter().flatten().cloned();
        let hashed = |texts: &BTreeSet<String>| -> Vec<String> {
            let hash = |text: &String| format!("'sha256-{}'", digest::base64(text.as_bytes()));
            texts.iter().map(hash).collect()
        };
        let attributes = |texts: &BTreeSet<String>| match texts.is_empty() {
            true => Vec::new(),
            false => [vec!["'unsafe-hashes'".to_owned()], hashed(texts)].concat(),
        };
        let with_hosts = |directive: &str, first: Vec<String>| -> Vec<String> {
            first.into_iter().chain(hosts(directive)).collect()
        };
        let scripts = [own(), hashed(&self.scripts), attributes(&self.handlers)].concat();
        allow("script-src", with_hosts("script-src", scripts));
        let styles = [own(), hashed(&self.styles)].concat();
        allow("style-src", with_hosts("style-src", styles));
        allow("style-src-attr", attributes(&self.style_attributes));
        allow("img-src", with_hosts("img-src", own()));
        for directive in ["media-src", "frame-src", "object-src"] {
            allow(directive, hosts(directive).collect());
        }
        // No page of ours asks for data; tools that look at a page ask for its `robots.txt` from
        // within it, and `serve` for its news.
        allow("connect-src", own());
        allow("manifest-src", own());
        allow("worker-src", own());
        let base = if self.base { "'self'" } else { "'none'" };
        allow("base-uri", vec![base.to_owned()]);
        allow("form-action", vec!["'none'".to_owned()]);
        directives.join("; ")
    }

    /// What a page of a book of syllabi must not have.
    pub fn findings(&self, page: &str) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        let code = self.scripts.iter().chain(&self.handlers);
        findings.extend(code.map(|code| {
            let first = code.trim().lines().next().unwrap_or_default();
            Diagnostic::error("inline-script", format!("a script in the page: `{first}`"))
                .in_file(page)
                .help("put it into a file of `theme/js/`; pages hold no code")
        }));
        for hosts in self.hosts.values() {
            let abroad = hosts.iter().filter(|host| host.contains('.'));
            findings.extend(abroad.map(|host| {
                Diagnostic::error(
                    "foreign-request",
                    format!("the page asks {host} for a file"),
                )
                .in_file(page)
                .help("keep the file beside the page; readers of this site ask no other host")
            }));
        }
        findings
    }
}

/// Whether a script of this type is run; others are data.
fn is_code(kind: Option<&str>) -> bool {
    let kind = kind.unwrap_or_default().trim().to_ascii_lowercase();
    kind.is_empty()
        || kind == "module"
        || kind.ends_with("javascript")
        || kind.ends_with("ecmascript")
}

/// The directive and source for what the element loads beyond the site's own scripts, styles
/// and pictures.
fn request(element: &Element) -> Option<(&'static str, String)> {
    let attribute = match element.name() {
        "link" if element.attr("rel") == Some("stylesheet") => "href",
        "object" => "data",
        _ => "src",
    };
    let (directive, own) = match element.name() {
        "script" => ("script-src", true),
        "link" => ("style-src", true),
        "img" => ("img-src", true),
        "video" | "audio" | "source" | "track" => ("media-src", false),
        "iframe" => ("frame-src", false),
        "object" | "embed" => ("object-src", false),
        _ => return None,
    };
    let address = element.attr(attribute)?.trim();
    match source(address) {
        Some(host) => Some((directive, host)),
        None if own => None,
        None => Some((directive, "'self'".to_owned())),
    }
}

/// How a policy names where the address leads; `None` for the site itself.
fn source(address: &str) -> Option<String> {
    if let Some(rest) = address.strip_prefix("//") {
        return Some(host(rest).to_owned());
    }
    let (scheme, rest) = address.split_once(':')?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    if scheme.is_empty() || !scheme.chars().all(plain) {
        return None;
    }
    match rest.strip_prefix("//") {
        Some(rest) => Some(format!("{scheme}://{}", host(rest))),
        None => Some(format!("{scheme}:")),
    }
}

/// Host and port; whatever could end a source or a directive ends the name.
fn host(rest: &str) -> &str {
    let strange = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':'));
    rest.split(strange).next().unwrap_or_default()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use scraper::{Html, Selector};

    use super::*;

    fn wants(html: &str) -> Wants {
        let document = Html::parse_document(html);
        let mut wants = Wants::default();
        for element in document.select(&Selector::parse("*").unwrap()) {
            wants.see(element);
        }
        wants
    }

    const STRICT: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
        img-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'";

    #[test]
    fn a_page_that_asks_for_nothing_of_its_own_gets_the_strictest() {
        let own = "<script src=a.js></script><link rel=stylesheet href=b.css><img src=../c.png>\
            <script type=application/ld+json>{}</script><a href='https://example.org'>x</a>";
        for html in ["", own] {
            assert_eq!(wants(html).policy(), STRICT);
            assert!(wants(html).findings("a.html").is_empty());
        }
    }

    #[test]
    fn what_an_author_wrote_is_allowed_and_nothing_else() {
        let alert = "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='";
        let cases = [
            (
                "<script>alert('Hello, world.');</script>",
                format!("script-src 'self' {alert};"),
            ),
            (
                "<p onclick=\"alert('Hello, world.');\">",
                format!("script-src 'self' 'unsafe-hashes' {alert};"),
            ),
            (
                "<p style=\"alert('Hello, world.');\">x",
                format!("style-src-attr 'unsafe-hashes' {alert};"),
            ),
            (
                "<img src='https://a.example:8/b?c'>",
                "img-src 'self' https://a.example:8;".to_owned(),
            ),
            (
                "<img src='//a.example;script-src *'>",
                "img-src 'self' a.example;".to_owned(),
            ),
            (
                "<img src=data:image/png;base64,AA>",
                "img-src 'self' data:;".to_owned(),
            ),
            (
                "<iframe src='https://a.example/x'>",
                "frame-src https://a.example;".to_owned(),
            ),
            ("<video src=a.mp4>", "media-src 'self';".to_owned()),
            ("<base href=/kegang/>", "base-uri 'self';".to_owned()),
        ];
        for (html, part) in cases {
            let policy = wants(html).policy();
            assert!(policy.contains(&part), "{html}: {policy}");
            assert_eq!(policy.matches("script-src ").count(), 1, "{html}: {policy}");
        }
    }

    #[test]
    fn a_book_of_syllabi_has_no_code_and_asks_nobody() {
        let html = "<script>a()</script><p onclick='b()'><img src='https://a.example/b.png'>\
            <img src=data:image/png;base64,AA><p style='text-align: right'>";
        let findings = wants(html).findings("a.html");
        let codes: Vec<_> = findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, ["inline-script", "inline-script", "foreign-request"]);
    }
}
