// An older browser is told so. A classic script in the oldest words: it has to run where the modules do not.
(function () {
  var works =
    "noModule" in HTMLScriptElement.prototype &&
    typeof Array.prototype.at === "function" &&
    typeof String.prototype.replaceAll === "function" &&
    typeof EventSource === "function" &&
    window.CSS && CSS.supports("inset", "0");
  if (!works) {
    document.getElementById("old").hidden = false;
  }
})();
