// Other origins, and what browsers keep from pages there; connections that come and go.
import { assert, asked, eventually, lines, notice, post, row, stop, write, written } from "../stage.mjs";

row("CORS refused", "As a connection that was refused, and not tried again; the line for the developer names the header.", async (at) => {
  const here = await at.visit({ fault: "no-cors" });
  await notice(here, /We cannot reach the answers/);
  assert.equal((await here.sent("")).length, 1);
  await lines(here, /Access-Control-Allow-Origin/);
});

row("preflight fails on Idempotency-Key", "What was written stays, and the line for the developer names what the service has to allow.", async (at) => {
  const here = await at.visit({ fault: "no-headers", at: "ask", token: "fresh" });
  await write(here, "Is it allowed", "By them.");
  await post(here);
  await here.button("Post again").waitFor();
  assert.deepEqual(await written(here), ["Is it allowed", "By them."]);
  assert.equal((await here.sent("topics", "POST")).length, 0);
  await lines(here, /Access-Control-Allow-Origin\?.*Idempotency-Key.*Access-Control-Allow-Headers/);
});

row("redirect to other origin", "The answer is refused, with a line that names where it came from. No token goes there, and nothing that was written.", async (at) => {
  for (const where of ["front", "list"]) {
    const here = await at.visit({ fault: "elsewhere", at: where, token: "secret", attributes: `id="panel"`, prepare: (page) => page.addInitScript(() => {
      addEventListener("DOMContentLoaded", () => { document.querySelector("good-word").viewer = { id: "ana" }; });
    }) });
    await notice(here, /We cannot reach the answers/);
    await lines(here, /localhost.* leads to another origin/);
    const there = (await here.seen()).requests.filter(({ host }) => host.startsWith("localhost"));
    assert.deepEqual(there.map(({ authorization }) => authorization).filter(Boolean), []);
  }
  const wrote = await at.visit({ fault: "elsewhere", at: "ask", token: "secret" });
  await write(wrote, "Where does it go", "Nowhere else.");
  await post(wrote);
  await wrote.button("Post again").waitFor();
  assert.deepEqual(await written(wrote), ["Where does it go", "Nowhere else."]);
  await lines(wrote, /leads to another origin/);
  const { requests, rows } = await wrote.seen();
  assert.deepEqual([requests.filter(({ host }) => host.startsWith("localhost")).length, rows.length], [0, 0]);
});

row("mixed content", "A sentence and the fallback's link.", async (at) => {
  const secure = "https://shop.example/";
  const here = await at.visit({ url: secure, prepare: async (page) => {
    await page.route(`${secure}**`, async (route) => {
      const { pathname } = new URL(route.request().url());
      if (pathname === "/") return route.fulfill({ contentType: "text/html", body: `<!doctype html><html lang="en"><title>Shop</title><button id="own" onclick="window.pressed = 1">Own</button>
        <script type="module" src="/goodword.js"></script><good-word loading="eager" endpoint="http://plain.example/api/"><a href="/help">Help</a></good-word>` });
      return route.fulfill({ response: await route.fetch({ url: at.site.url + pathname }) });
    });
  } });
  await notice(here, /We cannot reach the answers/);
  await lines(here, /no answer/);
  assert.ok(here.lines.some((line) => line.includes("Mixed Content")), "the browser has blocked it");
});

row("offline (navigator.onLine=false) and back", "A line says so, read out as well, while what is here can be searched; once online, panels ask again within 2 s, each at its own moment.", async (at) => {
  const here = await at.visit({ fault: "well", at: "events", clock: true, prepare: (page) => page.addInitScript(() => { Math.random = () => 0.5; }) });
  await here.loaded();
  // Soon, so that the next of the polls by the clock is far from the moment at which it is online again.
  await stop(here);
  await here.page.context().setOffline(true);
  await here.host.locator("[part=notice]", { hasText: "You are offline" }).waitFor();
  await here.page.clock.runFor(1000);
  await eventually(() => here.host.locator(".unseen[role=status]").textContent(), "You are offline");
  await here.search.fill("lid");
  await here.results.first().waitFor();
  await here.search.fill("");
  const polls = async () => (await here.sent("events")).length;
  const before = await polls();
  await here.page.clock.runFor(20_000);
  assert.equal(await polls(), before, "nothing is asked while it is offline");
  await here.page.context().setOffline(false);
  await eventually(() => here.host.locator("[part=notice]").count(), 0);
  await here.page.clock.runFor(900);
  assert.equal(await polls(), before, "nor at once when it is back");
  await here.page.clock.runFor(200);
  await eventually(polls, before + 1);
  // What could not be had at all comes by itself.
  const late = await at.visit({ prepare: async (page) => {
    await page.addInitScript(() => { Object.defineProperty(navigator, "onLine", { configurable: true, get: () => window.online ?? false }); });
    await page.route("**/well/**", (route) => route.abort(), { times: 1 });
  } });
  await notice(late, /You are offline/);
  await late.page.evaluate(() => { window.online = true; dispatchEvent(new Event("online")); });
  await late.loaded();
  await lines(late, /offline/);
});

row("page hidden/bfcache/frozen", "A hidden page asks nothing; one that is back asks once.", async (at) => {
  const here = await at.visit({ fault: "well", at: "events", clock: true, prepare: (page) => page.addInitScript(() => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => window.away ?? false });
  }) });
  await here.loaded();
  await stop(here);
  const polls = async () => (await here.sent("events")).length;
  const before = await polls();
  assert.ok(before > 0);
  await here.page.evaluate(() => { window.away = true; });
  await here.page.clock.runFor(60_000);
  assert.equal(await polls(), before);
  await here.page.evaluate(() => { window.away = false; });
  await here.page.clock.runFor(5_000);
  await eventually(polls, before + 1);
  // One that is not answered is not asked again meanwhile.
  const mute = await at.visit({ fault: "silence", at: "events", clock: true });
  await mute.loaded();
  await stop(mute);
  await eventually(async () => (await mute.sent("events")).length, 1);
  await mute.page.clock.runFor(7_000);
  assert.equal((await mute.sent("events")).length, 1);
  // Frozen, and awake again.
  const frozen = await at.visit({});
  await frozen.loaded();
  const until = (await frozen.seen()).requests.length;
  for (const state of ["frozen", "active"]) await frozen.cdp.send("Page.setWebLifecycleState", { state });
  await frozen.search.fill("lid");
  await frozen.results.first().waitFor();
  assert.deepEqual((await frozen.seen()).requests.slice(until).filter(({ rest }) => rest !== "search"), []);
  // Left, and come back to.
  await frozen.page.goto(`${at.site.url}/demo/words.js`);
  await frozen.page.goBack();
  await frozen.loaded();
  assert.ok((await frozen.sent("topics")).length <= 2);
});

row("clock skew +-1 day", "Times are told by the service's clock where it shows it; whether a token holds is for the service to say.", async (at) => {
  for (const time of ["2026-10-20T07:28:00Z", "2026-10-21T07:28:00Z", "2026-10-22T07:28:00Z"]) {
    const here = await at.visit({ fault: "dated", at: "list", clock: { time: new Date(time) }, token: "fresh" });
    await here.loaded();
    await here.rows.filter({ hasText: "The lid drips" }).getByText("2 hours ago").waitFor();
    await write(here, "What time is it");
    await post(here);
    await asked(here, "What time is it");
    await lines(here);
  }
});
