// Several panels, and several copies of the script, on one page.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, afterEach, before, test } from "node:test";
import { dist, eventually, hear, panel, stage } from "../harness.mjs";

const community = (name) => JSON.stringify({
  goodword: 1,
  name: `Community ${name}`,
  topics: [1, 2, 3].map((n) => ({ id: n, title: `${name} topic ${n} about kettles`, body: `Words of ${name}`,
    replies: [{ id: 1, body: `Answer of ${name}`, best: true, author: "p" }] })),
  people: [{ id: "p", name: `Person of ${name}` }],
  recommendations: [{ id: 1, person: "p", subject: "thing", verb: "uses", text: `Word of ${name}` }],
});
const loader = readFileSync(`${dist}/goodword.js`, "utf8");

let at;
before(async () => {
  at = await stage(import.meta.url, { routes: {
    "/a.json": community("A"), "/b.json": community("B"), "/c.json": community("C"),
    // Another version has other names of glue and Wasm, which must not be asked for: the first that came defined the element.
    "/older/goodword.js": loader.replace(/goodword-[0-9a-f]{12}/g, "goodword-000000000000"),
  } });
});
afterEach(() => at.clear());
after(() => at.close());

async function visit() {
  const made = await at.visit("/", { prepare: hear });
  const [a, b] = [panel(made.page, "#a"), panel(made.page, "#b")];
  await Promise.all([a.loaded(), b.loaded()]);
  return { ...made, a, b };
}

test("each panel searches its own community", async () => {
  const { a, b, errors, lines } = await visit();
  await a.search.fill("kettles");
  await eventually(() => a.results.count(), 3);
  assert.ok((await a.results.allTextContents()).every((text) => text.includes("A topic")));
  assert.equal(await b.search.inputValue(), "");
  assert.equal(await b.rows.count(), 3);
  await b.search.fill("kettles");
  await eventually(() => b.results.count(), 3);
  assert.ok((await b.results.allTextContents()).every((text) => text.includes("B topic")));
  await a.results.first().click();
  await a.title.waitFor();
  assert.equal(await b.results.count(), 3);
  assert.match(await a.body.textContent(), /Answer of A/);
  assert.deepEqual([errors, lines], [[], []]);
});

test("friends, language and theme are each panel's own", async () => {
  const { a, b, page } = await visit();
  await page.evaluate(() => { document.querySelector("#a").friends = [{ id: "p", name: "Pat", relation: "friend" }]; });
  await eventually(() => a.find("#strip b").textContent(), "Pat speaks for it");
  assert.doesNotMatch(await b.strip.textContent(), /Pat/);
  await b.tab("Beliebt").waitFor();
  assert.ok(await a.tab("Popular").isVisible());
  const schemes = await Promise.all([a, b].map((one) => one.find(".good-word").evaluate((root) => getComputedStyle(root).colorScheme)));
  assert.deepEqual(schemes, ["light dark", "dark"]);
});

test("events come from the panel that they are about", async () => {
  const { b, page } = await visit();
  await page.evaluate(() => {
    window.from = [];
    addEventListener("good-word-topic", ({ target }) => window.from.push(target.id));
  });
  await b.rows.first().click();
  await eventually(() => page.evaluate(() => window.from), ["b"]);
});

test("a module, its copy, another version and a classic script share one element, one glue and one Wasm", async () => {
  const { page, requests, errors } = await visit();
  const third = panel(page, "good-word[endpoint='/c.json']");
  await third.trigger.click();
  await eventually(() => third.find("#panel-name").textContent(), "Community C");
  const fetched = requests.map((url) => new URL(url).pathname).filter((path) => /goodword-[0-9a-f]{12}\.(js|wasm)$/.test(path));
  assert.deepEqual(fetched.map((path) => path.split(".")[1]).sort(), ["js", "wasm"]);
  assert.ok(!fetched.some((path) => path.includes("000000000000")));
  assert.deepEqual(errors, []);
});
