// What stands under the box: hits as one list or by unit, the card of the best hit, and what stands
// there without hits.
//
// Everything that can be chosen is a link with role="option" in one listbox, hits first and in the
// engine's order. An option carries `hit` or `query`, what it stands for.
(function (kegang) {
  "use strict";
  const { make } = kegang;
  const { MATCHED, memory, marked, snippet, afterTitle, kindLabel, shortOf, place, address, clip, div, span, button } =
    kegang.parts;

  const SNIPPET = 92; // characters, two to three lines
  const CARD_TEXT = 360; // characters
  const REST = 120; // ms without a keystroke, before the card is filled
  const RELATED = { homework: 3, carrier: 2 }; // at most so many of each in a card
  const RECENT = 8;

  function option(href, ...children) {
    return make("a", { className: "search-option", role: "option", tabIndex: -1, href }, ...children);
  }

  function hitOption(hit, ...children) {
    return Object.assign(option(address(hit), ...children), { hit });
  }

  /** A sign that what follows is ours and not the syllabus's. */
  const ours = () => span("editor-mark", "编者整理");

  /** The words of a row: what the record says, or, when it was found by that, what we say of it. */
  function words({ text, marks, notes, byNotes }, from) {
    if (byNotes && notes < text.length) return span("search-text", ours(), snippet(text, marks.text, SNIPPET, notes + 1));
    return from < notes && span("search-text", snippet(text, marks.text, SNIPPET, from, notes));
  }

  /** How a hit was found, where that is not plain to see. */
  function foundBy({ matched, alias }) {
    if (alias) return span("search-matched", "又称 ", marked(alias.text, alias.marks));
    return MATCHED[matched] && span("search-matched", MATCHED[matched]);
  }

  function hitRow(hit, skip) {
    const { title, marks, kind } = hit;
    // For pointers; the keyboard and screen readers have the button in the foot.
    const copy = button("search-copy", "复制链接");
    copy.tabIndex = -1;
    copy.setAttribute("aria-hidden", true);
    return div(
      "search-row",
      hitOption(
        hit,
        span("search-title", kindLabel(kind), marked(title, marks.title)),
        words(hit, afterTitle(hit)),
        span("search-place", span("search-way", place(hit).slice(skip).join(" › ")), foundBy(hit))
      ),
      copy
    );
  }

  function group(name, rows) {
    const head = div("search-group-name", name);
    head.setAttribute("aria-hidden", true);
    return make("div", { className: "search-group", role: "group", "aria-label": name }, head, ...rows);
  }

  /** The hits, by unit in the order of the units' best hits, or as one list. */
  function hitRows(hits, grouped) {
    if (!grouped) return hits.map((hit) => hitRow(hit, 0));
    const units = new Map();
    for (const hit of hits) {
      const name = place(hit).slice(0, 2).join(" › ");
      units.set(name, [...(units.get(name) || []), hitRow(hit, 2)]);
    }
    return [...units].map(([name, rows]) => group(name, rows));
  }

  // ---- The card: the whole text at once; where else it is taught, and what belongs to it in the same
  // unit, when the typing rests.

  let timer;
  let filled = {};

  /** The best hits for the same term in other syllabi. */
  async function elsewhere({ kind, title, syllabus }) {
    const { hits } = await kegang.engine.search(title, { kinds: [kind], limit: 20, own: true });
    const seen = new Set(["", syllabus]);
    return hits.filter(
      (one) =>
        (one.title.includes(title) || title.includes(one.title)) && !seen.has(one.syllabus) && seen.add(one.syllabus)
    );
  }

  /** Questions and carriers of the hit's unit, those with the words asked for and with its own first. */
  async function sameUnit({ title, syllabus, unit, url, breadcrumb }) {
    const options = { kinds: Object.keys(RELATED), syllabi: [syllabus], limit: 60, own: true };
    const answers = await Promise.all(
      [kegang.state.asked.query, title, breadcrumb[1] || title].map((query) => kegang.engine.search(query, options))
    );
    const seen = new Set([url]);
    const all = answers.flatMap(({ hits }) => hits).filter((one) => !seen.has(one.url) && seen.add(one.url));
    return options.kinds.flatMap((kind) =>
      all.filter((one) => one.kind === kind && one.unit === unit).slice(0, RELATED[kind])
    );
  }

  async function related(hit) {
    const [others, mates] = await Promise.all([
      hit.kind === "concept" ? elsewhere(hit) : [],
      hit.unit ? sameUnit(hit) : [],
    ]);
    return [
      ...others.map((one) => hitOption(one, span("search-also", shortOf(one.syllabus), "也讲"), one.title)),
      ...mates.map((one) => hitOption(one, kindLabel(one.kind), one.title)),
    ];
  }

  /**
   * Where the definition of a concept stands in its text: `[from, to]`. Where several terms are explained,
   * that of the one that was asked for: a definition begins with its term.
   */
  function definitionAt({ text, marks, notes }) {
    let [from, to, best] = [notes, notes, -1];
    for (const { index, 0: paragraph } of text.slice(notes).matchAll(/[^\n]+/g)) {
      const start = notes + index;
      const begins = marks.text.find(([at]) => at >= start && at < start + 3);
      const length = begins ? begins[1] - begins[0] : 0;
      if (length > best) [from, to, best] = [start, start + paragraph.length, length];
    }
    return [from, to];
  }

  /**
   * What the card says of a hit: of a concept our definition, its place there before its words are; then
   * the hit's own words, or those of ours that it was found by.
   */
  function cardTexts(hit) {
    const { kind, text, marks, notes, hasNotes, byNotes } = hit;
    const defines = kind === "concept" && hasNotes;
    const [from, to] = definitionAt(hit);
    const better = (one, other) => (other[0] >= notes && other[1] - other[0] > one[1] - one[0] ? other : one);
    const [at] = marks.text.reduce(better, [from, from]);
    const defined = defines && at >= from && at < to;
    return [
      defines && div("search-definition", ours(), marked(text, marks.text, from, to)),
      byNotes
        ? !defined && div("search-card-text", ours(), snippet(text, marks.text, SNIPPET, notes + 1))
        : div("search-card-text", snippet(text, marks.text, CARD_TEXT, afterTitle(hit), notes)),
    ];
  }

  /** The card of a hit; `changed` is called when further options have come. */
  function card(hit, changed) {
    const { title, marks, kind, url } = hit;
    const list = div("search-related");
    const node = div(
      "search-card card-" + kind,
      div(
        "search-card-head",
        kindLabel(kind),
        div("search-card-title", marked(title, marks.title)),
        div("search-place", place(hit).join(" › "))
      ),
      ...cardTexts(hit),
      list
    );
    node.setAttribute("role", "group");
    node.setAttribute("aria-label", title);
    clearTimeout(timer);
    if (filled.url === url) list.append(...filled.rows);
    else
      timer = setTimeout(async () => {
        const rows = await related(hit);
        if (!node.isConnected) return;
        filled = { url, rows };
        list.append(...rows);
        changed();
      }, REST);
    return node;
  }

  // ---- Without hits

  function queries(name, list) {
    const rows = list.map((query) => Object.assign(option(kegang.ui.link(query), clip(query)), { query }));
    return rows.length && group(name, rows);
  }

  function browse() {
    const [title, url] = kegang.site.browse;
    return group("浏览", [option(kegang.site.root + url, title)]);
  }

  const recent = () => [].concat(memory.get("recent") || []).map(String);

  function remember(query) {
    const clean = query.trim().slice(0, 100);
    memory.set("recent", [clean, ...recent().filter((one) => one !== clean)].slice(0, RECENT));
  }

  /** Before anything is typed. */
  const beforeRows = () => [queries("最近搜过", recent()), queries("试试", kegang.engine.starts || []), browse()];

  /** When there is nothing: the nearest words of the index, and places to look around. */
  const emptyRows = (query) => [queries("相近的词", kegang.engine.nearest(query)), browse()];

  kegang.results = { hitRows, card, beforeRows, emptyRows, recent, remember };
})((window.kegang = window.kegang || {}));
