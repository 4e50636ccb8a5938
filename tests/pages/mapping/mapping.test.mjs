// The page that gets from a backend's address to a tag: what it says of answers, what is pressed, what is taken along.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { axe, eventually, focused, gate, goodword, panel, root, settled, sharedFile, stage } from "../harness.mjs";

/** As strict as a page with Wasm can be that asks a backend of another origin. */
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; connect-src 'self' https://forum.example http://localhost:*; form-action 'none'; base-uri 'none'";
const FORUM = "https://forum.example";
const QUESTION = "How do I reset my password?";
const sample = (name) => sharedFile(`samples/${name}.json`);
const skip = sample("json-server/topics_search") === undefined && "the shared samples are missing";

let at;
before(async () => { at = await stage(import.meta.url); });
afterEach(() => at.clear());
after(() => at.close());

/** The page, ready, with `answers` of a backend by a part of the address and headers that it shows, and names for what is on it. */
async function visit({ answers = {}, shown = {}, ...options } = {}) {
  const headers = { "access-control-allow-origin": "*", "access-control-expose-headers": Object.keys(shown).join(), ...shown };
  const asked = [];
  const prepare = (page) => page.route(`${FORUM}/**`, (route) => {
    asked.push(`${route.request().method()} ${route.request().url().replace(FORUM, "")}`);
    const found = Object.entries(answers).find(([part]) => route.request().url().includes(part));
    return route.fulfill({ status: found ? 200 : 404, contentType: "application/json", headers, body: found?.[1] ?? "{}" });
  });
  const made = await at.visit("/mapping/", { headers: { "content-security-policy": POLICY }, prepare, ...options });
  const { page } = made;
  await page.locator("#operations label").first().waitFor();
  return {
    ...made, asked,
    endpoint: page.getByLabel("Its address"),
    speaks: (name) => page.getByLabel("What it speaks").selectOption(name),
    operation: (name) => page.locator("#operations").getByText(name, { exact: true }).click(),
    pressFor: (name) => page.locator("#fields").locator(`label:has([value=${name}])`).click(),
    button: (name) => page.getByRole("button", { name, exact: true }),
    item: (name) => page.getByRole("treeitem", { name }),
    editor: page.getByLabel("The dialect’s document"),
    dialect: async () => JSON.parse(await page.locator("#editor").inputValue()),
    summary: () => page.locator("#summary").textContent(),
    lines: () => page.locator("#table tbody tr").evaluateAll((rows) => rows.map((row) => [...row.children].map((cell, at) => at === 1 ? cell.firstChild.textContent : cell.firstElementChild?.textContent ?? cell.textContent))),
    notes: () => page.locator("#notes li").allTextContents(),
    request: () => page.locator("#request").textContent(),
    tag: () => page.locator("#tag").textContent(),
    sound: () => page.locator("#sound").textContent(),
    file: (name, text) => page.locator("#file").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) }),
    consoleLines: made.lines,
  };
}

/** The same server by another name, which is another origin and lets none read. */
const stranger = () => at.server.url.replace("127.0.0.1", "localhost");

/** What `goodword check` says of a dialect with samples of a backend's answers. */
function check(dialect, samples) {
  const folder = mkdtempSync(join(tmpdir(), "goodword-"));
  const file = (name, text) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const given = Object.entries(samples).flatMap(([name, text]) => ["--sample", `${name}=${file(`${name}.json`, text)}`]);
  try {
    return execFileSync(goodword(), ["check", file("mine.json", JSON.stringify(dialect)), ...given], { encoding: "utf8" });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("all shipped dialects can be chosen, by the names that they have", async () => {
  const here = await visit();
  const offered = await here.page.locator("#shipped option").evaluateAll((all) => all.filter(({ value }) => value).map(({ value, text }) => [value, text]));
  const folder = join(root, "www/dialects");
  const shipped = readdirSync(folder).filter((name) => name.endsWith(".json") && name !== "dialect.schema.json").map((name) => name.slice(0, -".json".length));
  assert.deepEqual(offered.map(([name]) => name).sort(), shipped.sort());
  for (const [name, text] of offered) assert.equal(text, JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")).name);
  for (const name of shipped) {
    await here.speaks(name);
    await eventually(() => here.editor.inputValue(), readFileSync(join(folder, `${name}.json`), "utf8"));
    assert.equal(await here.sound(), "The dialect is sound.", name);
  }
  assert.deepEqual([here.errors, here.consoleLines, here.violations], [[], [], []]);
});

test("a forum is asked by pressing, and each operation tells what its answer becomes", { skip }, async () => {
  const here = await visit({ answers: { "/latest.json": sample("discourse/latest"), "/search.json": sample("discourse/search"), "/t/13.json": sample("discourse/topic") } });
  await here.speaks("discourse");
  await here.endpoint.fill(`${FORUM}/`);
  await eventually(here.request, `GET ${FORUM}/latest.json?page=0`);
  assert.deepEqual(here.asked, [], "nothing is asked before it is pressed");
  await here.button("Ask").click();
  await eventually(here.summary, "1 of 1 row usable");
  const lines = await here.lines();
  assert.deepEqual(lines.slice(0, 2), [["id", "1", "13"], ["title", "1", QUESTION]]);
  assert.ok(lines.some(([name, rows]) => name === "excerpt" && rows === "0"));
  assert.deepEqual(await here.notes(), [`next page: GET ${FORUM}/latest.json?page=1`]);
  await here.item(/^fancy_title: “How do I reset.* , becomes title$/).waitFor();
  await here.operation("search");
  await here.page.getByLabel("What is searched for").fill("pass word");
  await eventually(here.request, `GET ${FORUM}/search.json?page=1&q=pass%20word`);
  await here.button("Ask").click();
  await eventually(here.summary, "1 of 1 row usable");
  await here.operation("topic");
  assert.equal(await here.request(), `GET ${FORUM}/t/13.json`, "of the topic that the list has");
  await here.button("Ask").click();
  await eventually(here.summary, "1 of 1 row usable");
  await here.operation("replies");
  await eventually(here.summary, "2 of 2 rows usable");
  assert.equal(await here.page.locator("#unasked").textContent(), "It reads the answer of topic.");
  await here.operation("ask");
  assert.ok(await here.button("Ask").isHidden(), "what writes is only shown");
  assert.match(await here.request(), /^POST .*User-Api-Key: TOKEN/s);
  assert.deepEqual(here.asked, ["GET /latest.json?page=0", "GET /search.json?page=1&q=pass%20word", "GET /t/13.json"]);
  assert.deepEqual([here.errors, here.consoleLines, here.violations], [[], [], []]);
});

test("what is left out is said with its reason, and so is a header that a sample lacks", { skip }, async () => {
  const here = await visit();
  await here.speaks("json-server");
  const [row] = JSON.parse(sample("json-server/topics_search"));
  await here.page.getByText("Paste a sample of the answer").click();
  await here.page.getByLabel("The answer, as JSON").fill(JSON.stringify([row, { ...row, id: 2, title: "" }]));
  await here.button("Read the sample").click();
  await eventually(here.summary, "1 of 2 rows usable");
  assert.deepEqual(await here.notes(), [
    "left out: topics[1] title is missing", "header x-total-count is looked for; a sample has no headers",
  ]);
  await here.file("answer.json", JSON.stringify([row]));
  await eventually(here.summary, "1 of 1 row usable");
  await here.file("answer.json", "{");
  await eventually(() => here.page.locator("#failed").textContent(), "“answer.json” could not be read: it is no JSON.");
  assert.equal(await here.summary(), "1 of 1 row usable", "what was here is still here");
});

test("a backend that lets no other origin read is told what it lacks", async () => {
  const here = await visit({ routes: { "/topics": "[]" } });
  await here.endpoint.fill(`${stranger()}/topics`);
  await eventually(here.request, `GET ${stranger()}/topics`);
  await here.button("Ask").click();
  const refused = here.page.locator("#refused");
  await refused.getByText(`Access-Control-Allow-Origin: ${at.server.url}`).waitFor();
  await refused.getByText(`curl '${stranger()}/topics' > answer.json`).waitFor();
  assert.equal(await here.page.locator("#answered").textContent(), "None yet.");
  await here.file("answer.json", "[]");
  await eventually(() => refused.textContent(), "");
});

test("an answer that comes after another dialect was chosen is dropped", async () => {
  const { opened, open } = gate();
  const here = await visit({ routes: { "/slow": async () => { await opened; return "[]"; } } });
  await here.endpoint.fill(`${at.server.url}/slow`);
  await eventually(here.request, `GET ${at.server.url}/slow`);
  await here.button("Ask").click();
  await here.page.getByText("Asking…").waitFor();
  await here.file("mine.json", JSON.stringify({ dialect: 1, name: "Mine", vars: { base: "" }, ops: { topics: { url: "{+base}" } } }));
  await eventually(async () => (await here.dialect()).name, "Mine");
  const answered = here.page.waitForResponse("**/slow");
  open();
  await (await answered).finished();
  await settled(here.page);
  assert.equal(await here.page.locator("#answered").textContent(), "None yet.");
  assert.ok(await here.page.locator("#tree").isHidden());
});

test("every keystroke counts, and each mistake leads to its place", { skip }, async () => {
  const here = await visit();
  await here.speaks("json-server");
  await eventually(here.sound, "The dialect is sound.");
  await here.file("answer.json", sample("json-server/topics_search"));
  await eventually(here.summary, "1 of 1 row usable");
  const text = await here.editor.inputValue();
  await here.editor.fill(text.replace('"title": "title"', '"titel": "title"').replace('"body": "body",\n      "kind"', '"body": "a[",\n      "kind"'));
  await eventually(here.sound, "2 mistakes");
  await eventually(here.summary, "0 of 1 row usable");
  const buttons = here.page.locator("#mistakes button");
  const of = async (name) => {
    await buttons.filter({ hasText: name }).click();
    assert.equal(await focused(here.page), "editor");
    return here.editor.evaluate(({ value, selectionStart, selectionEnd }) => value.slice(selectionStart, selectionEnd));
  };
  assert.equal(await of("map.topic.titel"), '"titel": "title"');
  assert.equal(await of("map.topic.body"), '"body": "a["');
  await here.editor.fill(`${text.slice(0, 40)} ü ] ${text.slice(40)}`);
  await eventually(here.sound, "1 mistake");
  assert.equal(await buttons.count(), 1);
  await buttons.click();
  assert.ok(await here.editor.evaluate(({ selectionStart, selectionEnd }) => selectionStart === selectionEnd && selectionStart >= 40 && selectionStart < 46));
  await here.editor.fill('{"dialect":1,"ops":{"topics":{"urll":"x"}}}');
  await eventually(() => here.page.locator("#unasked").textContent(), "It has no address to ask yet: give it a url.");
  await here.editor.fill(text);
  await eventually(here.sound, "The dialect is sound.");
  await eventually(here.summary, "1 of 1 row usable");
  assert.deepEqual(here.errors, []);
});

test("a dialect is made of nothing with the keyboard alone, until goodword check finds it sound", { skip }, async () => {
  const answer = sample("json-server/topics_search");
  const here = await visit({ answers: { "/topics": answer } });
  const { keyboard } = here.page;
  /** Goes on by Tab until what has focus is this. */
  const tabTo = async (name, key = "Tab") => {
    for (let step = 0; step < 60; step += 1) {
      if (name.test(await here.page.evaluate(() => [document.activeElement.id, document.activeElement.role, document.activeElement.name].join(" ")))) return;
      await keyboard.press(key);
    }
    assert.fail(`${name} is not come by`);
  };
  await tabTo(/^endpoint/);
  await keyboard.type(`${FORUM}/topics`);
  await eventually(here.request, `GET ${FORUM}/topics`);
  await tabTo(/^ask /);
  await keyboard.press("Enter");
  await here.item(/^title: “How/).waitFor();
  /** Presses a value for a field, which is chosen with the arrow keys where it is not yet. */
  const point = async (field, name) => {
    await tabTo(/ field$/, "Shift+Tab");
    const wanted = () => here.page.locator("#fields :checked").inputValue();
    for (let step = 0; step < 40 && await wanted() !== field; step += 1) await keyboard.press("ArrowRight");
    assert.equal(await wanted(), field);
    await tabTo(/ treeitem /);
    await keyboard.press("Home");
    for (let step = 0; step < 40; step += 1) {
      const found = await here.page.evaluate(() => document.activeElement.textContent);
      if (found.startsWith(name)) break;
      await keyboard.press("ArrowDown");
    }
    assert.ok((await here.page.evaluate(() => document.activeElement.textContent)).startsWith(name), name);
    await keyboard.press("Enter");
    await here.page.locator(`#fields [value=${field}] + span`).getByText(", written").waitFor({ state: "attached" });
  };
  await point("items", "answer:");
  assert.equal((await here.dialect()).ops.topics.items, "[*]");
  for (const name of ["id", "title", "body", "kind", "author", "created_at"]) await point(name, `${name}:`);
  await point("tags", "tags:");
  await point("status", "solved:");
  await point("me_too_count", "me_too:");
  await point("replies", "replies:");
  const { ops, map } = await here.dialect();
  assert.deepEqual(ops, { topics: { url: "{+base}", as: "topic", items: "[*]" } });
  assert.deepEqual(map, {
    topic: {
      id: "id", title: "title", body: "body", kind: "kind", author: "author", created_at: "created_at", tags: "tags",
      status: { path: "solved", map: { true: "complete", false: "active" } }, me_too_count: "me_too", replies: { path: "replies", as: "reply" },
    },
    reply: {},
  });
  // The map of the replies that come along is a choice beside.
  await tabTo(/^maps /, "Shift+Tab");
  await keyboard.press("ArrowDown");
  await eventually(() => here.page.locator("#fields :checked").inputValue(), "body");
  await tabTo(/ treeitem /);
  const focusedText = () => here.page.evaluate(() => document.activeElement.textContent);
  await keyboard.press("Home");
  for (let step = 0; step < 40 && !(await focusedText()).startsWith("replies:"); step += 1) await keyboard.press("ArrowDown");
  for (let step = 0; step < 4; step += 1) await keyboard.press("ArrowRight");
  for (let step = 0; step < 10 && !(await focusedText()).startsWith("body:"); step += 1) await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  await eventually(async () => (await here.dialect()).map.reply, { body: "body" });
  await eventually(here.sound, "The dialect is sound.");
  assert.equal(await here.summary(), "1 of 1 row usable");
  assert.deepEqual((await here.lines()).filter(([name]) => ["id", "title", "status", "me_too_count"].includes(name)), [
    ["id", "1", "1"], ["title", "1", QUESTION], ["status", "1", "complete"], ["me_too_count", "1", "7"],
  ]);
  assert.match(check(await here.dialect(), { topics: answer }), /is sound: topics\n[^]*1 row usable of 1/);
  assert.deepEqual([here.errors, here.consoleLines, here.violations], [[], [], []]);
});

test("a value outside of the rows is found from the root, a place that no path names is said so, and lists of lists keep their way", async () => {
  const here = await visit();
  await here.file("answer.json", JSON.stringify({
    site: "Kettles", data: { threads: [{ "@id": 7, "a.b": "x", name: "Lid &amp; base", at: 1762000000, by: { names: ["Mira"] } }] },
  }));
  await here.pressFor("items");
  await here.item(/^threads:/).locator(".value").click();
  assert.equal((await here.dialect()).ops.topics.items, "data.threads[*]");
  for (const [field, name] of [["id", "@id"], ["title", "name"], ["created_at", "at"], ["kind", "site"]]) {
    await here.pressFor(field);
    await here.item(new RegExp(`^${name}:`)).locator(".value").click();
  }
  await here.item(/^by:/).locator(".twist").click();
  await here.item(/^names:/).locator(".twist").click();
  await here.pressFor("tags");
  await here.item(/^0: “Mira”/).locator(".value").click();
  const expected = {
    id: ".@id", title: { path: "name", as: "unescape" }, created_at: { path: "at", as: "epoch" }, kind: "$.site", tags: "by.names[*]",
  };
  assert.deepEqual((await here.dialect()).map.topic, expected);
  await here.pressFor("url");
  await here.item(/^a\.b:/).locator(".value").click();
  await eventually(() => here.page.locator("#said").textContent(), "No path can name this place: a name on the way has a dot or a bracket.");
  assert.deepEqual((await here.dialect()).map.topic, expected);
  assert.equal(await here.summary(), "1 of 1 row usable");
});

test("an operation that is added asks and reads as its kind does", { skip }, async () => {
  const here = await visit();
  await here.file("answer.json", sample("json-server/topics_search"));
  await here.item(/^answer:/).locator(".value").click();
  await here.page.getByLabel("Operation to add").selectOption("search");
  assert.deepEqual((await here.dialect()).ops.search, { url: "{+base}?q={query}", items: "[*]", as: "topic" });
  await here.page.getByLabel("Address in the dialect").fill("{+base}/find{?query}");
  assert.equal((await here.dialect()).ops.search.url, "{+base}/find{?query}");
  await here.endpoint.fill(FORUM);
  await eventually(here.request, `GET ${FORUM}/find?query=word`);
});

test("the tag of a shipped dialect names it with its variables, and a panel shows it", { skip }, async () => {
  const here = await visit({ permissions: ["clipboard-read", "clipboard-write"], answers: { "/topics": sample("json-server/topics_search") }, shown: { "x-total-count": "2" } });
  await here.speaks("stackexchange");
  await here.page.getByLabel("site", { exact: true }).fill("super.user");
  await eventually(here.tag, `<script type="module" src="/goodword.js"></script>\n<good-word dialect="stackexchange?site=super%2Euser"></good-word>`);
  assert.match(await here.request(), /^GET https:\/\/api\.stackexchange\.com\/.*site=super\.user/);
  await here.speaks("json-server");
  await eventually(() => here.page.locator("#about-tag").textContent(), "The backend’s address is missing yet.");
  await here.endpoint.fill(FORUM);
  await eventually(here.tag, `<script type="module" src="/goodword.js"></script>\n<good-word endpoint="${FORUM}" dialect="json-server"></good-word>`);
  await here.button("Copy").click();
  await here.button("Copied").waitFor();
  assert.equal(await here.page.evaluate(() => navigator.clipboard.readText()), await here.tag());
  await here.button("Try it").click();
  const there = panel(here.page);
  await there.loaded();
  await eventually(() => there.rows.filter({ hasText: QUESTION }).count().then((count) => count > 0), true);
  assert.deepEqual([here.errors, here.consoleLines], [[], []]);
});

test("a dialect of one's own is taken along as a file, with the variables that were set", async () => {
  const here = await visit();
  await here.speaks("stackexchange");
  await here.page.getByLabel("site", { exact: true }).fill("superuser");
  const text = await here.editor.inputValue();
  await here.editor.fill(text.replace('"name": "Stack Exchange"', '"name": "Mine"'));
  await eventually(here.tag, `<script type="module" src="/goodword.js"></script>\n<good-word dialect="/mine.json"></good-word>`);
  assert.ok(await here.button("Try it").isHidden());
  const [download] = await Promise.all([here.page.waitForEvent("download"), here.page.getByRole("link", { name: "Download mine.json" }).click()]);
  assert.equal(download.suggestedFilename(), "mine.json");
  const taken = readFileSync(await download.path(), "utf8");
  assert.equal(taken, text.replace('"name": "Stack Exchange"', '"name": "Mine"').replace('"site": "stackoverflow"', '"site": "superuser"'));
  await here.speaks("faq");
  await here.file("mine.json", taken);
  await eventually(() => here.editor.inputValue(), taken);
  assert.equal(await here.page.getByLabel("site", { exact: true }).inputValue(), "superuser");
});

for (const [colorScheme, width] of [["light", 1440], ["dark", 1100], ["light", 390], ["dark", 390], ["light", 320]]) {
  test(`nothing for axe to find, and nothing cut: ${colorScheme}, ${width} px`, { skip }, async () => {
    const here = await visit({ colorScheme, viewport: { width, height: 900 }, routes: { "/topics": "[]" } });
    await here.speaks("json-server");
    await here.endpoint.fill(stranger());
    await eventually(here.request, `GET ${stranger()}/topics?_embed=replies&_sort=created_at&_order=desc&_limit=30&_start=0`);
    const [row] = JSON.parse(sample("json-server/topics_search"));
    await here.file("answer.json", JSON.stringify([row, { title: "x".repeat(200) }]));
    await eventually(here.summary, "1 of 2 rows usable");
    await here.button("Ask").click();
    await here.page.locator("#refused p").first().waitFor();
    await here.editor.fill((await here.editor.inputValue()).replace('"title": "title"', '"title": "title", "titel": 1'));
    await eventually(here.sound, "1 mistake");
    await here.page.locator("summary").evaluateAll((all) => { for (const summary of all) summary.parentNode.open = true; });
    assert.deepEqual(await axe(here), []);
    const wide = await here.page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= width, `${wide} px`);
    assert.deepEqual([here.errors, here.violations], [[], []]);
  });
}
