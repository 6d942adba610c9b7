//! Records that do not hold all words of a query themselves: which of them tell of what is asked, and
//! in which order.
//!
//! Who asks in a whole sentence says words that no syllabus has (到底, 才有效果), and others for the
//! same thing (特点 for 特征). So nothing is demanded of a record; it is weighed by four things that it
//! has in common with the query, every one a share from 0 to 1, every character as telling as it is
//! rare: what it holds of it at all, its notes included, what it holds in its own words, how alike one
//! of its names is, and how alike a wording of its notes (问法) is; words of the [`super::thesaurus`] count
//! nearly as those that they stand for. The weights stand in [`rank`]. What
//! then comes first may still be there by chance; [`rank::ENOUGH`] says when it is shown. The
//! browser does the same (`theme/search/partial.js`).

use std::collections::BTreeSet;
use std::ops::Range;

use super::clauses::{Clause, Shelf, all, holding};
use super::index::{Hit, SearchIndex};
use super::likeness::Rarity;
use super::query::{self, Plan, Unit};
use super::rank::{self, ENOUGH, HELD, HELD_OWN, NAMED_ALIKE, WORDING, WORTH};
use super::record::{Kind, Record};
use super::text::{self, Piece};
use super::thesaurus::Thesaurus;

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
    pub fn new(records: &[Record], thesaurus: &Thesaurus) -> Self {
        let cut = |record: &Record| {
            let names = record.names().map(|name| units(&thesaurus.read(name)));
            names.collect()
        };
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

/// A place in a word, the records that have another word for it anywhere, and in their own words.
type Others = (Range<usize>, BTreeSet<usize>, BTreeSet<usize>);

/// The records that hold every pair of a word.
fn in_one_piece(word: &str, shelves: &[Shelf<'_>]) -> Clause {
    let chars: Vec<char> = word.chars().collect();
    let pairs = (1..chars.len()).map(|i| Unit {
        tokens: vec![text::pair(&chars, i - 1)],
        ..Unit::default()
    });
    let clauses: Option<Vec<_>> = pairs.map(|unit| holding(&unit, shelves)).collect();
    all(clauses?)
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
        let asked: BTreeSet<String> = words
            .flat_map(|word| units(&self.thesaurus.read(&word.text)))
            .collect();
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

    /// For each word of the thesaurus in a text, its place among the characters, and the records that
    /// have another word of its group, anywhere and in their own words.
    fn others(&self, text: &str) -> tantivy::Result<Vec<Others>> {
        let mut out = Vec::new();
        for (place, others) in self.thesaurus.others_in(text) {
            let (mut by_any, mut by_own) = (BTreeSet::new(), BTreeSet::new());
            for other in others {
                let [own, searched, notes] = self.shelves_of_records();
                by_any.extend(self.records_of(in_one_piece(other, &[searched, notes]))?);
                by_own.extend(self.records_of(in_one_piece(other, &[own]))?);
            }
            out.push((place, by_any, by_own));
        }
        Ok(out)
    }

    /// The records' own words, these with where they stand, and the notes.
    fn shelves_of_records(&self) -> [Shelf<'_>; 3] {
        [
            (&self.fields.searched[..rank::OWN_FIELDS], &self.own),
            (&self.fields.searched, &self.own),
            (std::slice::from_ref(&self.fields.notes), &self.notes),
        ]
    }

    /// What each record holds of a plan.
    fn shares(&self, plan: &Plan) -> tantivy::Result<Vec<Common>> {
        let [own, searched, notes] = self.shelves_of_records();
        let mut out = vec![Common::default(); self.records.len()];
        let mut all = 0.0;
        for word in &plan.words {
            let others = self.others(&word.text)?;
            for (place, unit) in word.units.iter().enumerate() {
                let anywhere = self.records_of(holding(unit, &[searched, notes]))?;
                let here = self.records_of(holding(unit, &[own]))?;
                #[allow(clippy::cast_precision_loss)]
                let weight = unit.weight as f64;
                let value = weight * rank::idf(self.records.len() as u64, anywhere.len() as u64);
                let nearly = value * f64::from(rank::SYNONYM);
                all += value;
                let other = others.iter().find(|(range, _, _)| range.contains(&place));
                if let Some((_, by_any, by_own)) = other {
                    for record in by_any.difference(&anywhere) {
                        out[*record].held += nearly;
                    }
                    for record in by_own.difference(&here) {
                        out[*record].own += nearly;
                    }
                }
                for record in anywhere {
                    out[record].held += value;
                }
                for record in here {
                    out[record].own += value;
                }
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
        let index = SearchIndex::build(records, &[]).expect("an index");
        let hits = index.partial(query, &index.plan(query), true);
        hits.expect("hits").iter().map(|hit| hit.record).collect()
    }

    #[test]
    fn a_title_is_like_a_query_by_what_is_rare() {
        let names = Names::new(
            &records(&["客户的特征", "客户的类型", "客户的含义", "大客户的特征"]),
            &Thesaurus::default(),
        );
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
        let names = Names::new(&records, &Thesaurus::default());
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
    fn everyday_words_stand_for_those_of_the_title() {
        let group = |words: &str| words.split(' ').map(str::to_owned).collect();
        let mut records = records(&["渠道冲突", "客户流失", "窜货"]);
        records[2].notes = "经销商跨区卖货".to_owned();
        let first = |groups: &[Vec<String>]| {
            let index = SearchIndex::build(records.clone(), groups).expect("an index");
            let query = "渠道闹矛盾";
            let hits = index.partial(query, &index.plan(query), true);
            hits.expect("hits").first().map(|hit| hit.record)
        };
        assert_eq!(first(&[]), None, "two of five characters are not enough");
        assert_eq!(first(&[group("冲突 闹矛盾")]), Some(0));
    }

    #[test]
    fn own_words_count_more_than_what_we_say() {
        let mut all = records(&["会员制", "积分", "窜货", "返利", "呼叫中心", "异议"]);
        all[0].notes = "把客户按消费分级来管理".to_owned();
        all[1].text = "把客户按消费分级来管理".to_owned();
        assert_eq!(found(all, "把客户按消费分级到底好不好"), [1, 0]);
    }
}
