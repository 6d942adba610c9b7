//! Points that are told in sentences: 通过本章学习,要求学生了解甲的概念,掌握乙的方法。
//!
//! A point is a stretch of the printed words without the demand on the student before it.
//! Where a sentence demands nothing, it has none.

use std::ops::Range;

use crate::import::rules::words::{
    ACTIVITIES, ATTRIBUTES, DEGREES, DEMANDS, DOINGS, FILLERS, JOINING, KEPT, LEARNERS,
};
use crate::import::words::fold;

/// Characters of the shortest and the longest point.
const LENGTH: Range<usize> = 2..46;
/// Bytes of the longest clause that is looked into: work stays linear in the text.
const CLAUSE: usize = 600;
/// Words behind which only generalities follow: 相关技巧.
const TAILS: [&str; 6] = [
    "的相关技巧",
    "的相关知识",
    "的相关内容",
    "的相关理论",
    "的相关概念",
    "等",
];

/// How a text says what is taught.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Every clause names a point: 教学重点.
    Names,
    /// Only what follows a demand is one: 教学目的.
    Demands,
}

/// The byte ranges of the points in a text, in order.
pub fn points(text: &str, manner: Manner) -> Vec<Range<usize>> {
    if let Some(filler) = filler(text) {
        return filler.into_iter().collect();
    }
    let mut reader = Reader {
        text,
        governed: manner == Manner::Names,
        out: Vec::new(),
    };
    for sentence in split(text, 0..text.len(), |c| {
        matches!(c, '。' | '!' | '?' | '\n')
    }) {
        for (index, part) in split(text, sentence, |c| c == ';').into_iter().enumerate() {
            reader.clauses(part, index > 0);
        }
    }
    let mut out: Vec<Range<usize>> = Vec::new();
    for range in reader.out {
        out.extend(divide(text, without_tail(text, range)));
    }
    out.retain(|range| LENGTH.contains(&text[range.clone()].chars().count()));
    out
}

/// Whether the words carry no knowledge.
pub fn is_filler(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| c.is_alphabetic()).collect();
    FILLERS.iter().any(|filler| bare.ends_with(filler))
}

/// A text that is one filler, marks within it included.
fn filler(text: &str) -> Option<Option<Range<usize>>> {
    let range = trim(text, 0..text.len());
    let whole = is_filler(&text[range.clone()]) && text[range.clone()].chars().count() <= 16;
    whole.then_some(Some(range))
}

fn without_tail(text: &str, mut range: Range<usize>) -> Range<usize> {
    for tail in TAILS {
        let words = &text[range.clone()];
        if words.ends_with(tail) && words.len() > tail.len() {
            range.end -= tail.len();
        }
    }
    trim(text, range)
}

struct Reader<'a> {
    text: &'a str,
    /// Whether what is named is to be known.
    governed: bool,
    out: Vec<Range<usize>>,
}

impl Reader<'_> {
    /// The clauses between two semicolons; `row` when a row of demands goes on.
    fn clauses(&mut self, part: Range<usize>, row: bool) {
        if self.governed && is_filler(&self.text[trim(self.text, part.clone())]) {
            self.out.push(trim(self.text, part));
            return;
        }
        let clauses = split(self.text, part, |c| c == ',');
        let analysed = about(self.text, &clauses);
        let mut before: Option<usize> = None;
        for (index, clause) in clauses.into_iter().enumerate() {
            let clause = trim(self.text, clause);
            let words = &self.text[clause.clone()];
            let belongs = before.is_some_and(|last| {
                let last = self.out[last].clone();
                last.len() <= CLAUSE && goes_on(&self.text[last], words)
            });
            if let Some(last) = before.filter(|_| belongs) {
                self.out[last].end = clause.end;
                continue;
            }
            let clause = match analysed {
                Some((first, last)) if (first..=last).contains(&index) => {
                    self.governed = true;
                    within(self.text, clause, index == first, index == last)
                }
                _ => clause,
            };
            before = self.clause(clause, row && index == 0);
        }
    }

    /// Adds what a clause names; its index.
    fn clause(&mut self, clause: Range<usize>, row: bool) -> Option<usize> {
        let governed = self.governed;
        let point = self.strip(clause.clone(), row);
        let words = &self.text[point.clone()];
        let adverbial = is_adverbial(words) || (!governed && starts_by(self.text, &clause));
        let of_class = ACTIVITIES.iter().any(|word| words.contains(word));
        if !self.governed || words.is_empty() || adverbial || of_class {
            return None;
        }
        self.out.push(point);
        Some(self.out.len() - 1)
    }

    /// Takes demands, learners and adverbs off the start, generalities off the end.
    fn strip(&mut self, clause: Range<usize>, row: bool) -> Range<usize> {
        let mut range = clause;
        // 需要掌握的知识点有:对…
        if let Some(at) = self.text[range.clone()].find([':', '：']) {
            let lead = &self.text[range.start..range.start + at];
            if lead.chars().count() <= 14
                && (lead.contains("知识点") || DEMANDS.iter().any(|d| lead.contains(d)))
            {
                let sign = self.text[range.start + at..].chars().next();
                range.start += at + sign.map_or(1, char::len_utf8);
                // 掌握：… demands as much as 掌握….
                self.governed = true;
            }
        }
        let mut after_learner = false;
        loop {
            range = trim(self.text, range);
            let words = &self.text[range.clone()];
            let longest = |list: &[&str]| {
                let fits = list.iter().filter(|word| words.starts_with(**word));
                fits.map(|word| word.len()).max().unwrap_or(0)
            };
            let learner = longest(LEARNERS);
            let demand = longest(DEMANDS);
            let kept = KEPT.iter().any(|term| words.starts_with(term));
            let joining = if kept { 0 } else { longest(JOINING) };
            let degree = longest(DEGREES);
            let demanded = DEMANDS
                .iter()
                .any(|demand| words[degree..].starts_with(demand));
            let adverb = if demanded {
                joining.max(degree)
            } else {
                joining
            };
            let by = if after_learner && words.starts_with("通过") {
                "通过".len()
            } else {
                0
            };
            let doing = if row && !kept { longest(DOINGS) } else { 0 };
            let taken = learner.max(demand).max(adverb).max(by);
            if taken == 0 && doing > 0 && words[doing..].contains('的') {
                range.start += doing;
                break;
            }
            if taken == 0 || taken == words.len() {
                break;
            }
            self.governed |= learner.max(demand) > 0;
            after_learner = learner == taken;
            range.start += taken;
        }
        trim(self.text, range)
    }
}

/// 对甲、乙、丙的分析: the clauses from 对 to the one that says what is done.
fn about(text: &str, clauses: &[Range<usize>]) -> Option<(usize, usize)> {
    let bare = |clause: &Range<usize>| trim(text, clause.clone());
    let first = clauses
        .iter()
        .position(|clause| about_start(text, &bare(clause)).is_some())?;
    let end = |clause: &Range<usize>| {
        ABOUT_ENDS
            .iter()
            .any(|end| text[bare(clause)].ends_with(end))
    };
    let last = clauses.iter().skip(first).take(4).position(end)? + first;
    (last > first).then_some((first, last))
}

const ABOUT_ENDS: [&str; 4] = ["的分析", "的认识", "的理解", "的了解"];

/// Where the words behind 对 start, at the start of a clause or behind a colon.
fn about_start(text: &str, clause: &Range<usize>) -> Option<usize> {
    let words = &text[clause.clone()];
    let lead = words.find([':', '：']).map_or(0, |at| {
        at + words[at..].chars().next().map_or(1, char::len_utf8)
    });
    let rest = &words[lead..];
    rest.strip_prefix('对')
        .map(|_| clause.start + lead + '对'.len_utf8())
}

/// A clause of 对…的分析 without these words.
fn within(text: &str, mut clause: Range<usize>, first: bool, last: bool) -> Range<usize> {
    if first && let Some(start) = about_start(text, &clause) {
        clause.start = start;
    }
    if last
        && let Some(end) = ABOUT_ENDS
            .iter()
            .find(|end| text[clause.clone()].ends_with(*end))
    {
        clause.end -= end.len();
    }
    trim(text, clause)
}

/// 通过课堂学习, 在…的基础上, 开发客户时: how and when, not what.
fn is_adverbial(words: &str) -> bool {
    let learning = words.starts_with("通过")
        && [
            "学习", "教学", "实训", "训练", "练习", "讨论", "分析", "设置", "讲解",
        ]
        .iter()
        .any(|end| words.ends_with(end));
    let base = words.starts_with('在')
        && ["基础上", "过程中", "条件下", "前提下"]
            .iter()
            .any(|end| words.ends_with(end));
    learning || base || words.ends_with('时') || words.starts_with("根据")
}

fn starts_by(text: &str, clause: &Range<usize>) -> bool {
    text[clause.clone()].starts_with("通过")
}

/// 企业的客户关系的定义,意义及其研究内容: an attribute alone goes on with what it is of.
fn goes_on(before: &str, words: &str) -> bool {
    let whole = before.contains('的') && !words.contains('的') && !words.is_empty();
    let starts = ATTRIBUTES.iter().any(|word| words.starts_with(word));
    let ends = ATTRIBUTES.iter().any(|word| words.ends_with(word));
    let doing = |words: &str| {
        DOINGS
            .iter()
            .chain(DEMANDS)
            .any(|word| words.starts_with(word))
    };
    whole && (starts || (ends && doing(before) && !doing(words)))
}

/// Cuts 甲的原因、解决的方法 in two, and leaves 甲的类型及特点 whole.
fn divide(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    if range.len() > CLAUSE || is_filler(&text[range.clone()]) {
        return vec![range];
    }
    let mut out = Vec::new();
    let mut start = range.start;
    let joints = joints(text, &range);
    for (index, (at, length, sign)) in joints.iter().copied().enumerate() {
        let next = joints.get(index + 1).map_or(range.end, |(next, ..)| *next);
        if at <= start || at + length >= next {
            continue;
        }
        let (left, right) = (&text[start..at], &text[at + length..next]);
        let whole_right = &text[at + length..range.end];
        if parts(left, right, whole_right, sign) {
            out.push(trim(text, start..at));
            start = at + length;
        }
    }
    out.push(trim(text, start..range.end));
    out
}

/// Places of 、和及与 in a point, with their lengths and first characters.
fn joints(text: &str, range: &Range<usize>) -> Vec<(usize, usize, char)> {
    let words = &text[range.clone()];
    let mut out = Vec::new();
    // “甲、乙” is one saying.
    let mut quoted = 0usize;
    for (at, c) in words.char_indices() {
        match c {
            '“' | '「' => quoted += 1,
            '”' | '」' => quoted = quoted.saturating_sub(1),
            _ => {}
        }
        if quoted > 0 || !matches!(c, '、' | '和' | '及') {
            continue;
        }
        let before = words[..at].chars().next_back();
        // 以及 and 及其
        let start = if c == '及' && before == Some('以') {
            at - '以'.len_utf8()
        } else {
            at
        };
        let its = words[at..].starts_with("及其");
        let end = at + if its { "及其".len() } else { c.len_utf8() };
        out.push((range.start + start, end - start, c));
    }
    out
}

fn parts(left: &str, right: &str, whole: &str, sign: char) -> bool {
    let (of_left, of_right) = (left.contains('的'), right.contains('的'));
    let start = |text: &str| -> String { text.chars().take(2).collect() };
    let again = start(left) == start(right);
    let long = |text: &str| text.chars().count() >= 4;
    match sign {
        '、' => {
            let attribute = ATTRIBUTES.iter().any(|word| right.starts_with(word));
            let whole_right = long(right) && !attribute;
            (of_right && (of_left || long(left)))
                || (of_left && again)
                || whole_right && (of_left || !of_right)
        }
        '和' => {
            let alike = left.chars().count() == 4
                && whole.chars().count() == 4
                && !of_left
                && !whole.contains('的');
            (of_left && of_right) || (again && long(left) && !of_left) || alike
        }
        _ => {
            (of_left && of_right) || (of_left && right.chars().count() >= 5 && repeats(left, right))
        }
    }
}

/// Whether the right side starts with a word of the left.
fn repeats(left: &str, right: &str) -> bool {
    let word: String = right.chars().take(2).collect();
    word.chars().count() == 2 && left.contains(&word)
}

/// The stretches between the characters that are `at`, full-width forms folded.
fn split(text: &str, range: Range<usize>, at: impl Fn(char) -> bool) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = range.start;
    // A comma within brackets or a title ends nothing.
    let mut depth = 0usize;
    for (offset, c) in text[range.clone()].char_indices() {
        match fold(c) {
            '(' | '《' | '“' => depth += 1,
            ')' | '》' | '”' => depth = depth.saturating_sub(1),
            folded if depth == 0 && at(folded) => {
                out.push(start..range.start + offset);
                start = range.start + offset + c.len_utf8();
            }
            _ => {}
        }
    }
    out.push(start..range.end);
    out.retain(|range| !text[range.clone()].trim().is_empty());
    out
}

/// Without white space, and without points and bullets at the start.
fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let front = words
        .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '•' | '·' | '、'));
    let start = range.end - front.len();
    let end = start
        + front
            .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '、'))
            .len();
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with its points in brackets.
    fn drawn(text: &str, manner: Manner) -> String {
        let mut out = String::new();
        let mut at = 0;
        for range in points(text, manner) {
            out.push_str(&text[at..range.start]);
            out.push_str(&format!("{{{}}}", &text[range.clone()]));
            at = range.end;
        }
        out + &text[at..]
    }

    fn check(manner: Manner, marked: &str) {
        let text = marked.replace(['{', '}'], "");
        assert_eq!(drawn(&text, manner), marked);
    }

    #[test]
    fn key_points() {
        for marked in [
            "{客户与客户关系}；{客户关系管理的内涵与任务}。",
            "{需求的类型}，{客户价值的驱动因素}，掌握{客户价值理论}，{识别客户需求的方法}；{本章内容真善美的揭示}。",
            "{客户信息管理的内涵}，{客户信息的收集}、{整理的方法}；{本章内容真、善、美的揭示}。",
            "了解{大客户的含义、特征及类型}，{大客户流失的原因及维系方法}",
            "{客户服务中心的功能特点}，.{电子邮件管理客户的要点}；",
            "重点掌握{寻找客户群体的方法}。",
            "{客户流失}和{客户关系夭折产生的原因}、{解决的步骤和技巧}",
            "重点是让学生意识到{客户信息对于客户关系管理的重要性},及简单的{操作企业CRM 系统},{完善客户信息}。",
            "{二叉树的遍历}；{图（有向图，无向图）的存储}",
            "{“节约粮食、反对浪费”的要求}；{“知行合一和学以致用”的方法}",
        ] {
            check(Manner::Names, marked);
        }
    }

    #[test]
    fn demands() {
        for marked in [
            "通过本章的学习,要求学生理解{服务的内涵及特点},{客户的概念、类型及特点},以及{企业的客户关系的定义,意义及其研究内容}等。",
            "通过教学,增强学生对客户关系管理的理解,让学生明确目前{客户关系管理对企业的重要性}。",
            "通过本章的学习,要求学生通过{分析企业现有客户交易数据及客户信息},结合{企业的产品定位},{分析企业的客户来源},{识别客户群体},并{对其进行分类}。",
            "总体需要掌握的知识点有:对{企业现有客户信息},{产品定位},{营销环境}的分析,总结出{企业客户的基本来源}, 并掌握{寻找客户群体的主要方式},具体形成{企业的客户群体的构成}。",
            "通过本章的学习,要求学生从思路上把握如何去{选择目标客户}。{分析客户的基本信息,经营状况和信用状况},{选择合适的关系评估指标},做出{客户细分},{确定目标客户}。",
            "总体需要掌握的知识点有:了解{客户选择的基本含义}、{客户选择战略};了解{评估客户价值的方法}。",
            "了解如何{与目标客户沟通}、{吸引客户的注意力},以及{电话营销}和{客户拜访}的相关技巧。",
            "通过本章学习,让学生意识到{客户信息收集的重要性},懂得{利用客户数据库开发客户},也懂得{通过开发客户建立关系},并且{通过企业CRM 系统完善客户信息数据库}。",
            "要求学生了解{客户咨询的目的}及{咨询服务策略};了解{客户异议的种类};分析{异议产生的原因};确定{异议处理的步骤}。",
            "通过本章学习, 掌握{客户不满}和{客户流失的原因}、{挽回流失客户的策略};开发客户时,{客户关系夭折的原因}以及{恢复客户关系的主要策略和技巧}。",
            "通过客户投诉情景设置,及案例分析,让学生掌握{挽回客户}、{恢复客户关系的技巧}。",
            "课前由教师布置自学命题,要求学生在对基础知识点有简单了解的基础上,根据命题分组进行调查并详细记录调查掌握的相关资料。课堂上参照调查问题进行分组讨论,每位学生以公开演讲的方式表达他对此部分知识点的理解。",
        ] {
            check(Manner::Demands, marked);
        }
    }
}
