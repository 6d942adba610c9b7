// A box over Pagefind, as small as can be: the key / loads it, each input is asked at once.
(() => {
  "use strict";
  const SHOWN = 5; // results, as many as Pagefind's own box shows first
  const input = document.querySelector("input");
  const list = document.getElementById("search-list");
  let engine;
  let run = 0;

  async function ask() {
    const mine = ++run;
    const { search } = await engine;
    const { results } = await search(input.value);
    const shown = await Promise.all(results.slice(0, SHOWN).map((result) => result.data()));
    if (mine !== run) return;
    list.replaceChildren(
      ...shown.map(({ url, meta, excerpt }) => {
        const row = document.createElement("li");
        const link = document.createElement("a");
        const text = document.createElement("p");
        link.setAttribute("role", "option");
        link.href = url;
        link.textContent = meta.title;
        text.innerHTML = excerpt;
        row.append(link, text);
        return row;
      })
    );
    // Nothing found is an answer too, and has to be seen as one.
    if (!shown.length) list.append("没有");
  }

  addEventListener("keydown", (event) => {
    if (event.key !== "/" || engine) return;
    event.preventDefault();
    engine = import("./pagefind/pagefind.js");
    input.focus();
  });
  input.addEventListener("input", ask);
})();
