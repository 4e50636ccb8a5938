// The recipes of www/friends/README.md, each run as it stands there, with answers in the place of the networks.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { eventually, panel, root, stage } from "../harness.mjs";

const page = readFileSync(join(root, "www/friends/README.md"), "utf8");
/** By the comment that each begins with. */
const recipes = Object.fromEntries([...page.matchAll(/```js\n\/\/ (.+)\n([^]*?)```/g)].map(([, name, code]) => [name, code]));
const opening = /```js\n(const panel = .+)\n```/.exec(page)[1];

let at;
before(async () => { at = await stage(import.meta.url, { routes: { "/favicon.ico": { status: 204 } } }); });
afterEach(() => at.clear());
after(() => at.close());

/** A page that runs a recipe; `networks` answers what it asks elsewhere, by a part of the address. */
async function run(name, networks, before = "") {
  assert.ok(recipes[name], `there is a recipe for ${name}`);
  const asked = [];
  const html = `<!doctype html><html lang="en"><title>A site</title><link rel="icon" href="data:,"><body>
    <button id="find-friends">Find friends</button><p id="done" hidden>Done</p>
    <good-word endpoint="/demo/community.json" subject="k2" loading="eager"></good-word>
    <script type="module" src="/goodword.js"></script>
    <script type="module">${before}
${opening}
${recipes[name]}
document.querySelector("#done").hidden = false;</script>`;
  const prepare = async (page) => {
    const answers = (url) => Object.entries(networks).find(([part]) => url.href.includes(part))?.[1];
    await page.route((url) => answers(url) !== undefined, async (route) => {
      const request = route.request(), made = answers(new URL(request.url()));
      asked.push({ url: request.url(), body: request.postData() });
      const { body, headers = {} } = typeof made === "function" ? made(request) : { body: made };
      await route.fulfill({ contentType: "application/json", body: JSON.stringify(body), headers: { "access-control-allow-origin": at.server.url, "access-control-allow-credentials": "true", ...headers } });
    });
  };
  const made = await at.visit("/site/", { routes: { "/site/": html }, prepare });
  const here = { ...made, ...panel(made.page), asked };
  await here.page.locator("#done").waitFor();
  return here;
}

/** Mia is a friend now, and nobody else is. */
async function knowsMia(here) {
  await eventually(() => here.find("#strip b").textContent(), "Mia speaks for it");
  assert.deepEqual(here.errors, []);
}
const MIA = { id: "p7", name: "Mia Lindqvist" };

test("your own users", async () => {
  await knowsMia(await run("own users", { "/api/me/friends": { me: { id: "p11", name: "Sam" }, friends: [{ ...MIA, relation: "friend" }] } }));
});

test("Discourse: who follows back is a friend", async () => {
  const user = (username, name) => ({ username, name, avatar_template: "/user_avatar/forum.example/a/{size}/1.png" });
  const here = await run("Discourse", {
    "/follow/following.json": [user("p7", "Mia Lindqvist"), user("p8", "Jonas Brandt")],
    "/follow/followers.json": [user("p7", "Mia Lindqvist"), user("p9", "Aisha Rahman")],
    "/user_avatar/": {},
  });
  assert.deepEqual(await here.page.evaluate(() => document.querySelector("good-word").friends.map(({ id, avatar }) => [id, avatar])),
    [["p7", "https://forum.example/user_avatar/forum.example/a/96/1.png"]]);
  await knowsMia(here);
});

test("Mastodon: all pages of both lists, and members by the accounts in both", async () => {
  const account = (name) => ({ url: `https://social.example/@${name}` });
  const here = await run("Mastodon", {
    "/accounts/lookup": { id: "9" },
    "/accounts/9/following": (request) => request.url().includes("max_id")
      ? { body: [account("mia")] }
      : { body: [account("jonas")], headers: { Link: '<https://social.example/api/v1/accounts/9/following?max_id=5>; rel="next"', "access-control-expose-headers": "Link" } },
    "/accounts/9/followers": [account("mia"), account("aisha")],
    "/api/members-by-account": [MIA],
  });
  assert.equal(here.asked.at(-1).body, '["https://social.example/@mia"]');
  await knowsMia(here);
});

test("Bluesky: all pages of both lists, and members by the accounts in both", async () => {
  const here = await run("Bluesky", {
    "getFollows?": (request) => ({ body: request.url().includes("cursor=") ? { follows: [{ did: "did:plc:mia" }] } : { follows: [{ did: "did:plc:jonas" }], cursor: "2" } }),
    "getFollowers?": { followers: [{ did: "did:plc:mia" }, { did: "did:plc:aisha" }] },
    "/api/members-by-account": [MIA],
  });
  assert.equal(here.asked.at(-1).body, '["did:plc:mia"]');
  await knowsMia(here);
});

test("an address book: nobody's address leaves the page", async () => {
  // SHA-256 of "mia@kettles.example".
  const hash = "6cc3a49229ebfb6eb7c427d6df22c38e94b6edd7a827ce9ee9d78c439e79fa72";
  const picker = 'Object.defineProperty(navigator, "contacts", { value: { select: async () => [{ email: ["Mia@Kettles.example "] }, { email: ["nobody@else.example"] }] } });';
  const here = await run("address book", { "/api/members-by-hash/": (request) => ({ body: request.url().endsWith(hash.slice(0, 4)) ? [{ hash, ...MIA }] : [] }) }, picker);
  assert.deepEqual(here.asked, [], "nothing before the press");
  await here.page.locator("#find-friends").click();
  await knowsMia(here);
  assert.equal(here.asked.length, 2);
  for (const { url, body } of here.asked) assert.match(`${new URL(url).pathname} ${body}`, /^\/api\/members-by-hash\/[0-9a-f]{4} null$/);
});

test("an address book: no button where the browser has none", async () => {
  const here = await run("address book", {});
  assert.equal(await here.page.locator("#find-friends").isHidden(), await here.page.evaluate(() => !("contacts" in navigator)));
});

test("sign-out: the friends are gone", async () => {
  const here = await run("own users", { "/api/me/friends": { me: { id: "p11", name: "Sam" }, friends: [{ ...MIA, relation: "friend" }] } });
  await knowsMia(here);
  await here.page.evaluate(`${opening}\n${recipes["sign-out"]}`);
  await eventually(async () => /Mia speaks/.test(await here.find("#strip").textContent()), false);
  assert.deepEqual(await here.page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]), [0, 0, ""]);
});
