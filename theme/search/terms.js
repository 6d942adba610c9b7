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
    const withPrefix = (prefix) => {
      const from = lowerBound(tokens, prefix);
      let to = from;
      while (to < tokens.length && tokens[to].startsWith(prefix)) to++;
      return entries.slice(from, to);
    };
    return { find, withPrefix, tokens: () => tokens };
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
   *
   * Every token in its place (a field of a record) is one number, so that sorting brings the places
   * of a token together. An entry is made when it is first asked for: few of them ever are. The
   * last field, the breadcrumb, which many records share, is cut once for each.
   */
  function cut(head, titles, aliases, crumbs, textOf) {
    const fields = head.params.fields.length;
    const { records } = head;
    const lengths = Array.from({ length: fields }, () => new Uint32Array(records));
    const places = Math.max(records, crumbs.length) * fields;
    const words = new Map();
    const numberOf = (word) => {
      if (!words.has(word)) words.set(word, kegang.text.WORDS + words.size);
      return words.get(word);
    };
    const seen = [];
    let at = 0;
    const put = (text, doc, field) => {
      const from = at;
      at = kegang.text.cut(text, seen, at, places, doc * fields + field, numberOf);
      return at - from;
    };
    const crumb = kegang.digits.numbers(head.crumb, records);
    const wayLengths = crumbs.map((names, i) => quantised(put(names.join("\n"), i, fields - 1)));
    for (let doc = 0; doc < records; doc++) {
      const title = titles[doc];
      const from = at;
      const ofTitle = put(title, doc, 0);
      lengths[0][doc] = quantised(ofTitle);
      lengths[1][doc] = quantised(put((aliases[doc] || []).join("\n"), doc, 1));
      // A text mostly begins with the title, on a line of its own.
      const text = textOf(doc);
      const again = text.startsWith(title) && (text.length === title.length || text[title.length] === "\n");
      for (let i = 0; again && i < ofTitle; i++) seen[at++] = seen[from + i] + 2;
      const rest = put(again ? text.slice(title.length) : text, doc, 2);
      lengths[2][doc] = quantised(again ? ofTitle + rest : rest);
      lengths[3][doc] = wayLengths[crumb[doc]];
    }
    const under = crumbs.map(() => []);
    crumb.forEach((way, doc) => under[way].push(doc));
    return { lengths, shard: cutShard(Float64Array.from(seen).sort(), places, fields, words, under) };
  }

  /** A shard with one field, cut from texts that are numbered from `first`. */
  function cutTexts(texts, first) {
    const places = first + texts.length;
    const words = new Map();
    const numberOf = (word) => {
      if (!words.has(word)) words.set(word, kegang.text.WORDS + words.size);
      return words.get(word);
    };
    const seen = [];
    let at = 0;
    texts.forEach((text, i) => (at = kegang.text.cut(text, seen, at, places, first + i, numberOf)));
    return cutShard(Float64Array.from(seen).sort(), places, 1, words, Array.from({ length: places }, (_, i) => [i]));
  }

  /** `under` has for each breadcrumb the records that stand there. */
  function cutShard(sorted, places, fields, words, under) {
    const made = new Map();

    /** The entry of the keys from `from` up to `to`; where these are several, a record may come twice. */
    function entryOf(from, to) {
      const entry = Array.from({ length: fields }, () => ({ docs: [], freqs: [] }));
      const end = to * places;
      for (let i = lowerBound(sorted, from * places); sorted[i] < end; ) {
        const number = sorted[i];
        let count = 1;
        while (sorted[++i] === number) count++;
        const place = number % places;
        const doc = Math.floor(place / fields);
        const { docs, freqs } = entry[place % fields];
        for (const one of place % fields === fields - 1 ? under[doc] : [doc]) {
          docs.push(one);
          freqs.push(count);
        }
      }
      return entry.some(({ docs }) => docs.length) ? entry : undefined;
    }

    function remembered(name, make) {
      if (!made.has(name)) made.set(name, make());
      return made.get(name);
    }

    function find(token) {
      const key = kegang.text.keyOf(token, (word) => words.get(word));
      return key === undefined ? undefined : remembered(token, () => entryOf(key, key + 1));
    }

    function withPrefix(prefix) {
      const { SECONDS, keyOf } = kegang.text;
      const from = keyOf(prefix, () => -1);
      if (from < 0) return Array.from(words.keys()).filter((word) => word.startsWith(prefix)).map(find);
      const all = remembered(prefix + "*", () => entryOf(from, from + SECONDS));
      return all ? [all] : [];
    }

    function tokens() {
      const { WORDS, ofKey } = kegang.text;
      const out = Array.from(words.keys());
      let last = -1;
      for (const number of sorted) {
        const key = Math.floor(number / places);
        if (key !== last && key < WORDS) out.push(ofKey(key));
        last = key;
      }
      return out.sort();
    }

    let all = null;
    return { find, withPrefix, tokens: () => (all = all || tokens()) };
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
   * `[{docs, freqs}]` by field or undefined, `withPrefix(prefix)`, entries that together are of the
   * tokens that begin so, and its sorted `tokens()`.
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
      /** The tokens that are here. */
      tokens: () => shards.flatMap((shard) => (shard ? shard.tokens() : [])),
    };
  }

  kegang.terms = { open, decode, cut, cutTexts, tokenList };
})((window.kegang = window.kegang || {}));
