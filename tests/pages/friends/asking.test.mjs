// Asking a friend who owns it: between the two alone, answered there, and put before everyone only by the asker.
import assert from "node:assert/strict";
import { test } from "node:test";
import { unhurried } from "../community.mjs";
import { axe, eventually, ours } from "../harness.mjs";
import { shopping } from "./friends.mjs";

const { server, go: open } = shopping(async (server) => {
  await server.as("mia", "PUT", "recommendations/k2", { verb: "uses", text: "Every day.", audience: "friends", will_answer: true });
});
const go = (as, options) => open(as, { prepare: unhurried, ...options });

const titles = async (id) => (await server.as(id, "GET", "topics?sort=recent&limit=50")).data.map(({ title }) => title);
/** From a topic that was opened on the friends screen. */
const home = async (at) => {
  for (let step = 0; step < 2; step += 1) await at.button("Back").click();
};
const quiet = (...all) => { for (const at of all) assert.deepEqual([at.errors, ours(at.lines)], [[], []]); };

test("a friend is asked, answers, and nobody else knows of it until the asker says so", async () => {
  const ana = await go("ana");
  await ana.strip.click();
  await ana.button("Ask Mia").click();
  await ana.host.locator("#form-title").fill("Is it loud in the morning?");
  await ana.host.locator("#post").click();
  await ana.host.getByText("Only you two can see this.").waitFor();
  assert.deepEqual(await axe(ana), []);
  for (const id of [null, "eve", "tom"]) assert.doesNotMatch((await titles(id)).join(), /loud/);

  const mia = await go("mia");
  await mia.host.locator("#asked-of-you").focus();
  await mia.page.keyboard.press("Enter");
  const asked = mia.host.getByRole("region", { name: "Asked of you" });
  await asked.getByText("Is it loud in the morning?").click();
  await mia.host.getByText("Only you two can see this.").waitFor();
  assert.equal(await mia.button("Let everyone see it").count(), 0, "that is the asker's to say");
  await mia.button("Write a reply").click();
  await mia.host.locator("#form-body").fill("It hums, no more.");
  await mia.button("Post reply").click();
  await mia.host.locator(".reply").filter({ hasText: "It hums" }).waitFor();

  const eve = await go("eve");
  assert.equal(await eve.host.locator("#asked-of-you").count(), 0);
  await eve.search.fill("loud");
  await eve.host.getByRole("heading", { name: "Nobody has asked this yet" }).waitFor();

  await home(ana);
  await ana.search.fill("loud");
  await ana.results.first().click();
  await ana.host.locator(".reply").filter({ hasText: "It hums" }).waitFor();
  await ana.button("Let everyone see it").click();
  await ana.host.getByText("Only you two can see this.").waitFor({ state: "detached" });
  await eventually(async () => (await titles(null)).filter((title) => /loud/.test(title)).length, 1);
  quiet(ana, mia, eve);
});

test("whoever signs out leaves nothing of what was asked in private", async () => {
  await server.as("ana", "POST", "topics", { kind: "question", title: "Does it fit a small hob?", to: "mia", private: true });
  const mia = await go("mia");
  await mia.host.locator("#asked-of-you").click();
  await mia.host.getByText("Does it fit a small hob?").click();
  await mia.host.getByText("Only you two can see this.").waitFor();
  await mia.sign(null);
  await eventually(async () => /small hob/.test(await mia.page.evaluate(() => document.querySelector("good-word").shadowRoot.textContent)), false);
  await home(mia);
  await mia.search.fill("small hob");
  await mia.host.getByRole("heading", { name: "Nobody has asked this yet" }).waitFor();
});

test("whoever asked in private finds it on the first screen, until it is before everyone, and nobody else does", async () => {
  const title = "Does it drip when it is full?";
  await server.as("ana", "POST", "topics", { kind: "question", title, to: "mia", private: true });
  const ana = await go("ana");
  await ana.host.locator("#asked-by-you").focus();
  await ana.page.keyboard.press("Enter");
  const asking = ana.host.getByRole("region", { name: "You asked in private" });
  await asking.getByText(title).click();
  await ana.host.getByText("Only you two can see this.").waitFor();
  const mia = await go("mia");
  await mia.host.locator("#asked-of-you").waitFor();
  assert.equal(await mia.host.locator("#asked-by-you").count(), 0);
  await ana.button("Let everyone see it").click();
  await ana.host.getByText("Only you two can see this.").waitFor({ state: "detached" });
  await ana.button("Back").click();
  await ana.news.waitFor();
  assert.equal(await asking.getByText(title).count(), 0);
  quiet(ana, mia);
});

test("what is asked in private stands there at once, and goes with whoever asked it", async () => {
  const ana = await go("ana");
  await ana.strip.click();
  await ana.button("Ask Mia").click();
  await ana.host.locator("#form-title").fill("Is the handle hot?");
  await ana.host.locator("#post").click();
  await ana.host.getByText("Only you two can see this.").waitFor();
  await home(ana);
  await ana.host.locator("#asked-by-you").click();
  await ana.host.getByRole("region", { name: "You asked in private" }).getByText("Is the handle hot?").waitFor();
  await ana.sign(null);
  await eventually(async () => /handle/.test(await ana.page.evaluate(() => document.querySelector("good-word").shadowRoot.textContent)), false);
  await ana.button("Back").click();
  await ana.loaded();
  assert.equal(await ana.host.locator("#asked-by-you").count(), 0);
  quiet(ana);
});

test("a service that does not say what one asked is not asked, and no place is kept for it", async () => {
  await server.as("ana", "POST", "topics", { kind: "question", title: "Is it heavy?", to: "mia", private: true });
  const ana = await go("ana", {
    prepare: (page) => page.route("**/api/", async (route) => {
      const answer = await route.fetch();
      const front = await answer.json();
      delete front.links.asking;
      await route.fulfill({ response: answer, json: front });
    }),
  });
  await ana.strip.click();
  await ana.news.waitFor();
  await ana.page.waitForLoadState("networkidle");
  assert.equal(await ana.host.getByRole("region", { name: "You asked in private" }).count(), 0);
  assert.deepEqual(ana.requests.filter((url) => url.includes("by_me")), []);
});
