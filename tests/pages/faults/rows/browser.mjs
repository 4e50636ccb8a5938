// Browsers that refuse something, Wasm that fails, and pictures that do not come.
import { readdirSync } from "node:fs";
import { dist } from "../../harness.mjs";
import { assert, asked, eventually, lines, ours, page, post, row, write, written } from "../stage.mjs";

row("storage blocked/quota full/private mode", "What is written lives as long as the page, and is sent as ever.", async (at) => {
  for (const prepare of [
    () => Object.defineProperty(window, "localStorage", { get() { throw new DOMException("denied", "SecurityError"); } }),
    () => { Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }; },
  ]) {
    const here = await at.visit({ token: "fresh", prepare: (page) => page.addInitScript(prepare) });
    await write(here, "Where is it kept", "Nowhere.");
    await here.button("Back").click();
    await here.loaded();
    await here.host.locator("#ask").click();
    assert.deepEqual(await written(here), ["Where is it kept", "Nowhere."]);
    await post(here);
    await asked(here, "Where is it kept");
    await here.button("Back").click();
    await here.host.locator("#ask").click();
    assert.deepEqual(await written(here), ["", ""]);
    await lines(here);
  }
});

/** The Wasm of the first opening, by its hashed name. */
const wasm = `/${readdirSync(dist).find((name) => /^goodword-[0-9a-f]{12}\.wasm$/.test(name))}`;

row("wasm 404 / wrong MIME / SRI mismatch / CompileError (CSP)", "The fallback stays and works, with one line for the developer.", async (at) => {
  const broken = Buffer.from("\0asm\x01\0\0\0", "latin1");
  for (const [what, answer, policy] of [
    ["not there", { status: 404, contentType: "text/html", body: "not found" }],
    ["another type, and no Wasm", { contentType: "text/html", body: "<h1>Hello</h1>" }],
    ["another file than the loader's", { contentType: "application/wasm", body: broken }],
    ["refused by the page's policy", undefined, "script-src 'self' 'unsafe-inline'"],
  ]) {
    const endpoint = at.service("well");
    const meta = policy ? `<meta http-equiv="content-security-policy" content="${policy}">` : "";
    const here = await at.visit({ endpoint, html: page(`endpoint="${endpoint}"`).replace("<title>", `${meta}<title>`), prepare: async (page) => {
      if (answer) await page.route(`**${wasm}`, (route) => route.fulfill(answer));
    } });
    // Both that it is to be there at once, and that it is seen, are told that it cannot be.
    await eventually(() => here.page.evaluate(() => [...new Set(window.heard.map(String))]), ["error,[object Object]"], what);
    assert.deepEqual(await here.page.evaluate(() => window.heard[0][1]), { code: "wasm", retryable: false }, what);
    assert.ok(await here.page.getByRole("link", { name: "Help" }).isVisible(), what);
    assert.equal(await here.page.getByRole("combobox").count(), 0, what);
    assert.equal((await here.seen()).requests.length, 0, what);
    await lines(here, /warning: good-word/);
  }
});

/** For `prepare`: the page can reach the memory of the panel's Wasm, to break it. */
const reachable = (page) => page.addInitScript(() => {
  window.memories = [];
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const made = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const result = await made.apply(WebAssembly, given);
      window.memories.push(...Object.values(result.instance.exports).filter((one) => one instanceof WebAssembly.Memory));
      return result;
    };
  }
});

/** Both panels are gone, with their fallbacks back, one line, and an event each; the page goes on. */
async function fallen(here, count = 1) {
  await eventually(() => here.page.evaluate(() => window.heard.filter(([name]) => name === "error")), Array(count).fill(["error", { code: "wasm", retryable: false }]));
  await lines(here, /the panel failed/);
  assert.equal(await here.page.getByRole("link", { name: "Help" }).count(), count);
  for (const link of await here.page.getByRole("link", { name: "Help" }).all()) assert.ok(await link.isVisible());
  assert.equal(await here.page.getByRole("combobox").count(), 0);
}

row("wasm OOM / unreachable", "All panels of the page go at once, none is left half alive; the fallbacks are there again, and the page's own code goes on.", async (at) => {
  const two = (endpoint) => `<good-word id="second" loading="eager" endpoint="${endpoint}"><a href="/help">Help</a></good-word>`;
  const endpoint = at.service("well");
  const here = await at.visit({ endpoint, body: two(endpoint), prepare: reachable });
  await here.loaded();
  await here.page.locator("#second").getByRole("tab").first().waitFor();
  // Everything that it knows is nonsense now.
  await here.page.evaluate(() => { for (const { buffer } of window.memories) new Uint8Array(buffer).fill(255); });
  await here.search.fill("lid");
  await fallen(here, 2);
  // Nothing of what was on its way, or comes, is an error.
  await here.page.evaluate(async () => {
    const [host] = document.querySelectorAll("good-word");
    host.setAttribute("query", "lid");
    host.search("lid");
    host.refresh();
    host.viewer = { id: "ana" };
    dispatchEvent(new Event("online"));
    host.remove();
    await new Promise(requestAnimationFrame);
    document.body.append(host);
    await new Promise(requestAnimationFrame);
  });
  await lines(here, /the panel failed/);
  // Memory that does not grow.
  const full = await at.visit({ prepare: reachable });
  await full.loaded();
  await full.page.evaluate(() => {
    for (const memory of window.memories) {
      for (let pages = 32_768; pages; pages = pages >> 1) try { for (;;) memory.grow(pages); } catch { /* no more of this size */ }
    }
    document.querySelector("good-word").data = JSON.stringify({ goodword: 1, topics: [{ id: 1, title: "x".repeat(8 * 1024 * 1024) }] });
  });
  await fallen(full);
});

row("panic inside event handler", "It is told once, the panel gives way to the fallback, and the page hears its own events.", async (at) => {
  const here = await at.visit({ prepare: reachable });
  await here.loaded();
  await here.page.evaluate(() => {
    window.clicks = 0;
    addEventListener("click", () => { window.clicks += 1; });
    for (const { buffer } of window.memories) new Uint8Array(buffer).fill(255);
  });
  await here.tab("Recent").click();
  await fallen(here);
  await here.page.locator("h1").click();
  assert.equal(await here.page.evaluate(() => window.clicks), 2);
  await lines(here, /the panel failed/);
});

row("avatar 404/slow/huge/tracking host", "Initials stand where no picture comes. Pictures are asked for late, without a referrer; in what people write, from named hosts alone.", async (at) => {
  const data = JSON.stringify({
    goodword: 1, image_hosts: ["pictures.example"],
    people: [{ id: "a", name: "Ada Alm", avatar: "https://faces.example/404.png" }, { id: "b", name: "Bo Berg", avatar: "https://faces.example/never.png" }],
    topics: [{ id: "1", title: "Who is who", author: "a", body: "<p>Look: <img src=\"https://tracker.example/pixel.png\"><img src=\"https://pictures.example/good.png\"></p>", format: "html",
      replies: [{ id: "r", author: "b", body: "Me." }] }],
  });
  const asked = [];
  const here = await at.visit({ prepare: (page) => page.route(/https:\/\/.*\.example\//, (route) => {
    const url = route.request().url();
    asked.push([url, route.request().headers().referer]);
    if (url.endsWith("never.png")) return undefined;
    return route.fulfill({ status: 404, body: "" });
  }) });
  await here.loaded();
  await here.page.evaluate((data) => { document.querySelector("good-word").data = data; }, data);
  await here.rows.filter({ hasText: "Who is who" }).click();
  await here.title.filter({ hasText: "Who is who" }).waitFor();
  await here.drawn();
  await eventually(() => here.host.locator("img[src*='404.png']").first().evaluate((img) => getComputedStyle(img).visibility), "hidden");
  for (const initials of ["AA", "BB"]) assert.ok(await here.host.getByText(initials).first().isVisible(), initials);
  for (const img of await here.host.locator("img").all()) {
    assert.deepEqual(await img.evaluate(({ referrerPolicy, loading }) => [referrerPolicy, loading]), ["no-referrer", "lazy"]);
  }
  assert.ok(asked.some(([url]) => url.includes("404.png")), "a face was asked for");
  assert.deepEqual(asked.filter(([url, referrer]) => referrer || url.includes("tracker")), []);
  assert.deepEqual(ours(here.lines), []);
});
