// One's own word, from the first key to the last trace of it: for whom it is, what those see, and that it goes again.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { unhurried } from "../community.mjs";
import { eventually, focused, heard, ours, settled } from "../harness.mjs";
import { shopping, write } from "./friends.mjs";

const WORDS = "It pours slowly when I want it to.";
const { server, go } = shopping();
beforeEach(async () => { for (const id of ["ana", "mia", "eve"]) await server.as(id, "DELETE", "recommendations/k2"); });

/** What somebody is told by the endpoint, as `[person, verb, text]`. */
async function told(id) {
  const { data } = await server.as(id, "GET", "recommendations?subject=k2");
  return data.map(({ person, verb, text }) => [person, verb, text]);
}

/** Presses Tab until `id` has focus; fails where that is not to be reached. */
async function tabTo(at, id) {
  for (let n = 0; n < 40; n += 1) {
    if (await focused(at.page) === id) return;
    await at.page.keyboard.press("Tab");
  }
  assert.fail(`${id} is out of reach`);
}

const writes = (at) => at.sent.filter((line) => !line.startsWith("GET"));
const watched = (page, into) => page.on("request", (request) => into.push(`${request.method()} ${new URL(request.url()).pathname}`));

test("somebody recommends by keyboard alone, and nothing is sent before the button", async () => {
  const sent = [];
  const at = Object.assign(await go("ana", { prepare: (page) => watched(page, sent) }), { sent });
  const key = (name) => at.page.keyboard.press(name);
  await at.search.focus();
  await tabTo(at, "recommend");
  await key("Enter");
  await eventually(() => focused(at.page), "title");
  await key("Tab");
  await key("ArrowRight");
  await at.host.getByRole("radio", { name: "Love it" }).and(at.host.locator(":checked")).waitFor();
  await tabTo(at, "form-body");
  await at.page.keyboard.type(WORDS);
  await at.host.getByText("34 of 500").waitFor();
  await key("Tab");
  await at.host.getByRole("radio", { name: "Friends People" }).and(at.host.locator(":checked")).waitFor();
  await key("Tab");
  await key("Space");
  await at.host.getByRole("switch").and(at.host.locator(":checked")).waitFor();
  await tabTo(at, "post");
  assert.equal(await at.host.locator("#post").textContent(), "Share with friends");
  assert.deepEqual([writes(at), await told("mia")], [[], []]);
  await key("Enter");
  await at.news.filter({ hasText: "Your friends can see it now." }).waitFor();
  await eventually(() => focused(at.page), "title");
  assert.deepEqual(writes(at), ["PUT /api/recommendations/k2"]);
  assert.deepEqual(await heard(at.page, "recommend"), [{ subject: "k2", verb: "loves", audience: "friends" }]);
  assert.deepEqual(await told("mia"), [["ana", "loves", WORDS]]);
  assert.deepEqual([at.errors, ours(at.lines)], [[], []]);
});

test("a friend sees what the preview showed, and a stranger does not see it", async () => {
  const at = await go("ana");
  await write(at, { text: WORDS, verb: "Use it" });
  const preview = await at.host.locator("section[aria-labelledby=preview] .voice").innerText();
  assert.match(preview, /Ana Duarte\s+Your friend\s+Uses it/);
  await at.host.locator("#post").click();
  await at.news.filter({ hasText: "Your friends" }).waitFor();
  const mia = await go("mia");
  await mia.strip.click();
  const seen = await mia.host.locator("section[aria-labelledby=yours] .voice").innerText();
  assert.equal(seen, preview);
  const eve = await go("eve");
  await settled(eve.page);
  assert.equal(await eve.strip.count(), 0);
  assert.ok(!(await eve.host.innerText()).includes("Ana"));
  assert.deepEqual([await told("eve"), await told(null)], [[], []]);
});

test("each audience is shown what it will see, and what is for oneself is shown to nobody", async () => {
  const at = await go("ana");
  await write(at, { text: WORDS, audience: "Everyone" });
  const preview = at.host.locator("section[aria-labelledby=preview]");
  assert.match(await preview.innerText(), /everyone will see[\s\S]*Ana Duarte\s+Recommends it/);
  assert.equal(await at.host.locator("#post").textContent(), "Share with everyone");
  await at.host.getByRole("radio", { name: "Only me" }).check();
  assert.match(await preview.innerText(), /Nobody but you sees it\.$/);
  assert.equal(await at.host.getByRole("switch").count(), 0);
  await at.button("Keep to myself").click();
  await at.news.filter({ hasText: "Kept to yourself." }).waitFor();
  assert.equal(await at.host.locator("[part=share]").count(), 0);
  assert.deepEqual([await told("mia"), await told(null), (await told("ana")).length], [[], [], 1]);
});

test("one's own word stands apart, is changed where it stands, and only the newer one counts", async () => {
  await server.as("ana", "PUT", "recommendations/k2", { verb: "loves", text: WORDS, audience: "public" });
  await server.as("mia", "PUT", "recommendations/k2", { verb: "uses", text: "Every day.", audience: "friends" });
  const at = await go("ana");
  await at.strip.click();
  const own = at.host.locator("section[aria-labelledby=own]");
  await own.getByText(WORDS).waitFor();
  assert.equal(await at.host.locator("#recommend").count(), 0);
  await own.getByRole("button", { name: "Edit" }).click();
  assert.equal(await at.host.locator("#form-body").inputValue(), WORDS);
  await at.host.getByRole("radio", { name: "Everyone" }).and(at.host.locator(":checked")).waitFor();
  await at.host.getByRole("radio", { name: "Bought it" }).check({ force: true });
  await at.host.locator("#form-body").fill("And then another.");
  await at.host.locator("#post").click();
  await at.news.filter({ hasText: "Everyone can see it now." }).waitFor();
  assert.deepEqual(await told(null), [["ana", "bought", "And then another."]]);
  await at.button("Edit").click();
  await eventually(() => focused(at.page), "form-body");
  await at.button("Back").click();
  await own.getByText("And then another.").waitFor();
  assert.equal(await own.getByText(WORDS).count(), 0);
});

test("it is taken back by two presses of one button, and nothing of it is left", async () => {
  await server.as("ana", "PUT", "recommendations/k2", { verb: "loves", text: WORDS, audience: "public" });
  await server.as("mia", "PUT", "recommendations/k2", { verb: "uses", text: "", audience: "friends" });
  const at = await go("ana");
  await at.strip.click();
  await at.host.locator("#leave-k2").focus();
  await at.page.keyboard.press("Enter");
  await at.host.getByText("Press once more if you mean it.").waitFor();
  assert.equal(await focused(at.page), "leave-k2");
  assert.equal((await told(null)).length, 1);
  await at.page.keyboard.press("Enter");
  await at.host.getByRole("status").filter({ hasText: "Nobody sees it any more." }).waitFor();
  await eventually(() => focused(at.page), "title");
  assert.deepEqual(await told("ana"), [["mia", "uses", ""]]);
  assert.equal(await at.host.getByText(WORDS).count(), 0);
  await at.host.locator("#recommend").waitFor();
});

test("words survive a reload, and what does not get through stays", async () => {
  const at = await go("ana");
  await write(at, { text: WORDS, verb: "Love it", audience: "Everyone" });
  await at.page.reload();
  await at.loaded();
  await at.host.locator("#recommend").click();
  assert.equal(await at.host.locator("#form-body").inputValue(), WORDS);
  await at.host.getByRole("radio", { name: "Love it" }).and(at.host.locator(":checked")).waitFor();
  await at.page.route("**/api/recommendations/k2", (route) => route.abort());
  await at.button("Share with everyone").click();
  await at.host.getByRole("alert").filter({ hasText: "That did not get through." }).waitFor();
  assert.equal(await at.host.locator("#form-body").inputValue(), WORDS);
  await at.page.unroute("**/api/recommendations/k2");
  await at.button("Post again").click();
  await at.news.filter({ hasText: "Everyone can see it now." }).waitFor();
  assert.deepEqual(await at.page.evaluate(() => Object.keys(localStorage)), []);
});

test("more than 500 characters are not sent, and the field says so", async () => {
  const sent = [];
  const at = Object.assign(await go("ana", { prepare: (page) => watched(page, sent) }), { sent });
  await write(at, { text: "ä".repeat(501) });
  await at.host.getByText("Make it shorter: 500 characters at most.").waitFor();
  await at.host.locator("#post").click();
  await eventually(() => focused(at.page), "form-body");
  assert.deepEqual(writes(at), []);
});

test("nobody who is unknown is asked for a name, but to sign in, and then it goes", async () => {
  const at = await go(null);
  await write(at, { text: WORDS });
  await at.host.locator("#post").click();
  await at.host.getByText("Sign in on this site first. Your words are kept.").waitFor();
  assert.deepEqual(await heard(at.page, "sign-in"), [null]);
  await at.sign("ana");
  await at.button("Post again").click();
  await at.news.filter({ hasText: "Your friends can see it now." }).waitFor();
  assert.deepEqual(await told("mia"), [["ana", "recommends", WORDS]]);
});

test("where the host refuses, nothing is sent and the form says so; where it agrees, it is asked once", async () => {
  const sent = [];
  const at = Object.assign(await go("ana", { prepare: (page) => watched(page, sent) }), { sent });
  await at.page.evaluate(() => {
    addEventListener("good-word-consent-request", (event) => { if (!window.agreed) event.preventDefault(); });
  });
  await write(at, { text: WORDS });
  await at.host.locator("#post").click();
  await at.host.getByRole("alert").filter({ hasText: "nothing was sent" }).waitFor();
  assert.deepEqual([writes(at), await told("ana")], [[], []]);
  await at.page.evaluate(() => { window.agreed = true; });
  await at.button("Post again").click();
  await at.news.filter({ hasText: "Your friends" }).waitFor();
  await at.button("Edit").click();
  await at.host.locator("#post").click();
  await at.news.filter({ hasText: "Your friends" }).waitFor();
  assert.deepEqual(await heard(at.page, "consent-request"), [{ purpose: "recommend" }, { purpose: "recommend" }]);
});

test("without a subject a product is chosen first", async () => {
  const at = await go("ana", { attributes: 'subject=""' });
  await at.page.evaluate(() => document.querySelector("good-word").removeAttribute("subject"));
  await at.host.locator("#recommend").click();
  assert.equal(await at.host.locator("#post").count(), 0);
  await at.button("K2 gooseneck kettle").click();
  await at.news.filter({ hasText: "What would you say about K2 gooseneck kettle?" }).waitFor();
  await at.host.locator("#form-body").fill(WORDS);
  await at.host.locator("#post").click();
  await at.news.filter({ hasText: "Your friends" }).waitFor();
  assert.deepEqual(await told("mia"), [["ana", "recommends", WORDS]]);
});

test("a friend who answers is asked alone, unless the asker opens it", async () => {
  await server.as("mia", "PUT", "recommendations/k2", { verb: "uses", text: "Every day.", audience: "friends", will_answer: true });
  const bodies = [];
  const at = await go("ana", {
    prepare: async (page) => {
      await unhurried(page);
      // As a service that takes questions to somebody, and keeps this one to itself.
      await page.route("**/api/", async (route) => {
        const answer = await route.fetch();
        const front = await answer.json();
        await route.fulfill({ response: answer, json: { ...front, links: { ...front.links, publish: "topics/{id}/public" } } });
      });
      await page.route("**/api/topics", (route) => {
        bodies.push(route.request().postDataJSON());
        return route.fulfill({ status: 201, contentType: "application/json", body: '{"id":"t1","state":"published"}' });
      });
    },
  });
  await at.strip.click();
  await at.button("Ask Mia").click();
  await at.host.getByRole("radio", { name: "Only Mia sees it" }).and(at.host.locator(":checked")).waitFor();
  assert.match(await at.host.locator(".foot").innerText(), /^Only Mia sees it/);
  await at.host.locator("#form-title").fill("Is it loud?");
  await at.host.locator("#post").click();
  await eventually(() => bodies.map(({ to, private: alone }) => [to, alone]), [["mia", true]]);
  await at.button("Back").click();
  for (const [choice, expect] of [["Mia first", ["mia", false]], ["Everyone", [undefined, undefined]]]) {
    bodies.length = 0;
    await at.button("Ask Mia").click();
    await at.host.getByRole("radio", { name: new RegExp(`^${choice}`) }).check();
    assert.match(await at.host.locator(".foot").innerText(), /^Everyone can read/);
    await at.host.locator("#form-title").fill(`Is it loud? ${choice}`);
    await at.host.locator("#post").click();
    await eventually(() => bodies.map(({ to, private: alone }) => [to, alone]), [expect]);
    await at.button("Back").click();
  }
});

test("a service that takes no questions to somebody is not given any", async () => {
  await server.as("mia", "PUT", "recommendations/k2", { verb: "uses", text: "Every day.", audience: "friends", will_answer: true });
  const at = await go("ana", {
    prepare: (page) => page.route("**/api/", async (route) => {
      const answer = await route.fetch();
      const front = await answer.json();
      delete front.links.publish;
      await route.fulfill({ response: answer, json: front });
    }),
  });
  await at.strip.click();
  await at.host.getByText("Happy to answer questions").waitFor();
  assert.equal(await at.button("Ask Mia").count(), 0);
});
