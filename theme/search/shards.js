// Dictionary and postings as they are fetched, where a book is too large to be looked up in its
// texts: comes with the index of such a book. Laid out in xtask/src/search/format.rs.
(function (kegang) {
  "use strict";

  function tokenList({ words, han }) {
    const out = words ? words.split("\n") : [];
    for (const group of han ? han.split("\n") : []) {
      const [first, ...seconds] = group;
      for (const second of seconds) out.push(second === "." ? first : first + second);
    }
    return out;
  }

  /** A shard of dictionary and postings. */
  function decode(chunk, fields, records) {
    const { numbers, reader, damaged } = kegang.digits;
    const { lowerBound } = kegang.terms;
    const tokens = tokenList(chunk);
    const counts = numbers(chunk.counts, tokens.length * fields);
    const from = reader(chunk.postings);
    const list = (count) => {
      const docs = new Uint32Array(count);
      const freqs = new Uint32Array(count);
      for (let i = 0, doc = 0; i < count; i++) {
        const code = from.next();
        doc += code >>> 1;
        docs[i] = doc;
        freqs[i] = code & 1 ? from.next() + 2 : 1;
      }
      if (count && docs[count - 1] >= records) throw damaged();
      return { docs, freqs };
    };
    const entries = tokens.map((_, i) =>
      Array.from(counts.subarray(i * fields, (i + 1) * fields), list)
    );
    if (!from.done()) throw damaged();
    const find = (token) => {
      const at = lowerBound(tokens, token);
      return tokens[at] === token ? entries[at] : undefined;
    };
    const withPrefix = (prefix) => {
      const from = lowerBound(tokens, prefix);
      let to = from;
      while (to < tokens.length && tokens[to].startsWith(prefix)) to++;
      return entries.slice(from, to);
    };
    return { find, withPrefix };
  }

  Object.assign(kegang.terms, { decode, tokenList });
})((window.kegang = window.kegang || {}));
