// From a query to its hits: as typed, then in the other ways it can be read, then by what we say of
// things. The twin of `SearchIndex::search` in xtask/src/search/index.rs, which explains it.
//
// An answer is made of what is here. It names the files that are lacking, so that a reader sees what
// there is while they come.
(function (kegang) {
  "use strict";

  let lexicon = null;

  /** The query with characters the index does not use in the form it uses: 戶 → 户. */
  function fold(store, query, table) {
    const { isCjk } = kegang.text;
    const unknown = (ch) => isCjk(ch) && !store.withPrefix(ch).length;
    if (!Array.from(kegang.text.normalize(query)).some(unknown)) return query;
    const chunk = table("forms");
    if (!chunk) return query;
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

  function otherReadings(store, query, plan, literal, table) {
    const synonyms = kegang
      .synonymous(query, store.synonyms)
      .map((reading) => ({ query: reading, matched: "synonym" }));
    if (!isUnclear(query, literal)) return synonyms;
    const kinds = ["sounds", "readings", "pairs"].filter((kind) => store.tables[kind]);
    const [sounds, code, pairs] = kinds.map(table);
    if (!sounds || !code || (kinds[2] && !pairs)) return synonyms;
    const tokens = () => (pairs ? kegang.terms.tokenList(pairs) : store.tokens());
    lexicon = lexicon || kegang.lexicon.open({ ...store, tokens }, kegang.near.sounds(sounds.groups));
    return synonyms.concat(kegang.readings(query, plan, lexicon, literal));
  }

  /** Appends the hits of records that are not there yet. */
  function addNew(hits, more) {
    const known = new Set(hits.map((hit) => hit.record));
    hits.push(...more.filter((hit) => !known.has(hit.record)));
  }

  /** When no name as typed says all that was asked, or what the question asks for, those of a synonym that do. */
  function putWhatIsAskedFirst(hits, readings, asks) {
    if (hits.some((hit) => !hit.reading && (asks ? hit.hinted : hit.named))) return;
    const fits = ({ reading, named, hinted }) => named && hinted === asks && readings[reading].matched === "synonym";
    hits.sort((a, b) => fits(b) - fits(a));
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
   * `{hits: [{record, score, reading, byAlias, byNotes}], readings: [{query, matched}], wants}`, best
   * first; `wants` are files that would tell more. Or `{needs}`, files without which nothing can be
   * said. `literal` leaves out other readings, `own` also what only notes hold.
   */
  function answer({ store, table, planOf }, typed, { literal, own }) {
    const { step, few } = store.params;
    const wants = new Set();
    const want = (files) => files.filter((file) => wants.add(file)).length > 0;
    const lazy = (kind) => table(kind) || (want([store.tables[kind]]), null);
    const notesFor = (text) => (own || !store.notes.any || want(store.notes.termFiles(text)) ? null : kegang.notesRank);

    if (store.termFiles(typed).length) return { needs: store.termFiles(typed) };
    const query = fold(store, typed, lazy);
    if (store.termFiles(query).length) return { needs: store.termFiles(query) };
    const plan = planOf(query);
    const found = kegang.rank(store, plan);
    const notes = notesFor(query);
    const noted = notes ? notes.standing(store, plan) : { wordsWhole: [] };
    const hits = found.hits.map((hit) => ({ ...hit, reading: 0 }));
    const readings = [{ query, matched: query === typed ? "exact" : "traditional" }];
    if (!literal && !own) {
      const known = {
        whole: hits.length > 0 || noted.whole,
        known: (token) => store.docFreq(token) > 0,
        wordsWhole: plan.words.map((_, i) => found.wordsWhole[i] || !!noted.wordsWhole[i]),
      };
      readings.push(...otherReadings(store, query, plan, known, lazy));
    }
    readings.forEach((reading, number) => {
      if (!number || want(store.termFiles(reading.query))) return;
      const others = kegang.rank(store, planOf(reading.query)).hits;
      addNew(
        hits,
        others
          .filter((hit) => hit.own)
          .map((hit) => ({ ...hit, score: hit.score * step, reading: number, byAlias: false }))
      );
    });
    putWhatIsAskedFirst(hits, readings, plan.hints.length > 0);
    if (readings[1]) {
      const named = new Set(found.hits.filter((hit) => hit.named).map((hit) => hit.record));
      for (const hit of hits) hit.named = named.has(hit.record);
    }
    showAnotherSyllabus(store, hits);

    const reading = hits.length ? hits[0].reading : 0;
    // That the words of a question stand in some text says little.
    const sure = plan.isQuestion && !reading ? hits.filter((hit) => hit.reading || hit.named) : hits;
    const asked = reading ? planOf(readings[reading].query) : plan;
    const askedNotes = reading ? notesFor(asked.query) : notes;
    // An answer grows only at its end: what stands below something that is not here yet, waits.
    if (own || !wants.size) {
      const below = sure.some((hit) => hit.reading) ? step * step : step;
      const others = kegang.partial.rank(store, asked, askedNotes, sure.length < few);
      addNew(sure, others.map((hit) => ({ ...hit, score: hit.score * below, reading })));
    }
    return { hits: sure, readings, wants: Array.from(wants) };
  }

  kegang.answer = answer;
})((window.kegang = window.kegang || {}));
