// A WordPress as Debian has it, on a MariaDB of its own, both in one temporary folder and reached by nothing but loopback.
import { cpSync, mkdirSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { freePort } from "../community.mjs";
import { escaped, html, QUESTIONS } from "./content.mjs";
import { ask, backend, run } from "./process.mjs";

const SITE = "/usr/share/wordpress";
const here = new URL(".", import.meta.url).pathname;

/** Starts and fills it, see backends.mjs; `token` is of someone who may comment, as `Authorization: Basic` takes it. */
export const wordpress = () => backend("wordpress", async (folder, held) => {
  const port = await freePort(), url = `http://127.0.0.1:${port}`, socket = join(folder, "socket");
  const data = `--datadir=${join(folder, "data")}`, user = `--user=${userInfo().username}`;
  await run("mariadb-install-db", ["--no-defaults", data, user, "--auth-root-authentication-method=normal", "--skip-test-db"]);
  // Nothing of it has to outlive a failure of the machine, so nothing waits for the disk.
  const careless = ["--innodb-flush-log-at-trx-commit=0", "--innodb-flush-method=nosync", "--innodb-doublewrite=0"];
  held.start("mariadbd", ["--no-defaults", data, user, `--socket=${socket}`, "--skip-networking", `--pid-file=${join(folder, "pid")}`, ...careless]);
  await held.answers(() => run("mariadb", [`--socket=${socket}`, "-uroot", "-e", "CREATE DATABASE wordpress CHARACTER SET utf8mb4"]));

  const site = join(folder, "site");
  cpSync(SITE, site, { recursive: true, filter: (path) => !/\/(wp-content|wp-config\.php|\.htaccess)$/.test(path) });
  mkdirSync(join(site, "wp-content/mu-plugins"), { recursive: true });
  mkdirSync(join(site, "wp-content/themes"));
  cpSync(join(here, "wordpress/config.php"), join(site, "wp-config.php"));
  cpSync(join(here, "wordpress/plugin.php"), join(site, "wp-content/mu-plugins/plugin.php"));
  const env = { SITE_URL: url, SITE_SOCKET: socket, PHP_CLI_SERVER_WORKERS: "3" };
  const { asker, reader } = JSON.parse(await run("php", [join(here, "wordpress/install.php"), site], { env: { ...process.env, ...env } }));
  held.start("php", ["-S", `127.0.0.1:${port}`, "-t", site, join(here, "wordpress/router.php")], { env });

  const api = (path, { as, ...more } = {}) => ask(`${url}/wp-json/wp/v2/${path}`, { headers: as ? { authorization: `Basic ${as}` } : {}, ...more });
  await held.answers(() => api("types"));
  await fill(url, api, asker);
  return { url, token: reader, ...told(api) };
});

/** What its own API says. Titles, and all that is rendered, are HTML. */
function told(api) {
  const titles = async (path) => (await api(path)).body.map(({ title }) => title.rendered);
  return {
    titles: () => titles("posts?per_page=100"),
    found: (query) => titles(`posts?per_page=100&search=${encodeURIComponent(query)}`),
    async topic(title) {
      const { body: posts } = await api("posts?per_page=100&_embed=author");
      const post = posts.find((post) => post.title.rendered === title);
      const replies = [];
      for (let page = 1, pages = 1; page <= pages; page += 1) {
        const { headers, body } = await api(`comments?post=${post.id}&order=asc&page=${page}`);
        pages = Number(headers.get("x-wp-totalpages"));
        replies.push(...body.map((comment) => ({ author: comment.author_name, body: comment.content.rendered })));
      }
      // The article is the answer, and the first of the replies.
      const { name: author, avatar_urls: { 96: picture } } = post._embedded.author[0];
      return { author, picture, body: "", replies: [{ author, body: post.content.rendered }, ...replies] };
    },
  };
}

async function fill(url, api, as) {
  const category = (await api("categories", { as, method: "POST", json: { name: "Care & repair" } })).body.id;
  const tag = (await api("tags", { as, method: "POST", json: { name: "kettles" } })).body.id;
  const date = (n, m = 0) => new Date(Date.UTC(2026, 8, 1, n, m)).toISOString().slice(0, 19);
  const posts = QUESTIONS.map((question, n) => ({
    title: escaped(question.title), content: html(question), status: "publish", date_gmt: date(n),
    categories: [category], tags: n % 3 ? [] : [tag],
  }));
  // No more than 25 at once.
  for (let from = 0; from < posts.length; from += 22) {
    const requests = posts.slice(from, from + 22).map((body) => ({ method: "POST", path: "/wp/v2/posts", body }));
    const { body } = await ask(`${url}/wp-json/batch/v1`, { method: "POST", headers: { authorization: `Basic ${as}` }, json: { requests } });
    await Promise.all(body.responses.map(async ({ status, body: post }, at) => {
      if (status !== 201) throw new Error(`a post was not taken: ${JSON.stringify(post)}`);
      const n = from + at;
      for (const [m, content] of QUESTIONS[n].replies.entries()) {
        const json = {
          post: post.id, content: escaped(content), date_gmt: date(n, m + 1),
          author_name: m % 2 ? "Nia" : "Jonas Öhman", author_email: "someone@kettles.example",
        };
        await api("comments", { as, method: "POST", json });
      }
    }));
  }
}
