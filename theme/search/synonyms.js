// Reading a query with another name of the same thing in its place. The twin of
// `Lexicon::synonymous` in xtask/src/search/lexicon.rs.
(function (kegang) {
  "use strict";

  /** The first place of a name in a text that does not cut a Latin word, or -1. */
  function findWord(text, name) {
    const { isWord } = kegang.text;
    const cuts = (a, b) => !!a && !!b && isWord(a) && isWord(b);
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
      const end = at + name.length;
      if (!cuts(text[at - 1], name[0]) && !cuts(name[name.length - 1], text[end])) return at;
    }
    return -1;
  }

  /** The query with a name replaced by another name of the same thing. */
  function synonymous(query, groups) {
    const text = kegang.text.normalize(query);
    const out = [];
    for (const group of groups) {
      for (const name of group) {
        const at = findWord(text, name);
        if (at < 0) continue;
        for (const other of group) {
          if (other !== name) out.push(text.slice(0, at) + other + text.slice(at + name.length));
        }
        break;
      }
    }
    return out;
  }

  kegang.synonymous = synonymous;
})((window.kegang = window.kegang || {}));
