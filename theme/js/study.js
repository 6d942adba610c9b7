// Lists of questions and carriers: narrowed down by choices that stand in the address, what is
// folded away opened and closed at once, printed with it and without. Without this everything
// is there, one fold at a time.
(function () {
  "use strict";
  const all = (selector, from) => Array.from((from || document).querySelectorAll(selector));
  const folds = (within) => all("details.answer, details.usage", within);

  // ---- Choices

  /** Whether the item has what was chosen; an attribute may hold several values. */
  function fits(item, chosen) {
    return Object.keys(chosen).every((name) => {
      const has = (item.dataset[name] || "").split(" ");
      return !chosen[name] || has.includes(chosen[name]);
    });
  }

  /** Hides the sections in which nothing is left. */
  function hideEmpty(list) {
    all("section", list).forEach((section) => {
      section.hidden = !section.querySelector("li[data-unit]:not([hidden])");
    });
  }

  function setUpChoices(form, list) {
    const selects = all("select", form);
    const items = all("li[data-unit]", list);
    const state = form.querySelector("output");
    const chosen = () => Object.fromEntries(selects.map((select) => [select.name, select.value]));

    function show() {
      const wanted = chosen();
      const left = items.filter((item) => !(item.hidden = !fits(item, wanted)));
      const any = Object.values(wanted).some(Boolean);
      hideEmpty(list);
      const whole = left.length === items.length;
      state.textContent = (whole ? "共 " : "选出 ") + left.length + " " + form.dataset.counted;
      form.querySelector("[type=reset]").hidden = !any;
    }

    /** What the address says; a choice that is not there is none. */
    function read() {
      const asked = new URLSearchParams(location.search);
      selects.forEach((select) => {
        select.value = asked.get(select.name) || "";
        if (select.selectedIndex < 0) select.value = "";
      });
      show();
    }

    function write() {
      const query = new URLSearchParams(Object.entries(chosen()).filter(([, value]) => value));
      const search = query.toString();
      try {
        history.replaceState(history.state, "", location.pathname + (search && "?" + search));
      } catch (_) {
        // A page from disk may not change its address; the choice holds all the same.
      }
      show();
    }

    form.addEventListener("change", (event) => {
      const [syllabus, unit] = ["syllabus", "unit"].map((name) => form.elements[name]);
      // A unit of another syllabus would leave nothing.
      if (event.target === syllabus && unit && !unit.value.startsWith(syllabus.value + "-"))
        unit.value = "";
      if (event.target === unit && syllabus && unit.value)
        syllabus.value = unit.value.replace(/-\d+$/, "");
      write();
    });
    form.addEventListener("reset", () => setTimeout(write));
    form.addEventListener("submit", (event) => event.preventDefault());
    addEventListener("popstate", read);
    read();
    showTarget(list, form, write);
  }

  /** An address with an item's anchor shows the item, whatever else it chooses. */
  function showTarget(list, form, write) {
    const look = () => {
      const target = location.hash && document.getElementById(location.hash.slice(1));
      if (!target || !list.contains(target) || !target.closest("[hidden]")) return;
      const hash = location.hash;
      all("select", form).forEach((select) => (select.value = ""));
      write();
      location.replace(hash);
    };
    addEventListener("hashchange", look);
    look();
  }

  // ---- Folds

  function shownFolds(list) {
    return folds(list).filter((fold) => !fold.closest("[hidden]"));
  }

  /** Prints with every fold open or closed, and leaves them as they were. */
  function print(list, open) {
    const before = shownFolds(list).map((fold) => [fold, fold.open]);
    before.forEach(([fold]) => (fold.open = open));
    const restore = () => before.forEach(([fold, was]) => (fold.open = was));
    addEventListener("afterprint", restore, { once: true });
    // A phone may go on before it has printed; one frame shows it what is open.
    requestAnimationFrame(() => window.print());
  }

  const acts = {
    open: (list) => shownFolds(list).forEach((fold) => (fold.open = true)),
    close: (list) => shownFolds(list).forEach((fold) => (fold.open = false)),
    "print-all": (list) => print(list, true),
    "print-bare": (list) => print(list, false),
  };

  all("[data-list]").forEach((tools) => {
    const list = document.getElementById(tools.dataset.list);
    if (!list) return;
    tools.hidden = false;
    tools.addEventListener("click", (event) => {
      const button = event.target.closest("[data-do]");
      if (button) acts[button.dataset.do](list);
    });
    if (tools.querySelector("select")) setUpChoices(tools, list);
  });
})();
