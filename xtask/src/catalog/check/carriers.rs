//! 思政载体: one that students can look up names its source.
//!
//! A reading or a law has a title, a quotation its words or who said them, a case somebody
//! who acted. Activities and attitudes have no source and need none.

use crate::catalog::check::sheet::Sheet;
use crate::catalog::kinds::CarrierKind;
use crate::diagnostic::Diagnostic;

/// What a case is called when it is not said whose.
const NOBODY: &[&str] = &[
    "某", "××", "XX", "xx", "**", "有的", "有关", "一家", "一个", "一些",
];
/// Words of a case that name nobody.
const GENERIC: &[&str] = &[
    "案例",
    "视频",
    "文本",
    "图片",
    "新闻",
    "故事",
    "材料",
    "资料",
    "事件",
    "事例",
    "分析",
    "讨论",
    "解读",
    "介绍",
    "展示",
    "观看",
    "典型",
    "经典",
    "相关",
    "具体",
    "真实",
    "实际",
    "国内外",
    "国内",
    "国外",
    "企业",
    "公司",
    "行业",
    "学生",
    "身边",
    "生活",
    "正反",
    "正面",
    "反面",
    "成功",
    "失败",
    "优秀",
    "的",
    "和",
    "与",
    "及",
    "中",
    "等",
    "、",
    "，",
    "“",
    "”",
];
/// What names the words of somebody without saying them.
const SAYINGS: &[&str] = &["语录", "名言", "讲话", "诗", "家训", "金句"];
/// Who is nobody in particular.
const ANYONE: &[&str] = &[
    "古人",
    "名人",
    "伟人",
    "领导人",
    "企业家",
    "有人",
    "经典",
    "相关",
    "先贤",
];

/// Carriers that cannot be looked up.
pub fn sources(sheet: &Sheet<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (number, unit) in &sheet.written.units {
        let Some(leaf) = sheet.leaf(*number) else {
            continue;
        };
        for carrier in &unit.value.carrier {
            let words: String = match leaf.said(&carrier.text) {
                Some(said) => said.iter().map(|said| said.c).collect(),
                None => continue,
            };
            if let Some((lacks, zh)) = lacks(*carrier.kind.get_ref(), &words) {
                let finding = Diagnostic::note(
                    "carrier-source",
                    format!("this carrier does not say {lacks}"),
                )
                .zh(format!("载体“{words}”没有写明{zh}"))
                .help("with a title, the words or a name, students can look it up");
                findings.push(sheet.mark_all(leaf, &carrier.text, finding));
            }
        }
    }
    findings
}

/// What the carrier should say, in English and in Chinese; nothing where it does.
fn lacks(kind: CarrierKind, words: &str) -> Option<(&'static str, &'static str)> {
    let titled = words.contains('《') || words.contains("http");
    match kind {
        CarrierKind::Reading | CarrierKind::Law => {
            (!titled).then_some(("its title", "书名或文件名"))
        }
        CarrierKind::Quotation => (!titled && !words.contains('“') && !names_a_speaker(words))
            .then_some(("the words, or who said them", "原话，或者是谁的话")),
        CarrierKind::Case => {
            (!titled && !names_somebody(words)).then_some(("whose case it is", "是谁的案例"))
        }
        CarrierKind::Activity | CarrierKind::Literacy => None,
    }
}

/// 乔布斯语录: at least two characters of a name before the kind of saying.
fn names_a_speaker(words: &str) -> bool {
    let names = |saying: &str| {
        let before = words
            .split_once(saying)
            .map(|(before, _)| before.trim_end_matches('的'));
        before.is_some_and(|name| {
            name.chars().count() >= 2 && !ANYONE.iter().any(|anyone| name.ends_with(anyone))
        })
    };
    SAYINGS.iter().any(|saying| names(saying))
}

/// Whether something remains of a case besides words that name nobody.
fn names_somebody(words: &str) -> bool {
    if NOBODY.iter().any(|nobody| words.contains(nobody)) {
        return false;
    }
    let mut rest = words.to_owned();
    for word in GENERIC {
        rest = rest.replace(word, "");
    }
    rest.chars().filter(|c| !c.is_whitespace()).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_of_carriers() {
        use CarrierKind::{Activity, Case, Law, Literacy, Quotation, Reading};
        let check = |kind, words: &str, named: bool| {
            assert_eq!(lacks(kind, words).is_none(), named, "{words}");
        };
        check(Case, "胖东来充分为客户着想视频、文本案例", true);
        check(Case, "丽思卡尔顿酒店完美服务客户案例", true);
        check(Case, "某快递公司工作人员泄露客户信息的案例视频", false);
        check(Case, "企业典型案例分析", false);
        check(Case, "相关视频", false);
        check(Case, "《大国工匠》视频", true);
        check(Reading, "《零售的哲学》荐读", true);
        check(Reading, "阅读相关书籍", false);
        check(Law, "《中华人民共和国个人信息保护法》", true);
        check(Law, "个人信息保护的法规", false);
        check(Quotation, "乔布斯语录解读", true);
        check(Quotation, "古语“德不孤，必有邻”解读", true);
        check(Quotation, "名人名言解读", false);
        check(Quotation, "企业家语录", false);
        check(Activity, "学生个人经历交流", true);
        check(Literacy, "服务至胜意识", true);
    }
}
