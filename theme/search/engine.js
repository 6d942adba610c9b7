// The search engine as the page uses it: load, plan, rank, and say what matched where.
(function (kegang) {
  "use strict";

  let store = null;
  let opening = null;
  let adding = Promise.resolve();

  const take = (kind) => (kegang.chunks || []).find((chunk) => chunk && chunk.kind === kind);

  /** The chunks of a kind that have arrived since. */
  function takeAll(kind) {
    const found = (kegang.chunks || []).filter((chunk) => chunk && chunk.kind === kind);
    kegang.chunks = kegang.chunks.filter((chunk) => !found.includes(chunk));
    return found;
  }

  async function start() {
    const { open } = kegang.store;
    const { damaged } = kegang.digits;
    if (!take("head")) await kegang.load(kegang.site.config.index);
    const head = take("head");
    if (!head) throw damaged();
    // To decode the index is a task of its own, and so is the first search: together, and with the box
    // that is being built when the index is here before it, they would be a long one.
    const rest = () => new Promise((resolve) => setTimeout(resolve));
    try {
      await rest();
      store = open(head, takeAll("texts"));
      await rest();
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

  const HAN = /^[\u4e00-\u9fff]+$/;
  // Characters whose normal form is Han, but which are written otherwise.
  const ODD_HAN = /[\u2e80-\u2fdf\uf900-\ufaff\ud800-\udfff]/;

  /** Where a plan's tokens stand in a text that has Han as it is looked for. */
  function placesOfHan(text, tokens, prefixes) {
    const out = [];
    for (const one of tokens.concat(prefixes)) {
      for (let at = text.indexOf(one); at >= 0; at = text.indexOf(one, at + 1)) out.push([at, at + one.length]);
    }
    return out;
  }

  function placesOfAny(text, tokens, prefixes) {
    const out = [];
    for (const token of kegang.text.tokensInPlace(text)) {
      const prefix = prefixes.find((p) => token.text.startsWith(p));
      const whole = tokens.includes(token.text);
      if (!whole && !prefix) continue;
      out.push([token.from, whole ? token.to : Math.min(token.to, token.from + prefix.length)]);
    }
    return out;
  }

  /** Places of a plan's tokens, and of words that are near to its own, in a text, joined where they touch: [[start, end], …]. */
  function marks(text, plan, near = []) {
    const prefixes = plan.words.flatMap((w) => w.units.map((u) => u.prefix).filter(Boolean));
    // Only whole weights: a token across a particle is a hint, not a match.
    const tokens = Array.from(plan.terms.keys()).filter((token) => plan.terms.get(token) === 1).concat(near);
    const plain = tokens.concat(prefixes).every((one) => HAN.test(one)) && !ODD_HAN.test(text);
    const ranges = (plain ? placesOfHan : placesOfAny)(text, tokens, prefixes);
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

  /** Fetches files of the index, each once, and puts what they bring in its place. */
  async function fetchAll(files, tried) {
    if (files.some((file) => tried.has(file))) throw kegang.digits.damaged();
    await Promise.all(files.map((file) => tried.add(file) && kegang.load(file)));
    takeAll("terms").forEach(store.addTerms);
    takeAll("texts").forEach(store.addTexts);
    takeAll("noted").forEach(store.notes.addTerms);
    return (adding = adding.catch(() => {}).then(addNotes));
  }

  /** Notes are cut as they come: a task a part, for somebody may be typing. */
  async function addNotes() {
    for (const chunk of takeAll("notes")) {
      store.notes.addTexts(chunk);
      await new Promise((resolve) => setTimeout(resolve));
    }
  }

  /** What a lazy file of the index brings, if it is here. */
  const table = (kind) => (kind === "readings" ? kegang.readings : take(kind));

  const filesOf = (hits, file) => Array.from(new Set(hits.map(({ record }) => file(record)).filter(Boolean)));

  /** What a box shows of the notes: what they were found by, and the definition of the first hit. */
  const showsNotes = ({ record, byNotes }, at) => byNotes || (!at && store.kindOf(record) === "concept");

  /**
   * `{total, facets: {kinds, syllabi}, hits, suggestion}`: facets count what each choice would
   * give with the other filter as it is; `suggestion` is `{query, label, matched}` when what was
   * typed stands nowhere and was read in another way. With `literal` it is read as typed only, with
   * `own` it is also looked for in the records' own words only.
   *
   * While files are lacking, `partly` is given the answer without them; unless it promises `true`,
   * it was the last. It spares the notes that a box does not show.
   */
  async function search(query, options = {}) {
    const { limit = 20, kinds = [], syllabi = [], partly } = options;
    const ofKind = ({ record }) => !kinds.length || kinds.includes(store.kindOf(record));
    const ofSyllabus = ({ record }) =>
      !syllabi.length || syllabi.includes(store.syllabusOf(record));
    const tried = new Set();
    await ready();
    for (;;) {
      const { needs, wants, hits: all, readings } = kegang.answer({ store, table, planOf }, String(query), options);
      const found = needs ? [] : all.filter((hit) => ofKind(hit) && ofSyllabus(hit));
      const shown = found.slice(0, limit);
      const lacking = needs || filesOf(shown, store.textFile);
      if (lacking.length) {
        await fetchAll(lacking, tried);
        continue;
      }
      const answer = {
        total: found.length,
        facets: {
          kinds: count(all.filter(ofSyllabus), store.kindOf),
          syllabi: count(all.filter(ofKind), store.syllabusOf),
        },
        suggestion: suggestion(all, readings),
        hits: shownHits(shown, readings),
      };
      // Other readings come before what we say of things: their tables are small.
      const tables = wants.filter((file) => Object.values(store.tables).includes(file));
      const notes = () => options.own ? [] : filesOf(partly ? shown.filter(showsNotes) : shown, store.notes.file);
      const more = tables.length ? tables : wants.concat(notes());
      if (!more.length || (partly && !(await partly(answer)))) return answer;
      try {
        await fetchAll(more, tried);
      } catch (error) {
        // Better what is only most of it than nothing.
        if (!partly || answer.total) throw error;
        return search(query, { ...options, own: true });
      }
    }
  }

  /**
   * Hits with all that is shown of them. `text` is followed by the notes, as far as they are here,
   * from `notes` on; `hasNotes` says whether there are any.
   */
  function shownHits(hits, readings) {
    const plans = readings.map((reading) => planOf(reading.query));
    return hits.map(({ record, score, reading, byAlias, byNotes, near }) => {
      const hit = store.record(record);
      const own = store.text(record);
      const notes = store.notes.text(record);
      const text = notes ? own + "\n" + notes : own;
      const plan = plans[reading];
      const { matched } = readings[reading];
      return {
        ...hit,
        text,
        notes: own.length,
        hasNotes: store.notes.has(record),
        byNotes: !!byNotes,
        score,
        matched: byAlias && matched === "exact" ? "synonym" : matched,
        alias: byAlias ? aliasOf(record, plan) : null,
        marks: { title: marks(hit.title, plan, near), text: marks(text, plan, near) },
      };
    });
  }

  /** The alias that a plan fits best, with its marks. */
  function aliasOf(record, plan) {
    const marked = store.aliases[record].map((text) => ({ text, marks: marks(text, plan) }));
    const length = (alias) => alias.marks.reduce((sum, [from, to]) => sum + to - from, 0);
    return marked.reduce((best, alias) => (length(alias) > length(best) ? alias : best));
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
    /** The kinds of things that there are. */
    get kinds() {
      return store ? store.kinds : [];
    },
    get syllabi() {
      return store ? store.syllabi : [];
    },
    /** Queries to propose before anything is typed. */
    get starts() {
      return store ? store.starts : [];
    },
  };
})((window.kegang = window.kegang || {}));
