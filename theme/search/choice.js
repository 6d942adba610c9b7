// Choosing among the options: keys, pointers, opening, copying.
(function () {
  "use strict";
  const kegang = (window.kegang = window.kegang || {});
  const { busy, state } = kegang;
  const { memory, address, copy } = kegang.parts;

  const MOVES = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 };

  let options = [];
  let active = -1;

  /** Takes the options as they stand now; with `first`, the choice goes to the first hit. */
  function renew(first) {
    options = [...state.view.list.querySelectorAll("[role=option]")];
    options.forEach((option, at) => (option.id = "search-option-" + at));
    if (first) active = options[0] && options[0].hit ? 0 : -1;
    activate(active);
  }

  function activate(to) {
    const { list, copy } = state.view;
    const { input } = kegang.box();
    active = Math.min(to, options.length - 1);
    const option = options[active];
    for (const old of list.querySelectorAll("[aria-selected=true]")) old.setAttribute("aria-selected", false);
    copy.hidden = !option || !option.hit;
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", true);
    input.setAttribute("aria-activedescendant", option.id);
  }

  /** One on from the end is the start again, unless there are more to fetch. */
  function move(by) {
    const { answer } = state;
    const last = options.length - 1;
    const to = active + by;
    if (last < 0) return;
    if (to > last && answer && answer.hits.length < answer.total) kegang.ui.more();
    if (by * by > 1) activate(Math.max(0, Math.min(last, to)));
    else activate(to > last ? 0 : to < 0 ? last : to);
    options[active].scrollIntoView({ block: "nearest" });
  }

  function onKey(event) {
    const { key, target } = event;
    const { input, page, composing } = kegang.box();
    if (busy(event) || composing) return;
    const command = event.ctrlKey || event.metaKey;
    if (key === "Escape" && page) kegang.ui.ask("");
    else if (MOVES[key] && !event.shiftKey && !command && !event.altKey) {
      input.focus();
      move(MOVES[key]);
    } else if (key === "Enter" && target === input) enter(command);
    else {
      // Letters typed on a chip are meant for the box.
      if (key.length === 1 && key !== " " && !command && target !== input) input.focus();
      return;
    }
    event.preventDefault();
  }

  function enter(command) {
    const option = options[active];
    if (!kegang.ui.settled()) kegang.box().enter = true;
    else if (option && option.hit && command) {
      note(option);
      window.open(option.href, "_blank", "noopener");
    } else if (option) option.click();
  }

  /** What is to be known after this page is gone. */
  function note(option) {
    if (!option.hit) return;
    const { query, kind, syllabus } = state.asked;
    kegang.results.remember(query);
    memory.set("last", { query, kind, syllabus, at: Date.now() });
    kegang.marks.leave(option.hit, query);
  }

  const optionAt = (event) => event.target.closest("[role=option]");

  function onClick(event) {
    const copying = event.target.closest(".search-copy");
    if (copying) copyLink(copying.previousSibling, copying);
    const option = optionAt(event);
    if (!option) return;
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (option.query && plain) {
      event.preventDefault();
      return kegang.ui.ask(option.query);
    }
    note(option);
    const box = kegang.box();
    if (!plain || option.href.split("#")[0] !== location.href.split("#")[0]) return;
    box.back = null;
    if (!box.page) box.host.close();
    setTimeout(kegang.marks.arrive);
  }

  /** Copies the address of an option, or of the one chosen, and says so on the button. */
  function copyLink(option, button) {
    const name = button.textContent;
    const say = (text) => {
      button.textContent = state.view.live.textContent = text;
      setTimeout(() => (button.textContent = name), 1500);
    };
    copy(address((option || options[active]).hit), kegang.box().host).then(() => say("已复制"), () => say("复制不了"));
  }

  function listen() {
    const { host } = kegang.box();
    const { list } = state.view;
    host.addEventListener("keydown", onKey);
    list.addEventListener("click", onClick);
    list.addEventListener("auxclick", (event) => optionAt(event) && note(optionAt(event)));
    // Not mouseover: a list that changes under a resting pointer must not move the choice.
    list.addEventListener("pointermove", (event) => {
      const at = options.indexOf(optionAt(event));
      if (at >= 0 && at !== active) activate(at);
    });
    // A press on the dialog itself is one on its backdrop.
    let pressed;
    host.addEventListener("pointerdown", (event) => (pressed = event.target));
    host.addEventListener("click", (event) => {
      if (event.target === host && pressed === host && host.close) host.close();
    });
  }

  /** Opens the first option, for an Enter that came before the answer. */
  const openFirst = () => options[0] && options[0].hit && options[0].click();

  kegang.choice = { renew, listen, copyLink, openFirst };
})();
