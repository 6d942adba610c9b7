// The one rule by which text is cut. The twin of xtask/src/search/text.rs, which explains it;
// both run xtask/tests/vectors/cut.json.
(function (kegang) {
  "use strict";

  const within = (c, ranges) => ranges.some(([from, to]) => c >= from && c <= to);

  const CJK = [
    [0x3005, 0x3005], [0x3007, 0x3007], [0x3021, 0x3029], [0x3038, 0x303b],
    [0x3041, 0x3096], [0x30a1, 0x30fa], [0x30fc, 0x30ff], [0x31f0, 0x31ff],
    [0x3105, 0x312f],
    [0x3400, 0x4dbf], [0x4e00, 0x9fff], [0xf900, 0xfaff], [0x20000, 0x323af],
    [0xac00, 0xd7a3],
  ];
  const WORD = [
    [0x30, 0x39], [0x61, 0x7a],
    [0xdf, 0xf6], [0xf8, 0x2af], [0x300, 0x36f],
    [0x370, 0x1fff],
  ];

  // The common case first: this runs for every character of every text that is marked.
  const isCjk = (ch) => {
    const c = ch.codePointAt(0);
    return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3005 && within(c, CJK));
  };
  const isWord = (ch) => within(ch.codePointAt(0), WORD);
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

  // Han of the common block, and whatever else is CJK and so may continue a run of it.
  const isCommonHan = (code) => code >= 0x4e00 && code <= 0x9fff;
  const HAS_WORD = /[0-9a-z\u00df-\u1fff]/;
  const OTHER_CJK =
    /[\u3005\u3007\u3021-\u3029\u3038-\u303b\u3041-\u312f\u31f0-\u31ff\u3400-\u4dbf\uac00-\ud7a3\ud800-\udfff\uf900-\ufaff]/;

  const tokensOfAny = (normalized) =>
    tokensOf(piecesOf(Array.from(normalized))).map((token) => token.text);

  /**
   * The index tokens of a text. A whole book may be cut when search opens, so the common case,
   * runs of common Han between other things, is cut without ceremony.
   */
  function tokens(text) {
    const normalized = normalize(text);
    if (OTHER_CJK.test(normalized)) return tokensOfAny(normalized);
    const out = [];
    const length = normalized.length;
    for (let at = 0; at < length; ) {
      const from = at;
      while (at < length && !isCommonHan(normalized.charCodeAt(at))) at++;
      const between = normalized.slice(from, at);
      if (at > from && HAS_WORD.test(between)) out.push(...tokensOfAny(between));
      for (; at < length && isCommonHan(normalized.charCodeAt(at)); at++) {
        const paired = at + 1 < length && isCommonHan(normalized.charCodeAt(at + 1));
        out.push(normalized.slice(at, at + (paired ? 2 : 1)));
      }
    }
    return out;
  }

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

  kegang.text = { normalize, pieces, tokens, tokensInPlace, key, pair, isCjk, isWord, isParticle };
})((window.kegang = window.kegang || {}));
