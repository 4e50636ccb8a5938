// A NodeBB 1.4 on a Redis of its own, both in one temporary folder and reached by nothing but loopback.
import { cpSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { freePort } from "../community.mjs";
import { markdown, QUESTIONS } from "./content.mjs";
import { ask, backend, packageFolder, run } from "./process.mjs";

const here = new URL(".", import.meta.url).pathname;

/** Starts and fills it, see backends.mjs; `token` is a member's, as its write API takes it. */
export const nodebb = () => backend("nodebb", async (folder, held) => {
  const port = await freePort(), url = `http://127.0.0.1:${port}`, socket = join(folder, "socket"), forum = join(folder, "forum");
  held.start("redis-server", ["--port", "0", "--unixsocket", socket, "--save", "", "--appendonly", "no", "--dir", folder]);
  // It looks for plugins within itself only, and npm puts them beside it.
  const own = packageFolder("nodebb");
  cpSync(own, forum, { recursive: true });
  symlinkSync(dirname(own), join(forum, "node_modules"));
  const master = crypto.randomUUID();
  writeFileSync(join(forum, "config.json"), JSON.stringify({
    url, secret: crypto.randomUUID(), database: "redis", redis: { host: socket, database: 0 }, bind_address: "127.0.0.1",
    // What the package asks for in newer versions than it knows is nothing that fails it.
    "dep-check": false,
  }));
  await held.answers(() => run("redis-cli", ["-s", socket, "ping"]));
  await run("node", [join(here, "nodebb/install.cjs")], { cwd: forum, env: { ...process.env, FORUM_TOKEN: master } });
  held.start("node", ["app.js"], { cwd: forum });
  const api = (path, { as, ...more } = {}) => ask(`${url}/api/${path}`, { headers: as ? { authorization: `Bearer ${as}` } : {}, ...more });
  await held.answers(() => api("config"));
  return { url, token: await fill(api, master), ...told(api) };
});

/** What its own API says. Titles, and all that is rendered, are HTML. */
function told(api) {
  const pages = async (path) => {
    const first = (await api(`${path}page=1`)).body, all = [first];
    for (let page = 2; page <= first.pagination.pageCount; page += 1) all.push((await api(`${path}page=${page}`)).body);
    return all;
  };
  const titles = async () => (await pages("recent?")).flatMap(({ topics }) => topics);
  const topic = async (title) => {
    const { tid } = (await titles()).find((topic) => topic.title === title);
    const all = await pages(`topic/${tid}?`);
    const [question, ...replies] = all.flatMap(({ posts }) => posts)
      .map(({ content, user, upvotes }) => ({ author: user.username, picture: user.picture, body: content, stars: upvotes }));
    return { ...question, replies };
  };
  return {
    titles: async () => (await titles()).map(({ title }) => title),
    async found(query) {
      const all = await pages(`search?in=titlesposts&term=${encodeURIComponent(query)}&`);
      return [...new Set(all.flatMap(({ posts }) => posts).map(({ topic }) => topic.title))];
    },
    topic,
    stars: async (title) => (await topic(title)).replies.map(({ stars }) => stars),
  };
}

async function fill(api, master) {
  const tell = async (path, json) => (await api(`v2/${path}`, { as: master, method: "POST", json })).body.payload;
  const { uid } = await tell("users", { _uid: 1, username: "Ada Lovelace", email: "ada@kettles.example", password: crypto.randomUUID() });
  const { token } = await tell(`users/${uid}/tokens`, { _uid: uid });
  for (const [n, question] of QUESTIONS.entries()) {
    const { topicData: { tid } } = await tell("topics", { _uid: n % 2 ? 1 : uid, cid: 2, title: question.title, content: markdown(question), tags: ["kettles"] });
    for (const [m, content] of question.replies.entries()) await tell(`topics/${tid}`, { _uid: m % 2 ? uid : 1, content });
  }
  return token;
}
