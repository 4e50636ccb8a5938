// When the loader fetches, and what becomes of the first click.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { gate, settled, shadow, until } from "../harness.mjs";
import { called, calls, FALLBACK, SCRIPT, stage } from "./fake.mjs";

let at;
before(async () => { at = await stage(); });
afterEach(() => at.clear());
after(() => at.close());

const TAB = `<good-word mode="tab">${FALLBACK}</good-word>${SCRIPT}`;
const far = (inside) => `<div style="block-size: 4000px"></div>${inside}${SCRIPT}`;

test("a page with a tab asks for the loader alone, stores nothing and shifts nothing", async () => {
  const { page, requests, errors } = await at.visit(TAB);
  await until(page, () => customElements.get("good-word"));
  await settled(page);
  assert.deepEqual(requests.map((url) => new URL(url).pathname), ["/", "/goodword.js"]);
  const found = await page.evaluate(() => new Promise((done) => {
    const observer = new PerformanceObserver(() => {});
    observer.observe({ type: "layout-shift", buffered: true });
    requestAnimationFrame(() => done({
      shifts: observer.takeRecords().length, stored: localStorage.length + sessionStorage.length, cookies: document.cookie,
    }));
  }));
  assert.deepEqual(found, { shifts: 0, stored: 0, cookies: "" });
  assert.deepEqual(errors, []);
});

test("a click on the trigger loads the panel and shows it", async () => {
  const { page } = await at.visit(TAB);
  await shadow(page).trigger.click();
  await called(page, "show");
  assert.deepEqual(await calls(page), ["new", "show"]);
  await shadow(page).trigger.click();
  await called(page, "toggle");
});

test("a click while the Wasm is still on its way is replayed when it is there", async () => {
  const held = gate();
  const { page } = await at.visit(TAB, { routes: { [at.glue]: () => held.opened } });
  await shadow(page).trigger.click();
  await settled(page);
  assert.deepEqual(await calls(page), []);
  held.open(await (await import("node:fs/promises")).readFile(`${at.folder}${at.glue}`, "utf8"));
  await called(page, "show");
  assert.deepEqual(await calls(page), ["new", "show"]);
});

test("a plain click on the fallback opens the panel instead of following the link", async () => {
  const { page } = await at.visit(TAB);
  await page.click("a");
  await called(page, "show");
  assert.equal(new URL(page.url()).pathname, "/");
});

test("the keyboard's click counts as one", async () => {
  const { page } = await at.visit(TAB);
  await shadow(page).trigger.press("Enter");
  await called(page, "show");
});

test("a click with a modifier key is the link's own", async () => {
  const { page } = await at.visit(TAB);
  const other = page.context().waitForEvent("page");
  await page.click("a", { modifiers: ["ControlOrMeta"] });
  assert.equal(new URL((await other).url()).pathname, "/help");
  assert.deepEqual(await calls(page), []);
});

test("a click that the page has dealt with is left alone", async () => {
  const { page } = await at.visit(TAB);
  await page.evaluate(() => document.querySelector("a").addEventListener("click", (event) => event.preventDefault()));
  await page.click("a");
  await settled(page);
  assert.deepEqual(await calls(page), []);
});

for (const [way, act] of [
  ["the pointer on the trigger", (page) => shadow(page).trigger.hover()],
  ["focus on the trigger", (page) => shadow(page).trigger.focus()],
  ["the pointer on the fallback", (page) => page.hover("a")],
]) {
  test(`${way} fetches glue and Wasm and draws nothing`, async () => {
    const { page } = await at.visit(TAB);
    const [glue, wasm] = [at.glue, at.wasm].map((path) => page.waitForResponse((response) => response.url().endsWith(path)));
    await act(page);
    await Promise.all([glue, wasm]);
    await settled(page);
    assert.deepEqual(await calls(page), []);
  });
}

test("a tap is enough on a screen without a pointer", async () => {
  const { page } = await at.visit(TAB, { hasTouch: true, isMobile: true, viewport: { width: 390, height: 800 } });
  await shadow(page).trigger.tap();
  await called(page, "show");
});

test("an inline panel far below is loaded when it comes near, and not before", async () => {
  const { page } = await at.visit(far(`<good-word>${FALLBACK}</good-word>`));
  await until(page, () => customElements.get("good-word"));
  await settled(page);
  assert.ok(!at.server.log.includes(at.wasm));
  await page.mouse.wheel(0, 3300);
  await called(page, "new");
});

test("an inline panel in sight is loaded at once, and only shown what was asked", async () => {
  const { page } = await at.visit(`<good-word>${FALLBACK}</good-word>${SCRIPT}`);
  await called(page, "new");
  assert.ok(!(await calls(page)).includes("show"));
});

test('loading="interaction" waits for the pointer even in sight', async () => {
  const { page } = await at.visit(`<good-word loading="interaction">${FALLBACK}</good-word>${SCRIPT}`);
  await until(page, () => customElements.get("good-word"));
  await settled(page);
  assert.ok(!at.server.log.includes(at.wasm));
  await page.click("a");
  await called(page, "show");
});

for (const loading of ["eager", "idle"]) {
  test(`loading="${loading}" draws a far or hidden panel without being asked`, async () => {
    const { page } = await at.visit(far(`<good-word mode="tab" loading="${loading}">${FALLBACK}</good-word>`));
    await called(page, "new");
    assert.ok(!(await calls(page)).includes("show"));
  });
}

test("an unknown value of loading means the default", async () => {
  const { page } = await at.visit(`<good-word loading="soon">${FALLBACK}</good-word>${SCRIPT}`);
  await called(page, "new");
});

test("the attribute open loads at once, also when it is set later", async () => {
  const first = await at.visit(`<good-word mode="tab" open></good-word>${SCRIPT}`);
  await called(first.page, "new");
  const { page } = await at.visit(TAB);
  await until(page, () => customElements.get("good-word"));
  await page.evaluate(() => document.querySelector("good-word").setAttribute("open", ""));
  await called(page, "new");
});

test("wasm-url says where the Wasm is", async () => {
  const { page } = await at.visit(`<good-word mode="tab" open wasm-url="/mirror/it.wasm"></good-word>${SCRIPT}`, {
    routes: { "/mirror/it.wasm": { headers: { "content-type": "application/wasm" }, body: Buffer.from("\0asm\x01\0\0\0", "latin1") } },
  });
  await called(page, "new");
  assert.ok(!at.server.log.includes(at.wasm));
});
