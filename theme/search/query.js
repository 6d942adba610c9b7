// From what a person typed to what is asked of the index. The twin of
// xtask/src/search/query.rs, which explains it.
(function (kegang) {
  "use strict";

  // Hints, and the phrases that ask for what has them in its title; `{a,b,}` stands for each of its parts.
  const ASKING = [
    ["原因 起因 成因 必要 重要 意义", "为{什么,何,啥}{会有,会,要,} {是,}{什么,啥}原因{造成的,}"],
    ["产生 原因 起因 成因", "{是,}怎么{产生,形成}{的,} {是,}怎么来的"],
    ["挽回 解决 处理 应对 对策 策略 措施 方法 技巧 步骤", "{了,}怎么办 了怎么处理"],
    ["分类 类型 种类 形式", "{可以,}{有,分,分成,分为,}{哪,}几{种,类} 分{为,成,}哪些{种类,类型,类,种,}"],
    ["特点 特征 特性", "有{什么,哪些,啥}特{点,征}"],
    ["趋势", "往{哪个,哪,什么}方向{发展,走,}"],
    ["步骤 流程 程序 阶段", "{要,}{分成,分,有,}{哪,}几{步,个步骤}{走,}"],
    ["区别 比较 联系 含义 涵义", "有{什么,何,啥}{不同,不一样,差别} 有什么两样 {是,}一回事 {是,}一个意思 差{别,}在哪{里,儿,}"],
    ["作用 意义 重要 必要", "{对企业,}有什么{用,好处,作用,意义} {对企业,}{也,}有{好处,用}吗 重要吗"],
    ["方法 策略 步骤 技巧 措施 途径 处理 流程", "{应该,应当,该,应,是,}{怎么,怎样,如何}{才能,去,用,做,跟,样,} {用,有}什么办法 {有,}{哪,}几种{办法,方法}"],
    ["概念 含义 涵义 内涵 定义", "{是,}什么意思 {是,}指什么 {是,叫}{什么,啥} {什么,啥}{是,叫} 何{谓,为} 名词解释 请解释"],
    [
      "",
      "有{什么,哪些,哪几个,啥} 哪几个 {包括,包含,}哪些 请{简述,列举,说明,论述,问} {用,}什么 是哪{种,个} 简述 试述 列举 怎么算 说的话 介绍一下 " +
        "什么样的 才算 都可以 举{个,几个,}例{子,说明} 谁提出{来,}的 {主要,}{说,写,讲,}哪些内容 分别 老师 " +
        "想知道 是不是 能不能 要不要 会不会 都有 一般 通常 到底 究竟 {就,}一定",
    ],
  ];
  const spelledOut = (phrase) => {
    const [all, parts] = phrase.match(/\{(.*?)\}/) || [];
    return all ? parts.split(",").flatMap((part) => spelledOut(phrase.replace(all, part))) : phrase;
  };
  const FILLERS = new Map(
    ASKING.flatMap(([hints, phrases]) => phrases.split(" ").flatMap(spelledOut).map((phrase) => [phrase, hints]))
  );
  const LONGEST_FILLER = 8;
  const OF_A_THING = 9;
  const ACROSS_PARTICLE = 0.25;
  const MAX_QUERY_CHARS = 200;
  const [CONTENT, PARTICLE, FILLER] = [0, 1, 2];

  /** Whether this is a phrase that asks, not yet typed to its end: 为什. */
  const isBegun = (rest) => /.[什哪几怎何啥]|[什哪几怎何啥]./.test(rest) && Array.from(FILLERS.keys()).some((phrase) => phrase.startsWith(rest));

  function roles(chars, known) {
    const { pair, isParticle } = kegang.text;
    const out = new Array(chars.length).fill(CONTENT);
    let hints = "";
    let at = 0;
    while (at < chars.length) {
      let length = Math.min(LONGEST_FILLER, chars.length - at);
      let filler;
      do filler = chars.slice(at, at + length).join("");
      while (!FILLERS.has(filler) && --length);
      if (!length && isBegun(chars.slice(at).join(""))) length = chars.length - at;
      hints = hints || FILLERS.get(filler) || "";
      out.fill(FILLER, at, at + length);
      if (!length && isParticle(chars[at])) out[at] = PARTICLE;
      at += length || 1;
    }
    const content = (i) => out[i] === CONTENT;
    for (let i = 0; i < chars.length; i++) {
      if (out[i] !== PARTICLE) continue;
      const loneBefore = i >= 1 && content(i - 1) && (i < 2 || !content(i - 2));
      const loneAfter = content(i + 1) && !content(i + 2);
      if (
        (loneBefore && known(pair(chars, i - 1))) ||
        (loneAfter && known(pair(chars, i)))
      ) {
        out[i] = CONTENT;
      }
    }
    return [out, hints];
  }

  function hanWord(chars, role, at, length) {
    const { pair } = kegang.text;
    const pairAt = (i) =>
      i >= 0 && i + 1 < chars.length && role[i] !== FILLER && role[i + 1] !== FILLER
        ? [pair(chars, i)]
        : [];
    const units = [];
    for (let i = at; i < at + length; i++) {
      units.push({
        tokens: [...pairAt(i - 1), ...pairAt(i)],
        prefix: length === 1 ? chars[i] : null,
        weight: 1,
      });
    }
    return { text: chars.slice(at, at + length).join(""), units };
  }

  /**
   * Makes the plan `{query, words: [{units: [{tokens, prefix, weight}]}], terms: Map, keys, hints,
   * isQuestion, asked}`; `known` tells whether a token is in the index.
   */
  function plan(query, known) {
    const text = kegang.text;
    query = Array.from(query).slice(0, MAX_QUERY_CHARS).join("");
    const normalized = Array.from(text.normalize(query));
    const unfinished = normalized.length > 0 && text.isWord(normalized[normalized.length - 1]);
    const pieces = text.pieces(query);
    const allFiller = pieces.every(
      (piece) => piece.han && roles(piece.han, known)[0].every((role) => role !== CONTENT)
    );
    const words = [];
    const terms = new Map();
    const add = (token, weight) => terms.set(token, Math.max(weight, terms.get(token) || 0));
    const hints = [];
    let content = "";
    let isQuestion = false;

    const addLatin = ({ parts, whole }, open) => {
      content += whole;
      parts.forEach((part, i) => {
        const prefix = open && i === parts.length - 1 ? part.text : null;
        words.push({ text: part.text, units: [{ tokens: [part.text], prefix, weight: 2 }] });
        add(part.text, 1);
      });
      if (parts.length > 1) add(whole, 1);
    };

    const addRun = (chars) => {
      const [role, hinted] = allFiller ? [chars.map(() => CONTENT), ""] : roles(chars, known);
      if (hinted) hints.push(...hinted.split(" "));
      isQuestion = isQuestion || role.includes(FILLER);
      content += chars.filter((_, i) => role[i] === CONTENT).join("");
      for (let i = 0; i + 1 < chars.length; i++) {
        const [a, b] = [role[i], role[i + 1]];
        if (a === CONTENT && b === CONTENT) add(text.pair(chars, i), 1);
        else if (a !== FILLER && b !== FILLER && (a === CONTENT || b === CONTENT))
          add(text.pair(chars, i), ACROSS_PARTICLE);
      }
      for (let at = 0; at < chars.length; ) {
        let end = at;
        while (end < chars.length && role[end] === CONTENT) end++;
        if (end > at) words.push(hanWord(chars, role, at, end - at));
        at = Math.max(end, at + 1);
      }
    };

    pieces.forEach((piece, i) => {
      if (piece.han) addRun(piece.han);
      else addLatin(piece, unfinished && i === pieces.length - 1);
    });
    const asks = (some) => some.split(" ").every((hint) => hints.includes(hint));
    const keys = Array.from(new Set(ASKING.slice(0, OF_A_THING).some(([hints]) => asks(hints)) ? [text.key(query)] : [text.key(query), content])).filter(Boolean);
    return { query, words, terms, keys, hints, isQuestion, asked: Array.from(content).length };
  }

  kegang.query = { plan };
})((window.kegang = window.kegang || {}));
