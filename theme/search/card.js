// The card of the best hit: its whole text, where else it is taught, and what belongs to it in the
// same unit. Text and place stand there at once; the rest is looked up when the typing rests.
(function () {
  "use strict";
  const kegang = (window.kegang = window.kegang || {});
  const { make } = kegang;
  const { snippet, marked, kindLabel, place, shortOf, address } = kegang.parts;

  const REST = 120; // ms without a keystroke
  const TEXT = 360; // characters
  const MOST = { homework: 3, carrier: 2 };

  let timer = 0;
  let known = { url: "", rows: [] };

  const plain = (title) => title.replace(/^[\d.、\s（）()]+/, "").replace(/\s/g, "");
  const alike = (a, b) => plain(a).includes(plain(b)) || plain(b).includes(plain(a));

  function row(hit, label) {
    const link = kegang.results.option(address(hit), label, make("span", {}, hit.title));
    link.hit = hit;
    return link;
  }

  /** The same term in the other syllabi: the best hit of each. */
  async function elsewhere(hit) {
    const { hits } = await kegang.engine.search(hit.title, { kinds: ["concept"], limit: 20 });
    const seen = new Set([hit.syllabus, ""]);
    return hits.filter((one) => alike(one.title, hit.title) && !seen.has(one.syllabus) && seen.add(one.syllabus));
  }

  /** Questions and carriers of the hit's unit, those with its words first. */
  async function sameUnit(hit) {
    const options = { kinds: Object.keys(MOST), syllabi: [hit.syllabus], limit: 60 };
    const unit = hit.breadcrumb[1] || hit.title;
    const answers = await Promise.all([hit.title, unit].map((query) => kegang.engine.search(query, options)));
    const left = Object.assign({}, MOST);
    const seen = new Set([hit.url]);
    return answers
      .flatMap((answer) => answer.hits)
      .filter((one) => one.unit === hit.unit && !seen.has(one.url) && seen.add(one.url) && left[one.kind]-- > 0)
      .sort((a, b) => (a.kind < b.kind) - (a.kind > b.kind));
  }

  async function related(hit) {
    const others = hit.kind === "concept" ? await elsewhere(hit) : [];
    const unit = hit.syllabus && hit.unit ? await sameUnit(hit) : [];
    return [
      ...others.map((one) => row(one, make("span", { className: "search-also" }, shortOf(one.syllabus) + "也讲"))),
      ...unit.map((one) => row(one, kindLabel(one.kind))),
    ];
  }

  /** The card of a hit; `changed` is called when its related options have come. */
  function build(hit, changed) {
    const marks = hit.marks || {};
    const list = make("div", { className: "search-related" });
    const node = make(
      "div",
      { className: "search-card", role: "group", "aria-label": hit.title + "：相关内容" },
      make(
        "div",
        { className: "search-card-head" },
        kindLabel(hit.kind),
        make("div", { className: "search-card-title" }, marked(hit.title, marks.title)),
        make("div", { className: "search-card-place" }, place(hit).join(" › "))
      ),
      make("div", { className: "search-card-text" }, snippet(hit.text || hit.title, marks.text, TEXT)),
      list
    );
    node.classList.toggle("search-card-concept", hit.kind === "concept");
    clearTimeout(timer);
    if (known.url === hit.url) list.append(...known.rows);
    else
      timer = setTimeout(async () => {
        const rows = await related(hit).catch(() => []);
        if (!node.isConnected) return;
        known = { url: hit.url, rows };
        list.append(...rows);
        changed();
      }, REST);
    return node;
  }

  kegang.card = { build };
})();
