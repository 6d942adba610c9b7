// The button of a document for paper. Without scripts it is not shown; the browser's own menu
// prints as well.
(function () {
  "use strict";
  document.querySelector(".print-start").addEventListener("click", function () {
    window.print();
  });
})();
