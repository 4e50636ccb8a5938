// What draws the bodies of topics is a Wasm of its own: when it is fetched, and what is read until it is there.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { after, afterEach, before, test } from "node:test";
import { dist, eventually, gate, ours, panel, settled, stage, still } from "../harness.mjs";

const community = JSON.stringify({
  goodword: 1,
  name: "A shop",
  topics: [
    { id: 1, title: "In Markdown", format: "markdown", body: "**Loud** words", replies: [{ id: 1, format: "markdown", body: "- one\n- two" }] },
    { id: 2, title: "In HTML", format: "html", body: "<p>Some <em>fine</em> words</p>" },
    { id: 3, title: "In plain text", body: "See https://a.test/b for *more*" },
  ],
});
const [glue, wasm] = ["js", "wasm"].map((ending) =>
  readdirSync(dist).find((name) => new RegExp(`^goodword-text-[0-9a-f]{12}\\.${ending}$`).test(name)));

let at;
before(async () => { at = await stage(import.meta.url, { routes: { "/community.json": community } }); });
afterEach(() => at.clear());
after(() => at.close());

/** A panel that was opened by keyboard, so that no pointer was near it, with all its topics. */
async function visit(routes) {
  const made = await at.visit("/", { routes });
  const here = { ...made, ...panel(made.page, "#one") };
  await here.trigger.press("Enter");
  await here.loaded();
  return {
    ...here,
    asked: () => at.server.log.filter((path) => path.includes("goodword-text-")),
    open: (title) => here.rows.filter({ hasText: title }).press("Enter"),
    body: here.find("article > header .rich-text"),
  };
}

const inner = (locator) => locator.evaluate((element) => element.innerHTML);
const PLAIN = "<p>Loud words</p>";
const RICH = '<p dir="auto"><strong>Loud</strong> words</p>';
const both = [`/${glue}`, `/${wasm}`];

test("opening the panel fetches nothing of it, and reads the whole community without it", async () => {
  const here = await visit();
  await settled(here.page);
  assert.deepEqual(here.asked(), []);
  assert.equal(await here.rows.count(), 3);
});

test("a click that opens the panel fetches nothing of it, though the pointer may rest on the panel then", async () => {
  const { page } = await at.visit("/");
  const here = panel(page, "#one");
  const { x, y } = await here.trigger.boundingBox();
  await page.mouse.click(x + 5, y + 5);
  await here.loaded();
  await still(page);
  await settled(page);
  assert.deepEqual(at.server.log.filter((path) => path.includes("goodword-text-")), []);
});

test("the first key in the panel fetches it, once", async () => {
  const here = await visit();
  await here.search.press("a");
  await here.search.press("b");
  await eventually(async () => here.asked().sort(), both);
  await here.page.mouse.move(5, 5);
  await here.search.hover();
  await settled(here.page);
  assert.deepEqual(here.asked().sort(), both);
});

test("the first move of a pointer over the panel fetches it, one elsewhere does not", async () => {
  const here = await visit();
  await here.page.mouse.move(5, 5);
  await here.page.mouse.move(9, 9);
  await settled(here.page);
  assert.deepEqual(here.asked(), []);
  await here.search.hover();
  await eventually(async () => here.asked().sort(), both);
});

test("a topic that is opened by a script, without a key or pointer, fetches it too", async () => {
  const here = await visit();
  await here.rows.filter({ hasText: "In HTML" }).evaluate((row) => row.click());
  await eventually(() => inner(here.body), '<p dir="auto">Some <em>fine</em> words</p>');
  assert.deepEqual(here.asked().sort(), both);
});

test("once it is there, bodies of every format are drawn at once", async () => {
  const here = await visit();
  await here.open("In Markdown");
  await eventually(() => inner(here.body), RICH);
  assert.equal(await inner(here.find(".replies .rich-text")), '<ul dir="auto"><li>one</li><li>two</li></ul>');
  // What a script sees within the task after the click was never plain.
  const opened = (title) => here.host.evaluate(async ({ shadowRoot }, title) => {
    const find = () => [...shadowRoot.querySelectorAll(".row")].find((row) => row.textContent.includes(title));
    while (!find()) await new Promise(requestAnimationFrame);
    const seen = [];
    const watch = new MutationObserver(() => seen.push(shadowRoot.querySelector("article > header .rich-text")?.innerHTML));
    watch.observe(shadowRoot, { childList: true, subtree: true });
    find().click();
    await new Promise(requestAnimationFrame);
    watch.disconnect();
    return [...new Set(seen.filter(Boolean))];
  }, title);
  await here.page.keyboard.press("Alt+ArrowLeft");
  assert.deepEqual(await opened("In HTML"), ['<p dir="auto">Some <em>fine</em> words</p>']);
  await here.page.keyboard.press("Alt+ArrowLeft");
  assert.deepEqual(await opened("In plain text"), ['<p dir="auto">See <a href="https://a.test/b" rel="nofollow ugc noopener noreferrer" '
    + 'target="_blank">https://a.test/b</a> for *more*</p>']);
  assert.deepEqual([here.errors, here.lines], [[], []]);
});

test("a topic read while it is on its way shows the words, and then the same with its markup", async () => {
  for (const [path, type] of [[`/${glue}`, "text/javascript"], [`/${wasm}`, "application/wasm"]]) {
    const held = gate();
    const here = await visit({ [path]: () => held.opened });
    await here.open("In Markdown");
    await here.title.waitFor();
    await settled(here.page);
    assert.equal(await inner(here.body), PLAIN);
    assert.equal(await inner(here.find(".replies .rich-text")), "<p>one two</p>");
    held.open({ headers: { "content-type": type }, body: readFileSync(`${dist}${path}`) });
    await eventually(() => inner(here.body), RICH);
    assert.equal(await here.find(".replies .rich-text li").count(), 2);
    assert.equal(await here.find(".rich-text").count(), 2);
    assert.deepEqual([here.errors, here.lines], [[], []]);
    await here.page.close();
  }
});

test("a panel that was left before it arrives is not hurt, and draws the next topic with it", async () => {
  const held = gate();
  const here = await visit({ [`/${wasm}`]: () => held.opened });
  await here.open("In Markdown");
  await here.title.waitFor();
  await here.page.evaluate(() => { window.element = document.querySelector("#one"); window.element.remove(); });
  const arrived = here.page.waitForResponse((response) => response.url().endsWith(wasm));
  held.open({ headers: { "content-type": "application/wasm" }, body: readFileSync(`${dist}/${wasm}`) });
  await arrived;
  await settled(here.page);
  await here.page.evaluate(() => document.body.append(window.element));
  await here.trigger.press("Enter");
  await here.open("In Markdown");
  await eventually(() => inner(here.body), RICH);
  assert.deepEqual([here.errors, here.lines], [[], []]);
});

for (const [what, path, answer] of [
  ["whose glue is not there", glue, { status: 404 }],
  ["whose Wasm is not there", wasm, { status: 404 }],
  ["whose connection is cut", wasm, "refuse"],
  ["that has other bytes than it should", wasm, { headers: { "content-type": "application/wasm" }, body: "other" }],
]) {
  test(`one ${what} leaves the words, with one console line, and is tried again at the next topic`, async () => {
    const here = await visit({ [`/${path}`]: answer });
    await here.open("In Markdown");
    await eventually(async () => ours(here.lines).length, 1);
    assert.match(ours(here.lines)[0], /^warning: good-word: bodies are shown as plain text/);
    assert.equal(await inner(here.body), PLAIN);
    const before = here.asked().length;
    // Neither keys nor pointers try again: a reader would have it fail without end.
    await here.title.hover();
    await here.page.keyboard.press("Shift");
    await settled(here.page);
    assert.equal(here.asked().length, before);
    await here.page.keyboard.press("Alt+ArrowLeft");
    await here.open("In HTML");
    await eventually(async () => here.asked().length > before, true);
    await eventually(() => inner(here.body), "<p>Some fine words</p>");
    await settled(here.page);
    at.server.routes[`/${path}`] = undefined;
    await here.page.keyboard.press("Alt+ArrowLeft");
    await here.open("In Markdown");
    await eventually(() => inner(here.body), RICH);
    assert.equal(ours(here.lines).length, 1, here.lines.join("\n"));
    assert.deepEqual(here.errors, []);
  });
}

test("one that breaks while it draws leaves the words", async () => {
  const broken = 'export const start = () => {}, css = () => ""; export const richText = () => { throw new Error("broken"); };';
  const here = await visit({ [`/${glue}`]: broken });
  await here.open("In Markdown");
  await eventually(async () => here.asked().sort(), both);
  await settled(here.page);
  assert.equal(await inner(here.body), PLAIN);
  await here.page.keyboard.press("Alt+ArrowLeft");
  await here.open("In HTML");
  assert.equal(await inner(here.body), "<p>Some fine words</p>");
  assert.deepEqual(here.errors, []);
});

test("two panels share one", async () => {
  const here = await visit();
  await here.open("In Markdown");
  await eventually(() => inner(here.body), RICH);
  await here.page.keyboard.press("Escape");
  const two = panel(here.page, "#two");
  await two.trigger.click();
  await two.rows.filter({ hasText: "In Markdown" }).click();
  await eventually(() => inner(two.find("article > header .rich-text")), RICH);
  assert.deepEqual(here.asked().sort(), both);
  assert.deepEqual([here.errors, here.lines], [[], []]);
});
