// Panels on real backends, which run here and nowhere else: what a panel shows is what the backend's own API says.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { after, afterEach, before, describe, test } from "node:test";
import { axe, eventually, goodword, launch, open, ours, panel, root, serve } from "../harness.mjs";
import { BACKENDS } from "./backends.mjs";
import { shown, table } from "./capabilities.mjs";

const wanted = process.env.GOODWORD_BACKENDS === "1" || process.env.CI === "true";
const how = "pkg-scripts/setup --with-backends && GOODWORD_BACKENDS=1 node --test tests/pages/backends/backends.test.mjs";
const skip = wanted ? false : `they take a minute. Run: ${how}`;
/** What was seen to work, by backend. */
const seen = new Map(BACKENDS.map(({ name }) => [name, new Set()]));
/** Four titles have it, two of which stand on no first page. */
const WORD = "sing", OLD = /number 5 sing/, BUSY = /case 64/, ODD = [["gurgle", /gurgle/], ["café", /Łódź/]];
/** How many titles a list shows. */
const LISTED = 8;

describe("panels on backends", { skip, concurrency: false }, () => {
  let server, browser;
  const opened = [];
  before(async () => { [server, browser] = [await serve(), await launch()]; });
  afterEach(async () => { for (const page of opened.splice(0)) await page.close(); });
  after(async () => { await browser.close(); await server.close(); });

  for (const backend of BACKENDS) {
    describe(backend.name, { concurrency: false }, () => {
      let real;
      before(async () => { real = await backend.start(); });
      after(() => real?.close());

      /** A page of another origin than the backend's, with a panel; `as` is who writes. */
      const visit = async ({ as, ...context } = {}) => {
        server.routes["/shop"] = `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>A shop</title><body>
          <script type="module" src="/goodword.js"></script><main><h1>A shop</h1>
          <good-word endpoint="${real.url}" dialect="${backend.name}${backend.vars ?? ""}"><a href="/help">Help</a></good-word></main>`;
        const prepare = async (page) => {
          // Pictures of people stand elsewhere, and nothing is fetched from there.
          const picture = { contentType: "image/svg+xml", body: '<svg xmlns="http://www.w3.org/2000/svg"/>' };
          await page.route((url) => url.hostname !== "127.0.0.1", (route) => route.fulfill(picture));
          await page.addInitScript((token) => addEventListener("DOMContentLoaded", () => {
            document.querySelector("good-word").identity = token;
          }), as ?? null);
        };
        const made = await open(browser, `${server.url}/shop`, { prepare, ...context });
        opened.push(made);
        const at = { ...made, ...panel(made.page) };
        await at.loaded();
        return at;
      };

      /** The words of each paragraph, of what the backend calls HTML or plain text. */
      const paragraphs = (at, body) => at.page.evaluate(({ body, isPlain }) => {
        const blocks = isPlain ? body.split("\n\n") : [...new DOMParser().parseFromString(body, "text/html").querySelectorAll("p")].map((p) => p.textContent);
        return blocks.filter(Boolean);
      }, { body, isPlain: real.isPlain ?? false });
      const text = (at, title) => real.isPlain ? title : at.page.evaluate((title) => new DOMParser().parseFromString(title, "text/html").body.textContent, title);
      const texts = (at, titles) => Promise.all(titles.map((title) => text(at, title)));
      const titles = (rows) => rows.locator(".row-title, .title").allTextContents();

      /** The topic on the screen: its author with the picture, words, and each reply's author and words. */
      const screen = (at) => at.body.evaluate((body) => {
        const words = (within) => [...within.querySelectorAll(".rich-text p")].map((p) => p.textContent);
        const header = body.querySelector("header");
        return {
          author: header.querySelector(".name")?.textContent, picture: header.querySelector("img")?.src ?? "", body: words(header),
          replies: [...body.querySelectorAll(".reply")]
            .map((reply) => ({ author: reply.querySelector(".name").textContent, body: words(reply) })),
        };
      });
      /** The same by the backend. */
      const truth = async (at, title) => {
        const { author, picture = "", body, replies } = await real.topic(title);
        const all = replies.map(async ({ author, body }) => ({ author, body: await paragraphs(at, body) }));
        return { author, picture, body: await paragraphs(at, body), replies: await Promise.all(all) };
      };
      /** Opens the topic with a title like this, which `query` finds; gives the title as the backend writes it. */
      const find = async (at, like, query) => {
        const title = (await real.titles()).find((title) => like.test(title)), written = await text(at, title);
        await at.search.fill(query ?? written);
        // At once: what the backend finds may come after the topic itself, and knows less of it.
        await at.results.filter({ hasText: written }).first().click();
        await eventually(() => at.title.textContent(), written);
        await at.drawn();
        return title;
      };
      const quiet = (at) => assert.deepEqual([at.errors, ours(at.lines)], [[], []]);
      const does = (name) => backend.does.includes(name);

      test("lets a page of another origin read it, as goodword check says", () => {
        const file = join(root, `www/dialects/${backend.name}.json`);
        const said = execFileSync(goodword(), ["check", file, "--endpoint", real.url, "--origin", server.url, "--query", WORD], { encoding: "utf8" });
        assert.match(said, /is sound/);
      });

      test("lists what is new in the order of the backend", async () => {
        const at = await visit();
        await at.tab("Recent").click();
        const expected = await texts(at, (await real.titles()).slice(0, LISTED));
        await eventually(() => titles(at.rows), expected);
        quiet(at);
        seen.get(backend.name).add("list");
      });

      test("finds what the backend finds, also what no first page has", async () => {
        const at = await visit();
        await at.search.fill(WORD);
        const expected = (await texts(at, await real.found(WORD))).sort();
        assert.ok(expected.some((title) => OLD.test(title)), expected.join("\n"));
        await eventually(async () => (await titles(at.results)).sort(), expected);
        quiet(at);
        seen.get(backend.name).add("search");
      });

      test("shows a topic, its author and its replies as the backend has them", async () => {
        const at = await visit();
        const title = await find(at, OLD);
        const expected = await truth(at, title);
        assert.ok(expected.replies.length >= 2, "there are replies to see");
        await eventually(() => screen(at), expected);
        quiet(at);
        for (const name of ["read", "replies"]) seen.get(backend.name).add(name);
      });

      test("shows all replies of a topic that has more than one answer of the backend holds", async () => {
        const at = await visit();
        const title = await find(at, BUSY);
        const expected = await truth(at, title);
        assert.ok(expected.replies.length >= 54, `${expected.replies.length}`);
        await eventually(() => screen(at), expected);
        quiet(at);
        seen.get(backend.name).add("further replies");
      });

      test("shows titles with signs, quotes and letters as they were written", async () => {
        const at = await visit();
        for (const [query, like] of ODD) {
          await find(at, like, query);
          await at.button("Back").click();
        }
        quiet(at);
      });

      test("fits a phone, and leaves nothing for axe to find, with what the backend has", async () => {
        const at = await visit({ as: real.token, viewport: { width: 390, height: 780 } });
        const fits = async (screen) => {
          assert.deepEqual(await axe(at), [], screen);
          assert.ok(await at.body.evaluate((body) => body.scrollWidth <= body.clientWidth), `${screen} is too wide`);
        };
        await fits("home");
        await find(at, OLD);
        await fits("a topic");
      });

      for (const how of ["ask as a guest", "ask signed in"]) {
        test(how, { skip: !does(how) && "the backend has nothing for it" }, async () => {
          const guest = how.endsWith("guest"), title = `May it boil milk & < 1 l of "oat", ${guest ? "by a guest" : "signed in"}?`;
          const at = await visit({ as: guest ? undefined : real.token });
          await at.host.locator("#ask").click();
          await at.host.locator("#form-title").fill(title);
          await at.host.locator("#form-body").fill("Oat milk, to be exact.");
          await at.host.locator("#post").click();
          if (guest) {
            await at.host.locator("#form-name").fill("Nia Roy");
            await at.host.locator("#form-email").fill("nia@kettles.example");
            await at.host.locator("#post").click();
          }
          await eventually(() => at.title.textContent(), title);
          const stored = (await texts(at, await real.titles())).filter((one) => one === title);
          assert.equal(stored.length, 1, "the backend has it once");
          const [raw] = (await real.titles());
          assert.deepEqual((await truth(at, raw)).body, ["Oat milk, to be exact."]);
          // Whoever comes next sees it as the first.
          const next = await visit();
          await next.tab("Recent").click();
          await eventually(async () => (await titles(next.rows))[0], title);
          await next.rows.first().click();
          await eventually(() => screen(next), await truth(next, raw));
          for (const one of [at, next]) quiet(one);
          seen.get(backend.name).add(how);
        });
      }

      test("a reply that is written in the panel stands in the backend, as its author's", { skip: !does("reply") }, async () => {
        const at = await visit({ as: real.token });
        const title = await find(at, /case 63/);
        assert.equal(await at.host.locator(".reply").filter({ hasText: "Seldom" }).count(), 0);
        await at.button("Write a reply").click();
        await at.host.locator("#form-body").fill("Seldom & < 2 times.");
        await at.button("Post reply").click();
        await at.host.locator(".reply").filter({ hasText: "Seldom & < 2 times." }).waitFor();
        assert.deepEqual((await truth(at, title)).replies.at(-1).body, ["Seldom & < 2 times."]);
        quiet(at);
        seen.get(backend.name).add("reply");
      });

      test("a star given to a reply counts in the backend", { skip: !does("star") }, async () => {
        const at = await visit({ as: real.token });
        const title = await find(at, OLD);
        assert.deepEqual((await real.stars(title)).slice(0, 2), [0, 0]);
        await at.host.locator(".reply").first().getByRole("button", { name: "Helped me" }).click();
        await eventually(async () => (await real.stars(title)).slice(0, 2), [1, 0]);
        await at.host.locator(".reply").first().getByText("· 1").waitFor();
        quiet(at);
        seen.get(backend.name).add("star");
      });
    });
  }

  test("the page on dialects shows what was seen", () => {
    const made = table(seen);
    console.log(made);
    assert.equal(shown(made), made, "Run again with UPDATE_BACKENDS=1, and look at what changed");
  });
});
