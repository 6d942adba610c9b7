//! Lists of the pages: `sitemap.xml` for search engines, `llms.txt` for language models,
//! `robots.txt` where it is read at all.

use std::collections::BTreeMap;

use super::Site;
use super::address::Address;

/// A page as the lists name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The page.
    pub page: String,
    /// Its title.
    pub title: String,
    /// What it says.
    pub description: String,
    /// Under what it stands in the table of contents; empty at the top.
    pub group: String,
}

/// The lists, name → content. The pages are in the order of the book.
pub fn files(
    site: &Site<'_>,
    address: Option<&Address>,
    pages: &[Listed],
) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut add = |name: &str, text: String| files.insert(name.to_owned(), text.into_bytes());
    add("llms.txt", llms(site, address, pages));
    if let Some(address) = address {
        add("sitemap.xml", sitemap(address, pages));
        // Asked for at the root of a host alone.
        if address.path() == "/" {
            let sitemap = address.url("sitemap.xml");
            add(
                "robots.txt",
                format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n"),
            );
        }
    }
    files
}

/// Without dates: the same content gives the same bytes.
fn sitemap(address: &Address, pages: &[Listed]) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for listed in pages {
        let url = address.url(&listed.page).replace('&', "&amp;");
        out.push_str(&format!("<url><loc>{url}</loc></url>\n"));
    }
    out.push_str("</urlset>\n");
    out
}

/// As <https://llmstxt.org> proposes it.
fn llms(site: &Site<'_>, address: Option<&Address>, pages: &[Listed]) -> String {
    let mut out = format!("# {}\n", site.title);
    if !site.description.is_empty() {
        out.push_str(&format!("\n> {}\n", site.description));
    }
    let mut group = None;
    for listed in pages {
        if group != Some(&listed.group) {
            let title = match listed.group.as_str() {
                "" => "关于本站和查找",
                title => title,
            };
            out.push_str(&format!("\n## {}\n\n", line(title)));
            group = Some(&listed.group);
        }
        let url = match address {
            Some(address) => address.url(&listed.page),
            None => listed.page.replace(' ', "%20"),
        };
        let title = line(&listed.title).replace(['[', ']'], "");
        out.push_str(&format!("- [{title}]({url})"));
        if !listed.description.is_empty() {
            out.push_str(&format!(": {}", line(&listed.description)));
        }
        out.push('\n');
    }
    out
}

fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_like_this() {
        let site = Site {
            title: "书",
            description: "一本书。",
            language: "zh-CN",
        };
        let listed = |page: &str, group: &str| Listed {
            page: page.to_owned(),
            title: format!("{page} [页]"),
            description: "说\n明".to_owned(),
            group: group.to_owned(),
        };
        let pages = [listed("index.html", ""), listed("a/b c.html", "甲")];
        let address = Address::parse("https://example.org/");
        let files = files(&site, address.as_ref(), &pages);
        let text = |name: &str| String::from_utf8(files[name].clone()).unwrap();
        let llms = "# 书\n\n> 一本书。\n\n## 关于本站和查找\n\n\
            - [index.html 页](https://example.org/): 说 明\n\n## 甲\n\n\
            - [a/b c.html 页](https://example.org/a/b%20c.html): 说 明\n";
        assert_eq!(text("llms.txt"), llms);
        assert!(text("sitemap.xml").contains("<loc>https://example.org/a/b%20c.html</loc>"));
        assert!(text("robots.txt").contains("Sitemap: https://example.org/sitemap.xml"));
        let alone = super::files(&site, None, &pages);
        assert_eq!(alone.keys().collect::<Vec<_>>(), ["llms.txt"]);
    }
}
