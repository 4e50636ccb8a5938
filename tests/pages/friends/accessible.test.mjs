// The screens of friends' words and one's own: nothing for axe to find, light and dark, left to right and right to left, and
// nothing cut on a narrow screen.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe } from "../harness.mjs";
import { shopping } from "./friends.mjs";

const { server, go: open } = shopping(async (server) => {
  await server.as("mia", "PUT", "recommendations/k2", { verb: "loves", text: "Quiet. ".repeat(60), audience: "friends", will_answer: true });
  await server.as("eve", "PUT", "recommendations/k2", { verb: "uses", text: "For years.", audience: "public" });
  await server.as("ana", "POST", "topics", { kind: "question", title: "Is it loud in the morning?", to: "mia", private: true });
});

const friends = async (at) => { await at.strip.click(); await at.news.waitFor(); };
const form = async (at) => {
  await at.host.locator("#recommend").click();
  await at.host.locator("#form-body").fill("W".repeat(501));
};
const done = async (at) => {
  await at.host.locator("#recommend").click();
  await at.host.locator("#form-body").fill("It pours.");
  await at.host.locator("#post").click();
  await at.host.locator("#leave-k2").click();
};

/** Name, and the way to the screen. */
const SCREENS = [
  ["home", (at) => at.host.locator("#asked-by-you").waitFor()],
  ["friends", friends],
  ["the form with a fault", form],
  ["what was shared, about to be taken back", done],
  ["a question to a friend", async (at) => { await friends(at); await at.host.locator("#ask-mia").click(); await at.host.locator("#form-to").waitFor(); }],
];

for (const [name, go] of SCREENS) {
  test(`${name}: nothing for axe to find, and nothing cut`, async () => {
    for (const [colorScheme, attributes, width] of [["light", "", 390], ["dark", 'dir="rtl" lang="ar"', 320]]) {
      await server.as("ana", "DELETE", "recommendations/k2");
      const at = await open("ana", {
        attributes, colorScheme, viewport: { width, height: 700 },
        prepare: async (page) => {
          await page.addInitScript(() => { delete Navigator.prototype.share; });
          await page.route("**/api/", async (route) => {
            const answer = await route.fetch();
            const front = await answer.json();
            await route.fulfill({ response: answer, json: { ...front, links: { ...front.links, publish: "topics/{id}/public" } } });
          });
        },
      });
      await at.strip.waitFor();
      await go(at);
      assert.deepEqual(await axe(at), [], `${colorScheme} ${attributes}`);
      const wide = await at.body.evaluate((body) => body.scrollWidth - body.clientWidth);
      assert.ok(wide <= 0, `${colorScheme} ${attributes}: ${wide} px too wide`);
    }
  });
}
