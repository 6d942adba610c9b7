//! Search as readers use it: keys, input methods, chips, and what comes of them.

use serde_json::{Value, json};

use crate::harness::Page;
use crate::site;

/// The dialog, once it is open.
pub const DIALOG: &str = "dialog[open], [role=dialog]:not([hidden])";
const INPUT: &str = "document.querySelector('[role=combobox]')";
const FIRST: &str = "document.querySelector('[role=option]')";

/// Opens the box by key and waits until it can be typed into.
pub fn open_search(page: &Page) {
    page.press("/");
    page.wait(&format!("{INPUT} && document.activeElement === {INPUT}"));
}

/// Types and waits until the first result holds the text.
fn search_for(page: &Page, query: &str) {
    open_search(page);
    page.type_text(query);
    page.wait(&format!("{FIRST}?.textContent.includes({})", json!(query)));
}

/// The hits of the page's own interface.
pub fn ask(page: &Page, query: &str, options: &Value) -> Value {
    page.eval(&format!("kegang.search({}, {options})", json!(query)))
}

/// Presses Enter on the first result and gives the address relative to the site.
fn land(page: &Page, root: &str) -> String {
    let before = page.eval("location.href");
    page.press("Enter");
    page.wait(&format!(
        "location.href !== {before} && document.readyState === 'complete'"
    ));
    let at = page.eval("decodeURIComponent(location.href)");
    at.as_str().unwrap().strip_prefix(root).unwrap().to_owned()
}

/// From a key to the anchor; `root` is the address of the site.
fn from_key_to_anchor(root: &str) {
    let page = Page::open(&format!("{root}index.html"));
    search_for(&page, "窜货");
    let first = ask(&page, "窜货", &json!({ "limit": 1 }))["hits"][0].clone();
    assert_eq!(first["kind"], "concept", "{first}");
    assert_eq!(first["syllabus"], "crm-16h", "{first}");
    assert_eq!(first["unit"], 6, "{first}");
    let shown = page.eval(&format!("{FIRST}.textContent"));
    assert!(shown.as_str().unwrap().contains("概念"), "{shown}");
    let selected = page.eval(&format!(
        "{INPUT}.getAttribute('aria-activedescendant') === {FIRST}.id
         && {FIRST}.getAttribute('aria-selected') === 'true'"
    ));
    assert_eq!(selected, true, "Enter takes what is marked as selected");
    let landed = land(&page, root);
    assert_eq!(landed, first["url"].as_str().unwrap());
    let target = page
        .eval("document.getElementById(decodeURIComponent(location.hash.slice(1)))?.textContent");
    assert!(
        target.as_str().is_some_and(|text| text.contains("窜货")),
        "{target}"
    );
    assert_eq!(page.complaints(), Vec::<String>::new());
}

#[test]
fn over_http_from_a_key_to_the_anchor() {
    from_key_to_anchor(&site::http(""));
}

#[test]
fn from_disk_from_a_key_to_the_anchor() {
    from_key_to_anchor(&site::file(""));
}

#[test]
fn opened_by_chord_closed_by_escape_with_focus_given_back() {
    let page = Page::open(&site::http("concepts.html"));
    page.eval("document.querySelector('main a[href]').focus()");
    let before = page.eval("document.activeElement.outerHTML");
    page.press("Control+k");
    page.wait(&format!("document.querySelector('{DIALOG}')"));
    page.wait(&format!("document.activeElement === {INPUT}"));
    page.type_text("客户");
    page.wait(FIRST_IS_THERE);
    page.press("Escape");
    page.wait(&format!("!document.querySelector('{DIALOG}')"));
    assert_eq!(page.eval("document.activeElement.outerHTML"), before);
}

const FIRST_IS_THERE: &str = "document.querySelectorAll('[role=option]').length > 0";

#[test]
fn focus_stays_in_the_dialog() {
    let page = Page::open(&site::http("index.html"));
    search_for(&page, "客户");
    for chord in ["Tab", "Tab", "Tab", "Tab", "Shift+Tab"] {
        page.press(chord);
        // Past the last element the browser's own bars follow, which count as the page's body.
        let inside = page.eval(&format!(
            "document.activeElement === document.body
             || !!document.activeElement.closest('{DIALOG}')"
        ));
        assert_eq!(inside, true);
    }
}

#[test]
fn arrows_move_the_selection() {
    let page = Page::open(&site::http("index.html"));
    search_for(&page, "客户");
    let selected = "[...document.querySelectorAll('[role=option]')]
        .findIndex(o => o.getAttribute('aria-selected') === 'true')";
    assert_eq!(page.eval(selected), 0);
    page.press("ArrowDown");
    page.wait(&format!("{selected} === 1"));
    page.press("ArrowUp");
    page.wait(&format!("{selected} === 0"));
}

#[test]
fn chips_narrow_by_keyboard() {
    let page = Page::open(&site::http("index.html"));
    search_for(&page, "客户");
    let focused = "document.activeElement.closest('button[aria-pressed]')";
    for _ in 0..12 {
        page.press("Tab");
        if page.eval(&format!("{focused}?.textContent.startsWith('作业')")) == true {
            break;
        }
    }
    let shows = |hit: &Value| {
        let url = json!(hit["url"]);
        page.wait(&format!("decodeURI({FIRST}?.href ?? '').endsWith({url})"));
    };
    page.press(" ");
    page.wait(&format!(
        "{focused}.getAttribute('aria-pressed') === 'true'"
    ));
    let homework = ask(&page, "客户", &json!({ "kinds": ["homework"], "limit": 1 }));
    shows(&homework["hits"][0]);
    page.press(" ");
    page.wait(&format!(
        "{focused}.getAttribute('aria-pressed') === 'false'"
    ));
    let all = ask(&page, "客户", &json!({ "limit": 1 }));
    assert_ne!(all["hits"][0], homework["hits"][0]);
    shows(&all["hits"][0]);
}

/// What the list shows, to compare.
const LIST: &str = "document.querySelector('[role=listbox]')?.textContent || ''";

#[test]
fn nothing_is_searched_or_chosen_while_composing() {
    let page = Page::open(&site::http("index.html"));
    open_search(&page);
    ask(&page, "客户", &json!({}));
    page.settle();
    let (address, list) = (page.eval("location.href"), page.eval(LIST));
    for text in ["c", "ch", "chuan", "chuan'huo"] {
        page.compose(text);
        page.settle();
        assert_eq!(page.eval(LIST), list, "searched while composing {text}");
    }
    for key in ["Enter", "ArrowDown", "Escape"] {
        page.press_into_input_method(key);
    }
    // Some systems tell the key as it is.
    page.press("Enter");
    page.settle();
    assert_eq!(page.eval("location.href"), address);
    assert_eq!(page.eval(LIST), list);
    page.insert("窜货");
    // Safari sends the Enter that ended the composition after it.
    page.press_into_input_method("Enter");
    page.wait(&format!("{FIRST}?.textContent.includes('窜货')"));
    assert_eq!(page.eval("location.href"), address);
    assert_eq!(page.eval(&format!("{INPUT}.value")), "窜货");
    land(&page, &site::http(""));
}

#[test]
fn the_interface_gives_hits_with_every_field() {
    let page = Page::open(&site::http("index.html"));
    let found = ask(&page, "客户满意度", &json!({ "limit": 5 }));
    assert!(found["total"].as_u64().unwrap() > 0, "{found}");
    assert!(found["facets"].is_object(), "{found}");
    let hits = found["hits"].as_array().unwrap();
    assert!((1..=5).contains(&hits.len()), "{found}");
    for hit in hits {
        let is = |field: &str, test: fn(&Value) -> bool| {
            assert!(test(&hit[field]), "{field} of {hit}");
        };
        for field in ["title", "url", "text", "syllabus"] {
            is(field, Value::is_string);
        }
        is("kind", |kind| {
            ["concept", "homework", "carrier", "page"].contains(&kind.as_str().unwrap_or(""))
        });
        is("unit", Value::is_u64);
        is("score", Value::is_number);
        is("breadcrumb", |list| {
            list.as_array()
                .is_some_and(|l| l.iter().all(Value::is_string))
        });
        is("matched", |how| {
            ["exact", "pinyin", "homophone", "traditional", "synonym"]
                .contains(&how.as_str().unwrap_or(""))
        });
    }
    let few = json!({ "kinds": ["homework"], "syllabi": ["crm-16h"] });
    for hit in ask(&page, "客户", &few)["hits"].as_array().unwrap() {
        assert_eq!(
            (&hit["kind"], &hit["syllabus"]),
            (&json!("homework"), &json!("crm-16h"))
        );
    }
}

#[test]
fn another_word_for_one_that_was_asked_is_marked() {
    let page = Page::open(&site::http("index.html"));
    let found = ask(&page, "渠道之间为什么会产生矛盾", &json!({ "limit": 1 }));
    let hit = &found["hits"][0];
    let title: Vec<char> = hit["title"].as_str().unwrap().chars().collect();
    let at = |place: &Value| usize::try_from(place.as_u64().unwrap()).unwrap();
    let marks = hit["marks"]["title"].as_array().unwrap().iter();
    let marked: String = marks
        .flat_map(|range| &title[at(&range[0])..at(&range[1])])
        .collect();
    assert!(marked.contains("冲突"), "{marked} in {hit}");
}

#[test]
fn only_the_starter_is_loaded_before_a_reader_wants_to_search() {
    let page = Page::open(&site::http("crm-16h/unit-06.html"));
    page.settle();
    let of_search = |requests: Vec<String>| -> Vec<String> {
        let root = site::http("search/");
        let here = requests.into_iter();
        // The starter comes with the name of the build behind it.
        let plain = |r: &str| r.split('?').next().unwrap_or_default().to_owned();
        here.filter_map(|r| r.strip_prefix(&root).map(plain))
            .collect()
    };
    assert_eq!(of_search(page.requests()), ["starter.js"]);
    search_for(&page, "窜货");
    assert!(of_search(page.requests()).len() > 1);
    // 窜货管 stands nowhere: the table of sounds comes, once.
    page.type_text("管");
    page.wait("kegang.marks && kegang.chunks.some(chunk => chunk.kind === 'sounds')");
    let loaded = of_search(page.requests());
    page.type_text("理客户");
    page.settle();
    assert_eq!(of_search(page.requests()), loaded, "a request a keystroke");
    let origin = site::http("");
    let abroad: Vec<String> = page.requests();
    let abroad: Vec<&String> = abroad.iter().filter(|r| !r.starts_with(&origin)).collect();
    assert!(abroad.is_empty(), "{abroad:?}");
}

#[test]
fn what_is_typed_before_the_index_arrives_is_answered_when_it_does() {
    let page = Page::open(&site::http("index.html"));
    page.network(400_000, 400);
    page.press("/");
    page.wait("document.activeElement?.localName === 'input'");
    page.type_text("窜货");
    page.wait(&format!("{FIRST}?.textContent.includes('窜货')"));
    assert_eq!(page.eval("document.activeElement.value"), "窜货");
}

/// What no query may do: complain, bring in markup, run.
#[test]
fn nasty_queries_do_no_harm() {
    let page = Page::open(&site::http("index.html"));
    search_for(&page, "客户");
    let markup = "<img src=x onerror='window.harmed=1'><script>window.harmed=1</script><b>客户</b>";
    let queries = [
        json!("客户".repeat(5_000)).to_string(),
        json!("a".repeat(10_000)).to_string(),
        json!("客 ".repeat(5_000)).to_string(),
        json!(markup).to_string(),
        json!("\"'`\\ \\u5ba2 ${1} {{客户}} %E5 &amp; --").to_string(),
        json!("，。！？、；：“”（）《》…—").to_string(),
        json!("😀👩‍👩‍👧‍👦🏳️‍🌈 客户").to_string(),
        json!("שלום مرحبا \u{202e}客户\u{202c}").to_string(),
        r#""\u0000\u0001\u0007\b\u001b\u007f\u0085\u2028\ufeff客户""#.to_owned(),
        r#""\ud800客户\udfff""#.to_owned(),
        r#""\udc00""#.to_owned(),
        r#""__proto__ constructor toString hasOwnProperty""#.to_owned(),
        r#""   \t\n　""#.to_owned(),
        r#""""#.to_owned(),
    ];
    for query in &queries {
        let answer = page.eval(&format!("kegang.search({query}, {{ limit: 3 }})"));
        assert!(answer["hits"].is_array(), "{query}: {answer}");
        page.eval(&format!(
            "{INPUT}.value = {query};
             {INPUT}.dispatchEvent(new InputEvent('input', {{ bubbles: true }}))"
        ));
        page.settle();
        page.settle();
        let strangers = page.eval(&format!(
            "document.querySelectorAll('[role=listbox] :is(img, script, b)').length
             + document.querySelectorAll('[role=status] :is(img, script, b)').length
             + (window.harmed || 0) + (document.querySelector('{DIALOG}') ? 0 : 1)"
        ));
        let shown: String = query.chars().take(60).collect();
        assert_eq!(strangers, 0, "{shown}");
        assert_eq!(page.complaints(), Vec::<String>::new(), "{shown}");
    }
    page.eval(&format!("{INPUT}.value = ''"));
    page.type_text("窜货");
    page.wait(&format!("{FIRST}?.textContent.includes('窜货')"));
}

/// Where the rows stand, and what they are.
const ROWS: &str = "[...document.querySelectorAll('.search-row')].map(row =>
    [row.querySelector('a').href, Math.round(row.getBoundingClientRect().top)])";

/// What we say of things comes when the first results stand, and moves none of them.
#[test]
fn notes_come_later_and_move_nothing() {
    for width in [1280, 390] {
        let page = Page::new();
        page.viewport(width, 800);
        page.go(&site::http("index.html"));
        page.network(400_000, 400);
        search_for(&page, "窜货");
        let before = page.eval(ROWS);
        let total = "parseInt(document.querySelector('.search-total').textContent)";
        let first = page.eval(total).as_u64().unwrap();
        page.wait("document.querySelector('.search-definition')?.textContent.includes('窜货')");
        page.wait(&format!("{total} > {first}"));
        let after = page.eval(ROWS);
        let before = before.as_array().unwrap();
        let after = after.as_array().unwrap();
        assert!(before.len() < after.len(), "{before:?} {after:?}");
        assert_eq!(before[..], after[..before.len()], "at a width of {width}");
        let ours = "[...document.querySelectorAll('.search-text .editor-mark')].length > 0";
        assert_eq!(page.eval(ours), true, "what is ours is marked as ours");
        assert_eq!(page.complaints(), Vec::<String>::new());
    }
}

/// Other readings and what we say of things come when their files do: what stands on the screen
/// by then stays where it is. What holds the words as typed waits for none of them.
#[test]
fn readings_come_later_and_move_nothing() {
    for (query, exact) in [
        ("man", true),
        ("满义度", false),
        ("怎么让客户更满意", false),
    ] {
        let page = Page::open(&site::http("index.html"));
        page.network(400_000, 400);
        open_search(&page);
        page.type_text(query);
        page.wait(&format!("kegang.ui?.settled() && {FIRST}"));
        let tables = "performance.getEntriesByType('resource').filter(({ name }) => /\\/(sounds|readings|notes)-/.test(name)).length";
        if exact {
            assert_eq!(page.eval(tables), 0, "{query} waited");
        }
        // Rows have their height when they were painted.
        page.settle();
        let before = page.eval(ROWS);
        // All that may come has come when this is answered.
        let total = page.eval(&format!(
            "kegang.search({}).then(found => found.total)",
            json!(query)
        ));
        page.wait(&format!(
            "parseInt(document.querySelector('.search-total').textContent) === {total}"
        ));
        let after = page.eval(ROWS);
        let (before, after) = (before.as_array().unwrap(), after.as_array().unwrap());
        assert!(!before.is_empty() && before.len() <= after.len(), "{query}");
        assert_eq!(before[..], after[..before.len()], "{query}");
        assert_ne!(page.eval(tables), 0, "{query} needs a table");
        assert_eq!(page.complaints(), Vec::<String>::new());
    }
}

/// A book without syllabi has one kind of thing: nothing to choose among, no label on every hit.
#[test]
fn an_ordinary_book_has_no_chips_for_what_it_cannot_have() {
    let (_, url) = site::large();
    let page = Page::open(&url);
    open_search(&page);
    page.type_text("管理");
    // Options stand there before anything is found, too.
    page.wait("document.querySelector('.search-row')");
    let shown = page.eval(
        "[document.querySelectorAll('.search-chip[class*=kind-]').length,
          document.querySelectorAll('.search-kind').length,
          document.querySelectorAll('.search-row').length > 0]",
    );
    assert_eq!(shown, json!([0, 0, true]));
    // Where there are several kinds, both are there.
    let page = Page::open(&site::http("index.html"));
    search_for(&page, "窜货");
    let shown = page.eval(
        "[document.querySelectorAll('.search-chip[class*=kind-]').length >= 4,
          document.querySelectorAll('.search-row .search-kind').length > 0]",
    );
    assert_eq!(shown, json!([true, true]));
}

/// Storage that is forbidden or full: search works as ever.
#[test]
fn without_storage_search_works() {
    let forbidden = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })";
    let full = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }";
    for harm in [forbidden, full] {
        let page = Page::new();
        page.call(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": harm }),
        );
        page.go(&site::http("index.html"));
        search_for(&page, "窜货");
        land(&page, &site::http(""));
        assert_eq!(page.complaints(), Vec::<String>::new());
    }
}
