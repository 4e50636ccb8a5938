// A stand-in for the widget: a panel that only writes down how it was called, so that the loader can be tested alone.
import { assemble, launch, open, serve, until } from "../harness.mjs";

// Stands in for the module that draws bodies, and counts how often it was started.
const text = `
const __wbg_get_imports = () => ({});
const __wbg_finalize_init = (instance) => {
  if (!(instance instanceof WebAssembly.Instance)) throw new Error("no instance");
  window.texts = (window.texts ?? 0) + 1;
};
export const richText = () => {};
export const css = () => "";
`;

// A real compilation, so that a policy that refuses Wasm refuses this one too.
const glue = `
const calls = window.calls ??= [];
class Panel {
  constructor(host, given, states, base, bring) {
    calls.push("new");
    Object.assign(window, { last: { host, given, states, base, bring, panel: this } });
    if (window.panelThrows) throw new Error("the panel is broken");
    host.shadowRoot.append(document.createElement("section"));
  }
  update() { calls.push("update"); }
  show() { calls.push("show"); if (window.showThrows) throw new Error("show is broken"); }
  hide() { calls.push("hide"); }
  toggle() { calls.push("toggle"); }
  search(query) { calls.push("search " + query); }
  focus() { calls.push("focus"); }
  refresh() { calls.push("refresh"); }
  unmount() { calls.push("unmount"); window.last.host.shadowRoot.querySelector("section").remove(); }
}
const __wbg_get_imports = () => ({});
const __wbg_finalize_init = (instance) => { if (!(instance instanceof WebAssembly.Instance)) throw new Error("no instance"); };
export { Panel };
`;

export const SCRIPT = '<script type="module" src="/goodword.js"></script>';
export const FALLBACK = '<a href="/help">Get help</a>';

/** The files, a server and a browser for one test file; `visit(body)` opens a page made of `body`. */
export async function stage() {
  const files = assemble(glue, text);
  const server = await serve({ folder: files.folder, routes: { "/help": "<h1>The help page</h1>" } });
  const browser = await launch();
  const opened = [];
  return {
    ...files,
    server,
    browser,
    glue: `/${files.name}.js`,
    wasm: `/${files.name}.wasm`,
    text: `/${files.text}`,
    async visit(body, { headers = {}, routes = {}, head = "", ...options } = {}) {
      server.log.length = 0;
      server.headers = headers;
      Object.assign(server.routes, routes);
      server.routes["/"] = `<!doctype html><html lang="en"><title>A page</title>${head}<body>${body}`;
      const made = await open(browser, `${server.url}/`, options);
      opened.push(made);
      return made;
    },
    async clear() {
      for (const page of opened.splice(0)) await page.close();
      server.routes = { "/help": "<h1>The help page</h1>" };
    },
    async close() {
      await browser.close();
      await server.close();
      files.remove();
    },
  };
}

/** What the page's panels were asked so far. */
export const calls = (page) => page.evaluate(() => window.calls ?? []);

/** Waits until the panels were asked for `name`. */
export const called = (page, name) => until(page, (name) => window.calls?.includes(name), name);
