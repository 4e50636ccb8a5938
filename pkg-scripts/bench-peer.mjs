// A peer in the same run: MiniSearch over the same snapshot, in the same browser, with the same queries.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "../tests/pages/harness.mjs";
import { visit } from "./bench-panel.mjs";

export const hasPeer = () => existsSync(join(root, "node_modules/minisearch/dist/es/index.js"));

/** In the page: builds the index `runs` times and searches every beginning of every query. */
async function measure({ queries, runs }) {
  const { default: MiniSearch } = await import("/minisearch.js");
  const text = await (await fetch("/community.json")).text();
  const build = [];
  let index;
  for (let run = 0; run < runs; run += 1) {
    index = undefined;
    const began = performance.now();
    const documents = JSON.parse(text).topics.map(({ id, title, body, tags, replies }) => ({
      id, title, question: body ?? "", answer: (replies ?? []).map((reply) => reply.body).join("\n"), tags: (tags ?? []).join(" "),
    }));
    index = new MiniSearch({ fields: ["title", "question", "answer", "tags"] });
    index.addAll(documents);
    build.push(performance.now() - began);
    await new Promise((done) => setTimeout(done));
  }
  // Like the panel: any word may match, and the last one may go on.
  const options = { boost: { title: 2 }, prefix: (_term, n, terms) => n === terms.length - 1 };
  const search = [];
  for (const query of queries) {
    for (let letters = 1; letters <= query.length; letters += 1) {
      const began = performance.now();
      index.search(query.slice(0, letters), options);
      search.push(performance.now() - began);
    }
  }
  return { build, search };
}

/** `build`: ms from JSON text to index, each run in one task; `search`: ms of each keystroke's search without drawing. */
export async function peer(browser, server, { queries, runs }) {
  const { page, close } = await visit(browser, server, "/peer.html");
  const found = await page.evaluate(measure, { queries, runs });
  await close();
  return found;
}
