// The page that says what data moves where, and what can be seen of it from outside.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { axe, eventually, panel, stage } from "../harness.mjs";

let at;
before(async () => { at = await stage(import.meta.url, { routes: { "/favicon.ico": { status: 204 } } }); });
afterEach(() => at.clear());
after(() => at.close());

for (const [name, context] of Object.entries({
  light: { colorScheme: "light" }, dark: { colorScheme: "dark" }, "a phone": { viewport: { width: 320, height: 700 } },
})) {
  test(`the page has nothing for axe to find and is not too wide: ${name}`, async () => {
    const made = await at.visit("/privacy.html", context);
    assert.deepEqual(await axe(made), []);
    assert.ok(await made.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    for (const href of await made.page.locator(".contents a").evaluateAll((all) => all.map((one) => one.hash))) assert.equal(await made.page.locator(href).count(), 1, href);
    assert.deepEqual([made.errors, made.lines], [[], []]);
  });
}

test("a visitor who opens the panel, searches, reads and goes sends no cookie, and leaves nothing in the browser", async () => {
  const headers = [];
  const made = await at.visit("/site/", {
    routes: { "/site/": `<!doctype html><html lang="en"><title>A site</title><body><script type="module" src="/goodword.js"></script>
      <good-word endpoint="/demo/community.json" subject="k2" loading="eager"></good-word>` },
    prepare: (page) => {
      page.on("request", async (request) => headers.push({ url: request.url(), ...await request.allHeaders() }));
      return page.context().addCookies([{ name: "session", value: "1", url: at.server.url }]);
    },
  });
  const here = panel(made.page);
  await here.loaded();
  await made.page.evaluate(() => Object.assign(document.querySelector("good-word"), {
    viewer: { id: "p11", name: "Sam" }, friends: [{ id: "p7", name: "Mia Lindqvist", relation: "friend" }],
  }));
  await here.search.fill("descal");
  await here.results.first().click();
  await here.title.waitFor();
  await eventually(() => headers.some(({ url }) => url.endsWith("community.json")), true);
  const endpoint = headers.filter(({ url }) => url.endsWith("community.json"));
  assert.deepEqual(endpoint.map(({ cookie }) => cookie), [undefined]);
  assert.ok(headers.every(({ url }) => new URL(url).origin === new URL(at.server.url).origin), "to no other server");
  const left = await made.page.evaluate(async () => [Object.keys(localStorage), Object.keys(sessionStorage), (await indexedDB.databases()).length, (await caches.keys()).length]);
  assert.deepEqual(left, [[], [], 0, 0]);
  assert.equal(await made.page.evaluate(() => document.cookie), "session=1");
});
