// How a page is told of: by the browser's own way, by plain links, and never with a name on it that the visitor did not want.
import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually, heard, until } from "../harness.mjs";
import { shopping } from "./friends.mjs";

const { server, go } = shopping();

/** The page after a word for everyone; `code` is the referral that the service gives for it, `script` runs before the page. */
async function shared({ code, script = () => {}, head, permissions } = {}) {
  await server.as("ana", "DELETE", "recommendations/k2");
  const at = await go("ana", {
    head, permissions,
    prepare: async (page) => {
      await page.addInitScript(script);
      await page.route("**/api/recommendations/k2", async (route) => {
        const answer = await route.fetch();
        await route.fulfill({ response: answer, json: { ...await answer.json(), referral: code } });
      });
    },
  });
  await at.host.locator("#recommend").click();
  await at.host.locator("#form-body").fill("It pours.");
  await at.host.locator("#post").click();
  const share = at.host.locator("[part=share]");
  await share.waitFor();
  return { ...at, share };
}

const address = (at) => at.share.locator(".address").innerText();
const noShare = () => { delete Navigator.prototype.share; };

test("without a way of the browser's own there are plain links that load nothing and say nothing of where they come from", async () => {
  const at = await shared({ script: noShare, code: "c0de" });
  const here = `${server.url}/shop?good-word-from=c0de`;
  assert.equal(await address(at), here);
  const links = await at.share.locator("a").evaluateAll((links) => links.map((link) => [link.textContent, link.href, link.rel, link.target]));
  const to = (name) => links.find(([of]) => of === name);
  const encoded = encodeURIComponent(here), rel = "noopener noreferrer";
  assert.deepEqual(to("Email"), ["Email", `mailto:?body=${encoded}`, "", ""]);
  assert.deepEqual(to("Text message"), ["Text message", `sms:?&body=${encoded}`, "", ""]);
  assert.deepEqual(to("WhatsApp"), ["WhatsApp", `https://wa.me/?text=${encoded}`, rel, "_blank"]);
  assert.deepEqual(links.map(([name]) => name), ["Email", "Text message", "WhatsApp", "Telegram", "Facebook", "X", "LinkedIn", "Reddit"]);
  for (const [name, href, of, target] of links.slice(2)) {
    assert.ok(href.startsWith("https://") && href.endsWith(encoded), `${name}: ${href}`);
    assert.deepEqual([of, target], [rel, "_blank"], name);
  }
  assert.deepEqual(at.requests.filter((url) => !url.startsWith(server.url)), []);
});

test("the address is copied, and that is told", async () => {
  const at = await shared({ script: noShare, permissions: ["clipboard-read", "clipboard-write"] });
  await at.button("Copy").click();
  await at.share.getByRole("status").filter({ hasText: "The address is copied." }).waitFor();
  assert.equal(await at.page.evaluate(() => navigator.clipboard.readText()), `${server.url}/shop`);
  assert.deepEqual(await heard(at.page, "share"), [{ method: "copy", url: `${server.url}/shop` }]);
});

test("where it cannot be copied, it says what to do", async () => {
  const at = await shared({
    script: () => {
      delete Navigator.prototype.share;
      Object.defineProperty(Navigator.prototype, "clipboard", { get: () => undefined });
    },
  });
  await at.button("Copy").click();
  await at.share.getByRole("status").filter({ hasText: "Select the address and copy it." }).waitFor();
});

test("the browser's own way is asked while the press lasts, and links stand in where it fails", async () => {
  const at = await shared({
    script: () => {
      window.shared = [];
      Navigator.prototype.share = function (what) {
        window.shared.push([what.url, navigator.userActivation.isActive]);
        const name = window.shared.length === 1 ? "AbortError" : "NotAllowedError";
        return Promise.reject(new DOMException("no", name));
      };
    },
  });
  assert.equal(await at.share.locator("a").count(), 0);
  await at.button("Share this page").click();
  await until(at.page, () => window.shared.length === 1);
  await at.button("Share this page").click();
  await at.share.locator(".address").waitFor();
  assert.deepEqual(await at.page.evaluate(() => window.shared), [[`${server.url}/shop`, true], [`${server.url}/shop`, true]]);
  assert.deepEqual((await heard(at.page, "share")).map(({ method }) => method), ["share", "share"]);
});

test("the page's own address is told, without what led here", async () => {
  const head = '<link rel="canonical" href="https://shop.example/k2?size=1&amp;good-word-from=somebody#reviews">';
  const at = await shared({ script: noShare, head });
  assert.equal(await address(at), "https://shop.example/k2?size=1");
});

test("who does not want to be followed tells of the page without a code", async () => {
  const script = () => {
    delete Navigator.prototype.share;
    Object.defineProperty(Navigator.prototype, "globalPrivacyControl", { get: () => true });
  };
  assert.equal(await address(await shared({ script, code: "c0de" })), `${server.url}/shop`);
});

test("the host may do it in its own way", async () => {
  const at = await shared({ script: noShare });
  await at.page.evaluate(() => addEventListener("good-word-share", (event) => event.preventDefault()));
  const before = at.page.context().pages().length;
  await at.share.getByRole("link", { name: "Reddit" }).click();
  await at.button("Copy").click();
  await eventually(async () => (await heard(at.page, "share")).map(({ method }) => method), ["reddit", "copy"]);
  assert.deepEqual(await heard(at.page, "navigate"), []);
  assert.equal(at.page.context().pages().length, before);
  assert.equal(await at.share.getByRole("status").innerText(), "");
});
