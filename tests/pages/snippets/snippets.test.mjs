// The snippets of the page /snippets/, each loaded as it stands there.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { axe, eventually, panel, stage, until } from "../harness.mjs";
import { bundle } from "./bundle.mjs";

let at, snippets;
before(async () => {
  // The HTML snippet names no icon, so the browser asks for the usual one.
  at = await stage(import.meta.url, { routes: { "/favicon.ico": { status: 204 } } });
  const { page } = await at.visit("/snippets/");
  snippets = await page.locator("code[data-snippet]").evaluateAll((all) =>
    Object.fromEntries(all.map((code) => [code.dataset.snippet, code.textContent])));
});
afterEach(() => at.clear());
after(() => at.close());

const shell = (inside) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>A site</title><link rel="icon" href="data:,"><body>${inside}`;

async function load(html, script = "") {
  const made = await at.visit("/site/", { routes: { "/site/": html, "/site/app.js": script } });
  return { ...made, ...panel(made.page) };
}

/** The friends that the snippet gives are there, and the topic that is opened is told to the site. */
async function works(here) {
  await eventually(() => here.find("#strip b").textContent(), "Mia speaks for it");
  await here.search.fill("descal");
  await here.results.first().click();
  await here.title.waitFor();
  await until(here.page, () => /^\d+$/.test(document.querySelector("#last-read").textContent));
  assert.deepEqual([here.errors, here.lines], [[], []]);
}

test("the page shows six snippets and has nothing for axe to find", async () => {
  assert.deepEqual(Object.keys(snippets), ["html", "classic", "react", "vue", "astro", "wordpress"]);
  const made = await at.visit("/snippets/");
  assert.deepEqual(await axe(made), []);
  assert.deepEqual([made.errors, made.lines], [[], []]);
});

test("HTML", async () => works(await load(snippets.html)));

test("React", async () => works(await load(shell('<div id="app"></div><script type="module" src="app.js"></script>'), await bundle(snippets.react))));

test("Vue", async () => works(await load(shell('<div id="app"></div><script type="module" src="app.js"></script>'), await bundle(snippets.vue))));

test("classic script", async () => {
  const here = await load(shell(`<p>Words</p>${snippets.classic}`));
  assert.equal(await here.trigger.textContent(), "Help");
  await here.trigger.click();
  await eventually(() => here.find("#strip b").textContent(), "Mia speaks for it");
  await here.rows.first().click();
  await eventually(async () => here.lines.length, 1);
  assert.match(here.lines[0], /^info: Read topic \S+$/);
  assert.deepEqual(here.errors, []);
});

test("WordPress: the script that the plugin writes works in a page", async () => {
  const script = /\$script {2}= "([\s\S]*?)";/.exec(snippets.wordpress)[1]
    .replace("$friends", JSON.stringify([{ id: "p7", name: "Mia Lindqvist", relation: "friend" }]));
  const here = await load(shell(`<good-word endpoint="/demo/community.json" subject="k2" mode="inline"><a href="/help/">Help</a></good-word>
    <script type="module" src="/goodword.js"></script><script type="module">${script}</script>`));
  await eventually(() => here.find("#strip b").textContent(), "Mia speaks for it");
  await here.rows.first().click();
  await eventually(async () => here.lines.length, 1);
  assert.deepEqual(here.errors, []);
});
