// Search, the part that every page carries. It opens an empty box at once, so that no keystroke
// is lost, and fetches style, code and index when a reader first shows the wish to search.
//
// The export puts an object in the place of the token below: "code", "style", "index" and
// "marks" are file names in the folder of this script, "browse" is [title, url] of the way out
// when search fails, "page" the url of search on a page of its own (empty where there is none).
(function () {
  "use strict";
  const kegang = (window.kegang = window.kegang || {});
  const config = "@search-config";
  // This script stands in <root>/search/, whatever page it is on and however that was reached.
  const folder = new URL(".", document.currentScript.src).href;
  const root = new URL("..", folder).href;
  const { browse } = config;
  const page = document.querySelector("[data-search-page]");
  const loads = {};
  let box;

  /** An element with properties (attributes, where it has no such property) and children. */
  function make(tag, props, ...children) {
    const node = document.createElement(tag);
    for (const name in props) {
      if (name in node) node[name] = props[name];
      else node.setAttribute(name, props[name]);
    }
    node.append(...children.filter(Boolean));
    return node;
  }

  /** Fetches a file of this folder once. A failure is forgotten, so that it can be tried again. */
  function load(file) {
    return (loads[file] =
      loads[file] ||
      new Promise((resolve, reject) => {
        // Not async: scripts run in the order asked for, the code before the index.
        const node = /css$/.test(file)
          ? make("link", { rel: "stylesheet", href: folder + file })
          : make("script", { async: false, src: folder + file });
        node.onload = resolve;
        node.onerror = () => {
          node.remove();
          delete loads[file];
          reject(Error(file));
        };
        document.head.append(node);
      }));
  }

  function code() {
    const loaded = load(config.code);
    load(config.index).catch(() => {});
    return loaded;
  }

  const busy = (event) => event.isComposing || event.keyCode === 229;
  const prepare = () => Promise.all([load(config.style), code()]);

  function build() {
    const input = make("input", {
      className: "search-input",
      autocomplete: "off",
      enterKeyHint: "search",
      placeholder: "搜索，可用拼音",
      "aria-label": "搜索",
    });
    const status = make("p", { className: "search-status", role: "status" });
    const host = page || make("dialog", { className: "search", "aria-label": "搜索" });
    box = kegang.box = { host, input, status, page };
    host.replaceChildren(make("div", { className: "search-head" }, input), status);
    input.addEventListener("compositionstart", () => (box.composing = true));
    input.addEventListener("compositionend", () => (box.composing = false));
    // An Enter before the first answer is kept until that answer.
    input.onkeydown = (event) => {
      box.enter = event.key === "Enter" && !busy(event);
    };
    if (page) return;
    // Enough to look calm until the style is there; the code takes it off.
    host.style.cssText = "margin-top:8vh;width:min(60rem,88vw);border:0";
    input.style.cssText = "width:100%;border:0;outline:0;font-size:1.2rem";
    host.onclose = () => {
      // The browser itself would leave the focus in the closed box until the next frame.
      input.blur();
      if (box.back) box.back.focus({ preventScroll: true });
    };
    document.body.append(host);
  }

  function fail(error) {
    const [title, url] = browse;
    const className = "search-button search-link";
    box.status.hidden = false;
    box.status.replaceChildren(
      "搜索没有准备好：",
      error.reader || "可能断了网，或网站刚更新过，请刷新页面。",
      make("button", { type: "button", className, onclick: start }, "再试"),
      make("a", { className, href: root + url }, title)
    );
  }

  function start() {
    box.status.textContent = "正在载入…";
    prepare()
      .then(() => kegang.ui.open())
      .catch(fail);
  }

  /** Opens the box, with a query or with what stood in it. */
  function open(query, opener) {
    // What search needs is on its way before the browser lays the page out with the box over it.
    prepare().catch(() => {});
    if (!box) build();
    const { host, input } = box;
    if (query) input.value = query;
    if (!page && !host.open) {
      box.back = opener || document.activeElement;
      host.showModal();
    }
    input.focus();
    input.select();
    if (box.live) kegang.ui.open();
    else start();
  }

  Object.assign(kegang, {
    site: { root, config, browse },
    make,
    load,
    busy,
    open,
    fail,
    search: (query, options) =>
      code()
        .then(() => kegang.engine.ready())
        .then(() => kegang.engine.search(query, options)),
  });

  const on = (name, act) => document.addEventListener(name, act);
  const opener = (event) => event.target.closest && event.target.closest("[data-search-open]");
  on("pointerover", (event) => opener(event) && prepare().catch(() => {}));
  on("click", (event) => {
    const from = opener(event);
    if (!from || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(from.dataset.searchQuery, from);
  });
  on("keydown", (event) => {
    const { key, target } = event;
    const wanted =
      event.ctrlKey || event.metaKey
        ? /^k$/i.test(key) && !event.shiftKey
        : key === "/" && !target.isContentEditable && !/INPUT|TEXTAREA|SELECT/.test(target.tagName);
    if (!wanted || event.altKey || busy(event)) return;
    event.preventDefault();
    open();
  });

  if (page) {
    build();
    box.input.value = new URLSearchParams(location.search).get("q") || "";
    start();
  }
  // The page before this one left a note about the words to mark here.
  try {
    if (localStorage.getItem("kegang.marks")) prepare().then(() => load(config.marks)).then(() => kegang.marks.arrive());
  } catch (_) {}
})();
