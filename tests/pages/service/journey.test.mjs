// The whole way of a question: a visitor asks, a moderator publishes, another replies, the asker marks
// it solved. On the demo's own page over SQLite, and over a stop and a start of the server; on PostgreSQL, by two instances in turn.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, afterEach, before, test } from "node:test";
import { community, postgres, unhurried } from "../community.mjs";
import { dist, launch, open, ours, panel } from "../harness.mjs";

const TITLE = "Does the K2 whistle when it boils";
let browser;
const opened = [];
before(async () => { browser = await launch(); });
afterEach(async () => { for (const page of opened.splice(0)) await page.close(); });
after(() => browser.close());

const snapshot = JSON.parse(readFileSync(`${dist}/demo/community.json`, "utf8"));

/** The panel in the page of a shop, for the person who is signed in there. */
async function visit(server, as, sign) {
  const made = await open(browser, server.url + server.page, { prepare: unhurried, viewport: { width: 1280, height: 900 } });
  opened.push(made);
  const selector = 'good-word:not([mode="tab"])';
  await made.page.locator(selector).scrollIntoViewIfNeeded();
  const parts = panel(made.page, selector);
  await parts.loaded();
  await sign(made.page, as);
  return { ...made, ...parts };
}

async function walk(server, sign) {
  const ana = await visit(server, "ana", sign);
  await ana.search.fill(TITLE);
  await ana.host.locator("#ask").click();
  await ana.host.locator("#form-body").fill("The old one did.");
  await ana.host.locator("#post").click();
  await ana.host.getByText("Only you can see this for now.").waitFor();

  const mo = await visit(server, "mo", sign);
  await mo.host.locator("#queue").click();
  await mo.host.locator("#body li").filter({ hasText: TITLE }).getByRole("button", { name: "Publish" }).click();
  // The asker has done nothing since.
  await ana.host.getByText("Only you can see this for now.").waitFor({ state: "detached", timeout: 20_000 });

  const eve = await visit(server, "eve", sign);
  await eve.tab("Recent").click();
  await eve.rows.filter({ hasText: TITLE }).first().click();
  await eve.button("Write a reply").click();
  await eve.host.locator("#form-body").fill("No, it only clicks.");
  await eve.button("Post reply").click();
  await ana.host.locator(".reply").filter({ hasText: "it only clicks" }).waitFor({ timeout: 20_000 });
  await ana.button("This solved it").click();
  await ana.host.getByText("Best answer").first().waitFor();
  for (const at of [ana, mo, eve]) assert.deepEqual([at.errors, ours(at.lines)], [[], []]);
  return ana;
}

/** What everyone sees of it afterwards. */
async function see(server, sign) {
  const at = await visit(server, "", sign);
  await at.search.fill("K2 whistle");
  await at.results.filter({ hasText: TITLE }).first().click();
  await at.host.locator(".best").filter({ hasText: "it only clicks" }).waitFor();
  await at.host.getByText("Answered").or(at.host.getByText("Official answer")).first().waitFor();
}

test("on SQLite, and all of it is still there when the server comes back", async () => {
  const server = { ...await community({ snapshot, demo: true }), page: "/demo/?live" };
  try {
    const sign = (page, as) => page.locator("#person").selectOption(as);
    await walk(server, sign);
    await server.stop();
    await server.start();
    await see(server, sign);
  } finally {
    await server.close();
  }
});

test("on PostgreSQL, by two instances in turn", async (t) => {
  const database = await postgres();
  if (!database) return t.skip("PostgreSQL is missing");
  let server;
  try {
    server = { ...await community({ snapshot, database: database.url, instances: 2 }), page: "/moderate/" };
    const roles = { mo: "moderator", eve: "employee" };
    // Two instances share no key of a demo's; the site signs.
    const sign = (page, as) => page.evaluate(({ token, as }) => {
      for (const panel of document.querySelectorAll("good-word")) Object.assign(panel, { identity: token, viewer: as ? { id: as } : null });
    }, { token: as && server.token(as, as, roles[as]), as });
    await walk(server, sign);
    await see(server, sign);
  } finally {
    await server?.close();
    await database.close();
  }
});
