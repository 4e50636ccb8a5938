// Friends' words from a service that is not told who the friends are.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, afterEach, before, test } from "node:test";
import { community } from "../community.mjs";
import { eventually, gate, launch, open, ours, panel } from "../harness.mjs";

const MANY = 140;
const word = (n) => ({
  id: `r${n}`, person: `p${n}`, subject: "k2", verb: "recommends", text: `Word ${n}.`, audience: "public",
  created_at: new Date(Date.UTC(2026, 0, 1) + n * 86_400_000 / 2).toISOString(),
});
const SNAPSHOT = {
  goodword: 1, name: "Juniper Kettles", products: [{ id: "k2", name: "K2" }, { id: "k1", name: "K1" }],
  people: Array.from({ length: MANY }, (_, n) => ({ id: `p${n}`, name: `Person ${n}` })),
  topics: [{ id: "1", title: "How often should I descale?", author: "p3" }],
  // The first are the oldest, and so on no first page of a list.
  recommendations: [...Array.from({ length: MANY }, (_, n) => word(n)), { ...word(5), id: "other", subject: "k1" }],
};
const FRIENDS = [
  { id: "p2", name: "Mia Lindqvist", relation: "friend", mutual: 3 }, { id: "p9", name: "Jonas Brandt", relation: "friend" },
  { id: "nobody-here", name: "Ada Roy", relation: "friend" }, { id: "p4", relation: "friend_of_friend" },
];
const key = (person) => createHash("sha256").update(`k2\0${person}`).digest("hex");

let server, browser;
const opened = [];
before(async () => {
  server = await community({ snapshot: SNAPSHOT });
  browser = await launch();
});
afterEach(async () => { for (const page of opened.splice(0)) await page.close(); });
after(async () => { await browser.close(); await server.close(); });

async function visit({ subject = "k2", friends = FRIENDS, mode = "inline", prepare: more } = {}) {
  const asked = [];
  const prepare = async (page) => {
    await more?.(page);
    page.on("request", async (request) => {
      if (request.url().includes("prefix=")) asked.push({ prefix: new URL(request.url()).searchParams.get("prefix"), headers: await request.allHeaders() });
    });
    await page.route(`${server.url}/shop`, (route) => route.fulfill({
      contentType: "text/html",
      body: `<!doctype html><html lang="en"><title>Kettles</title><body><script type="module" src="/goodword.js"></script>
        <good-word endpoint="/api/" subject="${subject}" loading="eager" mode="${mode}"><a href="/help">Help</a></good-word>`,
    }));
    await page.addInitScript(({ friends, token }) => addEventListener("DOMContentLoaded", () => {
      Object.assign(document.querySelector("good-word"), { friends, viewer: { id: "sam" }, identity: token });
    }), { friends, token: server.token("sam", "Sam") });
  };
  const made = await open(browser, `${server.url}/shop`, { prepare });
  opened.push(made);
  return { ...made, ...panel(made.page), asked, host: made.page.locator("good-word") };
}

const names = (at) => at.host.locator("[aria-labelledby=yours] .name").allTextContents();

test("friends' words come though no list has them, and friends' prefixes go among those of others, as nobody's", async () => {
  const at = await visit();
  await at.loaded();
  assert.deepEqual(at.asked, [], "nothing is asked for before somebody looks");
  await at.strip.click();
  await eventually(async () => (await names(at)).sort(), ["Jonas Brandt", "Mia Lindqvist"]);
  const digits = at.asked[0].prefix.length;
  assert.equal(at.asked.length, Math.min(16, 16 ** digits));
  const prefixes = at.asked.map(({ prefix }) => prefix);
  for (const friend of ["p2", "p9", "nobody-here"]) assert.ok(prefixes.includes(key(friend).slice(0, digits)), friend);
  assert.deepEqual(prefixes, [...new Set(prefixes)].sort());
  for (const { headers } of at.asked) assert.deepEqual([headers.authorization, headers.cookie], [undefined, undefined]);
  // Who is a friend's friend is asked for no more than anybody.
  assert.doesNotMatch(at.requests.join(), /p2\b|p9\b|p4\b|nobody-here/);
  assert.deepEqual([at.errors, ours(at.lines)], [[], []]);
});

test("it is asked once, and again for other friends, whose words replace those of the former", async () => {
  const at = await visit();
  await at.loaded();
  await at.strip.click();
  await eventually(async () => (await names(at)).length, 2);
  const before = at.asked.length;
  await at.button("Back").click();
  await at.strip.click();
  await eventually(async () => (await names(at)).length, 2);
  assert.equal(at.asked.length, before);
  await at.page.evaluate(() => { document.querySelector("good-word").friends = [{ id: "p7", name: "Aisha Rahman", relation: "friend" }]; });
  await eventually(() => names(at), ["Aisha Rahman"]);
  assert.equal(at.asked.length, 2 * before);
  await at.page.evaluate(() => Object.assign(document.querySelector("good-word"), { friends: [], viewer: null, identity: null }));
  await eventually(() => names(at), []);
  assert.doesNotMatch(await at.page.evaluate(() => document.querySelector("good-word").shadowRoot.textContent), /Word [279]\./);
});

test("what is read anew brings friends' words again", async () => {
  const at = await visit();
  await at.loaded();
  await at.strip.click();
  await eventually(async () => (await names(at)).length, 2);
  const before = at.asked.length;
  await at.page.evaluate(() => document.querySelector("good-word").refresh());
  await eventually(() => at.asked.length, 2 * before);
  await eventually(async () => (await names(at)).sort(), ["Jonas Brandt", "Mia Lindqvist"]);
});

test("another subject, of which no list has all words, brings friends' words of that one", async () => {
  const held = gate();
  let isHeld = false;
  const at = await visit({ subject: "k1", prepare: (page) => page.route(/recommendations\?subject=k1/, async (route) => {
    if (isHeld) await held.opened;
    await route.continue().catch(() => {});
  }) });
  await at.loaded();
  await at.strip.click();
  await at.title.waitFor();
  await at.page.waitForLoadState("networkidle");
  assert.deepEqual(at.asked, []);
  const show = (subject) => at.page.evaluate((subject) => document.querySelector("good-word").setAttribute("subject", subject), subject);
  await show("k2");
  await eventually(async () => (await names(at)).sort(), ["Jonas Brandt", "Mia Lindqvist"]);
  isHeld = true;
  // What is said of the former comes late, and is all that is said of it: that is no word on this one.
  await show("k1");
  await show("k2");
  held.open();
  await eventually(async () => (await names(at)).sort(), ["Jonas Brandt", "Mia Lindqvist"]);
  assert.deepEqual([at.errors, ours(at.lines)], [[], []]);
});

test("nothing is asked for where a list holds all words, nor without friends", async () => {
  for (const given of [{ subject: "k1" }, { subject: "k1", mode: "tab" }, { friends: [] }]) {
    const at = await visit(given);
    if (given.mode) await at.trigger.click();
    await at.loaded();
    await at.strip.click();
    await at.title.waitFor();
    await at.page.waitForLoadState("networkidle");
    assert.deepEqual(at.asked, []);
  }
});

test("a tab asks when it is opened", async () => {
  const at = await visit({ mode: "tab" });
  await at.trigger.click();
  await eventually(() => at.find("#strip b").textContent(), "Mia and 1 friend speak for it");
  assert.ok(at.asked.length > 0);
});
