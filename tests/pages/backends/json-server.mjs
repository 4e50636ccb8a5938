// A json-server with two tables, in a temporary folder.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../community.mjs";
import { QUESTIONS } from "./content.mjs";
import { ask, backend, packageFolder } from "./process.mjs";

/** Starts and fills it, see backends.mjs. It asks nobody who they are, so any text is a token. */
export const jsonServer = () => backend("json-server", async (folder, held) => {
  const port = await freePort(), url = `http://127.0.0.1:${port}`;
  writeFileSync(join(folder, "db.json"), JSON.stringify({ topics: [], replies: [] }));
  const program = join(packageFolder("json-server"), "lib/cli/bin.js");
  held.start("node", [program, "db.json", "--host", "127.0.0.1", "--port", String(port), "--quiet"]);
  const api = (path, options) => ask(`${url}/${path}`, options);
  await held.answers(() => api("topics"));
  await fill(api);
  return { url, token: "anyone", ...told(api) };
});

/** What its own tables say, all of it plain text. */
function told(api) {
  const rows = async (path) => (await api(path)).body;
  const titles = (rows) => rows.map(({ title }) => title);
  return {
    isPlain: true,
    titles: async () => titles(await rows("topics?_sort=created_at&_order=desc")),
    found: async (query) => titles(await rows(`topics?q=${encodeURIComponent(query)}`)),
    async topic(title) {
      const [topic] = await rows(`topics?title=${encodeURIComponent(title)}`);
      return { ...topic, replies: await rows(`replies?topicId=${topic.id}`) };
    },
  };
}

async function fill(api) {
  const date = (n, m = 0) => new Date(Date.UTC(2026, 8, 1, n, m)).toISOString();
  const tell = async (path, json) => (await api(path, { method: "POST", json })).body;
  for (const [n, { title, paragraphs, replies }] of QUESTIONS.entries()) {
    const { id } = await tell("topics", { title, body: paragraphs.join("\n\n"), author: "Ada Lovelace", created_at: date(n), tags: ["kettles"], me_too: n % 3 });
    for (const [m, body] of replies.entries()) await tell("replies", { topicId: id, body, author: "Nia", created_at: date(n, m + 1) });
  }
}
