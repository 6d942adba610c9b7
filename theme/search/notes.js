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
    const terms = kegang.terms.open([], shards);

    return {
      has: (n) => places.has(n),
      /** A record's notes; empty while they are not here. */
      text: (n) => texts[places.get(n)] || "",
      /** The file that brings them, empty when they are here. */
      file(n) {
        const place = places.get(n);
        return place === undefined || place in texts ? "" : `${files}-${partOf[place]}.js`;
      },
      /** The files of terms that a text's tokens stand in and that are not here. */
      termFiles: (text) => (count ? terms.missing(text).map((shard) => `${files}-t${shard}.js`) : []),
      addTexts(chunk) {
        const first = partOf.indexOf(chunk.part);
        chunk.texts.forEach((text, i) => (texts[first + i] = text));
      },
      addTerms: (chunk) => terms.add(chunk.shard, kegang.terms.decode(chunk, 1, count)),
      /** The records whose notes hold a token. */
      holding: (token) => recordsOf(terms.find(token)),
      /** For each token that begins so, the records whose notes hold it. */
      withPrefix: (prefix) => terms.withPrefix(prefix).map(recordsOf),
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

  /** What the notes of each record add to its score. */
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
    return (record) => scores[record] + (whole && held[record] === whole ? onePiece : 0);
  }

  /**
   * The records whose notes, together with their own words, hold every character of a plan, best
   * first, and whether each word stands whole in one: `{hits: [{record, score}], wordsWhole}`.
   */
  function rank(store, plan) {
    const { classes } = store.params;
    const met = new Uint8Array(store.records);
    const wordsWhole = plan.words.map((word) => {
      const covers = word.units.map((unit) => coverage(store, unit));
      let somewhere = false;
      for (let record = 0; record < store.records; record++) {
        if (!covers.every((cover) => cover[record])) continue;
        met[record]++;
        somewhere = true;
      }
      return somewhere;
    });
    const scoreOf = scoresOf(store, plan);
    const hits = [];
    met.forEach((count, record) => {
      if (!count || count < plan.words.length) return;
      const score = scoreOf(record) + classes[store.kinds[record]][store.levels[record]];
      hits.push({ record, score, order: Math.round(Math.fround(score) * 128) });
    });
    hits.sort((a, b) => b.order - a.order || a.record - b.record);
    return { hits, wordsWhole };
  }

  kegang.notes = { open, rank };
})((window.kegang = window.kegang || {}));
