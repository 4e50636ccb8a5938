// Engines in this process: all that need no browser.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root, shuffled } from "./data.mjs";
import { DEPTH, bootstrap, judge, random } from "./measures.mjs";

export const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");

/** What `pkg-scripts/build-playground` wrote, the Wasm to start it with, and whether it knows prebuilt indexes; GOODWORD_PLAYGROUND names another folder. */
export function playground() {
  const folder = process.env.GOODWORD_PLAYGROUND ?? join(target, "playground/engine");
  if (!existsSync(join(folder, "engine.js"))) throw new Error(`There is no ${folder}. Run pkg-scripts/build-playground first.`);
  const prebuilt = readFileSync(join(folder, "engine.js"), "utf8").includes("static open(");
  return { folder, prebuilt, glue: pathToFileURL(join(folder, "engine.js")).href, wasm: readFileSync(join(folder, "engine_bg.wasm")) };
}

/** An engine, ready to build. */
export async function start(name) {
  const { default: engine } = await import(`./engines/${name}.mjs`);
  await engine.start?.({ goodword: name === "goodword" ? playground() : undefined });
  return engine;
}

/** The JSON array of documents that each engine begins with. */
export const bytesOf = (documents) => new TextEncoder().encode(JSON.stringify(documents));

/** How long an engine may answer the queries of a variant, in seconds of the processor. */
const ANSWERING_S = 60;

/**
 * The best hits of an engine for each query, as ids. Queries are asked in a seeded order, and those that it had no time for are
 * `null`, so that a slow engine is judged on a fair part of them.
 */
export async function answers(engine, { topics }, asked) {
  const index = await engine.build(bytesOf(topics));
  const found = asked.map(() => null), began = process.cpuUsage();
  for (const n of shuffled([...asked.keys()], random(1))) {
    const { user, system } = process.cpuUsage(began);
    if (user + system > ANSWERING_S * 1e6) break;
    found[n] = [...await engine.search(index, asked[n].text, DEPTH)].slice(0, DEPTH).map((number) => topics[number].id);
  }
  return found;
}

/** An adapter's text, with those of the adapters that it stands on. */
function sourceOf(name) {
  const source = readFileSync(join(import.meta.dirname, `engines/${name}.mjs`), "utf8");
  return [source, ...[...source.matchAll(/from "\.\/([\w-]+)\.mjs"/g)].map(([, other]) => sourceOf(other))].join("\n");
}

/** The packages that a source stands on, with their versions. */
function versions(source) {
  const { packages } = JSON.parse(readFileSync(join(import.meta.dirname, "package-lock.json"), "utf8"));
  return [...source.matchAll(/from "([@\w][^"]*)"/g)].map(([, from]) => {
    const name = from.split("/").slice(0, from.startsWith("@") ? 2 : 1).join("/");
    return [name, packages[`node_modules/${name}`]?.version];
  });
}

/** What tells a result of a peer from any other: its adapter, the versions that it stands on, and the data. */
export function peerKey(name, set, asked) {
  // Pagefind's index is made by a program, which its adapter does not import.
  const source = sourceOf(name) + (name === "pagefind" ? readFileSync(join(import.meta.dirname, "pagefind.mjs"), "utf8") : "");
  return createHash("sha256").update(JSON.stringify([source, versions(source), asked])).update(bytesOf(set.topics)).digest("hex").slice(0, 24);
}

/** What `make` gives, or for a peer what it gave before, kept in `target`: nothing about a peer changes while Goodword is worked on. */
export async function kept(name, set, asked, make) {
  if (name === "goodword") return make();
  const folder = join(target, "bench/answers"), file = join(folder, `${name}-${peerKey(name, set, asked)}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
  console.error(`Asking ${name} the ${asked.length ?? "misspelt, unfinished and other"} queries of ${set.name}.`);
  const found = await make();
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify(found));
  return found;
}

/** The kept answers of an engine that runs here. */
export const keptAnswers = (name, set, asked) => kept(name, set, asked, async () => answers(await start(name), set, asked));

/** What `judge` says of each query of a variant that was answered: a Map from query id. */
export const judged = (set, variant, hits) => new Map(set.queries[variant].flatMap(({ id }, n) => hits[n] ? [[id, judge(hits[n], set.judgements.get(id))]] : []));

/** Goodword's advantage in NDCG over the queries that a peer answered, and how sure it is. */
export function advantage(own, other) {
  const ids = [...other.keys()];
  return bootstrap(ids.map((id) => own.get(id).ndcg), ids.map((id) => other.get(id).ndcg));
}
