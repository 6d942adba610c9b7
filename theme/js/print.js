// The button of a document for paper. Without scripts it is not shown; the browser's own menu
// prints as well.
(function () {
  "use strict";
  document.querySelector(".print-start").addEventListener("click", function () {
    window.print();
  });
  // A box that scrolls must be within reach of the keyboard.
  document.querySelectorAll("pre, math, figure").forEach(function (box) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  });
})();
