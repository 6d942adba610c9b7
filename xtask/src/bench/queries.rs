//! What is typed.

use std::collections::BTreeSet;

use pinyin::ToPinyin;

use crate::search::record::Record;

/// The queries of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queries {
    /// For the first results of a cold visit: it must have some.
    pub first: String,
    /// Typed before the measure, so that tables which only some queries need are there.
    pub warm_up: Vec<String>,
    /// Typed and measured.
    pub typed: Vec<String>,
}

/// How many are typed.
const TYPED: usize = 30;

/// What students of customer relationship management type: terms, several words, questions,
/// Latin, pinyin, initials, slips, traditional characters, nonsense.
const STUDENTS: [&str; TYPED] = [
    "窜货",
    "客户忠诚度",
    "满意度 忠诚度",
    "大客户为什么会流失",
    "CRM系统 特点",
    "6c",
    "客户生命周期",
    "什么是客户关系管理",
    "kehuguanxi",
    "khgx",
    "满义度",
    "窜或",
    "客戶滿意",
    "呼叫中心",
    "数据挖掘",
    "渠道冲突 原因",
    "MAN法则",
    "客户投诉处理",
    "会员卡",
    "胖东来",
    "海底捞 服务",
    "客户分级的意义",
    "流失",
    "crm与erp整合",
    "kehu liushi",
    "期末成绩怎么算",
    "思政",
    "信息安全",
    "量子纠缠",
    "客户识别",
];

/// One of each kind that may need a table of its own.
const STUDENTS_WARM_UP: [&str; 4] = ["manyidu", "流逝", "關係", "asdfqwer"];

/// Students' queries for the syllabi, others from the titles of any other book.
pub fn of(records: &[Record]) -> Queries {
    let has = |text: &str| records.iter().any(|record| record.title.contains(text));
    if records.iter().any(|record| !record.syllabus.is_empty()) && has(STUDENTS[0]) {
        return given(STUDENTS.iter().map(|q| (*q).to_owned()).collect()).warmed(&STUDENTS_WARM_UP);
    }
    from_titles(records)
}

/// The queries that somebody wrote down; the first must have results.
pub fn given(typed: Vec<String>) -> Queries {
    Queries {
        first: typed.first().cloned().unwrap_or_default(),
        warm_up: Vec::new(),
        typed,
    }
}

impl Queries {
    fn warmed(mut self, warm_up: &[&str]) -> Self {
        self.warm_up = warm_up.iter().map(|q| (*q).to_owned()).collect();
        self
    }
}

/// Titles evenly spread over the book: whole, begun, from the middle, two together, by sound.
fn from_titles(records: &[Record]) -> Queries {
    let all: BTreeSet<&str> = records.iter().map(|record| record.title.trim()).collect();
    let short = |title: &&str| (2..=12).contains(&title.chars().count());
    let han = |title: &&str| title.chars().all(|c| c.to_pinyin().is_some());
    let all: Vec<&str> = all.into_iter().filter(short).collect();
    let chinese: Vec<&str> = all.iter().copied().filter(han).collect();
    let titles = if chinese.is_empty() { all } else { chinese };
    let take = |number: usize| {
        let at = number * titles.len() / TYPED;
        titles.get(at).copied().unwrap_or_default()
    };
    let mut typed: Vec<String> = (0..TYPED)
        .map(|number| vary(number, take(number), take((number + 7) % TYPED)))
        .collect();
    typed.dedup();
    typed.retain(|query| !query.is_empty());
    // Of some, the middle one: what stands first or last in the order of titles is odd.
    let first = take(TYPED / 2).to_owned();
    Queries {
        first,
        ..given(typed)
    }
    .warmed(&["xinxi", "信息系统安金", "關係", "asdfqwer"])
}

/// Another way to ask, by number.
fn vary(number: usize, title: &str, other: &str) -> String {
    let chars: Vec<char> = title.chars().collect();
    let some = |from: usize, count: usize| chars.iter().skip(from).take(count).collect();
    match number % 5 {
        0 => title.to_owned(),
        1 => some(0, 4),
        2 => some(chars.len() / 2, 3),
        3 => format!(
            "{} {}",
            some(0, 3),
            other.chars().take(2).collect::<String>()
        ),
        _ => {
            let sounds = chars.iter().filter_map(|c| c.to_pinyin()).take(4);
            sounds.map(pinyin::Pinyin::plain).collect()
        }
    }
}
