// While somebody writes: waits for the next build, then reloads the page, or shows why
// there is no new one. Only `cargo xtask serve` puts this into pages.
(function () {
  "use strict";
  // Nothing of these pages is to be kept: site.js looks for this.
  document.documentElement.dataset.live = "";
  var since = Number(document.currentScript.dataset.since);

  function ask() {
    fetch("/__kegang/news?since=" + since)
      .then(function (answer) { return answer.json(); })
      .then(function (news) {
        if (news.version !== since) {
          since = news.version;
          if (!news.error) return location.reload();
          show(news.error);
        }
        ask();
      })
      .catch(function () { setTimeout(ask, 1000); });
  }

  function show(error) {
    var box = document.getElementById("kegang-error");
    if (!box) {
      box = document.createElement("pre");
      box.id = "kegang-error";
      box.setAttribute("role", "alert");
      box.tabIndex = 0;
      var style = box.style;
      style.position = "fixed";
      style.inset = "auto 0 0 0";
      style.zIndex = "2147483647";
      style.maxHeight = "70vh";
      style.overflow = "auto";
      style.margin = "0";
      style.padding = "1rem";
      style.borderTop = "4px solid #d33";
      style.background = "#201a1a";
      style.color = "#fff";
      style.font = "13px/1.5 ui-monospace, monospace";
      style.whiteSpace = "pre";
      document.body.appendChild(box);
    }
    box.textContent = "没有重新生成，页面还是上一次的：\n\n" + error;
  }

  ask();
})();
