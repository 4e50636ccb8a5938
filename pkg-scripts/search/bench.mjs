// Measures all engines side by side in Chromium, prints tables, and writes target/bench/search.json, the plots and the README's section.
// Usage: node pkg-scripts/search/bench.mjs [--sizes 1000,10000] [--rounds 5,5,3,1] [--keep] [ENGINE…]
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { launch } from "../../tests/pages/harness.mjs";
import { weigh } from "./compress.mjs";
import { SETS, community, hasData, load, root, speedQueries } from "./data.mjs";
import { ALL } from "./engines.mjs";
import { round } from "./measure.mjs";
import { bytesOf, playground, target } from "./node.mjs";
import { plots } from "./plots.mjs";
import { relevance } from "./judged.mjs";
import { site } from "./site.mjs";
import { summed } from "./summary.mjs";
import { writePagefind } from "./pagefind.mjs";
import { fill, print } from "./tables.mjs";

const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: { sizes: { type: "string" }, rounds: { type: "string", default: "5" }, sets: { type: "string" }, keep: { type: "boolean" } },
});
const engines = positionals.length ? positionals : ALL;
const sizes = (given.sizes ?? "1000,10000,16373,100000").split(",").filter(Boolean).map(Number);
const sets = (given.sets ?? SETS.join(",")).split(",").filter(Boolean);
/** One number for all sizes, or one a size. */
const rounds = given.rounds.split(",").map(Number);
if (!hasData()) throw new Error("The search data is missing: ../shared/data beside the repository.");

const say = (text) => console.error(`${new Date().toISOString().slice(11, 19)} ${text}`);
const goodword = { glue: "/goodword/engine.js", wasm: "/goodword/engine_bg.wasm" };
const { prebuilt } = playground();
const work = join(target, "bench");
const browser = await launch();
const served = await site(engines);
const results = {
  date: new Date().toISOString(),
  machine: { cpu: cpus()[0].model.trim(), cores: cpus().length, memory: totalmem(), chromium: browser.version(), node: process.version, load: loadavg()[0] },
  sizes: {}, relevance: {},
};

/** What an engine is in the rounds: one that is built in the page, and one that is opened from what was stored. */
const ways = engines.flatMap((engine) => {
  if (engine === "pagefind") return [{ engine, how: "open" }];
  if (engine === "goodword" && !prebuilt) return [{ engine, how: "build" }];
  return [{ engine, how: "build" }, { engine, how: "open" }];
});

/** A list that begins elsewhere in each round, so that an engine with time for a few is not always asked the same. */
const turned = (list, n, rounds) => {
  const from = Math.floor(list.length * n / rounds);
  return [...list.slice(from), ...list.slice(0, from)];
};

/** Writes down what was measured so far. */
function keep() {
  mkdirSync(work, { recursive: true });
  writeFileSync(join(work, "search.json"), `${JSON.stringify(results, null, 1)}\n`);
}

/** All rounds at one size. Every round begins with another engine, and each has a page of its own. */
async function measureSize(size) {
  const documents = community(size), queries = speedQueries(documents), data = `/data/${size}.json`;
  served.files.set(data, Buffer.from(bytesOf(documents)));
  const found = new Map(ways.map((way) => [way, []]));
  const many = rounds[sizes.indexOf(size)] ?? rounds[0];
  const size_ = results.sizes[size] = { topics: size, rounds: many, queries: { whole: queries.whole.length, strokes: queries.typed.flat().length }, engines: {} };
  if (engines.includes("pagefind")) {
    say(`${size}: Pagefind's index`);
    size_.pagefindIndexMs = await writePagefind(documents, join(work, `pagefind-${size}`));
    served.folders.set(`/pagefind/${size}/`, join(work, `pagefind-${size}`));
  }
  for (let n = 0; n < many; n += 1) {
    const asked = { whole: turned(queries.whole, n, many), typed: turned(queries.typed, n, many) };
    say(`${size}: round ${n + 1} of ${many}, load ${loadavg()[0].toFixed(1)}`);
    // What is opened was stored in the first round, so a round goes first through all that are built.
    for (const how of ["build", "open"]) {
      const all = ways.filter((way) => way.how === how);
      for (const way of [...all.slice(n % all.length), ...all.slice(0, n % all.length)]) {
        const stored = `/stored/${size}/${way.engine}`;
        const isServed = way.engine === "pagefind";
        if (found.get(way).some(({ failed }) => failed) || how === "open" && !isServed && !served.files.has(stored)) continue;
        const began = performance.now(), isAsked = how === "build" || isServed || way.engine === "goodword";
        found.get(way).push(await round(browser, served, way.engine, {
          how, path: isServed ? undefined : how === "build" ? data : stored, options: { goodword, base: `/pagefind/${size}/` },
          queries: isAsked ? asked : { whole: asked.whole.slice(0, 1), typed: [] },
          savePath: how === "build" && n === 0 && ways.some((other) => other.engine === way.engine && other.how === "open") ? stored : undefined,
        }));
        const { failed } = found.get(way).at(-1);
        say(`${size}: ${way.engine}, ${how}: ${failed ?? `${Math.round((performance.now() - began) / 1000)} s`}`);
      }
    }
  }
  say(`${size}: weighing`);
  const weights = new Map();
  for (const engine of engines) {
    const file = served.files.get(`/stored/${size}/${engine}`);
    if (file) weights.set(engine, await weigh(file));
    served.files.delete(`/stored/${size}/${engine}`);
  }
  size_.json = await weigh(served.files.get(data));
  served.files.delete(data);
  await summed(size_, { found, weights, served, browser, options: { goodword, base: `/pagefind/${size}/` }, folder: join(work, `pagefind-${size}`), queries });
}

try {
  for (const size of sizes) {
    await measureSize(size);
    // What took so long is not lost with what comes after it.
    keep();
  }
  for (const name of sets) {
    const set = load(name);
    say(`${name}: relevance`);
    results.relevance[name] = await relevance(set, engines, { browser, served, goodword, folder: join(work, `pagefind-${name}`), say });
  }
} finally {
  await browser.close();
  await served.close();
}
results.machine.loadAfter = loadavg()[0];
results.playground = {
  engine: await weigh(readFileSync(join(playground().folder, "../panel/engine_bg.wasm"))),
  bare: await weigh(readFileSync(join(playground().folder, "../bare/engine_bg.wasm"))),
};
keep();
const text = print(results);
console.log(text);
if (!given.keep) {
  plots(results, join(root, "www/bench"));
  fill(text);
}
console.log(`Everything measured: ${join(work, "search.json")}`);
