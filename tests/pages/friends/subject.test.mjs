// The page shows another product, without a reload: the panel reads what is said of that one, and takes nothing more of the former.
import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually, gate, ours, settled } from "../harness.mjs";
import { shopping } from "./friends.mjs";

const { server, go } = shopping(async (server) => {
  await server.as("mia", "PUT", "recommendations/k2", { verb: "loves", text: "Quiet enough for the morning.", audience: "friends" });
  await server.as("mia", "PUT", "recommendations/k1", { verb: "uses", text: "It still boils.", audience: "friends" });
});

const show = (at, subject) => at.page.evaluate((subject) => document.querySelector("good-word").setAttribute("subject", subject), subject);
const words = (at) => at.host.locator("section[aria-labelledby=yours] .words").allTextContents();
/** Answers the suggestions for a product by one person who is named after it, as soon as `held[product]` lets them. */
const suggesting = (held = {}) => (page) => page.route("**/api/suggestions*", async (route) => {
  const product = new URL(route.request().url()).searchParams.get("subject");
  await held[product]?.opened;
  await route.fulfill({ json: { total: 1, data: [{ id: `p-${product}`, name: `Friend of ${product}`, mutual: 1 }] } }).catch(() => {});
});
const suggested = (at) => at.host.locator(".people .name").allTextContents();

test("another subject brings what is said of it and whom to know, on home and where friends' words stand", async () => {
  const at = await go("ana", { prepare: suggesting() });
  await at.strip.getByText("Quiet enough").waitFor();
  await show(at, "k1");
  await at.strip.getByText("It still boils.").waitFor();
  await at.strip.click();
  await eventually(() => suggested(at), ["Friend of k1"]);
  await show(at, "k2");
  await at.news.filter({ hasText: "K2 gooseneck kettle" }).waitFor();
  await eventually(() => words(at), ["Quiet enough for the morning."]);
  await eventually(() => suggested(at), ["Friend of k2"]);
  const asked = at.requests.map((url) => new URL(url)).filter(({ pathname }) => pathname === "/api/recommendations");
  assert.deepEqual(asked.map(({ searchParams }) => searchParams.get("subject")), ["k2", "k1", "k2"]);
  assert.deepEqual([at.errors, ours(at.lines)], [[], []]);
});

test("an answer that comes late, for a subject that is shown no more, is not taken", async () => {
  const held = { k1: gate() };
  const at = await go("ana", { prepare: suggesting(held) });
  await at.strip.click();
  await eventually(() => suggested(at), ["Friend of k2"]);
  await show(at, "k1");
  // Nobody stands there for another product than the one that is shown.
  await eventually(() => suggested(at), []);
  await show(at, "k2");
  await eventually(() => suggested(at), ["Friend of k2"]);
  held.k1.open();
  await settled(at.page);
  await at.page.waitForLoadState("networkidle");
  assert.deepEqual(await suggested(at), ["Friend of k2"]);
});
