// A shop whose visitors know each other: Ana and Mia are friends, Tom is a friend of Mia's, Eve knows nobody.
import assert from "node:assert/strict";
import { after, afterEach, before } from "node:test";
import { community } from "../community.mjs";
import { hear, launch, open, panel } from "../harness.mjs";

export const SNAPSHOT = {
  goodword: 1, name: "Juniper Kettles",
  products: [{ id: "k2", name: "K2 gooseneck kettle" }, { id: "k1", name: "K1" }],
  people: [{ id: "mia", name: "Mia Lindqvist" }, { id: "ana", name: "Ana Duarte" }, { id: "tom", name: "Tom Okafor" }],
  topics: [{ id: "1", title: "How often should I descale?", author: "mia", replies: [{ id: "r1", body: "Every six weeks." }] }],
};
export const NAMES = { ana: "Ana Duarte", mia: "Mia Lindqvist", tom: "Tom Okafor", eve: "Eve" };

/** The server of that shop, at which nobody has to be looked at first. */
async function shop() {
  const server = await community({ snapshot: SNAPSHOT, args: ["--moderate", "nobody"] });
  server.as = (id, method, path, body) => server.api(id && server.token(id, NAMES[id]), method, path, body);
  for (const [one, other] of [["ana", "mia"], ["mia", "tom"]]) {
    for (const [from, to] of [[one, other], [other, one]]) assert.equal((await server.as(from, "PUT", `friends/${to}`)).status, 200);
  }
  return server;
}

/** What the page of the shop holds: `attributes` of the panel, and what else stands in the head. */
const page = (attributes, head) => `<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width"><title>Kettles</title>${head}
  <script type="module" src="/goodword.js"></script></head><body><main><h1>Kettles</h1>
  <good-word endpoint="/api/" loading="eager" subject="k2" ${attributes}><a href="/help">Help</a></good-word></main></body></html>`;

/**
 * Opens the shop in `browser` for the person `as`, or for nobody. Gives the parts of the panel, and `sign(id)`, which signs another in.
 * `given` are more properties of the panel, `query` is what the page's address ends with.
 */
async function visit(browser, server, as, { attributes = "", head = "", query = "", given = {}, prepare, ...options } = {}) {
  const properties = (id) => ({ identity: id ? server.token(id, NAMES[id]) : null, viewer: id ? { id, name: NAMES[id] } : null, ...given });
  const made = await open(browser, `${server.url}/shop${query}`, {
    ...options,
    prepare: async (page_) => {
      await hear(page_);
      await page_.route(`${server.url}/shop*`, (route) => route.fulfill({ contentType: "text/html", body: page(attributes, head) }));
      await page_.addInitScript((properties) => {
        addEventListener("DOMContentLoaded", () => Object.assign(document.querySelector("good-word"), properties));
      }, properties(as));
      await prepare?.(page_);
    },
  });
  const parts = panel(made.page);
  const host = made.page.locator("good-word");
  const sign = (id) => made.page.evaluate((properties) => Object.assign(document.querySelector("good-word"), properties), properties(id));
  const at = { ...made, ...parts, host, sign, news: host.locator("#title"), button: (name) => host.getByRole("button", { name, exact: true }) };
  if (!attributes.includes("mode=")) await at.loaded();
  return at;
}

/**
 * The shop, readied by `ready(server)`, and a browser, for the tests of one file; pages are closed after each. Gives `{ server, go }`: the server once
 * tests run, and `go(as, options)`, which is `visit`.
 */
export function shopping(ready = async () => {}) {
  const server = {}, opened = [];
  let browser;
  before(async () => {
    Object.assign(server, await shop());
    browser = await launch();
    await ready(server);
  });
  afterEach(async () => { for (const page of opened.splice(0)) await page.close(); });
  after(async () => { await browser.close(); await server.close(); });
  const go = async (as, options) => {
    const at = await visit(browser, server, as, options);
    opened.push(at);
    return at;
  };
  return { server, go };
}

/** The form of one's own word, from home. */
export async function write(at, { text = "", audience, verb } = {}) {
  await at.host.locator("#recommend").click();
  await at.host.locator("#form-body").fill(text);
  if (audience) await at.host.getByRole("radio", { name: audience }).check({ force: true });
  if (verb) await at.host.getByRole("radio", { name: verb }).check({ force: true });
}
