// Runs before the first paint, so that a chosen look never flashes into place.
(function (root) {
  "use strict";
  root.classList.add("js");
  try {
    var mode = localStorage.getItem("kegang-mode");
    if (mode === "light" || mode === "dark") root.setAttribute("data-theme", mode);
  } catch (e) {
    // Storage may be forbidden; the system's choice stands then.
  }
})(document.documentElement);
