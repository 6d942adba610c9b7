// The terms of the index: dictionary and postings, in shards that are fetched when a query has
// a token that begins with one of their characters; or, where all texts are here, looked up in
// them. Laid out in xtask/src/search/format.rs.
(function (kegang) {
  "use strict";

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

  /** Texts, numbered from `first`, that tokens are looked up in by the shared rule. */
  function column(texts, first) {
    const { normalize, isCjk, eachWord, count } = kegang.text;
    const { END } = kegang.store;
    const all = normalize(texts.concat("").join(END));
    const ends = [];
    for (let at = all.indexOf(END); at >= 0; at = all.indexOf(END, at + 1)) ends.push(at);
    let words = null;

    /** Where words stand; few queries have any. */
    function placesOfWords() {
      if (words) return words;
      words = new Map();
      eachWord(all, (word, at) => (words.has(word) ? words.get(word).push(at) : words.set(word, [at])));
      return words;
    }

    /** Where the token stands, or with `open` the tokens that begin so, in order. */
    function placesOf(token, open) {
      const [first, second] = token;
      if (!isCjk(first)) {
        const words = placesOfWords();
        if (!open) return words.get(token) || [];
        return Array.from(words).flatMap(([word, at]) => (word.startsWith(token) ? at : [])).sort((a, b) => a - b);
      }
      const out = [];
      for (let at = all.indexOf(token); at >= 0; at = all.indexOf(token, at + 1)) {
        // A character alone is a token where a run ends.
        if (second || open || !isCjk(String.fromCodePoint(all.codePointAt(at + token.length)))) out.push(at);
      }
      return out;
    }

    return {
      all,
      /** The texts in which they stand, and how often. */
      posting(token, open) {
        const [docs, freqs] = [[], []];
        let end = -1;
        for (const at of placesOf(token, open)) {
          if (at < end) freqs[freqs.length - 1]++;
          else {
            const n = lowerBound(ends, at);
            end = ends[n];
            docs.push(first + n);
            freqs.push(1);
          }
        }
        return { docs, freqs };
      },
      length: (n) => quantised(count(all.slice(n ? ends[n - 1] : 0, ends[n]))),
    };
  }

  /**
   * A shard of texts that are all here, and the lengths of their fields: `fields` has the texts of
   * every record, numbered from `first`, for each field. Nothing is cut; a token's entry is made
   * when it is first asked for, which few ever are.
   *
   * With `crumb`, records share the texts of the last field: it gives the number of each one's.
   */
  function whole(fields, first, crumb) {
    const columns = fields.map((texts) => column(texts, first));
    const shared = crumb ? columns.length - 1 : -1;
    const under = [];
    if (crumb) crumb.forEach((way, doc) => (under[way] = under[way] || []).push(doc));
    const lengths = columns.map(() => []);
    const made = new Map();

    function spread({ docs, freqs }) {
      const all = docs.map((way) => under[way] || []);
      return { docs: all.flat(), freqs: all.flatMap((those, i) => those.map(() => freqs[i])) };
    }

    /** The entry of a token, or of all that begin so; where records share a text, not in their order. */
    function entryOf(token, open) {
      const name = open ? token + "*" : token;
      if (!made.has(name)) {
        const entry = columns.map(({ posting }, field) => {
          const list = posting(token, open);
          return field === shared ? spread(list) : list;
        });
        made.set(name, entry.some(({ docs }) => docs.length) ? entry : undefined);
      }
      return made.get(name);
    }

    return {
      find: (token) => entryOf(token, false),
      withPrefix: (prefix) => [entryOf(prefix, true)].filter(Boolean),
      length(field, doc) {
        const n = field === shared ? crumb[doc] : doc;
        return (lengths[field][n] = lengths[field][n] || columns[field].length(n));
      },
      /** Tokens to read pinyin by: all but words. */
      tokens() {
        const seen = new Set();
        for (const { all } of columns) {
          const { isCjk } = kegang.text;
          let before = "";
          for (const ch of all) {
            if (before) seen.add(before + (isCjk(ch) ? ch : ""));
            before = isCjk(ch) ? ch : "";
          }
        }
        return Array.from(seen).sort();
      },
    };
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
   * `[{docs, freqs}]` by field or undefined, and `withPrefix(prefix)`, entries that together are of
   * the tokens that begin so.
   */
  function open(shards, count) {
    const numberOf = (text) => text.codePointAt(0) % count;

    return {
      find(token) {
        const shard = shards[numberOf(token)];
        return shard && shard.find(token);
      },
      withPrefix(prefix) {
        const shard = shards[numberOf(prefix)];
        return shard ? shard.withPrefix(prefix) : [];
      },
      /** The numbers of the shards that a text's tokens stand in and that are not here. */
      missing(text) {
        const wanted = new Set(kegang.text.tokens(text).map(numberOf));
        return Array.from(wanted).filter((number) => !shards[number]);
      },
      add(number, shard) {
        shards[number] = shard;
      },
    };
  }

  kegang.terms = { open, whole, lowerBound };
})((window.kegang = window.kegang || {}));
