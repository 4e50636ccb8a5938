// The trigger's looks: its label, its edges, its size, and colours that can be read.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { axe, settled, shadow, tree, until } from "../harness.mjs";
import { FALLBACK, SCRIPT, stage } from "./fake.mjs";

let at;
before(async () => { at = await stage(); });
afterEach(() => at.clear());
after(() => at.close());

const page = async (element, options) => {
  const made = await at.visit(`<main><h1>A page</h1>${element}</main>${SCRIPT}`, options);
  await until(made.page, () => customElements.get("good-word"));
  await settled(made.page);
  return made;
};
const tab = (attributes = "", inside = FALLBACK) => `<good-word mode="tab" ${attributes}>${inside}</good-word>`;

test("the label is the fallback's link, else its text, else Help, and follows it", async () => {
  for (const [inside, label] of [
    [FALLBACK, "Get help"],
    ['<p>Stuck? <a href="/help"> Ask us </a></p>', "Ask us"],
    ["Questions", "Questions"],
    ["", "Help"],
    ['<span slot="trigger">Hilfe</span>', "Hilfe"],
  ]) {
    const made = await page(tab("", inside));
    assert.match(await tree(made.page, "good-word [part=trigger]"), new RegExp(`button "${label}"`));
  }
  const { page: live } = await page(tab("", ""));
  await live.evaluate(() => document.querySelector("good-word").append("Ayuda"));
  await settled(live);
  assert.match(await tree(live, "good-word [part=trigger]"), /button "Ayuda"/);
});

test("the trigger says that it opens a dialog, and that it is closed", async () => {
  const made = await page(tab());
  const said = await shadow(made.page).trigger.evaluate((button) => ["aria-haspopup", "aria-expanded"].map((name) => button.getAttribute(name)));
  assert.deepEqual(said, ["dialog", "false"]);
});

for (const [position, edge] of [
  ["right", (box, size) => box.x + box.width - size.width],
  ["left", (box) => box.x],
  ["bottom", (box, size) => box.y + box.height - size.height],
]) {
  test(`a tab on the ${position} touches that edge and is big enough for a thumb`, async () => {
    for (const [width, height, dir] of [[1280, 720, "ltr"], [320, 640, "ltr"], [1280, 720, "rtl"]]) {
      const made = await page(tab(`position="${position}" dir="${dir}"`), { viewport: { width, height } });
      const box = await shadow(made.page).trigger.boundingBox();
      assert.equal(Math.round(edge(box, { width, height })), 0);
      assert.ok(Math.min(box.width, box.height) >= 44, `${box.width} × ${box.height}`);
      assert.equal(await made.page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
    }
  });
}

test("an inline element shows no trigger and keeps the panel's height free", async () => {
  const made = await page(`<good-word loading="interaction" style="--good-word-panel-height: 500px">${FALLBACK}</good-word>`);
  assert.ok(await shadow(made.page).trigger.isHidden());
  assert.equal((await shadow(made.page).host.boundingBox()).height, 500);
});

test("a modal element shows a trigger in its place when one is slotted, and not otherwise", async () => {
  const bare = await page(`<good-word mode="modal">${FALLBACK}</good-word>`);
  assert.ok(await shadow(bare.page).trigger.isHidden());
  const made = await page(`<p>Or <good-word mode="modal"><b slot="trigger">ask us</b></good-word> now.</p>`);
  assert.ok(await shadow(made.page).trigger.isVisible());
  const [line, box] = [await made.page.locator("p").boundingBox(), await shadow(made.page).trigger.boundingBox()];
  assert.ok(box.y >= line.y && box.y + box.height <= line.y + line.height + 1);
});

test("modes change live", async () => {
  const made = await page(tab());
  const { host, trigger } = shadow(made.page);
  await host.evaluate((element) => element.setAttribute("mode", "modal"));
  await settled(made.page);
  assert.ok(await trigger.isHidden());
  await host.evaluate((element) => element.setAttribute("mode", "tab"));
  await settled(made.page);
  assert.ok(await trigger.isVisible());
});

test("a hidden element is hidden, whatever its mode", async () => {
  for (const mode of ["tab", "modal", "inline"]) {
    const made = await page(`<good-word mode="${mode}" hidden>${FALLBACK}<b slot="trigger">Ask</b></good-word>`);
    assert.ok(await shadow(made.page).trigger.isHidden());
    assert.ok(await made.page.locator("a").isHidden());
  }
});

test("the word can be read on any brand's colour", async () => {
  const made = await page(tab());
  const steps = [0, 51, 102, 153, 204, 255];
  const accents = steps.flatMap((r) => steps.flatMap((g) => steps.map((b) => `rgb(${r} ${g} ${b})`)));
  const worst = await made.page.evaluate((accents) => {
    const element = document.querySelector("good-word"), button = element.shadowRoot.querySelector("button");
    const pixel = new OffscreenCanvas(1, 1).getContext("2d");
    const luminance = (colour) => {
      pixel.fillStyle = colour;
      pixel.fillRect(0, 0, 1, 1);
      const [r, g, b] = [...pixel.getImageData(0, 0, 1, 1).data].map((value) => value / 255)
        .map((value) => value <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4);
      return .2126 * r + .7152 * g + .0722 * b;
    };
    return Math.min(...accents.map((accent) => {
      element.style.setProperty("--good-word-accent", accent);
      const { color, backgroundColor } = getComputedStyle(button);
      const [dark, light] = [luminance(color), luminance(backgroundColor)].sort((a, b) => a - b);
      return (light + .05) / (dark + .05);
    }));
  }, accents);
  assert.ok(worst >= 4.5, `${worst.toFixed(2)}:1`);
});

test("focus by keyboard is seen, and forced colours keep an outline around the tab", async () => {
  const made = await page(tab("", ""), { forcedColors: "active" });
  await made.page.keyboard.press("Tab");
  const look = await shadow(made.page).trigger.evaluate((button) => {
    const { outlineStyle, outlineWidth, borderTopStyle, borderTopColor, backgroundColor } = getComputedStyle(button);
    return { outlineStyle, outlineWidth, borderTopStyle, edge: borderTopColor !== backgroundColor, focused: button.matches(":focus-visible") };
  });
  assert.deepEqual(look, { outlineStyle: "solid", outlineWidth: "2px", borderTopStyle: "solid", edge: true, focused: true });
});

test("axe finds nothing in any mode and position, light or dark", async () => {
  for (const colorScheme of ["light", "dark"]) {
    for (const element of [tab(), tab('position="left"'), tab('position="bottom"', ""), `<good-word mode="modal"><b slot="trigger">Ask</b></good-word>`]) {
      const made = await page(element, { colorScheme });
      assert.deepEqual(await axe(made), []);
    }
  }
});
