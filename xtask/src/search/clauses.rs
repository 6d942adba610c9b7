//! The tantivy query that a plan becomes; what it is made of and why stands in [`rank`].

use std::collections::BTreeMap;
use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{BooleanQuery, BoostQuery, ConstScoreQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use super::query::{Plan, Unit, Word};
use super::rank::{
    self, BEGINS, BUT_FILLER, EXACT_ALIAS, EXACT_TITLE, FIELDS, FULL, FULL_NAME, FieldWeight, HEAD,
    HINTED, IN_ONE_PIECE, KINDS, LITTLE_ELSE, MAX_LEVEL, NAMING_FIELDS, PREFIX, class_weight,
};
use super::text::is_cjk;

/// So many pairs of characters make a table of some 10 kB.
const FREQUENT: usize = 5_000;

/// Every token of some fields with the number of records that hold it, in the field where
/// it is rarest.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// Counts by token.
    pub tokens: BTreeMap<String, u64>,
    /// Number of records.
    pub records: u64,
}

impl Vocabulary {
    /// In how many records a token stands; 0 for unknown.
    pub fn doc_freq(&self, token: &str) -> u64 {
        self.tokens.get(token).copied().unwrap_or(0)
    }

    /// The tokens that a browser has at hand to read pinyin by, and both must read alike: all
    /// of a small book, of others the most frequent.
    pub fn at_hand(&self, small: bool) -> Vec<&str> {
        let mut tokens: Vec<(&str, u64)> = self.tokens.iter().map(|(t, n)| (&**t, *n)).collect();
        if !small {
            tokens.retain(|(token, _)| {
                token.chars().count() == 2 && token.chars().next().is_some_and(is_cjk)
            });
            tokens.sort_by_key(|(token, count)| (std::cmp::Reverse(*count), *token));
            tokens.truncate(FREQUENT);
        }
        tokens.into_iter().map(|(token, _)| token).collect()
    }

    /// Those of a unit's tokens that are known.
    pub fn of_unit<'a>(&'a self, unit: &Unit) -> Vec<&'a str> {
        let known = unit.tokens.iter().map(|t| self.tokens.get_key_value(t));
        let mut out: Vec<&str> = known.flatten().map(|(token, _)| token.as_str()).collect();
        if let Some(prefix) = &unit.prefix {
            out.extend(self.with_prefix(prefix));
        }
        out
    }

    /// The tokens that begin so.
    pub fn with_prefix<'a>(&'a self, prefix: &str) -> impl Iterator<Item = &'a str> {
        self.tokens
            .range::<str, _>((Bound::Included(prefix), Bound::Unbounded))
            .map(|(token, _)| token.as_str())
            .take_while(move |token| token.starts_with(prefix))
    }
}

/// The fields of the schema, in the order of [`FIELDS`], and those that only score.
#[derive(Debug, Clone)]
pub struct Fields {
    /// Searched fields.
    pub searched: Vec<Field>,
    /// Key of the title.
    pub title_key: Field,
    /// Keys of the aliases.
    pub alias_key: Field,
    /// The token the title begins with.
    pub head: Field,
    /// What the title begins with, as keys.
    pub begins: Field,
    /// How many characters the title's key has.
    pub size: Field,
    /// Kind and level.
    pub class: Field,
    /// What we say of a record.
    pub notes: Field,
}

impl Fields {
    /// The searched fields without the aliases, which no reader sees.
    pub fn shown(&self) -> Vec<Field> {
        let numbered = self.searched.iter().enumerate();
        let shown = numbered.filter(|(number, _)| *number != rank::ALIASES);
        shown.map(|(_, field)| *field).collect()
    }
}

/// What tantivy is asked: which records, and what they may score by.
///
/// Each score is a query of its own, so that they can be added in double precision as the
/// browser adds them: in single precision the sum depends on the order, and with it what is
/// as good as what.
pub struct Asked {
    /// The records that answer.
    pub required: Box<dyn Query>,
    /// Their scores, to be added.
    pub scores: Vec<Box<dyn Query>>,
}

impl Asked {
    /// Both as one query, whose scores tantivy can explain.
    pub fn into_query(self) -> BooleanQuery {
        let required = (Occur::Must, constant(self.required, 0.0));
        let scores = self.scores.into_iter().map(|query| (Occur::Should, query));
        BooleanQuery::new(std::iter::once(required).chain(scores).collect())
    }
}

/// What a plan asks of tantivy of the records that are `required`.
pub fn asked(
    plan: &Plan,
    fields: &Fields,
    vocabulary: &Vocabulary,
    required: Box<dyn Query>,
) -> Asked {
    let maker = Maker {
        plan,
        fields,
        vocabulary,
    };
    let mut scores: Vec<Box<dyn Query>> = Vec::new();
    let mut score = |query: Box<dyn Query>| scores.push(query);
    maker.token_scores().into_iter().for_each(&mut score);
    maker.prefix_scores().into_iter().for_each(&mut score);
    let keys = |field| any(plan.keys.iter().map(|key| term(field, key)).collect());
    for (field, bonus) in [
        (fields.title_key, EXACT_TITLE),
        (fields.alias_key, EXACT_ALIAS),
    ] {
        score(constant(keys(field), bonus * BUT_FILLER));
        if let Some(typed) = plan.keys.first() {
            score(constant(term(field, typed), bonus * (1.0 - BUT_FILLER)));
        }
    }
    score(constant(keys(fields.begins), BEGINS));
    let sizes = (1..=rank::little_else(plan.asked)).map(|n| term(fields.size, &n.to_string()));
    if let Some(full) = maker
        .full(&fields.searched[..NAMING_FIELDS])
        .filter(|_| plan.hints.is_empty())
        && let Some(little_else) = all(vec![full, any(sizes.collect())])
    {
        score(constant(little_else, LITTLE_ELSE));
    }
    if !plan.hints.is_empty() {
        let hints = plan.hints.iter().map(|hint| term(fields.searched[0], hint));
        score(constant(any(hints.collect()), HINTED));
    }
    if let Some(full) = maker.full(&fields.searched[..NAMING_FIELDS]) {
        score(constant(full, FULL_NAME));
    }
    if let Some(full) = maker.full(&fields.searched) {
        score(constant(full, FULL));
    }
    if let Some(pairs) = maker.in_one_piece() {
        score(constant(pairs, IN_ONE_PIECE));
    }
    if let Some((first, _)) = plan.terms.first() {
        score(constant(term(fields.head, first), HEAD));
    }
    for kind in KINDS {
        for level in 0..=MAX_LEVEL {
            let class = term(fields.class, &format!("{kind:?}:{level}"));
            score(constant(class, class_weight(kind, level)));
        }
    }
    Asked { required, scores }
}

/// The records that hold every character of every word, each in one of the fields of one of
/// the shelves; `None` when there can be none.
pub fn whole_query(words: &[Word], shelves: &[Shelf<'_>]) -> Clause {
    let units = words.iter().flat_map(|word| &word.units);
    let clauses = units.map(|unit| holding(unit, shelves));
    all(clauses.collect::<Option<_>>()?)
}

/// Fields with the vocabulary that they share.
pub type Shelf<'a> = (&'a [Field], &'a Vocabulary);

/// The records that cover a unit.
pub(super) fn holding(unit: &Unit, shelves: &[Shelf<'_>]) -> Clause {
    let mut terms = Vec::new();
    for (fields, vocabulary) in shelves {
        for token in vocabulary.of_unit(unit) {
            terms.extend(fields.iter().map(|field| term(*field, token)));
        }
    }
    (!terms.is_empty()).then(|| any(terms))
}

struct Maker<'a> {
    plan: &'a Plan,
    fields: &'a Fields,
    vocabulary: &'a Vocabulary,
}

/// A part of a query; `None` where nothing can answer it.
pub type Clause = Option<Box<dyn Query>>;

impl Maker<'_> {
    fn searched(&self) -> [Shelf<'_>; 1] {
        [(&self.fields.searched, self.vocabulary)]
    }

    /// Every unit of every word in these fields.
    fn full(&self, fields: &[Field]) -> Clause {
        whole_query(&self.plan.words, &[(fields, self.vocabulary)])
    }

    /// Every token that counts fully, each in any field.
    fn in_one_piece(&self) -> Clause {
        let tokens = self.plan.terms.iter().filter(|(_, weight)| *weight >= 1.0);
        let clauses: Option<Vec<_>> = tokens
            .map(|(token, _)| {
                let unit = Unit {
                    tokens: vec![token.clone()],
                    ..Unit::default()
                };
                holding(&unit, &self.searched())
            })
            .collect();
        all(clauses?)
    }

    /// BM25 of each token in each field, divided by the tokens' summed idf.
    fn token_scores(&self) -> Vec<Box<dyn Query>> {
        let known: Vec<(&str, f32, f64)> = self
            .plan
            .terms
            .iter()
            .map(|(token, weight)| (token.as_str(), *weight, self.vocabulary.doc_freq(token)))
            .filter(|(_, _, df)| *df > 0)
            .map(|(token, weight, df)| (token, weight, rank::idf(self.vocabulary.records, df)))
            .collect();
        let sum: f64 = known
            .iter()
            .map(|(_, weight, idf)| f64::from(*weight) * idf)
            .sum();
        let mut out: Vec<Box<dyn Query>> = Vec::new();
        for (token, weight, _) in &known {
            for (
                field,
                FieldWeight {
                    weight: of_field, ..
                },
            ) in std::iter::zip(&self.fields.searched, FIELDS)
            {
                #[allow(clippy::cast_possible_truncation)]
                let boost = (f64::from(*weight) * f64::from(of_field) / sum) as f32;
                let with_freqs = TermQuery::new(
                    Term::from_field_text(*field, token),
                    IndexRecordOption::WithFreqs,
                );
                out.push(Box::new(BoostQuery::new(Box::new(with_freqs), boost)));
            }
        }
        out
    }

    /// A constant for every field that holds a token which begins like an unfinished one.
    fn prefix_scores(&self) -> Vec<Box<dyn Query>> {
        let units = self.plan.words.iter().flat_map(|word| &word.units);
        let prefixes = units.filter_map(|unit| unit.prefix.as_ref());
        let mut out = Vec::new();
        for prefix in prefixes {
            let tokens: Vec<&str> = self.vocabulary.with_prefix(prefix).collect();
            if tokens.is_empty() {
                continue;
            }
            for (field, FieldWeight { weight, .. }) in std::iter::zip(&self.fields.searched, FIELDS)
            {
                let terms = tokens.iter().map(|token| term(*field, token)).collect();
                out.push(constant(any(terms), PREFIX * weight));
            }
        }
        out
    }
}

pub(super) fn term(field: Field, text: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(
        Term::from_field_text(field, text),
        IndexRecordOption::Basic,
    ))
}

pub(super) fn constant(query: Box<dyn Query>, score: f32) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, score))
}

pub(super) fn any(queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    Box::new(BooleanQuery::union(queries))
}

pub(super) fn all(queries: Vec<Box<dyn Query>>) -> Clause {
    (!queries.is_empty()).then(|| Box::new(BooleanQuery::intersection(queries)) as Box<dyn Query>)
}
