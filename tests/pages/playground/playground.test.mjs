// The page that shows how search ranks: what it says adds up, what is turned ranks anew, and nothing is lost by a bad file.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { axe, eventually, focused, gate, panel, stage, until } from "../harness.mjs";

/** As strict as a page with Wasm can be. */
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'";

let at;
before(async () => { at = await stage(import.meta.url); });
afterEach(() => at.clear());
after(() => at.close());

/** The page with the results of its first query, and names for what is on it. */
async function visit(options) {
  const made = await at.visit("/playground/", { headers: { "content-security-policy": POLICY }, ...options });
  const { page } = made;
  await page.locator("#hits > li").first().waitFor();
  return {
    ...made,
    query: page.getByRole("searchbox", { name: "What a visitor types" }),
    titles: () => page.locator("#hits h3").allTextContents(),
    usual: () => page.locator("#usual li > :nth-child(2)").allTextContents(),
    moves: () => page.locator("#hits .moved").evaluateAll((all) => all.map((one) => one.dataset.moved)),
    knob: (name) => page.getByRole("spinbutton", { name, exact: true }),
    slider: (name) => page.getByRole("slider", { name: `${name}, slider` }),
    button: (name) => page.getByRole("button", { name, exact: true }),
    settings: async () => JSON.parse(await page.locator("#out").textContent()),
    file: (name, text) => page.locator("#file").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) }),
    community: () => page.locator("#community").textContent(),
    failed: page.locator("#failed"),
  };
}

const SMALL = JSON.stringify({ goodword: 1, name: "Two", topics: [{ id: 1, title: "A samovar" }, { id: 2, title: "A kettle" }, { title: "no id" }] });

test("the community of the demonstration is ranked as its panel ranks it", async () => {
  const here = await visit();
  assert.equal(await here.community(), "Juniper Kettles, 82 topics");
  await here.query.fill("descale");
  await until(here.page, () => document.querySelector("#found").textContent.startsWith("The best"));
  const ranked = await here.titles();
  assert.equal(ranked.length, 10);
  assert.deepEqual(await here.usual(), ranked);
  assert.ok((await here.moves()).every((move) => move === "same"));
  const site = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A site</title><link rel="icon" href="data:,">
    <script type="module" src="/goodword.js"></script><good-word endpoint="/demo/community.json" loading="eager"><a href="/help">Help</a></good-word>`;
  const { page } = await at.visit("/site", { routes: { "/site": site } });
  const there = panel(page);
  await there.loaded();
  await there.search.fill("descale");
  await eventually(() => there.results.count(), 10);
  const options = await there.results.allTextContents();
  for (const [at, title] of ranked.entries()) assert.ok(options[at].includes(title), `${options[at]} is not ${title}`);
  assert.deepEqual([here.errors, here.lines, here.violations], [[], [], []]);
});

test("what each word and factor gives adds up to the score", async () => {
  const here = await visit();
  await here.page.getByLabel("A visitor whose friend is").evaluate((select) => { select.closest("details").open = true; });
  await here.page.getByLabel("A visitor whose friend is").selectOption({ index: 1 });
  for (const query of ["how do I descale my kettle", "descal", "ketle lid", "sachets", "log in"]) {
    await here.query.fill(query);
    await eventually(() => here.page.locator("#found").textContent().then((text) => /best|found/.test(text)), true);
    const told = await here.page.locator("#hits > li").evaluateAll((rows) => rows.map((row) => ({
      bar: row.querySelector(".bar").ariaLabel,
      score: Number(row.querySelector("summary b").textContent),
      words: [...row.querySelectorAll("tbody tr")].map((word) => Number(word.lastChild.textContent)),
      factors: [...row.querySelectorAll("tfoot tr")].map((factor) => factor.lastChild.textContent),
    })));
    assert.ok(told.length > 0, query);
    for (const { bar, score, words, factors } of told) {
      const sum = words.reduce((a, b) => a + b, 0);
      const [together, ...rest] = factors.slice(0, -1);
      const total = rest.reduce((sum, said) => said.startsWith("×") ? sum * Number(said.slice(2)) : sum + Number(said.slice(2)), Number(together));
      const close = (a, b, what) => assert.ok(Math.abs(a - b) <= 0.04 + 0.004 * score, `${query}: ${what}: ${a} is not ${b}`);
      close(sum, Number(together), "the words");
      close(total, score, "the factors");
      close(Number(factors.at(-1)), score, "the last line");
      close(bar.match(/[\d.]+(?=,|$)/g).map(Number).reduce((a, b) => a + b, 0), score, "the bar");
    }
  }
  assert.deepEqual(here.errors, []);
});

test("a knob ranks anew and says what moved, one at a time or all are put back", async () => {
  const here = await visit();
  const before = await here.titles();
  await here.knob("title").fill("0");
  await until(here.page, () => document.querySelector(".moved[data-moved=up]"));
  const after = await here.titles();
  assert.notDeepEqual(after, before);
  assert.deepEqual(await here.usual(), before);
  const up = here.page.locator(".moved[data-moved=up]").first();
  assert.match(await up.textContent(), /^▲ \d+up \d+ from \d+$/);
  assert.equal(await here.slider("title").inputValue(), "0");
  assert.deepEqual(await here.settings(), { ranking: { title: 0 }, synonyms: [] });
  await here.slider("answer").fill("3");
  assert.equal(await here.knob("answer").inputValue(), "3");
  await eventually(() => here.settings(), { ranking: { title: 0, answer: 3 }, synonyms: [] });
  assert.equal(await here.page.locator(".set").first().textContent(), "2 set");
  await here.button("Reset answer to 0.27").click();
  await eventually(() => here.settings(), { ranking: { title: 0 }, synonyms: [] });
  assert.equal(await focused(here.page), "knob-answer");
  await here.button("Reset all").click();
  await eventually(() => here.titles(), before);
  assert.deepEqual(await here.settings(), { ranking: {}, synonyms: [] });
  assert.ok(await here.button("Reset all").isDisabled());
});

test("a number that a knob does not take is put into its range", async () => {
  const here = await visit();
  await here.knob("k1").fill("99");
  assert.deepEqual((await here.settings()).ranking, {}, "while it is typed nothing is set");
  await here.knob("k1").blur();
  assert.equal(await here.knob("k1").inputValue(), "3");
  await eventually(() => here.settings(), { ranking: { k1: 3 }, synonyms: [] });
  await here.knob("k1").fill("");
  await here.knob("k1").blur();
  await eventually(() => here.settings(), { ranking: {}, synonyms: [] });
  assert.deepEqual(here.errors, []);
});

test("every knob is there with its name, its range and what it does", async () => {
  const here = await visit();
  const knobs = await here.page.locator(".knob").evaluateAll((all) => all.map((knob) => {
    const [number, slider] = knob.querySelectorAll("input");
    const about = document.getElementById(number.getAttribute("aria-describedby")).textContent;
    return [knob.querySelector("label").textContent, number.min === slider.min && number.max === slider.max, about.length > 20];
  }));
  assert.ok(knobs.length >= 20);
  for (const [name, isSame, isDescribed] of knobs) assert.ok(isSame && isDescribed, name);
});

test("synonyms find what was not found", async () => {
  const here = await visit();
  await here.query.fill("samovar");
  await eventually(() => here.page.locator("#found").textContent(), "Nothing is found for “samovar”.");
  assert.equal(await here.page.locator("#hits > li").count(), 0);
  await here.page.getByLabel("One group a line").fill("samovar, kettle, urn\nalone");
  await here.page.locator("#hits > li").first().waitFor();
  assert.ok((await here.moves()).every((move) => move === "new"));
  assert.deepEqual(await here.usual(), []);
  assert.match(await here.page.locator("#hits table").first().textContent(), /of one meaning/);
  assert.deepEqual(await here.settings(), { ranking: {}, synonyms: [["samovar", "kettle", "urn"]] });
});

test("what was set is copied as a snapshot takes it", async () => {
  const here = await visit({ permissions: ["clipboard-read", "clipboard-write"] });
  await here.knob("question").fill("1.25");
  await here.page.getByLabel("One group a line").fill("cart, shopping \"bag\"");
  await eventually(async () => (await here.settings()).synonyms.length, 1);
  await here.button("Copy").click();
  await here.button("Copied").waitFor();
  const copied = JSON.parse(await here.page.evaluate(() => navigator.clipboard.readText()));
  assert.deepEqual(copied, { ranking: { question: 1.25 }, synonyms: [["cart", "shopping \"bag\""]] });
  // A snapshot that has both keys is read.
  await here.file("mine.json", JSON.stringify({ ...JSON.parse(SMALL), ...copied }));
  await eventually(() => here.community(), "Two, 2 topics");
});

test("where the clipboard is refused, what was to be copied is selected", async () => {
  const here = await visit({ prepare: (page) => page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined })) });
  await here.button("Copy").click();
  await here.button("Selected").waitFor();
  assert.deepEqual(JSON.parse(await here.page.evaluate(() => String(getSelection()))), { ranking: {}, synonyms: [] });
});

test("a file is read in the stead of the demonstration, and what of it was of no use is said", async () => {
  const here = await visit();
  await here.query.fill("samovar");
  await here.file("mine.json", SMALL);
  await eventually(() => here.titles(), ["A samovar"]);
  assert.equal(await here.community(), "Two, 2 topics");
  assert.match(await here.page.locator("#skipped").textContent(), /^1 part could not be used: topics\[2\]/);
  await here.button("Back to the demonstration").click();
  await eventually(() => here.community(), "Juniper Kettles, 82 topics");
});

test("a file that is dropped is read, and an address is", async () => {
  const here = await visit({ routes: { "/mine.json": SMALL } });
  await here.page.evaluate((text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], "dropped.json"));
    for (const name of ["dragenter", "dragover", "drop"]) dispatchEvent(new DragEvent(name, { dataTransfer, cancelable: true }));
  }, SMALL);
  await eventually(() => here.community(), "Two, 2 topics");
  await here.button("Back to the demonstration").click();
  await eventually(() => here.community(), "Juniper Kettles, 82 topics");
  await here.page.getByLabel("Address of a snapshot").fill(`${at.server.url}/mine.json`);
  await here.button("Read").click();
  await eventually(() => here.community(), "Two, 2 topics");
  assert.deepEqual(here.errors, []);
});

test("a snapshot that cannot be read is told in a sentence, and nothing is lost by it", async () => {
  const here = await visit({ routes: { "/cut.json": SMALL.slice(0, 60), "/page.json": "<!doctype html><p>Sign in</p>", "/refused.json": "refuse" } });
  await here.query.fill("descale");
  await here.knob("title").fill("1");
  await eventually(async () => (await here.settings()).ranking.title, 1);
  const before = [await here.titles(), await here.settings()];
  const check = async (expect) => {
    await eventually(async () => expect.test(await here.failed.textContent()), true, `${expect}`);
    assert.match(await here.failed.textContent(), /The community that was here before is still here\.$/);
    assert.equal(await here.community(), "Juniper Kettles, 82 topics");
    assert.deepEqual([await here.titles(), await here.settings()], before);
  };
  await here.file("broken.json", "{\"goodword\": 1, \"topics\": [}");
  await check(/^“broken\.json” could not be read: malformed JSON at byte \d+/);
  await here.file("other.json", "{\"a\": 1}");
  await check(/^“other\.json” could not be read: not a Goodword snapshot/);
  for (const [path, expect] of [["cut", /truncated/], ["page", /not a JSON object/], ["none", /the server answers 404/], ["refused", /nothing came from there/]]) {
    await here.page.getByLabel("Address of a snapshot").fill(`${at.server.url}/${path}.json`);
    await here.button("Read").click();
    await check(expect);
  }
  await here.file("mine.json", SMALL);
  await eventually(() => here.community(), "Two, 2 topics");
  assert.equal(await here.failed.textContent(), "");
  assert.deepEqual((await here.settings()).ranking, { title: 1 }, "knobs stay as they were set");
  assert.deepEqual(here.errors, []);
});

test("of two communities the one that was wanted last is shown", async () => {
  const { opened, open } = gate();
  const here = await visit({ routes: { "/slow.json": async () => { await opened; return SMALL.replace("Two", "Slow"); } } });
  await here.page.getByLabel("Address of a snapshot").fill(`${at.server.url}/slow.json`);
  await here.button("Read").click();
  await here.file("mine.json", SMALL);
  await eventually(() => here.community(), "Two, 2 topics");
  const answered = here.page.waitForResponse("**/slow.json");
  open();
  await answered;
  await here.page.waitForLoadState("networkidle");
  assert.equal(await here.community(), "Two, 2 topics");
});

test("all of it is done with the keyboard alone, and what is open stays open", async () => {
  const here = await visit();
  const { keyboard } = here.page;
  await here.query.focus();
  await keyboard.press("ControlOrMeta+a");
  await keyboard.type("descale");
  await eventually(() => here.page.locator("#legend li").first().textContent(), "descale");
  await keyboard.press("Tab");
  await eventually(async () => /^Why/.test(await focused(here.page)), true);
  await keyboard.press("Enter");
  const open = here.page.locator("#hits li:has(details[open])");
  const id = await open.getAttribute("data-id");
  await here.knob("title").focus();
  await keyboard.press("Shift+Tab");
  await keyboard.press("Tab");
  await keyboard.press("Tab");
  assert.match(await here.page.evaluate(() => document.activeElement.ariaLabel), /^title, slider$/);
  for (let step = 0; step < 50; step += 1) await keyboard.press("ArrowLeft");
  await until(here.page, () => document.querySelector(".moved:not([data-moved=same])"));
  assert.equal(await open.getAttribute("data-id"), id);
  await keyboard.press("Shift+Tab");
  assert.equal(await focused(here.page), "Reset title to 2.5");
  await keyboard.press("Enter");
  await eventually(() => here.settings(), { ranking: {}, synonyms: [] });
  assert.equal(await focused(here.page), "knob-title");
});

for (const [colorScheme, width] of [["light", 1440], ["dark", 1100], ["light", 390], ["dark", 390], ["light", 320]]) {
  test(`nothing for axe to find, and nothing cut: ${colorScheme}, ${width} px`, async () => {
    const here = await visit({ colorScheme, viewport: { width, height: 900 } });
    await here.knob("title").fill("0.4");
    await here.page.locator("summary").evaluateAll((all) => { for (const summary of all) summary.parentNode.open = true; });
    await here.file("broken.json", "[]");
    await eventually(async () => (await here.failed.textContent()) !== "", true);
    assert.deepEqual(await axe(here), []);
    const wide = await here.page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= width, `${wide} px`);
    assert.deepEqual([here.errors, here.lines, here.violations], [[], [], []]);
  });
}
