// Measures of the panel: what it costs before anybody wants it, how it opens, how it types, how a large community grows.
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dist, open, panel, root, serveWithGoodword, watchTasks } from "../tests/pages/harness.mjs";
import { FEW_QUERIES, QUERIES } from "./bench-figures.mjs";
import { probe } from "./bench-probe.mjs";

/** Runs of what is repeated, each in a browser context of its own, so that no cache is shared. */
const RUNS = 7;
/** Letters come at any moment of a frame, so that waiting for it is neither always short nor always long. */
const FRAME_MS = 1000 / 60;
/** A query counts as settled after 600 ms; then the panel tells how long the search took. This is when to give up. */
const SETTLED_MS = 20_000;
/** How many of the busiest tasks are told. */
const KEPT_TASKS = 5;

const HEAD = '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">';
const PAGE = `${HEAD}<title>A shop</title><script type="module" src="/goodword.js"></script>
<h1>A shop</h1><good-word mode="tab" endpoint="/community.json"><a href="/help">Questions</a></good-word><p>Some text.</p>`;

/** The server over the built widget, one page with a tab and one for the peer. */
export async function stage(snapshot) {
  const www = mkdtempSync(join(tmpdir(), "goodword-bench-"));
  for (const name of readdirSync(dist)) symlinkSync(join(dist, name), join(www, name));
  writeFileSync(join(www, "bench.html"), PAGE);
  writeFileSync(join(www, "peer.html"), `${HEAD}<title>A peer</title>`);
  const peer = join(root, "node_modules/minisearch/dist/es/index.js");
  if (existsSync(peer)) cpSync(peer, join(www, "minisearch.js"));
  const server = await serveWithGoodword({ www, snapshot });
  return { url: server.url, close: async () => { await server.close(); rmSync(www, { recursive: true }); } };
}

/** The page with the tab, as a visitor has it before doing anything. */
export async function visit(browser, { url }, path = "/bench.html") {
  const bytes = [];
  const made = await open(browser, url + path, {
    viewport: { width: 1280, height: 900 },
    async prepare(page) {
      await page.addInitScript(probe);
      const cdp = await page.context().newCDPSession(page);
      cdp.on("Network.loadingFinished", ({ encodedDataLength }) => bytes.push(encodedDataLength));
      await cdp.send("Network.enable");
    },
  });
  await made.page.waitForLoadState("networkidle");
  return { ...made, bytes, ...panel(made.page) };
}

const stored = async () => localStorage.length + sessionStorage.length + document.cookie.length +
  (await indexedDB.databases()).length + (await caches.keys()).length +
  (await navigator.serviceWorker.getRegistrations()).length;

/** What a page pays for a panel that nobody has touched; the page itself is not counted. */
export async function beforeIntent(browser, server) {
  const { page, requests, bytes, close } = await visit(browser, server);
  await page.evaluate(() => window.bench.settle());
  const { tasks, shifts } = await page.evaluate(() => window.bench);
  const paths = requests.filter((url) => url.startsWith("http")).map((url) => new URL(url).pathname).slice(1);
  const found = {
    requests: paths, bytes: bytes.slice(1).reduce((sum, size) => sum + size, 0), stored: await page.evaluate(stored),
    tasks, shift: shifts.reduce((sum, value) => sum + value, 0),
  };
  await close();
  return found;
}

/** What was noted since `began`, with the tasks that were too long. */
const noted = (page, began) => page.evaluate(async (began) => {
  await window.bench.settle();
  const since = ({ at, ms }) => at + ms >= began;
  const from = (entry) => ({ ...entry, at: entry.at - began });
  return {
    tasks: window.bench.tasks.filter(since).map(from),
    frames: window.bench.frames.filter(since).map(from),
    fetched: window.bench.fetched().map((file) => ({ ...file, from: file.from - began, to: file.to - began })),
    wasmBytes: window.bench.wasmBytes(),
  };
}, began);

/**
 * One opening, in ms from the press: search input, first 8 rows and complete library, each as painted; `usable` is the
 * last. `warm`: the pointer came first, and Wasm is fetched and compiled.
 */
async function opening(browser, server, warm) {
  const at = await visit(browser, server);
  if (warm) {
    await at.trigger.hover();
    await at.page.waitForFunction(() => window.bench.wasmBytes() > 0);
    await at.page.evaluate(() => window.bench.settle());
  }
  const { began, ...marks } = await at.page.evaluate(() => window.bench.open().done);
  const more = await noted(at.page, began);
  await at.close();
  return { usable: Math.max(...Object.values(marks)), ...marks, ...more };
}

export async function openings(browser, server, warm) {
  const found = [];
  for (let run = 0; run < RUNS; run += 1) found.push(await opening(browser, server, warm));
  return found;
}

/** The page's busiest tasks by processor time while `work(page)` runs, the busiest first, in a run of its own. */
export async function busiest(browser, server, work) {
  const at = await visit(browser, server);
  const stop = await watchTasks(browser, at.page);
  await work(at);
  const tasks = await stop();
  await at.close();
  return tasks.toSorted((a, b) => b.processor - a.processor).slice(0, KEPT_TASKS);
}

/** For `busiest`: opens cold, and types some of the queries. */
export async function use(at) {
  await at.page.evaluate(() => window.bench.open().done);
  await type(at, FEW_QUERIES);
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Types `queries` letter by letter; strokes as the probe tells them, and what the panel says of each whole query. */
async function type(at, queries) {
  const stop = await at.page.evaluateHandle(() => window.bench.strokes());
  const strokes = [];
  for (const query of queries) {
    await at.search.focus();
    for (const [n, letter] of [...query].entries()) {
      await pause(Math.random() * FRAME_MS);
      await at.page.keyboard.press(letter === " " ? "Space" : letter);
      const stroke = await at.page.evaluate(() => window.bench.end());
      strokes.push({ typed: query.slice(0, n + 1), ...stroke });
    }
    await at.page.waitForFunction(
      (query) => window.bench.searches.some((search) => search.query === query), query, { timeout: SETTLED_MS },
    );
    await at.search.fill("");
  }
  await at.page.evaluate(() => window.bench.settle());
  const { events, searches } = await at.page.evaluate(() => window.bench);
  await stop.evaluate((stop) => stop());
  // Event Timing leaves out what took less than 16 ms; each stroke gets the entry of its key, or none.
  for (const stroke of strokes) {
    stroke.display = events.find(({ name, at }) => name === "keydown" && Math.abs(at - stroke.key) < 0.2)?.ms;
  }
  return { strokes, searches: searches.filter(({ query }) => queries.includes(query)) };
}

/** Every keystroke of every query in a community that is all there. */
export async function typing(browser, server) {
  const at = await visit(browser, server);
  const { began } = await at.page.evaluate(() => window.bench.open().done);
  await noted(at.page, began);
  const from = await at.page.evaluate(() => performance.now());
  const typed = await type(at, QUERIES);
  const found = { ...typed, ...await noted(at.page, from) };
  await at.close();
  return found;
}

/**
 * A community too large for one go: opened, a query typed as soon as there is a search input, its results while the
 * community grows, then typing. `rows` is when the first result is painted.
 */
export async function growing(browser, server, query = "diabetes") {
  const at = await visit(browser, server);
  const began = await at.page.evaluate(() => {
    window.opening = window.bench.open("[role=option]", 1);
    return window.opening.began;
  });
  await at.page.waitForFunction(() => typeof window.opening.marks.search === "number", undefined, { polling: "raf", timeout: 60_000 });
  const [typedAt, early] = await at.page.evaluate(() => [performance.now() - window.opening.began, !window.bench.isComplete()]);
  const totals = await at.page.evaluateHandle(() => {
    const seen = [];
    const look = () => {
      const number = Number(/\d[\d,.\u00a0 ]*/.exec(window.bench.total())?.[0].replace(/\D/g, "") ?? 0);
      if (number && number !== seen.at(-1)) seen.push(number);
      if (!window.bench.isComplete() || !number) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    return seen;
  });
  await at.search.focus();
  await at.page.keyboard.insertText(query);
  const marks = await at.page.evaluate(() => window.opening.done);
  const opened = await noted(at.page, began);
  const seen = await totals.evaluate((seen) => seen);
  await at.cdp.send("HeapProfiler.collectGarbage");
  const heap = await at.cdp.send("Runtime.getHeapUsage");
  await at.search.fill("");
  const typed = await type(at, FEW_QUERIES);
  await at.close();
  return { ...marks, ...opened, typedAt, early, totals: seen, heapBytes: heap.usedSize, typed };
}
