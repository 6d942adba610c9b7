//! Formulas of Word (OMML) in a line of text: `x^2`, `(a+b)/c`, `√(x)`.
//!
//! Enough to know a formula again and to find its letters; a person sets it anew.

use roxmltree::Node;

use super::xml::{Family, child, family, name, value};

/// A formula as text.
pub fn line(node: Node<'_, '_>) -> String {
    let mut out = String::new();
    put(node, &mut out);
    out
}

fn put(node: Node<'_, '_>, out: &mut String) {
    if !node.is_element() {
        return;
    }
    if name(node) == "t" {
        out.push_str(node.text().unwrap_or_default());
        return;
    }
    if family(node) == Family::Word && matches!(name(node), "rPr" | "del" | "moveFrom") {
        return;
    }
    let part = |wanted: &str| child(node, wanted).map(line).unwrap_or_default();
    match name(node) {
        "f" => {
            let (above, below) = (part("num"), part("den"));
            out.push_str(&format!("{}/{}", grouped(&above), grouped(&below)));
        }
        "sSup" => out.push_str(&format!("{}{}", part("e"), script('^', &part("sup")))),
        "sSub" => out.push_str(&format!("{}{}", part("e"), script('_', &part("sub")))),
        "sSubSup" | "sPre" => {
            let (sub, sup) = (script('_', &part("sub")), script('^', &part("sup")));
            out.push_str(&format!("{}{sub}{sup}", part("e")));
        }
        "nary" => {
            let properties = child(node, "naryPr");
            let sign = properties.and_then(|properties| value(properties, "chr"));
            let (sub, sup) = (script('_', &part("sub")), script('^', &part("sup")));
            out.push_str(&format!("{}{sub}{sup} {}", sign.unwrap_or("∫"), part("e")));
        }
        "rad" => out.push_str(&format!("{}√({})", part("deg"), part("e"))),
        "limLow" => out.push_str(&format!("{}{}", part("e"), script('_', &part("lim")))),
        "limUpp" => out.push_str(&format!("{}{}", part("e"), script('^', &part("lim")))),
        "func" => out.push_str(&format!("{} {}", part("fName"), part("e"))),
        "d" => delimited(node, out),
        "acc" | "groupChr" => {
            out.push_str(&part("e"));
            let properties = child(node, "accPr").or_else(|| child(node, "groupChrPr"));
            out.push_str(properties.and_then(|p| value(p, "chr")).unwrap_or_default());
        }
        "m" | "eqArr" => out.push_str(&listed(node, "; ")),
        "mr" => out.push_str(&listed(node, ", ")),
        "oMathPara" => out.push_str(&listed(node, " ")),
        other if other.ends_with("Pr") => {}
        _ => node.children().for_each(|inner| put(inner, out)),
    }
}

/// Children that show something, with a sign between them.
fn listed(node: Node<'_, '_>, between: &str) -> String {
    let parts = node.children().map(line).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(between)
}

fn delimited(node: Node<'_, '_>, out: &mut String) {
    let sign = |wanted: &str, usual: &'static str| {
        let properties = child(node, "dPr");
        properties
            .and_then(|properties| value(properties, wanted))
            .unwrap_or(usual)
            .to_owned()
    };
    let parts = node.children().filter(|node| name(*node) == "e").map(line);
    let parts = parts.collect::<Vec<_>>().join(&sign("sepChr", "|"));
    out.push_str(&format!(
        "{}{parts}{}",
        sign("begChr", "("),
        sign("endChr", ")")
    ));
}

fn script(mark: char, what: &str) -> String {
    match what.chars().count() {
        0 => String::new(),
        1 => format!("{mark}{what}"),
        _ => format!("{mark}{{{what}}}"),
    }
}

fn grouped(what: &str) -> String {
    match what.chars().all(char::is_alphanumeric) {
        true => what.to_owned(),
        false => format!("({what})"),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn formulas() {
        let check = |xml: &str, expected: &str| {
            let xml = format!("<m:oMath xmlns:m='http://m/math'>{xml}</m:oMath>");
            let xml = xml.replace('[', "<m:r><m:t>").replace(']', "</m:t></m:r>");
            let xml = roxmltree::Document::parse(&xml).unwrap();
            assert_eq!(line(xml.root_element()), expected);
        };
        check(
            "[y=]<m:sSup><m:e>[x]</m:e><m:sup>[2]</m:sup></m:sSup>",
            "y=x^2",
        );
        check(
            "<m:sSub><m:e>[a]</m:e><m:sub>[i+1]</m:sub></m:sSub>",
            "a_{i+1}",
        );
        check(
            "<m:f><m:fPr/><m:num>[a+b]</m:num><m:den>[2]</m:den></m:f>",
            "(a+b)/2",
        );
        check(
            "<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub>[i=1]</m:sub><m:sup>[n]</m:sup><m:e>[i]</m:e></m:nary>",
            "∑_{i=1}^n i",
        );
        check("<m:rad><m:deg/><m:e>[x]</m:e></m:rad>", "√(x)");
        check(
            "<m:d><m:dPr><m:begChr m:val='['/></m:dPr><m:e>[a]</m:e></m:d>"
                .replace("val='['", "val='&#91;'")
                .as_str(),
            "[a)",
        );
        check(
            "<m:func><m:fName>[log]</m:fName><m:e>[n]</m:e></m:func>",
            "log n",
        );
    }
}
