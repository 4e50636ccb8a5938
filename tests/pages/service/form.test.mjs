// What a form tells of who filled it: people's posts pass, and those of programs are refused without a word lost.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { community } from "../community.mjs";
import { eventually, launch, open, panel } from "../harness.mjs";

const SNAPSHOT = {
  goodword: 1, name: "Juniper Kettles",
  topics: [{ id: "1", title: "How often should I descale?", replies: [{ id: "r1", body: "Every six weeks." }] }],
};
const PAGE = `<!doctype html><html lang="en"><title>Kettles</title><body>
  <script type="module" src="/goodword.js"></script>
  <good-word endpoint="/api/" loading="eager"><a href="/help">Help</a></good-word>`;
const TOO_QUICK = "That was very quick. Your words are safe: post again in a moment.";

let server, browser;
const opened = [];
before(async () => {
  server = await community({ snapshot: SNAPSHOT, args: ["--moderate", "nobody"] });
  browser = await launch();
});
afterEach(async () => { for (const page of opened.splice(0)) await page.close(); });
after(async () => { await browser.close(); await server.close(); });

/** A page with a clock that stands still: `at.wait(ms)` moves it, `at.set(ms)` sets the system's from the next page on. */
async function visit(as) {
  const prepare = async (page) => {
    await page.route(`${server.url}/shop`, (route) => route.fulfill({ contentType: "text/html", body: PAGE }));
    await page.addInitScript((token) => {
      window.passed = 0;
      performance.now = () => window.passed;
      Object.defineProperty(performance, "timeOrigin", { get: () => Number(sessionStorage.origin ?? 1_780_000_000_000) });
      addEventListener("DOMContentLoaded", () => { document.querySelector("good-word").identity = token; });
    }, server.token(as));
  };
  const made = await open(browser, `${server.url}/shop`, { prepare });
  opened.push(made);
  const parts = panel(made.page);
  const sent = [];
  made.page.on("request", (request) => { if (request.method() === "POST") sent.push(request.postDataJSON()); });
  const at = {
    ...made, ...parts, sent, host: made.page.locator("good-word"),
    wait: (ms) => made.page.evaluate((ms) => { window.passed += ms; }, ms),
    set: (ms) => made.page.evaluate((ms) => { sessionStorage.origin = ms; }, ms),
  };
  await at.loaded();
  return at;
}

async function write(at, title) {
  await at.host.locator("#ask").click();
  await at.host.locator("#form-title").fill(title);
}

const asked = async (title) => (await server.api(null, "GET", "topics?limit=50")).data.filter((topic) => topic.title === title).length;

test("what a person asks and replies says how long the form was open, and that nobody filled the hidden field", async () => {
  const at = await visit("ana");
  await write(at, "Does it whistle");
  await at.wait(4200);
  await at.host.locator("#post").click();
  await at.title.filter({ hasText: "Does it whistle" }).waitFor();
  await at.wait(60_000);
  await at.button("Write a reply").click();
  await at.host.locator("#form-body").fill("No, it clicks.");
  await at.wait(1500);
  await at.button("Post reply").click();
  await at.host.locator(".reply").filter({ hasText: "it clicks" }).waitFor();
  assert.deepEqual(at.sent.map(({ website, opened_ms }) => [website, opened_ms]), [["", 4200], ["", 1500]]);
});

test("what a program fills in that fills everything is not taken, and the words stay", async () => {
  const at = await visit("bot");
  await write(at, "Cheap kettles here");
  await at.wait(5000);
  // As programs do it: every field of the form, without an event.
  await at.host.locator("form").evaluate((form) => {
    for (const field of form.querySelectorAll("[name=website]")) field.value = "https://cheap.example";
  });
  await at.host.locator("#post").click();
  await at.host.getByText("It was not taken as it is. Your words are kept.").waitFor();
  assert.equal(await at.host.locator("#form-title").inputValue(), "Cheap kettles here");
  assert.equal(await asked("Cheap kettles here"), 0);
});

test("what is sent at once is refused with what to do, and goes a moment later", async () => {
  const at = await visit("ana");
  await write(at, "Is it quick");
  await at.wait(999);
  await at.host.locator("#post").click();
  await at.host.getByText(TOO_QUICK).waitFor();
  assert.equal(await asked("Is it quick"), 0);
  assert.equal(await at.host.locator("#form-title").inputValue(), "Is it quick");
  assert.match(await at.page.evaluate(() => Object.values(localStorage).join()), /"title":"Is it quick"/);
  await at.wait(1);
  await at.button("Post again").click();
  await at.title.filter({ hasText: "Is it quick" }).waitFor();
  assert.equal(await asked("Is it quick"), 1);
});

test("a draft that comes back after a reload is as old as it is, also where the clock was put back meanwhile", async () => {
  const at = await visit("ana");
  await write(at, "Is it old");
  for (const [origin, wait, expect] of [[1_780_000_030_000, 10, 30_010], [1_779_000_000_000, 1200, 1200]]) {
    await at.set(origin);
    await at.page.reload();
    await at.loaded();
    await at.host.locator("#ask").click();
    await at.host.locator("#form-title").waitFor();
    await at.wait(wait);
    await at.page.route("**/api/topics", (route) => route.abort(), { times: 1 });
    await at.host.locator("#post").click();
    await eventually(async () => at.sent.at(-1)?.opened_ms, expect);
    await at.button("Post again").waitFor();
  }
});

test("the hidden field is out of reach for people, by sight, by keyboard and by ear", async () => {
  const at = await visit("ana");
  await write(at, "Is there more");
  const field = at.host.locator("#form-website");
  assert.equal(await field.getAttribute("tabindex"), "-1");
  assert.equal(await field.getAttribute("autocomplete"), "off");
  assert.equal(await field.getAttribute("style"), null);
  const seen = await field.evaluate((field) => {
    const box = field.parentElement.getBoundingClientRect();
    return [box.width <= 1, box.height <= 1, field.parentElement.getAttribute("aria-hidden")];
  });
  assert.deepEqual(seen, [true, true, "true"]);
  assert.doesNotMatch(await at.host.locator("form").ariaSnapshot(), /website/);
  const reached = new Set();
  await at.host.locator("#form-title").focus();
  for (let n = 0; n < 20; n += 1) {
    await at.page.keyboard.press("Tab");
    reached.add(await at.page.evaluate(() => document.querySelector("good-word").shadowRoot.activeElement?.id));
  }
  assert.ok(reached.has("form-body") && reached.has("form-tags") && !reached.has("form-website"), [...reached].join());
});
