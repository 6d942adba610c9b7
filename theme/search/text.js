// The one rule by which text is cut. The twin of xtask/src/search/text.rs, which explains it;
// both run xtask/tests/vectors/cut.json.
(function (kegang) {
  "use strict";

  // CJK but for the common Han, and letters and digits.
  const CJK =
    /[\u3005\u3007\u3021-\u3029\u3038-\u303b\u3041-\u3096\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3105-\u312f\u3400-\u4dbf\uf900-\ufaff\u{20000}-\u{323af}\uac00-\ud7a3]/u;
  const WORD = /[0-9a-z\u00df-\u00f6\u00f8-\u02af\u0300-\u1fff]/;

  // The common case first: this runs for every character of every text that is marked.
  const isCjk = (ch) => {
    const c = ch.codePointAt(0);
    return isCommonHan(c) || (c >= 0x3005 && CJK.test(ch));
  };
  const isWord = (ch) => WORD.test(ch);
  const isParticle = (ch) => "的和与及是吗呢吧啊呀".includes(ch);
  const isJoiner = (ch) => "._-'’".includes(ch);
  const isSign = (ch) => ch === "+" || ch === "#";

  /** NFKC and lower case. */
  const normalize = (text) => text.normalize("NFKC").toLowerCase();

  function runEnd(chars, from, belongs) {
    while (from < chars.length && belongs(chars[from])) from++;
    return from;
  }

  /** Reads a word at `start`: its parts between joiners, the whole, and where it ends. */
  function word(chars, start) {
    const parts = [];
    let from = start;
    for (;;) {
      let end = runEnd(chars, from, isWord);
      if (end + 1 < chars.length && isJoiner(chars[end]) && isWord(chars[end + 1])) {
        parts.push({ text: chars.slice(from, end).join(""), from, to: end });
        from = end + 1;
        continue;
      }
      const signs = runEnd(chars, end, isSign);
      // `a+b` is a sum, `c++` and `b+树` are names.
      if (signs === chars.length || !isWord(chars[signs])) end = signs;
      parts.push({ text: chars.slice(from, end).join(""), from, to: end });
      return { parts, whole: chars.slice(start, end).join(""), from: start, to: end };
    }
  }

  /**
   * Cuts normalized characters into pieces `{han: [chars], from, to}` or
   * `{parts, whole, from, to}`; positions count characters.
   */
  function piecesOf(chars) {
    const out = [];
    let at = 0;
    while (at < chars.length) {
      if (isCjk(chars[at])) {
        const to = runEnd(chars, at, isCjk);
        out.push({ han: chars.slice(at, to), from: at, to });
        at = to;
      } else if (isWord(chars[at])) {
        const piece = word(chars, at);
        out.push(piece);
        at = piece.to;
      } else {
        at++;
      }
    }
    return out;
  }

  /** Cuts any text into pieces. */
  const pieces = (text) => piecesOf(Array.from(normalize(text)));

  /** The token that starts at character `i` of a run: a pair, or the last character alone. */
  const pair = (chars, i) => chars[i] + (i + 1 < chars.length ? chars[i + 1] : "");

  /** The index tokens of pieces, with their places. */
  function tokensOf(list) {
    const out = [];
    for (const piece of list) {
      if (piece.han) {
        piece.han.forEach((_, i) => {
          const text = pair(piece.han, i);
          const from = piece.from + i;
          out.push({ text, from, to: Math.min(from + 2, piece.to) });
        });
      } else {
        out.push(...piece.parts);
        if (piece.parts.length > 1) out.push({ text: piece.whole, from: piece.from, to: piece.to });
      }
    }
    return out;
  }

  const isCommonHan = (code) => code >= 0x4e00 && code <= 0x9fff;
  // What holds words together with what joins and ends them.
  const CHUNK = RegExp(`${WORD.source}(?:${WORD.source}|[._'’+#-])*`, "g");
  const PLAIN = RegExp(`^${WORD.source}*$`);

  /** Calls `found(word, at)` for the tokens of a normalized text that are words, `at` near its place. */
  function eachWord(text, found) {
    for (const { 0: chunk, index } of text.matchAll(CHUNK)) {
      if (PLAIN.test(chunk)) found(chunk, index);
      else for (const token of tokensOf(piecesOf(Array.from(chunk)))) found(token.text, index);
    }
  }

  /** How many tokens a normalized text has: every CJK character begins one. */
  function count(text) {
    let out = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (isCommonHan(code) || (code >= 0x3005 && isCjk(text.slice(i, i + 1 + (code >> 10 === 54))))) out++;
    }
    eachWord(text, () => out++);
    return out;
  }

  /** The index tokens of a text. */
  const tokens = (text) => tokensOf(pieces(text)).map((token) => token.text);

  /** What a title is compared by when a query asks for it exactly. */
  function key(text) {
    return pieces(text)
      .map((piece) =>
        piece.han ? piece.han.filter((ch) => !isParticle(ch)).join("") : piece.whole
      )
      .join("");
  }

  /**
   * The tokens of a text with places in the text as given (UTF-16 units): each code point is
   * normalized alone, so that its origin is known.
   */
  function tokensInPlace(text) {
    const chars = [];
    const from = [];
    const to = [];
    let at = 0;
    for (const ch of text) {
      const end = at + ch.length;
      // Most characters are their own normal form; asking for each is what takes time.
      const code = ch.charCodeAt(0);
      const plain = (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x61 && code <= 0x7a);
      for (const folded of plain ? ch : normalize(ch)) {
        chars.push(folded);
        from.push(at);
        to.push(end);
      }
      at = end;
    }
    return tokensOf(piecesOf(chars)).map((token) => ({
      text: token.text,
      from: from[token.from],
      to: to[token.to - 1],
    }));
  }

  kegang.text = { normalize, pieces, eachWord, count, tokens, tokensInPlace, key, pair, isCjk, isWord, isParticle };
})((window.kegang = window.kegang || {}));
