// The loader for pages that cannot take a module: <script async src="goodword.classic.js" data-endpoint="…"></script>.
// The build puts the loader in the place of the marked line. Each data attribute becomes the element's attribute.
(() => {
  "use strict";
  const script = document.currentScript;
  // An image named "currentScript" would stand in the script's place.
  if (!(script instanceof HTMLScriptElement)) return;
  //LOADER
  const element = document.createElement("good-word");
  element.setAttribute("mode", "tab");
  for (const name of ["endpoint", "dialect", "subject", "mode", "position", "theme", "loading", "open", "query", "kinds",
    "placeholder", "max-results", "shortcut", "lang", "dir", "wasm-url"]) {
    const value = script.getAttribute("data-" + name);
    if (value !== null) element.setAttribute(name, value);
  }
  // data-label is the word on the trigger, data-href the page that serves where Wasm is refused.
  const { label = "Help", href } = script.dataset;
  const child = document.createElement(href ? "a" : "span");
  child.textContent = label;
  if (href) child.href = href;
  else child.slot = "trigger";
  element.append(child);
  const place = () => {
    // A tag manager may run the same script twice.
    for (const other of document.querySelectorAll("good-word")) if (other.isEqualNode(element)) return;
    if (document.body.contains(script)) script.after(element);
    else document.body.append(element);
  };
  if (document.body) place();
  else document.addEventListener("DOMContentLoaded", place);
})();
