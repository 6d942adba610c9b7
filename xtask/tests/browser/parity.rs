//! Rust and JavaScript side by side: the same text rule, the same hits, the same scores.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use pinyin::ToPinyin;
use serde_json::{Value, json};

use crate::harness::Page;
use crate::site;

/// Scores of the two may differ by this much: sums of single-precision numbers in different
/// orders.
const TOLERANCE: f64 = 1e-4;
/// How far down a list of hits is compared.
const LIMIT: usize = 40;

/// A page on which the search code and the index are loaded.
fn ready_page(url: &str) -> Page {
    let page = Page::open(url);
    page.eval("kegang.search('客户', {limit: 1})");
    page
}

#[test]
fn text_is_cut_by_the_same_rule() {
    let vectors = include_str!("../vectors/cut.json");
    let wrong = ready_page(&site::http("index.html")).eval(&format!(
        "({vectors}).flatMap(v => {{
           const got = {{ tokens: kegang.text.tokens(v.text), key: kegang.text.key(v.text) }};
           const same = got.key === v.key && got.tokens.join(' ') === v.tokens.join(' ');
           return same ? [] : [[v, got]];
         }})"
    ));
    assert_eq!(wrong, json!([]));
}

/// What the browser looks up in texts is what cutting them gives: every token of the vectors, every
/// beginning of one, and every pair that could be one and is not.
#[test]
fn tokens_are_found_where_they_stand() {
    let vectors = include_str!("../vectors/cut.json");
    let wrong = ready_page(&site::http("index.html")).eval(&format!(
        "(() => {{
           const texts = ({vectors});
           const shelf = kegang.terms.whole([texts.map(v => v.text)], 7);
           const all = texts.flatMap((v, i) => v.tokens.map(token => [token, i]));
           const expected = (fits) => {{
             const counts = new Map();
             for (const [token, i] of all) if (fits(token)) counts.set(i + 7, (counts.get(i + 7) || 0) + 1);
             return JSON.stringify([Array.from(counts.keys()), Array.from(counts.values())]);
           }};
           const got = (entry) => JSON.stringify(entry ? [entry[0].docs, entry[0].freqs] : [[], []]);
           const tokens = new Set(all.flatMap(([token]) => [token, ...token, Array.from(token).reverse().join('')]));
           const wrong = [];
           for (const token of tokens) {{
             const found = got(shelf.find(token));
             if (found !== expected(one => one === token)) wrong.push([token, found]);
           }}
           const starts = new Set(all.map(([token]) => /^[a-z0-9]/.test(token) ? token.slice(0, 2) : Array.from(token)[0]));
           for (const start of starts) {{
             const found = got(shelf.withPrefix(start)[0]);
             if (found !== expected(one => one.startsWith(start))) wrong.push([start + '…', found]);
           }}
           texts.forEach((v, i) => {{
             if (v.tokens.length < 40 && shelf.length(0, i) !== v.tokens.length) wrong.push([v.text, shelf.length(0, i)]);
           }});
           const cjk = Array.from(new Set(all.map(([token]) => token))).filter(t => kegang.text.isCjk(Array.from(t)[0])).sort();
           if (JSON.stringify(shelf.tokens()) !== JSON.stringify(cjk)) wrong.push(['tokens', shelf.tokens()]);
           return wrong.concat(tokens.size < 60 ? [['few', tokens.size]] : []);
         }})()"
    ));
    assert_eq!(wrong, json!([]));
}

#[test]
fn the_browser_ranks_as_tantivy_does() {
    let engine = Tantivy { book: None };
    let everything = engine.ask(&["客户".to_owned(), "的".to_owned()], 10_000);
    let queries = queries(&everything);
    assert!(queries.len() >= 2_000, "only {} queries", queries.len());
    let compared = compare(&engine, &ready_page(&site::http("index.html")), &queries);
    assert!(compared > 10_000, "only {compared} hits to compare");
}

/// A book so large that its terms come in shards and its texts in parts.
#[test]
fn so_it_does_over_a_large_book() {
    let (book, url) = site::large();
    let page = ready_page(&url);
    assert!(
        page.eval("kegang.chunks.find(c => c.kind === 'head').shards.length")
            .as_u64()
            > Some(3)
    );
    let engine = Tantivy { book: Some(book) };
    let everything = engine.ask(&["管理".to_owned(), "的".to_owned()], 10_000);
    let mut queries = queries(&everything);
    queries.retain(|query| query.len() % 3 == 0);
    let compared = compare(&engine, &page, &queries);
    assert!(compared > 10_000, "only {compared} hits to compare");
}

/// Asks both; gives the number of hits compared, and panics where they differ.
fn compare(engine: &Tantivy, page: &Page, queries: &[String]) -> usize {
    let mut compared = 0;
    let mut wrong = Vec::new();
    for batch in queries.chunks(100) {
        let expected = engine.ask(batch, LIMIT);
        let got = page.eval(&format!(
            "Promise.all({}.map(async q => {{
               const {{ total, hits }} = await kegang.search(q, {{ limit: {LIMIT} }});
               return {{ total, hits: hits.map(h => ({{ ...h, marks: 0 }})) }};
             }}))",
            json!(batch)
        ));
        for (expected, got) in std::iter::zip(&expected, got.as_array().unwrap()) {
            compared += hits(expected).len();
            wrong.extend(difference(expected, got));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} queries differ, for instance\n{}",
        wrong.len(),
        queries.len(),
        wrong[..wrong.len().min(5)].join("\n")
    );
    compared
}

fn hits(answer: &Value) -> &[Value] {
    answer["hits"].as_array().map_or(&[], Vec::as_slice)
}

/// What a reader would see differently, in words.
fn difference(expected: &Value, got: &Value) -> Option<String> {
    let query = &expected["query"];
    if expected["total"] != got["total"] {
        return Some(format!(
            "{query}: {} hits, in the browser {}",
            expected["total"], got["total"]
        ));
    }
    let fields = [
        "kind",
        "syllabus",
        "unit",
        "title",
        "breadcrumb",
        "url",
        "text",
        "matched",
    ];
    let (expected, got) = (hits(expected), hits(got));
    if expected.len() != got.len() {
        return Some(format!("{query}: {} shown, {}", expected.len(), got.len()));
    }
    std::iter::zip(expected, got)
        .enumerate()
        .find_map(|(at, (a, b))| {
            let field = fields.iter().find(|field| a[**field] != b[**field]);
            let apart = (a["score"].as_f64()? - b["score"].as_f64()?).abs();
            let why = match field {
                Some(field) => format!("{field} {} and {}", a[*field], b[*field]),
                None if apart > TOLERANCE => format!("scores {apart} apart"),
                None => return None,
            };
            Some(format!(
                "{query}, hit {at}: {why}; {} and {}",
                a["title"], b["title"]
            ))
        })
}

/// `cargo xtask search` over a book.
pub struct Tantivy {
    pub book: Option<PathBuf>,
}

impl Tantivy {
    /// Its answers, one a query.
    pub fn ask(&self, queries: &[String], limit: usize) -> Vec<Value> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        if let Some(book) = &self.book {
            command.arg("--book").arg(book);
        }
        let mut child = command
            .args(["search", "--batch", "-", "--json", "--limit"])
            .arg(limit.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut input = child.stdin.take().unwrap();
        input.write_all(queries.join("\n").as_bytes()).unwrap();
        drop(input);
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success());
        let lines = String::from_utf8(output.stdout).unwrap();
        let answers: Vec<Value> = lines
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(answers.len(), queries.len());
        answers
    }
}

/// Queries made of the content: what people type, and what nobody would.
fn queries(answers: &[Value]) -> Vec<String> {
    let texts: Vec<String> = answers
        .iter()
        .flat_map(hits)
        .flat_map(|hit| [&hit["title"], &hit["text"]])
        .filter_map(|text| text.as_str().map(str::to_owned))
        .collect();
    let mut random = Random(20_260_921);
    let mut out: Vec<String> = answers
        .iter()
        .flat_map(hits)
        .filter_map(|hit| hit["title"].as_str().map(str::to_owned))
        .collect();
    for _ in 0..700 {
        let length = 2 + random.below(7);
        out.push(random.piece(&texts, length));
    }
    for _ in 0..500 {
        let (a, b) = (random.piece(&texts, 2), random.piece(&texts, 3));
        out.push(format!("{a} {b}"));
    }
    for latin in [
        "crm", "CRM", "erp ", "FAQ", "c", "man", "6c", "SCM", "cust", "1",
    ] {
        for _ in 0..20 {
            let piece = random.piece(&texts, 2);
            out.push(format!("{latin}{piece}"));
            out.push(format!("{piece} {latin}"));
        }
    }
    for _ in 0..200 {
        let question = ["什么是", "为什么", "如何", "请简述"][random.below(4)];
        let piece = random.piece(&texts, 4);
        out.push(format!("{question}{piece}"));
        out.push(format!("{piece}有哪些？"));
    }
    for _ in 0..100 {
        let noise = (0..1 + random.below(6))
            .filter_map(|_| char::from_u32(0x4e00 + u32::try_from(random.below(0x5000)).ok()?));
        out.push(noise.collect());
    }
    for _ in 0..300 {
        let length = 2 + random.below(4);
        out.push(random.spelled(&texts, length));
    }
    for _ in 0..200 {
        let length = 3 + random.below(4);
        let mut slipped: Vec<char> = random.piece(&texts, length).chars().collect();
        let at = random.below(slipped.len().max(1));
        if let Some(slot) = slipped.get_mut(at) {
            *slot = ['义', '成', '户', '度', '或', '誠', '關'][random.below(7)];
        }
        out.push(slipped.into_iter().collect());
    }
    for file in [
        include_str!("../golden/queries.toml"),
        include_str!("../golden/held-out.toml"),
        include_str!("../golden/unseen.toml"),
        include_str!("../golden/spoken.toml"),
    ] {
        let texts = file.lines().filter_map(|line| line.strip_prefix("text = "));
        out.extend(texts.filter_map(|text| serde_json::from_str::<String>(text).ok()));
    }
    out.extend(
        [
            "的",
            "是",
            "什么",
            "客",
            "+",
            "！？",
            "<b>",
            "\\\"",
            "a.b-c",
            "的和与",
        ]
        .map(String::from),
    );
    out.retain(|query| !query.trim().is_empty() && !query.contains('\n'));
    out.sort();
    out.dedup();
    out
}

/// A small generator (Knuth's MMIX multiplier): the same queries on every run.
pub struct Random(pub u64);

impl Random {
    fn next(&mut self) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap()
    }

    pub fn below(&mut self, bound: usize) -> usize {
        self.next() % bound
    }

    /// Such a piece in pinyin, every third syllable by its initial.
    fn spelled(&mut self, texts: &[String], length: usize) -> String {
        let piece = self.piece(texts, length);
        let syllables = piece
            .as_str()
            .to_pinyin()
            .flatten()
            .map(|sound| sound.plain());
        let mut out = String::new();
        for syllable in syllables {
            let whole = self.below(3) > 0;
            out.push_str(if whole { syllable } else { &syllable[..1] });
        }
        out.replace('ü', "v")
    }

    /// Some consecutive characters of one of the texts.
    fn piece(&mut self, texts: &[String], length: usize) -> String {
        let text: Vec<char> = texts[self.below(texts.len())].chars().collect();
        let from = self.below(text.len().max(1));
        text.iter().skip(from).take(length).collect()
    }
}
