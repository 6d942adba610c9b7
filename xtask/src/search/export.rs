//! From the index to the browser's files: the segment is read back, nothing is computed anew.

use std::collections::BTreeMap;

use tantivy::SegmentReader;
use tantivy::fieldnorm::FieldNormReader;

use super::format::{
    self, BEFORE_ALIAS, BETWEEN_TEXTS, Head, Notes, NotesHead, SyllabusName, Tables, TextPart,
    Texts, Title, VERSION, digits,
};
use super::index::SearchIndex;
use super::rank;
use super::record::{Record, are_small, notes_are_few};
use super::shards;
use crate::parallel;

/// A file of texts has about this many bytes: a few sections, so that a page of hits brings
/// little that it does not show.
const TEXT_PART: usize = 8 * 1024;
/// A shard of terms has about this many bytes before compression.
const SHARD: usize = 8 * 1024;
/// One of the terms of notes; less, because a reader who has found something fetches them too.
const NOTES_SHARD: usize = 4 * 1024;
/// A part of notes that are few: what a browser cuts in one go without keeping a reader waiting.
const NOTES_PART: usize = 64 * 1024;

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

/// Scripts that only some books or queries need.
#[derive(Debug)]
pub struct Scripts<'a> {
    /// The script that uses the tables.
    pub readings: &'a File,
    /// The script that looks into the notes.
    pub notes: &'a File,
    /// What reads terms in shards; it comes with the index where there are any.
    pub shards: &'a str,
}

/// What the export gives: the file to load first, and those it may ask for.
#[derive(Debug)]
pub struct Exported {
    /// Head, terms and, when they are small, texts.
    pub index: File,
    /// What may be fetched later: lazy tables and further texts.
    pub later: Vec<File>,
}

/// Reads the index back and lays it out; `starts` are queries to propose.
///
/// # Errors
/// When the segment cannot be read.
pub fn export(
    index: &SearchIndex,
    syllabi: &[SyllabusName],
    starts: Vec<String>,
    scripts: &Scripts<'_>,
) -> tantivy::Result<Exported> {
    let (shards, (parts, texts)) = parallel::both(|| terms(index), || texts(index.records()));
    let shards = shards?;
    let (tables, mut later) = tables(index, scripts.readings)?;
    let names: Vec<String> = shards.iter().map(|shard| shard.name.clone()).collect();
    later.extend(shards);
    let (notes, files) = notes(index, scripts.notes)?;
    later.extend(files);
    let head = Head {
        starts,
        notes,
        ..head(index, syllabi, (tables, names), parts)?
    };
    let sharded = !head.shards.is_empty() || head.notes.shards > 0;
    let mut script = if sharded {
        scripts.shards.to_owned()
    } else {
        String::new()
    };
    script += &statement(&head)?;
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

/// The shards of the terms; none where the texts come with the head.
fn terms(index: &SearchIndex) -> tantivy::Result<Vec<File>> {
    if are_small(index.records()) {
        return Ok(Vec::new());
    }
    let tokens = shards::tokens(index, &index.fields().searched)?;
    let scripts = shards::shards(&tokens, "terms", SHARD)?.into_iter();
    let file = |script: String| File::hashed("terms", "js", script.into_bytes());
    Ok(scripts.map(file).collect())
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
    let mut names = Tables {
        sounds: sounds.name.clone(),
        forms: forms.name.clone(),
        readings: readings.name.clone(),
        pairs: String::new(),
    };
    let mut files = vec![sounds, forms];
    if !are_small(index.records()) {
        let pairs = format::Pairs {
            version: VERSION,
            kind: "pairs",
            han: lexicon.pairs(),
        };
        let pairs = File::hashed("pairs", "js", statement(&pairs)?.into_bytes());
        names.pairs = pairs.name.clone();
        files.push(pairs);
    }
    Ok((names, files))
}

/// The shelf of the notes: what the head says of it, and its files.
fn notes(index: &SearchIndex, script: &File) -> tantivy::Result<(NotesHead, Vec<File>)> {
    let records = index.records();
    let noted: Vec<usize> = (0..records.len())
        .filter(|n| !records[*n].notes.is_empty())
        .collect();
    if noted.is_empty() {
        return Ok((NotesHead::default(), Vec::new()));
    }
    let texts: Vec<&str> = noted.iter().map(|n| records[*n].notes.as_str()).collect();
    let few = notes_are_few(records);
    let terms = match few {
        true => Vec::new(),
        false => noted_terms(index, &noted)?,
    };
    let parts = in_parts(&texts, if few { NOTES_PART } else { TEXT_PART });
    let mut scripts = Vec::new();
    for (part, texts) in parts.iter().enumerate() {
        let chunk = Notes {
            version: VERSION,
            kind: "notes",
            part,
            texts: texts.join(BETWEEN_TEXTS),
        };
        scripts.push((format!("{part}"), statement(&chunk)?));
    }
    let shards = terms.len();
    let terms = terms.into_iter().enumerate();
    scripts.extend(terms.map(|(shard, script)| (format!("t{shard}"), script)));
    let whole: String = scripts.iter().map(|(_, script)| script.as_str()).collect();
    // One hash for all: a name a file would take as many bytes as a short text.
    let files = format!("notes-{:08x}", fnv1a(whole.as_bytes()));
    let head = NotesHead {
        count: noted.len(),
        records: digits(gaps(&noted)),
        parts: digits(parts.iter().map(|part| part.len() as u64)),
        shards,
        files: files.clone(),
        script: script.name.clone(),
    };
    let file = |(name, script): (String, String)| File {
        name: format!("{files}-{name}.js"),
        bytes: script.into_bytes(),
    };
    Ok((head, scripts.into_iter().map(file).collect()))
}

/// The terms of the notes, by the places of their records among those that have any.
fn noted_terms(index: &SearchIndex, noted: &[usize]) -> tantivy::Result<Vec<String>> {
    let mut tokens = shards::tokens(index, std::slice::from_ref(&index.fields().notes))?;
    for (record, _) in tokens.values_mut().flatten().flatten() {
        let place = noted.binary_search(&(*record as usize)).unwrap_or_default();
        *record = u32::try_from(place).unwrap_or_default();
    }
    shards::shards(&tokens, "noted", NOTES_SHARD)
}

/// How far each number is from the one before.
fn gaps(numbers: &[usize]) -> impl Iterator<Item = u64> {
    let before = std::iter::once(0).chain(numbers.iter().copied());
    std::iter::zip(numbers, before).map(|(number, before)| (number - before) as u64)
}

/// Consecutive texts in parts of about so many bytes.
fn in_parts<T: AsRef<str>>(texts: &[T], part: usize) -> Vec<&[T]> {
    let mut parts = Vec::new();
    let mut rest = texts;
    while !rest.is_empty() {
        let mut size = 0;
        let fits = |text: &&T| {
            let fits = size < part;
            size += text.as_ref().len();
            fits
        };
        let (part, others) = rest.split_at(rest.iter().take_while(fits).count());
        parts.push(part);
        rest = others;
    }
    parts
}

/// A chunk as a statement of a script.
///
/// # Errors
/// Never for the chunks of [`mod@format`].
pub fn statement(chunk: &impl serde::Serialize) -> tantivy::Result<String> {
    format::statement(chunk).map_err(|e| tantivy::TantivyError::InternalError(e.to_string()))
}

/// The texts in parts, each with the script that brings it and its file name (empty: inline).
fn texts(records: &[Record]) -> (Vec<TextPart>, Vec<(String, String)>) {
    if are_small(records) {
        let whole: Vec<String> = records.iter().map(text_with_aliases).collect();
        let part = TextPart {
            first: 0,
            count: records.len(),
            file: String::new(),
        };
        return (vec![part], vec![(text_script(0, &whole), String::new())]);
    }
    let stored: Vec<String> = records.iter().map(stored_text).collect();
    let (mut parts, mut scripts) = (Vec::new(), Vec::new());
    let mut first = 0;
    for part in in_parts(&stored, TEXT_PART) {
        let script = text_script(first, part);
        let file = File::hashed("text", "js", script.clone().into_bytes()).name;
        parts.push(TextPart {
            first,
            count: part.len(),
            file: file.clone(),
        });
        scripts.push((script, file));
        first += part.len();
    }
    (parts, scripts)
}

fn text_script(first: usize, texts: &[String]) -> String {
    let chunk = Texts {
        version: VERSION,
        kind: "texts",
        first,
        texts: texts.join(BETWEEN_TEXTS),
    };
    format::statement(&chunk).unwrap_or_default()
}

/// A text with the aliases behind it: what they repeat of it is then near enough for compression
/// to see.
fn text_with_aliases(record: &Record) -> String {
    let aliases = record
        .aliases
        .iter()
        .map(|alias| format!("{BEFORE_ALIAS}{alias}"));
    std::iter::once(record.text.clone())
        .chain(aliases)
        .collect()
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
        let first_line = record.text.split('\n').next();
        if small && first_line == Some(&record.title) {
            Title::OfText(0)
        } else if small && record.text.starts_with(&record.title) {
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
        for field in &index.fields().searched {
            let total = segment.inverted_index(*field)?.total_num_tokens();
            #[allow(clippy::cast_precision_loss)]
            averages.push(total as f32 / segment.max_doc() as f32);
            if !are_small(records) {
                lengths.push(field_lengths(segment, *field)?);
            }
        }
    }
    let (crumbs, parents, crumb) = crumbs(records);
    let split = |r: &Record| match r.url.split_once('#') {
        Some((page, anchor)) => (page.to_owned(), anchor.to_owned()),
        None => (r.url.clone(), String::new()),
    };
    // What stands on one page is of one unit; if it ever were not, the page stands twice.
    let place = |r: &Record| (split(r).0, r.syllabus.clone(), r.unit);
    let (places, page) = intern(records.iter().map(place));
    let anchor = |r: &Record| split(r).1.replace(' ', "%20");
    let anchors: Vec<String> = records.iter().map(anchor).collect();
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
        classes: digits(records.iter().map(class_number)),
        syllabus: digits(places.iter().map(|(_, syllabus, _)| number(syllabus))),
        unit: digits(places.iter().map(|(_, _, unit)| u64::from(*unit))),
        titles: titles(records),
        aliases: (0..records.len())
            .filter(|i| !are_small(records) && !records[*i].aliases.is_empty())
            .map(|i| (i, records[i].aliases.clone()))
            .collect(),
        crumbs,
        parents,
        crumb,
        pages: places.iter().map(|(page, ..)| page.clone()).collect(),
        page,
        anchors: anchors.join(" "),
        synonyms: synonyms(records),
        starts: Vec::new(),
        notes: NotesHead::default(),
        shards,
        tables,
        texts,
    })
}

/// For each group of names for one thing: how many records on, from which name of it, and how
/// many names.
fn synonyms(records: &[Record]) -> String {
    let mut out = String::new();
    let mut before = 0;
    for (number, record) in records.iter().enumerate() {
        for range in &record.synonyms {
            for value in [number - before, range.start, range.len()] {
                format::push_number(&mut out, value as u64);
            }
            before = number;
        }
    }
    out
}

fn class_number(record: &Record) -> u64 {
    let mut kinds = rank::KINDS.iter();
    let kind = kinds.position(|kind| *kind == record.kind);
    4 * kind.unwrap_or(0) as u64 + u64::from(record.level.min(rank::MAX_LEVEL))
}

/// The names on the way to records, the place of each one's parent among them, and where each
/// record stands; counted from 1, 0 for nowhere.
fn crumbs(records: &[Record]) -> (Vec<String>, String, String) {
    let mut known: BTreeMap<(u64, &str), u64> = BTreeMap::new();
    let (mut names, mut parents, mut places) = (Vec::new(), String::new(), Vec::new());
    for record in records {
        let mut at = 0;
        for name in &record.breadcrumb {
            at = *known.entry((at, name)).or_insert_with(|| {
                names.push(name.clone());
                format::push_number(&mut parents, at);
                names.len() as u64
            });
        }
        places.push(at);
    }
    (names, parents, format::steps(&places))
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
    (distinct, format::steps(&numbers))
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
