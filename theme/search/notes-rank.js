// What finds records by what we say of them, and by everyday words for those of titles. Fetched with the
// notes. The twin of notes.rs, wordings.rs and thesaurus.rs in xtask/src/search/, which explain it.
(function (kegang) {
  "use strict";

  /** Which records cover a unit, in their own words or in their notes. */
  function coverage(store, unit) {
    const { notes } = store;
    const out = kegang.coverage(store, unit).slice();
    const lists = unit.tokens.map(notes.holding);
    if (unit.prefix) lists.push(...notes.withPrefix(unit.prefix));
    for (const list of lists) for (const record of list) out[record] |= 1;
    return out;
  }

  /** Which words of a plan stand whole in a record, in its notes or its own words: `{whole, wordsWhole}`, `whole` if all do in one. */
  function standing(store, plan) {
    const met = new Uint8Array(store.records);
    const wordsWhole = plan.words.map(({ units }) => {
      const covers = units.map((unit) => coverage(store, unit));
      const holds = (_, record) => covers.every((cover) => cover[record]) && ++met[record];
      return met.map(holds).some(Boolean);
    });
    return { wordsWhole, whole: met.some((count) => count && count === plan.words.length) };
  }

  // Words that a question may use for each other, written in here by xtask/src/search/publish.rs;
  // xtask/src/search/thesaurus.rs explains what for.
  const GROUPS = "@synonyms".split("；").map((group) => group.split("、"));
  const groupOf = new Map(GROUPS.flatMap((group) => group.map((word) => [word, group])));
  const LONGEST = 6;

  /** Where characters have such words, from the left, of several the longest: `[[from, to, word]]`. */
  function synonymsIn(chars) {
    const out = [];
    for (let at = 0; at < chars.length; at++) {
      for (let to = at + LONGEST; to > at + 1; to--) {
        const word = chars.slice(at, to).join("");
        if (to > chars.length || !groupOf.has(word)) continue;
        out.push([at, to, word]);
        at = to - 1;
      }
    }
    return out;
  }

  /** A text with every such word read as the first of its group. */
  function read(text) {
    const chars = Array.from(kegang.text.normalize(text));
    for (const [from, to, word] of synonymsIn(chars).reverse()) chars.splice(from, to - from, groupOf.get(word)[0]);
    return chars.join("");
  }

  /** The records that hold every pair of a word; looked up once. */
  function holding(store, word) {
    const known = (store.holding = store.holding || new Map());
    if (!known.has(word)) {
      const chars = Array.from(word);
      const pairs = chars.slice(1).map((ch, i) => coverage(store, { tokens: [chars[i] + ch] }));
      known.set(word, pairs.reduce((all, pair) => all.map((bits, doc) => bits & pair[doc])));
    }
    return known.get(word);
  }

  const othersOf = (word) => groupOf.get(word).filter((other) => other !== word);

  /** The other words for those of a plan. */
  const near = ({ words }) => words.flatMap(({ text }) => synonymsIn(Array.from(text)).flatMap(([, , word]) => othersOf(word)));

  /** For each character of such a word in a text, the records that have another word of its group. */
  function others(store, text) {
    const out = [];
    for (const [from, to, word] of synonymsIn(Array.from(text))) {
      const covers = othersOf(word).map((other) => holding(store, other));
      const any = covers.length && covers.reduce((any, one) => any.map((bits, doc) => bits | one[doc]));
      for (let at = from; at < to; at++) out[at] = any;
    }
    return out;
  }

  const WORDINGS = "问法 ";

  /** The words of a text, its characters without particles, and the pairs of these, each once. */
  function unitsOf(text) {
    const { pieces, isParticle, pair } = kegang.text;
    const cut = ({ han, parts }) => {
      if (!han) return parts.map((part) => part.text);
      const chars = han.filter((ch) => !isParticle(ch));
      return chars.concat(chars.slice(1).map((_, i) => pair(chars, i)));
    };
    return Array.from(new Set(pieces(text).flatMap(cut)));
  }

  /** How people ask for what they cannot name: `{record, units, all}` of each wording, `all` what they tell; and their rarity. */
  function cutWordings(store) {
    const list = [];
    store.notes.all().forEach(([record, notes]) => {
      const lines = notes.split("\n").filter((line) => line.startsWith(WORDINGS));
      const wordings = lines.flatMap((line) => line.slice(WORDINGS.length).split("；"));
      list.push(...wordings.map((wording) => ({ record, units: unitsOf(wording) })));
    });
    const rarity = kegang.partial.rarity(list.map(({ units }) => units));
    for (const wording of list) wording.all = rarity(wording.units);
    return { list, rarity };
  }

  /** How alike what is asked is to a wording of each record. */
  function wordings(store, plan) {
    const { list, rarity } = (store.wordings = store.wordings || cutWordings(store));
    const like = kegang.partial.likeness(rarity, new Set(plan.words.flatMap(({ text }) => unitsOf(text))));
    const out = new Float64Array(store.records);
    for (const wording of list) out[wording.record] = Math.max(out[wording.record], like(wording));
    return out;
  }

  kegang.notesRank = { coverage, standing, wordings, read, near, others };
})((window.kegang = window.kegang || {}));
