// Records with only some of the words: which are worth a look, and how like a title is to what was
// asked. The twin of xtask/src/search/partial.rs, which explains it.
(function (kegang) {
  "use strict";

  const sumOf = (units, rarity) => units.reduce((sum, unit) => sum + rarity(unit), 0);

  /** The characters and words of a text that was cut, each once. */
  const unitsOf = (pieces) => Array.from(new Set(pieces.flatMap(({ han, whole }) => han || whole)));

  /** What the records are called, cut when it is first needed: names, units of titles, how many titles have each. */
  function cutNames(store) {
    const { normalize, pieces } = kegang.text;
    const cut = (name) => ({ text: normalize(name), pieces: pieces(name) });
    const names = store.titles.map((title, n) => [title, ...(store.aliases[n] || [])].map(cut));
    const titles = names.map(([title]) => unitsOf(title.pieces));
    const counts = new Map();
    for (const unit of titles.flat()) counts.set(unit, (counts.get(unit) || 0) + 1);
    return { names, titles, counts };
  }

  const namesOf = (store) => (store.names = store.names || cutNames(store));

  /** How alike a record's title and a query are, from 0 to 1. */
  function likeness(store, query) {
    const { titles, counts } = namesOf(store);
    const rarity = (unit) => kegang.idf(store.records, counts.get(unit) || 0);
    const asked = unitsOf(kegang.text.pieces(query));
    const ofQuery = sumOf(asked, rarity);
    return (record) => {
      const both = ofQuery + sumOf(titles[record], rarity);
      return both && (2 * sumOf(titles[record].filter((unit) => asked.includes(unit)), rarity)) / both;
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
      let count = 0;
      for (const bits of cover) count += bits > 0;
      const value = unit.weight * kegang.idf(store.records, count);
      all += value;
      cover.forEach((bits, doc) => bits && (out[doc] += value));
    }
    return out.map((sum) => sum / all);
  }

  /** Whether two tokens, three characters and most of a name stand in the query. */
  function isNamed({ text, pieces }, tokens) {
    const here = tokens.filter((token) => text.includes(token));
    // Most names have none.
    if (!here[1]) return false;
    let [all, has] = [0, 0];
    for (const { han, whole } of pieces) {
      (han || [whole]).forEach((ch, i, chars) => {
        if (kegang.text.isParticle(ch)) return;
        all++;
        has += [ch, chars[i - 1] + ch, ch + chars[i + 1]].some((token) => here.includes(token));
      });
    }
    return has > 2 && has * 10 >= all * 6;
  }

  /** Which records tell of what a question is about, even if they hold few of its characters. */
  function telling(store, plan, isOwn) {
    const out = new Uint8Array(store.records);
    addRuns(store, plan, isOwn, out);
    const share = shares(store, plan);
    const tokens = Array.from(plan.terms.keys());
    namesOf(store).names.forEach((names, doc) => {
      out[doc] = (out[doc] && share[doc] >= store.params.alike[1]) || names.some((name) => isNamed(name, tokens));
    });
    return out;
  }

  kegang.partial = { likeness, telling };
})((window.kegang = window.kegang || {}));
