//! Who wrote a syllabus and when: lines at its end.

use super::info;
use crate::catalog::kinds::InfoKey;
use crate::import::content::Info;
use crate::import::rules::phrases::AFTER_DATES;
use crate::import::words::{Words, fold};

/// Characters of the longest value beside one of who signed.
const VALUE: usize = 24;

/// People and dates in a line of their own.
pub fn fields(words: &Words) -> Option<Vec<Info>> {
    let (fields, before) = info::pairs(words);
    let signs = |field: &Info| {
        matches!(
            field.key,
            InfoKey::Author | InfoKey::Reviewer | InfoKey::Date
        )
    };
    let first = fields.first().is_some_and(signs);
    // 学院（盖章）：… 制定时间：…: one of several says what the line is.
    let short = |field: &Info| field.value.as_str().chars().count() <= VALUE;
    let among = fields.iter().any(signs) && fields.iter().all(short);
    let filled = fields.iter().all(|field| !field.value.is_blank());
    (before.is_blank() && (first || among) && filled).then_some(fields)
}

/// 2021年12月修订, 二〇二一年十二月, 2021.12: a date and nothing else.
pub fn is_date(text: &str) -> bool {
    let folded: String = text
        .chars()
        .map(fold)
        .filter(|c| !c.is_whitespace())
        .collect();
    let bare = folded.trim_matches(|c| matches!(c, '(' | ')'));
    let bare = AFTER_DATES
        .iter()
        .find_map(|word| bare.strip_suffix(word))
        .unwrap_or(bare);
    let parts: Vec<&str> = bare
        .split(['年', '月', '日', '.', '-', '/'])
        .filter(|part| !part.is_empty())
        .collect();
    let digits = |part: &&str| {
        let han = "〇○零一二三四五六七八九十".contains(|c| part.contains(c));
        let all = part
            .chars()
            .all(|c| c.is_ascii_digit() || "〇○零一二三四五六七八九十".contains(c));
        all && (han || part.parse::<u32>().is_ok())
    };
    let year = parts.first().is_some_and(|year| year.chars().count() == 4);
    year && (2..=3).contains(&parts.len())
        && parts[1..].iter().all(|part| part.chars().count() <= 3)
        && parts.iter().all(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        for text in [
            "２０２１年３月",
            "2021年12月修订",
            "二〇二一年十二月",
            "2021.12",
            "（2021年9月制）",
        ] {
            assert!(is_date(text), "{text}");
        }
        for text in [
            "2021年12月修订的课程标准",
            "3.5",
            "2021",
            "[1] 2021.",
            "第2021.12",
        ] {
            assert!(!is_date(text), "{text}");
        }
    }

    #[test]
    fn lines_at_the_end() {
        for (text, expected) in [
            ("编制：甲  批准：乙", "Author 编制： 甲|Reviewer 批准： 乙"),
            (
                "学院（盖章）：丙  制定时间：2024年1月",
                "Other 学院（盖章）： 丙|Date 制定时间： 2024年1月",
            ),
            (
                "撰写人（签名）：甲 日期：2022年3月",
                "Author 撰写人（签名）： 甲|Date 日期： 2022年3月",
            ),
            ("执笔：甲　审阅：乙", "Author 执笔： 甲|Reviewer 审阅： 乙"),
            (
                "Prepared by 执笔人: Li Hua",
                "Author Prepared by 执笔人: Li Hua",
            ),
            ("[1] 甲. 数据结构. 北京：清华大学出版社，2021.", "-"),
        ] {
            let found = fields(&Words::at(text, 0..text.len()));
            let drawn = found.map(|all| {
                let all = all.iter().map(|field| {
                    let (label, value) = (field.label.as_str(), field.value.as_str());
                    format!("{:?} {label} {value}", field.key)
                });
                all.collect::<Vec<_>>().join("|")
            });
            assert_eq!(drawn.as_deref().unwrap_or("-"), expected, "{text}");
        }
    }
}
