// The benchmark's way through a page, with an engine that the tests have anyway: times are there, and a page finds what Node.js finds.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { round, visit } from "../../pkg-scripts/search/measure.mjs";
import { bytesOf, start } from "../../pkg-scripts/search/node.mjs";
import { site } from "../../pkg-scripts/search/site.mjs";
import { GAVE_UP, within } from "../../pkg-scripts/search/within.mjs";
import { launch } from "../pages/harness.mjs";

const NAME = "minisearch-tuned";
const TOPICS = ["How do I descale the kettle?", "The kettle whistles too early", "Where is the filter?", "Kettles and hard water", "A lid that sticks"]
  .map((title, n) => ({ id: `t${n}`, title, body: n ? "" : "The water here is hard.", answer: "Ask the kettle people.", tags: [] }));
const QUERIES = { whole: ["hard water", "kettel", "filter"], typed: [["k", "ke", "ket"], ["l", "li"]] };
let browser, served;

before(async () => {
  [browser, served] = await Promise.all([launch(), site([NAME])]);
  served.files.set("/data.json", Buffer.from(bytesOf(TOPICS)));
});
after(async () => {
  await browser?.close();
  await served?.close();
});

test("a round builds, asks everything and stores the index, and what was stored opens", async () => {
  const built = await round(browser, served, NAME, { how: "build", path: "/data.json", options: {}, queries: QUERIES, savePath: "/stored" });
  assert.equal(built.failed, undefined);
  assert.deepEqual([built.whole.times.length, built.typed.times.length, built.typed.isWhole], [3, 5, true]);
  // Two for the hard water, one for the filter; a swap of letters is two edits to MiniSearch.
  assert.equal(built.whole.found, 3);
  assert.equal(built.save.bytes, served.files.get("/stored").length);
  const opened = await round(browser, served, NAME, { how: "open", path: "/stored", options: {}, queries: QUERIES });
  assert.equal(opened.failed, undefined);
  assert.equal(opened.whole.found, built.whole.found);
});

test("a page is isolated, so that its clock is fine, and finds what Node.js finds", async () => {
  const { call, close } = await visit(browser, served);
  assert.equal((await call("start", NAME, {})).isolated, true);
  await call("fetchBytes", "/data.json");
  await call("ready", "build");
  const there = await call("answers", QUERIES.whole, 3);
  await close();
  const engine = await start(NAME), index = engine.build(bytesOf(TOPICS));
  assert.deepEqual(there, QUERIES.whole.map((query) => engine.search(index, query, 3)));
  assert.equal(there[2][0], 2);
});

test("what an engine cannot do is told as a reason and not thrown", async () => {
  served.files.set("/broken.json", Buffer.from("[{"));
  const { failed } = await round(browser, served, NAME, { how: "build", path: "/broken.json", options: {}, queries: QUERIES });
  assert.match(failed, /JSON/);
});

test("work that does not end is given up", async () => {
  assert.equal(await within(1, new Promise(() => {})), GAVE_UP);
  assert.equal(await within(60_000, Promise.resolve(7)), 7);
});
