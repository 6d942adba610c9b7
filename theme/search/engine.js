// The search engine as the page uses it: load, plan, rank, and say what matched where.
(function (kegang) {
  "use strict";

  let store = null;
  let opening = null;

  const take = (kind) => (kegang.chunks || []).find((chunk) => chunk && chunk.kind === kind);

  /** The chunks of a kind that have arrived since. */
  function takeAll(kind) {
    const found = (kegang.chunks || []).filter((chunk) => chunk && chunk.kind === kind);
    kegang.chunks = kegang.chunks.filter((chunk) => !found.includes(chunk));
    return found;
  }

  async function start() {
    const { failure, open } = kegang.store;
    const { damaged } = kegang.digits;
    if (!take("head")) {
      try {
        await kegang.load(kegang.site.config.index);
      } catch (_) {
        throw failure("搜索索引没有载入成功：可能断了网，或网站刚更新过。请刷新页面再试。");
      }
    }
    const head = take("head");
    if (!head) throw damaged();
    try {
      store = open(head, takeAll("texts"));
    } catch (error) {
      store = null;
      throw error.reader ? error : damaged();
    }
  }

  /** Resolves when the index is decoded; rejects with an error whose `reader` is for readers. */
  function ready() {
    opening =
      opening ||
      start().catch((error) => {
        opening = null;
        throw error;
      });
    return opening;
  }

  const planOf = (query) => kegang.query.plan(String(query), (token) => store.docFreq(token) > 0);

  /** Places of a plan's tokens in a text, joined where they touch: [[start, end], …]. */
  function marks(text, plan) {
    const prefixes = plan.words.flatMap((w) => w.units.map((u) => u.prefix).filter(Boolean));
    const ranges = [];
    for (const token of kegang.text.tokensInPlace(text)) {
      const prefix = prefixes.find((p) => token.text.startsWith(p));
      const whole = plan.terms.get(token.text) === 1;
      if (!whole && !prefix) continue;
      const to = whole ? token.to : Math.min(token.to, token.from + prefix.length);
      ranges.push([token.from, to]);
    }
    ranges.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const out = [];
    for (const [from, to] of ranges) {
      const last = out[out.length - 1];
      if (last && from <= last[1]) last[1] = Math.max(last[1], to);
      else out.push([from, to]);
    }
    return out;
  }

  function count(hits, of) {
    const out = {};
    for (const { record } of hits) {
      const name = of(record);
      if (name) out[name] = (out[name] || 0) + 1;
    }
    return out;
  }

  async function fetchTexts(hits) {
    const files = new Set(hits.map(({ record }) => store.textFile(record)).filter(Boolean));
    await Promise.all(Array.from(files, (file) => kegang.load(file)));
    takeAll("texts").forEach(store.addTexts);
  }

  /** Fetches the terms that a text needs. */
  async function need(text) {
    const files = store.termFiles(text);
    if (!files.length) return;
    await Promise.all(files.map((file) => kegang.load(file)));
    takeAll("terms").forEach(store.addTerms);
    if (store.termFiles(text).length) throw kegang.digits.damaged();
  }

  /** A lazy table of the index, `sounds` or `forms`; it is fetched once. */
  async function table(kind) {
    if (!take(kind)) await kegang.load(store.tables[kind]);
    const chunk = take(kind);
    if (!chunk) throw kegang.digits.damaged();
    return chunk;
  }

  /**
   * `{total, facets: {kinds, syllabi}, hits, suggestion}`: facets count what each choice would
   * give with the other filter as it is; `suggestion` is `{query, label, matched}` when what was
   * typed stands nowhere and was read in another way. With `literal` it is read as typed only.
   */
  async function search(query, { limit = 20, kinds = [], syllabi = [], literal = false } = {}) {
    await ready();
    const { hits: all, readings } = await kegang.answer({ store, table, need, planOf }, String(query), literal);
    const ofKind = ({ record }) => !kinds.length || kinds.includes(store.kindOf(record));
    const ofSyllabus = ({ record }) =>
      !syllabi.length || syllabi.includes(store.syllabusOf(record));
    const found = all.filter((hit) => ofKind(hit) && ofSyllabus(hit));
    const shown = found.slice(0, limit);
    await fetchTexts(shown);
    const plans = readings.map((reading) => planOf(reading.query));
    return {
      total: found.length,
      facets: {
        kinds: count(all.filter(ofSyllabus), store.kindOf),
        syllabi: count(all.filter(ofKind), store.syllabusOf),
      },
      suggestion: suggestion(all, readings),
      hits: shown.map(({ record, score, reading }) => {
        const hit = store.record(record);
        const text = store.text(record);
        const plan = plans[reading];
        return {
          ...hit,
          text,
          score,
          matched: readings[reading].matched,
          marks: { title: marks(hit.title, plan), text: marks(text, plan) },
        };
      }),
    };
  }

  function suggestion(hits, readings) {
    const { matched, query } = (hits.length && readings[hits[0].reading]) || {};
    return matched === "homophone" || matched === "pinyin" ? { query, label: query, matched } : null;
  }

  /** Titles of the index that share most with a query that found nothing. */
  function nearest(query) {
    const wanted = new Set(kegang.text.pieces(String(query)).flatMap((p) => p.han || [p.whole]));
    const seen = new Set();
    return store.titles
      .map((title) => {
        const chars = Array.from(title);
        const shared = chars.filter((ch) => wanted.has(ch)).length;
        return { title, value: shared / Math.sqrt(chars.length || 1) };
      })
      .filter(({ title, value }) => value > 0 && !seen.has(title) && seen.add(title))
      .sort((a, b) => b.value - a.value)
      .slice(0, 5)
      .map(({ title }) => title);
  }

  kegang.engine = {
    ready,
    search,
    nearest,
    marksIn: (text, query) => marks(text, planOf(query)),
    get syllabi() {
      return store ? store.syllabi : [];
    },
    /** Queries to propose before anything is typed. */
    get starts() {
      return store ? store.starts : [];
    },
  };
})((window.kegang = window.kegang || {}));
