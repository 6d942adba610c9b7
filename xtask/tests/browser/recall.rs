//! The same in a browser: any run of Han characters that stands in a record finds it.

use serde_json::{Value, json};

use crate::harness::Page;
use crate::parity::{Random, Tantivy};
use crate::site;

/// How many runs are looked for.
const SAMPLE: usize = 400;

#[test]
fn any_run_of_characters_finds_its_record() {
    let engine = Tantivy { book: None };
    let everything = engine.ask(&["客户".to_owned(), "的".to_owned()], 10_000);
    let hits: Vec<&Value> = everything
        .iter()
        .filter_map(|answer| answer["hits"].as_array())
        .flatten()
        .collect();
    let mut random = Random(20_261_122);
    let mut asked: Vec<(String, &str)> = Vec::new();
    while asked.len() < SAMPLE {
        let hit = hits[random.below(hits.len())];
        let text = hit["text"].as_str().unwrap();
        let runs: Vec<&str> = text
            .split(|c: char| !('\u{4e00}'..='\u{9fff}').contains(&c))
            .filter(|run| !run.is_empty())
            .collect();
        if runs.is_empty() {
            continue;
        }
        let run: Vec<char> = runs[random.below(runs.len())].chars().collect();
        let from = random.below(run.len());
        let piece = run.iter().skip(from).take(1 + random.below(16));
        asked.push((piece.collect(), hit["url"].as_str().unwrap()));
    }
    let page = Page::open(&site::http("index.html"));
    let missed = page.eval(&format!(
        "Promise.all({}.map(async ([query, url]) => {{
           const {{ hits }} = await kegang.search(query, {{ limit: 1e4, partly: () => true }});
           return hits.some(hit => hit.url === url) ? [] : [[query, url]];
         }})).then(missed => missed.flat())",
        json!(asked)
    ));
    assert_eq!(missed, json!([]));
}
