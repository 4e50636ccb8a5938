// What the loader needs only once somebody wants the panel. The build appends this to the glue, so that it costs no
// request of its own; `Panel`, `__wbg_get_imports` and `__wbg_finalize_init` are the glue's.
const base = new URL(".", import.meta.url).href;
const internals = new WeakMap();
const sheet = new CSSStyleSheet();
const hosts = new Set();
let main, fallen;

// Whatever is thrown out of the Wasm has left its memory in the middle of something, so nothing is called in it any more: all panels
// go, and what the page has for such days is there again.
const guard = (call) => (...given) => {
  try {
    return fallen ? 0 : call(...given);
  } catch (error) {
    // It may come from within a call that the page made from within another.
    if (fallen) return;
    fallen = true;
    // They come back when the page is loaded again.
    console.warn("good-word: the panel failed:", error);
    hosts.forEach(leave);
  }
};

/** Leaves of an element what the loader made: the trigger, and the slot with the fallback. */
const leave = (host) => {
  const [trigger, slot, ...drawn] = host.shadowRoot.children;
  for (const one of drawn) one.remove();
  trigger.ariaExpanded = slot.hidden = false;
  internals.get(host).states.clear();
  host.dispatchEvent(new CustomEvent("good-word-error", {
    __proto__: null, bubbles: true, composed: true, detail: { code: "wasm", retryable: false },
  }));
};

// What is not needed at first: a function that gives it, or a promise of it, or of nothing where it cannot be had. All
// panels share it. A browser may keep a file that failed, so another try has another address. An event only makes it come
// sooner: it does not try again.
const later = (without, get) => {
  let made, told, tries = 0;
  return (event) => event && tries ? made : made ??= (async () => made = await get(tries++ ? "?" + tries : ""))().catch((error) => {
    made = undefined;
    if (!told) console.warn(`good-word: ${without}:`, error);
    told = true;
  });
};

// A Wasm of its own with its glue, whose name and integrity the build fills in.
const module = async (name, integrity, query) => {
  const file = new URL(name, import.meta.url);
  const [glue, wasm] = await Promise.all([
    import(file + ".js" + query),
    fetch(file + ".wasm" + query, { __proto__: null, integrity }),
  ]);
  await glue.start(wasm, instantiate);
  return glue;
};

// What draws the bodies of topics: the function richText.
const richText = later("bodies are shown as plain text", async (query) => {
  const glue = await module("%TEXT%", "%TEXT_INTEGRITY%", query);
  sheet.replaceSync(glue.css());
  return glue.richText;
});

// The later part of the Wasm, which has its memory and its functions from the first.
const desk = later("a part of the panel is missing", async (query) => {
  const file = new URL("%DESK%.wasm" + query, import.meta.url);
  await instantiate(await fetch(file, { __proto__: null, integrity: "%DESK_INTEGRITY%" }), { __proto__: null, "": main });
  return true;
});

// What reads the answers of other backends: a function that opens a dialect. The shipped ones have no mistakes, and those of others are
// their developers' to find: what finds them is a third more, which no visitor of a site has a use for.
const isAtHome = /^(localhost|127(\.\d+){3}|\[::1\])$|\.(localhost|test|local)$/.test(location.hostname);
const opens = (name, integrity) => later("the endpoint cannot be read", async (query) => {
  const glue = await module(name, integrity, query);
  return (...given) => new glue.Translator(...given);
});
const dialect = opens("%DIALECT%", "%DIALECT_INTEGRITY%");
const ownDialect = isAtHome ? opens("%OWN%", "%OWN_INTEGRITY%") : dialect;

const bring = (what) => [richText, desk, dialect, ownDialect][what]();

// Whoever moves or presses something over the panel may need them next.
const warm = (event) => { richText(event), desk(event); };

/** Compiles the Wasm that the loader fetched, and gives the function that draws one panel. */
export const start = async (wasm) => {
  const [made] = await Promise.all([instantiate(wasm, __wbg_get_imports()), breath().then(formatters)]);
  const exports = Object.create(null);
  main = made.instance.exports;
  for (const name in main) exports[name] = main[name].call ? guard(main[name]) : main[name];
  __wbg_finalize_init({ __proto__: made.instance, exports });
  await breath();
  return mount;
};

/** Compiles while the bytes arrive, where the server names them as Wasm; browsers want that. A third of the glue's own way. */
const instantiate = async (response, imports) => {
  if (!response.ok) throw new Error(`${response.url}: HTTP ${response.status}`);
  return response.headers.get("Content-Type") === "application/wasm"
    ? WebAssembly.instantiateStreaming(response, imports)
    : WebAssembly.instantiate(await response.arrayBuffer(), imports);
};

/** Lets the page have its turn: to instantiate, to draw and to show the panel in one go was a task of 54 ms. */
const breath = () => new Promise((next) => setTimeout(next));

/** The first formatters of a page take the browser 10 to 30 ms, and the first drawing needs some. The Wasm is still on its way. */
const formatters = () => [new Intl.NumberFormat(), new Intl.DateTimeFormat()];

/** Draws the panel of one element. The function that it gives passes calls on and never throws into the page. */
const mount = (host, resolve) => {
  let panel, stale;
  const given = Object.create(null);
  const call = (name, ...values) => {
    try {
      panel?.[name]?.(...values);
    } catch (error) {
      console.warn("good-word", error);
    }
    if (name === "unmount") panel = hosts.delete(host) && undefined;
  };
  // All that changes in one task is told once, and not while Wasm is at work, as when the page answers an event of ours.
  const update = () => {
    if (!stale) queueMicrotask(() => { stale = false; call("update"); });
    stale = true;
  };
  for (const name of ["config", "messages", "identity", "viewer", "friends", "data", "transform"]) {
    given[name] = host[name] ?? undefined;
    Object.defineProperty(host, name, {
      __proto__: null, configurable: true, enumerable: true,
      get: () => given[name] ?? null,
      set: (value) => { given[name] = value ?? undefined; update(); },
    });
  }
  try {
    // A second call of attachInternals would throw, and an element can be mounted again.
    if (!internals.has(host)) {
      internals.set(host, host.attachInternals());
      host.shadowRoot.adoptedStyleSheets.push(sheet);
    }
    hosts.add(host);
    panel = new Panel(host, given, internals.get(host).states, base, bring);
    for (const type of ["pointermove", "pointerdown", "touchstart", "keydown"]) {
      host.addEventListener(type, warm, { __proto__: null, capture: true, once: true, passive: true });
    }
    resolve();
  } catch (error) {
    console.warn("good-word", error);
  }
  const drawn = breath();
  return (name, ...values) => {
    // Whoever presses the trigger gets where the fallback leads.
    if (fallen && /show|toggle/.test(name) && navigator.userActivation?.isActive) location = host.querySelector("a[href]")?.href ?? location;
    if (name === "update") update();
    // At once, so that a panel which is put back right away begins anew; what still waits finds none.
    else if (name === "unmount") call(name);
    else drawn.then(() => call(name, ...values));
  };
};
