// Records with only some of the words: which are worth a look, and how like a title is to what was
// asked. The twin of xtask/src/search/partial.rs, which explains it.
(function (kegang) {
  "use strict";

  const sumOf = (units, rarity) => units.reduce((sum, unit) => sum + rarity(unit), 0);

  /** The characters and words of a text that was cut, each once. */
  const unitsOf = (pieces) => new Set(pieces.flatMap(({ han, whole }) => han || whole));

  /** Title and aliases of each record, cut. */
  const namesOf = (store) =>
    (store.names = store.names || store.titles.map((title, n) => [title, ...(store.aliases[n] || [])].map(kegang.text.pieces)));

  /** How alike a record's title and a query are, from 0 to 1. */
  function likeness(store, query) {
    const titles = (store.units = store.units || namesOf(store).map(([title]) => unitsOf(title)));
    const known = new Map();
    const rarity = (unit) => {
      if (!known.has(unit)) known.set(unit, kegang.idf(store.records, titles.filter((units) => units.has(unit)).length));
      return known.get(unit);
    };
    const asked = Array.from(unitsOf(kegang.text.pieces(query)));
    const ofQuery = sumOf(asked, rarity);
    return (record) => {
      const both = ofQuery + sumOf(Array.from(titles[record]), rarity);
      return both && (2 * sumOf(asked.filter((unit) => titles[record].has(unit)), rarity)) / both;
    };
  }

  /** Marks in `out` the records that hold three characters of a word as they stand. */
  function addRuns(store, plan, isOwn, out) {
    for (const { text, units } of plan.words) {
      const chars = units[2] ? Array.from(text) : [];
      const pairs = chars.slice(1).map((ch, i) => kegang.coverage(store, { tokens: [chars[i] + ch] }));
      pairs.slice(1).forEach((cover, i) => cover.forEach((bits, doc) => (out[doc] |= bits & pairs[i][doc] & isOwn)));
    }
  }

  /** What share of a query each record holds, every character weighed by its rarity. */
  function shares(store, plan) {
    const out = new Float64Array(store.records);
    let all = 0;
    for (const unit of plan.words.flatMap(({ units }) => units)) {
      const cover = kegang.coverage(store, unit);
      const value = unit.weight * kegang.idf(store.records, cover.filter(Boolean).length);
      all += value;
      cover.forEach((bits, doc) => (out[doc] += bits ? value : 0));
    }
    return out.map((sum) => sum / all);
  }

  /** Whether three characters and most of a name stand in the query. */
  function isNamed(name, terms) {
    let [all, has] = [0, 0];
    for (const { han, whole } of name) {
      (han || [whole]).forEach((ch, i, chars) => {
        if (kegang.text.isParticle(ch)) return;
        all++;
        has += [ch, chars[i - 1] + ch, ch + chars[i + 1]].some((token) => terms.has(token));
      });
    }
    return has > 2 && has * 10 >= all * 6;
  }

  /** Which records tell of what a question is about, even if they hold few of its characters. */
  function telling(store, plan, isOwn) {
    const out = new Uint8Array(store.records);
    addRuns(store, plan, isOwn, out);
    const share = shares(store, plan);
    namesOf(store).forEach((names, doc) => {
      out[doc] = (out[doc] && share[doc] >= store.params.alike[1]) || names.some((name) => isNamed(name, plan.terms));
    });
    return out;
  }

  kegang.partial = { likeness, telling };
})((window.kegang = window.kegang || {}));
