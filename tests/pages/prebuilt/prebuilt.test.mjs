// A large community whose index was made before: what is fetched and when, that it finds what the whole snapshot finds, and what a
// visitor sees while texts come, or do not.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { gunzipSync, gzipSync } from "node:zlib";
import { axe, dist, eventually, focused, gate, goodword, hear, heard, ours, panel, root, settled, stage, type } from "../harness.mjs";

/** A real community of 16,373 topics where the shared data is there, else that of the demo. */
const real = join(root, "../shared/snapshots/health-16373.json.gz");
if (!existsSync(real) && process.env.CI === "true") throw new Error(`${real} is missing`);
const source = existsSync(real) ? real : join(dist, "demo/community.json");
const QUERY = existsSync(real) ? "leukemia symptoms" : "descale the lid";
const html = readFileSync(new URL("index.html", import.meta.url), "utf8");

const folder = mkdtempSync(join(tmpdir(), "goodword-prebuilt-"));
const file = (name) => join(folder, name);
const texts = (path) => /^\/data\/community\.texts\/\d+\.json$/.test(path);

let at;
before(async () => {
  execFileSync(goodword(), ["index", source, "-o", folder], { stdio: "pipe" });
  const page = (front) => html.replace("%FRONT%", front);
  at = await stage(import.meta.url, { routes: {
    "/": page("community.front.json"), "/whole": page("whole.json"),
    "/data/whole.json": () => ({ body: /gz$/.test(source) ? gunzipSync(readFileSync(source)) : readFileSync(source) }),
    ...Object.fromEntries(["community.front.json", "community.gwx"].map((name) => [`/data/${name}`, () => ({ body: readFileSync(file(name)) })])),
    ...Object.fromEntries(readdirSync(file("community.texts")).map((name) =>
      [`/data/community.texts/${name}`, () => ({ body: readFileSync(file(`community.texts/${name}`)) })])),
  } });
});
afterEach(() => at.clear());
after(async () => {
  await at.close();
  rmSync(folder, { recursive: true });
});

async function visit(path = "/", options = {}) {
  const made = await at.visit(path, { prepare: hear, ...options });
  const parts = panel(made.page);
  await parts.loaded();
  return { ...made, ...parts };
}

/** What was fetched of the community's data, in order. */
const data = () => at.server.log.filter((path) => path.startsWith("/data/"));
const titles = (here) => here.results.locator(".row-title").allTextContents();

/** Waits until every row has its words, and gives what the rows say. */
async function full(here) {
  await here.find("[part=result]").first().waitFor();
  await eventually(() => here.find('[part=result][aria-busy="true"]').count(), 0);
  return here.results.evaluateAll((rows) => rows.map((row) => row.querySelector(".row").innerHTML));
}

/** Bends what is answered for every file of texts. */
function bend(answer) {
  const names = readdirSync(file("community.texts"));
  return Object.fromEntries(names.map((name) =>
    [`/data/community.texts/${name}`, (request) => answer(request, () => ({ body: readFileSync(file(`community.texts/${name}`)) }))]));
}

test("home is drawn from the front document, the index comes when somebody turns to the search, and texts for what is shown", async () => {
  const here = await visit();
  assert.deepEqual(data(), ["/data/community.front.json"]);
  await here.search.click();
  await eventually(() => data(), ["/data/community.front.json", "/data/community.gwx"]);
  await type(here.search, QUERY);
  const rows = await full(here);
  assert.ok(rows.length > 5);
  const fetched = data().slice(2);
  assert.ok(fetched.every(texts), fetched.join());
  assert.equal(new Set(fetched).size, fetched.length, "each once");
  assert.ok(fetched.length > 0 && fetched.length <= rows.length, `${fetched.length} files for ${rows.length} rows`);
  assert.deepEqual(await heard(here.page, "error"), []);
  assert.deepEqual(here.lines, []);

  // What came stays.
  await here.search.fill("");
  await type(here.search, QUERY);
  assert.deepEqual(await full(here), rows);
  assert.deepEqual(data().slice(2), fetched);
});

test("it finds and shows what the whole snapshot finds and shows", async () => {
  const whole = await visit("/whole"), here = await visit();
  const queries = existsSync(real) ? [QUERY, "how is asthma diagnosed", "diabtes treatmnt", "what is"] : [QUERY, "warranty", "kettel noise"];
  for (const query of queries) {
    for (const one of [whole, here]) await one.search.fill(query);
    await full(here);
    // The whole snapshot is indexed by slices; it has the same number of results once it is through.
    await eventually(() => whole.find(".heading").textContent(), await here.find(".heading").textContent());
    assert.deepEqual(await full(here), await full(whole), query);
  }
});

test("a topic opens from its text, also when it was chosen before that came, and Back leads to the same rows", async () => {
  const held = gate();
  const here = await visit("/", { routes: bend(async (_, file) => { await held.opened; return file(); }) });
  await here.search.fill(QUERY);
  await here.find('[part=result][aria-busy="true"]').first().waitFor();
  const before = await here.results.evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().top));
  await eventually(() => data().filter(texts).length, Math.min(4, before.length), "a few at a time");
  await here.page.keyboard.press("Enter");
  held.open();
  await eventually(() => focused(here.page), "title");
  const title = await here.title.textContent();
  await here.button("Back").click();
  await full(here);
  assert.equal((await titles(here))[0], title);
  const now = await here.results.evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().top));
  assert.deepEqual(now, before, "no row moved when its text came");
  assert.deepEqual((await heard(here.page, "topic")).map(({ rank }) => rank), [1]);
  assert.deepEqual(await axe(here), []);
});

test("a query is told once, and not again with each text that comes", async () => {
  const here = await visit("/", { routes: bend(async (_, file) => { await new Promise((next) => setTimeout(next, 400)); return file(); }) });
  await here.search.fill(QUERY);
  await full(here);
  await eventually(async () => (await heard(here.page, "search")).length, 1);
  await new Promise((next) => setTimeout(next, 800));
  assert.equal((await heard(here.page, "search")).length, 1);
});

test("as somebody types, texts are fetched for what the query came to", async () => {
  const here = await visit();
  await here.search.click();
  await eventually(() => data().length, 2);
  // By the page's own timers, which are late together with the panel's where the machine is busy.
  await here.search.evaluate(async (search, query) => {
    for (let end = 1; end <= query.length; end += 1) {
      search.value = query.slice(0, end);
      search.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
      await new Promise((next) => setTimeout(next, 20));
    }
  }, QUERY);
  const rows = await full(here);
  assert.ok(data().filter(texts).length <= rows.length, data().join("\n"));
});

test("texts that fail are asked for once more, then a notice says so and tries again", async () => {
  let asked = 0, fails = true;
  const routes = bend((_, file) => { asked += 1; return fails ? { status: 500, body: "no" } : file(); });
  const here = await visit("/", { routes });
  await here.search.fill(QUERY);
  await here.retry.waitFor();
  await eventually(() => here.find('[part=notice]').count(), 1);
  await settled(here.page);
  const missing = await here.find('[part=result][aria-busy="true"]').count();
  assert.ok(missing > 0);
  await eventually(() => ours(here.lines).length > 0, true);
  assert.match(ours(here.lines)[0], /good-word: cannot use community\.texts\/\{shard\}\.json\?v=\w+: file \d+: it answered HTTP 500/);
  await eventually(() => asked % 2, 0, "each twice");
  assert.deepEqual(await heard(here.page, "error"), []);
  assert.deepEqual(await axe(here), []);

  fails = false;
  await here.retry.click();
  await full(here);
  assert.equal(await here.find("[part=notice]").count(), 0);
});

test("texts of another index are refused and named", async () => {
  const wrong = readdirSync(file("community.texts")).length > 1 ? "1.json" : "0.json";
  const routes = bend(() => ({ body: readFileSync(file(`community.texts/${wrong}`)).subarray(0, -1) }));
  const here = await visit("/", { routes });
  await here.search.fill(QUERY);
  await here.retry.waitFor();
  await eventually(() => ours(here.lines).length > 0, true);
  assert.match(ours(here.lines)[0], /file \d+: it is not what the index was made with; make both again by `goodword index`/);
  assert.deepEqual(here.errors, []);
});

const index = () => readFileSync(file("community.gwx"));
for (const [name, answer, says] of [
  ["cut off", () => ({ body: index().subarray(0, 999) }), /the index is damaged or was cut off; fetch or make it again/],
  ["changed in a byte", () => { const bytes = index(); bytes[bytes.length >> 1] ^= 8; return { body: bytes }; }, /the index is damaged/],
  ["another version's", () => { const bytes = index(); bytes[3] = 57; return { body: bytes }; }, /made by another version of `goodword index`/],
  ["a page", () => "<!doctype html>", /this is no index made by `goodword index`/],
  ["missing", () => ({ status: 404, body: "not found" }), /it answered HTTP 404/],
  ["a gzip that was cut off", () => ({ body: gzipSync(index()).subarray(0, 999) }), /it is no whole gzip file/],
]) {
  test(`where the index is ${name}, what is here is searched, the developer is told why, and a button tries again`, async () => {
    let broken = true;
    const good = () => ({ body: index() });
    const here = await visit("/", { routes: { "/data/community.gwx": () => (broken ? answer() : good()) } });
    const front = JSON.parse(readFileSync(file("community.front.json"), "utf8"));
    await here.search.fill(front.topics[0].title);
    await here.retry.waitFor();
    await eventually(async () => (await titles(here)).includes(front.topics[0].title), true);
    assert.equal(ours(here.lines).length, 1, here.lines.join("\n"));
    assert.match(here.lines.find((line) => line.includes("good-word")), says);
    assert.deepEqual(here.errors, []);
    assert.deepEqual(await heard(here.page, "error"), []);

    broken = false;
    await here.retry.click();
    await here.search.fill(QUERY);
    assert.ok((await full(here)).length > 5);
    assert.equal(await here.find("[part=notice]").count(), 0);
  });
}

test("an index that is gzip is unfolded by the browser, under a strict policy too", async () => {
  const front = JSON.parse(readFileSync(file("community.front.json"), "utf8"));
  front.links.index = "community.gwx.gz";
  const here = await visit("/", {
    routes: {
      "/data/community.front.json": JSON.stringify(front),
      "/data/community.gwx.gz": { headers: { "content-type": "application/gzip" }, body: gzipSync(index()) },
    },
    headers: { "content-security-policy":
      `default-src 'none'; script-src ${at.server.url} 'wasm-unsafe-eval'; connect-src ${at.server.url}; img-src data:; `
      + "require-trusted-types-for 'script'; trusted-types good-word" },
  });
  await here.search.fill(QUERY);
  assert.ok((await full(here)).length > 5);
  assert.ok(data().includes("/data/community.gwx.gz") && !data().includes("/data/community.gwx"));
  assert.deepEqual(here.violations, []);
  assert.deepEqual(here.lines, []);
});
