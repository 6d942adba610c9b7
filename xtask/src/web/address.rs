//! Where a site stands in the web, when that is known.

use crate::book::build::normal_base;

/// The public address of a site's root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Scheme and host: `https://example.org`.
    origin: String,
    /// From `/` to `/`: `/kegang/`.
    path: String,
}

impl Address {
    /// Reads `https://example.org/kegang`; `None` for anything that is not the address of a
    /// folder over http.
    pub fn parse(text: &str) -> Option<Self> {
        let (scheme, rest) = text.trim().split_once("://")?;
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
        let good = matches!(scheme, "http" | "https")
            && !host.is_empty()
            && host.chars().all(plain)
            && !path.contains(['?', '#', '"', '<', '>', ' ']);
        good.then(|| Self {
            origin: format!("{scheme}://{host}"),
            path: normal_base(path),
        })
    }

    /// The same host with the site below `base`.
    pub fn at(self, base: &str) -> Self {
        Self {
            path: normal_base(base),
            ..self
        }
    }

    /// The path of the root: `/kegang/`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The one address of a page, or of a place on it: folders without `index.html`.
    pub fn url(&self, page: &str) -> String {
        let (page, fragment) = page.split_once('#').unwrap_or((page, ""));
        let folder = match page.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => page,
        };
        let mark = if fragment.is_empty() { "" } else { "#" };
        let (origin, path) = (&self.origin, &self.path);
        format!("{origin}{path}{}{mark}{}", escape(folder), escape(fragment))
    }
}

/// Percent escapes for what may not stand in an address.
fn escape(path: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"/-._~:@!$&'()*+,;=".contains(byte);
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if plain(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::Address;

    #[test]
    fn addresses_of_folders_are_read() {
        for (text, path) in [
            ("https://example.org", Some("/")),
            ("https://example.org/kegang", Some("/kegang/")),
            ("http://127.0.0.1:8000/a/b/", Some("/a/b/")),
            ("/kegang/", None),
            ("example.org", None),
            ("ftp://example.org", None),
            ("https:///x", None),
            ("https://example.org/?q=1", None),
        ] {
            let address = Address::parse(text);
            assert_eq!(address.as_ref().map(Address::path), path, "{text}");
        }
    }

    #[test]
    fn a_page_has_one_address() {
        let address = Address::parse("https://example.org/kegang").unwrap();
        for (page, url) in [
            ("index.html", ""),
            ("crm-16h/index.html", "crm-16h/"),
            ("crm-16h/unit-06.html#s1", "crm-16h/unit-06.html#s1"),
            ("a-index.html", "a-index.html"),
            ("二/页 1.html", "%E4%BA%8C/%E9%A1%B5%201.html"),
        ] {
            assert_eq!(
                address.url(page),
                format!("https://example.org/kegang/{url}")
            );
        }
        assert_eq!(
            address.at("x").url("a.html"),
            "https://example.org/x/a.html"
        );
    }
}
