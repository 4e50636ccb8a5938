// The main job on a plain page: search, read, see what friends say, by mouse and by keyboard alone.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, afterEach, before, test } from "node:test";
import { dist, eventually, focused, ours, panel, stage, type, until } from "../harness.mjs";

const community = JSON.parse(readFileSync(`${dist}/demo/community.json`, "utf8"));
const nameOf = (id) => community.people.find((person) => person.id === id).name;
const FRIENDS = ["p7", "p8", "p9", "p10"].map(nameOf);
const SECOND = ["p12", "p13", "p21", "p26", "p27", "p34"].map(nameOf);

let at;
before(async () => { at = await stage(import.meta.url); });
afterEach(() => at.clear());
after(() => at.close());

async function visit() {
  const made = await at.visit();
  const parts = panel(made.page);
  await parts.loaded();
  return { ...made, ...parts };
}

/** Nothing went wrong on the page, and nothing was said in its console. */
function quiet({ errors, lines }) {
  assert.deepEqual(errors, []);
  assert.deepEqual(lines, []);
}

/** Presses Tab until focus is on what is called `name`, as a visitor without a mouse does. */
async function tabTo(page, name, key = "Tab") {
  const seen = [];
  for (let n = 0; n < 60; n += 1) {
    await page.keyboard.press(key);
    const here = await focused(page);
    if (here === name || here?.startsWith(name)) return;
    seen.push(here);
  }
  assert.fail(`${key} never came to "${name}", but to: ${seen.join(", ")}`);
}

test("descal finds descaling, and what is found is marked", async () => {
  const at = await visit();
  await at.search.fill("descal");
  await at.results.first().waitFor();
  const titles = await at.results.locator(".row-title").allTextContents();
  assert.ok(titles.includes("How often should I descale, and with what?"), titles.join("\n"));
  const marks = await at.results.locator("mark").allTextContents();
  assert.ok(marks.length > 0 && marks.every((mark) => /^(descal|entkalk)/i.test(mark)), marks.join("\n"));
  assert.equal(await at.search.getAttribute("aria-expanded"), "true");
  quiet(at);
});

test("a topic is opened from the results, its best answer stands first, and Back returns to the query", async () => {
  for (const back of ["Back", "Alt+ArrowLeft"]) {
    const at = await visit();
    const { page } = at;
    await at.search.fill("how often should I descale");
    await until(page, () => document.querySelector("good-word").shadowRoot.querySelector("#option-0"));
    await page.keyboard.press("ArrowDown");
    assert.equal(await at.search.getAttribute("aria-activedescendant"), "option-0");
    assert.equal(await at.find("#option-0").getAttribute("aria-selected"), "true");
    await page.keyboard.press("Enter");
    await eventually(() => focused(page), "title");
    assert.equal(await at.title.textContent(), "How often should I descale, and with what?");
    const best = at.find("[part=best-answer]");
    assert.match(await best.textContent(), /citric acid/);
    const order = await at.find("section").evaluateAll((all) => all.map((one) => one.getAttribute("part")));
    assert.equal(order.filter((part) => part === "best-answer").length, 1);
    assert.ok(await best.evaluate((best) => !(best.compareDocumentPosition(best.getRootNode().querySelector("#others")) & 2)));
    if (back === "Back") await at.button("Back").click();
    else await page.keyboard.press(back);
    await eventually(() => focused(page), "search");
    assert.equal(await at.search.inputValue(), "how often should I descale");
    assert.ok(await at.results.first().isVisible());
    await page.keyboard.press("Alt+ArrowRight");
    await eventually(() => at.title.textContent(), "How often should I descale, and with what?");
    quiet(at);
    await page.close();
  }
});

test("arrow keys walk the results around, and Escape takes the query away", async () => {
  const at = await visit();
  const { page } = at;
  await at.search.fill("kettle");
  await at.results.first().waitFor();
  const count = await at.results.count();
  const active = () => at.search.getAttribute("aria-activedescendant");
  await page.keyboard.press("ArrowUp");
  await eventually(active, `option-${count - 1}`);
  await page.keyboard.press("ArrowDown");
  await eventually(active, null);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await eventually(active, "option-1");
  await page.keyboard.press("Escape");
  assert.equal(await at.search.inputValue(), "");
  assert.equal(await focused(page), "search");
  await at.loaded();
  quiet(at);
});

test("what nobody asked says so and offers other questions", async () => {
  const at = await visit();
  await at.search.fill("qqzzxxyy");
  await at.find("[part=empty]").waitFor();
  assert.match(await at.body.textContent(), /Nobody has asked this yet/);
  assert.equal(await at.find(".rows .row").count(), 3);
  assert.equal(await at.search.getAttribute("aria-expanded"), "false");
  quiet(at);
});

test("a filter by kind leaves only that kind", async () => {
  const at = await visit();
  await at.button("Ideas").click();
  await until(at.page, () => {
    const badges = [...document.querySelector("good-word").shadowRoot.querySelectorAll(".row .badge")];
    return badges.length && badges.every((badge) => badge.textContent === "Idea");
  });
  assert.equal(await at.button("Ideas").getAttribute("aria-pressed"), "true");
  await at.search.fill("descal");
  await eventually(() => at.results.locator(".row-title").allTextContents(), community.topics
    .filter((topic) => topic.kind === "idea" && /descal/i.test(JSON.stringify(topic))).map((topic) => topic.title));
  await at.button("All").click();
  await until(at.page, () => document.querySelector("good-word").shadowRoot.querySelectorAll("[role=option]").length > 1);
  quiet(at);
});

test("friends are named, friends of friends are counted, public voices come after", async () => {
  const at = await visit();
  assert.match(await at.strip.textContent(), /and 3 friends speak for it/);
  await at.strip.click();
  await eventually(() => focused(at.page), "title");
  assert.equal(await at.title.textContent(), "What friends say about K2 gooseneck kettle");
  const said = at.find("[part=friends]");
  const sections = await said.locator("h3").allTextContents();
  assert.deepEqual(sections, ["Your friends", "Friends of friends", "Everyone"]);
  const named = await said.locator("[aria-labelledby=yours] .name").allTextContents();
  assert.deepEqual([...named].sort(), [...FRIENDS].sort());
  assert.match(await said.locator("[aria-labelledby=second]").textContent(), /6.*speak for it/s);
  for (;;) {
    const more = said.getByRole("button", { name: /^Show \d+ more$/ });
    if (await more.count() === 0) break;
    await more.click();
  }
  const everyone = await said.locator("[aria-labelledby=everyone] .name").allTextContents();
  assert.ok(everyone.length >= 10, everyone.join(", "));
  const text = await said.textContent();
  for (const name of SECOND) assert.ok(!text.includes(name), `${name} is named`);
  for (const name of FRIENDS) assert.ok(!everyone.includes(name), `${name} is among everyone`);
  quiet(at);
});

test("all of it by keyboard alone", async () => {
  const at = await visit();
  const { page } = at;
  await page.locator("#before").focus();
  await tabTo(page, "search");
  await page.keyboard.type("descal");
  await at.results.first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await eventually(() => focused(page), "title");
  assert.ok(await at.find("[part=best-answer]").isVisible());
  await tabTo(page, "Back", "Shift+Tab");
  await page.keyboard.press("Enter");
  await eventually(() => focused(page), "search");
  assert.equal(await at.search.inputValue(), "descal");
  await page.keyboard.press("Escape");
  await at.strip.waitFor();
  await tabTo(page, "strip");
  await page.keyboard.press("Enter");
  await eventually(() => focused(page), "title");
  assert.match(await at.body.textContent(), /Mia Lindqvist/);
  await page.keyboard.press("Alt+ArrowLeft");
  await eventually(() => focused(page), "strip");
  await tabTo(page, "tab-popular");
  await page.keyboard.press("ArrowRight");
  await eventually(() => focused(page), "tab-recent");
  await page.keyboard.press("End");
  await eventually(() => focused(page), "tab-unanswered");
  assert.equal(await at.tab("Unanswered").getAttribute("aria-selected"), "true");
  await tabTo(page, "tab-unanswered-");
  const from = await focused(page);
  await page.keyboard.press("Enter");
  await eventually(() => focused(page), "title");
  await page.keyboard.press("Alt+ArrowLeft");
  await eventually(() => focused(page), from);
  await tabTo(page, "after");
  quiet(at);
});

test("one polite announcement is made once a query has settled", async () => {
  const at = await visit();
  const status = at.find("p.unseen[role=status]");
  await type(at.search, "descal");
  await until(at.page, () => /result/.test(document.querySelector("good-word").shadowRoot.querySelector(".unseen").textContent));
  const total = (await at.find(".heading p").first().textContent());
  assert.equal(await status.textContent(), total);
  assert.deepEqual(ours(at.lines), []);
});
