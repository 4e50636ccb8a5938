// The screens of writing and moderating: nothing for axe to find, light and dark, left to right and right to left, and
// nothing cut at 320 px.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { community } from "../community.mjs";
import { axe, launch, open, panel } from "../harness.mjs";

const SNAPSHOT = {
  goodword: 1, name: "Juniper Kettles",
  products: [{ id: "k2", name: "K2 gooseneck kettle" }, { id: "k1", name: "K1" }],
  people: [{ id: "pia", name: "Pia Ohm", role: "employee" }],
  topics: [
    { id: "1", title: "How often should I descale?", body: "Very hard water here.", author: "pia", me_too_count: 12,
      replies: [{ id: "r1", author: "pia", body: "Every six weeks.", official: true }, { id: "r2", body: "I never do." }] },
  ],
};

let server, browser;
const opened = [];
before(async () => {
  server = await community({ snapshot: SNAPSHOT, args: ["--guests"] });
  browser = await launch();
  await server.api(server.token("ana", "Ana"), "POST", "topics", { kind: "idea", title: "A".repeat(140), body: "long ".repeat(60) });
});
afterEach(async () => { for (const page of opened.splice(0)) await page.close(); });
after(async () => { await browser.close(); await server.close(); });

const ask = async (at) => {
  await at.host.locator("#ask").click();
  await at.host.locator("#form-title").fill("DESCALE 012345678 OFTEN");
};
const topic = (at) => at.rows.filter({ hasText: "How often" }).first().click();

/** Name, and the way to the screen. */
const SCREENS = [
  ["the way to ask", (at) => at.search.fill("descale")],
  ["the form", ask],
  ["the form with faults", async (at) => {
    await ask(at);
    await at.host.locator("#form-title").fill("");
    await at.host.locator("#post").click();
  }],
  ["a guest's form", async (at) => {
    await at.page.evaluate(() => { document.querySelector("good-word").identity = null; });
    await ask(at);
    await at.host.locator("#post").click();
    await at.host.locator("#form-name").waitFor();
  }],
  ["a topic to moderate", async (at) => {
    await topic(at);
    await at.host.locator(".flagging").waitFor();
    await at.host.locator(".me-too").click();
    await at.host.locator(".replies .quiet.last").click();
  }],
  ["a reply", async (at) => {
    await topic(at);
    await at.host.locator("#reply").click();
    await at.host.locator("#form-body").waitFor();
  }],
  ["what waits", async (at) => {
    await at.host.locator("#queue").click();
    await at.host.locator("#body li").first().waitFor();
  }],
];

for (const [name, go] of SCREENS) {
  test(`${name}: nothing for axe to find, and nothing cut`, async () => {
    for (const [colorScheme, dir] of [["light", "ltr"], ["dark", "rtl"]]) {
      const made = await open(browser, `${server.url}/moderate/#token=${server.token("mo", "Mo", "moderator")}`, {
        colorScheme, viewport: { width: 320, height: 640 },
      });
      opened.push(made);
      const parts = panel(made.page);
      const at = { ...made, ...parts, host: made.page.locator("good-word") };
      await made.page.evaluate((dir) => document.querySelector("good-word").setAttribute("dir", dir), dir);
      await at.loaded();
      await go(at);
      assert.deepEqual(await axe(made), [], `${colorScheme}, ${dir}`);
      const wide = await at.body.evaluate((body) => body.scrollWidth - body.clientWidth);
      assert.ok(wide <= 0, `${colorScheme}, ${dir}: ${wide} px too wide`);
    }
  });
}
