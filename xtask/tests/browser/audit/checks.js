// What a page has to keep beside what axe-core looks for. An expression: a function that takes
// what is known of the window and gives what is wrong, a line each.
(({ narrow, still }) => {
  const wrong = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  const name = (e) =>
    [e.parentElement, e].map((e) => e.localName + (e.id && "#" + e.id) + (e.className ? "." + (e.className.baseVal ?? e.className) : "")).join(" > ");
  const box = (e) => e.getBoundingClientRect();
  const shown = (e) => e.checkVisibility({ visibilityProperty: true }) && box(e).width > 0 && !e.closest("[inert]");
  // An open dialog is all there is.
  const top = document.querySelector("dialog[open]") || document.body;
  const within = (selector) => [...top.querySelectorAll(selector)].filter(shown);

  if (document.documentElement.lang !== "zh-CN") wrong.push("the page does not say its language");
  if (!document.title.trim()) wrong.push("no title");
  const headings = all("h1, h2, h3, h4, h5, h6").filter((e) => e.checkVisibility());
  const ones = headings.filter((e) => e.localName === "h1");
  const printed = location.pathname.endsWith("/print.html");
  if (ones.length !== 1 && !printed) wrong.push(`${ones.length} first headings`);
  headings.reduce((before, e) => {
    const level = Number(e.localName[1]);
    if (level > before + 1) wrong.push(`${e.localName} after h${before}: ${e.textContent.trim()}`);
    return level;
  }, 0);

  // A finger needs 44 px; a link in the middle of a sentence is as high as its line.
  const inline = (e) => e.localName === "a" && getComputedStyle(e).display === "inline";
  const CONTROLS = "button, select, input:not([type=hidden]), textarea, summary, [role=button], [role=option], a[href]";
  if (narrow) {
    for (const e of within(CONTROLS)) {
      const { width, height, right } = box(e);
      // The skip link waits outside the window until it has the focus.
      if (inline(e) || right < 0) continue;
      // A cell of the picture of themes is small; the lists below it choose the same.
      const least = e.closest(".coverage td") ? 24 : 43.5;
      if (height < least || (width < least && (e.localName !== "a" || least === 24)))
        wrong.push(`${name(e)} is ${width.toFixed()} × ${height.toFixed()} px: ${e.textContent.trim().slice(0, 20)}`);
    }
  }

  // Each sort of thing that can have the focus shows that it has it.
  const looks = (e) =>
    [e, e.parentElement].map((e) => {
      const s = getComputedStyle(e);
      const outline = s.outlineStyle === "none" || parseFloat(s.outlineWidth) < 2 ? "" : s.outlineWidth + s.outlineColor;
      return [outline, s.boxShadow, s.borderColor, s.backgroundColor].join();
    }).join();
  const before = document.activeElement;
  const seen = new Set();
  for (const e of within(CONTROLS + ", [tabindex='0']")) {
    const sort = name(e);
    // Options of a list are chosen with the arrows; writing shows by its caret.
    if (seen.has(sort) || e.tabIndex < 0 || e.matches("[role=option], [role=combobox]")) continue;
    seen.add(sort);
    e.blur();
    const plain = looks(e);
    e.focus({ focusVisible: true, preventScroll: true });
    if (document.activeElement !== e) wrong.push(`${sort} cannot have the focus`);
    else if (looks(e) === plain) wrong.push(`${sort} does not show the focus`);
    e.blur();
  }
  if (before && before !== document.body) before.focus({ preventScroll: true });

  if (still) {
    const moving = document.getAnimations().length;
    if (moving) wrong.push(`${moving} animations run`);
    const sorts = new Set();
    for (const e of all("*"))
      for (const part of ["", "::before", "::after"]) {
        const s = getComputedStyle(e, part || null);
        const time = parseFloat(s.transitionDuration) + (s.animationName === "none" ? 0 : parseFloat(s.animationDuration));
        if (time > 0.01 || s.scrollBehavior === "smooth") sorts.add(name(e) + part);
      }
    sorts.forEach((sort) => wrong.push(`${sort} moves though the reader wants no motion`));
  }

  const limits = {};
  return wrong.filter((line) => (limits[line.split(" ").slice(0, 3)] = (limits[line.split(" ").slice(0, 3)] || 0) + 1) <= 3);
})
