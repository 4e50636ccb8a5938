// Who comes by a link that somebody shared: counted once, for its author alone, by nobody in particular, and not before the panel is used.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { eventually, heard, ours, settled } from "../harness.mjs";
import { shopping } from "./friends.mjs";

const { server, go } = shopping();
let code;
beforeEach(async () => {
  await server.as("ana", "DELETE", "recommendations/k2");
  ({ referral: code } = await server.as("ana", "PUT", "recommendations/k2", { verb: "uses", text: "Every day.", audience: "public" }));
});

const counted = async () => (await server.as("ana", "GET", "recommendations/k2")).referred;

/** The panel of a page at an address with `query`, and the requests that count somebody. */
async function come(as, { query = `?good-word-from=${code}`, prepare, ...options } = {}) {
  const posts = [];
  const at = await go(as, {
    attributes: 'mode="tab"', query, ...options,
    prepare: async (page) => {
      page.on("request", async (request) => { if (request.url().includes("/referrals/")) posts.push(await request.allHeaders()); });
      await prepare?.(page);
    },
  });
  await eventually(() => at.requests.some((url) => url.includes("/api/topics")), true);
  await settled(at.page);
  return { ...at, posts };
}

test("who comes is counted when the panel is opened, once a page, and by no name", async () => {
  const at = await come("mia");
  assert.deepEqual([at.posts, await counted()], [[], 0]);
  await at.trigger.click();
  await eventually(counted, 1);
  await at.button("Close").click();
  await at.trigger.click();
  await at.strip.click();
  await at.news.waitFor();
  await settled(at.page);
  assert.equal(await counted(), 1);
  assert.deepEqual(at.posts.map(({ authorization, cookie }) => [authorization, cookie]), [[undefined, undefined]]);
  assert.deepEqual(await heard(at.page, "consent-request"), [{ purpose: "referral" }]);
  assert.deepEqual([at.errors, ours(at.lines)], [[], []]);
});

test("in the page it is counted when the visitor goes somewhere in the panel", async () => {
  const at = await come(null, { attributes: ' ' });
  assert.deepEqual([at.posts, await counted()], [[], 0]);
  await at.strip.click();
  await eventually(counted, 1);
});

test("a panel that its page opens by itself counts nobody before the visitor does something", async () => {
  const at = await come(null, { attributes: 'mode="tab" open' });
  await at.strip.waitFor();
  await settled(at.page);
  assert.deepEqual(at.posts, []);
  await at.strip.click();
  await eventually(counted, 1);
});

test("nobody is counted where the page's address has no code, or the browser says not to follow its visitor", async () => {
  const private_ = (page) => page.addInitScript(() => Object.defineProperty(Navigator.prototype, "globalPrivacyControl", { get: () => true }));
  for (const options of [{ query: "" }, { query: "?good-word-from=" }, { prepare: private_ }]) {
    const at = await come("mia", options);
    await at.trigger.click();
    await at.strip.click();
    await at.news.waitFor();
    await settled(at.page);
    assert.deepEqual([at.posts, await counted(), await heard(at.page, "consent-request")], [[], 0, []]);
  }
});

test("nobody is counted where the host does not agree, and it is not asked again", async () => {
  const at = await come("mia");
  await at.page.evaluate(() => addEventListener("good-word-consent-request", (event) => event.preventDefault()));
  await at.trigger.click();
  await at.strip.click();
  await at.news.waitFor();
  await settled(at.page);
  assert.deepEqual([at.posts, await counted()], [[], 0]);
  assert.deepEqual(await heard(at.page, "consent-request"), [{ purpose: "referral" }]);
});

test("where it cannot be counted nobody is told", async () => {
  const at = await come("mia", { prepare: (page) => page.route("**/api/referrals/*", (route) => route.fulfill({ status: 500 })) });
  await at.trigger.click();
  await eventually(() => at.posts.length > 0, true);
  await settled(at.page);
  assert.equal(await at.host.getByRole("alert").count(), 0);
  assert.deepEqual([at.errors, ours(at.lines)], [[], []]);
});
