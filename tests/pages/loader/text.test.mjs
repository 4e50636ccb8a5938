// What is appended to the glue for the Wasm that draws bodies: what it is fetched by, and by what it is not.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { eventually, ours, settled, shadow, until } from "../harness.mjs";
import { called, FALLBACK, SCRIPT, stage } from "./fake.mjs";

let at;
before(async () => { at = await stage(); });
afterEach(() => at.clear());
after(() => at.close());

const TAB = `<good-word mode="tab">${FALLBACK}</good-word>${SCRIPT}`;
const asked = () => at.server.log.filter((path) => path.startsWith(at.text));
const both = () => [`${at.text}.js`, `${at.text}.wasm`];

/** A page whose panels are there, without a key or a pointer. */
const mounted = async (body = TAB, options) => {
  const made = await at.visit(body, options);
  await until(made.page, () => customElements.get("good-word"));
  await made.page.evaluate(() => document.querySelectorAll("good-word").forEach((element) => element.show()));
  await called(made.page, "show");
  return made;
};
/** Something happens within the panel of the nth element. */
const happens = (page, type, nth = 0) => page.evaluate(([type, nth]) => {
  const panel = document.querySelectorAll("good-word")[nth].shadowRoot.querySelector("section");
  panel.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
}, [type, nth]);

for (const type of ["pointermove", "pointerdown", "touchstart", "keydown"]) {
  test(`the first ${type} in a panel fetches it, and nothing after it does`, async () => {
    const { page, errors, lines } = await mounted();
    await settled(page);
    assert.deepEqual(asked(), []);
    await happens(page, type);
    await until(page, () => window.texts === 1);
    for (const other of ["pointermove", "pointerdown", "touchstart", "keydown"]) await happens(page, other);
    await settled(page);
    assert.deepEqual(asked().sort(), both());
    assert.deepEqual([errors, ours(lines)], [[], []]);
  });
}

test("what happens before the panel is there, or beside it, fetches nothing", async () => {
  const { page } = await at.visit(`<p>Beside</p>${TAB}`);
  await shadow(page).trigger.hover();
  await eventually(async () => at.server.log.includes(at.wasm), true);
  await page.keyboard.press("Tab");
  await page.evaluate(() => document.querySelector("good-word").show());
  await called(page, "show");
  await page.evaluate(() => document.querySelector("p").dispatchEvent(new Event("keydown", { bubbles: true })));
  await settled(page);
  assert.deepEqual(asked(), []);
});

test("a listener of the page's that stops the event does not stop it", async () => {
  const { page } = await mounted();
  await page.evaluate(() => document.querySelector("good-word").shadowRoot.querySelector("section")
    .addEventListener("keydown", (event) => event.stopPropagation()));
  await happens(page, "keydown");
  await until(page, () => window.texts === 1);
});

test("all panels share it, also one that is mounted anew", async () => {
  const { page } = await mounted(`<good-word mode="tab"></good-word>${TAB}`);
  await until(page, () => window.calls.filter((name) => name === "show").length === 2);
  await happens(page, "keydown", 0);
  await happens(page, "pointermove", 1);
  await until(page, () => window.texts === 1);
  await page.evaluate(() => { window.element = document.querySelector("good-word"); window.element.remove(); });
  await called(page, "unmount");
  await page.evaluate(() => document.body.append(window.element));
  await until(page, () => window.calls.filter((name) => name === "new").length === 3);
  await happens(page, "pointerdown", 1);
  await settled(page);
  assert.equal(await page.evaluate(() => typeof window.last.bring(0)), "function");
  assert.deepEqual(asked().sort(), both());
});

test("where it cannot be had, its absence is told once, and each panel that wants it tries again under another address", async () => {
  const { page, lines, errors } = await mounted(TAB, { routes: { [`${at.text}.js`]: { status: 404 } } });
  await happens(page, "keydown");
  await eventually(async () => lines.filter((line) => line.startsWith("warning: good-word: ")).length, 1);
  await happens(page, "pointermove");
  await settled(page);
  assert.equal(asked().filter((path) => path.endsWith(".js")).length, 1);
  const given = await page.evaluate(async () => String(await window.last.bring(0)));
  assert.equal(given, "undefined");
  assert.equal(asked().filter((path) => path.endsWith(".js")).length, 2);
  assert.equal(lines.filter((line) => line.includes("good-word: ")).length, 1);
  at.server.routes[`${at.text}.js`] = undefined;
  assert.equal(await page.evaluate(async () => typeof await window.last.bring(0)), "function");
  assert.deepEqual(errors, []);
});

test("a page that patched fetch to throw, once the panel is there, is not hurt", async () => {
  const { page, lines, errors } = await mounted();
  await page.evaluate(() => { window.fetch = () => { throw new Error("no"); }; });
  await happens(page, "keydown");
  const told = async () => lines.map((line) => /^warning: good-word: (a part|bodies)/.exec(line)?.[1]).filter(Boolean).sort();
  await eventually(told, ["a part", "bodies"]);
  assert.deepEqual(errors, []);
});

test("a polluted Object.prototype does not reach what fetches it", async () => {
  const { page, errors, lines } = await mounted(`<script>Object.assign(Object.prototype, { method: "POST", body: "x", integrity: "sha256-x",
    signal: AbortSignal.abort(), capture: false, once: false });</script>${TAB}`);
  await happens(page, "keydown");
  await until(page, () => window.texts === 1);
  assert.deepEqual([errors, ours(lines)], [[], []]);
});
