// The loader on pages that are unkind, or that load it in another way.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, afterEach, before, test } from "node:test";
import { settled, shadow, until } from "../harness.mjs";
import { called, calls, FALLBACK, SCRIPT, stage } from "./fake.mjs";

let at;
before(async () => { at = await stage(); });
afterEach(() => at.clear());
after(() => at.close());

const TAB = `<good-word mode="tab">${FALLBACK}</good-word>${SCRIPT}`;
const WITHOUT_WASM = { "content-security-policy": "script-src 'self'" };
const heard = (page) => page.evaluate(() => {
  window.heard = [];
  addEventListener("good-word-error", ({ detail, composed }) => window.heard.push({ ...detail, composed }));
});

for (const [what, options] of [
  ["refused by the page's policy", () => ({ headers: WITHOUT_WASM })],
  ["not there", () => ({ routes: { [at.wasm]: { status: 404 } } })],
  ["not what the loader expects", () => ({ routes: { [at.wasm]: { headers: { "content-type": "application/wasm" }, body: "other" } } })],
  ["out of reach", () => ({ routes: { [at.wasm]: "refuse" } })],
]) {
  test(`with Wasm that is ${what} the fallback stays and the pending click follows it`, async () => {
    const { page, lines, errors } = await at.visit(TAB, options());
    const ours = () => lines.filter((line) => line.startsWith("warning: good-word"));
    await heard(page);
    await page.evaluate(() => document.querySelector("good-word").show());
    await until(page, () => window.heard.length);
    assert.deepEqual(await page.evaluate(() => window.heard), [{ code: "wasm", retryable: false, composed: true }]);
    assert.ok(await page.locator("a").isVisible());
    await shadow(page).trigger.click();
    await page.waitForURL("**/help");
    assert.equal(ours().length, 1);
    assert.deepEqual(errors, []);
  });
}

test("without Wasm a first click on the trigger or on the link ends on the fallback's page", async () => {
  for (const selector of ["[part=trigger]", "a"]) {
    const { page, errors } = await at.visit(TAB, { headers: WITHOUT_WASM });
    await page.locator(`good-word ${selector}`).click();
    await page.waitForURL("**/help");
    assert.deepEqual(errors, []);
  }
});

test("without Wasm a link in the trigger's slot is followed once", async () => {
  const { page } = await at.visit(`<good-word mode="modal"><a slot="trigger" href="/help">Ask</a></good-word>${SCRIPT}`, {
    headers: WITHOUT_WASM,
  });
  await page.evaluate(() => {
    window.clicks = 0;
    addEventListener("click", (event) => { window.clicks += event.defaultPrevented ? 0 : 1; event.preventDefault(); });
  });
  await page.click("a");
  await until(page, () => window.clicks);
  await settled(page);
  assert.equal(await page.evaluate(() => window.clicks), 1);
});

test("without Wasm several elements share one console line", async () => {
  const { page, lines } = await at.visit(`<good-word></good-word><good-word></good-word>${SCRIPT}`, { headers: WITHOUT_WASM });
  await until(page, () => customElements.get("good-word"));
  await heard(page);
  await page.evaluate(() => document.querySelectorAll("good-word").forEach((element) => element.show()));
  await until(page, () => window.heard.length >= 2);
  assert.equal(lines.filter((line) => line.startsWith("warning: good-word")).length, 1);
});

test("a page that patched fetch to throw is not hurt", async () => {
  const { page, errors, lines } = await at.visit(`<script>window.fetch = () => { throw new Error("no"); };</script>${TAB}`);
  await shadow(page).trigger.click();
  await page.waitForURL("**/help");
  assert.deepEqual(errors, []);
  assert.equal(lines.filter((line) => line.startsWith("warning: good-word")).length, 1);
});

test("a second copy of the script, of this or another version, changes nothing", async () => {
  const { page, errors } = await at.visit(`${TAB}
    <script type="module" src="/goodword.js?again"></script><script type="module" src="/other/goodword.js"></script>`, {
    routes: { "/other/goodword.js": readFileSync(`${at.folder}/goodword.js`, "utf8").replaceAll(at.name, "goodword-000000000000") },
  });
  await shadow(page).trigger.click();
  await called(page, "show");
  assert.deepEqual(await calls(page), ["new", "show"]);
  assert.deepEqual(errors, []);
});

// Numbers are left out: those are the window's geometry, which changes by itself.
test("no global is added and no function or object of the window is replaced", async () => {
  const { page } = await at.visit(`<script>const before = new Map(Reflect.ownKeys(window).map((key) => [key, window[key]]));
    window.changed = () => Reflect.ownKeys(window).filter((key) => !before.has(key) || /function|object/.test(typeof before.get(key)) && before.get(key) !== window[key]);</script>${TAB}`);
  await until(page, () => customElements.get("good-word"));
  await settled(page);
  assert.deepEqual(await page.evaluate(() => window.changed().map(String)), ["changed"]);
});

test("a polluted Object.prototype does not reach the dictionaries that we make", async () => {
  const { page, errors } = await at.visit(`<script>Object.assign(Object.prototype, { slotAssignment: "nonsense", once: true,
    attributeFilter: ["nothing"], method: "POST", body: "x", integrity: "sha256-x", threshold: 7, cancelable: true });</script>${TAB}`);
  await shadow(page).trigger.click();
  await called(page, "show");
  assert.deepEqual(errors, []);
});

test("a page that resets everything keeps a tab in its place and the fallback in its own look", async () => {
  const reset = "<style>* { all: unset !important } body { font: 20px monospace !important; color: rgb(1, 2, 3) !important }</style>";
  const { page } = await at.visit(TAB, { head: reset });
  const { trigger } = shadow(page);
  const box = await trigger.boundingBox();
  const size = page.viewportSize();
  assert.equal(Math.round(box.x + box.width), size.width);
  assert.equal(Math.round(box.y + box.height / 2), size.height / 2);
  const look = await page.locator("a").evaluate((link) => [getComputedStyle(link).fontSize, getComputedStyle(link).color]);
  assert.deepEqual(look, ["20px", "rgb(1, 2, 3)"]);
});

test("a classic script makes an element of its data attributes, after itself", async () => {
  const { page, errors } = await at.visit(`<main><script async src="/goodword.classic.js" data-endpoint="/c.json"
    data-position="left" data-max-results="7" data-onclick="x()" data-label="Ask us" data-href="/help"></script></main>`);
  await until(page, () => customElements.get("good-word"));
  const html = await page.locator("good-word").evaluate((element) => element.outerHTML);
  assert.equal(html, '<good-word mode="tab" endpoint="/c.json" position="left" max-results="7"><a href="/help">Ask us</a></good-word>');
  assert.equal(await page.locator("good-word").evaluate((element) => element.parentElement.localName), "main");
  await shadow(page).trigger.click();
  await called(page, "show");
  assert.equal(await page.evaluate(() => window.last.base), `${at.server.url}/`);
  assert.deepEqual(errors, []);
});

test("a classic script in the head waits for the body, and run twice it makes one element", async () => {
  const script = '<script src="/goodword.classic.js" data-endpoint="/c.json"></script>';
  const { page, errors } = await at.visit("<p>Text</p>", { head: script + script });
  await until(page, () => document.querySelector("body > good-word"));
  await settled(page);
  assert.equal(await page.locator("good-word").count(), 1);
  assert.deepEqual(errors, []);
});

test("a classic script takes no image for itself", async () => {
  const { page, errors } = await at.visit(`<img name="currentScript" alt=""><script src="/goodword.classic.js"></script>`);
  await settled(page);
  assert.equal(await page.locator("good-word").count(), 0);
  assert.deepEqual(errors, []);
});

test("classic and module on one page define the element once", async () => {
  const { page, errors } = await at.visit(`<script src="/goodword.classic.js" data-mode="modal"></script>${TAB}`);
  await until(page, () => customElements.get("good-word"));
  await settled(page);
  assert.equal(await page.locator("good-word").count(), 2);
  assert.deepEqual(errors, []);
});
