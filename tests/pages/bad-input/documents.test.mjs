// Whatever an endpoint answers, the visitor is told or shown what there is, and the page is not hurt.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { eventually, hear, heard, ours, panel, settled, stage } from "../harness.mjs";

let at;
before(async () => { at = await stage(import.meta.url); });
afterEach(() => at.clear());
after(() => at.close());

async function visit(route) {
  const made = await at.visit("/", { prepare: hear, routes: { "/community.json": route } });
  return { ...made, ...panel(made.page) };
}

const TOPIC = { id: 1, title: "A good topic" };
const good = JSON.stringify({ goodword: 1, name: "A shop", topics: [TOPIC] });
const deep = (n) => "[".repeat(n) + "]".repeat(n);

/** One line of ours, nothing else, and the page as it was. */
async function unhurt({ page, lines, errors }, expected) {
  await settled(page);
  assert.equal(lines.length, 1, lines.join("\n"));
  assert.ok(ours(lines).length === 1 && lines[0].startsWith("warning: good-word"), lines[0]);
  assert.match(lines[0], expected);
  assert.ok(lines[0].length < 1000, `a line of ${lines[0].length} characters`);
  assert.deepEqual(errors, []);
  assert.equal(await page.getByRole("heading", { name: "A page" }).isVisible(), true);
}

for (const [what, body, line] of [
  ["is empty", "", /truncated|not a JSON/],
  ["is text", "Service temporarily unavailable", /not a JSON object.*Service/],
  ["is HTML", "<!doctype html><html><title>Sign in</title><script>window.fired = 1</script></html>", /not a JSON object.*<!doctype/],
  ["is an array", "[1, 2]", /not a JSON object/],
  ["is another document", '{"topics":[]}', /goodword/],
  ["has a version to come", '{"goodword":2,"topics":[{"id":1,"title":"From the future"}]}', /version.*2|2.*version/],
  ["has a version that is none", '{"goodword":"yes"}', /goodword|version/],
  ["is broken between rows", '{"goodword":1,"topics":[{"id":1,"title":"x"},,]}', /malformed/],
  ["is bytes at random", Buffer.from(Array.from({ length: 4096 }, (_, n) => (n * 7919) % 251)), /not a JSON object/],
  ["is 100,000 deep", `{"goodword":1,"topics":${deep(100_000)}}`, /deep|levels/],
  ["is 100,000 deep in what is ignored", `{"goodword":1,"other":${deep(100_000)},"topics":[]}`, /deep|levels/],
]) {
  test(`a document that ${what} gives a notice with another try, and one line`, async () => {
    const here = await visit({ headers: { "content-type": "application/json" }, body });
    const notice = here.host.locator("[part=notice]");
    await notice.waitFor();
    await here.retry.waitFor();
    assert.deepEqual(await heard(here.page, "error"), [{ code: "document", retryable: true }]);
    await unhurt(here, line);
    assert.equal(await here.page.evaluate(() => window.fired), undefined);
    at.server.routes["/community.json"] = good;
    await here.retry.click();
    await eventually(() => here.rows.locator(".row-title").allTextContents(), ["A good topic"]);
    assert.equal(await notice.count(), 0);
  });
}

test("a truncated document shows the rows that came, with a notice and another try", async () => {
  const whole = JSON.stringify({ goodword: 1, name: "A shop", topics: [TOPIC, { id: 2, title: "Cut in the middle", body: "Some words" }] });
  const here = await visit(whole.slice(0, whole.indexOf("Some")));
  await here.find("[part=notice][role=status]").waitFor();
  assert.deepEqual(await here.rows.locator(".row-title").allTextContents(), ["A good topic"]);
  assert.ok(await here.retry.isVisible());
  await unhurt(here, /truncated.*topics\[1\]/);
});

test("wrong types in places cost only their own place, and one line names where", async () => {
  const here = await visit(JSON.stringify({
    goodword: 1,
    name: 7,
    topics: [
      TOPIC, null, 5, "text", [], {}, { id: 2 }, { title: "Without an id" }, { id: {}, title: "An object as id" },
      { id: 3, title: ["a"] }, { id: 4, title: "Odd fields", kind: "rant", status: 9, tags: "x", me_too_count: "many", replies: {}, created_at: "yesterday",
        body: { a: 1 }, author: [], url: 5, products: 3 },
      { id: 5, title: "Odd replies", replies: [null, { body: 5 }, { body: "The good reply" }, "x"] },
      { id: 1, title: "The same id again" },
    ],
    people: [{ id: "p" }, { name: "No id" }, 3],
    recommendations: [{ person: "p", subject: "k2" }, {}, null],
    products: "none",
    image_hosts: { a: 1 },
    links: [1],
  }));
  await eventually(async () => (await here.rows.locator(".row-title").allTextContents()).sort(), ["A good topic", "Odd fields", "Odd replies"]);
  assert.equal(await here.retry.count(), 0);
  assert.deepEqual(await heard(here.page, "error"), []);
  await here.rows.filter({ hasText: "Odd replies" }).click();
  await eventually(() => here.find(".rich-text").allTextContents(), ["The good reply"]);
  await unhurt(here, /good-word: \d+ skipped in \S*community\.json: .*topics\[\d\]/);
});

test("numbers are taken as ids, unknown fields are passed over, without a word", async () => {
  const here = await visit(JSON.stringify({ goodword: 1, extra: { deep: [1, { x: null }] }, topics: [{ id: 12345678901234567890, title: "Numbered", colour: "red",
    author: 7, replies: [{ id: 9, author: 7, body: "Words", mood: {} }] }], people: [{ id: 7, name: "Seven", shoe: 43 }] }));
  await here.rows.first().click();
  await eventually(() => here.find("article .who .name").textContent(), "Seven");
  assert.deepEqual([here.lines, here.errors], [[], []]);
});

test("over 32 MB the rows that fit are shown, with a notice and one line, and no more is taken", async () => {
  const padding = "x".repeat(200_000);
  let sent = 0, ended = false;
  function* pieces() {
    try {
      yield '{"goodword":1,"name":"Endless","topics":[';
      for (let n = 0; ; n += 1) {
        const row = `${n ? "," : ""}{"id":${n},"title":"Topic number ${n}","follower_count":1,"ignored":"${padding}"}`;
        sent += row.length;
        yield row;
      }
    } finally {
      ended = true;
    }
  }
  const here = await visit({ headers: { "content-type": "application/json" }, body: { [Symbol.iterator]: pieces } });
  await here.find("[part=notice]").waitFor();
  assert.ok(await here.retry.isVisible());
  assert.deepEqual(await heard(here.page, "error"), [{ code: "document", retryable: true }]);
  assert.equal(await here.rows.count(), 8);
  await here.search.fill("number");
  await here.results.first().waitFor();
  await unhurt(here, /cannot read .*(bytes|MB|larger|long)/);
  // How much the server got rid of beyond the limit is a matter of buffers. What counts is that the request was aborted:
  // the connection is closed, and with it this answer, which would never end by itself.
  assert.ok(sent > 32 * 1024 * 1024, `${sent} bytes were sent`);
  await eventually(async () => ended, true, "the connection is still open");
});

test("a row that is too long alone costs itself or gives a notice, and never the page", async () => {
  const here = await visit(`{"goodword":1,"topics":[${JSON.stringify(TOPIC)},{"id":2,"title":"${"long ".repeat(1_000_000)}"},{"id":3,"title":"After it"}]}`);
  await here.rows.first().waitFor();
  assert.equal(await here.rows.first().locator(".row-title").textContent(), "A good topic");
  await unhurt(here, /good-word/);
});

test("properties that are not understood count as absent, and one line each says what was expected", async () => {
  const here = await visit(good);
  await here.loaded();
  for (const [property, value, line] of [
    ["friends", "Mia", /\.friends/], ["friends", [{ name: "No id" }, 5], /\.friends/], ["messages", { "search.label": 5 }, /\.messages/],
    ["messages", "Hello", /\.messages/],
  ]) {
    here.lines.length = 0;
    await here.page.evaluate(([property, value]) => { document.querySelector("good-word")[property] = value; }, [property, value]);
    await eventually(async () => here.lines.length, 1, property);
    await unhurt(here, line);
  }
  here.lines.length = 0;
  await here.page.evaluate(() => {
    const circle = {};
    circle.self = circle;
    document.querySelector("good-word").friends = [circle];
  });
  await eventually(async () => here.lines.length, 1);
  await unhurt(here, /\.friends/);
  assert.ok(await here.tab("Popular").isVisible());
});
