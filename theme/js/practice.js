// Practising the cards of a course: one at a time, its answer on demand, graded by the reader.
// What was learned is kept on the device only and can be taken along as a file.
(function () {
  "use strict";
  const { GRADE, graded, isNew, isDue, isMiss, waiting, drawn, read, written, merged } = window.kegangSchedule;
  const page = document.querySelector(".practice");
  const find = (selector) => page.querySelector(selector);
  const form = find("form");
  const card = find(".practice-card");
  const KEY = "kegang-practice";

  // ---- What is kept

  let kept = {};
  let keeps = true;

  function load() {
    try {
      kept = read(localStorage.getItem(KEY) || written({})) || {};
    } catch (_) {
      keeps = false;
    }
  }

  function save() {
    try {
      localStorage.setItem(KEY, written(kept));
    } catch (_) {
      keeps = false;
    }
  }

  // ---- The cards

  /** [key, kind, units, front, back, page], as `study::deck` writes them. */
  let deck = null;
  let byKey = {};

  /** The cards come as a script, which a page from disk may load too. */
  function loadDeck() {
    if (deck) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = page.dataset.deck;
      script.onload = () => {
        deck = window.kegangDeck || [];
        deck.forEach((entry) => (byKey[entry[0]] = entry));
        resolve();
      };
      script.onerror = () => reject(new Error("deck"));
      document.head.append(script);
    });
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

  let queue = [];
  let round = null;

  function start() {
    loadDeck().then(
      () => {
        queue = picked(Date.now());
        round = { all: queue.length, known: 0, missed: [] };
        if (queue.length) next();
        else say(nothing());
      },
      () => say("卡片没有取到，请检查网络后再试。"),
    );
  }

  /** Why there is nothing to practise, and what could be done. */
  function nothing() {
    const keys = eligible();
    if (!keys.length) return "这里没有卡片，换一章或换一种试试。";
    if (chosen("which") === "missed") return "没有错题。";
    const next = Math.min(...keys.map((key) => kept[key].due));
    return "都复习过了，下一张在 " + new Date(next).toLocaleString("zh-CN") + " 到期。想再练，选“随机抽题”。";
  }

  function next() {
    if (!queue.length) return finish();
    const [, kind, units, front, , url] = byKey[queue[0]];
    card.hidden = false;
    find(".practice-done").hidden = true;
    const place = units.map((unit) => label(unit)).join("、");
    find(".practice-place").textContent = [kind === "concept" ? "概念" : "作业", place].filter(Boolean).join(" · ");
    find(".practice-left").textContent = "还有 " + queue.length + " 张";
    const title = find(".practice-front");
    title.textContent = front;
    find(".practice-back").hidden = true;
    find(".practice-show").hidden = false;
    find(".practice-grades").hidden = true;
    find(".practice-source").href = page.dataset.root + url;
    say("");
    title.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
  }

  const label = (unit) => {
    const option = Array.from(form.elements.unit.options).find((o) => o.value === String(unit));
    return option ? option.dataset.label : "";
  };

  function show() {
    const back = find(".practice-back");
    // Our own build wrote it; nothing a reader or an address says is in it.
    find(".practice-answer").innerHTML = byKey[queue[0]][4];
    back.hidden = false;
    find(".practice-show").hidden = true;
    find(".practice-grades").hidden = false;
    back.focus({ preventScroll: true });
    find(".practice-grades").scrollIntoView({ block: "nearest" });
  }

  function grade(value) {
    const key = queue.shift();
    const first = !round.missed.includes(key);
    kept[key] = graded(kept[key], value, Date.now());
    save();
    if (value === GRADE.yes) round.known += first ? 1 : 0;
    else {
      // It comes again in this round: after a few others, or at its end.
      queue.splice(value === GRADE.no ? Math.min(4, queue.length) : queue.length, 0, key);
      if (first) round.missed.push(key);
    }
    showKept();
    next();
  }

  function finish() {
    card.hidden = true;
    const done = find(".practice-done");
    done.hidden = false;
    find(".practice-sum").textContent =
      "练完 " + round.all + " 张，一次就会的 " + round.known + " 张。" + (keeps ? "" : "这个浏览器不让保存，进度只留到关闭页面为止。");
    list(find(".practice-missed"), round.missed);
    done.focus({ preventScroll: true });
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

  // ---- Where one stands

  function showKept() {
    if (!deck) return;
    const now = Date.now();
    const keys = deck.map(([key]) => key);
    const count = (test) => keys.filter((key) => test(kept[key], now)).length;
    const fresh = count(isNew);
    find(".practice-count").textContent =
      "共 " + keys.length + " 张：没练过 " + fresh + "，该复习 " + count(isDue) + "，记住了 " + (keys.length - fresh - count(isDue)) + "。";
    const missed = keys.filter((key) => isMiss(kept[key]));
    find(".practice-misses").hidden = !missed.length;
    find(".practice-misses summary").textContent = "错题本（" + missed.length + "）";
    list(find(".practice-misses ol"), missed);
  }

  function say(words) {
    find(".practice-state").textContent = words;
  }

  // ---- Taking it along

  function exportKept() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([written(kept)], { type: "application/json" }));
    link.download = "课纲-自测进度.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
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
    save();
    showKept();
    say("进度已清除。");
  }

  // ---- Hands

  const acts = { show, export: exportKept, forget, again: start };

  function onKey(event) {
    if (card.hidden || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea, a, button, summary, dialog")) return;
    const open = !find(".practice-grades").hidden;
    const value = { 1: GRADE.no, 2: GRADE.nearly, 3: GRADE.yes }[event.key];
    if (open && value !== undefined) grade(value);
    else if (!open && (event.key === " " || event.key === "Enter")) show();
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
  const begin = readAddress();
  loadDeck().then(
    () => {
      showKept();
      if (begin) start();
    },
    () => say("卡片没有取到，请检查网络后再试。"),
  );
})();
