// What we say of records: a shelf of its own, fetched in parts after the first results. The twin
// of xtask/src/search/notes.rs, which explains it.
(function (kegang) {
  "use strict";

  /** The shelf, empty but for what the head says of it. */
  function open({ count, records, parts, shards, files }) {
    const { numbers, reader } = kegang.digits;
    const noted = numbers(records, count);
    // A record's number among those that have notes.
    const places = new Map();
    let record = 0;
    noted.forEach((gap, place) => places.set((noted[place] = record += gap), place));
    const partOf = [];
    const from = reader(parts);
    for (let part = 0; !from.done(); part++) {
      for (let left = from.next(); left; left--) partOf.push(part);
    }
    const texts = [];
    // Without shards all parts are fetched at once, and tokens cut from the texts.
    const terms = shards ? [kegang.terms.open([], shards)] : [];
    const fileOf = (part) => `${files}-${part}.js`;
    const missing = () => Array.from(new Set(partOf)).filter((part) => !terms[part]);

    return {
      has: (n) => places.has(n),
      /** A record's notes; empty while they are not here. */
      text: (n) => texts[places.get(n)] || "",
      /** The file that brings them, empty when they are here. */
      file(n) {
        const place = places.get(n);
        return place === undefined || place in texts ? "" : fileOf(partOf[place]);
      },
      /** The files of terms that a text's tokens stand in and that are not here. */
      termFiles: (text) => (shards ? terms[0].missing(text).map((shard) => fileOf("t" + shard)) : missing().map(fileOf)),
      addTexts(chunk) {
        const first = partOf.indexOf(chunk.part);
        const list = kegang.store.listOf(chunk);
        list.forEach((text, i) => (texts[first + i] = text));
        if (!shards) terms[chunk.part] = kegang.terms.whole([list], first);
      },
      addTerms: (chunk) => terms[0].add(chunk.shard, kegang.terms.decode(chunk, 1, count)),
      /** The records whose notes hold a token. */
      holding: (token) => terms.flatMap((part) => recordsOf(part.find(token))),
      /** For each token that begins so, the records whose notes hold it. */
      withPrefix: (prefix) => terms.flatMap((part) => part.withPrefix(prefix).map(recordsOf)),
    };

    function recordsOf(entry) {
      return entry ? Array.from(entry[0].docs, (place) => noted[place]) : [];
    }
  }

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

  kegang.notes = { open, rank };
})((window.kegang = window.kegang || {}));
