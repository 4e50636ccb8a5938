// What happens twice, too late, or in the wrong order.
import { assert, asked, eventually, lines, page, post, row, write, written } from "../stage.mjs";

row("double click submit x10 in 500 ms", "One request, one row.", async (at) => {
  const here = await at.visit({ fault: "slow", at: "ask", token: "fresh" });
  await write(here, "How often did I press");
  await here.host.locator("#post").evaluate((button) => { for (let n = 0; n < 10; n += 1) button.click(); });
  await asked(here, "How often did I press");
  assert.equal((await here.sent("topics", "POST")).length, 1);
  assert.equal((await here.seen()).rows.length, 1);
  await lines(here);
});

row("two tabs submit same draft", "A draft has one key in all tabs: one row.", async (at) => {
  const here = await at.visit({ fault: "slow", at: "ask", token: "fresh" });
  await write(here, "Which tab was it");
  const other = await here.page.context().newPage();
  await other.addInitScript(() => addEventListener("DOMContentLoaded", () => { document.querySelector("good-word").identity = "fresh"; }));
  await other.goto(here.page.url());
  await other.locator("good-word #ask").click();
  assert.equal(await other.locator("good-word #form-title").inputValue(), "Which tab was it");
  await Promise.all([post(here), other.locator("good-word #post").click()]);
  await asked(here, "Which tab was it");
  await other.locator("good-word #title").filter({ hasText: "Which tab was it" }).waitFor();
  const { requests, rows } = await here.seen();
  const keys = requests.filter(({ method }) => method === "POST").map(({ key }) => key);
  assert.deepEqual([keys.length, new Set(keys).size, rows.length], [2, 1, 1]);
});

row("reload between send and reply", "Draft and key come back, and posting again makes no second row.", async (at) => {
  const here = await at.visit({ fault: "committed-silence*1", at: "ask", token: "fresh" });
  await write(here, "Did it arrive", "I saw nothing.");
  await post(here);
  await eventually(async () => (await here.seen()).rows.length, 1);
  await here.page.reload();
  await here.loaded();
  await here.host.locator("#ask").click();
  assert.deepEqual(await written(here), ["Did it arrive", "I saw nothing."]);
  await post(here);
  await asked(here, "Did it arrive");
  assert.equal((await here.seen()).rows.length, 1);
  const keys = (await here.sent("topics", "POST")).map(({ key }) => key);
  assert.deepEqual([keys.length, new Set(keys).size], [2, 1]);
  await lines(here);
});

/** For `prepare`: counts the searches under way, at most and at once, as the page itself sees them. */
const counted = (page) => page.addInitScript(() => {
  const { fetch } = window;
  window.searches = { now: 0, most: 0, all: 0, aborted: 0 };
  window.fetch = function (url, ...more) {
    const made = fetch.call(this, url, ...more);
    if (!String(url).includes("/search?")) return made;
    const count = window.searches;
    count.all += 1;
    count.now += 1;
    count.most = Math.max(count.most, count.now);
    let is_over = false;
    const over = () => { if (!is_over) count.now -= 1; is_over = true; };
    more[0].signal.addEventListener("abort", () => { count.aborted += 1; over(); });
    made.then((answer) => answer.clone().arrayBuffer()).then(over, over);
    return made;
  };
});

row("superseded search x50 in 2 s", "One search is on its way at most; what was typed before is aborted, and the last query wins.", async (at) => {
  const here = await at.visit({ fault: "sluggish", at: "search", clock: true, prepare: counted });
  await here.loaded();
  await here.search.fill("kettle");
  await eventually(() => here.page.evaluate(() => window.searches.all), 1);
  for (let n = 1; n <= 50; n += 1) {
    await here.search.fill(`kettle${n}`);
    // Long enough to be asked, and shorter than the answer takes.
    await here.page.clock.runFor(160);
  }
  await here.results.first().filter({ hasText: "Found for kettle50" }).waitFor();
  const { most, all, aborted } = await here.page.evaluate(() => window.searches);
  assert.equal(most, 1);
  assert.ok(all > 10 && aborted > all / 2, `${all} asked, ${aborted} aborted`);
  await lines(here);
});

row("out-of-order replies", "An answer to what was typed before is not taken.", async (at) => {
  const here = await at.visit({ fault: "late", at: "search" });
  await here.loaded();
  await here.search.fill("first");
  await eventually(async () => (await here.sent("search")).length, 1);
  await here.search.fill("second");
  await here.results.filter({ hasText: "Found for second" }).waitFor();
  await eventually(async () => (await here.sent("search")).every(({ ended_ms }) => ended_ms !== null), true);
  assert.equal(await here.results.filter({ hasText: "Found for first" }).count(), 0);
  assert.equal(await here.search.inputValue(), "second");
  await lines(here);
});

row("script included twice / two versions", "The first defines the element; the others do nothing.", async (at) => {
  const endpoint = at.service("well");
  const older = `${at.site.url}/older/goodword.js`;
  const loader = await (await fetch(`${at.site.url}/goodword.js`)).text();
  at.site.routes["/older/goodword.js"] = loader.replace(/goodword-[0-9a-f]{12}/g, "goodword-000000000000");
  const here = await at.visit({ endpoint, html: page(`endpoint="${endpoint}"`,
    `<script type="module" src="/goodword.js?again"></script><script type="module" src="${older}"></script>`) });
  await here.loaded();
  assert.equal(await here.page.locator("good-word").count(), 1);
  assert.ok(!here.requests.some((url) => url.includes("000000000000")));
  assert.equal((await here.sent("topics")).length, 1);
  await lines(here);
});

row("element removed mid-fetch", "The request is aborted, and nothing is told of it.", async (at) => {
  for (const where of ["front", "list"]) {
    const here = await at.visit({ fault: "silence", at: where });
    const rest = where === "front" ? "" : "topics";
    await eventually(async () => (await here.sent(rest)).length, 1);
    await here.page.evaluate(() => document.querySelector("good-word").remove());
    await eventually(async () => (await here.sent(rest)).map(({ is_cut }) => is_cut), [true]);
    assert.deepEqual(await here.page.evaluate(() => window.heard.filter(([name]) => name === "error")), []);
    await lines(here);
  }
});

row("moved in DOM 1,000x", "What stands in it stays, and nothing is loaded again.", async (at) => {
  const here = await at.visit({ body: `<div id="one"></div><div id="two"></div>` });
  await here.loaded();
  await here.search.fill("descale");
  await here.results.filter({ hasText: "Found for descale" }).waitFor();
  const move = (times) => here.page.evaluate(async (times) => {
    for (let n = 0; n < times; n += 1) {
      document.getElementById(n % 2 ? "one" : "two").append(document.querySelector("good-word"));
      if (n % 50 === 0) await new Promise(requestAnimationFrame);
    }
  }, times);
  const nodes = async () => {
    await here.cdp.send("HeapProfiler.collectGarbage");
    return (await here.cdp.send("Memory.getDOMCounters"));
  };
  await move(50);
  const before = await nodes();
  await move(950);
  const after = await nodes();
  assert.ok(after.nodes <= before.nodes + 100 && after.jsEventListeners <= before.jsEventListeners + 2, JSON.stringify([before, after]));
  assert.equal(await here.search.inputValue(), "descale");
  assert.equal((await here.sent("topics")).length, 1);
  await lines(here);
});

