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
    const lengths = store.lengths[field];
    return (doc, frequency) => {
      const share = single(single(B * lengths[doc]) / average);
      const norm = single(K1 * single(single(1 - B) + share));
      return single(weight * single(frequency / single(frequency + norm)));
    };
  }

  /** Which records cover a unit: bit 0 in any field, bit 1 in a field that names them. */
  function coverage(store, unit) {
    const out = new Uint8Array(store.records);
    const tokens = unit.tokens.map(store.find).filter((at) => at >= 0);
    if (unit.prefix) tokens.push(...store.withPrefix(unit.prefix));
    for (const at of tokens) {
      for (let field = 0; field < store.fields; field++) {
        const bits = field < store.params.naming ? 3 : 1;
        for (const doc of store.list(at, field).docs) out[doc] |= bits;
      }
    }
    return out;
  }

  /**
   * How the words of a plan stand in each record: words met, words whole (any field), words
   * whole in a naming field, and characters covered.
   */
  function standing(store, plan) {
    const met = new Uint8Array(store.records);
    const whole = new Uint8Array(store.records);
    const named = new Uint8Array(store.records);
    const weight = new Uint16Array(store.records);
    for (const word of plan.words) {
      const covers = word.units.map((unit) => coverage(store, unit));
      for (let doc = 0; doc < store.records; doc++) {
        let [any, name] = [0, 0];
        covers.forEach((cover, i) => {
          if (!cover[doc]) return;
          any++;
          name += cover[doc] >> 1;
          weight[doc] += word.units[i].weight;
        });
        met[doc] += any >= word.need;
        whole[doc] += any === word.units.length;
        named[doc] += name === word.units.length;
      }
    }
    return { met, whole, named, weight };
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
    for (const [at, weight] of known) {
      store.params.fields.forEach((ofField, field) => {
        const { docs, freqs } = store.list(at, field);
        if (!docs.length) return;
        const score = bm25(store, field, docs.length, single((weight * ofField) / sum));
        for (let i = 0; i < docs.length; i++) scores[docs[i]] += score(docs[i], freqs[i]);
      });
    }
  }

  function addPrefixScores(store, plan, scores) {
    for (const word of plan.words) {
      for (const { prefix } of word.units) {
        const tokens = prefix ? store.withPrefix(prefix) : [];
        store.params.fields.forEach((ofField, field) => {
          const found = new Set();
          for (const at of tokens) for (const doc of store.list(at, field).docs) found.add(doc);
          for (const doc of found) scores[doc] += single(store.params.prefix * ofField);
        });
      }
    }
  }

  /** Records by the key of their title and of their aliases, made once. */
  function keysOf(store) {
    if (!store.keys) {
      const [titles, aliases] = [new Map(), new Map()];
      const add = (map, text, doc) => {
        const key = kegang.text.key(text);
        map.set(key, (map.get(key) || new Set()).add(doc));
      };
      store.titles.forEach((title, doc) => add(titles, title, doc));
      for (const doc in store.aliases) store.aliases[doc].forEach((a) => add(aliases, a, +doc));
      store.keys = [titles, aliases];
    }
    return store.keys;
  }

  function addExactScores(store, plan, scores) {
    keysOf(store).forEach((map, i) => {
      const found = new Set();
      for (const key of plan.keys) for (const doc of map.get(key) || []) found.add(doc);
      for (const doc of found) scores[doc] += store.params.exact[i];
    });
  }

  /** Share of a query's characters that a record with only some words must hold. */
  const relaxedNeed = (weight) => Math.max(Math.ceil((weight * 6) / 10), Math.min(weight, 3));

  /** Every record that answers the plan, best first: `[{record, score}]`. */
  function rank(store, plan) {
    if (!plan.words.length) return [];
    const { params } = store;
    const { met, whole, named, weight } = standing(store, plan);
    const all = plan.words.length;
    let found = [];
    for (let doc = 0; doc < store.records; doc++) if (met[doc] === all) found.push(doc);
    if (found.length < params.few) {
      const total = plan.words.reduce(
        (sum, word) => word.units.reduce((inner, unit) => inner + unit.weight, sum),
        0
      );
      const need = relaxedNeed(total);
      found = [];
      for (let doc = 0; doc < store.records; doc++) if (weight[doc] >= need) found.push(doc);
    }
    if (!found.length) return [];
    const scores = new Float64Array(store.records);
    addTokenScores(store, plan, scores);
    addPrefixScores(store, plan, scores);
    addExactScores(store, plan, scores);
    const hits = found.map((record) => {
      let score = scores[record] + params.classes[store.kinds[record]][store.levels[record]];
      if (named[record] === all) score += params.full_name;
      if (whole[record] === all) score += params.full;
      return { record, score, order: Math.round(single(score) * 1024) };
    });
    return hits.sort((a, b) => b.order - a.order || a.record - b.record);
  }

  kegang.rank = rank;
})((window.kegang = window.kegang || {}));
