// Engines in this process: all that need no browser.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./data.mjs";
import { DEPTH, judge } from "./measures.mjs";

export const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");

/** What `pkg-scripts/build-playground` wrote, and the Wasm to start it with; GOODWORD_PLAYGROUND names another folder. */
export function playground() {
  const folder = process.env.GOODWORD_PLAYGROUND ?? join(target, "playground/engine");
  if (!existsSync(join(folder, "engine.js"))) throw new Error(`There is no ${folder}. Run pkg-scripts/build-playground first.`);
  return { folder, glue: pathToFileURL(join(folder, "engine.js")).href, wasm: readFileSync(join(folder, "engine_bg.wasm")) };
}

/** An engine, ready to build. */
export async function start(name) {
  const { default: engine } = await import(`./engines/${name}.mjs`);
  await engine.start?.({ goodword: playground() });
  return engine;
}

/** The JSON array of documents that each engine begins with. */
export const bytesOf = (documents) => new TextEncoder().encode(JSON.stringify(documents));

/** The best hits of an engine for each query, as ids. */
export async function answers(engine, { topics }, asked) {
  const index = await engine.build(bytesOf(topics));
  const found = [];
  for (const { text } of asked) found.push([...await engine.search(index, text, DEPTH)].slice(0, DEPTH).map((number) => topics[number].id));
  return found;
}

/** What tells a result of a peer from any other: its adapter, what all share, its version, and the data. */
function peerKey(name, set, asked) {
  const hash = createHash("sha256");
  const engines = join(import.meta.dirname, "engines");
  // An adapter may stand on another, so all of them count.
  for (const file of readdirSync(engines).sort()) if (file !== "goodword.mjs") hash.update(readFileSync(join(engines, file)));
  hash.update(readFileSync(join(import.meta.dirname, "package-lock.json")));
  return hash.update(JSON.stringify([name, asked])).update(bytesOf(set.topics)).digest("hex").slice(0, 24);
}

/** `answers`, which for a peer are kept in `target`: nothing about it changes while Goodword is worked on. */
export async function keptAnswers(name, set, asked) {
  if (name === "goodword") return answers(await start(name), set, asked);
  const folder = join(target, "bench/answers"), file = join(folder, `${name}-${peerKey(name, set, asked)}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
  const found = await answers(await start(name), set, asked);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify(found));
  return found;
}

/** What `judge` says of each query of a variant: a Map from query id. */
export const judged = (set, variant, hits) =>
  new Map(set.queries[variant].map(({ id }, n) => [id, judge(hits[n], set.judgements.get(id))]));
