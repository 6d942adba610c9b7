// Practising the cards of a course: one at a time, its answer on demand, graded by the reader.
// What was learned is kept on the device only and can be taken along as a file.
(function () {
  "use strict";
  const { GRADE, graded, isNew, isDue, isMiss, waiting, drawn, read, written, merged, days } = window.kegangSchedule;
  const page = document.querySelector(".practice");
  const find = (selector) => page.querySelector(selector);
  const form = find("form");
  const KEY = "kegang-practice";

  // ---- What is kept

  let kept = {};
  let keeps = true;

  function load() {
    try {
      const text = localStorage.getItem(KEY);
      kept = (text && read(text)) || {};
    } catch (_) {
      keeps = false;
    }
  }

  /** Another window may have practised meanwhile: what it learned last is taken in. */
  function save(without) {
    try {
      const text = localStorage.getItem(KEY);
      const stored = (text && read(text)) || {};
      delete stored[without];
      kept = merged(stored, kept);
      localStorage.setItem(KEY, written(kept));
    } catch (_) {
      keeps = false;
    }
  }

  // ---- The cards

  /** [key, kind, units, front, back, page], as `study::deck` writes them. */
  let deck = [];
  let byKey = {};
  let loading = null;

  /** The cards come as a script, which a page from disk may load too. */
  function loadDeck() {
    loading =
      loading ||
      new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = page.dataset.deck;
        script.onload = () => {
          deck = window.kegangDeck || [];
          byKey = Object.fromEntries(deck.map((entry) => [entry[0], entry]));
          resolve();
        };
        script.onerror = () => {
          loading = null;
          script.remove();
          reject(new Error("deck"));
        };
        document.head.append(script);
      });
    return loading;
  }

  const chosen = (name) => form.elements[name].value;

  /** The keys of the chosen unit and kind. */
  function eligible() {
    const [unit, kind] = [chosen("unit"), chosen("kind")];
    return deck
      .filter(([, is, units]) => (!kind || is === kind) && (!unit || units.includes(Number(unit))))
      .map(([key]) => key);
  }

  /** The keys to practise, in their order. */
  function picked(now) {
    const keys = eligible();
    const count = Number(chosen("count")) || keys.length;
    if (chosen("which") === "random") return drawn(keys, count, Math.random);
    if (chosen("which") === "missed") return keys.filter((key) => isMiss(kept[key])).slice(0, count);
    return waiting(keys, kept, now).slice(0, count);
  }

  // ---- A round

  let round = null; // what of it is left, how many there were, what was missed
  let before = null; // the round and the card before the last grade

  function start() {
    loadDeck().then(begin, () => say("卡片没有取到，请检查网络后再试。"));
  }

  function begin() {
    const queue = picked(Date.now());
    before = null;
    round = { queue, all: queue.length, known: 0, missed: [] };
    if (queue.length) return next();
    show("setup");
    say(nothing());
  }

  /** Why there is nothing to practise, and what could be done. */
  function nothing() {
    const keys = eligible();
    if (!keys.length) return "这里没有卡片，换一章或换一种内容试试。";
    if (chosen("which") === "missed") return "这里没有错题。";
    const next = Math.min(...keys.map((key) => kept[key].due));
    return "都复习过了，" + inWords(next - Date.now()) + "再来。还想练，方式里选“随机抽题”。";
  }

  function inWords(time) {
    const minutes = Math.max(1, Math.ceil(time / 6e4));
    if (minutes < 60) return minutes + " 分钟后";
    if (minutes < 60 * 24) return Math.ceil(minutes / 60) + " 小时后";
    return Math.ceil(minutes / 60 / 24) + " 天后";
  }

  /** One of three: choosing cards, a card, what came of the round. */
  function show(what) {
    find(".practice-setup").hidden = find(".practice-kept").hidden = what === "card";
    document.querySelector(".practice-intro").hidden = what !== "setup";
    find(".practice-card").hidden = find(".practice-round").hidden = what !== "card";
    find(".practice-done").hidden = what !== "done";
    if (what === "done") find(".practice-setup").hidden = true;
    say("");
  }

  function next() {
    const { queue, all } = round;
    if (!queue.length) return finish();
    const [, kind, units, front, , url] = byKey[queue[0]];
    show("card");
    const bar = find("progress");
    bar.max = all;
    bar.value = all - left();
    const place = units.map(label).filter(Boolean);
    find(".practice-place").textContent = [kind === "concept" ? "概念" : "作业", place.join("、")].filter(Boolean).join(" · ");
    find(".practice-left").textContent = "还有 " + left() + " 张";
    find(".practice-front").textContent = front;
    find(".practice-front").classList.toggle("long", front.length > 24);
    find("[data-do=undo]").hidden = !before;
    find(".practice-source").href = page.dataset.root + url;
    turn(false);
    see(find(".practice-front"));
  }

  /** How many of the round are not known yet. */
  const left = () => new Set(round.queue).size;

  const label = (unit) => {
    const option = Array.from(form.elements.unit.options).find((o) => o.value === String(unit));
    return option ? option.dataset.label : "";
  };

  /** Turns the card to its answer, or back. */
  function turn(open) {
    find(".practice-back").hidden = find(".practice-grades").hidden = !open;
    find(".practice-show").hidden = open;
    // Our own build wrote it; nothing a reader or an address says is in it.
    find(".practice-answer").innerHTML = open ? byKey[round.queue[0]][4] : "";
  }

  function reveal() {
    turn(true);
    const card = kept[round.queue[0]];
    const said = ["马上再来", "本轮再来", days(card, Date.now()) + " 天后"];
    page.querySelectorAll("[data-grade] small").forEach((small, i) => (small.textContent = said[i]));
    find(".practice-back").focus({ preventScroll: true });
  }

  /** Gives the focus and sees to it that the card begins below the bar. */
  function see(focused) {
    focused.focus({ preventScroll: true });
    const { top } = page.getBoundingClientRect();
    if (top < 0 || top > innerHeight / 2) page.scrollIntoView();
  }

  function grade(value) {
    const [key, ...rest] = round.queue;
    before = { round, key, card: kept[key] };
    const first = !round.missed.includes(key);
    kept[key] = graded(kept[key], value, Date.now());
    save();
    // What is not known comes again in this round: after a few others, or at its end.
    if (value !== GRADE.yes) rest.splice(value === GRADE.no ? 4 : rest.length, 0, key);
    round = {
      all: round.all,
      queue: rest,
      known: round.known + (first && value === GRADE.yes ? 1 : 0),
      missed: first && value !== GRADE.yes ? round.missed.concat(key) : round.missed,
    };
    next();
  }

  /** Back to the card graded last, as if it had not been. */
  function undo() {
    if (!before) return;
    const { key, card } = before;
    if (card) kept[key] = card;
    else delete kept[key];
    round = before.round;
    before = null;
    save(key);
    next();
    reveal();
  }

  function finish() {
    const done = round.all - left();
    const some = done < round.all ? "练了 " + done + " 张，还剩 " + left() + " 张没练完" : "练了 " + done + " 张";
    const known = round.missed.length ? "，一次就会的 " + round.known + " 张。没有一次答上来的：" : done ? "，全都一次就会。" : "。";
    show("done");
    find(".practice-sum").textContent = some + known;
    list(find(".practice-missed"), round.missed);
    find(".practice-missed").hidden = !round.missed.length;
    showKept();
    see(find(".practice-done"));
  }

  function list(into, keys) {
    into.replaceChildren(
      ...keys.map((key) => {
        const item = document.createElement("li");
        const link = document.createElement("a");
        link.href = page.dataset.root + byKey[key][5];
        link.textContent = byKey[key][3];
        item.append(link);
        return item;
      }),
    );
  }

  function setup() {
    show("setup");
    showKept();
    see(form.elements.unit);
  }

  // ---- Where one stands

  /** What is kept of the chosen cards; the misses of all. */
  function showKept() {
    if (!deck.length) return;
    const now = Date.now();
    const keys = eligible();
    const count = (test) => keys.filter((key) => test(kept[key], now)).length;
    const [fresh, due] = [count(isNew), count(isDue)];
    const known = keys.length - fresh - due;
    const parts = [due && "该复习 " + due, fresh && "没练过 " + fresh, known && "记住了 " + known];
    find(".practice-count").textContent = keys.length + " 张卡片：" + (parts.filter(Boolean).join("，") || "换一章试试") + "。";
    find(".practice-bar").hidden = !keys.length;
    [known, due].forEach((part, i) => (find(".practice-bar").children[i].style.width = (100 * part) / keys.length + "%"));
    const missed = deck.map(([key]) => key).filter((key) => isMiss(kept[key]));
    find(".practice-misses").hidden = !missed.length;
    find(".practice-misses summary").textContent = "错题本（" + missed.length + "）";
    list(find(".practice-misses ol"), missed);
    if (!keeps) find(".practice-where").textContent = "这个浏览器不让保存，关掉页面进度就没有了；可以先导出。";
  }

  function say(words) {
    find(".practice-state").textContent = words;
  }

  function misses() {
    ["unit", "kind", "count"].forEach((name) => (form.elements[name].value = ""));
    form.elements.which.value = "missed";
    start();
  }

  // ---- Taking it along

  function exportKept() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([written(kept)], { type: "application/json" }));
    link.download = "课纲-自测进度.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    say("已导出，在别的设备上点“导入进度”就能接着练。");
  }

  function importKept(file) {
    const reader = new FileReader();
    reader.onload = () => {
      const cards = read(String(reader.result));
      if (!cards) return say("这个文件不是自测进度，没有改动。");
      kept = merged(kept, cards);
      save();
      showKept();
      say("已并入 " + Object.keys(cards).length + " 张卡片的进度。");
    };
    reader.onerror = () => say("文件读不出来，没有改动。");
    reader.readAsText(file);
  }

  function forget() {
    if (!confirm("清除这台设备上的全部自测进度？清除后不能恢复。")) return;
    kept = {};
    try {
      localStorage.removeItem(KEY);
    } catch (_) {
      keeps = false;
    }
    showKept();
    say("进度已清除。");
  }

  // ---- Hands

  const acts = { show: reveal, undo, stop: finish, again: start, setup, misses, export: exportKept, forget };

  function onKey(event) {
    const { key, target } = event;
    if (find(".practice-card").hidden || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.closest("input, select, textarea, dialog, .toc")) return;
    const open = !find(".practice-grades").hidden;
    const value = { 1: GRADE.no, 2: GRADE.nearly, 3: GRADE.yes }[key];
    // A button or a link takes these two for itself.
    const press = (key === " " || key === "Enter") && !target.closest("a, button, summary");
    if (open && value !== undefined) grade(value);
    else if (!open && press) reveal();
    else if (key === "z" || key === "Z") undo();
    else return;
    event.preventDefault();
  }

  /** `?unit=5&which=random` chooses and begins; a value that is not there is left out. */
  function readAddress() {
    const asked = new URLSearchParams(location.search);
    let any = false;
    ["unit", "kind", "which", "count"].forEach((name) => {
      const values = Array.from(form.elements[name].options, (option) => option.value);
      if (!values.includes(asked.get(name))) return;
      form.elements[name].value = asked.get(name);
      any = true;
    });
    return any;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    start();
  });
  form.addEventListener("change", () => {
    say("");
    showKept();
  });
  page.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.grade) grade(Number(button.dataset.grade));
    else if (button.dataset.do) acts[button.dataset.do]();
  });
  find("input[type=file]").addEventListener("change", (event) => {
    const [file] = event.target.files;
    if (file) importKept(file);
    event.target.value = "";
  });
  document.addEventListener("keydown", onKey);
  load();
  page.hidden = false;
  const asked = readAddress();
  loadDeck().then(
    () => {
      showKept();
      if (asked) begin();
    },
    () => say("卡片没有取到，请检查网络后再试。"),
  );
})();
