// Measures the server on each kind of database, prints what was found against the targets, and keeps all of it in
// target/bench/server.json. Client and server share the machine's processors.
import { spawn } from "node:child_process";
import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { count, megabytes, ms, table } from "./bench-figures.mjs";
import { get, load, post } from "./bench-load.mjs";
import { firstLine, put, root, serve, stop, ticks } from "./bench-service.mjs";

const snapshot = [join(root, "../shared/snapshots/health-16373.json.gz"), join(root, "www/demo/community.json")].find(existsSync);
const seconds = Number(process.env.GOODWORD_BENCH_SECONDS ?? 5);
const folder = mkdtempSync(join(tmpdir(), "goodword-bench-"));
const secret = randomBytes(32);
const identity = join(folder, "identity.toml");
writeFileSync(identity, `issuer = "https://bench.example"\naudience = "goodword"\n[[keys]]\nkid = "a"\nalg = "HS256"\nkey = "${secret.toString("base64url")}"\n`);

function token(person) {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: "https://bench.example", aud: "goodword", sub: person, name: person, role: "champion", iat: now, exp: now + 600 };
  const message = [{ alg: "HS256", kid: "a" }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  return `${message}.${createHmac("sha256", secret).update(message).digest("base64url")}`;
}

const out = table();
const results = {};
const cycle = (list) => { let at = 0; return () => list[at++ % list.length]; };

function tell(what, found, { least, most }) {
  const verdict = least && `≥ ${count(least)}/s: ${found.perSecond >= least ? "reached" : "missed"}`;
  out.line(`${what}: each second`, count(Math.round(found.perSecond)), { verdict });
  if (most) out.target(`${what}: p99`, found.p99, most, ms, `p50 ${ms(found.p50)}, p99 ${ms(found.p99)}, longest ${ms(found.max)}`);
}

/** Ids and words of the community, by the service's own lists. */
async function learn(port) {
  const lists = [], topics = [];
  for (const sort of ["active", "recent", "replies", "me_too", "unanswered"]) {
    let path = `/api/topics?sort=${sort}`;
    for (let page = 0; page < 10 && path; page += 1) {
      lists.push(path);
      const { data, next } = await (await fetch(`http://127.0.0.1:${port}${path}`)).json();
      topics.push(...data);
      path = next && `/api/topics${next}`;
    }
  }
  const ids = [...new Set(topics.map(({ id }) => id))];
  // Each query once, as people type them: one to three words of a title, the last one not to its end.
  const queries = [...new Set(topics.flatMap(({ title }) => {
    const words = title.replace(/[^\p{L}\p{N} ]/gu, "").split(" ").filter((word) => word.length > 3);
    return [1, 2, 3].map((many) => words.slice(-many).join(" ").slice(0, -1));
  }))].filter(Boolean);
  return { lists, ids, queries };
}

async function measure(kind, url) {
  out.section(`${kind}`);
  const imported = put(url, snapshot), found = { import: imported.ms };
  out.line("import", ms(found.import), { verdict: /added (.*?),/.exec(imported.told)[1] });
  const server = await serve(url, ["--identity", identity]);
  out.target("cold start, to the first list", found.coldStart = server.coldStart, 1000);
  const { lists, ids, queries } = await learn(server.port);
  const measured = async (name, next, targets, options = {}) => {
    const before = server.processor();
    const figures = await load(server.port, next, { seconds, ...options });
    figures.processor = (server.processor() - before) / (figures.perSecond * seconds);
    tell(name, found[name] = figures, targets);
    // Why it takes so long: what waits, waits for the processor.
    if (ticks && figures.p99 > (targets.most ?? Infinity)) {
      out.line("  of the server's processors, each", ms(figures.processor), { verdict: `${options.connections ?? 16} at a time, on ${cpus().length} cores with client and database` });
    }
  };
  await measured("topic lists", cycle(lists.map(get)), { least: 2000, most: 50 });
  await measured("topics", cycle(ids.map((id) => get(`/api/topics/${encodeURIComponent(id)}`))), { least: 2000, most: 50 });
  const search = (limit) => cycle(queries.map((query) => get(`/api/search?q=${encodeURIComponent(query)}&limit=${limit}`)));
  await measured("search, two at a time", search(10), { most: 50 }, { connections: 2 });
  // The server remembers answers by what is asked and by the header of encodings as it stands there, so that one that names
  // another unknown encoding each time asks for what is made anew.
  let times = 0;
  const anew = (paths) => { const next = cycle(paths); return () => get(next(), `br, gzip, x-${times += 1}`); };
  await measured("topic lists, made anew", anew(lists), { most: 50 }, { connections: 4 });
  await measured("searches, made anew, by two", anew(queries.map((query) => `/api/search?q=${encodeURIComponent(query)}&limit=10`)), { most: 50 }, { connections: 2 });
  const bearer = `Bearer ${token("ada")}`, some = cycle(ids);
  const reply = () => post(`/api/topics/${encodeURIComponent(some())}/replies`, { Authorization: bearer, "Idempotency-Key": randomUUID() }, JSON.stringify({ body: "It helped me to turn it by a quarter." }));
  await measured("durable replies", reply, { least: 200 });
  // After each write every list is made anew, and compressed again where it changed.
  const mixed = cycle([...lists.slice(0, 19).map((path) => () => get(path)), reply]);
  await measured("lists, and a reply in twenty", () => mixed()(), { most: 50 });
  found.memory = server.memory("VmHWM");
  if (found.memory) out.target("memory, at most", found.memory, 150 * 2 ** 20, megabytes);
  const body = Buffer.from(await (await fetch(`http://127.0.0.1:${server.port}${lists[0]}`)).arrayBuffer());
  await stop();
  results[kind] = found;
  return body;
}

/** What Node.js does with the same bytes, compressed before and from memory: as little as a server can do. */
async function peer(body) {
  out.section("Node.js, one such list, compressed before and from memory");
  const bytes = brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
  const server = createServer((_, response) => response.writeHead(200, { "Content-Type": "application/json", "Content-Encoding": "br", "Content-Length": bytes.length }).end(bytes));
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const found = await load(server.address().port, cycle([get("/")]), { seconds });
  server.close();
  tell("lists", found, {});
  for (const [kind, { "topic lists": ours }] of Object.entries(results)) {
    out.line(`${kind} : this`, (ours.perSecond / found.perSecond).toFixed(2), { verdict: "the load of the client is in this process" });
  }
  results.peer = found;
}

const databases = [["SQLite", `sqlite:${join(folder, "community.db")}`]];
const postgres = spawn(join(root, "pkg-scripts/postgres"), { stdio: ["pipe", "pipe", "inherit"] });
const socket = await firstLine(postgres).catch(() => undefined);
if (socket) databases.push(["PostgreSQL", `postgres://postgres@localhost/postgres?host=${socket}`]);
else console.log("PostgreSQL is missing, so SQLite alone is measured.");
console.log(`${new Date().toISOString()}  ${cpus()[0].model.trim()}, ${cpus().length} cores, load ${loadavg()[0].toFixed(1)}`);
try {
  let body;
  for (const [kind, url] of databases) body = await measure(kind, url);
  await peer(body);
} finally {
  await stop();
  postgres.stdin.end();
  rmSync(folder, { recursive: true });
}
mkdirSync(join(root, "target/bench"), { recursive: true });
writeFileSync(join(root, "target/bench/server.json"), JSON.stringify({ lines: out.lines, results }, undefined, 2));
