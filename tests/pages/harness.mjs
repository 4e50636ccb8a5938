// What page tests share: a server whose answers a test can bend, Chromium, pages that tell what went wrong in them, and
// a look at a page through axe and the accessibility tree.
import { chromium } from "playwright-core";
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { isDeepStrictEqual } from "node:util";

export const root = new URL("../..", import.meta.url).pathname;
export const dist = process.env.GOODWORD_DIST ?? join(root, "dist");
/** Test data that lies beside the repository, where it is there. */
const beside = join(root, "../shared");
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const TYPES = {
  ".css": "text/css", ".gz": "application/gzip", ".html": "text/html; charset=utf-8", ".js": "text/javascript",
  ".json": "application/json", ".mjs": "text/javascript", ".png": "image/png", ".svg": "image/svg+xml",
  ".wasm": "application/wasm", ".webp": "image/webp",
};

/**
 * Serves `folder`, one or several of which the first that has a file gives it, on `port` of 127.0.0.1 or on a free one.
 *
 * `routes` maps a path to what is answered in a file's stead: text, or a function of the request giving text, or
 * `{ status, headers, body }`, or a promise of either, which a test can hold back; `"refuse"` cuts the connection. A
 * `body` that is an iterable of pieces is sent as the client takes them; where it throws, the connection breaks.
 * `headers` go on every answer. Gives `{ url, routes, headers, log, close }`; `log` holds the paths asked for, in
 * order. `routes` and `headers` may be changed at any time.
 */
export async function serve({ folder = dist, routes = {}, headers = {}, port = 0 } = {}) {
  const log = [];
  const shared = { routes, headers, log };
  const answer = async (request) => {
    const path = decodeURIComponent(new URL(request.url, "http://host").pathname);
    const route = shared.routes[path];
    if (route !== undefined) {
      const made = await (typeof route === "function" ? route(request) : route);
      return { path, ...(typeof made === "string" ? { body: made, refuse: made === "refuse" } : made) };
    }
    const name = normalize(path.endsWith("/") ? `${path}index.html` : path);
    const file = [folder].flat().map((one) => join(one, name)).find(existsSync);
    return file ? { path: file, body: readFileSync(file) } : { path, status: 404, body: "not found" };
  };
  const server = createServer(async (request, response) => {
    log.push(new URL(request.url, "http://host").pathname);
    const { path, status = 200, headers: own = {}, body = "", refuse } = await answer(request);
    if (refuse) return request.socket.destroy();
    const type = TYPES[extname(path)] ?? TYPES[".html"];
    response.writeHead(status, { "content-type": type, "cache-control": "no-store", ...shared.headers, ...own });
    if (typeof body === "string" || Buffer.isBuffer(body)) return response.end(body);
    const pieces = Readable.from(body);
    // A client that has enough closes the connection, which is no mistake of ours.
    response.on("close", () => pieces.destroy());
    pieces.on("error", () => response.destroy());
    pieces.pipe(response);
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  shared.url = `http://127.0.0.1:${server.address().port}`;
  shared.close = () => new Promise((done) => { server.close(done); server.closeAllConnections(); });
  return shared;
}

/** The command `goodword` that was built last. */
export function goodword() {
  const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
  const built = ["release", "debug"].map((profile) => join(target, profile, "goodword")).filter(existsSync);
  if (!built.length) throw new Error("The server is not built. Run: cargo build -p goodword-endpoint");
  return built.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
}

/** Runs the built `goodword serve` over `www` on a free port. Gives `{ url, close }`. */
export async function serveWithGoodword({ www = dist, snapshot } = {}) {
  const program = goodword();
  const more = snapshot ? ["--snapshot", snapshot] : [];
  const child = spawn(program, ["serve", "--www", www, "--port", "0", "--log", "quiet", ...more], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  const said = once(createInterface({ input: child.stdout }), "line");
  const first = await Promise.race([said, ended.then(() => { throw new Error("goodword serve ended at once"); })]);
  const url = /http:\/\/[^/\s]+/.exec(first[0])[0];
  return { url, close: async () => { child.kill("SIGTERM"); await ended; } };
}

const EMPTY_WASM = Buffer.from("\0asm\x01\0\0\0", "latin1");

/** A promise and the function that settles it, for answers that a test holds back. */
export function gate() {
  let open;
  const opened = new Promise((resolve) => open = resolve);
  return { opened, open };
}

/**
 * The loader's files around a glue module that the test wrote, made by the build's own script. `glue` is JavaScript that
 * declares `class Panel`, `__wbg_get_imports` and `__wbg_finalize_init`; `text` declares the latter two and exports `css` and
 * `richText`. All Wasms are the empty module.
 * Gives `{ folder, name, text, desk, remove }`; `name`, `text` and `desk` are the hashed names of glue and Wasm, without their
 * endings.
 */
export function assemble(glue, text) {
  const folder = mkdtempSync(join(tmpdir(), "goodword-"));
  const given = {
    "in.js": glue, "in.wasm": EMPTY_WASM, "desk.wasm": EMPTY_WASM, "text.js": text, "text.wasm": EMPTY_WASM, "dialect.js": text, "dialect.wasm": EMPTY_WASM,
    "own.js": text, "own.wasm": EMPTY_WASM,
  };
  for (const [name, content] of Object.entries(given)) writeFileSync(join(folder, name), content);
  const files = join(folder, "out");
  execFileSync(join(root, "pkg-scripts/assemble"), [...Object.keys(given).map((name) => join(folder, name)), files]);
  const name = /goodword-[0-9a-f]{12}/.exec(readFileSync(join(files, "goodword.js"), "utf8"))[0];
  const inner = readFileSync(join(files, `${name}.js`), "utf8");
  const [textName, desk] = [/goodword-text-[0-9a-f]{12}/, /goodword-desk-[0-9a-f]{12}/].map((pattern) => pattern.exec(inner)[0]);
  return { folder: files, name, text: textName, desk, remove: () => rmSync(folder, { recursive: true }) };
}

/** Chromium without a window, and without anything that would go out into the network by itself. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync",
    ],
  });
}

/**
 * Opens `url` in a context of its own. Options are Playwright's for contexts; `prepare(page)` runs before the page loads.
 *
 * Gives `{ page, cdp, lines, errors, violations, requests, close }`: console lines as `"warning: …"`, uncaught errors
 * and unhandled rejections, broken directives of the page's policy, and addresses asked for. Nothing is added to the
 * page's globals for it.
 */
export async function open(browser, url, { prepare, ...options } = {}) {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const [lines, errors, violations, requests] = [[], [], [], []];
  page.on("console", (message) => lines.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("request", (request) => requests.push(request.url()));
  const cdp = await context.newCDPSession(page);
  cdp.on("Audits.issueAdded", ({ issue }) => {
    const found = issue.details.contentSecurityPolicyIssueDetails;
    if (found) violations.push(`${found.violatedDirective} ${found.blockedURL ?? ""}`.trim());
  });
  await cdp.send("Audits.enable");
  await prepare?.(page);
  await page.goto(url);
  return { page, cdp, lines, errors, violations, requests, close: () => context.close() };
}

/**
 * Starts to watch the tasks of the pages of `browser`. Gives a function that stops and tells them, each in ms by the clock
 * and of the processor: where other programs hold the processor, a task is long by the first and short by the second.
 */
export async function watchTasks(browser, page) {
  await browser.startTracing(page, { categories: ["toplevel", "__metadata"] });
  return async () => {
    const { traceEvents } = JSON.parse(await browser.stopTracing());
    const thread = ({ pid, tid }) => `${pid}:${tid}`;
    const main = new Set(traceEvents.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain").map(thread));
    const found = new Map([...main].map((id) => [id, []]));
    for (const event of traceEvents.filter((event) => event.tdur && main.has(thread(event))).sort((a, b) => a.ts - b.ts)) {
      const tasks = found.get(thread(event)), last = tasks.at(-1);
      const isInside = last && event.ts < last.end;
      if (event.name.endsWith("RunTask") && !isInside) {
        tasks.push({ ms: event.dur / 1000, processor: event.tdur / 1000, end: event.ts + event.dur });
      } else if (event.name.endsWith("PerformMicrotaskCheckpoint") && last && !isInside) {
        // What a task left to do in microtasks, as promises do, comes after the event of the task and is part of it.
        Object.assign(last, { ms: last.ms + event.dur / 1000, processor: last.processor + event.tdur / 1000, end: event.ts + event.dur });
      }
    }
    return [...found.values()].flat().map(({ ms, processor }) => ({ ms, processor }));
  };
}

/** Waits until nothing moves or fades any more; what does so for ever does not count. */
export function still(page) {
  return page.evaluate(async () => {
    const roots = [document];
    for (const root of roots) {
      for (const element of root.querySelectorAll("*")) if (element.shadowRoot) roots.push(element.shadowRoot);
    }
    const moving = () => roots.flatMap((root) => root.getAnimations())
      .filter(({ playState, effect }) => playState === "running" && effect.getComputedTiming().endTime !== Infinity);
    for (let all = moving(); all.length; all = moving()) await Promise.allSettled(all.map(({ finished }) => finished));
  });
}

/** The world beside a page's own in which axe runs, by page. */
const worlds = new WeakMap();

async function axeWorld(cdp) {
  const { frameTree } = await cdp.send("Page.getFrameTree");
  const { executionContextId: contextId } = await cdp.send("Page.createIsolatedWorld", { frameId: frameTree.frame.id });
  await cdp.send("Runtime.evaluate", { expression: `${axeSource}; 0`, contextId });
  return contextId;
}

/**
 * What axe finds on the page, shadow roots included, as lines "rule: element". It runs beside the page's own scripts, so
 * that a strict policy does not stop it and the page does not see it. A page is looked at again where it was not left.
 */
export async function axe({ page, cdp }, options = {}) {
  await still(page);
  if (!worlds.has(page)) worlds.set(page, await axeWorld(cdp));
  const { result, exceptionDetails } = await cdp.send("Runtime.evaluate", {
    expression: `axe.run(document, ${JSON.stringify({ resultTypes: ["violations"], ...options })}).then((found) => found.violations)`,
    contextId: worlds.get(page), awaitPromise: true, returnByValue: true,
  });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.flat().join(" ")} ${node.html}`));
}

/** The accessibility tree at and below `selector`, as YAML; it sees into shadow roots. */
export function tree(page, selector = "body") {
  return page.locator(selector).first().ariaSnapshot();
}

/** Locators into one <good-word>; Playwright's CSS sees into open shadow roots. */
export function shadow(page, selector = "good-word") {
  const host = page.locator(selector).first();
  return { host, trigger: host.locator("[part=trigger]"), find: (inner) => host.locator(inner) };
}

/** Comes back when the page has had two frames and nothing is left to run: for saying that something did not happen. */
export function settled(page) {
  return page.evaluate(() => new Promise((done) =>
    requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(() => done())))));
}

/** Waits until `test` holds in the page. */
export function until(page, test, argument) {
  return page.waitForFunction(test, argument, { polling: "raf", timeout: 10_000 });
}

/** Waits until `read()` gives `expected`; fails with the difference when it never does. */
export async function eventually(read, expected, what) {
  const end = Date.now() + 10_000;
  for (;;) {
    const found = await read();
    if (isDeepStrictEqual(found, expected)) return;
    if (Date.now() > end) return assert.deepEqual(found, expected, what);
    await new Promise((next) => setTimeout(next, 20));
  }
}

/**
 * A server over the folder of the test file at `url` and the built widget, a browser, and pages that are closed after
 * each test. `visit(path, options)` opens a page; options are those of `open`, and `routes` and `headers` for this
 * page alone.
 */
export async function stage(url, { routes = {}, ...options } = {}) {
  const server = await serve({ folder: [new URL(".", url).pathname, dist], routes: { ...routes }, ...options });
  const browser = await launch();
  const opened = [];
  return {
    server,
    browser,
    async visit(path = "/", { routes: more = {}, headers = {}, ...rest } = {}) {
      server.log.length = 0;
      server.headers = headers;
      Object.assign(server.routes, more);
      const made = await open(browser, server.url + path, rest);
      opened.push(made);
      return made;
    },
    async clear() {
      for (const page of opened.splice(0)) await page.close();
      server.routes = { ...routes };
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** Names of the parts of a panel, as a visitor knows them; Playwright's roles see into open shadow roots. */
export function panel(page, selector = "good-word") {
  const host = page.locator(selector).first();
  return {
    ...shadow(page, selector),
    search: host.getByRole("combobox"),
    results: host.getByRole("option"),
    rows: host.getByRole("tabpanel").locator(".row"),
    strip: host.locator("#strip"),
    title: host.locator("#title"),
    body: host.locator("#body"),
    dialog: host.getByRole("dialog"),
    retry: host.getByRole("button", { name: "Try again" }),
    tab: (name) => host.getByRole("tab", { name }),
    button: (name) => host.getByRole("button", { name, exact: true }),
    /** Waits until the bodies of the topic shown are more than their words: each block then has its direction. */
    drawn: () => host.locator(".rich-text > p:not([dir])").first().waitFor({ state: "detached" }),
    /** Waits until the community is there. */
    loaded: () => host.getByRole("tab").first().waitFor(),
  };
}

/** Types letter by letter within one task, so that no machine is slow enough for a query to settle in between. */
export function type(search, text) {
  return search.evaluate((search, text) => {
    for (let end = 1; end <= text.length; end += 1) {
      search.value = text.slice(0, end);
      search.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
    }
  }, text);
}

/** DOM id, or else name, of what has focus, shadow roots included. */
export function focused(page) {
  return page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active && (active.id || active.ariaLabel || active.getAttribute("part") || active.textContent.trim() || active.localName);
  });
}

/** For `prepare`: writes down the panel's events as `[name, detail]` in `window.heard`. */
export function hear(page) {
  return page.addInitScript(() => {
    window.heard = [];
    for (const name of ["ready", "before-open", "open", "close", "search", "topic", "navigate", "error", "recommend", "share", "consent-request", "sign-in"]) {
      addEventListener(`good-word-${name}`, ({ detail }) => window.heard.push([name, detail]));
    }
  });
}

/** The details of the events of one name that `hear` wrote down. */
export function heard(page, name) {
  return page.evaluate((name) => window.heard.filter(([of]) => of === name).map(([, detail]) => detail), name);
}

/** The panel's own lines among a page's console lines. */
export const ours = (lines) => lines.filter((line) => line.includes("good-word"));

/** A file beside the repository as text; undefined where it is not there, which is an error where CI runs the tests. */
export function sharedFile(name) {
  const file = join(beside, name);
  if (existsSync(file)) return readFileSync(file, "utf8");
  if (process.env.CI === "true") throw new Error(`${file} is missing`);
  return undefined;
}
