// The page of the protocol says what the server does: its examples are the server's answers, and it names all that there is.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { axe, panel, root, stage } from "../harness.mjs";
import { examples, filled, lasting } from "./examples.mjs";

const FILE = join(root, "www/endpoint.html");
const openapi = JSON.parse(readFileSync(join(root, "crates/endpoint/openapi.json"), "utf8"));
const operations = Object.entries(openapi.paths).flatMap(([path, item]) => Object.entries(item).map(([method, of]) => ({ method, path, of })));

let at;
before(async () => { at = await stage(import.meta.url, { routes: { "/endpoint.html": () => readFileSync(FILE, "utf8") } }); });
afterEach(() => at.clear());
after(() => at.close());

const resolve = (schema) => schema?.$ref ? openapi.components.schemas[schema.$ref.split("/").at(-1)] : schema;

/** Fields of the value that the schema does not know, by path. */
function unknown(schema, value, path = "") {
  const known = resolve(schema);
  if (known?.oneOf) return known.oneOf.map((one) => unknown(one, value, path)).sort((a, b) => a.length - b.length)[0];
  if (Array.isArray(value)) return value.flatMap((item, index) => unknown(known?.items, item, `${path}[${index}]`));
  if (!value || typeof value !== "object") return [];
  const parts = (known?.allOf ?? [known]).map(resolve);
  return Object.entries(value).flatMap(([name, inner]) => {
    const of = parts.map((part) => part?.properties?.[name] ?? part?.additionalProperties).find(Boolean);
    return of ? unknown(of, inner, `${path}.${name}`) : [`${path}.${name}`];
  });
}

/** What `read` finds in the page. */
async function look(read) {
  const { page } = await at.visit("/endpoint.html");
  return page.evaluate(read);
}

test("the examples are what the server of the demonstration answers", async () => {
  const page = readFileSync(FILE, "utf8");
  const told = filled(page, await examples());
  if (process.env.UPDATE_EXAMPLES && lasting(page) !== lasting(told)) writeFileSync(FILE, told);
  assert.equal(lasting(readFileSync(FILE, "utf8")), lasting(told), "UPDATE_EXAMPLES=1 writes them anew");
});

test("each JSON on the page is JSON, with no field that the protocol does not know", async () => {
  const found = await look(() => [...document.querySelectorAll("[data-json]")].map((code) => ({
    text: code.textContent, part: code.dataset.json, named: code.dataset.schema,
    ...code.closest("figure").dataset,
  })));
  assert.ok(found.length > 40, `${found.length}`);
  const [claims] = found.filter(({ part }) => part === "claims");
  for (const { text, part, named, operation, status, least } of found) {
    const value = JSON.parse(text);
    if (part === "claims") continue;
    const [method, path] = (operation ?? { "": "get /api/", topics: "get /api/topics", "topics/1": "get /api/topics/{id}" }[least]).split(" ");
    const of = openapi.paths[path][method];
    const said = of.responses[status ?? 200] ?? of.responses[`${status?.[0]}XX`];
    const content = part === "request" ? of.requestBody.content : said.content;
    const [{ schema }] = Object.values(content);
    assert.deepEqual(unknown(schema, value), [], `${operation ?? named ?? least} ${part}: ${text}`);
  }
  const list = await look(() => document.querySelector("#claims").textContent);
  for (const name of Object.keys(JSON.parse(claims.text))) assert.ok(list.includes(name), name);
});

test("every address with its method, parameters and fields is on the page, and no other", async () => {
  const articles = await look(() => [...document.querySelectorAll("article")].map((article) => ({
    operations: [...article.querySelectorAll("h3 .op")].map((code) => code.textContent),
    words: [...article.querySelectorAll(":is(p, dl) code")].map((code) => code.textContent),
  })));
  const named = articles.flatMap((article) => article.operations);
  assert.deepEqual(named.toSorted(), operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`).toSorted());
  for (const { method, path, of } of operations) {
    const { words } = articles.find((article) => article.operations.includes(`${method.toUpperCase()} ${path}`));
    const parameters = (of.parameters ?? []).filter((parameter) => parameter.in === "query").map(({ name }) => name);
    const fields = Object.values(of.requestBody?.content ?? {}).flatMap(({ schema }) => Object.keys((resolve(schema.oneOf?.at(-1) ?? schema)).properties ?? {}));
    assert.deepEqual([...parameters, ...fields].filter((name) => !words.includes(name)), [], `${method} ${path}`);
  }
  const text = await look(() => document.body.textContent);
  assert.match(text, /Idempotency-Key/);
});

test("every type of problem is on the page with its status, and no other", async () => {
  const named = await look(() => [...document.querySelectorAll(".problems dt code")].map((code) => code.textContent));
  const kinds = openapi.components.schemas.Problem.properties.type.enum.map((kind) => kind.split(":").at(-1));
  assert.deepEqual(named.toSorted(), kinds.toSorted());
});

test("every link that the server offers is said what it draws", async () => {
  const { drawn, offered } = await look(() => ({
    drawn: [...document.querySelectorAll("#links tbody th code")].map((code) => code.textContent),
    offered: Object.keys(JSON.parse(document.querySelector("#discovery [data-json=answer]").textContent).links),
  }));
  assert.deepEqual(drawn.toSorted(), offered.toSorted());
});

test("what a visitor reads is worded as the panel words it", async () => {
  const catalogue = readFileSync(join(root, "src/text/sentences.rs"), "utf8");
  const quoted = await look(() => [...document.querySelectorAll("q")].map((quote) => [quote.dataset.sentence, quote.textContent]));
  assert.ok(quoted.length > 15);
  for (const [key, text] of quoted) assert.ok(catalogue.includes(`"${key}": "${text}"`), `${key}: ${text}`);
});

test("the least that the page asks of a server is enough for a panel", async () => {
  const least = await look(() => Object.fromEntries([...document.querySelectorAll("[data-least]")].map((figure) =>
    [figure.dataset.least, figure.querySelector("[data-json]").textContent])));
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A site</title><link rel="icon" href="data:,">
    <script type="module" src="/goodword.js"></script><good-word endpoint="/api/" loading="eager"><a href="/help">Help</a></good-word>`;
  const answers = Object.entries(least).map(([path, body]) => [`/api/${path}`, { headers: { "content-type": "application/json" }, body }]);
  const made = await at.visit("/site", { routes: { "/site": page, ...Object.fromEntries(answers) } });
  const here = panel(made.page);
  await here.loaded();
  await here.rows.filter({ hasText: "Does it whistle?" }).first().click();
  await here.host.getByText("No, it clicks when it is done.").waitFor();
  assert.equal(await here.host.locator("#ask, #reply, .me-too").count(), 0);
  assert.deepEqual([made.errors, made.lines], [[], []]);
});

for (const [colorScheme, width] of [["light", 1280], ["dark", 1280], ["light", 390], ["dark", 320]]) {
  test(`nothing for axe to find, and nothing cut: ${colorScheme}, ${width} px`, async () => {
    const made = await at.visit("/endpoint.html", { colorScheme, viewport: { width, height: 800 } });
    assert.deepEqual(await axe(made), []);
    const wide = await made.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${wide} px too wide`);
    assert.deepEqual([made.errors, made.lines], [[], []]);
  });
}

test("without scripts the page is the same, because it has none, and its links lead somewhere", async () => {
  const text = readFileSync(FILE, "utf8");
  assert.doesNotMatch(text, /<script|\sstyle=|\son\w+=/);
  const inner = await look(() => [...document.querySelectorAll("a[href^='#']")].filter((link) => !document.querySelector(link.hash)).map((link) => link.hash));
  assert.deepEqual(inner, []);
});
