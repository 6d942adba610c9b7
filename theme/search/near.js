// Finding in the names of things what was spelled in pinyin or typed with a slip. The twin of
// xtask/src/search/near.rs and sound.rs, which explain it; all costs are whole numbers.
(function (kegang) {
  "use strict";

  const [FUZZY, INITIAL, UNFINISHED, SKIPPED_PARTICLE] = [10, 20, 5, 3];
  const [HOMOPHONE, NEAR_HOMOPHONE, WRONG, MISSING, SWAPPED, PARTICLE] = [5, 7, 10, 10, 10, 1];
  const INITIALS = [["zh", "z"], ["ch", "c"], ["sh", "s"], ["n", "l"]];

  /** A syllable with the spellings it is confused with; the first is the syllable itself. */
  function spellings(syllable) {
    const starts = [syllable];
    for (const [a, b] of INITIALS) {
      if (syllable.startsWith(a)) {
        starts.push(b + syllable.slice(a.length));
        break;
      }
      if (syllable.startsWith(b)) {
        starts.push(a + syllable.slice(b.length));
        break;
      }
    }
    const out = starts.slice();
    for (const start of starts) {
      const open = start.slice(0, -2);
      if (start.endsWith("ng")) {
        if (!open.endsWith("o")) out.push(open + "n");
      } else if (/(an|en|in)$/.test(start)) {
        out.push(start + "g");
      } else if (start.endsWith("ve")) {
        out.push(open + "ue");
      }
    }
    return out;
  }

  /** How characters sound: `of(char)` gives `[{reading, spellings}]`, `groups` as exported. */
  function sounds(groups) {
    const of = new Map();
    for (const reading of Object.keys(groups).sort()) {
      const sound = { reading, spellings: spellings(reading) };
      for (const ch of groups[reading]) {
        if (of.has(ch)) of.get(ch).push(sound);
        else of.set(ch, [sound]);
      }
    }
    const none = [];
    return (ch) => of.get(ch) || none;
  }

  /** Whether one of a character's sounds begins with a letter. */
  const beginsWith = (ch, letter, soundsOf) =>
    ch === letter || soundsOf(ch).some(({ spellings }) => spellings.some((one) => one[0] === letter));

  /** Every way one character reads `letters` from `at`: calls `found(end, cost)`. */
  function readChar(ch, letters, at, initials, soundsOf, found) {
    if (initials && at > 0 && kegang.text.isParticle(ch)) found(at, SKIPPED_PARTICLE);
    if (at >= letters.length) return;
    if (letters[at] === ch) found(at + 1, 0);
    const left = letters.length - at;
    for (const { reading, spellings } of soundsOf(ch)) {
      spellings.forEach((spelling, i) => {
        let common = 0;
        while (common < left && common < spelling.length && spelling[common] === letters[at + common])
          common++;
        const fuzzy = i ? FUZZY : 0;
        if (common === spelling.length) found(at + common, fuzzy);
        else if (common === left) found(at + common, fuzzy + UNFINISHED);
      });
      if (initials && reading[0] === letters[at]) {
        found(at + 1, INITIAL);
        if (/^[zcs]h/.test(reading) && letters[at + 1] === "h") found(at + 2, INITIAL);
      }
    }
  }

  /** Every stretch `{from, to, cost}` of a name that can be read as `letters`. */
  function pinyinReadings(name, letters, soundsOf) {
    const { isParticle } = kegang.text;
    const out = [];
    const all = letters.length;
    for (let from = 0; from < name.length; from++) {
      // Most names go no further: this runs over all of them.
      if (isParticle(name[from]) || !beginsWith(name[from], letters[0], soundsOf)) continue;
      // costs.get(j): the cheapest way to have read j letters by the characters so far.
      let costs = new Map([[0, 0]]);
      for (let to = from; to < name.length && costs.size; to++) {
        const next = new Map();
        for (const [at, cost] of costs) {
          readChar(name[to], letters, at, true, soundsOf, (end, more) => {
            const best = next.get(end);
            if (best === undefined || cost + more < best) next.set(end, cost + more);
          });
        }
        if (next.has(all)) {
          if (!isParticle(name[to])) out.push({ from, to: to + 1, cost: next.get(all) });
          next.delete(all);
        }
        costs = next;
      }
    }
    return out;
  }

  function unlike(a, b, soundsOf) {
    if (a === b) return 0;
    const heard = new Set(soundsOf(b).map((sound) => sound.reading));
    if (soundsOf(a).some((sound) => heard.has(sound.reading))) return HOMOPHONE;
    return soundsOf(a).some((sound) => sound.spellings.some((s) => heard.has(s)))
      ? NEAR_HOMOPHONE
      : WRONG;
  }

  /** What typed characters cost at least that a name does not have at all; quickly told of every name. */
  const leastCost = (name, typed) =>
    typed.reduce((sum, ch) => sum + (name.includes(ch) ? 0 : kegang.text.isParticle(ch) ? PARTICLE : HOMOPHONE), 0);

  /** The cheapest stretch of a name that `typed` may have meant, the longest of equals. */
  function slip(name, typed, soundsOf) {
    const gap = (ch) => (kegang.text.isParticle(ch) ? PARTICLE : MISSING);
    let row = Array.from({ length: name.length + 1 }, (_, from) => ({ from, cost: 0 }));
    let above = [];
    typed.forEach((ch, i) => {
      const next = [{ from: row[0].from, cost: row[0].cost + gap(ch) }];
      for (let j = 0; j < name.length; j++) {
        let best = { from: row[j].from, cost: row[j].cost + unlike(ch, name[j], soundsOf) };
        const extra = row[j + 1].cost + gap(ch);
        if (extra < best.cost) best = { from: row[j + 1].from, cost: extra };
        const missing = next[j].cost + gap(name[j]);
        if (missing < best.cost) best = { from: next[j].from, cost: missing };
        if (i && j && ch === name[j - 1] && typed[i - 1] === name[j]) {
          const swapped = above[j - 1].cost + SWAPPED;
          if (swapped < best.cost) best = { from: above[j - 1].from, cost: swapped };
        }
        next.push(best);
      }
      [above, row] = [row, next];
    });
    let best = null;
    row.forEach(({ from, cost }, to) => {
      if (to <= from) return;
      const length = to - from;
      const better =
        !best ||
        cost < best.cost ||
        (cost === best.cost &&
          (length > best.to - best.from || (length === best.to - best.from && from < best.from)));
      if (better) best = { from, to, cost };
    });
    return best;
  }

  /** The highest cost at which a slip is believed, by the number of typed characters. */
  const slipLimit = (length) => (length < 2 ? 0 : length === 2 ? 7 : length < 8 ? 10 : 15);

  kegang.near = { sounds, readChar, pinyinReadings, leastCost, slip, slipLimit };
})((window.kegang = window.kegang || {}));
