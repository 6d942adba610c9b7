//! How alike two short texts are: the pairs of characters that they share.

use std::collections::{BTreeMap, BTreeSet};

/// Pairs that more texts than this have say nothing about any two of them; the bound also
/// keeps the work linear in a large catalogue.
const COMMON: usize = 48;
/// Texts with fewer pairs are too short to be told apart by them.
const FEWEST: usize = 4;
/// What questions are asked with, longest first; it does not make them alike.
const ASKING: &[&str] = &[
    "请简要说明",
    "请结合实际",
    "主要内容包括",
    "主要包括哪些",
    "有哪几种",
    "有哪几个",
    "有哪些",
    "包括哪些",
    "是什么",
    "什么是",
    "为什么",
    "请简述",
    "请列举",
    "请说明",
    "请分析",
    "如何",
    "怎样",
    "怎么",
    "简述",
    "试述",
    "论述",
    "列举",
    "说明",
    "谈谈",
    "思考",
    "何谓",
    "什么叫",
    "哪些",
    "什么",
    "请",
    "试",
    "的",
    "了",
    "呢",
    "吗",
];

/// Two texts that are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Alike {
    /// Index of the later one.
    pub later: usize,
    /// Index of the earlier one.
    pub earlier: usize,
    /// In per cent of both their pairs.
    pub percent: usize,
}

/// For every text the earlier one that is most like it, if they share at least `percent` of
/// their pairs of characters.
pub fn alike<'a>(texts: impl Iterator<Item = &'a str>, percent: usize) -> Vec<Alike> {
    let pairs: Vec<BTreeSet<(char, char)>> = texts.map(pairs).collect();
    let mut seen: BTreeMap<(char, char), Vec<usize>> = BTreeMap::new();
    let mut out = Vec::new();
    for (later, own) in pairs.iter().enumerate() {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for pair in own {
            let having = seen.entry(*pair).or_default();
            if having.len() < COMMON {
                having
                    .iter()
                    .for_each(|earlier| *shared.entry(*earlier).or_default() += 1);
                having.push(later);
            }
        }
        let score = |earlier: usize| {
            // Common pairs were not counted, so count again what has a chance.
            let both = own.intersection(&pairs[earlier]).count();
            200 * both / (own.len() + pairs[earlier].len()).max(1)
        };
        let best = shared
            .keys()
            .map(|earlier| (score(*earlier), std::cmp::Reverse(*earlier)))
            .max();
        if let Some((found, std::cmp::Reverse(earlier))) = best
            && found >= percent
            && own.len() >= FEWEST
        {
            out.push(Alike {
                later,
                earlier,
                percent: found,
            });
        }
    }
    out
}

fn pairs(text: &str) -> BTreeSet<(char, char)> {
    let mut bare = text.to_lowercase();
    for word in ASKING {
        bare = bare.replace(word, "");
    }
    let chars: Vec<char> = bare.chars().filter(|c| c.is_alphanumeric()).collect();
    chars.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn texts_beside_each_other() {
        let check = |a: &str, b: &str, expected: bool| {
            let found = alike([a, b].into_iter(), 80);
            assert_eq!(!found.is_empty(), expected, "{a} {b} {found:?}");
        };
        check(
            "客户信息收集的途径有哪些？",
            "客户信息收集的途径有哪些",
            true,
        );
        check(
            "简述客户服务质量的提升策略",
            "如何理解客户服务质量提升策略？",
            true,
        );
        check(
            "客户满意度的影响因素有哪些？",
            "客户忠诚度的影响因素有哪些？",
            false,
        );
        check("客户信息收集的方法", "客户信息收集的途径", false);
        check("什么是客户？", "什么是客户？", false);
        check("", "", false);
    }

    #[test]
    fn a_large_catalogue_costs_no_square() {
        let texts: Vec<String> = (0..20_000)
            .map(|n| format!("第{n}题客户关系管理的内涵"))
            .collect();
        alike(texts.iter().map(String::as_str), 100);
    }

    proptest! {
        #[test]
        fn a_text_is_like_itself(text in "[客户关系管理满意忠诚]{5,20}") {
            let count = pairs(&text).len();
            let found = alike([text.as_str(), text.as_str()].into_iter(), 100);
            prop_assert_eq!(found.len(), usize::from(count >= FEWEST));
        }
    }
}
