// Writing against a real server: asked, answered, kept, and never twice.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { community, unhurried } from "../community.mjs";
import { eventually, gate, launch, open, ours, panel } from "../harness.mjs";

const SNAPSHOT = {
  goodword: 1, name: "Juniper Kettles",
  products: [{ id: "k2", name: "K2" }, { id: "k1", name: "K1" }],
  people: [{ id: "pia", name: "Pia Ohm", role: "employee" }],
  topics: [
    { id: "1", title: "How often should I descale?", body: "Very hard water here.", me_too_count: 12,
      replies: [{ id: "r1", author: "pia", body: "Every six weeks.", official: true }, { id: "r2", body: "I never do." }] },
    { id: "2", kind: "problem", title: "The lid drips", replies: [] },
  ],
};
const PAGE = `<!doctype html><html lang="en"><title>Kettles</title><body>
  <script type="module" src="/goodword.js"></script>
  <good-word endpoint="/api/" loading="eager"><a href="/help">Help</a></good-word>`;

let server, browser;
const opened = [];
before(async () => {
  server = await community({ snapshot: SNAPSHOT, args: ["--moderate", "nobody"] });
  browser = await launch();
});
afterEach(async () => { for (const page of opened.splice(0)) await page.close(); });
after(async () => { await browser.close(); await server.close(); });

/** A page of the shop, with the panel ready. `as` is who is signed in there. */
async function visit({ as, context } = {}) {
  const prepare = async (page) => {
    await unhurried(page);
    await page.route(`${server.url}/shop`, (route) => route.fulfill({ contentType: "text/html", body: PAGE }));
    await page.addInitScript(({ token, viewer }) => {
      window.heard = [];
      for (const name of ["ask", "reply", "me-too", "sign-in"]) {
        addEventListener(`good-word-${name}`, ({ detail }) => window.heard.push([name, detail]));
      }
      window.signIn = () => Object.assign(document.querySelector("good-word"), { identity: token, viewer });
      if (token) addEventListener("DOMContentLoaded", window.signIn);
    }, { token: as && server.token(as, as), viewer: as && { id: as } });
  };
  const made = await open(browser, `${server.url}/shop`, { prepare, ...context });
  opened.push(made);
  const parts = panel(made.page);
  await parts.loaded();
  return { ...made, ...parts, host: made.page.locator("good-word") };
}

const all = async (query) => (await server.api(null, "GET", `topics?limit=50&sort=recent`)).data.filter(({ title }) => title.includes(query));

async function write(at, title, body) {
  await at.search.fill(title);
  await at.host.locator("#ask").click();
  await at.host.locator("#form-title").waitFor();
  if (body) await at.host.locator("#form-body").fill(body);
}

test("what is not there yet is asked, with the keyboard alone, and is there for everyone", async () => {
  const at = await visit({ as: "ana" });
  await at.search.focus();
  await at.page.keyboard.type("Can I boil milk in the K2");
  await at.button("None of these: ask it").focus();
  await at.page.keyboard.press("Enter");
  await eventually(() => at.page.evaluate(() => document.querySelector("good-word").shadowRoot.activeElement?.id), "form-title");
  assert.equal(await at.host.locator("#form-title").inputValue(), "Can I boil milk in the K2");
  await at.page.keyboard.press("Enter");
  await eventually(() => at.page.evaluate(() => document.querySelector("good-word").shadowRoot.activeElement?.id), "form-body");
  await at.page.keyboard.type("Oat milk, to be exact.");
  await at.button("K2").focus();
  await at.page.keyboard.press("Enter");
  await at.button("Post question").focus();
  await at.page.keyboard.press("Enter");
  await at.title.filter({ hasText: "Can I boil milk" }).waitFor();
  const [topic] = await all("boil milk");
  assert.deepEqual([topic.kind, topic.body, topic.products], ["question", "Oat milk, to be exact.", ["k2"]]);
  assert.deepEqual(await at.page.evaluate(() => window.heard), [["ask", { topic: topic.id, id: topic.id }]]);
  assert.deepEqual([at.errors, ours(at.lines)], [[], []]);
});

test("what was asked before stands before the form", async () => {
  const at = await visit({ as: "ana" });
  await write(at, "descale how often");
  await at.host.getByText("Someone might have already asked this").waitFor();
  await at.host.getByRole("button", { name: "How often should I descale?" }).click();
  await at.title.filter({ hasText: "How often should I descale?" }).waitFor();
  await at.button("Back").click();
  assert.equal(await at.host.locator("#form-title").inputValue(), "descale how often");
});

test("a draft outlives a reload, and goes when it was received", async () => {
  const at = await visit({ as: "ana" });
  await write(at, "Where is the serial number", "On the bottom?");
  await at.page.reload();
  await at.loaded();
  await at.host.locator("#ask").click();
  assert.equal(await at.host.locator("#form-title").inputValue(), "Where is the serial number");
  assert.equal(await at.host.locator("#form-body").inputValue(), "On the bottom?");
  await at.button("Post question").click();
  await at.title.filter({ hasText: "serial number" }).waitFor();
  assert.deepEqual(await at.page.evaluate(() => Object.keys(localStorage)), []);
  await at.page.reload();
  await at.loaded();
  await at.host.locator("#ask").click();
  assert.equal(await at.host.locator("#form-title").inputValue(), "");
});

test("ten presses, two tabs and a reload in mid-send make one row", async () => {
  const at = await visit({ as: "ana" });
  await write(at, "Is the cord two metres long");
  const { context } = at.page;
  const second = await at.page.context().newPage();
  await second.route(`${server.url}/shop`, (route) => route.fulfill({ contentType: "text/html", body: PAGE }));
  await second.goto(`${server.url}/shop`);
  const other = panel(second);
  await other.loaded();
  await second.locator("good-word #ask").click();
  await second.evaluate((token) => { document.querySelector("good-word").identity = token; }, server.token("ana"));
  // The first tab's request arrives, its answer does not.
  await at.page.route("**/api/topics", async (route) => { await route.fetch(); await route.abort(); }, { times: 1 });
  const post = at.host.locator("#post");
  await post.evaluate((button) => { for (let n = 0; n < 10; n += 1) button.click(); });
  await at.button("Post again").waitFor();
  await at.host.getByText("Your words are safe", { exact: false }).waitFor();
  await second.locator("good-word #post").click();
  await other.title.filter({ hasText: "cord two metres" }).waitFor();
  await at.page.reload();
  assert.equal((await all("cord two metres")).length, 1, String(context));
});

test("an endpoint that is lost costs no word, and posting again once it is back succeeds", async () => {
  const at = await visit({ as: "ana" });
  await write(at, "Does the handle get hot", "My old one did.");
  await server.stop("SIGKILL");
  await at.host.locator("#post").click();
  await at.button("Post again").waitFor();
  assert.equal(await at.host.locator("#form-body").inputValue(), "My old one did.");
  await server.start();
  await at.host.locator("#post").click();
  await at.title.filter({ hasText: "handle get hot" }).waitFor();
  assert.equal((await all("handle get hot")).length, 1);
});

test("only a title that is missing or too long stops a question, and advice never does", async () => {
  const at = await visit({ as: "ana" });
  await at.host.locator("#ask").click();
  await at.host.locator("#post").click();
  await at.host.getByText("Say it in one line first.").waitFor();
  await at.host.locator("#form-title").fill("x".repeat(141));
  await at.host.getByText("140 characters at most", { exact: false }).waitFor();
  await at.host.locator("#form-title").fill("MY KETTLE BROKE");
  await at.host.getByText("Small letters are easier to read.").waitFor();
  await at.host.locator("#form-body").fill("My order is JK-2291-88.");
  await at.host.getByText("“JK-2291-88” looks private", { exact: false }).waitFor();
  await at.host.locator("#post").click();
  await at.title.filter({ hasText: "MY KETTLE BROKE" }).waitFor();
});

test("who writes is asked for only when it is sent", async () => {
  const at = await visit();
  await write(at, "Is there a blue one");
  assert.deepEqual(await at.page.evaluate(() => window.heard), []);
  await at.host.locator("#post").click();
  await at.host.getByText("Sign in on this site first.", { exact: false }).waitFor();
  assert.deepEqual(await at.page.evaluate(() => window.heard), [["sign-in", null]]);
  await at.page.evaluate((token) => { document.querySelector("good-word").identity = async () => token; }, server.token("ben"));
  await at.host.locator("#post").click();
  await at.title.filter({ hasText: "Is there a blue one" }).waitFor();
});

test("me too, follow and helped me are kept, and can be taken back", async () => {
  const at = await visit({ as: "ben" });
  await at.rows.filter({ hasText: "How often should I descale?" }).first().click();
  const meToo = at.host.locator(".me-too");
  await meToo.click();
  await eventually(async () => (await server.api(null, "GET", "topics/1")).me_too_count, 13);
  await at.host.getByRole("button", { name: "Follow" }).click();
  await at.host.getByRole("button", { name: "Helped me" }).first().click();
  await eventually(async () => (await server.api(server.token("ben"), "GET", "topics/1")).viewer, { me_too: true, follow: true, stars: ["r1"] });
  await at.page.reload();
  await at.loaded();
  await at.rows.filter({ hasText: "How often should I descale?" }).first().click();
  await eventually(() => meToo.getAttribute("aria-pressed"), "true");
  await meToo.click();
  await eventually(async () => (await server.api(null, "GET", "topics/1")).me_too_count, 12);
});

test("a reply is there for the asker without a reload, who marks it as the solution", async () => {
  const asked = await server.api(server.token("ana"), "POST", "topics", { kind: "problem", title: "The switch sticks" });
  const ana = await visit({ as: "ana" });
  await ana.tab("Recent").click();
  await ana.rows.filter({ hasText: "The switch sticks" }).first().click();
  const ben = await visit({ as: "ben" });
  await ben.tab("Recent").click();
  await ben.rows.filter({ hasText: "The switch sticks" }).first().click();
  await ben.button("Write a reply").click();
  await ben.host.locator("#form-body").fill("Clean it with a dry brush.");
  await ben.button("Post reply").click();
  await ben.host.locator(".reply").filter({ hasText: "dry brush" }).waitFor();
  await ana.host.locator(".reply").filter({ hasText: "dry brush" }).waitFor({ timeout: 20_000 });
  await ana.button("This solved it").click();
  await eventually(async () => (await server.api(null, "GET", `topics/${asked.id}`)).status, "complete");
  await ana.host.getByText("Best answer").waitFor();
});

test("what can be done is drawn only where the endpoint offers it", async () => {
  const at = await visit({ as: "ana" });
  const document = await server.api(null, "GET", "");
  const { topics, topic } = document.links;
  await at.page.route("**/api/", (route) => route.fulfill({ json: { ...document, links: { topics, topic } } }));
  await at.page.reload();
  await at.loaded();
  assert.equal(await at.host.locator("#ask").count(), 0);
  await at.rows.first().click();
  await at.title.waitFor();
  for (const what of [".me-too", ".quiet", "#reply", ".icon-button[aria-pressed]"]) assert.equal(await at.host.locator(what).count(), 0, what);
});

test("a topic that a moderator hid is gone from the panel that shows it", async () => {
  const asked = await server.api(server.token("ana"), "POST", "topics", { kind: "question", title: "Soon to be hidden" });
  const at = await visit();
  await at.tab("Recent").click();
  await at.rows.filter({ hasText: "Soon to be hidden" }).first().click();
  await at.title.filter({ hasText: "Soon to be hidden" }).waitFor();
  await server.api(server.token("mo", "Mo", "moderator"), "POST", "moderation/acts", { act: "hide", topic: asked.id });
  await at.title.filter({ hasText: "This question is not here any more" }).waitFor({ timeout: 20_000 });
  await at.button("Back").click();
  await at.tab("Recent").click();
  assert.equal(await at.rows.filter({ hasText: "Soon to be hidden" }).count(), 0);
});

test("an endpoint that is flooded gets its proof of work", async () => {
  const flooded = await community({ snapshot: SNAPSHOT, proof: "always", args: ["--moderate", "nobody"] });
  const calm = server;
  server = flooded;
  try {
    const at = await visit({ as: "ana" });
    await write(at, "Is the lid removable at all");
    await at.host.locator("#post").click();
    await at.title.filter({ hasText: "lid removable" }).waitFor({ timeout: 30_000 });
    assert.equal((await all("lid removable")).length, 1);
  } finally {
    server = calm;
    await flooded.close();
  }
});

test("a draft goes when it was received, also where the visitor has gone elsewhere meanwhile", async () => {
  const at = await visit({ as: "ana" });
  const held = gate();
  await at.page.route("**/api/topics/2/replies", async (route) => { const answer = await route.fetch(); await held.opened; await route.fulfill({ response: answer }); });
  await at.search.fill("lid drips");
  await at.results.filter({ hasText: "The lid drips" }).first().click();
  await at.button("Write a reply").click();
  await at.host.locator("#form-body").fill("Press it until it clicks.");
  await at.button("Post reply").click();
  await at.button("Posting").waitFor();
  await at.button("Back").click();
  assert.equal(await at.page.evaluate(() => localStorage.length), 1);
  held.open();
  await eventually(() => at.page.evaluate(() => localStorage.length), 0);
});
