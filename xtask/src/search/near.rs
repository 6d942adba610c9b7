//! Finding in the names of things what was spelled in pinyin or typed with a slip. Pure
//! alignment of one query against one name; costs are whole numbers, so that the browser
//! (`theme/search/near.js`) comes to the same result.

use super::sound::{Sounds, spellings};
use super::text::{is_cjk, is_particle};

/// What a stretch of a name costs to be read as the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// The stretch, in characters of the name.
    pub from: usize,
    /// Its end.
    pub to: usize,
    /// 0 for a perfect reading.
    pub cost: u32,
}

/// Costs of reading pinyin. An initial is worth two confused spellings: it says least.
mod pinyin_cost {
    pub(super) const FUZZY: u32 = 10;
    pub(super) const INITIAL: u32 = 20;
    pub(super) const UNFINISHED: u32 = 5;
    pub(super) const SKIPPED_PARTICLE: u32 = 3;
}

/// Costs of a slip. Two homophones count as one wrong character.
mod slip_cost {
    pub(super) const HOMOPHONE: u32 = 5;
    pub(super) const NEAR_HOMOPHONE: u32 = 7;
    pub(super) const WRONG: u32 = 10;
    pub(super) const MISSING: u32 = 10;
    pub(super) const SWAPPED: u32 = 10;
    pub(super) const PARTICLE: u32 = 1;
}

/// Every stretch of the name that can be read as `letters`: small Latin letters and digits,
/// CJK characters standing for themselves.
pub fn pinyin_readings(name: &[char], letters: &[char], sounds: &Sounds) -> Vec<Near> {
    let mut out = Vec::new();
    for from in 0..name.len() {
        if is_particle(name[from]) {
            continue;
        }
        // costs[j]: the cheapest way to have read j letters by the characters so far.
        let mut costs: Vec<Option<u32>> = vec![None; letters.len() + 1];
        costs[0] = Some(0);
        for (to, &c) in name.iter().enumerate().skip(from) {
            let mut next: Vec<Option<u32>> = vec![None; letters.len() + 1];
            for (at, cost) in costs.iter().enumerate() {
                if let Some(cost) = cost {
                    let at = At {
                        letters,
                        at,
                        initials: true,
                    };
                    read_char(c, &at, sounds, &mut |end, more| {
                        let total = cost + more;
                        next[end] = Some(next[end].map_or(total, |best| best.min(total)));
                    });
                }
            }
            if let Some(cost) = next[letters.len()].take()
                && !is_particle(c)
            {
                out.push(Near {
                    from,
                    to: to + 1,
                    cost,
                });
            }
            if next.iter().all(Option::is_none) {
                break;
            }
            costs = next;
        }
    }
    out
}

/// Where in the letters a character is to be read.
pub struct At<'a> {
    /// All letters.
    pub letters: &'a [char],
    /// The next one.
    pub at: usize,
    /// Whether an initial may stand for a syllable, and a particle be left out.
    pub initials: bool,
}

/// Every way one character reads letters: calls back with where it ends and what it costs.
pub fn read_char(c: char, place: &At<'_>, sounds: &Sounds, found: &mut dyn FnMut(usize, u32)) {
    let At {
        letters,
        at,
        initials,
    } = *place;
    if initials && is_particle(c) && at > 0 {
        found(at, pinyin_cost::SKIPPED_PARTICLE);
    }
    let Some(&letter) = letters.get(at) else {
        return;
    };
    if letter == c {
        found(at + 1, 0);
    }
    if !is_cjk(c) {
        return;
    }
    let rest = &letters[at..];
    for reading in sounds.of(c) {
        for (i, spelling) in spellings(reading).iter().enumerate() {
            let fuzzy = if i == 0 { 0 } else { pinyin_cost::FUZZY };
            let common = std::iter::zip(spelling.chars(), rest)
                .take_while(|(a, b)| a == *b)
                .count();
            if common == spelling.len() {
                found(at + common, fuzzy);
            } else if common == rest.len() {
                found(at + common, fuzzy + pinyin_cost::UNFINISHED);
            }
        }
        if initials && reading.starts_with(letter) {
            found(at + 1, pinyin_cost::INITIAL);
            let double = ["zh", "ch", "sh"]
                .iter()
                .any(|initial| reading.starts_with(initial));
            if double && rest.get(1) == Some(&'h') {
                found(at + 2, pinyin_cost::INITIAL);
            }
        }
    }
}

/// The cheapest stretch of the name that `typed` may have meant, the longest of equals.
///
/// Edit distance against any stretch (Sellers 1980), where a wrong character that sounds
/// alike costs half and particles hardly count.
pub fn slip(name: &[char], typed: &[char], sounds: &Sounds) -> Option<Near> {
    let gap = |c: char| {
        if is_particle(c) {
            slip_cost::PARTICLE
        } else {
            slip_cost::MISSING
        }
    };
    // row[j]: cheapest alignment of all typed characters so far ending before name[j].
    let start = |from| Near {
        from,
        to: from,
        cost: 0,
    };
    let mut row: Vec<Near> = (0..=name.len()).map(start).collect();
    let mut above: Vec<Near> = Vec::new();
    for (i, &c) in typed.iter().enumerate() {
        let mut next: Vec<Near> = Vec::with_capacity(row.len());
        next.push(Near {
            cost: row[0].cost + gap(c),
            ..row[0]
        });
        for (j, &other) in name.iter().enumerate() {
            let matched = Near {
                cost: row[j].cost + unlike(c, other, sounds),
                ..row[j]
            };
            let extra = Near {
                cost: row[j + 1].cost + gap(c),
                ..row[j + 1]
            };
            let missing = Near {
                cost: next[j].cost + gap(other),
                ..next[j]
            };
            let swapped = (i > 0 && j > 0 && c == name[j - 1] && typed[i - 1] == other)
                .then(|| above.get(j - 1))
                .flatten()
                .map(|near| Near {
                    cost: near.cost + slip_cost::SWAPPED,
                    ..*near
                });
            let best = [extra, missing]
                .into_iter()
                .chain(swapped)
                .fold(matched, |a, b| if b.cost < a.cost { b } else { a });
            next.push(best);
        }
        above = std::mem::replace(&mut row, next);
    }
    let ends = row
        .into_iter()
        .enumerate()
        .map(|(to, near)| Near { to, ..near });
    ends.filter(|near| near.to > near.from)
        .min_by_key(|near| (near.cost, std::cmp::Reverse(near.to - near.from), near.from))
}

fn unlike(a: char, b: char, sounds: &Sounds) -> u32 {
    if a == b {
        return 0;
    }
    let (of_a, of_b) = (sounds.of(a), sounds.of(b));
    if of_a.iter().any(|reading| of_b.contains(reading)) {
        return slip_cost::HOMOPHONE;
    }
    let near = |reading: &String| spellings(reading).iter().any(|s| of_b.contains(s));
    if of_a.iter().any(near) {
        slip_cost::NEAR_HOMOPHONE
    } else {
        slip_cost::WRONG
    }
}

/// The highest cost at which a slip is believed, by the number of typed characters: in two
/// a homophone, in more one wrong character, in long ones two homophones more.
pub fn slip_limit(length: usize) -> u32 {
    match length {
        0 | 1 => 0,
        2 => 7,
        3..=7 => 10,
        _ => 15,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(name: &str, letters: &str) -> Option<(String, u32)> {
        let name: Vec<char> = name.chars().collect();
        let letters: Vec<char> = letters.chars().collect();
        let sounds = Sounds::new(&name.iter().copied().collect());
        let all = pinyin_readings(&name, &letters, &sounds);
        let near = all.into_iter().min_by_key(|near| near.cost)?;
        Some((name[near.from..near.to].iter().collect(), near.cost))
    }

    #[test]
    fn pinyin_in_all_its_forms() {
        let found = |text: &str, cost| Some((text.to_owned(), cost));
        assert_eq!(best("客户关系管理", "kehuguanxi"), found("客户关系", 0));
        assert_eq!(best("客户关系管理", "khgx"), found("客户关系", 65));
        assert_eq!(best("客户关系管理", "kehugx"), found("客户关系", 25));
        assert_eq!(best("客户关系管理", "kehuguanx"), found("客户关系", 5));
        assert_eq!(best("窜货的原因", "chuanhuo"), found("窜货", 10));
        assert_eq!(best("客户流失率", "liushilv"), found("流失率", 0));
        assert_eq!(best("客户的价值", "kehujiazhi"), found("客户的价值", 3));
        assert_eq!(best("客户的价值", "kehudejiazhi"), found("客户的价值", 0));
        assert_eq!(
            best("CRM系统的特点".to_lowercase().as_str(), "crmxitong"),
            found("crm系统", 0)
        );
        assert_eq!(best("客户关系", "客户gx"), found("客户关系", 25));
        assert_eq!(best("客户关系", "asdf"), None);
    }

    fn slipped(name: &str, typed: &str) -> Option<(String, u32)> {
        let name: Vec<char> = name.chars().collect();
        let typed: Vec<char> = typed.chars().collect();
        let sounds = Sounds::new(&name.iter().copied().collect());
        let near = slip(&name, &typed, &sounds)?;
        Some((name[near.from..near.to].iter().collect(), near.cost))
    }

    #[test]
    fn slips_of_every_kind() {
        let found = |text: &str, cost| Some((text.to_owned(), cost));
        assert_eq!(slipped("客户满意度的测评", "满义度"), found("满意度", 5));
        assert_eq!(slipped("窜货的原因", "窜或"), found("窜货", 5));
        assert_eq!(
            slipped("客户忠诚度的类型", "忠城度类型"),
            found("忠诚度的类型", 6)
        );
        assert_eq!(slipped("客户满意度", "客户意度"), found("客户满意度", 10));
        assert_eq!(
            slipped("客户满意度", "客户满满意度"),
            found("客户满意度", 10)
        );
        assert_eq!(slipped("关系营销", "关营系销"), found("关系营销", 10));
    }
}
