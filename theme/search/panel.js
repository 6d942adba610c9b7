// The box around the input: chips, counts, notes, foot. Built once, then kept in step with the state.
(function (kegang) {
  "use strict";
  const { make } = kegang;
  const { KINDS, memory, clip, div, span, button } = kegang.parts;

  /** What the reader asks, what was last answered, and the elements that show it. */
  const asked = { query: "", literal: false, kind: "", syllabus: "", limit: 0, grouped: !!memory.get("grouped") };
  const state = { asked };

  /** Changes what is asked and asks again. */
  function change(what) {
    Object.assign(asked, { limit: 0 }, what);
    kegang.ui.update();
  }

  function chip(group, value, label) {
    const count = span("search-count");
    const node = button("search-chip kind-" + value, label, () => change({ [group]: asked[group] === value ? "" : value }));
    node.append(count);
    return Object.assign(node, { group, value, count });
  }

  /** The chips, when the engine knows what there is. One alone would choose nothing. */
  function chips() {
    const { kinds, syllabi } = kegang.engine;
    const { view } = state;
    if (kinds.length > 1) view.all = kinds.map((kind) => chip("kind", kind, KINDS[kind]));
    if (syllabi.length > 1) view.all.push(...syllabi.map(({ id, short, title }) => chip("syllabus", id, short || title)));
    view.chips.append(...view.all, view.grouped);
  }

  /** Builds all of it around the input, which stays where it is: somebody may be typing. */
  function build({ host, input, page }) {
    const copy = button("search-link", "复制链接", () => kegang.choice.copyLink(copy));
    copy.hidden = true;
    const view = {
      all: [],
      copy,
      clear: button("", "清空", () => kegang.ui.ask("")),
      chips: make("div", { className: "search-chips", role: "group", "aria-label": "筛选" }),
      grouped: button("search-chip", "按章节排", () => {
        memory.set("grouped", !asked.grouped);
        change({ grouped: !asked.grouped });
      }),
      total: span("search-total"),
      note: div("search-note"),
      list: make("div", { className: "search-list", id: "search-list", role: "listbox", "aria-label": "结果" }),
      after: div("search-after"),
      live: make("p", { className: "search-aside", "aria-live": "polite" }),
      own: make("a", { className: "search-button search-link", hidden: page || !kegang.site.config.page }, "单独一页"),
    };
    view.body = div("search-body", view.note, view.list, view.after);
    input.after(view.clear, page ? "" : button("", "关闭", () => host.close()));
    host.append(
      div("search-tools", view.chips, view.total),
      view.body,
      div("search-foot", span("search-keys", "↑↓ 选择　Enter 打开　Ctrl Enter 新标签页　Esc ", page ? "清空" : "关闭"), copy, view.own),
      view.live
    );
    host.classList.add(page ? "search-page" : "search-panel");
    host.style.cssText = input.style.cssText = "";
    const combobox = { role: "combobox", "aria-autocomplete": "list", "aria-controls": "search-list", "aria-expanded": true };
    for (const name in combobox) input.setAttribute(name, combobox[name]);
    state.view = view;
  }

  /** Brings chips, counts and notes in step with the answer; there is none to an empty box. */
  function paint(answer) {
    const { view } = state;
    for (const node of view.all) {
      const count = answer && (answer.facets[node.group === "kind" ? "kinds" : "syllabi"][node.value] || 0);
      node.count.textContent = answer ? count : "";
      node.classList.toggle("search-none", count === 0);
      node.setAttribute("aria-pressed", asked[node.group] === node.value);
    }
    view.grouped.setAttribute("aria-pressed", asked.grouped);
    view.total.textContent = answer ? answer.total + " 条" : "";
    view.note.replaceChildren(...(answer ? notes(answer) : []));
    view.after.replaceChildren(...(answer ? more(answer) : forget()));
  }

  /** Says in the place of the count that more is to come, or why it does not. */
  const waiting = (text = "正在找…") => (state.view.total.textContent = text);

  function notes({ suggestion, total }) {
    const out = [];
    if (suggestion) {
      const { query, label } = suggestion;
      out.push(
        "你是不是要找",
        button("search-link", label + "？", () => kegang.ui.ask(query)),
        button("search-link", `只搜“${clip(asked.query)}”`, () => change({ literal: true }))
      );
    }
    if (total) return out;
    const narrowed = asked.kind || asked.syllabus;
    out.push(make("p", { className: "search-said" }, `${narrowed ? "筛选后" : ""}没有找到“${clip(asked.query.trim())}”。`));
    if (narrowed) out.push(showAll());
    return out;
  }

  /** The way out of filters that hide everything, once it is known that they hide something. */
  function showAll() {
    const node = button("search-more", "", () => {
      change({ kind: "", syllabus: "" });
      kegang.box.input.focus();
    });
    node.hidden = true;
    kegang.engine.search(asked.query, { limit: 1, literal: asked.literal }).then(({ total }) => {
      node.hidden = !total;
      node.textContent = `显示全部 ${total} 条`;
    });
    return node;
  }

  function more({ hits, total }) {
    return hits.length < total ? [button("search-more", "再看一些", kegang.ui.more)] : [];
  }

  function forget() {
    const act = () => {
      memory.set("recent", null);
      kegang.ui.ask("", true);
    };
    return kegang.results.recent().length ? [button("search-more", "清除搜索记录", act)] : [];
  }

  kegang.state = state;
  kegang.panel = { build, chips, paint, waiting };
})((window.kegang = window.kegang || {}));
