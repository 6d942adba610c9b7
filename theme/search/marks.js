// Marks on the page that a hit leads to. The page with the hit leaves a note on the device: which
// address, which words. The page that arrives takes the note, so that addresses stay clean, and the
// same works in a new tab and from a folder on disk. Without a note the anchor alone is followed.
(function () {
  "use strict";
  const kegang = (window.kegang = window.kegang || {});
  const { make } = kegang;
  const { memory, clip } = kegang.parts;

  const NOTES = 5;
  const NOTE_LIVES = 120000; // ms; a slow line may take its time
  const MOST_MARKS = 400;
  const SKIPPED = "script,style,math,svg,textarea,button,.anchor,.erratum-note,.search,.search-bar,[hidden]";
  const BLOCKS = "p,li,td,th,dt,dd,h1,h2,h3,h4,h5,h6,figcaption,caption,summary,pre,div";

  let marks = [];
  let bar = null;
  let current = 0;

  const pageOf = (url) => new URL(url, location.href).href.replace(/[?#].*$/, "").replace(/index\.html$/, "");

  /** The words a hit was found by, as they are written there, longest first. */
  function wordsOf(hit) {
    const words = new Set();
    for (const field of ["title", "text"]) {
      for (const [start, end] of (hit.marks || {})[field] || []) {
        words.add((hit[field] || "").slice(start, end).trim());
      }
    }
    const sorted = [...words].filter(Boolean).sort((a, b) => b.length - a.length);
    // Parts of a longer word, and single characters beside words, only make noise.
    return sorted
      .filter((word, at) => !sorted.slice(0, at).some((longer) => longer.includes(word)))
      .filter((word, at) => !at || word.length > 1)
      .slice(0, 12);
  }

  /** Notes the words to mark where `hit` leads to. */
  function leave(hit, query) {
    const now = Date.now();
    const others = (memory.get("marks") || []).filter((note) => now - note.at < NOTE_LIVES);
    const url = pageOf(kegang.parts.address(hit));
    others.unshift({ url, query: query.slice(0, 200), words: wordsOf(hit), at: now });
    memory.set("marks", others.slice(0, NOTES));
  }

  /** Takes the note for this page, if there is one, and marks its words. */
  function arrive() {
    const notes = memory.get("marks") || [];
    const here = pageOf(location.href);
    const note = notes.find((one) => one.url === here && Date.now() - one.at < NOTE_LIVES);
    const rest = notes.filter((one) => one !== note && Date.now() - one.at < NOTE_LIVES);
    memory.set("marks", rest.length ? rest : null);
    if (note) show(note.words, note.query);
  }

  /** The texts of the page's blocks, each with the nodes that it is made of. */
  function blocks(main) {
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    const found = new Map();
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (!node.data.trim() || node.parentElement.closest(SKIPPED)) continue;
      const block = node.parentElement.closest(BLOCKS) || main;
      if (!found.has(block)) found.set(block, []);
      found.get(block).push(node);
    }
    return [...found.values()];
  }

  /** Ranges of a text to mark: its words as noted, or what the engine sees in it. */
  function ranges(text, pattern, query) {
    if (!pattern) return kegang.engine.marksIn ? kegang.engine.marksIn(text, query) : [];
    return [...text.matchAll(pattern)].map((match) => [match.index, match.index + match[0].length]);
  }

  /** Wraps the range of one node; several nodes may carry one mark. */
  function wrap(node, start, end) {
    const middle = start ? node.splitText(start) : node;
    if (end - start < middle.length) middle.splitText(end - start);
    const mark = make("mark", { className: "search-mark" });
    middle.replaceWith(mark);
    mark.append(middle);
    return mark;
  }

  function markBlock(nodes, pattern, query) {
    const found = ranges(nodes.map((node) => node.data).join(""), pattern, query);
    const made = found.map(() => []);
    let offset = 0;
    for (const node of nodes) {
      const length = node.length;
      // From the back, so that the offsets before stay true.
      for (let at = found.length - 1; at >= 0; at--) {
        const start = Math.max(found[at][0] - offset, 0);
        const end = Math.min(found[at][1] - offset, length);
        if (start < end) made[at].push(wrap(node, start, end));
      }
      offset += length;
    }
    return made.filter((parts) => parts.length);
  }

  function show(words, query) {
    clear();
    const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&").replace(/\s+/g, "\\s*"));
    const pattern = words.length ? new RegExp(escaped.join("|"), "gi") : null;
    for (const nodes of blocks(document.querySelector("main") || document.body)) {
      if (marks.length < MOST_MARKS) marks.push(...markBlock(nodes, pattern, query));
    }
    if (!marks.length) return;
    buildBar(words[0] || query, query);
    const target = document.querySelector(":target");
    const after = (parts) => target && !(target.compareDocumentPosition(parts[0]) & 2);
    go(Math.max(0, marks.findIndex(after)), !!target);
  }

  function buildBar(word, query) {
    const button = (name, label, onclick) => make("button", { type: "button", onclick, "aria-label": label }, name);
    bar = make(
      "div",
      { className: "search-bar", role: "region", "aria-label": "本页的搜索标记" },
      make("a", { className: "search-bar-word", href: kegang.ui.link(query), "data-search-open": "", "data-search-query": query }, clip(word)),
      make("span", { className: "search-bar-count", role: "status" }),
      button("↑", "上一处", () => go(current - 1)),
      button("↓", "下一处", () => go(current + 1)),
      button("清除", "清除标记", clear)
    );
    document.body.append(bar);
  }

  function go(to, stay) {
    for (const part of marks[current] || []) part.classList.remove("search-mark-current");
    current = (to + marks.length) % marks.length;
    for (const part of marks[current]) part.classList.add("search-mark-current");
    bar.children[1].textContent = `第 ${current + 1} / ${marks.length} 处`;
    const mark = marks[current][0];
    for (let fold = mark.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    // At arrival the anchor leads, as long as the mark can be seen from there.
    const { top, bottom } = mark.getBoundingClientRect();
    if (!stay || top < 0 || bottom > innerHeight) mark.scrollIntoView({ block: "center" });
  }

  function clear() {
    for (const mark of marks.flat()) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      if (parent) parent.normalize();
    }
    marks = [];
    current = 0;
    if (bar) bar.remove();
    bar = null;
  }

  document.addEventListener("click", (event) => {
    if (marks.length && event.target.closest(".search-mark")) clear();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && marks.length && !kegang.busy(event) && !document.querySelector("dialog[open]")) clear();
  });

  kegang.marks = { leave, arrive, show, clear };
})();
