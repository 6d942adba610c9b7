//! Printed numbers at the start of a line: 一、 （二） 3. （4） ⑤ 第六节 项目七

const DIGITS: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];
/// Larger numbers at the start of a line are years and the like.
const LARGEST: u32 = 199;
/// What stands between 第 and the line's words.
const COUNTED: [char; 9] = ['章', '节', '讲', '周', '课', '部', '单', '篇', '次'];
/// What stands before a number without 第.
const NAMED: [&str; 5] = ["项目", "模块", "任务", "单元", "实验"];

/// A number as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// What it looks like, with 一 or 1 for the number; only alike ones follow each other.
    pub style: String,
    /// Its value.
    pub value: u32,
    /// The value that the next one follows: 4 of 第3-4讲.
    pub last: u32,
    /// Its length in bytes, brackets included.
    pub length: usize,
    /// `true` where words say what is counted: 第三章, 项目三.
    pub is_named: bool,
}

/// The number that the line starts with; white space before it counts as part of it.
pub fn leading(line: &str) -> Option<Number> {
    let text = line.trim_start();
    let space = line.len() - text.len();
    let number = bracketed(text)
        .or_else(|| circled(text))
        .or_else(|| counted(text))
        .or_else(|| named(text))
        .or_else(|| plain(text))?;
    (number.value <= LARGEST).then(|| Number {
        length: number.length + space,
        ..number
    })
}

/// The number that a label is, as far as it says one: `1.`, `（1）`, `1`.
pub fn label(label: &str) -> Option<Number> {
    let bare = || {
        let (value, style, length) = numeral(label.trim())?;
        let whole = length == label.trim().len();
        whole.then(|| Number {
            style: style.to_owned(),
            value,
            last: value,
            length: label.len(),
            is_named: false,
        })
    };
    leading(label).or_else(bare)
}

/// （一） (1) 【1】
fn bracketed(text: &str) -> Option<Number> {
    let open = text.chars().next().filter(|c| matches!(c, '（' | '('))?;
    let start = open.len_utf8();
    let (value, style, length) = numeral(&text[start..])?;
    let close = text[start + length..].chars().next()?;
    matches!(close, '）' | ')').then(|| Number {
        style: format!("（{style}）"),
        value,
        last: value,
        length: start + length + close.len_utf8(),
        is_named: false,
    })
}

/// ① to ⑳
fn circled(text: &str) -> Option<Number> {
    let c = text.chars().next().filter(|c| ('①'..='⑳').contains(c))?;
    Some(Number {
        style: "①".to_owned(),
        value: u32::from(c) - u32::from('①') + 1,
        last: u32::from(c) - u32::from('①') + 1,
        length: c.len_utf8(),
        is_named: false,
    })
}

/// 第一章
fn counted(text: &str) -> Option<Number> {
    let rest = text.strip_prefix('第')?;
    let bare = rest.trim_start();
    let start = text.len() - bare.len();
    let (value, style, length) = numeral(bare)?;
    let (last, length) = to(bare, length).unwrap_or((value, length));
    let after = bare[length..].trim_start();
    let unit = after.chars().next().filter(|c| COUNTED.contains(c))?;
    Some(Number {
        style: format!("第{style}{unit}"),
        value,
        last,
        length: start + (bare.len() - after.len()) + unit.len_utf8(),
        is_named: true,
    })
}

/// 3-4: the last number and where it ends.
fn to(text: &str, length: usize) -> Option<(u32, usize)> {
    let rest = text[length..].trim_start();
    let signs = ['-', '—', '–', '~', '～', '至', '到', '、'];
    let bare = rest.strip_prefix(signs)?.trim_start();
    let (last, _, more) = numeral(bare)?;
    Some((last, text.len() - bare.len() + more))
}

/// 百分之三十: the share, and its length in bytes.
pub fn per_cent(text: &str) -> Option<(f64, usize)> {
    let rest = text.strip_prefix("百分之")?;
    let (value, _, length) = numeral(rest)?;
    Some((f64::from(value), text.len() - rest.len() + length))
}

/// 项目一
fn named(text: &str) -> Option<Number> {
    let name = NAMED.into_iter().find(|name| text.starts_with(name))?;
    let bare = text[name.len()..].trim_start();
    let (value, style, length) = numeral(bare)?;
    // 任务1.2 counts within a project.
    let mut rest = bare[length..].chars();
    let decimal = rest.next() == Some('.') && rest.next().is_some_and(|c| c.is_ascii_digit());
    (!decimal).then(|| Number {
        style: format!("{name}{style}"),
        value,
        last: value,
        length: text.len() - bare.len() + length,
        is_named: true,
    })
}

/// 一、 1. 1、 1）; the mark after it is not part of the number.
fn plain(text: &str) -> Option<Number> {
    let (value, style, length) = numeral(text)?;
    let mut rest = text[length..].chars();
    let mark = rest.next()?;
    let dot = matches!(mark, '.' | '．');
    // 1.5 and 3.1 are no numbers of a list.
    let decimal = dot && rest.next().is_some_and(|c| c.is_ascii_digit());
    (matches!(mark, '、' | '）' | ')') || dot && !decimal).then(|| Number {
        style: format!("{style}{}", if dot { '.' } else { mark }),
        value,
        last: value,
        length,
        is_named: false,
    })
}

/// Value, style (一 or 1) and length in bytes of the numeral at the start.
fn numeral(text: &str) -> Option<(u32, &'static str, usize)> {
    let end = |is: fn(char) -> bool| text.find(|c| !is(c)).unwrap_or(text.len());
    let arabic = end(|c| c.is_ascii_digit());
    if arabic > 0 {
        return Some((text[..arabic].parse().ok()?, "1", arabic));
    }
    let chinese = end(|c| c == '十' || DIGITS.contains(&c));
    Some((value(&text[..chinese])?, "一", chinese))
}

/// 1 to 99 as they are said: 十二.
pub fn chinese(value: u32) -> Option<String> {
    let digit = |value: u32| DIGITS.get(usize::try_from(value).ok()?.checked_sub(1)?);
    let (tens, ones) = (value / 10, value % 10);
    let tens = match tens {
        0 => String::new(),
        1 => "十".to_owned(),
        tens => format!("{}十", digit(tens)?),
    };
    let said = format!(
        "{tens}{}",
        digit(ones).map_or(String::new(), char::to_string)
    );
    (!said.is_empty()).then_some(said)
}

/// 一 to 九十九.
fn value(numeral: &str) -> Option<u32> {
    let digit = |text: &str, none: u32| {
        if text.is_empty() {
            return Some(none);
        }
        (1..).zip(DIGITS).find_map(|(value, digit)| {
            let same = text.strip_prefix(digit).is_some_and(str::is_empty);
            same.then_some(value)
        })
    };
    match numeral.split_once('十') {
        Some((tens, ones)) => Some(digit(tens, 1)? * 10 + digit(ones, 0)?),
        None if numeral.is_empty() => None,
        None => digit(numeral, 0),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn said_as_they_are_read() {
        for number in 1..100 {
            assert_eq!(value(&chinese(number).unwrap_or_default()), Some(number));
        }
        assert_eq!(chinese(0), None);
        assert_eq!(chinese(100), None);
    }

    #[test]
    fn numbers() {
        let check = |line: &str, expected: Option<(&str, u32, &str)>| {
            let found = leading(line);
            let found = found
                .as_ref()
                .map(|n| (n.style.as_str(), n.value, &line[..n.length]));
            assert_eq!(found, expected, "{line}");
        };
        check("一、课程信息", Some(("一、", 1, "一")));
        check("十、说明", Some(("一、", 10, "十")));
        check("十二、说明", Some(("一、", 12, "十二")));
        check("九十九、说明", Some(("一、", 99, "九十九")));
        check("（三）教学难点", Some(("（一）", 3, "（三）")));
        check("(三) 教学难点", Some(("（一）", 3, "(三)")));
        check(" （12）栈", Some(("（1）", 12, " （12）")));
        check("1.栈", Some(("1.", 1, "1")));
        check("2. 栈", Some(("1.", 2, "2")));
        check("3)栈", Some(("1)", 3, "3")));
        check("⑩栈", Some(("①", 10, "⑩")));
        check("第 三 章 栈", Some(("第一章", 3, "第 三 章")));
        check("第3节 栈", Some(("第1节", 3, "第3节")));
        check("项目一 栈", Some(("项目一", 1, "项目一")));
        check("任务 12：栈", Some(("任务1", 12, "任务 12")));
        let none = "【教学内容】|一对一营销|十十、|一二、|（三||1.5 学时|3.1 栈|2015.3|第一|3|16 学时|千、|客户|99999999999.";
        for line in none.split('|') {
            check(line, None);
        }
    }

    #[test]
    fn labels() {
        assert_eq!(label("3").map(|n| n.value), Some(3));
        assert_eq!(label(" 12 ").map(|n| n.value), Some(12));
        assert_eq!(label("3.").map(|n| n.value), Some(3));
        assert_eq!(label("教 材:"), None);
        assert_eq!(label("3 章"), None);
    }

    proptest! {
        #[test]
        fn no_line_is_too_strange(line in ".*|[第（(一十1.、 章项目①]{0,8}") {
            for number in [leading(&line), label(&line)].into_iter().flatten() {
                prop_assert!(line.get(..number.length).is_some());
            }
        }
    }
}
