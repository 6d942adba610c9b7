// Small parts that the whole interface uses. Stands first among its files.
//
// Texts come from the content and from the reader: they enter the page as text nodes, never as HTML.
(function (kegang) {
  "use strict";
  const { make } = kegang;

  const KINDS = { concept: "概念", homework: "作业", carrier: "思政", page: "正文" };

  /** How a hit was found, where that is not plain to see. */
  const MATCHED = {
    pinyin: "按拼音匹配",
    homophone: "按同音字匹配",
    traditional: "按繁体字匹配",
    synonym: "按同义词匹配",
  };

  /** The device's memory. Where it is full or forbidden there is none, and nothing else changes. */
  const memory = {
    get(key) {
      try {
        return JSON.parse(localStorage.getItem("kegang." + key));
      } catch (_) {
        return null;
      }
    },
    set(key, value) {
      try {
        if (value) localStorage.setItem("kegang." + key, JSON.stringify(value));
        else localStorage.removeItem("kegang." + key);
      } catch (_) {}
    },
  };

  /** `text` from `from` to `to`, the ranges of `marks` in `<mark>`; ranges out of order do no harm. */
  function marked(text, marks, from = 0, to = text.length) {
    const out = document.createDocumentFragment();
    let at = from;
    for (const [start, end] of marks) {
      const left = Math.max(start, at);
      const right = Math.min(end, to);
      if (left >= right) continue;
      out.append(text.slice(at, left), make("mark", {}, text.slice(left, right)));
      at = right;
    }
    out.append(text.slice(at, to));
    return out;
  }

  /**
   * The part of a text between `begin` and `end` worth showing: `size` characters about the longest
   * mark, from a sentence's start.
   */
  function snippet(text, marks, size, begin, end = text.length) {
    let from = begin;
    let to = end;
    if (to - from > size) {
      const longer = (a, b) => (b[0] >= from && b[1] <= end && b[1] - b[0] > a[1] - a[0] ? b : a);
      const [focus] = marks.reduce(longer, [from, from]);
      const start = focus - text.slice(Math.max(from, focus - 30), focus).match(/[^。！？；\n]*$/)[0].length;
      if (start > from + 12) from = start;
      to = Math.min(to, from + size);
    }
    // A pair of surrogates stays together.
    const low = (at) => /[\udc00-\udfff]/.test(text[at] || "");
    if (low(from)) from--;
    if (low(to)) to++;
    const out = marked(text, marks, from, to);
    if (from > begin) out.prepend("…");
    if (to < end) out.append("…");
    return out;
  }

  /** Where a hit's own words begin behind the title, or the notes when there are none. */
  function afterTitle({ title, text, notes }) {
    const own = text.slice(0, notes);
    return own.startsWith(title) ? notes - own.slice(title.length).trimStart().length : 0;
  }

  /** What a hit is, where there is more than one kind. */
  const kindLabel = (kind) => kegang.engine.kinds[1] && span("search-kind kind-" + kind, KINDS[kind]);

  const shortOf = (id) => (kegang.engine.syllabi.find((one) => one.id === id) || {}).short || id;

  /** Where a hit stands, from the syllabus down; the syllabus by its short name. */
  function place({ syllabus, breadcrumb: [first, ...rest] }) {
    return [syllabus ? shortOf(syllabus) : first, ...rest];
  }

  /** The address of a hit on this copy of the site. */
  const address = (hit) => new URL(hit.url, kegang.site.root).href;

  /** A text short enough to be repeated to the reader. */
  const clip = (text) => (text.length > 40 ? text.slice(0, 40) + "…" : text);

  const div = (className, ...children) => make("div", { className }, ...children);
  const span = (className, ...children) => make("span", { className }, ...children);
  const button = (className, label, onclick) =>
    make("button", { type: "button", className: "search-button " + className, onclick }, label);

  kegang.parts = { KINDS, MATCHED, memory, marked, snippet, kindLabel, shortOf, place, address, clip, div, span, button, afterTitle };
})((window.kegang = window.kegang || {}));
