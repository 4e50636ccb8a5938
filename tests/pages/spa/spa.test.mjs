// Applications take elements off the page, move them and put them back.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { eventually, focused, hear, heard, panel, settled, stage, until } from "../harness.mjs";

const CYCLES = 30;

let at;
before(async () => { at = await stage(import.meta.url); });
afterEach(() => at.clear());
after(() => at.close());

async function visit() {
  const made = await at.visit("/", { prepare: hear });
  const parts = panel(made.page);
  await parts.loaded();
  return { ...made, ...parts };
}

/** How many results a panel that is used right now gives for "descal". */
const searchIn = (page) => page.evaluate(async () => {
  const host = document.querySelector("good-word");
  const wait = async (found) => {
    for (const end = performance.now() + 10_000; performance.now() < end; await new Promise(requestAnimationFrame)) {
      if (found()) return true;
    }
    return false;
  };
  const inside = (selector) => host.shadowRoot.querySelectorAll(selector);
  if (!await wait(() => inside("#search").length === 1 && inside(".row").length)) return "no panel";
  const [search] = inside("#search");
  search.value = "descal";
  search.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
  return await wait(() => inside("[role=option]").length) ? inside("[role=option]").length : "no results";
});

test("a panel that is moved keeps what stands in it, and does not load again", async () => {
  const at = await visit();
  await at.search.fill("descal");
  await at.results.first().click();
  await at.title.waitFor();
  const title = await at.title.textContent();
  for (let n = 0; n < CYCLES; n += 1) {
    await at.page.evaluate((to) => document.getElementById(to).append(document.querySelector("good-word")), ["two", "three", "one"][n % 3]);
  }
  await settled(at.page);
  assert.equal(await at.title.textContent(), title);
  await at.button("Back").click();
  assert.equal(await at.search.inputValue(), "descal");
  assert.equal(at.requests.filter((url) => url.endsWith("community.json")).length, 1);
  assert.equal((await heard(at.page, "ready")).length, 1);
  assert.deepEqual([at.errors, at.lines], [[], []]);
});

test(`a panel that is removed and put back ${CYCLES} times works every time`, async () => {
  const at = await visit();
  const counts = [await searchIn(at.page)];
  for (let n = 0; n < CYCLES; n += 1) {
    await at.page.evaluate(async () => {
      const host = document.querySelector("good-word");
      host.remove();
      // The loader lets go of a panel once the task in which it was removed is over.
      await new Promise(requestAnimationFrame);
      document.body.append(host);
    });
    counts.push(await searchIn(at.page));
  }
  assert.ok(counts[0] > 1, `${counts[0]}`);
  assert.deepEqual([...new Set(counts)], [counts[0]]);
  assert.equal(await at.host.evaluate((host) => host.shadowRoot.querySelectorAll("#search").length), 1);
  assert.deepEqual([at.errors, at.lines], [[], []]);
});

test(`${CYCLES} new elements, one after the other, each work and carry nothing over`, async () => {
  const at = await visit();
  const counts = [];
  for (let n = 0; n < CYCLES; n += 1) {
    await at.page.evaluate(async () => {
      document.querySelector("good-word").remove();
      await new Promise(requestAnimationFrame);
      const fresh = document.createElement("good-word");
      fresh.setAttribute("endpoint", "/demo/community.json");
      document.body.append(fresh);
      for (const end = performance.now() + 10_000; performance.now() < end && !fresh.shadowRoot.querySelector("#search");) {
        await new Promise(requestAnimationFrame);
      }
      window.carried = (window.carried ?? "") + fresh.shadowRoot.querySelector("#search").value;
    });
    counts.push(await searchIn(at.page));
  }
  assert.deepEqual([...new Set(counts)].length, 1, counts.join(", "));
  assert.ok(counts[0] > 1);
  assert.equal(await at.page.evaluate(() => window.carried), "");
  assert.deepEqual([at.errors, at.lines], [[], []]);
});

test("an open tab that is removed closes, and opens again from its trigger when it is back", async () => {
  const at = await visit();
  await at.page.evaluate(() => {
    const tab = document.createElement("good-word");
    for (const [name, value] of [["id", "tab"], ["mode", "tab"], ["endpoint", "/demo/community.json"]]) tab.setAttribute(name, value);
    document.querySelector("#two").append(tab);
  });
  const tab = panel(at.page, "#tab");
  for (let n = 0; n < 3; n += 1) {
    await tab.trigger.click();
    await tab.loaded();
    await eventually(() => focused(at.page), "search");
    await at.page.evaluate(async () => {
      const tab = document.querySelector("#tab");
      tab.remove();
      await new Promise(requestAnimationFrame);
      document.querySelector("#three").append(tab);
    });
    await eventually(() => tab.trigger.getAttribute("aria-expanded"), "false");
    assert.equal(await tab.dialog.isVisible(), false);
  }
  assert.deepEqual(at.errors, []);
});

test("an element removed while its community is on its way is let go without a word", async () => {
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  const made = await at.visit("/", { prepare: hear, routes: { "/demo/community.json": () => held } });
  await panel(made.page).search.waitFor();
  await made.page.evaluate(() => document.querySelector("good-word").remove());
  await settled(made.page);
  release(JSON.stringify({ goodword: 1, topics: [] }));
  await settled(made.page);
  assert.deepEqual([made.errors, made.lines, await heard(made.page, "error")], [[], [], []]);
});

test("an element that moves into another shadow root works there", async () => {
  const at = await visit();
  await at.page.evaluate(() => {
    const root = document.querySelector("#two").attachShadow({ mode: "open" });
    root.append(document.querySelector("good-word"));
  });
  await at.search.fill("descal");
  await at.results.first().click();
  await eventually(() => focused(at.page), "title");
  await at.page.keyboard.press("Alt+ArrowLeft");
  await eventually(() => focused(at.page), "search");
  await until(at.page, () => !document.querySelector("good-word"));
  assert.deepEqual(at.errors, []);
});
