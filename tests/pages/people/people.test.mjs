// People to know: whom the service suggests to somebody who is signed in, why, and what becomes of it.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { axe, eventually, open, launch, ours, panel, serve } from "../harness.mjs";

const FRONT = {
  goodword: 1, name: "Juniper Kettles", products: [{ id: "k2", name: "K2 gooseneck" }],
  links: {
    topics: "topics", recommendations: "recommendations{?subject}", friends: "friends", friend: "friends/{id}",
    suggestions: "suggestions{?subject}", dismiss: "suggestions/{id}/dismissed", me: "me",
  },
};
const TOPICS = { total: 1, data: [{ id: "1", title: "How often should I descale?" }] };
const WORDS = { total: 1, people: [{ id: "p2", name: "Ines Duarte" }], data: [{ id: "r1", person: "p2", subject: "k2", verb: "loves", text: "Never drips.", audience: "public" }] };
const NOOR = { id: "p20", name: "Noor van Dijk", mutual: 3 };
const WALTER = { id: "p21", name: "Walter Kamps", role: "champion", mutual: 0, answered: 4, about: "descaling" };
const LONG = { id: "p22", name: "Wilhelmina-Charlotte Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlstelle", answered: 1 };

let server, browser;
const opened = [];
before(async () => { [server, browser] = [await serve(), await launch()]; });
afterEach(async () => { for (const page of opened.splice(0)) await page.close(); });
after(async () => { await browser.close(); await server.close(); });

/** The panel on a service that suggests these people, and writes down what it is asked. `fails` says which requests it refuses. */
async function visit({ suggested = [NOOR, WALTER], token = "a.b.c", discoverable = false, fails = () => false, lang = "en", ...context } = {}) {
  const asked = [];
  let people = suggested, isFound = discoverable;
  const answer = (method, path, request) => {
    if (fails(method, path)) return { status: 503 };
    if (method !== "GET") {
      const dismissed = /^suggestions\/(.+)\/dismissed$/.exec(path)?.[1];
      people = people.filter(({ id }) => id !== dismissed);
      if (path === "me") isFound = request.postDataJSON().discoverable;
      return { body: path.startsWith("friends/") ? { friend: false } : path === "me" ? { discoverable: isFound } : {} };
    }
    return { body: { "": FRONT, topics: TOPICS, recommendations: WORDS, suggestions: { total: people.length, data: people }, me: { discoverable: isFound } }[path] };
  };
  const prepare = async (page) => {
    await page.route("**/shop", (route) => route.fulfill({
      contentType: "text/html",
      body: `<!doctype html><html lang="${lang}" dir="${lang === "ar" ? "rtl" : "ltr"}"><meta name="viewport" content="width=device-width"><title>A shop</title><body><main><h1>A shop</h1>
        <script type="module" src="/goodword.js"></script><good-word endpoint="/api/" subject="k2" loading="eager" lang="${lang}"></good-word></main>`,
    }));
    await page.route("**/api/**", (route) => {
      const request = route.request(), path = new URL(request.url()).pathname.replace("/api/", "");
      asked.push({ method: request.method(), path, body: request.postData(), token: request.headers().authorization });
      const { status = 200, body = {} } = answer(request.method(), path, request);
      return route.fulfill({ status, contentType: "application/json", body: JSON.stringify(body) });
    });
    await page.addInitScript((token) => addEventListener("DOMContentLoaded", () => {
      window.panel = document.querySelector("good-word");
      Object.assign(window.panel, { identity: token, viewer: token && { id: "me" } });
    }), token);
  };
  const made = await open(browser, `${server.url}/shop`, { prepare, ...context });
  opened.push(made);
  const at = { ...made, ...panel(made.page), asked };
  await at.loaded();
  at.host = at.page.locator("good-word");
  at.section = at.host.getByRole("region", { name: "People to know" });
  at.sent = () => asked.filter(({ method }) => method !== "GET").map(({ method, path, body }) => [method, path, body].filter(Boolean).join(" "));
  return at;
}

test("those whom the service suggests stand below the voices, each with why, and are asked for only there", async () => {
  const at = await visit();
  assert.deepEqual(at.asked.filter(({ path }) => /suggestions|me$/.test(path)), []);
  await at.strip.click();
  await at.section.waitFor();
  const people = at.section.getByRole("listitem");
  assert.deepEqual(await people.locator(".name").allTextContents(), ["Noor van Dijk", "Walter Kamps"]);
  assert.deepEqual(await people.locator(".meta").allTextContents(), ["3 mutual friends", "answered 4 questions about descaling"]);
  assert.ok(at.asked.filter(({ path }) => path === "suggestions").every(({ token }) => token === "Bearer a.b.c"));
  assert.deepEqual([at.errors, ours(at.lines)], [[], []]);
});

test("nobody is suggested to whoever is not signed in, and nothing is asked for", async () => {
  const at = await visit({ token: null });
  await at.strip.click();
  await at.title.waitFor();
  assert.equal(await at.section.count(), 0);
  assert.deepEqual(at.asked.filter(({ path }) => /suggestions|me$/.test(path)), []);
});

test("following and dismissing, with the keyboard alone", async () => {
  const at = await visit();
  await at.strip.focus();
  await at.page.keyboard.press("Enter");
  const follow = at.section.getByRole("button", { name: "Follow Noor van Dijk" });
  await follow.focus();
  await at.page.keyboard.press("Enter");
  await eventually(() => follow.getAttribute("aria-pressed"), "true");
  await at.page.keyboard.press("Tab");
  await at.page.keyboard.press("Tab");
  await at.page.keyboard.press("Tab");
  assert.equal(await at.page.evaluate(() => window.panel.shadowRoot.activeElement.ariaLabel), "Do not suggest Walter Kamps again");
  await at.page.keyboard.press("Enter");
  await eventually(() => at.section.locator(".name").allTextContents(), ["Noor van Dijk"]);
  // The button is gone; the keyboard goes on from the title of the list.
  assert.equal(await at.page.evaluate(() => window.panel.shadowRoot.activeElement.textContent), "People to know");
  await eventually(at.sent, ["PUT friends/p20", "PUT suggestions/p21/dismissed"]);
  await follow.focus();
  await at.page.keyboard.press(" ");
  await eventually(at.sent, ["PUT friends/p20", "PUT suggestions/p21/dismissed", "DELETE friends/p20"]);
  await eventually(() => follow.getAttribute("aria-pressed"), "false");
  // Who was dismissed does not come back with another visit.
  await at.button("Back").click();
  await at.strip.click();
  await eventually(() => at.section.locator(".name").allTextContents(), ["Noor van Dijk"]);
  assert.deepEqual([at.errors, ours(at.lines)], [[], []]);
});

test("being suggested to others is off, and turned on and off by the person alone", async () => {
  const at = await visit({ suggested: [] });
  await at.strip.click();
  const toggle = at.section.getByRole("button", { name: "Suggest me to others" });
  assert.equal(await toggle.getAttribute("aria-pressed"), "false");
  await toggle.click();
  await eventually(() => toggle.getAttribute("aria-pressed"), "true");
  await toggle.click();
  await eventually(at.sent, ['PUT me {"discoverable":true}', 'PUT me {"discoverable":false}']);
});

test("what does not get through is said, and shown as it was", async () => {
  const at = await visit({ fails: (method) => method === "PUT" });
  await at.strip.click();
  await at.section.getByRole("button", { name: "Do not suggest Noor van Dijk again" }).click();
  await at.section.getByText("That did not get through").waitFor();
  await eventually(() => at.section.locator(".name").allTextContents(), ["Noor van Dijk", "Walter Kamps"]);
});

test("whoever signs out knows nobody any more", async () => {
  const at = await visit();
  await at.strip.click();
  await at.section.waitFor();
  await at.page.evaluate(() => Object.assign(window.panel, { identity: null, viewer: null }));
  await at.section.waitFor({ state: "detached" });
  assert.doesNotMatch(await at.page.evaluate(() => window.panel.shadowRoot.textContent), /Noor|Walter/);
});

for (const [name, context] of Object.entries({
  light: { colorScheme: "light" }, dark: { colorScheme: "dark" }, "a phone": { viewport: { width: 320, height: 700 } }, "right to left": { lang: "ar", viewport: { width: 390, height: 780 } },
})) {
  test(`it has nothing for axe to find and is not too wide: ${name}`, async () => {
    const at = await visit({ suggested: [NOOR, WALTER, LONG], ...context });
    await at.strip.click();
    await at.host.locator("#people").waitFor();
    assert.deepEqual(await axe(at), []);
    assert.ok(await at.body.evaluate((body) => body.scrollWidth <= body.clientWidth));
    if (process.env.SHOTS) await at.page.screenshot({ path: `${process.env.SHOTS}/people-${name.replaceAll(" ", "-")}.png`, fullPage: true });
  });
}
