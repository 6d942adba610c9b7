// Records with only some of the words: which are worth a look, and how like a title is to what was
// asked. The twin of xtask/src/search/partial.rs, which explains it.
(function (kegang) {
  "use strict";

  /** How much units tell: those that few of these lists have tell most. */
  function rarityAmong(lists) {
    const counts = new Map();
    for (const unit of lists.flat()) counts.set(unit, (counts.get(unit) || 0) + 1);
    return (units) => units.reduce((sum, unit) => sum + kegang.idf(lists.length, counts.get(unit) || 0), 0);
  }

  /** The characters and words of a text in order, without particles. */
  function charsOf(text) {
    const { pieces, isParticle } = kegang.text;
    return pieces(text).flatMap(({ han, parts }) => (han ? han.filter((ch) => !isParticle(ch)) : parts.map((part) => part.text)));
  }

  const joined = (chars) => "|" + chars.join("|") + "|";

  /** The characters and words of a text, each once. */
  const unitsOf = (text) => Array.from(new Set(kegang.text.pieces(text).flatMap(({ han, whole }) => han || whole)));

  /** What the records are called, cut when it is first needed: names, units of titles, how much these tell. */
  function cutNames(store) {
    const names = store.titles.map((title, n) => [title, ...(store.aliases[n] || [])].map(charsOf));
    const titles = store.titles.map(unitsOf);
    return { names, titles, rarity: rarityAmong(titles) };
  }

  const namesOf = (store) => (store.names = store.names || cutNames(store));

  /** How alike a record's title and a query are, from 0 to 1. */
  function likeness(store, query) {
    const { titles, rarity } = namesOf(store);
    const asked = unitsOf(query);
    const ofQuery = rarity(asked);
    return (record) => {
      const both = ofQuery + rarity(titles[record]);
      return both && (2 * rarity(titles[record].filter((unit) => asked.includes(unit)))) / both;
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

  /** Whether three characters and most of a name stand in the query, in runs of two or more. */
  function isNamed(chars, query) {
    const runs = new Map();
    for (let i = 0; i < chars.length; ) {
      let n = 0;
      while (i + n < chars.length && query.includes(joined(chars.slice(i, i + n + 1)))) n++;
      if (n > 1 || (n && !kegang.text.isCjk(chars[i]))) runs.set(joined(chars.slice(i, i + n)), n);
      i += n || 1;
    }
    let has = 0;
    for (const n of runs.values()) has += n;
    return has > 2 && has * 10 >= chars.length * 6;
  }

  /**
   * Marks in `out` the records of which a name stands in the query: most of it, or all of it where such
   * names are half the query or the name of a concept is rare.
   */
  function addNamed(store, plan, out) {
    const asked = plan.words.flatMap(({ text }) => charsOf(text));
    const query = joined(asked);
    // Most names have none of it.
    const here = (chars) => chars.filter((ch) => asked.includes(ch)).length;
    const stands = (chars) => here(chars) === chars.length && (chars[1] || (chars[0] && !kegang.text.isCjk(chars[0]))) && query.includes(joined(chars));
    const whole = namesOf(store).names.map((names) => names.filter(stands));
    const longest = whole.flat().sort((a, b) => b.length - a.length);
    const left = longest.reduce((left, chars) => left.replace(joined(chars), "|"), query);
    const half = (left.split("|").length - 2) * 2 <= asked.length;
    const rare = (token) => store.docFreq(token) > 0 && store.docFreq(token) <= store.records / store.params.rare;
    const isRare = (chars) => chars.some((ch, i) => rare(kegang.text.isCjk(ch) ? ch + chars[i + 1] : ch));
    const tells = (doc) => half || (store.kindOf(doc) === "concept" && whole[doc].some(isRare));
    namesOf(store).names.forEach((names, doc) => {
      if ((whole[doc][0] && tells(doc)) || names.some((chars) => here(chars) * 10 >= chars.length * 6 && isNamed(chars, query))) out[doc] = 1;
    });
  }

  /** Which records tell of what a question is about, even if they hold few of its characters. */
  function telling(store, plan, isOwn) {
    const out = new Uint8Array(store.records);
    addRuns(store, plan, isOwn, out);
    const share = shares(store, plan);
    out.forEach((run, doc) => (out[doc] = run && share[doc] >= store.params.alike[1]));
    addNamed(store, plan, out);
    return out;
  }

  kegang.partial = { likeness, telling, rarity: rarityAmong };
})((window.kegang = window.kegang || {}));
