//! 自测 as a student uses it: rounds, what is kept of them, and what happens when nothing can be.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::harness::{Page, scratch};
use crate::site;

const COURSE: &str = "crm-16h/practice.html";
const CARD: &str = "document.querySelector('.practice-card:not([hidden])')";
const DONE: &str = "document.querySelector('.practice-done:not([hidden])')";
const ANSWER: &str = "document.querySelector('.practice-back:not([hidden])')";
const STORED: &str =
    "JSON.parse(localStorage.getItem('kegang-practice') || '{\"cards\":{}}').cards";
const STATE: &str = "document.querySelector('.practice-state').textContent";
const COUNT: &str = "document.querySelector('.practice-count').textContent";

/// The course's page on a phone, its cards there.
fn open(address: &str) -> Page {
    let page = Page::new();
    page.viewport(360, 720);
    page.go(address);
    page.wait(COUNT);
    page
}

/// What the card asks.
fn front(page: &Page) -> Value {
    page.eval("document.querySelector('.practice-front').textContent")
}

/// Shows the answer and grades it by key.
fn answer(page: &Page, grade: &str) {
    page.wait(CARD);
    page.press(" ");
    page.wait(ANSWER);
    page.press(grade);
}

/// Answers what is asked, the first card wrong, until the round is over; gives the first.
fn play(page: &Page) -> Value {
    page.wait(CARD);
    let first = front(page);
    answer(page, "1");
    for _ in 0..60 {
        if page.eval(&format!("!!{DONE}")) == true {
            return first;
        }
        answer(page, "3");
    }
    panic!("the round does not end");
}

#[test]
fn cards_come_again_when_they_should() {
    let cases = include_str!("../vectors/schedule.json");
    let page = open(&site::http(COURSE));
    let wrong = page.eval(&format!(
        "({cases}).flatMap(({{ what, call, given, gives }}) => {{
           const got = kegangSchedule[call](...given);
           return JSON.stringify(got) === JSON.stringify(gives) ? [] : [[what, got]];
         }})"
    ));
    assert_eq!(wrong, json!([]));
    let drawn = page.eval(
        "(() => { const keys = [...Array(20).keys()].map(String), seen = new Set();
           for (let i = 0; i < 200; i++) {
             const drawn = kegangSchedule.drawn(keys, 5, Math.random);
             if (new Set(drawn).size !== 5) return 'twice';
             drawn.forEach(key => seen.add(key));
           }
           return [seen.size, kegangSchedule.drawn(keys, 99, Math.random).length, keys.length]; })()",
    );
    assert_eq!(drawn, json!([20, 20, 20]));
}

#[test]
fn a_round_by_keys_is_kept_and_lists_what_was_missed() {
    for address in [site::http as fn(&str) -> String, site::file] {
        let page = open(&address(COURSE));
        page.click(".practice form button");
        let first = play(&page);
        let told = page.eval("document.querySelector('.practice-sum').textContent");
        let told = told.as_str().unwrap();
        assert!(told.contains("10 张") && told.contains("9 张"), "{told}");
        let missed =
            "[...document.querySelectorAll('.practice-missed li')].map(li => li.textContent)";
        assert_eq!(page.eval(missed), json!([first]));
        assert_eq!(page.eval(&format!("Object.keys({STORED}).length")), 10);

        page.go(&address(COURSE));
        page.wait(&format!("{COUNT}.includes('记住了 10')"));
        page.click(".practice-misses summary");
        let listed =
            "[...document.querySelectorAll('.practice-misses li')].map(li => li.innerText)";
        assert_eq!(page.eval(listed), json!([first]));
        // What was learned does not come again today.
        page.click(".practice form button");
        page.wait(CARD);
        assert_ne!(front(&page), first);
        page.click("[data-do=stop]");
        page.wait(DONE);
        page.click("[data-do=setup]");
        page.click("[data-do=misses]");
        page.wait(CARD);
        assert_eq!(front(&page), first);
        assert_eq!(page.complaints(), Vec::<String>::new());
    }
}

/// One hand on a phone: nothing is typed, and the grades are where the thumb is.
#[test]
fn a_round_by_touch_needs_no_keys() {
    let page = Page::new();
    page.viewport(360, 720);
    let touch = json!({ "enabled": true });
    page.call("Emulation.setTouchEmulationEnabled", touch);
    page.go(&site::file(COURSE));
    page.wait(COUNT);
    page.tap(".practice form button");
    for nth in 0..10 {
        page.wait(CARD);
        page.tap("[data-do=show]");
        page.wait(ANSWER);
        let sizes = page.eval(
            "[...document.querySelectorAll('[data-grade]')].map(b => Math.round(b.getBoundingClientRect().height)).filter(h => h < 44)",
        );
        assert_eq!(sizes, json!([]), "card {nth}");
        page.tap("[data-grade='2']");
    }
    page.wait(DONE);
    assert_eq!(page.eval(&format!("Object.keys({STORED}).length")), 10);
    page.tap("[data-do=setup]");
    page.wait(&format!("{COUNT}.includes('记住了 10')"));
    assert_eq!(page.complaints(), Vec::<String>::new());
}

#[test]
fn a_grade_can_be_taken_back() {
    let page = open(&site::http(COURSE));
    page.click(".practice form button");
    page.wait(CARD);
    assert_eq!(
        page.eval("document.querySelector('[data-do=undo]').hidden"),
        true
    );
    let first = front(&page);
    answer(&page, "1");
    assert_ne!(front(&page), first);
    page.press("z");
    page.wait(ANSWER);
    assert_eq!(front(&page), first);
    assert_eq!(page.eval(STORED), json!({}));
    page.press("3");
    let boxes = page.eval(&format!(
        "Object.values({STORED}).map(card => [card.box, card.missed])"
    ));
    assert_eq!(boxes, json!([[1, 0]]));
    let left = page.eval("document.querySelector('.practice-left').textContent");
    assert_eq!(left, "还有 9 张");
}

#[test]
fn an_address_chooses_and_begins() {
    for address in [site::http as fn(&str) -> String, site::file] {
        let page = open(&address(&format!(
            "{COURSE}?unit=6&which=random&kind=question&count=50"
        )));
        page.wait(CARD);
        let place = page.eval("document.querySelector('.practice-place').textContent");
        // A question that other chapters ask as well names them all.
        let place = place.as_str().unwrap();
        assert!(
            place.starts_with("作业 · ") && place.contains("第六章"),
            "{place}"
        );
    }
    let nonsense = open(&site::http(&format!("{COURSE}?unit=%22%3E%3Cb%3E&which=")));
    assert_eq!(nonsense.eval(&format!("!!{CARD}")), false);
    assert_eq!(nonsense.complaints(), Vec::<String>::new());
    // A unit's page leads to its cards.
    let page = nonsense;
    page.go(&site::http("crm-16h/unit-06.html"));
    page.click(".unit-facts a[href*='practice']");
    page.wait(CARD);
    assert_eq!(
        page.eval("document.querySelector('[name=unit]').value"),
        "6"
    );
}

/// Gives the page a file, as a reader who chooses it.
fn import(page: &Page, file: &Path) {
    let root = page.call("DOM.getDocument", json!({}));
    let input =
        json!({ "nodeId": root["root"]["nodeId"], "selector": ".practice input[type=file]" });
    let input = page.call("DOM.querySelector", input);
    page.call(
        "DOM.setFileInputFiles",
        json!({ "nodeId": input["nodeId"], "files": [file] }),
    );
}

#[test]
fn progress_is_taken_along_and_what_is_newer_stays() {
    for address in [site::http as fn(&str) -> String, site::file] {
        taken_along(address);
    }
}

fn taken_along(address: fn(&str) -> String) {
    let page = open(&address(&format!("{COURSE}?unit=1&count=10")));
    play(&page);
    page.eval(
        "URL.createObjectURL = blob => { blob.text().then(text => (window.taken = text)); return 'blob:none'; };
         HTMLAnchorElement.prototype.click = function () { window.named = this.download; };",
    );
    page.click("[data-do=export]");
    let taken = page.wait("window.taken");
    assert_eq!(page.eval("named"), "课纲-自测进度.json");
    let file = scratch("progress.json");
    fs::write(&file, taken.as_str().unwrap()).unwrap();

    let other = open(&address(COURSE));
    // One of the cards was learned here later, another is only here.
    let key = page.eval(&format!("Object.keys({STORED})[0]"));
    let (newer, own) = (
        json!({ "box": 4, "due": 4e12, "seen": 9, "missed": 0, "at": 4e12 }),
        "concept/own",
    );
    let before = json!({ "what": "kegang-practice", "version": 1, "cards": { key.as_str().unwrap(): newer, own: newer } });
    other.eval(&format!(
        "localStorage.setItem('kegang-practice', JSON.stringify({before}))"
    ));
    other.go(&address(COURSE));
    other.wait(COUNT);
    import(&other, &file);
    other.wait(&format!("{STATE}.includes('已并入 10 张')"));
    let merged = other.eval(STORED);
    assert_eq!(merged.as_object().unwrap().len(), 11);
    assert_eq!(merged[key.as_str().unwrap()]["box"], 4);
    assert_eq!(merged[own]["seen"], 9);
}

#[test]
fn a_file_that_is_something_else_changes_nothing() {
    let page = open(&site::http(&format!("{COURSE}?unit=1&count=10")));
    answer(&page, "3");
    page.click("[data-do=stop]");
    let before = page.eval(STORED);
    let broken = [
        "",
        "null",
        "{",
        "[]",
        r#"{"what":"kegang-practice","version":2,"cards":{}}"#,
        r#"{"what":"kegang-practice","version":1,"cards":{"concept/crm":{"box":1}}}"#,
        r#"{"what":"kegang-practice","version":1,"cards":{"concept/crm":null}}"#,
        r#"{"what":"kegang-practice","version":1,"cards":{"concept/crm":{"box":99,"due":0,"seen":1,"missed":0,"at":0}}}"#,
        r#"{"what":"kegang-practice","version":1,"cards":{"__proto__":{"box":1,"due":0,"seen":1,"missed":0,"at":0}}}"#,
        r#"{"what":"kegang-practice","version":1,"cards":{"concept/crm":{"box":-1,"due":0.5,"seen":"1","missed":0,"at":0}}}"#,
        "<!doctype html>",
    ];
    for (nth, text) in broken.iter().enumerate() {
        let file = scratch(&format!("broken-{nth}.json"));
        fs::write(&file, text).unwrap();
        page.eval("document.querySelector('.practice-state').textContent = ''");
        import(&page, &file);
        page.wait(&format!("{STATE}.includes('没有改动')"));
        assert_eq!(page.eval(STORED), before, "{text}");
    }
    assert_eq!(page.complaints(), Vec::<String>::new());
}

#[test]
fn two_windows_do_not_forget_each_other() {
    let page = open(&site::http(&format!("{COURSE}?unit=1&count=10")));
    page.wait(CARD);
    let other = json!({ "box": 2, "due": 1, "seen": 2, "missed": 1, "at": 1 });
    let other =
        json!({ "what": "kegang-practice", "version": 1, "cards": { "concept/elsewhere": other } });
    page.eval(&format!(
        "localStorage.setItem('kegang-practice', JSON.stringify({other}))"
    ));
    answer(&page, "3");
    page.wait(&format!("Object.keys({STORED}).length === 2"));
}

#[test]
fn cleared_progress_is_gone() {
    let page = open(&site::http(&format!("{COURSE}?unit=1&count=10")));
    answer(&page, "3");
    page.click("[data-do=stop]");
    page.eval("window.confirm = () => false");
    page.click("[data-do=forget]");
    assert_eq!(page.eval(&format!("Object.keys({STORED}).length")), 1);
    page.eval("window.confirm = () => true");
    page.click("[data-do=forget]");
    page.wait(&format!("Object.keys({STORED}).length === 0"));
    page.go(&site::http(COURSE));
    page.wait(&format!(
        "{COUNT}.includes('没练过') && !{COUNT}.includes('记住了')"
    ));
}

#[test]
fn where_nothing_may_be_kept_it_works_until_the_page_is_closed() {
    let page = Page::new();
    page.call(
        "Page.addScriptToEvaluateOnNewDocument",
        json!({ "source": "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })" }),
    );
    page.go(&site::http(&format!("{COURSE}?unit=1&count=10")));
    let first = play(&page);
    let told = page.eval("document.querySelector('.practice-where').textContent");
    assert!(told.as_str().unwrap().contains("不让保存"), "{told}");
    page.click("[data-do=setup]");
    page.wait(&format!("{COUNT}.includes('记住了 10')"));
    let missed = page.eval("document.querySelector('.practice-misses li').textContent");
    assert_eq!(missed, first);
    assert_eq!(page.complaints(), Vec::<String>::new());
}

#[test]
fn cards_that_do_not_arrive_are_asked_for_again() {
    let (folder, origin) = site::copy("no-cards");
    let decks = folder.join("practice");
    let away = folder.join("practice-away");
    fs::rename(&decks, &away).unwrap();
    let page = Page::open(&format!("{origin}{}{COURSE}", site::BASE));
    page.wait(&format!("{STATE}.includes('没有取到')"));
    fs::rename(&away, &decks).unwrap();
    page.click(".practice form button");
    page.wait(CARD);
}

#[test]
fn when_all_is_known_it_says_when_to_come_back() {
    let page = open(&site::http(&format!("{COURSE}?unit=1&count=")));
    while page.eval(&format!("!{DONE}")) == true {
        answer(&page, "3");
    }
    page.click("[data-do=again]");
    page.wait(&format!("{STATE}.includes('小时后')"));
    assert_eq!(page.eval(&format!("!!{CARD}")), false);
    assert_eq!(
        page.eval("document.querySelector('.practice-setup').hidden"),
        false
    );
}
