// Friends whom the endpoint names: asked for when the panel is open, and gone with whoever they are friends of.
import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually, ours, settled } from "../harness.mjs";
import { shopping, write } from "./friends.mjs";

const { server, go } = shopping(async (server) => {
  for (const [id, verb, text, audience] of [
    ["mia", "loves", "Quiet enough for the morning.", "friends"], ["tom", "uses", "Every day.", "public"], ["eve", "bought", "For my mother.", "public"],
  ]) {
    await server.as(id, "PUT", "recommendations/k2", { verb, text, audience });
  }
});

const asked = (at) => at.requests.filter((url) => new URL(url).pathname === "/api/friends").length;

test("friends are asked for once the panel is open, once, and by whoever is signed in", async () => {
  const at = await go("ana", { attributes: 'mode="tab"' });
  await at.page.waitForResponse("**/api/topics*");
  await settled(at.page);
  assert.equal(asked(at), 0);
  await at.trigger.click();
  await at.strip.getByText("Mia speaks for it").waitFor();
  await at.button("Close").click();
  await at.trigger.click();
  await at.strip.waitFor();
  assert.equal(asked(at), 1);
  const nobody = await go(null);
  await nobody.strip.getByText("owners speak for it").waitFor();
  await settled(nobody.page);
  assert.equal(asked(nobody), 0);
});

test("whom the host names wins, and the endpoint is not asked", async () => {
  const at = await go("ana", { given: { friends: [{ id: "eve", name: "Eve" }] } });
  await at.strip.getByText("Eve speaks for it").waitFor();
  await settled(at.page);
  assert.equal(asked(at), 0);
});

test("words are chosen by verb and sorted by date, and the counts are those of what is shown", async () => {
  const at = await go("ana");
  await at.strip.getByText("Mia").first().waitFor();
  await at.strip.click();
  const people = (id) => at.host.locator(`section[aria-labelledby=${id}] .heading p`);
  await eventually(() => people("everyone").allInnerTexts(), ["1 person"]);
  await at.host.getByText("Counted, never named").waitFor();
  await at.button("Bought it").click();
  assert.equal(await people("yours").count(), 0);
  assert.equal(await at.host.getByText("Counted, never named").count(), 0);
  assert.deepEqual(await people("everyone").allInnerTexts(), ["1 person"]);
  await at.button("Loves it").click();
  assert.deepEqual([await people("yours").allInnerTexts(), await people("everyone").count()], [["1 person"], 0]);
  const nobody = await go(null);
  await nobody.strip.click();
  const names = nobody.host.locator("section[aria-labelledby=everyone] .name");
  assert.deepEqual(await names.allInnerTexts(), ["Tom Okafor", "Eve"]);
  await nobody.button("Newest first").click();
  assert.deepEqual(await names.allInnerTexts(), ["Eve", "Tom Okafor"]);
});

test("when somebody signs out nothing of the friends is left, and another one finds their own", async () => {
  const at = await go("ana");
  await at.strip.getByText("Mia speaks for it").waitFor();
  await write(at, { text: "A word of Ana's own" });
  assert.match(await at.page.evaluate(() => Object.values(localStorage).join()), /Ana's own/);
  await at.sign(null);
  await eventually(() => at.host.locator("#form-body").inputValue(), "");
  assert.deepEqual(await at.page.evaluate(() => Object.keys(localStorage)), []);
  await at.button("Back").click();
  await at.strip.getByText("owners speak for it").waitFor();
  await at.strip.click();
  await at.news.waitFor();
  const text = await at.host.evaluate((host) => host.shadowRoot.textContent);
  for (const left of ["Quiet enough", "Mia", "Your friend", "Ana"]) assert.ok(!text.includes(left), left);
  await at.sign("mia");
  await at.host.locator("section[aria-labelledby=own]").getByText("Quiet enough").waitFor();
  await at.host.locator("section[aria-labelledby=yours]").getByText("Tom Okafor").waitFor();
  assert.equal(await at.page.evaluate(() => performance.getEntriesByType("navigation").length), 1);
  assert.deepEqual([at.errors, ours(at.lines)], [[], []]);
});

test("who is still there and only has to sign in again finds the words again", async () => {
  const at = await go("ana");
  await write(at, { text: "A word of Ana's own" });
  await at.page.evaluate(() => { document.querySelector("good-word").identity = null; });
  await settled(at.page);
  assert.equal(await at.host.locator("#form-body").inputValue(), "A word of Ana's own");
});
