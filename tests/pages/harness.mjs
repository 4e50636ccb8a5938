// What page tests share: a server whose answers a test can bend, Chromium, pages that tell what went wrong in them, and
// a look at a page through axe and the accessibility tree.
import { chromium } from "playwright-core";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { createInterface } from "node:readline";

export const root = new URL("../..", import.meta.url).pathname;
export const dist = join(root, "dist");
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const TYPES = {
  ".css": "text/css", ".gz": "application/gzip", ".html": "text/html; charset=utf-8", ".js": "text/javascript",
  ".json": "application/json", ".mjs": "text/javascript", ".png": "image/png", ".svg": "image/svg+xml",
  ".wasm": "application/wasm", ".webp": "image/webp",
};

/**
 * Serves `folder` on a free port of 127.0.0.1.
 *
 * `routes` maps a path to what is answered in a file's stead: text, or a function of the request giving text, or
 * `{ status, headers, body }`, or a promise of either, which a test can hold back; `"refuse"` cuts the connection.
 * `headers` go on every answer. Gives `{ url, routes, headers, log, close }`; `log` holds the paths asked for, in
 * order. `routes` and `headers` may be changed at any time.
 */
export async function serve({ folder = dist, routes = {}, headers = {} } = {}) {
  const log = [];
  const shared = { routes, headers, log };
  const answer = async (request) => {
    const path = decodeURIComponent(new URL(request.url, "http://host").pathname);
    const route = shared.routes[path];
    if (route !== undefined) {
      const made = await (typeof route === "function" ? route(request) : route);
      return { path, ...(typeof made === "string" ? { body: made, refuse: made === "refuse" } : made) };
    }
    const file = join(folder, normalize(path.endsWith("/") ? `${path}index.html` : path));
    return existsSync(file) ? { path: file, body: readFileSync(file) } : { path, status: 404, body: "not found" };
  };
  const server = createServer(async (request, response) => {
    log.push(new URL(request.url, "http://host").pathname);
    const { path, status = 200, headers: own = {}, body = "", refuse } = await answer(request);
    if (refuse) return request.socket.destroy();
    const type = TYPES[extname(path)] ?? TYPES[".html"];
    response.writeHead(status, { "content-type": type, "cache-control": "no-store", ...shared.headers, ...own });
    response.end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  shared.url = `http://127.0.0.1:${server.address().port}`;
  shared.close = () => new Promise((done) => { server.close(done); server.closeAllConnections(); });
  return shared;
}

/** Runs the built `goodword serve` over `www` on a free port. Gives `{ url, close }`. */
export async function serveWithGoodword({ www = dist, snapshot } = {}) {
  const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
  const program = ["release", "debug"].map((profile) => join(target, profile, "goodword")).find(existsSync);
  if (!program) throw new Error("The server is not built. Run: cargo build -p goodword-endpoint");
  const more = snapshot ? ["--snapshot", snapshot] : [];
  const child = spawn(program, ["serve", "--www", www, "--port", "0", ...more], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  const said = once(createInterface({ input: child.stdout }), "line");
  const first = await Promise.race([said, ended.then(() => { throw new Error("goodword serve ended at once"); })]);
  const url = /http:\/\/[^/\s]+/.exec(first[0])[0];
  return { url, close: async () => { child.kill("SIGTERM"); await ended; } };
}

/** A promise and the function that settles it, for answers that a test holds back. */
export function gate() {
  let open;
  const opened = new Promise((resolve) => open = resolve);
  return { opened, open };
}

/**
 * The loader's files around a glue module that the test wrote, made by the build's own script. `glue` is JavaScript that
 * declares `class Panel` and `async function __wbg_init`; `wasm` defaults to the empty module.
 * Gives `{ folder, name, remove }`; `name` is the hashed name of glue and Wasm, without its ending.
 */
export function assemble(glue, wasm = Buffer.from("\0asm\x01\0\0\0", "latin1")) {
  const folder = mkdtempSync(join(tmpdir(), "goodword-"));
  writeFileSync(join(folder, "in.js"), glue);
  writeFileSync(join(folder, "in.wasm"), wasm);
  const files = join(folder, "out");
  execFileSync(join(root, "pkg-scripts/assemble"), [join(folder, "in.js"), join(folder, "in.wasm"), files]);
  const name = /goodword-[0-9a-f]{12}/.exec(readFileSync(join(files, "goodword.js"), "utf8"))[0];
  return { folder: files, name, remove: () => rmSync(folder, { recursive: true }) };
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
 * What axe finds on the page, shadow roots included, as lines "rule: element". It runs beside the page's own scripts, so
 * that a strict policy does not stop it and the page does not see it.
 */
export async function axe({ page, cdp }, options = {}) {
  const { frameTree } = await cdp.send("Page.getFrameTree");
  const world = await cdp.send("Page.createIsolatedWorld", { frameId: frameTree.frame.id });
  const run = async (expression) => {
    const { result, exceptionDetails } = await cdp.send("Runtime.evaluate", {
      expression, contextId: world.executionContextId, awaitPromise: true, returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {}))));
  await run(`${axeSource}; 0`);
  const violations = await run(`axe.run(document, ${JSON.stringify(options)}).then((found) => found.violations)`);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.flat().join(" ")} ${node.html}`));
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
