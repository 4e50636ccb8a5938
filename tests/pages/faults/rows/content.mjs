// Answers that came, and are not what was asked for.
import { assert, asked, eventually, lines, notice, ours, post, row, write, written } from "../stage.mjs";

row("400/422 validation", "The field that the service names is marked, and has focus; nothing is sent again by itself.", async (at) => {
  const here = await at.visit({ fault: "field*1", at: "ask", token: "fresh" });
  await write(here, "Is it taken", "Not as it is.");
  await post(here);
  await here.host.getByText("This was not taken as it is. Change it, then post again.").waitFor();
  assert.equal(await here.host.locator("#form-body").getAttribute("aria-invalid"), "true");
  await eventually(() => here.page.evaluate(() => document.querySelector("good-word").shadowRoot.activeElement?.id), "form-body");
  assert.deepEqual(await written(here), ["Is it taken", "Not as it is."]);
  assert.equal((await here.sent("topics", "POST")).length, 1);
  await lines(here, /it refused: bad-field body/);
  await here.host.locator("#form-body").fill("Now it is.");
  assert.equal(await here.host.getByText("This was not taken").count(), 0);
  await post(here);
  await asked(here, "Is it taken");
});

row("401/403 token expired", "The site is asked for another token once, and the request goes again once; else the visitor is asked to sign in, and keeps every word.", async (at) => {
  const renewed = await at.visit({ fault: "expired", at: "ask", token: "(() => { let asked = 0; return () => asked++ ? 'fresh' : 'stale'; })()" });
  await write(renewed, "Who am I");
  await post(renewed);
  await asked(renewed, "Who am I");
  assert.deepEqual((await renewed.sent("topics", "POST")).map(({ authorization }) => authorization), ["Bearer stale", "Bearer fresh"]);
  await lines(renewed);
  const stale = await at.visit({ fault: "expired", at: "ask", token: "(() => { window.asked = 0; return () => { window.asked += 1; return 'stale'; }; })()" });
  await write(stale, "Still me", "I think.");
  await post(stale);
  await stale.host.getByText("Sign in on this site first.", { exact: false }).waitFor();
  assert.equal((await stale.sent("topics", "POST")).length, 2);
  assert.equal(await stale.page.evaluate(() => window.asked), 2);
  assert.deepEqual(await stale.page.evaluate(() => window.heard.filter(([name]) => name === "sign-in")), [["sign-in", null]]);
  assert.deepEqual(await written(stale), ["Still me", "I think."]);
  await lines(stale, /token-expired/);
  const forbidden = await at.visit({ fault: "403*1", at: "ask", token: "(() => { let asked = 0; return () => asked++ ? 'fresh' : 'stale'; })()" });
  await write(forbidden, "And by another number");
  await post(forbidden);
  await asked(forbidden, "And by another number");
});

row("404/410 endpoint moved", "A sentence, the fallback's link, and one line that names the address.", async (at) => {
  for (const status of ["404", "410"]) {
    const here = await at.visit({ fault: status, at: "front" });
    await notice(here, /We cannot reach the answers/);
    assert.equal((await here.sent("")).length, 1);
    await lines(here, new RegExp(`cannot read .*/front/.* HTTP ${status}`));
  }
});

row("200 text/html (login page/captive portal)", "It counts as an error, and nothing of it is drawn.", async (at) => {
  for (const where of ["front", "list"]) {
    const here = await at.visit({ fault: "html", at: where, prepare: (page) => page.addInitScript(() => { window.alert = () => { window.fired = true; }; }) });
    await notice(here, /cannot be read/);
    assert.equal(await here.host.locator("#portal, img").count(), 0);
    assert.doesNotMatch(await here.host.textContent(), /portal|onerror/);
    assert.equal(await here.page.evaluate(() => window.fired), undefined);
    await lines(here, /not a JSON|cannot be read/);
  }
});

row("200 application/json, truncated", "Half a list is no list: what was there before stays, and nothing of the half is shown.", async (at) => {
  const here = await at.visit({ fault: "truncated", at: "list" });
  await notice(here, /cannot be read/);
  assert.equal(await here.rows.count(), 0);
  await lines(here, /cannot be read/);
  const search = await at.visit({ fault: "truncated", at: "search" });
  await search.loaded();
  await search.search.fill("descale");
  await eventually(async () => (await search.sent("search")).length, 1);
  await lines(search, /search.*cannot be read/);
  assert.equal(await search.results.count(), 1);
  const broken = await at.visit({ fault: "half*2", at: "list" });
  await broken.loaded();
  assert.equal((await broken.sent("topics")).length, 3);
  await lines(broken);
});

row("JSON depth 100k", "It is refused from the 65th level on, without recursion that could run out of stack.", async (at) => {
  const here = await at.visit({ fault: "deep", at: "list" });
  await notice(here, /cannot be read/);
  await lines(here, /deep|levels/);
});

row("JSON duplicate keys / NaN / BOM / lone surrogates", "Refused, or read in one way: the last of two keys counts, half a character becomes �.", async (at) => {
  const nan = await at.visit({ fault: "nan", at: "list" });
  await notice(nan, /cannot be read/);
  await lines(nan, /cannot be read/);
  for (const [fault, title] of [["bom", "Behind a mark"], ["surrogates", "Half � of it"], ["twice", "Twice"]]) {
    const here = await at.visit({ fault, at: "list" });
    await here.host.getByRole("alert").or(here.rows).first().waitFor();
    const shown = await here.rows.locator(".row-title").allTextContents();
    if (shown.length) assert.deepEqual(shown, [title], fault);
    else await lines(here, /cannot be read/);
  }
});

row("wrong types / missing / extra fields", "A bad row costs itself and a bad field only that; one line counts and names them.", async (at) => {
  const here = await at.visit({ fault: "types", at: "list" });
  await here.loaded();
  const titles = await here.rows.locator(".row-title").allTextContents();
  for (const title of ["How often should I descale?", "The lid drips"]) assert.ok(titles.includes(title), titles.join());
  assert.ok(!titles.includes("Nobody knows my id"));
  await lines(here, /\d skipped in .*topics/);
});

row("unknown schema version", "A sentence for visitors, the fallback's link, and a line that says which version it is.", async (at) => {
  const here = await at.visit({ fault: "version", at: "front" });
  await notice(here, /cannot be read/);
  await lines(here, /version 2 is not understood/);
});

const MEGABYTE = 1024 * 1024;

/** What the page holds by its browser's count, without what could be thrown away. */
async function held({ cdp }) {
  await cdp.send("HeapProfiler.collectGarbage");
  const { usedSize, backingStorageSize = 0 } = await cdp.send("Runtime.getHeapUsage");
  return usedSize + backingStorageSize;
}

row("50 MB body, with/without Content-Length", "Reading stops at 2 MB of an answer and 32 MB of a snapshot, and the connection is closed.", async (at) => {
  for (const fault of ["huge", "huge-chunked"]) {
    const here = await at.visit({ fault, at: "search" });
    await here.loaded();
    await here.search.fill("lid");
    await here.results.first().waitFor();
    await eventually(async () => (await here.sent("search")).map(({ is_cut }) => is_cut), [true]);
    const [{ bytes }] = await here.sent("search");
    assert.ok(bytes < 40 * MEGABYTE, `${bytes} bytes went out`);
    await lines(here, /too large/);
    const before = await held(here);
    await here.search.fill("lid drips");
    await eventually(async () => (await here.sent("search")).map(({ is_cut }) => is_cut), [true, true]);
    const grown = await held(here) - before;
    assert.ok(grown <= 8 * MEGABYTE, `${fault}: ${grown} bytes more are held`);
    assert.equal(await here.results.count(), 1);
  }
});

row("gzip bomb 10 MB->10 GB", "Reading stops at 2 MB as unfolded.", async (at) => {
  const here = await at.visit({ fault: "bomb", at: "list" });
  await notice(here, /We cannot reach the answers/);
  await eventually(async () => (await here.sent("topics")).map(({ is_cut }) => is_cut), [true]);
  await lines(here, /too large/);
});

row("10,000 items in a page", "At most 50 rows are drawn at once, whatever a service sends.", async (at) => {
  const here = await at.visit({ fault: "many", at: "list" });
  await here.loaded();
  await here.rows.first().waitFor();
  assert.ok(await here.host.locator(".row").count() <= 50);
  await here.search.fill("number 77");
  await here.results.first().waitFor();
  assert.ok(await here.results.count() <= 50);
  await lines(here, /what follows the first 500 rows/);
});

row("answer 1 MB / 8,000 nested tags", "Such a body is shown as plain text.", async (at) => {
  for (const fault of ["nested", "long"]) {
    const here = await at.visit({ fault, at: "topic" });
    await here.loaded();
    await here.rows.first().click();
    await here.title.filter({ hasText: "How often should I descale?" }).waitFor();
    await here.body.getByText(fault === "nested" ? "deep" : "long words of it").first().waitFor();
    await here.drawn();
    assert.equal(await here.body.locator("b").count(), 0);
    await lines(here);
  }
});
