// What somebody has too, or was helped by: friends see it where that is turned on beside it, and nobody else ever does.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { axe, eventually, heard, ours, settled } from "../harness.mjs";
import { shopping } from "./friends.mjs";

const { server, go } = shopping();
const topic = async (id) => (await server.as(id, "GET", "topics/1"));
let reply;
beforeEach(async () => {
  [{ id: reply }] = (await topic(null)).replies;
  for (const id of ["ana", "tom", "eve"]) {
    for (const path of ["topics/1/me_too", `topics/1/replies/${reply}/star`]) await server.as(id, "DELETE", path);
  }
});

/** The one topic of the shop, opened by somebody. */
async function read(as, options) {
  const at = await go(as, options);
  await at.rows.first().click();
  await at.news.waitFor();
  const [meToo, helped] = ["I have this question too", "Helped me"].map((name) => at.host.getByRole("button", { name }));
  const show = at.host.getByRole("button", { name: "Show it to my friends" });
  return { ...at, meToo, helped, show, pressed: () => show.evaluateAll((all) => all.map((button) => button.ariaPressed)) };
}

/** What the service tells somebody of friends in the topic. */
const told = async (id) => ((await topic(id)).viewer?.friends ?? []).map(({ person, did }) => `${person} ${did}`);

test("what one has too is shown to friends by a press beside it, and to nobody by another", async () => {
  const at = await read("ana");
  await eventually(() => at.meToo.isVisible(), true);
  assert.deepEqual(await at.pressed(), []);
  await at.meToo.click();
  await eventually(at.pressed, ["false"]);
  await eventually(async () => (await topic("ana")).viewer.me_too, true);
  assert.deepEqual(await told("mia"), []);
  await at.show.focus();
  await at.page.keyboard.press("Enter");
  await eventually(at.pressed, ["true"]);
  await eventually(() => told("mia"), ["ana me_too"]);
  for (const id of ["tom", "eve", null]) assert.deepEqual(await told(id), [], `${id}`);

  const mia = await go("mia");
  await mia.rows.first().getByText("Ana has this too").waitFor();
  await mia.rows.first().click();
  await mia.host.locator("[part=topic]").getByText("Ana has this too").waitFor();

  // Focus stayed where it was.
  await at.page.keyboard.press("Enter");
  await eventually(at.pressed, ["false"]);
  await eventually(() => told("mia"), []);
  assert.deepEqual(await heard(at.page, "consent-request"), [{ purpose: "show" }]);
  assert.deepEqual([at.errors, ours(at.lines), mia.errors, ours(mia.lines)], [[], [], [], []]);
});

test("what is not said any more is not shown, and is off when it is said again", async () => {
  const at = await read("ana");
  await at.meToo.click();
  await eventually(async () => (await topic("ana")).viewer.me_too, true);
  await at.show.click();
  await eventually(() => told("mia"), ["ana me_too"]);
  await at.meToo.click();
  await eventually(at.pressed, []);
  await eventually(() => told("mia"), []);
  await at.meToo.click();
  await eventually(at.pressed, ["false"]);
  await eventually(async () => (await topic("ana")).viewer.me_too, true);
  assert.deepEqual(await told("mia"), []);
});

test("that a reply helped is shown by itself", async () => {
  const at = await read("ana");
  await at.helped.click();
  await eventually(async () => (await topic("ana")).viewer.stars, [reply]);
  await eventually(at.pressed, ["false"]);
  await at.show.click();
  await eventually(() => told("mia"), ["ana found_useful"]);
  const mia = await read("mia");
  await mia.host.locator("[part=topic]").getByText("Ana found this useful").waitFor();
  await mia.sign(null);
  await eventually(() => mia.host.getByText("Ana").count(), 0);
});

test("what did not get through is shown as it was, and said", async () => {
  const at = await read("ana");
  await at.meToo.click();
  await eventually(async () => (await topic("ana")).viewer.me_too, true);
  // Not even the topic can be read again.
  await at.page.route(/topics\/1(\/me_too\/shared)?$/, (route) => route.abort());
  await at.show.click();
  await at.host.getByText("That did not get through.").waitFor();
  await eventually(at.pressed, ["false"]);
  assert.deepEqual(await told("mia"), []);
});

test("where the host refuses nothing is sent, and what is taken back is not asked about", async () => {
  const at = await read("ana");
  await at.page.evaluate(() => addEventListener("good-word-consent-request", (event) => { if (!window.agreed) event.preventDefault(); }));
  await at.meToo.click();
  await eventually(async () => (await topic("ana")).viewer.me_too, true);
  await at.show.click();
  await at.host.getByText("This site did not agree, so nothing was sent.").waitFor();
  await eventually(at.pressed, ["false"]);
  assert.deepEqual([at.requests.filter((url) => url.endsWith("/shared")), await told("mia")], [[], []]);
  await at.page.evaluate(() => { window.agreed = true; });
  await at.show.click();
  await eventually(() => told("mia"), ["ana me_too"]);
  await at.page.evaluate(() => { window.agreed = false; });
  await at.show.click();
  await eventually(() => told("mia"), []);
  assert.deepEqual(await heard(at.page, "consent-request"), [{ purpose: "show" }, { purpose: "show" }]);
});

test("nothing is offered to whoever has no friend here, nor where the service cannot", async () => {
  const unable = (page) => page.route("**/api/", async (route) => {
    const answer = await route.fetch();
    const front = await answer.json();
    for (const link of ["me_too_shared", "star_shared"]) delete front.links[link];
    await route.fulfill({ response: answer, json: front });
  });
  for (const [as, options] of [["eve", {}], ["ana", { prepare: unable }]]) {
    const at = await read(as, options);
    await at.meToo.click();
    await at.helped.click();
    await eventually(async () => (await topic(as)).viewer.stars, [reply]);
    await settled(at.page);
    assert.deepEqual(await at.pressed(), [], as);
  }
});

for (const [colorScheme, width, lang] of [["light", 390, "en"], ["dark", 320, "ar"]]) {
  test(`it has nothing for axe to find and is not too wide: ${colorScheme}, ${lang}`, async () => {
    for (const path of ["topics/1/me_too", "topics/1/me_too/shared", `topics/1/replies/${reply}/star`]) await server.as("ana", "PUT", path);
    for (const as of ["ana", "mia"]) {
      const at = await go(as, { colorScheme, viewport: { width, height: 800 }, attributes: `lang="${lang}" ${lang === "ar" ? 'dir="rtl"' : ""}` });
      await at.rows.first().click();
      await at.news.waitFor();
      await at.host.locator(as === "ana" ? ".toggle[aria-pressed=true]" : "[part=topic] .by-friend").first().waitFor();
      assert.deepEqual(await axe(at), []);
      assert.ok(await at.body.evaluate((body) => body.scrollWidth <= body.clientWidth), as);
      if (process.env.SHOTS) await at.page.screenshot({ path: `${process.env.SHOTS}/marks-${as}-${colorScheme}.png`, fullPage: true });
    }
  });
}
