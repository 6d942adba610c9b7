// What makes one record better than another, computed as tantivy does it. The twin of
// xtask/src/search/rank.rs, which explains it and sends every constant with the index.
(function (kegang) {
  "use strict";

  const single = Math.fround;
  const K1 = single(1.2);
  const B = single(0.75);

  /** idf as tantivy has it. */
  const idf = (records, n) => Math.log(1 + (records - n + 0.5) / (n + 0.5));

  /** BM25 as tantivy has it, in single precision: term frequency → score. */
  function bm25(store, field, n, boost) {
    const ratio = single(single(store.records - n + 0.5) / single(n + 0.5));
    const log = single(Math.log(single(1 + ratio)));
    const weight = single(single(log * single(1 + K1)) * boost);
    const average = single(store.averages[field]);
    return (doc, frequency) => {
      const share = single(single(B * store.lengthOf(field, doc)) / average);
      const norm = single(K1 * single(single(1 - B) + share));
      return single(weight * single(frequency / single(frequency + norm)));
    };
  }

  // Where a record covers something: in any field, in its own words, in what names it, in what
  // readers see of it, which its aliases are not.
  const [ANY, OWN, NAME, SHOWN] = [1, 2, 4, 8];

  /** Which records cover a unit, and where. */
  const coverage = (store, unit) => (unit.cover = unit.cover || cover(store, unit));

  function cover(store, unit) {
    const { naming, own, aliases } = store.params;
    const out = new Uint8Array(store.records);
    const entries = unit.tokens.map(store.find).filter(Boolean);
    if (unit.prefix) entries.push(...store.withPrefix(unit.prefix));
    for (const entry of entries) {
      for (let field = 0; field < store.fields; field++) {
        const bits = ANY | (field < own ? OWN : 0) | (field < naming ? NAME : 0) | (field === aliases ? 0 : SHOWN);
        for (const doc of entry[field].docs) out[doc] |= bits;
      }
    }
    return out;
  }

  /**
   * How many words of a plan stand whole in each record: in any field, in its own words, in its
   * names and without its aliases; and which words stand whole somewhere.
   */
  function standing(store, plan) {
    const counts = () => new Uint8Array(store.records);
    const [whole, own, named, shown] = [counts(), counts(), counts(), counts()];
    const wordsWhole = plan.words.map((word) => {
      const covers = word.units.map((unit) => coverage(store, unit));
      let somewhere = false;
      for (let doc = 0; doc < store.records; doc++) {
        let everywhere = ANY | OWN | NAME | SHOWN;
        for (let i = 0; i < covers.length; i++) everywhere &= covers[i][doc];
        whole[doc] += everywhere & ANY;
        own[doc] += (everywhere & OWN) / OWN;
        named[doc] += (everywhere & NAME) / NAME;
        shown[doc] += (everywhere & SHOWN) / SHOWN;
        somewhere = somewhere || (everywhere & ANY) > 0;
      }
      return somewhere;
    });
    return { whole, own, named, shown, wordsWhole };
  }

  function addTokenScores(store, plan, scores) {
    const known = [];
    let sum = 0;
    for (const [token, weight] of plan.terms) {
      const n = store.docFreq(token);
      if (!n) continue;
      known.push([store.find(token), weight]);
      sum += weight * idf(store.records, n);
    }
    for (const [entry, weight] of known) {
      store.params.fields.forEach((ofField, field) => {
        const { docs, freqs } = entry[field];
        if (!docs.length) return;
        const score = bm25(store, field, docs.length, single((weight * ofField) / sum));
        for (let i = 0; i < docs.length; i++) scores[docs[i]] += score(docs[i], freqs[i]);
      });
    }
  }

  function addPrefixScores(store, plan, scores) {
    for (const word of plan.words) {
      for (const { prefix } of word.units) {
        const entries = prefix ? store.withPrefix(prefix) : [];
        store.params.fields.forEach((ofField, field) => {
          const found = new Set();
          for (const entry of entries) for (const doc of entry[field].docs) found.add(doc);
          for (const doc of found) scores[doc] += single(store.params.prefix * ofField);
        });
      }
    }
  }

  /** The keys a record is asked for exactly by; made when needed. */
  function keysOf(store, doc) {
    store.keys = store.keys || [];
    const { key } = kegang.text;
    return (store.keys[doc] = store.keys[doc] || [[key(store.titles[doc])], (store.aliases[doc] || []).map(key)]);
  }

  /** The token a title begins with; made when needed. */
  function headOf(store, doc) {
    store.heads = store.heads || [];
    return (store.heads[doc] = store.heads[doc] || kegang.text.tokens(store.titles[doc])[0] || " ");
  }

  function addNameScores(store, plan, found, named, scores) {
    const { exact, head, begins: [begins, longest], little_else, but_filler } = store.params;
    const little = plan.asked + (plan.asked >> 1);
    const short = plan.keys.filter((key) => Array.from(key).length <= longest);
    const [first] = plan.terms.keys();
    // A name that is or begins with a key has its first character; Latin letters may be written
    // otherwise in it.
    const firsts = plan.keys.map((key) => key[0]);
    const latin = plan.keys.some((key) => !/^[\u4e00-\u9fff]*$/.test(key));
    for (const doc of found) {
      const title = store.titles[doc];
      if (!plan.hints.length && named[doc] === plan.words.length && Array.from(keysOf(store, doc)[0][0]).length <= little) scores[doc] += little_else;
      const written = title + (store.aliases[doc] || "");
      if (latin || firsts.some((ch) => written.includes(ch))) {
        const names = keysOf(store, doc);
        names.forEach((keys, i) => {
          if (keys.includes(plan.keys[0])) scores[doc] += exact[i];
          else if (keys.includes(plan.keys[1])) scores[doc] += exact[i] * but_filler;
        });
        if (short.some((key) => names[0][0].startsWith(key))) scores[doc] += begins;
      }
      if (first && (latin || title.includes(first[0])) && headOf(store, doc) === first) scores[doc] += head;
    }
  }

  /** For records that hold every fully counting token. */
  function addOnePieceScores(store, plan, scores) {
    const tokens = Array.from(plan.terms).filter(([, weight]) => weight >= 1);
    const held = new Uint8Array(store.records);
    for (const [token] of tokens) {
      const cover = coverage(store, { tokens: [token] });
      for (let doc = 0; doc < store.records; doc++) held[doc] += cover[doc] & ANY;
    }
    if (!tokens.length) return;
    held.forEach((count, doc) => {
      if (count === tokens.length) scores[doc] += store.params.in_one_piece;
    });
  }

  /** Hits, best first; those as good as the one before as the records stand. */
  function sort(hits, { equal }) {
    let step = 0;
    hits.sort((a, b) => b.score - a.score || a.record - b.record);
    hits.forEach((hit, i) => (hit.step = i && hits[i - 1].score - hit.score >= equal ? ++step : step));
    return hits.sort((a, b) => a.step - b.step || a.record - b.record);
  }

  /**
   * Every record that holds all words of a plan, best first: `{hits: [{record, score, hinted, own, named,
   * byAlias}], wordsWhole}`.
   */
  function rank(store, plan) {
    const all = plan.words.length;
    if (!all) return { hits: [], wordsWhole: [] };
    const { params } = store;
    const { whole, own, named, shown, wordsWhole } = standing(store, plan);
    const found = Array.from(whole.keys()).filter((doc) => whole[doc] === all);
    if (!found.length) return { hits: [], wordsWhole };
    const scores = new Float64Array(store.records);
    addTokenScores(store, plan, scores);
    addPrefixScores(store, plan, scores);
    addNameScores(store, plan, found, named, scores);
    addOnePieceScores(store, plan, scores);
    const hits = found.map((record) => {
      let score = scores[record] + params.classes[store.classes[record]];
      if (named[record] === all) score += params.full_name;
      score += params.full;
      const hinted = plan.hints.some((hint) => store.titles[record].includes(hint));
      if (hinted) score += params.hinted;
      return {
        record,
        score,
        hinted,
        own: own[record] === all,
        named: named[record] === all,
        byAlias: shown[record] < all,
      };
    });
    return { hits: sort(hits, params), wordsWhole };
  }

  Object.assign(rank, { sort, OWN });
  kegang.rank = rank;
  kegang.coverage = coverage;
  kegang.idf = idf;
})((window.kegang = window.kegang || {}));
