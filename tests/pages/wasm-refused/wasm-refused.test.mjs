// A policy without 'wasm-unsafe-eval', as in browsers that are locked down: the page keeps its fallback.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { eventually, hear, heard, ours, panel, stage } from "../harness.mjs";

let at;
before(async () => { at = await stage(import.meta.url, { routes: { "/help": "<title>Help</title><h1>The help page</h1>" } }); });
afterEach(() => at.clear());
after(() => at.close());

const visit = () => at.visit("/", { prepare: hear, headers: { "content-security-policy": "script-src 'self'" } });

test("the fallback stays, one console line and one event say why", async () => {
  const { page, lines, errors } = await visit();
  await eventually(() => heard(page, "error"), [{ code: "wasm", retryable: false }]);
  for (const name of ["Read the handbook", "Questions"]) assert.ok(await page.getByRole("link", { name }).isVisible());
  await eventually(async () => ours(lines).length, 1);
  assert.match(ours(lines)[0], /^warning: good-word .*WebAssembly/);
  assert.equal(await page.getByRole("combobox").count(), 0);
  assert.deepEqual(errors, []);
});

test("the first click on the tab, and on the link itself, ends on the help page", async () => {
  for (const press of [(page) => panel(page, "#tab").trigger, (page) => page.getByRole("link", { name: "Questions" })]) {
    const { page, errors } = await visit();
    await press(page).click();
    await page.waitForURL("**/help");
    assert.deepEqual(errors, []);
  }
});
