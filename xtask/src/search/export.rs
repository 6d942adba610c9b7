//! From the index to the browser's files: the segment is read back, nothing is computed anew.

use std::collections::BTreeMap;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, SegmentReader, TERMINATED};

use super::format::{
    self, Head, SyllabusName, Tables, Terms, TextPart, Texts, Title, VERSION, digits,
};
use super::index::SearchIndex;
use super::rank::{self, FIELDS};
use super::record::{Record, are_small};
use super::text::is_cjk;

/// A file of texts has about this many bytes: a few sections, so that a page of hits brings
/// little that it does not show.
const TEXT_PART: usize = 8 * 1024;
/// A shard of terms has about this many bytes before compression.
const SHARD: usize = 8 * 1024;

/// A file to write, relative to the search folder, its name without hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Name with its content's hash.
    pub name: String,
    /// Contents.
    pub bytes: Vec<u8>,
}

impl File {
    /// A file whose name carries the hash of its content: a cache can keep it for ever, and
    /// files of two builds never mix.
    pub fn hashed(stem: &str, extension: &str, bytes: Vec<u8>) -> Self {
        let name = format!("{stem}-{:08x}.{extension}", fnv1a(&bytes));
        Self { name, bytes }
    }
}

/// FNV-1a, 64 bits folded to 32: names files, guards nothing.
fn fnv1a(bytes: &[u8]) -> u32 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in bytes {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    #[allow(clippy::cast_possible_truncation)]
    let folded = (hash ^ (hash >> 32)) as u32;
    folded
}

/// What the export gives: the file to load first, and those it may ask for.
#[derive(Debug)]
pub struct Exported {
    /// Head, terms and, when they are small, texts.
    pub index: File,
    /// What may be fetched later: lazy tables and further texts.
    pub later: Vec<File>,
}

/// Reads the index back and lays it out; `starts` are queries to propose, `readings` is the script that uses the tables.
///
/// # Errors
/// When the segment cannot be read.
pub fn export(
    index: &SearchIndex,
    syllabi: &[SyllabusName],
    starts: Vec<String>,
    readings: &File,
) -> tantivy::Result<Exported> {
    let (parts, texts) = texts(index.records());
    let (tables, mut later) = tables(index, readings)?;
    let shards = if are_small(index.records()) {
        Vec::new()
    } else {
        shards(index)?
    };
    let names = shards.iter().map(|shard| shard.name.clone()).collect();
    later.extend(shards);
    let head = Head {
        starts,
        ..head(index, syllabi, (tables, names), parts)?
    };
    let mut script = statement(&head)?;
    for (content, name) in texts {
        if name.is_empty() {
            script += &content;
        } else {
            let bytes = content.into_bytes();
            later.push(File { name, bytes });
        }
    }
    let index = File::hashed("index", "js", script.into_bytes());
    Ok(Exported { index, later })
}

/// The tables that only some queries need, and their names.
fn tables(index: &SearchIndex, readings: &File) -> tantivy::Result<(Tables, Vec<File>)> {
    let lexicon = index.lexicon();
    let (from, to) = lexicon.forms.pairs();
    let sounds = format::Sounds {
        version: VERSION,
        kind: "sounds",
        groups: lexicon.sounds.groups(),
    };
    let forms = format::Forms {
        version: VERSION,
        kind: "forms",
        from,
        to,
    };
    let sounds = File::hashed("sounds", "js", statement(&sounds)?.into_bytes());
    let forms = File::hashed("forms", "js", statement(&forms)?.into_bytes());
    let names = Tables {
        sounds: sounds.name.clone(),
        forms: forms.name.clone(),
        readings: readings.name.clone(),
    };
    Ok((names, vec![sounds, forms]))
}

fn statement(chunk: &impl serde::Serialize) -> tantivy::Result<String> {
    format::statement(chunk).map_err(|e| tantivy::TantivyError::InternalError(e.to_string()))
}

/// The texts in parts, each with the script that brings it and its file name (empty: inline).
fn texts(records: &[Record]) -> (Vec<TextPart>, Vec<(String, String)>) {
    if are_small(records) {
        let whole = records.iter().map(|record| record.text.clone()).collect();
        let part = TextPart {
            first: 0,
            count: records.len(),
            file: String::new(),
        };
        return (vec![part], vec![(text_script(0, whole), String::new())]);
    }
    let stored: Vec<String> = records.iter().map(stored_text).collect();
    let (mut parts, mut scripts) = (Vec::new(), Vec::new());
    let mut first = 0;
    while first < stored.len() {
        let mut size = 0;
        let fits = |text: &&String| {
            let fits = size < TEXT_PART;
            size += text.len();
            fits
        };
        let part: Vec<String> = stored[first..].iter().take_while(fits).cloned().collect();
        let count = part.len();
        let script = text_script(first, part);
        let file = File::hashed("text", "js", script.clone().into_bytes()).name;
        parts.push(TextPart {
            first,
            count,
            file: file.clone(),
        });
        scripts.push((script, file));
        first += count;
    }
    (parts, scripts)
}

fn text_script(first: usize, texts: Vec<String>) -> String {
    let chunk = Texts {
        version: VERSION,
        kind: "texts",
        first,
        texts,
    };
    format::statement(&chunk).unwrap_or_default()
}

/// A text without the title it begins with; a tab then stands for the title.
fn stored_text(record: &Record) -> String {
    match record.text.strip_prefix(record.title.as_str()) {
        Some(rest) => format!("\t{rest}"),
        None => record.text.clone(),
    }
}

fn titles(records: &[Record]) -> Vec<Title> {
    let small = are_small(records);
    let title = |record: &Record| {
        if small && record.text.starts_with(&record.title) {
            Title::OfText(record.title.encode_utf16().count())
        } else {
            Title::Words(record.title.clone())
        }
    };
    records.iter().map(title).collect()
}

fn head(
    index: &SearchIndex,
    syllabi: &[SyllabusName],
    (tables, shards): (Tables, Vec<String>),
    texts: Vec<TextPart>,
) -> tantivy::Result<Head> {
    let records = index.records();
    let mut averages = Vec::new();
    let mut lengths = Vec::new();
    if let Some(segment) = index.segment() {
        for field in index.searched_fields() {
            let total = segment.inverted_index(*field)?.total_num_tokens();
            #[allow(clippy::cast_precision_loss)]
            averages.push(total as f32 / segment.max_doc() as f32);
            if !are_small(records) {
                lengths.push(field_lengths(segment, *field)?);
            }
        }
    }
    let (crumbs, crumb) = intern(records.iter().map(|r| r.breadcrumb.clone()));
    let split = |r: &Record| match r.url.split_once('#') {
        Some((page, anchor)) => (page.to_owned(), anchor.to_owned()),
        None => (r.url.clone(), String::new()),
    };
    let (pages, page) = intern(records.iter().map(|r| split(r).0));
    let number = |id: &str| {
        syllabi
            .iter()
            .position(|s| s.id == id)
            .map_or(0, |i| i as u64 + 1)
    };
    Ok(Head {
        version: VERSION,
        kind: "head",
        records: records.len(),
        params: rank::params(),
        syllabi: syllabi.to_vec(),
        averages,
        lengths,
        kinds: digits(records.iter().map(kind_number)),
        levels: digits(
            records
                .iter()
                .map(|r| u64::from(r.level.min(rank::MAX_LEVEL))),
        ),
        syllabus: digits(records.iter().map(|r| number(&r.syllabus))),
        unit: digits(records.iter().map(|r| u64::from(r.unit))),
        titles: titles(records),
        aliases: (0..records.len())
            .filter(|i| !records[*i].aliases.is_empty())
            .map(|i| (i, records[i].aliases.clone()))
            .collect(),
        crumbs,
        crumb,
        pages,
        page,
        anchors: records.iter().map(|r| split(r).1).collect(),
        synonyms: index.lexicon().synonyms.clone(),
        starts: Vec::new(),
        shards,
        tables,
        texts,
    })
}

fn kind_number(record: &Record) -> u64 {
    rank::KINDS
        .iter()
        .position(|kind| *kind == record.kind)
        .unwrap_or(0) as u64
}

/// Distinct values in order of first use, and the index of each value.
fn intern<T: Ord + Clone>(values: impl Iterator<Item = T>) -> (Vec<T>, String) {
    let mut distinct = Vec::new();
    let mut known: BTreeMap<T, u64> = BTreeMap::new();
    let mut numbers = Vec::new();
    for value in values {
        let number = *known.entry(value.clone()).or_insert_with(|| {
            distinct.push(value);
            distinct.len() as u64 - 1
        });
        numbers.push(number);
    }
    (distinct, digits(numbers))
}

/// Lengths as BM25 sees them: quantised by tantivy to a byte, decoded here, so that the
/// browser needs no table.
fn field_lengths(
    segment: &SegmentReader,
    field: tantivy::schema::Field,
) -> tantivy::Result<String> {
    let norms = segment.get_fieldnorms_reader(field)?;
    Ok(digits((0..segment.max_doc()).map(|doc| {
        u64::from(FieldNormReader::id_to_fieldnorm(norms.fieldnorm_id(doc)))
    })))
}

/// Per field, the records and frequencies of a token.
type TokenPostings = [Vec<(u32, u32)>; FIELDS.len()];

/// The terms in shards by the first character of the token, so that a run of characters
/// needs few files and everything that begins with a character stands in one.
fn shards(index: &SearchIndex) -> tantivy::Result<Vec<File>> {
    let all = read_postings(index)?;
    let postings: usize = all.values().flatten().map(Vec::len).sum();
    // A posting takes about two characters, a token with its counts about ten.
    let count = (postings * 2 + all.len() * 10).div_ceil(SHARD).max(1);
    let mut shards: Vec<BTreeMap<&Vec<u16>, &TokenPostings>> = vec![BTreeMap::new(); count];
    for (units, fields) in &all {
        let token = String::from_utf16_lossy(units);
        let first = token.chars().next().map_or(0, u32::from) as usize;
        shards[first % count].insert(units, fields);
    }
    let files = shards.iter().enumerate().map(|(number, shard)| {
        let script = statement(&terms(number, shard))?;
        Ok(File::hashed("terms", "js", script.into_bytes()))
    });
    files.collect()
}

fn terms(shard: usize, tokens: &BTreeMap<&Vec<u16>, &TokenPostings>) -> Terms {
    let (mut words, mut han) = (String::new(), String::new());
    let (mut counts, mut postings) = (String::new(), String::new());
    let mut first = None;
    for (units, fields) in tokens {
        let token = String::from_utf16_lossy(units);
        push_token(&token, &mut words, &mut han, &mut first);
        for list in *fields {
            format::push_number(&mut counts, list.len() as u64);
            push_list(&mut postings, list);
        }
    }
    Terms {
        version: VERSION,
        kind: "terms",
        shard,
        words,
        han,
        counts,
        postings,
    }
}

fn push_list(out: &mut String, list: &[(u32, u32)]) {
    let mut before = 0;
    for (doc, frequency) in list {
        let gap = u64::from(*doc) - before;
        before = u64::from(*doc);
        format::push_number(out, gap * 2 + u64::from(*frequency > 1));
        if *frequency > 1 {
            format::push_number(out, u64::from(*frequency) - 2);
        }
    }
}

fn push_token(token: &str, words: &mut String, han: &mut String, first: &mut Option<char>) {
    let mut chars = token.chars();
    let Some(head) = chars.next() else { return };
    if !is_cjk(head) {
        if !words.is_empty() {
            words.push('\n');
        }
        words.push_str(token);
        return;
    }
    if *first != Some(head) {
        if first.is_some() {
            han.push('\n');
        }
        han.push(head);
        *first = Some(head);
    }
    han.push(chars.next().unwrap_or('.'));
}

/// Every token of every searched field, in the order of UTF-16 units with CJK last.
fn read_postings(index: &SearchIndex) -> tantivy::Result<BTreeMap<Vec<u16>, TokenPostings>> {
    let mut all: BTreeMap<Vec<u16>, TokenPostings> = BTreeMap::new();
    let Some(segment) = index.segment() else {
        return Ok(all);
    };
    for (number, field) in index.searched_fields().iter().enumerate() {
        let inverted = segment.inverted_index(*field)?;
        let mut stream = inverted.terms().stream()?;
        while stream.advance() {
            let token = String::from_utf8_lossy(stream.key());
            let units = token.encode_utf16().collect();
            let mut list = inverted
                .read_postings_from_terminfo(stream.value(), IndexRecordOption::WithFreqs)?;
            let into = &mut all.entry(units).or_default()[number];
            while list.doc() != TERMINATED {
                into.push((list.doc(), list.term_freq()));
                list.advance();
            }
        }
    }
    Ok(all)
}
