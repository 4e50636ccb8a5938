// Opens communities whose index was made before, in Chromium, and prints what is fetched and how long it takes: from the last byte of the
// index to results, and from a key to results once it is there. The communities are those of the search benchmark, of any size.
// Usage: pkg-scripts/bench prebuilt [TOPICS…]; 1000 and 100000 where none are given.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { goodword, launch, open, panel, serve } from "../tests/pages/harness.mjs";
import { community } from "./search/data.mjs";

const ROUNDS = 5;
const QUERY = "symptoms of leukemia";
const sizes = process.argv.slice(2).map(Number);
const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const ms = (list) => `${median(list).toFixed(1)} ms  (${Math.min(...list).toFixed(1)} to ${Math.max(...list).toFixed(1)})`;
const PAGE = `<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Help</title>
<script type="module" src="/goodword.js"></script><good-word endpoint="/community.front.json"></good-word>`;

/** A snapshot of as many topics, row by row, because the whole text would be too long for one string. */
function snapshot(topics) {
  const rows = topics.map(({ id, title, body, answer, tags }, n) => JSON.stringify({
    id, title, body: body ?? "", tags: tags ?? [], me_too_count: n * 7 % 97, created_at: new Date(1.7e12 + n * 6e5).toISOString(),
    replies: answer ? [{ id: 1, body: answer, best: true }] : [],
  }));
  return Buffer.concat([Buffer.from('{"goodword":1,"name":"Large","topics":['), ...rows.map((row, n) => Buffer.from(`${n ? "," : ""}\n${row}`)), Buffer.from("]}")]);
}

/** In the page: what time it is when the results for the query come from at least `least` topics, looked at after each change. */
const watch = (least) => {
  const root = document.querySelector("good-word").shadowRoot;
  window.found = new Promise((resolve) => {
    const look = () => {
      const [, count] = /^([\d,]+) result/.exec(root.querySelector(".heading")?.textContent ?? "") ?? [];
      if (!window.isFound && count && Number(count.replaceAll(",", "")) >= least) {
        window.isFound = true;
        resolve(performance.now());
      }
    };
    new MutationObserver(look).observe(root, { childList: true, subtree: true, characterData: true });
    look();
  });
};

/** In the page, before it loads: when the index was read to its end. Texts are asked for later. */
const note = () => {
  const { read } = ReadableStreamDefaultReader.prototype;
  ReadableStreamDefaultReader.prototype.read = async function (...given) {
    const piece = await read.apply(this, given);
    if (piece.done && !window.isFound) window.whole = performance.now();
    return piece;
  };
};

async function round(browser, url) {
  const prepare = (page) => page.addInitScript(note);
  const { page, close, errors } = await open(browser, url, { viewport: { width: 420, height: 800 }, prepare });
  const at = panel(page);
  await at.loaded();
  await page.evaluate(watch, 25);
  await at.search.evaluate((search, query) => {
    search.value = query;
    search.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
  }, QUERY);
  const ready = await page.evaluate(async () => {
    const found = await window.found;
    return found - window.whole;
  });
  const texts = await page.evaluate(async () => {
    const root = document.querySelector("good-word").shadowRoot, from = performance.now();
    while (root.querySelector('[aria-busy="true"][part=result]')) await new Promise(requestAnimationFrame);
    return performance.now() - from;
  });
  const keys = await at.search.evaluate(async (search) => {
    const body = search.getRootNode().querySelector("#body");
    const change = () => new Promise((done) => new MutationObserver((_, observer) => { observer.disconnect(); done(); })
      .observe(body, { childList: true, subtree: true, characterData: true, attributes: true }));
    const times = [];
    for (const query of ["a", "as", "ast", "asth", "asthm", "asthma", "asthma t", "asthma tr", "asthma treatment"]) {
      await new Promise((next) => setTimeout(next, 30));
      const from = performance.now(), changed = change();
      search.value = query;
      search.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
      await changed;
      times.push(performance.now() - from);
    }
    return times;
  });
  await close();
  if (errors.length) throw new Error(errors.join("\n"));
  return { ready, texts, keys };
}

const browser = await launch();
for (const size of sizes.length ? sizes : [1000, 100_000]) {
  const folder = mkdtempSync(join(tmpdir(), "goodword-bench-"));
  try {
    const input = join(folder, "snapshot.json");
    const bytes = snapshot(community(size));
    writeFileSync(input, bytes);
    const began = performance.now();
    execFileSync(goodword(), ["index", input, "-o", folder], { stdio: "pipe" });
    const made = performance.now() - began;
    const index = readFileSync(join(folder, "community.gwx")), texts = readdirSync(join(folder, "community.texts"));
    const server = await serve({ folder: [folder, new URL("../dist", import.meta.url).pathname], routes: { "/": PAGE } });
    const rounds = [];
    for (let n = 0; n < ROUNDS; n += 1) rounds.push(await round(browser, `${server.url}/`));
    const fetched = server.log.filter((path) => path.includes(".texts/")).length / ROUNDS;
    await server.close();
    const share = texts.map((name) => statSync(join(folder, "community.texts", name)).size).reduce((a, b) => a + b) / texts.length;
    console.log(`${size.toLocaleString("en")} topics, a snapshot of ${kB(bytes.length)}`);
    console.log(`  made in                        ${(made / 1000).toFixed(1)} s`);
    console.log(`  front document                 ${kB(statSync(join(folder, "community.front.json")).size)}`);
    console.log(`  index                          ${kB(index.length)}, gzip ${kB(gzipSync(index).length)}`);
    console.log(`  texts                          ${texts.length} files of ${kB(share)}; ${fetched} were fetched for a query of ten results`);
    console.log(`  index read to results drawn    ${ms(rounds.map(({ ready }) => ready))}`);
    console.log(`  then to all ten rows' words    ${ms(rounds.map(({ texts }) => texts))}`);
    console.log(`  key to results, the first      ${ms(rounds.map(({ keys }) => keys[0]))}`);
    console.log(`  key to results, each          ${ms(rounds.flatMap(({ keys }) => keys))}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
await browser.close();
