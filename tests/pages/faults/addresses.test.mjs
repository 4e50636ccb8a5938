// Addresses as the standard's own tests write them, through the panel's links and pictures.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sharedFile } from "../harness.mjs";
import { Stage, begin, end, page } from "./stage.mjs";

const corpus = sharedFile("corpora/url_wpt.json");
const skip = corpus ? false : "../shared/corpora/url_wpt.json is not there";

before(begin);
after(end);

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

test("of all addresses only http, https and mailto come into the panel, in links and pictures alike", { skip }, async () => {
  const inputs = JSON.parse(corpus).items.map(({ input }) => input).filter((input) => typeof input === "string");
  inputs.push("javascript:alert(1)", " JaVaScRiPt:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "vbscript:x", "blob:http://x/1", "mailto:ana@shop.example");
  const topics = [], people = [];
  for (let from = 0; from < inputs.length; from += 50) {
    const some = inputs.slice(from, from + 50), id = `${from}`;
    // As HTML, as Markdown, and where the model has an address of its own.
    const html = some.map((input) => `<p><a href="${escaped(input)}">link</a><img src="${escaped(input)}" alt="picture"></p>`).join("");
    const markdown = some.map((input) => `[link](<${input.replace(/[<>\n]/g, "")}>) ![picture](<${input.replace(/[<>\n]/g, "")}>) <${input.replace(/[<>\n]/g, "")}> ${input}`).join("\n\n");
    some.forEach((avatar, n) => people.push({ id: `p${from + n}`, name: `Person ${from + n}`, avatar }));
    topics.push({ id, title: `Addresses ${String.fromCharCode(97 + from / 50).repeat(5)}`, body: html, format: "html", url: some[0], author: `p${from}`,
      replies: [{ id: `${id}m`, body: markdown, format: "markdown" }, ...some.map((_, n) => ({ id: `${id}-${n}`, author: `p${from + n}`, body: "Me." }))] });
  }
  const data = JSON.stringify({ goodword: 1, people, topics, image_hosts: ["example", "example.org", "example.com", "test"] });
  const at = new Stage();
  const endpoint = at.service("well");
  const here = await at.visit({ endpoint, html: page(`endpoint="${endpoint}" max-results="50"`), prepare: async (page) => {
    await page.context().route((url) => url.hostname !== "127.0.0.1", (route) => route.abort());
    await page.addInitScript(() => { window.alert = () => { window.fired = true; }; });
  } });
  await here.loaded();
  await here.page.evaluate((data) => { document.querySelector("good-word").data = data; }, data);
  await here.rows.filter({ hasText: "Addresses" }).first().waitFor();
  const found = { links: 0, pictures: 0, schemes: new Set() };
  for (const { title } of topics) {
    await here.search.fill(title);
    await here.results.filter({ hasText: title }).first().click();
    await here.title.filter({ hasText: title }).waitFor();
    await here.drawn();
    const read = await here.host.evaluate((host) => {
      const schemes = [], all = host.shadowRoot.querySelectorAll("*");
      for (const element of all) {
        for (const name of ["href", "src", "srcset", "action", "formaction", "poster", "data", "xlink:href"]) {
          const written = element.getAttribute(name);
          if (written !== null) schemes.push(new URL(written, document.baseURI).protocol);
        }
      }
      const count = (selector) => host.shadowRoot.querySelectorAll(selector).length;
      return { schemes, links: count(".rich-text a"), pictures: count("img") };
    });
    read.schemes.forEach((scheme) => found.schemes.add(scheme));
    found.links += read.links;
    found.pictures += read.pictures;
    await here.button("Back").click();
  }
  assert.deepEqual([...found.schemes].filter((scheme) => !["http:", "https:", "mailto:"].includes(scheme)), []);
  // The way through is open: what may come does.
  assert.ok(found.links > 200 && found.pictures > 100 && found.schemes.has("mailto:"), JSON.stringify({ ...found, schemes: [...found.schemes] }));
  assert.equal(await here.page.evaluate(() => window.fired), undefined);
  await at.close();
});
