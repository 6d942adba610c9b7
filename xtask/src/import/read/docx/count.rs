//! Numbers as Word counts paragraphs: 一、二、三, Ⅳ, ③, 甲.

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const LEGAL: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const LEGAL_TRADITIONAL: [char; 10] = ['零', '壹', '貳', '參', '肆', '伍', '陸', '柒', '捌', '玖'];
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

/// A number in one of Word's formats; formats for other languages are shown as digits.
pub fn shown(number: u32, format: &str) -> String {
    let circle = || beyond(enclosed(number, '①', 20), number);
    match format {
        "none" | "bullet" => String::new(),
        "decimalZero" => format!("{number:02}"),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperLetter" => letters(number, b'A'),
        "lowerLetter" => letters(number, b'a'),
        "decimalFullWidth" | "decimalFullWidth2" => wide(number),
        "numberInDash" => format!("- {number} -"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => circle(),
        "decimalEnclosedParen" => beyond(enclosed(number, '⑴', 20), number),
        "decimalEnclosedFullstop" => beyond(enclosed(number, '⒈', 20), number),
        "ideographEnclosedCircle" => beyond(enclosed(number, '㊀', 10), number),
        "chineseCounting" | "taiwaneseCounting" | "japaneseCounting" | "koreanCounting" => {
            counting(number)
        }
        "chineseCountingThousand" | "taiwaneseCountingThousand" => {
            thousands(number, &DIGITS, ['十', '百', '千'])
        }
        "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand" => digits(number),
        "chineseLegalSimplified" => legal(number, &LEGAL),
        "ideographLegalTraditional" => legal(number, &LEGAL_TRADITIONAL),
        "ideographTraditional" => cycle(number, STEMS),
        "ideographZodiac" => cycle(number, BRANCHES),
        "ideographZodiacTraditional" => match number {
            0 => String::new(),
            number => cycle(number, STEMS) + &cycle(number, BRANCHES),
        },
        _ => number.to_string(),
    }
}

fn beyond(character: Option<char>, number: u32) -> String {
    character.map_or_else(|| number.to_string(), String::from)
}

fn enclosed(number: u32, first: char, last: u32) -> Option<char> {
    let fits = (1..=last).contains(&number);
    fits.then(|| char::from_u32(u32::from(first) + number - 1))?
}

/// 十, 十一, 二十; from a hundred on digit by digit.
fn counting(number: u32) -> String {
    match number {
        0 => "○".to_owned(),
        1..100 => thousands(number, &DIGITS, ['十', '百', '千']),
        _ => digits(number),
    }
}

/// 一○八
fn digits(number: u32) -> String {
    let each = number.to_string().into_bytes();
    let each = each.into_iter().map(|digit| match digit {
        b'0' => '○',
        digit => DIGITS[usize::from(digit - b'0')],
    });
    each.collect()
}

/// 一百零八; a number that begins with ten has no 一 before it.
fn thousands(number: u32, digits: &[char; 10], units: [char; 3]) -> String {
    if number == 0 || number >= 10_000 {
        return match number {
            0 => digits[0].to_string(),
            _ => number.to_string(),
        };
    }
    let mut out = String::new();
    let mut gap = false;
    for (place, unit) in [
        (1000, Some(units[2])),
        (100, Some(units[1])),
        (10, Some(units[0])),
        (1, None),
    ] {
        let digit = (number / place % 10) as usize;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            out.push(digits[0]);
        }
        let bare_ten = place == 10 && digit == 1 && out.is_empty() && digits[1] == '一';
        if !bare_ten {
            out.push(digits[digit]);
        }
        out.extend(unit);
    }
    out
}

fn legal(number: u32, digits: &[char; 10]) -> String {
    thousands(number, digits, ['拾', '佰', '仟'])
}

fn cycle(number: u32, characters: &str) -> String {
    let length = characters.chars().count();
    let at = (number as usize).checked_sub(1).map(|n| n % length);
    at.and_then(|at| characters.chars().nth(at))
        .map_or_else(String::new, String::from)
}

/// z is followed by aa, bb, as Word does it.
fn letters(number: u32, first: u8) -> String {
    let Some(index) = number.checked_sub(1) else {
        return String::new();
    };
    let letter = char::from(first + (index % 26) as u8);
    let times = (index / 26 + 1).min(30) as usize;
    String::from(letter).repeat(times)
}

fn wide(number: u32) -> String {
    let wide = |digit: char| char::from_u32(u32::from(digit) - 0x30 + 0xff10);
    number.to_string().chars().filter_map(wide).collect()
}

fn roman(number: u32) -> String {
    const STEPS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number >= 4000 {
        return number.to_string();
    }
    let mut rest = number;
    let mut out = String::new();
    for (step, letters) in STEPS {
        while rest >= step {
            out.push_str(letters);
            rest -= step;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats() {
        let check = |format: &str, cases: &[(u32, &str)]| {
            for (number, expected) in cases {
                assert_eq!(shown(*number, format), *expected, "{format} {number}");
            }
        };
        check("decimal", &[(0, "0"), (12, "12")]);
        check("decimalZero", &[(3, "03"), (12, "12")]);
        check(
            "chineseCounting",
            &[
                (1, "一"),
                (10, "十"),
                (11, "十一"),
                (20, "二十"),
                (35, "三十五"),
                (108, "一○八"),
            ],
        );
        check(
            "chineseCountingThousand",
            &[
                (10, "十"),
                (19, "十九"),
                (100, "一百"),
                (108, "一百零八"),
                (110, "一百一十"),
                (1005, "一千零五"),
                (1050, "一千零五十"),
            ],
        );
        check("japaneseCounting", &[(3, "三")]);
        check("ideographDigital", &[(10, "一○")]);
        check("chineseLegalSimplified", &[(1, "壹"), (12, "壹拾贰")]);
        check("ideographTraditional", &[(1, "甲"), (10, "癸"), (11, "甲")]);
        check("ideographZodiac", &[(12, "亥")]);
        check("ideographZodiacTraditional", &[(1, "甲子"), (13, "丙子")]);
        check("decimalEnclosedCircle", &[(1, "①"), (20, "⑳"), (21, "21")]);
        check("decimalEnclosedCircleChinese", &[(3, "③")]);
        check("decimalEnclosedParen", &[(2, "⑵")]);
        check("ideographEnclosedCircle", &[(2, "㊁"), (11, "11")]);
        check(
            "upperRoman",
            &[(4, "IV"), (1994, "MCMXCIV"), (4000, "4000")],
        );
        check(
            "lowerLetter",
            &[(1, "a"), (26, "z"), (27, "aa"), (28, "bb")],
        );
        check("decimalFullWidth", &[(12, "１２")]);
        check("bullet", &[(1, "")]);
        check("somethingNew", &[(7, "7")]);
    }
}
