// Hostile markup as the body of a reply: nothing of it runs, loads, or stands on the page but what is allowed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, panel, settled, sharedFile, stage } from "../harness.mjs";
import { fired, trap } from "./trap.mjs";

const FILES = ["ammonia", "bleach", "dompurify_expect", "owasp_filter_evasion"];
const files = FILES.map((name) => sharedFile(`corpora/${name}.json`));
const options = { skip: files.every(Boolean) ? false : "the corpora are not beside this repository" };
const payloads = files.flatMap((file) => JSON.parse(file ?? '{"items":[]}').items)
  .map((item) => item.payload ?? item).filter((payload) => payload.trim());

const TAGS = `a abbr b blockquote br code dd del details dl dt em h3 h4 h5 h6 hr i img kbd li mark ol p pre s small strong sub summary sup
  table tbody td th thead tr ul`.split(/\s+/);
const ATTRIBUTES = "href src alt title lang dir colspan rowspan start rel target loading decoding referrerpolicy".split(" ");

const community = (format) => JSON.stringify({ goodword: 1, topics: [{ id: 1, title: "All of them",
  replies: payloads.map((body, n) => ({ id: n, body, format })) }] });

let at;
before(async () => { at = await stage(import.meta.url); });
after(() => at.close());

test("a page that trusts the same markup is caught by the same trap", options, async () => {
  const { page } = await at.visit("/", { prepare: trap, routes: { "/": "<!doctype html><title>Naive</title><body>" } });
  await page.evaluate((payloads) => {
    // What is put in may stand in the place of the document's own names.
    const { body } = document, make = Document.prototype.createElement.bind(document);
    for (const payload of payloads) body.appendChild(make("div")).innerHTML = payload;
    for (const element of Element.prototype.querySelectorAll.call(body, "*")) {
      for (const type of ["click", "mouseover", "focus", "load"]) element.dispatchEvent(new Event(type, { bubbles: false }));
    }
  }, payloads.filter((payload) => !/<(base|meta|form|frame|plaintext|xmp)|location/i.test(payload)));
  await eventually(async () => (await page.evaluate(() => window.__fired.length)) > 20, true);
  assert.ok(page.out.length > 0);
  await page.close();
});

for (const format of ["html", "markdown"]) {
  test(`bodies of ${format}`, options, async () => {
    const made = await at.visit("/", { prepare: trap, routes: { "/": undefined, "/community.json": community(format) } });
    const here = panel(made.page);
    await here.rows.first().click();
    await here.title.waitFor();
    await here.drawn();
    const bodies = here.find(".replies .rich-text");
    assert.equal(await bodies.count(), payloads.length);
    const found = await bodies.evaluateAll((bodies) => {
      const tags = new Set(), attributes = new Set(), schemes = new Set(), images = new Set(), rels = new Set();
      for (const body of bodies) {
        for (const element of body.querySelectorAll("*")) {
          tags.add(element.namespaceURI === "http://www.w3.org/1999/xhtml" ? element.localName : `foreign ${element.localName}`);
          for (const { name } of element.attributes) attributes.add(name);
          if (element.localName === "a") schemes.add(element.protocol) && rels.add(element.rel);
          if (element.localName === "img") images.add(new URL(element.src).origin);
          if (/^[a-z]+:/i.test(element.textContent) && element.shadowRoot) tags.add("shadow");
        }
      }
      return Object.fromEntries(Object.entries({ tags, attributes, schemes, images, rels }).map(([name, set]) => [name, [...set]]));
    });
    assert.deepEqual(found.tags.filter((tag) => !TAGS.includes(tag)), []);
    assert.deepEqual(found.attributes.filter((name) => !ATTRIBUTES.includes(name)), []);
    assert.deepEqual(found.schemes.filter((scheme) => !["http:", "https:", "mailto:"].includes(scheme)), []);
    assert.deepEqual(found.images.filter((origin) => origin !== at.server.url), []);
    assert.deepEqual(found.rels.filter((rel) => rel !== "nofollow ugc noopener noreferrer"), []);
    assert.ok(found.tags.length > 5, found.tags.join(" "));
    await bodies.evaluateAll((bodies) => {
      for (const element of bodies.flatMap((body) => [...body.querySelectorAll("*")])) {
        for (const type of ["mouseover", "focus", "load", "error", "toggle", "animationend"]) element.dispatchEvent(new Event(type));
      }
    });
    await settled(made.page);
    assert.deepEqual(await fired(made.page), []);
    assert.equal(made.page.context().pages().length, 1);
    assert.deepEqual([made.errors, made.lines.filter((line) => !line.includes("Failed to load resource"))], [[], []]);
  });
}
