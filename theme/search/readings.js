// Other ways to read a query: as pinyin, or with a slip mended. Fetched when needed. The
// twin of xtask/src/search/readings.rs, which explains it.
(function (kegang) {
  "use strict";

  const GUESSES = 3;
  const AS_GOOD = 4;
  const MAX_LETTERS = 40;

  /** The letters, digits and CJK characters of a query, ü as v. */
  function stream(query) {
    const out = [];
    for (const piece of kegang.text.pieces(query)) {
      if (piece.han) out.push(...piece.han);
      else for (const part of piece.parts) out.push(...part.text.replace(/ü/g, "v"));
    }
    return out;
  }

  const hasLetters = (letters) => letters.some((ch) => /^[a-z]$/.test(ch));

  function asGoodAsBest(guesses) {
    if (!guesses.length) return [];
    const limit = guesses[0].cost + AS_GOOD;
    return guesses.filter((g) => g.cost <= limit).slice(0, GUESSES).map((g) => g.text);
  }

  function isSpelling(query) {
    const letters = stream(query);
    return letters.length >= 2 && letters.length <= MAX_LETTERS && hasLetters(letters);
  }

  function spelledWord(word, lexicon, literal) {
    const letters = stream(word);
    if (!hasLetters(letters) || literal.known(letters.join(""))) return word;
    const first = (guesses) => asGoodAsBest(guesses)[0];
    return first(lexicon.spelled(letters)) || first(lexicon.spelledInTexts(letters));
  }

  function pinyin(query, lexicon, literal) {
    if (!isSpelling(query)) return [];
    const letters = stream(query);
    let guesses = lexicon.spelled(letters);
    if (literal.whole) {
      guesses = guesses.filter((guess) => !guess.cost && !letters.some(kegang.text.isCjk));
    }
    const best = asGoodAsBest(guesses);
    if (best.length || literal.whole) return best;
    const words = kegang.text.pieces(query).map(({ han, whole }) => (han ? han.join("") : whole));
    const spelled = words.map((word) => spelledWord(word, lexicon, literal));
    if (words[1] && spelled.every(Boolean) && spelled.some((word, i) => word !== words[i])) return [spelled.join(" ")];
    return asGoodAsBest(lexicon.spelledInTexts(letters));
  }

  function mended(plan, lexicon, literal) {
    let changed = false;
    const words = plan.words.map(({ text }, i) => {
      if (literal.wordsWhole[i]) return text;
      changed = true;
      const typed = Array.from(text);
      const guess = typed.every(kegang.text.isCjk) && lexicon.meant(typed)[0];
      return guess && guess.text;
    });
    return changed && words.every(Boolean) ? [words.join(" ")] : [];
  }

  /** What a query may spell, or else what was meant by it: `[{query, matched}]`. */
  function readings(query, plan, lexicon, literal) {
    const as = (matched) => (reading) => ({ query: reading, matched });
    const spelled = pinyin(query, lexicon, literal);
    if (literal.whole || spelled.length) return spelled.map(as("pinyin"));
    return mended(plan, lexicon, literal).map(as("homophone"));
  }

  kegang.readings = readings;
})((window.kegang = window.kegang || {}));
