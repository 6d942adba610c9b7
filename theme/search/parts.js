// Small parts that the whole interface uses. Stands first among its files.
//
// Texts come from the content and from the reader: they enter the page as text nodes, never as HTML.
(function () {
  "use strict";
  const kegang = (window.kegang = window.kegang || {});
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
        if (value === null) localStorage.removeItem("kegang." + key);
        else localStorage.setItem("kegang." + key, JSON.stringify(value));
      } catch (_) {}
    },
  };

  /** `text` from `from` to `to`, the ranges of `marks` in `<mark>`; ranges out of order do no harm. */
  function marked(text, marks, from = 0, to = text.length) {
    const out = document.createDocumentFragment();
    let at = from;
    for (const [start, end] of marks || []) {
      const left = Math.max(start, at);
      const right = Math.min(end, to);
      if (left >= right) continue;
      out.append(text.slice(at, left), make("mark", {}, text.slice(left, right)));
      at = right;
    }
    out.append(text.slice(at, to));
    return out;
  }

  /** Where the window of `size` characters with most marked characters starts. */
  function densest(marks, size) {
    let best = 0;
    let most = -1;
    for (const [start] of marks.slice(0, 60)) {
      let sum = 0;
      for (const [left, right] of marks) if (left >= start && right <= start + size) sum += right - left;
      if (sum > most) [best, most] = [start, sum];
    }
    return best;
  }

  /** The part of a text worth showing: `size` characters where the marks stand, from a sentence's start. */
  function snippet(text, marks, size) {
    if (text.length <= size) return marked(text, marks);
    const focus = densest(marks || [], size * 0.7);
    const before = text.slice(Math.max(0, focus - 30), focus);
    let from = focus - Math.min(before.length, before.length - 1 - before.search(/[。！？；\n][^。！？；\n]*$/));
    if (from < 12) from = 0;
    let to = Math.min(text.length, from + size);
    // A pair of surrogates stays together.
    const low = (at) => /[\udc00-\udfff]/.test(text[at] || "");
    if (low(from)) from--;
    if (low(to)) to++;
    const out = marked(text, marks, from, to);
    if (from) out.prepend("…");
    if (to < text.length) out.append("…");
    return out;
  }

  const kindLabel = (kind) => make("span", { className: "search-kind kind-" + kind }, KINDS[kind] || kind);

  const shortOf = (id) => {
    const found = (kegang.engine.syllabi || []).find((one) => one.id === id);
    return found ? found.short || found.title : id;
  };

  /** Where a hit stands, from the syllabus down; the syllabus by its short name. */
  function place(hit) {
    const crumbs = (hit.breadcrumb || []).slice();
    if (hit.syllabus) crumbs[0] = shortOf(hit.syllabus);
    return crumbs.filter(Boolean);
  }

  /** The address of a hit on this copy of the site. */
  const address = (hit) => new URL(hit.url, kegang.site.root).href;

  /** A text short enough to be repeated to the reader. */
  const clip = (text) => (text.length > 40 ? text.slice(0, 40) + "…" : text);

  function copy(text, near) {
    const old = () => {
      const field = make("textarea", { value: text, className: "search-aside" });
      near.append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      return done ? Promise.resolve() : Promise.reject();
    };
    return navigator.clipboard ? navigator.clipboard.writeText(text).catch(old) : old();
  }

  kegang.parts = { KINDS, MATCHED, memory, marked, snippet, kindLabel, shortOf, place, address, clip, copy };
})();
