// Marks on the page that a hit leads to. The page with the hit leaves a note on the device: which
// address, which words. The page that arrives takes the note, so that addresses stay clean, and the
// same works in a new tab and from a folder on disk. Without a note the anchor alone is followed.
(function (kegang) {
  "use strict";
  const { make } = kegang;
  const { memory, clip, address, button } = kegang.parts;

  const MOST_MARKS = 400;
  const SKIPPED = "script,math,svg,button,.erratum-note,[hidden],[data-search-page]";

  /** For each place found, the elements that mark it: more than one where it spans elements. */
  let marks = [];
  let current = 0;
  let bar;

  const pageOf = (url) => url.replace(/[?#].*/s, "").replace(/index\.html$/, "");

  /** The words a hit was found by, as they are written there, longest first. */
  function wordsOf(hit) {
    const words = ["title", "text"].flatMap((field) =>
      hit.marks[field].map(([start, end]) => hit[field].slice(start, end).trim())
    );
    // Parts of a longer word, and single characters beside words, only make noise.
    return words
      .sort((a, b) => b.length - a.length)
      .filter((word, at) => word && !words.slice(0, at).some((longer) => longer.includes(word)))
      .filter((word, at) => !at || word.length > 1);
  }

  /** Notes the words to mark where `hit` leads to. */
  function leave(hit, query) {
    memory.set("marks", { url: pageOf(address(hit)), words: wordsOf(hit), query });
  }

  /** Takes the note, and marks its words if it is for this page. */
  function arrive() {
    const note = memory.get("marks");
    memory.set("marks", null);
    clear();
    if (!note || note.url !== pageOf(location.href) || !note.words[0]) return;
    const sources = note.words.map((word) => word.replace(/[^\s\w\u0080-\uffff]/g, "\\$&").replace(/\s+/g, "\\s*"));
    mark(document.querySelector("main") || document.body, new RegExp(sources.join("|"), "gi"));
    if (marks.length) showBar(note);
  }

  /** Wraps every match. A match may run over several elements, such as a corrected misprint. */
  function mark(main, words) {
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) {
      if (!walker.currentNode.parentNode.closest(SKIPPED)) nodes.push(walker.currentNode);
    }
    const text = nodes.map((node) => node.data).join("");
    const found = [...text.matchAll(words)].slice(0, MOST_MARKS);
    marks = found.map(() => []);
    // From the back, so that the offsets before stay true.
    let from = text.length;
    for (const node of nodes.reverse()) {
      from -= node.length;
      const length = node.length;
      for (let at = found.length - 1; at >= 0; at--) {
        const start = Math.max(found[at].index - from, 0);
        const end = Math.min(found[at].index + found[at][0].length - from, length);
        if (start < end) marks[at].unshift(wrap(node, start, end));
      }
    }
    marks = marks.filter((parts) => parts.length);
  }

  function wrap(node, start, end) {
    const range = document.createRange();
    const element = make("mark", { className: "search-mark" });
    range.setStart(node, start);
    range.setEnd(node, end);
    range.surroundContents(element);
    return element;
  }

  function showBar({ words, query }) {
    const again = { className: "search-button search-back", href: kegang.ui.link(query), "data-search-open": "", "data-search-query": query };
    bar = make(
      "div",
      { className: "search-bar", role: "region", "aria-label": "搜索标记" },
      make("a", again, clip(words[0])),
      make("span", { className: "search-total", role: "status" }),
      button("", "上一处", () => go(current - 1)),
      button("", "下一处", () => go(current + 1)),
      button("", "清除", clear)
    );
    document.body.append(bar);
    // At arrival the anchor leads, as long as the mark can be seen from there.
    const target = document.querySelector(":target");
    const first = marks.findIndex(([part]) => target && !(target.compareDocumentPosition(part) & 2));
    go(Math.max(first, 0), target);
  }

  function go(to, stay) {
    for (const part of marks[current]) part.classList.remove("search-mark-current");
    current = (to + marks.length) % marks.length;
    for (const part of marks[current]) part.classList.add("search-mark-current");
    bar.children[1].textContent = `${current + 1} / ${marks.length}`;
    const [part] = marks[current];
    for (let fold = part; (fold = fold.closest("details:not([open])")); ) fold.open = true;
    const { top, bottom } = part.getBoundingClientRect();
    if (!stay || top < 0 || bottom > innerHeight) part.scrollIntoView({ block: "center" });
  }

  function clear() {
    for (const part of marks.flat()) {
      const parent = part.parentNode;
      part.replaceWith(...part.childNodes);
      if (parent) parent.normalize();
    }
    marks = [];
    current = 0;
    if (bar) bar.remove();
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest(".search-mark")) clear();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !kegang.busy(event) && !document.querySelector("dialog[open]")) clear();
  });

  kegang.marks = { leave, arrive };
})((window.kegang = window.kegang || {}));
