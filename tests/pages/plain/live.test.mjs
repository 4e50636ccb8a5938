// Attributes and properties change what is shown, at any time.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { eventually, focused, panel, settled, stage, until } from "../harness.mjs";

let at;
before(async () => { at = await stage(import.meta.url); });
afterEach(() => at.clear());
after(() => at.close());

async function visit(options) {
  const made = await at.visit("/", options);
  const parts = panel(made.page);
  await parts.loaded();
  /** Sets attributes; null takes one away. */
  const set = (attributes) => made.page.evaluate((attributes) => {
    for (const [name, value] of Object.entries(attributes)) {
      if (value === null) document.querySelector("good-word").removeAttribute(name);
      else document.querySelector("good-word").setAttribute(name, value);
    }
  }, attributes);
  return { ...made, ...parts, set };
}

test("who signs out sees public voices only, and who signs in again sees the friends", async () => {
  const at = await visit();
  await at.strip.click();
  await at.title.waitFor();
  const sections = () => at.find("[part=friends] h3").allTextContents();
  assert.deepEqual(await sections(), ["Your friends", "Friends of friends", "Everyone"]);
  await at.page.evaluate(() => {
    const panel = document.querySelector("good-word");
    window.was = panel.friends;
    Object.assign(panel, { viewer: null, friends: null });
  });
  await eventually(sections, ["Everyone"]);
  assert.match(await at.body.textContent(), /When this site knows who your friends are/);
  assert.equal(await at.find(".face.friend").count(), 0);
  await at.page.evaluate(() => { document.querySelector("good-word").friends = window.was; });
  await eventually(sections, ["Your friends", "Friends of friends", "Everyone"]);
  assert.deepEqual(at.errors, []);
});

test("what a friend had a part in is marked, as long as there are friends", async () => {
  const at = await visit();
  assert.ok(await at.find(".by-friend").count() > 0);
  await at.page.evaluate(() => { document.querySelector("good-word").friends = []; });
  await eventually(() => at.find(".by-friend").count(), 0);
});

test("the page's own messages win, key by key", async () => {
  const at = await visit();
  await at.page.evaluate(() => {
    document.querySelector("good-word").messages = { "search.label": "Ask the workshop", "panel.answered": { one: "just {n}", other: "{n} in all" } };
  });
  await at.host.getByRole("combobox", { name: "Ask the workshop" }).waitFor();
  assert.match(await at.find(".panel-about").textContent(), /^\d+ in all$/);
  assert.ok(await at.tab("Popular").isVisible());
  assert.deepEqual(at.lines, []);
});

test("data given by the page is shown instead of the endpoint's", async () => {
  const at = await visit();
  const give = (data) => at.page.evaluate((data) => { document.querySelector("good-word").data = data; }, data);
  const title = "Only from the page";
  await give({ goodword: 1, name: "Given", topics: [{ id: 1, title }] });
  await eventually(() => at.rows.locator(".row-title").allTextContents(), [title]);
  assert.equal(await at.find("#panel-name").textContent(), "Given");
  await give(JSON.stringify({ goodword: 1, topics: [{ id: 1, title: "As text" }] }));
  await eventually(() => at.rows.locator(".row-title").allTextContents(), ["As text"]);
  await give(null);
  await eventually(() => at.find("#panel-name").textContent(), "Juniper Kettles");
  assert.deepEqual(at.errors, []);
});

test("another language is spoken as soon as lang says so", async () => {
  const at = await visit();
  await at.set({ lang: "de" });
  await at.tab("Beliebt").waitFor();
  assert.equal(await at.find(".good-word").getAttribute("lang"), "de");
  await at.set({ lang: null });
  await at.tab("Popular").waitFor();
  await at.page.evaluate(() => { document.documentElement.lang = "fr"; });
  await eventually(() => at.find(".good-word").getAttribute("lang"), "fr");
  assert.deepEqual(at.lines, []);
});

test("a language that does not ship is English, without a word in the console", async () => {
  const at = await visit();
  await at.set({ lang: "tlh" });
  await eventually(() => at.find(".good-word").getAttribute("lang"), "tlh");
  assert.ok(await at.tab("Popular").isVisible());
  assert.deepEqual(at.lines, []);
});

test("theme=host follows the page's own switch, live", async () => {
  const at = await visit({ colorScheme: "light" });
  const scheme = () => at.find(".good-word").evaluate((root) => getComputedStyle(root).colorScheme);
  const page = (theme) => at.page.evaluate((theme) => { document.documentElement.dataset.theme = theme; }, theme);
  const dark = () => at.host.evaluate((host) => host.matches(":state(dark)"));
  await at.set({ theme: "host" });
  await page("dark");
  await eventually(scheme, "dark");
  assert.equal(await dark(), true);
  await page("light");
  await eventually(scheme, "light");
  assert.equal(await dark(), false);
  await at.page.evaluate(() => { delete document.documentElement.dataset.theme; document.body.className = "page night"; });
  await eventually(scheme, "dark");
  await at.set({ theme: "light" });
  await eventually(scheme, "light");
  await at.set({ theme: "auto" });
  await eventually(scheme, "light dark");
});

test("from right to left the arrow keys of the tabs are mirrored", async () => {
  const at = await visit();
  await at.tab("Popular").focus();
  await at.page.keyboard.press("ArrowRight");
  await eventually(() => focused(at.page), "tab-recent");
  await at.set({ dir: "rtl" });
  await eventually(() => at.find(".good-word").getAttribute("dir"), "rtl");
  await at.page.keyboard.press("ArrowLeft");
  await eventually(() => focused(at.page), "tab-unanswered");
  await at.page.keyboard.press("ArrowRight");
  await eventually(() => focused(at.page), "tab-recent");
  const [recent, popular] = await Promise.all([at.tab("Recent").boundingBox(), at.tab("Popular").boundingBox()]);
  assert.ok(popular.x > recent.x);
});

test("kinds, placeholder, query, max-results and subject are live", async () => {
  const at = await visit();
  const rows = () => at.results.count();
  await at.set({ placeholder: "Kettles, limescale, tea" });
  await eventually(() => at.search.getAttribute("placeholder"), "Kettles, limescale, tea");
  await at.set({ query: "kettle", "max-results": "3" });
  await eventually(rows, 3);
  await at.set({ "max-results": "7" });
  await eventually(rows, 7);
  await at.set({ kinds: "idea" });
  await until(at.page, () => [...document.querySelector("good-word").shadowRoot.querySelectorAll("[role=option] .meta")]
    .every((meta) => !/Question|Problem|Praise|Update/.test(meta.textContent)));
  assert.equal(await at.find(".chips").count(), 0);
  await at.set({ kinds: null, query: null });
  await eventually(() => at.search.inputValue(), "");
  await at.loaded();
  await at.set({ subject: "k3" });
  await eventually(() => at.find("#strip .about").textContent(), "K3 travel kettle");
  assert.deepEqual(at.lines, []);
});

test(".config stands for attributes", async () => {
  const at = await visit();
  await at.page.evaluate(() => { document.querySelector("good-word").config = { placeholder: "By property", maxResults: 2, query: "kettle" }; });
  await eventually(() => at.search.getAttribute("placeholder"), "By property");
  await eventually(() => at.results.count(), 2);
});

test("the endpoint can change, and the panel shows the new community", async () => {
  const at = await visit({ routes: { "/other.json": JSON.stringify({ goodword: 1, name: "Other", topics: [{ id: 1, title: "Elsewhere" }] }) } });
  await at.set({ endpoint: "/other.json" });
  await eventually(() => at.rows.locator(".row-title").allTextContents(), ["Elsewhere"]);
  assert.deepEqual(at.errors, []);
});

test("an unknown value gives the default and one line that names attribute, value and what is accepted", async () => {
  const at = await visit();
  for (const [attribute, value, accepted] of [
    ["mode", "drawer", /inline, tab, modal/], ["position", "top", /left, right, bottom/], ["theme", "neon", /auto, light, dark, host/],
    ["loading", "soon", /lazy, idle, interaction, eager/], ["kinds", "rant", /question, idea, problem, praise, update/],
    ["max-results", "many", /1 to 50/], ["shortcut", "k", /ctrl/], ["dir", "up", /ltr, rtl, auto/],
  ]) {
    at.lines.length = 0;
    await at.set({ [attribute]: value });
    await eventually(async () => at.lines.length, 1, attribute);
    assert.ok(at.lines[0].startsWith("warning: good-word"), at.lines[0]);
    assert.ok(at.lines[0].includes(`${attribute}="${value}"`), at.lines[0]);
    assert.match(at.lines[0], accepted);
    // The same value is told of once, however often the attributes are read.
    await at.set({ placeholder: attribute });
    await eventually(() => at.search.getAttribute("placeholder"), attribute);
    await settled(at.page);
    assert.equal(at.lines.length, 1);
    assert.ok(await at.tab("Popular").isVisible());
  }
  assert.deepEqual(at.errors, []);
});
