// On a page that has moved: goes to the new one, to the same place on it. Without scripts the
// page itself goes there, to its top.
(function (own) {
  "use strict";
  var here = location.hash;
  var to = own.dataset.to;
  var moved = JSON.parse(own.dataset.moved || "{}")[here];
  location.replace(moved || (to.indexOf("#") < 0 ? to + here : to));
})(document.currentScript);
