// What the index knows of names: the material for reading a query in another way. The twin of
// xtask/src/search/lexicon.rs, which explains it.
(function (kegang) {
  "use strict";

  const MAX_NAME = 60;
  const MAX_CHAINS = 200;

  function nameChars(name) {
    const chars = [];
    for (const piece of kegang.text.pieces(name)) {
      if (piece.han) chars.push(...piece.han);
      else for (const part of piece.parts) chars.push(...part.text);
    }
    return chars.slice(0, MAX_NAME);
  }

  /** Titles and aliases, each once, as characters. */
  function namesOf(store) {
    const known = new Set();
    const out = [];
    const add = (name) => {
      const chars = nameChars(name);
      const text = chars.join("");
      if (!text || known.has(text)) return;
      known.add(text);
      out.push(chars);
    };
    store.titles.forEach((title, n) => [title, ...(store.aliases[n] || [])].forEach(add));
    return out;
  }

  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

  function pairsOf(store) {
    return store.tokens().map((token) => Array.from(token)).filter(
      (chars) => chars.length === 2 && kegang.text.isCjk(chars[0])
    );
  }

  /** The lexicon of a store; `soundsOf` once the table of sounds is there. */
  function open(store, soundsOf) {
    let names = null;
    let pairs = null;

    /** Stretches of names, best first: `{text, cost, names, wholeName}`. */
    function guesses(read) {
      const found = new Map();
      names = names || namesOf(store);
      for (const name of names) {
        const inName = new Map();
        for (const { from, to, cost } of read(name)) {
          const text = name.slice(from, to).join("");
          const best = inName.get(text);
          if (!best) inName.set(text, { cost, whole: to - from === name.length });
          else best.cost = Math.min(best.cost, cost);
        }
        for (const [text, { cost, whole }] of inName) {
          const guess = found.get(text) || { text, cost, names: 0, wholeName: false };
          guess.cost = Math.min(guess.cost, cost);
          guess.names++;
          guess.wholeName = guess.wholeName || whole;
          found.set(text, guess);
        }
      }
      return Array.from(found.values()).sort(
        (a, b) => a.cost - b.cost || b.names - a.names || compare(a.text, b.text)
      );
    }

    const spelled = (letters) =>
      guesses((name) => kegang.near.pinyinReadings(name, letters, soundsOf));

    function meant(typed) {
      const limit = kegang.near.slipLimit(typed.length);
      return guesses((name) => {
        const near = kegang.near.leastCost(name, typed) <= limit && kegang.near.slip(name, typed, soundsOf);
        return near && near.cost <= limit ? [near] : [];
      }).filter((guess) => guess.cost < 10 || guess.names > 1 || guess.wholeName);
    }

    /** Chains of pairs that stand in the index and spell `letters`, syllable by syllable. */
    function spelledInTexts(letters) {
      const read = (ch, at) => {
        const ends = [];
        kegang.near.readChar(ch, letters, at, false, soundsOf, (end, cost) => ends.push([end, cost]));
        return ends;
      };
      const order = (a, b) => a.cost - b.cost || compare(a.text, b.text);
      pairs = pairs || pairsOf(store);
      let chains = [];
      for (const [a, b] of pairs) {
        for (const [at, first] of read(a, 0)) {
          for (const [end, second] of read(b, at))
            chains.push({ text: a + b, last: b, at: end, cost: first + second });
        }
      }
      const done = [];
      while (chains.length) {
        chains = chains.sort(order).slice(0, MAX_CHAINS);
        done.push(...chains.filter((chain) => chain.at === letters.length));
        chains = chains
          .filter((chain) => chain.at !== letters.length)
          .flatMap((chain) =>
            pairs
              .filter(([a]) => a === chain.last)
              .flatMap(([, b]) =>
                read(b, chain.at).map(([at, cost]) => ({
                  text: chain.text + b,
                  last: b,
                  at,
                  cost: chain.cost + cost,
                }))
              )
          );
      }
      return done.sort(order).filter((chain, i) => !i || chain.text !== done[i - 1].text);
    }

    return { spelled, meant, spelledInTexts };
  }

  kegang.lexicon = { open };
})((window.kegang = window.kegang || {}));
