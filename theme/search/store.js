// The index as the browser holds it: takes the chunks that xtask/src/search/format.rs lays
// out, decodes them, and answers questions about tokens. Nothing here knows about queries.
(function (kegang) {
  "use strict";

  const VERSION = 6;
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
    failure("搜索索引已损坏，请刷新页面再试。");

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

  /** Exactly `count` numbers; in one loop, for it runs over whole columns when search opens. */
  function numbers(digits, count) {
    const out = new Uint32Array(count);
    let n = 0;
    let value = 0;
    let scale = 1;
    for (let i = 0; i < digits.length; i++) {
      const digit = VALUE[digits.charCodeAt(i)];
      if (!(digit >= 0) || n === count) throw damaged();
      value += digit * scale;
      scale *= DIGITS.length - FINAL;
      if (digit >= FINAL) continue;
      out[n++] = value;
      value = 0;
      scale = 1;
    }
    if (n < count || scale > 1) throw damaged();
    return out;
  }

  const END = "\x7f";
  /** The texts of a chunk. */
  const listOf = ({ texts }) => texts.split(END + END);

  /** The names above a record, from the book down, by the place of the last of them; 0 for none. */
  function breadcrumbs({ crumbs, parents }) {
    const above = numbers(parents, crumbs.length);
    const out = [[]];
    crumbs.forEach((name, i) => out.push(out[above[i]].concat(name)));
    return out;
  }

  /** Groups of names for one thing. */
  function synonyms(head, titles, aliases) {
    const from = reader(head.synonyms);
    const out = [];
    for (let record = 0; !from.done(); ) {
      record += from.next();
      const first = from.next();
      const names = [titles[record], ...(aliases[record] || [])].slice(first, first + from.next());
      out.push(names.map(kegang.text.normalize));
    }
    return out;
  }

  /**
   * A decoded index: the head, and the texts that came with it. Where all texts did, there are
   * no shards of terms to fetch.
   */
  function open(head, textChunks) {
    if (head.version !== VERSION) {
      throw failure("网站刚更新过，请刷新页面。");
    }
    const records = head.records;
    // Single-precision numbers, as tantivy has them.
    const single = (_, value) => (typeof value === "number" ? Math.fround(value) : value);
    const params = JSON.parse(JSON.stringify(head.params), single);
    const fields = head.params.fields.length;
    const texts = new Map();
    const aliases = { ...head.aliases };
    const addTexts = (chunk) =>
      listOf(chunk).forEach((given, i) => {
        const [text, ...others] = given.split(END);
        texts.set(chunk.first + i, text);
        if (others.length) aliases[chunk.first + i] = others;
      });
    textChunks.forEach(addTexts);
    const stored = (n) => {
      const text = texts.get(n);
      if (text === undefined) throw damaged();
      return text;
    };
    const titles = head.titles.map((title, n) =>
      title === 0 ? stored(n).split("\n", 1)[0] : title > 0 ? stored(n).slice(0, title) : title
    );
    const textOf = (n) => (stored(n)[0] === "\t" ? titles[n] + stored(n).slice(1) : stored(n));
    const crumbs = breadcrumbs(head);
    const column = (digits) => numbers(digits, records);
    const steps = (digits) => {
      let sum = 0;
      return column(digits).map((step) => (sum += (step >>> 1) ^ -(step & 1)));
    };
    const page = steps(head.page);
    const crumb = steps(head.crumb);
    const lengths = head.lengths.map(column);
    const names = titles.map((_, n) => (aliases[n] || []).join("\n"));
    // All that the index is about, where all texts are here.
    const all =
      !head.shards.length &&
      kegang.terms.whole([titles, names, titles.map((_, n) => textOf(n)), crumbs.map((way) => way.join("\n"))], 0, crumb);
    const terms = kegang.terms.open(all ? [all] : [], head.shards.length || 1);
    const syllabus = numbers(head.syllabus, head.pages.length);
    const unit = numbers(head.unit, head.pages.length);
    const classes = column(head.classes);
    const anchors = head.anchors.split(" ");
    if (titles.length !== records || anchors.length !== records) throw damaged();

    const syllabusOf = (n) => (syllabus[page[n]] ? head.syllabi[syllabus[page[n]] - 1].id : "");
    const kindOf = (n) => KINDS[classes[n] >> 2];

    return {
      records,
      fields,
      params,
      averages: head.averages,
      syllabi: head.syllabi,
      kinds: KINDS.filter((_, kind) => classes.some((one) => one >> 2 === kind)),
      synonyms: synonyms(head, titles, aliases),
      starts: head.starts,
      tables: head.tables,
      notes: kegang.notes.open(head.notes),
      /** A field's length in tokens, as tantivy keeps it. */
      lengthOf: all ? all.length : (field, n) => lengths[field][n],
      classes,
      titles,
      aliases,
      find: terms.find,
      withPrefix: terms.withPrefix,
      /** The tokens to read pinyin by, where all terms are here; else the table of pairs has them. */
      tokens: () => (all ? all.tokens() : []),
      /** The files of terms that a text's tokens stand in and that are not here. */
      termFiles: (text) => terms.missing(text).map((number) => head.shards[number]),
      addTerms: (chunk) => terms.add(chunk.shard, kegang.terms.decode(chunk, fields, records)),
      /** In how many records a token stands, in the field where it is rarest; 0 for unknown. */
      docFreq(token) {
        const counts = (terms.find(token) || []).map(({ docs }) => docs.length).filter(Boolean);
        return counts.length ? Math.min(...counts) : 0;
      },
      syllabusOf,
      kindOf,
      /** What is known of a record before its text is there. */
      record: (n) => ({
        kind: kindOf(n),
        syllabus: syllabusOf(n),
        unit: unit[page[n]],
        title: titles[n],
        breadcrumb: crumbs[crumb[n]],
        url: head.pages[page[n]] + (anchors[n] && "#" + anchors[n]),
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

  kegang.store = { open, failure, listOf, END };
  kegang.digits = { reader, numbers, damaged };
})((window.kegang = window.kegang || {}));
