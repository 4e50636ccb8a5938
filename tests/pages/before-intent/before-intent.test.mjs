// What a page pays for a panel that nobody has touched.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { eventually, panel, settled, stage, until, watchTasks } from "../harness.mjs";

let at;
before(async () => { at = await stage(import.meta.url); });
afterEach(() => at.clear());
after(() => at.close());

/** Notes layout shifts outside the panel from the page's first moment on. */
const watch = (page) => page.addInitScript(() => {
  window.shifts = [];
  const inside = ({ currentRect }) => [...document.querySelectorAll("good-word")].some((host) => {
    const [outer, inner] = [host.getBoundingClientRect(), currentRect];
    return outer.height > 0 && inner.top >= outer.top && inner.bottom <= outer.bottom && inner.left >= outer.left && inner.right <= outer.right;
  });
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) if (!sources.length || !sources.every(inside)) window.shifts.push(value);
  }).observe({ type: "layout-shift", buffered: true });
});

async function visit(options) {
  const made = await at.visit("/", { prepare: watch, ...options });
  await until(made.page, () => customElements.get("good-word"));
  await settled(made.page);
  return { ...made, ...panel(made.page), shifts: () => made.page.evaluate(() => window.shifts) };
}

const stored = () => (async () => [
  localStorage.length, sessionStorage.length, document.cookie,
  (await indexedDB.databases()).length, (await caches.keys()).length,
  (await navigator.serviceWorker.getRegistrations()).length,
])();

test("one request is made: the loader", async () => {
  const at = await visit();
  assert.deepEqual(at.requests.map((url) => new URL(url).pathname).filter((path) => path !== ","), ["/", "/goodword.js"]);
  assert.deepEqual([at.errors, at.lines], [[], []]);
});

test("nothing is stored, before and after the panel was used", async () => {
  const at = await visit();
  assert.deepEqual(await at.page.evaluate(stored), [0, 0, "", 0, 0, 0]);
  await at.trigger.click();
  await at.search.fill("descal");
  await at.results.first().click();
  await at.title.waitFor();
  assert.deepEqual(await at.page.evaluate(stored), [0, 0, "", 0, 0, 0]);
});

test("nothing on the page moves, and a shift would be noticed", async () => {
  const at = await visit();
  assert.deepEqual(await at.shifts(), []);
  await at.page.evaluate(() => document.querySelector("nav").before(Object.assign(document.createElement("h2"), { textContent: "Moved" })));
  await until(at.page, () => window.shifts.length);
});

test("no task takes over 50 ms of the processor, and one that did would be noticed", async () => {
  let stop;
  const long = async () => (await stop()).filter(({ processor }) => processor > 50);
  const { page } = await visit({ prepare: async (page) => { stop = await watchTasks(at.browser, page); } });
  assert.deepEqual(await long(), []);
  stop = await watchTasks(at.browser, page);
  await page.evaluate(() => { for (const end = performance.now() + 500; performance.now() < end;); });
  assert.equal((await long()).length, 1);
});

test("an opened tab moves nothing, and hovering fetches no community", async () => {
  const at = await visit();
  await at.trigger.hover();
  await eventually(async () => at.requests.some((url) => url.endsWith(".wasm")), true);
  assert.ok(!at.requests.some((url) => url.endsWith("community.json")));
  await at.trigger.click();
  await at.loaded();
  await settled(at.page);
  assert.deepEqual(await at.shifts(), []);
});

test("an inline panel below the fold loads nothing until it comes near", async () => {
  const at = await visit({ routes: { "/": `<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Far below</title>
    <script type="module" src="/goodword.js"></script><h1>Top</h1><div style="height: 5000px"></div>
    <good-word endpoint="/demo/community.json"><a href="/help">Help</a></good-word><p id="below">Below</p>` } });
  assert.ok(!at.requests.some((url) => url.endsWith(".wasm")));
  const height = () => at.page.evaluate(() => document.documentElement.scrollHeight);
  const before = await height();
  await at.host.scrollIntoViewIfNeeded();
  await at.loaded();
  assert.equal(await height(), before);
  assert.deepEqual(await at.shifts(), []);
});
