// The box around the input: chips, counts, notes, foot. Built once, then kept in step with the state.
(function () {
  "use strict";
  const kegang = (window.kegang = window.kegang || {});
  const { make } = kegang;
  const { KINDS, memory, clip } = kegang.parts;

  /** What the reader asks, what was last answered, and the elements that show it. */
  const state = {
    asked: { query: "", kind: "", syllabus: "", limit: 0, grouped: !!memory.get("grouped") },
    answer: null,
    view: null,
  };
  const { asked } = state;

  const button = (className, label, onclick) => make("button", { type: "button", className, onclick }, label);
  const div = (className, ...children) => make("div", { className }, ...children);

  /** Changes what is asked and asks again. */
  function change(what) {
    Object.assign(asked, { limit: 0 }, what);
    kegang.ui.update();
  }

  function chip(group, value, label) {
    const count = make("span", {});
    const node = button("search-chip", label, () => change({ [group]: asked[group] === value ? "" : value }));
    node.append(count);
    if (group === "kind") node.classList.add("kind-" + value);
    return Object.assign(node, { group, value, label, count });
  }

  /** The chips, when the engine knows its syllabi. One of a kind alone would choose nothing. */
  function chips() {
    const { kinds = Object.keys(KINDS), syllabi = [] } = kegang.engine;
    const { view } = state;
    view.all = [
      ...kinds.map((kind) => chip("kind", kind, KINDS[kind])),
      ...syllabi.map((one) => chip("syllabus", one.id, one.short || one.title)),
    ].filter((node, _, all) => all.filter((other) => other.group === node.group).length > 1);
    for (const group of ["kind", "syllabus"]) {
      if (!view.all.some((node) => node.group === group && node.value === asked[group])) asked[group] = "";
    }
    view.chips.append(...view.all, view.grouped);
    view.grouped.hidden = !syllabi.length;
  }

  /** Builds all of it around the input, which stays where it is: somebody may be typing. */
  function build(box) {
    const { host, input, page } = box;
    const copy = button("search-link", "复制链接", () => kegang.choice.copyLink(null, copy));
    const view = (state.view = {
      copy,
      clear: button("search-clear", "清空", () => kegang.ui.ask("")),
      chips: make("div", { className: "search-chips", role: "group", "aria-label": "筛选" }),
      grouped: button("search-chip", "按章节排", () => {
        memory.set("grouped", !asked.grouped || null);
        change({ grouped: !asked.grouped });
      }),
      total: make("span", { className: "search-total", "aria-hidden": "true" }),
      note: div("search-note"),
      list: make("div", { className: "search-list", id: "search-list", role: "listbox", "aria-label": "搜索结果" }),
      after: div("search-after"),
      live: make("p", { className: "search-aside", "aria-live": "polite" }),
      own: make("a", { className: "search-link", hidden: page }, "单独一页"),
    });
    const keys = make("span", { "aria-hidden": "true" }, "↑↓ 选择　Enter 打开　Ctrl/⌘ Enter 新标签页　Esc ", page ? "清空" : "关闭");
    view.body = div("search-body", view.note, view.list, view.after);
    input.after(view.clear, ...(page ? [] : [button("search-close", "关闭", () => host.close())]));
    host.append(
      div("search-tools", view.chips, view.total),
      view.body,
      div("search-foot", keys, copy, view.own),
      view.live
    );
    host.classList.add(page ? "search-page" : "search-panel");
    host.style.cssText = input.style.cssText = "";
    const combobox = { role: "combobox", "aria-autocomplete": "list", "aria-controls": "search-list", "aria-expanded": true };
    for (const name in combobox) input.setAttribute(name, combobox[name]);
  }

  /** Brings chips, counts and notes in step with the answer; null is one to an empty box. */
  function paint(answer) {
    const { view } = state;
    const facets = (answer && answer.facets) || {};
    for (const node of view.all) {
      const count = (facets[node.group === "kind" ? "kinds" : "syllabi"] || {})[node.value] || 0;
      node.count.textContent = answer ? count : "";
      node.classList.toggle("search-none", !!answer && !count);
      node.setAttribute("aria-pressed", asked[node.group] === node.value);
    }
    view.grouped.setAttribute("aria-pressed", asked.grouped);
    view.total.textContent = answer ? answer.total + " 条" : "";
    view.note.replaceChildren(...notes(answer));
    view.after.replaceChildren(...after(answer));
  }

  function notes(answer) {
    const out = [];
    const { suggestion, total } = answer || { total: 1 };
    if (suggestion) {
      const ask = () => kegang.ui.ask(suggestion.query);
      out.push("你是不是要找 ", button("search-link", suggestion.label || suggestion.query, ask));
    }
    if (total) return out;
    const chosen = state.view.all.filter((node) => asked[node.group] === node.value).map((node) => node.label);
    const where = chosen.length ? `在“${chosen.join("、")}”里` : "";
    out.push(make("p", {}, `${where}没有找到“${clip(asked.query.trim())}”。`));
    if (where) out.push(showAll());
    return out;
  }

  /** The way out of filters that hide everything, once it is known that they hide something. */
  function showAll() {
    const node = button("search-more", "", () => {
      change({ kind: "", syllabus: "" });
      kegang.box().input.focus();
    });
    node.hidden = true;
    kegang.engine.search(asked.query, { limit: 1 }).then(({ total }) => {
      node.hidden = !total;
      node.textContent = `显示全部 ${total} 条`;
    });
    return node;
  }

  function after(answer) {
    if (answer) {
      const rest = answer.total - answer.hits.length;
      return rest > 0 && answer.hits.length ? [button("search-more", `再看 ${Math.min(20, rest)} 条`, kegang.ui.more)] : [];
    }
    const forget = () => {
      memory.set("recent", null);
      memory.set("last", null);
      kegang.ui.ask("", true);
    };
    return kegang.results.recent().length ? [button("search-more", "清除搜索记录", forget)] : [];
  }

  kegang.state = state;
  kegang.panel = { build, chips, paint };
})();
