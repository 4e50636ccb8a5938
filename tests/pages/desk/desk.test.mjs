// The screens of the desk are in a later part of the Wasm: when it is fetched, and what is seen until it is there.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { after, afterEach, before, test } from "node:test";
import { dist, eventually, focused, gate, ours, panel, settled, stage, still } from "../harness.mjs";

const community = JSON.stringify({
  goodword: 1,
  name: "A shop",
  products: [{ id: "k2", name: "The kettle" }],
  topics: [{ id: 1, title: "Is it loud?", body: "It hums.", replies: [{ id: 1, body: "Less than mine." }] }],
  people: [{ id: "p1", name: "Mia Lindqvist" }],
  recommendations: [{ id: 1, person: "p1", subject: "k2", verb: "loves", text: "Still loves it." }],
});
const part = `/${readdirSync(dist).find((name) => /^goodword-desk-[0-9a-f]{12}\.wasm$/.test(name))}`;
const bytes = { headers: { "content-type": "application/wasm" }, body: readFileSync(dist + part) };

let at;
before(async () => { at = await stage(import.meta.url, { routes: { "/community.json": community } }); });
afterEach(() => at.clear());
after(() => at.close());

/** A panel that was opened by keyboard, so that no pointer was near it. */
async function visit(routes) {
  const made = await at.visit("/", { routes });
  const here = { ...made, ...panel(made.page, "#one") };
  await here.trigger.press("Enter");
  await here.loaded();
  return {
    ...here,
    asked: () => at.server.log.filter((path) => path.startsWith("/goodword-desk-")),
    row: here.rows.filter({ hasText: "Is it loud?" }),
    bones: here.find(".bones"),
    notice: here.body.getByRole("alert"),
  };
}

test("opening the panel fetches nothing of it; the first key fetches it, once", async () => {
  const here = await visit();
  await still(here.page);
  await settled(here.page);
  assert.deepEqual(here.asked(), []);
  await here.search.press("ArrowDown");
  await here.search.press("ArrowUp");
  await here.search.hover();
  await eventually(async () => here.asked(), [part]);
  await here.row.click();
  await here.title.waitFor();
  await settled(here.page);
  assert.deepEqual(here.asked(), [part]);
  assert.deepEqual([here.errors, here.lines], [[], []]);
});

test("a screen that a script opens, without a key or pointer, fetches it too", async () => {
  const here = await visit();
  await here.row.evaluate((row) => row.click());
  await here.title.waitFor();
  assert.deepEqual(here.asked(), [part]);
});

test("once it is there a screen stands within the task of the click, with its sentences and its rules", async () => {
  const here = await visit();
  await here.search.hover();
  await here.row.click();
  await here.title.waitFor();
  assert.equal(await here.find("#others").innerText(), "1 reply");
  assert.equal(await here.find(".replies > li").evaluate((item) => getComputedStyle(item).paddingBlockStart), "4px");
  await here.page.keyboard.press("Alt+ArrowLeft");
  await here.strip.waitFor();
  const seen = await here.strip.evaluate(async (strip) => {
    const root = strip.getRootNode(), seen = [];
    new MutationObserver(() => seen.push(root.querySelector(".bones, #title")?.textContent)).observe(root, { childList: true, subtree: true });
    strip.click();
    await new Promise(requestAnimationFrame);
    return seen[0];
  });
  assert.equal(seen, "What friends say about The kettle");
});

for (const [what, press, title] of [
  ["a topic", (here) => here.row.press("Enter"), "Is it loud?"],
  ["what friends say", (here) => here.strip.press("Enter"), "What friends say about The kettle"],
]) {
  test(`${what}, asked for while it is on its way, comes when it is there and has the focus then`, async () => {
    const held = gate();
    const here = await visit({ [part]: () => held.opened });
    await press(here);
    await here.bones.waitFor();
    await settled(here.page);
    assert.equal(await here.title.count(), 0);
    held.open(bytes);
    await here.title.waitFor();
    assert.equal(await here.title.innerText(), title);
    assert.equal(await here.bones.count(), 0);
    await eventually(() => focused(here.page), "title");
    assert.deepEqual([here.errors, here.lines], [[], []]);
  });

  test(`${what}, gone back from while it is on its way, leaves nothing behind`, async () => {
    const held = gate();
    const here = await visit({ [part]: () => held.opened });
    await press(here);
    await here.bones.waitFor();
    await here.button("Back").press("Enter");
    await here.row.waitFor();
    const arrived = here.page.waitForResponse((response) => response.url().endsWith(part));
    held.open(bytes);
    await arrived;
    await settled(here.page);
    assert.equal(await here.title.count(), 0);
    await press(here);
    assert.equal(await here.title.innerText(), title);
    assert.deepEqual([here.errors, here.lines], [[], []]);
  });
}

for (const [how, answer] of [
  ["is not there", { status: 404 }],
  ["breaks off", "refuse"],
  ["has other bytes than it should", { headers: { "content-type": "application/wasm" }, body: "other" }],
]) {
  test(`where it ${how}, a notice says so and tries again; search and lists stay`, async () => {
    const here = await visit({ [part]: answer });
    await here.row.press("Enter");
    await here.notice.waitFor();
    await eventually(async () => ours(here.lines).length, 1);
    assert.match(ours(here.lines)[0], /^warning: good-word: a part of the panel is missing/);
    // Another key does not try again: a reader would have it fail without end.
    const before = here.asked().length;
    await here.page.keyboard.press("Shift");
    await here.retry.hover();
    await settled(here.page);
    assert.equal(here.asked().length, before);
    await here.retry.press("Enter");
    await eventually(async () => here.asked().length > before, true);
    await here.notice.waitFor();
    at.server.routes[part] = undefined;
    await here.retry.press("Enter");
    await here.title.waitFor();
    assert.equal(await here.title.innerText(), "Is it loud?");
    await here.page.keyboard.press("Alt+ArrowLeft");
    await here.row.waitFor();
    assert.equal(ours(here.lines).length, 1, here.lines.join("\n"));
    assert.deepEqual(here.errors, []);
  });
}

test("a panel that says it is missing keeps to that until it tries again, though another panel has it meanwhile", async () => {
  const here = await visit({ [part]: { status: 404 } });
  await here.row.press("Enter");
  await here.notice.waitFor();
  at.server.routes[part] = undefined;
  const two = panel(here.page, "#two");
  await two.host.evaluate((element) => element.show());
  await two.rows.first().press("Enter");
  await two.title.waitFor();
  await here.host.evaluate((element) => { element.messages = {}; });
  await settled(here.page);
  assert.equal(await here.title.count(), 0);
  await here.retry.evaluate((button) => button.click());
  await here.title.waitFor();
  assert.equal(await here.find("article > header .rich-text").innerText(), "It hums.");
  assert.deepEqual(here.errors, []);
});
