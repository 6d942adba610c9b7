// Which records are found by what we say of them. Fetched with the notes. The twin of
// xtask/src/search/notes.rs, which explains it.
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

  /** What the notes of each record add to its score: `[points, whether they have it in one piece]`. */
  function scoresOf(store, plan) {
    const { notes: [all, onePiece] } = store.params;
    const scores = new Float64Array(store.records);
    const held = new Uint8Array(store.records);
    const known = [];
    let sum = 0;
    let whole = 0;
    for (const [token, weight] of plan.terms) {
      whole += weight >= 1;
      const records = store.notes.holding(token);
      const idf = weight * kegang.idf(store.records, records.length);
      if (weight >= 1) for (const record of records) held[record]++;
      if (records.length) {
        known.push([records, idf]);
        sum += idf;
      }
    }
    for (const [records, idf] of known) {
      for (const record of records) scores[record] += Math.fround((all * idf) / sum);
    }
    return (record) => {
      const piece = whole > 0 && held[record] === whole;
      return [scores[record] + (piece ? onePiece : 0), piece];
    };
  }

  /**
   * The records whose notes, together with their own words, hold every character of a plan, or
   * `most` of those that stand anywhere, best first, and whether each word stands whole in one:
   * `{hits: [{record, score, piece}], wordsWhole}`.
   */
  function rank(store, plan, most) {
    const { classes } = store.params;
    const met = new Uint8Array(store.records);
    const weight = new Uint16Array(store.records);
    const scores = new Float64Array(store.records);
    let known = 0;
    const wordsWhole = plan.words.map((word) => {
      const covers = word.units.map((unit) => coverage(store, unit));
      covers.forEach((cover, i) => (known += cover.some(Boolean) && word.units[i].weight));
      let somewhere = false;
      for (let record = 0; record < store.records; record++) {
        let all = true;
        for (let i = 0; i < covers.length; i++) {
          if (covers[i][record]) weight[record] += word.units[i].weight;
          else all = false;
        }
        if (!all) continue;
        met[record]++;
        somewhere = true;
      }
      return somewhere;
    });
    const scoreOf = scoresOf(store, plan);
    const hits = [];
    const characters = kegang.rank.charactersOf(plan);
    if (most) {
      if (characters < 7 || known * 7 < characters * 6) return { hits };
      kegang.rank.addTokenScores(store, plan, scores);
    }
    met.forEach((count, record) => {
      if (most ? weight[record] < 5 || weight[record] * 10 < known * 6 : !count || count < plan.words.length) return;
      const [points, piece] = scoreOf(record);
      if (most && !points) return;
      hits.push({ record, score: scores[record] + points + classes[store.classes[record]], piece });
    });
    return { hits: kegang.rank.sort(hits, store.params), wordsWhole };
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

  /** How people ask for what they cannot name: `{record, units, all}` of each wording, `all` its rarity; and that of units. */
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

  /** Gives hits that are alike in wording what they are worth, and adds those that are not there yet. */
  function addAlike(store, plan, hits) {
    const { wordings: [most, least, characters], classes } = store.params;
    if (kegang.rank.charactersOf(plan) < characters) return;
    const { list, rarity } = (store.wordings = store.wordings || cutWordings(store));
    const asked = new Set(plan.words.flatMap(({ text }) => unitsOf(text)));
    const ofQuery = rarity(Array.from(asked));
    for (const { record, units, all } of list) {
      const like = (2 * rarity(units.filter((unit) => asked.has(unit)))) / (ofQuery + all);
      if (like < least) continue;
      const score = most * like + classes[store.classes[record]];
      const hit = hits.find((hit) => hit.record === record);
      if (!hit) hits.push({ record, score });
      else if (score > hit.score) hit.score = score;
    }
  }

  /** The same, with `most` also those that are asked for in much the same words. */
  kegang.notesRank = (store, plan, most) => {
    const found = rank(store, plan, most);
    if (most) addAlike(store, plan, found.hits);
    return found;
  };
})((window.kegang = window.kegang || {}));
