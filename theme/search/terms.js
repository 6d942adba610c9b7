// The terms of the index: dictionary and postings, in shards that are fetched when a query has
// a token that begins with one of their characters; or, where all texts are here, cut from
// them. Laid out in xtask/src/search/format.rs.
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

  /** A shard of dictionary and postings: sorted tokens, and for each `[{docs, freqs}]` by field. */
  function decode(chunk, fields, records) {
    const { numbers, reader, damaged } = kegang.digits;
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
    return { tokens, entries };
  }

  /**
   * A field's length as tantivy keeps it in one byte: exact below 24, above it the four highest
   * bits of what exceeds 24 (Lucene's SmallFloat).
   */
  function quantised(length) {
    const over = length - 24;
    if (over < 16) return length;
    const shift = 28 - Math.clz32(over);
    return 24 + ((over >> shift) << shift);
  }

  /**
   * Dictionary and postings of texts that are all here, cut by the shared rule; and the lengths
   * of their fields.
   */
  function cut(head, titles, textOf) {
    const fields = head.params.fields.length;
    const byToken = new Map();
    const lengths = Array.from({ length: fields }, () => new Uint32Array(head.records));
    const add = (text, field, doc) => {
      const list = kegang.text.tokens(text);
      lengths[field][doc] = quantised(list.length);
      for (const token of list) {
        let entry = byToken.get(token);
        if (!entry) {
          entry = Array.from({ length: fields }, () => ({ docs: [], freqs: [] }));
          byToken.set(token, entry);
        }
        const { docs, freqs } = entry[field];
        if (docs[docs.length - 1] === doc) freqs[freqs.length - 1]++;
        else {
          docs.push(doc);
          freqs.push(1);
        }
      }
    };
    const crumb = kegang.digits.numbers(head.crumb, head.records);
    titles.forEach((title, doc) => {
      const texts = [title, head.aliases[doc] || [], textOf(doc), head.crumbs[crumb[doc]]];
      texts.forEach((text, field) => add([].concat(text).join("\n"), field, doc));
    });
    const tokens = Array.from(byToken.keys()).sort();
    return { lengths, shard: { tokens, entries: tokens.map((token) => byToken.get(token)) } };
  }

  /** The first index whose token is not below `token`. */
  function lowerBound(tokens, token) {
    let [low, high] = [0, tokens.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (tokens[middle] < token) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /**
   * The terms of `count` shards, of which some are here. An entry is a token's `[{docs, freqs}]`
   * by field.
   */
  function open(shards, count) {
    const shardOf = (text) => text.codePointAt(0) % count;

    /** The entries of the tokens from `token` on, as long as `admits` says so. */
    function entries(token, admits) {
      const shard = shards[shardOf(token)];
      const out = [];
      if (!shard) return out;
      const { tokens } = shard;
      for (let at = lowerBound(tokens, token); at < tokens.length && admits(tokens[at]); at++)
        out.push(shard.entries[at]);
      return out;
    }

    return {
      find: (token) => entries(token, (other) => other === token)[0],
      /** The entries of the tokens that begin so. */
      withPrefix: (prefix) => entries(prefix, (other) => other.startsWith(prefix)),
      /** The numbers of the shards that a text's tokens stand in and that are not here. */
      missing(text) {
        const wanted = new Set(kegang.text.tokens(text).map(shardOf));
        return Array.from(wanted).filter((number) => !shards[number]);
      },
      add(number, shard) {
        shards[number] = shard;
      },
      /** The tokens that are here. */
      tokens: () => shards.flatMap((shard) => (shard ? shard.tokens : [])),
    };
  }

  kegang.terms = { open, decode, cut };
})((window.kegang = window.kegang || {}));
