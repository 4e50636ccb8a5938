// The community cannot be reached: the visitor is told, tries again, and the page is not hurt.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, afterEach, before, test } from "node:test";
import { dist, eventually, focused, gate, hear, heard, ours, panel, serve, stage, until } from "../harness.mjs";

const html = readFileSync(new URL("index.html", import.meta.url), "utf8");
const community = readFileSync(`${dist}/demo/community.json`, "utf8");
const CROSS = { "access-control-allow-origin": "*" };

let at;
before(async () => { at = await stage(import.meta.url); });
afterEach(() => at.clear());
after(() => at.close());

async function visit(endpoint = "/community.json", routes = {}) {
  const made = await at.visit("/", { prepare: hear, routes: { "/": html.replace("%ENDPOINT%", endpoint), ...routes } });
  return { ...made, ...panel(made.page) };
}

/** One line of ours and no error of the page's. The browser's own lines about failed requests are not ours to prevent. */
function told({ lines, errors }, expected) {
  assert.equal(ours(lines).length, 1, lines.join("\n"));
  assert.match(ours(lines)[0], expected);
  assert.deepEqual(lines.filter((line) => !ours([line]).length && !line.includes("Failed to load resource")
    && !line.includes("blocked by CORS policy")), []);
  assert.deepEqual(errors, []);
}

for (const [what, route, detail, line] of [
  ["cuts the connection", "refuse", { code: "unreachable", retryable: true }, /cannot read .*no answer/],
  ["answers 500", { status: 500, body: "oops" }, { code: "http", retryable: true }, /HTTP 500/],
  ["answers 404", { status: 404, body: "<h1>Not found</h1>" }, { code: "http", retryable: true }, /HTTP 404/],
  ["redirects in a circle", { status: 302, headers: { location: "/community.json" } }, { code: "unreachable", retryable: true }, /no answer/],
]) {
  test(`an endpoint that ${what} gives a notice, and trying again works once it is well`, async () => {
    const here = await visit(undefined, { "/community.json": route });
    await here.trigger.click();
    const notice = here.host.getByRole("alert");
    await notice.waitFor();
    assert.match(await notice.textContent(), /We cannot reach the answers/);
    assert.deepEqual(await heard(here.page, "error"), [detail]);
    told(here, line);
    assert.ok(await here.page.getByRole("link", { name: "Questions" }).isVisible());
    here.lines.length = 0;
    await here.retry.click();
    await eventually(async () => (await heard(here.page, "error")).length, 2);
    await here.retry.waitFor();
    told(here, line);
    at.server.routes["/community.json"] = community;
    await here.retry.click();
    await here.loaded();
    assert.equal(await here.host.getByRole("alert").count(), 0);
    await here.search.fill("descal");
    await here.results.first().waitFor();
  });
}

test("a refused connection gives a notice, and trying again works once the server is up", async () => {
  const gone = await serve();
  await gone.close();
  const here = await visit(`${gone.url}/demo/community.json`);
  await here.trigger.click();
  await here.retry.waitFor();
  told(here, /Access-Control-Allow-Origin/);
  const back = await serve({ headers: CROSS, port: Number(new URL(gone.url).port) });
  try {
    await here.retry.click();
    await here.loaded();
    assert.equal(await here.find("#panel-name").textContent(), "Juniper Kettles");
  } finally {
    await back.close();
  }
});

test("an endpoint of another origin that does not allow this one says so in one line", async () => {
  const other = await serve();
  try {
    const here = await visit(`${other.url}/demo/community.json`);
    await here.trigger.click();
    await here.retry.waitFor();
    told(here, /Access-Control-Allow-Origin/);
  } finally {
    await other.close();
  }
});

test("focus is not lost when trying again takes its button away", async () => {
  const held = gate();
  const here = await visit(undefined, { "/community.json": { status: 503 } });
  await here.trigger.click();
  await here.retry.waitFor();
  at.server.routes["/community.json"] = () => held.opened;
  await here.retry.focus();
  await here.page.keyboard.press("Enter");
  await here.retry.waitFor({ state: "hidden" });
  held.open(community);
  await here.loaded();
  assert.ok(await here.host.evaluate((host) => host.shadowRoot.activeElement !== null), `focus is on ${await focused(here.page)}`);
});

test("who is offline is told so, and the answers come by themselves once the connection is back", async () => {
  const here = await visit(undefined, { "/community.json": community });
  const files = [/-[0-9a-f]{12}\.js$/, /\.wasm$/].map((file) => here.page.waitForResponse(file));
  await here.trigger.hover();
  for (const file of files) await (await file).finished();
  const context = here.page.context();
  await context.setOffline(true);
  await here.trigger.click();
  const notice = here.host.getByRole("alert");
  await notice.waitFor();
  assert.match(await notice.textContent(), /You are offline/);
  assert.deepEqual(await heard(here.page, "error"), [{ code: "offline", retryable: true }]);
  told(here, /offline/);
  await here.retry.click();
  await eventually(async () => (await heard(here.page, "error")).length, 2);
  await context.setOffline(false);
  await here.loaded();
  assert.equal(await here.host.getByRole("alert").count(), 0);
});

test("a connection that breaks in the middle shows what came, with a notice and another try", async () => {
  const taken = gate(), begun = community.slice(0, 60_000);
  const here = await visit(undefined, { "/community.json": { headers: { "content-length": String(Buffer.byteLength(community)) },
    body: (async function* () { yield begun; await taken.opened; throw new Error("cut"); })() } });
  // What the browser holds when a connection breaks is lost, unless the panel has taken it.
  await here.page.evaluate(() => {
    const { read } = ReadableStreamDefaultReader.prototype;
    window.taken = 0;
    ReadableStreamDefaultReader.prototype.read = async function () {
      const piece = await read.call(this);
      window.taken += piece.value?.length ?? 0;
      return piece;
    };
  });
  await here.trigger.click();
  await until(here.page, (bytes) => window.taken >= bytes, Buffer.byteLength(begun));
  taken.open();
  const notice = here.find("[part=notice][role=status]");
  await notice.waitFor();
  assert.match(await notice.textContent(), /Not everything could be loaded/);
  assert.equal(await here.rows.count(), 8);
  told(here, /cannot read/);
  at.server.routes["/community.json"] = community;
  await here.retry.click();
  await notice.waitFor({ state: "hidden" });
  await here.loaded();
});

for (const [what, endpoint, code] of [["no endpoint", "", "unconfigured"], ["an address that is none", "javascript:alert(1)", "address"]]) {
  test(`a panel with ${what} says so and offers no other try`, async () => {
    const here = await visit(endpoint);
    await here.trigger.click();
    await here.host.getByRole("alert").waitFor();
    assert.equal(await here.retry.count(), 0);
    assert.deepEqual(await heard(here.page, "error"), [{ code, retryable: false }]);
    assert.equal(ours(here.lines).length, 1);
    assert.deepEqual(here.errors, []);
  });
}

test("who searches while the community is on its way gets the results when it is there", async () => {
  const held = gate();
  const here = await visit(undefined, { "/community.json": () => held.opened });
  await here.trigger.click();
  await here.search.fill("descal");
  assert.equal(await here.results.count(), 0);
  assert.equal(await here.find("[part=empty]").count(), 0);
  held.open(community);
  await here.results.first().waitFor();
  assert.equal(await here.search.inputValue(), "descal");
  assert.deepEqual([here.errors, here.lines], [[], []]);
});
