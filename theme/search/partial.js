// Records with only some of the words: which are worth a look, and how like a title is to what was
// asked. The twin of xtask/src/search/partial.rs, which explains it.
(function (kegang) {
  "use strict";

  const sumOf = (units, rarity) => units.reduce((sum, unit) => sum + rarity(unit), 0);

  /** The characters and words of a text, each once. */
  const unitsOf = (text) => new Set(kegang.text.pieces(text).flatMap(({ han, whole }) => han || whole));

  /** How alike a record's title and a query are, from 0 to 1. */
  function likeness(store, query) {
    const titles = (store.titleUnits = store.titleUnits || store.titles.map(unitsOf));
    const known = new Map();
    const rarity = (unit) => {
      if (!known.has(unit)) known.set(unit, kegang.idf(store.records, titles.filter((units) => units.has(unit)).length));
      return known.get(unit);
    };
    const asked = Array.from(unitsOf(query));
    const ofQuery = sumOf(asked, rarity);
    return (record) => {
      const both = ofQuery + sumOf(Array.from(titles[record]), rarity);
      return both && (2 * sumOf(asked.filter((unit) => titles[record].has(unit)), rarity)) / both;
    };
  }

  /** Whether a record holds three characters of a word as they stand, unless the query is long. */
  function runs(store, plan, isOwn) {
    const out = new Uint8Array(store.records);
    if (kegang.rank.charactersOf(plan) > store.params.alike[1]) return out;
    for (const { text, units } of plan.words) {
      const chars = units[2] ? Array.from(text) : [];
      const pairs = chars.slice(1).map((ch, i) => kegang.coverage(store, { tokens: [chars[i] + ch] }));
      pairs.slice(1).forEach((cover, i) => cover.forEach((bits, doc) => (out[doc] |= bits & pairs[i][doc] & isOwn)));
    }
    return out;
  }

  kegang.partial = { likeness, runs };
})((window.kegang = window.kegang || {}));
