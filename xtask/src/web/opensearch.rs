//! The site's search as a search engine of the browser: `opensearch.xml`.

use super::Site;
use super::address::Address;

/// Its place in the site.
pub const PATH: &str = "opensearch.xml";

/// The page that searches for what its address says.
pub const PAGE: &str = "search.html";

/// Short names are cut here, says the specification.
const SHORT: usize = 16;

/// The description, as OpenSearch 1.1 has it.
pub fn file(site: &Site<'_>, address: &Address) -> String {
    let short: String = site.title.chars().take(SHORT).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n\
         <ShortName>{}</ShortName>\n<Description>{}</Description>\n\
         <InputEncoding>UTF-8</InputEncoding>\n\
         <Url type=\"text/html\" template=\"{}?q={{searchTerms}}\"/>\n\
         </OpenSearchDescription>\n",
        escape(&short),
        escape(site.description),
        escape(&address.url(PAGE)),
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_learns_where_to_ask() {
        let site = Site {
            title: "一本名字很长很长很长很长的书 & 其他",
            description: "查“概念” <与> 作业",
            language: "zh-CN",
        };
        let address = Address::parse("https://example.org/kegang/").unwrap();
        let text = file(&site, &address);
        assert!(
            text.contains("<ShortName>一本名字很长很长很长很长的书 &amp;</ShortName>"),
            "{text}"
        );
        assert!(text.contains("查“概念” &lt;与> 作业"));
        assert!(
            text.contains("template=\"https://example.org/kegang/search.html?q={searchTerms}\"")
        );
    }
}
