// What newcomers write waits for a moderator, who sees it on the page at /moderate and decides; every act can be taken back.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { community, unhurried } from "../community.mjs";
import { eventually, launch, open, panel } from "../harness.mjs";

const SNAPSHOT = {
  goodword: 1, name: "Juniper Kettles",
  topics: [{ id: "1", title: "How often should I descale?", replies: [{ id: "r1", body: "Every six weeks." }] }],
};

let server, browser;
const opened = [];
before(async () => {
  server = await community({ snapshot: SNAPSHOT, args: ["--guests"] });
  browser = await launch();
});
afterEach(async () => { for (const page of opened.splice(0)) await page.close(); });
after(async () => { await browser.close(); await server.close(); });

async function visit(path) {
  const made = await open(browser, server.url + path, { prepare: unhurried });
  opened.push(made);
  const parts = panel(made.page);
  await parts.loaded();
  return { ...made, ...parts, host: made.page.locator("good-word") };
}

const moderate = () => visit(`/moderate/#token=${server.token("mo", "Mo", "moderator")}`);

test("what waits is published by a press, and hidden again by the next", async () => {
  const asked = await server.api(server.token("ana", "Ana"), "POST", "topics", { kind: "question", title: "Is the handle beech" });
  assert.equal(asked.state, "waiting");
  const at = await moderate();
  assert.equal(at.page.url(), `${server.url}/moderate/`, "a token stays in no history");
  await at.host.getByRole("button", { name: "1 post is waiting for a look" }).click();
  await at.host.getByText("Is the handle beech").waitFor();
  await at.button("Publish").click();
  await at.host.getByText("Nothing is waiting. Well done.").waitFor();
  assert.equal((await server.api(null, "GET", `topics/${asked.id}`)).title, "Is the handle beech");
  await at.button("Undo").click();
  await eventually(async () => (await server.api(null, "GET", `topics/${asked.id}`)).status, 404);
});

test("a report brings an answer back to the moderator, who finds nothing wrong with it", async () => {
  for (const who of ["a", "b", "c"]) {
    await server.api(server.token(who), "POST", "topics/1/flag?reply=r1", { reason: "spam" });
  }
  assert.deepEqual((await server.api(null, "GET", "topics/1")).replies, []);
  const at = await moderate();
  await at.host.getByRole("button", { name: /waiting for a look/ }).click();
  const item = at.host.locator("#body li").filter({ hasText: "Every six weeks." });
  await item.getByText("Reported: Advertising").waitFor();
  await item.getByRole("button", { name: "Publish" }).click();
  await eventually(async () => (await server.api(null, "GET", "topics/1")).replies.length, 1);
});

test("a moderator gives a topic its status and an answer its mark, in the topic itself", async () => {
  const at = await moderate();
  await at.rows.filter({ hasText: "How often should I descale?" }).first().click();
  await at.host.locator(".flagging").getByRole("button", { name: "Being worked on" }).click();
  await eventually(async () => (await server.api(null, "GET", "topics/1")).status, "active");
  await at.host.getByRole("button", { name: "Official answer" }).click();
  await eventually(async () => (await server.api(null, "GET", "topics/1")).replies[0].official, true);
});

test("a guest leaves a name when it is sent, and no one sees the address", async () => {
  const at = await visit("/moderate/");
  await at.host.locator("#ask").click();
  await at.host.locator("#form-title").fill("Do you ship to Malta");
  await at.host.locator("#post").click();
  await at.host.getByText("Leave your name, then it can go.").waitFor();
  await at.host.locator("#form-name").fill("Gus");
  await at.host.locator("#form-email").fill("gus@mail.example");
  await at.host.locator("#post").click();
  await at.host.getByText("Only you can see this for now.").waitFor();
  const queue = await server.api(server.token("mo", "Mo", "moderator"), "GET", "moderation");
  const waiting = queue.data.find(({ topic }) => topic.title === "Do you ship to Malta");
  assert.equal(queue.people.find(({ id }) => id === waiting.topic.author).name, "Gus");
  assert.ok(!JSON.stringify(queue).includes("gus@mail.example"));
});

test("whoever is no moderator is told so, and sees what everyone sees", async () => {
  const at = await visit("/moderate/");
  await at.page.getByLabel("The token that your site signs").fill(server.token("ana"));
  await at.page.getByRole("button", { name: "Sign in" }).click();
  await at.page.getByText("does not say that its owner is a moderator").waitFor();
  assert.equal(await at.host.getByRole("button", { name: /waiting for a look/ }).count(), 0);
});

test("what was asked before becomes part of it, and comes apart again", async () => {
  const mo = server.token("mo", "Mo", "moderator");
  const asked = await server.api(mo, "POST", "topics", { kind: "question", title: "How often do I descale my kettle" });
  await server.api(server.token("d"), "PUT", `topics/${asked.id}/me_too`);
  const before = (await server.api(null, "GET", "topics/1")).me_too_count;
  const at = await moderate();
  await at.tab("Recent").click();
  await at.rows.filter({ hasText: "descale my kettle" }).first().click();
  await at.host.getByRole("group", { name: "Asked before?" }).getByRole("button", { name: "How often should I descale?" }).click();
  await eventually(async () => (await server.api(null, "GET", "topics/1")).me_too_count, before + 1);
  const reader = await visit("/moderate/");
  await reader.rows.filter({ hasText: "How often should I descale?" }).first().waitFor();
  assert.equal(await reader.rows.filter({ hasText: "descale my kettle" }).count(), 0);
  await at.button("Undo").click();
  await eventually(async () => (await server.api(null, "GET", "topics/1")).me_too_count, before);
  assert.equal((await server.api(null, "GET", `topics/${asked.id}`)).me_too_count, 1);
});

test("a visitor reports a reply, and is thanked", async () => {
  const at = await visit("/moderate/");
  await at.page.evaluate((token) => { document.querySelector("good-word").identity = token; }, server.token("eva"));
  await at.rows.filter({ hasText: "How often should I descale?" }).first().click();
  await at.host.locator(".replies, .best").first().getByRole("button", { name: "Report" }).first().click();
  await at.host.getByRole("button", { name: "Not true" }).click();
  await at.host.getByText("Thank you. Somebody will look at it.").waitFor();
  // She is thanked at once, and the service has it a moment later.
  await eventually(async () => {
    const { data } = await server.api(server.token("mo", "Mo", "moderator"), "GET", "moderation");
    return data.some(({ reply, flags }) => reply?.id === "r1" && flags.some(({ reason }) => reason === "wrong"));
  }, true);
});

test("whoever signs out takes along what only they could see", async () => {
  await server.api(server.token("ana2", "Ana"), "POST", "topics", { kind: "question", title: "Only mine until it was read" });
  const at = await moderate();
  await at.host.locator("#queue").click();
  await at.host.getByText("Only mine until it was read").waitFor();
  await at.page.evaluate(() => Object.assign(document.querySelector("good-word"), { identity: null, viewer: null }));
  await at.host.getByText("Only mine until it was read").waitFor({ state: "detached" });
  await at.button("Back").click();
  await at.tab("Recent").click();
  await at.rows.first().waitFor();
  assert.equal(await at.host.locator("#queue").count(), 0);
  assert.ok(!(await at.host.locator("#body").innerText()).includes("Only mine"));
});
