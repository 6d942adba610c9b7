// When a card comes again: Leitner's boxes (S. Leitner, "So lernt man lernen", 1972). A card that
// is known moves up a box and stays away longer; one that is not goes back to the first. Pure
// functions over plain objects, so that what is kept can be moved between devices.
(function () {
  "use strict";
  const DAY = 24 * 60 * 60 * 1000;

  /** How long a card stays away in each box, in days; what is in box 0 comes again at once. */
  const DAYS = [0, 1, 3, 7, 15, 30, 60];

  /** A day ends early: what was learned in the evening is there the next morning. */
  const EARLY = 8 * 60 * 60 * 1000;

  /** A card that is half known comes again the same evening. */
  const SOON = 10 * 60 * 1000;

  /** What can be said of a card. */
  const GRADE = { no: 0, nearly: 1, yes: 2 };

  /** From this box on a card that was once missed is no longer on the list of misses. */
  const SAFE = 3;

  const fresh = () => ({ box: 0, due: 0, seen: 0, missed: 0, at: 0 });

  /** What is kept of a card after it was graded at `now` (milliseconds since 1970). */
  function graded(kept, grade, now) {
    const card = Object.assign(fresh(), kept);
    card.seen += 1;
    card.at = now;
    if (grade === GRADE.yes) {
      card.box = Math.min(card.box + 1, DAYS.length - 1);
      card.due = now + DAYS[card.box] * DAY - EARLY;
    } else if (grade === GRADE.nearly) {
      card.box = Math.max(card.box - 1, 0);
      card.due = now + SOON;
    } else {
      card.box = 0;
      card.due = now;
      card.missed += 1;
    }
    return card;
  }

  /** After how many days a card comes again when it is known now. */
  const days = (kept, now) => Math.ceil((graded(kept, GRADE.yes, now).due - now) / DAY);

  const isNew = (kept) => !kept || kept.seen === 0;
  const isDue = (kept, now) => !isNew(kept) && kept.due <= now;
  const isMiss = (kept) => Boolean(kept) && kept.missed > 0 && kept.box < SAFE;

  /** What is to be practised now: what is due, the longest overdue first, then what is new. */
  function waiting(keys, cards, now) {
    const due = keys.filter((key) => isDue(cards[key], now));
    due.sort((a, b) => cards[a].due - cards[b].due);
    return due.concat(keys.filter((key) => isNew(cards[key])));
  }

  /** Some of the keys, each equally likely; `random` as Math.random (Fisher and Yates). */
  function drawn(keys, count, random) {
    const left = keys.slice();
    const out = [];
    while (left.length && out.length < count)
      out.push(left.splice(Math.floor(random() * left.length), 1)[0]);
    return out;
  }

  const FIELDS = ["box", "due", "seen", "missed", "at"];

  /** `concept/<id>` or `<syllabus>/<unit>/<question>`. */
  const KEY = /^[\w.-]{1,80}(\/[\w.-]{1,80}){1,2}$/;

  const whole = (n) => Number.isSafeInteger(n) && n >= 0;

  /** The cards of a file somebody brings; null when it is no such file. */
  function read(text) {
    let file;
    try {
      file = JSON.parse(text);
    } catch (_) {
      return null;
    }
    if (!file || file.what !== "kegang-practice" || file.version !== 1) return null;
    if (!file.cards || typeof file.cards !== "object") return null;
    const cards = {};
    for (const [key, kept] of Object.entries(file.cards)) {
      const right = kept && FIELDS.every((name) => whole(kept[name]));
      if (!right || kept.box >= DAYS.length || !KEY.test(key)) return null;
      cards[key] = Object.fromEntries(FIELDS.map((name) => [name, kept[name]]));
    }
    return cards;
  }

  const written = (cards) => JSON.stringify({ what: "kegang-practice", version: 1, cards });

  /** Both together; of a card that both have, what was learned last. */
  function merged(one, other) {
    const cards = Object.assign({}, one);
    for (const [key, kept] of Object.entries(other))
      if (!cards[key] || cards[key].at < kept.at) cards[key] = kept;
    return cards;
  }

  window.kegangSchedule = { GRADE, graded, days, isNew, isDue, isMiss, waiting, drawn, read, written, merged };
})();
