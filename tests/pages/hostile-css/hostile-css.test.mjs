// Pages whose styles and scripts reach for everything: the panel looks and works as on a plain one.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, afterEach, before, test } from "node:test";
import { eventually, focused, panel, stage, still } from "../harness.mjs";

const html = readFileSync(new URL("index.html", import.meta.url), "utf8");

let at;
before(async () => { at = await stage(import.meta.url); });
afterEach(() => at.clear());
after(() => at.close());

/** Opens the page with `hostile` in its head. */
const visit = (hostile = "", more = {}) => at.visit("/", {
  viewport: { width: 900, height: 800 }, ...more, routes: { "/": html.replace("<!-- HOSTILE -->", hostile), ...more.routes },
});

/** Size and type of what a visitor sees first, in every screen that has a shape of its own. */
async function looks(page) {
  const measure = (selector) => page.evaluate(([selector, names]) => names.map((name) => {
    const element = document.querySelector(selector).shadowRoot.querySelector(name);
    if (!element) return `${name}: none`;
    const style = getComputedStyle(element);
    const { width, height } = element.getBoundingClientRect();
    return [name, Math.round(width), Math.round(height), style.fontSize, style.lineHeight, style.letterSpacing, style.wordSpacing,
      style.textTransform, style.textIndent, style.fontFamily, style.fontWeight, style.boxSizing, style.color, style.backgroundColor, style.padding,
      style.visibility, style.textAlign, style.cursor].join(" | ");
  }), [selector, [".panel", ".bar", ".panel-name", ".search-box", "#search", ".segment", ".chip", ".row", ".row-title", ".meta", "#strip",
    ".icon-button", "h2", ".rich-text", ".face", ".badge", "svg.i", ".trigger"]]);
  const all = {};
  const inline = panel(page, "#inline");
  await inline.loaded();
  all.home = await measure("#inline");
  await page.evaluate(() => document.querySelector("#inline").search("descal"));
  await inline.results.first().waitFor();
  all.results = await measure("#inline");
  await inline.results.first().click();
  await inline.title.waitFor();
  await inline.drawn();
  all.topic = await measure("#inline");
  const tab = panel(page, "#tab");
  await tab.trigger.click();
  await tab.loaded();
  await still(page);
  all.tab = await measure("#tab");
  return all;
}

let plain;
/** What the looks are where nobody is hostile. The body's margin is the page's, and every page here takes it away. */
const expected = async () => plain ??= await visit("<style>body { margin: 0 }</style>").then(({ page }) => looks(page));

for (const [what, style] of [
  ["everything unset", "* { all: unset !important }"],
  ["boxes, spacing and size of everything", "* { box-sizing: content-box; letter-spacing: 9px !important; font-size: 40px } body { margin: 0 }"],
  ["a root of 62.5 %", "html { font-size: 62.5% } body { margin: 0 }"],
  ["inherited properties", `html, body, good-word { font: italic 900 60px/3 cursive !important; text-transform: uppercase !important; direction: ltr; text-align: end !important;
    word-spacing: 30px !important; text-indent: 5em !important; color: red !important; visibility: visible; cursor: wait !important; white-space: pre !important } body { margin: 0 }`],
  ["buttons, inputs and dialogs", `button, input, dialog, h2, h3, p, ul, li, svg, section, header { all: unset !important; padding: 50px !important; font-size: 3px !important;
    display: none !important; background: lime !important } body { margin: 0 }`],
]) {
  test(`a page that sets ${what} changes nothing in the panel`, async () => {
    const want = await expected();
    const { page, errors, lines } = await visit(`<style>${style}</style>`);
    assert.deepEqual(await looks(page), want);
    assert.deepEqual([errors, lines], [[], []]);
  });
}

test("what is measured would notice a style that does reach in", async () => {
  const want = await expected();
  const { page } = await visit("<style>body { margin: 0 } good-word { --good-word-edge: 60px }</style>");
  assert.notDeepEqual(await looks(page), want);
});

for (const [what, script, more] of [
  ["a polluted Object.prototype", `Object.assign(Object.prototype, { signal: {}, credentials: "x", attributes: 1, capture: true, once: true, passive: true,
    mode: "nonsense", method: "POST", body: "x", headers: 3, cache: "y", redirect: "z", bubbles: false, composed: false, cancelable: false, detail: 1,
    attributeFilter: ["nothing"], childList: "x", subtree: 1, root: 5, threshold: 9, block: "nowhere", behavior: "x", preventScroll: false,
    style: "x", dateStyle: "x", timeStyle: "x", numeric: "x", type: "x", id: "x", name: "y" });`],
  ["a patched fetch", `const original = window.fetch; window.asked = [];
    window.fetch = function (...given) { window.asked.push(String(given[0]?.url ?? given[0])); return original.apply(this, given); };`],
  ["patched prototypes, as old libraries leave them", `Array.prototype.remove = function () {}; Array.from = () => { throw new Error("patched"); };
    Element.prototype.remove = function () { this.parentNode?.removeChild(this); };
    Array.prototype.toJSON = function () { return "[" + this.map((one) => JSON.stringify(one)).join(", ") + "]"; };
    Function.prototype.bind = function (self) { const bound = this; return function (...given) { return bound.apply(self, given); }; };`],
  ["a listener that stops every key and click", `for (const name of ["click", "keydown", "keyup", "input", "focusin", "pointerdown"])
    document.addEventListener(name, (event) => event.stopPropagation());`],
  ["a base elsewhere", "", { base: '<base href="https://elsewhere.example/deep/">' }],
]) {
  test(`on a page with ${what} the panel is searched and read`, async () => {
    const endpoint = `${at.server.url}/demo/community.json`;
    const { page, errors, requests } = await visit(`${more?.base ?? ""}<script>${script}</script>`, more?.base && {
      routes: { "/": html.replace("<!-- HOSTILE -->", more.base).replaceAll('"/demo/', `"${at.server.url}/demo/`).replaceAll('"/goodword', `"${at.server.url}/goodword`) },
    });
    const inline = panel(page, "#inline");
    await inline.loaded();
    assert.ok(requests.includes(endpoint));
    await inline.search.fill("descal");
    await inline.results.first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await eventually(() => focused(page), "title");
    await inline.button("Back").click();
    await eventually(() => inline.search.inputValue(), "descal");
    await inline.button("Clear the search").click();
    await page.evaluate(() => { document.querySelector("#inline").friends = [{ id: "p7", name: "Mia", relation: "friend" }]; });
    await eventually(() => inline.find("#strip b").textContent(), "Mia speaks for it");
    await page.evaluate(() => document.querySelector("#inline").setAttribute("lang", "de"));
    await inline.tab("Beliebt").waitFor();
    const tab = panel(page, "#tab");
    await tab.trigger.click();
    await tab.loaded();
    await page.keyboard.press("Escape");
    await tab.dialog.waitFor({ state: "hidden" });
    assert.deepEqual(errors, []);
    if (script.includes("asked")) assert.deepEqual((await page.evaluate(() => window.asked)).filter((url) => url.endsWith("community.json")), [endpoint, endpoint]);
  });
}

test("an endpoint that is relative is resolved by the page's base", async () => {
  const { page, requests } = await at.visit("/", { routes: { "/": html.replaceAll('"/demo/', '"').replace("<!-- HOSTILE -->", '<base href="/demo/">') } });
  await panel(page, "#inline").loaded();
  assert.ok(requests.includes(`${at.server.url}/demo/community.json`));
});

test("a panel in a transformed and clipped box still opens over the page", async () => {
  const { page } = await visit("<style>main { transform: translateX(300px) scale(.5); overflow: hidden; height: 200px; contain: paint }</style>");
  await page.evaluate(() => document.querySelector("#tab").setAttribute("mode", "modal"));
  await page.evaluate(() => document.querySelector("#tab").show());
  const tab = panel(page, "#tab");
  await tab.loaded();
  await still(page);
  const { width, height } = await tab.dialog.boundingBox();
  assert.deepEqual([Math.round(width), Math.round(height)], [600, 680]);
});
