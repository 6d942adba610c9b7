// The flow of a search: what stands in the box is asked, and the answer is shown.
(function (kegang) {
  "use strict";
  const { state, panel, results, choice } = kegang;
  const { KINDS, div } = kegang.parts;
  const { asked } = state;

  const STEP = 10; // hits shown at a time
  const SCREEN = 6; // of which so many are seen at once
  const SOON = 60; // ms after which the others follow: the next key may come before
  const LONGEST = 500; // characters of a query that are looked at
  const REST = 400; // ms without a new answer, before it is announced
  const PAUSE = 150; // ms without a keystroke, before more of the index is fetched

  let box;
  let shown = ""; // the request whose answer is on the screen
  let run = 0;
  let ready;
  let starting;
  let announcing;
  let rows = 0; // hits that have their row
  let scrolled = false; // to ask the list itself would have the page laid out once more a key
  let shows = 0;

  const key = () => JSON.stringify(asked);

  /** Search on a page of its own, for this query and these filters. */
  function link(q, kind, syllabus) {
    const { root, config } = kegang.site;
    const given = Object.entries({ q, kind, syllabus }).filter(([, value]) => value);
    return root + config.page + "?" + new URLSearchParams(given);
  }

  const ownPage = () => link(asked.query, asked.kind, asked.syllabus);

  function adopt() {
    box = kegang.box;
    const { host, input, page } = box;
    const params = new URLSearchParams(page ? location.search : "");
    for (const name of ["kind", "syllabus"]) asked[name] = params.get(name) || "";
    panel.build(box);
    if (page && !input.value) input.focus();
    choice.listen();
    input.onkeydown = null;
    input.addEventListener("input", () => {
      box.enter = false;
      update();
    });
    input.addEventListener("compositionend", update);
    state.view.body.onscroll = () => (scrolled = true);
    host.addEventListener("cancel", (event) => box.composing && event.preventDefault());
    host.addEventListener("close", () => state.answer && state.answer.total && results.remember(asked.query));
  }

  /** Takes the box as the starter opened it, with whatever was typed since. */
  function open() {
    if (!box) adopt();
    update();
    starting = starting || kegang.engine.ready();
    return starting.then(
      () => {
        if (!ready) panel.chips();
        ready = box.live = box.status.hidden = true;
        update();
      },
      (error) => {
        starting = null;
        kegang.fail(error);
      }
    );
  }

  /** Asks for what stands in the box. A late answer is dropped; the old one stays until there is a new one. */
  function update() {
    if (box.composing) return;
    const query = box.input.value.slice(0, LONGEST);
    if (query !== asked.query) Object.assign(asked, { limit: 0, literal: false });
    asked.query = query;
    asked.limit = asked.limit || STEP;
    state.view.clear.hidden = !query;
    state.view.own.href = ownPage();
    const request = key();
    if (!ready || request === shown) return;
    const mine = ++run;
    if (!query.trim()) return show(null, request);
    const { limit, literal, kind, syllabus } = asked;
    const filters = { kinds: kind ? [kind] : [], syllabi: syllabus ? [syllabus] : [] };
    const current = () => mine === run;
    // What is here stands on the screen while more comes; nothing is no answer yet.
    const partly = (found) => {
      if (current()) found.total ? show(found, request) : panel.waiting();
      return new Promise((resolve) => setTimeout(() => resolve(current()), PAUSE));
    };
    kegang.engine.search(query, { limit, literal, ...filters, partly }).then(
      (found) => current() && show(found, request),
      (error) => current() && (request === shown ? panel.waiting("还有一些没有载入") : kegang.fail(error))
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

  /** Whether an answer only adds hits to the one on the screen. */
  function continues(found) {
    const { answer } = state;
    const same = ({ url, byNotes, text }, i) =>
      url === found.hits[i].url && (!byNotes || text === found.hits[i].text);
    return answer && answer.hits.length && answer.hits.length <= found.hits.length && answer.hits.every(same);
  }

  /** Puts the rows of the hits that have none under those that have, up to `count`. */
  function fill(count) {
    const { answer, view } = state;
    const hits = answer.hits.slice(rows, count);
    view.list.firstChild.append(...results.hitRows(hits, asked.grouped));
    rows += hits.length;
  }

  function show(found, request) {
    const { list, body } = state.view;
    const hits = found ? found.hits : [];
    const again = request === shown;
    const first = asked.limit === STEP && !again;
    const mine = ++shows;
    if (again && !asked.grouped && continues(found)) list.lastChild.remove();
    else {
      rows = 0;
      const without = () => (found ? results.emptyRows(asked.query) : results.beforeRows());
      list.replaceChildren(div("search-hits", ...(hits[0] ? [] : without())));
    }
    state.answer = found;
    shown = request;
    if (hits[0]) {
      fill(asked.grouped ? STEP * 1e3 : Math.max(rows, SCREEN));
      list.append(results.card(hits[0], choice.renew));
    }
    list.classList.toggle("search-by-unit", asked.grouped);
    panel.paint(found);
    if (first && scrolled) scrolled = body.scrollTop = 0;
    choice.renew(first);
    if (box.enter) choice.openFirst();
    box.enter = false;
    if (rows < hits.length) {
      setTimeout(() => {
        if (mine !== shows) return;
        fill(hits.length);
        choice.renew();
      }, SOON);
    }
    clearTimeout(announcing);
    announcing = setTimeout(settle, REST);
  }

  /**
   * What may wait until the typing rests: the announcement, the address of the search page, and
   * the script that marks what was found on the page a hit leads to.
   */
  function settle() {
    const { answer, view } = state;
    kegang.load(kegang.site.config.marks).catch(() => {});
    const first = answer && answer.hits[0];
    view.live.textContent = !answer ? ""
      : first ? `找到 ${answer.total} 条，${KINDS[first.kind]} ${first.title}` : "没有找到";
    try {
      if (box.page) history.replaceState(null, "", ownPage());
    } catch (_) {}
  }

  kegang.ui = { open, update, ask, more, link, settled: () => key() === shown };
})((window.kegang = window.kegang || {}));
