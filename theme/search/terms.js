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

  /** A shard of dictionary and postings. */
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
    const find = (token) => {
      const at = lowerBound(tokens, token);
      return tokens[at] === token ? entries[at] : undefined;
    };
    return { find, tokens: () => tokens };
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
   * A shard cut by the shared rule from texts that are all here, and the lengths of their fields.
   * An entry is made when it is first asked for: few of them ever are.
   */
  function cut(head, titles, aliases, crumbsOf, textOf) {
    const fields = head.params.fields.length;
    const lengths = Array.from({ length: fields }, () => new Uint32Array(head.records));
    const numbers = new Map();
    // Token numbers in the order of records and fields, and where each field of each record ends.
    const seen = [];
    const ends = [];
    const numberOf = (token) => {
      let number = numbers.get(token);
      if (number === undefined) numbers.set(token, (number = numbers.size));
      return number;
    };
    const cutParts = (parts) => kegang.text.tokens(parts.join("\n")).map(numberOf);
    // Many records share a breadcrumb.
    const crumbs = crumbsOf.map(cutParts);
    const crumb = kegang.digits.numbers(head.crumb, head.records);
    titles.forEach((title, doc) => {
      const own = [[title], aliases[doc] || [], [textOf(doc)]].map(cutParts);
      [...own, crumbs[crumb[doc]]].forEach((list, field) => {
        for (const number of list) seen.push(number);
        lengths[field][doc] = quantised(list.length);
        ends.push(seen.length);
      });
    });
    const { starts, places } = byToken(seen, ends, numbers.size);
    const entryOf = (number) => {
      const entry = Array.from({ length: fields }, () => ({ docs: [], freqs: [] }));
      for (let i = starts[number]; i < starts[number + 1]; i++) {
        const doc = Math.floor(places[i] / fields);
        const { docs, freqs } = entry[places[i] % fields];
        if (docs[docs.length - 1] === doc) freqs[freqs.length - 1]++;
        else {
          docs.push(doc);
          freqs.push(1);
        }
      }
      return entry;
    };
    const made = new Map();
    const find = (token) => {
      const number = numbers.get(token);
      if (number === undefined) return undefined;
      if (!made.has(number)) made.set(number, entryOf(number));
      return made.get(number);
    };
    let sorted = null;
    const tokens = () => (sorted = sorted || Array.from(numbers.keys()).sort());
    return { lengths, shard: { find, tokens } };
  }

  /** A counting sort: for each token from where to where its places (record and field) stand. */
  function byToken(seen, ends, count) {
    const starts = new Uint32Array(count + 1);
    for (const number of seen) starts[number + 1]++;
    for (let i = 0; i < count; i++) starts[i + 1] += starts[i];
    const next = starts.slice();
    const places = new Uint32Array(seen.length);
    let i = 0;
    ends.forEach((end, place) => {
      for (; i < end; i++) places[next[seen[i]]++] = place;
    });
    return { starts, places };
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
   * The terms of `count` shards, of which some are here. A shard has `find(token)`, an entry
   * `[{docs, freqs}]` by field or undefined, and its sorted `tokens()`.
   */
  function open(shards, count) {
    const shardOf = (text) => text.codePointAt(0) % count;

    /** The entries of the tokens that begin so. */
    function withPrefix(prefix) {
      const shard = shards[shardOf(prefix)];
      const out = [];
      if (!shard) return out;
      const tokens = shard.tokens();
      for (let at = lowerBound(tokens, prefix); at < tokens.length; at++) {
        if (!tokens[at].startsWith(prefix)) break;
        out.push(shard.find(tokens[at]));
      }
      return out;
    }

    return {
      find(token) {
        const shard = shards[shardOf(token)];
        return shard && shard.find(token);
      },
      withPrefix,
      /** The numbers of the shards that a text's tokens stand in and that are not here. */
      missing(text) {
        const wanted = new Set(kegang.text.tokens(text).map(shardOf));
        return Array.from(wanted).filter((number) => !shards[number]);
      },
      add(number, shard) {
        shards[number] = shard;
      },
      /** The tokens that are here. */
      tokens: () => shards.flatMap((shard) => (shard ? shard.tokens() : [])),
    };
  }

  kegang.terms = { open, decode, cut };
})((window.kegang = window.kegang || {}));
