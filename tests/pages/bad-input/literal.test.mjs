// Naughty strings in titles, names, bodies and tags stand on the page letter by letter, and nothing in them runs.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, panel, settled, sharedFile, stage } from "../harness.mjs";
import { fired, trap } from "./trap.mjs";

const file = sharedFile("corpora/blns.json");
const options = { skip: file ? false : "the corpora are not beside this repository" };
/** White space around a text is not part of it; Unicode knows a few more of it than JavaScript. */
const bare = (texts) => texts.map((text) => text.replace(/^[\s\x85]+|[\s\x85]+$/g, ""));
const strings = [...new Set(JSON.parse(file ?? '{"items":[]}').items)].filter((string) => bare([string])[0]);

const community = JSON.stringify({
  goodword: 1,
  name: "<img src=x onerror=fire()>",
  topics: [
    { id: "all", title: "All of them", tags: strings, replies: strings.map((body, n) => ({ id: n, author: `p${n}`, body })) },
    ...strings.map((title, n) => ({ id: n, title, tags: ["naughtytag"] })),
  ],
  people: strings.map((name, n) => ({ id: `p${n}`, name })),
  recommendations: strings.slice(0, 40).map((text, n) => ({ id: n, person: `p${n}`, subject: "k2", verb: "uses", text })),
});

let at;
before(async () => { at = await stage(import.meta.url, { routes: { "/community.json": community } }); });
after(() => at.close());

const visit = async (options) => {
  const made = await at.visit("/", { prepare: trap, ...options });
  return { ...made, ...panel(made.page) };
};
/** The order is not what is asked here, and one difference says more than two lists. */
function same(found, expected) {
  const [a, b] = [bare(found), bare(expected)];
  assert.deepEqual([a.filter((one) => !b.includes(one)), b.filter((one) => !a.includes(one)), a.length], [[], [], b.length]);
}
const unhurt = async ({ page, errors, lines }) => {
  await settled(page);
  assert.deepEqual(await fired(page), []);
  assert.deepEqual([errors, lines], [[], []]);
};

test("titles", options, async () => {
  const here = await visit();
  await here.loaded();
  await here.search.fill("naughtytag");
  for (let shown = 50; shown < strings.length; shown += 50) {
    await eventually(() => here.results.count(), shown);
    await here.find("button.link").click();
  }
  await eventually(() => here.results.count(), strings.length);
  assert.equal(await here.find("button.link").count(), 0);
  same(await here.results.locator(".row-title").allTextContents(), strings);
  await unhurt(here);
});

test("names, bodies and tags", options, async () => {
  const here = await visit();
  await here.rows.filter({ hasText: "All of them" }).click();
  await here.title.waitFor();
  await here.drawn();
  assert.equal(await here.find("#panel-name").textContent(), "<img src=x onerror=fire()>");
  for (const part of [".replies .name", ".replies .rich-text", ".tags li"]) same(await here.find(part).allTextContents(), strings);
  await unhurt(here);
});

test("words of friends", options, async () => {
  const here = await visit();
  await here.loaded();
  await here.page.evaluate((friends) => { document.querySelector("good-word").friends = friends; },
    strings.slice(0, 40).map((name, n) => ({ id: `p${n}`, name, relation: "friend" })));
  await here.strip.click();
  await eventually(() => here.find("blockquote").count(), 40);
  for (const part of ["blockquote", ".voice .name"]) same(await here.find(part).allTextContents(), strings.slice(0, 40));
  await unhurt(here);
});

test("queries", options, async () => {
  const here = await visit({ routes: { "/community.json": JSON.stringify({ goodword: 1, topics: [{ id: 1, title: "All of them" }] }) } });
  await here.loaded();
  await here.search.evaluate(async (search, strings) => {
    for (const string of strings) {
      search.value = string;
      search.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
      await 0;
      if (search.value !== string) window.__fired.push(`the box holds ${search.value}`);
    }
  }, strings);
  await here.search.fill("All of them");
  await here.results.first().waitFor();
  await unhurt(here);
});
