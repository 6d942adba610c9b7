// The index as the browser holds it: takes the chunks that xtask/src/search/format.rs lays
// out, decodes them, and answers questions about tokens. Nothing here knows about queries.
(function (kegang) {
  "use strict";

  const VERSION = 1;
  const FINAL = 64;
  const KINDS = ["concept", "homework", "carrier", "page"];
  const DIGITS =
    "!#$%&()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~";
  const VALUE = new Int16Array(128).fill(-1);
  for (let i = 0; i < DIGITS.length; i++) VALUE[DIGITS.charCodeAt(i)] = i;

  /** An error with words for readers. */
  function failure(reader) {
    const error = new Error(reader);
    error.reader = reader;
    return error;
  }
  const damaged = () =>
    failure("搜索索引不完整或已损坏，请刷新页面再试；也可以先用概念索引查找。");

  /** Reads numbers one after another. */
  function reader(digits) {
    let at = 0;
    return {
      next() {
        let value = 0;
        for (let scale = 1; ; scale *= DIGITS.length - FINAL) {
          const digit = VALUE[digits.charCodeAt(at++)];
          if (!(digit >= 0)) throw damaged();
          value += digit * scale;
          if (digit < FINAL) return value;
        }
      },
      done: () => at === digits.length,
    };
  }

  /** Exactly `count` numbers. */
  function numbers(digits, count) {
    const from = reader(digits);
    const out = new Uint32Array(count);
    for (let i = 0; i < count; i++) out[i] = from.next();
    if (!from.done()) throw damaged();
    return out;
  }

  function tokenList({ words, han }) {
    const out = words ? words.split("\n") : [];
    for (const group of han ? han.split("\n") : []) {
      const [first, ...seconds] = group;
      for (const second of seconds) out.push(second === "." ? first : first + second);
    }
    return out;
  }

  /** Dictionary and postings: lists[token * fields + field] = {docs, freqs}. */
  function decodeTerms(chunk, fields, records) {
    const tokens = tokenList(chunk);
    const counts = numbers(chunk.counts, tokens.length * fields);
    const from = reader(chunk.postings);
    const lists = Array.from(counts, (count) => {
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
    });
    if (!from.done()) throw damaged();
    return { tokens, lists };
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

  /** Dictionary and postings of texts that are all here, cut by the shared rule. */
  function cutTexts(head, titles, textOf) {
    const fields = head.params.fields.length;
    const byToken = new Map();
    const lengths = Array.from({ length: fields }, () => new Uint32Array(head.records));
    const add = (text, field, doc) => {
      const cut = kegang.text.tokens(text);
      lengths[field][doc] = quantised(cut.length);
      for (const token of cut) {
        let of = byToken.get(token);
        if (!of) byToken.set(token, (of = Array.from({ length: fields }, () => ({ docs: [], freqs: [] }))));
        const { docs, freqs } = of[field];
        if (docs[docs.length - 1] === doc) freqs[freqs.length - 1]++;
        else {
          docs.push(doc);
          freqs.push(1);
        }
      }
    };
    const crumb = numbers(head.crumb, head.records);
    titles.forEach((title, doc) => {
      const texts = [title, head.aliases[doc] || [], textOf(doc), head.crumbs[crumb[doc]]];
      texts.forEach((text, field) => add([].concat(text).join("\n"), field, doc));
    });
    const tokens = Array.from(byToken.keys()).sort();
    return { tokens, lengths, lists: tokens.flatMap((token) => byToken.get(token)) };
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
   * A decoded index: the head, the texts that came with it, and the terms, which are left out
   * when all texts are here.
   */
  function open(head, terms, textChunks) {
    if (head.version !== VERSION || (terms && terms.version !== VERSION)) {
      throw failure("网站刚刚更新，搜索索引与页面版本不一致，请刷新页面。");
    }
    const records = head.records;
    const fields = head.params.fields.length;
    const texts = new Map();
    const addTexts = (chunk) => chunk.texts.forEach((text, i) => texts.set(chunk.first + i, text));
    textChunks.forEach(addTexts);
    const stored = (n) => {
      const text = texts.get(n);
      if (text === undefined) throw damaged();
      return text;
    };
    const titles = head.titles.map((t, n) => (typeof t === "number" ? stored(n).slice(0, t) : t));
    const textOf = (n) => (stored(n)[0] === "\t" ? titles[n] + stored(n).slice(1) : stored(n));
    const { tokens, lists, lengths } = terms
      ? { ...decodeTerms(terms, fields, records), lengths: head.lengths.map((d) => numbers(d, records)) }
      : cutTexts(head, titles, textOf);
    const column = (digits) => numbers(digits, records);
    const page = column(head.page);
    const crumb = column(head.crumb);
    const syllabus = column(head.syllabus);
    const unit = column(head.unit);
    const kinds = column(head.kinds);
    if (titles.length !== records || head.anchors.length !== records) throw damaged();

    const find = (token) => {
      const at = lowerBound(tokens, token);
      return tokens[at] === token ? at : -1;
    };
    const syllabusOf = (n) => (syllabus[n] ? head.syllabi[syllabus[n] - 1].id : "");
    const kindOf = (n) => KINDS[kinds[n]];
    const list = (at, field) => lists[at * fields + field];

    return {
      records,
      fields,
      params: head.params,
      averages: head.averages,
      syllabi: head.syllabi,
      synonyms: head.synonyms,
      tables: head.tables,
      tokens,
      lengths,
      kinds,
      levels: column(head.levels),
      titles,
      aliases: head.aliases,
      find,
      list,
      /** In how many records a token stands, in the field where it is rarest; 0 for unknown. */
      docFreq(token) {
        const at = find(token);
        if (at < 0) return 0;
        let least = Infinity;
        for (let f = 0; f < fields; f++) least = Math.min(least, list(at, f).docs.length || least);
        return least;
      },
      /** Indices of the tokens that begin so. */
      withPrefix(prefix) {
        const out = [];
        for (let at = lowerBound(tokens, prefix); at < tokens.length; at++) {
          if (!tokens[at].startsWith(prefix)) break;
          out.push(at);
        }
        return out;
      },
      token: (at) => tokens[at],
      syllabusOf,
      kindOf,
      /** What is known of a record before its text is there. */
      record: (n) => ({
        kind: kindOf(n),
        syllabus: syllabusOf(n),
        unit: unit[n],
        title: titles[n],
        breadcrumb: head.crumbs[crumb[n]],
        url: head.pages[page[n]] + (head.anchors[n] && "#" + head.anchors[n]),
      }),
      /** The file that brings a record's text, empty when it is here. */
      textFile(n) {
        const part = head.texts.find((p) => n >= p.first && n < p.first + p.count);
        return part && !texts.has(n) ? part.file : "";
      },
      addTexts,
      text: textOf,
    };
  }

  kegang.store = { open, failure, damaged };
})((window.kegang = window.kegang || {}));
