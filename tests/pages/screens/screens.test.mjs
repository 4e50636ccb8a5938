// Every screen, light and dark: nothing for axe to find, and an accessibility tree that changes on purpose only.
// The trees are the .yml files beside this one; UPDATE_SNAPSHOTS=1 writes them anew.
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { after, afterEach, before, test } from "node:test";
import { axe, eventually, gate, panel, stage } from "../harness.mjs";

// "3 days ago" would be another day tomorrow.
const NOW = Date.UTC(2026, 10, 20, 12);
const held = gate();

/** Name, what the endpoint answers instead of the community, and the way to the screen. */
const SCREENS = [
  ["home", undefined, (at) => at.loaded()],
  ["unanswered", undefined, (at) => at.tab("Unanswered").click()],
  ["results", undefined, async (at) => {
    await at.loaded();
    await at.search.fill("limesc");
    await at.results.first().waitFor();
    await at.search.press("ArrowDown");
    await eventually(() => at.find("#option-0").getAttribute("aria-selected"), "true");
    // Said once the query has settled.
    await at.find(".unseen").filter({ hasText: "result" }).waitFor({ state: "attached" });
  }],
  ["nothing-found", undefined, async (at) => {
    await at.loaded();
    await at.search.fill("qqzzxx");
    await at.find(".unseen").filter({ hasText: "Nobody" }).waitFor({ state: "attached" });
  }],
  ["nothing-of-this-kind", undefined, async (at) => {
    await at.loaded();
    await at.button("Updates").click();
    await at.search.fill("limesc");
    await at.find(".unseen").filter({ hasText: "Nobody" }).waitFor({ state: "attached" });
  }],
  ["topic", undefined, async (at) => {
    await at.rows.filter({ hasText: "How often" }).click();
    await at.title.waitFor();
    await at.drawn();
  }],
  ["topic-unanswered", undefined, async (at) => {
    await at.rows.filter({ hasText: "A light that says" }).click();
    await at.title.waitFor();
    await at.drawn();
  }],
  ["friends", undefined, async (at) => {
    await at.strip.click();
    await at.title.waitFor();
  }],
  ["friends-signed-out", undefined, async (at) => {
    await at.page.evaluate(() => Object.assign(document.querySelector("good-word"), { viewer: null, friends: null }));
    await at.strip.click();
    await at.title.waitFor();
  }],
  ["loading", () => held.opened, (at) => at.find(".bones").waitFor()],
  ["unreachable", { status: 500 }, (at) => at.retry.waitFor()],
  ["not-understood", "<h1>Sign in</h1>", (at) => at.retry.waitFor()],
  ["cut-off", '{"goodword":1,"topics":[{"id":1,"title":"It came"},', (at) => at.retry.waitFor()],
  ["first-day", '{"goodword":1,"name":"A new shop","topics":[]}', (at) => at.find("[part=empty]").waitFor()],
  ["not-set-up", undefined, async (at) => {
    await at.page.evaluate(() => document.querySelector("good-word").removeAttribute("endpoint"));
    await at.host.getByRole("alert").waitFor();
  }],
];
/** Screens that are looked at from right to left too, in Arabic. */
const RTL = ["home", "results", "topic", "friends"];

let at;
before(async () => { at = await stage(import.meta.url); });
afterEach(() => at.clear());
after(() => {
  held.open("");
  return at.close();
});

for (const [name, answer, reach] of SCREENS) {
  test(`${name}: axe finds nothing, and the accessibility tree is the known one`, async () => {
    const made = await at.visit("/", {
      locale: "en-US", timezoneId: "UTC", routes: answer && { "/community.json": answer },
      prepare: (page) => page.addInitScript((now) => { Date.now = () => now; }, NOW),
      // Times are told by the server's clock where it says another moment.
      headers: { date: new Date(NOW).toUTCString() },
    });
    const here = { ...made, ...panel(made.page) };
    await here.search.waitFor();
    await reach(here);
    const tree = `${await here.host.ariaSnapshot()}\n`.replaceAll(at.server.url, "");
    const file = new URL(`${name}.yml`, import.meta.url);
    if (process.env.UPDATE_SNAPSHOTS) writeFileSync(file, tree);
    assert.ok(existsSync(file), `${name}.yml is missing; UPDATE_SNAPSHOTS=1 writes it`);
    assert.equal(tree, readFileSync(file, "utf8"));

    const found = [];
    const look = async (what) => found.push(...(await axe(here)).map((line) => `${what}: ${line}`));
    const set = (attributes) => made.page.evaluate((attributes) => {
      for (const [name, value] of Object.entries(attributes)) document.querySelector("good-word").setAttribute(name, value);
    }, attributes);
    const scheme = (expected) => eventually(() => here.find(".good-word").evaluate((root) => getComputedStyle(root).colorScheme), expected);
    await look("light");
    await set({ theme: "dark" });
    await scheme("dark");
    await look("dark");
    if (RTL.includes(name)) {
      await set({ lang: "ar", dir: "rtl" });
      await eventually(() => here.find(".good-word").getAttribute("lang"), "ar");
      await look("dark, right to left");
      await set({ theme: "light" });
      await scheme("light");
      await look("light, right to left");
    }
    assert.deepEqual(found, []);
    assert.deepEqual(made.errors, []);
  });
}

test("axe does find what is wrong, in the panel too", async () => {
  const made = await at.visit();
  const here = { ...made, ...panel(made.page) };
  await here.loaded();
  await here.search.evaluate((search) => search.removeAttribute("aria-label"));
  await here.find(".panel-about").evaluate((about) => about.setAttribute("lang", "no language"));
  assert.ok((await axe(here)).some((line) => line.includes("lang")));
});
