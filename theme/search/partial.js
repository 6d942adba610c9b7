// Records that do not hold all words of a query themselves: which of them tell of what is asked. The
// twin of xtask/src/search/partial.rs, which explains it.
(function (kegang) {
  "use strict";

  /** How much units tell: those that few of these lists have tell most. */
  function rarityAmong(lists) {
    const counts = new Map();
    for (const unit of lists.flat()) counts.set(unit, (counts.get(unit) || 0) + 1);
    return (units) => units.reduce((sum, unit) => sum + kegang.idf(lists.length, counts.get(unit) || 0), 0);
  }

  /** How alike a text is to what is asked, from 0 to 1; given its units and how much they tell. */
  function likeness(rarity, asked) {
    const ofQuery = rarity(Array.from(asked));
    return ({ units, all }) => ofQuery + all && (2 * rarity(units.filter((unit) => asked.has(unit)))) / (ofQuery + all);
  }

  /** The characters and words of a text, each once. */
  const unitsOf = (text) => Array.from(new Set(kegang.text.pieces(text).flatMap(({ han, whole }) => han || whole)));

  /** What the records are called, cut when it is first needed; and keys of what concepts are called, or all records where there are none. */
  function cutNames(store, read) {
    const { key } = kegang.text;
    const names = store.titles.map((title, n) => [title, ...(store.aliases[n] || [])]);
    const cut = names.map((list) => list.map((name) => unitsOf(read(name))));
    const rarity = rarityAmong(cut.map(([title]) => title));
    const units = cut.map((list) => list.map((units) => ({ units, all: rarity(units) })));
    const tells = (_, n) => !store.kinds.includes("concept") || store.kindOf(n) === "concept";
    const keys = names.filter(tells).flat().map(key).filter((name) => name.length > 1);
    return { units, keys, rarity };
  }

  /** What share of a query each record holds in its own words, and with its notes; every character weighed by its rarity. */
  function shares(store, plan, notes) {
    const { OWN } = kegang.rank;
    const { synonym } = store.params;
    const own = new Float64Array(store.records);
    const held = new Float64Array(store.records);
    let all = 0;
    for (const { text, units } of plan.words) {
      const others = notes ? notes.others(store, text) : [];
      units.forEach((unit, at) => {
        const here = kegang.coverage(store, unit);
        const anywhere = notes ? notes.coverage(store, unit) : here;
        let count = 0;
        for (const bits of anywhere) count += bits > 0;
        const value = unit.weight * kegang.idf(store.records, count);
        const nearly = value * synonym;
        const other = others[at] || [];
        all += value;
        anywhere.forEach((bits, doc) => {
          if (bits) held[doc] += value;
          else if (other[doc]) held[doc] += nearly;
          if (here[doc] & OWN) own[doc] += value;
          else if (other[doc] & OWN) own[doc] += nearly;
        });
      });
    }
    return (doc) => ({ own: own[doc] / all, held: held[doc] / all, whole: held[doc] === all });
  }

  /** Whether what is best of the hits says enough not to be there by chance. */
  function isEnough({ own, held, wording }, plan, names, notes, enough) {
    const [ofOwn, withNotes, without, ofWording] = enough;
    const characters = plan.words.reduce((sum, { units }) => units.reduce((n, { weight }) => n + weight, sum), 0);
    const asked = kegang.text.key(plan.query);
    const evidence = held * characters + wording * ofWording;
    return own >= ofOwn || evidence >= (notes ? withNotes : without) || names.keys.some((name) => asked.includes(name));
  }

  /**
   * Hits, best first: `[{record, score, byNotes, near}]`, those that hold all with their notes, and with `some`
   * those that hold only some of it; `near` are other words for those of the query. `notes` is what looks into
   * the notes, or null.
   */
  function rank(store, plan, notes, some) {
    const { classes, hinted, partial, worth, enough } = store.params;
    const [ofHeld, ofOwn, ofTitle, ofWording] = partial;
    const read = notes ? notes.read : (text) => text;
    const kept = notes ? "namesRead" : "names";
    const names = (store[kept] = store[kept] || cutNames(store, read));
    const like = likeness(names.rarity, new Set(unitsOf(read(plan.words.map(({ text }) => text).join(" ")))));
    const share = shares(store, plan, notes);
    const wordings = some && notes ? notes.wordings(store, plan) : [];
    const near = notes ? notes.near(plan) : [];
    const hits = [];
    for (let record = 0; record < store.records; record++) {
      const { own, held, whole } = share(record);
      const wording = wordings[record] || 0;
      if (some ? !held && !wording : !whole) continue;
      const title = Math.max(...names.units[record].map(like));
      const hint = plan.hints.some((one) => store.titles[record].includes(one)) ? hinted : 0;
      const score = ofHeld * held + ofOwn * own + ofTitle * title + ofWording * wording + hint + classes[store.classes[record]];
      hits.push({ record, score, byNotes: held - own > own, near, own, held, whole, wording });
    }
    kegang.rank.sort(hits, store.params);
    if (!some || !hits.length) return hits;
    const any = isEnough(hits[0], plan, names, notes, enough);
    return hits.filter(({ score, whole }) => whole || (any && score >= hits[0].score * worth));
  }

  kegang.partial = { rank, rarity: rarityAmong, likeness };
})((window.kegang = window.kegang || {}));
