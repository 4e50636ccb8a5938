// What the element passes on: properties, attributes, methods, shortcut, and its coming and going.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { gate, settled, shadow, until } from "../harness.mjs";
import { called, calls, FALLBACK, SCRIPT, stage } from "./fake.mjs";

let at;
before(async () => { at = await stage(); });
afterEach(() => at.clear());
after(() => at.close());

const TAB = `<good-word mode="tab">${FALLBACK}</good-word>${SCRIPT}`;
const PROPERTIES = ["config", "messages", "identity", "viewer", "friends", "data", "transform"];

/** A page whose panel is there. */
const mounted = async (options) => {
  const made = await at.visit(TAB, options);
  await shadow(made.page).trigger.click();
  await called(made.page, "show");
  await made.page.evaluate(() => { window.calls.length = 0; });
  return made;
};

test("properties set before the element is defined reach the panel", async () => {
  const { page } = await at.visit(`<good-word mode="tab" open></good-word>
    <script>for (const name of ${JSON.stringify(PROPERTIES)}) document.querySelector("good-word")[name] = name + " early";</script>${SCRIPT}`);
  await called(page, "new");
  const { given, bare } = await page.evaluate(() => ({
    given: { ...window.last.given }, bare: Object.getPrototypeOf(window.last.given) === null,
  }));
  assert.deepEqual(given, Object.fromEntries(PROPERTIES.map((name) => [name, `${name} early`])));
  assert.ok(bare);
});

test("every property is found by `in` before the panel is there, which is how frameworks choose", async () => {
  const { page } = await at.visit(TAB);
  await until(page, () => customElements.get("good-word"));
  const found = await page.evaluate((names) => names.filter((name) => name in document.querySelector("good-word")), PROPERTIES);
  assert.deepEqual(found, PROPERTIES);
});

test("properties that change in one task are told once, and so are attributes", async () => {
  const { page } = await mounted();
  const friends = await page.evaluate(() => {
    const element = document.querySelector("good-word");
    element.friends = [1];
    element.viewer = "p1";
    return element.friends;
  });
  assert.deepEqual(friends, [1]);
  await settled(page);
  assert.deepEqual(await calls(page), ["update"]);
  assert.deepEqual(await page.evaluate(() => window.last.given.friends), [1]);
  await page.evaluate(() => {
    document.querySelector("good-word").setAttribute("theme", "dark");
    document.querySelector("good-word").setAttribute("query", "descal");
  });
  await settled(page);
  assert.deepEqual(await calls(page), ["update", "update"]);
});

test("the panel is told the folder of the loader, and the element's states", async () => {
  const { page } = await mounted();
  const { base, states } = await page.evaluate(() => ({
    base: window.last.base, states: window.last.states instanceof CustomStateSet,
  }));
  assert.equal(base, `${at.server.url}/`);
  assert.ok(states);
});

test("methods load the panel and pass on their arguments, in the order of the calls", async () => {
  const { page } = await at.visit(TAB);
  await until(page, () => customElements.get("good-word"));
  await page.evaluate(() => {
    const element = document.querySelector("good-word");
    element.search("descaling");
    element.show();
    element.refresh();
    element.hide();
    element.toggle();
    element.focus();
  });
  await called(page, "focus");
  assert.deepEqual(await calls(page), ["new", "search descaling", "show", "refresh", "hide", "toggle", "focus"]);
});

test("the page has its turn between the drawing of a panel and what it is told to do", async () => {
  const { page } = await at.visit(TAB, { head: `<script>window.calls = Object.assign([], { push(name) {
    if (name === "new") setTimeout(() => { window.turn = true; });
    if (name === "show") window.hadItsTurn = window.turn;
    this[this.length] = name;
  } });</script>` });
  await shadow(page).trigger.click();
  await called(page, "show");
  assert.equal(await page.evaluate(() => window.hadItsTurn), true);
});

test("hiding and refreshing what was never wanted loads nothing", async () => {
  const { page } = await at.visit(TAB);
  await until(page, () => customElements.get("good-word"));
  await page.evaluate(() => {
    document.querySelector("good-word").hide();
    document.querySelector("good-word").refresh();
  });
  await settled(page);
  assert.ok(!at.server.log.includes(at.wasm));
});

test("ready is a promise that settles when the panel is there", async () => {
  const { page } = await at.visit(TAB);
  await until(page, () => customElements.get("good-word"));
  await page.evaluate(() => { document.querySelector("good-word").ready.then(() => window.calls.push("ready")); });
  await settled(page);
  assert.deepEqual(await calls(page), []);
  await shadow(page).trigger.click();
  await called(page, "ready");
});

test("removal unmounts, and re-insertion mounts anew", async () => {
  const { page } = await mounted();
  await page.evaluate(() => { window.element = document.querySelector("good-word"); window.element.remove(); });
  await called(page, "unmount");
  await page.evaluate(() => document.body.append(window.element));
  await called(page, "new");
  assert.equal((await calls(page)).filter((name) => name === "unmount").length, 1);
  assert.equal(await page.evaluate(() => window.element.shadowRoot.querySelectorAll("section").length), 1);
});

test("properties still reach a panel that was mounted a second time", async () => {
  const { page } = await mounted();
  await page.evaluate(() => { window.element = document.querySelector("good-word"); window.element.friends = [1]; window.element.remove(); });
  await called(page, "unmount");
  await page.evaluate(() => document.body.append(window.element));
  await called(page, "new");
  assert.deepEqual(await page.evaluate(() => window.last.given.friends), [1]);
  await page.evaluate(() => { window.element.friends = [2]; });
  await called(page, "update");
  assert.deepEqual(await page.evaluate(() => window.last.given.friends), [2]);
});

test("a move keeps the panel", async () => {
  const { page } = await mounted();
  await page.evaluate(() => {
    const place = document.body.appendChild(document.createElement("main"));
    const element = document.querySelector("good-word");
    place.append(element);
    element.remove();
    document.body.append(element);
  });
  await settled(page);
  assert.ok(!(await calls(page)).includes("unmount"));
  assert.ok(!(await calls(page)).includes("new"));
});

test("an element that leaves while the Wasm is on its way is not drawn until it is back", async () => {
  const held = gate();
  const { page } = await at.visit(TAB, { routes: { [at.wasm]: () => held.opened } });
  await shadow(page).trigger.click();
  await page.evaluate(() => { window.element = document.querySelector("good-word"); window.element.remove(); });
  const arrived = page.waitForResponse((response) => response.url().endsWith(at.wasm));
  held.open({ headers: { "content-type": "application/wasm" }, body: Buffer.from("\0asm\x01\0\0\0", "latin1") });
  await arrived;
  await settled(page);
  assert.deepEqual(await calls(page), []);
  await page.evaluate(() => document.body.append(window.element));
  await called(page, "new");
});

test("an element that left hears no shortcut any more", async () => {
  const { page } = await at.visit(`<good-word mode="tab" shortcut="ctrl+shift+h"></good-word>${SCRIPT}`);
  await until(page, () => customElements.get("good-word"));
  await page.evaluate(() => document.querySelector("good-word").remove());
  await page.keyboard.press("Control+Shift+H");
  await settled(page);
  assert.ok(!at.server.log.includes(at.wasm));
});

for (const [shortcut, keys, opens] of [
  ["ctrl+shift+h", "Control+Shift+H", true],
  ["mod+k", "Control+k", true],
  ["mod+k", "Meta+k", true],
  ["ctrl+alt+j", "Control+Alt+j", true],
  ["alt+/", "Alt+/", true],
  ["mod+k", "Control+Shift+K", false],
  ["mod+k", "k", false],
  ["k", "k", false],
  ["shift+h", "Shift+H", false],
  ["ctrl+k", "Meta+k", false],
]) {
  test(`with shortcut="${shortcut}", ${keys} ${opens ? "opens" : "does nothing"}`, async () => {
    const { page } = await at.visit(`<good-word mode="tab" shortcut="${shortcut}">${FALLBACK}</good-word>${SCRIPT}`);
    await until(page, () => customElements.get("good-word"));
    await settled(page);
    await page.evaluate(() => addEventListener("keydown", (event) => { window.prevented = event.defaultPrevented; }));
    await page.keyboard.press(keys);
    if (opens) await called(page, "show");
    else await settled(page);
    assert.equal(at.server.log.includes(at.wasm), opens);
    assert.equal(await page.evaluate(() => window.prevented), opens);
  });
}

test("a shortcut that the page took for itself is left alone", async () => {
  const { page } = await at.visit(`<good-word mode="tab" shortcut="mod+k"></good-word><input autofocus
    onkeydown="event.preventDefault()">${SCRIPT}`);
  await until(page, () => customElements.get("good-word"));
  await page.locator("input").press("Control+k");
  await settled(page);
  assert.ok(!at.server.log.includes(at.wasm));
});

test("a panel that throws costs a console line and not an error of the page", async () => {
  const { page, lines, errors } = await at.visit(TAB);
  await page.evaluate(() => { window.showThrows = true; });
  await shadow(page).trigger.click();
  await called(page, "show");
  await settled(page);
  assert.deepEqual(errors, []);
  assert.equal(lines.filter((line) => line.includes("good-word")).length, 1);
});

test("a panel that cannot be made costs a console line and not an error of the page", async () => {
  const { page, lines, errors } = await at.visit(TAB);
  await page.evaluate(() => { window.panelThrows = true; });
  await shadow(page).trigger.click();
  await called(page, "new");
  await settled(page);
  assert.deepEqual(errors, []);
  assert.equal(lines.filter((line) => line.includes("good-word")).length, 1);
});
