// What is taken along: the tag, a dialect as a file, and the panel to try it.
import { byId, element, watchCopy } from "../demo/bench.js";
import { put } from "./places.js";

let told, file;

const quoted = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");

/** Variables as a URL's query has them. A dot would make an address of a dialect's name. */
const query = (vars) => Object.entries(vars).map((pair) => pair.map((text) => encodeURIComponent(text).replaceAll(".", "%2E")).join("=")).join("&");

/** The attributes of the panel. */
function attributes({ isShipped, name, endpoint, vars }) {
  const dialect = isShipped ? `${name}${Object.keys(vars).length ? `?${query(vars)}` : ""}` : "/mine.json";
  return { ...endpoint ? { endpoint } : {}, dialect };
}

/** The document with the variables that were set: what an address names takes none. */
function finished({ text, vars }) {
  try {
    return Object.entries(vars).reduce((text, [name, value]) => put(text, ["vars", name], value), text);
  } catch {
    return text;
  }
}

/** Draws the tag for what is known: `base` is the dialect's own address. */
export function drawTag(all) {
  told = all;
  const { isShipped, endpoint, base, mistakes } = all;
  const written = Object.entries(attributes(all)).map(([name, value]) => ` ${name}="${quoted(value)}"`).join("");
  byId("tag").textContent = `<script type="module" src="/goodword.js"></script>\n<good-word${written}></good-word>`;
  const needs = !endpoint && base === "" ? "The backend’s address is missing yet." : mistakes.length ? "The dialect has mistakes yet: a panel would show nothing." : "";
  byId("about-tag").textContent = needs || (isShipped ? "The dialect comes along with Goodword, in the folder dialects/ beside goodword.js."
    : "The dialect is yours: put mine.json beside your page.");
  byId("download").hidden = isShipped;
  byId("try").hidden = !isShipped || Boolean(needs);
  byId("untried").textContent = isShipped ? "" : "A panel takes a dialect only from an address, so yours cannot be tried on this page.";
  if (file) URL.revokeObjectURL(file);
  file = isShipped ? undefined : URL.createObjectURL(new Blob([finished(all)], { type: "application/json" }));
  if (file) byId("download").href = file;
  // A panel of another tag would show something else than what stands above.
  const shown = byId("panel").firstChild;
  if (shown && shown.dataset.tag !== byId("tag").textContent) byId("panel").replaceChildren();
}

export function watchTag() {
  watchCopy(byId("tag"));
  byId("try").addEventListener("click", async () => {
    const panel = element("good-word", { "data-tag": byId("tag").textContent });
    for (const [name, value] of Object.entries({ ...attributes(told), loading: "eager" })) panel.setAttribute(name, value);
    byId("panel").replaceChildren(panel);
    await import(new URL("../goodword.js", import.meta.url));
  });
}
