// What the frame adds when scripts run: the menu on narrow screens, the choice of light and dark,
// the list of sections, copying an item's link, notes on misprints. All of it can be missing.
(function () {
  "use strict";
  const root = document.documentElement;
  const own = document.currentScript;
  const find = (selector) => document.querySelector(selector);
  const all = (selector, from) => Array.from((from || document).querySelectorAll(selector));
  const wide = matchMedia("(min-width: 62em)");
  const wider = matchMedia("(min-width: 80em)");

  /** A storage that may be full, forbidden or absent. */
  function store(area, key, value) {
    try {
      if (value === undefined) return window[area].getItem(key);
      if (value === null) window[area].removeItem(key);
      else window[area].setItem(key, value);
    } catch (_) {
      return null;
    }
  }

  let hush;
  /** Says something on screen and to screen readers. */
  function say(words) {
    const toast = find(".toast");
    toast.textContent = words;
    toast.classList.add("shown");
    clearTimeout(hush);
    hush = setTimeout(() => {
      toast.classList.remove("shown");
      toast.textContent = "";
    }, 2500);
  }

  /** A section that moved to another page takes its old links along. */
  function followMoved() {
    const to = location.hash && JSON.parse(root.dataset.moved || "{}")[location.hash];
    if (to) location.replace(to);
  }

  // ---- Light, dark, or as the system has it

  const modes = { "": "跟随系统", light: "浅色", dark: "深色" };

  function setUpMode() {
    const button = find(".mode");
    const grounds = all('meta[name="theme-color"]');
    const given = grounds.map((meta) => meta.content);
    const current = () => root.dataset.theme || "";
    const show = () => {
      button.title = "外观：" + modes[current()];
      button.setAttribute("aria-label", button.title);
      const chosen = ["light", "dark"].indexOf(current());
      grounds.forEach((meta, i) => (meta.content = given[chosen < 0 ? i : chosen]));
    };
    button.addEventListener("click", () => {
      const names = Object.keys(modes);
      const next = names[(names.indexOf(current()) + 1) % names.length];
      if (next) root.dataset.theme = next;
      else delete root.dataset.theme;
      store("localStorage", "kegang-mode", next || null);
      show();
      say(button.title);
    });
    show();
  }

  // ---- The table of contents: a drawer on narrow screens, always there on wide ones

  function setUpMenu() {
    const opener = find(".menu-open");
    const toc = find("#toc");
    const rest = find(".page");
    const isOpen = () => root.classList.contains("menu-shown");
    const set = (open) => {
      root.classList.toggle("menu-shown", open);
      opener.setAttribute("aria-expanded", open);
      rest.inert = open;
      if (open) (find("#toc [aria-current]") || find("#toc a:not(.menu-close)") || toc).focus();
    };
    opener.setAttribute("role", "button");
    opener.setAttribute("aria-controls", "toc");
    opener.setAttribute("aria-expanded", "false");
    opener.addEventListener("click", (event) => {
      event.preventDefault();
      set(!isOpen());
    });
    opener.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      set(!isOpen());
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !isOpen()) return;
      set(false);
      opener.focus();
    });
    document.addEventListener("click", (event) => {
      if (!isOpen() || opener.contains(event.target)) return;
      if (!toc.contains(event.target) || event.target.closest("a")) set(false);
    });
    wide.addEventListener("change", () => isOpen() && set(false));
    keepPlace(toc);
  }

  /** The table of contents stays where it was from page to page, the current page in sight. */
  function keepPlace(toc) {
    toc.scrollTop = store("sessionStorage", "kegang-toc") || 0;
    addEventListener("pagehide", () => store("sessionStorage", "kegang-toc", toc.scrollTop));
    const here = find("#toc [aria-current]");
    if (!here || !wide.matches) return;
    const [frame, link] = [toc.getBoundingClientRect(), here.getBoundingClientRect()];
    if (link.top < frame.top || link.bottom > frame.bottom)
      toc.scrollTop += link.top - frame.top - frame.height / 3;
  }

  // ---- The sections of this page

  /** What a heading says, without our notes in it and the source of its formulas. */
  function words(heading) {
    const copy = heading.cloneNode(true);
    all(".erratum-note, .anchor, annotation", copy).forEach((node) => node.remove());
    return copy.textContent.trim();
  }

  function setUpSections() {
    const nav = find(".onpage");
    if (!nav) return;
    const box = nav.firstChild;
    let headings = all("main h2[id], main h3[id]");
    if (headings.length > 40) headings = headings.filter((heading) => heading.tagName === "H2");
    nav.hidden = headings.length < 3;
    if (nav.hidden) return;
    // Where the page has jump links at its head, the list is for the margin only.
    nav.classList.toggle("spare", Boolean(find("main .jump")));
    const links = headings.map((heading) => {
      const link = document.createElement("a");
      link.href = "#" + heading.id;
      link.textContent = words(heading);
      const entry = document.createElement("li");
      entry.className = heading.tagName === "H3" ? "sub" : "";
      entry.append(link);
      find(".onpage ol").append(entry);
      return link;
    });
    const fit = () => (box.open = wider.matches);
    fit();
    wider.addEventListener("change", fit);
    document.addEventListener("click", (event) => {
      const inside = box.contains(event.target);
      if (!wider.matches) box.open = box.open && inside && !event.target.closest("a");
      else if (inside && event.target.closest("summary")) event.preventDefault();
    });
    markCurrent(headings, links, nav);
  }

  /** Marks the last heading above the upper third; asked whenever one crosses that line. */
  function markCurrent(headings, links, box) {
    if (!window.IntersectionObserver) return;
    const update = () => {
      const line = innerHeight / 3;
      let at = -1;
      headings.forEach((heading, i) => {
        if (heading.getBoundingClientRect().top < line) at = i;
      });
      links.forEach((link, i) => {
        if (i === at) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      });
      const link = links[at];
      if (link && wider.matches && box.scrollHeight > box.clientHeight)
        box.scrollTop = link.offsetTop - box.clientHeight / 2;
    };
    const observer = new IntersectionObserver(update, { rootMargin: "0px 0px -66% 0px" });
    headings.forEach((heading) => observer.observe(heading));
  }

  // ---- Copying the link of an item

  function copy(text) {
    if (navigator.clipboard && isSecureContext) return navigator.clipboard.writeText(text);
    const field = document.createElement("textarea");
    field.value = text;
    field.readOnly = true;
    field.className = "toast";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done ? Promise.resolve() : Promise.reject(new Error("copy"));
  }

  /** An item within a sentence shows its sign when touched. */
  function onTouch(event) {
    const item = event.target.closest("a") ? null : event.target.closest("span.item");
    all(".picked").forEach((other) => other.classList.remove("picked"));
    if (item) item.classList.add("picked");
  }

  function onAnchor(event) {
    const link = event.target.closest(".anchor");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    copy(link.href).then(
      () => {
        history.replaceState(history.state, "", link.hash);
        say("已复制本条链接");
      },
      () => (location.hash = link.hash),
    );
  }

  // ---- Notes on misprints

  /** Keeps a note inside the page; without this it may hang over the right edge. */
  function placeNote(event) {
    const erratum = event.target.closest && event.target.closest(".erratum");
    const note = erratum && erratum.querySelector(".erratum-note");
    if (!note) return;
    note.style.transform = "";
    const { left, right } = note.getBoundingClientRect();
    const over = Math.max(0, right - root.clientWidth + 8) + Math.min(0, left - 8);
    if (over) note.style.transform = "translateX(" + -over + "px)";
  }

  function setUpErrata() {
    const touch = matchMedia("(hover: none)");
    let shown = null;
    document.addEventListener("pointerover", placeNote);
    document.addEventListener("focusin", placeNote);
    document.addEventListener("pointerout", () => all(".closed").forEach(reopen));
    document.addEventListener("focusout", () => all(".closed").forEach(reopen));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape")
        all(".erratum:hover, .erratum:focus-within").forEach((e) => e.classList.add("closed"));
    });
    // A finger has no hover: the first touch shows the note, the second follows the link.
    document.addEventListener("click", (event) => {
      const erratum = event.target.closest(".erratum");
      if (erratum && touch.matches && erratum !== shown) event.preventDefault();
      shown = erratum;
    });
  }

  const reopen = (erratum) => erratum.classList.remove("closed");

  // ---- The site without a network, and news of a newer one

  /** A while after everything a reader waits for; a line that is slow or spared is left alone. */
  function setUpOffline() {
    const line = navigator.connection || {};
    const spare = line.saveData || /2g/.test(line.effectiveType);
    if (!navigator.serviceWorker || location.protocol === "file:" || spare) return;
    const start = () => setTimeout(() => "live" in root.dataset || keepSite(), 5000);
    if (document.readyState === "complete") start();
    else addEventListener("load", start);
  }

  function keepSite() {
    const workers = navigator.serviceWorker;
    const address = (file) => new URL(own.dataset.root + file, document.baseURI).href;
    // Not in the page itself: from disk a browser refuses it aloud.
    const manifest = document.createElement("link");
    manifest.rel = "manifest";
    manifest.href = address("manifest.webmanifest");
    document.head.append(manifest);
    let kept = Boolean(workers.controller);
    // Another build took over: no page may stay behind.
    workers.addEventListener("controllerchange", () => (kept ? location.reload() : (kept = true)));
    workers.register(address("sw.js")).then(watchNews, () => {});
  }

  function watchNews(registration) {
    const tell = () => registration.waiting && registration.active && showNews(registration);
    const follow = (worker) => worker && worker.addEventListener("statechange", tell);
    let asked = Date.now();
    registration.addEventListener("updatefound", () => follow(registration.installing));
    follow(registration.installing);
    tell();
    // A page may stay open for weeks.
    document.addEventListener("visibilitychange", () => {
      if (document.hidden || Date.now() - asked < 36e5) return;
      asked = Date.now();
      registration.update().catch(() => {});
    });
  }

  function showNews(registration) {
    if (find(".news")) return;
    const button = (text, act) => {
      const made = document.createElement("button");
      made.type = "button";
      made.textContent = text;
      made.addEventListener("click", act);
      return made;
    };
    const bar = document.createElement("div");
    bar.className = "news";
    bar.setAttribute("role", "status");
    document.body.append(bar);
    const words = document.createElement("span");
    words.textContent = "网站有新版本";
    bar.append(
      words,
      button("刷新", () => (registration.waiting ? registration.waiting.postMessage("switch") : location.reload())),
      button("以后再说", () => bar.remove()),
    );
  }

  // ---- Keyboard

  /** ← and → turn the page, as long as nothing else wants them. */
  function onArrow(event) {
    const turn = { ArrowLeft: ".turn-prev", ArrowRight: ".turn-next" }[event.key];
    if (!turn || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.isComposing || event.defaultPrevented || find("dialog[open], .menu-shown")) return;
    const at = document.activeElement;
    if (at && at !== document.body && at.id !== "main") return;
    const link = find(turn);
    if (link) link.click();
  }

  /** A box that scrolls must be within reach of the keyboard. */
  function reachScrollers() {
    all("main pre, main .table-wrapper, main math, main figure").forEach((box) => {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    });
  }

  followMoved();
  setUpMode();
  setUpMenu();
  setUpSections();
  setUpErrata();
  reachScrollers();
  setUpOffline();
  document.addEventListener("click", onTouch);
  document.addEventListener("click", onAnchor);
  document.addEventListener("keydown", onArrow);
})();
