// From a query to its hits: as typed, then in the other ways it can be read. The twin of
// `SearchIndex::search` in xtask/src/search/index.rs, which explains it.
(function (kegang) {
  "use strict";

  let lexicon = null;

  /** The query with characters the index does not use in the form it uses: 戶 → 户. */
  async function fold({ store, table, need }, query) {
    await need(query);
    const { isCjk } = kegang.text;
    const unknown = (ch) => isCjk(ch) && !store.withPrefix(ch).length;
    if (!Array.from(kegang.text.normalize(query)).some(unknown)) return query;
    const chunk = await table("forms");
    if (!chunk.map) {
      const to = Array.from(chunk.to);
      chunk.map = new Map(Array.from(chunk.from).map((ch, i) => [ch, to[i]]));
    }
    return Array.from(query, (ch) => chunk.map.get(ch) || ch).join("");
  }

  /** Whether something may be spelled, or a word stands nowhere: readings.js decides. */
  function isUnclear(query, literal) {
    const text = kegang.text.normalize(query);
    const spelled = text.length > 1 && /[a-zü]/.test(text);
    return spelled || (!literal.whole && literal.wordsWhole.some((whole) => !whole));
  }

  async function otherReadings({ store, table }, query, plan, literal) {
    const synonyms = kegang
      .synonymous(query, store.synonyms)
      .map((reading) => ({ query: reading, matched: "synonym" }));
    if (!isUnclear(query, literal)) return synonyms;
    if (!lexicon) {
      const [{ groups }] = await Promise.all([table("sounds"), kegang.load(store.tables.readings)]);
      lexicon = kegang.lexicon.open(store, kegang.near.sounds(groups));
    }
    return synonyms.concat(kegang.readings(query, plan, lexicon, literal));
  }

  /** Appends the hits of records that are not there yet. */
  function addNew(hits, more) {
    const known = new Set(hits.map((hit) => hit.record));
    hits.push(...more.filter((hit) => !known.has(hit.record)));
  }

  /**
   * When the first hits are all of one syllabus and a concept of another is named by the query
   * too, its first one becomes the last of them.
   */
  function showAnotherSyllabus(store, hits) {
    const shown = store.params.shown_first;
    if (hits.length < shown) return;
    const syllabus = store.syllabusOf(hits[0].record);
    const concept = (hit) => hit.named && store.kindOf(hit.record) === "concept";
    const other = (hit) => store.syllabusOf(hit.record) !== syllabus;
    if (!concept(hits[0]) || hits.slice(0, shown).some(other)) return;
    const at = hits.findIndex((hit, i) => i >= shown && concept(hit) && other(hit));
    if (at >= 0) hits.splice(shown - 1, 0, ...hits.splice(at, 1));
  }

  /**
   * `{hits: [{record, score, reading}], readings: [{query, matched}]}`, best first. The engine
   * gives its `store`, `table(kind)` and `need(text)`, which fetch what is not here yet, and
   * `planOf(query)`; `literal` leaves out other readings.
   */
  async function answer(engine, typed, literal) {
    const { store, need, planOf } = engine;
    const { step } = store.params;
    const query = await fold(engine, typed);
    await need(query);
    const plan = planOf(query);
    const found = kegang.rank(store, plan);
    const hits = found.hits.filter((hit) => hit.whole).map((hit) => ({ ...hit, reading: 0 }));
    const readings = [{ query, matched: query === typed ? "exact" : "traditional" }];
    if (!literal) {
      const known = {
        whole: hits.length > 0,
        known: (token) => store.docFreq(token) > 0,
        wordsWhole: found.wordsWhole,
      };
      readings.push(...(await otherReadings(engine, query, plan, known)));
    }
    await Promise.all(readings.map((reading) => need(reading.query)));
    readings.forEach((reading, number) => {
      if (!number) return;
      const others = kegang.rank(store, planOf(reading.query), true).hits;
      addNew(
        hits,
        others
          .filter((hit) => hit.own)
          .map((hit) => ({ ...hit, named: false, score: hit.score * step, reading: number }))
      );
    });
    const below = hits.some((hit) => hit.reading > 0) ? step * step : 1;
    addNew(
      hits,
      found.hits
        .filter((hit) => !hit.whole)
        .map((hit) => ({ ...hit, score: hit.score * below, reading: 0 }))
    );
    const named = new Set(found.hits.filter((hit) => hit.named).map((hit) => hit.record));
    for (const hit of hits) hit.named = named.has(hit.record);
    showAnotherSyllabus(store, hits);
    return { hits, readings };
  }

  kegang.answer = answer;
})((window.kegang = window.kegang || {}));
