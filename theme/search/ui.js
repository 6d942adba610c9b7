// The flow of a search: what stands in the box is asked, and the answer is shown.
(function () {
  "use strict";
  const kegang = (window.kegang = window.kegang || {});
  const { make, state } = kegang;
  const { KINDS, memory } = kegang.parts;
  const { asked } = state;

  const STEP = 20; // hits shown at a time
  const LONGEST = 500; // characters of a query that are looked at
  const REMEMBERED = 3600000; // ms that the last query is offered again on other pages

  let box;
  let shown = ""; // the request whose answer is on the screen
  let run = 0;
  let ready = false;
  let starting = null;
  let announcing = 0;

  /** Search on a page of its own, for this query and these filters. */
  function link(query, kind, syllabus) {
    const params = new URLSearchParams({ q: query });
    if (kind) params.set("kind", kind);
    if (syllabus) params.set("syllabus", syllabus);
    return kegang.site.root + (kegang.site.config.page || "search.html") + "?" + params;
  }

  /** The filters from the address; or the box's last use, on this page or another. */
  function recall() {
    const { page, input } = box;
    const params = new URLSearchParams(location.search);
    const last = page ? { kind: params.get("kind"), syllabus: params.get("syllabus") } : memory.get("last") || {};
    if (!page && !input.value && !box.composing && Date.now() - last.at < REMEMBERED) {
      input.value = last.query;
      input.select();
    }
    if (!page && input.value !== last.query) return;
    asked.kind = last.kind || "";
    asked.syllabus = last.syllabus || "";
  }

  function adopt() {
    box = kegang.box();
    const { host, input } = box;
    recall();
    kegang.panel.build(box);
    kegang.choice.listen();
    input.onkeydown = null;
    input.addEventListener("input", (event) => {
      box.enter = false;
      if (!event.isComposing) update();
    });
    input.addEventListener("compositionend", update);
    host.addEventListener("cancel", (event) => box.composing && event.preventDefault());
    host.addEventListener("close", () => state.answer && state.answer.total && kegang.results.remember(asked.query));
  }

  /** Takes the box as the starter opened it, with whatever was typed since. */
  function open() {
    if (!box) adopt();
    box.live = true;
    update();
    starting = starting || kegang.engine.ready();
    return starting.then(
      () => {
        if (!ready) kegang.panel.chips();
        ready = box.status.hidden = true;
        update();
      },
      (error) => {
        starting = null;
        box.live = false;
        kegang.fail(error);
      }
    );
  }

  const key = () => JSON.stringify(asked);

  /** Asks for what stands in the box. A late answer is dropped; the old one stays until there is a new one. */
  function update() {
    if (box.composing) return;
    const query = box.input.value.slice(0, LONGEST);
    const { view } = state;
    if (query !== asked.query) asked.limit = 0;
    asked.query = query;
    asked.limit = asked.limit || STEP;
    view.clear.hidden = !query;
    view.own.href = link(query, asked.kind, asked.syllabus);
    if (!ready || key() === shown) return;
    const mine = ++run;
    const request = key();
    if (!query.trim()) return show(null, request);
    const { limit, kind, syllabus } = asked;
    const filters = { kinds: kind ? [kind] : [], syllabi: syllabus ? [syllabus] : [] };
    kegang.engine.search(query, { limit, ...filters }).then(
      (found) => mine === run && show(found, request),
      (error) => mine === run && kegang.fail(error)
    );
  }

  /** Puts a query into the box and asks it; `again` even when it is the one shown. */
  function ask(query, again) {
    if (again) shown = "";
    box.input.value = query;
    box.input.focus();
    update();
  }

  function more() {
    asked.limit += STEP;
    update();
  }

  function show(found, request) {
    const { view } = state;
    const { hitRows, beforeRows, emptyRows } = kegang.results;
    const hits = found ? found.hits : [];
    const longer = hits.length > STEP && state.answer && request.replace(/"limit":\d+/, "") === shown.replace(/"limit":\d+/, "");
    const rows = hits.length ? hitRows(hits, asked.grouped) : found ? emptyRows(asked.query) : beforeRows();
    state.answer = found;
    shown = request;
    view.list.replaceChildren(make("div", { className: "search-hits", role: "presentation" }, ...rows));
    if (hits.length) view.list.append(kegang.card.build(hits[0], kegang.choice.renew));
    view.list.classList.toggle("search-by-unit", asked.grouped);
    kegang.panel.paint(found);
    if (!longer) view.body.scrollTop = 0;
    kegang.choice.renew(!longer);
    if (box.enter) kegang.choice.openFirst();
    box.enter = false;
    clearTimeout(announcing);
    announcing = setTimeout(after, 400);
  }

  /** What may wait until the typing rests: the announcement, and the address of the search page. */
  function after() {
    const { answer } = state;
    const first = answer && answer.hits[0];
    state.view.live.textContent = first
      ? `找到 ${answer.total} 条，第一条是${KINDS[first.kind]}：${first.title}`
      : answer ? "没有找到" : "";
    try {
      if (box.page) history.replaceState(null, "", link(asked.query, asked.kind, asked.syllabus));
    } catch (_) {}
  }

  kegang.ui = { open, update, ask, more, link, settled: () => ready && key() === shown };
})();
