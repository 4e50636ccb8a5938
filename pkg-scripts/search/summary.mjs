// From the rounds of a size to its figures.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { distribution, spread } from "../bench-figures.mjs";
import { weigh } from "./compress.mjs";
import { visit } from "./measure.mjs";

/** Times of all rounds together; `isWhole` says that every round asked everything. */
function pooled(rounds, part) {
  const asked = rounds.map((one) => one[part]).filter((one) => one?.times.length);
  if (!asked.length) return undefined;
  const { max, ...all } = distribution(asked.flatMap(({ times }) => times));
  // How far rounds differ, which pooling would hide.
  const medians = spread(asked.map(({ times }) => distribution(times).p50));
  return { ...all, max, low: medians.least, high: medians.most, isWhole: asked.every(({ isWhole }) => isWhole), found: asked[0].found };
}

/** What was measured one way, over the rounds. */
function figures(rounds) {
  const failed = rounds.find((one) => one.failed)?.failed;
  const good = rounds.filter((one) => !one.failed);
  if (!good.length) return { failed };
  const of = (name) => { const { median, least, most } = spread(good.map((one) => one[name])); return { median, least, most }; };
  return {
    failed, rounds: good.length, start: of("start"), ready: of("ready"), first: of("first"), memory: of("memory").median,
    whole: pooled(good, "whole"), typed: pooled(good, "typed"), saveFailed: good[0].save?.failed,
  };
}

/** Bytes of each file that Pagefind fetches until it has answered a first query, at their smallest. */
async function pagefindFetches(served, browser, { options, queries }) {
  const files = new Map();
  served.log = (path, body) => path.startsWith(options.base) && files.set(path, body);
  const { call, close } = await visit(browser, served);
  await call("start", "pagefind", options);
  await call("ready", "open");
  await call("ask", [queries.whole.slice(0, 1)], 10, 60_000);
  await close();
  served.log = undefined;
  let sum = 0;
  // Its own files are packed already; packing them again gains nothing.
  for (const body of files.values()) sum += Math.min(body.length, (await weigh(body)).brotli);
  return sum;
}

/** What Pagefind's index weighs, as it is served: it is packed already. The parts that hold texts do not count, as for the others. */
function pagefindIndex(folder) {
  const size = (path) => readFileSync(path).length;
  const top = readdirSync(folder).filter((name) => name.endsWith(".pf_meta") || name === "pagefind-entry.json").map((name) => size(join(folder, name)));
  const parts = readdirSync(join(folder, "index")).map((name) => size(join(folder, "index", name)));
  const all = [...top, ...parts].reduce((sum, value) => sum + value, 0);
  return { raw: all, gzip: all, brotli: all, quality: 0 };
}

/** Puts the figures of every engine into `size.engines`. */
export async function summed(size, { found, weights, served, browser, options, folder, queries }) {
  for (const [{ engine, how }, rounds] of found) {
    const of = size.engines[engine] ??= {};
    of[how] = rounds.length ? figures(rounds) : undefined;
  }
  for (const [engine, of] of Object.entries(size.engines)) {
    if (engine === "pagefind") {
      Object.assign(of, { index: pagefindIndex(folder), fetched: await pagefindFetches(served, browser, { options, queries }) });
      continue;
    }
    const code = [`/engines/${engine}.js`, ...engine === "goodword" ? ["/goodword/engine.js", "/goodword/engine_bg.wasm"] : []];
    of.code = 0;
    for (const path of code) of.code += (await weigh(served.files.get(path))).brotli;
    of.index = weights.get(engine);
    of.fetchedLive = of.code + size.json.brotli;
    of.fetched = of.index && of.code + of.index.brotli;
  }  const { goodword, ...others } = size.engines;
  if (!goodword?.open) return;
  const { open, index, fetched, ...live } = goodword;
  size.engines = { goodword: live, "goodword-prebuilt": { open, index, fetched }, ...others };
}
