// The strictest policy that the panel promises to work under, with Trusted Types enforced. Page, scripts and community
// each have an origin of their own, so that the policy names no more than it must.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, afterEach, before, test } from "node:test";
import { eventually, focused, panel, root, serve, settled, stage } from "../harness.mjs";

const html = readFileSync(new URL("index.html", import.meta.url), "utf8");
const face = `${readFileSync(`${root}/www/demo/faces/mia.svg`, "utf8")}`;
const CROSS = { "access-control-allow-origin": "*" };
const community = () => JSON.stringify({
  goodword: 1,
  name: "A shop",
  topics: [
    { id: "html", title: "A body of markup", format: "html", author: "p", body: "<p>Asked <b>loudly</b></p>",
      replies: [{ id: 1, best: true, format: "html", author: "p",
        body: `<h3>Steps</h3><ol><li>One</li><li><a href="javascript:x()">Two</a></li></ol>
          <img src="/face.svg" alt="A face"><img src="https://elsewhere.example/track.gif" alt="gone">` }] },
    { id: "hostile", title: "Markup that a policy forbids", format: "html", author: "p", body: "<p style='color:red' onclick='x()'>Asked</p><style>*{}</style>",
      replies: [{ id: 1, best: true, format: "html", author: "p",
        body: `<h3 style="x">Steps</h3><script>window.fired = 1</script><p class="y" onmouseover="window.fired = 1">Words</p>
          <img src="/face.svg" onerror="window.fired = 1" alt="A face"><svg onload="window.fired = 1"><style>*{}</style></svg>
          <iframe srcdoc="<script>parent.fired = 1</script>"></iframe><p>The end, where onclick="x" and style="y" are words</p>` }] },
    { id: "markdown", title: "A body of marks", format: "markdown", body: "**Loud** and `code` and <b onclick=x()>raw</b>",
      replies: [{ id: 1, official: true, format: "markdown", author: "p", body: "1. One\n2. [Two](https://elsewhere.example/)\n\n| a | b |\n|---|---|\n| 1 | 2 |" }] },
  ],
  people: [{ id: "p", name: "Mia Lindqvist", avatar: "/face.svg", role: "employee" }],
  recommendations: [{ id: 1, person: "p", subject: "k2", verb: "loves", text: "Quiet." }],
});

let at, files, endpoint;
before(async () => {
  files = await serve({ headers: CROSS });
  endpoint = await serve({ folder: [], headers: CROSS, routes: {
    "/community.json": community(),
    "/face.svg": { headers: { "content-type": "image/svg+xml" }, body: face },
  } });
  const policy = `default-src 'none'; script-src ${files.url} 'wasm-unsafe-eval'; connect-src ${files.url} ${endpoint.url}; `
    + `img-src ${endpoint.url}; require-trusted-types-for 'script'; trusted-types good-word`;
  at = await stage(import.meta.url, { routes: {
    "/": { headers: { "content-security-policy": policy },
      body: html.replaceAll("%HOST%", files.url).replaceAll("%ENDPOINT%", endpoint.url) },
    "/favicon.ico": { status: 204 },
  } });
});
afterEach(() => at.clear());
after(() => Promise.all([at.close(), files.close(), endpoint.close()]));

async function visit() {
  const broken = [];
  const made = await at.visit("/", { prepare: async (page) => {
    await page.exposeBinding("broke", (_, what) => broken.push(what));
    await page.addInitScript(() => addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) => {
      window.broke(`${violatedDirective} ${blockedURI} ${sample}`);
    }));
  } });
  const clean = async () => {
    await settled(made.page);
    assert.deepEqual(broken, []);
    assert.deepEqual(made.violations, []);
    assert.deepEqual(made.errors, []);
    assert.deepEqual(made.lines, []);
  };
  return { ...made, broken, clean };
}

test("the policy is enforced: what breaks it is noticed", async () => {
  const { page, broken, violations } = await visit();
  await page.evaluate(() => {
    document.body.setAttribute("style", "color: red");
    try { document.body.innerHTML = "<b>x</b>"; } catch { /* This is what the policy is for. */ }
  });
  await eventually(async () => broken.map((line) => line.split(" ")[0]).sort(), ["require-trusted-types-for", "style-src-attr"]);
  assert.ok(violations.length >= 2, violations.join("\n"));
});

test("the whole journey breaks nothing", async () => {
  const { page, clean, requests } = await visit();
  const at = panel(page, "#inline");
  await at.loaded();
  await page.evaluate(() => {
    Object.assign(document.querySelector("#inline"), { viewer: { id: "me" }, friends: [{ id: "p", name: "Mia", relation: "friend" }] });
  });
  await at.search.fill("body");
  await at.results.nth(1).waitFor();
  await page.keyboard.press("ArrowDown");
  await at.results.filter({ hasText: "A body of markup" }).click();
  await eventually(() => focused(page), "title");
  await at.drawn();
  const best = at.find("[part=best-answer]");
  assert.deepEqual(await best.locator("li li").allTextContents(), ["One", "Two"]);
  assert.equal(await best.locator("h3:not(.best-title)").textContent(), "Steps");
  assert.deepEqual(await best.locator(".rich-text img").evaluateAll((all) => all.map((image) => image.alt)), ["A face"]);
  await eventually(() => best.locator(".rich-text img").evaluate((image) => image.naturalWidth > 0), true);
  assert.ok(requests.some((url) => /goodword-text-[0-9a-f]{12}\.wasm$/.test(url)));
  assert.equal(await page.evaluate(() => window.fired), undefined);
  await page.keyboard.press("Alt+ArrowLeft");
  await at.results.filter({ hasText: "A body of marks" }).click();
  await eventually(() => at.title.textContent(), "A body of marks");
  assert.equal(await best.locator("td").count(), 2);
  assert.equal(await at.find("article strong").textContent(), "Loud");
  await page.keyboard.press("Alt+ArrowLeft");
  await at.button("Clear the search").click();
  await at.strip.click();
  await eventually(() => at.find(".friend-words").textContent(), "Quiet.");
  await eventually(() => at.find(".face.friend img").first().evaluate((image) => image.naturalWidth > 0), true);
  await page.evaluate(() => document.querySelector("#inline").setAttribute("theme", "dark"));
  await clean();
});

test("markup that the policy forbids breaks nothing, because it is never parsed where the policy looks", async () => {
  const { page, clean } = await visit();
  const at = panel(page, "#inline");
  await at.rows.filter({ hasText: "Markup that a policy forbids" }).click();
  const best = at.find("[part=best-answer]");
  await best.waitFor();
  await at.drawn();
  const words = await best.locator(".rich-text").textContent();
  assert.match(words, /Steps\s*Words\s*The end, where onclick="x" and style="y" are words/);
  assert.equal(await page.evaluate(() => window.fired), undefined);
  await clean();
});

test("a tab, another language and a broken endpoint break nothing either", async () => {
  const { page, clean, lines } = await visit();
  const at = panel(page, "#tab");
  await at.trigger.click();
  await at.tab("Beliebt").waitFor();
  await page.keyboard.press("Escape");
  await at.dialog.waitFor({ state: "hidden" });
  await clean();
  await page.evaluate((url) => document.querySelector("#inline").setAttribute("endpoint", url), `${endpoint.url}/none.json`);
  await panel(page, "#inline").retry.waitFor();
  lines.length = 0;
  await clean();
});
