// What friends are for, on the demo's own page: their words beside the product and in the search, one of them asked, a word of one's own given and taken back,
// and nothing of it all left when nobody is signed in.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, afterEach, before, test } from "node:test";
import { community, unhurried } from "../community.mjs";
import { axe, dist, eventually, focused, launch, open, ours, panel } from "../harness.mjs";

const snapshot = JSON.parse(readFileSync(`${dist}/demo/community.json`, "utf8"));
/** No other text in the community holds these. */
const QUESTION = "Does the quokka lid rattle?", ANSWER = "Only when the quokka jumps.", WORDS = "A kettle as calm as a wombat.";
let server, browser;
const opened = [];
before(async () => {
  server = await community({ snapshot, demo: "lived in", args: ["--moderate", "nobody"] });
  browser = await launch();
});
afterEach(async () => { for (const page of opened.splice(0)) await page.close(); });
after(async () => { await browser.close(); await server.close(); });

/** The demo's page as one of its people, or as nobody. */
async function visit(as, options) {
  const made = await open(browser, `${server.url}/demo/?live`, { prepare: unhurried, viewport: { width: 1280, height: 900 }, ...options });
  opened.push(made);
  const selector = 'good-word:not([mode="tab"])', { page } = made, parts = panel(page, selector);
  const sign = (id) => page.locator("#person").selectOption(id);
  await parts.host.scrollIntoViewIfNeeded();
  await parts.loaded();
  if (as) await sign(as);
  return { ...made, ...parts, sign };
}

const home = async (at) => { while (await at.button("Back").count()) await at.button("Back").click(); };
const text = (at) => at.host.evaluate((host) => host.shadowRoot.textContent);
const quiet = (...all) => { for (const at of all) assert.deepEqual([at.errors, ours(at.lines)], [[], []]); };

test("friends' words stand beside the product and in the search", async () => {
  const ana = await visit("ana");
  await ana.strip.getByText("and 4 friends speak for it").waitFor();
  await ana.search.fill("descale");
  await ana.results.locator(".by-friend").first().waitFor();
  await ana.search.fill("");
  await ana.strip.click();
  const yours = ana.host.locator("section[aria-labelledby=yours]");
  await yours.locator(".voice").filter({ hasText: "Two years, every morning." }).waitFor();
  // Cleo is a friend's friend: counted, and not named but where she said that she may be suggested, with the reason.
  await ana.host.getByText("Counted, never named").waitFor();
  await ana.host.locator("[part=friends]").getByText("1 mutual friend", { exact: true }).waitFor();
  assert.doesNotMatch((await ana.host.locator(".voice").allInnerTexts()).join(), /Cleo/);
  assert.deepEqual(await axe(ana), []);
  quiet(ana);
});

test("a friend who owns it is asked and answers, and nobody else hears of it", async () => {
  const ana = await visit("ana");
  await ana.strip.click();
  await ana.button("Ask Ben").click();
  await ana.host.locator("#form-title").fill(QUESTION);
  await ana.host.locator("#post").click();
  await ana.host.getByText("Only you two can see this.").waitFor();

  const ben = await visit("ben");
  await ben.host.locator("#asked-of-you").click();
  await ben.host.getByRole("region", { name: "Asked of you" }).getByText(QUESTION).click();
  await ben.button("Write a reply").click();
  await ben.host.locator("#form-body").fill(ANSWER);
  await ben.button("Post reply").click();
  await ben.host.locator(".reply").filter({ hasText: ANSWER }).waitFor();

  await home(ana);
  await ana.search.fill("quokka");
  await ana.results.first().click();
  await ana.host.locator(".reply").filter({ hasText: ANSWER }).waitFor();
  for (const id of ["cleo", "mo", ""]) {
    const other = await visit(id);
    await other.search.fill("quokka");
    await other.host.getByRole("heading", { name: "Nobody has asked this yet" }).waitFor();
    quiet(other);
  }
  quiet(ana, ben);
});

test("by keyboard a word is given, previewed, seen by a friend and by no stranger, taken back, and gone from the database's file", async () => {
  const ana = await visit("ana"), key = (name) => ana.page.keyboard.press(name);
  const tabTo = async (id) => {
    for (let n = 0; n < 60 && await focused(ana.page) !== id; n += 1) await key("Tab");
    assert.equal(await focused(ana.page), id, "out of reach");
  };
  await ana.search.focus();
  await tabTo("recommend");
  await key("Enter");
  await eventually(() => focused(ana.page), "title");
  await tabTo("form-body");
  await ana.page.keyboard.type(WORDS);
  const previewed = await ana.host.locator("section[aria-labelledby=preview] .voice").filter({ hasText: WORDS }).innerText();
  assert.ok(!server.files().includes(WORDS), "nothing is sent before the button");
  await tabTo("post");
  assert.equal(await ana.host.locator("#post").textContent(), "Share with friends");
  await key("Enter");
  await ana.host.locator("#title").filter({ hasText: "Your friends can see it now." }).waitFor();
  assert.ok(server.files().includes(WORDS));

  const ben = await visit("ben");
  await ben.strip.click();
  assert.equal(await ben.host.locator("section[aria-labelledby=yours] .voice").filter({ hasText: WORDS }).innerText(), previewed);
  for (const id of ["cleo", "mo", ""]) {
    const other = await visit(id);
    await other.strip.click();
    await other.host.locator("section[aria-labelledby=everyone] .voice").first().waitFor();
    assert.doesNotMatch(await text(other), /wombat/, id);
  }

  await home(ana);
  await ana.strip.click();
  await ana.host.locator("#leave-k2").click();
  await ana.host.locator("#leave-k2").click();
  await ana.host.getByRole("status").filter({ hasText: "Nobody sees it any more." }).waitFor();
  await eventually(() => server.files().includes(WORDS), false, "the words are still in the database's files");
  await home(ben);
  await ben.page.reload();
  await ben.loaded();
  await ben.sign("ben");
  await ben.strip.click();
  await ben.host.locator("section[aria-labelledby=yours]").waitFor();
  assert.doesNotMatch(await text(ben), /wombat/);
  quiet(ana, ben);
});

for (const colorScheme of ["light", "dark"]) {
  test(`signed out there are public voices only, and nothing is left in the page or its storage, ${colorScheme}`, async () => {
    const ana = await visit("ana", { colorScheme });
    await ana.strip.getByText("friends speak for it").waitFor();
    await ana.host.locator("#recommend").click();
    await ana.host.locator("#form-body").fill(WORDS);
    await home(ana);
    await ana.strip.click();
    await ana.host.locator("section[aria-labelledby=yours] .voice").first().waitFor();
    assert.deepEqual(await axe(ana), []);
    await ana.sign("");
    await ana.host.locator("section[aria-labelledby=yours]").waitFor({ state: "detached" });
    await ana.host.locator("section[aria-labelledby=everyone] .voice").first().waitFor();
    // Whom one's friends are, what they said to friends alone, and what one was about to say.
    for (const left of ["Two years, every morning", "Your friend", "Ben", "Ana", "wombat"]) {
      assert.ok(!(await text(ana)).includes(left), left);
    }
    assert.deepEqual(await ana.page.evaluate(async () => ({
      local: Object.keys(localStorage), session: Object.keys(sessionStorage), cookie: document.cookie,
      databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
    })), { local: [], session: [], cookie: "", databases: 0, caches: 0 });
    assert.deepEqual(await axe(ana), []);
    quiet(ana);
  });
}
