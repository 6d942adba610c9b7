// What stands under the box: hits as one list or by unit, and what stands there without hits.
//
// Everything that can be chosen is a link with role="option" in one listbox, in the engine's order.
// An option carries `hit` or `query`, what it stands for.
(function () {
  "use strict";
  const kegang = (window.kegang = window.kegang || {});
  const { make } = kegang;
  const { MATCHED, memory, marked, snippet, kindLabel, place, address, clip } = kegang.parts;

  const SNIPPET = 92; // characters, two to three lines

  const pages = () =>
    kegang.site.config.pages || [["概念索引", "concepts.html"], ["作业题库", "homework.html"], ["思政载体", "carriers.html"]];

  function option(href, ...children) {
    return make("a", { className: "search-option", role: "option", "aria-selected": "false", tabIndex: -1, href }, ...children);
  }

  function hitRow(hit, skip) {
    const marks = hit.marks || {};
    const text = hit.text && hit.text !== hit.title;
    const link = option(
      address(hit),
      make("span", { className: "search-title" }, kindLabel(hit.kind), marked(hit.title, marks.title)),
      text && make("span", { className: "search-text" }, snippet(hit.text, marks.text, SNIPPET)),
      make(
        "span",
        { className: "search-place" },
        make("span", {}, place(hit).slice(skip).join(" › ")),
        MATCHED[hit.matched] && make("span", { className: "search-matched" }, MATCHED[hit.matched])
      )
    );
    link.hit = hit;
    // For pointers; the keyboard and screen readers have the button in the foot.
    const copy = make("button", { type: "button", className: "search-copy", tabIndex: -1, "aria-hidden": "true", title: "复制链接" }, "复制");
    return make("div", { className: "search-row", role: "presentation" }, link, copy);
  }

  function group(name, rows) {
    const head = make("div", { className: "search-group-name", "aria-hidden": "true" }, name);
    return make("div", { className: "search-group", role: "group", "aria-label": name }, head, ...rows);
  }

  /** Units in the order of their best hits. */
  function byUnit(hits) {
    const units = new Map();
    for (const hit of hits) {
      const name = place(hit).slice(0, 2).join(" › ") || "本站";
      const key = hit.syllabus ? hit.syllabus + hit.unit : name;
      if (!units.has(key)) units.set(key, { name, rows: [] });
      units.get(key).rows.push(hitRow(hit, 2));
    }
    return [...units.values()].map((unit) => group(unit.name, unit.rows));
  }

  const hitRows = (hits, grouped) => (grouped ? byUnit(hits) : hits.map((hit) => hitRow(hit, 0)));

  /** A query to go on with. */
  function queryRow(query) {
    const link = option(kegang.ui.link(query), clip(query));
    link.query = query;
    return link;
  }

  const queries = (name, list) => list.length && group(name, list.map(queryRow));

  const browse = () =>
    pages().length && group("浏览", pages().map(([title, url]) => option(kegang.site.root + url, title)));

  function recent() {
    const list = memory.get("recent");
    return Array.isArray(list) ? list.filter((query) => typeof query === "string").slice(0, 8) : [];
  }

  function remember(query) {
    const clean = query.trim().slice(0, 100);
    if (clean) memory.set("recent", [clean, ...recent().filter((one) => one !== clean)].slice(0, 8));
  }

  /** Before anything is typed. */
  const beforeRows = () =>
    [queries("最近搜过", recent()), queries("可以这样搜", kegang.engine.starts || []), browse()].filter(Boolean);

  /** When there is nothing: the nearest words of the index, and places to look around. */
  const emptyRows = (query) =>
    [queries("索引里相近的词", kegang.engine.nearest ? kegang.engine.nearest(query) : []), browse()].filter(Boolean);

  kegang.results = { hitRows, beforeRows, emptyRows, recent, remember, option };
})();
