// What the panel tells its page.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { eventually, hear, heard, panel, stage, type, until } from "../harness.mjs";

const COMMUNITY = {
  goodword: 1,
  name: "A shop",
  topics: [
    { id: "far", title: "Far away", url: "https://elsewhere.example/far" },
    { id: 7, title: "A link in the answer", replies: [{ id: 1, best: true, format: "markdown", body: "See [this](https://elsewhere.example/this)." }] },
  ],
};

let at;
before(async () => { at = await stage(import.meta.url); });
afterEach(() => at.clear());
after(() => at.close());

async function visit(options) {
  const made = await at.visit("/", { prepare: hear, ...options });
  return { ...made, ...panel(made.page) };
}

const small = { routes: { "/demo/community.json": JSON.stringify(COMMUNITY) } };

test("good-word-ready comes once, and the promise with it", async () => {
  const at = await visit();
  await at.loaded();
  await at.page.evaluate(() => document.querySelector("good-word").ready);
  assert.deepEqual(await heard(at.page, "ready"), [null]);
  assert.ok(await at.host.evaluate((host) => host.matches(":state(ready)")));
  assert.deepEqual(at.errors, []);
});

test("good-word-search tells the settled query once, with how many and how long", async () => {
  const at = await visit();
  await at.loaded();
  await type(at.search, "descal");
  await until(at.page, () => window.heard.some(([name]) => name === "search"));
  const found = await heard(at.page, "search");
  assert.equal(found.length, 1);
  assert.deepEqual(Object.keys(found[0]).sort(), ["count", "ms", "query"]);
  assert.equal(found[0].query, "descal");
  const count = parseInt(await at.find(".heading p").first().textContent(), 10);
  assert.equal(found[0].count, count);
  assert.ok(Number.isInteger(found[0].ms) && found[0].ms >= 0, `${found[0].ms}`);
});

test("good-word-topic tells id and rank", async () => {
  const at = await visit();
  await at.loaded();
  const second = await at.rows.nth(1).locator(".row-title").textContent();
  await at.rows.nth(1).click();
  await eventually(() => at.title.textContent(), second);
  const [told, ...more] = await heard(at.page, "topic");
  assert.deepEqual(more, []);
  assert.equal(told.rank, 2);
  assert.equal(typeof told.id, "string");
});

test("events bubble, are composed, and only before-open and navigate can be cancelled", async () => {
  const at = await visit({ prepare: async (page) => {
    await page.addInitScript(() => {
      window.shape = {};
      for (const name of ["ready", "topic", "navigate"]) {
        document.addEventListener(`good-word-${name}`, ({ bubbles, composed, cancelable, target }) => {
          window.shape[name] = [bubbles, composed, cancelable, target.localName];
        });
      }
      addEventListener("good-word-navigate", (event) => event.preventDefault());
    });
  }, ...small });
  await at.loaded();
  await at.rows.filter({ hasText: "A link in the answer" }).click();
  await at.find("[part=best-answer] a").click();
  await until(at.page, () => window.shape.navigate);
  assert.deepEqual(await at.page.evaluate(() => window.shape), {
    ready: [true, true, false, "good-word"],
    topic: [true, true, false, "good-word"],
    navigate: [true, true, true, "good-word"],
  });
});

test("good-word-navigate tells a link out of the panel, and a page can prevent it", async () => {
  const at = await visit({ ...small, prepare: async (page) => {
    await hear(page);
    await page.context().route("https://elsewhere.example/**", (route) => route.fulfill({ body: "elsewhere" }));
  } });
  await at.loaded();
  await at.rows.filter({ hasText: "A link in the answer" }).click();
  const link = at.find("[part=best-answer] a");
  const opened = at.page.context().waitForEvent("page");
  await link.click();
  const other = await opened;
  await other.waitForURL("https://elsewhere.example/this");
  assert.equal(await other.evaluate(() => window.opener), null);
  await other.close();
  assert.deepEqual(await heard(at.page, "navigate"), [{ url: "https://elsewhere.example/this" }]);
  await at.page.evaluate(() => {
    addEventListener("good-word-navigate", (event) => event.preventDefault());
    addEventListener("click", (event) => window.heard.push(["click", event.defaultPrevented]));
  });
  await link.click();
  await until(at.page, () => window.heard.some(([name]) => name === "click"));
  assert.deepEqual(await heard(at.page, "click"), [true]);
  assert.equal(at.page.context().pages().length, 1);
  assert.deepEqual(at.errors, []);
});

test("a listener that throws does not hurt the panel", async () => {
  const at = await visit({ prepare: (page) => page.addInitScript(() => {
    for (const name of ["ready", "search", "topic"]) addEventListener(`good-word-${name}`, () => { throw new Error("the page's own"); });
  }) });
  await at.loaded();
  await at.rows.first().click();
  await at.title.waitFor();
  await at.page.keyboard.press("Alt+ArrowLeft");
  await at.loaded();
  assert.deepEqual([...new Set(at.errors)], ["Error: the page's own"]);
});

test("the methods search, focus and refresh do what they say", async () => {
  const at = await visit();
  await at.loaded();
  await at.page.evaluate(() => document.querySelector("good-word").search("descal"));
  await at.results.first().waitFor();
  assert.equal(await at.search.inputValue(), "descal");
  await at.page.evaluate(() => document.querySelector("good-word").focus());
  await until(at.page, () => document.activeElement.localName === "good-word");
  const asked = () => at.requests.filter((url) => url.endsWith("/community.json")).length;
  assert.equal(asked(), 1);
  await at.page.evaluate(() => document.querySelector("good-word").refresh());
  await eventually(async () => asked(), 2);
  await at.results.first().waitFor();
});
