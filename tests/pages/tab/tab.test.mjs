// The panel behind a tab on the window's edge, and over the page.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { axe, eventually, focused, hear, heard, panel, settled, stage, still, until } from "../harness.mjs";

let at;
before(async () => { at = await stage(import.meta.url, { routes: { "/help": "<title>Help</title><h1>The help page</h1>" } }); });
afterEach(() => at.clear());
after(() => at.close());

async function visit(selector = "#tab", options) {
  const made = await at.visit("/", { prepare: hear, ...options });
  return { ...made, ...panel(made.page, selector) };
}

const expanded = ({ trigger }) => trigger.getAttribute("aria-expanded");
const isOpen = ({ host }) => host.evaluate((host) => host.matches(":state(open)"));

test("the trigger is labelled by the fallback, and a click opens a dialog with a name", async () => {
  const at = await visit();
  assert.equal(await at.trigger.textContent(), "Questions");
  assert.deepEqual([await expanded(at), await at.trigger.getAttribute("aria-haspopup")], ["false", "dialog"]);
  assert.ok(await at.page.getByRole("link", { name: "Questions" }).isVisible());
  await at.trigger.click();
  await at.loaded();
  await at.host.getByRole("dialog", { name: "Juniper Kettles" }).waitFor();
  assert.equal(await expanded(at), "true");
  assert.equal(await isOpen(at), true);
  await eventually(() => focused(at.page), "search");
  assert.deepEqual(await axe(at), []);
  assert.deepEqual([at.errors, at.lines], [[], []]);
});

test("Escape closes, and focus returns to the trigger", async () => {
  const at = await visit();
  for (const press of ["Enter", "Space"]) {
    await at.page.locator("#before").focus();
    for (let n = 0; n < 4 && await focused(at.page) !== "trigger"; n += 1) await at.page.keyboard.press("Tab");
    assert.equal(await focused(at.page), "trigger");
    await at.page.keyboard.press(press);
    await at.dialog.waitFor();
    await eventually(() => focused(at.page), "search");
    await at.page.keyboard.press("Escape");
    await at.dialog.waitFor({ state: "hidden" });
    await eventually(() => focused(at.page), "trigger");
    assert.deepEqual([await expanded(at), await isOpen(at)], ["false", false]);
  }
  assert.deepEqual(await heard(at.page, "open"), [null, null]);
  assert.deepEqual(await heard(at.page, "close"), [null, null]);
});

test("Escape takes the query away first, then the panel, also from a topic", async () => {
  const at = await visit();
  await at.trigger.click();
  await at.search.fill("descal");
  await at.results.first().waitFor();
  await at.page.keyboard.press("Escape");
  await eventually(() => at.search.inputValue(), "");
  assert.equal(await isOpen(at), true);
  await at.rows.first().click();
  await eventually(() => focused(at.page), "title");
  await at.page.keyboard.press("Escape");
  await eventually(() => isOpen(at), false);
  await eventually(() => focused(at.page), "trigger");
});

test("the button Close and a second press of the trigger close, and what was read is still there", async () => {
  const at = await visit();
  await at.trigger.click();
  await at.rows.first().click();
  const title = await at.title.textContent();
  await at.button("Close").click();
  await eventually(() => isOpen(at), false);
  await eventually(() => focused(at.page), "trigger");
  await at.page.keyboard.press("Enter");
  await eventually(() => isOpen(at), true);
  assert.equal(await at.title.textContent(), title);
  await at.trigger.evaluate((trigger) => trigger.click());
  await eventually(() => isOpen(at), false);
  assert.deepEqual(at.errors, []);
});

test("beside a tab's panel the page stays usable", async () => {
  const at = await visit();
  await at.trigger.click();
  await at.loaded();
  assert.equal(await at.dialog.evaluate((dialog) => dialog.matches(":modal")), false);
  await at.page.locator("#after").click();
  await eventually(() => focused(at.page), "after");
  assert.equal(await isOpen(at), true);
});

test("on a phone the dialog fills the screen and is modal", async () => {
  const at = await visit("#tab", { viewport: { width: 390, height: 844 } });
  await at.trigger.click();
  await at.loaded();
  assert.equal(await at.dialog.evaluate((dialog) => dialog.matches(":modal")), true);
  await eventually(() => at.dialog.boundingBox(), { x: 0, y: 0, width: 390, height: 844 });
  for (let n = 0; n < 40; n += 1) {
    await at.page.keyboard.press("Tab");
    assert.ok(!["before", "after", "Ask the owners"].includes(await focused(at.page)), "focus left the dialog");
  }
  await at.button("Close").click();
  await at.dialog.waitFor({ state: "hidden" });
  await eventually(() => focused(at.page), "trigger");
});

test("at 320 px nothing is cut off or needs to be scrolled sideways", async () => {
  const at = await visit("#tab", { viewport: { width: 320, height: 640 } });
  await at.trigger.click();
  await at.loaded();
  const wide = () => at.body.evaluate((body) => [body.scrollWidth - body.clientWidth, document.documentElement.scrollWidth]);
  assert.deepEqual(await wide(), [0, 320]);
  await at.search.fill("descal");
  await at.results.first().waitFor();
  assert.deepEqual(await wide(), [0, 320]);
  await at.results.first().click();
  await at.title.waitFor();
  assert.deepEqual(await wide(), [0, 320]);
});

test("a page can keep it from opening", async () => {
  const at = await visit();
  await at.page.evaluate(() => addEventListener("good-word-before-open", (event) => {
    if (!window.allowed) event.preventDefault();
  }));
  await at.trigger.click();
  await until(at.page, () => window.heard.some(([name]) => name === "before-open"));
  await settled(at.page);
  assert.equal(await isOpen(at), false);
  assert.equal(await expanded(at), "false");
  assert.deepEqual(await heard(at.page, "open"), []);
  await at.page.evaluate(() => { window.allowed = true; });
  await at.trigger.click();
  await eventually(() => isOpen(at), true);
  assert.deepEqual(await heard(at.page, "open"), [null]);
});

test("the fallback link opens a modal panel, and gets focus back", async () => {
  const at = await visit("#modal");
  const link = at.page.getByRole("link", { name: "Ask the owners" });
  assert.equal(await at.trigger.isVisible(), false);
  await link.focus();
  await at.page.keyboard.press("Enter");
  await at.loaded();
  assert.equal(await at.dialog.evaluate((dialog) => dialog.matches(":modal")), true);
  await eventually(() => focused(at.page), "search");
  assert.deepEqual(await axe(at), []);
  await at.page.keyboard.press("Escape");
  await eventually(() => isOpen(at), false);
  await eventually(() => focused(at.page), "Ask the owners");
  assert.equal(new URL(at.page.url()).pathname, "/");
});

test("a click with a key held is the browser's", async () => {
  const at = await visit("#modal");
  const opened = at.page.context().waitForEvent("page");
  await at.page.getByRole("link", { name: "Ask the owners" }).click({ modifiers: ["Control"] });
  const other = await opened;
  await other.waitForURL("**/help");
  await settled(at.page);
  assert.equal(await isOpen(at), false);
});

test("show, hide, toggle, search and the attribute open do what they say", async () => {
  const at = await visit();
  const call = (name, ...values) => at.page.evaluate(([name, values]) => document.querySelector("#tab")[name](...values), [name, values]);
  await call("show");
  await eventually(() => isOpen(at), true);
  await call("hide");
  await eventually(() => isOpen(at), false);
  await call("toggle");
  await eventually(() => isOpen(at), true);
  await call("toggle");
  await eventually(() => isOpen(at), false);
  await call("search", "descal");
  await at.results.first().waitFor();
  assert.equal(await isOpen(at), true);
  await call("hide");
  await eventually(() => isOpen(at), false);
  await at.host.evaluate((host) => host.setAttribute("open", ""));
  await eventually(() => isOpen(at), true);
  await at.host.evaluate((host) => host.removeAttribute("open"));
  await eventually(() => isOpen(at), false);
  assert.deepEqual(at.errors, []);
});

test("a shortcut opens it, and nothing else does", async () => {
  const at = await visit();
  await at.host.evaluate((host) => host.setAttribute("shortcut", "ctrl+k"));
  await settled(at.page);
  await at.page.keyboard.press("k");
  await settled(at.page);
  assert.equal(await isOpen(at), false);
  await at.page.keyboard.press("Control+k");
  await eventually(() => isOpen(at), true);
});

test("the tab and its panel stand on the edge that position names", async () => {
  const at = await visit();
  const { width, height } = at.page.viewportSize();
  for (const position of ["left", "right", "bottom"]) {
    await at.host.evaluate((host, position) => host.setAttribute("position", position), position);
    const tab = await at.trigger.boundingBox();
    const gap = { left: tab.x, right: width - tab.x - tab.width, bottom: height - tab.y - tab.height }[position];
    assert.equal(Math.round(gap), 0, position);
    await at.trigger.click();
    await at.loaded();
    await still(at.page);
    const box = await at.dialog.boundingBox();
    assert.equal(Math.round(position === "left" ? box.x : width - box.x - box.width), 16, position);
    await at.button("Close").click();
    await at.dialog.waitFor({ state: "hidden" });
  }
});
