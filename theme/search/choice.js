// Choosing among the options: keys, pointers, opening, copying.
(function (kegang) {
  "use strict";
  const { busy, state } = kegang;

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
    const { input } = kegang.box;
    active = to;
    for (const option of options) option.setAttribute("aria-selected", option === options[to]);
    state.view.copy.hidden = !options[to] || !options[to].hit;
    if (options[to]) input.setAttribute("aria-activedescendant", options[to].id);
    else input.removeAttribute("aria-activedescendant");
  }

  /** One on from the end is the start again, unless there are more to fetch. */
  function move(by) {
    const { answer } = state;
    const last = options.length - 1;
    const to = active + by;
    if (last < 0) return;
    if (answer && to >= answer.hits.length && to < answer.total) kegang.ui.more();
    if (by * by > 1) activate(Math.max(0, Math.min(last, to)));
    else activate(to > last ? 0 : to < 0 ? last : to);
    options[active].scrollIntoView({ block: "nearest" });
  }

  function onKey(event) {
    const { key, target } = event;
    const { input, page, composing } = kegang.box;
    if (busy(event) || composing) return;
    const command = event.ctrlKey || event.metaKey;
    if (key === "Escape" && page) kegang.ui.ask("");
    else if (MOVES[key] && !event.shiftKey && !command && !event.altKey) {
      input.focus();
      move(MOVES[key]);
    } else if (key === "Enter" && target === input) enter(command);
    else {
      // Letters typed on a chip are meant for the box.
      if (key.length === 1 && key !== " " && !command) input.focus();
      return;
    }
    event.preventDefault();
  }

  function enter(command) {
    const option = options[active];
    if (!kegang.ui.settled()) kegang.box.enter = true;
    else if (option && command) {
      note(option);
      window.open(option.href, "_blank", "noopener");
    } else if (option) option.click();
  }

  /** What is to be known after this page is gone. */
  function note({ hit }) {
    if (!hit) return;
    kegang.results.remember(state.asked.query);
    if (kegang.marks) kegang.marks.leave(hit, state.asked.query);
  }

  const optionAt = (event) => event.target.closest("[role=option]");

  function onClick(event) {
    const copying = event.target.closest(".search-copy");
    if (copying) copyLink(copying, copying.previousSibling);
    const option = optionAt(event);
    if (!option) return;
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (option.query && plain) {
      event.preventDefault();
      return kegang.ui.ask(option.query);
    }
    note(option);
    const { host, page } = kegang.box;
    if (!plain || option.href.split("#")[0] !== location.href.split("#")[0]) return;
    // On this very page: go there at once, the marks look at where that is.
    event.preventDefault();
    kegang.box.back = null;
    if (!page) host.close();
    location.href = option.href;
    if (kegang.marks) kegang.marks.arrive();
  }

  /** Copies the address of an option, or of the one chosen, and says so on the button. */
  function copyLink(button, option = options[active]) {
    const say = (text) => {
      button.textContent = state.view.live.textContent = text;
      setTimeout(() => (button.textContent = "复制链接"), 1500);
    };
    // Without a safe origin there is no clipboard.
    const copied = navigator.clipboard ? navigator.clipboard.writeText(option.href) : Promise.reject();
    copied.then(() => say("已复制"), () => say("复制不了"));
  }

  function listen() {
    const { host, page } = kegang.box;
    const { list } = state.view;
    host.addEventListener("keydown", onKey);
    list.addEventListener("click", onClick);
    list.addEventListener("auxclick", (event) => note(optionAt(event) || {}));
    // Not mouseover: a list that changes under a resting pointer must not move the choice.
    list.addEventListener("pointermove", (event) => {
      const at = options.indexOf(optionAt(event));
      if (at >= 0 && at !== active) activate(at);
    });
    // A press on the dialog itself is one on its backdrop.
    host.addEventListener("mousedown", (event) => event.target === host && !page && host.close());
  }

  /** Opens the first hit, for an Enter that came before the answer. */
  const openFirst = () => active === 0 && options[0].click();

  kegang.choice = { renew, listen, copyLink, openFirst };
})((window.kegang = window.kegang || {}));
