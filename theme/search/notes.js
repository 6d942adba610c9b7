// What we say of records: a shelf of its own, fetched in parts after the first results, and with them
// notes-rank.js, which looks into it. xtask/src/search/notes.rs explains it.
(function (kegang) {
  "use strict";

  /** The shelf, empty but for what the head says of it. */
  function open({ count, records, parts, shards, files, script }) {
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
      any: count > 0,
      has: (n) => places.has(n),
      /** A record's notes; empty while they are not here. */
      text: (n) => texts[places.get(n)] || "",
      /** Those of all records, where all are fetched at once: `[record, text]`. */
      all: () => (shards ? [] : Array.from(places, ([record, place]) => [record, texts[place]])),
      /** The file that brings them, empty when they are here. */
      file(n) {
        const place = places.get(n);
        return place === undefined || place in texts ? "" : fileOf(partOf[place]);
      },
      /** The files that are needed to look for a text in the notes and are not here. */
      termFiles(text) {
        const files = shards ? terms[0].missing(text).map((shard) => fileOf("t" + shard)) : missing().map(fileOf);
        return kegang.notesRank || !script ? files : files.concat(script);
      },
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

  kegang.notes = { open };
})((window.kegang = window.kegang || {}));
