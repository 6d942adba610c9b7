// In the measured page before its own scripts: when keys came, when results were painted, which
// tasks kept the main thread busy, and when the index was there.
//
// Results are those children of the element with the id `list` that the selector `result` names; the
// element with the id `count` says how many there are.
// The value of the focused box at the time tells which keystroke they answer. The browser calls
// the function that stands here.
((list, result, count) => {
  "use strict";
  const paints = [];
  const tasks = [];
  const marks = {};
  let waiting = [];
  let pressed = 0; // when the last key came
  let opened = 0; // when the key / came

  const now = () => performance.now();

  addEventListener(
    "keydown",
    (event) => {
      // When the browser got the key: what waited in line for a busy page counts.
      pressed = event.timeStamp;
      if (event.key === "/") opened = pressed;
    },
    true
  );

  new PerformanceObserver((seen) => {
    for (const { startTime, duration } of seen.getEntries()) tasks.push({ at: startTime, ms: duration });
  }).observe({ type: "longtask", buffered: true });

  function changed(records) {
    if (!records.some(({ target }) => target.id === list || (count && target.id === count))) return;
    const box = document.activeElement;
    const settled = !window.kegang || !kegang.ui || !kegang.ui.settled || kegang.ui.settled();
    if (!box || !settled) return;
    const paint = { value: box.value, changed: now() };
    requestAnimationFrame(() => {
      paint.frame = now();
      // A task that is asked for in a frame runs when the frame has been painted.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        paint.painted = now();
        paint.options = document.getElementById(list).querySelectorAll(result).length;
        paints.push(paint);
        for (const look of waiting) look();
      };
      port2.postMessage(0);
    });
  }

  new MutationObserver(changed).observe(document, { subtree: true, childList: true });

  /**
   * The first paint of at least so many results for this value since the last key; null after
   * `patience` ms.
   */
  function answer(value, patience, least) {
    return new Promise((resolve) => {
      const end = (found) => {
        waiting = waiting.filter((one) => one !== look);
        clearTimeout(timer);
        resolve(found);
      };
      const timer = setTimeout(end, patience, null);
      const fits = (one) => one.value === value && one.changed >= pressed && one.options >= least;
      const look = () => {
        const found = paints.find(fits);
        if (found) end({ ...found, pressed, opened });
      };
      waiting.push(look);
      look();
    });
  }

  /** What stands in the box and under it, for those who wonder. */
  const seen = () => `${(document.activeElement || {}).value} / ${document.body.innerText.slice(-200)}`;

  /** Tasks longer than 50 ms that ended after `since`. */
  const longTasks = (since) => tasks.filter(({ at, ms }) => at + ms > since).map(({ ms }) => ms);

  /** When the file whose name matches had arrived. */
  function arrived(pattern) {
    const entries = performance.getEntriesByType("resource");
    const entry = entries.find(({ name }) => pattern.test(name));
    return entry ? entry.responseEnd : null;
  }

  /** Calls `act` with what is put under this name of an object; gives what is kept there. */
  function intercept(object, name, act) {
    let value;
    Object.defineProperty(object, name, {
      configurable: true,
      enumerable: true,
      get: () => value,
      set: (given) => (value = act(given)),
    });
  }

  // The site's own search tells nothing by itself of when its index was decoded and ready.
  const kegang = {};
  if (location.protocol.startsWith("http")) window.kegang = kegang;
  intercept(kegang, "store", (store) => ({
    ...store,
    open(...parts) {
      const start = now();
      const index = store.open(...parts);
      marks.decode = now() - start;
      return index;
    },
  }));
  intercept(kegang, "engine", (engine) => {
    const { ready } = engine;
    engine.ready = () => {
      const done = ready();
      done.then(() => (marks.ready = marks.ready || now()), () => {});
      return done;
    };
    return engine;
  });

  /** Milliseconds to decode the index, and from its arrival until it was ready; null if unknown. */
  const index = () => {
    const at = arrived(/\/search\/index-[^/]*\.js$/);
    return { decode: marks.decode || null, ready: at && marks.ready ? marks.ready - at : null };
  };

  Object.defineProperty(window, "kegangBench", { value: { answer, seen, longTasks, index } });
})
