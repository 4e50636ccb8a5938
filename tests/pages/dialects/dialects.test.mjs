// Panels on backends that do not speak the native protocol, each answering as its samples do.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { eventually, launch, open, panel, root, serve } from "../harness.mjs";

const SAMPLES = join(root, "../shared/samples");
const skip = existsSync(SAMPLES) || process.env.CI ? false : "the shared samples are missing";
const sample = (name) => readFileSync(join(SAMPLES, `${name}.json`), "utf8");
const QUESTION = "How do I reset my password?";

let server, browser;
const opened = [];
before(async () => { [server, browser] = [await serve(), await launch()]; });
afterEach(async () => { for (const page of opened.splice(0)) await page.close(); });
after(async () => { await browser.close(); await server.close(); });

/** A page with the given tag, on a site whose answers `routes` gives by a part of the address. */
async function visit(tag, routes, more = "") {
  const asked = [];
  const prepare = async (page) => {
    await page.route("**/shop", (route) => route.fulfill({
      contentType: "text/html",
      body: `<!doctype html><html lang="en"><title>A shop</title>${more}<body><script type="module" src="/goodword.js"></script>${tag}`,
    }));
    await page.route(/\/backend|api\.stackexchange/, async (route) => {
      const url = route.request().url();
      asked.push(`${route.request().method()} ${url.replace(server.url, "")}`);
      const found = Object.entries(routes).find(([part]) => url.includes(part));
      const answer = found?.[1];
      if (answer === undefined) return route.fulfill({ status: 404, contentType: "application/json", body: "{}" });
      const { body, headers } = typeof answer === "string" ? { body: answer } : answer;
      return route.fulfill({ contentType: "application/json", body, headers: { "access-control-allow-origin": "*", ...headers } });
    });
  };
  const made = await open(browser, `${server.url}/shop`, { prepare });
  opened.push(made);
  return { ...made, ...panel(made.page), asked };
}

/** What each backend answers, and what the panel has to show of it. */
const BACKENDS = [
  {
    name: "discourse", search: true,
    routes: { "/latest.json": "discourse/latest", "/search.json": "discourse/search", "/t/13.json": "discourse/topic" },
    body: "I forgot it and the reset mail never arrives.", replies: ["Check the spam folder, then request the reset again.", "That worked, thank you!"],
    home: "GET /backend/latest.json?page=0",
  },
  {
    name: "stackexchange", search: true, endpoint: "",
    routes: { "/answers?": "stackexchange/answers", "/questions/13?": "stackexchange/question_withbody", "/search/advanced": "stackexchange/search_advanced", "/questions?": "stackexchange/questions_recent" },
    body: "I forgot it and the reset mail never arrives.", replies: ["Check the spam folder, then request the reset again.", "That worked, thank you!"],
    home: "GET https://api.stackexchange.com/2.3/questions?order=desc&sort=activity&filter=withbody&page=1&site=stackoverflow",
  },
  {
    name: "wordpress", search: true,
    routes: { "/comments?": "wordpress/comments", "search=": "wordpress/posts_search", "/posts/4?": "wordpress/post_one", "/posts?": "wordpress/posts_search" },
    body: "", replies: ["Open Settings, then choose Reset password. We mail you a link.", "This worked for me, thanks!"],
    home: "GET /backend/wp-json/wp/v2/posts?_embed=author,wp:term&per_page=30&page=1",
  },
  {
    name: "nodebb", search: true,
    routes: { "/api/recent": "nodebb-v1.4/recent", "/api/search": "nodebb-v1.4/search", "/api/topic/2": "nodebb-v1.4/topic" },
    body: "I forgot it and the reset mail never arrives.", replies: ["Check the spam folder, then request the reset again from the login page.", "That worked, thank you! The password mail was in spam."],
    home: "GET /backend/api/recent?page=1",
  },
  {
    name: "zendesk-community", search: true,
    routes: { "/comments.json": "zendesk/community_comments", "/posts/13.json": "zendesk/community_post_one", "/posts.json": "zendesk/community_posts_sideload", "search.json": "zendesk/community_posts_sideload" },
    body: "I forgot it and the reset mail never arrives.", replies: ["Check the spam folder, then request the reset again.", "That worked, thank you!"],
    home: "GET /backend/api/v2/community/posts.json?include=users&sort_by=recent_activity&per_page=30",
  },
  {
    name: "json-server", search: true,
    routes: { "/topics?": "json-server/topics_search", "/topics/1?": ["json-server/topics_search", 0] },
    body: "Open Settings, then Reset password.", replies: ["Use the reset link on the sign-in page."],
    home: "GET /backend/topics?_embed=replies&_sort=created_at&_order=desc&_limit=30&_start=0",
  },
  {
    name: "faq", routes: { "/backend": "faq-static/faq" },
    body: "", replies: ["Check the spam folder, then request the reset again."], home: "GET /backend",
  },
];

for (const backend of BACKENDS) {
  test(`a panel on ${backend.name} lists, searches and reads`, { skip }, async () => {
    const routes = Object.fromEntries(Object.entries(backend.routes).map(([part, name]) => [part, typeof name === "string" ? sample(name) : JSON.stringify(JSON.parse(sample(name[0]))[name[1]])]));
    const endpoint = backend.endpoint === "" ? "" : `endpoint="/backend"`;
    const at = await visit(`<good-word ${endpoint} dialect="${backend.name}" loading="eager"><a href="/help">Help</a></good-word>`, routes);
    await at.loaded();
    await eventually(() => at.rows.filter({ hasText: QUESTION }).count().then((n) => n > 0), true, "home lists it");
    assert.equal(at.asked[0], backend.home);
    assert.equal(new Set(at.asked).size, at.asked.length, `nothing is asked twice: ${at.asked.join("\n")}`);
    await at.search.fill("password");
    await eventually(() => at.results.filter({ hasText: QUESTION }).count(), 1);
    if (backend.search) await eventually(() => at.asked.some((url) => /password/.test(url)), true, "the backend is searched");
    await at.results.filter({ hasText: QUESTION }).click();
    await eventually(() => at.title.textContent(), QUESTION);
    const words = () => at.host.locator(".rich-text").allTextContents().then((texts) => texts.map((text) => text.trim().replaceAll(/\s+/g, " ")));
    await eventually(words, [backend.body, ...backend.replies].filter(Boolean));
    assert.deepEqual(at.errors, []);
    assert.deepEqual(at.lines.filter((line) => line.includes("good-word")), []);
  });
}

test("a page that says its questions itself needs no endpoint", { skip }, async () => {
  const data = `<script type="application/ld+json">${sample("schema-org/faqpage")}</script>
    <script type="application/ld+json">{ this is no JSON</script>`;
  const at = await visit(`<good-word dialect="page" loading="eager"></good-word>`, {}, data);
  await at.loaded();
  await at.search.fill("pasword");
  await eventually(() => at.results.count(), 1);
  assert.deepEqual([at.asked, at.errors], [[], []]);
});

test("a dialect of the site's own is fetched from there, and everything that is wrong with it stands in the console", async () => {
  const mistaken = JSON.stringify({ dialect: 1, ops: { topics: { url: "{+base}/{nothing}", items: "a[", as: "row" } }, map: { row: { titel: "t" } } });
  const at = await visit(`<good-word endpoint="/backend" dialect="/backend-mine.json" loading="eager"></good-word>`, { "/backend-mine.json": mistaken });
  await eventually(() => at.lines.filter((line) => line.includes("ops.topics.items")).length, 1);
  const line = at.lines.find((line) => line.includes("ops.topics.items"));
  for (const part of ["ops.topics.url: \"nothing\" is no value here", "map.row.titel: \"titel\" is none of"]) assert.ok(line.includes(part), line);
  assert.deepEqual(at.errors, []);
});

/** A page of a site that is not its developer's machine. */
async function visitPublic(dialect, routes) {
  const site = "http://shop.example";
  const prepare = (page) => page.route(`${site}/**`, async (route) => {
    const path = new URL(route.request().url()).pathname;
    const body = path === "/shop" ? `<!doctype html><html lang="en"><title>A shop</title><body><script type="module" src="/goodword.js"></script>${OWN}`
      : path === "/backend-mine.json" ? dialect : routes[path];
    if (body === undefined) return route.fulfill({ response: await route.fetch({ url: server.url + path }) });
    return route.fulfill({ contentType: path === "/shop" ? "text/html" : "application/json", body });
  });
  const made = await open(browser, `${site}/shop`, { prepare });
  opened.push(made);
  return { ...made, ...panel(made.page) };
}

test("visitors of a site do not fetch what finds mistakes in its dialect", async () => {
  const dialect = JSON.stringify({ dialect: 1, vars: { base: "" }, ops: { topics: { url: "{+base}/new", items: "[*]", as: "row" } },
    map: { row: { id: "id", title: "title", titel: "t" } } });
  const at = await visitPublic(dialect, { "/backend/new": JSON.stringify([{ id: 7, title: "Where is the lid?" }]) });
  await at.loaded();
  await eventually(() => at.rows.locator(".row-title").allTextContents(), ["Where is the lid?"]);
  assert.deepEqual(at.requests.filter((url) => url.includes("goodword-dialects-")), []);
  assert.equal(at.requests.filter((url) => /goodword-dialect-.*\.wasm$/.test(url)).length, 1);
  assert.deepEqual(at.errors, []);
});

test("on a site as well, what is no dialect is said to be none", async () => {
  for (const [dialect, said] of [["{}", "ops: a dialect needs at least one operation"], ["<p>", "expected a value at byte 0"]]) {
    const at = await visitPublic(dialect, {});
    await eventually(() => at.lines.filter((line) => line.includes(said)).length, 1, said);
    assert.deepEqual(at.errors, []);
  }
});

test("a dialect that is not shipped is said to be missing", async () => {
  const at = await visit(`<good-word endpoint="/backend" dialect="phpbb" loading="eager"></good-word>`, {});
  await eventually(() => at.lines.filter((line) => /good-word: cannot read .*: it answered HTTP 404/.test(line)).length, 1);
});

test("variables of a shipped dialect stand behind a question mark", { skip }, async () => {
  const at = await visit(`<good-word dialect="stackexchange?site=superuser" loading="eager"></good-word>`, { "/questions?": sample("stackexchange/questions_recent") });
  await at.loaded();
  await eventually(() => at.asked.length > 0, true);
  assert.match(at.asked[0], /site=superuser$/);
});

/** A dialect of the site's own, at the address that `visit` answers. */
const own = (ops, map) => ({ "/backend-mine.json": JSON.stringify({ dialect: 1, vars: { base: "" }, ops, map }) });
const OWN = `<good-word endpoint="/backend" dialect="/backend-mine.json" loading="eager"></good-word>`;

test("rows that are little more than ids are read in full, and one that cannot be stays as it is", async () => {
  const dialect = own({
    topics: { url: "{+base}/new", items: "[*]", as: "id", fanout: { op: "topic", max: 3 } },
    topic: { url: "{+base}/item/{id}", as: "item" },
  }, { id: { id: ".", title: { template: "Item {.}" } }, item: { id: "id", title: "title" } });
  const at = await visit(OWN, {
    ...dialect, "/new": "[7, 8, 9, 10]", "/item/7": JSON.stringify({ id: 7, title: "Where is the lid?" }),
    "/item/8": "no JSON", "/item/9": JSON.stringify({ id: 9, title: "Does it sing?" }),
  });
  await at.loaded();
  await eventually(() => at.rows.locator(".row-title").allTextContents().then((titles) => titles.sort()), ["Does it sing?", "Item 10", "Item 8", "Where is the lid?"]);
  assert.deepEqual(at.asked.filter((asked) => !asked.includes("mine")), ["GET /backend/new", ...[7, 8, 9].map((id) => `GET /backend/item/${id}`)]);
  assert.deepEqual(at.errors, []);
});

test("a backend that wants to be left alone is left alone", async () => {
  const dialect = own({
    topics: { url: "{+base}/list", items: "rows", as: "row", backoff: "wait" },
    search: { url: "{+base}/list?q={query}", items: "rows", as: "row" },
  }, { row: { id: "id", title: "title" } });
  const at = await visit(OWN, { ...dialect, "/list": JSON.stringify({ wait: 2, rows: [{ id: 7, title: "Where is the lid?" }] }) });
  await at.loaded();
  const answered = performance.now();
  await at.search.fill("lid");
  await at.results.first().waitFor();
  assert.deepEqual(at.asked.filter((url) => url.includes("q=")), [], "what is there is found at once");
  await eventually(() => at.asked.some((url) => url.includes("q=lid")), true);
  // It was answered before the page was loaded, so a little less than what it asked for may have passed since.
  assert.ok(performance.now() - answered > 1000, `${performance.now() - answered} ms`);
});

test("whoever is not signed in asks a backend that takes a name", { skip }, async () => {
  const sent = [], made = JSON.stringify({ id: 9, title: "Does the lid fit the K1?", body: "It is wider.", kind: "question", author: "Nia" });
  const at = await visit(`<good-word endpoint="/backend" dialect="json-server" loading="eager"></good-word>`, { "/topics?": sample("json-server/topics_search"), "/topics/9?": made });
  await at.page.route("**/backend/topics", async (route) => {
    sent.push([route.request().method(), JSON.parse(route.request().postData()), route.request().headers()["content-type"]]);
    await route.fulfill({ contentType: "application/json", body: made });
  });
  await at.loaded();
  await at.host.locator("#ask").click();
  await at.host.locator("#form-title").fill("Does the lid fit the K1?");
  await at.host.locator("#form-body").fill("It is wider.");
  await at.host.locator("#post").click();
  await at.host.locator("#form-name").fill("Nia");
  await at.host.locator("#form-email").fill("nia@shop.example");
  await at.host.locator("#post").click();
  await eventually(() => sent.length, 1);
  const [[method, body, type]] = sent;
  assert.deepEqual([method, body.title, body.body, body.author, type], ["POST", "Does the lid fit the K1?", "It is wider.", "Nia", "application/json"]);
  assert.match(body.created_at, /^\d{4}-\d\d-\d\dT/);
  await eventually(() => at.title.textContent(), "Does the lid fit the K1?");
  assert.deepEqual(at.errors, []);
});

test("a function of the page makes a snapshot of whatever the endpoint answers", async () => {
  const at = await visit(`<script>
    document.currentScript.before(Object.assign(document.createElement("good-word"), {
      transform: async ({ rows }) => ({ goodword: 1, topics: rows.map(([id, title]) => ({ id, title })) }),
    }));
    const host = document.querySelector("good-word");
    host.setAttribute("endpoint", "/backend"); host.setAttribute("loading", "eager");
  </script>`, { "/backend": JSON.stringify({ rows: [[1, "Where is the lid?"], [2, "Does it sing?"]] }) });
  await at.loaded();
  await at.search.fill("lid");
  await eventually(() => at.results.locator(".row-title").allTextContents(), ["Where is the lid?"]);
  await at.page.evaluate(() => document.querySelector("good-word").transform = () => { throw new TypeError("no rows today"); });
  await eventually(() => at.lines.filter((line) => line.includes(".transform gave no snapshot: TypeError: no rows today")).length, 1);
  assert.deepEqual(at.errors, []);
});

test("a picture that cannot be had leaves the initials, and no sign of the browser's for what is broken", { skip }, async () => {
  const at = await visit(`<good-word endpoint="/backend" dialect="zendesk-community" loading="eager"></good-word>`, { "/posts.json": sample("zendesk/community_posts_sideload"), "/posts/13.json": sample("zendesk/community_post_one"), "/comments.json": sample("zendesk/community_comments") });
  await at.page.route("https://acme.zendesk.com/**", (route) => route.fulfill({ status: 404, body: "" }));
  await at.loaded();
  await at.rows.filter({ hasText: QUESTION }).first().click();
  const face = at.host.locator(".face:has(img)").first();
  await eventually(() => face.locator("img").evaluate((img) => getComputedStyle(img).visibility), "hidden");
  assert.ok(await face.locator(".initials").isVisible());
});

test("a long word stays within the panel on a phone, in a tag too", async () => {
  const long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
  const at = await visit(`<meta name="viewport" content="width=device-width"><good-word endpoint="/backend" dialect="faq" loading="eager"></good-word>`, { "/backend": JSON.stringify([{ q: long, a: long, tags: [long] }]) });
  await at.page.setViewportSize({ width: 390, height: 700 });
  await at.loaded();
  await at.rows.first().click();
  const tag = at.host.locator(".tags li");
  await tag.waitFor();
  const [inner, outer] = [await tag.boundingBox(), await at.host.boundingBox()];
  assert.ok(inner.x + inner.width <= outer.x + outer.width, `${inner.x + inner.width} of ${outer.x + outer.width}`);
});
