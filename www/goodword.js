// The loader: all that a page pays for until somebody wants the panel. It defines <good-word>, draws the trigger beside
// the page's own fallback, fetches glue and Wasm on intent, and passes every call on. It decides nothing else.
// Bytes are weighed: the build fills in name and integrity and minifies; what can wait for the intent is in
// loader/mount.js. Dictionaries have no prototype, because some hosts pollute Object.prototype.
const file = new URL("%NAME%", import.meta.url), sheet = new CSSStyleSheet();
let engine, refused;

// Gives mount(host, resolve), or nothing where the browser or the page's policy refuses. All elements share one engine.
const load = (url) => engine ??= (async () => {
  const [glue, wasm] = await Promise.all([
    import(file + ".js"),
    fetch(url || file + ".wasm", { __proto__: null, integrity: "%NAME_INTEGRITY%" }),
  ]);
  return glue.start(wasm);
})().catch((error) => console.warn("good-word", refused = error));

const held = (event) => ["ctrl", "meta", "alt", "shift"].filter((name) => event[name + "Key"]);

// The host inherits, so that the fallback keeps the page's look; the panel resets itself. The right tab is the left one
// turned by half: its word reads upwards and its sides stay logical. Its border is what forced colours draw.
sheet.replaceSync(`
:host { all: unset!important; display: block!important; block-size: var(--good-word-panel-height, 640px)!important }
:host([mode=tab]), :host([mode=modal]) { display: contents!important }
:host([hidden]), [hidden] { display: none!important }
:host > button { all: unset; cursor: pointer }
:host([mode=tab]) > button { all: initial; cursor: pointer; position: fixed; inset: 50% 0 auto auto; translate: 0 -50%; rotate: 180deg;
  writing-mode: vertical-rl; z-index: 999999999; padding: 14px; border: 1px solid #fff4; border-radius: 0 10px 10px 0; outline-offset: -5px;
  background: var(--good-word-accent, #2f5d8a); color: lab(from var(--good-word-accent, #2f5d8a) calc((49 - l) * 999) 0 0);
  font: 600 14px/18px var(--good-word-font, system-ui) }
:host([position=left]) > button { inset: 50% auto auto 0; rotate: none }
:host([position=bottom]) > button { inset: auto 24px 0 auto; translate: none; rotate: none; writing-mode: unset; border-radius: 10px 10px 0 0 }
:host([mode=tab]) > button:hover { padding-block-start: 18px }
:host > button:focus-visible { outline: 2px solid }
`);

customElements.get("good-word") || customElements.define("good-word", class extends HTMLElement {
  #sync;
  constructor() {
    const host = super(), root = host.attachShadow({ __proto__: null, mode: "open" }),
      [trigger, label, slot] = ["button", "slot", "slot"].map((name) => document.createElement(name)),
      warm = () => load(host.getAttribute("wasm-url"));
    let panel, wanted, resolve;

    const run = async (name, ...values) => {
      wanted = true;
      const mount = await warm();
      if (refused) host.dispatchEvent(new CustomEvent("good-word-error", {
        __proto__: null, bubbles: true, composed: true, detail: { code: "wasm", retryable: false },
      }));
      else if (host.isConnected) (panel ??= mount(host, resolve))(name, ...values);
    };
    const click = async (event) => {
      const link = event.target.closest("a[href]");
      if (!held(event)[0] && !event.defaultPrevented && !(refused && link)) {
        event.preventDefault();
        await run(panel ? "toggle" : "show");
        if (refused) (link ?? host.querySelector("a[href]"))?.click();
      }
    };
    // "shift" is the last of the modifiers in the alphabet: what is less is another one, and nothing held is not less.
    const key = (event) => {
      if (held(event)[0] < "shift" && !event.defaultPrevented && [...held(event), event.key].join("+").toLowerCase()
        == host.getAttribute("shortcut")?.replace("mod", event.metaKey ? "meta" : "ctrl")) {
        event.preventDefault();
        run("show");
      }
    };
    // Waits for the end of the task, by which an element that was only moved is back on the page.
    host.#sync = async () => {
      await 0;
      label.textContent = (host.querySelector("a[href]") ?? host).textContent.trim() || "Help";
      trigger.hidden = !host.matches("[mode=tab]") && !(host.matches("[mode=modal]") && host.querySelector("[slot=trigger]"));
      (host.isConnected ? addEventListener : removeEventListener)("keydown", key);
      if (!host.isConnected) panel = panel?.("unmount");
      else if (wanted ? !refused : host.matches("[open],[loading=eager]")) run("update");
      else if (host.matches("[loading=idle]")) window.requestIdleCallback?.(run);
    };

    root.adoptedStyleSheets = [sheet];
    root.append(trigger, slot);
    trigger.append(label);
    Object.assign(trigger, { part: "trigger", ariaHasPopup: "dialog", ariaExpanded: false, onclick: click });
    label.name = "trigger";
    // A listener on the slot hears the fallback alone: neither the panel nor what is slotted elsewhere.
    slot.onclick = (event) => refused || click(event);
    host.ready = new Promise((settle) => resolve = settle);
    for (const name of ["pointerenter", "focusin"]) host.addEventListener(name, warm);
    for (const name of ["config", "messages", "identity", "viewer", "friends", "data", "transform"]) host[name] ??= null;
    for (const name of ["show", "toggle", "search", "focus"]) host[name] = (...values) => run(name, ...values);
    for (const name of ["hide", "refresh"]) host[name] = () => wanted && run(name);
    // Unlike attributeChangedCallback it tells all changes of a task at once, and never in the middle of a call into Wasm.
    new MutationObserver(host.#sync).observe(host, { __proto__: null, attributes: true, childList: true });
    // A tab or modal element has no box of its own, so it is never seen.
    new IntersectionObserver((entries) => entries.pop().isIntersecting && !host.matches("[loading=interaction]") && run(),
      { __proto__: null, rootMargin: "200px" }).observe(host);
  }
  connectedCallback() { this.#sync(); }
  disconnectedCallback() { this.#sync(); }
});
