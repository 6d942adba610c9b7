//! From what a person typed to what is asked of the index.
//!
//! A [`Plan`] is plain data. The browser makes the same plan (`theme/search/query.js`), and
//! the parity test compares what comes of it.

use std::sync::LazyLock;

use super::text::{self, Piece};

/// A query, understood.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plan {
    /// The words that carry meaning, in typed order.
    pub words: Vec<Word>,
    /// Tokens that score, each once, with their weight in `(0, 1]`.
    pub terms: Vec<(String, f32)>,
    /// Keys under which a title is the very thing asked for: all that was typed, and what
    /// is left of it without filler.
    pub keys: Vec<String>,
    /// How many characters are left of it without filler.
    pub asked: usize,
    /// Words in the title of what answers such a question.
    pub hints: Vec<&'static str>,
    /// Whether it is a question: there is a phrase in it that asks.
    pub is_question: bool,
}

/// A word: a record has it when all its units are covered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The word itself.
    pub text: String,
    /// Its characters or its one Latin token.
    pub units: Vec<Unit>,
}

/// A character of a CJK word, or a whole Latin word.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unit {
    /// Covered by any of these tokens …
    pub tokens: Vec<String>,
    /// … or by any token that begins so.
    pub prefix: Option<String>,
    /// How many characters it stands for when the whole query is weighed.
    pub weight: usize,
}

/// By which words in a title a place shows that it answers a question, and the phrases that ask so and
/// do not name; `{a,b,}` stands for each of its parts. Of several that fit the longest counts.
///
/// From the questions of real syllabi and from how students put them to a search box.
const ASKING: [(&str, &str); 12] = [
    (
        "原因 起因 成因 必要 重要 意义",
        "为{什么,何,啥}{会有,会,要,} {是,}{什么,啥}原因{造成的,}",
    ),
    (
        "产生 原因 起因 成因",
        "{是,}怎么{产生,形成}{的,} {是,}怎么来的",
    ),
    (
        "挽回 解决 处理 应对 对策 策略 措施 方法 技巧 步骤",
        "{了,}怎么办 了怎么处理",
    ),
    (
        "分类 类型 种类 形式",
        "{可以,}{有,分,分成,分为,}{哪,}几{种,类} 分{为,成,}哪些{种类,类型,类,种,}",
    ),
    ("特点 特征 特性", "有{什么,哪些,啥}特{点,征}"),
    ("趋势", "往{哪个,哪,什么}方向{发展,走,}"),
    (
        "步骤 流程 程序 阶段",
        "{要,}{分成,分,有,}{哪,}几{步,个步骤}{走,}",
    ),
    (
        "区别 比较 联系 含义 涵义",
        "有{什么,何,啥}{不同,不一样,差别} 有什么两样 {是,}一回事 {是,}一个意思 差{别,}在哪{里,儿,}",
    ),
    (
        "作用 意义 重要 必要",
        "{对企业,}有什么{用,好处,作用,意义} {对企业,}{也,}有{好处,用}吗 重要吗",
    ),
    (
        "方法 策略 步骤 技巧 措施 途径 处理 流程",
        "{应该,应当,该,应,是,}{怎么,怎样,如何}{才能,去,用,做,跟,样,} {用,有}什么办法 {有,}{哪,}几种{办法,方法}",
    ),
    (
        "概念 含义 涵义 内涵 定义",
        "{是,}什么意思 {是,}指什么 {是,叫}{什么,啥} {什么,啥}{是,叫} 何{谓,为} 名词解释 请解释",
    ),
    (
        "",
        "有{什么,哪些,哪几个,啥} 哪几个 {包括,包含,}哪些 请{简述,列举,说明,论述,问} {用,}什么 是哪{种,个} 简述 试述 列举 怎么算 说的话 介绍一下 \
         什么样的 才算 都可以 举{个,几个,}例{子,说明} 谁提出{来,}的 {主要,}{说,写,讲,}哪些内容 分别 老师 \
         想知道 是不是 能不能 要不要 会不会 都有 一般 通常 到底 究竟 {就,}一定",
    ),
];

/// The first so many ask for something of a thing, by those who know the thing itself: 为什么要识别客户
/// is not 识别客户, but its necessity.
const OF_A_THING: usize = 9;

/// Every phrase with its hints.
static FILLERS: LazyLock<Vec<(String, &str)>> = LazyLock::new(|| {
    let mut fillers = Vec::new();
    for (hints, phrases) in ASKING {
        let phrases = phrases.split(' ').flat_map(spelled_out);
        fillers.extend(phrases.map(|phrase| (phrase, hints)));
    }
    fillers
});

/// The phrases that one with parts in braces stands for.
fn spelled_out(phrase: &str) -> Vec<String> {
    let parts = phrase.split_once('{').and_then(|(before, rest)| {
        rest.split_once('}')
            .map(|(parts, after)| (before, parts, after))
    });
    let Some((before, parts, after)) = parts else {
        return vec![phrase.to_owned()];
    };
    let each = parts.split(',');
    each.flat_map(|part| spelled_out(&format!("{before}{part}{after}")))
        .collect()
}

/// The filler at the beginning of some text: how many characters, and its hints.
fn filler(text: &str) -> Option<(usize, &'static str)> {
    let fits = FILLERS
        .iter()
        .filter(|(phrase, _)| text.starts_with(phrase));
    fits.map(|(phrase, hints)| (phrase.chars().count(), *hints))
        .max_by_key(|(length, _)| *length)
}

/// Whether this is such a phrase, not yet typed to its end: 为什. Who types 大客户为什么会流失 would else see
/// other things on the way.
fn is_begun(rest: &[char]) -> bool {
    let begun: String = rest.iter().collect();
    // Others may be words: 重要 of 重要吗.
    let asks = rest.iter().any(|c| "什哪几怎何啥".contains(*c));
    asks && rest.len() > 1 && FILLERS.iter().any(|(phrase, _)| phrase.starts_with(&begun))
}

/// Characters of the longest phrase.
const LONGEST_FILLER: usize = 8;

/// A token that runs across a particle is a weak sign: 户的, 的需.
const ACROSS_PARTICLE: f32 = 0.25;

/// What a character of a query run is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Content,
    Particle,
    Filler,
}

/// Longer queries are cut here: nobody types more, and work stays bounded.
pub const MAX_QUERY_CHARS: usize = 200;

/// Makes the plan; `known` tells whether a token is in the index.
pub fn plan(query: &str, known: &dyn Fn(&str) -> bool) -> Plan {
    let query: String = query.chars().take(MAX_QUERY_CHARS).collect();
    let pieces = text::pieces(&query);
    let all_filler = pieces.iter().all(|piece| match piece {
        Piece::Han(chars) => roles(chars, known).0.iter().all(|r| *r != Role::Content),
        Piece::Word(..) => false,
    });
    let unfinished = text::normalize(&query)
        .chars()
        .next_back()
        .is_some_and(text::is_word);
    let mut plan = Plan::default();
    let mut content = String::new();
    for (i, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Word(parts, whole) => {
                content.push_str(whole);
                let open = unfinished && i + 1 == pieces.len();
                plan.add_latin(parts, whole, open);
            }
            Piece::Han(chars) => {
                let (roles, hints) = if all_filler {
                    (vec![Role::Content; chars.len()], "")
                } else {
                    roles(chars, known)
                };
                plan.hints.extend(hints.split_terminator(' '));
                plan.is_question |= roles.contains(&Role::Filler);
                content.extend(
                    std::iter::zip(chars, &roles)
                        .filter(|(_, role)| **role == Role::Content)
                        .map(|(c, _)| *c),
                );
                plan.add_run(chars, &roles);
            }
        }
    }
    plan.asked = content.chars().count();
    plan.keys = vec![text::key(&query)];
    let asks = |hints: &str| hints.split(' ').all(|hint| plan.hints.contains(&hint));
    let of_a_thing = ASKING[..OF_A_THING].iter().any(|(hints, _)| asks(hints));
    if !of_a_thing && !plan.keys.contains(&content) {
        plan.keys.push(content);
    }
    plan.keys.retain(|key| !key.is_empty());
    plan
}

/// Marks fillers and particles of a run, and gives the hints of its first filler that has
/// some. A particle that is glued to a lone neighbour by a
/// token of the index (目的, 参与, 总和) is part of that word.
fn roles(chars: &[char], known: &dyn Fn(&str) -> bool) -> (Vec<Role>, &'static str) {
    let mut hints = "";
    let mut roles = vec![Role::Content; chars.len()];
    let mut at = 0;
    while at < chars.len() {
        let rest: String = chars[at..].iter().take(LONGEST_FILLER).collect();
        let (mut length, hinted) = filler(&rest).unwrap_or_default();
        if length == 0 && is_begun(&chars[at..]) {
            length = chars.len() - at;
        }
        if hints.is_empty() {
            hints = hinted;
        }
        roles[at..at + length].fill(Role::Filler);
        if length == 0 && text::is_particle(chars[at]) {
            roles[at] = Role::Particle;
        }
        at += length.max(1);
    }
    for i in 0..chars.len() {
        if roles[i] == Role::Particle && is_glued(chars, &roles, i, known) {
            roles[i] = Role::Content;
        }
    }
    (roles, hints)
}

fn is_glued(chars: &[char], roles: &[Role], i: usize, known: &dyn Fn(&str) -> bool) -> bool {
    let content = |j: usize| roles.get(j) == Some(&Role::Content);
    let lone_before = i >= 1 && content(i - 1) && (i < 2 || !content(i - 2));
    let lone_after = content(i + 1) && !content(i + 2);
    (lone_before && known(&text::pair(chars, i - 1)))
        || (lone_after && known(&text::pair(&chars[..(i + 2).min(chars.len())], i)))
}

impl Plan {
    /// `true` when nothing can be asked.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Characters the whole query stands for.
    pub fn weight(&self) -> usize {
        self.words
            .iter()
            .flat_map(|w| &w.units)
            .map(|u| u.weight)
            .sum()
    }

    fn add_latin(&mut self, parts: &[String], whole: &str, open: bool) {
        let last = parts.len() - 1;
        for (i, part) in parts.iter().enumerate() {
            self.words.push(Word {
                text: part.clone(),
                units: vec![Unit {
                    tokens: vec![part.clone()],
                    prefix: (open && i == last).then(|| part.clone()),
                    weight: 2,
                }],
            });
            self.add_term(part.clone(), 1.0);
        }
        if parts.len() > 1 {
            self.add_term(whole.to_owned(), 1.0);
        }
    }

    fn add_run(&mut self, chars: &[char], roles: &[Role]) {
        for i in 0..chars.len().saturating_sub(1) {
            match (roles[i], roles[i + 1]) {
                (Role::Content, Role::Content) => self.add_term(text::pair(chars, i), 1.0),
                (Role::Filler, _) | (_, Role::Filler) | (Role::Particle, Role::Particle) => {}
                _ => self.add_term(text::pair(chars, i), ACROSS_PARTICLE),
            }
        }
        let mut at = 0;
        while at < chars.len() {
            if roles[at] != Role::Content {
                at += 1;
                continue;
            }
            let length = roles[at..]
                .iter()
                .position(|r| *r != Role::Content)
                .unwrap_or(chars.len() - at);
            self.words.push(han_word(chars, roles, at, length));
            at += length;
        }
    }

    fn add_term(&mut self, token: String, weight: f32) {
        match self.terms.iter_mut().find(|(t, _)| *t == token) {
            Some((_, w)) => *w = w.max(weight),
            None => self.terms.push((token, weight)),
        }
    }
}

/// The word of `length` characters at `at`: a character is covered by either pair it
/// stands in, so that a pair which exists nowhere (度测 in 满意度测评) costs nothing.
fn han_word(chars: &[char], roles: &[Role], at: usize, length: usize) -> Word {
    let pair_at = |i: usize| {
        let meaningful =
            i + 1 < chars.len() && roles[i] != Role::Filler && roles[i + 1] != Role::Filler;
        meaningful.then(|| text::pair(chars, i))
    };
    let units = (at..at + length)
        .map(|i| Unit {
            tokens: i
                .checked_sub(1)
                .and_then(pair_at)
                .into_iter()
                .chain(pair_at(i))
                .collect(),
            prefix: (length == 1).then(|| chars[i].to_string()),
            weight: 1,
        })
        .collect();
    Word {
        text: chars[at..at + length].iter().collect(),
        units,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(query: &str, vocabulary: &[&str]) -> String {
        let plan = plan(query, &|t| vocabulary.contains(&t));
        let names: Vec<String> = plan
            .words
            .iter()
            .map(|w| {
                let tokens: Vec<String> = w
                    .units
                    .iter()
                    .map(|u| match &u.prefix {
                        Some(p) => format!("{p}*"),
                        None => u.tokens.join("|"),
                    })
                    .collect();
                tokens.join(" ")
            })
            .collect();
        names.join(" ; ")
    }

    #[test]
    fn filler_and_particles_do_not_decide() {
        assert_eq!(words("什么是窜货？", &[]), "窜货 窜货");
        assert_eq!(
            words("大客户为什么会流失", &[]),
            "大客 大客|客户 客户 ; 流失 流失"
        );
        assert_eq!(words("客户的需求", &[]), "客户 客户|户的 ; 的需|需求 需求");
    }

    #[test]
    fn patterns_stand_for_each_of_their_phrases() {
        assert_eq!(
            spelled_out("分{哪,}几步{走,}"),
            ["分哪几步走", "分哪几步", "分几步走", "分几步"]
        );
        let mut phrases: Vec<&str> = FILLERS.iter().map(|(phrase, _)| &**phrase).collect();
        phrases.sort_unstable();
        assert!(phrases.iter().all(|phrase| phrase.chars().count() > 1));
        let count = phrases.len();
        phrases.dedup();
        assert_eq!(phrases.len(), count, "a phrase that asks two things");
    }

    #[test]
    fn a_phrase_that_is_not_yet_typed_to_its_end_is_filler() {
        for begun in ["大客户为什", "大客户有哪"] {
            assert_eq!(words(begun, &["为什"]), words("大客户", &[]), "{begun}");
        }
        assert_eq!(words("重要", &[]), "重要 重要", "重要吗 is a phrase too");
        assert!(words("客户的重要", &[]).ends_with("重要 重要"));
    }

    #[test]
    fn filler_alone_is_content() {
        assert_eq!(words("什么是", &[]), "什么 什么|么是 么是");
    }

    #[test]
    fn a_particle_glued_by_the_index_is_content() {
        assert_eq!(words("目的", &["目的"]), "目的 目的");
        assert_eq!(words("参与度", &["参与", "与度"]), "参与 参与|与度 与度");
    }

    #[test]
    fn latin_is_whole_and_the_last_word_may_be_unfinished() {
        assert_eq!(words("ＣＲＭ 系统", &[]), "crm ; 系统 系统");
        assert_eq!(words("b+树", &[]), "b+ ; 树*");
        assert_eq!(words("manag", &[]), "manag*");
        assert_eq!(words("crm ", &[]), "crm");
    }

    #[test]
    fn keys_with_and_without_filler() {
        let plan = plan("什么是客户的需求", &|_| false);
        assert_eq!(plan.keys, ["什么客户需求", "客户需求"]);
        assert!(plan.is_question);
    }
}
