//! Terms, which we explain, among the concepts, which are printed.
//!
//! A student who asks for 大客户流失 wants the place that teaches it, 大客户流失的原因及维系方法,
//! and what it is. So a term whose home is a concept that is named after it is no second
//! record beside that: the printed title stays, the term's names become aliases, what we say
//! of it becomes notes. Only a term that its home does not name is a record of its own.

use super::markdown::plain;
use super::record::{Kind, Record};
use super::text::key;
use crate::catalog::model::{Catalog, ItemRef, Term};

/// Joins the terms with the records of the concepts that are named after them; gives those
/// that are left, as records of their own.
pub fn join(catalog: &Catalog, concepts: &mut [Record]) -> Vec<Record> {
    let mut left = Vec::new();
    // Where a place explains several, 窜货 comes before 窜货的控制.
    let mut terms: Vec<&Term> = catalog.terms.iter().collect();
    terms.sort_by_key(|term| term.title.chars().count());
    for term in terms {
        let home = term.taught.first().map(ItemRef::url);
        let named = |concept: &&mut Record| {
            Some(&concept.url) == home.as_ref() && is_named_after(concept, term)
        };
        match concepts.iter_mut().find(named) {
            Some(concept) => explain(concept, term),
            None => left.push(of_term(term, catalog)),
        }
    }
    left
}

/// Whether a good part of the title is a name of the term, be it in other order or with
/// something between: 窜货的控制 in 窜货的原因和控制措施.
fn is_named_after(concept: &Record, term: &Term) -> bool {
    let title = key(&concept.title);
    let mut names = names(term).map(|name| key(name));
    names.any(|name| {
        let much = name.chars().count() * MUCH_OF_TITLE >= title.chars().count();
        much && holds(&title, &name)
    })
}

/// A name is a good part of a title that is at most so many times as long: 呼叫中心 of
/// 应用传统呼叫中心管理网络客户, but not ERP of CRM、SCM、ERP 三者的融合贯通.
const MUCH_OF_TITLE: usize = 4;

/// Whether the title has every character of a name, each as often.
fn holds(title: &str, name: &str) -> bool {
    let mut left: Vec<char> = title.chars().collect();
    let mut take = |c: char| {
        let at = left.iter().position(|other| *other == c);
        at.map(|at| left.swap_remove(at)).is_some()
    };
    !name.is_empty() && name.chars().all(&mut take)
}

/// What a term is called in Chinese or for short, the term first.
fn names(term: &Term) -> impl Iterator<Item = &String> {
    std::iter::once(&term.title).chain(&term.aliases)
}

/// What we say of a term. Its English name belongs here: few type it, and every reader would
/// pay for it among the aliases.
fn notes(term: &Term) -> String {
    let english = term.english.iter().map(|name| format!("英文 {name}"));
    let paragraphs = std::iter::once(plain(&term.body)).chain(english);
    paragraphs.collect::<Vec<_>>().join("\n")
}

/// Names of one thing stand together among the aliases, before those that are printed; the
/// title is the first of them where it is the term.
fn explain(concept: &mut Record, term: &Term) {
    let same = key(&concept.title) == key(&term.title);
    let names: Vec<String> = names(term).skip(usize::from(same)).cloned().collect();
    let ours = concept.synonyms.iter().map(|range| range.end).max();
    let at = ours.unwrap_or(1) - 1;
    let printed = concept.aliases.split_off(at);
    let first = if same { 0 } else { at + 1 };
    concept.aliases.extend(names.iter().cloned());
    let end = concept.aliases.len() + 1;
    concept.synonyms.push(first..end);
    concept
        .aliases
        .extend(printed.into_iter().filter(|alias| !names.contains(alias)));
    if !concept.notes.is_empty() {
        concept.notes.push('\n');
    }
    concept.notes += &notes(term);
}

fn of_term(term: &Term, catalog: &Catalog) -> Record {
    let home = term.taught.first();
    let own_page = format!("{}#top", term.page());
    let aliases: Vec<String> = names(term).skip(1).cloned().collect();
    Record {
        kind: Kind::Concept,
        syllabus: home.map(|place| place.syllabus.clone()).unwrap_or_default(),
        unit: home.map_or(0, |place| place.unit),
        title: term.title.clone(),
        synonyms: std::iter::once(0..aliases.len() + 1).collect(),
        aliases,
        breadcrumb: home.map_or_else(|| vec!["概念索引".to_owned()], |p| trail(catalog, p)),
        url: home.map_or(own_page, ItemRef::url),
        text: term.title.clone(),
        notes: notes(term),
        level: 0,
    }
}

/// The names of the syllabus and unit of an item.
fn trail(catalog: &Catalog, place: &ItemRef) -> Vec<String> {
    let Some(syllabus) = catalog.syllabi.iter().find(|s| s.id == place.syllabus) else {
        return Vec::new();
    };
    let unit = syllabus.unit(place.unit).map(|unit| unit.name());
    std::iter::once(syllabus.name()).chain(unit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(title: &str, aliases: &[&str]) -> Term {
        Term {
            id: String::new(),
            title: title.to_owned(),
            aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
            english: None,
            taught: Vec::new(),
            related: Vec::new(),
            body: format!("{title}是……"),
        }
    }

    fn concept(title: &str, aliases: &[&str]) -> Record {
        Record {
            title: title.to_owned(),
            aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
            ..Record::default()
        }
    }

    #[test]
    fn a_title_names_what_it_holds() {
        let named = |title, term: &Term| is_named_after(&concept(title, &[]), term);
        assert!(named("客户满意的内涵", &term("客户满意", &[])));
        assert!(named("CRM系统的特点", &term("CRM 系统", &[])));
        assert!(named("挽回流失客户", &term("客户挽回", &["挽回流失客户"])));
        assert!(named("窜货的原因和控制措施", &term("窜货的控制", &[])));
        assert!(!named("识别客户", &term("客户满意", &[])));
        assert!(!named("CRM、SCM、ERP 三者的融合贯通", &term("ERP", &[])));
    }

    #[test]
    fn names_of_one_thing_stand_together() {
        let mut record = concept("客户满意和忠诚", &["misprint", "忠诚"]);
        explain(&mut record, &term("客户满意", &["顾客满意"]));
        explain(&mut record, &term("客户忠诚", &["忠诚"]));
        assert_eq!(
            record.aliases,
            ["客户满意", "顾客满意", "客户忠诚", "忠诚", "misprint"]
        );
        let groups: Vec<Vec<&str>> = record.names_of_one_thing().collect();
        assert_eq!(groups, [["客户满意", "顾客满意"], ["客户忠诚", "忠诚"]]);
        assert_eq!(record.notes, "客户满意是……\n客户忠诚是……");
        let mut same = concept("客户 满意", &[]);
        explain(&mut same, &term("客户满意", &["顾客满意"]));
        let groups: Vec<Vec<&str>> = same.names_of_one_thing().collect();
        assert_eq!(groups, [["客户 满意", "顾客满意"]]);
    }
}
