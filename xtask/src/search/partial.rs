//! Records that do not hold all words of a query themselves: which of them tell of what is asked, and
//! in which order.
//!
//! Who asks in a whole sentence says words that no syllabus has (到底, 才有效果), and others for the
//! same thing (特点 for 特征). So nothing is demanded of a record; it is weighed by four things that it
//! has in common with the query, every one a share from 0 to 1, every character as telling as it is
//! rare: what it holds of it at all, its notes included, what it holds in its own words, how alike one
//! of its names is, and how alike a wording of its notes (问法) is. The weights stand in [`rank`]. What
//! then comes first may still be there by chance; [`SearchIndex::partial`] says when it is shown. The
//! browser does the same (`theme/search/partial.js`).

use std::collections::BTreeSet;

use super::clauses::{Shelf, holding};
use super::index::{Hit, SearchIndex};
use super::likeness::Rarity;
use super::query::{self, Plan};
use super::rank::{self, ENOUGH, HELD, HELD_OWN, NAMED_ALIKE, WORDING, WORTH};
use super::record::{Kind, Record};
use super::text::{self, Piece};

/// The characters and words of a text, each once.
fn units(text: &str) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for piece in text::pieces(text) {
        match piece {
            Piece::Han(chars) => out.extend(chars.iter().map(char::to_string)),
            Piece::Word(_, whole) => {
                out.insert(whole);
            }
        }
    }
    out
}

/// What all records are called.
pub struct Names {
    /// The units of the title and of each alias of every record.
    units: Vec<Vec<BTreeSet<String>>>,
    /// How many titles have each unit.
    rarity: Rarity,
    /// What concepts are called, as keys; all records where there are no concepts.
    keys: Vec<String>,
}

impl Names {
    /// Of the records in their order.
    pub fn new(records: &[Record]) -> Self {
        let cut = |record: &Record| record.names().map(|name| units(name)).collect();
        let units: Vec<Vec<_>> = records.iter().map(cut).collect();
        let concepts = records.iter().any(|record| record.kind == Kind::Concept);
        let told = records
            .iter()
            .filter(|record| !concepts || record.kind == Kind::Concept);
        let keys = told.flat_map(Record::names).map(|name| text::key(name));
        Self {
            rarity: Rarity::among(units.iter().filter_map(|names| names.first())),
            keys: keys.filter(|key| key.chars().count() > 1).collect(),
            units,
        }
    }

    /// How alike the query and that name of a record are which is most alike, from 0 to 1.
    fn likeness(&self, record: usize, asked: &BTreeSet<String>) -> f64 {
        let names = self.units[record].iter();
        let alike = names.map(|name| self.rarity.likeness(name, asked));
        alike.fold(0.0, f64::max)
    }

    /// Whether one of the names that tell stands whole in a query.
    fn stand_in(&self, query: &str) -> bool {
        let asked = text::key(query);
        self.keys.iter().any(|name| asked.contains(name))
    }
}

/// What a record has in common with a query; all from 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Common {
    /// The share of the query that it holds, in its notes or in its own words.
    pub held: f64,
    /// The share that it holds in its own words.
    pub own: f64,
    /// How alike its name is.
    pub name: f64,
    /// How alike a wording of its notes is.
    pub wording: f64,
    /// Whether it holds all, in its notes or in its own words.
    pub whole: bool,
}

impl Common {
    /// What it is worth, and for what.
    pub fn parts(self) -> [(&'static str, f64); 4] {
        [
            ("share of the query held", self.held * f64::from(HELD)),
            ("… in its own words", self.own * f64::from(HELD_OWN)),
            ("likeness of a name", self.name * f64::from(NAMED_ALIKE)),
            ("likeness of a wording", self.wording * f64::from(WORDING)),
        ]
    }

    /// Whether it says enough not to be there by chance.
    fn is_enough(self, plan: &Plan, has_notes: bool) -> bool {
        #[allow(clippy::cast_precision_loss)]
        let characters = plan.weight() as f64;
        let evidence = self.held * characters + self.wording * f64::from(ENOUGH.wording);
        let least = match has_notes {
            true => ENOUGH.with_notes,
            false => ENOUGH.without,
        };
        self.own >= f64::from(ENOUGH.own) || evidence >= f64::from(least)
    }
}

impl SearchIndex {
    /// The records that hold all of a query with their notes, and with `some` also those that hold
    /// only some of it, best first.
    ///
    /// Some of a query is in every book, whatever is asked (火山爆发的原因). So those with some are only
    /// shown when the query names a concept or the best of them has [`ENOUGH`] of it; and of them
    /// those that come near to it, [`WORTH`].
    ///
    /// # Errors
    /// When tantivy fails.
    pub(super) fn partial(
        &self,
        query: &str,
        plan: &Plan,
        some: bool,
    ) -> tantivy::Result<Vec<Hit>> {
        let common = self.common(plan, some)?;
        let found = (0..self.records.len()).filter(|record| {
            let one = &common[*record];
            one.whole || some && (one.held > 0.0 || one.wording > 0.0)
        });
        let mut hits: Vec<Hit> = found
            .map(|record| {
                let parts = common[record].parts();
                Hit {
                    record,
                    score: parts.iter().map(|(_, points)| points).sum::<f64>()
                        + self.preference(plan, record),
                    ..Hit::default()
                }
            })
            .collect();
        rank::sort(&mut hits);
        let Some(best) = hits.first().cloned().filter(|_| some) else {
            return Ok(hits);
        };
        let asked: String = query.chars().take(query::MAX_QUERY_CHARS).collect();
        let enough = common[best.record].is_enough(plan, !self.notes.tokens.is_empty())
            || self.names.stand_in(&asked);
        let least = best.score * f64::from(WORTH);
        hits.retain(|hit| common[hit.record].whole || enough && hit.score >= least);
        Ok(hits)
    }

    /// What a record is worth besides what it holds: whether its title is of the kind that was asked
    /// for, and its class.
    pub(super) fn preference(&self, plan: &Plan, record: usize) -> f64 {
        let hint = match self.is_hinted(plan, record) {
            true => f64::from(rank::HINTED),
            false => 0.0,
        };
        let record = &self.records[record];
        hint + f64::from(rank::class_weight(record.kind, record.level))
    }

    /// What each record has in common with a plan; without `some` only those that hold all of it
    /// are looked at closely.
    pub(super) fn common(&self, plan: &Plan, some: bool) -> tantivy::Result<Vec<Common>> {
        let mut out = self.shares(plan)?;
        let words = plan.words.iter();
        let asked: BTreeSet<String> = words.flat_map(|word| units(&word.text)).collect();
        if some {
            for (record, like) in self.wordings.alike(plan) {
                out[record].wording = like;
            }
        }
        for (record, common) in out.iter_mut().enumerate() {
            if some || common.whole {
                common.name = self.names.likeness(record, &asked);
            }
        }
        Ok(out)
    }

    /// What each record holds of a plan.
    fn shares(&self, plan: &Plan) -> tantivy::Result<Vec<Common>> {
        let own: Shelf<'_> = (&self.fields.searched[..rank::OWN_FIELDS], &self.own);
        let searched: Shelf<'_> = (&self.fields.searched, &self.own);
        let notes: Shelf<'_> = (std::slice::from_ref(&self.fields.notes), &self.notes);
        let mut out = vec![Common::default(); self.records.len()];
        let mut all = 0.0;
        for unit in plan.words.iter().flat_map(|word| &word.units) {
            let anywhere = self.records_of(holding(unit, &[searched, notes]))?;
            #[allow(clippy::cast_precision_loss)]
            let weight = unit.weight as f64;
            let value = weight * rank::idf(self.records.len() as u64, anywhere.len() as u64);
            all += value;
            for record in anywhere {
                out[record].held += value;
            }
            for record in self.records_of(holding(unit, &[own]))? {
                out[record].own += value;
            }
        }
        for common in &mut out {
            // Sums of the same numbers in the same order.
            #[allow(clippy::float_cmp)]
            let whole = common.held > 0.0 && common.held == all;
            common.whole = whole;
            common.held /= all.max(f64::MIN_POSITIVE);
            common.own /= all.max(f64::MIN_POSITIVE);
        }
        Ok(out)
    }
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;

    fn records(titles: &[&str]) -> Vec<Record> {
        let record = |title: &&str| Record {
            title: (*title).to_owned(),
            text: (*title).to_owned(),
            kind: Kind::Concept,
            ..Record::default()
        };
        titles.iter().map(record).collect()
    }

    fn found(records: Vec<Record>, query: &str) -> Vec<usize> {
        let index = SearchIndex::build(records).expect("an index");
        let hits = index.partial(query, &index.plan(query), true);
        hits.expect("hits").iter().map(|hit| hit.record).collect()
    }

    #[test]
    fn a_title_is_like_a_query_by_what_is_rare() {
        let names = Names::new(&records(&[
            "客户的特征",
            "客户的类型",
            "客户的含义",
            "大客户的特征",
        ]));
        let like = |record| names.likeness(record, &units("客户有什么特点"));
        assert!(like(0) > like(1), "特 is rare, 型 is not in the query");
        assert!(
            like(0) > like(3),
            "the longer title says more that was not asked"
        );
        assert!((names.likeness(0, &units("客户的特征")) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_record_is_as_like_as_that_name_which_is_most_like() {
        let mut records = records(&["交互式语音应答", "语音信箱"]);
        records[0].aliases = vec!["IVR".to_owned()];
        let names = Names::new(&records);
        assert!(names.likeness(0, &units("ivr")) > 0.9);
        assert!(names.likeness(1, &units("ivr")) < 0.1);
    }

    #[test]
    fn what_shares_most_of_a_question_comes_first() {
        let titles = [
            "客户关系管理的内涵",
            "客户关系管理的任务",
            "大客户",
            "客户",
            "教学方法",
        ];
        let found = |query| found(records(&titles), query);
        assert_eq!(found("客户关系管理主要要完成什么任务")[0], 1);
        assert_eq!(found("大客户为什么会跑掉")[0], 2);
    }

    #[test]
    fn what_is_there_by_chance_is_not_shown() {
        let titles = [
            "异议产生的原因",
            "渠道冲突的原因",
            "客户服务的作用",
            "窜货",
            "返利",
            "客户满意度",
        ];
        let found = |query| found(records(&titles), query);
        assert_eq!(found("火山爆发的原因"), [] as [usize; 0]);
        assert_eq!(found("光合作用"), [] as [usize; 0]);
        assert_eq!(found("窜货屡禁不止厂家怎么办")[0], 3, "it names a concept");
    }

    #[test]
    fn own_words_count_more_than_what_we_say() {
        let mut all = records(&["会员制", "积分", "窜货", "返利", "呼叫中心", "异议"]);
        all[0].notes = "把客户按消费分级来管理".to_owned();
        all[1].text = "把客户按消费分级来管理".to_owned();
        assert_eq!(found(all, "把客户按消费分级到底好不好"), [1, 0]);
    }
}
