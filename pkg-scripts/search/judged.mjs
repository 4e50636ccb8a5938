// Relevance of all engines over one set: those that can answer in this process, and Pagefind in a page.
import { VARIANTS } from "./data.mjs";
import { visit } from "./measure.mjs";
import { DEPTH, half, means } from "./measures.mjs";
import { advantage, bytesOf, judged, kept, keptAnswers } from "./node.mjs";
import { writePagefind } from "./pagefind.mjs";

/** How many queries are asked in the page as well, to see that it finds the same there. */
const CHECKED = 50;

/** Pagefind's answers as ids; it needs a page, and its index served. */
async function pagefindAnswers(set, { browser, served, folder }) {
  await writePagefind(set.topics, folder);
  const base = `/pagefind/${set.name}/`;
  served.folders.set(base, folder);
  const { call, close } = await visit(browser, served);
  await call("start", "pagefind", { base });
  await call("ready", "open");
  const found = {};
  for (const variant of VARIANTS) {
    const numbers = await call("answers", set.queries[variant].map(({ text }) => text), DEPTH);
    found[variant] = numbers.map((hits) => hits.map((number) => set.topics[number].id));
  }
  await close();
  return found;
}

/** Throws where an engine finds other documents in the page than it found here. */
async function check(engine, set, hits, { browser, served, goodword }) {
  const { call, close } = await visit(browser, served);
  const path = `/data/${set.name}.json`;
  served.files.set(path, Buffer.from(bytesOf(set.topics)));
  await call("start", engine, { goodword });
  await call("fetchBytes", path);
  await call("ready", "build");
  const asked = [...set.queries.clean.keys()].filter((n) => hits[n]).slice(0, CHECKED);
  const numbers = await call("answers", asked.map((n) => set.queries.clean[n].text), DEPTH);
  await close();
  served.files.delete(path);
  asked.forEach((n, at) => {
    const here = hits[n].join(" "), there = numbers[at].map((number) => set.topics[number].id).join(" ");
    if (here !== there) throw new Error(`${engine} finds ${there} in a page and ${here} in Node.js for "${set.queries.clean[n].text}"`);
  });
}

/** By engine and variant: the measures, over how many queries, and Goodword's advantage; and of Goodword both halves. */
export async function relevance(set, engines, context) {
  const all = new Map();
  const fromPage = engines.includes("pagefind")
    ? await kept("pagefind", set, set.queries, () => pagefindAnswers(set, context)) : undefined;
  for (const engine of engines) {
    const of = {};
    for (const variant of VARIANTS) {
      const hits = engine === "pagefind" ? fromPage[variant] : await keptAnswers(engine, set, set.queries[variant]);
      of[variant] = judged(set, variant, hits);
      if (engine !== "pagefind" && variant === "clean" && set.topics.length < 1000) await check(engine, set, hits, context);
    }
    all.set(engine, of);
  }
  const own = all.get("goodword"), found = { topics: set.topics.length, queries: set.queries.clean.length, engines: {}, halves: {} };
  for (const [engine, of] of all) {
    found.engines[engine] = Object.fromEntries(VARIANTS.map((variant) => [variant, {
      ...means([...of[variant].values()]), n: of[variant].size,
      ...(own && engine !== "goodword" ? { advantage: advantage(own[variant], of[variant]) } : {}),
    }]));
  }
  for (const which of own ? ["tuning", "held out"] : []) {
    found.halves[which] = Object.fromEntries(VARIANTS.map((variant) => {
      const part = [...own[variant]].filter(([id]) => half(id) === which).map(([, one]) => one);
      return [variant, { ...means(part), n: part.length }];
    }));
  }
  return found;
}
