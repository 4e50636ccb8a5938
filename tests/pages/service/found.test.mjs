// What a service finds beside what the page finds: one list, which does not move under who is at it.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { eventually, gate, launch, open, panel, serve } from "../harness.mjs";

const HERE = Array.from({ length: 3 }, (_, n) => ({ id: `h${n}`, title: `Kettle lid ${n}`, body: "It drips." }));
/** Better than any that is here, and one in which no word of the query stands. */
const THERE = [{ id: "best", title: "Lid drips" }, { id: "odd", title: "Water on the table" }, HERE[1]];
const PAGE = `<!doctype html><html lang="en"><title>Kettles</title><body>
  <script type="module" src="/goodword.js"></script>
  <good-word endpoint="/service/" loading="eager"><a href="/help">Help</a></good-word>`;
const json = (body) => ({ contentType: "application/json", body: JSON.stringify(body) });

let server, browser;
const opened = [];
before(async () => { [server, browser] = [await serve(), await launch()]; });
afterEach(async () => { for (const page of opened.splice(0)) await page.close(); });
after(async () => { await browser.close(); await server.close(); });

/** A page whose service answers a search when `held` opens, and what it was asked. */
async function visit(held) {
  const asked = [];
  const prepare = async (page) => {
    await page.route("**/shop", (route) => route.fulfill({ contentType: "text/html", body: PAGE }));
    await page.route("**/service/**", async (route) => {
      const { pathname, searchParams } = new URL(route.request().url());
      if (pathname.endsWith("/topics")) return route.fulfill(json({ total: HERE.length, data: HERE }));
      if (!pathname.endsWith("/search")) return route.fulfill(json({ goodword: 1, name: "Kettles", links: { topics: "topics{?sort,limit}", search: "search{?q}" } }));
      asked.push(searchParams.get("q"));
      await held.opened;
      await route.fulfill(json({ total: THERE.length, data: THERE }));
    });
  };
  const made = await open(browser, `${server.url}/shop`, { prepare });
  opened.push(made);
  const parts = panel(made.page);
  await parts.loaded();
  const titles = () => parts.results.locator(".row-title").allTextContents();
  return { ...made, ...parts, asked, titles };
}

const LOCAL = ["Kettle lid 0", "Kettle lid 1", "Kettle lid 2"];
const RANKED = ["Lid drips", ...LOCAL, "Water on the table"];

test("what a service finds is ranked with what is here, and what only it finds comes last", async () => {
  const held = gate(), at = await visit(held);
  await at.search.fill("lid drips");
  await eventually(at.titles, LOCAL);
  held.open();
  await eventually(at.titles, RANKED);
});

test("nothing moves under the arrow keys: what comes later stands below", async () => {
  const held = gate(), at = await visit(held);
  await at.search.fill("lid drips");
  await eventually(at.titles, LOCAL);
  await at.search.press("ArrowDown");
  held.open();
  await eventually(at.titles, [...LOCAL, "Lid drips", "Water on the table"]);
  assert.equal(await at.results.nth(0).getAttribute("aria-selected"), "true");
});

test("nothing moves under the pointer either, and the next query is ranked as a whole", async () => {
  const held = gate(), at = await visit(held);
  await at.search.fill("lid drips");
  await eventually(at.titles, LOCAL);
  await at.results.nth(1).hover();
  held.open();
  await eventually(at.titles, [...LOCAL, "Lid drips", "Water on the table"]);
  await at.page.mouse.move(1, 1);
  await at.search.fill("lid drips now");
  await eventually(async () => (await at.titles())[0], "Lid drips");
});

test("a query that was answered a moment ago is answered from memory, and is kept nowhere else", async () => {
  const held = gate(), at = await visit(held);
  held.open();
  await at.search.fill("lid drips");
  await eventually(at.titles, RANKED);
  await at.search.fill("lid");
  await eventually(() => at.asked.length, 2);
  await at.search.fill("lid drips");
  assert.deepEqual(await at.titles(), RANKED);
  await at.page.waitForTimeout(400);
  assert.deepEqual(at.asked, ["lid drips", "lid"]);
  assert.equal(await at.page.evaluate(() => localStorage.length + sessionStorage.length), 0);
});
